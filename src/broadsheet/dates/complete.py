"""Which year a month, a day, a season or a holiday is of, where it is not said."""

import re

from .accounts import point_beside_older, point_of_account
from .article import Reader
from .choose import build, choose, points_around
from .habits import is_of_any_year
from .meaning import Anchor, Meaning, Values, read_fields
from .points import (
    DECEMBER,
    Point,
    format_value,
    months_between,
    truncate,
    weekday,
)
from .side import choose_side
from .tense_rules import Tense
from .view import Match
from .weekdays import complete_weekday
from .years_told import point_with_year

# How much farther off the future seems than the past, to a month or a day without its year, by tense. Chosen
# on the bare months of TimeBank and AQUAINT.
WEIGHTS = {
    "coming": 0.05,
    "future": 0.35,
    "ahead": 0.7,
    "near": 1,
    "nearest": 1,
    "present": 1.9,
    "": 3,
    "past": 4,
    "since": 99,
}
# A day with its month and no year is seldom nine months gone, whatever the verb beside it. One on
# which something is, in the present tense, is the nearer of two; so is one of which no verb tells.
DAY_WEIGHTS = {"past": 3, "present": 1.3, "": 1.6}
# A season beside a verb of the present, or none, is the nearer of two; nobody plans for one that is gone.
SEASON_WEIGHTS = {"present": 1.4, "": 1.4, "future": 0.05, "ahead": 0.1}
# Elections are seldom spoken of a year after, unless as what is gone.
ELECTION_WEIGHT = 0.35
# A holiday that is, or of which no verb tells, is the nearer of two.
HOLIDAY_WEIGHT = 1.2
NEAREST = ("present", "")
NEVER = 99
# Something is bought for a holiday, or shut until one, that comes next, though the verb is of the past.
WEIGHTS_BEFORE_HOLIDAY = {"for": 2.5, "as": 1.2, "until": 1.2, "till": 1.2}
FIXED_DAY = re.compile(
    r"\d+-\d+"
)  # the rule of a holiday that has the same day in all years
DATED = frozenset(["month", "holiday"])
YEARLY = frozenset(["month", "season"])
SOME_YEAR = 2000  # where none is known
# Months that a story steps back or on to the next date.
STEP_BACK = -4
STEP_ON = 8
HELD_ON = ("on", "at", "over", "during")
LISTING = frozenset([",", "and", ";"])
SEQUENCE = 400  # characters within which "in November" goes on from "last October"
LONGEST_STEP = 8  # months from one date of a sequence to the next
# Months to "this January" from the end of the year before, or back to "this December".
LONGEST_OVER_NEW_YEAR = 3
NEXT_MONTH = 1.5  # months within which a month is the one beside the present one


def complete(match: Match, values: Values, reader: Reader) -> Anchor:
    """A weekday, or a month, day, season, quarter without its year: last, this, next, or as tense says.

    Returns the point and what it was completed from, or None and a value with X for what is not known.
    """
    is_bare_weekday = "weekday" in values and DATED.isdisjoint(values)
    if is_bare_weekday:
        return complete_weekday(match, values, reader)
    base, anchor = reader.anchor()
    if reader.history and reader.is_said_of_now(match):
        base, anchor = reader.published, "published"
    if base is None:
        return None, _value_of_any_year(match, values, SOME_YEAR, reader)
    if is_of_any_year(match, values, reader):
        return None, _value_of_any_year(match, values, base.year, reader)
    point, start = _told_elsewhere(match, values, reader, anchor)
    if point:
        return point, start
    if reader.history and anchor != "published":
        base, anchor = reader.in_full_here(match) or (base, anchor)
    chosen = _choose_year(match, values, reader, base)
    return chosen, anchor


def _told_elsewhere(
    match: Match, values: Values, reader: Reader, anchor: str
) -> Anchor:
    """What other words of the article make of it, whatever its tense: a day in full, a range, a sequence."""
    point = point_with_year(match, values, reader)
    point = point or _begin_of_range(match, values, reader)
    if point:
        return point, anchor
    point, start = _from_sequence(match, values, reader)
    if point:
        return point, start
    point, start = point_of_account(match, values, reader)
    if point:
        return point, start
    return point_beside_older(match, values, reader)


def _begin_of_range(match: Match, values: Values, reader: Reader) -> Point | None:
    """A month that begins a range whose end has its year: "from March to October last year"."""
    other = reader.next_match(match)
    if "month" not in values or "day" in values or "dir" in values or other is None:
        return None
    if reader.view.word_before(match) not in ("between", "from"):
        return None
    between = reader.written[match.end : other.start]
    if between.strip() not in ("and", "to", "until", "-", "–"):
        return None
    end = read_fields(other)
    year = end.get("year")
    if "yeardir" in end and reader.published:
        year = reader.published.year + end["yeardir"]
    if year is None or "month" not in end:
        return None
    if values["month"] > end["month"]:
        year -= 1
    return build(match, values, year, reader)[0]


