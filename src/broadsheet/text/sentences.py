"""Where sentences begin.

The evidence is Punkt's (Kiss & Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006):
whether the word before the stop is an abbreviation, whether the next word is capitalised, and whether it is a
frequent beginner of sentences. The abbreviations are known here, so nothing is learnt from the corpus at hand
and the same text is split alike in every corpus. Two differences, both for the sake of quotations: a sentence
goes on where a small letter follows a closed quotation or a question mark (“Why?” he asked), and ends before
an opening mark.
"""

from functools import cache

import numpy as np

from .splitting import DATA, abbreviations, capital_titles, keeps_stop

_CLOSERS = frozenset(")]}>")
_OPENERS = frozenset("([{<")
_INNER = frozenset([",", ";", ":", "%"])
_DASHES = frozenset(["--", "—", "–", "―", "•", "*", "·"])


@cache
def starters() -> frozenset[str]:
    """The words of starters.txt: capitalised after an abbreviation, they begin a sentence."""
    lines = (DATA / "starters.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.split()
    )


# What a word can do at the end of a sentence, and at the beginning of the next.
NO_END, STOP, MARK, DOTS, ABBREVIATION, HOUR = range(6)
LOWER, NEUTRAL, CAPITAL, STARTER, FIRM, TIME = range(6)


def _kind_of_end(word: str) -> int:
    """How strongly a word or a mark ends a sentence: NO_END to HOUR."""
    if word in ("?", "!"):
        return MARK
    if word == ".":
        return STOP
    if word == "…" or not word.strip("."):
        return DOTS
    if word[-1] != "." or not keeps_stop(word):
        return NO_END
    return _kind_of_abbreviation(word)


def _kind_of_abbreviation(word: str) -> int:
    """How strongly a word with a full stop of its own ends a sentence."""
    if word in abbreviations()["ends_before_a_name"]:
        return HOUR
    if word in abbreviations()["elsewhere"]:
        return ABBREVIATION
    if word in abbreviations()["before_a_name"] or word in capital_titles():
        return NO_END
    return HOUR if word.lower() in _HOURS else ABBREVIATION


def _kind_of_start(word: str) -> int:
    """How strongly a word begins a sentence: LOWER to STARTER, FIRM ("Inc.") or TIME ("Monday")."""
    if word[0].islower() or word in _INNER:
        return LOWER
    if word in _firms():
        return FIRM
    if word.lower().rstrip(".") in _times():
        return TIME
    if not word[0].isupper():
        return NEUTRAL
    return STARTER if word.lower() in starters() else CAPITAL


_HOURS = frozenset(["a.m.", "p.m."])


@cache
def _firms() -> frozenset[str]:
    return abbreviations()["of_a_firm"]


@cache
def _names_with_marks() -> frozenset[str]:
    return abbreviations()["names_with_marks"]


@cache
def _times() -> frozenset[str]:
    return abbreviations()["after_an_hour"]


def find_starts(
    words: list[str], codes: np.ndarray, marks: np.ndarray, fresh: np.ndarray
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
    end_kind = np.array([_kind_of_end(word) for word in words], dtype=np.int8)[codes]
    start_kind = np.array([_kind_of_start(word) for word in words], dtype=np.int8)[
        codes
    ]
    is_closer = np.array([word in _CLOSERS for word in words])[codes]
    is_opener = np.array([word in _OPENERS or word in _DASHES for word in words])[codes]
    is_inner = np.array([word in _INNER for word in words])[codes]
    closing = is_closer | (marks >= 2)
    opening = is_opener | (marks == 1)

    row = np.arange(len(codes))
    last_before = _last_that_closes_nothing(closing, row)
    first_after = _first_that_opens_nothing(opening, row)
    ended = np.where(last_before >= 0, end_kind[last_before], NO_END)
    starts = np.where(
        first_after < len(codes),
        start_kind[np.minimum(first_after, len(codes) - 1)],
        NEUTRAL,
    )
    closed = row - last_before > 1  # something closes in between
    is_word = starts >= CAPITAL
    is_plain_word = (starts == CAPITAL) | (starts == STARTER)

    begins = (ended == STOP) & ((starts != LOWER) | ~(closed | opening)) & ~is_inner
    begins |= (ended == MARK) & (
        (is_word & (starts != FIRM)) | ((starts == NEUTRAL) & ~closed)
    )
    begins |= (ended == DOTS) & is_word
    begins |= (ended >= ABBREVIATION) & (starts == STARTER)
    begins |= (
        (ended >= ABBREVIATION)
        & is_word
        & ((closed & (starts == CAPITAL)) | (marks == 1))
    )
    begins |= (ended == HOUR) & is_plain_word & ~_is_name_after_hour(start_kind, row)
    is_name = np.array([word.lower() in _names_with_marks() for word in words])[codes]
    begins &= ~_is_in_name(is_name, ended, last_before) | (starts == STARTER)
    begins &= ~closing & ~np.isin(end_kind, (STOP, MARK))
    return begins | fresh


def _is_in_name(
    is_name: np.ndarray, ended: np.ndarray, last_before: np.ndarray
) -> np.ndarray:
    """Whether the mark before a token belongs to a name such as "Yahoo!"."""
    before_mark = np.maximum(last_before - 1, 0)
    return (ended == MARK) & is_name[before_mark] & (last_before > 0)


def _last_that_closes_nothing(closing: np.ndarray, row: np.ndarray) -> np.ndarray:
    latest = np.maximum.accumulate(np.where(closing, -1, row))
    return np.append(-1, latest[:-1])


def _first_that_opens_nothing(opening: np.ndarray, row: np.ndarray) -> np.ndarray:
    return np.minimum.accumulate(np.where(opening, len(row), row)[::-1])[::-1]


def _is_name_after_hour(start_kind: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Whether a token is of a zone or a day in capitals ("10 a.m. Eastern Time")."""
    following = np.minimum(row + 1, len(row) - 1)
    return (start_kind[following] == TIME) & (following > row)
