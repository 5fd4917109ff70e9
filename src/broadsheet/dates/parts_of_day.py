"""In the evening, by late afternoon, an early morning fire: parts of a day that is named near them."""

from .article import NEXT_DAYS, Reader
from .calendar import calendar
from .history import HEAD
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .points import Point, shift, truncate
from .running import base_of_running
from .story_day import IN_PASSING, TOLD, names_today_near
from .view import Match

MORNING = "TMO"
AHEAD = ("future", "ahead")


def part_told(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A part of the day named in its sentence or last told of; None where it is of any day."""
    part = values.get("part", "")
    is_beside = "beside" in match.rule.settings
    base, anchor = _day_beside(match, reader)
    if base is None and not is_beside:
        base, anchor = base_of_running(match, "D", reader)
    if is_beside and base is None:
        return None
    if base is None:
        return open_value("PRESENT_REF")
    if anchor == "published" and not _is_of_the_day(match, reader):
        return None
    if part == MORNING and _is_next_morning(match, anchor, reader):
        base = shift(base, 1, "D")
    day = truncate(base, "D")
    return dated(day, anchor, part)


def _day_beside(match: Match, reader: Reader) -> Anchor:
    """The day that its sentence names, before it or behind it, if something took place on it."""
    day = _day_behind(match, reader)
    if reader.names_day_here(match):
        last, point = reader.days[-1]
        if _has_part(last, point, match, reader):
            return point, f"text:{last.start}"
        return None, "none"
    if day is None:
        return None, "none"
    meaning = calendar(day, read_fields(day), reader)
    if meaning is None:
        return None, "none"
    return meaning.point, f"text:{day.start}"


def _has_part(day: Match, point: Point, match: Match, reader: Reader) -> bool:
    """Whether a part is of a day before it: "on Monday in a late-night vote", "Monday's late-night vote"."""
    published = reader.published
    if published is None or point.begins > published.begins:
        return False
    if reader.view.tag_after(day) == "POS":
        return match.first - day.last == 1
    return reader.tense(day) in TOLD


def _day_behind(match: Match, reader: Reader) -> Match | None:
    """The day on which it took place, named later in the sentence: "an early morning fire … on Monday"."""
    later = reader.next_match(match)
    if later is None or later.rule.name not in NEXT_DAYS or later.names("part"):
        return None
    view = reader.view
    if not view.same_sentence(match, later) or reader.quoted(later):
        return None
    if view.word_before(later) in IN_PASSING or view.tag_after(later) == "POS":
        return None
    return later if reader.tense(later) in TOLD else None


def _is_next_morning(match: Match, anchor: str, reader: Reader) -> bool:
    """Whether a morning to come is after a day gone: "they stopped for today and go on in the morning"."""
    _, _, start = anchor.partition("text:")
    if not start or int(start) >= match.start:
        return False
    number = reader.first_match_from(int(start))
    day = reader.matches[number]
    if reader.view.word_before(day) == "for":
        return True
    is_ahead = reader.tense(match) in AHEAD and not match.names("edge")
    return is_ahead and reader.tense(day) in TOLD


def _is_of_the_day(match: Match, reader: Reader) -> bool:
    """Whether "in the morning" is said of one day, not of any: "it rained", not "to get up"."""
    tense = reader.tense(match)
    if reader.tenses.tells_of_rising(match):
        return False
    if tense == "future" or (tense == "ahead" and match.names("edge")):
        return True
    if tense != "past":
        return tense == "ahead" and reader.names_point_here(match)
    if not reader.is_surely_gone(match):
        return False
    if match.start < HEAD:
        return True
    return names_today_near(match, reader)
