"""Parquet and feather: tables that are stored by column."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from broadsheet.articles.sources import Source
from broadsheet.articles.tables.blocks import (
    ROWS,
    Block,
    Table,
    check_width,
    unique_headings,
)
from broadsheet.errors import Unreadable, need

PARQUET = b"PAR1"
FEATHER = (b"ARROW1", b"FEA1")


def is_columnar(beginning: bytes) -> bool:
    """Whether a file begins as Parquet or feather does."""
    return beginning.startswith((PARQUET, *FEATHER))


def read_columnar(source: Source) -> Table:
    """The table of a file; its batches are read when they are asked for."""
    if source.beginning.startswith(PARQUET):
        parquet = need("pyarrow.parquet", "is a Parquet file")
        file = parquet.ParquetFile(io.BytesIO(source.data))
        groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
        source.limits.check_unpacked(
            sum(group.total_byte_size for group in groups), len(source.data)
        )
        names = file.schema_arrow.names
        batches = file.iter_batches(batch_size=ROWS)
    else:
        feather = need("pyarrow.feather", "is a feather file")
        table = feather.read_table(io.BytesIO(source.data))
        names = table.column_names
        batches = table.to_batches(max_chunksize=ROWS)
    names = unique_headings(names)
    check_width(names, source.limits)
    return Table(source.name, names, _blocks(names, batches, source))


def _blocks(
    names: list[str], batches: Iterator, source: Source
) -> Iterator[Block | Unreadable]:
    """Blocks of rows. A dictionary may hold a text once and name it a million times, so what is unpacked
    is counted as it comes."""
    packed = len(source.data)
    most = source.limits.most_unpacked(packed)
    unpacked = 0
    rows = 0
    for batch in batches:
        arrays = [_plain(column) for column in batch.columns]
        unpacked += sum(array.nbytes for array in arrays)
        if unpacked > most:
            reason = f"unpacks to more than {most:,} bytes; what follows row {rows:,} is not read"
            if most == source.limits.unpacked_bytes:
                more = "unpacked_bytes"
            else:
                more = "unpacked_ratio"
            higher = f"limits=Limits({more}={getattr(source.limits, more) * 10})"
            yield Unreadable(
                reason,
                f"split it, or read it with {higher} if you know what it holds",
                rows + 1,
            )
            return
        first = rows + 1
        positions = list(range(first, first + batch.num_rows))
        rows += batch.num_rows
        columns = {
            name: _values(column) for name, column in zip(names, arrays, strict=True)
        }
        if batch.num_rows:
            yield Block(positions, columns)


def _plain(column: Any) -> Any:
    """A column with each value written out."""
    if hasattr(column, "dictionary_decode"):
        return column.dictionary_decode()
    return column


def _values(column: Any) -> Sequence[object]:
    """The values of a column; a day that Python has no date for is its number and kind."""
    try:
        values: list[object] = column.to_pylist()
        return values
    except (OverflowError, ValueError):
        return [_value(scalar) for scalar in column]


def _value(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except (OverflowError, ValueError):
        return f"{getattr(scalar, 'value', '')} {scalar.type}"
