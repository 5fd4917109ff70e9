"""Figures of notebook 04: the timeline, and how much was written and told of each day."""

from broadsheet.charts.timeline.days import coverage as coverage
from broadsheet.charts.timeline.events import timeline as timeline
