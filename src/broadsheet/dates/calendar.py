"""Points of the calendar by name, or by the day that they are said on."""

from .article import Reader
from .day_words import said_on_day
from .meaning import Meaning, Values
from .named import named_point
from .view import Match

NAMES = frozenset(["weekday", "month", "holiday", "decade", "tens", "century"])


def calendar(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A date by name, complete or to be completed from what is known."""
    usual = match.rule.settings.get("part", "")
    part = values.get("part", usual)
    if "today" in values:
        return said_on_day(match, values, reader, part)
    is_named = not NAMES.isdisjoint(values)
    if part and not is_named:
        return said_on_day(match, values, reader, part)
    return named_point(match, values, reader)
