"""Units of the calendar: arithmetic, TIMEX3 values and intervals.

A `Point` is a unit of the calendar and where it begins. Years are astronomical (218 BC is -217), so that
sums are right before and after the epoch; the calendar is the Gregorian one throughout. Nothing here uses
`datetime.date`, which ends at the year 1.
"""

from calendar import monthrange
from typing import NamedTuple

import numpy as np

# Months of each unit.
MONTHS = {
    "M": 1,
    "Q": 3,
    "S": 3,  # season
    "SS": 3,  # season south of the equator
    "H": 6,
    "Y": 12,
    "E": 120,  # decade
    "C": 1200,
}
# Days of each unit.
DAYS = {
    "D": 1,
    "W": 7,
    "WE": 7,  # weekend: one a week
    "FN": 14,
}
# Seasons by the month that they begin in.
SEASONS = {
    3: "SP",
    6: "SU",
    9: "FA",
    12: "WI",
}
SOUTHERN_SEASONS = {
    3: "FA",
    6: "WI",
    9: "SP",
    12: "SU",
}
# The first and last hour of each part of a day; a night ends on the next day.
PART_HOURS = {
    "TMO": (6, 12),
    "TAF": (12, 18),
    "TEV": (18, 24),
    "TNI": (18, 30),
    "TDT": (6, 18),
}
# Years that have an interval. Beyond them ("66 million years ago") no calendar day is meant.
FIRST_YEAR = -9999
LAST_YEAR = 9999
DAYS_TO_EPOCH = 719_468  # from 1 March of the year 0 to 1 January 1970
ERA_DAYS = 146_097  # days in 400 years

Interval = tuple[np.datetime64, np.datetime64]
NO_TIME = np.datetime64("NaT", "s")
NO_INTERVAL = (NO_TIME, NO_TIME)


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
    length = _month_length(year, month)
    if not 1 <= day <= length:
        return None
    return Point("D", year, month, day)


