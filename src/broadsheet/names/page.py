"""The tokens of a corpus as arrays, and the marks that names stand between."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ..arrays import Flags, Integers
from .traits import Traits

OPENING_QUOTES = ["“", "‘", "«", '"', "'", "``", "`"]
CLOSING_QUOTES = ["”", "’", "»", '"', "'", "''"]
QUOTES = frozenset(OPENING_QUOTES + CLOSING_QUOTES)


@dataclass(frozen=True)
class Page:
    """The tokens as arrays: the number of each word, what it can be, where sentences begin."""

    tokens: pd.DataFrame
    code: Integers
    traits: Traits
    opens: Flags

    def trait(self, name: str) -> np.ndarray:
        """Return a trait of the words as one value a token."""
        values = getattr(self.traits, name)
        return values[self.code]

    def tagged(self, pattern: str) -> Flags:
        """Say which tokens have a tag that matches the pattern from its beginning."""
        tags = self.tokens["pos"].cat
        matches = [re.match(pattern, tag) is not None for tag in tags.categories]
        is_match = np.array(matches, bool)
        return is_match[tags.codes]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word as written."""
        return {word: number for number, word in enumerate(self.traits.words)}

    def is_one_of(self, words: list[str]) -> Flags:
        """Say which tokens are one of these words as written."""
        is_listed = np.zeros(len(self.numbers), bool)
        for word in words:
            if word in self.numbers:
                is_listed[self.numbers[word]] = True
        return is_listed[self.code]

    def word(self, row: int) -> str:
        """Return a word folded; nothing before the first."""
        if row < 0:
            return ""
        return self.traits.folds[self.code[row]]

    def count_spellings(self, where: Flags) -> Integers:
        """Count for each distinct folded word how often it stands at the marked tokens."""
        words = self.trait("folded")[where]
        return np.bincount(words, minlength=self.traits.size)


def before(mask: Flags) -> Flags:
    """Say of each token whether the mask holds for the one before it."""
    result = np.zeros(len(mask), bool)
    result[1:] = mask[:-1]
    return result


def after(mask: Flags) -> Flags:
    """Say of each token whether the mask holds for the one after it."""
    result = np.zeros(len(mask), bool)
    result[:-1] = mask[1:]
    return result
