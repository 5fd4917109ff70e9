"""Which mentions tell the same event.

Mentions are taken the most exact and the fullest first. Each joins the event that it is most like, if that is
enough and the days agree (the same, or within the mention's vaguer interval), or begins an event. Only events
that share a rare word with it, of the same day, month or year, are looked at, so that the work grows with the
number of mentions. Events of the same days that have come to be alike are then made one.
"""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from math import sqrt

import numpy as np
import pandas as pd

from broadsheet.arrays import run_starts
from broadsheet.timeline.vectors import Vector
from broadsheet.timeline.wordlists import pattern

WEEK = 7  # days, in which all times are here, counted from 1970
# Cosines, set by reading pairs of 612 articles on one summit: of the same days, of days within a vaguer
# interval, of another day.
SAME_DAYS = 0.3
VAGUER = 0.25
ANOTHER_DAY = 0.75
ALIKE = 0.4  # of the centres of two events, from which on they are one
WEEKDAYS = "|".join(calendar.day_name)
WEEKDAY = rf"\D*\b({WEEKDAYS})\b\D*"  # which week is meant, the text does not say
# Of an event's sentences, of which fewer have its weekday in another week than it is in,
# or have it tomorrow. Set on six timelines and by reading 612 articles on one summit.
FEW_MOVED = 0.25
# Days: "last week" is said on a Sunday of the week that ends.
SLACK = {"week": 7, "month": 3}
MONTH = 31
# The units by which an event is looked up that has a day, or vaguer days.
LEVELS_OF = {"D": "DMY", "M": "MY", "Y": "Y"}
# Of the articles of one day that name a weekday, fewer have seldom another week in mind.
# Set by reading the same 612 articles, half of which came out on the eve of the summit.
MINORITY = 0.1
# By what mentions are ordered, and which are copies of each other.
ORDER = [
    "undated",
    "days",
    "fullness",
    "earliest",
    "weekday",
    "several",
    "wording",
    "ahead",
]
KEYS = 12  # rare words of a sentence by which events are looked up
LOOKED_AT = 30  # events compared with another
MOST = 400  # events looked up by one word


@dataclass(eq=False)
class _Event:
    """An event while its mentions are gathered.

    Attributes:
        begin: Its first day.
        end: The day after its last.
        slack: How many days around may be meant.
        weekday: Whether nothing more exact than "Monday" dates it.
        ahead: Whether nothing more exact than "tomorrow" dates it.
        several: Whether its sentence names another day too.
        rows: The numbers of its mentions.
        total: The sum of their vectors.
        square: The square of the sum's length.
    """

    begin: int
    end: int
    slack: int
    weekday: bool
    ahead: bool
    several: bool
    rows: list[int]
    total: Vector
    square: float = 1.0
    _rare: list[str] | None = None

    @property
    def rare(self) -> list[str]:
        """The words by which it is looked up."""
        if self._rare is None:
            self._rare = _rarest(self.total)
        return self._rare

    def add(self, other: "_Event") -> None:
        total = self.total
        shared = _shared(total, other.total)
        growth = other.square + 2 * shared
        self.square += growth
        for word, value in other.total.items():
            total[word] = total.get(word, 0.0) + value
        self._rare = None
        self.rows += other.rows
        self.weekday = self.weekday and other.weekday
        self.ahead = self.ahead and other.ahead

    def like(self, other: "_Event") -> float:
        """Return the cosine of the two centres."""
        shared = _shared(self.total, other.total)
        squares = self.square * other.square
        return shared / sqrt(squares)

    @property
    def days(self) -> int:
        return self.end - self.begin

    @property
    def level(self) -> str:
        """The unit of the calendar that holds it: D, M or Y."""
        if self.days == 1:
            return "D"
        if self.days <= MONTH:
            return "M"
        return "Y"

    def periods(self, levels: str, slack: int = 0) -> list[tuple[str, int]]:
        """Return each of its days, months or years, or of those `slack` days around."""
        first_day = self.begin - slack
        last_day = self.end + slack - 1
        periods = []
        for level in levels:
            first = _period(first_day, level)
            last = _period(last_day, level)
            numbers = range(first, last + 1)
            of_level = [(level, number) for number in numbers]
            periods += of_level
        return periods


def _shared(one: Vector, other: Vector) -> float:
    """Return the product of two vectors."""
    products = [value * one[word] for word, value in other.items() if word in one]
    return sum(products)


def _rarest(vector: Vector) -> list[str]:
    """Return the words by which an event is looked up."""
    weighted = [(-weight, word) for word, weight in vector.items()]
    heaviest_first = nsmallest(KEYS, weighted)
    return [word for _, word in heaviest_first]