def truncate(point: Point, unit: str) -> Point:
    """The unit of the calendar that `point` begins in.

    >>> truncate(Point("D", 2021, 10, 8), "Q").month, truncate(Point("D", 2021, 10, 8), "W").day
    (10, 4)
    """
    year = point.year
    month = point.month
    if unit in DAYS:
        return _truncate_days(point, unit)
    if unit in ("S", "SS"):
        return _truncate_season(point, unit)
    months = MONTHS[unit]
    if months <= 12:
        months_gone = (month - 1) // months * months
        return Point(unit, year, months_gone + 1)
    years = months // 12
    if year > 0:
        return Point(unit, year // years * years)
    year_of_era = 1 - year
    return Point(unit, 1 - year_of_era // years * years)


def _truncate_season(point: Point, unit: str) -> Point:
    """The season that a month is of; winter begins in December of the year before."""
    if point.month < 3:
        return Point(unit, point.year - 1, 12)
    month = point.month // 3 * 3
    return Point(unit, point.year, month)


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
        days = round(number * DAYS[unit])
        return from_ordinal(to_ordinal(point) + days, point)
    months = round(number * MONTHS[unit])
    months_before = point.year * 12 + point.month - 1
    year, months_gone = divmod(months_before + months, 12)
    month = months_gone + 1
    last = _month_length(year, month)
    day = min(point.day, last)
    return point._replace(year=year, month=month, day=day)


def to_ordinal(point: Point) -> int:
    """The number of its first day, from 1 January 1970.

    After Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, in eras of 400.

    >>> to_ordinal(Point("D", 1970, 1, 1)), to_ordinal(Point("D", -217, 3, 1))
    (0, -798726)
    """
    year = point.year
    if point.month < 3:
        year -= 1
    era, of_era = divmod(year, 400)
    months = (point.month - 3) % 12  # since March
    of_year = (153 * months + 2) // 5 + point.day - 1
    leap_days = of_era // 4 - of_era // 100
    of_years = of_era * 365 + leap_days
    return era * ERA_DAYS + of_years + of_year - DAYS_TO_EPOCH


def from_ordinal(ordinal: int, like: Point) -> Point:
    """The point that begins on a day's number, otherwise as `like`.

    >>> from_ordinal(to_ordinal(Point("D", -217, 3, 1)), Point("D", 1)).begins
    (-217, 3, 1)
    """
    era, of_era = divmod(ordinal + DAYS_TO_EPOCH, ERA_DAYS)
    leap_days = of_era // 1460 - of_era // 36524 + of_era // 146_096
    year_of_era = (of_era - leap_days) // 365
    leap_days_before = year_of_era // 4 - year_of_era // 100
    of_year = of_era - 365 * year_of_era - leap_days_before
    months = (5 * of_year + 2) // 153  # since March
    days_before = (153 * months + 2) // 5
    day = of_year - days_before + 1
    month = months + 3
    year = era * 400 + year_of_era
    if month > 12:
        month -= 12
        year += 1
    return like._replace(year=year, month=month, day=day)


def weekday(point: Point) -> int:
    """The day of the week that it begins on, from Monday, 1, to Sunday, 7.

    >>> weekday(Point("D", 2021, 10, 8))
    5
    """
    return (to_ordinal(point) + 3) % 7 + 1


def months_between(point: Point, other: Point) -> float:
    """How many months a point begins after another."""
    years = point.year - other.year
    months = point.month - other.month
    days = point.day - other.day
    return years * 12 + months + days / 31


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
        decade = year // 10
        return f"{era}{decade:03}"
    if point.unit == "C":
        century = year // 100
        return f"{era}{century:02}"
    if point.unit in ("W", "WE"):
        return era + _format_week(point)
    within = _format_within_year(point)
    return f"{era}{year:04}{within}"


def _format_within_year(point: Point) -> str:
    month = point.month
    match point.unit:
        case "H":
            half = month // 6 + 1
            return f"-H{half}"
        case "Q":
            quarter = (month + 2) // 3
            return f"-Q{quarter}"
        case "S":
            season = SEASONS.get(month, "SP")
            return f"-{season}"
        case "SS":
            season = SOUTHERN_SEASONS.get(month, "FA")
            return f"-{season}"
        case "M":
            return f"-{month:02}"
        case "D":
            return f"-{month:02}-{point.day:02}{point.part}"
    return ""


def _format_stretch(point: Point) -> str:
    """First and last month, or first and last day, as ISO 8601 writes an interval."""
    after = shift(point, point.months, "M")
    unit = "M" if point.day == 1 else "D"
    last = shift(after, -1, unit)
    parts = [point, last]
    written = [format_value(part._replace(unit=unit, months=0)) for part in parts]
    return "/".join(written)


def _format_week(point: Point) -> str:
    """The ISO week: it belongs to the year of its Thursday."""
    days_on = 4 - weekday(point)
    thursday = shift(point, days_on, "D")
    new_year = Point("D", thursday.year)
    days = to_ordinal(thursday) - to_ordinal(new_year)
    week = days // 7 + 1
    ending = "-WE" if point.unit == "WE" else ""
    year = thursday.year
    if year < 1:
        year = 1 - year
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
    if years > 1 and point.year < 1:
        return _interval_before_christ(point, years)
    return begin, _stamp(shift(point, 1, point.unit))


def _interval_before_christ(point: Point, years: int) -> Interval:
    """When a decade or a century is: 470 BC begins its decade in name, and ends it in time."""
    after = point.year + 1
    begin = point._replace(year=after - years)
    end = point._replace(year=after)
    return _stamp(begin), _stamp(end)


def _part_interval(begin: np.datetime64, part: str) -> Interval:
    if part in PART_HOURS:
        first, last = PART_HOURS[part]
        end = begin + np.timedelta64(last, "h")
        return begin + np.timedelta64(first, "h"), end
    hour, *rest = part[1:].split(":")
    begin += np.timedelta64(int(hour), "h")
    if not rest:
        return begin, begin + np.timedelta64(1, "h")
    minute, *rest = rest
    begin += np.timedelta64(int(minute), "m")
    if not rest:
        return begin, begin + np.timedelta64(1, "m")
    begin += np.timedelta64(int(rest[0]), "s")
    return begin, begin + np.timedelta64(1, "s")


def _stamp(point: Point) -> np.datetime64:
    days = to_ordinal(point)
    return np.datetime64(days, "D").astype("datetime64[s]")


def _month_length(year: int, month: int) -> int:
    # The same calendar, in years that the standard library has.
    leap_cycle = year % 400 + 400
    _, length = monthrange(leap_cycle, month)
    return length
