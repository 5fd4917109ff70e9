"""Whether a match is no date but (part of) the name of a person, a work or a thing.

People, papers, clubs and songs are called after days, months and seasons. What stands around a word tells: a
capital that its place does not explain, quotation marks of its own, a first name or a title before it, a
surname after it.
"""

import string

from .grammar import load, read_toml
from .view import Match, TokenView

# Words of a quotation that can be a title, without its marks.
LONGEST_TITLE = 8
OPENING, CLOSING = "``", "''"
# Fields whose words have a capital wherever they stand.
WRITTEN_WITH_CAPITAL = ("holiday", "year", "era", "month", "decade")


class NameFilter:
    """What is a name among the matches of all articles; who was so called in full is remembered."""

    def __init__(self, view: TokenView) -> None:
        lists = read_toml("names.toml")
        self.view = view
        self.first_names = frozenset(lists["first_names"])
        self.honorifics = frozenset(lists["honorifics"])
        self.streets = frozenset(lists["streets"])
        self.papers = frozenset(lists["papers"])
        self.before_dates = frozenset(lists["before_dates"])
        self.small_words = frozenset(lists["small_words"])
        self.speech = frozenset(lists["speech"])
        self.called: set[tuple[int, str]] = set()

    def is_name(self, match: Match) -> bool:
        """Whether a match is part of a title in quotation marks, or has a capital that its place does not
        explain."""
        if self.view.is_title[match.first]:
            return False
        if self._is_in_title(match):
            return True
        if match.names(*WRITTEN_WITH_CAPITAL):
            return False
        return self._has_odd_capital(match)

    def is_persons_name(self, match: Match) -> bool:
        """Whether a month, a weekday or a season is somebody's name."""
        if match.last - match.first > 1 or not match.names(
            "month", "weekday", "season"
        ):
            return False
        word = self.view.word(match.first)
        if not word.istitle():
            return False
        key = (int(self.view.article[match.first]), word)
        if self._is_named_in_full(match, word):
            self.called.add(key)
            return True
        return key in self.called and not self._is_timed(match)

    def _is_named_in_full(self, match: Match, word: str) -> bool:
        """After a first name or a title ("Mrs May", "Cornelius Friday, 41,"), before a surname ("April
        Moe")."""
        view = self.view
        low, high = view.sentence(match.first)
        before = view.word(match.first - 1) if match.first > low else ""
        if before.istitle() and before.rstrip(".").lower() in self.honorifics:
            return True
        if (
            match.last < high
            and self.view.word(match.last).istitle()
            and match.names("weekday")
        ):
            return self.view.lower(match.last) in self.papers
        is_month = match.names("month")
        if is_month and word in load().surnames and self._follows_name(match, before):
            return True
        if (
            match.names("weekday")
            and self._follows_name(match, before)
            and self._has_age(match)
        ):
            return True
        if word not in self.first_names or match.last >= high:
            return False
        return self._has_surname(match, before)

    def _follows_name(self, match: Match, before: str) -> bool:
        if not before.istitle() or self.view.tag(match.first - 1) != "NNP":
            return False
        return before.lower() not in load().values["WEEKDAY"]

    def _has_age(self, match: Match) -> bool:
        """Whether an age follows between commas: "Cornelius Friday, 41, …"."""
        view = self.view
        _, high = view.sentence(match.first)
        if match.last + 2 >= high:
            return False
        opening, age, closing = (view.word(match.last + offset) for offset in range(3))
        return opening == closing == "," and age.isdigit() and len(age) == 2

    def _has_surname(self, match: Match, before: str) -> bool:
        """Whether another name follows, and no word before it makes the match a date."""
        following = self.view.word(match.last)
        if self.view.tag(match.last) not in ("NNP", "NNPS") or not following.istitle():
            return False
        if following.lower() in self.streets:
            return True
        if before.lower() in self.before_dates or load().letter(following)[1]:
            return False
        if before and self.view.tag(match.first - 1) in ("DT", "PRP$", "POS"):
            return False
        return (
            following.isalpha()
            or "-" in following
            or "'" in following
            or "’" in following
        )

    def _is_timed(self, match: Match) -> bool:
        """Whether a name stands where a month or a day does: "in May", but not "in May's view"."""
        before = self.view.word_before(match)
        follows = self.view.tag_after(match)
        return (before == "by" or before in self.before_dates) and follows not in (
            "POS",
            "VBD",
            "VBZ",
        )

    def _has_odd_capital(self, match: Match) -> bool:
        """Whether a common word has a capital that neither its place nor its sort explains."""
        view = self.view
        low, high = view.sentence(match.first)
        rows = range(max(match.first, low + 1), match.last)
        odd = [row for row in rows if view.word(row - 1)[-1].isalnum()]
        if self._is_capital_of_its_kind(match, high):
            odd = []
        if self._is_quoted_alone(match, low, high):
            odd.append(match.first)
        return any(load().is_common(view.word(row)) for row in odd)

    def _is_capital_of_its_kind(self, match: Match, high: int) -> bool:
        """ "Friday Night", "the 20th Century": a capital all the same, unless a longer name goes on."""
        if not match.names("century") and not (
            match.names("weekday") and match.names("part")
        ):
            return False
        return match.last >= high or not self.view.word(match.last)[0].isupper()

    def _is_quoted_alone(self, match: Match, low: int, high: int) -> bool:
        """Whether the match is all that stands between quotation marks."""
        if match.first <= low or match.last >= high:
            return False
        comma = (
            self.view.tag(match.last) == ","
            and low + 1 < match.first
            and match.last + 1 < high
        )
        closing = match.last + 1 if comma else match.last
        return (self.view.tag(match.first - 1), self.view.tag(closing)) == (
            OPENING,
            CLOSING,
        )

    def _is_in_title(self, match: Match) -> bool:
        """Whether the quotation around a match is a title: short, in capitals, and not what somebody says."""
        view = self.view
        if not view.quoted[match.first] or match.names("day", "clock"):
            return False
        low, high = view.sentence(match.first)
        first = match.first
        while (
            first > low
            and match.first - first < LONGEST_TITLE
            and view.tag(first - 1) != OPENING
        ):
            first -= 1
        last = match.last
        while (
            last < high and last - first <= LONGEST_TITLE and view.tag(last) != CLOSING
        ):
            last += 1
        enclosed = first > low and last < high and last - first <= LONGEST_TITLE
        if not enclosed or view.tag(first - 1) != OPENING or view.tag(last) != CLOSING:
            return False
        return self._reads_as_title(first, last, high)

    def _reads_as_title(self, first: int, last: int, high: int) -> bool:
        words = [self.view.word(row) for row in range(first, last)]
        if "," in words or words[-1] in (".", "?", "!"):
            return False
        follows = self.view.lower(last + 1) if last + 1 < high else ""
        if follows in self.speech:
            return False
        lettered = [word for word in words if word[0] in string.ascii_letters]
        plain = [
            word for word in lettered if word.islower() and word not in self.small_words
        ]
        return bool(lettered) and lettered[0][0].isupper() and not plain
