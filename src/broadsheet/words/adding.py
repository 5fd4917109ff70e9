"""Adding up rows of many parts without keeping them all."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

# Rows that wait to be added up: fewer make more rounds of sorting, more take more memory.
WAITING = 1_000_000


class _Numbers(dict[str, int]):
    """The number of each word, given when it is first asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


@dataclass
class Vocabulary:
    """Numbers for the words of all parts, in the order in which they are first met."""

    number: dict[str, int] = field(default_factory=_Numbers)

    def numbers(self, words: np.ndarray) -> np.ndarray:
        """Return the number of each word."""
        return np.fromiter(
            map(self.number.__getitem__, words.tolist()), np.int64, len(words)
        )


@dataclass
class Sums:
    """Rows by key whose columns are added up, but for `least`, of which the smallest is kept."""

    waiting: list[pd.DataFrame] = field(default_factory=list)
    rows: int = 0
    merged: int = 0

    def add(self, rows: pd.DataFrame) -> None:
        """Add rows, each key once or several times."""
        self.waiting.append(rows)
        self.rows += len(rows)
        if self.rows - self.merged > max(WAITING, self.merged):
            self.merge()

    def merge(self) -> pd.DataFrame:
        """Return one row a key, in the order of the keys."""
        if not self.waiting:
            return pd.DataFrame({"key": np.zeros(0, np.int64)})
        rows = pd.concat(self.waiting, ignore_index=True)
        ways = {name: "min" if name == "least" else "sum" for name in rows}
        del ways["key"]
        merged = rows.groupby("key", as_index=False).agg(ways)
        self.waiting = [merged]
        self.rows = len(merged)
        self.merged = len(merged)
        return merged
