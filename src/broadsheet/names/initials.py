"""Labels of turns that are initials: "AB: …" in an interview with Ann Brook."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .lexicon import fold_name
from .phrases import Mention, Phrases, Source
from .who import Who

LETTERS = range(2, 4)
RULE = "initials"


class Initials:
    """Find the person whose turns are labelled with initials, one article after the other."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.article = -1
        self.bearers: dict[str, Mention | None] = {}
        self.are_labels = False

    def read(self, source: Source) -> Who | None:
        """Return who speaks where a source is a label of initials, None where it is none.

        Where one label is that of a person named in the article, the others are people too, though nobody
        there may be named in full: whoever asks, mostly.
        """
        if len(source) != 1:
            return None
        letters = self._label_at(source.low)
        if not letters:
            return None
        if source.article != self.article:
            self._look_at(source.article)
        bearer = self.bearers.get(letters)
        if bearer:
            return Who(bearer.name, "person", bearer.gender, RULE)
        if self.are_labels:
            return Who(letters, "person", rule="name as written")
        return None

    def _label_at(self, row: int) -> str:
        """Return the letters of a label at a row, without stops; "" where there is none."""
        p = self.phrases
        if p.norm[row + 1 : row + 2] != [":"]:
            return ""
        letters = p.word[row].replace(".", "")
        is_short = len(letters) in LETTERS
        if not (is_short and letters.isupper() and letters.isalpha()):
            return ""
        is_body = fold_name(letters) in p.lex.bodies_of_one_word
        return "" if is_body else letters

    def _look_at(self, article: int) -> None:
        """Note whose initials are whose in an article, and whether any of them is a label."""
        self.article = article
        self.bearers = {}
        first = bisect_left(self.phrases.article, article)
        after = bisect_right(self.phrases.article, article)
        for mention in self._people(first, after):
            for letters in _initials_of(mention.name):
                other = self.bearers.get(letters, mention)
                is_same = other is not None and other.name == mention.name
                self.bearers[letters] = mention if is_same else None
        labels = [self._label_at(row) for row in range(first, after)]
        self.are_labels = any(self.bearers.get(letters) for letters in labels)

    def _people(self, first: int, after: int) -> Iterator[Mention]:
        p = self.phrases
        low = bisect_left(p.name_starts, first)
        high = bisect_left(p.name_starts, after)
        for mention in p.names[low:high]:
            if mention.kind == "person":
                yield mention


def _initials_of(name: str) -> set[str]:
    """Return the initials of a full name, with its middle names and without.

    >>> sorted(_initials_of("Mary Ann Lee"))
    ['MAL', 'ML']
    """
    letters = [word[0] for word in name.split() if word[0].isupper()]
    if len(letters) < 2:
        return set()
    return {"".join(letters), letters[0] + letters[-1]}
