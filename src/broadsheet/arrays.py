"""What several rooms do with numpy arrays: where values change, ranges, n-grams, connected components.

Everything here works on whole columns; nothing knows of articles or words.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.integer]
Floats = NDArray[np.floating]
Flags = NDArray[np.bool_]  # one a row: whether something holds of it


def changes(*columns: np.ndarray) -> Flags:
    """Mark the rows at which any of the columns differs from the row before; the first row always does.

    >>> changes(np.array([1, 1, 2]), np.array(["a", "b", "b"])).tolist()
    [True, True, True]
    >>> changes(np.array([], dtype=int)).tolist()
    []
    """
    size = len(columns[0])
    marked = np.zeros(size, dtype=bool)
    marked[:1] = True
    for column in columns:
        marked[1:] |= column[1:] != column[:-1]
    return marked


def run_starts(*columns: np.ndarray) -> Integers:
    """Return the row numbers at which a run of equal rows begins.

    >>> run_starts(np.array([4, 4, 5, 4])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(changes(*columns))


def run_numbers(*columns: np.ndarray) -> Integers:
    """Number the runs of equal rows from 0.

    >>> run_numbers(np.array([4, 4, 5, 4])).tolist()
    [0, 0, 1, 2]
    """
    return np.cumsum(changes(*columns)) - 1


def ranges(starts: ArrayLike, sizes: ArrayLike) -> Integers:
    """Return all numbers of each range, one range after the other.

    >>> ranges([5, 0], [3, 2]).tolist()
    [5, 6, 7, 0, 1]
    """
    starts = np.asarray(starts, dtype=np.int64)
    sizes = np.asarray(sizes, dtype=np.int64)
    before = np.cumsum(sizes) - sizes
    shift = np.repeat(starts - before, sizes)
    return shift + np.arange(sizes.sum())


def one_by_one(values: Integers) -> memoryview:
    """Return whole numbers as they are looked up one by one: each is made when it is asked for.

    A list makes an object of every number, asked for or not, and a number of numpy's own takes three times as
    long to get.

    >>> one_by_one(np.array([300, 400, 500]))[1]
    400
    """
    return np.ascontiguousarray(values).data


def ngram_ids(codes: np.ndarray, length: int) -> Integers:
    """Number the runs of `length` codes exactly: equal numbers stand for equal runs.

    Longer runs are numbered as pairs of shorter ones: no number outgrows 64 bits, and nothing is hashed.

    Args:
        codes: One whole number a word, in reading order.
        length: How many words a run has, at least 1.

    Returns:
        One number for each run, `len(codes) - length + 1` of them.

    >>> ngram_ids(np.array([7, 8, 9, 7, 8, 9]), 3).tolist()
    [0, 1, 2, 0]
    """
    ids = _factorize(codes)
    size = 1
    while size < length:
        step = min(size, length - size)
        width = ids.max(initial=0) + 1
        pairs = ids[:-step] * width
        pairs += ids[step:]
        ids = _factorize(pairs)
        size += step
    return ids


def _factorize(codes: np.ndarray) -> Integers:
    import pandas as pd

    ids, _ = pd.factorize(codes)
    return ids.astype(np.int64, copy=False)


def components(first: np.ndarray, second: np.ndarray, count: int) -> Integers:
    """Return for each of `count` nodes the smallest node that it is connected with.

    Args:
        first: One end of each edge.
        second: The other end.
        count: How many nodes there are, numbered from 0.

    >>> components(np.array([0, 3]), np.array([2, 4]), 5).tolist()
    [0, 1, 0, 3, 3]
    """
    label = np.arange(count)
    while True:
        smallest = np.minimum(label[first], label[second])
        updated = label.copy()
        np.minimum.at(updated, first, smallest)
        np.minimum.at(updated, second, smallest)
        # Follow the label of the label, so that long chains take few rounds.
        updated = updated[updated]
        if np.array_equal(updated, label):
            return label
        label = updated
