"""Sentences as vectors of their words, and directions that several of them share."""

from dataclasses import dataclass

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
            weight = float(rarity[word] * strength)
            vector[word] = max(vector.get(word, 0.0), weight)
        vectors.append(of_length_one(vector))
    return vectors


def _rarities(mentions: pd.DataFrame) -> dict[str, float]:
    """Return for each word 1 + log((5 + N) / (5 + n)), as above."""
    having: dict[str, set[int]] = {}
    codes = mentions["article"].cat.codes
    for article, words in zip(codes, mentions["words"], strict=True):
        for word in words:
            having.setdefault(word, set()).add(article)
    count = FEW_ARTICLES + mentions["article"].nunique()
    rarities = {}
    for word, articles in having.items():
        few = FEW_ARTICLES + len(articles)
        rarities[word] = 1 + np.log(count / few)
    return rarities


def of_length_one(vector: Vector) -> Vector:
    """Return a vector's direction."""
    squares = [value * value for value in vector.values()]
    length = np.sqrt(sum(squares)) or 1.0
    return {word: float(value / length) for word, value in vector.items()}


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
        columns, values = [], []
        for vector in vectors:
            for word, value in vector.items():
                columns.append(number.setdefault(word, len(number)))
                values.append(value)
        sizes = np.array([0, *map(len, vectors)], dtype=np.int64)
        return cls(
            np.array(columns, dtype=np.int64),
            np.array(values),
            np.cumsum(sizes),
            len(number),
        )

    def _entries(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the entries of some rows, and for each the position of its row among them."""
        first = self.bounds[rows]
        sizes = self.bounds[rows + 1] - first
        positions = np.repeat(np.arange(len(rows)), sizes)
        return ranges(first, sizes), positions

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
        total = np.bincount(self.columns[entries], values, self.width)
        length = np.sqrt((total * total).sum())
        return total / length if length else total

    def cosines(self, rows: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Return the cosine of each of some rows with a direction."""
        entries, positions = self._entries(rows)
        products = self.values[entries] * direction[self.columns[entries]]
        return np.bincount(positions, products, len(rows))

    def likeness(self, row: int, rows: np.ndarray) -> np.ndarray:
        """Return the cosine of one row with each of some others."""
        direction = self.direction(np.array([row]))
        return self.cosines(rows, direction)
