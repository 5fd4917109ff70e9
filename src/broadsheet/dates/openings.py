"""What the first two places of a pattern may hold, so that few patterns are tried at a place of the text."""

from dataclasses import dataclass
from functools import reduce

PLACES = 2  # how far a pattern is looked into


@dataclass(frozen=True)
class Opening:
    """The characters that may stand first and second, and the lengths that a pattern may have, up to 2."""

    first: frozenset[str]
    second: frozenset[str]
    lengths: frozenset[int]

    def then(self, other: "Opening") -> "Opening":
        """What opens one pattern followed by another."""
        first = self.first
        second = self.second
        if 0 in self.lengths:
            first |= other.first
            second |= other.second
        if 1 in self.lengths:
            second |= other.first
        sums = {before + after for before in self.lengths for after in other.lengths}
        lengths = frozenset(min(PLACES, length) for length in sums)
        return Opening(first, second, lengths)

    def either(self, other: "Opening") -> "Opening":
        """What opens one pattern or another."""
        first = self.first | other.first
        second = self.second | other.second
        return Opening(first, second, self.lengths | other.lengths)

    def repeated(self, least: int) -> "Opening":
        """What opens a pattern said several times."""
        some = self.either(self.then(self))
        return some if least else some.either(NOTHING)

    def allows(self, letters: str) -> bool:
        """Whether a text of these two characters, or of this one, may begin so."""
        if letters[0] not in self.first:
            return False
        if 1 in self.lengths:
            return True
        return len(letters) > 1 and letters[1] in self.second


NOTHING = Opening(frozenset(), frozenset(), frozenset([0]))
NEVER = Opening(frozenset(), frozenset(), frozenset())


def one_of(letters: str) -> Opening:
    """The opening of one character out of these."""
    return Opening(frozenset(letters), frozenset(), frozenset([1]))


def any_of(openings: list[Opening]) -> Opening:
    """The opening of one pattern out of several."""
    return reduce(Opening.either, openings, NEVER)
