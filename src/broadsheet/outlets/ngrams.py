"""Word n-grams of articles, and how many of them pairs of articles share."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from broadsheet.arrays import ngram_ids, ranges, run_starts

BYTES = 4  # of the number of an article


@dataclass(frozen=True)
class ArticleNgrams:
    """The distinct n-grams of each article, sorted by n-gram, then article.

    Attributes:
        ngram: The number of the n-gram.
        article: The number of the article.
        is_prose: Whether none of its words is quoted, at one of its places in the article at least.
    """

    ngram: np.ndarray
    article: np.ndarray
    is_prose: np.ndarray

    def prose(self) -> "ArticleNgrams":
        """Return the n-grams outside quotation marks."""
        kept = self.is_prose
        return ArticleNgrams(
            ngram=self.ngram[kept],
            article=self.article[kept],
            is_prose=kept[kept],
        )

    def sizes(self, count: int) -> np.ndarray:
        """Return how many n-grams each of `count` articles has."""
        return np.bincount(self.article, minlength=count)


def article_ngrams(
    code: np.ndarray, article: np.ndarray, length: int, quoted: np.ndarray | None = None
) -> ArticleNgrams:
    """List each article's distinct n-grams.

    Args:
        code: The words in reading order.
        article: The number of the article of each.
        length: How many words an n-gram has.
        quoted: Whether each word stands in quotation marks.
    """
    if len(code) < length:
        none = np.empty(0, np.int64)
        return ArticleNgrams(none, none, np.empty(0, bool))
    if quoted is None:
        quoted = np.zeros(len(code), bool)
    ids = ngram_ids(code, length)
    begins_in = article[: len(ids)]
    ends_in = article[length - 1 :]
    is_whole = begins_in == ends_in
    is_prose = without_quoted_words(quoted, length)[is_whole]

    count = int(article.max()) + 1
    key = ids[is_whole] * count + begins_in[is_whole]
    order = np.lexsort((~is_prose, key))  # a place in prose comes before the others
    key = key[order]
    is_prose = is_prose[order]
    first = run_starts(key)
    ngram, owner = np.divmod(key[first], count)
    return ArticleNgrams(ngram, owner, is_prose[first])


def without_quoted_words(quoted: np.ndarray, length: int) -> np.ndarray:
    """Say of each run of `length` words whether none of them is quoted.

    >>> without_quoted_words(np.array([False, False, True, False]), 2).tolist()
    [True, False, False]
    """
    before = np.append(0, np.cumsum(quoted))
    return before[length:] == before[:-length]


def shared_counts(ngrams: ArticleNgrams, count: int) -> pd.DataFrame:
    """Count the n-grams that each pair of articles shares.

    The n-grams of one wire story stand in the same articles, so n-grams are first pooled by the set of
    articles that have them: a paragraph printed by a thousand outlets costs its thousand articles squared
    once, not once a word.

    Args:
        ngrams: The n-grams of all articles.
        count: How many articles there are.

    Returns:
        One row a pair that shares any: `a`, `b` (numbers of articles, a < b), `shared`.
    """
    pools = _pool_by_articles(ngrams)
    if not pools:
        return pd.DataFrame({"a": [], "b": [], "shared": []}, dtype=np.int64)
    raw = b"".join(pools)
    member = np.frombuffer(raw, np.int32).astype(np.int64)
    size = np.array([len(articles) // BYTES for articles in pools])
    weight_of = np.fromiter(pools.values(), np.int64)
    weight = weight_of.repeat(size)
    pool_end = np.cumsum(size).repeat(size)
    order = np.argsort(member, kind="stable")
    later_articles = np.arange(1, count)
    edges = np.searchsorted(member[order], later_articles)
    pieces = []
    # Where each article stands in the pools; those behind it in a pool are its partners.
    for places in np.split(order, edges):
        if not len(places):
            continue
        followers = pool_end[places] - places - 1
        others = member[ranges(places + 1, followers)]
        total = np.bincount(others, weight[places].repeat(followers))
        partners = np.flatnonzero(total)
        own = np.full(len(partners), member[places[0]])
        piece = np.column_stack([own, partners, total[partners]])
        pieces.append(piece)
    pairs = np.concatenate(pieces).astype(np.int64)
    return pd.DataFrame(pairs, columns=["a", "b", "shared"])


def _pool_by_articles(ngrams: ArticleNgrams) -> Counter[bytes]:
    """Count the n-grams of each set of two or more articles; a set is its numbers as bytes."""
    start = run_starts(ngrams.ngram)
    size = np.diff(np.append(start, len(ngrams.ngram)))
    is_shared = size > 1
    start = start[is_shared]
    size = size[is_shared]
    members = ngrams.article[ranges(start, size)]
    raw = members.astype(np.int32).tobytes()
    edges = np.append(0, np.cumsum(size) * BYTES)
    pools: Counter[bytes] = Counter()
    for first, after in pairwise(edges.tolist()):
        pools[raw[first:after]] += 1
    return pools
