"""Tables, one article a row: CSV, TSV, Excel, JSON, Parquet and feather."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from broadsheet.articles.cells import is_missing, read_name, read_text, without_missing
from broadsheet.articles.columns import Choice, choose_columns, listed, no_text
from broadsheet.articles.formats import ninjs
from broadsheet.articles.outlet_names import are_outlets
from broadsheet.articles.sources import Source
from broadsheet.articles.stubs import is_stub
from broadsheet.articles.tables.blocks import Block, Table
from broadsheet.articles.tables.columnar import is_columnar, read_columnar
from broadsheet.articles.tables.delimited import read_delimited
from broadsheet.articles.tables.markup import read_markup_tables
from broadsheet.articles.tables.nested import read_nested
from broadsheet.articles.tables.opendocument import read_opendocument
from broadsheet.articles.tables.part import Part
from broadsheet.articles.tables.sheets import read_sheets
from broadsheet.errors import Unreadable
from broadsheet.frames import FRAMES

NAME = "table"
SUFFIXES = (
    ".csv",
    ".tsv",
    ".tab",
    ".jsonl",
    ".ndjson",
    ".xlsx",
    ".parquet",
    ".feather",
    ".arrow",
)
MOST_HEADINGS = 10_000  # characters of a first line that are looked at for headings
JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
JSON = re.compile(
    r'\{\s*"|\{\s*\}|\[\s*[\[{]'
)  # not "[Updated]", as prose begins at times
MARKED_UP = re.compile(r"\s*<[!?a-zA-Z]")
# Columns of the frame that a table's own may not be taken for, unless they were chosen.
OURS = frozenset(FRAMES["articles"].columns)
NAMES = ("title", "outlet", "byline", "agency", "dateline", "section", "language")
HOST = re.compile(
    r"(?:https?:)?(?://)?(?:www\d?\.)?([\w-]+(?:\.[\w-]+)+)(?:[/:?#].*)?", re.I
)
ADDRESS = re.compile(r"(https?:)?//|www\.", re.I)
BY = re.compile(r"^by:?\s+", re.I)
STUB = "the text is cut short where it comes from"
# A read-me sheet, or one of numbers, is no reason to refuse a workbook.
NOT_USED = "its columns are {}, none of which holds texts"

Row = dict[str, Any]


def recognises(source: Source) -> bool:
    """By content; plain text is a table if its first line names columns of which we know two."""
    if source.beginning.startswith(b"PK"):
        if "xl/workbook.xml" in source.members:
            return True
        return is_opendocument_sheet(source)
    if is_columnar(source.beginning):
        return True
    if JSON.match(source.head) or source.suffix in JSON_SUFFIXES:
        return not ninjs.recognises(source)
    head = re.sub(r"\A\"?sep=.\"?\s*\n", "", source.head)
    first, _, rest = head.partition("\n")
    headings = re.split(r"[,;\t|]", first[:MOST_HEADINGS].replace('"', ""))
    roles = choose_columns(list(dict.fromkeys(headings))).columns.keys()
    if source.suffix in SUFFIXES:
        return True
    return bool(rest and len(roles) > 1 and roles & {"text", "file"})


def read(source: Source, reading: Any) -> Iterator[Row | Unreadable]:
    """Articles of all tables in a file; of a workbook's sheets, those that have texts."""
    without_texts: list[tuple[Table, Unreadable]] = []
    read_any = False
    tables = list(tables_in(source, reading.columns))
    sheets = [table.sheet for table in tables if table.sheet]
    of_outlets = bool(sheets) and are_outlets(sheets)
    for table in tables:
        table.outlet = table.sheet if of_outlets else None
        try:
            for row in _articles(table, reading):
                read_any = True
                yield _of_sheet(row, table)
        except Unreadable as problem:
            if not table.optional:
                raise
            without_texts.append((table, problem))
    for table, reason in without_texts:
        if not read_any:
            raise reason
        reading.tables.say(
            table.name, f"is left out: {NOT_USED.format(listed(table.header))}"
        )


