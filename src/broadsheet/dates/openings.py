"""What the first two places of a pattern may hold, and what it cannot do without.

So few patterns are tried at a place of the text, and those that no text has needed are never compiled.
"""

from dataclasses import dataclass
from functools import cache, reduce
from typing import NamedTuple

PLACES = 2  # how far a pattern is looked into
# Of the private use area, whose characters stand for sets of classes.
FIRST_LETTER = 0xE000


class Need(NamedTuple):
    """Characters one of which a match must hold; the rarer they are, the smaller the need is in order."""

    is_common: bool
    number: int
    letters: int

    def either(self, other: "Need") -> "Need":
        """What must be held where the one or the other is needed."""
        is_common = self.is_common or other.is_common
        number = self.number + other.number
        return Need(is_common, number, self.letters | other.letters)


@dataclass(frozen=True, slots=True)
class Opening:
    """The characters that may stand first and second, a bit for each, and the lengths of a pattern, up to 2.

    Bits are joined ten times as fast as sets are, which counts in the first call of a process.
    """

    first: int
    second: int
    lengths: frozenset[int]
    needs: frozenset[Need] = frozenset()

    def then(self, other: "Opening") -> "Opening":
        """What opens one pattern followed by another."""
        first = self.first
        second = self.second
        if 0 in self.lengths:
            first |= other.first
            second |= other.second
        if 1 in self.lengths:
            second |= other.first
        lengths = _sums(self.lengths, other.lengths)
        return Opening(first, second, lengths, self.needs | other.needs)

    def either(self, other: "Opening") -> "Opening":
        """What opens one pattern or another."""
        first = self.first | other.first
        second = self.second | other.second
        lengths = self.lengths | other.lengths
        if not self.needs or not other.needs:
            return Opening(first, second, lengths)
        need = min(self.needs).either(min(other.needs))
        return Opening(first, second, lengths, frozenset([need]))

    def repeated(self, least: int) -> "Opening":
        """What opens a pattern said several times."""
        some = self.either(self.then(self))
        return some if least else some.either(NOTHING)

    def goes_on(self, second: int) -> bool:
        """Whether this character, a bit for it or 0 at the end, may stand second."""
        return 1 in self.lengths or bool(self.second & second)

    def may_match(self, letters: int) -> bool:
        """Whether a text that holds these characters, a bit for each, can hold a match."""
        return all(need.letters & letters for need in self.needs)


NOTHING = Opening(0, 0, frozenset([0]))


def bits(letters: str) -> int:
    """A bit for each of these characters; one that stands for no word has none."""
    total = 0
    for letter in letters:
        number = ord(letter) - FIRST_LETTER
        if number >= 0:
            total |= 1 << number
    return total


@cache
def _sums(lengths: frozenset[int], others: frozenset[int]) -> frozenset[int]:
    """The lengths that one pattern followed by another may have."""
    sums = {length + other for length in lengths for other in others}
    return frozenset(min(PLACES, length) for length in sums)


def opening_of_phrases(phrases: list[list[str]], common: int) -> Opening:
    """The opening of one of these phrases.

    Args:
        phrases: Of each, the characters that its places may hold.
        common: The characters that most texts hold, a bit for each.
    """
    first = 0
    second = 0
    lengths = set()
    for phrase in phrases:
        first |= bits(phrase[0])
        if len(phrase) > 1:
            second |= bits(phrase[1])
        lengths.add(min(PLACES, len(phrase)))
    need = Need(bool(first & common), first.bit_count(), first)
    return Opening(first, second, frozenset(lengths), frozenset([need]))


def any_of(openings: list[Opening]) -> Opening:
    """The opening of one pattern out of several."""
    return reduce(Opening.either, openings)
