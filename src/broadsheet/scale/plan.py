"""What is read in which partition, decided before anything is read.

A partition is a dictionary: `files` are the names of the files it needs; where it is a stretch of a table,
`table` is the table's name, `bytes` or `rows` the stretch (half-open), `head` the bytes of the header,
`before` the lines that come before the stretch, and `several` says whether the table has more of them;
`alike` are the files whose stem another file has too.
"""

import csv
import json
import posixpath
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import numpy as np
import pandas as pd
from fsspec.core import url_to_fs

from broadsheet.articles import ArticlesError
from broadsheet.articles.columns import known_names
from broadsheet.articles.names import NO_ARTICLE

ARTICLE = 10_000  # bytes
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, where a line does not end with a single byte


class Record(NamedTuple):
    """One record of a table: where it ends, in bytes and lines, and the file that it names."""

    end: int
    lines: int
    file: str | None = None


def make_plan(address: str, size: int) -> tuple[str, list[dict]]:
    """The folder that names are relative to, and the partitions: `size` articles or files each."""
    fs, path = url_to_fs(str(address))
    if fs.isdir(path):
        root, found = path, fs.find(path, detail=True)
    else:
        found = {path: fs.info(path)} if fs.exists(path) else fs.glob(path, detail=True)
        root = posixpath.commonpath([posixpath.dirname(name) for name in found]) if found else path
    bytes_of = {
        posixpath.relpath(name, root): found[name]["size"]
        for name in sorted(found)
        if found[name].get("type") != "other" and _inside(fs, name, root)  # a pipe would never end
    }
    names = list(bytes_of)
    names = [name for name in names if not any(map(NO_ARTICLE.fullmatch, PurePosixPath(name).parts))]
    if not names:
        raise ArticlesError(f"{address} holds no files: give a folder, a file or a pattern of names.")
    tables, governed = {}, set()
    for name in names:
        if stretches := _stretches(fs, root, name, size):
            tables[name] = [dict(part, table=name, several=len(stretches) > 1) for part in stretches]
            if any(part["files"] for part in stretches):
                governed.add(posixpath.dirname(name))
                for part in tables[name]:
                    part["files"] = [f for f in part["files"] if _inside(fs, posixpath.join(root, f), root)]
    # A table that names files says which files of its folder are read, as in `read_articles`.
    free = [n for n in names if n not in tables and not governed & {*map(str, _folders(n))}]
    parts = list(chain.from_iterable(tables.values()))
    # A file of its own for each article is small; an export or an archive counts as the many that it holds.
    weights = np.array([max(1, (bytes_of[name] or 0) // ARTICLE) for name in free])
    batch = (np.cumsum(weights) - 1) // size
    parts += [{"files": list(group)} for _, group in pd.Series(free, dtype=object).groupby(batch)]
    stems = Counter(PurePosixPath(name).stem for name in [*tables, *free])
    for number, part in enumerate(parts):
        read = [part["table"]] if "table" in part else part["files"]
        part |= {"part": number, "alike": [name for name in read if stems[PurePosixPath(name).stem] > 1]}
    return fs.unstrip_protocol(root), parts


def _folders(name: str) -> list[str]:
    return ["" if str(folder) == "." else str(folder) for folder in PurePosixPath(name).parents]


def _inside(fs, name: str, root: str) -> bool:
    """No link out of a local folder is followed."""
    local = "file" in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,))
    return not local or Path(name).resolve().is_relative_to(Path(root).resolve())


def _stretches(fs, root: str, name: str, size: int) -> list[dict]:
    """The stretches of a table of many records; none of a file that is not cut."""
    suffix, path = PurePosixPath(name).suffix.lower(), posixpath.join(root, name)
    try:
        if suffix == ".parquet":
            return list(_rows(fs, path, name, size))
        if suffix in (".jsonl", ".ndjson", ".csv", ".tsv", ".tab"):
            with fs.open(path, "rb") as file:
                if file.read(2) not in WIDE:
                    file.seek(0)
                    return list(_lines(file, suffix, name, size))
    except Exception:  # a damaged table is no table to be cut: `read_articles` says what is wrong with it
        return []
    return []


def _rows(fs, path: str, name: str, size: int) -> Iterator[dict]:
    from pyarrow import parquet

    with fs.open(path, "rb") as file:
        table = parquet.ParquetFile(file)
        naming = _naming(table.schema_arrow.names)
        for start in range(0, table.metadata.num_rows, size):
            rows = [start, min(start + size, table.metadata.num_rows)]
            files = read_rows(table, rows, [naming])[naming].to_pylist() if naming else []
            yield {"rows": rows, "before": start, "files": _beside(name, files)}


def read_rows(table, rows: list[int], columns: list[str] | None = None):
    """Rows of a Parquet file, from the row groups that hold them."""
    start, groups, first = 0, [], None
    for group in range(table.num_row_groups):
        stop = start + table.metadata.row_group(group).num_rows
        if start < rows[1] and stop > rows[0]:
            groups, first = [*groups, group], start if first is None else first
        start = stop
    return table.read_row_groups(groups, columns).slice(rows[0] - first, rows[1] - rows[0])


def _lines(file, suffix: str, name: str, size: int) -> Iterator[dict]:
    head = Record(0, 0)
    records = _json_records(file) if suffix in (".jsonl", ".ndjson") else _csv_records(file)
    if suffix not in (".jsonl", ".ndjson"):
        head = next(records)
    last = head
    while stretch := list(islice(records, size)):
        files = _beside(name, [record.file for record in stretch])
        before = last.lines - head.lines
        yield {"bytes": [last.end, stretch[-1].end], "head": head.end, "before": before, "files": files}
        last = stretch[-1]


def _json_records(file) -> Iterator[Record]:
    first = file.readline()
    naming = _naming(json.loads(first))
    end = 0
    for number, line in enumerate(chain([first], file), start=1):
        end += len(line)
        named = json.loads(line).get(naming) if naming and line.strip() else None
        yield Record(end, number, named)


def _csv_records(file) -> Iterator[Record]:
    """The header, then each record; a quoted cell may hold line ends. Latin-1 keeps bytes and characters
    the same."""
    end, first = 0, file.readline()

    def lines():
        nonlocal end
        for line in chain([first], file):
            end += len(line)
            yield line.decode("latin-1")

    records = csv.reader(lines(), delimiter=max(",;\t|", key=first.decode("latin-1").count))
    header = [cell.removeprefix("ï»¿").strip() for cell in next(records)]
    yield Record(end, records.line_num)
    naming = _naming(header)
    at = header.index(naming) if naming else -1
    for cells in records:
        named = cells[at].encode("latin-1").decode("utf-8", "replace") if naming and cells[at:] else None
        yield Record(end, records.line_num, named)


def _naming(header) -> str | None:
    """The column that names files, of a table that has no column of texts."""
    known = {ours: theirs for theirs, ours in known_names(header).items()}
    if not {"text", "file"} & known.keys():
        raise ArticlesError("has no column of texts or of files")
    return None if "text" in known else known["file"]


def _beside(table: str, files: list[str | None]) -> list[str]:
    """Names in a table are relative to it; those that lead out of the folder are not followed."""
    named = [posixpath.normpath(posixpath.join(posixpath.dirname(table), file)) for file in files if file]
    return [name for name in named if not name.startswith(("/", ".."))]
