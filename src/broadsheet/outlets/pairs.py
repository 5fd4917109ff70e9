"""The pairs of articles that are worth reading side by side."""

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers
from broadsheet.outlets.clusters import article_numbers, copy_clusters
from broadsheet.outlets.copies import find_copies

# Beyond this Jaccard two articles are one text, with little in it to read for an editor.
UNCHANGED = 0.9
COLUMNS = ["article_a", "article_b", "shared", "jaccard", "same_copy"]
BEST_FIRST = ["same_copy", "edited", "shared"]


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
    chosen = pairs.head(1)
    copies = pairs[pairs["same_copy"]]
    if len(copies) > 0:
        best = _best_pairs(copies, sources)
        is_best = pairs.index.isin(best)
        chosen = pairs[is_best]
    ids = articles.index
    chosen = chosen.assign(
        article_a=pd.Categorical.from_codes(chosen["first"], ids),
        article_b=pd.Categorical.from_codes(chosen["second"], ids),
    )
    chosen = chosen[COLUMNS]
    return chosen.reset_index(drop=True)


def _source_numbers(
    pairs: pd.DataFrame, articles: pd.DataFrame, tokens: pd.DataFrame
) -> Integers:
    """Return the number of the source of each article's cluster, -1 without one."""
    clusters = copy_clusters(pairs, articles, tokens)
    source_of = clusters.set_index("article")["source"]
    ids = articles.index
    sources = source_of.reindex(ids).astype(object)
    return ids.get_indexer(sources)


def _only_pair(articles: pd.DataFrame) -> pd.DataFrame:
    """Two articles are compared even if they share nothing."""
    measures = {"shared": 0, "jaccard": 0.0, "same_copy": False}
    return pd.DataFrame(
        {
            "article_a": articles.index[:1],
            "article_b": articles.index[1:],
            **measures,
        }
    )


def _in_order_of_days(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of different outlets with the number of the earlier and of the later article."""
    a, b = article_numbers(pairs, articles)
    days = articles["published"].rank(method="first", na_option="bottom")
    day = days.to_numpy()
    day_a = day[a]
    day_b = day[b]
    is_in_order = day_a <= day_b
    outlet = articles["outlet"].to_numpy(dtype=object)
    outlet_a = outlet[a]
    outlet_b = outlet[b]
    pairs = pairs.assign(
        first=np.where(is_in_order, a, b),
        second=np.where(is_in_order, b, a),
        edited=pairs["jaccard"] < UNCHANGED,
    )
    pairs = pairs[outlet_a != outlet_b]
    pairs = pairs.sort_values(["first", "second"])
    return pairs.sort_values(BEST_FIRST, ascending=False, kind="stable")


def _best_pairs(copies: pd.DataFrame, sources: Integers) -> pd.Index:
    """Return the labels of the best pair of each copy: with its source, else with its nearest."""
    first = copies["first"].to_numpy()
    second = copies["second"].to_numpy()
    is_from_second = sources[first] == second
    is_from_first = sources[second] == first
    copies = copies.assign(has_source=is_from_second | is_from_first)
    of_first = copies.assign(copy=first)
    of_second = copies.assign(copy=second)
    sides = pd.concat([of_first, of_second])
    order = ["has_source", "shared"]
    sides = sides.sort_values(order, ascending=False, kind="stable")
    return sides.drop_duplicates("copy").index
