"""Hours, on the day named with them or beside them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeGuard

from .any_hour import begins_working_week, is_of_any_day
from .article import RANGE_WORDS, Reader
from .calendar import calendar
from .half_of_day import in_half_of, time_told
from .history import HEAD
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .named import figures, week_on
from .neighbours import neighbour
from .numbered_days import day_of_month
from .points import Point, shift
from .relative import distance
from .story_day import (
    day_ahead,
    is_told,
    names_today_near,
    tells_past,
    told_day,
)
from .values import read_time
from .view import WEEKDAY_NAMES, Match
from .within import nth_day

NIGHT = "TNI"
NIGHTS = (NIGHT, "TEV")
REPORTING = ("update", "updated", "posted", "live")  # before an hour, in a live report
AHEAD = ("future", "ahead")
NOT_TOLD = frozenset(["MD", "VBZ", "VBP"])
NOT_GONE = NOT_TOLD | {"TO"}
FIRST_OF_MORNING = "T06:00"
FIRST_OF_EVENING = "T17:00"
NOON = "T12:00"
HOURS = 24  # of a day
HOURS_AHEAD = 12  # that a clock further east may be ahead
MIDNIGHT = "T24:00"
MIDNIGHT_BEFORE = "T00:00"
# How days beside an hour are counted, by the operations of their rules.
COUNTS = {
    "distance": distance,
    "neighbour": neighbour,
    "day_of_month": day_of_month,
    "nth_day": nth_day,
    "week_on": week_on,
}
# Rules of days that an hour does not take from a day named before.
NUMBERED = frozenset(
    ["day of the month", "weekday of a month", "so many weeks from a day"]
)
# These, and the rules of days that are counted from one named before.
NEIGHBOURS = NUMBERED | {"same", "previous", "following", "the day before"}
# Fields of days.
DAY_NAMES = frozenset(["weekday", "month", "today", "holiday", "figures", "iso"])
PARTING_WORDS = (
    "and",
    ",",
    "before",
    "after",
)  # between hours that are not one stretch


def clock(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A time of day, on the day named with it or last named in its sentence, else that of publication."""
    time = time_told(match, values, reader)
    if time is None:
        return None
    point: Point | None = None
    anchor = "none"
    if _names_night(values):
        return _hour_of_night(values, time, reader)
    if begins_working_week(match, reader):
        return open_value(f"XXXX-XX-XX{time}")
    if not DAY_NAMES.isdisjoint(values):
        point, anchor = _day_named(match, values, time, reader)
    elif not is_of_any_day(match, reader):
        point, anchor = _day_of_hour(match, time, reader)
        time = in_half_of(time, point, anchor, match, values)
        if _is_after_midnight(point, anchor, time, match, reader):
            point = shift(point, 1, "D")
    if time == MIDNIGHT and _begins_day(match, point, anchor, reader):
        time = MIDNIGHT_BEFORE
    if point is None or point.unit != "D":
        return open_value(f"XXXX-XX-XX{time}")
    return dated(point, anchor, time)


def _names_night(values: Values) -> bool:
    """Whether a part of the day is named with the hour: "last night", "this morning", "tonight"."""
    if "tonight" in values:
        return True
    return "dir" in values and DAY_NAMES.isdisjoint(values)


def _day_named(match: Match, values: Values, time: str, reader: Reader) -> Anchor:
    """The day that an hour names; small hours of "Tuesday night" are those of the day after."""
    day = _day_within(match, reader)
    read_day = _way_to_read(values)
    meaning = read_day(day, values.without("part"), reader)
    if meaning is None or meaning.point is None:
        return None, "none"
    is_of_night = values.get("part") == NIGHT and time < FIRST_OF_MORNING
    return shift(meaning.point, int(is_of_night), "D"), meaning.anchor


def _way_to_read(values: Values) -> Callable[..., Meaning | None]:
    """How the day of an hour is read: "10am on 25/10/2021", "on Monday week", "on Monday"."""
    if "figures" in values or "iso" in values:
        return figures
    return week_on if "length" in values else calendar


def _hour_of_night(values: Values, time: str, reader: Reader) -> Meaning | None:
    """The hour of last night or tonight; the small hours of a night are on the next day."""
    if reader.published is None:
        return open_value(f"XXXX-XX-XX{time}")
    days_away = values.get("dir", 0)
    is_of_night = "tonight" in values or values.get("part") == NIGHT
    if is_of_night and time < FIRST_OF_MORNING:
        days_away += 1
    day = shift(reader.published, days_away, "D")
    return dated(day, "published", time)


def _day_within(match: Match, reader: Reader) -> Match:
    """An hour's day by itself: what stands before "by 9am on Monday" bounds the hour, not the Monday."""
    view = reader.view
    for row in range(match.first + 1, match.last):
        if view.lower(row - 1) == "on" and view.lower(row) in WEEKDAY_NAMES:
            return replace(match, first=row, start=int(view.start[row]))
    return match


