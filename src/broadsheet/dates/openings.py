"""What the first two places of a pattern may hold, and what it cannot do without.

So few patterns are tried at a place of the text, and those that no text has needed are never compiled.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from typing import NamedTuple

# Characters of a private use area stand for sets of classes. Python compiles sets of those beyond 0xFFFF in
# a tenth of the time: for others it makes a table of 65,536.
FIRST_LETTER = 0xF0000
ANY = -1  # has every bit, that of the end of a text among them
END = 1 << (0x110000 - FIRST_LETTER)  # beyond those of all characters


# The characters of each place of a phrase, a bit for each.
Places = tuple[int, ...]


# Two needs are the same only where they are one object: comparing hundreds of phrases would take time.
@dataclass(frozen=True, eq=False)
class Need:
    """Words and phrases one of which a match must hold.

    Attributes:
        is_common: Whether most texts hold one of them.
        number: How many words it can begin with.
        words: Those of one place, a bit for each.
        phrases: Longer ones; they begin with the place that fewest of the others share.
    """

    is_common: bool
    number: int
    words: int
    phrases: tuple[Places, ...]

    @cached_property
    def by_letter(self) -> dict[int, list[Places]]:
        """The phrases by what their first place may hold, a bit each."""
        phrases: dict[int, list[Places]] = {}
        for places in self.phrases:
            for letter in _letters_of(places[0]):
                phrases.setdefault(letter, []).append(places)
        return phrases

    @cached_property
    def rare(self) -> int:
        """What the first places of the phrases may hold: a text without any of it holds no phrase."""
        return sum(self.by_letter)

    def rank(self) -> tuple[bool, int, int]:
        """What comes first of the needs of a pattern: the rarer they are, the smaller."""
        return self.is_common, self.number, self.words

    def either(self, other: "Need") -> "Need":
        """What must be held where the one or the other is needed."""
        is_common = self.is_common or other.is_common
        number = self.number + other.number
        words = self.words | other.words
        return Need(is_common, number, words, self.phrases + other.phrases)

    def is_met(self, letters: int) -> bool:
        """Whether a text holds one of them: characters for all places of a phrase, wherever they stand."""
        if self.words & letters:
            return True
        for letter in _letters_of(self.rare & letters):
            for places in self.by_letter[letter]:
                if _holds(letters, places):
                    return True
        return False


def _letters_of(letters: int) -> Iterator[int]:
    """Each bit of a number by itself."""
    while letters:
        lowest = letters & -letters
        yield lowest
        letters ^= lowest


def _holds(letters: int, places: Places) -> bool:
    return all(map(letters.__and__, places))


class Opening(NamedTuple):
    """What a pattern may begin with, and what it needs.

    Characters are bits of a number: such sets are joined ten times as fast as Python's, which counts in the
    first call of a process.

    Attributes:
        alone: Characters that may be a whole match.
        first: Characters that a longer match may begin with.
        second: Characters that may follow these.
        is_optional: Whether the pattern matches nothing at all, too.
        needs: What a match cannot do without.
    """

    alone: int
    first: int
    second: int
    is_optional: bool = False
    needs: frozenset[Need] = frozenset()

    @property
    def begins(self) -> int:
        """The characters that any match may begin with."""
        return self.alone | self.first

    def then(self, other: "Opening") -> "Opening":
        """What opens one pattern followed by another."""
        if self is NOTHING:
            return other
        if other is NOTHING:
            return self
        alone = 0
        first = self.first
        second = self.second
        if other.begins:
            first |= self.alone
        if self.alone:
            second |= other.begins
        if other.is_optional:
            alone |= self.alone
        if self.is_optional:
            alone |= other.alone
            first |= other.first
            second |= other.second
        is_optional = self.is_optional and other.is_optional
        return Opening(alone, first, second, is_optional, self.needs | other.needs)

    def either(self, other: "Opening") -> "Opening":
        """What opens one pattern or another."""
        needs: frozenset[Need] = frozenset()
        if self.needs and other.needs:
            rarest = min(self.needs, key=Need.rank)
            rarest_of_other = min(other.needs, key=Need.rank)
            needs = frozenset([rarest.either(rarest_of_other)])
        return Opening(
            self.alone | other.alone,
            self.first | other.first,
            self.second | other.second,
            self.is_optional or other.is_optional,
            needs,
        )

    def repeated(self, least: int) -> "Opening":
        """What opens a pattern said several times."""
        some = self.either(self.then(self))
        return some if least else some.either(NOTHING)

    def looked_at(self) -> "Opening":
        """The same where it is only looked at: it takes no place, and must be there all the same."""
        return Opening(0, 0, 0, True, self.needs)

    def seconds(self, first: int) -> int:
        """The characters that may follow this one, a bit for each; ANY where it may be the whole match."""
        if self.alone & first:
            return ANY
        return self.second if self.first & first else 0

    def may_match(self, letters: int) -> bool:
        """Whether a text that holds these characters, a bit for each, can hold a match."""
        return all(need.is_met(letters) for need in self.needs)


NOTHING = Opening(0, 0, 0, is_optional=True)


def bits(letters: str) -> int:
    """A bit for each of these characters; one that stands for no word has none."""
    total = 0
    for letter in letters:
        number = ord(letter) - FIRST_LETTER
        if number >= 0:
            total |= 1 << number
    return total


def opening_of_phrases(phrases: list[list[str]], common: int) -> Opening:
    """The opening of one of these phrases.

    Args:
        phrases: Of each, the characters that its places may hold.
        common: The characters that most texts hold, a bit for each.
    """
    alone = 0
    first = 0
    second = 0
    is_common = False
    longer = []
    for phrase in phrases:
        places = tuple(map(bits, phrase))
        if len(places) > 1:
            first |= places[0]
            second |= places[1]
            longer.append(places)
        else:
            alone |= places[0]
        is_common = is_common or _holds(common, places)
    number = (alone | first).bit_count()
    longer = _rarest_first(longer, common)
    need = Need(is_common, number, alone, tuple(longer))
    return Opening(alone, first, second, needs=frozenset([need]))


def _rarest_first(phrases: list[Places], common: int) -> list[Places]:
    """The places of each phrase: of words that most texts hold last, those that few phrases share first."""
    counts = Counter(chain.from_iterable(phrases))

    def order(place: int) -> tuple[bool, int]:
        is_common = place & common != 0
        return is_common, counts[place]

    return [tuple(sorted(places, key=order)) for places in phrases]


def any_of(openings: list[Opening]) -> Opening:
    """The opening of one pattern out of several."""
    return reduce(Opening.either, openings)
