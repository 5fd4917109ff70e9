"""Which mentions tell the same event.

Mentions are taken the most exact and the fullest first. Each joins the event that it is most like, if that is
enough and the days agree (the same, or within the mention's vaguer interval), or begins an event. Only events
that share a rare word with it, of the same day, month or year, are looked at, so that the work grows with the
number of mentions. Events of the same days that have come to be alike are then made one.
"""

import calendar
from collections import defaultdict
from functools import cache
from heapq import nsmallest
from itertools import islice
from math import sqrt

import numpy as np
import pandas as pd

from broadsheet.timeline.clauses import pattern
from broadsheet.timeline.vectors import Vector

WEEK = 7  # days, in which all times are here, counted from 1970
# Cosines, set by reading pairs of 612 articles on one summit: of the same days, of days within a vaguer
# interval, of another day.
SAME_DAYS, VAGUER, ANOTHER_DAY = 0.3, 0.25, 0.75
ALIKE = 0.4  # of the centres of two events, from which on they are one
WEEKDAY = rf"\D*\b({'|'.join(calendar.day_name)})\b\D*"  # which week is meant, the text does not say
# Of an event's sentences, of which fewer have its weekday in another week than it is in,
# or have it tomorrow. Set on six timelines and by reading 612 articles on one summit.
FEW_MOVED = 0.25
SLACK = {
    "week": 7,
    "month": 3,
}  # days: "last week" is said on a Sunday of the week that ends
MONTH = 31
# Of the articles of one day that name a weekday, fewer have seldom another week in mind.
# Set by reading the same 612 articles, half of which came out on the eve of the summit.
MINORITY = 0.1
KEYS = 12  # rare words of a sentence by which events are looked up
LOOKED_AT, MOST = 30, 400  # events compared with another; events looked up by one word


class _Event:
    """An event while its mentions are gathered: its days, their rows, and the sum of their vectors."""

    def __init__(
        self,
        begin: int,
        end: int,
        slack: int,
        weekday: bool,
        ahead: bool,
        several: bool,
        vector,
        rows,
    ) -> None:
        self.begin, self.end, self.slack = begin, end, slack
        self.several = several  # whether its sentence names another day too
        self.weekday = weekday  # whether nothing more exact than "Monday" dates it
        self.ahead = ahead  # whether nothing more exact than "tomorrow" dates it
        self.rows, self.total, self.square = rows, dict(vector), 1.0
        self.rare = _rarest(self.total)

    def add(self, other: "_Event") -> None:
        total = self.total
        self.square += other.square + 2 * _shared(total, other.total)
        for word, value in other.total.items():
            total[word] = total.get(word, 0.0) + value
        self.rare = _rarest(total)
        self.rows += other.rows
        self.weekday = self.weekday and other.weekday
        self.ahead = self.ahead and other.ahead

    def like(self, other: "_Event") -> float:
        """The cosine of the two centres."""
        return _shared(self.total, other.total) / sqrt(self.square * other.square)

    def days(self) -> int:
        return self.end - self.begin

    def periods(self, levels: str, slack: int = 0) -> list[tuple[str, int]]:
        """Each of its days, months or years, or of those `slack` days around."""
        spans = [
            (of, _period(self.begin - slack, of), _period(self.end + slack - 1, of))
            for of in levels
        ]
        return [
            (of, time) for of, first, last in spans for time in range(first, last + 1)
        ]


def _shared(one: Vector, other: Vector) -> float:
    return sum([value * one[word] for word, value in other.items() if word in one])


def _rarest(vector: Vector) -> list[str]:
    """The words by which an event is looked up."""
    return nsmallest(KEYS, vector, key=lambda word: (-vector[word], word))


@cache
def _period(day: int, unit: str) -> int:
    """The number of the day (D), month (M) or year (Y) that a day lies in."""
    return int(np.datetime64(day, "D").astype(f"datetime64[{unit}]").astype(int))


class _Known:
    """The events so far, found by the words and days that they share with another."""

    def __init__(self) -> None:
        self.events: list[_Event] = []
        self.index: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(
            dict
        )  # by period and word

    def append(self, event: _Event) -> None:
        levels = "DMY" if event.days() == 1 else "MY" if event.days() <= MONTH else "Y"
        for period in event.periods(levels):
            told = self.index[period]
            for word in event.rare:
                if word in told:
                    told[word].append(len(self.events))
                else:
                    told[word] = [len(self.events)]
        self.events.append(event)

    def near(self, event: _Event, level: str, slack: int = 0) -> list[_Event]:
        """The events that share most with another, of those found by its rare words."""
        shared: dict[int, float] = {}
        for told in filter(None, map(self.index.get, event.periods(level, slack))):
            for word in event.rare:
                if word in told:
                    strength = event.total[word]
                    for number in told[word][-MOST:]:
                        shared[number] = shared.get(number, 0.0) + strength
        numbers = sorted(shared, key=lambda number: shared[number], reverse=True)
        return [self.events[number] for number in islice(numbers, LOOKED_AT)]

    def same(self, event: _Event, same_days: float, vaguer: float) -> _Event | None:
        """The event of the same days, or of days within vaguer ones, that another is most like."""
        level = "D" if event.days() == 1 else "M" if event.days() <= MONTH else "Y"
        begin, end = event.begin - event.slack, event.end + event.slack
        alike = []
        for known in self.near(event, level, event.slack):
            same = known.begin == event.begin and known.end == event.end
            if same or (begin <= known.begin and known.end <= end):
                alike.append(
                    (known.like(event) - (same_days if same else vaguer), known)
                )
        return _best(alike)

    def weeks_apart(self, event: _Event) -> _Event | None:
        """The event of the same weekday a week before or after, better told, that another is most like."""
        found = [
            (known.like(event) - ALIKE, known)
            for known in self.near(event, "D", WEEK)
            if abs(known.begin - event.begin) == WEEK and known.days() == 1
        ]
        return _best(found)

    def day_before(self, event: _Event) -> _Event | None:
        """The event of the day before, told far more often, that another is most like.

        What was put on a page after midnight still has its event "tomorrow".
        """
        found = [
            (known.like(event) - VAGUER, known)
            for known in self.near(event, "D", 1)
            if known.begin == event.begin - 1
            and known.days() == 1
            and len(event.rows) < FEW_MOVED * len(known.rows)
        ]
        return _best(found)

    def another_day(self, event: _Event) -> _Event | None:
        """The event of another day that is told in nearly the same words."""
        return _best(
            [
                (known.like(event) - ANOTHER_DAY, known)
                for known in self.near(event, "M")
            ]
        )


