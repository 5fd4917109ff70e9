"""Frames as tables: escaped, cut to what can be read, their whole content carried along as CSV."""

from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from broadsheet.arrays import Integers
from broadsheet.show.citation import Citations, add_citations
from broadsheet.show.columns import CITATION, WORDY, Column, heading, show_column
from broadsheet.show.live import live_script, rows_as_data
from broadsheet.show.methods import method_of_table
from broadsheet.show.prose import style
from broadsheet.show.templating import render
from broadsheet.show.values import cells, cut
from broadsheet.store.spreadsheet import (
    flat,
    harmless,
    safe_csv,
    shown_csv,
    with_index,
)

__all__ = ["Table", "flat", "harmless", "safe_csv", "show_table"]

# Places are shown as links, and bookkeeping is for the CSV.
HIDDEN = {
    *("start", "end", "cue_start", "cue_end", "source_start", "source_end", "pieces"),
    *("rule", "score", "speaker_rule", "speaker_score", "passages"),
    "corrected",  # shown where any row was
}

# Numbers that are all zero only where what they count is not known.
NOTHING_IF_ZERO = ("outlets",)

# Rows that a page holds for sorting and filtering; of longer tables the others are in the CSV.
MOST_ROWS = 20_000

# Rows of the CSV beside a page: of a million it would have a gigabyte, which no spreadsheet opens.
MOST_IN_FILE = 50_000

# With fewer rows there is nothing to sort.
FEWEST_ROWS = 3


class Table:
    """A frame shown as a table: its first rows as HTML, all of it as CSV."""

    kind = "table"
    sheets: tuple[str, ...] = ("table.css", "cite.css")

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str | None = None,
        name: str | None = None,
        rows: int = 30,
        columns: list[str] | None = None,
        cite: Citations | None = None,
        order: Integers | None = None,
    ):
        self.given = frame
        self.order = order
        self.cite = cite
        self.caption = caption
        self.name = name
        self.rows = rows
        self.columns = columns

    @cached_property
    def frame(self) -> pd.DataFrame:
        """All rows, with their citations."""
        return self._cited(self._first(self.length))

    @cached_property
    def filed(self) -> pd.DataFrame:
        """The rows of the file beside the page, with their citations."""
        if self.length <= MOST_IN_FILE:
            return self.frame
        return self._cited(self._first(MOST_IN_FILE))

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.given) if self.order is None else len(self.order)

    def _first(self, most: int) -> pd.DataFrame:
        """Return the first rows; in an order that was given they are numbered anew."""
        if self.order is None:
            return self.given.head(most)
        return self.given.iloc[self.order[:most]].reset_index(drop=True)

    def _cited(self, rows: pd.DataFrame) -> pd.DataFrame:
        return add_citations(with_index(rows), self.cite) if self.cite else rows

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict, dict]:
        csv, about_csv = shown_csv(self.filed, self.name or self.kind)
        sheets = style(*self.sheets)
        bundle = {
            "text/plain": repr(self),
            "text/html": sheets + self.html() + self.hint() + live_script(),
            **csv,
        }
        # Jupyter keeps all that was shown, and the citations of a long table are larger than the table.
        for name in ("frame", "filed"):
            self.__dict__.pop(name, None)
        return bundle, about_csv

    def __repr__(self) -> str:
        return self.text(width=120)

    def text(self, width: int) -> str:
        """Return the table in so many columns of type: long cells are cut, columns without room are named."""
        shown = self.shown()
        lines = [""] * (len(shown) + 1)
        left = [heading(name) for name in shown]
        for name in shown:
            column = text_column(shown[name])
            longer = [
                f"{line}  {text}" for line, text in zip(lines, column, strict=True)
            ]
            if lines[0] and len(longer[0]) > width:
                break
            lines = longer
            left.pop(0)
        rows = [line[2:].rstrip() for line in lines]
        if left:
            rows.append(f"and {', '.join(left)}")
        return "\n".join(rows)

    def shown(self) -> pd.DataFrame:
        """Return the columns and rows that a page without scripts has room for."""
        return self.whole().head(self.rows)

    def whole(self) -> pd.DataFrame:
        """Return the columns that are shown, with all rows that a page can hold."""
        frame = with_index(self.filed)
        shown = frame[self._names(frame)].head(MOST_ROWS)
        if shown.empty:
            return shown
        return mark_corrected(known_columns(shown, frame), frame)

    def _names(self, frame: pd.DataFrame) -> list:
        """Return the columns that are shown."""
        if not self.columns:
            return [name for name in frame.columns if name not in HIDDEN]
        if CITATION in frame:
            return [*self.columns, CITATION]
        return list(self.columns)

    def html(self) -> Markup:
        """Return the table as HTML: its first rows, and all of them as data for the page's script."""
        whole = self.whole()
        source = with_index(self.filed).head(len(whole))
        columns = [show_column(whole[name], source) for name in whole]
        cells = [column.cells for column in columns]
        rows = list(zip(*cells, strict=True))
        return render(
            "table",
            columns=columns,
            rows=rows[: self.rows],
            stacked=longest_cell(columns) > WORDY,
            caption=self.caption,
            label=self.label(),
            note=self.note(),
            live=self.live(columns),
            method=self.method(),
        )

    def method(self) -> str:
        """Return the sentence that says what the table counts, and how; none of an empty one."""
        if not self.length:
            return ""
        return method_of_table(self.name or self.kind)

    def live(self, columns: list[Column]) -> dict | None:
        """Return what the page's script needs to sort, filter and page; None where it is not worth it."""
        count = min(self.length, MOST_ROWS)
        if count < FEWEST_ROWS or not columns:
            return None
        return {
            "rows": count,
            "step": self.rows,
            "left": self.left_out(),
            "data": rows_as_data(columns),
        }

    def left_out(self) -> str:
        """Say how many rows the page has, and how many the file, where that is not all."""
        whole = self.length
        if whole <= MOST_ROWS:
            return ""
        in_file = "all"
        if whole > MOST_IN_FILE:
            in_file = f"the first {MOST_IN_FILE:,}"
        return f"The table has the first {MOST_ROWS:,} of {whole:,} rows; the file has {in_file}."

    def hint(self) -> Markup:
        """Say, in JupyterLab, how to get the frame and a file of it."""
        file = f"{self.name or self.kind}.csv"
        text = f"In the next cell _.frame is all of this as a data frame; _.save({file!r}) writes it."
        return render("prose", text=text, css="bs-note bs-lab")

    def save(self, path: str) -> None:
        """Write the whole frame as CSV in which no cell is a formula."""
        Path(path).write_text(safe_csv(self.frame), encoding="utf-8-sig", newline="")

    def label(self) -> str:
        """Return what the table is called for whoever cannot see it."""
        return self.caption or self.name or self.kind.capitalize()

    def note(self) -> str:
        """Say how much of the frame is shown where that is not all."""
        whole = self.length
        if not whole and self.caption:
            return "none."
        if not whole:
            return "There are no rows."
        if whole > self.rows:
            return f"The first {self.rows:,} of {whole:,} rows."
        return ""


