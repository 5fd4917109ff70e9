"""Paragraphs that an outlet repeats under its articles: no list of phrases knows them all.

Whether a paragraph recurs is decided over the corpus in one pass over hashes: `find_recurring` looks at the
articles of one partition, `merge_recurring` at what all of them gave, and `split_passages` sets aside what
was found. Copies and later versions of one article share most of its beginning and its two longest
paragraphs, so a paragraph counts as often as the median of these three differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.arrays import changes

from .paragraphs import Spans, find_paragraphs, match_each

# Tuned on forty articles of seven outlets: two articles on one event share background now and then.
FEWEST_ARTICLES = 3
SHORTEST = 16  # characters: shorter paragraphs are subheadings, and recur by chance
_QUOTES = '"“„«'
_SIGNS = ["first", "longest", "second"]


@dataclass(frozen=True)
class Paragraphs:
    """The paragraphs of some articles, one after the other."""

    articles: list[str]  # their texts
    spans: list[Spans]  # of each article
    texts: pa.LargeStringArray
    owner: np.ndarray  # the article of each paragraph
    starts: np.ndarray
    ends: np.ndarray
    hashes: np.ndarray
    has_quote: np.ndarray


def read_paragraphs(articles: pd.DataFrame) -> Paragraphs:
    """Find the paragraphs of articles, and hash them."""
    spans: list[Spans] = []
    stretches: list[str] = []
    texts_of_articles = articles["text"].fillna("").tolist()
    for text in texts_of_articles:
        spans_of_text = find_paragraphs(text)
        spans.append(spans_of_text)
        stretches += [text[start:end] for start, end in spans_of_text]
    counts = [len(each) for each in spans]
    bounds = np.array(list(chain.from_iterable(spans)), dtype=np.int64)
    starts, ends = bounds.reshape(-1, 2).T
    texts = pa.array(stretches, type=pa.large_string())
    return Paragraphs(
        articles=texts_of_articles,
        spans=spans,
        texts=texts,
        owner=np.repeat(np.arange(len(spans)), counts),
        starts=starts,
        ends=ends,
        hashes=_hash(texts),
        has_quote=match_each(texts, f"[{_QUOTES}]"),
    )


def find_recurring(
    articles: pd.DataFrame, paragraphs: Paragraphs | None = None
) -> pd.DataFrame:
    """List the paragraphs of articles by hash, with what tells copies of an article from other articles.

    Args:
        articles: one partition of the articles, with `outlet` and `text`.
        paragraphs: their paragraphs, if they have been read already.

    Returns:
        A row for each paragraph: `outlet`; `paragraph`, its hash, with all numbers as one;
        `first`, `longest` and `second`, those of the first, the longest and the second longest of the other
        paragraphs of its article; `quote`, whether it has a quotation mark. Articles without an outlet have
        none.
    """
    if paragraphs is None:
        paragraphs = read_paragraphs(articles)
    outlets = _outlets(articles)
    sizes = paragraphs.ends - paragraphs.starts
    has_outlet = outlets.notna().to_numpy()[paragraphs.owner]
    rows = np.flatnonzero(has_outlet & (sizes >= SHORTEST))
    outlet = outlets.array.take(paragraphs.owner[rows])
    others = _other_paragraphs(paragraphs.owner, sizes)
    signs = {name: others.hashes(paragraphs.hashes, name)[rows] for name in _SIGNS}
    return pd.DataFrame(
        {
            "outlet": outlet,
            "paragraph": paragraphs.hashes[rows],
            **signs,
            "quote": paragraphs.has_quote[rows],
        }
    )


def _outlets(articles: pd.DataFrame) -> pd.Series:
    """The outlet of each article, missing where it is not known."""
    if "outlet" not in articles:
        return pd.Series([None] * len(articles), dtype="str")
    return articles["outlet"].astype("str")


@dataclass(frozen=True)
class Others:
    """For each paragraph the rows of three others of its article, -1 where it has fewer."""

    first: np.ndarray
    longest: np.ndarray
    second: np.ndarray

    def hashes(self, hashes: np.ndarray, which: str) -> np.ndarray:
        """The hashes of one of the three; 0 where there is none."""
        rows = getattr(self, which)
        with_none = np.append(hashes, np.uint64(0))
        return with_none[rows]


def _other_paragraphs(owner: np.ndarray, sizes: np.ndarray) -> Others:
    """The paragraphs by which an article is told from its copies.

    Args:
        owner: the article of each paragraph, in order.
        sizes: how long each paragraph is.
    """
    row = np.arange(len(owner))
    head = np.searchsorted(owner, owner)  # the first paragraph of each one's article
    by_size = np.lexsort((row, -sizes, owner))
    longest = _of_same_article(owner, head, by_size)
    second = _of_same_article(owner, head + 1, by_size)
    third = _of_same_article(owner, head + 2, by_size)
    is_longest = longest == row
    is_among = is_longest | (second == row)
    after_head = _of_same_article(owner, head + 1, row)
    return Others(
        first=np.where(row == head, after_head, head),
        longest=np.where(is_longest, second, longest),
        second=np.where(is_among, third, second),
    )


def _of_same_article(
    owner: np.ndarray, places: np.ndarray, order: np.ndarray
) -> np.ndarray:
    """The paragraphs at some places of an order, -1 where they are another article's."""
    padded = np.append(order, -1)
    inside = np.minimum(places, len(order))
    candidates = padded[inside]
    is_own = (candidates >= 0) & (owner[candidates] == owner)
    return np.where(is_own, candidates, -1)


