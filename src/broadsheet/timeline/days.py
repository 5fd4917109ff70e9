"""The days of a coverage, and the sentences from which each is told."""

import numpy as np
import pandas as pd

from broadsheet.timeline.ranking import NEWS_SENTENCES
from broadsheet.timeline.scoring import Pool, Sentences
from broadsheet.timeline.vectors import Vectors
from broadsheet.timeline.wordlists import pattern

DAY = pd.Timedelta(days=1)
EPOCH = pd.Timestamp("1970-01-01")  # not in nanoseconds, which end at the year 1677
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

    def __init__(self, mentions: pd.DataFrame, sentences: Sentences) -> None:
        self.sentences = sentences
        self.vectors = sentences.vectors
        is_dated = mentions["dated"]
        is_day = mentions["precision"] == "day"
        is_rightly_dated = is_dated & ~mentions["misdated"]
        is_naming = is_rightly_dated & is_day
        is_lead = ~is_dated
        self.naming = _by_day(mentions, is_naming)
        self.leads = _by_day(mentions, is_lead)
        self.tells = mentions["tells"].to_numpy()
        is_of_hour = mentions["what"].str.contains(pattern("of_the_hour"))
        is_of_own_day = is_of_hour | _tells_own_day(mentions)
        self.is_of_own_day = is_of_own_day.to_numpy(dtype=bool)
        self.nothing = np.zeros(0, dtype=np.int64)

    def pool(self, day: pd.Timestamp) -> Pool:
        """Return the mentions that may tell a day, with their scores.

        A sentence without a date is taken for the day's if it tells what the sentences
        tell that name it, or where these are too few.
        """
        naming = self.naming.get(day, self.nothing)
        leads = self._leads(day)
        rows = np.concatenate([naming, leads])
        scores = self.sentences.score(rows)
        if len(leads) > 0:
            scores += self.sentences.score_by_leads(rows, leads)
            is_other_story = ~self._same_story(naming, leads)
            of_leads = scores[len(naming) :]
            of_leads[is_other_story] -= OTHER_STORY
        tells = self.tells[rows]
        return Pool(
            rows=rows[tells],
            scores=scores[tells],
        )

    def _leads(self, day: pd.Timestamp) -> np.ndarray:
        """Return the undated leads of articles of a day, and of the next if it is named.

        "He has just spoken" is of the day on which it was written alone, and so is the
        news of an article that names that day among its first sentences.
        """
        next_day = day + DAY
        same = self.leads.get(day, self.nothing)
        if day not in self.naming:
            return same
        following = self.leads.get(next_day, self.nothing)
        following = following[~self.is_of_own_day[following]]
        return np.concatenate([same, following])

    def _same_story(self, naming: np.ndarray, leads: np.ndarray) -> np.ndarray:
        direction = self.vectors.direction(naming)
        cosines = self.vectors.cosines(leads, direction)
        return cosines >= SAME_STORY


def _tells_own_day(mentions: pd.DataFrame) -> pd.Series:
    """Say which mentions stand in articles whose news names their own day, and not the day before."""
    is_news = mentions["dated"] & (mentions["place"] < NEWS_SENTENCES)
    is_exact = mentions["precision"] == "day"
    news = mentions[is_news & is_exact]
    gap = news["gap"]
    own = news.loc[gap == 0, "article"]
    before = news.loc[gap == 1, "article"]
    is_of_own = mentions["article"].isin(own)
    return is_of_own & ~mentions["article"].isin(before)


def _by_day(
    mentions: pd.DataFrame, is_chosen: pd.Series
) -> dict[pd.Timestamp, np.ndarray]:
    """Return the rows of the chosen mentions of each day."""
    rows = np.flatnonzero(is_chosen)
    chosen = mentions.iloc[rows]
    by_day = chosen.groupby("earliest")
    positions = by_day.indices
    return {day: rows[of_day] for day, of_day in positions.items()}


class Picker:
    """Picks sentences that repeat none picked before: of the same day, or told of the days around."""

    def __init__(self, mentions: pd.DataFrame, vectors: Vectors) -> None:
        self.vectors = vectors
        places = zip(mentions["article"], mentions["start"], strict=True)
        self.sentences = list(places)
        self.wordings = mentions["what"].tolist()
        self.used: set = set()
        self.by_day: dict[int, list[int]] = {}

    def pick(self, rows: np.ndarray, day: pd.Timestamp, count: int = 1) -> list[int]:
        """Return the first `count` rows that may be picked, given the best first, and remember them."""
        since = pd.Timestamp(day) - EPOCH
        number = since.days
        picked: list[int] = []
        for row in rows.tolist():
            if len(picked) == count:
                break
            if self._repeats(row, number):
                continue
            picked.append(row)
            self._remember(row, number)
        return picked

    def _repeats(self, row: int, day: int) -> bool:
        if self.sentences[row] in self.used:
            return True
        if self.wordings[row] in self.used:
            return True
        rows, limits = self._picked_near(day)
        if not rows:
            return False
        likeness = self.vectors.likeness(row, np.array(rows))
        is_repeated = likeness > limits
        return bool(is_repeated.any())

    def _picked_near(self, day: int) -> tuple[list[int], list[float]]:
        """Return the rows picked for a day and those around, and how like them none may be."""
        rows: list[int] = []
        limits: list[float] = []
        first = day - NEAR_DAYS
        last = day + NEAR_DAYS
        for number in range(first, last + 1):
            picked = self.by_day.get(number, [])
            limit = REPEATS_NEAR
            if number == day:
                limit = REPEATS
            rows += picked
            limits += [limit] * len(picked)
        return rows, limits

    def _remember(self, row: int, day: int) -> None:
        self.used.add(self.sentences[row])
        self.used.add(self.wordings[row])
        of_day = self.by_day.setdefault(day, [])
        of_day.append(row)
