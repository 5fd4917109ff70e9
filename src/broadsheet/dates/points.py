"""Units of the calendar: arithmetic, TIMEX3 values and intervals.

A `Point` is a unit of the calendar and where it begins. Years are astronomical (218 BC is -217), so that
sums are right before and after the epoch; the calendar is the Gregorian one throughout. Nothing here uses
`datetime.date`, which ends at the year 1.
"""

from calendar import monthrange
from functools import lru_cache
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
MIDNIGHT = "T24:00"  # of the day that it ends
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
YEARS_OF_ERA = 400
ERA_DAYS = 146_097  # days in 400 years
MONDAY = 1
THURSDAY = 4  # 1 January 1970 was one
SATURDAY = 6
DECEMBER = 12
WEEKEND = np.timedelta64(2, "D")
# Hours, minutes and seconds of a time of day.
HOUR = np.timedelta64(1, "h")
CLOCK_UNITS = (
    HOUR,
    np.timedelta64(1, "m"),
    np.timedelta64(1, "s"),
)

Interval = tuple[np.datetime64, np.datetime64]
NO_TIME = np.datetime64("NaT", "s")
NO_INTERVAL = (NO_TIME, NO_TIME)


class Point(NamedTuple):
    """A unit of the calendar, by where it begins.

    `part` is what follows a day's value ("TNI", "T15:00"). `months` or `days` is the length of a stretch that
    is no unit of its own ("the three months to June", "the first ten days of May"), else 0.
    """

    unit: str
    year: int
    month: int = 1
    day: int = 1
    part: str = ""
    months: int = 0
    days: int = 0

    @property
    def begins(self) -> tuple[int, int, int]:
        """Its first day, to be compared with another's."""
        return self[1:4]


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
    if unit in DAYS:
        return _truncate_days(point, unit)
    if unit in ("S", "SS"):
        return _truncate_season(point, unit)
    months = MONTHS[unit]
    if months <= 12:
        months_gone = point.month - 1
        months_gone -= months_gone % months
        return Point(unit, year, months_gone + 1)
    years = months // 12
    if year > 0:
        return Point(unit, year - year % years)
    year_of_era = 1 - year
    years_gone = year_of_era - year_of_era % years
    return Point(unit, 1 - years_gone)


def _truncate_season(point: Point, unit: str) -> Point:
    """The season that a month is of; winter begins in December of the year before."""
    if point.month < 3:
        return Point(unit, point.year - 1, 12)
    months_gone = point.month % 3
    return Point(unit, point.year, point.month - months_gone)


def _truncate_days(point: Point, unit: str) -> Point:
    days_on = 0
    if unit == "WE":
        days_on = SATURDAY - weekday(point)
    elif unit != "D":
        days_on = MONDAY - weekday(point)
    if unit == "FN":
        unit = "W"
    moved = shift(point, days_on, "D")
    return moved._replace(unit=unit, part="", months=0, days=0)


def shift(point: Point, number: float, unit: str) -> Point:
    """`point` moved by so many units, keeping its own unit.

    >>> shift(Point("D", 2021, 10, 31), -1, "M").begins
    (2021, 9, 30)
    """
    if unit in DAYS:
        days = number * DAYS[unit]
        ordinal = to_ordinal(point)
        return from_ordinal(ordinal + round(days), point)
    months = number * MONTHS[unit]
    return _shift_months(point, round(months))


def _shift_months(point: Point, months: int) -> Point:
    """`point` moved by so many months; the 31st is the last day of a shorter one."""
    months_on = point.month - 1 + months
    years, months_gone = divmod(months_on, 12)
    year = point.year + years
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
    months = point.month - 3  # since March
    if months < 0:
        year -= 1
        months += 12
    era, of_era = divmod(year, YEARS_OF_ERA)
    days = _days_before_year(of_era)
    days += _days_before_month(months)
    days += point.day - 1
    days += era * ERA_DAYS
    return days - DAYS_TO_EPOCH


def _days_before_year(of_era: int) -> int:
    """The days of an era before a year of it, of years that begin in March."""
    leap_days = of_era // 4
    leap_days -= of_era // 100
    return of_era * 365 + leap_days


def _days_before_month(months: int) -> int:
    """The days of so many months since March."""
    fifths = 153 * months + 2
    return fifths // 5


def _year_of_era(days: int) -> int:
    """The year of an era that a day of it lies in."""
    leap_days = days // 1460
    leap_days -= days // 36_524
    leap_days += days // 146_096
    return (days - leap_days) // 365


def from_ordinal(ordinal: int, like: Point) -> Point:
    """The point that begins on a day's number, otherwise as `like`.

    >>> from_ordinal(to_ordinal(Point("D", -217, 3, 1)), Point("D", 1)).begins
    (-217, 3, 1)
    """
    days = ordinal + DAYS_TO_EPOCH
    era, of_era = divmod(days, ERA_DAYS)
    year_of_era = _year_of_era(of_era)
    of_year = of_era - _days_before_year(year_of_era)
    months = (5 * of_year + 2) // 153  # since March
    day = of_year - _days_before_month(months) + 1
    month = months + 3
    year = era * YEARS_OF_ERA + year_of_era
    if month > 12:
        month -= 12
        year += 1
    return like._replace(year=year, month=month, day=day)