def _is_after_midnight(
    point: Point | None, anchor: str, time: str, match: Match, reader: Reader
) -> TypeGuard[Point]:
    """Whether an hour is on the day after its night: "last night … at 2am", not "the night of 3 May"."""
    if point is None or point.part not in NIGHTS:
        return False
    _, _, start = anchor.partition("text:")
    if not start:
        return False
    number = reader.first_match_from(int(start))
    night = reader.matches[number]
    is_beside = night.first < match.first and reader.view.same_sentence(night, match)
    latest = NOON if is_beside and match.names("ampm", "clock") else FIRST_OF_MORNING
    return time < latest and not night.names("month", "holiday")


def _begins_day(match: Match, point: Point | None, anchor: str, reader: Reader) -> bool:
    """Whether midnight begins the day that it is of: "shortly after midnight … by noon", "just after midnight
    on 8 May", or what is told took place on the day of publication.
    """
    is_named = match.names("weekday", "month", "today")
    if anchor == "published" and not is_named:
        row, _ = reader.tenses.governor(match)
        return row < match.first and is_told(match, reader)
    if point is None or reader.view.word_before(match) != "after":
        return False
    if is_named or point.part >= NOON:
        return match.names("day", "ord")
    later = reader.next_match(match)
    if later is None or not reader.view.same_sentence(match, later):
        return False
    return later.names("part", "hour", "clock") and not later.names("weekday", "today")


def _day_of_hour(match: Match, time: str, reader: Reader) -> Anchor:
    """The day that stands near an hour: last named, or next in its sentence, else that of publication."""
    before = _hour_before(match, reader)
    if before and before.point:
        days_on = int(_is_on_next_day(match, time, before.point.part, reader))
        return shift(before.point, days_on, "D"), before.anchor
    behind = _neighbour_behind(match, reader)
    if behind is not None and behind.rule.name in NUMBERED:
        return _day_of_neighbour(behind, reader)
    here = reader.names_point_here(match)
    if here and _is_of_older_year(match, reader):
        return None, "none"
    if not here:
        point, start = _day_behind(match, time, reader)
        if point:
            return point, start
    if reader.history or (here and not _is_after_day_here(match, reader)):
        return reader.anchor(text=True, unit="D")
    return _day_by_tense(match, time, reader)


def _day_by_tense(match: Match, time: str, reader: Reader) -> Anchor:
    """The day of an hour that stands near no day: that of a story, of publication, or none."""
    if _heads_report(match, reader):
        return reader.anchor(unit="D")
    behind = _neighbour_behind(match, reader)
    if behind is not None:
        return _day_of_neighbour(behind, reader)
    if _is_told_or_set(match, reader) and not reader.is_of_court:
        day, start = told_day(match, reader)
        if day:
            days_on = int(_is_in_night_after(time, day))
            return shift(day, days_on, "D"), start
    if tells_past(match, reader):
        return reader.anchor(text=True, unit="D")
    day, start = _day_ahead(match, reader)
    if day:
        return day, start
    if _is_of_unnamed_day(match, time, reader):
        return None, "none"
    return _day_of_publication(match, time, reader)


def _day_of_publication(match: Match, time: str, reader: Reader) -> Anchor:
    """That of publication, or the day before it: what is told took place at "11pm (8am GMT)"."""
    point, anchor = reader.anchor(unit="D")
    later = reader.next_match(match)
    if point is None or later is None or later.rule.op != "clock":
        return point, anchor
    between = reader.written[match.end : later.start]
    if between.strip() != "(" or time < FIRST_OF_EVENING or not is_told(match, reader):
        return point, anchor
    later_time = read_time(read_fields(later)) or time
    days_on = int(_is_past_midnight(time, later_time))
    return shift(point, -days_on, "D"), anchor


def _is_past_midnight(time: str, elsewhere: str) -> bool:
    """Whether an hour is of the next day by a clock further east: "11pm (8am GMT)", not "7pm (11am ET)"."""
    hour = int(time[1:3])
    hour_elsewhere = int(elsewhere[1:3])
    hours_ahead = (hour_elsewhere - hour) % HOURS
    return hours_ahead <= HOURS_AHEAD and hour_elsewhere < hour


def _day_ahead(match: Match, reader: Reader) -> Anchor:
    """The day to come just named, of what is to come: "they sail on Monday. It starts at 9am."."""
    row, _ = reader.tenses.governor(match)
    is_gone = reader.view.tag(row) == "VBD" or reader.tenses.has_past_auxiliary(row)
    if is_gone or names_today_near(match, reader):
        return None, "none"
    return day_ahead(match, reader)


def _is_told_or_set(match: Match, reader: Reader) -> bool:
    """Whether a verb of the past tells of an hour, or sets it: "she called the vote for 6pm"."""
    if is_told(match, reader) or _opens_told_sentence(match, reader):
        return True
    view = reader.view
    if view.word_before(match) == "by":
        return False
    row, _ = reader.tenses.governor(match)
    return view.tag(row) == "VBD" and view.lower(row) not in ("was", "were")


