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
    articles: dict[str, set[int]] = {}
    for article, words in zip(
        mentions["article"].cat.codes, mentions["words"], strict=True
    ):
        for word in words:
            articles.setdefault(word, set()).add(article)
    count = FEW_ARTICLES + mentions["article"].nunique()
    rarity = {
        word: 1 + np.log(count / (FEW_ARTICLES + len(having)))
        for word, having in articles.items()
    }
    vectors = []
    for words, strengths in zip(mentions["words"], mentions["strength"], strict=True):
        vector: Vector = {}
        for word, strength in zip(words, strengths, strict=True):
            vector[word] = max(vector.get(word, 0.0), float(rarity[word] * strength))
        vectors.append(of_length_one(vector))
    return vectors


def of_length_one(vector: Vector) -> Vector:
    """Return a vector's direction."""
    length = np.sqrt(sum(value * value for value in vector.values())) or 1.0
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
        sizes = self.bounds[rows + 1] - self.bounds[rows]
        return ranges(self.bounds[rows], sizes), np.repeat(np.arange(len(rows)), sizes)

    def direction(self, rows: np.ndarray) -> np.ndarray:
        """Return the mean direction of some rows, of length 1."""
        entries, _ = self._entries(rows)
        total = np.bincount(self.columns[entries], self.values[entries], self.width)
        length = np.sqrt((total * total).sum())
        return total / length if length else total

    def cosines(self, rows: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Return the cosine of each of some rows with a direction."""
        entries, positions = self._entries(rows)
        products = self.values[entries] * direction[self.columns[entries]]
        return np.bincount(positions, products, len(rows))

    def likeness(self, row: int, rows: np.ndarray) -> np.ndarray:
        """Return the cosine of one row with each of some others."""
        return self.cosines(rows, self.direction(np.array([row])))
