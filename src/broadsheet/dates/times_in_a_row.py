"""Yesterday, today and tomorrow that are no days: "yesterday the mill, today the weir, tomorrow the town"."""

from .article import Reader
from .view import Match, TokenView

ROW_WORDS = 30  # tokens on either side within which times are set in a row
TIMES = frozenset(["yesterday", "today", "tomorrow"])
OUTER_TIMES = frozenset(["yesterday", "tomorrow"])


def is_one_of_three_times(match: Match, reader: Reader) -> bool:
    """Whether words quoted set three times in a row: "Yesterday they had slaves … And tomorrow …"."""
    if not reader.quoted(match):
        return False
    view = reader.view
    first, last = view.sentence_near(match, ROW_WORDS, ROW_WORDS)
    begins = set()
    for row in range(first, last):
        word = view.lower(row)
        if word in TIMES and view.quoted[row] and _begins_clause(row, view):
            begins.add(word)
    return begins.issuperset(OUTER_TIMES)


def _begins_clause(row: int, view: TokenView) -> bool:
    """Whether a token stands behind a mark, or behind "and" that does so."""
    if row == 0:
        return True
    before = view.lower(row - 1)
    if before == "and" and row > 1:
        before = view.lower(row - 2)
    last_character = before[-1]
    return not last_character.isalnum()
