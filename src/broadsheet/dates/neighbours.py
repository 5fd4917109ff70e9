"""The previous year, the following day, that June: what lies beside a point named before."""

import re

from .article import STORY, Reader, is_coarser
from .choose import choose, points_around, weekdays_around
from .meaning import Anchor, Meaning, Values, dated, open_value
from .passing import (
    fine_within,
    not_in_passing,
    tells_itself_which,
)
from .points import DECEMBER, PART_HOURS, Point, shift, to_ordinal, truncate
from .relative import (
    JUST_BEFORE,
    WITHIN,
    YEARS_IN,
    hours_away,
    is_from_words_quoted,
    is_later_than_unnamed,
    side_of_now,
    unit_of,
)
from .running import is_of_accounts
from .story_day import day_ahead, is_told, told_day
from .tense import WOULD
from .values import format_length
from .view import Match

PARTS_OF_YEARS = ("Y", "H", "Q", "S")
# "The previous month" is that before the present one.
YEARS_OR_MONTHS = ("M", "Q", "H", "Y")
SAME_DAY = 800  # characters within which "that night" is of the day last named
REMEMBERED = 60  # characters before a day whose anniversary is held
# "the anniversary of D-Day", but not "the anniversary of the founding in 2009"
IN_MEMORY = re.compile(
    r"\b(anniversary|commemorations?)( \w+)? (of|for) [^.!?,;]*$(?<! in )(?<! on )"
)
HOUR = re.compile(r"T(\d\d)")
EVERY = ("every", "every one of two", "weekdays")  # rules of what comes again
BOTH_WORDS = 10  # before "the same year", within which "both" stands
USED_ON = ("on", "to", "for")  # behind a time that is spent
TRIAL = 14  # days within which a day named in a report from a court is one of its own


