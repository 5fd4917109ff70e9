"""Hours, on the day named with them or beside them."""

from .article import Reader
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .named import calendar
from .points import Point, shift
from .values import read_time
from .view import Match

NIGHT = "TNI"
FIRST_OF_MORNING = "T06:00"


def clock(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A time of day, on the day named with it or last named in its sentence, else that of publication."""
    time = read_time(values)
    if time is None:
        return None
    point: Point | None = None
    anchor = "none"
    if _names_night(values):
        return _hour_of_night(values, time, reader)
    if {"weekday", "month", "today"} & set(values):
        day = values.without("part")
        meaning = calendar(match, day, reader)
        if meaning:
            point = meaning.point
            anchor = meaning.anchor
    elif not _is_of_any_day(match, reader):
        point, anchor = _day_of_hour(match, reader)
    if point is None or point.unit != "D":
        return open_value(f"XXXX-XX-XX{time}")
    return dated(point, anchor, time)


def _names_night(values: Values) -> bool:
    """Whether a part of the day is named with the hour: "last night", "this morning", "tonight"."""
    return "dir" in values or "tonight" in values


def _hour_of_night(values: Values, time: str, reader: Reader) -> Meaning | None:
    """The hour of last night or tonight; the small hours of a night are on the next day."""
    if reader.published is None:
        return open_value(f"XXXX-XX-XX{time}")
    days_away = values.get("dir", 0)
    if values.get("part") == NIGHT and time < FIRST_OF_MORNING:
        days_away += 1
    day = shift(reader.published, days_away, "D")
    return dated(day, "published", time)


def _is_of_any_day(match: Match, reader: Reader) -> bool:
    """Whether an hour is of no single day: "any 9am", "at 5am every day", "by 8am six days a week"."""
    view = reader.view
    _, high = view.sentence(match.first)
    last = min(high, match.last + 4)
    after = [view.lower(row) for row in range(match.last, last)]
    if after and after[0] in ("every", "each", "daily", "weekdays"):
        return True
    if reader.tells_habit(match) or _is_testified(match, reader):
        return True
    is_weekly = after[-2:] in (["a", "week"], ["per", "week"])
    if is_weekly and "days" in after[:2]:
        return True
    if view.word_before(match) not in reader.tenses.lists["any"]:
        return False
    return not reader.names_point_here(match)


def _is_testified(match: Match, reader: Reader) -> bool:
    """Whether an hour is told of in court, and so of an earlier day: "she testified that at 3am he woke"."""
    if reader.names_point_here(match) or reader.tense(match) != "past":
        return False
    if reader.following(match):
        return False
    view = reader.view
    low, high = view.sentence(match.first)
    words = view.lower_words(low, high)
    return not reader.tenses.lists["testimony"].isdisjoint(words)


def _day_of_hour(match: Match, reader: Reader) -> Anchor:
    """The day that stands near an hour: last named, or next in its sentence, else that of publication."""
    here = reader.names_point_here(match)
    if not here:
        day = reader.following(match)  # at 4:10 p.m. in port on May 3
        if day:
            meaning = calendar(day, read_fields(day), reader)
            if meaning and meaning.point:
                return meaning.point, f"text:{day.start}"
    near = reader.history or here or reader.tells_past(match)
    return reader.anchor(text=near, unit="D")