@cache
def _period(day: int, unit: str) -> int:
    """Return the number of the day (D), month (M) or year (Y) that a day lies in."""
    moment = np.datetime64(day, "D")
    period = moment.astype(f"datetime64[{unit}]")
    number = period.astype(int)
    return int(number)


Period = tuple[str, int]
Numbers = dict[str, list[int]]  # of events, by word
Index = dict[Period, Numbers]


class _Known:
    """The events so far, found by the words and days that they share with another."""

    def __init__(self) -> None:
        self.events: list[_Event] = []
        self.index: Index = defaultdict(dict)

    def append(self, event: _Event) -> None:
        number = len(self.events)
        self.events.append(event)
        levels = LEVELS_OF[event.level]
        for period in event.periods(levels):
            by_word = self.index[period]
            for word in event.rare:
                if word in by_word:
                    by_word[word].append(number)
                else:
                    by_word[word] = [number]

    def near(self, event: _Event, level: str, slack: int = 0) -> list[_Event]:
        """Return the events that share most with another, of those found by its rare words."""
        shared: dict[int, float] = {}
        for period in event.periods(level, slack):
            by_word = self.index.get(period)
            if by_word is None:
                continue
            _add_shared(shared, by_word, event)
        best_first = sorted(shared, key=shared.__getitem__, reverse=True)
        nearest = best_first[:LOOKED_AT]
        return [self.events[number] for number in nearest]

    def same(self, event: _Event, same_days: float, vaguer: float) -> _Event | None:
        """Return the event of the same days, or of days within vaguer ones, that another is most like."""
        begin = event.begin - event.slack
        end = event.end + event.slack
        choice = _Choice()
        for known in self.near(event, event.level, event.slack):
            if known.begin == event.begin and known.end == event.end:
                surplus = known.like(event) - same_days
                choice.offer(known, surplus)
            elif begin <= known.begin and known.end <= end:
                surplus = known.like(event) - vaguer
                choice.offer(known, surplus)
        return choice.best

    def weeks_apart(self, event: _Event) -> _Event | None:
        """Return the event of the same weekday of another week, better told, that another is most like."""
        choice = _Choice()
        for known in self.near(event, "D", WEEK):
            apart = abs(known.begin - event.begin)
            if apart != WEEK or known.days != 1:
                continue
            surplus = known.like(event) - ALIKE
            choice.offer(known, surplus)
        return choice.best

    def day_before(self, event: _Event) -> _Event | None:
        """Return the event of the day before, told far more often, that another is most like.

        What was put on a page after midnight still has its event "tomorrow".
        """
        choice = _Choice()
        day_before = event.begin - 1
        for known in self.near(event, "D", 1):
            if known.begin != day_before or known.days != 1:
                continue
            few = FEW_MOVED * len(known.rows)
            if len(event.rows) < few:
                surplus = known.like(event) - VAGUER
                choice.offer(known, surplus)
        return choice.best

    def another_day(self, event: _Event) -> _Event | None:
        """Return the event of another day that is told in nearly the same words."""
        choice = _Choice()
        for known in self.near(event, "M"):
            surplus = known.like(event) - ANOTHER_DAY
            choice.offer(known, surplus)
        return choice.best


def _add_shared(
    shared: dict[int, float], by_word: dict[str, list[int]], event: _Event
) -> None:
    """Add to each event's number the weights of the rare words that it shares."""
    for word in event.rare:
        if word not in by_word:
            continue
        strength = event.total[word]
        latest = by_word[word][-MOST:]
        for number in latest:
            shared[number] = shared.get(number, 0.0) + strength


@dataclass
class _Choice:
    """The first event that is most above what is asked of it."""

    best: _Event | None = None
    surplus: float = 0.0

    def offer(self, event: _Event, surplus: float) -> None:
        is_first = self.best is None
        is_enough = is_first and surplus >= 0
        if is_enough or surplus > self.surplus:
            self.best = event
            self.surplus = surplus


