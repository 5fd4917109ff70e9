"""Tables, one article a row: CSV, TSV, Excel, JSON Lines, a JSON list and Parquet."""

import csv
import io
import json
import re
import zipfile

from broadsheet.articles.columns import NAMES, fold, our_names
from broadsheet.articles.errors import Unreadable
from broadsheet.articles.formats import ninjs

NAME = "table"
SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".xlsx", ".parquet")
COLUMNS = 1000
CELL = 100_000_000  # characters; the limit of an article is applied later, with a sentence of its own


def recognises(source):
    if source.beginning.startswith(b"PAR1"):
        return True
    if source.beginning.startswith(b"PK"):
        return b"xl/workbook.xml" in source.data
    if source.suffix in SUFFIXES:
        return b"\0" not in source.beginning or bool(source.head)
    if source.head.startswith(("{", "[")):
        return not ninjs.recognises(source)
    first, _, rest = source.head.partition("\n")
    cells = {fold(cell) for cell in re.split(r"[,;\t|]", first)}
    return bool(rest) and len(cells) > 1 and bool(cells & set(NAMES["text"] + NAMES["file"]))


def read(source, reading):
    rows = _rows(source)
    names = None
    for position, row in rows:
        if isinstance(row, Unreadable):
            yield Unreadable(row.reason, row.remedy, position)
            continue
        if names is None or not row.keys() <= names.keys():
            header = list(dict.fromkeys([*(names or {}), *row]))
            if len(header) > COLUMNS:
                raise Unreadable(
                    f"has more than {COLUMNS:,} columns", "leave out what is not needed", position
                )
            known = our_names(header, reading.columns, [] if names else reading.notes, source.name)
            names = {theirs: known.get(theirs, str(theirs)) for theirs in header}
        yield {names[theirs]: value for theirs, value in row.items()} | {"position": position}


def _rows(source):
    if source.beginning.startswith(b"PAR1"):
        return _parquet(source)
    if source.beginning.startswith(b"PK"):
        return _excel(source)
    if source.head.startswith(("{", "[")):
        return _json(source)
    return _csv(source)


def _csv(source):
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(",;\t|", key=text.partition("\n")[0].count)
    csv.field_size_limit(CELL)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = None
    try:
        for cells in lines:
            if header is None:
                header = [cell.strip() for cell in cells]
            elif len(cells) > len(header) and any(cells[len(header) :]):
                reason = f"has {len(cells)} cells where the table has {len(header)} columns"
                yield lines.line_num, Unreadable(reason, "put texts into quotation marks")
            elif any(cells):
                yield lines.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        yield (
            lines.line_num,
            Unreadable(f"is not a proper table from here on ({error})", "save it again as CSV"),
        )


def _json(source):
    """JSON Lines, a list of objects, or an object that holds such a list, as answers of news services do."""
    lines = [(n, line) for n, line in enumerate(source.text.split("\n"), start=1) if line.strip()]
    rows = [(n, _object(line)) for n, line in lines]
    if not isinstance(rows[0][1], dict):
        whole = _object(source.text)
        lists = (
            [whole]
            if isinstance(whole, list)
            else [v for v in whole.values() if isinstance(v, list)]
            if whole
            else []
        )
        found = next((items for items in lists if any(isinstance(item, dict) for item in items)), None)
        if found is None:
            raise Unreadable(
                "is JSON, but no list of articles", "save it as a list of objects, or a line each"
            )
        rows = enumerate(found, start=1)
    for position, row in rows:
        proper = isinstance(row, dict)
        yield position, row if proper else Unreadable("is not a JSON object", "correct or remove it")


def _object(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _excel(source):
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Unreadable.extra("is an Excel file") from None
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
        source.limits.check_unpacked(size, len(source.data))
    for sheet in load_workbook(io.BytesIO(source.data), read_only=True, data_only=True):
        lines = sheet.iter_rows(values_only=True)
        header = [str(cell) for cell in next(lines, [])]
        for position, cells in enumerate(lines, start=2):
            if any(cell is not None for cell in cells):
                yield position, dict(zip(header, cells, strict=False))


def _parquet(source):
    try:
        from pyarrow import parquet
    except ImportError:
        raise Unreadable.extra("is a Parquet file") from None
    file = parquet.ParquetFile(io.BytesIO(source.data))
    groups = range(file.metadata.num_row_groups)
    source.limits.check_unpacked(
        sum(file.metadata.row_group(n).total_byte_size for n in groups), len(source.data)
    )
    position = 0
    for batch in file.iter_batches(batch_size=1000):
        for row in batch.to_pylist():
            position += 1
            yield position, row
