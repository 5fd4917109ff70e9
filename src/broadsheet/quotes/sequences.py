"""Sequences of different lengths, taken step by step side by side."""

from dataclasses import dataclass

import numpy as np

Places = list[slice] | list[np.ndarray]
"""For each step, the rows of an array in which it has its values."""


@dataclass(frozen=True)
class Steps:
    """The rows of some sequences in the order of their steps: all first rows, then all second ones.

    The longest sequence comes first in each step, so those that still run at a step are always a head.
    """

    order: np.ndarray
    """The row, among sequences laid one after another, that stands at each position."""
    active: np.ndarray
    """How many sequences have each step."""
    first: np.ndarray
    """The position at which each step begins."""
    last: np.ndarray
    """The position after each step."""

    @classmethod
    def of_lengths(cls, length: np.ndarray) -> "Steps":
        """Arrange sequences of these lengths, which lie one after another."""
        by_length = np.argsort(-length, kind="stable")
        sizes = length[by_length]
        steps = np.arange(sizes.max(initial=0))
        shortest_first = sizes[::-1]
        has_ended = np.searchsorted(shortest_first, steps, side="right")
        active = len(sizes) - has_ended
        last = np.cumsum(active)
        first = last - active
        step = np.repeat(steps, active)
        rank = np.arange(len(step)) - first[step]
        end = np.cumsum(length)
        begin = end - length
        begin_by_rank = begin[by_length]
        order = begin_by_rank[rank] + step
        return cls(order, active, first, last)

    @property
    def widest(self) -> int:
        """How many sequences there are."""
        return int(self.active.max(initial=0))

    @property
    def positions(self) -> list[slice]:
        """Where each step lies, step by step."""
        firsts = self.first.tolist()
        lasts = self.last.tolist()
        return list(map(slice, firsts, lasts))

    @property
    def rows(self) -> list[np.ndarray]:
        """The rows of each step where the sequences lie."""
        return np.split(self.order, self.first[1:])

    def back_in_order(self, values: np.ndarray) -> np.ndarray:
        """Put values that stand step by step back to where their sequences lie."""
        result = np.empty_like(values)
        result[self.order] = values
        return result
