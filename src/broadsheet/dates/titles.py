"""Whether what stands between quotation marks is the title of a work, not what somebody says."""

import string
from collections.abc import Iterable

from .view import Match, TokenView

# Words of a quotation that can be a title, without its marks.
LONGEST_TITLE = 8
OPENING = "``"
CLOSING = "''"
SENTENCE_ENDS = (".", "?", "!")


class TitleReader:
    """Reads the quotations that matches stand in.

    Args:
        view: The tokens.
        small_words: Words that have no capital in a title.
        speech: Words after a quotation that somebody speaks.
    """

    def __init__(
        self,
        view: TokenView,
        small_words: frozenset[str],
        speech: frozenset[str],
    ) -> None:
        self.view = view
        self.small_words = small_words
        self.speech = speech

    def is_quoted_alone(self, match: Match) -> bool:
        """Whether the match is all that stands between quotation marks."""
        view = self.view
        low, high = view.sentence(match.first)
        opening = match.first - 1
        closing = match.last
        if opening < low or closing >= high:
            return False
        if view.tag(opening) != OPENING:
            return False
        if view.tag(closing) == CLOSING:
            return True
        if view.tag(closing) != ",":
            return False
        after_comma = closing + 1
        is_within = low < opening and after_comma < high
        return is_within and view.tag(after_comma) == CLOSING

    def is_in_title(self, match: Match) -> bool:
        """Whether the quotation around a match is a title: short, in capitals, and not what somebody says."""
        if not self.view.quoted[match.first]:
            return False
        if match.names("day", "clock"):
            return False
        low, high = self.view.sentence(match.first)
        farthest = max(low, match.first - LONGEST_TITLE - 1)
        before = range(farthest, match.first)
        opening = self._first_tagged(OPENING, reversed(before))
        if opening is None:
            return False
        first = opening + 1
        farthest = min(high, first + LONGEST_TITLE + 1)
        after = range(match.last, farthest)
        last = self._first_tagged(CLOSING, after)
        if last is None:
            return False
        return self._reads_as_title(first, last, high)

    def is_after_sort(self, match: Match, works: frozenset[str]) -> bool:
        """Whether quotation marks open around a match right after a sort of work: the film “May 4, 1970”."""
        low, high = self.view.sentence(match.first)
        farthest = max(low, match.first - LONGEST_TITLE - 1)
        before = range(farthest, match.first)
        opening = self._first_tagged(OPENING, reversed(before))
        if opening is None or opening == low:
            return False
        if self.view.lower(opening - 1) not in works:
            return False
        after = range(match.last, min(high, opening + LONGEST_TITLE + 2))
        return self._first_tagged(CLOSING, after) is not None

    def _first_tagged(self, tag: str, rows: Iterable[int]) -> int | None:
        """The first of some rows that has a tag."""
        for row in rows:
            if self.view.tag(row) == tag:
                return row
        return None

    def _reads_as_title(self, first: int, last: int, high: int) -> bool:
        words = self.view.words_of(first, last)
        if "," in words:
            return False
        if words[-1] in SENTENCE_ENDS:
            return False
        if self._is_spoken(last + 1, high):
            return False
        lettered = [word for word in words if word[0] in string.ascii_letters]
        if not lettered:
            return False
        head = lettered[0]
        if head[0].islower():
            return False
        small = {word for word in lettered if word.islower()}
        return small <= self.small_words

    def _is_spoken(self, after: int, high: int) -> bool:
        """Whether a verb or a subject of speech follows a quotation."""
        if after >= high:
            return False
        word = self.view.lower(after)
        return word in self.speech
