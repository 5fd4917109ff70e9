"""The events that mentions tell, which sentence tells each best, and how much it matters."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.dates import precision
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
    Tables,
    day_weights,
    own_features,
    own_score,
    rank_days,
    relevance,
    topicality,
    weights,
)
from broadsheet.timeline.scoring import Columns, Sentences
from broadsheet.timeline.vectors import Vectors
from broadsheet.timeline.wordlists import pattern

DAY = pd.Timedelta(days=1)
A_DAY = np.timedelta64(1, "D")
A_WEEK = np.timedelta64(WEEK, "D")
CALLED_OFF = ("cancelled", "denied")
TEXT_COLUMNS = (
    "article",
    "outlet",
    "what",
    "certainty",
    "opening",
    "expression",
    "words",
    "figures",
    "precision",
)
NUMBER_COLUMNS = (
    "start",
    "end",
    "earliest",
    "dated",
    "tells",
    "at_head",
    "several",
    "of_other_day",
    "aside",
    "broken",
    "speech",
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
        length = self.latest - self.earliest
        return precision(length / DAY)


class Events:
    """The mentions of a corpus on their way to events.

    Without `tables`, the weights are those of ranking.toml.
    """

    def __init__(self, mentions: pd.DataFrame, tables: Tables | None = None) -> None:
        self.mentions = mentions
        self.tables = tables or weights()
        self.vectors = Vectors.of(mentions)
        mentions["relevance"] = relevance(mentions, self.vectors)
        mentions["topicality"] = topicality(mentions)
        mentions["wording"], _ = pd.factorize(mentions["what"])
        event_of, elsewhere = _grouped(mentions, self.vectors)
        mentions["event"] = event_of
        mentions["elsewhere"] = elsewhere
        self.event_of = mentions["event"].to_numpy()
        self.earliest = mentions["earliest"].to_numpy()
        self.latest = mentions["latest"].to_numpy()
        self.elsewhere = mentions["elsewhere"].to_numpy()
        self.rows = self._rows_of_events()
        self.spans = self._spans()
        mentions["misdated"] = self._misdated()
        rightly_dated = mentions[~mentions["misdated"]]
        self.ranked = rank_days(rightly_dated, self.tables)
        self.worth_of_day: dict = self.ranked["importance"].to_dict()
        self.burst_of_day: dict = self.ranked["burst"].to_dict()
        self.columns = _columns(mentions)
        self.sentences = Sentences(self.columns, self.vectors, self.tables["sentence"])
        self.pools = DayPools(mentions, self.sentences)
        self.picker = Picker(mentions, self.vectors)

    def _rows_of_events(self) -> dict[int, np.ndarray]:
        """Return the rows of each event."""
        is_of_event = self.event_of >= 0
        in_events = np.flatnonzero(is_of_event)
        telling = self.mentions.iloc[in_events]
        groups = telling.groupby("event").indices
        return {event: in_events[positions] for event, positions in groups.items()}

    def _spans(self) -> dict[int, tuple[pd.Timestamp, pd.Timestamp]]:
        """Return the interval of each event."""
        spans = {}
        for event, rows in self.rows.items():
            spans[event] = self._span(rows)
        return spans

    def _misdated(self) -> np.ndarray:
        """Say which bare weekdays are likely those of another week, and "tomorrow" today.

        Most who tell their event have it on the same weekday of another week, or
        nearly all who wrote that day mean another. They tell nothing of the day that they seem to
        name, and do not make it matter more.
        """
        expressions = self.mentions["expression"].str
        names_weekday = expressions.fullmatch(WEEKDAY, case=False)
        names_tomorrow = expressions.contains(pattern("tomorrow"))
        is_weekday = names_weekday.to_numpy(dtype=bool)
        is_ahead = names_tomorrow.to_numpy(dtype=bool)
        is_misdated = outvoted_weekdays(self.mentions)
        for event, rows in self.rows.items():
            begins = self.earliest[rows]
            is_same_day = begins == begins[0]
            if is_same_day.all():
                continue
            earliest, latest = self.spans[event]
            if latest - earliest != DAY:
                continue
            day = np.datetime64(earliest)
            apart = np.abs(begins - day)
            is_week_apart = apart == A_WEEK
            is_day_apart = apart == A_DAY
            is_of_other_week = is_weekday[rows] & is_week_apart
            is_today = is_ahead[rows] & is_day_apart
            is_moved = is_of_other_week | is_today
            if is_moved.mean() < FEW_MOVED:
                is_misdated[rows] |= is_moved
        is_dated = self.mentions["dated"].to_numpy()
        return is_misdated & is_dated

    def of_days(self, days: int, per_day: int) -> list[Event]:
        """Return the events that matter most of the days that matter most."""
        events = []
        left = days
        for day, importance in self.worth_of_day.items():
            if left == 0:
                break
            next_day = day + DAY
            best = self._best_of_day(day, per_day)
            for row in best:
                rows = self._telling(row, day)
                event = self._event(rows, row, day, next_day, importance)
                events.append(event)
            if best:
                left -= 1
        return events

    def all(self) -> list[Event]:
        """Return every event; the greatest of a day matters as much as the day."""
        leading = self._leading()
        importance = self._importance_of_all(leading)

        def order(event: int) -> tuple:
            is_other = event not in leading
            worth = importance[event]
            return is_other, -worth, event

        events = []
        for event in sorted(self.spans, key=order):
            rows = self.rows[event]
            if not self._is_kept(rows):
                continue
            earliest, latest = self.spans[event]
            best = leading.get(event)
            if best is None:
                has_days = self._has_days(rows, earliest, latest)
                best = self._best(rows[has_days], earliest)
            if best is not None:
                rows = np.union1d(rows, [best])
                worth = importance[event]
                whole = self._event(rows, best, earliest, latest, worth)
                events.append(whole)
        return events

    def _event(
        self,
        rows: np.ndarray,
        best: int,
        earliest: pd.Timestamp,
        latest: pd.Timestamp,
        importance: float,
    ) -> Event:
        has_days = self._has_days(rows, earliest, latest)
        has_its_days = has_days | (rows == best)
        if not self.columns["tells"][best]:
            importance *= RUNNING_TOTAL
        return Event(rows, has_its_days, best, earliest, latest, importance)

    def _best_of_day(self, day: pd.Timestamp, count: int = 1) -> list[int]:
        pool = self.pools.pool(day)
        best_first = pool.best_first()
        return self.picker.pick(best_first, day, count)

    def _telling(self, row: int, day: pd.Timestamp) -> np.ndarray:
        """Return the mentions that tell what a sentence that was picked for a day tells."""
        if self._tells_event_of(row, day):
            event = self.event_of[row]
            return self.rows[event]
        return np.array([row])

    def _leading(self) -> dict[int, int]:
        """Return the greatest event of each day, with the sentence that tells the day best."""
        leading: dict[int, int] = {}
        for day in self.worth_of_day:
            for row in self._best_of_day(day):
                event = self._event_told_by(row, day)
                if event is None:
                    continue
                earliest, _ = self.spans[event]
                if earliest == day:
                    leading.setdefault(event, row)
        return leading

    def _event_told_by(self, row: int, day: pd.Timestamp) -> int | None:
        """Return the event that a day's sentence tells: its own, or the one of the day most like it."""
        if self._tells_event_of(row, day):
            return int(self.event_of[row])
        naming = self.pools.naming.get(day, self.pools.nothing)
        is_of_event = self.event_of[naming] >= 0
        in_events = naming[is_of_event]
        if len(in_events) == 0:
            return None
        likeness = self.vectors.likeness(row, in_events)
        position = int(np.argmax(likeness))
        most_like = in_events[position]
        return int(self.event_of[most_like])

    def _tells_event_of(self, row: int, day: pd.Timestamp) -> bool:
        """Say whether a sentence tells an event that it has on a day."""
        if self.event_of[row] < 0:
            return False
        own_day = self.earliest[row]
        is_on_day = own_day == np.datetime64(day)
        return bool(is_on_day)

    def _best(self, rows: np.ndarray, day: pd.Timestamp) -> int | None:
        """Return the mention that tells an event best and tells nothing again."""
        telling = rows[self.pools.tells[rows]]
        if len(telling) == 0:
            telling = rows
        if len(telling) > 1:
            telling = self.sentences.pool(telling).best_first()
        picked = self.picker.pick(telling, day)
        if not picked:
            return None
        return picked[0]

    def _is_kept(self, rows: np.ndarray) -> bool:
        """Say whether mentions make an event.

        An article's news without a date is one if another article tells it. What a single sentence denies or
        calls off is none: nothing happened, and nobody else says it should have.
        """
        certainty = self.columns["certainty"][rows]
        if len(rows) == 1 and certainty[0] in CALLED_OFF:
            return False
        if self.columns["dated"][rows].any():
            return True
        articles = set(self.columns["article"][rows])
        return len(articles) > 1

    def _span(self, rows: np.ndarray) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Return the most exact interval that an event is given, and of those the one given most often."""
        at_home = rows[~self.elsewhere[rows]]
        if len(at_home) == 0:
            at_home = rows
        begins = self.earliest[at_home]
        ends = self.latest[at_home]
        counts = Counter(zip(begins, ends, strict=True))

        def order(span: tuple) -> tuple:
            begin, end = span
            length = end - begin
            count = counts[span]
            return length, -count, begin

        earliest, latest = min(counts, key=order)
        return pd.Timestamp(earliest), pd.Timestamp(latest)

    def _has_days(
        self, rows: np.ndarray, earliest: pd.Timestamp, latest: pd.Timestamp
    ) -> np.ndarray:
        begins = self.earliest[rows] == earliest.to_datetime64()
        ends = self.latest[rows] == latest.to_datetime64()
        return begins & ends

    def _importance_of_all(self, leading: dict[int, int]) -> dict[int, float]:
        """Return how much each event matters.

        Args:
            leading: The greatest event of each day.
        """
        is_of_event = self.event_of >= 0
        features = own_features(self.mentions[is_of_event], "event")
        weight = day_weights(self.mentions, self.tables)
        own = own_score(features, weight)
        importance = {}
        for event, span in self.spans.items():
            earned = own.get(event, 0.0)
            is_leading = event in leading
            importance[event] = self._importance(earned, is_leading, *span)
        return importance

    def _importance(
        self, own: float, is_leading: bool, earliest: pd.Timestamp, latest: pd.Timestamp
    ) -> float:
        """Return how much an event matters: by what is told of it, or as much as the day that it leads."""
        length = latest - earliest
        if length != DAY or earliest not in self.worth_of_day:
            unit = precision(length / DAY)
            return own * EXACTNESS.get(unit, VAGUE)
        most = self.worth_of_day[earliest]
        if is_leading:
            return most
        burst = self.burst_of_day[earliest]
        earned = own + min(burst, 0.0)
        return min(earned, most)


def _columns(mentions: pd.DataFrame) -> Columns:
    """Return the columns by which sentences are compared and events are written."""
    columns: Columns = {}
    for name in TEXT_COLUMNS:
        columns[name] = mentions[name].to_numpy(dtype=object)
    for name in NUMBER_COLUMNS:
        columns[name] = mentions[name].to_numpy()
    return columns


def _grouped(mentions: pd.DataFrame, vectors: Vectors) -> tuple[np.ndarray, np.ndarray]:
    """Return the event of each mention (-1 for none), and whether it has it on another day.

    Sentences that tell an event are grouped first. Running totals ("since March 2011") do not hold events
    together: each interval of them that nothing else tells is an event by itself.
    """
    is_early = mentions["place"] < NEWS_SENTENCES
    is_news = mentions["dated"] | is_early
    is_telling = mentions["tells"] & is_news
    telling = np.flatnonzero(is_telling)
    event = np.full(len(mentions), -1)
    elsewhere = np.zeros(len(mentions), dtype=bool)
    words = [vectors.as_dict(row) for row in telling.tolist()]
    of_telling = mentions.iloc[telling].reset_index(drop=True)
    event_of, is_elsewhere = group_mentions(of_telling, words)
    event[telling] = event_of
    elsewhere[telling] = is_elsewhere
    _add_totals(mentions, event, telling)
    return event, elsewhere


def _add_totals(mentions: pd.DataFrame, event: np.ndarray, telling: np.ndarray) -> None:
    """Give an event of its own to each interval that nothing but running totals tell."""
    intervals = zip(mentions["earliest"], mentions["latest"], strict=True)
    spans = list(intervals)
    is_told = {spans[row] for row in telling.tolist()}
    greatest = event.max(initial=-1)
    following = int(greatest) + 1
    event_of_span: dict[tuple, int] = {}
    is_total = mentions["dated"] & ~mentions["tells"]
    totals = np.flatnonzero(is_total)
    for row in totals.tolist():
        span = spans[row]
        if span in is_told:
            continue
        if span not in event_of_span:
            event_of_span[span] = following
            following += 1
        event[row] = event_of_span[span]
