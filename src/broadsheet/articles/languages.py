"""The language of an article: as its source says, or as detected."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

import numpy as np

from broadsheet.characters import find_runs

_WORDS = tomllib.loads(
    resources.files(__package__).joinpath("languages.toml").read_text("utf-8")
)
COMMON = frozenset(_WORDS["common"].split())
CODES = {
    name: code for code, names in _WORDS["codes"].items() for name in names.split()
}
ENOUGH = 20  # words: below that no detector is to be trusted
LOOKED_AT = 3000  # characters
TEXTS_AT_ONCE = 100
# Shares of words that are common in English. English prose has a fifth and more, its neighbours, names and
# quotations in English included, stay under a tenth.
ENGLISH = 0.2
NOT_ENGLISH = 0.1

CODE = re.compile(r"[a-z]{2,3}")


def languages_of(texts: list[str]) -> list[str]:
    """Return the ISO 639-1 code of each text's language.

    It is `en` where the text is too short to tell, `und` where only the detector could tell and is missing.

    >>> languages_of(["He said it was over.", "The talks that were held on Friday have ended."])
    ['en', 'en']
    """
    codes = []
    for first in range(0, len(texts), TEXTS_AT_ONCE):
        beginnings = [text[:LOOKED_AT] for text in texts[first : first + TEXTS_AT_ONCE]]
        for beginning, (words, common) in zip(
            beginnings, _count_words(beginnings), strict=True
        ):
            codes.append(_language(beginning, words, common))
    return codes


def _count_words(texts: list[str]) -> list[tuple[int, int]]:
    """Count the words of each text, and those of them that are common in English."""
    runs = find_runs([text.casefold() for text in texts], _is_letter)
    hashes = runs.hash_sequences(0, runs.end[-1], 1)
    wanted = _hashes_of_common()
    last = len(wanted) - 1
    place = np.minimum(np.searchsorted(wanted, hashes), last)
    is_wanted = wanted[place] == hashes
    before = np.append(0, np.cumsum(is_wanted))
    counts = []
    for start, end in zip(runs.first, runs.end, strict=True):
        count = int(before[end] - before[start])
        counts.append((end - start, count))
    return counts


@cache
def _hashes_of_common() -> np.ndarray:
    runs = find_runs(sorted(COMMON), _is_letter)
    return np.sort(runs.hash_sequences(0, len(COMMON), 1))


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def _language(text: str, words: int, common: int) -> str:
    """Return the language of a text of so many words, so many of them common in English."""
    share = common / max(words, 1)
    if words < ENOUGH or share > ENGLISH:
        return "en"
    detect = _detector()
    if detect is not None:
        return detect(text)[0]
    return "en" if share > NOT_ENGLISH else "und"


@cache
def _detector() -> Callable[[str], tuple[str, float]] | None:
    """py3langid (Lui & Baldwin's langid.py), if it is installed: its model comes with it."""
    try:
        from py3langid import classify
    except ImportError:
        return None
    return classify


def language_code(name: object) -> str | None:
    """The code of a language as sources write it; None for what is no language.

    >>> language_code("Englisch"), language_code("en-GB"), language_code("deu"), language_code("?")
    ('en', 'en', 'de', None)
    """
    folded = str(name).casefold().strip()
    code = CODES.get(folded) or re.split(r"[-_]", folded)[0]
    if not CODE.fullmatch(code):
        return None
    return CODES.get(code, code)
