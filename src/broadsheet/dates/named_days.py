"""How many days and years an article names: what tells news from features."""

from dataclasses import dataclass

from .meaning import Values, read_fields
from .points import Point
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


def years_of_days(matches: list[Match], published: Point | None) -> dict[str, set[int]]:
    """For each day that an article names with its year, by its key, the years that it names."""
    years: dict[str, set[int]] = {}
    for match in matches:
        if not match.names("month", "holiday"):
            continue
        values = read_fields(match)
        key = key_of_day(values) or str(values["month"])
        year = _year_named(values, published)
        if key and year is not None:
            years.setdefault(key, set()).add(year)
    return years


def years_of_events(matches: list[Match]) -> dict[str, set[int]]:
    """The years of the days that an article names as those of known events: "the September 11 attacks"."""
    years: dict[str, set[int]] = {}
    for match in matches:
        year = match.rule.settings.get("year")
        if year is not None:
            values = read_fields(match)
            key = key_of_day(values)
            years.setdefault(key, set()).add(year)
    return years


def key_of_day(values: Values) -> str:
    """A day of any year, written as the rule of a holiday is: "2-14"; "" where none is named."""
    if "holiday" in values:
        return str(values["holiday"])
    day = values.first("day", "ord")
    if day and "month" in values:
        return f"{values['month']}-{day}"
    return ""


def _year_named(values: Values, published: Point | None) -> int | None:
    """The year that stands with a day: "1999", "last year"."""
    if "yeardir" in values and published:
        return published.year + int(values["yeardir"])
    year = values.get("year")
    return None if year is None else int(year)
