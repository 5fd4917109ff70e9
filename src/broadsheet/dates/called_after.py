"""What is called after a day, a month or a season without marks of a title: works, clubs, firms, and people
whom an article names in full elsewhere."""

import numpy as np

from .forenames import is_surname
from .grammar import load
from .mistagged import FINITE
from .places import gazetteer
from .view import Match, TokenView

WORDS_OF_WORK = 6  # after a comma, within which the sort of a work stands
NOUN_PHRASE_TAGS = ("JJ", "JJS", "NN", "NNP", "VBN", "VBG", "CD", "HYPH")
OWNED = ("its", "his", "her", "their")
ANY_ONE = ("a", "an")
AFTER_ORDINAL = ("of", "in", "after")  # "the Second Sunday of Advent" is a day
SMALL_WORDS_OF_TEXT = 3  # of a sentence that is no headline
CALLED_AFTER = ("month", "weekday", "season", "holiday")


def called_in_full(
    view: TokenView, honorifics: frozenset[str], clubs: frozenset[str]
) -> set[tuple[int, str]]:
    """Who is named in full in each article, wherever: "Mrs May", "Theresa May", "Sheffield Wednesday"."""
    lexicon = load().lexicon
    weekdays = {day.title() for day in lexicon.values["WEEKDAY"]}
    people = weekdays | set(lexicon.surnames)
    rows = _rows_of(view, people)
    rows = rows[rows > 0]
    titled = [_is_honorific(word, honorifics) for word in view.words]
    is_titled = np.array(titled, dtype=bool)
    rows_of_people = rows[is_titled[view.codes[rows - 1]]]
    called = {_key(view, row) for row in rows_of_people.tolist()}
    for row in _rows_of(view, {club.split()[-1] for club in clubs}).tolist():
        if row and " ".join(view.words_of(row - 1, row + 1)) in clubs:
            called.add(_key(view, row))
    return called | _called_by_seasons(view)


def _called_by_seasons(view: TokenView) -> set[tuple[int, str]]:
    """Whose surname is a season, where it ends a name within a sentence: "striker Tom Winter signed"."""
    seasons = {season.title() for season in load().lexicon.values["SEASON"]}
    rows = _rows_of(view, seasons)
    rows = rows[(rows > 1) & (rows < len(view.codes) - 1)]
    called = set()
    for row in rows.tolist():
        low, high = view.sentence(row)
        if row - 1 <= low or row + 1 >= high:
            continue
        is_last = not view.word(row + 1)[0].isupper()
        if is_last and is_surname(view, row - 1, high):
            called.add(_key(view, row))
    return called


def _rows_of(view: TokenView, words: set[str]) -> np.ndarray:
    """The rows of some words, as written."""
    is_wanted = np.array([word in words for word in view.words], dtype=bool)
    return np.flatnonzero(is_wanted[view.codes])


def _key(view: TokenView, row: int) -> tuple[int, str]:
    return int(view.article[row]), view.word(row)


def _is_honorific(word: str, honorifics: frozenset[str]) -> bool:
    return word.istitle() and word.rstrip(".").lower() in honorifics


class CalledReader:
    """Reads what stands around a single word that may be a day, or the name of a work or a firm.

    Args:
        view: The tokens.
        works: Sorts of works: "film", "drama".
        common_works: Those of them that are other things too: "hit", "play".
        parts_of_works: What works have: "cast", "episode".
        inner_words: Words within a title that begin with a capital there alone: "Friday On My Mind".
    """

    def __init__(
        self,
        view: TokenView,
        works: frozenset[str],
        common_works: frozenset[str],
        parts_of_works: frozenset[str],
        inner_words: frozenset[str],
    ) -> None:
        self.view = view
        self.works = works
        self.common_works = common_works
        self.parts_of_works = parts_of_works
        self.inner_words = inner_words

    def is_called(self, match: Match, is_timed: bool) -> bool:
        """Whether a work, a firm or a band has the name."""
        if match.last - match.first > 1 or not match.names(*CALLED_AFTER):
            return False
        if self._is_part_of_work(match):
            return True
        if is_timed or self._is_headline(match):
            return False
        return (
            self._is_apposed_work(match)
            or self._is_title_phrase(match)
            or self._follows_ordinal(match)
        )

    def _is_headline(self, match: Match) -> bool:
        words = self.view.words_of(*self.view.sentence(match.first))
        small = [word for word in words if word.islower()]
        return len(small) < SMALL_WORDS_OF_TEXT

    def _is_part_of_work(self, match: Match) -> bool:
        """Whether what only works have is of it: "the cast of Wednesday"."""
        if not match.names("weekday"):
            return False
        head = self.view.words_before(match, 2)
        if len(head) < 2 or head[1] != "of" or head[0] not in self.parts_of_works:
            return False
        return not self.view.tag_after(match).startswith(("POS", "N"))

    def _is_apposed_work(self, match: Match) -> bool:
        """Whether its sort follows: "has renewed Wednesday, its hit about …", "in Second Sunday, a drama"."""
        view = self.view
        low, _ = view.sentence(match.first)
        after = view.words_after(match, WORDS_OF_WORK)
        if after[:1] != [","] or after[1:2] == []:
            return False
        is_owned = after[1] in OWNED
        if not is_owned and after[1] not in ANY_ONE:
            return False
        if is_owned and match.first - low <= 2:
            return False  # "Released Friday, her album …"
        for place, word in enumerate(after[2:], match.last + 2):
            if word in self.works:
                is_sort = is_owned or word not in self.common_works
                return is_sort and not self._is_subject(place)
            if view.tag(place) not in NOUN_PHRASE_TAGS:
                return False
        return False

    def _is_subject(self, row: int) -> bool:
        """Whether a verb with a tense follows a noun."""
        following = self.view.tags_of(row + 1, row + 2)
        return not FINITE.isdisjoint(following)

    def _is_title_phrase(self, match: Match) -> bool:
        """Whether a title goes on with words that have a capital in titles alone: "Friday On My Mind"."""
        view = self.view
        _, high = view.sentence(match.first)
        if match.last + 2 > high:
            return False
        inner, word = view.words_of(match.last, match.last + 2)
        if not inner.istitle() or inner.lower() not in self.inner_words:
            return False
        return word.istitle() and word.lower() not in gazetteer().by_name

    def _follows_ordinal(self, match: Match) -> bool:
        """Whether a weekday has an ordinal with an odd capital before it: "the start-up Third Wednesday"."""
        view = self.view
        low, _ = view.sentence(match.first)
        if not match.names("weekday") or match.first - 2 < low:
            return False
        two_before, ordinal = view.words_of(match.first - 2, match.first)
        if not ordinal.istitle() or ordinal.lower() not in load().lexicon.values["ORD"]:
            return False
        if view.word_after(match) in AFTER_ORDINAL:
            return False
        return two_before[-1].isalnum() and two_before.lower() not in ("the", "on")
