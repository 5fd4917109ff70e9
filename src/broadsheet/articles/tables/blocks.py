"""What every kind of table is brought to before its columns are chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from broadsheet.articles.columns import choose_columns
from broadsheet.articles.days import read_day
from broadsheet.articles.headings import known_names
from broadsheet.articles.limits import Limits
from broadsheet.errors import Unreadable

ROWS = 1000  # rows in a block; the first block of a table decides on its columns
HEADER_WITHIN = 30  # rows in which the header is looked for
WORDS_WITH_DAY = 4  # beside a day, a cell of as many words is no heading
WORDS_OF_TEXT = 12
FEWEST_NAMES = 3  # of our columns in the first column of a table that lies on its side
SIDEWAYS = "the headings are in the first column, and each of the others is an article"
LONG_HEADING = 100  # characters: a cell that is longer is no heading


@dataclass
class Block:
    """Rows that follow each other: where each stands, and a list of cells for each column."""

    positions: list[int]
    columns: dict[str, Sequence[object]]


@dataclass
class Table:
    """A table in a file: its headings, its blocks, and what was noticed on the way to them."""

    name: str
    header: list[str]
    blocks: Iterator[Block | Unreadable]
    notes: list[str] = field(default_factory=list)
    optional: bool = False  # one of several, such as a sheet: reported and left out if it has no texts
    sheet: str | None = None  # its own name, where a file has several
    outlet: str | None = None  # whose articles it holds, where its name tells it


def check_width(header: Sequence[str], limits: Limits) -> None:
    """Raise `Unreadable` for a table that is wider than any table of articles."""
    most = limits.table_columns
    if len(header) > most:
        reason = f"has {len(header):,} columns, more than the limit of {most:,}"
        raise Unreadable(
            reason,
            f"leave out some, or read it with limits=Limits(table_columns={len(header)})",
        )


def is_data(cells: Sequence[object]) -> bool:
    """Whether a row that stands first is an article and no headings: it has a day or a sentence in it.

    >>> is_data(["2021-10-08", "Echo", "The bridge stays open."]), is_data(["date", "paper", "text"])
    (True, False)
    """
    written = _headings(cells)
    if len(written) < 2:
        return False
    if known_names(written):
        return False
    short = [cell for cell in written if len(cell) < 40]
    has_day = any(read_day(cell) is not None for cell in short)
    longest = max(len(cell.split()) for cell in written)
    return longest >= (WORDS_WITH_DAY if has_day else WORDS_OF_TEXT)


def unique_headings(cells: Sequence[object]) -> list[str]:
    """Headings that differ: the second "date" is "date (2)", a cell without a heading "column 3".

    >>> unique_headings(["date", "text", "date", None])
    ['date', 'text', 'date (2)', 'column 4']
    """
    header: dict[str, None] = {}  # in order, and looked up at once
    latest: dict[str, int] = {}  # the number that the last column of a name has
    for number, cell in enumerate(cells, start=1):
        name = ""
        if cell is not None:
            name = " ".join(str(cell).split())
        name = name or f"column {number}"
        free = name
        while free in header:
            latest[name] = latest.get(name, 1) + 1
            free = f"{name} ({latest[name]})"
        header[free] = None
    return list(header)


def _are_headings(first_column: Iterable[str], first_row: Iterable[str]) -> bool:
    """Whether a table's first column names more of our columns than its first row does."""
    roles = set(known_names(first_column).values())
    above = set(known_names(first_row).values())
    return "text" in roles and len(roles) >= FEWEST_NAMES and len(above) < len(roles)


def turned(rows: Sequence[Sequence[object]]) -> list[list[str]] | None:
    """The rows of a table that has its headings in its first column, an article in each of the others.

    None where it stands upright: fewer than three of the headings are ours, or the first row has as many.

    >>> turned([["paper", "Echo", "Mail"], ["date", "2 May", "3 May"], ["text", "It rained.", "It blew."]])[1]
    ['Echo', '2 May', 'It rained.']
    """
    headings = [str(row[0] or "").strip() for row in rows if row]
    if len(headings) < len(rows):
        return None
    if len(set(headings)) < len(headings):
        return None
    if not _are_headings(headings, dict.fromkeys(_headings(rows[0]))):
        return None
    width = max(map(len, rows))
    columns = []
    for place in range(width):
        column = [_cell_at(row, place) for row in rows]
        columns.append(column)
    return columns


def find_header(
    rows: Sequence[Sequence[object]], named: dict[str, str] | None = None
) -> int:
    """Which of the first rows holds the headings: titles, notes and blank rows may stand above them.

    It is the first row in which the columns that the user names, or a text or file and another of our
    columns, are found; else the first that is as wide as most rows and holds nothing but short cells.
    """
    for number, row in enumerate(rows):
        if _names_columns(_headings(row), named or {}):
            both = rows[number : number + 2]
            return number + _is_above_another(both)
    widths = [_width(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    least = max(usual, 1)
    for number, row in enumerate(rows):
        if widths[number] >= least and _has_short_cells(row):
            return number
    return next((number for number, width in enumerate(widths) if width), 0)


def _cell_at(row: Sequence[object], place: int) -> str:
    """The text of a cell, empty where the row has none there."""
    if place >= len(row):
        return ""
    cell = row[place]
    if cell is None:
        return ""
    return str(cell)


def _has_short_cells(row: Sequence[object]) -> bool:
    """Whether all cells of a row are short enough to be headings."""
    return all(len(cell) <= LONG_HEADING for cell in _headings(row))


def _is_above_another(rows: Sequence[Sequence[object]]) -> bool:
    """Whether the second row names more of our columns than the first: headings stand in two rows."""
    counts = []
    for row in rows:
        headings = dict.fromkeys(_headings(row))
        counts.append(len(known_names(headings)))
    if len(counts) != 2:
        return False
    first, second = counts
    return second >= FEWEST_NAMES and second > first


def _names_columns(cells: list[str], named: dict[str, str]) -> bool:
    if not cells:
        return False
    if max(map(len, cells)) > LONG_HEADING:
        return False
    if named:
        return all(name in cells for name in named.values())
    exact = set(known_names(cells).values())
    if len(exact) >= 2 and exact & {"text", "file"}:
        return True
    if len(cells) == 1 and "text" in exact:
        return True
    return len(choose_columns(cells).columns) >= 3


def _headings(row: Sequence[object]) -> list[str]:
    headings = []
    for cell in row:
        heading = "" if cell is None else str(cell).strip()
        if heading:
            headings.append(heading)
    return headings


def _width(row: Sequence[object]) -> int:
    return len(_headings(row))
