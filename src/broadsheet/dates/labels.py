"""Labels of days and of stretches of the calendar, for any year, before Christ or far ahead.

Charts, pages and sentences take their labels from here. Nothing in it calls `strftime`, which fails or
lies before the year 1 and after 9999, and differs between operating systems.
"""

from datetime import datetime
from functools import lru_cache

import numpy as np

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS = (
    *("Jan.", "Feb.", "March", "April", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
SEASONS = {
    3: "March to May",
    6: "June to August",
    9: "September to November",
    12: "December to February",
}
UNKNOWN = "day unknown"
# The longest interval, in days, that each precision holds.
PRECISION_DAYS = {
    "day": 1,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "season": 93,
    "half": 184,
    "year": 366,
    "decade": 3653,
    "century": 36525,
}
ONE_DAY = np.timedelta64(1, "D")
ONE_SECOND = np.timedelta64(1, "s")
EPOCH = 1970  # the year from which numpy counts
# Moments of which it is remembered on which day they are: articles name the same days again and again.
REMEMBERED = 10_000

Day = np.datetime64 | datetime | None


@lru_cache(REMEMBERED)
def day_parts(day: Day) -> tuple[int, int, int]:
    """Return the year, month and day of a moment that is not missing.

    Years are astronomical: 146 BC is -145.

    >>> day_parts(np.datetime64("-0145-03-01"))
    (-145, 3, 1)
    """
    stamp = _stamp(day)
    years = _count(stamp, "Y")
    months = _count(stamp, "M")
    days = _count(stamp, "D")
    begin_of_month = stamp.astype("datetime64[M]")
    days -= _count(begin_of_month, "D")
    year = EPOCH + years
    month = months % 12 + 1
    return year, month, days + 1


def year_label(year: int) -> str:
    """Name an astronomical year.

    >>> year_label(2021), year_label(79), year_label(-145)
    ('2021', 'AD 79', '146 BC')
    """
    if year < 1:
        return f"{1 - year} BC"
    if year < 1000:
        return f"AD {year}"
    return str(year)


def day_label(day: Day, short: bool = False) -> str:
    """Name a day, whatever its year.

    Args:
        day: A moment, as numpy, pandas or the standard library holds it; it may be missing.
        short: Whether months are abbreviated as newspapers do.

    Returns:
        The day in words, or "day unknown".

    >>> day_label(np.datetime64("2021-10-08")), day_label(np.datetime64("2021-10-08"), short=True)
    ('8 October 2021', '8 Oct. 2021')
    >>> day_label(np.datetime64("-0145-03-01")), day_label(np.datetime64("NaT"))
    ('1 March 146 BC', 'day unknown')
    """
    stamp = _stamp(day)
    if np.isnat(stamp):
        return UNKNOWN
    year, month, number = day_parts(day)
    name = _month(month, short)
    return f"{number} {name} {year_label(year)}"


def month_label(day: Day, short: bool = False) -> str:
    """Name the month that a day lies in.

    >>> month_label(np.datetime64("2021-10-08"))
    'October 2021'
    """
    stamp = _stamp(day)
    if np.isnat(stamp):
        return UNKNOWN
    year, month, _ = day_parts(day)
    name = _month(month, short)
    return f"{name} {year_label(year)}"


def range_label(earliest: Day, latest: Day, short: bool = False) -> str:
    """Name a half-open interval by the unit of the calendar that it is, or else by its first and last day.

    Args:
        earliest: Its first moment.
        latest: The moment at which it has ended.
        short: Whether months are abbreviated.

    Returns:
        The interval in words, or "day unknown".

    >>> range_label(np.datetime64("2021-09-01"), np.datetime64("2021-10-01"))
    'September 2021'
    >>> range_label(np.datetime64("2021-06-03"), np.datetime64("2021-06-06"))
    '3 to 5 June 2021'
    >>> range_label(np.datetime64("1990-01-01"), np.datetime64("2000-01-01"))
    '1990s'
    >>> range_label(np.datetime64("-0299-01-01"), np.datetime64("-0199-01-01"))
    'third century BC'
    """
    first = _stamp(earliest)
    after = _stamp(latest)
    if np.isnat(first) or np.isnat(after):
        return UNKNOWN
    last = after - ONE_SECOND
    begin = first.astype("datetime64[D]")
    end = last.astype("datetime64[D]")
    end = max(begin, end)
    if begin == end:
        return day_label(begin, short)
    whole = _whole_months(begin, end)
    if whole:
        return whole
    return _days_label(begin, end, short)


def precision(days: float) -> str:
    """Name an interval of so many days by the smallest unit that holds it.

    >>> [precision(days) for days in (0.1, 1, 7, 30, 365)]
    ['day', 'day', 'week', 'month', 'year']
    """
    for name, most in PRECISION_DAYS.items():
        if days <= most:
            return name
    return "century"


def precision_label(earliest: Day, latest: Day) -> str:
    """Say how exactly an interval is known.

    >>> precision_label(np.datetime64("2021-10-08"), np.datetime64("2021-10-09"))
    'to the day'
    """
    begin = _stamp(earliest)
    end = _stamp(latest)
    length = end - begin
    if np.isnat(length):
        return UNKNOWN
    name = precision(length / ONE_DAY)
    return f"to the {name}"


def _stamp(day: Day) -> np.datetime64:
    """The moment in seconds; pandas and numpy each have a value of their own for one that is missing."""
    if day is None or day != day:
        return np.datetime64("NaT", "s")
    if isinstance(day, datetime):
        day = np.datetime64(day)
    return day.astype("datetime64[s]")


def _count(stamp: np.datetime64, unit: str) -> int:
    """How many whole units have passed since the epoch."""
    units = stamp.astype(f"datetime64[{unit}]")
    return int(units.astype(np.int64))


def _month(month: int, short: bool) -> str:
    names = SHORT_MONTHS if short else MONTHS
    return names[month - 1]


def _whole_months(begin: np.datetime64, end: np.datetime64) -> str:
    """The name of an interval that begins with a month and ends with one, where it has a name of its own."""
    year, month, first = day_parts(begin)
    after = end + ONE_DAY
    after_year, after_month, after_first = day_parts(after)
    if first != 1:
        return ""
    if after_first != 1:
        return ""
    months = 12 * (after_year - year)
    months += after_month - month
    if months == 1:
        return month_label(begin)
    is_from_january = month == 1
    if is_from_january and months % 12 == 0:
        return _whole_years(year, after_year)
    if months == 3 and month in SEASONS:
        season = SEASONS[month]
        return f"{season} {year_label(year)}"
    return _several_months(begin, end)


def _several_months(begin: np.datetime64, end: np.datetime64) -> str:
    """First and last month, the year said once where it is the same."""
    first = month_label(begin)
    last = month_label(end)
    year, month, _ = day_parts(begin)
    end_year, _, _ = day_parts(end)
    if year == end_year:
        first = MONTHS[month - 1]
    return f"{first} to {last}"


def _whole_years(year: int, after: int) -> str:
    """The name of the years from one to the one before another."""
    years = after - year
    if years == 1:
        return year_label(year)
    if years == 10:
        return _decade(year)
    if years == 100:
        return _century(year)
    return f"{year_label(year)} to {year_label(after - 1)}"


def _decade(year: int) -> str:
    if year > 0 and year % 10 == 0:
        return f"{year}s"
    first_name = 1 - year
    is_decade = first_name % 10 == 9  # 479 to 470 BC
    if year < 1 and is_decade:
        decade = first_name - 9
        return f"{decade}s BC"
    last = year + 9
    return f"{year_label(year)} to {year_label(last)}"


def _century(year: int) -> str:
    """The century that begins with a year, as `find_dates` lays it: 1900 to 1999, 300 to 201 BC."""
    if year > 0:
        number = year // 100 + 1
        return f"{_ordinal(number)} century"
    number = (-year) // 100 + 1
    return f"{_ordinal(number)} century BC"


def _ordinal(number: int) -> str:
    words = (
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
    )
    if number < 10:
        return words[number - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    if number % 100 in (11, 12, 13):
        ending = "th"
    return f"{number}{ending}"


def _days_label(begin: np.datetime64, end: np.datetime64, short: bool) -> str:
    """First and last day, without what they share."""
    last = day_label(end, short)
    year, month, number = day_parts(begin)
    end_year, end_month, _ = day_parts(end)
    if year != end_year:
        first = day_label(begin, short)
        return f"{first} to {last}"
    if month == end_month:
        return f"{number} to {last}"
    name = _month(month, short)
    return f"{number} {name} to {last}"
