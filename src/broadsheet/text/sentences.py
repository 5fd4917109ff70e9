"""Where sentences begin.

The evidence is Punkt's (Kiss & Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006):
whether the word before the stop is an abbreviation, whether the next word is capitalised, and whether it is a
frequent beginner of sentences. The abbreviations are known here, so nothing is learnt from the corpus at hand
and the same text is split alike in every corpus. Two differences, both for the sake of quotations: a sentence
goes on where a small letter follows a closed quotation or a question mark (“Why?” he asked), and ends before
an opening mark.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from .letters import OTHER, SMALL, Words
from .splitting import abbreviations, capital_titles, keeps_stop, read_word_list

# Marks that stand on one side of a sentence's end, and those within a sentence.
NO_SIDE, CLOSER, OPENER, INNER = range(4)
_SIDES = dict.fromkeys(")]}>", CLOSER)
_SIDES |= dict.fromkeys("([{<", OPENER)
_SIDES |= dict.fromkeys(["--", "—", "–", "―", "•", "*", "·"], OPENER)
_SIDES |= dict.fromkeys(",;:%", INNER)
_ENDS = frozenset(".?!…")


@cache
def starters() -> frozenset[str]:
    """The words of starters.txt: capitalised after an abbreviation, they begin a sentence."""
    return read_word_list("starters.txt")


# What a word can do at the end of a sentence, and at the beginning of the next.
NO_END, STOP, MARK, DOTS, ABBREVIATION, HOUR = range(6)
LOWER, NEUTRAL, CAPITAL, STARTER, FIRM, TIME = range(6)


def _kind_of_end(word: str) -> int:
    """How strongly a word with a stop or a mark at its end ends a sentence: NO_END to HOUR."""
    if word in ("?", "!"):
        return MARK
    if word == ".":
        return STOP
    if word == "…" or not word.strip("."):
        return DOTS
    if word[-1] != ".":
        return NO_END
    if not keeps_stop(word):
        return NO_END
    return _kind_of_abbreviation(word)


def _kind_of_abbreviation(word: str) -> int:
    """How strongly a word with a full stop of its own ends a sentence."""
    lists = abbreviations()
    if word in lists["ends_before_a_name"]:
        return HOUR
    if word in lists["elsewhere"]:
        return ABBREVIATION
    if word in lists["before_a_name"]:
        return NO_END
    if word in capital_titles():
        return NO_END
    low = word.lower()
    return HOUR if low in _HOURS else ABBREVIATION


def _kind_of_start(word: str) -> int:
    """How strongly a word without a small letter at its head begins one: LOWER to STARTER, FIRM or TIME."""
    if _SIDES.get(word) == INNER:
        return LOWER
    if not word[0].isupper():
        return NEUTRAL
    lists = abbreviations()
    if word in lists["of_a_firm"]:
        return FIRM
    low = word.lower()
    without_stop = low.rstrip(".")
    if without_stop in lists["after_an_hour"]:
        return TIME
    return STARTER if low in starters() else CAPITAL


_HOURS = frozenset(["a.m.", "p.m."])


@dataclass(frozen=True)
class Surroundings:
    """What stands on both sides of the place before each token, where a sentence may begin."""

    ended: np.ndarray  # how the last word or mark that closes nothing ends a sentence
    starts: np.ndarray  # how the first word or mark that opens nothing begins one
    closed: np.ndarray  # whether something closes in between
    opening: np.ndarray  # whether the token opens something
    opens_quotation: np.ndarray

    @property
    def is_word(self) -> np.ndarray:
        """Whether what follows is a word that may begin a sentence."""
        return self.starts >= CAPITAL

    def after_stop(self) -> np.ndarray:
        """A sentence begins after a full stop, unless a small letter goes on after a mark."""
        is_after_stop = self.ended == STOP
        is_apart = ~(self.closed | self.opening)
        may_begin = (self.starts != LOWER) | is_apart
        return is_after_stop & may_begin

    def after_mark(self) -> np.ndarray:
        """After a question mark or an exclamation mark a small letter goes on."""
        is_after_mark = self.ended == MARK
        is_new_word = self.is_word & (self.starts != FIRM)
        is_neutral = self.starts == NEUTRAL
        is_new_figure = is_neutral & ~self.closed
        may_begin = is_new_word | is_new_figure
        return is_after_mark & may_begin

    def after_dots(self) -> np.ndarray:
        """After three dots a sentence begins with any word in capitals."""
        is_after_dots = self.ended == DOTS
        return is_after_dots & self.is_word

    def after_abbreviation(self) -> np.ndarray:
        """After an abbreviation it takes a word that often begins one, or a quotation mark."""
        is_after_abbreviation = self.ended >= ABBREVIATION
        is_starter = self.starts == STARTER
        is_capital = self.starts == CAPITAL
        follows_closed = self.closed & is_capital
        is_set_off = follows_closed | self.opens_quotation
        may_begin = is_starter | (self.is_word & is_set_off)
        return is_after_abbreviation & may_begin

    def after_hour(self, start_kind: np.ndarray, row: np.ndarray) -> np.ndarray:
        """After "a.m." any word begins one, but for that of a zone or a day in capitals."""
        is_after_hour = self.ended == HOUR
        is_capital = self.starts == CAPITAL
        is_starter = self.starts == STARTER
        is_plain_word = is_capital | is_starter
        is_of_hour = _is_name_after_hour(start_kind, row)
        return is_after_hour & is_plain_word & ~is_of_hour


def find_starts(
    words: Words, codes: np.ndarray, marks: np.ndarray, fresh: np.ndarray
) -> np.ndarray:
    """Whether a sentence begins at each token.

    The stop and the marks and brackets that close after it belong to the sentence before; marks and brackets
    that open belong to the sentence after, which is judged by its first word.

    Args:
        words: the distinct tokens.
        codes: the word of each token.
        marks: what quotation marks do (`broadsheet.text.quotation`).
        fresh: where passages begin.
    """
    if not len(codes):
        return np.zeros(0, dtype=bool)
    end_kind = _kinds_of_ends(words)[codes]
    start_kind = _kinds_of_starts(words)[codes]
    side = _sides(words)[codes]
    opens_quotation = marks == 1
    closes_quotation = marks >= 2
    closing = (side == CLOSER) | closes_quotation
    opening = (side == OPENER) | opens_quotation

    row = np.arange(len(codes))
    last_before = _last_that_closes_nothing(closing, row)
    ended = np.where(last_before >= 0, end_kind[last_before], NO_END)
    starts = _first_kind(start_kind, opening, row)
    closed = row - last_before > 1
    around = Surroundings(ended, starts, closed, opening, opens_quotation)

    begins = around.after_stop() & (side != INNER)
    begins |= around.after_mark()
    begins |= around.after_dots()
    begins |= around.after_abbreviation()
    begins |= around.after_hour(start_kind, row)
    in_names = _rows_in_names(words.strings, codes, around, last_before)
    begins[in_names] = False
    is_mark = (end_kind == STOP) | (end_kind == MARK)
    begins &= ~(closing | is_mark)
    return begins | fresh


def _sides(words: Words) -> np.ndarray:
    """On which side of a sentence's end each word stands, if it is a mark that tells."""
    sides = np.full(len(words), NO_SIDE, dtype=np.int8)
    for number in words.marks:
        sides[number] = _SIDES.get(words.strings[number], NO_SIDE)
    return sides


