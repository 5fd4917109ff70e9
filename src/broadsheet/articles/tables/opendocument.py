"""OpenDocument spreadsheets, as LibreOffice and OpenOffice write them: a table for each sheet."""

from collections.abc import Iterator

from lxml import etree

from broadsheet.articles.formats.lines import local, parse_xml
from broadsheet.articles.sources import Source
from broadsheet.articles.tables.blocks import Table
from broadsheet.articles.tables.sheets import Row, sheet_table

MOST_REPEATED = 1_000  # times that a cell is written out; sheets end in one that is repeated 16,384 times
REPEATED = "number-columns-repeated"


def read_opendocument(source: Source, named: dict[str, str] | None) -> Iterator[Table]:
    """A table for each sheet that is not empty."""
    root = parse_xml(source.unzipped().read("content.xml"))
    sheets = [element for element in root.iter() if local(element) == "table"]
    for sheet in sheets:
        title = _attribute(sheet, "name") or ""
        yield from sheet_table(title, len(sheets), _rows(sheet), named, source)


def _rows(sheet: etree._Element) -> Iterator[Row]:
    """The rows that hold anything, with their numbers."""
    number = 0
    for row in sheet.iter():
        if local(row) != "table-row":
            continue
        repeated = _times(row, "number-rows-repeated")
        number += 1
        cells = tuple(_cells(row))
        if any(cells):
            yield number, cells
        number += repeated - 1


def _cells(row: etree._Element) -> Iterator[str | None]:
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _times(cell, REPEATED)
        value = _value(cell)
        for _ in range(min(repeated, MOST_REPEATED) if value else min(repeated, 1)):
            yield value
        if not value and repeated <= MOST_REPEATED:
            yield from [None] * (repeated - 1)


def _times(element: etree._Element, name: str) -> int:
    """How often a row or a cell is said to stand there: once, where that is no number above 0."""
    number = _attribute(element, name) or ""
    if number.isdecimal() and len(number) < 10 and int(number):
        return int(number)
    return 1


def _value(cell: etree._Element) -> str | None:
    """A day as it is stored, anything else as it is shown."""
    day = _attribute(cell, "date-value")
    if day:
        return day
    paragraphs = [child for child in cell if local(child) == "p"]
    return "\n\n".join("".join(each.itertext()) for each in paragraphs) or None


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute, whatever its namespace."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return None