def neighbour(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The previous year, the following day, that June: counted from what was named before."""
    sign = match.rule.settings["sign"]
    unit = unit_of(match, values)
    if unit == "D" and tells_itself_which(match, reader):
        return open_value("PAST_REF")
    base, anchor = _base_or_now(match, values, unit, reader)
    if base is None or _is_next_to_nothing(match, unit, sign, anchor, reader):
        return open_value(_value_of_unnamed(match, sign, reader))
    is_last_decade = sign < 0 and unit in YEARS_IN and _is_of_now(base, reader)
    if is_last_decade or _is_stretch_from_now(match, values, unit, reader):
        length = format_length(1, unit)
        return Meaning("DURATION", length)
    if unit.startswith("T"):
        return hours_away(match, sign, unit, base, anchor, reader) if sign else None
    if _named_field(values):
        return _named_neighbour(match, values, base, anchor, reader)
    return _next_of_unit(match, values, base, anchor, reader)


def _next_of_unit(
    match: Match, values: Values, base: Point, anchor: str, reader: Reader
) -> Meaning | None:
    """The previous year, the following day, that afternoon: so many units from what was named before."""
    unit = unit_of(match, values)
    sign = match.rule.settings["sign"]
    if _is_earlier_that_day(values, base, sign):
        sign = 0
    moved = shift(base, sign, unit)
    if is_later_than_unnamed(moved, sign, match, reader):
        return open_value("PAST_REF")
    point = truncate(moved, unit)
    part = values.get("part", "")
    return dated(point, anchor, part)


def _is_earlier_that_day(values: Values, base: Point, sign: int) -> bool:
    """Whether a part of a day before one that was named is of the same day: the afternoon before a night."""
    if sign >= 0 or "part" not in values or base.unit != "D":
        return False
    asked = PART_HOURS[values["part"]]
    hour = HOUR.match(base.part)
    if hour:
        return asked[1] <= int(hour[1])
    return base.part in PART_HOURS and asked < PART_HOURS[base.part]


def _base_or_now(match: Match, values: Values, unit: str, reader: Reader) -> Anchor:
    """What was named before, or the day of publication; none where what was named is of another story."""
    sign = match.rule.settings["sign"]
    base, anchor = _base_of_neighbour(match, unit, _named_field(values), reader)
    if sign != 0 and _is_of_another_story(match, unit, base, anchor, reader):
        return None, "none"
    is_of_accounts_year = unit == "Y" and is_of_accounts(match, reader)
    if is_of_accounts_year or _is_of_every_week(match, reader):
        return None, "none"
    if unit != "D" and _is_next_from_now(match, values, sign, reader):
        return reader.published, "published"
    return base, anchor


def _is_of_now(base: Point, reader: Reader) -> bool:
    """Whether "the previous decade" is counted from about the time of publication: the last ten years."""
    published = reader.published
    if published is None or reader.history:
        return False
    years = published.year - base.year
    return abs(years) <= 1


def _is_stretch_from_now(
    match: Match, values: Values, unit: str, reader: Reader
) -> bool:
    """Whether "the next month" is how long, not when: "she will give the next month to it"."""
    view = reader.view
    sign = match.rule.settings["sign"]
    if unit == "D" or view.tag_after(match) == "POS":
        return False
    if not _is_next_from_now(match, values, sign, reader):
        return False
    if view.word_before(match) == "for" or view.tag_after(match) == "VBG":
        return True
    is_by_noun = view.tags_before(match, 1) in (["IN"], ["TO"])
    return not is_by_noun and view.word_after(match) in USED_ON


def _is_of_every_week(match: Match, reader: Reader) -> bool:
    """Whether what is counted from comes again: "every Monday they go over the previous week"."""
    if reader.previous is None or reader.history:
        return False
    other, _ = reader.previous
    if other.rule.name not in EVERY:
        return False
    return reader.view.same_sentence(match, other)


def _is_of_another_story(
    match: Match, unit: str, base: Point | None, anchor: str, reader: Reader
) -> bool:
    """Whether what was named is only quoted, or is a day of the trial at which an older night is told of."""
    if is_from_words_quoted(match, unit, anchor, reader):
        return True
    return match.names("part") and _is_of_trial(base, reader)


def _is_next_to_nothing(
    match: Match, unit: str, sign: int, anchor: str, reader: Reader
) -> bool:
    """Whether nothing is named that "the next day" or "the following week" follows.

    From the day of publication one says "tomorrow" and "next week": of 32 such days in three newspapers and a
    broadcaster's reports 4 were right.
    """
    if sign != 1 or anchor != "published" or reader.history:
        return False
    is_following = reader.view.lower_words(match.first, match.last).count("following")
    return unit == "D" or bool(is_following)


def _value_of_unnamed(match: Match, sign: int, reader: Reader) -> str:
    """What "that day" or "the next day" stands for where nothing tells which."""
    if sign == 0:
        return "PAST_REF"
    return side_of_now(match, sign, reader)


def _named_field(values: Values) -> str:
    """Whether a weekday, a month or a season is named, or ""."""
    for name in ("weekday", "month", "season"):
        if name in values:
            return name
    return ""


def _base_of_neighbour(match: Match, unit: str, named: str, reader: Reader) -> Anchor:
    """What "that June", "that week" or "the next day" is counted from: a point that is fine enough."""
    if match.rule.settings["sign"] == 0:
        return base_of_same(match, unit, named, reader)
    base, anchor = reader.anchor(True, "C")
    if unit == "D" and not named and not reader.history:
        base, anchor = _day_before(match, base, anchor, reader)
        base, anchor = not_in_passing(base, anchor, match, WITHIN, reader)
    if not reader.history and _distance_from(anchor, match) > WITHIN:
        return None, "none"
    if named or base is None:
        return base, anchor
    if not is_coarser(base, unit):
        return base, anchor
    return _fine_point(match, base, unit, reader)


def _day_before(
    match: Match, base: Point | None, anchor: str, reader: Reader
) -> Anchor:
    """The last point named; the last day told of, if that one is to come and what is told is past."""
    published = reader.published
    if base is None or published is None:
        return base, anchor
    is_ahead = base.begins > published.begins
    day: Point | None = None
    if not is_told(match, reader):
        if not is_ahead:
            day, start = day_ahead(match, reader)
    elif is_ahead or anchor == "published":
        day, start = told_day(match, reader)
    return (day, start) if day else (base, anchor)


def base_of_same(match: Match, unit: str, named: str, reader: Reader) -> Anchor:
    """What "that June" or "that night" is of: a night only of a day that was named a little before."""
    ago = _year_just_told_ago(match, unit, reader)
    if ago:
        return ago
    least = _rank_of_same(unit, named)
    base, anchor = reader.anchor(True, least)
    if unit == "Y" and not reader.history:
        base, anchor = _told_instead_of_remembered(base, anchor, least, reader)
    if unit == "D" and not named:
        base, anchor = not_in_passing(base, anchor, match, SAME_DAY, reader)
    distance = _distance_from(anchor, match)
    if unit == "D" and (distance > SAME_DAY or anchor == "published"):
        return None, "none"
    if _is_now(base, unit, match, reader) or _is_of_both(match, reader):
        return None, "none"
    return base, anchor


def _year_just_told_ago(match: Match, unit: str, reader: Reader) -> Anchor | None:
    """The year just told by its distance: "to be scrapped five years ago. … ⟦that year⟧"."""
    if reader.previous is None or unit != "Y":
        return None
    other, meaning = reader.previous
    point = meaning.point
    if other.rule.name != "ago" or point is None or point.unit != "Y":
        return None
    is_just_told = match.start - other.end < JUST_BEFORE
    return (point, f"text:{other.start}") if is_just_told else None


def _told_instead_of_remembered(
    base: Point | None, anchor: str, least: str, reader: Reader
) -> Anchor:
    """What was named before a year that is only remembered: "in 2009, on the 65th anniversary of D-Day"."""
    _, _, start = anchor.partition("text:")
    if not start or not _is_remembered(int(start), reader):
        return base, anchor
    for earlier, point in reader.earlier_points():
        is_told = earlier < int(start) and not is_coarser(point, least)
        if is_told and not _is_remembered(earlier, reader):
            return point, f"text:{earlier}"
    return None, "none"


def _is_remembered(start: int, reader: Reader) -> bool:
    """Whether the anniversary of what stands here is held."""
    begin = max(0, start - REMEMBERED)
    before = reader.written[begin:start]
    return IN_MEMORY.search(before) is not None


def _is_of_both(match: Match, reader: Reader) -> bool:
    """Whether two things are in one time, whichever: "nobody won both races in the same year"."""
    view = reader.view
    word = view.lower(match.last - 2)
    if word != "same" or reader.names_point_here(match):
        return False
    before = view.words_before(match, BOTH_WORDS)
    return "both" in before


def _is_now(base: Point | None, unit: str, match: Match, reader: Reader) -> bool:
    """Whether "that night" would be tonight, or "that week" this one: so it is of another, not named here.

    In court, nor is it a night of the trial.
    """
    published = reader.published
    if base is None or published is None or reader.history:
        return False
    if unit not in ("D", "W", "WE") or match.names("edge"):
        return False
    word = reader.view.lower(match.first)
    if word != "that":
        return False
    if (
        match.names("part")
        and not base.part
        and base.unit == "D"
        and reader.is_of_court
    ):
        return _is_of_trial(base, reader)
    here = truncate(base, unit)
    now = truncate(published, unit)
    return here.begins == now.begins


def _is_of_trial(base: Point | None, reader: Reader) -> bool:
    """Whether a day is one of a trial that is reported on: no night of what is heard there is beside it."""
    published = reader.published
    if base is None or published is None or base.unit != "D" or not reader.is_of_court:
        return False
    days = to_ordinal(published) - to_ordinal(base)
    return days < TRIAL


def _distance_from(anchor: str, match: Match) -> int:
    """How many characters before a match the expression stands that completes it."""
    _, _, start = anchor.partition("text:")
    if not start:
        return 0
    return match.start - int(start)


def _fine_point(match: Match, wide: Point, unit: str, reader: Reader) -> Anchor:
    """The last point a little before a match from which its unit can be counted; of days, within a wide."""
    if unit == "D" and not reader.history:
        return fine_within(match, wide, unit, reader) or (None, "none")
    for start, point in reader.earlier_points():
        if match.start - start > STORY:
            break
        if not is_coarser(point, unit):
            return point, f"text:{start}"
    if unit in YEARS_OR_MONTHS:
        return reader.published, "published"
    return None, "none"


def _rank_of_same(unit: str, named: str) -> str:
    """How fine a point "that June" or "that week" is counted from, at least."""
    if named in ("month", "season"):
        return "Y"
    return "C" if named else unit


def _is_next_from_now(match: Match, values: Values, sign: int, reader: Reader) -> bool:
    """ "The next year", of what is to come, is counted from the day of publication."""
    if sign != 1 or "next" not in values:
        return False
    if reader.history or reader.published is None:
        return False
    previous = reader.previous_point()
    is_fine = previous is not None and previous.unit in ("M", "D")
    if is_fine and reader.names_point_here(match):
        return False  # a fair in July and a ball the next month
    low, high = reader.view.sentence(match.first)
    if not WOULD.isdisjoint(reader.view.lower_words(low, high)):
        return False  # it was to pave the way: told of what is gone
    return reader.tense(match) in ("future", "ahead")


def _named_neighbour(
    match: Match, values: Values, base: Point, anchor: str, reader: Reader
) -> Meaning | None:
    """The previous Monday, that June: the nearest of this name on its side."""
    points = _points_of_name(match, values, base, reader)
    is_gone = anchor == "published" and reader.tense(match) == "past"
    side = match.rule.settings["sign"] or (-1 if is_gone else None)
    nearest = choose(points, base, side, 1)
    return dated(nearest, anchor)


def _points_of_name(
    match: Match, values: Values, base: Point, reader: Reader
) -> list[Point]:
    """The weekdays, months or seasons of a name around what was named before."""
    sign = match.rule.settings["sign"]
    if "weekday" not in values:
        points = points_around(match, values, base.year, reader)
    elif base.unit in ("D", "W", "WE"):
        points = list(weekdays_around(base, values["weekday"]))
    else:
        return []
    if sign == 0 and _is_in_its_year(base, reader):
        return _of_year_of_story(points, base, reader)
    if sign > 0 and base.unit == "Y":
        return [point for point in points if _may_follow_year(point, base.year)]
    return points


def _of_year_of_story(points: list[Point], base: Point, reader: Reader) -> list[Point]:
    """Those of the year of what was named, or of the next one, if the story goes on from a month or a day."""
    latest = base.year + int(base.unit in ("M", "D"))
    in_years = [point for point in points if base.year <= point.year <= latest]
    published = reader.published
    if published is None:
        return in_years
    return [point for point in in_years if point.begins <= published.begins]


def _may_follow_year(point: Point, year: int) -> bool:
    """Whether a month or a season may be the one after a year: its last winter begins in it."""
    return point.year != year or point.month == DECEMBER


def _is_in_its_year(base: Point, reader: Reader) -> bool:
    """Whether "that June" is in the year of what was named: a year or a part of one, or of a year gone by."""
    published = reader.published
    if base.unit in PARTS_OF_YEARS:
        return True
    return published is not None and base.year < published.year
