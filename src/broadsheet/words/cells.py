"""Counts as cells: how often each word occurs in each article, then in each group of articles.

A cell is one whole number that holds the row (article or group) and, in its last `bits`, the word, so that
sorting cells sorts by row and word.
"""

from dataclasses import dataclass

import numpy as np

from broadsheet.words.running import narrowest


@dataclass(frozen=True)
class Counted:
    """What is counted: n-grams of some lengths, or categories of words, each with its article and number."""

    occurrences: list[
        tuple[np.ndarray, np.ndarray]
    ]  # article and number, a pair for each length
    strings: np.ndarray  # by number
    is_stop: np.ndarray  # by number
    forms: np.ndarray | None = None  # by number: as it is written most often
    sizes: np.ndarray | None = (
        None  # words of each article, where that is not what was counted
    )


@dataclass(frozen=True)
class Layout:
    """The articles as rows, one for each length of n-grams, and the group that each belongs to."""

    size: np.ndarray  # words (n-grams of that length) of each row
    group: np.ndarray  # group of each row, -1 where it is in none
    group_count: int
    total: np.ndarray  # by group: its words
    of_articles: np.ndarray  # by group: its articles that have any

    @classmethod
    def of(cls, size: np.ndarray, group: np.ndarray, group_count: int) -> "Layout":
        """Sum the groups of rows of these sizes."""
        is_filled = (size > 0) & (group >= 0)
        filled = group[is_filled]
        total = np.bincount(filled, weights=size[is_filled], minlength=group_count)
        of_articles = np.bincount(filled, minlength=group_count)
        return cls(size, group, group_count, total.astype(np.int64), of_articles)

    @property
    def is_filled(self) -> np.ndarray:
        """Which rows have words and a group."""
        return (self.size > 0) & (self.group >= 0)


@dataclass(frozen=True)
class Cells:
    """How often each word occurs in each group, sorted by group and word."""

    bits: int
    key: np.ndarray
    count: np.ndarray
    articles: np.ndarray  # how many articles of the group have the word

    @property
    def group(self) -> np.ndarray:
        """The group of each cell."""
        return self.key >> self.bits

    @property
    def word(self) -> np.ndarray:
        """The number of the word of each cell."""
        return (self.key & (2**self.bits - 1)).astype(np.int32)


@dataclass(frozen=True)
class ArticleCells:
    """How often each word occurs in each article, with the place of its group's cell in `Cells`."""

    place: np.ndarray
    count: np.ndarray
    row: np.ndarray


def lay_out(counted: Counted, group_of_article: np.ndarray, group_count: int) -> Layout:
    """Give each article a row for each length of n-grams, and sum the groups."""
    articles = len(group_of_article)
    steps = len(counted.occurrences)
    if counted.sizes is None:
        sizes = []
        for article, _ in counted.occurrences:
            sizes.append(np.bincount(article, minlength=articles))
        size = np.concatenate(sizes)
    else:
        size = counted.sizes
    group = np.tile(group_of_article.astype(np.int64), steps)
    step = np.repeat(np.arange(steps), articles)
    group = np.where(group < 0, -1, group + step * group_count)
    return Layout.of(size, group, group_count * steps)


def tally(
    counted: Counted, layout: Layout, articles: int
) -> tuple[Cells, ArticleCells | None]:
    """Count each word in each article, then in each group; the former is None where groups are articles."""
    bits = len(counted.strings).bit_length()
    key, count = tally_articles(counted, articles, bits)
    if np.array_equal(layout.group, np.arange(len(layout.group))):
        return Cells(bits, key, count, np.ones(len(key), dtype=np.int64)), None
    row = key >> bits
    is_grouped = layout.group[row] >= 0
    key, count, row = key[is_grouped], count[is_grouped], row[is_grouped]
    keys = (layout.group[row] << bits) | (key & (2**bits - 1))
    distinct, place = np.unique(keys, return_inverse=True)
    summed = np.bincount(place, weights=count, minlength=len(distinct)).astype(np.int64)
    in_articles = np.bincount(place, minlength=len(distinct))
    return Cells(bits, distinct, summed, in_articles), ArticleCells(place, count, row)


def tally_articles(
    counted: Counted, articles: int, bits: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the key of each word of each row, row and word in one number, and how often it occurs."""
    integer = narrowest((articles * len(counted.occurrences)) << bits)
    keys = []
    counts = []
    for step, (article, number) in enumerate(counted.occurrences):
        row = article + integer(step * articles)
        key, count = _tally_keys((row << integer(bits)) | number)
        keys.append(key)
        counts.append(count)
    return np.concatenate(keys), np.concatenate(counts)


def _tally_keys(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct keys, sorted, and how often each occurs."""
    keys.sort()
    is_first = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    return keys[starts], np.diff(starts, append=len(keys))


def most_frequent_first(cells_of_group: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Return the order by falling count within each group, else as they are.

    Integers sort several times faster than arg-sorting does, so group, count and row go into one where they
    fit.

    Args:
        cells_of_group: how many cells each group has; they stand one group after the other.
        count: the count of each cell.
    """
    groups = np.arange(len(cells_of_group))
    highest = int(count.max(initial=0))
    row_bits = len(count).bit_length()
    low_bits = highest.bit_length() + row_bits
    if len(groups).bit_length() + low_bits > 62:
        return np.lexsort((-count, np.repeat(groups, cells_of_group)))
    keys = highest - count
    keys <<= row_bits
    keys |= np.arange(len(count))
    keys |= np.repeat(groups << low_bits, cells_of_group)
    keys.sort()
    keys &= 2**row_bits - 1
    return keys
