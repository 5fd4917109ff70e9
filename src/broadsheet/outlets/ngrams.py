"""Word n-grams of articles, and how many of them pairs of articles share."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from broadsheet.arrays import Flags, Integers, ngram_ids, ranges, run_starts

BYTES = 4  # of the number of an article
PAIR_COUNTS = ["a", "b", "shared"]


@dataclass(frozen=True)
class ArticleNgrams:
    """The distinct n-grams of each article, sorted by n-gram, then article.

    Attributes:
        ngram: The number of the n-gram.
        article: The number of the article.
        is_prose: Whether none of its words is quoted, at one of its places in the article at least.
    """

    ngram: Integers
    article: Integers
    is_prose: Flags

    def prose(self) -> "ArticleNgrams":
        """Return the n-grams outside quotation marks."""
        kept = self.is_prose
        return ArticleNgrams(
            ngram=self.ngram[kept],
            article=self.article[kept],
            is_prose=kept[kept],
        )

    def sizes(self, count: int) -> Integers:
        """Return how many n-grams each of `count` articles has."""
        return np.bincount(self.article, minlength=count)


def article_ngrams(
    code: Integers, article: Integers, length: int, quoted: Flags | None = None
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
        no_marks = np.empty(0, bool)
        return ArticleNgrams(none, none, no_marks)
    if quoted is None:
        quoted = np.zeros(len(code), bool)
    ids = ngram_ids(code, length)
    begins_in = article[: len(ids)]
    ends_in = article[length - 1 :]
    is_whole = begins_in == ends_in
    is_prose = without_quoted_words(quoted, length)[is_whole]

    count = int(article.max()) + 1
    key = ids[is_whole] * count + begins_in[is_whole]
    # A place in prose comes before the others.
    order = np.lexsort((~is_prose, key))
    key = key[order]
    is_prose = is_prose[order]
    first = run_starts(key)
    ngram, owner = np.divmod(key[first], count)
    return ArticleNgrams(ngram, owner, is_prose[first])


def without_quoted_words(quoted: Flags, length: int) -> Flags:
    """Say of each run of `length` words whether none of them is quoted.

    >>> without_quoted_words(np.array([False, False, True, False]), 2).tolist()
    [True, False, False]
    """
    count = np.cumsum(quoted)
    before = np.append(0, count)
    before_run = before[:-length]
    after_run = before[length:]
    return before_run == after_run


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
    if len(pools.sizes) == 0:
        return pd.DataFrame(columns=PAIR_COUNTS, dtype=np.int64)
    member = pools.members
    weight = pools.weights.repeat(pools.sizes)
    pool_ends = np.cumsum(pools.sizes)
    pool_end = pool_ends.repeat(pools.sizes)
    order = np.argsort(member, kind="stable")
    later_articles = np.arange(1, count)
    edges = np.searchsorted(member[order], later_articles)
    pieces = []
    # Where each article stands in the pools; those behind it in a pool are its partners.
    for places in np.split(order, edges):
        if not len(places):
            continue
        behind = places + 1
        followers = pool_end[places] - behind
        others = member[ranges(behind, followers)]
        weights = weight[places].repeat(followers)
        total = np.bincount(others, weights)
        partners = np.flatnonzero(total)
        article = member[places[0]]
        own = np.full(len(partners), article)
        piece = np.column_stack([own, partners, total[partners]])
        pieces.append(piece)
    pairs = np.concatenate(pieces).astype(np.int64)
    return pd.DataFrame(pairs, columns=PAIR_COUNTS)


@dataclass(frozen=True)
class _Pools:
    """Sets of articles that share n-grams.

    Attributes:
        members: The articles of all sets, one set after the other.
        sizes: How many articles each set has.
        weights: How many n-grams they share.
    """

    members: Integers
    sizes: Integers
    weights: Integers


def _pool_by_articles(ngrams: ArticleNgrams) -> _Pools:
    """Count the n-grams of each set of two or more articles."""
    start = run_starts(ngrams.ngram)
    edges = np.append(start, len(ngrams.ngram))
    size = np.diff(edges)
    is_shared = size > 1
    start = start[is_shared]
    size = size[is_shared]
    members = ngrams.article[ranges(start, size)]
    # Sets are told apart by the bytes of their numbers.
    raw = members.astype(np.int32).tobytes()
    borders = np.append(0, np.cumsum(size) * BYTES)
    weights: Counter[bytes] = Counter()
    for first, after in pairwise(borders.tolist()):
        pool = raw[first:after]
        weights[pool] += 1
    pools = b"".join(weights)
    sizes = [len(pool) // BYTES for pool in weights]
    return _Pools(
        members=np.frombuffer(pools, np.int32).astype(np.int64),
        sizes=np.array(sizes, np.int64),
        weights=np.fromiter(weights.values(), np.int64),
    )
