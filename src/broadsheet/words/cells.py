"""Counts as cells: how often each word occurs in each article, then in each group of articles.

A cell is one whole number that holds the row (article or group) and, in its last `bits`, the word, so that
sorting cells sorts by row and word.
"""

from dataclasses import dataclass

import numpy as np

from broadsheet.arrays import run_starts
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
        sizes = size[is_filled]
        total = np.bincount(filled, weights=sizes, minlength=group_count)
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
        mask = 2**self.bits - 1
        word = self.key & mask
        return word.astype(np.int32)


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
            words_of_article = np.bincount(article, minlength=articles)
            sizes.append(words_of_article)
        size = np.concatenate(sizes)
    else:
        size = counted.sizes
    group_of_article = group_of_article.astype(np.int64)
    group = np.tile(group_of_article, steps)
    step = np.repeat(np.arange(steps), articles)
    group_of_step = group + step * group_count
    group = np.where(group < 0, -1, group_of_step)
    return Layout.of(size, group, group_count * steps)


def tally(
    counted: Counted, layout: Layout, articles: int
) -> tuple[Cells, ArticleCells | None]:
    """Count each word in each article, then in each group; the former is None where groups are articles."""
    bits = len(counted.strings).bit_length()
    key, count = tally_articles(counted, articles, bits)
    each_its_own = np.arange(len(layout.group))
    if np.array_equal(layout.group, each_its_own):
        one_each = np.ones(len(key), dtype=np.int64)
        return Cells(bits, key, count, one_each), None
    row = key >> bits
    group = layout.group[row]
    is_grouped = group >= 0
    row = row[is_grouped]
    count = count[is_grouped]
    word = key[is_grouped] & (2**bits - 1)
    group_and_word = (group[is_grouped] << bits) | word
    distinct, place = np.unique(group_and_word, return_inverse=True)
    size = len(distinct)
    summed = np.bincount(place, weights=count, minlength=size)
    in_articles = np.bincount(place, minlength=size)
    cells = Cells(bits, distinct, summed.astype(np.int64), in_articles)
    return cells, ArticleCells(place, count, row)


def tally_articles(
    counted: Counted, articles: int, bits: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the key of each word of each row, row and word in one number, and how often it occurs."""
    rows = articles * len(counted.occurrences)
    integer = narrowest(rows << bits)
    keys = []
    counts = []
    for step, (article, number) in enumerate(counted.occurrences):
        rows_before = integer(step * articles)
        row = article + rows_before
        row_and_number = (row << integer(bits)) | number
        key, count = _tally_keys(row_and_number)
        keys.append(key)
        counts.append(count)
    return np.concatenate(keys), np.concatenate(counts)


def _tally_keys(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct keys, sorted, and how often each occurs."""
    keys.sort()
    starts = run_starts(keys)
    counts = np.diff(starts, append=len(keys))
    return keys[starts], counts


def most_frequent_first(cells_of_group: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Return the order by falling count within each group, else as they are.

    Integers sort several times faster than arg-sorting does, so group, count and row go into one where they
    fit.

    Args:
        cells_of_group: how many cells each group has; they stand one group after the other.
        count: the count of each cell.
    """
    groups = np.arange(len(cells_of_group))
    rows = np.arange(len(count))
    highest = int(count.max(initial=0))
    row_bits = len(count).bit_length()
    low_bits = highest.bit_length() + row_bits
    all_bits = len(groups).bit_length() + low_bits
    if all_bits > 62:
        group_of_cell = np.repeat(groups, cells_of_group)
        return np.lexsort((-count, group_of_cell))
    keys = highest - count
    keys <<= row_bits
    keys |= rows
    keys |= np.repeat(groups << low_bits, cells_of_group)
    keys.sort()
    row_mask = 2**row_bits - 1
    keys &= row_mask
    return keys
