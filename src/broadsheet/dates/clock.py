"""Hours, on the day named with them or beside them."""

from .article import Reader
from .meaning import Meaning, Values, dated, open_value, read_fields
from .named import calendar
from .points import Point
from .values import read_time
from .view import Match


def clock(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A time of day, on the day named with it or last named in its sentence, else that of publication."""
    time = read_time(values)
    if time is None:
        return None
    if {"weekday", "month", "today"} & set(values):
        day = values.without("part")
        meaning = calendar(match, day, reader)
        point = meaning.point if meaning else None
        anchor = meaning.anchor if meaning else "none"
    elif reader.view.word_before(match) in reader.tenses.lists[
        "any"
    ] and not reader.names_point_here(match):
        point, anchor = None, "none"
    else:
        point, anchor = _day_of_hour(match, reader)
    if point is None or point.unit != "D":
        return open_value(f"XXXX-XX-XX{time}")
    return dated(point, anchor, time)


def _day_of_hour(match: Match, reader: Reader) -> tuple[Point | None, str]:
    """The day that stands near an hour: last named, or next in its sentence, else that of publication."""
    here = reader.names_point_here(match)
    if not here:
        day = reader.following(match)  # at 4:10 p.m. in port on May 3
        meaning = calendar(day, read_fields(day), reader) if day else None
        if day and meaning and meaning.point:
            return meaning.point, f"text:{day.start}"
    near = reader.history or here or reader.tells_past(match)
    return reader.anchor(text=near, unit="D")
