"""Paragraphs that an outlet repeats under its articles: no list of phrases knows them all.

Whether a paragraph recurs is decided over the corpus in one pass over hashes: `find_recurring` looks at the
articles of one partition, `merge_recurring` at what all of them gave, and `split_passages` sets aside what
was found. Copies and later versions of one article share most of its beginning and its two longest
paragraphs, so a paragraph counts as often as the median of these three differ.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from .paragraphs import Spans, find_paragraphs

# Tuned on forty articles of seven outlets: two articles on one event share background now and then.
FEWEST_ARTICLES = 3
SHORTEST = 16  # characters: shorter paragraphs are subheadings, and recur by chance
_DIGITS = re.compile(r"\d+")
_QUOTES = ('"', "“", "„", "«")
_OCCURRENCE = {
    "outlet": "str",
    "paragraph": "uint64",
    "first": "uint64",
    "longest": "uint64",
}
_OCCURRENCE |= {"second": "uint64", "quote": "bool"}
_RECURRING = {"outlet": "str", "paragraph": "uint64", "articles": "int64"}
_SIGNS = ["first", "longest", "second"]


def find_recurring(
    articles: pd.DataFrame, paragraphs: list[Spans] | None = None
) -> pd.DataFrame:
    """List the paragraphs of articles by hash, with what tells copies of an article from other articles.

    Args:
        articles: one partition of the articles, with `outlet` and `text`.
        paragraphs: where the paragraphs of each article are (`find_paragraphs`), if they are known already.

    Returns:
        A row for each paragraph: `outlet`; `paragraph`, its hash, with all numbers as one;
        `first`, `longest` and `second`, those of the first, the longest and the second longest of the other
        paragraphs of its article; `quote`, whether it has a quotation mark. Articles without an outlet have
        none.
    """
    stretches: list[str] = []
    outlets: list[str] = []  # of each article that has one
    counts: list[int] = []  # of its paragraphs
    for number, outlet, text in _with_outlet(articles):
        spans = find_paragraphs(text) if paragraphs is None else paragraphs[number]
        stretches += [text[start:end] for start, end in spans]
        outlets.append(outlet)
        counts.append(len(spans))
    owner = np.repeat(np.arange(len(counts)), counts)
    signs = _signs(stretches, owner)
    signs["outlet"] = [outlets[number] for number in owner.tolist()]
    signs["quote"] = [_has_quote(stretch) for stretch in stretches]
    lengths = np.fromiter(map(len, stretches), dtype=np.int64, count=len(stretches))
    is_long = lengths >= SHORTEST
    occurrences = signs.loc[is_long, list(_OCCURRENCE)].astype(_OCCURRENCE)
    return occurrences.drop_duplicates(ignore_index=True)


def _with_outlet(articles: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """The row, the outlet and the text of each article that has both."""
    if "outlet" not in articles:
        return
    outlets = articles["outlet"].astype("object")
    pairs = zip(outlets, articles["text"], strict=True)
    for number, (outlet, text) in enumerate(pairs):
        if isinstance(outlet, str) and isinstance(text, str):
            yield number, outlet, text


def _has_quote(paragraph: str) -> bool:
    return any(mark in paragraph for mark in _QUOTES)


def _signs(paragraphs: list[str], owner: np.ndarray) -> pd.DataFrame:
    """The hash of each paragraph, and the hashes by which its article is told from its copies.

    Args:
        paragraphs: the paragraphs of all articles, in order.
        owner: the article of each.
    """
    hashes = hash_strings(plain_paragraphs(paragraphs))
    sizes = np.fromiter(map(len, paragraphs), dtype=np.int64, count=len(paragraphs))
    row = np.arange(len(paragraphs))
    head = np.searchsorted(owner, owner)  # the first paragraph of each one's article
    by_size = np.append(np.lexsort((row, -sizes, owner)), 0)

    def ranked(rank: int) -> np.ndarray:
        """The row of the longest, second or third paragraph of the article; -1 where it has fewer."""
        place = np.minimum(head + rank, len(row))
        candidate = by_size[place]
        is_own = (place < len(row)) & (owner[candidate] == owner)
        return np.where(is_own, candidate, -1)

    def hash_at(rows: np.ndarray) -> np.ndarray:
        """The hash of another paragraph of the article; 0 where there is none."""
        inside = np.clip(rows, 0, len(row) - 1)
        exists = inside == rows
        is_own = exists & (owner[inside] == owner)
        return np.where(is_own, hashes[inside], np.uint64(0))

    longest = ranked(0)
    second = ranked(1)
    third = ranked(2)
    is_longest = longest == row
    is_among = is_longest | (second == row)
    first_other = np.where(row == head, row + 1, head)
    longest_other = np.where(is_longest, second, longest)
    second_other = np.where(is_among, third, second)
    return pd.DataFrame(
        {
            "paragraph": hashes,
            "first": hash_at(first_other),
            "longest": hash_at(longest_other),
            "second": hash_at(second_other),
        }
    )


def plain_paragraphs(paragraphs: list[str]) -> list[str]:
    """The paragraphs with each number as a nought.

    >>> plain_paragraphs(["Issue 12, page 7: The Echo.", "Two."])
    ['Issue 0, page 0: The Echo.', 'Two.']
    """
    return [_DIGITS.sub("0", paragraph) for paragraph in paragraphs]


def hash_strings(strings: list[str]) -> np.ndarray:
    """64-bit hashes that are the same in every process."""
    if not strings:
        return np.zeros(0, dtype=np.uint64)
    return pd.util.hash_array(np.array(strings, dtype=object), categorize=False)


def merge_recurring(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Decide which paragraphs are set aside, from what `find_recurring` gave for each partition.

    A paragraph with a quotation mark that several outlets have is what somebody said, and stays.

    Returns:
        A row for each such paragraph: `outlet`, `paragraph` (the hash) and `articles`, how many have it.
    """
    rows = pd.concat(list(frames), ignore_index=True)
    rows = rows.drop_duplicates(ignore_index=True)
    is_repeated = rows.duplicated(["outlet", "paragraph"], keep=False)
    repeated = rows[is_repeated]
    if repeated.empty:
        return pd.DataFrame(columns=list(_RECURRING)).astype(_RECURRING)
    is_somewhere = rows["paragraph"].isin(repeated["paragraph"])
    by_paragraph = rows[is_somewhere].groupby("paragraph")
    outlets = by_paragraph["outlet"].nunique()
    groups = repeated.groupby(["outlet", "paragraph"], as_index=False, observed=True)
    counts = groups.agg(dict.fromkeys(_SIGNS, "nunique") | {"quote": "max"})
    medians = counts[_SIGNS].median(axis=1)
    counts["articles"] = medians.astype("int64")
    is_shared = counts["paragraph"].map(outlets) > 1
    is_said = (counts["quote"] & is_shared).to_numpy(dtype=bool)
    has_enough = counts["articles"] >= FEWEST_ARTICLES
    is_recurring = has_enough & ~is_said
    recurring = counts.loc[is_recurring, list(_RECURRING)]
    return recurring.reset_index(drop=True)
