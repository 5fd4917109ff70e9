"""Holidays by name and year: those that follow a rule, and feasts of other calendars from a table."""

import re
from calendar import monthrange
from functools import cache
from importlib.resources import files

from .points import Point, parse_day, shift, weekday

RULE = re.compile(r"(\d+)-(\d+)(?:-(-?\d))?(?:\+(\d))?(?:/2)?")
NO_HOLIDAY = "none"  # a name that is one in some countries only
FIRST_YEAR, LAST_YEAR = 2, 9997  # of years that Easter is worked out for


@cache
def feast(name: str) -> dict[int, list[Point]]:
    """The days of a feast of the table, by year."""
    years: dict[int, list[Point]] = {}
    for day in _table()[name].split():
        year, month, number = map(int, day.split("-"))
        years.setdefault(year, []).append(Point("D", year, month, number))
    return years


@cache
def _table() -> dict[str, str]:
    """The days of each feast, as they stand in the table."""
    text = files("broadsheet.dates").joinpath("feasts.tsv").read_text(encoding="utf-8")
    lines = [line.partition("\t") for line in text.splitlines()]
    return {name: days for name, _, days in lines}


def find_holiday(rule: str, year: int) -> Point | None:
    """The day of a holiday in a year, or None where it has none.

    Args:
        rule: "12-25"; "11-4-4" (month, weekday, which); "11-1-1+1" (and days after); "5-24<1" (the last
            Monday before
            the 25th of May); "easter-2"; "orthodox0"; "feast diwali" (from feasts.tsv).
        year: An astronomical year.

    >>> find_holiday("5-24<1", 2021).begins, find_holiday("feast diwali", 2020).begins
    ((2021, 5, 24), (2020, 11, 14))
    """
    if rule == NO_HOLIDAY or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if rule.startswith("easter"):
        return shift(easter(year), int(rule.removeprefix("easter")), "D")
    if rule.startswith("orthodox"):
        return shift(orthodox_easter(year), int(rule.removeprefix("orthodox")), "D")
    if rule.startswith("feast "):
        days = feast(rule.removeprefix("feast ")).get(year)
        return days[0] if days else None
    if "<" in rule:
        return _weekday_until(rule, year)
    return _of_month(rule, year)


def find_holidays(rule: str, year: int) -> list[Point]:
    """The days of a holiday in a year: one, none or, of a lunar calendar, two."""
    if rule.startswith("feast "):
        return feast(rule.removeprefix("feast ")).get(year, [])
    day = find_holiday(rule, year)
    return [day] if day else []


def _weekday_until(rule: str, year: int) -> Point | None:
    date, _, wanted = rule.partition("<")
    month, day = map(int, date.split("-"))
    last = parse_day(year, month, day)
    return last and shift(last, -((weekday(last) - int(wanted)) % 7), "D")


def _of_month(rule: str, year: int) -> Point | None:
    parts = RULE.fullmatch(rule)
    if parts is None:
        raise ValueError(f"{rule!r} in words.toml is no rule of a holiday")
    month, day, which, more = parts.groups()
    if which is None:
        return parse_day(year, int(month), int(day))
    point = nth_weekday(year, int(month), int(day), int(which))
    return point and shift(point, int(more or 0), "D")


def nth_weekday(year: int, month: int, day: int, which: int) -> Point | None:
    """The first, second, … or last (-1) of the days of a month that are this day of the week.

    >>> nth_weekday(2020, 10, 7, 3).begins, nth_weekday(2020, 10, 7, -1).begins
    ((2020, 10, 18), (2020, 10, 25))
    """
    first = Point("D", year, month, 1)
    offset = (day - weekday(first)) % 7
    if which > 0:
        return parse_day(year, month, 1 + offset + 7 * (which - 1))
    last = monthrange(year, month)[1]
    count = (last - 1 - offset) // 7 + 1
    return parse_day(year, month, 1 + offset + 7 * (count + which))


def easter(year: int) -> Point:
    """Easter Sunday, after Meeus, Jones and Butcher."""
    a = year % 19
    b, c = divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return Point("D", year, month, day + 1)


def orthodox_easter(year: int) -> Point:
    """Easter Sunday of the Orthodox churches, in the Gregorian calendar, after Meeus.

    >>> orthodox_easter(2021).begins
    (2021, 5, 2)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian = Point("D", year, month, day + 1)
    behind = year // 100 - year // 400 - 2  # days that the Julian calendar lags
    return shift(julian, behind, "D")
