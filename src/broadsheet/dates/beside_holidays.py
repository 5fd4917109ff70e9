"""Days counted from a holiday: the eve of Eid, the Sunday after Easter, the 29th of Ramadan."""

from .article import Reader
from .calendar import calendar
from .choose import build, next_weekday
from .meaning import Anchor, Meaning, Values, dated, open_value
from .points import SATURDAY, Point, shift, truncate, weekday
from .relative import read_count
from .view import Match

BEFORE = frozenset(["before", "preceding", "eve"])
HALF_A_WEEK = 4  # days


def beside_holiday(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A day, weekday, week or part of a day before or after a holiday."""
    holiday, anchor = _holiday(match, values, reader)
    if holiday is None:
        return open_value("XXXX-XX-XX")
    first_word = reader.view.lower(match.first)
    is_the_week = first_word == "the"
    point = _moved(holiday, values, is_the_week)
    if anchor == "published" and reader.tense(match) == "past":
        next_holiday = _next_one(holiday, match, values, reader)
        if next_holiday:
            later = _moved(next_holiday, values, is_the_week)
            point = _last_gone(point, later, reader)
    part = values.get("part", "")
    return dated(point, anchor, part)


def _last_gone(point: Point, later: Point, reader: Reader) -> Point:
    """The later of two points if it is not to come: the eve may be gone before its day is."""
    published = reader.published
    if published is None or later.begins > published.begins:
        return point
    return later


def _next_one(
    holiday: Point, match: Match, values: Values, reader: Reader
) -> Point | None:
    """The next such holiday, of which the eve may be past though it is still to come."""
    later = []
    for year in (holiday.year, holiday.year + 1):
        days = build(match, values, year, reader)
        later += [day for day in days if day.begins > holiday.begins]
    return min(later, default=None, key=_begin)


def _begin(point: Point) -> tuple[int, int, int]:
    return point.begins


def _moved(holiday: Point, values: Values, is_the_week: bool) -> Point:
    """The point so far before or after a holiday."""
    side = -1 if values["side"] in BEFORE else 1
    count = read_count(values) or 1
    written = values.get("ord", count)
    number = int(written)
    unit = values.first("unit", "units", default="D")
    if "weekday" in values:
        day = values["weekday"]
        return _weekday_beside(holiday, day, side, number)
    if unit == "WE":
        return _weekend_beside(holiday, side)
    if unit == "W" and is_the_week:
        return _week_beside(holiday, side, number)
    whole = truncate(holiday, unit)
    return shift(whole, side * number, unit)


def _week_beside(holiday: Point, side: int, number: int) -> Point:
    """The first, second, … week before or after a day, which may be the end or the beginning of one.

    >>> _week_beside(Point("D", 2020, 4, 12), -1, 1).begins  # of Easter Sunday
    (2020, 4, 6)
    """
    days = side * HALF_A_WEEK
    weeks = side * (number - 1)
    day = shift(holiday, days, "D")
    day = shift(day, weeks, "W")
    return truncate(day, "W")


def day_of_feast(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A day of a feast or month that has several; its nights begin on the evening before."""
    holiday, anchor = _holiday(match, values, reader)
    if holiday is None:
        return open_value("XXXX-XX-XX")
    number = values.first("ord", "day")
    days_on = int(number) - 1
    if "night" in values:
        days_on -= 1
    day = shift(holiday, days_on, "D")
    return dated(day, anchor)


def _holiday(match: Match, values: Values, reader: Reader) -> Anchor:
    """The holiday itself, and what its year was completed from."""
    named = values.only("holiday", "year", "yeardir")
    meaning = calendar(match, named, reader)
    if meaning is None:
        return None, ""
    return meaning.point, meaning.anchor


def _weekday_beside(holiday: Point, day: int, side: int, number: int) -> Point:
    """The first, second, … such weekday before or after a day.

    >>> easter = Point("D", 2020, 4, 12)
    >>> _weekday_beside(easter, 7, 1, 1).begins, _weekday_beside(easter, 5, -1, 1).begins
    ((2020, 4, 19), (2020, 4, 10))
    """
    next_day = shift(holiday, 1, "D")
    after = next_weekday(next_day, day)
    if side > 0:
        return shift(after, number - 1, "W")
    is_same_weekday = weekday(holiday) == day
    weeks = number + int(is_same_weekday)
    return shift(after, -weeks, "W")


def _weekend_beside(holiday: Point, side: int) -> Point:
    """The weekend before a day, or after it; one that the day is in is neither."""
    weekend = truncate(holiday, "WE")
    is_before_it = weekday(holiday) < SATURDAY
    if side > 0 and is_before_it:
        return weekend
    return shift(weekend, side, "WE")
