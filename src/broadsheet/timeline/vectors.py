"""Sentences as vectors of their words, and directions that several of them share."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import sqrt

import numpy as np
import pandas as pd

from broadsheet.arrays import changes, ranges

FEW_ARTICLES = 5  # in a corpus of hardly more, no word is rare

Vector = dict[str, float]


@dataclass(frozen=True)
class Entries:
    """Entries of a sparse matrix, each with its row, its column and its value."""

    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class Vectors:
    """Sentences as one sparse matrix of rows of length 1, a column a word.

    The entries of row i are those from bounds[i] to bounds[i + 1], in order of columns.
    """

    words: list[str]
    columns: np.ndarray
    values: np.ndarray
    bounds: np.ndarray

    @classmethod
    def of(cls, mentions: pd.DataFrame) -> "Vectors":
        """Return mentions as vectors.

        A word weighs (1 + log((5 + N) / (5 + n))) · strength, where n of the N articles
        have it; if a sentence has it twice, the greater weight counts.
        """
        count = len(mentions)
        words, columns = _numbered(mentions["words"])
        rows = _row_of_each_word(mentions["words"])
        article_codes = mentions["article"].cat.codes.to_numpy()
        articles = article_codes[rows]
        rarity = _rarities(columns, articles, len(words))
        strengths = list(chain.from_iterable(mentions["strength"]))
        strength = np.array(strengths, dtype=float)
        weights = rarity[columns] * strength
        entries = _greatest(rows, columns, weights)
        following = np.arange(count + 1)
        return cls(
            words=words,
            columns=entries.columns,
            values=_normalized(entries, count),
            bounds=np.searchsorted(entries.rows, following),
        )

    def as_dict(self, row: int) -> Vector:
        """Return a row as its words with their weights."""
        begin = self.bounds[row]
        end = self.bounds[row + 1]
        columns = self.columns[begin:end].tolist()
        values = self.values[begin:end].tolist()
        words = [self.words[column] for column in columns]
        return dict(zip(words, values, strict=True))

    def _entries(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the entries of some rows, and for each the position of its row among them."""
        begin = self.bounds[rows]
        end = self.bounds[rows + 1]
        sizes = end - begin
        numbers = np.arange(len(rows))
        positions = np.repeat(numbers, sizes)
        return ranges(begin, sizes), positions

    def direction(self, rows: np.ndarray) -> np.ndarray:
        """Return the mean direction of some rows, of length 1."""
        entries, _ = self._entries(rows)
        words = self.columns[entries]
        values = self.values[entries]
        width = len(self.words)
        total = np.bincount(words, values, width)
        return _of_length_one(total)

    def cosines(self, rows: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Return the cosine of each of some rows with a direction."""
        entries, positions = self._entries(rows)
        words = self.columns[entries]
        values = self.values[entries]
        products = values * direction[words]
        return np.bincount(positions, products, len(rows))

    def nearness(
        self, rows: np.ndarray, shares: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the cosine of each of some rows with the mean of all of them.

        Only their own words are looked at: quicker than `direction` for a few rows.

        Args:
            rows: Their numbers.
            shares: How much each of them counts; all alike without it.
        """
        entries, positions = self._entries(rows)
        columns = self.columns[entries]
        _, words = np.unique(columns, return_inverse=True)
        values = self.values[entries]
        counted = values
        if shares is not None:
            counted = values * shares[positions]
        total = np.bincount(words, counted)
        direction = _of_length_one(total)
        products = values * direction[words]
        return np.bincount(positions, products, len(rows))

    def likeness(self, row: int, rows: np.ndarray) -> np.ndarray:
        """Return the cosine of one row with each of some others."""
        begin = self.bounds[row]
        end = self.bounds[row + 1]
        own_columns = self.columns[begin:end]
        own_values = self.values[begin:end]
        if len(own_columns) == 0:
            return np.zeros(len(rows))
        entries, positions = self._entries(rows)
        columns = self.columns[entries]
        values = self.values[entries]
        nearest = np.searchsorted(own_columns, columns)
        is_beyond = nearest == len(own_columns)
        nearest[is_beyond] = 0
        is_shared = own_columns[nearest] == columns
        products = values * own_values[nearest] * is_shared
        return np.bincount(positions, products, len(rows))


def _numbered(sentences: Iterable[list[str]]) -> tuple[list[str], np.ndarray]:
    """Return the words of sentences, each once, and the number of every word in turn."""
    number_of: dict[str, int] = {}
    numbers = []
    for word in chain.from_iterable(sentences):
        number = number_of.setdefault(word, len(number_of))
        numbers.append(number)
    words = list(number_of)
    return words, np.array(numbers, dtype=np.int64)


def _row_of_each_word(sentences: pd.Series) -> np.ndarray:
    """Return the number of the sentence that each word stands in."""
    lengths = sentences.map(len)
    sizes = lengths.to_numpy(dtype=np.int64)
    numbers = np.arange(len(sentences))
    return np.repeat(numbers, sizes)


def _rarities(columns: np.ndarray, articles: np.ndarray, width: int) -> np.ndarray:
    """Return for each word 1 + log((5 + N) / (5 + n)), as above.

    Args:
        columns: The number of each word that a sentence has.
        articles: The number of the article that it stands in.
        width: How many words there are.
    """
    base = articles.astype(np.int64) * width
    keys = np.unique(base + columns)
    divisor = max(width, 1)
    having = np.bincount(keys % divisor, minlength=width)
    different = np.unique(articles)
    many = FEW_ARTICLES + len(different)
    few = FEW_ARTICLES + having
    ratio = many / few
    return 1 + np.log(ratio)


def _greatest(rows: np.ndarray, columns: np.ndarray, weights: np.ndarray) -> Entries:
    """Return each row's columns once, in order, with the greatest of their weights."""
    order = np.lexsort((-weights, columns, rows))
    rows = rows[order]
    columns = columns[order]
    weights = weights[order]
    is_first = changes(rows, columns)
    return Entries(
        rows=rows[is_first],
        columns=columns[is_first],
        values=weights[is_first],
    )


def _normalized(entries: Entries, count: int) -> np.ndarray:
    """Return the values of entries of `count` rows, each row made one of length 1."""
    values = entries.values
    squares = values * values
    of_row = np.bincount(entries.rows, squares, count)
    length = np.sqrt(of_row)
    return values / length[entries.rows]


def _of_length_one(vector: np.ndarray) -> np.ndarray:
    squares = vector * vector
    total = squares.sum()
    length = sqrt(total)
    if length == 0:
        return vector
    return vector / length