def show_table(
    frame: pd.DataFrame,
    caption: str | None = None,
    name: str | None = None,
    rows: int = 30,
    columns: list[str] | None = None,
    cite: Citations | None = None,
    order: Integers | None = None,
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
        cite: What cites the passages: `corpus.citations`. Each row has its citation then.
        order: The numbers of the rows that are shown, in their order: a million rows are not copied for it.

    Returns:
        A table that a notebook displays.

    >>> table = show_table(pd.DataFrame({"word": ["<b>", "border"], "count": [1, 1200]}), rows=1)
    >>> "&lt;b&gt;" in table.html(), "The first 1 of 2 rows." in table.html()
    (True, True)
    """
    return Table(frame, caption, name, rows, columns, cite, order)


def known_columns(shown: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns in which anything is known; where nothing is, the articles' own names.

    Args:
        shown: The rows and columns that are asked for.
        frame: The same rows with all columns.

    >>> frame = pd.DataFrame({"article": ["a1"], "title": [None], "outlets": [0], "count": [2]})
    >>> list(known_columns(frame[["title", "outlets", "count"]], frame))
    ['count']
    >>> list(known_columns(frame[["title"]], frame))
    ['article']
    """
    known = shown.dropna(axis="columns", how="all")
    for name in NOTHING_IF_ZERO:
        if name in known and known[name].eq(0).all():
            known = known.drop(columns=name)
    if known.columns.difference([CITATION]).empty and "article" in frame:
        known.insert(0, "article", frame["article"].head(len(known)))
    return known


def mark_corrected(shown: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows with a last column that marks those which a reader corrected, where there are any.

    Args:
        shown: The rows and columns that are shown.
        frame: The same rows with all columns.

    >>> frame = pd.DataFrame({"speaker": ["Ann Lee", "Bo Ray"], "corrected": [True, False]})
    >>> mark_corrected(frame[["speaker"]], frame)["corrected"].tolist()
    ['by hand', None]
    """
    if "corrected" not in frame:
        return shown
    corrected = frame["corrected"].head(len(shown)).astype("boolean").fillna(False)
    if not corrected.any():
        return shown
    marks = ["by hand" if is_corrected else None for is_corrected in corrected]
    return shown.assign(corrected=pd.Series(marks, shown.index, dtype="object"))


def longest_cell(columns: list[Column]) -> int:
    """Return the letters of the longest piece of any cell."""
    pieces = (part for column in columns for cell in column.cells for part in cell)
    return max((len(part.text) for part in pieces if part.look != "cite"), default=0)


def text_column(column: pd.Series) -> list[str]:
    """Return a column for the terminal: its heading and its cells, all as wide as the widest."""
    texts = [heading(column.name), *(" ".join(text.split()) for text in cells(column))]
    width = min(max(map(len, texts)), WORDY)
    texts = [cut(text, width) for text in texts]
    if pd.api.types.is_numeric_dtype(column):
        return [text.rjust(width) for text in texts]
    return [text.ljust(width) for text in texts]
