"""The same article twice: the same text, or the print and the online edition of one."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.characters import spell_out

SHINGLE = 8  # words: two writers do not happen upon the same eight
NO_HASHES = np.zeros(0, np.uint64)
SIMILARITY = 0.6  # of the sequences: a reprint with another first paragraph has more, a follow-up less
# Mixed into the hashes of an outlet, so that what another outlet printed is never looked at: the fractional
# part of the golden ratio, which spreads neighbouring numbers over all 64 bits.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
# Of the hashes of sequences: any odd number of many bits, here the multiplier of Knuth's MMIX generator.
BASE = 6364136223846793005
INVERSE = pow(BASE, -1, 1 << 64)
TEXTS_AT_ONCE = 100


def duplicate_of(articles: pd.DataFrame, similarity: float = SIMILARITY) -> pd.Series:
    """For each article the earlier one of the same outlet that it repeats; missing where it repeats none.

    Two texts are the same where `similarity` of the 8-word sequences of the longer one are in the other.
    Each sequence is looked for where it occurred first, so that the work grows with the words and not with
    the pairs. Articles of different outlets are never duplicates: that they print the same is a finding.
    Nor are articles whose outlet is not known: they may be of different ones.

    Args:
        articles: The articles frame, in the order in which articles count as earlier.
        similarity: The share from which an article repeats another, from 0 to 1.

    Returns:
        Ids of articles, in the index of `articles`.
    """
    outlets = articles["outlet"].astype("category").cat.codes.to_numpy()
    known = np.flatnonzero(outlets >= 0)
    texts = articles["text"].iloc[known].tolist()
    hashes = list(_sequences_of(texts))
    sizes = np.array([len(sequence) for sequence in hashes], dtype=np.int64)
    numbers = np.arange(len(known))
    number = numbers.repeat(sizes)
    outlet = outlets[known].astype(np.uint64)
    every_hash = np.concatenate([*hashes, NO_HASHES])
    mixed = every_hash ^ (outlet[number] * GOLDEN)
    best = _best_pairs(number, mixed, sizes, similarity)
    later = known[best["later"]]
    first = known[best["first"]]
    repeated = pd.Series(pd.NA, index=articles.index, dtype="str")
    repeated.iloc[later] = articles.index[first]
    return repeated


def _best_pairs(
    number: np.ndarray, mixed: np.ndarray, sizes: np.ndarray, similarity: float
) -> pd.DataFrame:
    """For each article the earlier one that shares most with it, if that is enough."""
    recurs = _recurs(mixed)
    later = pd.Series(number[recurs])
    first = later.groupby(mixed[recurs]).transform("first")
    pairs = pd.DataFrame({"later": later, "first": first})
    is_pair = pairs["later"] > pairs["first"]
    counts = pairs[is_pair].value_counts(sort=False)
    pairs = counts.reset_index(name="shared")
    size_later = sizes[pairs["later"]]
    size_first = sizes[pairs["first"]]
    longer = np.maximum(size_later, size_first)
    pairs["share"] = pairs["shared"] / longer
    is_enough = pairs["share"] >= similarity
    enough = pairs[is_enough]
    ordered = enough.sort_values(["share", "first"], ascending=[False, True])
    return ordered.drop_duplicates("later")


def _recurs(values: np.ndarray) -> np.ndarray:
    """Which values stand there more than once."""
    order = np.argsort(values)
    is_first = changes(values[order])
    is_last = np.append(is_first[1:], True)
    recurs = np.empty(len(values), dtype=bool)
    recurs[order] = ~(is_first & is_last[: len(values)])
    return recurs


def _sequences_of(texts: list[str]) -> Iterator[np.ndarray]:
    """Yield the distinct hashes of the 8-word sequences of each text; of a shorter one, that of the whole."""
    for first in range(0, len(texts), TEXTS_AT_ONCE):
        some = texts[first : first + TEXTS_AT_ONCE]
        words = _Words.of([text.casefold() for text in some])
        for text, start, end in zip(some, words.first, words.end, strict=True):
            if end - start < SHINGLE:
                whole = text.strip().encode("utf-8", "replace")
                yield np.array([zlib.crc32(whole)], dtype=np.uint64)
            else:
                hashes = words.hashes_of_sequences(start, end)
                hashes.sort()
                yield hashes[changes(hashes)]


@dataclass(frozen=True)
class _Words:
    """The words of several texts.

    Attributes:
        starts: Where each word starts in the characters of all words, each with one more that ends it.
        sums: The sum of all characters before a place, each times the power of `BASE` that its place has.
        first: The number of each text's first word.
        end: The number after that of its last word.
    """

    starts: np.ndarray
    sums: np.ndarray
    first: list[int]
    end: list[int]

    @classmethod
    def of(cls, texts: list[str]) -> "_Words":
        """Read off all characters at once where words are: letters, digits and underscores in a row."""
        spelled = spell_out(texts)
        is_word = spelled.describe(_is_of_word, np.bool_)
        ends_word = np.zeros_like(is_word)
        ends_word[1:] = is_word[:-1] & ~is_word[1:]
        characters = np.where(is_word, spelled.characters, 0)[is_word | ends_word]
        last = np.flatnonzero(characters == 0)
        starts = np.concatenate([[0], last + 1])
        weighted = characters * _powers(BASE, len(characters))
        sums = np.concatenate([[np.uint64(0)], np.cumsum(weighted)])
        before = np.cumsum(ends_word)
        end = before[spelled.ends].tolist()
        return cls(starts, sums, [0, *end[:-1]], end)

    def hashes_of_sequences(self, first: int, end: int) -> np.ndarray:
        """Hash each run of `SHINGLE` words by its characters (Rabin and Karp, 1987).

        A run's sum, divided by the power that its first character was multiplied with, is the same wherever
        the run stands. All is counted modulo 2 to the 64th, where an odd base has an inverse.
        """
        starts = self.starts[first : end + 1]
        sums = self.sums[starts]
        inverse = _powers(INVERSE, len(self.sums))[starts[:-SHINGLE]]
        return (sums[SHINGLE:] - sums[:-SHINGLE]) * inverse


def _powers(base: int, count: int) -> np.ndarray:
    """Return the powers of a base modulo 2 to the 64th, from that of 0 on."""
    return _many_powers(base, 1 << count.bit_length())[:count]


@lru_cache(maxsize=4)
def _many_powers(base: int, count: int) -> np.ndarray:
    powers = np.full(count, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers)


def _is_of_word(character: str) -> bool:
    return character == "_" or character.isalnum()
