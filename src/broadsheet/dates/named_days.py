"""How many days and years an article names: what tells news from features."""

from dataclasses import dataclass

from .meaning import read_fields
from .view import Match

DAY_RULES = frozenset(
    ["day word", "weekday", "weekday's part", "this part of the day", "clock"]
)


@dataclass(frozen=True)
class NamedDays:
    """How often an article names days near its own, years, its own day, and whether yesterday."""

    days: int
    years: int
    todays: int
    yesterday: bool


def count_named_days(matches: list[Match]) -> NamedDays:
    """Count what the matches of an article name."""
    days = sum(match.rule.name in DAY_RULES for match in matches)
    years = sum(match.rule.name == "year" for match in matches)
    todays = sum(match.names("today", "tonight") for match in matches)
    yesterday = any(_is_yesterday(match) for match in matches)
    return NamedDays(days, years, todays, yesterday)


def _is_yesterday(match: Match) -> bool:
    """Whether a match is yesterday or last night."""
    if not match.names("today", "part"):
        return False
    return read_fields(match).first("today", "dir") == -1
