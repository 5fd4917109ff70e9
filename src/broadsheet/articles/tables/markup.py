"""Tables in pages: what a browser shows, and what some programs save as .xls."""

import re
from collections.abc import Iterator

from lxml import html

from broadsheet.articles.cells import read_markup
from broadsheet.articles.headings import known_names
from broadsheet.articles.sources import Source
from broadsheet.articles.tables.blocks import Table
from broadsheet.articles.tables.sheets import Row, sheet_table

ROW = re.compile(r"<tr\b", re.I)
FIRST_ROW = re.compile(r"<tr\b[^<>]{0,500}>(.{1,5000}?)</tr>", re.S | re.I)
CELL = re.compile(r"<t[hd]\b[^<>]{0,500}>(.{0,500}?)</t[hd]>", re.S | re.I)
FEWEST_NAMES = 3  # of our columns, the text among them: fewer stand in other tables


def is_table_of_articles(head: str) -> bool:
    """Whether the first row of a page's first table has the headings of a table of articles.

    >>> is_table_of_articles("<table><tr><th>date</th><th>outlet</th><th>text</th></tr></table>")
    True
    """
    start = ROW.search(head)
    row = FIRST_ROW.match(head, start.start()) if start else None
    if row is None:
        return False
    return _are_headings([read_markup(cell) for cell in CELL.findall(row[1])])


def _are_headings(cells: list[str]) -> bool:
    roles = set(known_names(dict.fromkeys(map(str.strip, cells))).values())
    if "text" not in roles:
        return False
    return len(roles) >= FEWEST_NAMES


def read_markup_tables(source: Source, named: dict[str, str] | None) -> Iterator[Table]:
    """The tables of a page that have the headings of articles."""
    tree = html.document_fromstring(
        source.text.encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    for number, element in enumerate(tree.iter("table"), start=1):
        rows = list(_rows(element))
        if len(rows) > 1 and (
            named or _are_headings([cell or "" for cell in rows[0][1]])
        ):
            yield from sheet_table(f"table {number}", 1, iter(rows), named, source)


def _rows(table: html.HtmlElement) -> Iterator[Row]:
    """The rows of a table, not those of a table within it."""
    number = 0
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        number += 1
        cells = tuple(_text(cell) for cell in row if cell.tag in ("td", "th"))
        if any(cells):
            yield number, cells


def _text(cell: html.HtmlElement) -> str | None:
    cell.tag = "td"
    inner = html.tostring(cell, encoding="unicode", with_tail=False)
    return read_markup(inner).strip() or None
