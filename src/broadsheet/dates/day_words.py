"""Today, yesterday, tonight, overnight: the day that they are said on."""

from .article import Reader
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .named import named_point
from .our_time import is_of_our_time
from .points import Point, shift, truncate, weekday
from .view import Match

# Characters within which a day is reported on that the words quoted are of.
REPORT = 1500


def said_on_day(
    match: Match, values: Values, reader: Reader, part: str
) -> Meaning | None:
    """Today, tomorrow, last night: so many days from that on which it is said."""
    days = values.first("today", "dir", default=0)
    unknown = f"XXXX-XX-XX{part}"
    if reader.published is None:
        is_now = not days and not part
        return open_value("PRESENT_REF" if is_now else unknown)
    may_be_general = "today" in values and days >= 0 and not part
    if may_be_general and is_of_our_time(match, reader):
        value = "FUTURE_REF" if days else "PRESENT_REF"
        return Meaning("DATE", value)
    base, anchor = day_of_speech(match, reader)
    if base is None:
        return open_value(unknown)
    day = shift(base, days, "D")
    return dated(day, anchor, part)


def day_of_speech(match: Match, reader: Reader) -> Anchor:
    """The day that "today" is said on: in a quotation, the day that its paragraph gives for it, if any.

    None where only the year of a speech is given ("In 1963 he said: ...").
    """
    if not reader.quoted(match):
        return reader.published, "published"
    for other in reader.beside(match):
        values = read_fields(other)
        if _names_day(values):
            day = _day_of_what_is_said(other, values, reader)
            if day:
                return day, f"text:{other.start}"
        elif _is_old_year(values, reader) and reader.leads(other, match):
            return None, "none"
    return _day_last_reported(match, reader)


def _day_last_reported(match: Match, reader: Reader) -> Anchor:
    """The day before, where an article of a morning paper tells of it just above: "he said yesterday"."""
    published = reader.published
    if published is None or reader.history:
        return published, "published"
    if (_days_from_publication(match) or 0) < 0:
        return published, "published"
    for other in reader.before(match, REPORT):
        days_away = _days_reported(other, published, reader)
        if days_away is None or reader.quoted(other):
            continue
        if days_away == 0:
            break
        if days_away == -1 and reader.tense(other) == "past":
            return shift(published, -1, "D"), f"text:{other.start}"
    return published, "published"


def _days_reported(other: Match, published: Point, reader: Reader) -> int | None:
    """How many days after that of publication a day word or a weekday means; None of anything else."""
    if other.rule.name not in ("weekday", "weekday's part"):
        return _days_from_publication(other)
    if reader.view.tag_after(other) == "POS":
        return None
    values = read_fields(other)
    if "weekday" not in values:
        return None
    days_away = values["weekday"] - weekday(published)
    return {0: 0, -1: -1, 6: -1}.get(days_away)


def _days_from_publication(match: Match) -> int | None:
    """How many days after that of publication a day word means, or last night; None of anything else."""
    if not match.names("today", "part") or match.names("weekday", "month"):
        return None
    values = read_fields(match)
    return values.first("today", "dir")


def _names_day(values: Values) -> bool:
    if "weekday" in values:
        return True
    has_number = "day" in values or "ord" in values
    return has_number and "month" in values


def _is_old_year(values: Values, reader: Reader) -> bool:
    if reader.published is None or "year" not in values:
        return False
    return values["year"] < reader.published.year


def _day_of_what_is_said(other: Match, values: Values, reader: Reader) -> Point | None:
    """The day of another expression, if it may be that of what is quoted beside it: gone, and of no event."""
    if reader.quoted(other) or other.rule.op != "calendar":
        return None
    view = reader.view
    if view.word_before(other) in reader.tenses.lists["no_speech"]:
        return None
    if view.tag_after(other) == "POS" or reader.tense(other) not in ("past", ""):
        return None
    meaning = named_point(other, values, reader)
    point = meaning.point if meaning else None
    if point is None or point.unit != "D":
        return None
    published = reader.published
    if published is None or point.begins > published.begins:
        return None
    return truncate(point, "D")


def overnight(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The night of a day named with it, else the one that ended in the morning or, to come, is to begin."""
    part = match.rule.settings["part"]
    values["part"] = part
    if "today" in values:
        return said_on_day(match, values, reader, part)
    if "weekday" in values:
        return named_point(match, values, reader)
    base, anchor = _day_of_night(match, reader)
    if base is None or base.unit != "D":
        return open_value(f"XXXX-XX-XX{part}")
    return dated(base, anchor, part)


def _day_of_night(match: Match, reader: Reader) -> Anchor:
    """The day named beside it, else that before publication, if something took place in the night."""
    if reader.names_point_here(match):
        return reader.anchor(text=True, unit="D")
    base, anchor = day_of_speech(match, reader)
    if base is not None and reader.tense(match) == "past":
        base = shift(base, -1, "D")
    return base, anchor
