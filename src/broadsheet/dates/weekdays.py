"""Which of the weekdays of a name is meant: the last, the next, or the one of a range or a list."""

from collections.abc import Sequence

from .article import Reader
from .choose import (
    WEEK,
    choose,
    next_weekday,
    points_around,
    weekdays_around,
)
from .meaning import Anchor, Values, read_fields
from .points import Point, shift, to_ordinal, truncate, weekday
from .view import Match, TokenView

# The same for weekdays; else the latest, the day of publication included, which is right for 92 in 100 of
# them.
DAY_WEIGHTS = {"future": 0, "ahead": 0, "near": 2, "nearest": 1}
NEVER = 99
# "This Saturday", of what is past, is at most so many days back where it is not of the running week.
DAYS_OF_THIS = 3
TELLING_TAGS = frozenset(["VBD", "VBN", "VBZ", "VBP"])
LISTING = frozenset([",", "and", ";"])
LISTED = 8  # tokens between two days of a list


def complete_weekday(match: Match, values: Values, reader: Reader) -> Anchor:
    base, anchor = reader.anchor(text=reader.history, unit="D")
    if base is None or base.unit != "D":
        return None, f"XXXX-WXX-{values['weekday']}"
    day = values["weekday"]
    if "weekdir" in values:
        week = truncate(base, "W")
        week = shift(week, values["weekdir"], "W")
        return next_weekday(week, day), anchor
    dated_day = reader.day_after_weekday(match)
    if dated_day:
        points = points_around(dated_day, read_fields(dated_day), base.year, reader)
        fitting = [point for point in points if weekday(point) == day]
        if fitting:
            return min(fitting, key=lambda point: _distance(point, base)), anchor
    before = _weekday_before(match, reader)
    if before:
        return next_weekday(before, day), anchor
    point = _weekday_of_debate(match, values, base, reader)
    return point, anchor


def _distance(point: Point, other: Point) -> int:
    return abs(to_ordinal(point) - to_ordinal(other))


def _weekday_before(match: Match, reader: Reader) -> Point | None:
    """The day that a range or a list of weekdays goes on from."""
    begin = reader.range_start(match)
    if begin and begin.unit == "D" and _is_weekday_range(reader):
        return begin
    may_list = reader.tense(match) in ("", "present")
    if may_list and _lists_days_to_come(match, reader):
        return reader.previous_point()
    return None


def _weekday_of_debate(
    match: Match, values: Values, base: Point, reader: Reader
) -> Point | None:
    """The day as tense has it; a debate that is named again is still on the same day."""
    tense = reader.tense(match)
    debate = (values["weekday"], reader.tenses.event(match))
    if debate in reader.debates and not tense:
        return reader.debates[debate]
    point = _choose_weekday(match, values, base, reader)
    if debate[1] and point and tense:
        reader.debates[debate] = point
    return point


def _is_weekday_range(reader: Reader) -> bool:
    """Whether the expression before is a weekday too, in news: "from Friday to Sunday"."""
    if reader.previous is None or reader.history:
        return False
    return reader.previous[0].names("weekday")


def _lists_days_to_come(match: Match, reader: Reader) -> bool:
    """Whether a list goes on: "in Leeds on Thursday, in Hull on Saturday"."""
    if reader.previous is None or reader.history or reader.published is None:
        return False
    view = reader.view
    other, meaning = reader.previous
    point = meaning.point
    if point is None or not other.names("weekday", "today"):
        return False
    if point.part or match.names("hour", "clock"):
        return False  # the same moment by another clock
    if truncate(point, "D").begins <= reader.published.begins:
        return False
    if view.sentence(other.first) != view.sentence(match.first):
        return False
    return _are_listed(range(other.last, match.first), view)


def _are_listed(rows: range, view: TokenView) -> bool:
    """Whether the tokens between two days make a list of them, and tell nothing of their own."""
    if len(rows) > LISTED:
        return False
    between = view.lower_words(rows.start, rows.stop)
    tags = view.tags_of(rows.start, rows.stop)
    if not TELLING_TAGS.isdisjoint(tags) or "according" in between:
        return False
    return not LISTING.isdisjoint(between)


def _choose_weekday(
    match: Match, values: Values, base: Point, reader: Reader
) -> Point | None:
    tense = reader.tense(match)
    side = values.get("dir")
    points = weekdays_around(base, values["weekday"])
    if side == 1:
        return _next_weekday_by_name(points, base)
    if side == 0:
        return _this_weekday(points, base, match, reader)
    weight = DAY_WEIGHTS.get(tense, NEVER)
    point = choose(points, base, side or None, weight)
    if point is None or side is not None:
        return point
    if tense not in ("", "present"):
        return point
    # A weekday that would lie six days back is tomorrow: in news 14 of 19 are, and 2 lie back.
    days_back = to_ordinal(base) - to_ordinal(point)
    if days_back == WEEK - 1:
        return shift(point, 1, "W")
    return point


def _next_weekday_by_name(points: Sequence[Point], base: Point) -> Point | None:
    """ "Next Tuesday", said on a Monday, is not tomorrow."""
    point = choose(points, base, 1, 1)
    if point and to_ordinal(point) - to_ordinal(base) == 1:
        return shift(point, 1, "W")
    return point


def _this_weekday(
    points: Sequence[Point], base: Point, match: Match, reader: Reader
) -> Point | None:
    """ "This Saturday" is to come; "this Monday", of what is past, is the one of the running week."""
    first = _first_day_of_this(base, match, reader)
    for point in points:
        if to_ordinal(point) >= first:
            return point
    return None


def _first_day_of_this(base: Point, match: Match, reader: Reader) -> int:
    """The first day that "this" may be said of, by its number."""
    today = to_ordinal(base)
    if reader.tense(match) != "past":
        return today
    if reader.tenses.is_by_past_verb(match):
        return today - WEEK + 1
    monday = today - weekday(base) + 1
    return min(monday, today - DAYS_OF_THIS)
