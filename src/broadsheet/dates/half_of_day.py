"""In which half of the day an hour is that does not say so: "on Tuesday night … at quarter past eight"."""

from .article import Reader
from .meaning import Values, read_fields
from .points import Point
from .values import LATE_PARTS, read_time
from .view import Match

# Rules of hours in four figures, after which another such number is an hour too.
IN_FOUR_FIGURES = frozenset(
    ["hour in four figures", "four figures and hours", "four figures on a day"]
)
# Rules of a part of a day that was named before: "at seven that evening".
PARTS_NAMED_BEFORE = frozenset(["same", "following"])
AHEAD = ("future", "ahead", "present")
NEAR = 400  # characters after "on Tuesday night" within which an hour is of that night
NOON = 12
PLANNED = range(1, 7)  # hours at which more is planned after noon than at night
# The hours of the clock's second half that each part of the day has.
HOURS_OF_PARTS = {
    "TAF": range(12, 19),
    "TEV": range(16, 24),
    "TNI": range(18, 24),
}


def time_told(match: Match, values: Values, reader: Reader) -> str | None:
    """The hour of a match, in the half of the day that it or "that evening" behind it names."""
    settings = match.rule.settings
    if "after_hour" in settings and not _goes_on(match, reader):
        return None
    later = reader.next_match(match)
    if later is not None and _names_its_part(later, match):
        part = read_fields(later)["part"]
        values = Values({**values, "part": part})
    time = read_time(values)
    if time and _is_of_afternoon(match, values, time, reader):
        return _in_second_half(time)
    return time


def _in_second_half(time: str) -> str:
    """The hour on the clock's second half.

    >>> _in_second_half("T07:15")
    'T19:15'
    """
    hour = int(time[1:3]) + NOON
    minutes = time[3:]
    return f"T{hour}{minutes}"


def _names_its_part(later: Match, match: Match) -> bool:
    """Whether "that evening" stands right behind an hour."""
    if later.first != match.last or not later.names("part"):
        return False
    return later.rule.name in PARTS_NAMED_BEFORE


def _is_of_afternoon(match: Match, values: Values, time: str, reader: Reader) -> bool:
    """Whether an hour in words is one of the afternoon, as if planned: "it begins at half past two"."""
    if int(time[1:3]) not in PLANNED or _tells_half(match, values):
        return False
    written = reader.written[match.start : match.end]
    is_in_words = match.names("past", "before") or "clock" in written
    return is_in_words and reader.tense(match) in AHEAD


def _goes_on(match: Match, reader: Reader) -> bool:
    """Whether four figures are an hour, as those of the hour before are: "left at 1500 hours … at 2030"."""
    rules = {other.rule.name for other in reader.before(match, NEAR)}
    return not IN_FOUR_FIGURES.isdisjoint(rules)


def in_half_of(
    time: str, day: Point | None, anchor: str, match: Match, values: Values
) -> str:
    """The same hour, in the evening if it is that of an evening or a night just named."""
    _, _, start = anchor.partition("text:")
    if day is None or day.part not in LATE_PARTS or not start:
        return time
    if match.start - int(start) > NEAR or _tells_half(match, values):
        return time
    later = _in_second_half(time)
    hour = int(later[1:3])
    return later if hour in HOURS_OF_PARTS[day.part] else time


def _tells_half(match: Match, values: Values) -> bool:
    """Whether an hour says in which half of the day it is: "8am", "08:15", "noon"."""
    if match.names("ampm", "noon", "part", "zone", "tonight"):
        return True
    hour = values.first("clock", "hour", default="")
    written = str(hour)
    figures = written.replace(":", "").replace(".", "")
    return written.startswith("0") or not figures.isdigit()