def _of_sheet(row: Row | Unreadable, table: Table) -> Row | Unreadable:
    """A row with the name of its sheet, and with the outlet that the sheet is of."""
    if table.sheet is None:
        return row
    if isinstance(row, Unreadable):
        return row
    named = {"sheet": table.sheet} | row
    if table.outlet:
        return {"outlet": table.outlet} | named
    return named


def is_opendocument_sheet(source: Source) -> bool:
    """Whether it is a spreadsheet as LibreOffice writes it."""
    if "mimetype" not in source.members:
        return False
    return b"opendocument.spreadsheet" in source.unzipped().read("mimetype")


def tables_in(source: Source, named: dict[str, str] | None) -> Iterator[Table]:
    """The tables of a file, before their columns are chosen."""
    if is_columnar(source.beginning):
        yield read_columnar(source)
    elif source.beginning.startswith(b"PK"):
        is_excel = "xl/workbook.xml" in source.members
        read = read_sheets if is_excel else read_opendocument
        yield from read(source, named)
    elif JSON.match(source.head) or source.suffix in JSON_SUFFIXES:
        yield read_nested(source.name, source.text, named, source.limits)
    elif MARKED_UP.match(source.head):
        yield from read_markup_tables(source, named)
    else:
        yield read_delimited(source.name, source.text, named, source.limits)


def _articles(table: Table, reading: Any) -> Iterator[Row | Unreadable]:
    choice = None
    stubs = 0
    part = reading.part or Part(0, 0)
    for block in table.blocks:
        if isinstance(block, Unreadable):
            yield from part.own_problems(block)
            continue
        if choice is None:
            choice = choose_columns(table.header, block.columns, reading.columns)
            if "text" not in choice and "file" not in choice:
                raise no_text(table.header, block.columns)
            reading.tables.add(table.name, table.header, choice)
            for sentence in _sentences(table, choice):
                reading.tables.say(table.name, sentence)
        rows = Rows(part.own_rows(block), choice)
        stubs += rows.stubs
        yield from rows
    if (
        choice is None
        and not {"text", "file"} & choose_columns(table.header).columns.keys()
    ):
        raise no_text(table.header)
    if stubs:
        texts = "1 text is" if stubs == 1 else f"{stubs:,} texts are"
        reading.tables.say(
            table.name, f"{texts} cut short by the source (they end in “…” or the like)"
        )


def _sentences(table: Table, choice: Choice) -> list[str]:
    """What was taken for what, what was not used, and what is missing."""
    sentences = [*table.notes, choice.describe(), *choice.remarks]
    if choice.unused:
        sentences.append(f"not used: {listed(choice.unused)}")
    if "text" in choice:
        sentences += _missing(choice, table)
    return [sentence for sentence in sentences if sentence]


def _missing(choice: Choice, table: Table) -> list[str]:
    """What a table does not say, and what cannot be done without it."""
    sentences = []
    if "outlet" not in choice and table.outlet:
        sentences.append(
            "no column of outlets; the names of the sheets are taken for them"
        )
    elif "outlet" not in choice and "url" in choice:
        sentences.append(
            f"no column of outlets; the host of {choice.columns['url'][0]} is taken for it"
        )
    elif "outlet" not in choice:
        sentences.append(
            "no column of outlets, so that outlets cannot be compared; name it (--columns outlet=NAME)"
        )
    if "published" not in choice:
        sentences.append(
            "no column of days, so that nothing can be shown over time; name it (--columns published=NAME)"
        )
    return sentences


