"""Hours, on the day named with them or beside them."""

from itertools import pairwise
from typing import TypeGuard

from .article import RANGE_WORDS, Reader
from .calendar import calendar
from .history import HEAD
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .points import Point, shift
from .values import read_time
from .view import Match

NIGHT = "TNI"
REPORTING = ("update", "updated", "posted", "live")  # before an hour, in a live report
AHEAD = ("future", "ahead")
FIRST_OF_MORNING = "T06:00"
FIRST_OF_EVENING = "T17:00"
PARTING_WORDS = (
    "and",
    ",",
    "before",
    "after",
)  # between hours that are not one stretch
WORDS_BETWEEN = 3  # tokens between an hour and "last week", which it is of
WORDS_AFTER = 4  # an hour, within which "six days a week" stands
WEEKLY = (("a", "week"), ("per", "week"))
WORDS_BEFORE = 7  # an hour, within which "every weekday" stands
NIGHT_OF = (
    4  # tokens after an hour, that say of which night it is: "on the night it sank"
)
PARTS = ("night", "morning", "day", "evening", "afternoon")
TOLD_TAGS = ("PRP", "NNP", "WRB", "WDT", "IN")
EVERY = frozenset(["day", "weekday", "morning", "night", "evening", "afternoon"])
REPEATING = frozenset(["every", "each", "daily", "weekdays"])


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
    elif not _is_of_any_day(match, reader) and not _is_of_open_hour(match, reader):
        point, anchor = _day_of_hour(match, time, reader)
        if _is_after_midnight(point, anchor, time, reader):
            point = shift(point, 1, "D")
    if point is None or point.unit != "D":
        return open_value(f"XXXX-XX-XX{time}")
    return dated(point, anchor, time)


def _names_night(values: Values) -> bool:
    """Whether a part of the day is named with the hour: "last night", "this morning", "tonight"."""
    if "tonight" in values:
        return True
    return "dir" in values


def _hour_of_night(values: Values, time: str, reader: Reader) -> Meaning | None:
    """The hour of last night or tonight; the small hours of a night are on the next day."""
    if reader.published is None:
        return open_value(f"XXXX-XX-XX{time}")
    days_away = values.get("dir", 0)
    is_of_night = values.get("part") == NIGHT
    if is_of_night and time < FIRST_OF_MORNING:
        days_away += 1
    day = shift(reader.published, days_away, "D")
    return dated(day, "published", time)


def _is_after_midnight(
    point: Point | None, anchor: str, time: str, reader: Reader
) -> TypeGuard[Point]:
    """Whether an hour is on the day after its night: "last night … at 2am", not "the night of 3 May"."""
    if point is None or point.part != NIGHT or time >= FIRST_OF_MORNING:
        return False
    _, _, start = anchor.partition("text:")
    if not start:
        return False
    number = reader.first_match_from(int(start))
    return not reader.matches[number].names("month", "holiday")


def _is_of_any_day(match: Match, reader: Reader) -> bool:
    """Whether an hour is of no single day: "any 9am", "at 5am every day", "by 8am six days a week"."""
    if _is_repeated(match, reader):
        return True
    if reader.tells_habit(match) or _is_testified(match, reader):
        return True
    if _is_of_programme(match, reader) or _is_of_older_time(match, reader):
        return True
    if _is_of_told_night(match, reader):
        return True
    any_words = reader.tenses.lists["any"]
    before = reader.view.word_before(match)
    if before not in any_words:
        return False
    return not _has_day_here(match, reader)


def _is_of_open_hour(match: Match, reader: Reader) -> bool:
    """Whether it is the same moment by another clock as an hour of no day: "a 10am start (8am GMT)"."""
    if reader.previous is None:
        return False
    other, meaning = reader.previous
    if other.rule.op != "clock" or meaning.point is not None:
        return False
    between = reader.view.words_of(other.last, match.first)
    return between[-1:] == ["("] and len(between) <= WORDS_BETWEEN


def _is_of_programme(match: Match, reader: Reader) -> bool:
    """Whether an hour says which of its kind a thing is: "the 6pm bulletin", "their 9 o'clock show"."""
    view = reader.view
    if view.tag_after(match) not in ("NN", "NNS", "JJ"):
        return False
    _, high = view.sentence(match.first)
    last = min(high, match.last + WORDS_AFTER)
    kinds = reader.tenses.lists["of_any_hour"]
    if kinds.isdisjoint(view.lower_words(match.last, last)):
        return False
    return not _has_day_here(match, reader)


def _has_day_here(match: Match, reader: Reader) -> bool:
    """Whether the sentence of an hour names a day: "a 9am meeting today", "the 6pm show on Friday"."""
    if reader.names_point_here(match):
        return True
    later = reader.next_match(match)
    if later is None or not later.names("weekday", "today", "day", "ord"):
        return False
    return reader.view.same_sentence(match, later)


def _is_of_older_time(match: Match, reader: Reader) -> bool:
    """Whether "last week" follows an hour: "at 9.40am in last week's lecture"."""
    later = reader.next_match(match)
    if later is None or not later.names("dir"):
        return False
    if later.rule.name != "last, this, next" or reader.names_point_here(match):
        return False
    values = read_fields(later)
    is_gone = values.get("dir") == -1
    return is_gone and later.first - match.last <= WORDS_BETWEEN


