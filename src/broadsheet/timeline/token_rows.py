"""Rows of tokens: those that are wanted, and those beside them."""

from bisect import bisect_left

import numpy as np


def rows_within(ordered: list[int], begin: int, end: int) -> list[int]:
    """Return the numbers of an ordered list from one on and below another."""
    first = bisect_left(ordered, begin)
    after = bisect_left(ordered, end, first)
    return ordered[first:after]


def rows_of(is_wanted: np.ndarray) -> list[int]:
    """Return which tokens are wanted, in order."""
    rows = np.flatnonzero(is_wanted)
    return rows.tolist()


def follows(is_wanted: np.ndarray) -> np.ndarray:
    """Say which tokens follow one that is wanted."""
    all_but_last = is_wanted[:-1]
    return np.append(False, all_but_last)


def precedes(is_wanted: np.ndarray) -> np.ndarray:
    """Say which tokens precede one that is wanted."""
    all_but_first = is_wanted[1:]
    return np.append(all_but_first, False)
