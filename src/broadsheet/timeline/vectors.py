"""Sentences as vectors of their words, and directions that several of them share."""

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import pandas as pd

from broadsheet.arrays import ranges

FEW_ARTICLES = 5  # in a corpus of hardly more, no word is rare

Vector = dict[str, float]


def weigh_words(mentions: pd.DataFrame) -> list[Vector]:
    """Return for each mention its words with their weights, of length 1.

    A word weighs (1 + log((5 + N) / (5 + n))) · strength, where n of the N articles have it.
    """
    rarity = _rarities(mentions)
    vectors = []
    for words, strengths in zip(mentions["words"], mentions["strength"], strict=True):
        vector: Vector = {}
        for word, strength in zip(words, strengths, strict=True):
            weight = rarity[word] * strength
            if weight > vector.get(word, 0.0):
                vector[word] = weight
        vectors.append(of_length_one(vector))
    return vectors


def _rarities(mentions: pd.DataFrame) -> dict[str, float]:
    """Return for each word 1 + log((5 + N) / (5 + n)), as above."""
    articles = mentions["article"].cat.codes
    of_article: dict[int, set[str]] = {}
    for article, words in zip(articles, mentions["words"], strict=True):
        of_article.setdefault(article, set()).update(words)
    having: Counter[str] = Counter()
    for distinct in of_article.values():
        having.update(distinct)
    many = FEW_ARTICLES + len(of_article)
    rarities = {}
    for word, count in having.items():
        few = FEW_ARTICLES + count
        rarities[word] = 1 + log(many / few)
    return rarities


def of_length_one(vector: Vector) -> Vector:
    """Return a vector's direction."""
    length = sqrt(sum([value * value for value in vector.values()])) or 1.0
    return {word: value / length for word, value in vector.items()}


@dataclass(frozen=True)
class Vectors:
    """Many vectors as one sparse matrix: the entries of row i are those from bounds[i] to bounds[i + 1]."""

    columns: np.ndarray
    values: np.ndarray
    bounds: np.ndarray
    width: int

    @classmethod
    def of(cls, vectors: list[Vector]) -> "Vectors":
        number: dict[str, int] = {}
        columns = []
        values = []
        for vector in vectors:
            for word, value in vector.items():
                columns.append(number.setdefault(word, len(number)))
                values.append(value)
        sizes = np.array([0, *map(len, vectors)], dtype=np.int64)
        return cls(
            columns=np.array(columns, dtype=np.int64),
            values=np.array(values),
            bounds=np.cumsum(sizes),
            width=len(number),
        )

    def _entries(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the entries of some rows, and for each the position of its row among them."""
        begin = self.bounds[rows]
        end = self.bounds[rows + 1]
        sizes = end - begin
        numbers = np.arange(len(rows))
        positions = np.repeat(numbers, sizes)
        return ranges(begin, sizes), positions

    def direction(
        self, rows: np.ndarray, shares: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the mean direction of some rows, of length 1.

        Args:
            rows: Their numbers.
            shares: How much each of them counts; all alike without it.
        """
        entries, positions = self._entries(rows)
        values = self.values[entries]
        if shares is not None:
            values = values * shares[positions]
        words = self.columns[entries]
        total = np.bincount(words, values, self.width)
        squares = total * total
        length = sqrt(squares.sum())
        if length == 0:
            return total
        return total / length

    def cosines(self, rows: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Return the cosine of each of some rows with a direction."""
        entries, positions = self._entries(rows)
        words = self.columns[entries]
        products = self.values[entries] * direction[words]
        return np.bincount(positions, products, len(rows))

    def likeness(self, row: int, rows: np.ndarray) -> np.ndarray:
        """Return the cosine of one row with each of some others."""
        direction = self.direction(np.array([row]))
        return self.cosines(rows, direction)
