"""Lemmas: the base form of each distinct word and tag.

`lemmas.tsv` has the exceptions and `bases.txt` the known base forms, both made by ``training/pos.py`` from
the treebanks that the tagger learnt from and a list of irregular verbs and nouns, with the verbs that
``training/base_forms.py`` adds; `endings.toml` has the rules for all other words.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd

from .letters import Words, change_all
from .tagging import TAGS

# One vowel and one consonant: "fined" is from "fine", as from "fin" it would be "finned".
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


class Endings(NamedTuple):
    """The endings that words of one tag can have, and what may stand in place of each."""

    sizes: list[int]  # of the endings, the longest first
    candidates: dict[str, list[str]]  # by ending


class Forms(NamedTuple):
    """All that is known of base forms."""

    exceptions: dict[str, dict[str, str]]  # tag → word → lemma
    bases: frozenset[str]
    endings: dict[str, Endings]  # by tag
    silent_e: tuple[str, ...]


@cache
def load_forms() -> Forms:
    """The word lists and rules, read once."""
    rules = tomllib.loads(_read("endings.toml"))
    silent_e = rules.pop("silent_e").split()
    bases = _read("bases.txt").split()
    exceptions = _read_exceptions()
    endings = _endings_by_tag(rules)
    return Forms(
        exceptions=exceptions,
        bases=frozenset(bases),
        endings=endings,
        silent_e=tuple(silent_e),
    )


def _read(name: str) -> str:
    """A file of this room."""
    file = files("broadsheet.text") / name
    return file.read_text(encoding="utf-8")


def _read_exceptions() -> dict[str, dict[str, str]]:
    """The lemmas of irregular words, by tag and word."""
    exceptions: dict[str, dict[str, str]] = {tag: {} for tag in TAGS}
    lines = _read("lemmas.tsv").splitlines()
    for line in lines:
        word, tags, lemma = line.split("\t")
        for tag in tags.split():
            exceptions[tag][word] = lemma
    return exceptions


def _endings_by_tag(rules: dict[str, dict[str, list[str]]]) -> dict[str, Endings]:
    """The endings of each tag; one rule may be for several tags."""
    endings = {}
    for tags, by_ending in rules.items():
        sizes = set(map(len, by_ending))
        longest_first = sorted(sizes, reverse=True)
        endings_of_tags = Endings(longest_first, by_ending)
        for tag in tags.split():
            endings[tag] = endings_of_tags
    return endings


def lemmas(
    words: Words, codes: np.ndarray, tags: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """Distinct lemmas and the code of each token's, from its word and tag.

    >>> words = Words(["Countries", "hoping", "met", "Texas"])
    >>> tags = np.array([TAGS.index(tag) for tag in ("NNS", "VBG", "VBD", "NNP")])
    >>> lemmas(words, np.arange(4), tags)
    (['country', 'hope', 'meet', 'Texas'], array([0, 1, 2, 3], dtype=int32))
    """
    first_key = codes.astype(np.int64) * len(TAGS)
    key = first_key + tags
    pair_count = len(words) * len(TAGS)
    of_pair = np.zeros(pair_count, dtype=np.int32)
    of_pair[key] = 1
    pairs = np.flatnonzero(of_pair)
    spellings = _lemmas_of_pairs(words, pairs)
    numbers, distinct = pd.factorize(np.array(spellings, dtype=object))
    of_pair[pairs] = numbers
    return distinct.tolist(), of_pair[key]


def _lemmas_of_pairs(words: Words, pairs: np.ndarray) -> list[str]:
    """The lemma of each pair of a word and a tag, the pair being word * len(TAGS) + tag."""
    forms = load_forms()
    small = change_all(words.small, _with_one_apostrophe)
    word_of_pair, tag_of_pair = np.divmod(pairs, len(TAGS))
    word_numbers = word_of_pair.tolist()
    spellings = [small[word] for word in word_numbers]
    for number, tag in enumerate(TAGS):
        exceptions = forms.exceptions[tag]
        may_change = tag == "NNP" or tag in forms.endings
        if not exceptions and not may_change:
            continue  # words of this tag are their own lemmas
        for pair in np.flatnonzero(tag_of_pair == number).tolist():
            low = spellings[pair]
            if low in exceptions:
                spellings[pair] = exceptions[low]
            elif may_change:
                word = words.strings[word_numbers[pair]]
                spellings[pair] = _regular(word, low, tag, forms)
    return spellings


def _with_one_apostrophe(text: str) -> str:
    return text.replace("’", "'")


def find_lemma(word: str, tag: str) -> str:
    """The base form of a word with this tag: in lower case, but for names.

    >>> find_lemma("Revitalizing", "VBG"), find_lemma("planned", "VBN"), find_lemma("Republicans", "NNPS")
    ('revitalize', 'plan', 'Republican')
    """
    low = _with_one_apostrophe(word.lower())
    forms = load_forms()
    exception = forms.exceptions[tag].get(low)
    if exception is not None:
        return exception
    return _regular(word, low, tag, forms)


def _regular(word: str, low: str, tag: str, forms: Forms) -> str:
    """The base form of a word that is no exception; `low` is the word in small letters."""
    if tag not in forms.endings:
        return word if tag == "NNP" else low
    return _inflected(word, low, tag, forms)


def _inflected(word: str, low: str, tag: str, forms: Forms) -> str:
    """The base form of a word with a tag of inflected forms."""
    is_name = tag == "NNPS"
    head, hyphen, tail = word.rpartition("-")
    if hyphen and tail:
        first = head if is_name else head.lower()
        return first + hyphen + find_lemma(tail, tag)
    base = _without_ending(low, tag, forms)
    if not is_name:
        return low if base is None else base
    if base is None:
        return word
    if low.startswith(base):
        # Small letters can be more than the word has: "İ" is two of them.
        return word[: len(base)] + base[len(word) :]
    return base


def _without_ending(low: str, tag: str, forms: Forms) -> str | None:
    """The base form by the longest ending of this tag that a word has; None where it has none."""
    endings = forms.endings[tag]
    for size in endings.sizes:
        ending = low[-size:]
        candidates = endings.candidates.get(ending)
        if not candidates:
            continue
        stem = low[:-size]
        if len(stem) > 1:
            return _restore(stem, candidates, forms)
    return None


def _restore(stem: str, candidates: list[str], forms: Forms) -> str:
    """The stem with the right candidate in place of the ending."""
    if len(candidates) == 1:
        return stem + candidates[0]
    doubled = _ends_in_double(stem)
    options = _options(stem, candidates, doubled)
    for option in options:
        if option in forms.bases:
            return option
    if "-" not in candidates:
        return options[0]
    if doubled and _drops_double(stem):
        return stem[:-1]
    if not doubled and stem.endswith(forms.silent_e):
        return stem + "e"
    return options[0]


def _ends_in_double(stem: str) -> bool:
    """Whether a stem ends in one consonant twice."""
    last = stem[-1]
    if last in "aeiou":
        return False
    before_last = stem[-2:-1]
    return last == before_last


def _options(stem: str, candidates: list[str], doubled: bool) -> list[str]:
    """The base forms that a stem can have, the likeliest first."""
    options = []
    may_lose_e = "-" in candidates and not doubled
    if may_lose_e and _SHORT.fullmatch(stem):
        options.append(stem + "e")
    for candidate in candidates:
        if candidate != "-":
            options.append(stem + candidate)
        elif doubled:
            options.append(stem[:-1])
    return options


def _drops_double(stem: str) -> bool:
    """Whether the last consonant is doubled for the ending alone: "planned", but "missed"."""
    last = stem[-1]
    if last == "l":
        return len(stem) > 5
    return last not in "sfz"
