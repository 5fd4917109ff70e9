"""How much a day matters to a coverage, and which sentence tells it best.

A day matters by how many articles name it and how like they are to the whole coverage, by how many days of
publication do, by how many still name it after a month (what is looked back on from afar was an event, not
news of the hour), by what came out on it, and by how much it stands out from the days around.

The sentence that tells it best is like the others that tell the day and like the coverage, names the day, is
neither short nor long, and does not lean on the sentence before it. Weights are in ranking.toml.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.timeline.vectors import Vectors

WEEK, MONTH = 7, 30  # days
LIKENESS_SCALE = 3
NEWS_SENTENCES = 3  # the first of each article, which hold its news
# Words of a sentence that tells enough and not too much. Chosen with the weights.
SHORT, LONG = 12, 35
AROUND = 7  # days before and after, from which a day may stand out
SMOOTHING = 0.2  # keeps a day with silent ones around from standing out too much
# A sentence that names a month or a year seldom tells one event.
EXACTNESS = {"day": 1.0, "week": 0.7, "month": 0.6}
VAGUE = 0.4
RUNNING_TOTAL = (
    0.1  # of the importance of an event that nothing else tells ("since 2007")
)
DAY = np.timedelta64(1, "D")
SCORED_COLUMNS = ("relevance", "length", "gap", "dated", "opening", "certainty")

Columns = dict[
    str, np.ndarray
]  # of mentions, by name: quicker than a frame where few rows are looked at


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return the weights of ranking.toml."""
    text = (files("broadsheet.timeline") / "ranking.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def relevance(mentions: pd.DataFrame, vectors: Vectors) -> np.ndarray:
    """Return how like each mention is to the first sentences of all articles: a cosine."""
    is_news = (mentions["place"] < NEWS_SENTENCES).to_numpy()
    is_repeated = mentions.duplicated(["article", "start"]).to_numpy()
    news = np.flatnonzero(is_news & ~is_repeated)
    return vectors.cosines(np.arange(len(mentions)), vectors.direction(news))


def support(mentions: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how much each day or event (`by`) is told, from the dated mentions that tell it.

    Columns: `articles` (the sum, over articles, of the likeness of the sentence most like the coverage),
    `score` (what of the importance it earns by itself).
    """
    dated = mentions[mentions["dated"]]
    by_article = dated.groupby([by, "article"], observed=True).agg(
        relevance=("relevance", "max"), gap=("gap", "max")
    )
    by_article["later"] = by_article["gap"] > MONTH
    told = by_article.groupby(by).agg(
        articles=("relevance", "sum"),
        count=("relevance", "size"),
        later=("later", "sum"),
    )
    told["days"] = dated.groupby(by)["published"].nunique()
    # One look back is no agreement that it mattered.
    later = told["later"].where(told["count"] > 1, 0)
    weight = weights()["day"]
    told["score"] = np.log1p(LIKENESS_SCALE * told["articles"])
    told["score"] += weight["publication_days"] * np.log1p(told["days"])
    told["score"] += weight["looked_back"] * np.log1p(later)
    return told[["articles", "score"]]


def rank_days(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the days that are named to the day, the most important first.

    Args:
        mentions: With `relevance`.

    Returns:
        Indexed by day: `importance`, and of it `burst`, which all events of the day share.
    """
    exact = mentions[mentions["precision"] == "day"]
    days = support(exact, "earliest")
    weight = weights()["day"]
    days["burst"] = weight["burst"] * _burst(days.index, days["articles"].to_numpy())
    news = _news(exact, days.index)
    days["importance"] = (
        days["score"] + days["burst"] + weight["news"] * np.log1p(LIKENESS_SCALE * news)
    )
    days = days[["importance", "burst"]]
    return days.sort_values("importance", ascending=False, kind="stable")


def _news(exact: pd.DataFrame, days: pd.Index) -> np.ndarray:
    """Return for each day how like the articles are to the coverage that came out on it or the day after."""
    leads = exact[~exact["dated"]]
    by_article = leads.groupby(["earliest", "article"], observed=True)[
        "relevance"
    ].max()
    by_day = by_article.groupby("earliest").sum()
    same_day = by_day.reindex(days).fillna(0)
    next_day = by_day.reindex(days + DAY).fillna(0)
    return same_day.to_numpy() + next_day.to_numpy()


def _burst(days: pd.Index, articles: np.ndarray) -> np.ndarray:
    """Return the logarithm of how much more a day is told than the mean of the fortnight around."""
    number = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    total = np.append(0, np.cumsum(articles))
    begin = np.searchsorted(number, number - AROUND)
    end = np.searchsorted(number, number + AROUND, side="right")
    around = (total[end] - total[begin] - articles) / (2 * AROUND)
    return np.log((articles + SMOOTHING) / (around + SMOOTHING))


@dataclass(frozen=True)
class Pool:
    """The mentions from which a day's sentence is chosen (row numbers), and how well each would tell it."""

    rows: np.ndarray
    scores: np.ndarray

    def best_first(self) -> np.ndarray:
        return self.rows[np.argsort(-self.scores, kind="stable")]


def score_sentences(columns: Columns, rows: np.ndarray, vectors: Vectors) -> Pool:
    """Return how well each of some mentions would tell what they tell together.

    Args:
        columns: The columns of all mentions, `relevance` among them.
        rows: Those that tell a day or an event, as numbers from 0.
        vectors: Those of all mentions.
    """
    weight = weights()["sentence"]
    pool = {name: columns[name][rows] for name in SCORED_COLUMNS}
    likeness = weight["pool"] * vectors.cosines(rows, vectors.direction(rows))
    likeness += weight["coverage"] * pool["relevance"]
    scores = likeness * _fair_length(pool["length"])
    scores += weight["looked_back"] * (pool["gap"] > WEEK)
    scores += weight["dated"] * pool["dated"]
    scores += weight["not_happened"] * (pool["certainty"] != "happened")
    for opening in ("pronoun", "connective"):
        scores += weight[opening] * (pool["opening"] == opening)
    return Pool(rows, scores)


def _fair_length(words: np.ndarray) -> np.ndarray:
    """Return what is left of a sentence's worth if it is short or long."""
    words = np.maximum(words, 1)
    return np.minimum(1, np.minimum(words / SHORT, LONG / words))
