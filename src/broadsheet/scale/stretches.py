"""Large tables of lines, CSV and JSON Lines, cut into stretches that are read by themselves.

A file is read once from its beginning to its end, some megabytes at a time, and cut between two rows. In JSON
Lines each line is a row. In CSV a cell may hold lines of its own: a row begins where the marks before it
are closed and the rows that follow have as many cells as there are headings.
"""

import csv
import hashlib
import io
import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import fsspec

from broadsheet.articles import Limits
from broadsheet.articles.formats import table
from broadsheet.articles.sources import Source
from broadsheet.articles.tables.blocks import ROWS, Block
from broadsheet.articles.tables.delimited import CELL, DECLARED, SNIFFED, find_delimiter
from broadsheet.articles.tables.notation import without_rule
from broadsheet.articles.tables.part import Part
from broadsheet.errors import BroadsheetError

LINE_SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson")
JSON_LINES = (".jsonl", ".ndjson")
MOST_OF_HEAD = 0.25  # of the length of a stretch
ROWS_TRIED = 5  # after a cut, each with as many cells as there are headings
TRIED = 1_000_000  # bytes after a cut in which these are looked for
MOST_LENGTHS = (
    4  # after so many lengths without a place for a cut, the table is read as a whole
)
MARK = b'"'
LINE_END = b"\n"


@dataclass(frozen=True)
class Stretch:
    """Rows of a large table that follow each other.

    Attributes:
        start: The byte that they begin with.
        end: The byte behind them.
        head: How many bytes the head of the table has, below which they are read.
        part: Where they stand in the whole table.
        content: A fingerprint of the rows and of the head.
    """

    start: int
    end: int
    head: int
    part: Part
    content: str


@dataclass(frozen=True)
class Head:
    """The headings of a table and its first rows.

    Attributes:
        content: Their bytes.
        delimiter: What stands between two cells; "" in JSON Lines.
        width: How many columns there are.
    """

    content: bytes
    delimiter: str = ""
    width: int = 0

    def lines_in(self, content: bytes) -> int:
        """Return how many lines some bytes have, as whoever reads the table counts them."""
        lines = content.count(LINE_END)
        if self.delimiter:
            # In CSV a line may end as on the first Macintosh computers.
            lines += content.count(b"\r") - content.count(b"\r\n")
        return lines


def cut_table(name: str, address: str, length: int) -> list[Stretch]:
    """Cut a table into stretches of about so many bytes; none where it must be read as a whole.

    Args:
        name: The name of the file.
        address: Where it lies.
        length: How many bytes a stretch has at least, but for the last.
    """
    with _opened(address) as file:
        head = _read_head(name, file.read(int(length * MOST_OF_HEAD)))
        if head is None:
            return []
        file.seek(0)
        return _stretches(file, head, length)


def write_stretch(address: str, stretch: Stretch, path: Path) -> None:
    """Write the head of a table and the rows of a stretch to a new file."""
    with _opened(address) as file, path.open("xb") as target:
        if stretch.start:
            target.write(file.read(stretch.head))
            file.seek(stretch.start)
        target.write(file.read(stretch.end - stretch.start))


def _opened(address: str) -> Any:
    return closing(fsspec.open(address, "rb").open())


# The head


def _read_head(name: str, beginning: bytes) -> Head | None:
    """Return the head of a table of lines; None of what is none, or is written in an unusual way."""
    if b"\0" in beginning:
        return None
    source = Source(name, Limits(), load=lambda: beginning)
    try:
        if source.suffix in JSON_LINES:
            return _head_of_json(beginning)
        if source.suffix in LINE_SUFFIXES:
            return _head_of_cells(source, beginning)
    except (BroadsheetError, ValueError, csv.Error):
        return None  # whoever reads the whole says what is wrong with it
    return None


def _head_of_json(beginning: bytes) -> Head | None:
    """Return the first lines of JSON Lines, each of which is an object."""
    whole = beginning.split(LINE_END)[:-1][:ROWS]
    for line in whole:
        if line.strip() and not isinstance(json.loads(line), dict):
            return None
    if not whole:
        return None
    return Head(b"".join(line + LINE_END for line in whole))


def _head_of_cells(source: Source, beginning: bytes) -> Head | None:
    """Return the headings and the first block of rows, without one that may be cut off."""
    read = next(table.tables_in(source, None))
    blocks = (block for block in read.blocks if isinstance(block, Block))
    ends = next(blocks).positions
    if len(ends) < ROWS:
        ends = ends[:-1]
    text = source.text.removeprefix("\ufeff")
    if not ends or without_rule(text) != text:
        return None  # or its lines are not those of the file
    declared = DECLARED.match(text)
    delimiter = declared[1] if declared else find_delimiter(text[:SNIFFED])
    lines = beginning.splitlines(keepends=True)
    return Head(b"".join(lines[: ends[-1]]), delimiter, len(read.header))


# The cuts


def _stretches(file: BinaryIO, head: Head, length: int) -> list[Stretch]:
    """Read a file to its end; return its stretches, none where no place for a cut is found."""
    stretches: list[Stretch] = []
    start = lines = 0
    own = b""
    size = length
    while True:
        own += file.read(size - len(own))
        is_last = len(own) < size
        if is_last and not own:
            return stretches
        cut = len(own) if is_last else _find_cut(own, head, length)
        if not cut and size >= MOST_LENGTHS * length:
            return []
        if not cut:
            size += length
            continue
        stretches.append(_stretch(own[:cut], start, lines, head))
        start += cut
        lines += head.lines_in(own[:cut])
        own = own[cut:]
        size = length


def _stretch(rows: bytes, start: int, lines: int, head: Head) -> Stretch:
    """Return the stretch of some rows; the first of a table has its own head."""
    content = hashlib.blake2b(rows, digest_size=10)
    part = Part(0, 0)
    if start:
        content.update(head.content)
        part = Part(head.lines_in(head.content), lines)
    return Stretch(
        start,
        start + len(rows),
        len(head.content),
        part,
        content.hexdigest(),
    )


def _find_cut(rows: bytes, head: Head, length: int) -> int:
    """Return where a row begins near the end of a stretch; 0 where that cannot be told."""
    window = min(TRIED, length // 4)
    after = length - window
    marks = rows.count(MARK, 0, after)
    while True:
        line_end = rows.find(LINE_END, after)
        if line_end < 0:
            return 0
        marks += rows.count(MARK, after, line_end)
        after = line_end + 1
        if not head.delimiter:
            return after
        if marks % 2 == 0 and _are_rows(rows[after : after + window], head):
            return after


def _are_rows(content: bytes, head: Head) -> bool:
    """Whether the first rows of some bytes have as many cells as there are headings."""
    csv.field_size_limit(CELL)
    lines = io.StringIO(content.decode("utf-8", "replace"), newline="")
    rows = csv.reader(lines, delimiter=head.delimiter, strict=True)
    try:
        widths = [len(next(rows)) for _ in range(ROWS_TRIED)]
    except (csv.Error, StopIteration):
        return False
    return set(widths) == {head.width}
