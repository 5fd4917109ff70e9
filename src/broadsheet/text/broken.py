"""Words that a line's end broke in two, as the texts of PDF and of scanned pages have them.

The two halves stay two tokens, so that offsets hold; both are read as the whole word.
"""

from dataclasses import dataclass

import numpy as np

from .lemmas import find_lemma, load_forms
from .letters import Words
from .norms import stop_words
from .paragraphs import HYPHENS, LONGEST_GAP
from .splitting import RARE_APOSTROPHES
from .stretches import SplitText

# Before these, a capital is that of a name ("mid-", "May") and begins no sentence.
_PREFIXES = frozenset(["mid", "pre", "post", "anti", "pro", "non", "ex", "trans"])
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(RARE_APOSTROPHES, "'"))
_INFLECTED = ("NNS", "VBG", "VBD", "JJR", "JJS")


@dataclass(frozen=True)
class Reading:
    """The distinct words, the word that each token is read as, and the tokens that only end a word."""

    words: Words
    codes: np.ndarray
    second_halves: np.ndarray


def join_broken(text: str, split: SplitText) -> Reading:
    """Read the halves of broken words as whole ones.

    Where both make a known word, that is the word; else it is a compound and keeps its hyphen (`_whole`).

    Args:
        text: the text.
        split: its tokens.
    """
    read_words = split.words
    if any(mark in text for mark in RARE_APOSTROPHES):
        strings = [word.translate(_ONE_APOSTROPHE) for word in read_words.strings]
        read_words = Words(strings)
    first_halves = _find_halves(split)
    if not len(first_halves):
        return Reading(read_words, split.codes, first_halves)
    words = read_words.strings
    vocabulary = frozenset(read_words.small)
    numbers = dict(zip(words, range(len(words)), strict=True))
    readings = list(words)
    codes = split.codes.copy()
    joined = []
    for row in first_halves.tolist():
        following = row + 1
        breaks = text.count("\n", split.ends[row], split.starts[following])
        first = words[codes[row]]
        second = words[codes[following]]
        whole = _whole(first, second, breaks, vocabulary)
        if whole is None:
            continue
        if whole not in numbers:
            numbers[whole] = len(readings)
            readings.append(whole)
        codes[[row, following]] = numbers[whole]
        joined.append(following)
    second_halves = np.array(joined, dtype=np.int64)
    if len(readings) > len(words):
        read_words = Words(readings)
    return Reading(read_words, codes, second_halves)


def _find_halves(split: SplitText) -> np.ndarray:
    """The tokens that end in a hyphen, with white space between them and the word after."""
    words = split.words.strings
    spelled = split.words.spelled
    last = spelled.characters[spelled.ends - 1]
    is_half = np.isin(last, list(map(ord, HYPHENS)))
    for number in np.flatnonzero(is_half).tolist():
        is_half[number] = words[number][:-1].isalpha()
    if not is_half.any():
        return np.zeros(0, dtype=np.int64)
    rows = np.flatnonzero(is_half[split.codes])
    rows = rows[rows + 1 < len(split.codes)]
    gap = split.starts[rows + 1] - split.ends[rows]
    is_near = (gap > 0) & (gap <= LONGEST_GAP)
    rows = rows[is_near]
    following = split.codes[rows + 1].tolist()
    are_words = [words[code].isalpha() for code in following]
    return rows[np.array(are_words, dtype=bool)]


def _whole(
    first: str, second: str, breaks: int, vocabulary: frozenset[str]
) -> str | None:
    """The word that two halves make; None where they are two words.

    At the end of a line they are always one. Within a line, where a line's end was lost, and over the end of
    a page they are one only if they make a known word and the second half is none by itself.
    """
    stem = first[:-1]
    joined = stem + second
    compound = f"{stem}-{second}"
    if breaks != 1:
        is_part = second.islower() and not is_known(second)
        is_sure = is_part and is_known(joined)
        return joined if is_sure else None
    is_name = second[0].isupper() and not stem.isupper()
    if is_name:
        may_begin_sentence = second.lower() in stop_words()
        is_prefix = stem.lower() in _PREFIXES
        if may_begin_sentence and not is_prefix:
            return None
        return compound
    if compound.lower() in vocabulary:
        return compound
    if joined.lower() in vocabulary or is_known(joined):
        return joined
    return compound


def is_known(word: str) -> bool:
    """Whether a word, or the base form it is inflected from, is in the word list.

    >>> is_known("Tuesday"), is_known("negotiations"), is_known("wellknown")
    (True, True, False)
    """
    low = word.lower()
    bases = load_forms().bases
    if low in bases:
        return True
    return any(find_lemma(low, tag).lower() in bases for tag in _INFLECTED)
