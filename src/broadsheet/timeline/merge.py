"""From mentions to the events frame: each event once, with its days, its tellers and its best sentence."""

from collections import Counter

import numpy as np
import pandas as pd

from broadsheet.timeline.disagreements import list_differences

from .grouping import centre_of, cosine, group_mentions, weigh_words
from .ranking import importance, less_repeated, order_alike, pick_sentences, telling, weight

STRAY_ARTICLES = 0.02  # so many may have come out before the coverage's own period
LEAD_TIME = pd.Timedelta(days=31)  # a coverage tells what led to its first article

COLUMNS = {
    "event": "int32",
    "earliest": "datetime64[s]",
    "latest": "datetime64[s]",
    "precision": "category",
    "what": "str",
    "what_note": "str",
    "article": "category",
    "start": "int32",
    "end": "int32",
    "outlets": "object",
    "mentions": "int32",
    "certainty": "category",
    "importance": "float64",
    "background": "bool",
    "disagreements": "object",
    "disagreeing": "object",
    "passages": "object",
}


def merge_mentions(mentions: pd.DataFrame, days: int | None = None, per_day: int = 1) -> pd.DataFrame:
    """The events that `find_mentions`' rows tell, each once: the second half of `build_timeline`.

    It needs nothing but those rows, so a corpus that was read in parts can be joined here: find the mentions
    of each part, put the rows together (`pd.concat`, with `article` a category again), and merge them. Many
    are best merged bucket by bucket, all mentions whose `earliest` lies in one year (or one month) together:
    nothing is compared across years, so years give the events that the whole would, but for the words'
    rarity, which is counted within the bucket.

    Columns: those of `build_timeline`.

    >>> import broadsheet as bs
    >>> from broadsheet.timeline import find_mentions
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> events = merge_mentions(find_mentions(articles, tokens, bs.find_dates(articles, tokens)))
    >>> events["mentions"].tolist()
    [2, 1, 1, 2, 2]
    """
    mentions = mentions.reset_index(drop=True)
    vectors = weigh_words(mentions)
    mentions["event"], mentions["elsewhere"] = group_mentions(mentions, vectors)
    told = mentions.groupby("event").agg(dated=("dated", "any"), articles=("article", "nunique"))
    # an undated lead alone is the article's news, but no one else says that it happened on that day
    kept = told.index[told["dated"] | ((told["articles"] > 1) if days is None else True)]
    mentions = mentions[mentions["event"].isin(kept)]
    if days is None:
        groups = [(at, None) for at in mentions.groupby("event").indices.values()]
    else:
        places = mentions.groupby(["event", "earliest"]).indices
        picked = pick_sentences(mentions, vectors, days, per_day)
        groups = [(places[mentions.loc[row, "event"], mentions.loc[row, "earliest"]], row) for row in picked]
    rows, columns = mentions.index.to_numpy(), {name: mentions[name].to_numpy() for name in mentions}
    centres = [centre_of([vectors[row] for row in rows[at]]) for at, _ in groups]
    coverage = centre_of(centres)
    period_start = own_period_start(mentions)
    events = []
    for (at, picked), centre in zip(groups, centres, strict=True):
        likeness = np.array([cosine(vectors[row], centre) for row in rows[at]]) + 10 * (rows[at] == picked)
        told = {name: column[at] for name, column in columns.items()}
        events.append(_event(told, likeness, cosine(centre, coverage), period_start))
    events = pd.DataFrame(events, columns=[name for name in COLUMNS if name != "event"])
    events["importance"] = less_repeated(events, centres).round(6)
    events = events.sort_values(["earliest", "latest", "article", "start"], ignore_index=True)
    events.insert(0, "event", np.arange(len(events)))
    return events.astype(COLUMNS | {"article": mentions["article"].dtype})


def own_period_start(mentions: pd.DataFrame) -> pd.Timestamp:
    """Return the day on which the coverage's own period begins.

    It is a month before the day by which one article in fifty had come out, so that one article from years
    before does not move it. Where no day of publication is known, nothing is background.
    """
    published = mentions.drop_duplicates("article")["published"].dropna()
    if published.empty:
        return pd.Timestamp.min
    return published.quantile(STRAY_ARTICLES, interpolation="higher") - LEAD_TIME


def _event(told: dict[str, np.ndarray], likeness: np.ndarray, to_coverage: float, period_start) -> tuple:
    """The row of one event, from the mentions that tell it, and their likeness to what they tell together."""
    exact = ~told["elsewhere"] if not told["elsewhere"].all() else np.ones(len(likeness), dtype=bool)
    spans = Counter(zip(told["earliest"][exact], told["latest"][exact], strict=True))
    earliest, latest = min(spans, key=lambda span: (span[1] - span[0], -spans[span], span[0]))
    here = (told["earliest"] == earliest) & (told["latest"] == latest)
    best = int(np.argmax(telling(told, likeness) * np.where(here, 1.0, 0.0)))
    sure = Counter(told["certainty"].tolist())
    certainty = "happened" if sure["happened"] else sure.most_common(1)[0][0]
    precision = told["precision"][here][0]
    places = zip(*(told[name].tolist() for name in ("article", "start", "end")), strict=True)
    passages = list(dict.fromkeys(places))  # a sentence may tell it by two of its dates
    differences = list_differences(pd.DataFrame(told), here)
    matters = importance(told) * weight(precision, certainty)
    return (
        earliest,
        latest,
        precision,
        told["what"][best],
        "",
        *(told[name][best] for name in ("article", "start", "end")),
        sorted(set(told["outlet"])),
        len(passages),
        certainty,
        order_alike(matters, to_coverage, told["place"].min()),
        latest <= period_start,
        [difference.text for difference in differences],
        [place for difference in differences for place in (difference.one, difference.other)],
        passages,
    )
