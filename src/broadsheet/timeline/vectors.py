"""Sentences as vectors of their words, and directions that several of them share."""

from dataclasses import dataclass
from itertools import chain
from math import sqrt

import numpy as np
import pandas as pd

from broadsheet.arrays import changes, ranges

FEW_ARTICLES = 5  # in a corpus of hardly more, no word is rare

Vector = dict[str, float]


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
        number: dict[str, int] = {}
        numbers = [
            number.setdefault(word, len(number))
            for word in chain.from_iterable(mentions["words"])
        ]
        columns = np.array(numbers, dtype=np.int64)
        strengths = list(chain.from_iterable(mentions["strength"]))
        sizes = mentions["words"].map(len).to_numpy(dtype=np.int64)
        rows = np.repeat(np.arange(len(mentions)), sizes)
        articles = mentions["article"].cat.codes.to_numpy()
        rarity = _rarities(columns, articles[rows], len(number))
        weights = rarity[columns] * np.array(strengths, dtype=float)
        rows, columns, values = _greatest(rows, columns, weights)
        squares = np.bincount(rows, values * values, len(mentions))
        length = np.sqrt(squares)
        following = np.arange(len(mentions) + 1)
        return cls(
            words=list(number),
            columns=columns,
            values=values / length[rows],
            bounds=np.searchsorted(rows, following),
        )

    def as_dict(self, row: int) -> Vector:
        """Return a row as its words with their weights."""
        begin = self.bounds[row]
        end = self.bounds[row + 1]
        columns = self.columns[begin:end].tolist()
        words = [self.words[column] for column in columns]
        return dict(zip(words, self.values[begin:end].tolist(), strict=True))

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
        total = np.bincount(words, self.values[entries], len(self.words))
        return _of_length_one(total)

    def cosines(self, rows: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Return the cosine of each of some rows with a direction."""
        entries, positions = self._entries(rows)
        words = self.columns[entries]
        products = self.values[entries] * direction[words]
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
        _, words = np.unique(self.columns[entries], return_inverse=True)
        values = self.values[entries]
        counted = values
        if shares is not None:
            counted = values * shares[positions]
        direction = _of_length_one(np.bincount(words, counted))
        products = values * direction[words]
        return np.bincount(positions, products, len(rows))

    def likeness(self, row: int, rows: np.ndarray) -> np.ndarray:
        """Return the cosine of one row with each of some others."""
        own = slice(self.bounds[row], self.bounds[row + 1])
        own_columns = self.columns[own]
        if len(own_columns) == 0:
            return np.zeros(len(rows))
        entries, positions = self._entries(rows)
        columns = self.columns[entries]
        nearest = np.searchsorted(own_columns, columns)
        nearest[nearest == len(own_columns)] = 0
        is_shared = own_columns[nearest] == columns
        own_values = self.values[own][nearest]
        products = self.values[entries] * own_values * is_shared
        return np.bincount(positions, products, len(rows))


def _rarities(columns: np.ndarray, articles: np.ndarray, width: int) -> np.ndarray:
    """Return for each word 1 + log((5 + N) / (5 + n)), as above.

    Args:
        columns: The number of each word that a sentence has.
        articles: The number of the article that it stands in.
        width: How many words there are.
    """
    keys = np.unique(articles.astype(np.int64) * width + columns)
    having = np.bincount(keys % max(width, 1), minlength=width)
    many = FEW_ARTICLES + len(np.unique(articles))
    few = FEW_ARTICLES + having
    return 1 + np.log(many / few)


def _greatest(
    rows: np.ndarray, columns: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each row's columns once, in order, with the greatest of their weights."""
    order = np.lexsort((-weights, columns, rows))
    rows = rows[order]
    columns = columns[order]
    is_first = changes(rows, columns)
    return rows[is_first], columns[is_first], weights[order][is_first]


def _of_length_one(vector: np.ndarray) -> np.ndarray:
    squares = vector * vector
    length = sqrt(squares.sum())
    if length == 0:
        return vector
    return vector / length
