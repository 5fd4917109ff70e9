"""The same article twice: the same text, or the print and the online edition of one."""

import re
import zlib
from functools import cache

import numpy as np
import pandas as pd

WORD = re.compile(r"\w+")
SHINGLE = 8  # words: two writers do not happen upon the same eight


def duplicate_of(articles, similarity=0.6):
    """For each article the earlier one of the same outlet that it repeats; missing where it repeats none.

    Two texts are the same where `similarity` of the 8-word sequences of the longer one are in the other.
    Each sequence is looked for where it occurred first, so that the work grows with the words and not with
    the pairs. Articles of different outlets are never duplicates: that they print the same is a finding.
    """
    word_hash = cache(lambda word: zlib.crc32(word.encode("utf-8", "replace")))
    hashes = [_shingles(text, word_hash) for text in articles["text"]]
    number = np.repeat(np.arange(len(articles)), [len(h) for h in hashes])
    outlet = articles["outlet"].cat.codes.to_numpy().astype(np.uint64)[number]
    # The outlet is mixed into the hash: what another outlet printed is never looked at.
    mixed = np.concatenate([*hashes, np.zeros(0, np.uint64)]) ^ (outlet * np.uint64(0x9E3779B97F4A7C15))
    pairs = pd.DataFrame({"later": number, "first": pd.Series(number).groupby(mixed).transform("first")})
    pairs = pairs.query("later > first").value_counts(sort=False).reset_index(name="shared")
    size = np.array(list(map(len, hashes)))
    pairs["share"] = pairs["shared"] / np.maximum(size[pairs["later"]], size[pairs["first"]])
    best = pairs[pairs["share"] >= similarity].sort_values(["share", "first"], ascending=[False, True])
    best = best.drop_duplicates("later")
    found = pd.Series(pd.NA, index=articles.index, dtype="str")
    found.iloc[best["later"]] = articles.index[best["first"]]
    return found


def _shingles(text, word_hash):
    """Distinct hashes of all 8-word sequences; of a shorter text, one hash of the whole."""
    codes = np.array(list(map(word_hash, WORD.findall(text.casefold()))), dtype=np.uint64)
    if len(codes) < SHINGLE:
        return np.array([word_hash(text.strip())], dtype=np.uint64)
    hashes = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * np.uint64(0x100000001B3) ^ codes[place : place + len(hashes)]
    return np.unique(hashes)
