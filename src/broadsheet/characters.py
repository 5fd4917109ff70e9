"""The characters of many strings as one array, of which all are asked at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

# Of the hashes of runs: any odd number of many bits, here the multiplier of Knuth's MMIX generator.
BASE = 6364136223846793005
INVERSE = pow(BASE, -1, 1 << 64)


@dataclass(frozen=True)
class Characters:
    """The characters of several strings, one more after each, and where each string starts and ends."""

    characters: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def describe(self, describe: Callable[[str], int], dtype: Any) -> np.ndarray:
        """What a function says of each character, 0 between the strings.

        It is asked once for each distinct character.

        >>> spell_out(["to", "it"]).describe("it".find, np.int8).tolist()
        [1, -1, 0, 0, 1, 0]
        """
        size = int(self.characters.max(initial=0)) + 1
        table = np.zeros(size, dtype=dtype)
        table[self.characters] = 1
        distinct = np.flatnonzero(table)
        characters = map(chr, distinct.tolist())
        table[distinct] = list(map(describe, characters))
        described = table[self.characters]
        described[self.ends] = 0
        return described


def spell_out(strings: list[str]) -> Characters:
    """The characters of strings, a line break after each.

    >>> spelled = spell_out(["by", "Zoë"])
    >>> spelled.characters.tolist(), spelled.starts.tolist(), spelled.ends.tolist()
    ([98, 121, 10, 90, 111, 235, 10], [0, 3], [2, 6])
    """
    text = "\n".join([*strings, ""])
    encoded = text.encode("utf-32-le", "surrogatepass")
    sizes = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    following = np.cumsum(sizes + 1)
    return Characters(
        characters=np.frombuffer(encoded, dtype=np.uint32),
        starts=following - sizes - 1,
        ends=following - 1,
    )


@dataclass(frozen=True)
class Runs:
    """Runs of characters in several strings, as words are runs of letters.

    Attributes:
        starts: Where each run starts in the characters of all runs, each with one more that ends it.
        sums: The sum of all characters before a place, each times the power of `BASE` that its place has.
        first: The number of each string's first run.
        end: The number after that of its last run.
    """

    starts: np.ndarray
    sums: np.ndarray
    first: list[int]
    end: list[int]

    def hash_sequences(self, first: int, end: int, length: int) -> np.ndarray:
        """Hash each `length` runs in a row, among those from `first` to before `end`, by their characters.

        The sum of a sequence, divided by the power that its first character was multiplied with, is the same
        wherever it stands (Rabin and Karp, 1987). All is counted modulo 2 to the 64th, where an odd base has
        an inverse.

        >>> runs = find_runs(["to be or", "not to be"], str.isalpha)
        >>> hashes = runs.hash_sequences(0, 6, 2)
        >>> hashes[0] == hashes[4], len(set(hashes.tolist()))
        (np.True_, 4)
        """
        starts = self.starts[first : end + 1]
        sums = self.sums[starts]
        inverses = _powers(INVERSE, len(self.sums))
        inverse = inverses[starts[:-length]]
        of_sequence = sums[length:] - sums[:-length]
        hashes: np.ndarray = of_sequence * inverse
        return hashes


def find_runs(strings: list[str], is_inside: Callable[[str], bool]) -> Runs:
    """Find the longest runs of characters of which `is_inside` holds; none goes from one string to the next.

    >>> runs = find_runs(["to be,", "or"], str.isalpha)
    >>> runs.first, runs.end
    ([0, 2], [2, 3])
    """
    spelled = spell_out(strings)
    inside = spelled.describe(is_inside, np.bool_)
    ends_run = np.zeros_like(inside)
    ends_run[1:] = inside[:-1] & ~inside[1:]
    in_runs = inside | ends_run
    characters = np.where(inside, spelled.characters, 0)[in_runs]
    last = np.flatnonzero(characters == 0)
    weighted = characters * _powers(BASE, len(characters))
    before = np.cumsum(ends_run)
    end = before[spelled.ends].tolist()
    nothing = np.zeros(1, dtype=np.uint64)
    return Runs(
        starts=np.append(0, last + 1),
        sums=np.append(nothing, np.cumsum(weighted)),
        first=[0, *end[:-1]],
        end=end,
    )


def _powers(base: int, count: int) -> np.ndarray:
    """Return the powers of a base modulo 2 to the 64th, from that of 0 on."""
    enough = 1 << count.bit_length()
    return _many_powers(base, enough)[:count]


@lru_cache(maxsize=4)
def _many_powers(base: int, count: int) -> np.ndarray:
    powers = np.full(count, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers)
