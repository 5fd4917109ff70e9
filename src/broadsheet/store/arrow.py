"""Frames as Arrow files: what is read back equals what was written, categories and lists included.

Arrow's own format keeps the categories of a column with their order, which Parquet does not, and is read
without decoding. Columns of lists are described in `frames.toml` and come back as the Python values.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import feather

from broadsheet.frames import FRAMES, Column

OFFSET = pa.int64()

# The Arrow type of each type of list in `frames.toml`.
LIST_SCHEMAS: dict[str, pa.DataType] = {
    "strings": pa.list_(pa.string()),
    "spans": pa.list_(pa.list_(OFFSET)),
    "passages": pa.list_(
        pa.struct({"article": pa.string(), "start": OFFSET, "end": OFFSET})
    ),
    "statements": pa.list_(
        pa.struct(
            {
                "outlet": pa.string(),
                "statement": pa.string(),
                "article": pa.string(),
                "start": OFFSET,
                "end": OFFSET,
            }
        )
    ),
}


def _change_schema() -> pa.DataType:
    fields = {}
    for name, kind in _change_type().__annotations__.items():
        fields[name] = pa.string() if kind in (str, "str") else OFFSET
    return pa.list_(pa.struct(fields))


def _change_type() -> Any:
    from broadsheet.outlets.compare import Change

    return Change


def _schema(column: Column) -> pa.DataType:
    if column.type == "changes":
        return _change_schema()
    return LIST_SCHEMAS[column.type]


def _encoder(column: Column) -> Callable[[Any], Any]:
    """Return what turns a cell of lists into what Arrow stores."""
    if column.type in ("strings", "spans"):
        return list
    names = [field.name for field in _schema(column).value_type]
    return lambda rows: [dict(zip(names, row, strict=True)) for row in rows]


def _decoder(column: Column) -> Callable[[Any], Any]:
    """Return what turns a stored cell back into the Python value."""
    if column.type in ("strings", "spans"):
        return lambda rows: rows
    if column.type == "changes":
        change = _change_type()
        return lambda rows: [change(**row) for row in rows]
    return lambda rows: [tuple(row.values()) for row in rows]


def _list_columns(name: str, rows: pd.DataFrame) -> list[Column]:
    if name not in FRAMES:
        return []
    columns = FRAMES[name].columns.values()
    objects: list[Column] = []
    for column in columns:
        if column.dtype == "object" and column.name in rows:
            objects.append(column)
    return objects


def write_arrow(rows: pd.DataFrame, name: str, path: Path) -> None:
    """Write a frame to an Arrow file.

    Args:
        rows: the frame; its `attrs` are not stored.
        name: its name in `FRAMES`, which says how columns of lists are stored.
        path: the file.

    Raises:
        pyarrow.ArrowInvalid: where a column holds values of several types.
    """
    plain = rows.copy(deep=False)
    plain.attrs = {}
    lists = _list_columns(name, plain)
    of_lists = [column.name for column in lists]
    table = pa.Table.from_pandas(plain.drop(columns=of_lists))
    for column in lists:
        encode = _encoder(column)
        cells = [encode(cell) for cell in plain[column.name]]
        table = table.append_column(column.name, pa.array(cells, _schema(column)))
    order = pa.array([str(label) for label in plain.columns])
    metadata = {
        **(table.schema.metadata or {}),
        b"columns": "\n".join(order.to_pylist()).encode(),
    }
    feather.write_feather(
        table.replace_schema_metadata(metadata), path, compression="lz4"
    )


def read_arrow(path: Path, name: str) -> pd.DataFrame:
    """Read a frame that `write_arrow` wrote.

    Args:
        path: the file.
        name: the frame's name in `FRAMES`.
    """
    table = feather.read_table(path, memory_map=False)
    order = table.schema.metadata[b"columns"].decode().split("\n")
    if name in FRAMES:
        by_name = {column.name: column for column in FRAMES[name].columns.values()}
    else:
        by_name = {}
    lists = [
        by_name[label] for label in table.column_names if _is_list(by_name.get(label))
    ]
    rows = table.drop_columns([column.name for column in lists]).to_pandas()
    for column in lists:
        decode = _decoder(column)
        cells = [decode(cell) for cell in table[column.name].to_pylist()]
        rows[column.name] = pd.Series(cells, rows.index, dtype="object")
    for label in rows.columns:
        if label.startswith(("article", "source")) and isinstance(
            rows[label].dtype, pd.CategoricalDtype
        ):
            rows[
                label
            ].cat.categories.name = "article"  # the name of the articles.index
    return rows[[label for label in order if label]]


def _is_list(column: Column | None) -> bool:
    return column is not None and column.dtype == "object"
