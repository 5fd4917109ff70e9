"""What happened when, according to whom: dates to events, told once though many articles tell them."""

from .build import build_timeline, to_timelinejs
from .telling import (
    describe_coverage,
    describe_dates,
    describe_events,
    describe_pages,
    list_disagreements,
    most_dated,
)

__all__ = [
    "build_timeline",
    "describe_coverage",
    "describe_dates",
    "describe_events",
    "describe_pages",
    "list_disagreements",
    "most_dated",
    "to_timelinejs",
]
