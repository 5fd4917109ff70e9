"""The week, later in the day, the same month last year: the time that runs, or that was just named."""

import re

from .article import STORY, Reader
from .choose import choose, points_around
from .habits import is_any_year
from .meaning import Anchor, Meaning, Values, dated, open_value
from .points import Point, shift, truncate
from .relative import JUST_BEFORE, unit_of
from .story_day import is_told, tells_day_ahead, tells_past, told_day
from .tense import WILL
from .view import Match
from .weeks import day_of_week_counted_from

FINANCIAL_YEAR = re.compile(r"\b(past|last|latest|previous) financial year\b")
OF_ACCOUNTS = 2500  # characters after such a year within which "the year" is that one
SEASON_AHEAD = (
    0.1  # how far off the future seems to what will be by the end of a season
)
EDGES = frozenset(["earlier", "later"])  # before "in the evening"


def running(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The week, the end of the month, the year-end: the one that runs, unless one has just been named."""
    unit = unit_of(match, values)
    if _is_of_open_month(unit, match, reader):
        return open_value("PRESENT_REF")
    if unit == "Y" and is_of_accounts(match, reader):
        return open_value("PAST_REF")
    base, anchor = base_of_running(match, unit, reader)
    if base is None:
        return open_value("PRESENT_REF")
    if unit.startswith("T"):
        return None
    if unit == "W" and anchor == "published":
        base = day_of_week_counted_from(match, 0, base, reader)
    if "season" in values:
        points = points_around(match, values, base.year, reader)
        is_ahead = reader.tense(match) in ("future", "ahead", "coming")
        weight = SEASON_AHEAD if is_ahead else 1
        nearest = choose(points, base, None, weight)
        return dated(nearest, anchor)
    if is_any_year(match, unit, reader):
        return None
    point = truncate(base, unit)
    return dated(point, anchor)


def base_of_running(match: Match, unit: str, reader: Reader) -> Anchor:
    """What was just named, or the day that is told of ("later in the day"), else the day of publication."""
    if _is_of_text(match, unit, reader):
        return reader.anchor(True, unit)
    if unit == "D" and (is_told(match, reader) or _is_later_in_day(match, reader)):
        day, start = told_day(match, reader)
        if day:
            return day, start
    return reader.anchor(False, unit)


def _is_later_in_day(match: Match, reader: Reader) -> bool:
    """Whether something was done earlier or later in the day, or the evening, however far its verb stands."""
    view = reader.view
    if not match.names("edge") and EDGES.isdisjoint(view.words_before(match, 2)):
        return False
    if reader.tense(match) == "past":
        return True
    low, _ = view.sentence(match.first)
    is_first = match.first - low <= 2
    return is_first and "VBD" in view.sentence_tags(match)


def _is_of_open_month(unit: str, match: Match, reader: Reader) -> bool:
    """Whether "the month" is one just named that is of any year: "always in May … the end of the month"."""
    if unit != "M" or reader.previous is None:
        return False
    other, meaning = reader.previous
    if meaning.point is not None or not other.names("month"):
        return False
    return reader.view.same_sentence(match, other)


def is_of_accounts(match: Match, reader: Reader) -> bool:
    """Whether a year is that of accounts: "in the past financial year … in the year"."""
    begin = max(0, match.start - OF_ACCOUNTS)
    before = reader.written[begin : match.start]
    return FINANCIAL_YEAR.search(before) is not None


def _is_of_text(match: Match, unit: str, reader: Reader) -> bool:
    """Whether a stretch of time is that of what has just been named, not the one that runs."""
    if "near" not in match.rule.settings:
        return False
    if reader.history:
        return True
    if match.names("edge") and _is_at_edge_of_named(match, unit, reader):
        return True
    if unit != "D":
        is_named = reader.names_point_here(match)
        return is_named and not _is_to_come_after_gone(match, unit, reader)
    if reader.names_day_here(match):
        return True
    return tells_past(match, reader) or tells_day_ahead(match, reader)


def _is_at_edge_of_named(match: Match, unit: str, reader: Reader) -> bool:
    """Whether the middle or the end is that of a month to come, or of a week gone, that was just named."""
    if unit == "M":
        return _is_of_month_ahead(match, reader)
    return unit == "W" and _is_of_week_gone(match, reader)


def _is_to_come_after_gone(match: Match, unit: str, reader: Reader) -> bool:
    """Whether what is to come is not of a month or year gone: "shut in May, will open by the year's end"."""
    base, _ = reader.anchor(True, unit)
    published = reader.published
    if base is None or published is None:
        return False
    is_to_come = reader.tense(match) in ("future", "coming")
    if not is_to_come or WILL.isdisjoint(reader.view.sentence_words(match)):
        return False
    here, now = truncate(base, unit), truncate(published, unit)
    return here.begins < now.begins


def _is_of_week_gone(match: Match, reader: Reader) -> bool:
    """Whether "earlier in the week" is of a week gone: "she fell last week … earlier in the week she had"."""
    published = reader.published
    row, _ = reader.tenses.governor(match)
    if not reader.tenses.has_past_auxiliary(row) or reader.view.tag(row) != "VBN":
        return False
    if published is None or "W" not in reader.points:
        return False
    start, week = reader.points["W"]
    is_just_named = match.start - start < STORY
    return is_just_named and week.begins < truncate(published, "W").begins


def _is_of_month_ahead(match: Match, reader: Reader) -> bool:
    """Whether the middle of the month is that of a month to come that was just named."""
    published = reader.published
    if published is None or "M" not in reader.points:
        return False
    start, month = reader.points["M"]
    return month.begins > published.begins and match.start - start < JUST_BEFORE


def same_last_year(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The same month last year: that of the month just named, else of the day of publication."""
    if reader.published is None:
        return open_value("PAST_REF")
    unit = values.get("unit", "M")
    base, anchor = reader.anchor(True, unit)
    if base is None:
        return open_value("PAST_REF")
    year = _year_compared(base, values, reader.published)
    point = base
    if unit not in ("D", "P"):
        point = truncate(base, unit)
    years = year - base.year
    moved = shift(point, years, "Y")
    return dated(moved, anchor)


def _year_compared(base: Point, values: Values, published: Point) -> int:
    """The year that figures are compared with: "the same month of 2018", "last year", "a year earlier"."""
    if "year" in values:
        return values["year"]
    year_before = base.year - 1  # what was named lies in that year or before
    if "yeardir" not in values:
        return year_before
    year = published.year + values["yeardir"]
    return year if base.year > year else year_before