def _value_of_any_year(match: Match, values: Values, year: int, reader: Reader) -> str:
    """The value with X for the year, or "" where no such day is in this one; all X for a feast that moves."""
    holiday = values.get("holiday")
    if holiday and not FIXED_DAY.fullmatch(holiday):
        return "XXXX-XX-XX"
    points = build(match, values, year, reader)
    if not points:
        return ""
    value = format_value(points[0])
    return "XXXX" + value[4:]


def _choose_year(
    match: Match, values: Values, reader: Reader, base: Point
) -> Point | None:
    side = values.get("dir")
    tense = reader.tense(match)
    if side == 0 and reader.published and not reader.quoted(match):
        base = reader.published  # said of now, also in a history
    points = points_around(match, values, base.year, reader)
    points = _on_weekday(points, values)
    if side == 0:
        return _in_running_year(points, base, tense)
    if side is None and _is_of_the_year(match, reader):
        return _of_running_year(points, base, tense)
    if side is None and reader.history and base != reader.published:
        return _next_of_story(points, base)
    if side and not reader.history:
        points = _months_apart(points, base)
    return _nearest(points, base, match, side, reader)


def _nearest(
    points: list[Point], base: Point, match: Match, side: int | None, reader: Reader
) -> Point | None:
    """The last or the next one, as said, or as signs or the tense have it."""
    is_open = side is None and not reader.history
    if is_open and _has_sides(match):
        return choose_side(points, base, match, reader)
    weight = _weight_of_future(match, reader)
    return choose(points, base, side, weight)


def _has_sides(match: Match) -> bool:
    """Whether it is a month or a season, no day of it: signs around it tell on which side of now it lies."""
    if match.names("day", "ord", "unit"):
        return False
    return match.names("month", "season")


def _on_weekday(points: list[Point], values: Values) -> list[Point]:
    """Keep the years in which Sunday, June 3, is one, if there are any."""
    if "weekday" not in values:
        return points
    wanted = values["weekday"]
    fitting = [point for point in points if weekday(point) == wanted]
    return fitting or points


def _months_apart(points: list[Point], base: Point) -> list[Point]:
    """Drop the months beside the present one: nobody says "last June" in July."""
    month = truncate(base, "M")
    apart = []
    for point in points:
        months = abs(months_between(point, month))
        if point.unit != "M" or months > NEXT_MONTH:
            apart.append(point)
    return apart


def _in_running_year(points: list[Point], base: Point, tense: Tense) -> Point | None:
    """This summer, this May: the season that runs, else the one of the year."""
    if not points:
        return None
    unit = points[0].unit
    if unit in ("S", "SS"):
        running = truncate(base, unit)
        if running in points:
            return running
        is_of_two_years = points[0].month == DECEMBER
        if is_of_two_years and tense == "past":
            return choose(points, base, None, 1)
    if unit in ("M", "D"):
        nearest = choose(points, base, None, 1)
        if nearest is not None and _is_over_new_year(nearest, base, tense):
            return nearest
    return _in_year(points, base.year)


def _is_of_the_year(match: Match, reader: Reader) -> bool:
    """Whether a part is said to be of the year that runs: "the first half *of the year*"."""
    if "of_year" in match.rule.settings:
        return True
    view = reader.view
    last = match.last - 1
    return view.lower(last) == "year" and view.lower(last - 1) == "the"


def _of_running_year(points: list[Point], base: Point, tense: Tense) -> Point | None:
    """The half or quarter of this year; of the last one if this year's is still to come and it is past."""
    part = _in_year(points, base.year)
    if part is None or tense not in ("past", "since"):
        return part
    is_to_come = months_between(part, truncate(base, part.unit)) > 0
    return _in_year(points, base.year - 1) if is_to_come else part


def _is_over_new_year(nearest: Point, base: Point, tense: Tense) -> bool:
    """Whether "this January", said in November, is the next one, or "this December", in January, the last."""
    months = months_between(nearest, truncate(base, nearest.unit))
    if abs(months) > LONGEST_OVER_NEW_YEAR:
        return False
    is_ahead = months > 0
    return is_ahead == (tense != "past")


def _in_year(points: list[Point], year: int) -> Point | None:
    for point in points:
        if point.year == year:
            return point
    return None


def _weight_of_future(match: Match, reader: Reader) -> float:
    """How much farther the future seems; a holiday on which something took place is gone."""
    tense = reader.tense(match)
    usual = WEIGHTS[tense]
    if match.names("holiday"):
        return _weight_of_holiday(match, tense, reader)
    if match.names("day", "ord"):
        is_end = match.rule.op == "months_to"
        if is_end or (tense == "present" and not _is_held_on(match, reader)):
            return usual
        return DAY_WEIGHTS.get(tense, usual)
    if match.names("season"):
        return SEASON_WEIGHTS.get(tense, usual)
    return usual


