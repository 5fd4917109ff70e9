"""Frames as tables: escaped, cut to what can be read, their whole content carried along as CSV."""

import json
from html import escape, unescape

import pandas as pd

from broadsheet.show.prose import NO_MATH, style

# Places are shown as links, and bookkeeping is for the CSV.
HIDDEN = {
    *("start", "end", "cue_start", "cue_end", "source_start", "source_end", "pieces"),
    *("rule", "score"),
}

# A spreadsheet runs a cell that begins so as a formula; the apostrophe makes it text (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")

# A table with a cell this long reads better as a list on a phone; a table of numbers stays a table.
WORDY = 32


# Columns whose values lead to a list of passages, where the report has one: see `behind`.
BEHIND = ("speaker", "word")
LEADING = {"article", "title", *BEHIND}

# So many passages of one event are linked; the others are in the CSV.
TOLD = 6


class Table:
    """A frame shown as a table: its first rows as HTML, all of it as CSV."""

    kind, sheets = "table", ("table.css",)

    def __init__(self, frame, caption=None, name=None, rows=30, columns=None):
        self.frame, self.caption, self.name, self.rows, self.columns = frame, caption, name, rows, columns

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        text = style(*self.sheets) + self.html()
        bundle = {"text/plain": repr(self), "text/html": text, "text/csv": safe_csv(self.frame)}
        return bundle, {"text/csv": {"name": self.name or self.kind, "rows": len(self.frame)}}

    def __repr__(self) -> str:
        return self.text(width=120)

    def text(self, width: int) -> str:
        """The table in so many columns of type: long cells are cut, and columns that do not fit are named."""
        shown = self.shown()
        lines, left = [""] * (len(shown) + 1), [label(name) for name in shown]
        for name in shown:
            column = [label(name), *(unescape(text).replace("\n", " ") for text in written(shown[name]))]
            wide = min(max(map(len, column)), WORDY)
            if lines[0] and len(lines[0]) + 2 + wide > width:
                break
            side = str.rjust if pd.api.types.is_numeric_dtype(shown[name]) else str.ljust
            column = [text if len(text) <= wide else f"{text[: wide - 1]}…" for text in column]
            lines = [f"{line}  {side(text, wide)}" for line, text in zip(lines, column, strict=True)]
            left.pop(0)
        more = [f"and {', '.join(left)}"] if left else []
        return "\n".join([*(line[2:].rstrip() for line in lines), *more])

    def shown(self) -> pd.DataFrame:
        """The columns and rows that the page has room for."""
        frame = with_index(self.frame)
        names = self.columns or [name for name in frame.columns if name not in HIDDEN]
        shown = frame[list(names)].head(self.rows)
        return shown if shown.empty else shown.dropna(axis="columns", how="all")

    def html(self) -> str:
        shown = self.shown()
        cells = {name: written(column) for name, column in shown.items()}
        longest = {name: max(map(len, column), default=0) for name, column in cells.items()}
        css = {name: _class(shown[name], longest[name]) for name in cells}
        cells |= {name: self.linked(name, cells[name]) for name in cells.keys() & LEADING}
        head = "".join(f'<th scope="col"{css[name]}>{escape(label(name))}</th>' for name in cells)
        start = {name: f'<td data-label="{escape(label(name))}"{css[name]}>' for name in cells}
        rows = "".join(
            f"<tr>{''.join(f'{start[name]}{text}</td>' for name, text in zip(cells, row, strict=True))}</tr>"
            for row in zip(*cells.values(), strict=True)
        )
        stack = " bs-stack" * (max(longest.values(), default=0) > WORDY)
        return self.framed(head, f"<tbody>{rows}</tbody>", stack)

    def framed(self, head: str, bodies: str, css: str) -> str:
        """The table in a box that scrolls, with its caption and its note."""
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        table = f"<table>{caption}<thead><tr>{head}</tr></thead>{bodies}</table>"
        region = scroll(table, self.caption or self.name or self.kind.capitalize())
        return f'<div class="bs-table{css} {NO_MATH}">{region}{self.note()}</div>'

    def linked(self, name: str, cells: list[str]) -> list[str]:
        """Let an article lead to the passage, a speaker to the quotations, a word to its lines."""
        frame = with_index(self.frame).head(self.rows)
        if name in BEHIND:
            places = [behind(name, value) for value in frame[name]]
            return [text and link(place, text) for text, place in zip(cells, places, strict=True)]
        if "article" not in frame:
            return cells
        if "passages" in frame:
            return ["<br>".join(told(places)) for places in frame["passages"]]
        starts = frame.get("start", [0] * len(frame))  # 0: the article as a whole
        places = zip(cells, frame["article"], starts, strict=True)
        return [text if pd.isna(at) else link(anchor(article, at), text) for text, article, at in places]

    def note(self) -> str:
        says = "" if len(self.frame) else "There are no rows."
        if len(self.frame) > self.rows:
            says = f"The first {self.rows:,} of {len(self.frame):,} rows."
        return says and f'<p class="bs-note">{says}</p>'


