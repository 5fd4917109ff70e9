"""The tokens of a whole text: it is split on white space at once, and each distinct stretch once."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.arrays import ranges

from .letters import Words
from .sentences import starters
from .splitting import abbreviations, capital_titles, split_stretches

_TABLE = 0x3001  # beyond it, no character is white space
_BEYOND_ASCII = 0x80
_SEPARATORS = "\u200b\u2060\ufeff"  # no width, no ink: between words they part them
_FIGURES = np.arange(ord("0"), ord("9") + 1)
_OPENING_MARKS = "([“‘\"'"
_MARKS_AROUND = "([“‘\"'.,:;)]”’"


@dataclass(frozen=True)
class SplitText:
    """All tokens of a text: where each starts and ends, and its place in the list of distinct tokens."""

    starts: np.ndarray
    ends: np.ndarray
    codes: np.ndarray
    words: Words


@dataclass
class Stretches:
    """What stands between white space: the number of each stretch, and what each number stands for."""

    codes: np.ndarray
    distinct: list[str]
    tokens: list[str]  # of the distinct stretches, one after the other
    counts: list[int]  # how many of them each stretch has


def split_text(text: str) -> SplitText:
    """Split a text into tokens, none of which spans white space.

    >>> tokens = split_text("Stop, he said. Stop,")
    >>> tokens.words.strings, tokens.codes.tolist(), tokens.starts.tolist()
    (['Stop', ',', 'he', 'said', '.'], [0, 1, 2, 3, 4, 0, 1], [0, 4, 6, 9, 13, 15, 19])
    """
    encoded = text.encode("utf-32-le", "surrogatepass")
    characters = np.frombuffer(encoded, dtype=np.uint32)
    starts = _starts_of_stretches(characters)
    for separator in _SEPARATORS:
        text = text.replace(separator, " ")
    stretches = _read_stretches(text)
    _keep_stops(stretches, initials=characters[starts])
    return _place_tokens(stretches, starts)


@cache
def _is_space() -> np.ndarray:
    is_space = np.zeros(_TABLE + 1, dtype=bool)
    for number in range(_TABLE):
        character = chr(number)
        is_space[number] = character.isspace() or character in _SEPARATORS
    return is_space


def _starts_of_stretches(characters: np.ndarray) -> np.ndarray:
    # Letters and figures of English are most of a text, and none of them parts words.
    may_be_space = (characters <= ord(" ")) | (characters >= _BEYOND_ASCII)
    places = np.flatnonzero(may_be_space)
    candidates = characters[places]
    # U+FEFF lies beyond the table; so do no others that part words
    in_table = np.minimum(candidates, _TABLE)
    is_space = _is_space()[in_table] | (candidates == 0xFEFF)
    spaces = places[is_space]
    follows_space = np.append(0, spaces + 1)
    next_space = np.append(spaces, len(characters))
    return follows_space[follows_space < next_space]


def _read_stretches(text: str) -> Stretches:
    codes, distinct = _number_stretches(text)
    tokens, counts = split_stretches(distinct)
    return Stretches(codes, distinct, tokens, counts)


def _number_stretches(text: str) -> tuple[np.ndarray, list[str]]:
    """Number what stands between white space; Arrow does so without a Python string for each."""
    ink = text.strip()
    if not ink:
        return np.zeros(0, dtype=np.int32), []
    texts = pa.array([ink], type=pa.large_string())
    stretches = pc.utf8_split_whitespace(texts).flatten()
    encoded = stretches.dictionary_encode()
    codes = encoded.indices.to_numpy().copy()
    return codes, encoded.dictionary.to_pylist()


def _keep_stops(stretches: Stretches, initials: np.ndarray) -> None:
    """Give abbreviations that count only before a number or a name a number of their own.

    Their tokens keep the stop: "No." before a number, "MR." before a name in capitals ("MR. ORTEGA: No.").

    Args:
        stretches: the stretches, which grow in place.
        initials: the first character of each stretch.
    """
    numbered = abbreviations()["before_a_number"]
    titles = capital_titles()
    distinct = stretches.distinct
    numbers = range(len(distinct))
    with_stop = [number for number in numbers if distinct[number][-1] == "."]
    for number in with_stop:
        word = distinct[number].lstrip(_OPENING_MARKS)
        if word not in numbered and word not in titles:
            continue
        rows = np.flatnonzero(stretches.codes == number)
        following = rows + 1
        is_last = following == len(initials)
        following[is_last] = rows[is_last]
        if word in numbered:
            keeps_its_stop = np.isin(initials[following], _FIGURES)
        else:
            keeps_its_stop = _are_in_capitals(stretches, following)
        stretches.codes[rows[keeps_its_stop & ~is_last]] = len(distinct)
        marks_before = len(distinct[number]) - len(word)
        stretches.tokens += [*distinct[number][:marks_before], word]
        stretches.counts.append(marks_before + 1)
        distinct.append(distinct[number])


def _are_in_capitals(stretches: Stretches, rows: np.ndarray) -> np.ndarray:
    codes = stretches.codes[rows].tolist()
    in_capitals = [_is_in_capitals(stretches.distinct[code]) for code in codes]
    return np.array(in_capitals, dtype=bool)


def _is_in_capitals(stretch: str) -> bool:
    """Whether a stretch is a name as transcripts write them, and no word that begins a sentence."""
    letters = stretch.strip(_MARKS_AROUND)
    if len(letters) < 2 or not letters.isupper():
        return False
    return letters.lower() not in starters()


def _place_tokens(stretches: Stretches, starts: np.ndarray) -> SplitText:
    """The tokens of all stretches in order.

    Args:
        stretches: the stretches of a text.
        starts: where each begins in it.
    """
    strings = np.array(stretches.tokens, dtype=object)
    code_of_string, words = pd.factorize(strings)
    size = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    count = np.array(stretches.counts, dtype=np.int64)
    first_string = np.cumsum(count) - count
    # Tokens stand side by side in their stretch.
    size_before = np.cumsum(size) - size
    offset = size_before - np.repeat(size_before[first_string], count)

    repeats = count[stretches.codes]
    string = ranges(first_string[stretches.codes], repeats)
    token_starts = np.repeat(starts, repeats) + offset[string]
    return SplitText(
        starts=token_starts,
        ends=token_starts + size[string],
        codes=code_of_string.astype(np.int32)[string],
        words=Words(words.tolist()),
    )
