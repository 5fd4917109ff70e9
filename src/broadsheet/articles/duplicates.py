"""The same article twice: the same text, or the print and the online edition of one."""

import re
import zlib

import numpy as np
import pandas as pd

WORD = re.compile(r"\w+")
SHINGLE = 8  # words: two writers do not happen upon the same eight
NO_HASHES = np.zeros(0, np.uint64)
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
    outlets = articles["outlet"].astype("category").cat.codes.to_numpy()
    known = np.flatnonzero(outlets >= 0)
    texts = articles["text"].iloc[known]
    hash_of = _WordHashes()
    hashes = [_sequences_of(text, hash_of) for text in texts]
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
    recurs = pd.Series(mixed).duplicated(keep=False).to_numpy()
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


class _WordHashes(dict[str, int]):
    """The hash of each word, made when it is first asked for."""

    def __missing__(self, word: str) -> int:
        encoded = word.encode("utf-8", "replace")
        self[word] = zlib.crc32(encoded)
        return self[word]


def _sequences_of(text: str, hash_of: _WordHashes) -> np.ndarray:
    """Distinct hashes of all 8-word sequences; of a shorter text, one hash of the whole."""
    words = WORD.findall(text.casefold())
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.array([hash_of[text.strip()]], dtype=np.uint64)
    codes = np.fromiter(map(hash_of.__getitem__, words), np.uint64, len(words))
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        end = offset + count
        hashes = hashes * PRIME ^ codes[offset:end]
    return np.unique(hashes)