def show_table(frame, caption=None, name=None, rows=30, columns=None) -> Table:
    """Show a frame as a table that can be read, and carry all of it for the report as CSV.

    Text is escaped, days are written as days, numbers stand right, offsets and other bookkeeping are left
    to the CSV. At most `rows` rows are shown, with a line saying how many there are. `name` names the CSV
    file; `columns` chooses what is shown, in that order. Rows with an `article` and a `start` link to their
    passage where the page has it.

    >>> table = show_table(pd.DataFrame({"word": ["<b>", "border"], "count": [1, 1200]}), rows=1)
    >>> "&lt;b&gt;" in table.html(), "The first 1 of 2 rows." in table.html()
    (True, True)
    """
    return Table(frame, caption, name, rows, columns)


def cell(value) -> str:
    """One value as escaped HTML.

    >>> cell(pd.Timestamp("2021-10-08 09:30"))[-5:], cell(1234.5), cell(None), cell(True), cell("a < b")
    ('09:30', '1,234.50', '', 'yes', 'a &lt; b')
    """
    if hasattr(value, "__len__") and not isinstance(value, str):
        return escape(", ".join(map(str, value)))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        clock = f" {value:%H:%M}" if value.hour or value.minute else ""
        return f"{value.day}\u00a0{value:%b}\u00a0{value:%Y}{clock}"
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, float):
        return significant(value).replace("-", "\u2212")
    if isinstance(value, int) or hasattr(value, "dtype"):
        return f"{value:,}".replace("-", "\u2212")
    return escape(str(value))


def written(column: pd.Series) -> list[str]:
    """The values of a column as escaped HTML, numbers with as many decimals as the column has, two at most.

    >>> written(pd.Series([22.5, 100.0])), written(pd.Series([22.5, 0.25])), written(pd.Series([0.0, 4e-12]))
    (['22.5', '100.0'], ['22.50', '0.25'], ['0.00', '4e−12'])
    """
    known = column.dropna() if pd.api.types.is_float_dtype(column) else []
    if len(known) and known.round(1).eq(known).all() and known.round(1).mod(1).ne(0).any():
        return ["" if pd.isna(value) else f"{value:,.1f}".replace("-", "\u2212") for value in column]
    return [cell(value) for value in column]


def significant(value: float) -> str:
    """Two decimals, or the power of ten where two decimals would say nothing.

    >>> significant(3.14159), significant(0.00004), significant(float("inf")), significant(7.0)
    ('3.14', '4e-05', '∞', '7.00')
    """
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "-∞"
    if value and abs(value) < 0.005:
        return f"{value:.0e}"
    return f"{value:,.2f}"


def safe_csv(frame: pd.DataFrame) -> str:
    """The whole frame as CSV in which no cell is a formula.

    >>> print(safe_csv(pd.DataFrame({"word": ["=1+1", "border"], "count": [-1, 2]})))
    word,count
    '=1+1,-1
    border,2
    """
    return harmless(frame).to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%S", lineterminator="\n")


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its index as columns, and an apostrophe before text that a spreadsheet would run."""
    frame = with_index(frame)
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    safe = {name: frame[name].map(flat).map(quiet, na_action="ignore") for name in texts}
    return frame.assign(**safe)


def flat(value):
    """A list as JSON, anything else as it is: a cell holds one value."""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, tuple)) else value


def quiet(value):
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a named index as its first columns."""
    return frame.reset_index() if any(name is not None for name in frame.index.names) else frame


def label(name) -> str:
    return str(name).replace("_", " ")


def anchor(article, start) -> str:
    """The address of a place in an article: the same for a table's link and for the article's page.

    >>> anchor("the watch", 12), anchor("the-watch", 12)
    ('the-watch.0043e636-12', 'the-watch-12')
    """
    from re import sub
    from zlib import crc32

    slug = sub(r"[^\w-]+", "-", str(article))
    if slug != str(article):  # two names must not become one
        slug = f"{slug}.{crc32(str(article).encode()):08x}"
    return f"{slug}-{int(start)}"


def behind(kind: str, name) -> str:
    """The address of the passages behind a speaker or a word.

    >>> behind("word", "border")
    'word-border.af0c1f3b-0'
    """
    return anchor(f"{kind} {name}", 0)


def link(address: str, html: str) -> str:
    """A link that the report resolves: to where the passage is shown, or to nowhere, as plain text."""
    return f'<a class="bs-passage" href="#{address}">{html}</a>'


def scroll(html: str, name: str) -> str:
    """What is too wide for a page, in a box that scrolls, by keyboard too."""
    return f'<div class="bs-scroll" role="group" tabindex="0" aria-label="{escape(name)}">{html}</div>'


def days_between(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """`8 Oct 2021 to 11 Nov 2021`, or the one day that both are."""
    return " to ".join(dict.fromkeys(cell(moment.normalize()) for moment in (first, last)))


def told(places) -> list[str]:
    """The passages of one event, each as a link with its article's name."""
    links = [link(anchor(article, start), escape(str(article))) for article, start, _ in places[:TOLD]]
    return links + [f"{len(places) - TOLD:,} more"] * (len(places) > TOLD)


def _class(column: pd.Series, longest: int) -> str:
    if pd.api.types.is_numeric_dtype(column):
        return ' class="bs-number"'
    return ' class="bs-short"' if longest < WORDY / 2 else ""
