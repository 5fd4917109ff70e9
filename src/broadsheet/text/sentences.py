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

from .splitting import DATA, abbreviations, keeps_stop

_CLOSERS = frozenset(")]}>")
_OPENERS = frozenset("([{<")
_INNER = frozenset([",", ";", ":", "%"])
_DASHES = frozenset(["--", "—", "–", "―", "•", "*", "·"])


@cache
def _starters() -> frozenset[str]:
    lines = (DATA / "starters.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _kind_of_end(word: str) -> int:
    """0 no end, 1 a full stop, 2 a question or exclamation mark, 3 dots, 4 an abbreviation's own stop."""
    if word in ("?", "!"):
        return 2
    if word == ".":
        return 1
    if word == "…" or (word[-1] == "." and set(word) == {"."}):
        return 3
    if word[-1] == "." and word not in abbreviations()["before_a_name"] and keeps_stop(word):
        return 4
    return 0


def _kind_of_start(word: str) -> int:
    """0 a small letter or a mark within sentences, 1 anything else, 2 a capital, 3 a frequent beginner."""
    if word[0].islower() or word in _INNER:
        return 0
    if word[0].isupper():
        return 3 if word.lower() in _starters() else 2
    return 1


def find_starts(words: list[str], codes: np.ndarray, marks: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """Whether a sentence begins at each token, given what quotation marks do (`marks`) and where passages
    begin (`fresh`).

    The stop and the marks and brackets that close after it belong to the sentence before; marks and brackets
    that open belong to the sentence after, which is judged by its first word.
    """
    if not len(codes):
        return np.zeros(0, dtype=bool)
    end_kind = np.array([_kind_of_end(word) for word in words], dtype=np.int8)[codes]
    start_kind = np.array([_kind_of_start(word) for word in words], dtype=np.int8)[codes]
    closing = np.array([word in _CLOSERS for word in words])[codes] | (marks >= 2)
    opening = np.array([word in _OPENERS or word in _DASHES for word in words])[codes] | (marks == 1)

    place = np.arange(len(codes))
    # The last token before this one that closes nothing, and the first from this one on that opens nothing.
    before = np.append(-1, np.maximum.accumulate(np.where(closing, -1, place))[:-1])
    word = np.minimum.accumulate(np.where(opening, len(codes), place)[::-1])[::-1]
    ended = np.where(before >= 0, end_kind[before], 0)
    starts = start_kind[np.minimum(word, len(codes) - 1)]
    starts = np.where(word == len(codes), 1, starts)
    closed = (place - before) > 1
    opened = opening

    inner = np.array([word in _INNER for word in words])[codes]
    begins = (ended == 1) & ((starts > 0) | ~(closed | opened)) & ~inner
    begins |= (ended == 2) & ((starts > 1) | ((starts == 1) & ~closed))
    begins |= (ended == 3) & (starts > 1)
    begins |= (ended == 4) & ((starts == 3) | ((starts == 2) & closed) | ((starts > 1) & (marks == 1)))
    begins &= ~closing & (end_kind != 1) & (end_kind != 2)
    return begins | fresh
