"""Excel workbooks: every sheet that holds articles."""

import io
from collections.abc import Iterator
from itertools import islice

from broadsheet.articles.sources import Source
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
        rows = _filled(sheet.iter_rows(values_only=True))
        yield from sheet_table(sheet.title, len(sheets), rows, named, source)


def sheet_table(
    title: str,
    count: int,
    rows: Iterator[Row],
    named: dict[str, str] | None,
    source: Source,
) -> Iterator[Table]:
    """The table of a sheet, one of so many; none if it is empty."""
    is_one_of_many = count > 1
    name = f"{source.name}, sheet {title!r}" if is_one_of_many else source.name
    table = _table(name, rows, named, source)
    if table is not None:
        table.optional = is_one_of_many
        table.sheet = title if is_one_of_many else None
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
    notes = []
    if len(first) < HEADER_WITHIN:
        upright = turned([cells for _, cells in first])
    else:
        upright = None
    if upright is not None:
        notes.append(SIDEWAYS)
        first = [
            (number, tuple(cells)) for number, cells in enumerate(upright, start=1)
        ]
    place = find_header([cells for _, cells in first], named)
    number, cells = first[place]
    header = _without_end(cells)
    if not named and is_data(cells):
        header = [None] * len(header)
        place -= 1
        notes.append("there are no headings, so that contents alone decide")
    names = unique_headings(header)
    check_width(names, source.limits)
    if place > 0:
        notes.append(
            f"the header is taken to be in row {number}; what stands above it is left out"
        )
    return Table(name, names, _blocks(names, first[place + 1 :], rows), notes)


def _without_end(cells: tuple) -> list:
    """The cells up to the last one that holds something."""
    filled = []
    for place, cell in enumerate(cells):
        if cell is not None and cell != "":
            filled.append(place)
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
                positions = []
                kept = []
    if kept:
        columns = zip(*kept, strict=True)
        yield Block(positions, dict(zip(names, columns, strict=True)))
