"""Dates: temporal expressions, their TIMEX3 values and the days they cover."""

from .tagger import find_dates

__all__ = ["find_dates"]
