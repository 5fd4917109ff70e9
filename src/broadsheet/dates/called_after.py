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
BEFORE_ORDINAL = ("the", "on")
OWNING_OR_NOUN = ("POS", "N")  # with what tags begin of words that go on with a day
SMALL_WORDS_OF_TEXT = 3  # of a sentence that is no headline
RELATIVE = ("who", "whose")
OPENING_MARKS = frozenset("'\"‘“`") | {"``"}
CLOSING_MARKS = frozenset("'\"’”") | {"''"}
CALLED_AFTER = ("month", "weekday", "season", "holiday")


def called_in_full(
    view: TokenView, honorifics: frozenset[str], clubs: frozenset[str]
) -> set[tuple[int, str]]:
    """Who is named in full in each article, wherever: "Mrs May", "Theresa May", "Sheffield Wednesday"."""
    rows = _rows_after_honorifics(view, honorifics)
    rows += _rows_of_clubs(view, clubs)
    rows += _rows_of_seasons(view)
    rows += _rows_of_weekdays(view)
    articles = view.article[rows].tolist()
    words = [view.word(row) for row in rows]
    return set(zip(articles, words, strict=True))


def _rows_after_honorifics(view: TokenView, honorifics: frozenset[str]) -> list[int]:
    """The rows of surnames and weekdays that a title stands before: "Mrs May"."""
    lexicon = load().lexicon
    people = {day.title() for day in lexicon.values["WEEKDAY"]}
    people.update(lexicon.surnames)
    rows = view.rows_of(people)
    return [row for row in rows.tolist() if _is_honorific(view, row - 1, honorifics)]


def _rows_of_weekdays(view: TokenView) -> list[int]:
    """The rows of weekdays that an age or a nickname makes a name: "Monday, 19, is", "Bo 'Bean' Monday"."""
    weekdays = {day.title() for day in load().lexicon.values["WEEKDAY"]}
    rows = view.rows_of(weekdays)
    rows = rows[rows < len(view.codes) - 1]
    closing = np.array([word in CLOSING_MARKS for word in view.words], dtype=bool)
    comma = np.array([word == "," for word in view.words], dtype=bool)
    is_nicknamed = closing[view.codes[rows - 1]]
    is_apart = comma[view.codes[rows + 1]]
    nicknamed = [row for row in rows[is_nicknamed].tolist() if _has_nickname(view, row)]
    told = [row for row in rows[is_apart].tolist() if _is_told_more_of(view, row)]
    return nicknamed + told


def _is_told_more_of(view: TokenView, row: int) -> bool:
    """Whether an age between commas and a verb follow, or "who": "Monday, 19, is", "Friday, who is"."""
    words = view.lower_words(row + 2, row + 4)
    is_who = words[:1] != [] and words[0] in RELATIVE
    is_age = words[1:] == [","] and words[0].isdigit() and len(words[0]) == 2
    if not is_who and not is_age:
        return False
    low, high = view.sentence(row)
    if row > low or row + 4 >= high:
        return False
    return is_who or view.tag(row + 4) in FINITE


def _has_nickname(view: TokenView, row: int) -> bool:
    """Whether a first name and a nickname in quotation marks stand before: "Robert 'Bob' Sunday"."""
    low, _ = view.sentence(row)
    if row - 4 < low:
        return False
    first_name, opening, nickname = view.words_of(row - 4, row - 1)
    if opening not in OPENING_MARKS:
        return False
    return first_name.istitle() and nickname.istitle()


def _is_honorific(view: TokenView, row: int, honorifics: frozenset[str]) -> bool:
    """Whether a title stands in a row; before the first one none does."""
    if row < 0 or not view.word(row).istitle():
        return False
    title = view.lower(row)
    return title.rstrip(".") in honorifics


def _rows_of_clubs(view: TokenView, clubs: frozenset[str]) -> list[int]:
    """The rows of the last words of clubs' names: "Sheffield Wednesday"."""
    last_words = {club.split()[-1] for club in clubs}
    rows = []
    for row in view.rows_of(last_words).tolist():
        first = max(0, row - 1)
        name = view.words_of(first, row + 1)
        if " ".join(name) in clubs:
            rows.append(row)
    return rows


def _rows_of_seasons(view: TokenView) -> list[int]:
    """The rows of surnames that are seasons, where one ends a name within a sentence: "striker Tom Winter
    signed"."""
    seasons = {season.title() for season in load().lexicon.values["SEASON"]}
    rows = view.rows_of(seasons)
    return [row for row in rows.tolist() if _ends_name(view, row)]


def _ends_name(view: TokenView, row: int) -> bool:
    """Whether a name before a row, which is not the first word of its sentence, ends with it."""
    low, high = view.sentence(row)
    before = row - 1
    behind = row + 1
    if before <= low or behind >= high:
        return False
    following = view.word(behind)
    goes_on = following[0].isupper()
    return not goes_on and is_surname(view, before, high)


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
        low, high = self.view.sentence(match.first)
        words = self.view.words_of(low, high)
        small = [word for word in words if word.islower()]
        return len(small) < SMALL_WORDS_OF_TEXT

    def _is_part_of_work(self, match: Match) -> bool:
        """Whether what only works have is of it: "the cast of Wednesday"."""
        if not match.names("weekday"):
            return False
        head = self.view.words_before(match, 2)
        if head[1:] != ["of"]:
            return False
        part = head[0]
        tag = self.view.tag_after(match)
        return part in self.parts_of_works and not tag.startswith(OWNING_OR_NOUN)

    def _is_apposed_work(self, match: Match) -> bool:
        """Whether its sort follows: "has renewed Wednesday, its hit about …", "in Second Sunday, a drama"."""
        view = self.view
        low, _ = view.sentence(match.first)
        after = view.words_after(match, WORDS_OF_WORK)
        comma = after[:1]
        article = after[1:2]
        if comma != [","] or article == []:
            return False
        is_owned = article[0] in OWNED
        if not is_owned and article[0] not in ANY_ONE:
            return False
        if is_owned and match.first - low <= 2:
            return False  # "Released Friday, her album …"
        phrase = after[2:]
        for place, word in enumerate(phrase, match.last + 2):
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
        if not inner.istitle() or not word.istitle():
            return False
        is_place = word.lower() in gazetteer().by_name
        return inner.lower() in self.inner_words and not is_place

    def _follows_ordinal(self, match: Match) -> bool:
        """Whether a weekday has an ordinal with an odd capital before it: "the start-up Third Wednesday"."""
        view = self.view
        low, _ = view.sentence(match.first)
        if not match.names("weekday") or match.first - 2 < low:
            return False
        two_before, ordinal = view.words_of(match.first - 2, match.first)
        ordinals = load().lexicon.values["ORD"]
        if not ordinal.istitle() or ordinal.lower() not in ordinals:
            return False
        following = view.word_after(match)
        if following in AFTER_ORDINAL:
            return False
        is_word = two_before[-1].isalnum()
        return is_word and two_before.lower() not in BEFORE_ORDINAL
