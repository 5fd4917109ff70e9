"""What happened when, according to whom: dates to events, told once though many articles tell them."""

from broadsheet.timeline.build import build_timeline
from broadsheet.timeline.describe import (
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
from broadsheet.timeline.export import to_icalendar, to_table, to_timelinejs
from broadsheet.timeline.find import find_mentions
from broadsheet.timeline.merge import merge_mentions
from broadsheet.timeline.select import select_events, select_mentions

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
    "select_events",
    "select_mentions",
    "to_icalendar",
    "to_table",
    "to_timelinejs",
]
