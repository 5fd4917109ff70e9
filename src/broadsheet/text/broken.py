"""Words that a line's end broke in two, as the texts of PDF and of scanned pages have them.

The two halves stay two tokens, so that offsets hold; both are read as the whole word.
"""

from dataclasses import dataclass

import numpy as np

from .lemmas import find_lemma, load_forms
from .paragraphs import HYPHENS, LONGEST_GAP

_INFLECTED = ("NNS", "VBG", "VBD", "JJR", "JJS")


@dataclass(frozen=True)
class Reading:
    """The distinct words, the word that each token is read as, and the tokens that only end a word."""

    words: list[str]
    codes: np.ndarray
    second_halves: np.ndarray


def join_broken(
    text: str, words: list[str], codes: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> Reading:
    """Read the halves of broken words as whole ones.

    Where both make a known word, that is the word; else it is a compound and keeps its hyphen.

    Args:
        text: the text.
        words: the distinct tokens.
        codes: the word of each token.
        starts: where each token starts in the text.
        ends: where it ends.
    """
    first_halves = _find_halves(text, words, codes, starts, ends)
    if not len(first_halves):
        return Reading(words, codes, first_halves)
    vocabulary = frozenset(word.lower() for word in words)
    numbers = {word: number for number, word in enumerate(words)}
    codes = codes.copy()
    for row in first_halves.tolist():
        whole = _whole(words[codes[row]], words[codes[row + 1]], vocabulary)
        code = numbers.setdefault(whole, len(numbers))
        codes[row : row + 2] = code
    return Reading(list(numbers), codes, first_halves + 1)


def _find_halves(
    text: str, words: list[str], codes: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """The tokens that end in a hyphen and a line, before a word in small letters."""
    is_half = np.array(
        [word[-1] in HYPHENS and word[:-1].isalpha() for word in words], dtype=bool
    )
    is_rest = np.array(
        [word.isalpha() and word.islower() for word in words], dtype=bool
    )
    if not is_half.any():
        return np.zeros(0, dtype=np.int64)
    gap = starts[1:] - ends[:-1]
    is_near = (gap > 0) & (gap <= LONGEST_GAP)
    rows = np.flatnonzero(is_half[codes[:-1]] & is_rest[codes[1:]] & is_near)
    breaks = [text.count("\n", ends[row], starts[row + 1]) for row in rows.tolist()]
    return rows[np.array(breaks, dtype=np.int64) == 1]


def _whole(first: str, second: str, vocabulary: frozenset[str]) -> str:
    stem = first[:-1]
    joined = stem + second
    compound = f"{stem}-{second}"
    if compound.lower() in vocabulary:
        return compound
    return joined if joined.lower() in vocabulary or is_known(joined) else compound


def is_known(word: str) -> bool:
    """Whether a word, or the base form it is inflected from, is in the word list.

    >>> is_known("Tuesday"), is_known("negotiations"), is_known("wellknown")
    (True, True, False)
    """
    low = word.lower()
    bases = load_forms().bases
    return low in bases or any(
        find_lemma(low, tag).lower() in bases for tag in _INFLECTED
    )
