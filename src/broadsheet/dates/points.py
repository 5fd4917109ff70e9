"""Stretches of the calendar: arithmetic, TIMEX3 values and intervals.

A `Point` is a unit of the calendar and where it begins: C century, E decade, Y year, H half, Q quarter,
S season, M month, W week, WE weekend, D day. Years are astronomical (218 BC is -217), so that sums are right
before and after the epoch. `part` is what follows a day's value: "TNI", "T15:00".
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

import numpy as np

MONTHS = {"M": 1, "Q": 3, "S": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
DAYS = {"D": 1, "W": 7, "WE": 7}
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
PARTS = {"TMO": (6, 12), "TAF": (12, 18), "TEV": (18, 24), "TNI": (18, 30), "TDT": (6, 18)}  # hours


class Point(NamedTuple):
    """A unit of the calendar, by where it begins."""

    unit: str
    year: int
    month: int = 1
    day: int = 1
    part: str = ""


def parse_day(year: int, month: int, day: int) -> Point | None:
    """The day, or None where the calendar has none such."""
    known = 1 <= month <= 12 and 1 <= day <= monthrange(year if year > 0 else 4, month)[1]
    return Point("D", year, month, day) if known else None


def truncate(point: Point, unit: str) -> Point:
    """The unit of the calendar that `point` begins in.

    >>> truncate(Point("D", 2021, 10, 8), "Q"), truncate(Point("D", 2021, 10, 8), "W").day
    (Point(unit='Q', year=2021, month=10, day=1, part=''), 4)
    """
    year, month = point.year, point.month
    if unit in DAYS:
        back = {"D": 0, "W": 1 - weekday(point), "WE": 6 - weekday(point)}[unit]
        return shift(point, back, "D")._replace(unit=unit, part="")
    if unit == "S":
        return Point("S", year if month > 2 else year - 1, month // 3 * 3 or 12)
    months = MONTHS[unit]
    if months > 12:
        years = months // 12
        return Point(unit, year // years * years if year > 0 else 1 - (1 - year) // years * years)
    return Point(unit, year, (month - 1) // months * months + 1)


def shift(point: Point, number: float, unit: str) -> Point:
    """`point` moved by so many units, keeping its own unit.

    >>> shift(Point("D", 2021, 10, 31), -1, "M")
    Point(unit='D', year=2021, month=9, day=30, part='')
    """
    if unit in DAYS:
        moved = round(_ordinal(point) + number * DAYS[unit])
        year = point.year
        if moved < 1 or year < 1 or moved > 3_652_059:
            return point._replace(year=year + round(number * DAYS[unit] / 365))
        day = date.fromordinal(moved)
        return point._replace(year=day.year, month=day.month, day=day.day)
    years, month = divmod(point.year * 12 + point.month - 1 + round(number * MONTHS[unit]), 12)
    last = monthrange(years if 0 < years < 9999 else 4, month + 1)[1]
    return point._replace(year=years, month=month + 1, day=min(point.day, last))


def format_value(point: Point) -> str:
    """The TIMEX3 value.

    >>> format_value(Point("Q", 1989, 7)), format_value(Point("Y", -217)), format_value(Point("E", 1990))
    ('1989-Q3', 'BC0218', '199')
    """
    era, year = ("BC", 1 - point.year) if point.year < 1 else ("", point.year)
    if point.unit in "EC":
        return era + (f"{year // 10:03}" if point.unit == "E" else f"{year // 100:02}")
    if point.unit in ("W", "WE"):
        iso = date(point.year, point.month, point.day).isocalendar() if 0 < point.year < 9999 else (year, 1)
        return f"{era}{iso[0]:04}-W{iso[1]:02}" + ("-WE" if point.unit == "WE" else "")
    inner = {
        "Y": "",
        "H": f"-H{point.month // 6 + 1}",
        "Q": f"-Q{(point.month + 2) // 3}",
        "S": f"-{SEASONS.get(point.month, 'SP')}",
        "M": f"-{point.month:02}",
        "D": f"-{point.month:02}-{point.day:02}{point.part}",
    }[point.unit]
    return f"{era}{year:04}{inner}"


def interval(point: Point) -> tuple[np.datetime64, np.datetime64]:
    """When it begins and when it has ended.

    >>> [str(moment) for moment in interval(Point("M", 2021, 12))]
    ['2021-12-01T00:00:00', '2022-01-01T00:00:00']
    """
    begin = _stamp(point)
    if point.part in PARTS:
        first, last = PARTS[point.part]
        return begin + np.timedelta64(first, "h"), begin + np.timedelta64(last, "h")
    if point.part:
        hour, minute = (*map(int, point.part[1:].split(":")), 0)[:2]
        begin += np.timedelta64(hour * 60 + minute, "m")
        return begin, begin + np.timedelta64(1, "m" if ":" in point.part else "h")
    if point.unit == "WE":
        return begin, begin + np.timedelta64(2, "D")
    years = {"E": 10, "C": 100}.get(point.unit)
    if years and point.year < 1:  # 470 BC begins its decade in name, and ends it in time
        after = _stamp(point._replace(year=point.year + 1))
        return _stamp(point._replace(year=point.year - years + 1)), after
    return begin, _stamp(shift(point, 1, point.unit))


def _stamp(point: Point) -> np.datetime64:
    width = 5 if point.year < 0 else 4  # of the year, its sign included
    return np.datetime64(f"{point.year:0{width}}-{point.month:02}-{point.day:02}", "s")


def _ordinal(point: Point) -> int:
    return date(point.year, point.month, point.day).toordinal() if 0 < point.year < 10000 else 0


def weekday(point: Point) -> int:
    """The day of the week that it begins on, from Monday, 1, to Sunday, 7."""
    return date(point.year, point.month, point.day).isoweekday() if 0 < point.year < 10000 else 1
