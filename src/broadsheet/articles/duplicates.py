"""The same article twice: the same text, or the print and the online edition of one."""

import re
import zlib
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

WORD = re.compile(r"\w+")
SHINGLE = 8  # words: two writers do not happen upon the same eight
SIMILARITY = 0.6  # of the sequences: a reprint with another first paragraph has more, a follow-up less
# Mixed into the hashes of an outlet, so that what another outlet printed is never looked at: the fractional
# part of the golden ratio, which spreads neighbouring numbers over all 64 bits.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
PRIME = np.uint64(0x100000001B3)  # of the FNV hash


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
    repeated = pd.Series(pd.NA, index=articles.index, dtype="str")
    outlets = articles["outlet"].astype("category").cat.codes.to_numpy()
    known = np.flatnonzero(outlets >= 0)
    word_hash = cache(lambda word: zlib.crc32(word.encode("utf-8", "replace")))
    hashes = [_shingles(text, word_hash) for text in articles["text"].iloc[known]]
    sizes = np.array([len(sequence) for sequence in hashes], dtype=np.int64)
    number = np.repeat(np.arange(len(known)), sizes)
    outlet = outlets[known].astype(np.uint64)[number]
    every_hash = np.concatenate([*hashes, np.zeros(0, np.uint64)])
    mixed = every_hash ^ (outlet * GOLDEN)
    best = _best_pairs(number, mixed, sizes, similarity)
    later = known[best["later"]]
    first = known[best["first"]]
    repeated.iloc[later] = articles.index[first]
    return repeated


def _best_pairs(
    number: np.ndarray, mixed: np.ndarray, sizes: np.ndarray, similarity: float
) -> pd.DataFrame:
    """For each article the earlier one that shares most with it, if that is enough."""
    first = pd.Series(number).groupby(mixed).transform("first")
    pairs = pd.DataFrame({"later": number, "first": first})
    pairs = pairs[pairs["later"] > pairs["first"]]
    pairs = pairs.value_counts(sort=False).reset_index(name="shared")
    longer = np.maximum(sizes[pairs["later"]], sizes[pairs["first"]])
    pairs["share"] = pairs["shared"] / longer
    enough = pairs[pairs["share"] >= similarity]
    ordered = enough.sort_values(["share", "first"], ascending=[False, True])
    return ordered.drop_duplicates("later")


def _shingles(text: str, word_hash: Callable[[str], int]) -> np.ndarray:
    """Distinct hashes of all 8-word sequences; of a shorter text, one hash of the whole."""
    words = WORD.findall(text.casefold())
    codes = np.array([word_hash(word) for word in words], dtype=np.uint64)
    if len(codes) < SHINGLE:
        return np.array([word_hash(text.strip())], dtype=np.uint64)
    hashes = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for offset in range(SHINGLE):
        hashes = hashes * PRIME ^ codes[offset : offset + len(hashes)]
    return np.unique(hashes)
