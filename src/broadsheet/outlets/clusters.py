"""Groups of articles that are the same copy, the wire the copy comes from, and the pairs worth reading."""

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

    Columns, one row an article, the largest cluster first: `article`, `outlet`, `cluster` (from 0; missing
    for independent reporting), `size` (articles in the cluster), `wire` (the agency that most of the cluster
    names), `source` (the earliest of the articles that share most of the copy; of one day, one that names
    an agency, then the one that shares most) and `contained` (how much of this article's n-grams the source
    has, 1 for itself).
    """
    a, b = _places(pairs, articles)
    of_a, of_b, copies = (pairs[name].to_numpy() for name in ("containment_a", "containment_b", "same_copy"))
    related = pd.DataFrame({"a": np.r_[a, b], "b": np.r_[b, a], "contained": np.r_[of_a, of_b]})
    related["shared"] = np.tile(pairs["shared"], 2)
    edges = related[np.tile(copies, 2)].sort_values(["shared", "a", "b"], ascending=[False, True, True])
    close = copies & (np.minimum(of_a, of_b) >= SAME_STORY)
    core = np.isin(np.arange(len(articles)), np.r_[a[close], b[close]])
    best = edges[~core[edges["a"]]].drop_duplicates("a")
    label = _components(np.r_[a[close], best["a"]], np.r_[b[close], best["b"]], len(articles))

    place = np.arange(len(label))
    frame = pd.DataFrame({"article": pd.Categorical.from_codes(place, articles.index)})
    frame = frame.assign(outlet=articles["outlet"].array, label=label, place=place)
    frame["size"] = frame.groupby("label")["label"].transform("size")
    frame["wire"] = agency_marks(articles, tokens).array
    order = frame.assign(published=articles["published"].array, joined=~core, unnamed=frame["wire"].isna())
    order["shared"] = -np.bincount(edges["a"], edges["shared"], minlength=len(label))
    order = order.sort_values(["joined", "published", "unnamed", "shared", "place"])
    source = order[order["size"] > 1].drop_duplicates("label").set_index("label")["place"]
    wire = frame.dropna(subset="wire").groupby("label")["wire"].agg(lambda names: names.mode()[0])
    frame = frame.assign(b=frame["label"].map(source), wire=frame["label"].map(wire).astype("str"))
    frame = frame.merge(related, how="left", left_on=["place", "b"], right_on=["a", "b"])
    frame["contained"] = frame["contained"].mask(frame["place"] == frame["b"], 1.0)
    frame = frame.sort_values(["size", "label", "place"], ascending=[False, True, True], ignore_index=True)
    frame["cluster"] = pd.Series(pd.factorize(frame["label"])[0], dtype="Int64").where(frame["size"] > 1)
    frame["source"] = pd.Categorical.from_codes(frame["b"].fillna(-1).astype(int), articles.index)
    return frame[["article", "outlet", "cluster", "size", "wire", "source", "contained"]]


def related_pairs(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Choose the pairs of articles that are worth reading side by side.

    Each copy is paired with the source of its cluster or, where the two share too little, with the article
    it shares most with. Only different outlets are paired, and `article_a` is the one published first.
    Pairs that share most come first, but those in which nothing was edited last. Where no article is
    another's copy, the two articles that share most are the one pair.

    Columns: `article_a`, `article_b`, `shared`, `jaccard`, `same_copy`.
    """
    pairs = find_copies(articles, tokens, least=0.0)
    source = copy_clusters(pairs, articles, tokens).set_index("article")["source"].reindex(articles.index)
    source = articles.index.get_indexer(source.astype(object))
    if pairs.empty and len(articles) == 2:
        pair = {"article_a": articles.index[:1], "article_b": articles.index[1:]}
        pairs = pd.DataFrame(pair | {"shared": 0, "jaccard": 0.0, "same_copy": False})
    a, b = _places(pairs, articles)
    day = articles["published"].rank(method="first", na_option="bottom").to_numpy()
    first = np.where(day[a] <= day[b], a, b)
    pairs = pairs.assign(first=first, second=a + b - first, edited=pairs["jaccard"] < UNCHANGED)
    outlet = articles["outlet"].to_numpy(dtype=object)
    order = {"same_copy": False, "edited": False, "shared": False, "first": True, "second": True}
    pairs = pairs[outlet[a] != outlet[b]].sort_values(list(order), ascending=list(order.values()))
    copies = pairs[pairs["same_copy"]]
    first, second = copies["first"].to_numpy(), copies["second"].to_numpy()
    own = np.tile((source[first] == second) | (source[second] == first), 2)
    sides = pd.concat([copies, copies]).assign(copy=np.r_[first, second], own=own)
    best = sides.sort_values(["own", "shared"], ascending=False, kind="stable").drop_duplicates("copy")
    chosen = pairs[pairs.index.isin(best.index)] if len(best) else pairs.head(1)
    ids = [pd.Categorical.from_codes(chosen[name], articles.index) for name in ("first", "second")]
    chosen = chosen.assign(article_a=ids[0], article_b=ids[1]).reset_index(drop=True)
    return chosen[["article_a", "article_b", "shared", "jaccard", "same_copy"]]


def agency_marks(articles: pd.DataFrame, tokens: pd.DataFrame | None = None) -> pd.Series:
    """Name the agency each article says it comes from: in its `agency` column or in its own lines."""
    agencies, picture = _agencies()
    lines = articles["agency"].astype(object).where(articles["agency"].notna(), "")
    if tokens is not None:
        naming = tokens[tokens["part"].isin(NAMING_PARTS)]
        places = naming.groupby(["article", "part", "paragraph"], observed=True)
        for (article, _, _), start, end in places.agg({"start": "min", "end": "max"}).itertuples():
            line = articles.at[article, "text"][start:end]
            lines[article] += "" if picture.search(line) else f" {line}"
    marks = pd.Series(pd.NA, index=articles.index, dtype="str")
    for name, pattern in agencies.items():
        marks = marks.mask(marks.isna() & lines.str.contains(pattern), name)
    return marks


def _places(pairs: pd.DataFrame, articles: pd.DataFrame) -> list[np.ndarray]:
    return [articles.index.get_indexer(pairs[side].astype(object)) for side in ("article_a", "article_b")]


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
