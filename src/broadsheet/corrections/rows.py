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
        start = self.start[rows]
        end = self.end[rows]
        begins_there = start == place.start
        ends_there = end == place.end
        exact = rows[begins_there & ends_there]
        if len(exact) > 0:
            return exact
        overlap = _overlap(start, end, place)
        most = overlap.max(initial=0)
        if most >= LEAST_OVERLAP:
            return rows[overlap == most]
        if not place.typed:
            return rows[:0]
        is_around = (start <= place.start) & (end >= place.end)
        if is_around.any():
            around = rows[is_around]
            length = (end - start)[is_around]
            return around[length == length.min()]
        is_inside = (start >= place.start) & (end <= place.end)
        inside = rows[is_inside]
        if len(inside) == 1:
            return inside
        return inside[:0]


def _overlap(start: np.ndarray, end: np.ndarray, place: Place) -> np.ndarray:
    """Return what rows and a passage share of what both cover, from 0 to 1."""
    first_end = np.minimum(end, place.end)
    last_start = np.maximum(start, place.start)
    last_end = np.maximum(end, place.end)
    first_start = np.minimum(start, place.start)
    shared = np.maximum(first_end - last_start, 0)
    covered = np.maximum(last_end - first_start, 1)
    return shared / covered


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
