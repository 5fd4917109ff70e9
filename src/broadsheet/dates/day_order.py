"""Whether an article writes the day or the month first where both are figures: 04/05/2023.

Everything that the article shows is weighed at once, and one order holds for all its days. Each sign adds or
takes away from a score, about the logarithm of how much likelier it makes the day to come first. Where the
signs do not tell, the order is open, as it is for a column of days that could be read two ways.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from .meaning import read_fields
from .places import Country, find_setting, is_day_first_outlet
from .points import Point, to_ordinal, weekday
from .values import read_figures
from .view import Match

if TYPE_CHECKING:
    from .article import Reader

# How much each sign adds to the score: estimates from what the signs mean, tuned on no data.
LEAST = 0.9  # on either side, for an order to be told
IMPOSSIBLE = 6.0  # there is no thirteenth month
FULL_STOPS = 4.0  # 4.5.2023 is hardly ever written in America
NAMED_WEEKDAY = 4.0  # Thursday, 04/05/2023
OUTLET = 3.0  # is of a country
PLACES = 1.5  # that the article names are of a country
SPELLED = 1.0  # for each word of British English more than of American
MOST_SPELLED = 2.5
DAY_MONTH, MONTH_DAY = 1.5, -0.7  # 4 May; May 4 is also written in India and Canada
NAMED_DAY = 1.5  # 4 May beside 04/05/2023
WRONG_SIDE = 2.5  # of the day of publication, for what is told of a day
FUTURE = 0.7  # a day that is to come, of which nothing tells that it is
MOST_NEAR = 2.5  # for the day nearer to publication
ASCENDING = 0.7  # for two days of a sentence
STRETCH = 2.5  # the same where one leads to the other
CLOSE = 0.5  # for two days of a sentence that lie near each other
MOST_DAYS = 60  # of an article that are looked at

SEPARATOR = re.compile(r"[-./]")  # between the figures of a day
STRETCH_WORDS = frozenset(["to", "until", "till", "through", "-", "–", "—"])
# What is said in the past is to last or to be done until a day: "bail was granted until 01/06/2023".
DUE_WORDS = frozenset(["until", "till", "by", "for", "to", "before"])
PAST = ("past", "since")
TO_COME = ("future", "ahead")


@dataclass(frozen=True)
class Readings:
    """A day in figures that can be read two ways."""

    match: Match
    day_first: Point
    month_first: Point


def is_day_first(reader: "Reader") -> bool | None:
    """Whether days in figures begin with the day; None where nothing tells."""
    matches = [match for match in reader.matches if match.names("figures")][:MOST_DAYS]
    score = _score_figures(matches)
    if abs(score) < IMPOSSIBLE:
        score += _score_origin(reader)
        score += _score_days_in_words(reader)
        readings = _readings(matches, reader)
        score += sum(_score_day(day, reader) for day in readings)
        score += _score_sequence(readings, reader)
    if abs(score) < LEAST:
        return None
    return score > 0


# ---- what the figures tell, and where the article is from --------------------------------------------------


def _score_figures(matches: list[Match]) -> float:
    """What days tell that can be read one way only, and full stops."""
    score = 0.0
    has_stops = False
    for match in matches:
        written = read_fields(match)["figures"]
        first, second, _ = SEPARATOR.split(written)
        score += IMPOSSIBLE * (int(first) > 12)
        score -= IMPOSSIBLE * (int(second) > 12)
        has_stops |= "." in written
    return score + FULL_STOPS * has_stops


def _score_origin(reader: "Reader") -> float:
    """What the country of the outlet, or else of the places named, and the spelling tell."""
    setting = reader.setting
    name, _, _ = reader.outlet.partition("\n")
    of_outlet = find_setting([], name).country
    if of_outlet:
        score = OUTLET * _order_in(of_outlet)
    elif is_day_first_outlet(name):
        score = OUTLET
    else:
        score = PLACES * _order_in(setting.country)
    spelled = SPELLED * setting.british
    return score + max(-MOST_SPELLED, min(spelled, MOST_SPELLED))


def _order_in(country: Country | None) -> int:
    """1 where the day comes first, -1 where the month does, 0 where both are usual or no country is known."""
    if country is None or country.either_first:
        return 0
    return -1 if country.month_first else 1


def _score_days_in_words(reader: "Reader") -> float:
    """What "4 May" or "May 4" elsewhere in the article tells of its habits."""
    orders = set(_orders_in_words(reader.matches))
    if orders == {True}:
        return DAY_MONTH
    if orders == {False}:
        return MONTH_DAY
    return 0.0


def _orders_in_words(matches: list[Match]) -> Iterator[bool]:
    """For each day with the name of its month, whether the day stands first."""
    for match in matches:
        if match.names("month") and match.names("day", "ord"):
            names = list(match.fields)
            day = "day" if match.names("day") else "ord"
            yield names.index(day) < names.index("month")


# ---- what each day tells -----------------------------------------------------------------------------------


def _readings(matches: list[Match], reader: "Reader") -> list[Readings]:
    """The days that can be read two ways."""
    year = reader.published.year if reader.published else None
    days = []
    for match in matches:
        written = read_fields(match)["figures"]
        day_first = read_figures(written, True, year)
        month_first = read_figures(written, False, year)
        if day_first and month_first and day_first != month_first:
            days.append(Readings(match, day_first, month_first))
    return days


def _score_day(day: Readings, reader: "Reader") -> float:
    """How much better the day fits what stands beside it and the day of publication, read day first."""
    score = _fit(day.day_first, reader) - _fit(day.month_first, reader)
    if day.match.names("weekday"):
        named = read_fields(day.match)["weekday"]
        score += NAMED_WEEKDAY * (weekday(day.day_first) == named)
        score -= NAMED_WEEKDAY * (weekday(day.month_first) == named)
    published = reader.published
    if published is None:
        return score
    near = _distance(day.month_first, published) - _distance(day.day_first, published)
    tense = _tense(day.match, reader)
    side = _wrong_side(day.month_first, published, tense)
    side -= _wrong_side(day.day_first, published, tense)
    return score + side + max(-MOST_NEAR, min(near, MOST_NEAR))


def _fit(point: Point, reader: "Reader") -> float:
    """Whether the article names the same day in words."""
    return NAMED_DAY * reader.names_day_from(point, 0)


def _tense(match: Match, reader: "Reader") -> str:
    """The tense of what is told of a day, open where it may be the end of what then was to come."""
    tense = reader.tense(match)
    if tense in PAST and reader.view.word_before(match) in DUE_WORDS:
        return ""
    return tense


def _distance(point: Point, published: Point) -> float:
    """How far a day lies from publication: as many are told of in ten days as in the hundred before."""
    days = to_ordinal(point) - to_ordinal(published)
    return log(1 + abs(days))


def _wrong_side(point: Point, published: Point, tense: str) -> float:
    """How ill a day goes with what is told of it: what was lies before publication."""
    if point.begins > published.begins:
        if tense in PAST:
            return WRONG_SIDE
        return 0.0 if tense in TO_COME else FUTURE
    is_gone = point.begins < published.begins
    return WRONG_SIDE if is_gone and tense in TO_COME else 0.0


def _score_sequence(days: list[Readings], reader: "Reader") -> float:
    """What days that follow each other in a sentence tell: mostly the first is the earlier, soon followed."""
    score = 0.0
    for one, other in pairwise(days):
        if not reader.view.same_sentence(one.match, other.match):
            continue
        between = reader.view.lower_words(one.match.last, other.match.first)
        leads_on = len(between) == 1 and between[0] in STRETCH_WORDS
        ascending = STRETCH if leads_on else ASCENDING
        score += _sequence(one.day_first, other.day_first, ascending)
        score -= _sequence(one.month_first, other.month_first, ascending)
    return score


def _sequence(one: Point, other: Point, ascending: float) -> float:
    """How well two days fit as the first and the second of a sentence."""
    days = to_ordinal(other) - to_ordinal(one)
    return ascending * (days > 0) - CLOSE * log(1 + abs(days))
