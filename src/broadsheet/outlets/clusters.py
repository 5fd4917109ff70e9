"""Groups of articles that are the same copy, and the wire the copy comes from."""

import numpy as np
import pandas as pd

from broadsheet.arrays import components
from broadsheet.outlets.agencies import agency_marks

# Articles are first clustered where each has this much of the other, which a round-up and the stories it is
# made of do not reach; what is left alone then joins the article it shares most with. Taking every pair of
# copies for an edge chains a third of a large corpus into one cluster, through its round-ups.
SAME_STORY = 0.3

COLUMNS = ["article", "outlet", "cluster", "size", "wire", "source", "contained"]


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
    is_core = np.zeros(len(articles), dtype=bool)
    is_core[first[is_close]] = True
    is_core[second[is_close]] = True
    best = _best_partners(related, is_core)
    label = components(
        np.concatenate([first[is_close], best["a"]]),
        np.concatenate([second[is_close], best["b"]]),
        len(articles),
    )
    rows = _labelled(articles, label)
    rows["agency"] = agency_marks(articles, tokens).array
    source = _sources(rows, articles, related, is_core)
    rows["source_number"] = rows["label"].map(source)
    rows["wire"] = rows["label"].map(_wires(rows)).astype("str")
    rows["contained"] = _contained_in_source(rows, related)
    rows = _number_clusters(rows)
    source_numbers = rows["source_number"].fillna(-1).astype(int)
    rows["source"] = pd.Categorical.from_codes(source_numbers, articles.index)
    return rows[COLUMNS]


def _labelled(articles: pd.DataFrame, label: np.ndarray) -> pd.DataFrame:
    """Return the articles with the label of the cluster of each, and its size."""
    number = np.arange(len(label))
    rows = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(number, articles.index),
            "outlet": articles["outlet"].array,
            "label": label,
            "number": number,
        }
    )
    return rows.assign(size=rows.groupby("label")["label"].transform("size"))


def _number_clusters(rows: pd.DataFrame) -> pd.DataFrame:
    """Number the clusters, the largest first; an article alone is in none."""
    order = ["size", "label", "number"]
    rows = rows.sort_values(order, ascending=[False, True, True], ignore_index=True)
    number, _ = pd.factorize(rows["label"])
    cluster = pd.Series(number, dtype="Int64")
    return rows.assign(cluster=cluster.where(rows["size"] > 1))


def article_numbers(
    pairs: pd.DataFrame, articles: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the articles of each pair."""
    first = articles.index.get_indexer(pairs["article_a"].astype(object))
    second = articles.index.get_indexer(pairs["article_b"].astype(object))
    return first, second


def _both_directions(
    pairs: pd.DataFrame, first: np.ndarray, second: np.ndarray
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


def _are_close(pairs: pd.DataFrame) -> np.ndarray:
    smaller = pairs[["containment_a", "containment_b"]].min(axis=1)
    is_close = smaller >= SAME_STORY
    if "corrected" in pairs:
        # What a reader calls one copy is one, however little they share.
        is_close |= pairs["corrected"]
    return (pairs["same_copy"] & is_close).to_numpy(dtype=bool)


def _edges(related: pd.DataFrame) -> pd.DataFrame:
    edges = related[related["same_copy"].astype(bool)]
    return edges.sort_values(["shared", "a", "b"], ascending=[False, True, True])


def _best_partners(related: pd.DataFrame, is_core: np.ndarray) -> pd.DataFrame:
    """Return for each article outside the cores the one it shares most with, if that is the same copy."""
    edges = _edges(related)
    return edges[~is_core[edges["a"]]].drop_duplicates("a")


def _sources(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    related: pd.DataFrame,
    is_core: np.ndarray,
) -> pd.Series:
    """Return the source of each cluster, by label."""
    edges = _edges(related)
    order = rows.assign(
        joined=~is_core,
        published=articles["published"].array,
        unnamed=rows["agency"].isna(),
        shared=-np.bincount(edges["a"], edges["shared"], minlength=len(rows)),
    )
    order = order.sort_values(["joined", "published", "unnamed", "shared", "number"])
    clustered = order[order["size"] > 1]
    return clustered.drop_duplicates("label").set_index("label")["number"]


def _wires(rows: pd.DataFrame) -> pd.Series:
    """Return the agency that most articles of each cluster name, by label."""
    named = rows.dropna(subset="agency").groupby("label")["agency"]
    return named.agg(lambda names: names.mode()[0])


def _contained_in_source(rows: pd.DataFrame, related: pd.DataFrame) -> np.ndarray:
    measured = rows[["number", "source_number"]].merge(
        related[["a", "b", "contained"]],
        how="left",
        left_on=["number", "source_number"],
        right_on=["a", "b"],
    )
    is_source = rows["number"] == rows["source_number"]
    return measured["contained"].mask(is_source.to_numpy(), 1.0).to_numpy()
