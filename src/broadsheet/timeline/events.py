"""The events that mentions tell, which sentence tells each best, and how much it matters."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.dates import precision
from broadsheet.timeline.clauses import pattern
from broadsheet.timeline.days import DayPools, Picker
from broadsheet.timeline.grouping import (
    FEW_MOVED,
    WEEK,
    WEEKDAY,
    group_mentions,
    outvoted_weekdays,
)
from broadsheet.timeline.ranking import (
    EXACTNESS,
    NEWS_SENTENCES,
    RUNNING_TOTAL,
    VAGUE,
    day_weights,
    own_features,
    own_score,
    rank_days,
    relevance,
    topicality,
)
from broadsheet.timeline.scoring import score_sentences
from broadsheet.timeline.vectors import Vector, Vectors, weigh_words

DAY = pd.Timedelta(days=1)
CALLED_OFF = ("cancelled", "denied")
TEXT_COLUMNS = (
    "article",
    "outlet",
    "what",
    "certainty",
    "opening",
    "figures",
    "precision",
)
NUMBER_COLUMNS = (
    "start",
    "end",
    "dated",
    "tells",
    "at_head",
    "several",
    "of_other_day",
    "aside",
    "broken",
    "elsewhere",
    "place",
    "length",
    "gap",
    "relevance",
    "topicality",
    "wording",
)


@dataclass(frozen=True)
class Event:
    """An event: the mentions that tell it (row numbers), the one that tells it best, and its days."""

    rows: np.ndarray
    has_its_days: np.ndarray  # of each mention, whether it gives the event's own days
    best: int
    earliest: pd.Timestamp
    latest: pd.Timestamp
    importance: float

    @property
    def precision(self) -> str:
        return precision((self.latest - self.earliest) / DAY)


class Events:
    """The mentions of a corpus on their way to events."""

    def __init__(self, mentions: pd.DataFrame) -> None:
        words = weigh_words(mentions)
        self.mentions = mentions
        self.vectors = Vectors.of(words)
        mentions["relevance"] = relevance(mentions, self.vectors)
        mentions["topicality"] = topicality(mentions)
        mentions["wording"], _ = pd.factorize(mentions["what"])
        mentions["event"], mentions["elsewhere"] = _grouped(mentions, words)
        self.event_of = mentions["event"].to_numpy()
        self.earliest = mentions["earliest"].to_numpy()
        self.latest = mentions["latest"].to_numpy()
        self.elsewhere = mentions["elsewhere"].to_numpy()
        in_events = np.flatnonzero(self.event_of >= 0)
        places = mentions.iloc[in_events].groupby("event").indices
        self.rows = {event: in_events[positions] for event, positions in places.items()}
        mentions["misdated"] = self._misdated()
        self.ranked = rank_days(mentions[~mentions["misdated"]])
        self.columns = {
            name: mentions[name].to_numpy(dtype=object) for name in TEXT_COLUMNS
        }
        self.columns |= {name: mentions[name].to_numpy() for name in NUMBER_COLUMNS}
        self.pools = DayPools(mentions, self.columns, self.vectors)
        self.picker = Picker(mentions, self.vectors)

    def _misdated(self) -> np.ndarray:
        """Say which bare weekdays are likely those of another week, and "tomorrow" today.

        Most who tell their event have it on the same weekday of another week, or
        nearly all who wrote that day mean another. They tell nothing of the day that they seem to
        name, and do not make it matter more.
        """
        expressions = self.mentions["expression"]
        is_weekday = expressions.str.fullmatch(WEEKDAY, case=False).to_numpy(dtype=bool)
        is_tomorrow = expressions.str.contains(pattern("tomorrow"))
        is_ahead = is_tomorrow.to_numpy(dtype=bool)
        is_misdated = outvoted_weekdays(self.mentions)
        for rows in self.rows.values():
            begins = self.earliest[rows]
            if (begins == begins[0]).all():
                continue
            earliest, latest = self._span(rows)
            if latest - earliest == DAY:
                apart = np.abs(begins - np.datetime64(earliest))
                is_week_apart = apart == np.timedelta64(WEEK, "D")
                is_day_apart = apart == np.timedelta64(1, "D")
                is_moved = is_weekday[rows] & is_week_apart
                is_moved |= is_ahead[rows] & is_day_apart
                if is_moved.mean() < FEW_MOVED:
                    is_misdated[rows] |= is_moved
        return is_misdated & self.mentions["dated"].to_numpy()

    def of_days(self, days: int, per_day: int) -> list[Event]:
        """Return the events that matter most of the days that matter most."""
        events = []
        left = days
        for day, importance in self.ranked["importance"].items():
            if left == 0:
                break
            best = self._best_of_day(day, per_day)
            for row in best:
                rows = self._telling(row, day)
                events.append(self._event(rows, row, day, day + DAY, importance))
            left -= len(best) > 0
        return events

    def all(self) -> list[Event]:
        """Return every event; the greatest of a day matters as much as the day."""
        leading = self._leading()
        features = own_features(self.mentions[self.event_of >= 0], "event")
        own = own_score(features, day_weights(self.mentions))
        spans = {event: self._span(rows) for event, rows in self.rows.items()}
        importance = {
            event: self._importance(own.get(event, 0.0), event in leading, *span)
            for event, span in spans.items()
        }
        order = sorted(
            spans, key=lambda event: (event not in leading, -importance[event], event)
        )
        events = []
        for event in order:
            rows, span = self.rows[event], spans[event]
            if not self._is_kept(rows):
                continue
            best = leading.get(event)
            if best is None:
                best = self._best(rows[self._has_days(rows, *span)], span[0])
            if best is not None:
                rows = np.union1d(rows, [best])
                events.append(self._event(rows, best, *span, importance[event]))
        return events

    def _event(
        self,
        rows: np.ndarray,
        best: int,
        earliest: pd.Timestamp,
        latest: pd.Timestamp,
        importance: float,
    ) -> Event:
        has_its_days = self._has_days(rows, earliest, latest) | (rows == best)
        if not self.columns["tells"][best]:
            importance *= RUNNING_TOTAL
        return Event(rows, has_its_days, best, earliest, latest, importance)

    def _best_of_day(self, day: pd.Timestamp, count: int = 1) -> list[int]:
        return self.picker.pick(self.pools.pool(day).best_first(), day, count)

    def _telling(self, row: int, day: pd.Timestamp) -> np.ndarray:
        """Return the mentions that tell what a sentence that was picked for a day tells."""
        if self.event_of[row] < 0 or self.earliest[row] != np.datetime64(day):
            return np.array([row])
        return self.rows[self.event_of[row]]

    def _leading(self) -> dict[int, int]:
        """Return the greatest event of each day, with the sentence that tells the day best."""
        leading: dict[int, int] = {}
        for day in self.ranked.index:
            for row in self._best_of_day(day):
                event = self._event_told_by(row, day)
                if event is not None and self._span(self.rows[event])[0] == day:
                    leading.setdefault(event, row)
        return leading

    def _event_told_by(self, row: int, day: pd.Timestamp) -> int | None:
        """Return the event that a day's sentence tells: its own, or the one of the day most like it."""
        if self.event_of[row] >= 0 and self.earliest[row] == np.datetime64(day):
            return int(self.event_of[row])
        naming = self.pools.naming.get(day, self.pools.nothing)
        naming = naming[self.event_of[naming] >= 0]
        if len(naming) == 0:
            return None
        most_like = naming[int(np.argmax(self.vectors.likeness(row, naming)))]
        return int(self.event_of[most_like])

    def _best(self, rows: np.ndarray, day: pd.Timestamp) -> int | None:
        """Return the mention that tells an event best and tells nothing again."""
        telling = rows[self.pools.tells[rows]]
        if len(telling) == 0:
            telling = rows
        pool = score_sentences(self.columns, telling, self.vectors)
        picked = self.picker.pick(pool.best_first(), day)
        return picked[0] if picked else None

    def _is_kept(self, rows: np.ndarray) -> bool:
        """Say whether mentions make an event.

        An article's news without a date is one if another article tells it. What a single sentence denies or
        calls off is none: nothing happened, and nobody else says it should have.
        """
        if len(rows) == 1 and self.columns["certainty"][rows[0]] in CALLED_OFF:
            return False
        return (
            bool(self.columns["dated"][rows].any())
            or len(set(self.columns["article"][rows])) > 1
        )

    def _span(self, rows: np.ndarray) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Return the most exact interval that an event is given, and of those the one given most often."""
        at_home = rows[~self.elsewhere[rows]]
        if len(at_home) == 0:
            at_home = rows
        counts = Counter(zip(self.earliest[at_home], self.latest[at_home], strict=True))
        earliest, latest = min(
            counts, key=lambda span: (span[1] - span[0], -counts[span], span[0])
        )
        return pd.Timestamp(earliest), pd.Timestamp(latest)

    def _has_days(
        self, rows: np.ndarray, earliest: pd.Timestamp, latest: pd.Timestamp
    ) -> np.ndarray:
        begins = self.earliest[rows] == np.datetime64(earliest)
        return begins & (self.latest[rows] == np.datetime64(latest))

    def _importance(
        self, own: float, is_leading: bool, earliest: pd.Timestamp, latest: pd.Timestamp
    ) -> float:
        """Return how much an event matters: by what is told of it, or as much as the day that it leads."""
        if latest - earliest != DAY or earliest not in self.ranked.index:
            return own * EXACTNESS.get(precision((latest - earliest) / DAY), VAGUE)
        of_day = self.ranked.loc[earliest]
        if is_leading:
            return float(of_day["importance"])
        return float(min(own + min(of_day["burst"], 0.0), of_day["importance"]))


def _grouped(
    mentions: pd.DataFrame, words: list[Vector]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the event of each mention (-1 for none), and whether it has it on another day.

    Sentences that tell an event are grouped first. Running totals ("since March 2011") do not hold events
    together: each interval of them that nothing else tells is an event by itself.
    """
    is_news = mentions["dated"] | (mentions["place"] < NEWS_SENTENCES)
    telling = np.flatnonzero((mentions["tells"] & is_news).to_numpy())
    event = np.full(len(mentions), -1)
    elsewhere = np.zeros(len(mentions), dtype=bool)
    vectors = [words[row] for row in telling]
    event[telling], elsewhere[telling] = group_mentions(
        mentions.iloc[telling].reset_index(drop=True), vectors
    )
    spans = list(zip(mentions["earliest"], mentions["latest"], strict=True))
    first_of_span: dict[tuple, int] = {}
    for row in telling.tolist():
        first_of_span.setdefault(spans[row], int(event[row]))
    following = int(event.max(initial=-1)) + 1
    for row in np.flatnonzero(
        (mentions["dated"] & ~mentions["tells"]).to_numpy()
    ).tolist():
        if spans[row] not in first_of_span:
            first_of_span[spans[row]] = following
            following += 1
            event[row] = first_of_span[spans[row]]
        elif event[row] < 0 and first_of_span[spans[row]] >= event.max(initial=-1):
            event[row] = first_of_span[spans[row]]
    return event, elsewhere