def weekday(point: Point) -> int:
    """The day of the week that it begins on, from Monday, 1, to Sunday, 7.

    >>> weekday(Point("D", 2021, 10, 8))
    5
    """
    days = to_ordinal(point)
    days_on = days + THURSDAY - 1
    return days_on % 7 + 1


def months_between(point: Point, other: Point) -> float:
    """How many months a point begins after another."""
    months = 12 * (point.year - other.year)
    months += point.month - other.month
    days = point.day - other.day
    return months + days / 31


def format_value(point: Point) -> str:
    """The TIMEX3 value.

    >>> format_value(Point("Q", 1989, 7)), format_value(Point("Y", -217)), format_value(Point("E", 1990))
    ('1989-Q3', 'BC0218', '199')
    """
    if point.months or point.days:
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
    last = last_of_stretch(point)
    first = point._replace(unit=last.unit, months=0, days=0)
    written = [format_value(end) for end in (first, last)]
    return "/".join(written)


def last_of_stretch(point: Point) -> Point:
    """The month or the day with which a stretch ends; any other point is its own.

    >>> last_of_stretch(Point("D", 2018, 7, 1, months=12))
    Point(unit='M', year=2019, month=6, day=1, part='', months=0, days=0)
    """
    if not (point.months or point.days):
        return point
    is_of_months = point.day == 1 and not point.days
    unit = "M" if is_of_months else "D"
    last = shift(_end_of_stretch(point), -1, unit)
    return last._replace(unit=unit, months=0, days=0)


def _end_of_stretch(point: Point) -> Point:
    """The day after a stretch of months or days."""
    if point.days:
        return shift(point, point.days, "D")
    return shift(point, point.months, "M")


def _format_week(point: Point) -> str:
    """The ISO week: it belongs to the year of its Thursday."""
    days_on = THURSDAY - weekday(point)
    thursday = shift(point, days_on, "D")
    new_year = Point("D", thursday.year)
    days = to_ordinal(thursday) - to_ordinal(new_year)
    week = days // 7 + 1
    year = thursday.year
    if year < 1:
        year = 1 - year
    if point.unit == "WE":
        return f"{year:04}-W{week:02}-WE"
    return f"{year:04}-W{week:02}"


@lru_cache(maxsize=1 << 12)
def interval(point: Point) -> Interval:
    """When it begins and when it has ended; missing outside the years of the calendar.

    News names few days again and again, so they are remembered.

    >>> [str(moment) for moment in interval(Point("M", 2021, 12))]
    ['2021-12-01T00:00:00', '2022-01-01T00:00:00']
    """
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        return NO_INTERVAL
    begin = _stamp(point)
    if point.part:
        return _part_interval(begin, point.part)
    if point.unit == "WE":
        return begin, begin + WEEKEND
    years = MONTHS.get(point.unit, 0) // 12
    if years > 1 and point.year < 1:
        return _interval_before_christ(point, years)
    after = shift(point, 1, point.unit)
    if point.months or point.days:
        after = _end_of_stretch(point)
    return begin, _stamp(after)


def _interval_before_christ(point: Point, years: int) -> Interval:
    """When a decade or a century is: 470 BC begins its decade in name, and ends it in time."""
    year_after = point.year + 1
    begin = point._replace(year=year_after - years)
    end = point._replace(year=year_after)
    return _stamp(begin), _stamp(end)


def _part_interval(begin: np.datetime64, part: str) -> Interval:
    """The hours of a part of a day; midnight, at which a day ends, is its last minute.

    >>> [str(moment) for moment in interval(Point("D", 2021, 3, 23, "T24:00"))]
    ['2021-03-23T23:59:00', '2021-03-24T00:00:00']
    """
    if part in PART_HOURS:
        first, last = PART_HOURS[part]
        end = begin + last * HOUR
        return begin + first * HOUR, end
    # "T15", "T15:30" or "T15:30:20": as long as its last unit.
    figures = part.removeprefix("T")
    length = HOUR
    for number, unit in zip(figures.split(":"), CLOCK_UNITS, strict=False):
        begin += int(number) * unit
        length = unit
    if part == MIDNIGHT:
        return begin - length, begin
    return begin, begin + length


def _stamp(point: Point) -> np.datetime64:
    days = to_ordinal(point)
    day = np.datetime64(days, "D")
    return day.astype("datetime64[s]")


def _month_length(year: int, month: int) -> int:
    # The same calendar, in years that the standard library has.
    leap_cycle = year % 400 + 400
    _, length = monthrange(leap_cycle, month)
    return length
