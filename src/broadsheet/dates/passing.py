"""Days that are named in passing, of which a story does not go on."""

from .article import STORY, Reader, is_coarser
from .meaning import Anchor, read_fields
from .mistagged import FINITE
from .points import Point, truncate
from .view import Match

BOUNDING = frozenset(["since", "until", "till", "before", "by", "than"])
TOLD = ("past", "since")
# Between "that day" and what says which.
LINKS = frozenset(["back", "in", "of", "on", ","])
RELATIVE = frozenset(["WDT", "WP", "WRB"])
WIDER = ("Y", "M", "W")  # units that a story may have moved to
HAD = frozenset(["had", "'d", "’d"])
GROUP = 4  # tokens before a participle within which stands "had"
ASIDE = 12  # tokens before a day, within which an aside begins
NEARBY = 200  # characters within which a story may go on from a feast
BOUND_REACH = 400  # the same of a day that only bounds something
DASHES = frozenset(["-", "–", "—", "--"])


def is_in_passing(other: Match, day: Point, match: Match, reader: Reader) -> bool:
    """Whether an earlier sentence only names a day beside what it tells, and nothing counts from it."""
    view = reader.view
    if view.same_sentence(match, other):
        return False
    if _is_left_behind(other, day, match, reader):
        return True
    distance = match.start - other.end
    before = view.word_before(other)
    if before in BOUNDING and distance > BOUND_REACH:
        return True
    if distance > NEARBY and _is_feast_or_quoted(other, day, match, reader):
        return True
    if _is_between_dashes(other, reader):
        return True
    return _is_background(other, reader) and not _is_background(match, reader)


def _is_left_behind(other: Match, day: Point, match: Match, reader: Reader) -> bool:
    """Whether a wider time that does not hold a day was just named: "on Friday … in 1960. That night"."""
    points = reader.earlier_points()
    start, point = points[0]
    if point.unit not in WIDER or start <= other.start:
        return False
    around_day = truncate(day, point.unit)
    if around_day.begins == point.begins:
        return False
    number = reader.first_match_from(start)
    last = reader.matches[number]
    distance = match.start - last.end
    return distance < NEARBY and not _is_beside_story(last, reader)


def _is_beside_story(other: Match, reader: Reader) -> bool:
    """Whether a wider time is not what a story moves to: "since 1990", "who had sung in 1984"."""
    view = reader.view
    if view.word_before(other) in BOUNDING or _is_background(other, reader):
        return True
    tags = view.tags_before(other, ASIDE)
    return not RELATIVE.isdisjoint(tags)


def _is_feast_or_quoted(other: Match, day: Point, match: Match, reader: Reader) -> bool:
    """Whether a day is a feast that nothing is told to be on, or named by who is quoted."""
    if reader.quoted(other) and not reader.quoted(match):
        return True
    if not other.names("holiday") or reader.view.word_before(other) == "on":
        return False
    published = reader.published
    return published is None or day.begins != published.begins


def _is_background(match: Match, reader: Reader) -> bool:
    """Whether what is told of a day was before the story: "the town that they had taken on Friday"."""
    view = reader.view
    row, _ = reader.tenses.governor(match)
    if view.tag(row) != "VBN":
        return False
    low, _ = view.sentence(match.first)
    first = max(low, row - GROUP)
    words = view.lower_words(first, row)
    return not HAD.isdisjoint(words)


def _is_between_dashes(match: Match, reader: Reader) -> bool:
    """Whether a sentence goes on behind a day after an aside: "she – sworn in on Friday – had a shop"."""
    view = reader.view
    low, _ = view.sentence(match.first)
    first = max(low, match.first - ASIDE)
    before = view.words_of(first, match.first)
    opened = before.count("(")
    closed = before.count(")")
    if opened > closed:
        return True
    after = view.word_after(match)
    return after in DASHES and not DASHES.isdisjoint(before)


def not_in_passing(
    base: Point | None, anchor: str, match: Match, reach: int, reader: Reader
) -> Anchor:
    """The day that a match is counted from, unless named in passing: then the last that was not, or none."""
    _, _, start = anchor.partition("text:")
    if base is None or base.unit != "D" or not start or reader.history:
        return base, anchor
    number = reader.first_match_from(int(start))
    if not is_in_passing(reader.matches[number], base, match, reader):
        return base, anchor
    for other, point in reversed(reader.days):
        if match.start - other.start > reach:
            break
        if reader.tense(other) in TOLD and not is_in_passing(
            other, point, match, reader
        ):
            return point, f"text:{other.start}"
    return None, "none"


def tells_itself_which(match: Match, reader: Reader) -> bool:
    """Whether what follows says which day it is: "that day last May", "the same day she met him"."""
    if _names_another_time(match, reader):
        return True
    return _is_of_clause(match, reader)


def _names_another_time(match: Match, reader: Reader) -> bool:
    """Whether a month or a year follows that is not of what was named: "that day back in May 2001"."""
    other = reader.next_match(match)
    if other is None or not other.names("month", "year", "dir", "season"):
        return False
    between = reader.view.lower_words(match.last, other.first)
    if not LINKS.issuperset(between) or not reader.view.same_sentence(match, other):
        return False
    if "D" not in reader.points:
        return True
    _, day = reader.points["D"]
    values = read_fields(other)
    if "month" in values or "dir" in values:
        return True
    return values.get("year", day.year) != day.year


def _is_of_clause(match: Match, reader: Reader) -> bool:
    """Whether a clause says which day: "on the same day she met him", not "On the same day she fell"."""
    view = reader.view
    low, _ = view.sentence(match.first)
    if view.word_after(match) in ("after", "before"):
        return view.lower(match.first) != "that"
    if "same" not in view.lower_words(match.first, match.last):
        return False
    tags = view.tags_of(low, match.first)
    if FINITE.isdisjoint(tags):
        return False
    return view.tag_after(match) == "PRP"


def fine_within(match: Match, wide: Point, unit: str, reader: Reader) -> Anchor | None:
    """A day just named within a wider time: "on Sunday, the fourth race of that week … the day before"."""
    for start, point in reader.earlier_points():
        if match.start - start > STORY:
            return None
        if is_coarser(point, unit):
            continue
        around_it = truncate(point, wide.unit)
        if around_it.begins == wide.begins:
            return point, f"text:{start}"
    return None


def is_of_no_day_told(number: float, unit: str, anchor: str, reader: Reader) -> bool:
    """Whether "three days earlier" is of no day that is told: from publication they would be "ago"."""
    if anchor != "published" or reader.history or reader.published is None:
        return False
    if unit.startswith("T"):
        return True
    return unit == "D" and abs(number) > 1