def hash_paragraphs(paragraphs: list[str]) -> np.ndarray:
    """64-bit hashes that are the same in every process, with all numbers as one.

    >>> one, other = hash_paragraphs(["Issue 12, page 7: The Echo.", "Issue 3, page 41: The Echo."])
    >>> bool(one == other)
    True
    """
    if not paragraphs:
        return np.zeros(0, dtype=np.uint64)
    return _hash(pa.array(paragraphs, type=pa.large_string()))


def _hash(paragraphs: pa.LargeStringArray) -> np.ndarray:
    plain = pc.replace_substring_regex(paragraphs, pattern="[0-9]+", replacement="0")
    return pd.util.hash_array(plain.to_numpy(zero_copy_only=False), categorize=False)


def merge_recurring(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Decide which paragraphs are set aside, from what `find_recurring` gave for each partition.

    A paragraph with a quotation mark that several outlets have is what somebody said, and stays.

    Returns:
        A row for each such paragraph: `outlet`, `paragraph` (the hash) and `articles`, how many have it.
    """
    rows = pd.concat(list(frames), ignore_index=True)
    # Few paragraphs occur twice: only they need a closer look.
    occurs_again = rows["paragraph"].duplicated(keep=False)
    rows = rows[occurs_again]
    outlet, outlets = pd.factorize(rows["outlet"], sort=True)
    hashes, paragraph = np.unique(rows["paragraph"], return_inverse=True)
    pairs, pair = np.unique(outlet * len(hashes) + paragraph, return_inverse=True)
    outlet_of_pair, paragraph_of_pair = np.divmod(pairs, max(len(hashes), 1))
    counts = [_count_distinct(pair, rows[sign].to_numpy()) for sign in _SIGNS]
    article_count = np.median(counts, axis=0).astype(np.int64)
    has_quote = np.bincount(pair, rows["quote"]) > 0
    outlet_count = np.bincount(paragraph_of_pair)
    is_said = has_quote & (outlet_count[paragraph_of_pair] > 1)
    is_recurring = (article_count >= FEWEST_ARTICLES) & ~is_said
    return pd.DataFrame(
        {
            "outlet": outlets[outlet_of_pair[is_recurring]],
            "paragraph": hashes[paragraph_of_pair[is_recurring]],
            "articles": article_count[is_recurring],
        }
    )


def _count_distinct(group: np.ndarray, values: np.ndarray) -> np.ndarray:
    """How many distinct values each group has."""
    order = np.lexsort((values, group))
    group_in_order = group[order]
    is_another = changes(group_in_order, values[order])
    return np.bincount(group_in_order[is_another])
