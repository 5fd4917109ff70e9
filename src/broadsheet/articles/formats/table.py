"""Tables, one article a row: CSV, TSV, Excel, JSON Lines, a JSON list and Parquet."""

import csv
import io
import json
import re
from itertools import chain

from broadsheet.articles.columns import known_names, our_names
from broadsheet.articles.formats import ninjs
from broadsheet.errors import Unreadable, need

NAME = "table"
SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".xlsx", ".parquet")
JSON = re.compile(r'\{\s*"|\[\s*[\[{]')  # not "[Updated]", as prose begins at times
COLUMNS = 1000
CELL = 100_000_000  # characters; the limit of an article is applied later, with a sentence of its own
NOT_AN_OBJECT = "is not a JSON object", "correct or remove it"


def recognises(source):
    """By content; plain text is a table if its first line names columns of which we know two."""
    if source.beginning.startswith((b"PAR1", b"PK")):
        return source.beginning.startswith(b"PAR1") or "xl/workbook.xml" in source.members
    if JSON.match(source.head) or source.suffix in (".json", ".jsonl", ".ndjson"):
        return not ninjs.recognises(source)
    first, _, rest = source.head.partition("\n")
    known = set(known_names(re.split(r"[,;\t|]", first)).values())
    return source.suffix in SUFFIXES or bool(rest and len(known) > 1 and known & {"text", "file"})


def read(source, reading):
    names = {}
    for position, row in _rows(source):
        if not isinstance(row, dict):
            yield Unreadable(*(row if isinstance(row, tuple) else NOT_AN_OBJECT), position)
            continue
        if not names or not row.keys() <= names.keys():
            header = list(dict.fromkeys([*names, *row]))
            if len(header) > COLUMNS:
                raise Unreadable(f"has more than {COLUMNS:,} columns", "leave out some of them", position)
            known = our_names(header, reading.columns, [] if names else reading.notes, source.name)
            names = {theirs: known.get(theirs, str(theirs)) for theirs in header}
        yield {names[theirs]: value for theirs, value in row.items()} | {"position": position}


def _rows(source):
    """Pairs of a position and a row; what is wrong with it, where it is none."""
    if source.beginning.startswith(b"PAR1"):
        return enumerate(_parquet(source), start=1)
    if source.beginning.startswith(b"PK"):
        return _excel(source)
    return _json(source) if JSON.match(source.head) or source.suffix == ".json" else _csv(source)


def _csv(source):
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(",;\t|", key=text.partition("\n")[0].count)
    csv.field_size_limit(CELL)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(lines, [])]
        for cells in lines:
            if any(cells[len(header) :]):
                wrong = f"has {len(cells)} cells in a table of {len(header)} columns"
                yield lines.line_num, (wrong, "put texts into quotation marks")
            elif any(cells):
                yield lines.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        yield lines.line_num, (f"is no proper table from here on ({error})", "save it again as CSV")


def _json(source):
    """JSON Lines, a list of objects, or an object that holds such a list, as answers of news services do."""
    rows = [(n, _loaded(line)) for n, line in enumerate(source.text.split("\n"), start=1) if line.strip()]
    if rows and isinstance(rows[0][1], dict):
        return rows
    whole = _loaded(source.text)
    if isinstance(whole, dict) and "text" in known_names(whole).values():
        return [(1, whole)]
    lists = [whole, *(whole.values() if isinstance(whole, dict) else [])]
    found = [items for items in lists if isinstance(items, list) and any(isinstance(i, dict) for i in items)]
    if not found:
        raise Unreadable("is JSON, but no list of articles", "save it as a list of objects, or a line each")
    return enumerate(found[0], start=1)


def _loaded(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _excel(source):
    openpyxl = need("openpyxl", "is an Excel file")
    source.unzipped()
    for sheet in openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True):
        lines = sheet.iter_rows(values_only=True)
        header = [str(cell) for cell in next(lines, [])]
        for position, cells in enumerate(lines, start=2):
            if any(cell is not None for cell in cells):
                yield position, dict(zip(header, cells, strict=False))


def _parquet(source):
    parquet = need("pyarrow.parquet", "is a Parquet file")
    file = parquet.ParquetFile(io.BytesIO(source.data))
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    source.limits.check_unpacked(sum(group.total_byte_size for group in groups), len(source.data))
    return chain.from_iterable(batch.to_pylist() for batch in file.iter_batches(batch_size=1000))
