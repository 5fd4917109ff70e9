"""How much a day matters to a coverage.

A day matters by how many articles name it and how like they are to the whole coverage,
by how many days of publication do, by how many still name it long after (what is looked
back on from afar was an event, not news of the hour), by what came out on it, and by how
much it stands out from the days around. What stands out counts where articles are far
between, what is looked back on where they are dense. Weights are in ranking.toml.
"""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.timeline.vectors import Vectors

# Days.
FEW_DAYS = 3
WEEK = 7
MONTH = 30
LIKENESS_SCALE = 3
# Articles that open with a day: so many or more are alike, so that the day which a whole
# coverage is about is not taken for news of the hour. Set on the training timelines.
MANY_ARTICLES = 5
# Likeness to the coverage, from which on a sentence is of its topic. Below the first lie
# what other news of the day is told beside; set by reading five collections. Where
# articles are far between, few tell a day, and what most of them say beside its topic is
# nearer to the second; set on thirteen timelines of The Guardian.
ON_TOPIC = 0.05
ON_TOPIC_SPARSE = 0.4
NEWS_SENTENCES = 3  # the first of each article, which hold its news
# Days before and after, from which a day may stand out, and of both together.
AROUND = 7
FORTNIGHT = 2 * AROUND
# Articles: keeps a day with silent ones around from standing out too much.
SMOOTHING = 0.2
# Of the articles at either end, which do not make the coverage longer, and the others.
TAIL = 0.05
MIDDLE = 1 - 2 * TAIL
# Of a day's importance, if no sentence on it is of the topic, and if all of them lean on
# others or lack an end. Set by reading five collections.
OFF_TOPIC = 0.5
LEANING = 0.3
# A sentence that names a month or a year seldom tells one event.
EXACTNESS = {"day": 1.0, "week": 0.7, "month": 0.6}
VAGUE = 0.4
# Of the importance of an event that nothing else tells ("since 2007").
RUNNING_TOTAL = 0.1
DAY = np.timedelta64(1, "D")
OWN_FEATURES = [
    "articles",
    "publication_days",
    "in_news",
    "after_days",
    "after_week",
    "after_month",
]

Weights = dict[str, float]
Tables = dict[str, Weights]  # `dense`, `sparse` and `sentence`


@cache
def weights() -> Tables:
    """Return the weights of ranking.toml: `dense`, `sparse` and `sentence`."""
    folder = files("broadsheet.timeline")
    path = folder / "ranking.toml"
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text)


def day_weights(mentions: pd.DataFrame, tables: Tables) -> Weights:
    """Return the weights of a day's features, for how dense a coverage is."""
    dense = tables["dense"]
    sparse = tables["sparse"]
    share = sparseness(mentions)
    mixed = {}
    for name, of_dense in dense.items():
        of_sparse = sparse[name]
        mixed[name] = between(of_dense, of_sparse, share)
    return mixed


def between(dense: float, sparse: float, share: float) -> float:
    """Return what lies between a value for dense and one for sparse coverage."""
    of_dense = (1 - share) * dense
    of_sparse = share * sparse
    return of_dense + of_sparse


def sparseness(mentions: pd.DataFrame) -> float:
    """Return 1 / (1 + articles a day), over the middle of a coverage.

    One article a month gives .97, ten a day give .09; 0 where no day is known.
    """
    articles = mentions.drop_duplicates("article")
    published = articles["published"].dropna()
    if published.empty:
        return 0.0
    first = published.quantile(TAIL)
    last = published.quantile(1 - TAIL)
    length = last - first
    days = length / DAY + 1
    articles_within = MIDDLE * len(published)
    rate = articles_within / days
    return 1 / (1 + rate)


def relevance(mentions: pd.DataFrame, vectors: Vectors) -> np.ndarray:
    """Return how like each mention is to the first sentences of all articles."""
    is_news = mentions["place"] < NEWS_SENTENCES
    is_repeated = mentions.duplicated(["article", "start"])
    is_new = is_news & ~is_repeated
    news = np.flatnonzero(is_new)
    direction = vectors.direction(news)
    everything = np.arange(len(mentions))
    return vectors.cosines(everything, direction)