def _kinds_of_ends(words: Words) -> np.ndarray:
    """How strongly each word ends a sentence; most are of letters alone and end none."""
    kinds = np.full(len(words), NO_END, dtype=np.int8)
    for number in np.flatnonzero(words.have(OTHER)).tolist():
        word = words.strings[number]
        if word[-1] in _ENDS:
            kinds[number] = _kind_of_end(word)
    return kinds


def _kinds_of_starts(words: Words) -> np.ndarray:
    """How strongly each word begins a sentence; most are in small letters, which their first tells."""
    kinds = np.full(len(words), LOWER, dtype=np.int8)
    for number in np.flatnonzero(~words.begin_with(SMALL)).tolist():
        kinds[number] = _kind_of_start(words.strings[number])
    return kinds


def _rows_in_names(
    words: list[str],
    codes: np.ndarray,
    around: Surroundings,
    last_before: np.ndarray,
) -> np.ndarray:
    """The tokens that go on after a name with a mark of its own, such as "Yahoo!"."""
    follows_mark = (around.ended == MARK) & (last_before > 0)
    is_no_starter = around.starts != STARTER
    goes_on = follows_mark & is_no_starter
    rows = np.flatnonzero(goes_on)
    before_mark = last_before[rows] - 1
    codes_before_mark = codes[before_mark].tolist()
    names = abbreviations()["names_with_marks"]
    ends_name = []
    for code in codes_before_mark:
        word = words[code]
        low = word.lower()
        ends_name.append(low in names)
    is_after_name = np.array(ends_name, dtype=bool)
    return rows[is_after_name]


def _last_that_closes_nothing(closing: np.ndarray, row: np.ndarray) -> np.ndarray:
    rows = np.where(closing, -1, row)
    latest = np.maximum.accumulate(rows)
    return np.append(-1, latest[:-1])


def _first_kind(
    start_kind: np.ndarray, opening: np.ndarray, row: np.ndarray
) -> np.ndarray:
    """How the first token that opens nothing, from each token on, begins a sentence."""
    last = len(row) - 1
    first = _first_that_opens_nothing(opening, row)
    inside = np.minimum(first, last)
    kind = start_kind[inside]
    return np.where(first <= last, kind, NEUTRAL)


def _first_that_opens_nothing(opening: np.ndarray, row: np.ndarray) -> np.ndarray:
    rows = np.where(opening, len(row), row)
    backwards = rows[::-1]
    return np.minimum.accumulate(backwards)[::-1]


def _is_name_after_hour(start_kind: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Whether a token is of a zone or a day in capitals ("10 a.m. Eastern Time")."""
    last = len(row) - 1
    following = np.minimum(row + 1, last)
    names_time = start_kind[following] == TIME
    has_following = following > row
    return names_time & has_following
