"""Frames as tables: escaped, cut to what can be read, their whole content carried along as CSV."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from broadsheet.show.anchors import list_anchor, passage_anchor
from broadsheet.show.prose import style
from broadsheet.show.templating import render
from broadsheet.show.values import cells, cut
from broadsheet.store.spreadsheet import flat, harmless, safe_csv, with_index

__all__ = ["Table", "flat", "harmless", "safe_csv", "show_table"]

# Places are shown as links, and bookkeeping is for the CSV.
HIDDEN = {
    *("start", "end", "cue_start", "cue_end", "source_start", "source_end", "pieces"),
    *("rule", "score", "speaker_rule", "speaker_score", "passages"),
}

# A table with a cell this long reads better as a list on a phone; a table of numbers stays a table.
WORDY = 32

# Columns whose values lead to a list of passages, where the report has one.
LISTS = ("speaker", "word")

# So many passages of one event are linked; the others are in the CSV.
MOST_LINKS = 6

# Letters of one cell; all of them are in the CSV.
MOST_LETTERS = 600


@dataclass(frozen=True)
class Part:
    """A piece of a cell, and the address that it leads to, if any."""

    text: str
    anchor: str | None = None


@dataclass(frozen=True)
class Column:
    """A column as the page shows it."""

    name: str
    heading: str
    css: str
    cells: list[list[Part]]


class Table:
    """A frame shown as a table: its first rows as HTML, all of it as CSV."""

    kind = "table"
    sheets: tuple[str, ...] = ("table.css",)

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str | None = None,
        name: str | None = None,
        rows: int = 30,
        columns: list[str] | None = None,
    ):
        self.frame = frame
        self.caption = caption
        self.name = name
        self.rows = rows
        self.columns = columns

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        bundle = {
            "text/plain": repr(self),
            "text/html": style(*self.sheets) + self.html(),
            "text/csv": safe_csv(self.frame),
        }
        return bundle, {
            "text/csv": {"name": self.name or self.kind, "rows": len(self.frame)}
        }

    def __repr__(self) -> str:
        return self.text(width=120)

    def text(self, width: int) -> str:
        """Return the table in so many columns of type: long cells are cut, columns without room are named."""
        shown = self.shown()
        lines = [""] * (len(shown) + 1)
        left = [heading(name) for name in shown]
        for name in shown:
            column = text_column(shown[name])
            if lines[0] and len(lines[0]) + 2 + len(column[0]) > width:
                break
            lines = [
                f"{line}  {text}" for line, text in zip(lines, column, strict=True)
            ]
            left.pop(0)
        rows = [line[2:].rstrip() for line in lines]
        if left:
            rows.append(f"and {', '.join(left)}")
        return "\n".join(rows)

    def shown(self) -> pd.DataFrame:
        """Return the columns and rows that the page has room for."""
        frame = with_index(self.frame)
        names = self.columns or [name for name in frame.columns if name not in HIDDEN]
        shown = frame[list(names)].head(self.rows)
        if shown.empty:
            return shown
        return shown.dropna(axis="columns", how="all")

    def html(self) -> Markup:
        """Return the table as HTML."""
        shown = self.shown()
        source = with_index(self.frame).head(self.rows)
        columns = [show_column(shown[name], source) for name in shown]
        lengths = [
            len(part.text)
            for column in columns
            for cell in column.cells
            for part in cell
        ]
        return render(
            "table",
            columns=columns,
            rows=list(zip(*(column.cells for column in columns), strict=True)),
            stacked=max(lengths, default=0) > WORDY,
            caption=self.caption,
            label=self.label(),
            note=self.note(),
        )

    def label(self) -> str:
        """Return what the table is called for whoever cannot see it."""
        return self.caption or self.name or self.kind.capitalize()

    def note(self) -> str:
        """Say how much of the frame is shown where that is not all."""
        if not len(self.frame):
            return "none." if self.caption else "There are no rows."
        if len(self.frame) > self.rows:
            return f"The first {self.rows:,} of {len(self.frame):,} rows."
        return ""


def show_table(
    frame: pd.DataFrame,
    caption: str | None = None,
    name: str | None = None,
    rows: int = 30,
    columns: list[str] | None = None,
) -> Table:
    """Show a frame as a table that can be read, and carry all of it for the report as CSV.

    Text is escaped, days are written as days, numbers stand right, offsets and other bookkeeping are left
    to the CSV. Rows with an `article` and a `start` link to their passage where the page has it.

    Args:
        frame: Any frame; a named index is shown as its first columns.
        caption: What stands above the table.
        name: What its CSV file is called.
        rows: How many rows are shown, with a line that says how many there are.
        columns: Which columns are shown, in this order.

    Returns:
        A table that a notebook displays.

    >>> table = show_table(pd.DataFrame({"word": ["<b>", "border"], "count": [1, 1200]}), rows=1)
    >>> "&lt;b&gt;" in table.html(), "The first 1 of 2 rows." in table.html()
    (True, True)
    """
    return Table(frame, caption, name, rows, columns)


def show_column(column: pd.Series, source: pd.DataFrame) -> Column:
    """Return a column as the page shows it, each cell with what it leads to.

    Args:
        column: Its values.
        source: The same rows with all columns, which say where the cells lead.
    """
    texts = [cut(text, MOST_LETTERS) for text in cells(column)]
    longest = max(map(len, texts), default=0)
    css = ""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        css = "bs-number"
    elif longest < WORDY / 2:
        css = "bs-short"
    name = str(column.name)
    return Column(name, heading(name), css, link_cells(name, texts, source))


def link_cells(name: str, texts: list[str], source: pd.DataFrame) -> list[list[Part]]:
    """Let an article lead to the passage, a speaker to the quotations, a word to its lines."""
    anchors: list[str | None]
    if name in LISTS:
        anchors = [list_anchor(name, value) for value in source[name]]
    elif name not in ("article", "title") or "article" not in source:
        anchors = []
    elif name == "article" and "passages" in source:
        return [passage_links(places) for places in source["passages"]]
    else:
        starts = (
            source["start"] if "start" in source else [0] * len(source)
        )  # 0: the article as a whole
        places = zip(source["article"], starts, strict=True)
        anchors = [
            None if pd.isna(start) else passage_anchor(article, start)
            for article, start in places
        ]
    if not anchors:
        return [[Part(text)] for text in texts]
    return [
        [Part(text, anchor if text else None)]
        for text, anchor in zip(texts, anchors, strict=True)
    ]


def passage_links(places: list[tuple[str, int, int]]) -> list[Part]:
    """Return the passages of one event, each as a link with its article's name."""
    links = [
        Part(str(article), passage_anchor(article, start))
        for article, start, _ in places[:MOST_LINKS]
    ]
    left = len(places) - MOST_LINKS
    if left > 0:
        links.append(Part(f"{left:,} more"))
    return links


def text_column(column: pd.Series) -> list[str]:
    """Return a column for the terminal: its heading and its cells, all as wide as the widest."""
    texts = [heading(column.name), *(" ".join(text.split()) for text in cells(column))]
    width = min(max(map(len, texts)), WORDY)
    texts = [cut(text, width) for text in texts]
    if pd.api.types.is_numeric_dtype(column):
        return [text.rjust(width) for text in texts]
    return [text.ljust(width) for text in texts]


def heading(name: object) -> str:
    """Return what a column is called above a table.

    >>> heading("dp_norm"), heading("left_out"), heading("my_column")
    ('spread (DP)', 'left out', 'my column')
    """
    return _headings().get(str(name), str(name).replace("_", " "))


@cache
def _headings() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
