"""The events frame."""

import re

import numpy as np
import pandas as pd

from .merging import cosine, group_mentions, weigh_words
from .mentions import find_mentions
from .ranking import importance, rank_days, telling

COLUMNS = {
    "event": "int32",
    "earliest": "datetime64[s]",
    "latest": "datetime64[s]",
    "precision": "category",
    "what": "str",
    "article": "category",
    "start": "int32",
    "end": "int32",
    "outlets": "object",
    "mentions": "int32",
    "certainty": "category",
    "importance": "float64",
    "disagreements": "object",
    "passages": "object",
}
_NUMBER = re.compile(r"\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen")


def build_timeline(articles, tokens, dates, days: int | None = None, per_day: int = 1) -> pd.DataFrame:
    """Tell what happened when: the dated sentences of a coverage, one row an event, in order of time.

    Sentences that tell the same event, in several articles or under several expressions ("last month",
    "September 2021"), are one row with the best-supported interval, its outlets and the sentence that tells it
    best. What outlets disagree on is kept in `disagreements`. With `days`, only so many days are kept, the most
    important ones, each with the `per_day` events that matter most.

    Columns: `event` (number, in order of time), `earliest`, `latest` (half-open), `precision` (day, week, month,
    quarter, season, half, year), `what` (a sentence of the coverage), `article`, `start`, `end` (where that
    sentence stands), `outlets` (list), `mentions` (sentences that tell it), `certainty` (happened, planned,
    said), `importance` (the higher, the more and the longer it is told), `disagreements` (list of sentences),
    `passages` (list of (article, start, end), every place that tells it).

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> events = build_timeline(articles, tokens, bs.find_dates(articles, tokens))
    >>> [str(day.date()) for day in events["earliest"]]
    ['2007-01-01', '2020-10-01', '2021-01-01', '2021-09-01', '2021-10-08']
    """
    mentions = find_mentions(articles, tokens, dates)
    vectors = weigh_words(tokens, mentions)
    mentions["event"], mentions["elsewhere"] = group_mentions(mentions, vectors)
    told = mentions.groupby("event").agg(dated=("dated", "any"), articles=("article", "nunique"))
    # an undated lead alone is the article's news, but no one else says that it happened on that day
    kept = told.index[told["dated"] | ((told["articles"] > 1) if days is None else True)]
    mentions = mentions[mentions["event"].isin(kept)]
    if days is not None:
        chosen = rank_days(mentions).index[:days]
        mentions = mentions[(mentions["precision"] == "day") & mentions["earliest"].isin(chosen)]
    rows = [_event(group, articles, tokens, vectors) for _, group in mentions.groupby("event", sort=True)]
    events = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "event"])
    if days is not None:
        best = (
            events.sort_values("importance", ascending=False, kind="stable").groupby("earliest").head(per_day)
        )
        events = events.loc[sorted(best.index)]
    events = events.sort_values(["earliest", "latest", "article", "start"], ignore_index=True)
    events.insert(0, "event", np.arange(len(events)))
    types = COLUMNS | {"article": pd.CategoricalDtype(tokens["article"].cat.categories)}
    return events.astype(types)


def _event(mentions: pd.DataFrame, articles, tokens, vectors) -> tuple:
    """The row of one event, from the sentences that tell it."""
    ours = [vectors[row] for row in mentions.index]
    centre: dict[int, float] = {}
    for vector in ours:
        for word, value in vector.items():
            centre[word] = centre.get(word, 0.0) + value / len(ours)
    exact = mentions[~mentions["elsewhere"]]
    spans = exact.assign(days=exact["latest"] - exact["earliest"])
    spans = spans[spans["days"] == spans["days"].min()]
    (earliest, latest), _ = max(
        spans.groupby(["earliest", "latest"]).size().items(), key=lambda item: item[1]
    )
    here = (mentions["earliest"] == earliest) & (mentions["latest"] == latest)
    score = telling(mentions, np.array([cosine(vector, centre) for vector in ours])) * np.where(
        here, 1.0, 0.7
    )
    best = mentions.iloc[int(np.argmax(score))]
    ids, outlets = articles.index, articles["outlet"].astype("str").fillna("unknown")
    name = ids[int(best["article"])]
    text = articles["text"].iat[int(best["article"])]
    certainty = mentions["certainty"].where(here, None).dropna().mode()
    return (
        earliest,
        latest,
        spans["precision"].iat[0],
        " ".join(text[best["start"] : best["end"]].split()),
        name,
        best["start"],
        best["end"],
        sorted(set(outlets.iloc[mentions["article"].unique()])),
        len(mentions),
        "happened" if (mentions["certainty"] == "happened").any() else certainty.iat[0],
        importance(mentions["article"], mentions["gap"]),
        _disagreements(mentions, outlets, tokens, earliest, latest),
        [(ids[int(row.article)], int(row.start), int(row.end)) for row in mentions.itertuples()],
    )


def _disagreements(mentions, outlets, tokens, earliest, latest) -> list[str]:
    """On which day, and on which figures, the outlets that tell an event differ."""
    found = []
    for row in mentions[mentions["elsewhere"]].itertuples():
        found.append(f"{outlets.iloc[row.article]} has {row.earliest:%-d %B %Y}, not {earliest:%-d %B %Y}.")
    figures: dict[str, dict[str, set[str]]] = {}
    for row in mentions.itertuples():
        words = tokens["norm"].iloc[row.first : row.last].tolist()
        tags = tokens["pos"].iloc[row.first : row.last].tolist()
        for number, noun, tag, following in zip(words, words[1:], tags, tags[1:], strict=False):
            if tag == "CD" and following == "NNS" and _NUMBER.fullmatch(number):
                figures.setdefault(noun, {}).setdefault(number, set()).add(outlets.iloc[row.article])
    for noun, numbers in sorted(figures.items()):
        sides = list(numbers.values())
        if len(numbers) > 1 and not set.intersection(*sides):
            found.append(
                "; ".join(
                    f"{', '.join(sorted(who))}: {number} {noun}" for number, who in sorted(numbers.items())
                )
                + "."
            )
    return sorted(set(found))


def to_timelinejs(events: pd.DataFrame, title: str = "") -> dict:
    """The events as TimelineJS wants them (https://timeline.knightlab.com/docs/json-format.html)."""

    def day(time: pd.Timestamp, precision: str) -> dict:
        parts = {"year": time.year, "month": time.month, "day": time.day}
        keep = {"year": 1, "half": 2, "quarter": 2, "season": 2, "month": 2}.get(precision, 3)
        return dict(list(parts.items())[:keep])

    slides = []
    for row in events.itertuples():
        slide = {
            "start_date": day(row.earliest, row.precision),
            "text": {"headline": ", ".join(row.outlets), "text": row.what},
            "unique_id": f"event-{row.event}",
        }
        if row.precision not in ("day", "month", "year"):
            slide["end_date"] = day(row.latest - pd.Timedelta(days=1), "day")
        slides.append(slide)
    return {"title": {"text": {"headline": title}}, "events": slides} if title else {"events": slides}