class Rows:
    """The articles of a block: each column is read as a whole, then rows are made of them."""

    def __init__(self, block: Block, choice: Choice):
        self.stubs = 0
        self.block = block
        self.columns = self._chosen(choice)
        self.columns |= self._others(choice.unused)

    def _chosen(self, choice: Choice) -> dict[str, Sequence]:
        """The columns that are ours."""
        block = self.block
        columns: dict[str, Sequence] = {}
        for ours, theirs in choice.columns.items():
            columns[ours] = _filled_up(
                [self._read(ours, block.columns[name]) for name in theirs]
            )
        for ours, theirs in choice.joined.items():
            parts = [block.columns[name] for name in theirs]
            columns[ours] = (
                _joined_text(parts) if ours == "text" else _joined_day(parts)
            )
        if "outlet" not in choice and "url" in columns:
            columns["outlet"] = [_host(address) for address in columns["url"]]
        if "text" in columns:
            columns["flags"] = self._flags(columns["text"])
        return columns

    def _others(self, unused: list[str]) -> dict[str, Sequence]:
        """The other columns, under another name where they clash with ours."""
        columns: dict[str, Sequence] = {}
        for theirs in unused:
            clashes = theirs in OURS or theirs in self.columns
            columns[f"table_{theirs}" if clashes else theirs] = _as_given(
                self.block.columns[theirs]
            )
        return columns

    def __iter__(self) -> Iterator[Row]:
        names = ["position", *self.columns]
        for cells in zip(self.block.positions, *self.columns.values(), strict=True):
            yield {
                name: cell
                for name, cell in zip(names, cells, strict=True)
                if cell is not None
            }

    def _read(self, ours: str, values: Sequence) -> Sequence:
        given = without_missing(values)
        read = READ.get(ours, _cell)
        return [None if value is None else read(value) for value in given]

    def _flags(self, texts: Sequence) -> Sequence:
        flags = [STUB if text and is_stub(text) else None for text in texts]
        self.stubs = sum(flag is not None for flag in flags)
        return flags


def _cell(value: object) -> object:
    """A value as text; a list by its first value."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return str(value[0])
    return _number(value)


def _number(value: object) -> str:
    """A number as one would write it: an id of 7.0 is 7."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _name(value: object) -> str | None:
    """A name, without the notation of programs; plain strings, which most are, as they are."""
    if isinstance(value, str) and not NOTATION.search(value):
        return value.strip()
    return read_name(value)


# What a plain name has none of: brackets, entities, line ends and spaces in a row.
NOTATION = re.compile(r"[<>&\[\]{}\\\t\n\r\x0b\x0c]|  ")


def _byline(value: object) -> str | None:
    """Names without the "By" before them."""
    name = _name(value)
    if name:
        return BY.sub("", name)
    return None


def _outlet(value: object) -> str | None:
    """The name of an outlet; of an address that stands among names, its host."""
    name = _name(value)
    if name and ADDRESS.match(name):
        return _host(name)
    return name


def _host(address: object) -> str | None:
    """The host of an address, without "www."."""
    match = HOST.fullmatch(str(address).strip()) if address else None
    if match:
        return match[1].casefold()
    return None


READ: dict[str, Callable[[Any], Any]] = {name: _name for name in NAMES}
READ |= {"text": read_text, "outlet": _outlet, "byline": _byline}


def _filled_up(columns: list[Sequence]) -> Sequence:
    """The first column, its gaps filled from the following ones."""
    first = columns[0]
    for other in columns[1:]:
        first = [
            value if value is not None else filler
            for value, filler in zip(first, other, strict=True)
        ]
    return first


def _joined_text(parts: list[Sequence]) -> Sequence:
    texts = []
    for cells in zip(*parts, strict=True):
        read = [read_text(cell) for cell in cells if not is_missing(cell)]
        texts.append("\n\n".join(text for text in read if text) or None)
    return texts


def _joined_day(parts: list[Sequence]) -> Sequence:
    """Year, month and day as one: `2011-5-2`, or `2 May 2011` where the month is a name."""
    days: list[str | None] = []
    for cells in zip(*parts, strict=True):
        if any(is_missing(cell) for cell in cells):
            days.append(None)
            continue
        year, month, day = (_number(cell).strip().removesuffix(".0") for cell in cells)
        days.append(
            f"{year}-{month:0>2}-{day:0>2}"
            if month.isdigit()
            else f"{day} {month} {year}"
        )
    return days


def _as_given(values: Sequence) -> Sequence:
    """A column that is not ours: as it is, but for what a frame cannot hold or that says nothing."""
    return [_flat(value) for value in without_missing(values)]


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value
