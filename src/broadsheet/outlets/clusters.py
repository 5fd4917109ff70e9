"""Groups of articles that are the same copy, and the wire the copy comes from."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.outlets.copies import find_copies

# Articles are first clustered where each has this much of the other, which a round-up and the stories it is
# made of do not reach; what is left alone then joins the article it shares most with. Taking every pair of
# copies for an edge chains a third of a large corpus into one cluster, through its round-ups.
SAME_STORY = 0.3

UNCHANGED = 0.9  # beyond this Jaccard two articles are one text, with little in it to read for an editor

NAMING_PARTS = ("byline", "dateline", "credit")


def copy_clusters(
    pairs: pd.DataFrame, articles: pd.DataFrame, tokens: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Group articles that are the same copy, and say where each group's copy comes from.

    `pairs` are from `find_copies`; `tokens`, if given, are searched for the names of agencies.

    Columns, one row an article, the largest cluster first: `article`, `outlet`, `cluster` (from 0; missing for
    independent reporting), `size` (articles in the cluster), `wire` (the agency that most of the cluster
    names), `source` (the earliest of the articles that share most of the copy; of one day, one that names an
    agency, then the one that shares most) and `contained` (how much of this article's n-grams the source has, 1 for itself).
    """
    a, b = (articles.index.get_indexer(pairs[f"article_{side}"].astype(object)) for side in "ab")
    forth = pd.DataFrame({"a": a, "b": b, "shared": pairs["shared"], "contained": pairs["containment_a"]})
    back = pd.DataFrame({"a": b, "b": a, "shared": pairs["shared"], "contained": pairs["containment_b"]})
    copies = pairs["same_copy"].to_numpy()
    close = copies & (pairs[["containment_a", "containment_b"]].min(axis=1) >= SAME_STORY).to_numpy()
    related = pd.concat([forth, back])
    edges = related[np.r_[copies, copies]].sort_values(["shared", "a", "b"], ascending=[False, True, True])
    alone = ~np.isin(edges["a"], np.r_[a[close], b[close]])
    best = edges[alone].drop_duplicates("a")
    label = _components(np.r_[a[close], best["a"]], np.r_[b[close], best["b"]], len(articles))

    frame = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(range(len(articles)), articles.index),
            "outlet": articles["outlet"].array,
            "label": label,
            "size": np.bincount(label, minlength=len(label))[label],
            "wire": agency_marks(articles, tokens).array,
            "place": np.arange(len(articles)),
        }
    )
    in_order = frame.assign(
        joined=~np.isin(frame["place"], np.r_[a[close], b[close]]),
        published=articles["published"].array,
        unnamed=frame["wire"].isna(),
        shared=-edges.groupby("a")["shared"].sum().reindex(frame["place"], fill_value=0).to_numpy(),
    ).sort_values(["joined", "published", "unnamed", "shared", "place"])
    source = in_order.drop_duplicates("label").set_index("label")["place"]
    wires = frame.dropna(subset="wire").groupby("label")["wire"].agg(lambda names: names.mode()[0])
    frame = frame.assign(
        source_place=frame["label"].map(source).where(frame["size"] > 1),
        wire=frame["label"].map(wires).astype("str"),
    ).merge(related, how="left", left_on=["place", "source_place"], right_on=["a", "b"])
    frame["contained"] = frame["contained"].mask(frame["place"] == frame["source_place"], 1.0)
    frame = frame.sort_values(["size", "label", "place"], ascending=[False, True, True], ignore_index=True)
    frame["cluster"] = pd.Series(pd.factorize(frame["label"])[0], dtype="Int64").where(frame["size"] > 1)
    places = frame["source_place"].fillna(-1).astype(int)
    frame["source"] = pd.Categorical.from_codes(places, articles.index)
    return frame[["article", "outlet", "cluster", "size", "wire", "source", "contained"]]


