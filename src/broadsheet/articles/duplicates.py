"""The same article twice: the same text, or the print and the online edition of one."""

import zlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.characters import find_runs

SHINGLE = 8  # words: two writers do not happen upon the same eight
NO_HASHES = np.zeros(0, np.uint64)
SIMILARITY = 0.6  # of the sequences: a reprint with another first paragraph has more, a follow-up less
# Mixed into the hashes of an outlet, so that what another outlet printed is never looked at: the fractional
# part of the golden ratio, which spreads neighbouring numbers over all 64 bits.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
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
    of_outlet = outlets[known].astype(np.uint64) * GOLDEN
    for sequence, mixed_in in zip(hashes, of_outlet, strict=True):
        sequence ^= mixed_in
    sizes = np.array([len(sequence) for sequence in hashes], dtype=np.int64)
    number = np.arange(len(known), dtype=np.int32).repeat(sizes)
    mixed = np.concatenate([*hashes, NO_HASHES])
    del hashes  # as long as all texts
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
        words = find_runs([text.casefold() for text in some], _is_of_word)
        for text, start, end in zip(some, words.first, words.end, strict=True):
            if end - start < SHINGLE:
                whole = text.strip().encode("utf-8", "replace")
                yield np.array([zlib.crc32(whole)], dtype=np.uint64)
            else:
                hashes = words.hash_sequences(start, end, SHINGLE)
                hashes.sort()
                yield hashes[changes(hashes)]


def _is_of_word(character: str) -> bool:
    return character == "_" or character.isalnum()
