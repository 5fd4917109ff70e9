"""What is told to be a name: "a café called Monday Moon", "her boat, the Tenth of August"."""

import numpy as np

from .grammar import load
from .name_lists import WordLists
from .places import gazetteer
from .view import Match, TokenView

NAMED = frozenset(["weekday", "month", "season", "holiday"])
OWNERS = ("'s", "’s")
ARTICLES = ("the", "The")
KNOWN_AS = ["known", "as"]
WORDS_TO_SORT = 4  # tokens after a name and a comma, within which its sort stands
LONGEST_NAME = 4  # words of a name after the day that it begins with
NAME_TAGS = ("NNP", "NNPS", "NN", "NNS", "JJ", "JJS", "RB")
# Of the token after "the Friday Senate vote": the capitals belong to what was on that day.
OF_LONGER_PHRASE = ("NN", "JJ", "VBG", "CD", "HYPH", ":")
ANY_ONE = ("a", "an", "the", "his", "her", "their", "its")
BEFORE_SORT = [[",", word] for word in ANY_ONE]
CLOSING = (",", ".")
# Of the token before a weekday that some newsrooms write without "on": "said Monday".
BEFORE_BARE_DAY = ("VBD", "VBN", "NN", "NNS", "RB", "PRP")
AFTER_BARE_DAY = ("IN", "TO", ".", ",", "VBD", "DT", "PRP")


def writers_of_bare_days(view: TokenView) -> frozenset[int]:
    """The articles that write weekdays without "on": "officials said Monday", "was killed Tuesday in …"."""
    weekdays = load().lexicon.values["WEEKDAY"]
    written = {day.title() for day in weekdays}
    rows = view.rows_of(written)
    last_row = len(view.codes) - 1
    is_inside = (rows > 0) & (rows < last_row)
    rows = rows[is_inside]
    tags_before = view.pos[rows - 1]
    tags_after = view.pos[rows + 1]
    is_bare = _is_one_of(BEFORE_BARE_DAY, tags_before, view)
    is_bare &= _is_one_of(AFTER_BARE_DAY, tags_after, view)
    articles = view.article[rows[is_bare]]
    return frozenset(articles.tolist())


def _is_one_of(
    wanted: tuple[str, ...], tags: np.ndarray, view: TokenView
) -> np.ndarray:
    """Whether each part of speech, by its number, is one of those that are wanted."""
    numbers = [number for number, tag in enumerate(view.tags) if tag in wanted]
    return np.isin(tags, numbers)


