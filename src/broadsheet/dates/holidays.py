"""Holidays by name and year: those that follow a rule, and feasts of other calendars from a table."""

import re
from calendar import monthrange
from functools import cache
from importlib.resources import files

from .points import Point, parse_day, shift, weekday

RULE = re.compile(r"(\d+)-(\d+)(?:-(-?\d))?(?:\+(\d+))?(?:/2)?")
OF_COUNTRY = (
    "@"  # after a feast, before the code of a country: only the years that differ
)
NO_HOLIDAY = "none"  # a name that is one in some countries only
FIRST_YEAR = 2  # of the years that Easter is worked out for
LAST_YEAR = 9997
MARCH = 31  # days of it


@cache
def feast(name: str) -> dict[int, list[Point]]:
    """The days of a feast of the table, by year."""
    years: dict[int, list[Point]] = {}
    written = _table()[name]
    for date in written.split():
        parts = date.split("-")
        year, month, day = map(int, parts)
        point = Point("D", year, month, day)
        of_year = years.setdefault(year, [])
        of_year.append(point)
    return years


@cache
def _table() -> dict[str, str]:
    """The days of each feast, as they stand in the table."""
    file = files("broadsheet.dates").joinpath("feasts.tsv")
    text = file.read_text(encoding="utf-8")
    table = {}
    for line in text.splitlines():
        name, _, days = line.partition("\t")
        table[name] = days
    return table


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
        days_after = int(rule.removeprefix("easter"))
        return shift(easter(year), days_after, "D")
    if rule.startswith("orthodox"):
        days_after = int(rule.removeprefix("orthodox"))
        return shift(orthodox_easter(year), days_after, "D")
    if rule.startswith("feast "):
        days = _days_of_feast(rule, year)
        return days[0] if days else None
    if "<" in rule:
        return _weekday_until(rule, year)
    return _of_month(rule, year)


def find_holidays(rule: str, year: int) -> list[Point]:
    """The days of a holiday in a year: one, none or, of a lunar calendar, two.

    A name that several days of a year have, such as "bank holiday Monday", has several rules with | between.
    """
    days = []
    for each in rule.split("|"):
        if each.startswith("feast "):
            days += _days_of_feast(each, year)
            continue
        day = find_holiday(each, year)
        if day:
            days.append(day)
    return days


def _days_of_feast(rule: str, year: int) -> list[Point]:
    name = rule.removeprefix("feast ")
    of_country = feast(name)
    if year in of_country:
        return of_country[year]
    usual, _, _ = name.partition(OF_COUNTRY)
    return feast(usual).get(year, [])


def varies(rule: str) -> bool:
    """Whether a feast has other days in some countries, where the moon is sighted later."""
    return not _varying().isdisjoint(rule.split("|"))


@cache
def _varying() -> frozenset[str]:
    names = [name.partition(OF_COUNTRY) for name in _table()]
    return frozenset(f"feast {name}" for name, at, _ in names if at)


def rule_in_country(rule: str, code: str) -> str:
    """The rule of a feast in a country, where it has days of its own.

    >>> find_holiday(rule_in_country("feast eid al-fitr", "PK"), 2022).begins
    (2022, 5, 3)
    """
    feasts = [_feast_in_country(each, code) for each in rule.split("|")]
    return "|".join(feasts)


def _feast_in_country(rule: str, code: str) -> str:
    name = rule.removeprefix("feast ") + OF_COUNTRY + code
    return f"feast {name}" if name in _table() else rule


def _weekday_until(rule: str, year: int) -> Point | None:
    date, _, weekday_written = rule.partition("<")
    month, day = map(int, date.split("-"))
    last = parse_day(year, month, day)
    if last is None:
        return None
    wanted = int(weekday_written)
    days_back = weekday(last) - wanted
    days_back %= 7
    return shift(last, -days_back, "D")


def _of_month(rule: str, year: int) -> Point | None:
    parts = RULE.fullmatch(rule)
    if parts is None:
        raise ValueError(f"{rule!r} in words.toml is no rule of a holiday")
    numbers = [int(part or 0) for part in parts.groups()]
    month, day, which, days_after = numbers
    if not which:
        return parse_day(year, month, day)
    point = nth_weekday(year, month, day, which)
    if point is None:
        return None
    return shift(point, days_after, "D")


def nth_weekday(year: int, month: int, day: int, which: int) -> Point | None:
    """The first, second, … or last (-1) of the days of a month that are this day of the week.

    >>> nth_weekday(2020, 10, 7, 3).begins, nth_weekday(2020, 10, 7, -1).begins
    ((2020, 10, 18), (2020, 10, 25))
    """
    begin = Point("D", year, month, 1)
    days_on = day - weekday(begin)
    days_on %= 7
    first = days_on + 1
    weeks = which - 1
    if which < 0:
        weeks = which + _times_in_month(year, month, first)
    days_later = 7 * weeks
    return parse_day(year, month, first + days_later)


def _times_in_month(year: int, month: int, first: int) -> int:
    """How often a weekday is in a month, whose first such day has this number."""
    _, length = monthrange(year, month)
    days_left = length - first
    return days_left // 7 + 1


def easter(year: int) -> Point:
    """Easter Sunday, after Meeus, Jones and Butcher."""
    golden = year % 19  # the year's place in the cycle of the moon
    century, of_century = divmod(year, 100)
    leap_centuries, centuries_on = divmod(century, 4)
    leap_years, years_on = divmod(of_century, 4)
    epact = _epact(golden, century, leap_centuries)
    weekday_drift = 2 * centuries_on
    weekday_drift += 2 * leap_years
    weekday_drift -= years_on
    days_to_sunday = 32 + weekday_drift - epact
    to_sunday = days_to_sunday % 7
    lateness = golden + 11 * epact
    lateness += 22 * to_sunday
    is_late = lateness // 451
    days = epact + to_sunday
    days -= 7 * is_late
    return _day_of_march(year, days + 21)


def _epact(golden: int, century: int, leap_centuries: int) -> int:
    """How far the moon is behind the sun."""
    moved = century + 8
    moved //= 25
    moon_correction = century - moved + 1
    moon_correction //= 3
    sun_correction = century - leap_centuries
    correction = sun_correction - moon_correction
    epact = 19 * golden + correction + 15
    return epact % 30


def _day_of_march(year: int, days: int) -> Point:
    """The day that lies so many days after the last of February."""
    day = days + 1
    if day > MARCH:
        return Point("D", year, 4, day - MARCH)
    return Point("D", year, 3, day)


def orthodox_easter(year: int) -> Point:
    """Easter Sunday of the Orthodox churches, in the Gregorian calendar, after Meeus.

    >>> orthodox_easter(2021).begins
    (2021, 5, 2)
    """
    golden = year % 19
    of_leap = year % 4
    of_week = year % 7
    to_full_moon = 19 * golden + 15
    to_full_moon %= 30
    weekday_drift = 2 * of_leap
    weekday_drift += 4 * of_week
    to_sunday = weekday_drift - to_full_moon + 34
    to_sunday %= 7
    days = to_full_moon + to_sunday
    julian = _day_of_march(year, days + 21)
    centuries = year // 100
    leap_centuries = year // 400
    leap_days_dropped = centuries - leap_centuries
    behind = leap_days_dropped - 2  # days that the Julian calendar lags
    return shift(julian, behind, "D")
