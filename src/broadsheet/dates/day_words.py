"""Today, yesterday, tonight, overnight: the day that they are said on."""

from .article import Reader
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .named import named_point
from .our_time import is_of_old_times, is_of_our_time
from .points import Point, shift, truncate
from .speech_day import day_of_speech
from .view import Match

NEVER = frozenset(["not", "n't", "never", "nobody", "cannot", "no"])
NEEDS = frozenset(["can", "need", "needs"])
NO_NIGHT = ("present", "")  # tenses: "it doubles overnight" tells of no night
NEED_WORDS = 8  # tokens before "overnight" within which "can" or "needs" stands


def said_on_day(
    match: Match, values: Values, reader: Reader, part: str
) -> Meaning | None:
    """Today, tomorrow, last night: so many days from that on which it is said."""
    days = values.first("today", "dir", default=0)
    named = _day_in_brackets(match, reader)
    if named:
        day, start = named
        return dated(day, f"text:{start}", part)
    if reader.published is None:
        return _on_unknown_day(days, part)
    may_be_general = "today" in values and days >= 0
    if may_be_general and not part and is_of_our_time(match, reader):
        value = "FUTURE_REF" if days else "PRESENT_REF"
        return Meaning("DATE", value)
    if days < 0 and is_of_old_times(match, reader):
        return open_value("PAST_REF")
    base, anchor = day_of_speech(match, reader)
    if base is None:
        return open_value(f"XXXX-XX-XX{part}")
    day = shift(base, days, "D")
    return dated(day, anchor, part)


def _day_in_brackets(match: Match, reader: Reader) -> tuple[Point, int] | None:
    """The day that follows a day word in brackets, which says which it is: "tonight (Wednesday 2 May)"."""
    other = reader.next_match(match)
    if other is None or not other.names("day", "ord") or other.names("hour", "clock"):
        return None
    between = reader.written[match.end : other.start]
    if between.strip() != "(":
        return None
    values = read_fields(other)
    meaning = named_point(other, values, reader) if "month" in values else None
    if meaning is None or meaning.point is None:
        return None
    day = truncate(meaning.point, "D")
    return day, other.start


def _on_unknown_day(days: int, part: str) -> Meaning:
    """What "today" is in an article without a day of its own."""
    is_now = days == 0 and not part
    if is_now:
        return open_value("PRESENT_REF")
    return open_value(f"XXXX-XX-XX{part}")


def overnight(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The night of a day named with it, else the one that ended in the morning or, to come, is to begin."""
    part = match.rule.settings["part"]
    values["part"] = part
    if _is_in_no_time(match, reader):
        return None
    if "today" in values:
        return said_on_day(match, values, reader, part)
    if "weekday" in values:
        return named_point(match, values, reader)
    base, anchor = _day_of_night(match, reader)
    if base is None or base.unit != "D":
        return open_value(f"XXXX-XX-XX{part}")
    return dated(base, anchor, part)


def _is_in_no_time(match: Match, reader: Reader) -> bool:
    """Whether no night is meant: "you cannot undo it overnight", "halted overnight last month"."""
    if match.names("weekday", "today"):
        return False
    later = reader.next_match(match)
    if later is not None and later.first == match.last and later.names("unit"):
        return True
    row, _ = reader.tenses.governor(match)
    if reader.view.lower(row) in reader.tenses.lists["sudden"]:
        return True
    tense = reader.tense(match)
    if tense == "past":
        return False
    if tense in NO_NIGHT or _is_to_be_done(match, reader):
        return True
    view = reader.view
    low, _ = view.sentence(match.first)
    before = view.lower_words(low, match.first)
    if not NEVER.isdisjoint(before):
        return True
    first = max(0, len(before) - NEED_WORDS)
    return not NEEDS.isdisjoint(before[first:])


def _is_to_be_done(match: Match, reader: Reader) -> bool:
    """Whether it only says how something is used: "patches were to be worn overnight"."""
    view = reader.view
    row = match.first - 1
    low, _ = view.sentence(match.first)
    return row > low and view.tag(row) == "VBN" and view.lower(row - 1) == "be"


def _day_of_night(match: Match, reader: Reader) -> Anchor:
    """The day named beside it, else that before publication, if something took place in the night."""
    if reader.names_point_here(match):
        return reader.anchor(text=True, unit="D")
    base, anchor = day_of_speech(match, reader)
    if base is None:
        return None, anchor
    if reader.tense(match) == "past":
        base = shift(base, -1, "D")
    return base, anchor
