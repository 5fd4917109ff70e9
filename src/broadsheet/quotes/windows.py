"""The tokens around each anchor, which are labelled for it."""

from dataclasses import dataclass

import numpy as np

from broadsheet.arrays import ranges

GAP = 4  # rows of zeros between windows, so that no convolution (they reach 1, 2 and 4) crosses over


@dataclass(frozen=True)
class Layout:
    """Windows laid one after another, with spare rows behind each."""

    row: np.ndarray
    """The token in each row; in spare rows the last one of the window."""
    owner: np.ndarray
    """The number of each row's window."""
    spare: np.ndarray
    """Which rows are spare."""
    labelled: np.ndarray
    """Which are not."""


@dataclass(frozen=True)
class Windows:
    """For each anchor (a row), the first row that is labelled for it and the one after the last."""

    anchor: np.ndarray
    first: np.ndarray
    last: np.ndarray

    @property
    def length(self) -> np.ndarray:
        return self.last - self.first

    def some(self, part: np.ndarray) -> "Windows":
        """Some of the windows, by number."""
        return Windows(
            anchor=self.anchor[part],
            first=self.first[part],
            last=self.last[part],
        )

    def parts(self, size: int) -> list[np.ndarray]:
        """Number the windows, and cut the numbers so that each part has about `size` rows."""
        numbers = np.arange(len(self.anchor))
        part = np.cumsum(self.length) // size
        ends_part = np.diff(part)
        cuts = np.flatnonzero(ends_part) + 1
        return np.split(numbers, cuts)

    def layout(self) -> Layout:
        """Lay the windows one after another, GAP spare rows behind each."""
        room = self.length + GAP
        owner = np.repeat(np.arange(len(room)), room)
        row = ranges(self.first, room)
        last = self.last[owner]
        is_spare = row >= last
        return Layout(
            row=np.minimum(row, last - 1),
            owner=owner,
            spare=np.flatnonzero(is_spare),
            labelled=np.flatnonzero(~is_spare),
        )


def convolve(
    pair: np.ndarray, weight: np.ndarray, bias: np.ndarray, shift: int
) -> None:
    """Add to each row what the rows `shift` before it, itself and `shift` after it give, in place.

    `weight` holds a matrix for each of the three.
    """
    before, total, after = pair @ weight
    total[shift:] += before[:-shift]
    total[:-shift] += after[shift:]
    total += bias
    rectify(total)
    pair += total


def rectify(values: np.ndarray) -> None:
    """Put 0 in the place of what is less: max(x, 0)."""
    # numpy takes a quarter of the time for this that its maximum of an array and a number takes.
    np.clip(values, 0, np.inf, out=values)