def _best(alike: list[tuple[float, _Event]]) -> _Event | None:
    more, event = max(alike, key=lambda pair: pair[0], default=(-1.0, None))
    return event if more >= 0 else None


def group_mentions(
    mentions: pd.DataFrame, vectors: list[Vector]
) -> tuple[np.ndarray, np.ndarray]:
    """The number of each mention's event, and whether it has it on another day than the event has."""
    elsewhere: list[tuple[int, _Event]] = []
    known = _Known()
    for event in _alone(mentions, vectors):
        if same := known.same(event, SAME_DAYS, VAGUER):
            same.add(event)
        elif (
            event.days() == 1
            and not event.several
            and (other := known.another_day(event))
        ):
            elsewhere += [(row, other) for row in event.rows]
        else:
            known.append(event)
    merged, moved = _merged(known.events)
    numbers = {id(event): number for number, event in enumerate(merged)}
    event_of = np.full(len(mentions), -1)
    is_elsewhere = np.zeros(len(mentions), dtype=bool)
    for number, event in enumerate(merged):
        event_of[event.rows] = number
    for row, event in elsewhere:
        event_of[row] = numbers[id(moved.get(id(event), event))]
        is_elsewhere[row] = True
    return event_of, is_elsewhere


def _merged(events: list[_Event]) -> tuple[list[_Event], dict[int, _Event]]:
    """Return the events, those of the same days made one that have come to be alike, and who went where."""
    merged = _Known()
    moved: dict[int, _Event] = {}
    for event in sorted(events, key=lambda event: (event.days(), -len(event.rows))):
        same = merged.same(event, ALIKE, ALIKE)
        if same is None and event.weekday:
            same = merged.weeks_apart(event)
        if same is None and event.ahead:
            same = merged.day_before(event)
        if same is None:
            merged.append(event)
        else:
            same.add(event)
            moved[id(event)] = same
    return merged.events, moved


def outvoted_weekdays(mentions: pd.DataFrame) -> np.ndarray:
    """Say which bare weekdays nearly all articles of their day take for another week's.

    Of the articles that came out on a Sunday, a thousand may mean tomorrow by "Monday":
    the few that are read as the Monday before seldom mean it.
    """
    is_bare = mentions["expression"].str.capitalize().isin([*calendar.day_name])
    bare = mentions.loc[is_bare & mentions["published"].notna()]
    weekday = bare["earliest"].dt.day_of_week
    of_day = bare.groupby([bare["published"], weekday])["earliest"].transform("size")
    of_week = bare.groupby(["published", "earliest"])["earliest"].transform("size")
    is_outvoted = pd.Series(False, mentions.index)
    is_outvoted[bare.index] = of_week < MINORITY * of_day
    return is_outvoted.to_numpy(copy=True)


def _alone(mentions: pd.DataFrame, vectors: list[Vector]) -> list[_Event]:
    """Each sentence as an event of its own, the dated, the most exact and the fullest first.

    Where many print one sentence, it is one voice: its copies would drown the others.
    """
    told = mentions.assign(
        days=mentions["latest"] - mentions["earliest"],
        fullness=[-len(vector) for vector in vectors],
        weekday=mentions["expression"].str.fullmatch(WEEKDAY, case=False),
        ahead=mentions["expression"].str.contains(pattern("tomorrow")),
        slack=mentions["precision"].map(SLACK).astype(float).fillna(0).astype(int),
        wording=mentions["words"].map(" ".join),
        several=mentions.groupby(["article", "start"], observed=True)[
            "start"
        ].transform("size")
        > 1,
    )
    by = [
        "dated",
        "days",
        "fullness",
        "earliest",
        "weekday",
        "several",
        "wording",
        "ahead",
    ]
    groups = told.groupby(by, sort=False).indices
    order = sorted(groups.items(), key=lambda item: (not item[0][0], *item[0][1:]))
    days = [
        told[name].to_numpy().astype("datetime64[D]").astype(int)
        for name in ("earliest", "latest")
    ]
    begins, ends = days
    events = []
    for _, rows in order:
        first = rows[0]
        event = _Event(
            begin=int(begins[first]),
            end=int(ends[first]),
            slack=int(told["slack"].iat[first]),
            weekday=bool(told["weekday"].iat[first]),
            ahead=bool(told["ahead"].iat[first]),
            several=bool(told["several"].iat[first]),
            vector=vectors[first],
            rows=rows.tolist(),
        )
        events.append(event)
    return events
