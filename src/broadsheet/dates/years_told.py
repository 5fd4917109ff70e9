"""The year of a day or a month that is not said with it, but by other words: "the 5 May fire in 1999"."""

from .article import Reader
from .choose import build
from .habits import is_near
from .meaning import Values, read_fields
from .named_days import key_of_day
from .points import Point
from .relative import read_count, unit_of
from .view import Match

# Days between one named with its year and another of the same story: "on 13 February … on 14 February 2013".
DAYS_BESIDE = 2
WORDS_TO_YEAR = 4  # from a day to the year of what happened on it
LATE = 2  # years before publication to the month of which a day without its year may be
OF_YEAR = ("in", "of")
EVENT_TAGS = ("NN", "NNS", "JJ", "NNP", "NNPS", "CD")


def point_with_year(match: Match, values: Values, reader: Reader) -> Point | None:
    """The day or month of the year that stands behind it, or beside the same day elsewhere."""
    year = _year_of_event(match, reader)
    if year:
        points = build(match, values, year, reader)
        return points[0] if points else None
    return _years_ago(match, values, reader) or _named_in_full(match, values, reader)


def _year_of_event(match: Match, reader: Reader) -> int | None:
    """The year of what happened on a day: "the 5 May fire in 1999", "the June vote of 2016"."""
    other = reader.next_match(match)
    if other is None or other.rule.name != "year":
        return None
    view = reader.view
    if not view.same_sentence(match, other):
        return None
    between = view.lower_words(match.last, other.first)
    if not 2 <= len(between) <= WORDS_TO_YEAR or between[-1] not in OF_YEAR:
        return None
    tags = view.tags_of(match.last, other.first - 1)
    if any(tag not in EVENT_TAGS for tag in tags):
        return None
    if view.tag_after(other).startswith("N"):
        return None
    return read_fields(other).get("year")


def _years_ago(match: Match, values: Values, reader: Reader) -> Point | None:
    """The month or day of a year that follows it: "in September two years ago", "by 5 October [2007]"."""
    other = reader.next_match(match)
    if other is None or reader.published is None or reader.history:
        return None
    year = _year_behind(match, other, reader.published, reader)
    points = build(match, values, year, reader) if year else []
    return points[0] if points else None


def _year_behind(
    match: Match, other: Match, published: Point, reader: Reader
) -> int | None:
    """The year that another expression gives to the one right before it."""
    named = read_fields(other)
    between = reader.written[match.end : other.start].strip()
    if between == "[":
        return named.get("year")
    if between or other.rule.name != "ago":
        return None
    count = read_count(named)
    if count is None or count % 1 or unit_of(other, named) != "Y":
        return None
    return published.year - int(count)


def _named_in_full(match: Match, values: Values, reader: Reader) -> Point | None:
    """The day that the article names with its year elsewhere: "On 14 February the lamp was lit"."""
    key = key_of_day(values)
    if not key or "weekday" in values or "dir" in values:
        return None
    if not reader.view.word_before(match):
        return None  # an entry of a chronicle
    if reader.history or reader.tense(match) in ("future", "ahead"):
        return None
    years = _years_of_day(match, key, values, reader)
    if len(years) != 1:
        return None
    (year,) = years
    points = build(match, values, year, reader)
    if match.names("holiday") and is_near(match, values, reader):
        return None
    return points[0] if points else None


def _years_of_day(match: Match, key: str, values: Values, reader: Reader) -> set[int]:
    """The years of which an article names a day in full, or one beside it, or its month, long before."""
    years = reader.years_of_days.get(key, set())
    years = years or reader.years_of_events.get(key, set())
    published = reader.published
    if years or published is None or "month" not in values:
        return years
    month = values["month"]
    if abs(published.month - month) <= 1:
        return years
    day = values.first("day", "ord")
    for beside in range(day - DAYS_BESIDE, day + DAYS_BESIDE + 1):
        years = years | reader.years_of_days.get(f"{month}-{beside}", set())
    return years or _years_of_month(match, month, published, reader)


def _years_of_month(
    match: Match, month: int, published: Point, reader: Reader
) -> set[int]:
    """The late years of which an article names a month, for a day in it that is gone."""
    years = reader.years_of_days.get(str(month), set())
    if reader.tense(match) not in ("past", "since"):
        return set()
    return {year for year in years if published.year - year <= LATE}