def related_pairs(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Choose the pairs of articles that are worth reading side by side.

    Each copy is paired with the source of its cluster or, where the two share too little, with the article
    it shares most with. Only different outlets are paired, and `article_a` is the one published first.
    Pairs that share most come first, but those in which nothing was edited last. Where no article is
    another's copy, the two articles that share most are the one pair.

    Columns: `article_a`, `article_b`, `shared`, `containment_a`, `containment_b`, `jaccard`, `same_copy`.
    """
    pairs = find_copies(articles, tokens, least=0.0)
    clusters = copy_clusters(pairs, articles, tokens).set_index("article")
    if pairs.empty and len(articles) == 2:
        pair = {"article_a": articles.index[:1], "article_b": articles.index[1:]}
        nothing = {
            "shared": 0,
            "containment_a": 0.0,
            "containment_b": 0.0,
            "jaccard": 0.0,
            "same_copy": False,
        }
        pairs = pd.DataFrame(pair | nothing)
    order = articles.assign(place=range(len(articles))).sort_values(["published", "place"]).index
    first, second = (order.get_indexer(pairs[side].astype(object)) for side in ("article_a", "article_b"))
    swap = {"article_a": "article_b", "article_b": "article_a"}
    swap |= {"containment_a": "containment_b", "containment_b": "containment_a"}
    pairs = pd.concat([pairs[first < second], pairs[first > second].rename(columns=swap)])[pairs.columns]
    a, b = (pairs[side].astype(object) for side in ("article_a", "article_b"))
    pairs = pairs[(a.map(articles["outlet"]).astype(object) != b.map(articles["outlet"]).astype(object))]
    pairs = pairs.assign(edited=pairs["jaccard"] < UNCHANGED).sort_values(
        ["same_copy", "edited", "shared", "article_a", "article_b"],
        ascending=[False, False, False, True, True],
    )
    source = clusters["source"].astype(object)
    a, b = (pairs[side].astype(object) for side in ("article_a", "article_b"))
    from_source = (b.map(source) == a) | (a.map(source) == b)
    copies = pairs.assign(from_source=from_source)[pairs["same_copy"]]
    sides = [copies.assign(copy=copies[side].astype(object)) for side in ("article_a", "article_b")]
    best = pd.concat(sides).sort_values(["from_source", "shared"], ascending=False, kind="stable")
    chosen = best.drop_duplicates("copy").index.unique()
    pairs = pairs.loc[pairs.index.isin(chosen)] if len(chosen) else pairs.head(1)
    columns = ["article_a", "article_b", "shared", "containment_a", "containment_b", "jaccard", "same_copy"]
    return pairs[columns].reset_index(drop=True)


def agency_marks(articles: pd.DataFrame, tokens: pd.DataFrame | None = None) -> pd.Series:
    """Name the agency each article says it comes from: the `agency` column first, then its own lines."""
    names = articles["agency"].astype(object).where(articles["agency"].notna(), "")
    if tokens is not None:
        lines = tokens[tokens["part"].isin(NAMING_PARTS)]
        places = lines.groupby(["article", "part", "paragraph"], observed=True).agg(
            {"start": "min", "end": "max"}
        )
        for (article, _, _), start, end in places.itertuples():
            line = articles.at[article, "text"][start:end]
            if not _agencies()[1].search(line):
                names[article] += " " + line
    found = {name: names.str.contains(pattern) for name, pattern in _agencies()[0].items()}
    marks = pd.Series(pd.NA, index=articles.index, dtype="str")
    for name, says_so in found.items():
        marks = marks.mask(marks.isna() & says_so, name)
    return marks


def _components(a: np.ndarray, b: np.ndarray, count: int) -> np.ndarray:
    """Number the connected components of a graph with edges a–b: each takes the least of its members."""
    label = np.arange(count)
    while (label[a] != label[b]).any():
        least = np.minimum(label[a], label[b])
        np.minimum.at(label, label[a], least)
        np.minimum.at(label, label[b], least)
        label = label[label]
    return label


@cache
def _agencies() -> tuple[dict, re.Pattern]:
    data = tomllib.loads(files("broadsheet.outlets").joinpath("agencies.toml").read_text(encoding="utf-8"))
    return data["agencies"], re.compile(data["picture"]["hint"])
