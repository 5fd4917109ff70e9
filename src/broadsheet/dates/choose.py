"""Which of the days, months or seasons of a name is meant, where its year or week is not said."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from .article import Reader
from .holidays import find_holidays
from .meaning import Anchor, Meaning, Values, read_fields
from .places import gazetteer
from .points import (
    Point,
    format_value,
    months_between,
    parse_day,
    shift,
    to_ordinal,
    truncate,
    weekday,
)
from .tense import Tense
from .view import Match, TokenView

# How much farther off the future seems than the past, to a month or a day without its year, by tense. Chosen
# on the bare months of TimeBank and AQUAINT.
WEIGHTS = {
    "future": 0.35,
    "ahead": 0.7,
    "near": 1,
    "nearest": 1,
    "present": 1.9,
    "": 3,
    "past": 4,
    "since": 99,
}
# The same for weekdays; else the latest, the day of publication included, which is right for 92 in 100 of
# them.
DAY_WEIGHTS = {"future": 0, "ahead": 0, "near": 2, "nearest": 1}
# A day with its month and no year is seldom nine months gone, whatever the verb beside it.
PAST_DAY_WEIGHT = 3
NEVER = 99
WEEK = 7
DECEMBER = 12
# "This Saturday", of what is past, is at most so many days back where it is not of the running week.
DAYS_OF_THIS = 3
HELD_ON = ("on", "at", "over", "during")
TELLING_TAGS = frozenset(["VBD", "VBN", "VBZ", "VBP"])
LISTING = frozenset([",", "and", ";"])
YEARLY = frozenset([("every", "year"), ("each", "year")])
EVERY_YEAR = 7  # tokens after a date within which "every year" is said of it
LISTED = 8  # tokens between two days of a list
SEQUENCE = 400  # characters within which "in November" goes on from "last October"
LONGEST_STEP = 8  # months from one date of a sequence to the next
NEXT_MONTH = 1.5  # months within which a month is the one beside the present one
SOUTHERN = {
    3: 9,
    6: 12,
    9: 3,
    12: 6,
}  # the month that a season begins in, south of the equator


def build(match: Match, values: Values, year: int, reader: Reader) -> list[Point]:
    """What month, day, season, quarter, half or holiday name in a year; the year itself if none."""
    day = values.first("day", "ord")
    if "holiday" in values:
        return find_holidays(_holiday_rule(match, values, reader), year)
    if "month" in values:
        if not day:
            return [Point("M", year, values["month"])]
        point = parse_day(year, values["month"], day)
        return [point] if point else []
    if "season" in values:
        return [_season(values["season"], year, reader)]
    if "quarter" in values:
        quarter = values["quarter"]
        if not 1 <= quarter <= 4:
            return []
        first_month = 3 * quarter - 2
        return [Point("Q", year, first_month)]
    if "half" in values:
        return [Point("H", year, 1 if values["half"] == 1 else 7)]
    return [Point("Y", year)]


def _holiday_rule(match: Match, values: Values, reader: Reader) -> str:
    name = " ".join(match.fields["holiday"][0][1])
    if name not in gazetteer().varying_holidays:
        return values["holiday"]
    return reader.setting.holiday_rule(name, values["holiday"])


def _season(month: int, year: int, reader: Reader) -> Point:
    if reader.setting.south:
        return Point("SS", year, SOUTHERN[month])
    return Point("S", year, month)


def complete(match: Match, values: Values, reader: Reader) -> Anchor:
    """A weekday, or a month, day, season, quarter without its year: last, this, next, or as tense says.

    Returns the point and what it was completed from, or None and a value with X for what is not known.
    """
    if "weekday" in values and not {"month", "holiday"} & set(values):
        return _complete_weekday(match, values, reader)
    base, anchor = reader.anchor()
    if base is None:
        points = build(match, values, 2000, reader)
        return None, "XXXX" + format_value(points[0])[4:] if points else ""
    if _is_of_any_year(match, values, reader):
        points = build(match, values, base.year, reader)
        return None, "XXXX" + format_value(points[0])[4:] if points else ""
    point, start = _from_sequence(match, values, reader)
    if point:
        return point, start
    here = reader.in_full_here(match) if reader.history else None
    if here:
        base, anchor = here
    return _choose_year(match, values, reader, base), anchor


def _is_of_any_year(match: Match, values: Values, reader: Reader) -> bool:
    """Whether a month is one of every year: "he usually meets them in July"."""
    if reader.history:
        return False
    if not {"month", "season"}.isdisjoint(values) and _is_yearly_date(match, reader):
        return True
    return set(values) == {"month"} and reader.tells_habit(match)


def _is_yearly_date(match: Match, reader: Reader) -> bool:
    """Whether "every year" follows a date: "he raced from 1 May to 3 October every year"."""
    view = reader.view
    _, high = view.sentence(match.first)
    last = min(high, match.last + EVERY_YEAR)
    after = view.lower_words(match.last, last)
    if not YEARLY.isdisjoint(pairwise(after)):
        return True
    return _tells_times_a_year(match, reader)


def _tells_times_a_year(match: Match, reader: Reader) -> bool:
    """Whether a sentence says how often: "two meetings a year, one in spring and one in May"."""
    if reader.tense(match) not in ("present", "ahead", ""):
        return False
    view = reader.view
    low, _ = view.sentence(match.first)
    before = view.lower_words(low, match.first)
    tags = view.tags_of(low, match.first)
    for row, word in enumerate(before[2:], 2):
        if word == "year" and before[row - 1] == "a" and tags[row - 2] == "NNS":
            return True
    return False


def _choose_year(
    match: Match, values: Values, reader: Reader, base: Point
) -> Point | None:
    side = values.get("dir")
    points = points_around(match, values, base.year, reader)
    points = _on_weekday(points, values)
    if side == 0:
        return _in_running_year(points, base, reader.tense(match))
    if side is None and reader.history:
        return _next_of_story(points, base)
    if side and not reader.history:
        points = _months_apart(points, base)
    return choose(points, base, side, _weight_of_future(match, reader))


def _on_weekday(points: list[Point], values: Values) -> list[Point]:
    """Keep the years in which Sunday, June 3, is one, if there are any."""
    if "weekday" not in values:
        return points
    fitting = [point for point in points if weekday(point) == values["weekday"]]
    return fitting or points


def _months_apart(points: list[Point], base: Point) -> list[Point]:
    """Drop the months beside the present one: nobody says "last June" in July."""
    month = truncate(base, "M")
    return [
        point
        for point in points
        if point.unit != "M" or abs(months_between(point, month)) > NEXT_MONTH
    ]


def _in_running_year(points: list[Point], base: Point, tense: Tense) -> Point | None:
    """This summer, this May: the season that runs, else the one of the year."""
    unit = points[0].unit if points else ""
    if unit in ("S", "SS"):
        running = truncate(base, unit)
        if running in points:
            return running
        is_of_two_years = any(point.month == DECEMBER for point in points)
        if is_of_two_years and tense == "past":
            return choose(points, base, None, 1)
    return _in_year(points, base.year)


def _in_year(points: list[Point], year: int) -> Point | None:
    for point in points:
        if point.year == year:
            return point
    return None


def _weight_of_future(match: Match, reader: Reader) -> float:
    """How much farther the future seems; a holiday on which something took place is gone."""
    tense = reader.tense(match)
    if tense == "past" and _is_yearly(match) and _is_held_on(match, reader):
        return NEVER
    if tense == "past" and match.names("day", "ord"):
        return PAST_DAY_WEIGHT
    return WEIGHTS[tense]


def _is_yearly(match: Match) -> bool:
    """Whether a match is a holiday, and no day of elections."""
    if not match.names("holiday"):
        return False
    return "election" not in match.fields["holiday"][0][1]


def _is_held_on(match: Match, reader: Reader) -> bool:
    """Whether something takes place on a holiday: "it was shut on Diwali", not "saved for Diwali"."""
    view = reader.view
    before = view.word_before(match)
    if before == "the" and match.first > 1:
        before = view.lower(match.first - 2)
    return before in HELD_ON


def _next_of_story(points: list[Point], base: Point) -> Point | None:
    """A story goes on, steps back a little, or begins the next year."""
    if base.unit == "Y":
        return _in_year(points, base.year)
    for point in points:
        if -4 < months_between(point, truncate(base, point.unit)) <= 8:
            return point
    return None


def points_around(
    match: Match, values: Values, year: int, reader: Reader
) -> list[Point]:
    """What is named in this year and those beside it."""
    every = 1
    if "holiday" in values:
        every = int(values["holiday"].partition("/")[2] or 1)
    around = 4 if values.get("day") == 29 else every
    points = []
    for other in range(year - around, year + around + 1):
        if other % every == 0:
            points += build(match, values, other, reader)
    return points


def _from_sequence(match: Match, values: Values, reader: Reader) -> Anchor:
    """A month that goes on from one just named: "last October … In November"."""
    if reader.previous is None or reader.history or reader.published is None:
        return None, ""
    if "dir" in values or "month" not in values:
        return None, ""
    other, meaning = reader.previous
    before = meaning.point
    if before is None or not _may_lead(before, other, reader.published):
        return None, ""
    is_near = match.start - other.end <= SEQUENCE
    if not is_near or not _follows_on(match, other, meaning, before, reader):
        return None, ""
    points = points_around(match, values, before.year, reader)
    later = [point for point in points if point.begins >= before.begins]
    nearest = min(later, key=lambda point: point.begins, default=None)
    if nearest is None or months_between(nearest, before) > LONGEST_STEP:
        return None, ""
    return nearest, f"text:{other.start}"


def _may_lead(before: Point, other: Match, published: Point) -> bool:
    """Whether a sequence may begin with an expression: a month, or "next month"."""
    if before.unit not in ("M", "D"):
        return False
    is_month_ahead = before.unit == "M" and before.begins > published.begins
    return other.names("month") or is_month_ahead


def _follows_on(
    match: Match, other: Match, meaning: Meaning, before: Point, reader: Reader
) -> bool:
    """Whether a month ends a range or goes on from the one before."""
    if reader.range_start(match) is not None:
        return True
    return _goes_on(match, other, meaning, before, reader)


def _goes_on(
    match: Match, other: Match, meaning: Meaning, before: Point, reader: Reader
) -> bool:
    """Whether a list of months to come, or a story that began with "last October", goes on."""
    view = reader.view
    published = reader.published or before
    is_ahead = before.begins > published.begins
    if is_ahead:
        if not view.same_sentence(match, other):
            return False
        between = view.words_of(other.last, match.first)
        return not LISTING.isdisjoint(between) and "from" not in between
    is_of_text = meaning.anchor.startswith("text:")
    if other.rule.name != "last month by name" and not is_of_text:
        return False
    low, _ = view.sentence(match.first)
    heads_sentence = match.first - low <= 1
    return heads_sentence and reader.tense(match) != "future"


def _complete_weekday(match: Match, values: Values, reader: Reader) -> Anchor:
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


def next_weekday(begin: Point, day: int) -> Point:
    """The first such weekday from a day on."""
    first = truncate(begin, "D")
    return shift(first, (day - weekday(first)) % WEEK, "D")


@lru_cache(maxsize=1 << 10)
def weekdays_around(base: Point, day: int) -> tuple[Point, ...]:
    """The days of this name in the weeks around; asked again for each weekday of an article."""
    monday = truncate(base, "W")._replace(unit="D")
    this_week = next_weekday(monday, day)
    return tuple(shift(this_week, weeks, "W") for weeks in (-2, -1, 0, 1, 2))


def choose(
    points: Sequence[Point], base: Point, side: int | None, weight: float
) -> Point | None:
    """The nearest point before (side -1) or after (1) the base or, the future weighed, on either side."""
    costs = []
    for point in points:
        months = months_between(point, truncate(base, point.unit))
        if side and months * side <= 0:
            continue
        cost = -months
        if months > 0:
            cost = months if side else months * weight
        costs.append((cost, point))
    return min(costs)[1] if costs else None
