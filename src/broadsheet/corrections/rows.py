"""Which row of a frame a correction means: the one at its passage, or the one that covers most of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.corrections.correction import Correction, squeeze
from broadsheet.corrections.places import NoPlace, Place

# A row whose limits were read otherwise in this run is still the row that is meant if it and the passage
# share half of what both cover.
LEAST_OVERLAP = 0.5


@dataclass
class Rows:
    """The rows of a frame by article, with the offsets they had and have.

    Attributes:
        articles: The id of each row's article.
        start: Where each row begins, as the analysis found it.
        end: Where it ends.
    """

    articles: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Rows":
        """Read them from a frame with the columns `article`, `start` and `end`."""
        return cls(
            frame["article"].astype(object).to_numpy(),
            frame["start"].to_numpy(dtype=np.int64),
            frame["end"].to_numpy(dtype=np.int64),
        )

    def at(self, place: Place) -> np.ndarray:
        """Return the numbers of the rows that a passage means: those at it, else those nearest to it.

        Whoever types the words of a passage types the first few, or, of a date, the words around it that
        tell it from others: such words mean the row around them, or the only one within them.
        """
        rows = np.flatnonzero(self.articles == place.article)
        start, end = self.start[rows], self.end[rows]
        exact = rows[(start == place.start) & (end == place.end)]
        if len(exact):
            return exact
        shared = np.minimum(end, place.end) - np.maximum(start, place.start)
        covered = np.maximum(end, place.end) - np.minimum(start, place.start)
        overlap = np.maximum(shared, 0) / np.maximum(covered, 1)
        if len(rows) and overlap.max() >= LEAST_OVERLAP:
            return rows[overlap == overlap.max()]
        if not place.typed:
            return rows[:0]
        around = (start <= place.start) & (end >= place.end)
        if around.any():
            length = (end - start)[around]
            return rows[around][length == length.min()]
        inside = rows[(start >= place.start) & (end <= place.end)]
        return inside if len(inside) == 1 else inside[:0]


def choose_row(
    candidates: np.ndarray, frame: pd.DataFrame, correction: Correction
) -> int:
    """Return the one of several rows that a correction of a quotation means.

    Two quotations may stand at the same place ("she said he said"): the correction's subject, the speaker
    that was given, tells them apart.

    Raises:
        NoPlace: where that does not tell.
    """
    if len(candidates) == 1:
        return int(candidates[0])
    given = frame["speaker"].iloc[candidates].astype(object)
    same = candidates[(given == squeeze(correction.subject)).to_numpy(dtype=bool)]
    if len(same) == 1:
        return int(same[0])
    raise NoPlace(
        f"{len(candidates)} quotations stand there: write into subject which speaker they had"
    )
