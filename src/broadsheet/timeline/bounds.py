"""Whether a date only bounds what happened: from when, until when, how often."""

from broadsheet.timeline.clauses import Clauses
from broadsheet.timeline.expressions import Expression
from broadsheet.timeline.wordlists import bounding_endings, language

LONGEST_PHRASE = 4  # tokens of a phrase of language.toml, hyphens set apart
# Words between "since" and its date: "since the uprising of February 2011".
CUMULATIVE_REACH = 3
# Words between "ahead of" and a date: "ahead of the third and last debate on Friday".
OCCASION_REACH = 10
DAY_OF = ["day", "of"]  # before a feast of weeks, of which only its first day is one


def only_bounds(clauses: Clauses, date: Expression, first: int, opens: int) -> bool:
    """Say whether a date only says from when, until when or how often something was.

    Args:
        clauses: The tokens of all articles.
        date: The date.
        first: The first token of its sentence.
        opens: The first token of its clause.
    """
    if clauses.word(opens) in language()["cumulative"]:
        return True
    if _is_cumulative(clauses, date.begin, first):
        return True
    if _bounds_interval(clauses, date.begin, first):
        return True
    if _recurs(clauses, date.begin, first):
        return True
    if date.is_bound or date.ends_range:
        return True
    if _is_of_occasion_ahead(clauses, date.begin, first):
        return True
    if date.is_moment:
        return False
    return _is_bound(clauses, date.begin, first)


def lasts_for_weeks(clauses: Clauses, date: Expression, first: int) -> bool:
    """Say whether a date is a feast of weeks ("during Lent"), and not "the first day of Lent"."""
    if not date.is_of_weeks:
        return False
    nearest = max(first, date.begin - len(DAY_OF))
    before = [clauses.word(row) for row in range(nearest, date.begin)]
    return before != DAY_OF


def _is_cumulative(clauses: Clauses, row: int, first: int) -> bool:
    """Say whether a date is the point from which something has come together since."""
    openers = language()["cumulative"]
    nearest = row - 1
    within_reach = nearest - CUMULATIVE_REACH
    farthest = max(first, within_reach)
    for before in range(nearest, farthest - 1, -1):
        if clauses.word(before) in openers:
            return True
        tag = clauses.tag(before)
        if tag.startswith("V"):
            return False
    return False


def _is_bound(clauses: Clauses, row: int, first: int) -> bool:
    """Say whether a day only bounds what happened: "before Friday", "prior to 9 May"."""
    # "Before the May 3 vote" is before its day, too.
    before = row - 1
    if row > first and clauses.word(before) == "the":
        row = before
        before -= 1
    if row == first:
        return False
    if clauses.word(before) in language()["bounding"]:
        return True
    text = _words_before(clauses, row, first)
    return text.endswith(bounding_endings("bounding_phrases"))


def _is_of_occasion_ahead(clauses: Clauses, row: int, first: int) -> bool:
    """Say whether a day is that of an occasion still ahead of what is told.

    "He spoke in Riverton ahead of the debate on Friday" tells nothing of Friday.
    """
    endings = bounding_endings("occasion_phrases")
    farthest = max(first, row - OCCASION_REACH)
    for before in range(row - 1, farthest, -1):
        tag = clauses.tag(before)
        if tag.startswith("V") or clauses.word(before) == ",":
            return False
        text = _words_before(clauses, before, first)
        if text.endswith(endings):
            return True
    return False


def _words_before(clauses: Clauses, row: int, first: int) -> str:
    """Return the few words before a token, each behind a space."""
    begin = max(first, row - LONGEST_PHRASE)
    words = [clauses.word(before) for before in range(begin, row)]
    joined = " ".join(words)
    return f" {joined}"


def _recurs(clauses: Clauses, row: int, first: int) -> bool:
    """Say whether a day is that of every week or year: "every Friday"."""
    if row <= first:
        return False
    before = row - 1
    return clauses.word(before) in language()["recurring"]


def _bounds_interval(clauses: Clauses, row: int, first: int) -> bool:
    """Say whether a date is an end of an interval: "between 1 April and 30 June"."""
    if row == first:
        return False
    link = row - 1
    link_word = clauses.word(link)
    if link_word == "between":
        return True
    if link_word not in ("and", "to"):
        return False
    other = link - 1
    while other >= first and clauses.in_date[other]:
        other -= 1
    is_after_date = other < link - 1
    if other < first or not is_after_date:
        return False
    return clauses.word(other) in ("between", "from")
