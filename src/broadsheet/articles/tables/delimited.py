"""CSV and its kin: rows of cells between commas, semicolons, tabs or bars."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet.articles.limits import Limits
from broadsheet.articles.tables.blocks import (
    HEADER_WITHIN,
    ROWS,
    SIDEWAYS,
    Block,
    Table,
    check_width,
    find_header,
    is_data,
    turned,
    unique_headings,
)
from broadsheet.articles.tables.notation import usual_notation, without_rule
from broadsheet.errors import Unreadable

DELIMITERS = ",;\t|^~\x01\x1f"
CELL = 100_000_000  # characters; the limit of an article is applied later, with a sentence of its own
DECLARED = re.compile(
    r'"?sep=(.)"?\s*\n', re.I
)  # the first line of a CSV that Excel is to open
SNIFFED = 100_000  # characters in which the delimiter is looked for
# A quotation mark behind a backslash and before a letter: the dialect of MySQL and of many scrapers. In the
# usual dialect a backslash before a mark is the last character of a cell.
ESCAPED = re.compile(r'\\"(?!["\s,;|]|$)', re.M)
BEHIND_BACKSLASH = re.compile(r'\\(["\\])')
# Marks that are never closed: a file is read on from the next line so often, then no more.
MENDED = 200
SWALLOWED = (
    0.5  # of the lines in a cell that have as many delimiters as a row: they are rows
)
STRAY = (
    1_000_000  # characters of a row with marks in its cells that is looked at closely
)
UNCLOSED = "has a quotation mark that is never closed; the rows after it are read by themselves"


@dataclass
class Dialect:
    """How a table is written."""

    delimiter: str
    quoted: bool = True


def read_delimited(
    name: str, text: str, named: dict[str, str] | None, limits: Limits
) -> Table:
    """The table in a text; its blocks are read when they are asked for."""
    csv.field_size_limit(CELL)
    lines = text.removeprefix("\ufeff")
    if "\r" in lines:
        lines = lines.replace("\r\n", "\n").replace("\r", "\n")
    lines = without_rule(lines)
    declared = DECLARED.match(lines)
    skipped_lines = 0
    if declared:
        lines = lines[declared.end() :]
        skipped_lines = 1
    notes = []
    if '\\"' in lines and ESCAPED.search(lines):
        lines = BEHIND_BACKSLASH.sub(_unescaped, lines)
        notes.append(
            "quotation marks behind backslashes are read as marks within a cell"
        )
    delimiter = declared[1] if declared else find_delimiter(lines[:SNIFFED])
    lines, note = usual_notation(lines, delimiter)
    notes += [note] if note else []
    rows = Rows(lines, delimiter, skipped_lines)
    first: list[tuple[int, list[str]] | Unreadable] = []
    for row in rows:
        first.append(row)
        if len(first) >= HEADER_WITHIN:
            break
    return _table(name, first, rows, named, limits, notes)


def _unescaped(match: re.Match) -> str:
    if match[1] == '"':
        return '""'
    return "\\"


def _without_empty_end(header: list[str]) -> list[str]:
    """A header without the empty cells behind its last heading; all of it where every cell is empty."""
    if not any(header):
        return header
    end = len(header)
    while not header[end - 1].strip() and any(header[:end]):
        end -= 1
    return header[:end]


def _table(
    name: str,
    first: list[tuple[int, list[str]] | Unreadable],
    rest: "Rows",
    named: dict[str, str] | None,
    limits: Limits,
    notes: list[str],
) -> Table:
    """The table below its header, which is looked for in the first rows."""
    cells = [row[1] for row in first if not isinstance(row, Unreadable)]
    if not cells:
        raise Unreadable("holds no rows", "check that it is the right file")
    is_whole = len(first) < HEADER_WITHIN
    upright = turned(cells) if is_whole else None
    if upright is not None:
        notes.append(SIDEWAYS)
        cells = upright
        first = list(enumerate(cells, start=1))
    number = find_header(cells, named)
    header = cells[number]
    if not named and is_data(header):
        header = ["" for _ in header]
        number -= 1
        notes.append("there are no headings, so that contents alone decide")
    names = unique_headings(_without_empty_end(header))
    check_width(names, limits)
    rest.width = len(names)
    if number > 0:
        notes.append(
            f"the header is taken to be in row {number + 1}; what stands above it is left out"
        )
    rows = _chain(_below(first, number), rest)
    return Table(name, names, _blocks(names, rows), notes)


def _below(first: list, number: int) -> list:
    """What was read already and stands below the header; problems are kept, wherever they stood."""
    below = []
    seen = -1
    for row in first:
        if isinstance(row, Unreadable):
            below.append(row)
            continue
        seen += 1
        if seen > number:
            below.append(row)
    return below


def _chain(below: list, rest: "Rows") -> Iterator[tuple[int, list[str]] | Unreadable]:
    yield from below
    yield from rest


def _blocks(names: list[str], rows: Iterator) -> Iterator[Block | Unreadable]:
    width = len(names)
    positions: list[int] = []
    kept: list[list[str]] = []
    for row in rows:
        if isinstance(row, Unreadable):
            yield row
            continue
        line, cells = row
        if any(cells[width:]):
            reason = f"has {len(cells)} cells in a table of {width} columns"
            yield Unreadable(reason, "put texts into quotation marks", line)
            continue
        cells = _fitted(cells, width)
        if not any(cells):
            continue
        if cells == names:  # headings again, where tables were joined
            continue
        positions.append(line)
        kept.append(cells)
        if len(kept) == ROWS:
            yield _block(names, positions, kept)
            positions = []
            kept = []
    if kept:
        yield _block(names, positions, kept)


def _fitted(cells: list[str], width: int) -> list[str]:
    """A row with as many cells as the table has columns."""
    missing = width - len(cells)
    if missing > 0:
        return cells + [""] * missing
    return cells[:width]


def _block(names: list[str], positions: list[int], rows: list[list[str]]) -> Block:
    columns = zip(*rows, strict=True)
    return Block(positions, dict(zip(names, columns, strict=True)))


def find_delimiter(sample: str) -> str:
    """The delimiter that cuts most rows into the same number of cells, and into more than one.

    >>> find_delimiter("date;text\\n2021-10-08;One, two, three\\n")
    ';'
    """
    best = ","
    best_score = 0.0
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter)
        if not widths:
            continue
        if max(widths) < 2:
            continue
        score = _regularity(widths)
        if score > best_score:
            best = delimiter
            best_score = score
    return best


def _regularity(widths: list[int]) -> float:
    """How much rows of so many cells look like a table: alike, and of several cells from the first on."""
    usual = max(set(widths), key=widths.count)
    first = widths[0]
    score = 0.0
    if usual > 1:
        score = widths.count(usual) / len(widths)
    if first > 1 and first == usual:
        score += 1
    return score + min(first, 10) / 100


def _widths(sample: str, delimiter: str) -> list[int]:
    """How many cells each of the first rows has; blank rows aside."""
    widths = []
    try:
        for cells in csv.reader(io.StringIO(sample), delimiter=delimiter):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == HEADER_WITHIN:
                break
    except csv.Error:
        return widths
    return widths


class Rows:
    """Rows of a text, each with the line it ends on; what cannot be read as a row is an `Unreadable`.

    A quotation mark that is never closed makes a cell of all rows up to the next mark. Rows are therefore
    read strictly first; where that fails over several lines, and these have the form of rows, the row that
    opens the mark is taken by itself and reading goes on with the next line.
    """

    def __init__(self, text: str, delimiter: str, lines_before: int = 0):
        self.stream = io.StringIO(text)
        self.delimiter = delimiter
        self.lines = lines_before
        self.mended = 0
        self.width = (
            0  # 0 until the header is found; the widest row so far stands for it
        )
        self.widest = 0
        mark = re.escape(delimiter)
        self.cell = re.compile(
            rf'"(?P<quoted>.*?)"(?={mark}|$)|(?P<plain>[^{mark}]*)', re.S
        )
        self.iterator = self._read()

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Unreadable]:
        return self.iterator

    def _read(self) -> Iterator[tuple[int, list[str]] | Unreadable]:
        while True:
            reader = csv.reader(self.stream, delimiter=self.delimiter, strict=True)
            before = self.lines
            while True:
                start = self.stream.tell()
                first = before + reader.line_num
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    break
                self.lines = before + reader.line_num
                self.widest = max(self.widest, len(cells))
                yield self.lines, cells
            yield from self._mend(start, first)

    def _mend(
        self, start: int, first: int
    ) -> Iterator[tuple[int, list[str]] | Unreadable]:
        """The row that could not be read strictly, and the place from which to read on."""
        lax = self._lax(start)
        extent = self._extent(start)
        if extent is not None and self.mended < MENDED:
            self.mended += 1
            self.lines = first + 1
            yield Unreadable(
                UNCLOSED, "close the mark, or double the marks within it", self.lines
            )
            yield self.lines, self._alone(extent)
            return
        if lax is None:
            reason = "is no proper table from here on"
            yield Unreadable(reason, "save it again as CSV", first + 1)
            self.stream.seek(0, io.SEEK_END)
            return
        cells, lines = lax
        self.lines = first + lines
        yield self.lines, self._with_stray_marks(start) or cells

    def _with_stray_marks(self, start: int) -> list[str] | None:
        """A row with marks within its cells, of which only those beside a delimiter close a cell."""
        end = self.stream.tell()
        self.stream.seek(start)
        row = self.stream.read(end - start).removesuffix("\n")
        if len(row) > STRAY:
            return None
        cells = []
        offset = 0
        while offset <= len(row):
            cell = self.cell.match(row, offset)
            if cell is None:
                return None
            quoted = cell["quoted"]
            cells.append(cell["plain"] if quoted is None else quoted.replace('""', '"'))
            offset = cell.end() + 1
        if len(cells) == (self.width or self.widest):
            return cells
        return None

    def _lax(self, start: int) -> tuple[list[str], int] | None:
        """The row as a forgiving reader has it, with the number of its lines; the stream is behind it."""
        self.stream.seek(start)
        reader = csv.reader(self.stream, delimiter=self.delimiter)
        try:
            cells = next(reader)
        except (csv.Error, StopIteration):
            return None
        self.end = self.stream.tell()
        return cells, reader.line_num

    def _extent(self, start: int) -> str | None:
        """The first line of a row that swallowed others; None where it did not.

        The stream is behind that line then, and behind the whole row otherwise.
        """
        end = self.stream.tell()
        self.stream.seek(start)
        whole = self.stream.read(end - start)
        line, _, rest = whole.partition("\n")
        inner = [part for part in rest.split("\n") if part.strip()]
        if not inner:
            return None
        width = max(self.width or self.widest, 2)
        rows = sum(part.count(self.delimiter) >= width - 1 for part in inner)
        if rows < SWALLOWED * len(inner):
            return None
        self.stream.seek(start + len(line) + 1)
        return line

    def _alone(self, line: str) -> list[str]:
        """A row of one line, its lonely mark taken away."""
        cells = next(
            csv.reader([line], delimiter=self.delimiter, quoting=csv.QUOTE_NONE), []
        )
        return [cell.strip('"') for cell in cells]