def _weight_of_holiday(match: Match, tense: Tense, reader: Reader) -> float:
    """The same of a holiday: one on which something took place, or that was spent, is gone."""
    usual = WEIGHTS[tense]
    if not _is_yearly(match):
        if tense in ("future", "ahead"):
            return WEIGHTS["coming"]
        is_gone = tense in ("past", "since") and _is_held_on(match, reader)
        return usual if is_gone else ELECTION_WEIGHT
    if tense in NEAREST:
        return HOLIDAY_WEIGHT
    if tense != "past":
        return usual
    before = _word_before_holiday(match, reader)
    if before in WEIGHTS_BEFORE_HOLIDAY:
        return WEIGHTS_BEFORE_HOLIDAY[before]
    is_spent = reader.tenses.follows_past(match)
    if is_spent or _is_held_on(match, reader):
        return NEVER
    return usual


def _is_yearly(match: Match) -> bool:
    """Whether a match is a holiday, and no day of elections."""
    if not match.names("holiday"):
        return False
    return "election" not in match.fields["holiday"][0][1]


def _is_held_on(match: Match, reader: Reader) -> bool:
    """Whether something takes place on a holiday: "it was shut on Diwali", not "saved for Diwali"."""
    return _word_before_holiday(match, reader) in HELD_ON


def _word_before_holiday(match: Match, reader: Reader) -> str:
    """The word before a holiday and its "the"."""
    view = reader.view
    before = view.word_before(match)
    row = match.first - 2
    if before == "the" and row >= 0:
        return view.lower(row)
    return before


def _next_of_story(points: list[Point], base: Point) -> Point | None:
    """A story goes on, steps back a little, or begins the next year."""
    if base.unit == "Y":
        return _in_year(points, base.year)
    for point in points:
        begin = truncate(base, point.unit)
        months = months_between(point, begin)
        if STEP_BACK < months <= STEP_ON:
            return point
    return None


def _from_sequence(match: Match, values: Values, reader: Reader) -> Anchor:
    """A month that goes on from one just named: "last October … In November"."""
    before = _first_of_sequence(match, values, reader)
    if before is None or reader.previous is None:
        return None, ""
    other, meaning = reader.previous
    if not _follows_on(match, other, meaning, before, reader):
        return None, ""
    points = points_around(match, values, before.year, reader)
    nearest = _next_from(points, before)
    if nearest is None:
        return None, ""
    return nearest, f"text:{other.start}"


def _first_of_sequence(match: Match, values: Values, reader: Reader) -> Point | None:
    """The expression before a month, if it is near and a sequence may begin with it."""
    if reader.history or reader.published is None:
        return None
    if "dir" in values or YEARLY.isdisjoint(values):
        return None
    if reader.previous is None:
        return None
    other, meaning = reader.previous
    before = meaning.point
    is_of_season = "season" in values or other.names("season")
    if is_of_season and not _are_joined(match, other, reader):
        return None
    if before is None or match.start - other.end > SEQUENCE:
        return None
    if not _may_lead(before, other, reader.published):
        return None
    return before


def _are_joined(match: Match, other: Match, reader: Reader) -> bool:
    """Whether two seasons stand together: "in the autumn and winter"."""
    if not (match.names("season") and other.names("season")):
        return False
    between = reader.written[other.end : match.start]
    return between.strip() in ("and", "or", "to", "through", "and the", "or the")


def _next_from(points: list[Point], before: Point) -> Point | None:
    """The first of some points from another on, if it is not long after it."""
    later = [point for point in points if point.begins >= before.begins]
    if not later:
        return None
    nearest = min(later, key=_begin)
    months = months_between(nearest, before)
    if months > LONGEST_STEP:
        return None
    return nearest


def _begin(point: Point) -> tuple[int, int, int]:
    return point.begins


def _may_lead(before: Point, other: Match, published: Point) -> bool:
    """Whether a sequence may begin with an expression: a month, or "next month"."""
    if other.names("season"):
        return before.unit in ("S", "SS")
    if before.unit not in ("M", "D"):
        return False
    if other.names("month"):
        return True
    return before.unit == "M" and before.begins > published.begins


def _follows_on(
    match: Match, other: Match, meaning: Meaning, before: Point, reader: Reader
) -> bool:
    """Whether a month ends a range or goes on from the one before."""
    if reader.range_start(match) is not None or match.names("season"):
        return True
    return _goes_on(match, other, meaning, before, reader)


def _goes_on(
    match: Match, other: Match, meaning: Meaning, before: Point, reader: Reader
) -> bool:
    """Whether a list of months to come, or a story that began with "last October", goes on."""
    published = reader.published or before
    if before.begins > published.begins:
        return _lists_months_to_come(match, other, reader)
    is_of_text = meaning.anchor.startswith("text:")
    if other.rule.name != "last month by name" and not is_of_text:
        return False
    low, _ = reader.view.sentence(match.first)
    if match.first - low > 1:
        return False
    return reader.tense(match) != "future"


def _lists_months_to_come(match: Match, other: Match, reader: Reader) -> bool:
    """Whether a list goes on in its sentence: "Leeds in September, Cork in November"."""
    view = reader.view
    if not view.same_sentence(match, other):
        return False
    if reader.tense(match) == "since" or reader.tenses.is_by_past_verb(match):
        return False
    between = view.words_of(other.last, match.first)
    if "from" in between:
        return False
    return between == ["or"] or not LISTING.isdisjoint(between)
