"""Rows of all partitions to the buckets that they belong to, through the disk.

Each partition writes one file with its rows in as many batches as there are buckets; whoever does a bucket
reads its batch of each file. So nobody holds more than a partition or a bucket, it does not matter who does
which, and the rows of a bucket are always in the order of the partitions.
"""

import io
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.store.folder import Folder

FOLDER = "joining"


def bucket_of(values: pd.Series, count: int) -> np.ndarray:
    """Return the number of the bucket of each value: equal values are in one, on every machine.

    >>> numbers = bucket_of(pd.Series(["a", "b", "a"]), 2)
    >>> bool(numbers[0] == numbers[2])
    True
    """
    hashes = pd.util.hash_array(values.astype(object).to_numpy())
    return (hashes % np.uint64(count)).astype(np.int64)


def spread(
    output: Folder,
    name: str,
    part: int,
    rows: pd.DataFrame,
    bucket: np.ndarray,
    count: int,
) -> None:
    """Write rows into the batches of their buckets.

    Args:
        output: The folder of the extraction.
        name: What the rows are of.
        part: The number of the partition.
        rows: The rows.
        bucket: The number of the bucket of each.
        count: How many buckets there are.
    """
    order = np.argsort(bucket, kind="stable")
    edges = np.searchsorted(bucket[order], np.arange(count + 1))
    sorted_rows = rows.iloc[order].reset_index(drop=True)
    table = pa.Table.from_pandas(sorted_rows, preserve_index=False).combine_chunks()
    sink = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    empty = pa.RecordBatch.from_pylist([], schema=table.schema)
    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
        for start, end in pairwise(edges.tolist()):
            batches = table.slice(start, end - start).to_batches()
            writer.write_batch(batches[0] if batches else empty)
    output.write(_file(name, part), sink.getvalue())


def gather(output: Folder, name: str, parts: int, bucket: int) -> pd.DataFrame:
    """Return the rows of a bucket from all partitions, in their order."""
    pieces = []
    for part in range(parts):
        with output.open(_file(name, part)) as file:
            batch = pa.ipc.open_file(file).get_batch(bucket)
            pieces.append(batch.to_pandas())
    filled = [piece for piece in pieces if len(piece)]
    return pd.concat(filled or pieces[:1], ignore_index=True)


def _file(name: str, part: int) -> str:
    return f"{FOLDER}/{name}/{part:06}.arrow"
