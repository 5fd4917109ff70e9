"""Accounts of an older time within news: documents printed in full, sentences about a year, chronicles."""

import re

from .article import Reader
from .choose import build, points_around
from .history import read_year
from .meaning import Anchor, Values, read_fields
from .points import Point, months_between, parse_day, to_ordinal, truncate
from .view import Match

LEAST_AGE = 60  # days that a document is older than the article that prints it
REST_OF_LINE = 12  # characters after the day of a document, on its line
SMALL_LETTERS = re.compile(r"[a-z]")
ACCOUNT = 400  # characters before a date in which its sentence names the year that it tells of
FRAME_WORDS = 3  # tokens of a sentence before the year that it tells of: "By the summer of 2007, …"
YEAR = 12  # months before publication, from which a date is of an older year
LONGEST_STEP = 11  # months from one date of an account to the next
# Before a year that says since when or until when, not what is told of.
IN_PASSING = frozenset(["since", "until", "till", "from", "to", "through", "than"])
LONG_GONE = 20  # years before publication from which a story of a bare year goes on
CLAUSE = 8  # tokens of a clause that begins with "when" and tells the year
OF_NOW = frozenset(["MD", "VBZ", "VBP"])
# By which something is named that is not counted from a date of a story.
NAMING = ("month", "weekday", "today", "tonight", "dir", "holiday", "season", "clock")
TELLING = ("past", "since")
DATED = ("month", "holiday")
BOUNDS = ("until", "till", "through")
ENTRY = 20  # tokens within which an entry of a chronicle names its day
# Of the token after the month that an entry of a chronicle begins with: "July A report finds …".
AFTER_ENTRY = ("DT", "VBG", "PRP$")


def day_of_document(
    matches: list[Match], written: str, published: Point | None
) -> tuple[Point, int] | None:
    """The day of a document printed in full, which stands alone on its first line, and where it stands."""
    if published is None or not matches:
        return None
    first = matches[0]
    if not _is_in_full(first) or written[: first.start].strip():
        return None
    rest = written[first.end : first.end + REST_OF_LINE]
    line, _, _ = rest.partition("\n")
    if SMALL_LETTERS.search(line):
        return None
    values = read_fields(first)
    number = values.first("day", "ord")
    day = parse_day(values["year"], values["month"], number)
    if day is None:
        return None
    age = to_ordinal(published) - to_ordinal(day)
    if age < LEAST_AGE:
        return None
    return day, first.start


def _is_in_full(match: Match) -> bool:
    """Whether a day is named with its month and year."""
    if not match.names("day", "ord"):
        return False
    return match.names("month") and match.names("year")


def point_of_account(match: Match, values: Values, reader: Reader) -> Anchor:
    """A month or a day of the older year that its sentence tells of: "In 2002 it peaked in April"."""
    published = reader.published
    if reader.history or published is None:
        return None, ""
    if "month" not in values or "dir" in values:
        return None, ""
    if _is_of_citation(match, reader):
        return None, ""
    frame = _frame_in_sentence(match, reader) or _frame_before(match, published, reader)
    if frame is None:
        return None, ""
    base = _point_in_full(frame, reader)
    if base is None or base.year >= published.year:
        return None, ""
    points = points_around(match, values, base.year, reader)
    point = _next_in_account(points, base)
    if point is None or point.begins > published.begins:
        return None, ""
    return point, f"text:{frame.start}"


def point_beside_older(match: Match, values: Values, reader: Reader) -> Anchor:
    """A day or a month that goes on from one of an older year: "sold in May 2003 and shut in July"."""
    published = reader.published
    if reader.history or published is None or reader.previous is None:
        return None, ""
    if "dir" in values or not match.names(*DATED):
        return None, ""
    other, meaning = reader.previous
    base = meaning.point
    if base is None:
        return None, ""
    is_of_that_year = _is_of_year_just_said(match, other, base, reader)
    if not is_of_that_year and not _may_lead(match, other, base, published, reader):
        return None, ""
    points = points_around(match, values, base.year, reader)
    point = _next_in_account(points, base)
    return point, f"text:{other.start}"


def _is_of_year_just_said(
    match: Match, other: Match, base: Point, reader: Reader
) -> bool:
    """Whether its sentence begins with a year that is counted from another: "In that year, on 9 May"."""
    if other.rule.op != "neighbour" or base.unit != "Y":
        return False
    if not reader.view.same_sentence(match, other) or not _heads_sentence(
        other, reader
    ):
        return False
    return reader.tense(match) in TELLING


def _may_lead(
    match: Match, other: Match, base: Point, published: Point, reader: Reader
) -> bool:
    """Whether what is told goes on from a date of an older year just named in the sentence."""
    if not other.names(*DATED) or "year" in other.rule.settings:
        return False
    if base.unit not in ("D", "M") or months_between(published, base) <= YEAR:
        return False
    if _is_in_passing(other, reader) or _is_of_citation(match, reader):
        return False
    view = reader.view
    if not view.same_sentence(match, other):
        return False
    between = view.lower_words(other.last, match.first)
    if "since" in between:
        return False
    tense = reader.tense(match)
    return tense in TELLING or (tense == "" and "and" in between)


def _frame_of(match: Match, reader: Reader) -> Match | None:
    """The older year, or a date in one, with which the sentence of a match begins."""
    for other in reader.before(match, ACCOUNT):
        if not reader.view.same_sentence(match, other):
            return None
        if not other.names("year", "shortyear"):
            continue
        if _is_in_passing(other, reader):
            continue
        if _is_in_full(other) and match.names("day", "ord"):
            return other
        return other if _heads_sentence(other, reader) else None
    return None