def group_mentions(
    mentions: pd.DataFrame, vectors: list[Vector]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each mention's event, and whether it has it on another day than the event has."""
    known, elsewhere = _gathered(mentions, vectors)
    merged, moved = _merged(known.events)
    event_of = np.full(len(mentions), -1)
    is_elsewhere = np.zeros(len(mentions), dtype=bool)
    numbers: dict[int, int] = {}
    for number, event in enumerate(merged):
        numbers[id(event)] = number
        event_of[event.rows] = number
    for row, event in elsewhere:
        home = moved.get(id(event), event)
        event_of[row] = numbers[id(home)]
        is_elsewhere[row] = True
    return event_of, is_elsewhere


def _gathered(
    mentions: pd.DataFrame, vectors: list[Vector]
) -> tuple[_Known, list[tuple[int, _Event]]]:
    """Return the events of mentions, and the rows that tell one on another day."""
    elsewhere: list[tuple[int, _Event]] = []
    known = _Known()
    for event in _alone(mentions, vectors):
        same = known.same(event, SAME_DAYS, VAGUER)
        if same is not None:
            same.add(event)
            continue
        other = None
        if event.days == 1 and not event.several:
            other = known.another_day(event)
        if other is None:
            known.append(event)
            continue
        for row in event.rows:
            elsewhere.append((row, other))
    return known, elsewhere


def _merged(events: list[_Event]) -> tuple[list[_Event], dict[int, _Event]]:
    """Return the events, those of the same days made one that have come to be alike, and who went where."""
    merged = _Known()
    moved: dict[int, _Event] = {}
    exact_first = sorted(events, key=_exactness)
    for event in exact_first:
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


def _exactness(event: _Event) -> tuple[int, int]:
    """Return by what events are ordered: the most exact and the most often told first."""
    count = len(event.rows)
    return event.days, -count


def outvoted_weekdays(mentions: pd.DataFrame) -> np.ndarray:
    """Say which bare weekdays nearly all articles of their day take for another week's.

    Of the articles that came out on a Sunday, a thousand may mean tomorrow by "Monday":
    the few that are read as the Monday before seldom mean it.
    """
    expressions = mentions["expression"].str.capitalize()
    is_bare = expressions.isin([*calendar.day_name])
    is_published = mentions["published"].notna()
    days = mentions[["published", "earliest"]]
    bare = days[is_bare & is_published]
    weekday = bare["earliest"].dt.day_of_week
    by_weekday = bare.groupby([bare["published"], weekday])
    by_day = bare.groupby(["published", "earliest"])
    of_weekday = by_weekday["earliest"].transform("size")
    of_day = by_day["earliest"].transform("size")
    minority = MINORITY * of_weekday
    is_outvoted = pd.Series(False, mentions.index)
    is_outvoted[bare.index] = of_day < minority
    return is_outvoted.to_numpy(copy=True)


def _alone(mentions: pd.DataFrame, vectors: list[Vector]) -> list[_Event]:
    """Return each sentence as an event of its own, the dated, the most exact and the fullest first.

    Where many print one sentence, it is one voice: its copies would drown the others.
    """
    table = _with_order(mentions, vectors)
    keys = [table[name].to_numpy() for name in ORDER]
    order = np.lexsort(keys[::-1])
    ordered_keys = [key[order] for key in keys]
    starts = run_starts(*ordered_keys)
    following = np.append(starts, len(order))
    ends = following[1:]
    units = mentions["precision"].astype("str")
    slack = units.map(SLACK).fillna(0)
    of_mention = {
        "begin": _days(table["earliest"]),
        "end": _days(table["latest"]),
        "slack": slack.astype(int).tolist(),
        "weekday": table["weekday"].tolist(),
        "ahead": table["ahead"].tolist(),
        "several": table["several"].tolist(),
    }
    events = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        rows = order[start:end].tolist()
        first = rows[0]
        fields = {name: values[first] for name, values in of_mention.items()}
        total = dict(vectors[first])
        event = _Event(**fields, rows=rows, total=total)
        events.append(event)
    return events


def _with_order(mentions: pd.DataFrame, vectors: list[Vector]) -> pd.DataFrame:
    """Return the mentions with what they are ordered by, as numbers."""
    expressions = mentions["expression"]
    of_sentence = mentions.groupby(["article", "start"], observed=True)
    days_of_sentence = of_sentence["start"].transform("size")
    wording = mentions["words"].map(" ".join)
    numbers, _ = pd.factorize(wording, sort=True)
    is_dated = mentions["dated"].to_numpy(dtype=bool)
    is_weekday = expressions.str.fullmatch(WEEKDAY, case=False)
    is_ahead = expressions.str.contains(pattern("tomorrow"))
    return mentions.assign(
        undated=~is_dated,
        days=mentions["latest"] - mentions["earliest"],
        fullness=[-len(vector) for vector in vectors],
        weekday=is_weekday.to_numpy(dtype=bool),
        several=days_of_sentence > 1,
        wording=numbers,
        ahead=is_ahead.to_numpy(dtype=bool),
    )


def _days(times: pd.Series) -> list[int]:
    """Return moments as numbers of days."""
    days = times.to_numpy().astype("datetime64[D]")
    numbers = days.astype(int)
    return numbers.tolist()