def topicality(mentions: pd.DataFrame) -> np.ndarray:
    """Return from 0 to 1 how far each mention is of the coverage's topic.

    Args:
        mentions: With `relevance`.
    """
    share = sparseness(mentions)
    enough = between(ON_TOPIC, ON_TOPIC_SPARSE, share)
    likeness = mentions["relevance"].to_numpy()
    part = likeness / enough
    return np.minimum(1, part)


def own_features(mentions: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return by how much each day or event (`by`) is told.

    Args:
        mentions: With `relevance`; only the dated ones count.
        by: The column that names the day or event.

    Returns:
        Indexed by it: `likeness` (the sum, over the articles that name it, of the
        likeness of its sentence most like the coverage), and logarithms: `articles`
        (of three times that), `publication_days`, `in_news` (articles that name it in
        one of their first sentences, five at most), `after_days`, `after_week` and `after_month`
        (articles that name it after so long; 0 where a single article names it).
    """
    dated = mentions[mentions["dated"]]
    by_article = _greatest_by_article(dated, by)
    groups = by_article.groupby(by)
    likeness = groups["relevance"].sum()
    # One look back is no agreement that it mattered.
    is_shared = groups.size() > 1
    in_news = groups["in_news"].sum().clip(upper=MANY_ARTICLES)
    after_days = groups["days"].sum().where(is_shared, 0)
    after_week = groups["week"].sum().where(is_shared, 0)
    after_month = groups["month"].sum().where(is_shared, 0)
    published = dated.groupby(by)["published"]
    days = published.nunique()
    articles = LIKENESS_SCALE * likeness
    return pd.DataFrame(
        {
            "likeness": likeness,
            "articles": np.log1p(articles),
            "publication_days": np.log1p(days),
            "in_news": np.log1p(in_news),
            "after_days": np.log1p(after_days),
            "after_week": np.log1p(after_week),
            "after_month": np.log1p(after_month),
        }
    )


def _greatest_by_article(dated: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return for each day or event and each article that names it its greatest likeness and gap."""
    is_news = dated["place"] < NEWS_SENTENCES
    named = dated[[by, "article", "relevance", "gap"]]
    named = named.assign(in_news=is_news)
    of_article = named.groupby([by, "article"], observed=True)
    greatest = of_article[["relevance", "gap", "in_news"]].max()
    gap = greatest["gap"]
    greatest["days"] = gap > FEW_DAYS
    greatest["week"] = gap > WEEK
    greatest["month"] = gap > MONTH
    return greatest


def own_score(features: pd.DataFrame, weight: Weights) -> pd.Series:
    """Return what a day or event earns by how it is told."""
    total = pd.Series(0.0, features.index)
    for name in OWN_FEATURES:
        earned = weight[name] * features[name]
        total += earned
    return total


def rank_days(mentions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the days that are named to the day, the most important first.

    Args:
        mentions: With `relevance`.
        tables: The weights.

    Returns:
        Indexed by day: `importance`, and of it `burst`, which all events of the day
        share. Days of publication that no sentence names are among them, if the first
        sentences of an article tell what happened: a daily report seldom names its day.
    """
    exact = mentions[mentions["precision"] == "day"]
    weight = day_weights(mentions, tables)
    features = day_features(exact)
    burst = weight["burst"] * features["burst"]
    days = pd.DataFrame({"burst": burst})
    days["importance"] = importance_of(features, weight)
    return days.sort_values("importance", ascending=False, kind="stable")


def importance_of(features: pd.DataFrame, weight: Weights) -> np.ndarray:
    """Return how much each day matters.

    Args:
        features: As `day_features` returns them.
        weight: As `day_weights` returns it.
    """
    total = np.zeros(len(features))
    for name, size in weight.items():
        values = features[name].to_numpy()
        total += size * values
    printable = features["printable"].to_numpy()
    return total * printable


def _printable(exact: pd.DataFrame, days: pd.Index) -> np.ndarray:
    """Return for each day the worth of the sentence that can best be printed of it.

    It is 1 if one is of the coverage's topic and stands alone, and no less than
    a seventh. A day that nothing tells keeps 1.
    """
    telling = exact[exact["tells"]]
    is_naming = telling["dated"]
    naming = _best_by_day(telling[is_naming])
    leads = _best_by_day(telling[~is_naming])
    next_days = days + DAY
    of_names = naming.reindex(days).to_numpy()
    of_leads = leads.reindex(days).to_numpy()
    of_next = leads.reindex(next_days).to_numpy()
    of_articles = np.fmax(of_leads, of_next)
    best = np.fmax(of_names, of_articles)
    return np.nan_to_num(best, nan=1.0)


def _best_by_day(telling: pd.DataFrame) -> pd.Series:
    """Return for each day the worth of the best of some sentences."""
    worth = _worth(telling)
    days = telling["earliest"]
    return worth.groupby(days).max()


def _worth(telling: pd.DataFrame) -> pd.Series:
    """Return how well each sentence can be printed, from a seventh to 1."""
    likeness = telling["relevance"] / ON_TOPIC
    worth = likeness.clip(OFF_TOPIC, 1)
    leans = telling["opening"] != ""
    is_incomplete = leans | telling["broken"]
    lessened = LEANING * worth
    return worth.mask(is_incomplete, lessened)


def day_features(exact: pd.DataFrame) -> pd.DataFrame:
    """Return the features of each day that mentions name to the day, or that has news.

    They are `own_features`, `unnamed` (1 where none names it), `news` (logarithm of three
    times the likeness of the articles that came out on it or the day after), `burst` (how
    much more it is named than the days around) and `printable` (what is left of its
    importance if its sentences can hardly be printed).
    """
    features = own_features(exact, "earliest")
    named = features.index
    days = named.union(_days_of_news(exact))
    features = features.reindex(days, fill_value=0.0)
    is_named = days.isin(named)
    features["unnamed"] = 1.0 - is_named
    likeness = features["likeness"].to_numpy()
    news = LIKENESS_SCALE * _news(exact, days)
    features["news"] = np.log1p(news)
    features["burst"] = _burst(days, likeness)
    features["printable"] = _printable(exact, days)
    return features


def _days_of_news(exact: pd.DataFrame) -> pd.Index:
    """Return the days of publication on which the head of an article tells something."""
    is_head = exact["place"] < NEWS_SENTENCES
    is_undated = ~exact["dated"]
    is_telling = is_head & exact["tells"]
    is_lead = is_telling & is_undated
    days = exact.loc[is_lead, "earliest"]
    return pd.Index(days.unique())


def _news(exact: pd.DataFrame, days: pd.Index) -> np.ndarray:
    """Return how like the articles are to the coverage that came out on each day."""
    is_undated = ~exact["dated"]
    leads = exact[is_undated]
    of_article = leads.groupby(["earliest", "article"], observed=True)
    by_article = of_article["relevance"].max()
    by_day = by_article.groupby("earliest").sum()
    next_days = days + DAY
    of_day = by_day.reindex(days, fill_value=0)
    of_next_day = by_day.reindex(next_days, fill_value=0)
    same = of_day.to_numpy()
    following = of_next_day.to_numpy()
    return same + following


def _burst(days: pd.Index, amounts: np.ndarray) -> np.ndarray:
    """Return the logarithm of an amount against the mean of the fortnight around."""
    whole_days = days.to_numpy().astype("datetime64[D]")
    numbers = whole_days.astype(np.int64)
    sums = np.cumsum(amounts)
    total = np.append(0, sums)
    earliest = numbers - AROUND
    latest = numbers + AROUND
    begin = np.searchsorted(numbers, earliest)
    end = np.searchsorted(numbers, latest, side="right")
    within = total[end] - total[begin]
    others = within - amounts
    around = others / FORTNIGHT
    own = amounts + SMOOTHING
    usual = around + SMOOTHING
    return np.log(own / usual)
