"""Units of the calendar: arithmetic, TIMEX3 values and intervals.

A `Point` is a unit of the calendar and where it begins. Years are astronomical (218 BC is -217), so that
sums are right before and after the epoch; the calendar is the Gregorian one throughout. Nothing here uses
`datetime.date`, which ends at the year 1.
"""

from calendar import monthrange
from typing import NamedTuple

import numpy as np

# Months of each unit: quarter, season, southern season, half, year, decade, century.
MONTHS = {"M": 1, "Q": 3, "S": 3, "SS": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
# Days of each unit: day, week, weekend, fortnight.
DAYS = {"D": 1, "W": 7, "WE": 7, "FN": 14}
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
SOUTHERN_SEASONS = {3: "FA", 6: "WI", 9: "SP", 12: "SU"}
# The first and last hour of each part of a day; a night ends on the next day.
PART_HOURS = {
    "TMO": (6, 12),
    "TAF": (12, 18),
    "TEV": (18, 24),
    "TNI": (18, 30),
    "TDT": (6, 18),
}
# Years that have an interval. Beyond them ("66 million years ago") no calendar day is meant.
FIRST_YEAR, LAST_YEAR = -9999, 9999
DAYS_TO_EPOCH = 719_468  # from 1 March of the year 0 to 1 January 1970
ERA_DAYS = 146_097  # days in 400 years

Interval = tuple[np.datetime64, np.datetime64]
NO_INTERVAL = (np.datetime64("NaT", "s"), np.datetime64("NaT", "s"))


class Point(NamedTuple):
    """A unit of the calendar, by where it begins.

    `part` is what follows a day's value ("TNI", "T15:00"). `months` is the length of a stretch that is no
    unit of its own ("the three months to June"), else 0.
    """

    unit: str
    year: int
    month: int = 1
    day: int = 1
    part: str = ""
    months: int = 0

    @property
    def begins(self) -> tuple[int, int, int]:
        """Its first day, to be compared with another's."""
        return self.year, self.month, self.day


def parse_day(year: int, month: int, day: int) -> Point | None:
    """The day, or None where the calendar has none such."""
    if not 1 <= month <= 12:
        return None
    if not 1 <= day <= _month_length(year, month):
        return None
    return Point("D", year, month, day)


def truncate(point: Point, unit: str) -> Point:
    """The unit of the calendar that `point` begins in.

    >>> truncate(Point("D", 2021, 10, 8), "Q").month, truncate(Point("D", 2021, 10, 8), "W").day
    (10, 4)
    """
    year, month = point.year, point.month
    if unit in DAYS:
        return _truncate_days(point, unit)
    if unit in ("S", "SS"):
        season = month // 3 * 3 or 12
        return Point(unit, year if month > 2 else year - 1, season)
    months = MONTHS[unit]
    if months <= 12:
        return Point(unit, year, (month - 1) // months * months + 1)
    years = months // 12
    if year > 0:
        return Point(unit, year // years * years)
    return Point(unit, 1 - (1 - year) // years * years)


def _truncate_days(point: Point, unit: str) -> Point:
    back = 0
    if unit in ("W", "FN"):
        back = 1 - weekday(point)
    elif unit == "WE":
        back = 6 - weekday(point)
    moved = shift(point, back, "D")
    name = "W" if unit == "FN" else unit
    return moved._replace(unit=name, part="", months=0)


def shift(point: Point, number: float, unit: str) -> Point:
    """`point` moved by so many units, keeping its own unit.

    >>> shift(Point("D", 2021, 10, 31), -1, "M").begins
    (2021, 9, 30)
    """
    if unit in DAYS:
        ordinal = to_ordinal(point) + round(number * DAYS[unit])
        return from_ordinal(ordinal, point)
    total = point.year * 12 + point.month - 1 + round(number * MONTHS[unit])
    year, month = divmod(total, 12)
    last = _month_length(year, month + 1)
    return point._replace(year=year, month=month + 1, day=min(point.day, last))


def to_ordinal(point: Point) -> int:
    """The number of its first day, from 1 January 1970.

    After Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, in eras of 400.

    >>> to_ordinal(Point("D", 1970, 1, 1)), to_ordinal(Point("D", -217, 3, 1))
    (0, -798726)
    """
    year = point.year - (point.month < 3)
    era, of_era = divmod(year, 400)
    of_year = (153 * ((point.month - 3) % 12) + 2) // 5 + point.day - 1
    days = of_era * 365 + of_era // 4 - of_era // 100 + of_year
    return era * ERA_DAYS + days - DAYS_TO_EPOCH


def from_ordinal(ordinal: int, like: Point) -> Point:
    """The point that begins on a day's number, otherwise as `like`.

    >>> from_ordinal(to_ordinal(Point("D", -217, 3, 1)), Point("D", 1)).begins
    (-217, 3, 1)
    """
    era, of_era = divmod(ordinal + DAYS_TO_EPOCH, ERA_DAYS)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return like._replace(year=year + era * 400 + (month < 3), month=month, day=day)


def weekday(point: Point) -> int:
    """The day of the week that it begins on, from Monday, 1, to Sunday, 7.

    >>> weekday(Point("D", 2021, 10, 8))
    5
    """
    return (to_ordinal(point) + 3) % 7 + 1


def months_between(point: Point, other: Point) -> float:
    """How many months a point begins after another."""
    days = (point.day - other.day) / 31
    return (point.year - other.year) * 12 + point.month - other.month + days


def format_value(point: Point) -> str:
    """The TIMEX3 value.

    >>> format_value(Point("Q", 1989, 7)), format_value(Point("Y", -217)), format_value(Point("E", 1990))
    ('1989-Q3', 'BC0218', '199')
    """
    if point.months:
        return _format_stretch(point)
    era = "BC" if point.year < 1 else ""
    year = 1 - point.year if era else point.year
    if point.unit == "E":
        return f"{era}{year // 10:03}"
    if point.unit == "C":
        return f"{era}{year // 100:02}"
    if point.unit in ("W", "WE"):
        return era + _format_week(point)
    return f"{era}{year:04}{_format_within_year(point)}"


def _format_within_year(point: Point) -> str:
    month = point.month
    match point.unit:
        case "H":
            return f"-H{month // 6 + 1}"
        case "Q":
            return f"-Q{(month + 2) // 3}"
        case "S":
            return f"-{SEASONS.get(month, 'SP')}"
        case "SS":
            return f"-{SOUTHERN_SEASONS.get(month, 'FA')}"
        case "M":
            return f"-{month:02}"
        case "D":
            return f"-{month:02}-{point.day:02}{point.part}"
    return ""


def _format_stretch(point: Point) -> str:
    """First and last month, or first and last day, as ISO 8601 writes an interval."""
    after = shift(point, point.months, "M")
    if point.day == 1:
        last = shift(after, -1, "M")._replace(unit="M", months=0)
        first = point._replace(unit="M", months=0)
    else:
        last = shift(after, -1, "D")._replace(unit="D", months=0)
        first = point._replace(unit="D", months=0)
    return f"{format_value(first)}/{format_value(last)}"


def _format_week(point: Point) -> str:
    """The ISO week: it belongs to the year of its Thursday."""
    thursday = shift(point, 4 - weekday(point), "D")
    new_year = Point("D", thursday.year)
    week = (to_ordinal(thursday) - to_ordinal(new_year)) // 7 + 1
    ending = "-WE" if point.unit == "WE" else ""
    year = thursday.year if thursday.year > 0 else 1 - thursday.year
    return f"{year:04}-W{week:02}{ending}"


def interval(point: Point) -> Interval:
    """When it begins and when it has ended; missing outside the years of the calendar.

    >>> [str(moment) for moment in interval(Point("M", 2021, 12))]
    ['2021-12-01T00:00:00', '2022-01-01T00:00:00']
    """
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        return NO_INTERVAL
    begin = _stamp(point)
    if point.part:
        return _part_interval(begin, point.part)
    if point.months:
        return begin, _stamp(shift(point, point.months, "M"))
    if point.unit == "WE":
        return begin, begin + np.timedelta64(2, "D")
    years = MONTHS.get(point.unit, 0) // 12
    if (
        years > 1 and point.year < 1
    ):  # 470 BC begins its decade in name, and ends it in time
        after = _stamp(point._replace(year=point.year + 1))
        return _stamp(point._replace(year=point.year - years + 1)), after
    return begin, _stamp(shift(point, 1, point.unit))


def _part_interval(begin: np.datetime64, part: str) -> Interval:
    if part in PART_HOURS:
        first, last = PART_HOURS[part]
        return begin + np.timedelta64(first, "h"), begin + np.timedelta64(last, "h")
    hour, _, rest = part[1:].partition(":")
    minute, _, second = rest.partition(":")
    seconds = int(hour) * 3600 + int(minute or 0) * 60 + int(second or 0)
    begin += np.timedelta64(seconds, "s")
    if second:
        return begin, begin + np.timedelta64(1, "s")
    return begin, begin + np.timedelta64(1, "m" if rest else "h")


def _stamp(point: Point) -> np.datetime64:
    return np.datetime64(to_ordinal(point), "D").astype("datetime64[s]")


def _month_length(year: int, month: int) -> int:
    leap_cycle = (
        year % 400 + 400
    )  # the same calendar, in years that the standard library has
    return monthrange(leap_cycle, month)[1]
