"""Tokens as what is counted: words or n-grams, each with its article and number."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.words.aliases import Aliases, extend_aliases, join_aliases
from broadsheet.words.cells import Counted
from broadsheet.words.forms import mark_stop_words
from broadsheet.words.running import RunningWords, ngrams, running_words, spell


@dataclass(frozen=True)
class Wanted:
    """What is to be counted, as the arguments of `count_words` say."""

    lengths: list[int]
    unit: str = "norm"
    parts: str | Collection[str] = ("body",)
    names: str = "split"
    aliases: Aliases | None = None
    stop_words: Collection[str] = ()


@dataclass(frozen=True)
class WordsToCount:
    """Running words as they are counted, with the words that are shown otherwise."""

    running: RunningWords
    shown: dict[str, str] = field(default_factory=dict)


def read_words(tokens: pd.DataFrame, wanted: Wanted) -> WordsToCount:
    """Return the running words, aliases made one word and your own stop words marked."""
    words = running_words(tokens, wanted.unit, wanted.parts, wanted.names)
    shown: dict[str, str] = {}
    if wanted.aliases is not None:
        aliases = extend_aliases(wanted.aliases)
        words, shown = join_aliases(words, tokens, wanted.parts, aliases)
    return WordsToCount(mark_stop_words(words, wanted.stop_words), shown)


def number_ngrams(
    words: RunningWords,
    lengths: list[int],
    written: RunningWords | None,
) -> Counted:
    """Number the n-grams of each length, those of a length on from those of the length before.

    An n-gram counts as a stop word where it begins or ends with one.
    """
    occurrences = []
    strings = []
    forms = []
    is_stop = []
    distinct = 0
    for length, grams in enumerate(ngrams(words, max(lengths)), start=1):
        if length not in lengths:
            continue
        number = grams.number + np.int32(distinct)
        occurrences.append((words.article[grams.start], number))
        strings.append(spell(words, grams.first, length))
        if written is not None:
            forms.append(spell(written, grams.first, length))
        is_stop.append(_are_stop_words(words, grams.first, length))
        distinct += len(grams.first)
    counted = Counted(
        occurrences=occurrences,
        strings=np.concatenate(strings),
        is_stop=np.concatenate(is_stop),
        forms=np.concatenate(forms) if forms else None,
    )
    if " " in "".join(words.spelled):
        return _merge_same(counted)
    return counted


def _are_stop_words(words: RunningWords, first: np.ndarray, length: int) -> np.ndarray:
    """Say which n-grams begin or end with a stop word."""
    begins_with_stop = words.is_stop[words.code[first]]
    ends_with_stop = words.is_stop[words.code[first + length - 1]]
    return begins_with_stop | ends_with_stop


def _merge_same(counted: Counted) -> Counted:
    """Give n-grams that are spelled alike one number: "a b" and "c" is the same as "a" and "b c"."""
    merged, strings = pd.factorize(counted.strings)
    occurrences = [(article, merged[number]) for article, number in counted.occurrences]
    first = np.unique(merged, return_index=True)[1]
    forms = None if counted.forms is None else counted.forms[first]
    return Counted(occurrences, strings, counted.is_stop[first], forms)