class ToldNameReader:
    """Reads words that tell that a name stands beside them.

    Args:
        view: The tokens.
        lists: What may have a name, and what stands before one.
    """

    def __init__(self, view: TokenView, lists: WordLists) -> None:
        self.view = view
        self.naming = lists.naming
        self.bearers = lists.bearers
        self.bodies = lists.things
        self.papers = lists.papers
        self.before_days = lists.before_days
        self.before_dates = (lists.before_days | lists.before_dates) - {"of"}
        self.bare = writers_of_bare_days(view)

    def is_told(self, match: Match) -> bool:
        """Whether the words around a match tell that it is (part of) a name."""
        view = self.view
        if view.word(match.last - 1).isupper() and self._is_paper_in_capitals(match):
            return True
        if NAMED.isdisjoint(match.fields):
            return False
        if "noon" in match.fields:
            return self._is_hour_of_month(match)
        before = view.lower(match.first - 1)
        if before in self.before_dates or match.names("year", "clock"):
            return False  # most dates: nothing else need be looked at
        if self._has_capital_behind(match):
            return self._begins_name(match)
        return self._is_whole_name(match, before)

    def _has_capital_behind(self, match: Match) -> bool:
        """Whether a capital or the mark of an owner follows."""
        _, high = self.view.sentence(match.first)
        if match.last >= high:
            return False
        following = self.view.word(match.last)
        begins = following[0]
        return begins.isupper() or following in OWNERS

    def _begins_name(self, match: Match) -> bool:
        """Whether a name begins with a match that a capital follows."""
        if match.names("day"):
            return self._is_body_of_day(match)
        return (
            self._follows_naming(match)
            or self._goes_on_beside_bearer(match)
            or self._is_between_article_and_verb(match)
        )

    def _is_whole_name(self, match: Match, before: str) -> bool:
        """Whether a match is all of a name."""
        if match.names("day"):
            return False
        if before == "(":
            return self._is_explained(match)
        if match.names("ord"):
            return self._is_ordinal_of_bearer(match)
        if before not in self.naming and before != "as":
            return False
        return self._follows_naming(match)

    def _is_paper_in_capitals(self, match: Match) -> bool:
        """Whether a paper is written in capitals: "He told THE WEEKEND STAR that …"."""
        low, high = self.view.sentence(match.first)
        if match.last >= high or match.first == low:
            return False
        following = self.view.word(match.last)
        if not following.isupper():
            return False
        return following.lower() in self.papers

    def _is_explained(self, match: Match) -> bool:
        """Whether brackets tell what a name means: "known as il-Hadd (Sunday)"."""
        view = self.view
        before = view.words_before(match, WORDS_TO_SORT + 1)
        is_opened = before[-1:] == ["("]
        is_closed = view.word_after(match) == ")"
        if is_opened and is_closed:
            return not self.naming.isdisjoint(before)
        return False

    def _follows_naming(self, match: Match) -> bool:
        """Whether a name follows "called": "a café named Monday Moon", "the dog, called Friday,"."""
        view = self.view
        before = view.words_before(match, 3)
        if before[-2:] == KNOWN_AS:
            return True
        called = view.word_before(match)
        if called not in self.naming:
            return False
        tags = view.tags_before(match, 1)
        is_apart = before[-2:-1] == [","]
        if is_apart and tags == ["VBN"]:
            following = view.word_after(match)
            return following in CLOSING and before[0] in self.bearers
        return self._goes_on(match)

    def _is_ordinal_of_bearer(self, match: Match) -> bool:
        """Whether a day in words is a boat's name, or that of a pub: "her boat, the Tenth of August"."""
        view = self.view
        if not match.names("ord"):
            return False
        written = view.words_of(match.first, match.last)
        capitals = {word.lower() for word in written if word.istitle()}
        ordinals = load().lexicon.values["ORD"]
        if capitals.isdisjoint(ordinals):
            return False
        near = view.words_before(match, 3)
        before = [word for word in near if word != "the"]
        return self._is_bearer(before)

    def _is_bearer(self, before: list[str]) -> bool:
        """Whether words end with what has a name, or with that and a comma."""
        if before[-1:] == [","]:
            before = before[:-1]
        last = before[-1:]
        return not self.bearers.isdisjoint(last)

    def _goes_on_beside_bearer(self, match: Match) -> bool:
        """Whether a name goes on beside its sort: "the band Friday's Heroes", "Friday Notes, a choir"."""
        view = self.view
        if match.last - match.first > 1 and not match.names("part"):
            return False
        article = int(view.article[match.first])
        if article in self.bare or not self._goes_on(match):
            return False
        before = view.words_before(match, 2)
        if self._is_bearer(before):
            return True
        last = self._end_of_name(match)
        return self._is_sort(last, match)

    def _goes_on(self, match: Match) -> bool:
        """Whether a name goes on with a capital, as no place and no time: "Monday Moon", "Friday's Fool"."""
        first = self._behind_owner(match)
        last = self._end_of_name(match)
        return last > first

    def _behind_owner(self, match: Match) -> int:
        """The row after a match, or after the mark of an owner: "Monday's"."""
        following = self.view.word_after(match)
        if following in OWNERS:
            return match.last + 1
        return match.last

    def _end_of_name(self, match: Match) -> int:
        """The row after the words with a capital that follow a match."""
        view = self.view
        _, high = view.sentence(match.first)
        row = self._behind_owner(match)
        last = min(high, row + LONGEST_NAME)
        while row < last and self._is_word_of_name(row):
            row += 1
        return row

    def _is_word_of_name(self, row: int) -> bool:
        """Whether a word has a capital, and is no place and no time."""
        word = self.view.word(row)
        if not word.istitle() or not word.isalpha():
            return False
        if self.view.tag(row) not in NAME_TAGS:
            return False
        lexicon = load().lexicon
        _, is_trigger = lexicon.letter(word)
        if is_trigger and not lexicon.is_common(word):
            return False
        return word.lower() not in gazetteer().by_name

    def _is_sort(self, row: int, match: Match) -> bool:
        """Whether the sort of what has a name follows a comma: "Friday Notes, a choir of miners"."""
        view = self.view
        _, high = view.sentence(match.first)
        last = min(high, row + WORDS_TO_SORT + 2)
        words = view.lower_words(row, last)
        comma_and_article = words[:2]
        if comma_and_article not in BEFORE_SORT:
            return False
        return not self.bearers.isdisjoint(words)

    def _is_between_article_and_verb(self, match: Match) -> bool:
        """Whether an article and a capital hold a weekday: "has run the Saturday Bar in Mdina"."""
        view = self.view
        if match.last - match.first > 1 or not match.names("weekday"):
            return False
        before = view.words_before(match, 2)
        article = before[-1:]
        if article != ["the"] or view.word(match.first - 1) not in ARTICLES:
            return False
        if not self.before_days.isdisjoint(before[:-1]):
            return False
        last = self._end_of_name(match)
        _, high = view.sentence(match.first)
        if last == match.last or last >= high:
            return last > match.last
        tag = view.tag(last)
        return not tag.startswith(OF_LONGER_PHRASE)

    def _is_hour_of_month(self, match: Match) -> bool:
        """Whether an hour and a month without a day have odd capitals: "the ride on Midnight March"."""
        is_head = self.view.word_before(match) == ""
        if is_head or not match.names("month"):
            return False
        words = self.view.words_of(match.first, match.last)
        capitals = [word for word in words if word.istitle()]
        return capitals == words

    def _is_body_of_day(self, match: Match) -> bool:
        """Whether a body or a place is called after a day: "the July 20 Society", "the May 9 Stand"."""
        view = self.view
        if match.names("year", "weekday"):
            return False
        first = view.lower(match.first)
        before = view.word_before(match)
        if "the" not in (first, before):
            return False
        last = self._end_of_name(match)
        if last == match.last:
            return False
        body = view.lower(last - 1)
        return body in self.bodies
