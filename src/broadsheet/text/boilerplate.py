"""Paragraphs that an outlet repeats under its articles: no list of phrases knows them all.

Whether a paragraph recurs is decided over the corpus in one pass over hashes: `find_recurring` looks at the
articles of one partition, `merge_recurring` at what all of them gave, and `split_passages` sets aside what
was found. Copies and later versions of one article share most of its beginning and its two longest
paragraphs, so a paragraph counts as often as the median of these three differ.
"""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from .paragraphs import find_paragraphs

# Tuned on forty articles of seven outlets: two articles on one event share background now and then.
FEWEST_ARTICLES = 3
SHORTEST = 16  # characters: shorter paragraphs are subheadings, and recur by chance
_DIGITS = re.compile(r"\d+")
_QUOTES = ('"', "“", "„", "«")
_OCCURRENCE = {"outlet": "str", "paragraph": "uint64", "first": "uint64", "longest": "uint64"}
_OCCURRENCE |= {"second": "uint64", "quote": "bool"}
_SIGNS = ["first", "longest", "second"]


def find_recurring(articles: pd.DataFrame) -> pd.DataFrame:
    """List the paragraphs of articles by hash, with what tells copies of an article from other articles.

    Args:
        articles: one partition of the articles, with `outlet` and `text`.

    Returns:
        A row for each paragraph: `outlet`; `paragraph`, its hash, with all numbers as one;
        `first`, `longest` and `second`, those of the first, the longest and the second longest of the other
        paragraphs of its article; `quote`, whether it has a quotation mark. Articles without an outlet have
        none.
    """
    paragraphs: list[str] = []
    owners: list[tuple[str, int, int]] = []  # outlet and the rows of its article's paragraphs
    if "outlet" in articles:
        outlets = articles["outlet"].astype("object")
        for outlet, text in zip(outlets, articles["text"], strict=True):
            if isinstance(outlet, str) and isinstance(text, str):
                first = len(paragraphs)
                paragraphs += [text[start:end] for start, end in find_paragraphs(text)]
                owners.append((outlet, first, len(paragraphs)))
    hashes = hash_strings([plain_paragraph(paragraph) for paragraph in paragraphs])
    rows: list[tuple[str | int | bool, ...]] = []
    for outlet, first, stop in owners:
        rows += _occurrences(outlet, paragraphs[first:stop], hashes[first:stop].tolist())
    return (
        pd.DataFrame(rows, columns=list(_OCCURRENCE)).astype(_OCCURRENCE).drop_duplicates(ignore_index=True)
    )


def _occurrences(outlet: str, paragraphs: list[str], hashes: list[int]) -> list[tuple[str | int | bool, ...]]:
    """The paragraphs of one article, each with the signs of the article it was seen in."""
    sizes = list(map(len, paragraphs))
    order = sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True)[:3]
    occurrences: list[tuple[str | int | bool, ...]] = []
    for number, paragraph in enumerate(paragraphs):
        if sizes[number] < SHORTEST:
            continue
        first = hashes[1:2] if number == 0 else hashes[:1]
        others = [hashes[other] for other in order if other != number]
        longest, second = [*others, 0, 0][:2]
        is_quote = any(mark in paragraph for mark in _QUOTES)
        occurrences.append((outlet, hashes[number], sum(first), longest, second, is_quote))
    return occurrences


def plain_paragraph(paragraph: str) -> str:
    """A paragraph with each number as a nought.

    >>> plain_paragraph("Issue 12, page 7: The Echo.")
    'Issue 0, page 0: The Echo.'
    """
    return _DIGITS.sub("0", paragraph)


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
    rows = pd.concat(list(frames), ignore_index=True).drop_duplicates(ignore_index=True)
    is_repeated = rows.duplicated(["outlet", "paragraph"], keep=False)
    repeated = rows[is_repeated]
    outlets = rows[rows["paragraph"].isin(repeated["paragraph"])].groupby("paragraph")["outlet"].nunique()
    groups = repeated.groupby(["outlet", "paragraph"], as_index=False, observed=True)
    counts = groups.agg(dict.fromkeys(_SIGNS, "nunique") | {"quote": "max"})
    counts["articles"] = counts[_SIGNS].median(axis=1).astype("int64")
    is_said = counts["quote"] & (counts["paragraph"].map(outlets) > 1)
    is_recurring = (counts["articles"] >= FEWEST_ARTICLES) & ~is_said.to_numpy(dtype=bool)
    return counts.loc[is_recurring, ["outlet", "paragraph", "articles"]].reset_index(drop=True)
