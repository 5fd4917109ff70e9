"""Parts of a month or a year by their place in it: its last Friday, its first week, its first nine months."""

from .article import Reader
from .complete import complete
from .holidays import nth_weekday
from .meaning import Anchor, Meaning, Values, dated
from .named import year_and_anchor
from .neighbours import base_of_same
from .points import (
    MONTHS,
    SATURDAY,
    Point,
    parse_day,
    shift,
    to_ordinal,
    truncate,
    weekday,
)
from .running import base_of_running
from .view import Match

HALF_WEEK = 4
# Fields that say which month or year it is.
TELLING = frozenset(["year", "yeardir", "dir", "sameyear", "told"])
LONGEST_MONTH = 5  # weeks
TO_COME = ("present", "ahead", "future", "coming")
GONE = ("past", "since")


def nth_day(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The second Tuesday in May, the last Friday of the month, the first day or weekend of the year."""
    whole, anchor = _whole(match, values, reader)
    if whole is None:
        return None
    day = _nth_day_of(whole, values)
    steps = _steps_to_side(day, anchor, match, values, reader)
    if steps:
        whole_beside = _moved(whole, steps, values)
        day = _nth_day_of(whole_beside, values)
    return dated(day, anchor)


def _nth_day_of(whole: Point, values: Values) -> Point | None:
    """The first, second or last day, weekend or day of a name in a month or a year."""
    which = -1 if "last" in values else values.get("which", 1)
    unit = values.get("unit")
    if unit == "D":
        return _nth_of_all_days(whole, which)
    if unit == "WE":
        saturday = _nth_of_its_name(whole, SATURDAY, which)
        return truncate(saturday, "WE") if saturday else None
    return _nth_of_its_name(whole, values["weekday"], which)


def _nth_of_all_days(whole: Point, which: int) -> Point | None:
    """The first, second or last day of a month or a year."""
    first = whole._replace(unit="D")
    after = shift(first, 1, whole.unit)
    if which < 0:
        return shift(after, which, "D")
    days_on = which - 1
    day = shift(first, days_on, "D")
    return day if day.begins < after.begins else None


def _nth_of_its_name(whole: Point, day_of_week: int, which: int) -> Point | None:
    """The first, second or last day of a name in a month or a year."""
    if whole.unit == "M":
        if which > LONGEST_MONTH:
            return None
        return nth_weekday(whole.year, whole.month, day_of_week, which)
    if which < 0:
        return nth_weekday(whole.year, 12, day_of_week, which)
    first = nth_weekday(whole.year, 1, day_of_week, 1)
    day = shift(first, which - 1, "W") if first else None
    return day if day and day.year == whole.year else None


def _is_guessed(values: Values, anchor: str) -> bool:
    """Whether nothing but the day of publication tells which month or year it is."""
    return anchor == "published" and TELLING.isdisjoint(values)


def _steps_to_side(
    part: Point | None, anchor: str, match: Match, values: Values, reader: Reader
) -> int:
    """How far to go so that what is to come is not gone, and what is gone not to come: a step or none."""
    published = reader.published
    if part is None or published is None or not _is_guessed(values, anchor):
        return 0
    this_month = truncate(published, "M")
    if "month" in values and truncate(part, "M") != this_month:
        return 0  # the month has been chosen by its side
    tense = reader.tense(match)
    if part.begins < published.begins:
        return int(tense in TO_COME)
    is_to_come = part.begins > published.begins
    return -int(is_to_come and tense in GONE)


def _moved(whole: Point, steps: int, values: Values) -> Point:
    """The same month of another year, or another month or year."""
    if "month" in values:
        return shift(whole, steps, "Y")
    return shift(whole, steps, whole.unit)


def day_of_named_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The 28th of last month, the 9th of that month."""
    month, anchor = _whole(match, values, reader)
    if month is None:
        return None
    number = values["ord"]
    day = parse_day(month.year, month.month, number)
    steps = _steps_to_side(day, anchor, match, values, reader)
    if steps:
        month_beside = _moved(month, steps, values)
        day = parse_day(month_beside.year, month_beside.month, number)
    return dated(day, anchor)


def day_told_in_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """That day in May: the last day of that month which was told; the month, where none was."""
    part = values.get("part", "")
    for other, point in reversed(reader.days):
        if _may_be_day(point, values):
            day = truncate(point, "D")
            return dated(day, f"text:{other.start}", part)
    month, anchor = _whole(match, values, reader)
    return dated(month, anchor)


def _may_be_day(point: Point, values: Values) -> bool:
    """Whether a day is of the month, the year and the weekday that are named."""
    year = values.get("year", point.year)
    month = values["month"]
    if (point.year, point.month) != (year, month):
        return False
    day = weekday(point)
    return values.get("weekday", day) == day


def week_of_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The first or the last week of a month: the one that holds most of its first or last seven days."""
    month, anchor = _whole(match, values, reader)
    if month is None:
        return None
    first = month._replace(unit="D")
    if "last" in values:
        after = shift(first, 1, "M")
        day = shift(after, -HALF_WEEK, "D")
    else:
        which = values.get("which", 1)
        weeks = which - 1
        day = shift(first, weeks, "W")
        day = shift(day, HALF_WEEK - 1, "D")
    week = truncate(day, "W")
    return dated(week, anchor)


def stretch_within(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The first nine months of the year, the last two weeks of May."""
    whole, anchor = _whole(match, values, reader)
    if whole is None:
        return None
    stretch = _stretch_of(whole, values)
    steps = _steps_to_side(stretch, anchor, match, values, reader)
    if steps < 0:  # one that has begun may go on
        whole_before = _moved(whole, steps, values)
        stretch = _stretch_of(whole_before, values)
    return dated(stretch, anchor)


def _stretch_of(whole: Point, values: Values) -> Point | None:
    """So many months, weeks or days from the beginning of a month or a year, or before its end."""
    number = values["number"]
    unit = values["units"]
    first = whole._replace(unit="D")
    after = shift(first, 1, whole.unit)
    begin = shift(after, -number, unit) if "last" in values else first
    end = shift(begin, number, unit)
    if number % 1 or begin.begins < first.begins or end.begins > after.begins:
        return None
    length = round(number * MONTHS[unit]) if unit in MONTHS else 0
    days = 0 if length else to_ordinal(end) - to_ordinal(begin)
    return begin._replace(months=length, days=days)


def _whole(match: Match, values: Values, reader: Reader) -> Anchor:
    """The month or the year that a part is of."""
    if "told" in values:
        unit = values["told"]
        base, anchor = base_of_same(match, unit, "", reader)
        if base is None:
            return None, "none"
        return truncate(base, unit), anchor
    if "whole" in values:
        return _whole_from_now(match, values, reader)
    year, anchor = year_and_anchor(match, values, reader)
    if year is not None:
        if "month" in values:
            return Point("M", year, values["month"]), anchor
        return Point("Y", year), anchor
    fields = values.only("month", "sameyear", "yeardir", "dir")
    return complete(match, fields, reader)


def _whole_from_now(match: Match, values: Values, reader: Reader) -> Anchor:
    """This, the last or the next month or year; "the month" may be the one just named."""
    unit = values["whole"]
    if "dir" not in values:
        base, anchor = base_of_running(match, unit, reader)
        if base is None:
            return None, "none"
        return truncate(base, unit), anchor
    if reader.published is None:
        return None, "none"
    moved = shift(reader.published, values["dir"], unit)
    return truncate(moved, unit), "published"
