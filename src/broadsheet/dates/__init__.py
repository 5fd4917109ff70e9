"""Dates: temporal expressions, their TIMEX3 values, the days they cover, and labels of days."""

from .find import find_dates
from .labels import (
    day_label,
    month_label,
    precision,
    precision_label,
    range_label,
    year_label,
)

__all__ = [
    "day_label",
    "find_dates",
    "month_label",
    "precision",
    "precision_label",
    "range_label",
    "year_label",
]
