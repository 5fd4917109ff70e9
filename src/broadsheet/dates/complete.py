"""Which year a month, a day, a season or a holiday is of, where it is not said."""

from itertools import pairwise

from .article import Reader
from .choose import build, choose, points_around
from .meaning import Anchor, Meaning, Values
from .points import Point, format_value, months_between, truncate, weekday
from .tense import Tense
from .view import Match
from .weekdays import complete_weekday

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
# A day with its month and no year is seldom nine months gone, whatever the verb beside it.
PAST_DAY_WEIGHT = 3
NEVER = 99
DECEMBER = 12
HELD_ON = ("on", "at", "over", "during")
LISTING = frozenset([",", "and", ";"])
YEARLY = frozenset([("every", "year"), ("each", "year")])
EVERY_YEAR = 7  # tokens after a date within which "every year" is said of it
SEQUENCE = 400  # characters within which "in November" goes on from "last October"
LONGEST_STEP = 8  # months from one date of a sequence to the next
NEXT_MONTH = 1.5  # months within which a month is the one beside the present one


def complete(match: Match, values: Values, reader: Reader) -> Anchor:
    """A weekday, or a month, day, season, quarter without its year: last, this, next, or as tense says.

    Returns the point and what it was completed from, or None and a value with X for what is not known.
    """
    if "weekday" in values and not {"month", "holiday"} & set(values):
        return complete_weekday(match, values, reader)
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
