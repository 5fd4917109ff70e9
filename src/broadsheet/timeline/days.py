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
        dated = (mentions["dated"] & ~mentions["misdated"]).to_numpy()
        self.naming = mentions[is_day & dated].groupby("earliest").indices
        self.naming = {
            day: np.flatnonzero(is_day & dated)[rows]
            for day, rows in self.naming.items()
        }
        undated = np.flatnonzero(~mentions["dated"])
        leads = mentions.iloc[undated].groupby("earliest").indices
        self.leads = {day: undated[rows] for day, rows in leads.items()}
        self.tells = mentions["tells"].to_numpy()
        self.nothing = np.zeros(0, dtype=np.int64)

    def pool(self, day: pd.Timestamp, weight: Weights | None = None) -> Pool:
        """Return the mentions that may tell a day, with their scores.

        Without `weight`, those of ranking.toml are used.

        A sentence without a date is taken for the day's if it tells what the sentences
        tell that name it, or where these are too few.
        """
        naming = self.naming.get(day, self.nothing)
        leads = np.concatenate(
            [self.leads.get(day, self.nothing), self.leads.get(day + DAY, self.nothing)]
        )
        rows = np.concatenate([naming, leads])
        scores = score_sentences(self.columns, rows, self.vectors, weight).scores
        scores[len(naming) :] -= OTHER_STORY * ~self._same_story(naming, leads)
        tells = self.tells[rows]
        return Pool(rows[tells], scores[tells])

    def _same_story(self, naming: np.ndarray, leads: np.ndarray) -> np.ndarray:
        return self.vectors.cosines(leads, self.vectors.direction(naming)) >= SAME_STORY


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
        number = int(
            pd.Timestamp(day).to_datetime64().astype("datetime64[D]").astype(int)
        )
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
        if self._is_like(row, self.by_day.get(day, []), REPEATS):
            return True
        around = range(day - NEAR_DAYS, day + NEAR_DAYS + 1)
        near = [other for number in around for other in self.by_day.get(number, [])]
        return self._is_like(row, near, REPEATS_NEAR)

    def _is_like(self, row: int, others: list[int], limit: float) -> bool:
        if not others:
            return False
        return bool((self.vectors.likeness(row, np.array(others)) > limit).any())

    def _remember(self, row: int, day: int) -> None:
        self.used |= {self.sentences[row], self.wordings[row]}
        self.by_day.setdefault(day, []).append(row)
