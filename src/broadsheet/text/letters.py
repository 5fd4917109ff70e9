"""The distinct words of a text, and what their letters tell of them: asked once, of all words together.

Python is asked once for each distinct character what it is. What a word has is then read off all its
characters at once, so that only the few words that need a closer look are looked at one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from broadsheet.characters import Characters, spell_out

# What a character can be; a word has what any of its characters is.
LETTER, INK, DIGIT = 1, 2, 4  # INK is a letter or a digit
SMALL, CAPITAL, TITLE = 8, 16, 32  # TITLE is two letters, the first of them a capital
CASED = 64  # another in small letters
OTHER = 128  # no letter
BEYOND_ASCII = 256
HYPHEN, STOP = 512, 1024


@dataclass(frozen=True)
class Words:
    """Distinct words, and what their letters tell.

    >>> words = Words(["Zürich", "9-year"])
    >>> words.have(HYPHEN | BEYOND_ASCII).tolist(), words.begin_with(DIGIT).tolist()
    ([True, True], [False, True])
    >>> words.are_letters.tolist(), words.small
    ([True, False], ['zürich', '9-year'])
    """

    strings: list[str]

    def __len__(self) -> int:
        return len(self.strings)

    @cached_property
    def spelled(self) -> Characters:
        """The characters of all words."""
        return spell_out(self.strings)

    @cached_property
    def kinds(self) -> np.ndarray:
        """What each character is."""
        return self.spelled.describe(_kind, np.uint16)

    @cached_property
    def all_kinds(self) -> np.ndarray:
        """What any character of a word is, word by word."""
        return _any_of(self.kinds, self.spelled)

    @cached_property
    def kinds_after_first(self) -> np.ndarray:
        """What any character but the first is, word by word."""
        kinds = self.kinds.copy()
        kinds[self.spelled.starts] = 0
        return _any_of(kinds, self.spelled)

    @property
    def sizes(self) -> np.ndarray:
        """How many characters each word has."""
        return self.spelled.ends - self.spelled.starts

    @cached_property
    def small(self) -> list[str]:
        """The words in small letters."""
        return change_all(self.strings, str.lower)

    @property
    def are_letters(self) -> np.ndarray:
        """Which words are of letters alone."""
        return self.have(LETTER) & ~self.have(OTHER)

    @cached_property
    def marks(self) -> list[int]:
        """The numbers of the words without a letter or a digit."""
        return np.flatnonzero(~self.have(INK)).tolist()

    def have(self, kinds: int) -> np.ndarray:
        """Which words have a character of some kinds."""
        return (self.all_kinds & kinds) > 0

    def begin_with(self, kinds: int) -> np.ndarray:
        """Which words begin with a character of some kinds."""
        first = self.kinds[self.spelled.starts]
        return (first & kinds) > 0


def change_all(words: list[str], change: Callable[[str], str]) -> list[str]:
    """Change the letters of many words, all in one string where none of them holds a line break.

    >>> change_all(["US", "Zürich"], str.lower)
    ['us', 'zürich']
    """
    if not words:
        return []
    changed = change("\n".join(words)).split("\n")
    if len(changed) == len(words):
        return changed
    return [change(word) for word in words]


@cache
def _kind(character: str) -> int:
    """All that a character is, as one number."""
    is_letter = character.isalpha()
    is_capital = character.isupper()
    properties = {
        LETTER: is_letter,
        INK: character.isalnum(),
        DIGIT: character.isdigit(),
        SMALL: character.islower(),
        CAPITAL: is_capital,
        TITLE: character.istitle() and not is_capital,
        CASED: character != character.lower(),
        OTHER: not is_letter,
        BEYOND_ASCII: not character.isascii(),
        HYPHEN: character == "-",
        STOP: character == ".",
    }
    return sum(kind for kind, holds in properties.items() if holds)


def _any_of(kinds: np.ndarray, spelled: Characters) -> np.ndarray:
    """What any character of a string is, string by string."""
    if not len(spelled.starts):
        return np.zeros(0, dtype=kinds.dtype)
    return np.bitwise_or.reduceat(kinds, spelled.starts)