def _is_of_told_night(match: Match, reader: Reader) -> bool:
    """Whether a night follows that is told by what took place then: "at 3 am on the night it sank"."""
    view = reader.view
    _, high = view.sentence(match.first)
    last = match.last + NIGHT_OF
    if last > high or reader.names_point_here(match):
        return False
    on, the, part, _ = view.lower_words(match.last, last)
    if (on, the) != ("on", "the") or part not in PARTS:
        return False
    later = reader.next_match(match)
    if later is not None and later.first <= last + 1:
        return False  # the night of 3 May
    return view.tag(last - 1) in TOLD_TAGS


def _is_repeated(match: Match, reader: Reader) -> bool:
    """Whether "every day" or "six days a week" follows an hour, or "every day from" or "daily" is before."""
    view = reader.view
    low, high = view.sentence(match.first)
    first = max(low, match.first - WORDS_BEFORE)
    before = view.lower_words(first, match.first)
    for row, (word, following) in enumerate(pairwise(before), first):
        if word in ("every", "each") and following in EVERY:
            return True
        if word == "daily" and not view.tag(row + 1).startswith("NN"):
            return True  # "on air daily at 6am", not "the daily paper said at 6am"
    last = min(high, match.last + WORDS_AFTER)
    after = view.lower_words(match.last, last)
    if not after:
        return False
    next_word = after[0]
    if next_word in REPEATING:
        return True
    if "days" not in after[:2]:
        return False
    ending = tuple(after[-2:])
    return ending in WEEKLY


def _is_testified(match: Match, reader: Reader) -> bool:
    """Whether an hour is told of in court, and so of an earlier day: "she testified that at 3am he woke"."""
    if reader.names_point_here(match):
        return False
    if reader.tense(match) != "past":
        return False
    if reader.following(match):
        return False
    view = reader.view
    low, high = view.sentence(match.first)
    words = view.lower_words(low, high)
    testimony = reader.tenses.lists["testimony"]
    return not testimony.isdisjoint(words)


def _day_of_hour(match: Match, time: str, reader: Reader) -> Anchor:
    """The day that stands near an hour: last named, or next in its sentence, else that of publication."""
    before = _hour_before(match, reader)
    if before and before.point:
        days_on = int(_is_on_next_day(match, time, before.point.part, reader))
        return shift(before.point, days_on, "D"), before.anchor
    here = reader.names_point_here(match)
    if not here:
        point, start = _day_behind(match, time, reader)
        if point:
            return point, start
    if reader.history or here:
        return reader.anchor(text=True, unit="D")
    if _heads_report(match, reader):
        return reader.anchor(unit="D")
    if reader.tells_past(match):
        return reader.anchor(text=True, unit="D")
    if _is_of_unnamed_day(match, time, reader):
        return None, "none"
    return reader.anchor(unit="D")


def _day_behind(match: Match, time: str, reader: Reader) -> Anchor:
    """The day named behind an hour, or none: between 10 am and noon on Friday, at 4 p.m. in port on May 3."""
    day = _day_of_range(match, reader)
    is_night_before = day is not None and _ends_next_day(time, day)
    day = day or reader.following(match)
    point = _point_of(day, reader)
    if not day or not point:
        return None, ""
    if is_night_before:
        point = shift(point, -1, "D")
    return point, f"text:{day.start}"


def _is_of_unnamed_day(match: Match, time: str, reader: Reader) -> bool:
    """Whether the day of an hour is not named near: of a crime before the court, or in a feature."""
    tense = reader.tense(match)
    if tense in AHEAD:
        return False
    is_small_hour = time < FIRST_OF_MORNING
    if is_small_hour and reader.is_of_court:
        return True
    if tense != "past" or match.start < HEAD:
        return False
    return not reader.names_today_near(match)


def _day_of_range(match: Match, reader: Reader) -> Match | None:
    """The hour with its day that ends a range, or is the same moment by another clock, if one follows."""
    other = reader.next_match(match)
    if other is None or other.rule.op != "clock":
        return None
    view = reader.view
    if not view.same_sentence(match, other):
        return None
    between = reader.written[match.end : other.start].strip().lower()
    if between == "(":
        return reader.following(other)
    is_range = between in (*RANGE_WORDS, "and")
    if is_range and other.names("weekday", "month", "today"):
        return other
    return None


def _ends_next_day(time: str, last: Match) -> bool:
    """Whether a range of hours goes on over midnight: "from 9pm to 5am on Friday"."""
    values = read_fields(last)
    last_time = read_time(values)
    return last_time is not None and last_time < time


def _point_of(day: Match | None, reader: Reader) -> Point | None:
    """What a day by name means, if there is one."""
    if day is None:
        return None
    values = read_fields(day)
    meaning = calendar(day, values, reader)
    return meaning.point if meaning else None


def _is_on_next_day(match: Match, time: str, before: str, reader: Reader) -> bool:
    """Whether an evening hour is one of the next morning elsewhere, or until then: "9pm (2am GMT)"."""
    if before < FIRST_OF_EVENING or time >= FIRST_OF_MORNING:
        return False
    word = reader.view.word_before(match)
    return word not in PARTING_WORDS


def _heads_report(match: Match, reader: Reader) -> bool:
    """Whether a paragraph begins with an hour, as in a live report: "7.16am:", "(Update 6 pm)"."""
    begin, _ = reader.paragraph(match)
    before = reader.written[begin : match.start]
    word = before.strip(" (").lower()
    return word in ("", *REPORTING)


def _hour_before(match: Match, reader: Reader) -> Meaning | None:
    """The hour just before a match in its sentence: the same moment by another clock, or a range."""
    if reader.previous is None:
        return None
    other, meaning = reader.previous
    if meaning.type != "TIME" or meaning.point is None:
        return None
    if other.rule.op != "clock" or not reader.view.same_sentence(match, other):
        return None
    return meaning
