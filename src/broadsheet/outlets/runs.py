"""The runs of words of articles as numbers that are the same in every part of a corpus.

`find_copies` numbers runs one after the other, which needs all articles at once. Here a run is a 63-bit hash
of its words, so parts that were read apart, on other machines or on other days, can be compared. Among ten
thousand million distinct runs some five pairs share a number by chance, which changes no containment.
"""

from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.arrays import Flags, Integers, run_starts
from broadsheet.outlets.copies import are_same_copy, measure_pairs
from broadsheet.outlets.ngrams import ArticleNgrams, without_quoted_words
from broadsheet.outlets.sequence import StoryWords, story_words

LENGTH = 5  # words, as in `find_copies`
LAST_START = 1 - LENGTH  # no run begins behind it
BINARY = pd.ArrowDtype(pa.large_binary())
# Odd numbers without pattern in their bits (from xxHash and splitmix64), which spread what they multiply.
MIX = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(29)
PROSE = np.uint64(1)  # the lowest bit: whether the run stands outside quotation marks
STORED = "<u8"  # a run: 64 bits, the lowest byte first
BYTES = 8  # of a run


def article_runs(tokens: pd.DataFrame) -> pd.DataFrame:
    """List the distinct runs of five words of each article: what can be kept of it to find its copies.

    Args:
        tokens: The tokens.

    Returns:
        One row an article: `article`, `size` (how many runs) and `runs`: sorted 64-bit numbers as bytes; the
        lowest bit is set where the run stands outside quotation marks.
    """
    words = story_words(tokens)
    begins_in = words.article[:LAST_START]
    ends_in = words.article[LENGTH - 1 :]
    is_whole = begins_in == ends_in
    quoted = tokens["quoted"].to_numpy()
    is_prose = without_quoted_words(quoted[words.row], LENGTH)
    runs = _hash_runs(words)
    return _by_article(
        ids=tokens["article"].cat.categories,
        article=begins_in[is_whole],
        run=runs[is_whole],
        is_prose=is_prose[is_whole],
    )


def _hash_runs(words: StoryWords) -> Integers:
    """Return the number of the run that begins at each word, its lowest bit free."""
    texts = words.text.astype(object)
    hash_of = pd.util.hash_array(texts)
    hashes = hash_of[words.code]
    count = len(hashes) - LENGTH + 1
    count = max(count, 0)
    run = np.zeros(count, np.uint64)
    for shift in range(LENGTH):
        end = shift + count
        following = hashes[shift:end]
        run = (run ^ following) * MIX
        run ^= run >> SHIFT
    return run & ~PROSE


def _by_article(
    ids: pd.Index, article: Integers, run: Integers, is_prose: Flags
) -> pd.DataFrame:
    # A place in prose comes before the others.
    order = np.lexsort((~is_prose, run, article))
    article = article[order]
    run = run[order]
    is_prose = is_prose[order]
    first = run_starts(article, run)
    prose_bit = is_prose[first].astype(np.uint64)
    distinct = run[first] | prose_bit
    count = len(ids)
    numbers = np.arange(count + 1)
    edges = np.searchsorted(article[first], numbers)
    return pd.DataFrame(
        {
            "article": pd.array(ids.astype("str"), dtype="str"),
            "size": np.diff(edges).astype(np.int32),
            "runs": pd.array(_as_bytes(distinct, edges), dtype=BINARY),
        }
    )


def _as_bytes(run: Integers, edges: Integers) -> list[bytes]:
    """Return the runs between each two edges as bytes."""
    raw = run.astype(STORED).tobytes()
    borders = edges * BYTES
    cells = []
    for first, after in pairwise(borders.tolist()):
        cell = raw[first:after]
        cells.append(cell)
    return cells


def unpack_runs(rows: pd.DataFrame) -> Integers:
    """Return the runs of some articles, one article after the other."""
    raw = b"".join(rows["runs"])
    return np.frombuffer(raw, STORED)


def ngrams_of(rows: pd.DataFrame) -> ArticleNgrams:
    """Return the runs of articles as n-grams, articles numbered as the rows are."""
    runs = unpack_runs(rows)
    numbers = np.arange(len(rows))
    article = numbers.repeat(rows["size"].to_numpy())
    ngram = _without_mark(runs).astype(np.int64)
    is_prose = _is_prose(runs)
    order = np.lexsort((article, ngram))
    return ArticleNgrams(
        ngram=ngram[order],
        article=article[order],
        is_prose=is_prose[order],
    )


def _without_mark(runs: Integers) -> Integers:
    """Return runs without the bit that says whether they stand in prose."""
    return runs >> PROSE


def _is_prose(runs: Integers) -> Flags:
    """Say of each run whether it stands outside quotation marks."""
    mark = runs & PROSE
    return mark == PROSE


def count_pairs(rows: pd.DataFrame, a: Integers, b: Integers) -> pd.DataFrame:
    """Count what pairs of articles share, as `find_copies` counts it.

    Args:
        rows: Articles, as `article_runs` returns them.
        a: The row of one article of each pair.
        b: The row of the other.

    Returns:
        `a`, `b` and the measures of `find_copies`.
    """
    sizes = rows["size"].to_numpy()
    after = np.cumsum(sizes)
    whole = []
    prose = []
    for runs in np.split(unpack_runs(rows), after[:-1]):
        in_prose = runs[_is_prose(runs)]
        whole.append(_without_mark(runs))
        prose.append(in_prose)
    shared = _shared_sizes(whole, a, b)
    pairs = pd.DataFrame({"a": a, "b": b, "shared": shared})
    pairs = measure_pairs(
        pairs,
        shared_prose=_shared_sizes(prose, a, b),
        sizes=_sizes(whole),
        prose_sizes=_sizes(prose),
    )
    return pairs.assign(same_copy=are_same_copy(pairs))


def _shared_sizes(runs: list[Integers], a: Integers, b: Integers) -> Integers:
    """Return how many runs the two articles of each pair share."""
    shared = []
    for first, second in zip(a, b, strict=True):
        common = np.intersect1d(runs[first], runs[second], assume_unique=True)
        shared.append(len(common))
    return np.array(shared, np.int64)


def _sizes(runs: list[Integers]) -> Integers:
    sizes = [len(of_article) for of_article in runs]
    return np.array(sizes, np.int64)
