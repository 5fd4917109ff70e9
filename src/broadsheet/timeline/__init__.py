"""What happened when, according to whom: dates to events, told once though many articles tell them."""

from .build import build_timeline, to_timelinejs
from .mentions import find_mentions
from .merging import merge_mentions
from .telling import (
    day_label,
    describe_coverage,
    describe_dates,
    describe_events,
    describe_pages,
    list_dates,
    list_disagreements,
    list_events,
    most_dated,
)

__all__ = [
    "build_timeline",
    "day_label",
    "describe_coverage",
    "describe_dates",
    "describe_events",
    "describe_pages",
    "find_mentions",
    "list_dates",
    "list_disagreements",
    "list_events",
    "merge_mentions",
    "most_dated",
    "to_timelinejs",
]
