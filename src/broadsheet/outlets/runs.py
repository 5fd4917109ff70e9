"""The runs of words of articles as numbers that are the same in every part of a corpus.

`find_copies` numbers runs one after the other, which needs all articles at once. Here a run is a 63-bit hash
of its words, so parts that were read apart, on other machines or on other days, can be compared. Among ten
thousand million distinct runs some five pairs share a number by chance, which changes no containment.
"""

from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.arrays import run_starts
from broadsheet.outlets.copies import are_same_copy, measure_pairs
from broadsheet.outlets.ngrams import ArticleNgrams, without_quoted_words
from broadsheet.outlets.sequence import StoryWords, story_words

LENGTH = 5  # words, as in `find_copies`
BINARY = pd.ArrowDtype(pa.large_binary())
# Odd numbers without pattern in their bits (from xxHash and splitmix64), which spread what they multiply.
MIX = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(29)
PROSE = np.uint64(1)  # the lowest bit: whether the run stands outside quotation marks
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
    begins_in = words.article[: -LENGTH + 1]
    ends_in = words.article[LENGTH - 1 :]
    is_whole = begins_in == ends_in
    quoted = tokens["quoted"].to_numpy()[words.row]
    is_prose = without_quoted_words(quoted, LENGTH)[is_whole]
    article = begins_in[is_whole]
    run = _hash_runs(words)[is_whole]
    return _by_article(tokens["article"].cat.categories, article, run, is_prose)


def _hash_runs(words: StoryWords) -> np.ndarray:
    """Return the number of the run that begins at each word, its lowest bit free."""
    code_of = pd.util.hash_array(words.text.astype(object))
    codes = code_of[words.code]
    count = max(len(codes) - LENGTH + 1, 0)
    run = np.zeros(count, np.uint64)
    for shift in range(LENGTH):
        following = codes[shift : shift + count]
        run = (run ^ following) * MIX
        run ^= run >> SHIFT
    return run & ~PROSE


def _by_article(
    ids: pd.Index, article: np.ndarray, run: np.ndarray, is_prose: np.ndarray
) -> pd.DataFrame:
    # A place in prose comes before the others.
    order = np.lexsort((~is_prose, run, article))
    article = article[order]
    run = run[order]
    is_prose = is_prose[order]
    first = run_starts(article, run)
    prose_bit = is_prose[first].astype(np.uint64)
    run = run[first] | prose_bit
    raw = run.astype("<u8").tobytes()
    numbers = np.arange(len(ids) + 1)
    edges = np.searchsorted(article[first], numbers)
    borders = edges * BYTES
    cells = []
    for low, high in pairwise(borders.tolist()):
        cells.append(raw[low:high])
    return pd.DataFrame(
        {
            "article": pd.array(ids.astype("str"), dtype="str"),
            "size": np.diff(edges).astype(np.int32),
            "runs": pd.array(cells, dtype=BINARY),
        }
    )


def unpack_runs(rows: pd.DataFrame) -> np.ndarray:
    """Return the runs of some articles, one article after the other."""
    return np.frombuffer(b"".join(rows["runs"]), "<u8")


def ngrams_of(rows: pd.DataFrame) -> ArticleNgrams:
    """Return the runs of articles as n-grams, articles numbered as the rows are."""
    runs = unpack_runs(rows)
    size = rows["size"].to_numpy()
    article = np.arange(len(rows)).repeat(size)
    ngram = (runs >> PROSE).astype(np.int64)
    order = np.lexsort((article, ngram))
    is_prose = runs & PROSE == PROSE
    return ArticleNgrams(ngram[order], article[order], is_prose[order])


def count_pairs(rows: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> pd.DataFrame:
    """Count what pairs of articles share, as `find_copies` counts it.

    Args:
        rows: Articles, as `article_runs` returns them.
        a: The row of one article of each pair.
        b: The row of the other.

    Returns:
        `a`, `b` and the measures of `find_copies`.
    """
    runs = unpack_runs(rows)
    after = np.cumsum(rows["size"].to_numpy())
    pieces = np.split(runs, after[:-1])
    whole = [piece >> PROSE for piece in pieces]
    prose = [piece[piece & PROSE == PROSE] for piece in pieces]
    shared = _shared_sizes(whole, a, b)
    shared_prose = _shared_sizes(prose, a, b)
    pairs = pd.DataFrame({"a": a, "b": b, "shared": shared})
    pairs = measure_pairs(pairs, shared_prose, _sizes(whole), _sizes(prose))
    return pairs.assign(same_copy=are_same_copy(pairs))


def _shared_sizes(pieces: list[np.ndarray], a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return how many runs the two articles of each pair share."""
    shared = []
    for one, other in zip(a, b, strict=True):
        common = np.intersect1d(pieces[one], pieces[other], assume_unique=True)
        shared.append(len(common))
    return np.array(shared, np.int64)


def _sizes(pieces: list[np.ndarray]) -> np.ndarray:
    return np.array([len(piece) for piece in pieces], np.int64)
