"""Days that are named in passing, of which a story does not go on."""

from .article import Reader
from .meaning import Anchor
from .points import Point
from .view import Match

BOUNDING = frozenset(["since", "until", "till", "before", "by", "than"])
TOLD = ("past", "since")
HAD = frozenset(["had", "'d", "’d"])
GROUP = 4  # tokens before a participle within which stands "had"
ASIDE = 12  # tokens before a day, within which an aside begins
NEARBY = 200  # characters within which a story may go on from a feast
BOUND_REACH = 400  # the same of a day that only bounds something
DASHES = frozenset(["-", "–", "—", "--"])


def is_in_passing(other: Match, match: Match, reader: Reader) -> bool:
    """Whether an earlier sentence only names a day beside what it tells, so that no later one counts from it."""
    view = reader.view
    if view.same_sentence(match, other):
        return False
    distance = match.start - other.end
    before = view.word_before(other)
    if before in BOUNDING and distance > BOUND_REACH:
        return True
    if distance > NEARBY and _is_feast_or_quoted(other, match, reader):
        return True
    if _is_between_dashes(other, reader):
        return True
    return _is_background(other, reader) and not _is_background(match, reader)


def _is_feast_or_quoted(other: Match, match: Match, reader: Reader) -> bool:
    """Whether a day is a feast that nothing is told to be on, or named by who is quoted."""
    if reader.quoted(other) and not reader.quoted(match):
        return True
    return other.names("holiday") and reader.view.word_before(other) != "on"


def _is_background(match: Match, reader: Reader) -> bool:
    """Whether what is told of a day was before the story: "the town that they had taken on Friday"."""
    view = reader.view
    row, _ = reader.tenses.governor(match)
    if view.tag(row) != "VBN":
        return False
    low, _ = view.sentence(match.first)
    first = max(low, row - GROUP)
    return not HAD.isdisjoint(view.lower_words(first, row))


def _is_between_dashes(match: Match, reader: Reader) -> bool:
    """Whether a sentence goes on behind a day after an aside: "she – sworn in on Friday – had a shop"."""
    view = reader.view
    low, _ = view.sentence(match.first)
    before = view.words_of(max(low, match.first - ASIDE), match.first)
    after = view.word_after(match)
    if before.count("(") > before.count(")"):
        return True
    return after in DASHES and not DASHES.isdisjoint(before)


def not_in_passing(
    base: Point | None, anchor: str, match: Match, reach: int, reader: Reader
) -> Anchor:
    """The day that a match is counted from, unless named in passing: then the last that was not, or none."""
    _, _, start = anchor.partition("text:")
    if base is None or base.unit != "D" or not start or reader.history:
        return base, anchor
    number = reader.first_match_from(int(start))
    if not is_in_passing(reader.matches[number], match, reader):
        return base, anchor
    for other, point in reversed(reader.days):
        if match.start - other.start > reach:
            break
        if reader.tense(other) in TOLD and not is_in_passing(other, match, reader):
            return point, f"text:{other.start}"
    return None, "none"