def _frame_in_sentence(match: Match, reader: Reader) -> Match | None:
    """The older date of its own sentence that a match is told of."""
    frame = _frame_of(match, reader)
    return frame if frame and _is_told(match, frame, reader) else None


def _frame_before(match: Match, published: Point, reader: Reader) -> Match | None:
    """The older date of the sentence before, whose story goes on: "held on 4 May 1979. They came in June"."""
    if reader.quoted(match) or not _is_all_past(match, reader):
        return None
    frame = _last_older_date(match, reader)
    if frame is None or not _is_in_sentence_before(match, frame, reader):
        return None
    if not _begins_story(frame, reader) or not _goes_on(match, reader):
        return None
    if frame.names("month"):
        return frame
    base = _point_in_full(frame, reader)
    is_old = base is not None and published.year - base.year >= LONG_GONE
    return frame if is_old and _opens_story(frame, reader) else None


def _begins_story(frame: Match, reader: Reader) -> bool:
    """Whether a sentence only tells what took place at a date: no "since 1936", no "founded in 1936"."""
    if _is_in_passing(frame, reader) or not _is_all_past(frame, reader):
        return False
    words = reader.view.sentence_words(frame)
    return reader.tenses.lists["beginnings"].isdisjoint(words)


def _goes_on(match: Match, reader: Reader) -> bool:
    """Whether its sentence goes on with a story: it begins with "they", or "a week later"."""
    low, _ = reader.view.sentence(match.first)
    if reader.view.tag(low) == "PRP":
        return True
    return any(
        other.first == low and other.rule.name == "later"
        for other in reader.before(match, ACCOUNT)
    )


def _is_all_past(match: Match, reader: Reader) -> bool:
    """Whether the sentence of a match tells of nothing but what is gone."""
    tags = reader.view.sentence_tags(match)
    return "VBD" in tags and OF_NOW.isdisjoint(tags)


def _last_older_date(match: Match, reader: Reader) -> Match | None:
    """The date with its year before a match, if nothing but lengths stands between."""
    for other in reader.before(match, ACCOUNT):
        if other.names("year", "shortyear"):
            return other
        if other.rule.name == "ago" or other.names(*NAMING):
            return None
    return None


def _is_in_sentence_before(match: Match, frame: Match, reader: Reader) -> bool:
    """Whether a date stands in the sentence before that of a match, in its paragraph."""
    low, _ = reader.view.sentence(match.first)
    begin, _ = reader.paragraph(match)
    if frame.start < begin or low == 0:
        return False
    first, last = reader.view.sentence(low - 1)
    return first <= frame.first < last


def _opens_story(frame: Match, reader: Reader) -> bool:
    """Whether a sentence begins with the year that it tells of: "In 1936", "When they left in 1936"."""
    if _heads_sentence(frame, reader):
        return True
    low, _ = reader.view.sentence(frame.first)
    return reader.view.lower(low) == "when" and frame.first - low <= CLAUSE


def _is_told(match: Match, frame: Match, reader: Reader) -> bool:
    """Whether a match looks back, or its sentence is an entry of a chronicle: "1971 She is born on 3 May"."""
    tense = reader.tense(match)
    if tense in TELLING:
        return True
    if reader.view.word_before(match) in BOUNDS:
        _, tense_of_verb = reader.tenses.governor(match)
        return tense_of_verb == "past"
    low, _ = reader.view.sentence(match.first)
    is_near = match.first - frame.last < ENTRY
    return frame.first == low and is_near and tense == "present"


def _is_of_citation(match: Match, reader: Reader) -> bool:
    """Whether a day says when something was printed: "page 3, November 11"."""
    before = reader.view.words_before(match, 3)
    if before[:1] not in (["page"], ["p"]):
        return False
    return before[-1] == ","


def _is_in_passing(match: Match, reader: Reader) -> bool:
    before = reader.view.word_before(match)
    return before in IN_PASSING


def _heads_sentence(match: Match, reader: Reader) -> bool:
    low, _ = reader.view.sentence(match.first)
    return match.first - low <= FRAME_WORDS


def _point_in_full(match: Match, reader: Reader) -> Point | None:
    values = read_fields(match)
    year = read_year(values, reader.published)
    if year is None:
        return None
    points = build(match, values, year, reader)
    return points[0] if points else None


def _next_in_account(points: list[Point], base: Point) -> Point | None:
    """The first of some points from the one before on."""
    for point in points:
        if base.unit == "Y":
            is_next = point.year == base.year
        else:
            months = months_between(point, truncate(base, point.unit))
            is_next = 0 <= months <= LONGEST_STEP
        if is_next:
            return point
    return None


def heads_entry(match: Match, reader: Reader) -> bool:
    """Whether a month alone heads a line of a chronicle, whose year stands elsewhere or nowhere.

    "December : The bill passes", "July A report finds that …".
    """
    if set(match.fields) != {"month"}:
        return False
    begin, _ = reader.paragraph(match)
    if reader.written[begin : match.start].strip():
        return False
    if reader.view.word_after(match) == ":":
        return True
    if reader.view.tag_after(match) not in AFTER_ENTRY:
        return False
    following = reader.view.word(match.last)
    return following[0].isupper()
