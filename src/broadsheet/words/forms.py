"""How words are shown, and which of them are function words."""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from broadsheet.text.norms import commonest_spellings, fold
from broadsheet.words.query import glob_pattern, has_wildcard
from broadsheet.words.running import RunningWords


def find_forms(
    words: RunningWords, tokens: pd.DataFrame, unit: str, shown: dict[str, str]
) -> RunningWords:
    """Return the words spelled as they are written most often.

    Args:
        words: running words.
        tokens: the tokens that they are of.
        unit: their unit; only those of "norm" differ from what is written.
        shown: words that are shown otherwise.
    """
    if unit != "norm":
        return words
    written = commonest_spellings(tokens)
    return replace(words, spelled=spell_forms(words.spelled, written, shown))


def spell_forms(
    words: Iterable[str], written: dict[str, str], shown: dict[str, str]
) -> np.ndarray:
    """Spell words as they are written most often; one of several parts, part by part.

    Args:
        words: words of the unit "norm".
        written: how each is written most often.
        shown: words that are shown otherwise.
    """
    spelled = []
    for word in words:
        form = shown.get(word) or written.get(word)
        if form is None:
            parts = word.split(" ")
            form = " ".join(written.get(part, part) for part in parts)
        spelled.append(form)
    return np.array(spelled, dtype=object)


def mark_stop_words(words: RunningWords, own: Iterable[str]) -> RunningWords:
    """Mark your own stop words beside the function words; `*` stands for any letters."""
    return replace(words, is_stop=mark_own(words.spelled, words.is_stop, own))


def mark_own(
    spelled: np.ndarray, is_stop: np.ndarray, own: Iterable[str]
) -> np.ndarray:
    """Mark which words are stop words, with your own ones.

    Args:
        spelled: The words.
        is_stop: Which of them are function words.
        own: Your own, in which `*` stands for any letters.
    """
    own = [own] if isinstance(own, str) else list(own)
    if not own:
        return is_stop
    folded = [fold(word) for word in own]
    is_own = np.isin(spelled.astype(str), folded)
    is_stop = is_stop | is_own
    for word in own:
        if not has_wildcard(word):
            continue
        expression = glob_pattern(word.casefold())
        pattern = re.compile(expression)
        matches = [pattern.fullmatch(other) is not None for other in spelled]
        is_stop = is_stop | np.array(matches, dtype=bool)
    return is_stop
