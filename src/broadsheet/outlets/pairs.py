"""The pairs of articles that are worth reading side by side."""

import numpy as np
import pandas as pd

from broadsheet.outlets.clusters import article_numbers, copy_clusters
from broadsheet.outlets.copies import find_copies

UNCHANGED = 0.9  # beyond this Jaccard two articles are one text, with little in it to read for an editor
COLUMNS = ["article_a", "article_b", "shared", "jaccard", "same_copy"]


def related_pairs(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Choose the pairs of articles that are worth reading side by side.

    Each copy is paired with the source of its cluster or, where the two share too little, with the article
    it shares most with. Only different outlets are paired, and `article_a` is the one published first.
    Pairs that share most come first, but those in which nothing was edited last. Where no article is
    another's copy, the two articles that share most are the one pair.

    Args:
        articles: The articles, as `read_articles` returns them.
        tokens: Their tokens, as `tokenize` returns them.

    Returns:
        One row a pair: `article_a`, `article_b`, `shared`, `jaccard`, `same_copy`.
    """
    pairs = find_copies(articles, tokens, least=0.0)
    sources = _source_numbers(pairs, articles, tokens)
    if pairs.empty and len(articles) == 2:
        pairs = _only_pair(articles)
    pairs = _in_order_of_days(pairs, articles)
    copies = pairs[pairs["same_copy"]]
    chosen = pairs.head(1)
    if len(copies):
        is_best = pairs.index.isin(_best_pairs(copies, sources))
        chosen = pairs[is_best]
    chosen = chosen.assign(
        article_a=pd.Categorical.from_codes(chosen["first"], articles.index),
        article_b=pd.Categorical.from_codes(chosen["second"], articles.index),
    )
    return chosen[COLUMNS].reset_index(drop=True)


def _source_numbers(
    pairs: pd.DataFrame, articles: pd.DataFrame, tokens: pd.DataFrame
) -> np.ndarray:
    """Return the number of the source of each article's cluster, -1 without one."""
    clusters = copy_clusters(pairs, articles, tokens).set_index("article")
    sources = clusters["source"].reindex(articles.index)
    return articles.index.get_indexer(sources.astype(object))


def _only_pair(articles: pd.DataFrame) -> pd.DataFrame:
    """Two articles are compared even if they share nothing."""
    ids = {"article_a": articles.index[:1], "article_b": articles.index[1:]}
    return pd.DataFrame(ids | {"shared": 0, "jaccard": 0.0, "same_copy": False})


def _in_order_of_days(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of different outlets with the number of the earlier and of the later article."""
    a, b = article_numbers(pairs, articles)
    day = articles["published"].rank(method="first", na_option="bottom").to_numpy()
    is_in_order = day[a] <= day[b]
    outlet = articles["outlet"].to_numpy(dtype=object)
    pairs = pairs.assign(
        first=np.where(is_in_order, a, b),
        second=np.where(is_in_order, b, a),
        edited=pairs["jaccard"] < UNCHANGED,
    )
    pairs = pairs[outlet[a] != outlet[b]]
    pairs = pairs.sort_values(["first", "second"])
    return pairs.sort_values(
        ["same_copy", "edited", "shared"], ascending=False, kind="stable"
    )


def _best_pairs(copies: pd.DataFrame, sources: np.ndarray) -> pd.Index:
    """Return the labels of the best pair of each copy: with its source, else with its nearest."""
    first = copies["first"].to_numpy()
    second = copies["second"].to_numpy()
    has_source = (sources[first] == second) | (sources[second] == first)
    copies = copies.assign(has_source=has_source)
    of_first = copies.assign(copy=first)
    of_second = copies.assign(copy=second)
    sides = pd.concat([of_first, of_second])
    sides = sides.sort_values(["has_source", "shared"], ascending=False, kind="stable")
    return sides.drop_duplicates("copy").index
