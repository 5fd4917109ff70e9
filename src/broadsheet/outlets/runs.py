"""The runs of words of articles as numbers that are the same in every part of a corpus.

`find_copies` numbers runs one after the other, which needs all articles at once. Here a run is a 63-bit hash
of its words, so parts that were read apart, on other machines or on other days, can be compared. Among ten
thousand million distinct runs some five pairs share a number by chance, which changes no containment.
"""

from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.outlets.copies import are_same_copy, measure_pairs
from broadsheet.outlets.ngrams import ArticleNgrams
from broadsheet.outlets.sequence import story_words

LENGTH = 5  # words, as in `find_copies`
BINARY = pd.ArrowDtype(pa.large_binary())
# Odd numbers without pattern in their bits (from xxHash and splitmix64), which spread what they multiply.
MIX = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(29)
PROSE = np.uint64(
    1
)  # the lowest bit says whether the run stands outside quotation marks


def article_runs(tokens: pd.DataFrame) -> pd.DataFrame:
    """List the distinct runs of five words of each article: what can be kept of it to find its copies.

    Args:
        tokens: The tokens.

    Returns:
        One row an article: `article`, `size` (how many runs) and `runs`: sorted 64-bit numbers as bytes; the
        lowest bit is set where the run stands outside quotation marks.
    """
    words = story_words(tokens)
    codes = pd.util.hash_array(words.text.astype(object))[words.code]
    is_whole = words.article[: -LENGTH + 1] == words.article[LENGTH - 1 :]
    count = len(is_whole)
    run = np.zeros(count, np.uint64)
    for shift in range(LENGTH):
        run = (run ^ codes[shift : shift + count]) * MIX
        run ^= run >> SHIFT
    quoted_before = np.append(0, np.cumsum(tokens["quoted"].to_numpy()[words.row]))
    is_prose = (quoted_before[LENGTH:] == quoted_before[:-LENGTH])[:count]
    article = words.article[:count][is_whole]
    run = (run & ~PROSE)[is_whole]
    return _by_article(
        tokens["article"].cat.categories, article, run, is_prose[is_whole]
    )


def _by_article(
    ids: pd.Index, article: np.ndarray, run: np.ndarray, is_prose: np.ndarray
) -> pd.DataFrame:
    order = np.lexsort(
        (~is_prose, run, article)
    )  # a place in prose comes before the others
    article, run, is_prose = article[order], run[order], is_prose[order]
    is_first = np.ones(len(run), bool)
    is_first[1:] = (article[1:] != article[:-1]) | (run[1:] != run[:-1])
    article = article[is_first]
    run = run[is_first] | is_prose[is_first].astype(np.uint64)
    edges = np.searchsorted(article, np.arange(len(ids) + 1))
    cells = [
        run[low:high].astype("<u8").tobytes() for low, high in pairwise(edges.tolist())
    ]
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
    article = np.repeat(np.arange(len(rows)), rows["size"].to_numpy())
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
    edges = np.append(0, np.cumsum(rows["size"].to_numpy()))
    pieces = [runs[low:high] for low, high in pairwise(edges.tolist())]
    prose = [piece[piece & PROSE == PROSE] for piece in pieces]
    whole = [piece >> PROSE for piece in pieces]
    shared = [
        _shared(whole[one], whole[other]) for one, other in zip(a, b, strict=True)
    ]
    own = [_shared(prose[one], prose[other]) for one, other in zip(a, b, strict=True)]
    pairs = pd.DataFrame({"a": a, "b": b, "shared": np.array(shared, np.int64)})
    sizes = np.array([len(piece) for piece in whole], np.int64)
    prose_sizes = np.array([len(piece) for piece in prose], np.int64)
    pairs = measure_pairs(pairs, np.array(own, np.int64), sizes, prose_sizes)
    return pairs.assign(same_copy=are_same_copy(pairs))


def _shared(one: np.ndarray, other: np.ndarray) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))