def _opens_told_sentence(match: Match, reader: Reader) -> bool:
    """Whether all verbs of the sentence that an hour opens are past: "By noon the mill stood"."""
    view = reader.view
    low, high = view.sentence(match.first)
    if match.first - low > 1:
        return False
    if high - match.last <= 1:
        low, high = view.next_sentence(match)  # it was cut after "At 10.55 p.m."
    tags = set(view.tags_of(low, high))
    return "VBD" in tags and NOT_TOLD.isdisjoint(tags)


def _neighbour_behind(match: Match, reader: Reader) -> Match | None:
    """The day right behind an hour that is counted from one named before: "at 9pm that evening"."""
    later = reader.next_match(match)
    if later is None or later.first - match.last > 1:
        return None
    if later.rule.name not in NEIGHBOURS:
        return None
    between = reader.view.lower_words(match.last, later.first)
    return later if between in ([], ["of"], ["on"]) else None


def _day_of_neighbour(day: Match, reader: Reader) -> Anchor:
    values = read_fields(day)
    meaning = COUNTS[day.rule.op](day, values, reader)
    if meaning is None:
        return None, "none"
    return meaning.point, f"text:{day.start}"


def _is_in_night_after(time: str, day: Point) -> bool:
    """Whether a small hour follows a later hour of a story: "at 4pm … at 3am"."""
    is_hour = day.part[1:2].isdigit()
    return is_hour and day.part >= NOON and time < FIRST_OF_MORNING


def _is_after_day_here(match: Match, reader: Reader) -> bool:
    """Whether an hour is to come, and so not on the day gone that its sentence names."""
    published = reader.published
    if published is None or reader.tense(match) != "future":
        return False
    point, anchor = reader.anchor(text=True, unit="D")
    if point is None or _is_told_since_day(match, anchor, reader):
        return False
    return point.begins < published.begins


def _is_told_since_day(match: Match, anchor: str, reader: Reader) -> bool:
    """Whether all from a day on is past: "it opened yesterday; by noon it was full"."""
    _, _, start = anchor.partition("text:")
    view = reader.view
    if not start or view.word_before(match) != "by":
        return False
    day = reader.matches[reader.first_match_from(int(start))]
    _, high = view.sentence(match.first)
    tags = {view.tag(row) for row in range(day.last, high)}
    return "VBD" in tags and NOT_TOLD.isdisjoint(tags)


def _is_of_older_year(match: Match, reader: Reader) -> bool:
    """Whether a sentence tells of an earlier year without its day: "in 2004 … she was stopped at 3am"."""
    published = reader.published
    if published is None or reader.history or reader.names_day_here(match):
        return False
    if reader.previous is None or reader.tense(match) != "past":
        return False
    other, meaning = reader.previous
    point = meaning.point
    view = reader.view
    if point is None or view.word_before(other) != "in":
        return False
    return view.same_sentence(match, other) and point.year < published.year


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
    is_seen_ahead = tense in AHEAD
    is_small_hour = time < FIRST_OF_MORNING
    if is_small_hour and reader.is_of_court:
        return not is_seen_ahead or "VBD" in reader.view.sentence_tags(match)
    if is_seen_ahead:
        return False
    if tense != "past" or match.start < HEAD:
        return False
    return not names_today_near(match, reader)


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
    word = reader.view.word_before(match)
    if before < FIRST_OF_EVENING:
        return False
    if word == "(":
        return _is_past_midnight(before, time)
    if word in RANGE_WORDS or _ends_stretch(match, reader):
        return time < before  # shut from 10pm until 7am
    if time >= FIRST_OF_MORNING:
        return False
    return word not in PARTING_WORDS


def _ends_stretch(match: Match, reader: Reader) -> bool:
    """Whether an hour ends a stretch that another begins: "between 10pm and ⟦7am⟧"."""
    view = reader.view
    if reader.previous is None or view.word_before(match) != "and":
        return False
    other, _ = reader.previous
    return view.word_before(other) == "between" and match.first - other.last == 1


def _heads_report(match: Match, reader: Reader) -> bool:
    """Whether a paragraph begins with an hour, as in a live report: "7.16am:", "(Update 6 pm)"."""
    begin, _ = reader.paragraph(match)
    before = reader.written[begin : match.start]
    word = before.strip(" (").lower()
    if reader.view.word_after(match) == ",":
        return False  # about noon, when the news broke, she left
    return word in ("", *REPORTING)


def _hour_before(match: Match, reader: Reader) -> Meaning | None:
    """The hour just before a match in its sentence: the same moment by another clock, or a range."""
    if reader.previous is None:
        return None
    other, meaning = reader.previous
    if meaning.type != "TIME" or meaning.point is None:
        return None
    if other.rule.op != "clock":
        return None
    between = reader.written[other.end : match.start]
    if between.strip() == "(" or reader.view.same_sentence(match, other):
        return meaning
    return None
