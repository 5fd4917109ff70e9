"""Groups of articles that are the same copy, and the wire the copy comes from."""

import numpy as np
import pandas as pd

from broadsheet.arrays import Flags, Floats, Integers, components
from broadsheet.outlets.agencies import agency_marks

# Articles are first clustered where each has this much of the other, which a round-up and the stories it is
# made of do not reach; what is left alone then joins the article it shares most with. Taking every pair of
# copies for an edge chains a third of a large corpus into one cluster, through its round-ups.
SAME_STORY = 0.3

NO_ARTICLE = -1

COLUMNS = ["article", "outlet", "cluster", "size", "wire", "source", "contained"]


# The earliest of those that share most of the copy; of one day one that names an agency, then the one that
# shares most.
SOURCE_FIRST = ["joined", "published", "unnamed", "shared", "number"]
CONTAINMENTS = ["containment_a", "containment_b"]


def copy_clusters(
    pairs: pd.DataFrame, articles: pd.DataFrame, tokens: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Group articles that are the same copy, and say where each group's copy comes from.

    Args:
        pairs: What `find_copies` returns.
        articles: The articles; their texts are needed only with `tokens`.
        tokens: Their tokens, to be searched for the names of agencies.

    Returns:
        One row an article, the largest cluster first: `article`, `outlet`, `cluster` (from 0; missing for an
        article that shares copy with none), `size` (articles in the cluster), `wire` (the agency that most
        of the cluster names), `source` (the earliest of the articles that share most of the copy; of one
        day, one that names an agency, then the one that shares most) and `contained` (how much of this
        article's n-grams the source has, 1 for itself).
    """
    first, second = article_numbers(pairs, articles)
    related = _both_directions(pairs, first, second)
    is_close = _are_close(pairs)
    core_first = first[is_close]
    core_second = second[is_close]
    is_core = np.zeros(len(articles), dtype=bool)
    is_core[core_first] = True
    is_core[core_second] = True
    best = _best_partners(related, is_core)
    label = components(
        np.concatenate([core_first, best["a"]]),
        np.concatenate([core_second, best["b"]]),
        len(articles),
    )
    rows = _labelled(articles, label)
    rows["agency"] = agency_marks(articles, tokens).array
    sources = _sources(rows, articles, related, is_core)
    wires = _wires(rows)
    labels = rows["label"]
    rows["source_number"] = labels.map(sources)
    rows["wire"] = labels.map(wires).astype("str")
    rows["contained"] = _contained_in_source(rows, related)
    rows = _number_clusters(rows)
    source = rows["source_number"].fillna(NO_ARTICLE)
    rows["source"] = pd.Categorical.from_codes(source.astype(int), articles.index)
    return rows[COLUMNS]


def _labelled(articles: pd.DataFrame, label: Integers) -> pd.DataFrame:
    """Return the articles with the label of the cluster of each, and its size."""
    count = len(label)
    number = np.arange(count)
    rows = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(number, articles.index),
            "outlet": articles["outlet"].array,
            "label": label,
            "number": number,
        }
    )
    labels = rows.groupby("label")["label"]
    return rows.assign(size=labels.transform("size"))


def _number_clusters(rows: pd.DataFrame) -> pd.DataFrame:
    """Number the clusters, the largest first; an article alone is in none."""
    rows = rows.sort_values(
        ["size", "label", "number"],
        ascending=[False, True, True],
        ignore_index=True,
    )
    number, _ = pd.factorize(rows["label"])
    cluster = pd.Series(number, dtype="Int64")
    has_copies = rows["size"] > 1
    return rows.assign(cluster=cluster.where(has_copies))


def article_numbers(
    pairs: pd.DataFrame, articles: pd.DataFrame
) -> tuple[Integers, Integers]:
    """Return the numbers of the articles of each pair."""
    a = pairs["article_a"].astype(object)
    b = pairs["article_b"].astype(object)
    first = articles.index.get_indexer(a)
    second = articles.index.get_indexer(b)
    return first, second


def _both_directions(
    pairs: pd.DataFrame, first: Integers, second: Integers
) -> pd.DataFrame:
    """Return each pair once from either side: how much of `a` the other article has."""
    contained = [pairs["containment_a"], pairs["containment_b"]]
    return pd.DataFrame(
        {
            "a": np.concatenate([first, second]),
            "b": np.concatenate([second, first]),
            "contained": np.concatenate(contained),
            "shared": np.tile(pairs["shared"], 2),
            "same_copy": np.tile(pairs["same_copy"], 2),
        }
    )


def _are_close(pairs: pd.DataFrame) -> Flags:
    smaller = pairs[CONTAINMENTS].min(axis=1)
    is_close = smaller >= SAME_STORY
    if "corrected" in pairs:
        # What a reader calls one copy is one, however little they share.
        is_close |= pairs["corrected"]
    is_close &= pairs["same_copy"]
    return is_close.to_numpy(dtype=bool)


def _edges(related: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that are one copy, those that share most first."""
    is_same_copy = related["same_copy"].astype(bool)
    edges = related[is_same_copy]
    return edges.sort_values(
        ["shared", "a", "b"],
        ascending=[False, True, True],
    )


def _best_partners(related: pd.DataFrame, is_core: Flags) -> pd.DataFrame:
    """Return for each article outside the cores the one it shares most with, if that is the same copy."""
    edges = _edges(related)
    is_outside = ~is_core[edges["a"]]
    return edges[is_outside].drop_duplicates("a")


def _sources(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    related: pd.DataFrame,
    is_core: Flags,
) -> pd.Series:
    """Return the source of each cluster, by label."""
    edges = _edges(related)
    shared = np.bincount(edges["a"], edges["shared"], minlength=len(rows))
    candidates = rows.assign(
        joined=~is_core,
        published=articles["published"].array,
        unnamed=rows["agency"].isna(),
        shared=-shared,
    )
    candidates = candidates[rows["size"] > 1]
    candidates = candidates.sort_values(SOURCE_FIRST)
    sources = candidates.drop_duplicates("label")
    return sources.set_index("label")["number"]


def _wires(rows: pd.DataFrame) -> pd.Series:
    """Return the agency that most articles of each cluster name, by label."""
    named = rows.dropna(subset="agency")
    agencies = named.groupby("label")["agency"]
    return agencies.agg(_most_frequent)


def _most_frequent(names: pd.Series) -> str:
    """Return the most frequent name, of equal ones the first by alphabet."""
    return names.mode()[0]


def _contained_in_source(rows: pd.DataFrame, related: pd.DataFrame) -> Floats:
    measured = rows[["number", "source_number"]].merge(
        related[["a", "b", "contained"]],
        how="left",
        left_on=["number", "source_number"],
        right_on=["a", "b"],
    )
    is_source = rows["number"] == rows["source_number"]
    contained = measured["contained"].to_numpy(copy=True)
    contained[is_source.to_numpy()] = 1.0
    return contained
