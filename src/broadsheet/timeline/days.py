"""The days of a coverage, and the sentences from which each is told."""

import numpy as np
import pandas as pd

from broadsheet.timeline.ranking import Weights
from broadsheet.timeline.scoring import Columns, Pool, score_sentences
from broadsheet.timeline.vectors import Vectors

DAY = np.timedelta64(1, "D")
# Cosines, set on the timelines of Timeline17 and by reading them: from the first on, a sentence repeats one
# that was picked for the day; from the second on, one of the days around.
REPEATS = 0.4
REPEATS_NEAR = 0.6
NEAR_DAYS = 3
# How like the sentences that name a day one must be that names none, to be taken for that day's.
SAME_STORY = 0.25
OTHER_STORY = 10.0  # more than any score: one of another story comes last


class DayPools:
    """For each day the mentions that name it, and undated leads of articles of that day and the next."""

    def __init__(
        self, mentions: pd.DataFrame, columns: Columns, vectors: Vectors
    ) -> None:
        self.columns = columns
        self.vectors = vectors
        is_day = (mentions["precision"] == "day").to_numpy()
        is_dated = mentions["dated"].to_numpy(dtype=bool)
        is_misdated = mentions["misdated"].to_numpy(dtype=bool)
        self.naming = _by_day(mentions, is_day & is_dated & ~is_misdated)
        self.leads = _by_day(mentions, ~is_dated)
        self.tells = mentions["tells"].to_numpy()
        self.nothing = np.zeros(0, dtype=np.int64)

    def pool(self, day: pd.Timestamp, weight: Weights | None = None) -> Pool:
        """Return the mentions that may tell a day, with their scores.

        Without `weight`, those of ranking.toml are used.

        A sentence without a date is taken for the day's if it tells what the sentences
        tell that name it, or where these are too few.
        """
        naming = self.naming.get(day, self.nothing)
        same_day = self.leads.get(day, self.nothing)
        next_day = self.leads.get(day + DAY, self.nothing)
        leads = np.concatenate([same_day, next_day])
        rows = np.concatenate([naming, leads])
        scores = score_sentences(self.columns, rows, self.vectors, weight).scores
        is_other_story = ~self._same_story(naming, leads)
        scores[len(naming) :] -= OTHER_STORY * is_other_story
        tells = self.tells[rows]
        return Pool(rows[tells], scores[tells])

    def _same_story(self, naming: np.ndarray, leads: np.ndarray) -> np.ndarray:
        direction = self.vectors.direction(naming)
        return self.vectors.cosines(leads, direction) >= SAME_STORY


def _by_day(
    mentions: pd.DataFrame, is_chosen: np.ndarray
) -> dict[pd.Timestamp, np.ndarray]:
    """Return the rows of the chosen mentions of each day."""
    rows = np.flatnonzero(is_chosen)
    groups = mentions.iloc[rows].groupby("earliest").indices
    return {day: rows[of_day] for day, of_day in groups.items()}


class Picker:
    """Picks sentences that repeat none picked before: of the same day, or told of the days around."""

    def __init__(self, mentions: pd.DataFrame, vectors: Vectors) -> None:
        self.vectors = vectors
        self.sentences = list(zip(mentions["article"], mentions["start"], strict=True))
        self.wordings = mentions["what"].tolist()
        self.used: set = set()
        self.by_day: dict[int, list[int]] = {}

    def pick(self, rows: np.ndarray, day: pd.Timestamp, count: int = 1) -> list[int]:
        """Return the first `count` rows that may be picked, given the best first, and remember them."""
        moment = pd.Timestamp(day).to_datetime64()
        number = int(moment.astype("datetime64[D]").astype(int))
        picked: list[int] = []
        for row in rows.tolist():
            if len(picked) == count:
                break
            if not self._repeats(row, number):
                picked.append(row)
                self._remember(row, number)
        return picked

    def _repeats(self, row: int, day: int) -> bool:
        if self.sentences[row] in self.used or self.wordings[row] in self.used:
            return True
        same_day = self.by_day.get(day, [])
        if self._is_like(row, same_day, REPEATS):
            return True
        near: list[int] = []
        for number in range(day - NEAR_DAYS, day + NEAR_DAYS + 1):
            near += self.by_day.get(number, [])
        return self._is_like(row, near, REPEATS_NEAR)

    def _is_like(self, row: int, others: list[int], limit: float) -> bool:
        if not others:
            return False
        likeness = self.vectors.likeness(row, np.array(others))
        return bool((likeness > limit).any())

    def _remember(self, row: int, day: int) -> None:
        self.used |= {self.sentences[row], self.wordings[row]}
        self.by_day.setdefault(day, []).append(row)
