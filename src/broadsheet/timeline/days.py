"""Days and intervals in words."""

import pandas as pd

# The longest interval, in days, that each name stands for.
PRECISIONS = {
    "day": 1,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "season": 93,
    "half": 184,
    "year": 366,
    "decade": 3653,
}
FEW_DAYS = 20  # intervals of fewer days are written with both days


def precision(days: float) -> str:
    """Return the name of an interval of so many days: the least that holds it.

    >>> [precision(days) for days in (0.1, 1, 7, 30, 365)]
    ['day', 'day', 'week', 'month', 'year']
    """
    return next((name for name, most in PRECISIONS.items() if days <= most), "decade")


def day_in_full(day: pd.Timestamp) -> str:
    """Return a day as it is printed in a sentence.

    >>> day_in_full(pd.Timestamp(2021, 10, 8))
    '8 October 2021'
    """
    return f"{day.day} {day.month_name()} {day.year}"


def day_label(earliest: pd.Timestamp, latest: pd.Timestamp, precision: str) -> str:
    """Return a day or an interval in words.

    Args:
        earliest: The first day.
        latest: The day after the last.
        precision: The name of the interval: day, week, month, quarter, season, half, year.

    >>> day_label(pd.Timestamp(2021, 9, 1), pd.Timestamp(2021, 10, 1), "month")
    'Sep 2021'
    """
    if precision == "year" and earliest.day_of_year == 1:
        return f"{earliest.year}"
    if precision == "month" and earliest.day == 1:
        return _month(earliest)
    if precision == "day":
        return f"{earliest.day} {_month(earliest)}"
    return _interval(earliest, latest - pd.Timedelta(days=1), (latest - earliest).days)


def _month(day: pd.Timestamp) -> str:
    return f"{day.month_name()[:3]} {day.year}"


def _interval(first: pd.Timestamp, last: pd.Timestamp, days: int) -> str:
    same_month = (first.year, first.month) == (last.year, last.month)
    if days < FEW_DAYS:
        start = str(first.day)
        if not same_month:
            start = f"{first.day} {first.month_name()[:3]}"
        return f"{start}–{last.day} {_month(last)}"
    if first.year == last.year:
        return f"{first.month_name()[:3]}–{_month(last)}"
    return f"{_month(first)}–{_month(last)}"
