"""Excel workbooks: every sheet that holds articles."""

import io
from collections.abc import Iterator
from itertools import islice

from broadsheet.articles.sources import Source
from broadsheet.articles.tables.blocks import (
    HEADER_WITHIN,
    ROWS,
    Block,
    Table,
    check_width,
    find_header,
    unique_headings,
)
from broadsheet.errors import Unreadable, need

Row = tuple[int, tuple]


def read_sheets(source: Source, named: dict[str, str] | None) -> Iterator[Table]:
    """A table for each sheet that is not empty."""
    openpyxl = need("openpyxl", "is an Excel file")
    source.unzipped()  # checks what it would unpack to
    book = openpyxl.load_workbook(
        io.BytesIO(source.data), read_only=True, data_only=True
    )
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    for sheet in sheets:
        # Without this, one stray cell in the last corner makes every row 16,384 cells wide.
        sheet.reset_dimensions()
        name = (
            source.name if len(sheets) == 1 else f"{source.name}, sheet {sheet.title!r}"
        )
        table = _table(name, _filled(sheet.iter_rows(values_only=True)), named, source)
        if table is not None:
            table.optional = len(sheets) > 1
            table.sheet = sheet.title if len(sheets) > 1 else None
            yield table


def _filled(rows: Iterator[tuple]) -> Iterator[Row]:
    """The rows that hold anything, with their numbers."""
    for number, cells in enumerate(rows, start=1):
        if any(cell is not None and cell != "" for cell in cells):
            yield number, cells


def _table(
    name: str, rows: Iterator[Row], named: dict[str, str] | None, source: Source
) -> Table | None:
    first = list(islice(rows, HEADER_WITHIN))
    if not first:
        return None
    place = find_header([cells for _, cells in first], named)
    number, cells = first[place]
    header = _without_end(cells)
    names = unique_headings(header)
    check_width(names, source.limits)
    notes = []
    if place:
        notes.append(
            f"the header is taken to be in row {number}; what stands above it is left out"
        )
    return Table(name, names, _blocks(names, first[place + 1 :], rows), notes)


def _without_end(cells: tuple) -> list:
    """The cells up to the last one that holds something."""
    filled = [
        place for place, cell in enumerate(cells) if cell is not None and cell != ""
    ]
    return list(cells[: filled[-1] + 1])


def _blocks(
    names: list[str], first: list[Row], rest: Iterator[Row]
) -> Iterator[Block | Unreadable]:
    width = len(names)
    positions: list[int] = []
    kept: list[tuple] = []
    for rows in (first, rest):
        for number, cells in rows:
            inside = cells[:width]
            if len(cells) > width and any(cell is not None for cell in cells[width:]):
                beyond = "has cells beyond the last heading, which are left out"
                yield Unreadable(
                    beyond, "give their columns headings, or empty them", number
                )
                if not any(cell is not None for cell in inside):
                    continue
            positions.append(number)
            kept.append((*inside, *[None] * (width - len(inside))))
            if len(kept) == ROWS:
                yield Block(
                    positions, dict(zip(names, zip(*kept, strict=True), strict=True))
                )
                positions, kept = [], []
    if kept:
        yield Block(positions, dict(zip(names, zip(*kept, strict=True), strict=True)))
