"""The events frame."""

from collections import Counter

import numpy as np
import pandas as pd

from ..text import tokens_of
from .mentions import find_mentions
from .merging import centre_of, cosine, group_mentions, weigh_words
from .ranking import importance, pick_sentences, telling, weight

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


def build_timeline(articles, tokens, dates, days: int | None = None, per_day: int = 1) -> pd.DataFrame:
    """Tell what happened when: the dated sentences of a coverage, one row an event, in order of time.

    Sentences that tell the same event, in several articles or under several expressions ("last month",
    "September 2021"), are one row with the most exact interval, its outlets and the sentence that tells it
    best. What outlets disagree on is kept in `disagreements`. With `days`, only so many days are kept, the
    most important ones, each with the `per_day` events that matter most.

    Columns: `event` (number, in order of time), `earliest`, `latest` (half-open), `precision` (day, week,
    month, quarter, season, half, year), `what` (a sentence of the coverage), `article`, `start`, `end` (where
    that sentence stands), `outlets` (list), `mentions` (sentences that tell it), `certainty` (happened,
    planned, said), `importance` (the higher, the more and the longer it is told), `disagreements` (list of
    sentences), `passages` (list of (article, start, end), every place that tells it).

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> events = build_timeline(articles, tokens, bs.find_dates(articles, tokens))
    >>> [str(day.date()) for day in events["earliest"]]
    ['2007-01-01', '2020-10-01', '2021-01-01', '2021-09-01', '2021-10-08']
    """
    tokens = tokens_of(articles, tokens)
    mentions = find_mentions(articles, tokens, dates)
    vectors = weigh_words(tokens, mentions)
    mentions["event"], mentions["elsewhere"] = group_mentions(mentions, vectors)
    told = mentions.groupby("event").agg(dated=("dated", "any"), articles=("article", "nunique"))
    # an undated lead alone is the article's news, but no one else says that it happened on that day
    kept = told.index[told["dated"] | ((told["articles"] > 1) if days is None else True)]
    mentions = mentions[mentions["event"].isin(kept)]
    columns = {name: mentions[name].to_numpy() for name in mentions} | {"row": mentions.index.to_numpy()}
    if days is None:
        groups = [(rows, None) for rows in mentions.groupby("event").indices.values()]
    else:
        indices = mentions.groupby(["event", "earliest"]).indices
        picked = pick_sentences(mentions, vectors, days, per_day)
        groups = [(indices[mentions.loc[row, "event"], mentions.loc[row, "earliest"]], row) for row in picked]
    corpus = _Corpus(articles, tokens, vectors)
    rows = [corpus.event({name: column[at] for name, column in columns.items()}, row) for at, row in groups]
    events = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "event"])
    events = events.sort_values(["earliest", "latest", "article", "start"], ignore_index=True)
    events.insert(0, "event", np.arange(len(events)))
    types = COLUMNS | {"article": pd.CategoricalDtype(tokens["article"].cat.categories)}
    return events.astype(types)


class _Corpus:
    """What an event's row is written from: texts, outlets, the words' weights and tags."""

    def __init__(self, articles: pd.DataFrame, tokens: pd.DataFrame, vectors: list[dict[int, float]]) -> None:
        self.ids, self.texts = articles.index.tolist(), articles["text"].tolist()
        self.outlets = articles["outlet"].astype("str").fillna("unknown").tolist()
        self.vectors = vectors
        self.norms, self.norm = tokens["norm"].cat.categories.tolist(), tokens["norm"].cat.codes.to_numpy()
        self.tags, self.pos = tokens["pos"].cat.categories.tolist(), tokens["pos"].cat.codes.to_numpy()

    def event(self, told: dict[str, np.ndarray], picked: int | None = None) -> tuple:
        """The row of one event, from the mentions that tell it; the one in row `picked` stands for it."""
        centre = centre_of([self.vectors[row] for row in told["row"]])
        exact = ~told["elsewhere"] if not told["elsewhere"].all() else np.ones(len(told["row"]), dtype=bool)
        spans = Counter(zip(told["earliest"][exact], told["latest"][exact], strict=True))
        earliest, latest = min(spans, key=lambda span: (span[1] - span[0], -spans[span], span[0]))
        here = (told["earliest"] == earliest) & (told["latest"] == latest)
        likeness = np.array([cosine(self.vectors[row], centre) for row in told["row"]])
        score = telling(told, likeness) * np.where(here, 1.0, 0.7) + 10 * (told["row"] == picked)
        best = int(np.argmax(score))
        article, start, end = (told[name][best] for name in ("article", "start", "end"))
        sure = Counter(told["certainty"].tolist())
        certainty = "happened" if sure["happened"] else sure.most_common(1)[0][0]
        precision = told["precision"][here][0]
        return (
            earliest,
            latest,
            precision,
            " ".join(self.texts[article][start:end].split()),
            self.ids[article],
            start,
            end,
            sorted({self.outlets[number] for number in told["article"]}),
            len(told["row"]),
            certainty,
            importance(told["article"], told["gap"]) * weight(precision, certainty),
            self.disagreements(told, pd.Timestamp(earliest)),
            [
                (self.ids[number], int(first), int(last))
                for number, first, last in zip(told["article"], told["start"], told["end"], strict=True)
            ],
        )

    def disagreements(self, told: dict[str, np.ndarray], earliest: pd.Timestamp) -> list[str]:
        """On which day, and on which figures, the outlets that tell an event differ."""
        found = {
            f"{self.outlets[number]} has {pd.Timestamp(day):%-d %B %Y}, not {earliest:%-d %B %Y}."
            for number, day in zip(
                told["article"][told["elsewhere"]], told["earliest"][told["elsewhere"]], strict=True
            )
        }
        figures: dict[str, dict[str, set[str]]] = {}
        for number, first, last in zip(told["article"], told["first"], told["last"], strict=True):
            tags = [self.tags[code] for code in self.pos[first:last]]
            for at in range(len(tags) - 1):
                if tags[at] == "CD" and tags[at + 1] == "NNS":
                    noun, figure = (self.norms[self.norm[first + at + shift]] for shift in (1, 0))
                    figures.setdefault(noun, {}).setdefault(figure, set()).add(self.outlets[number])
        for noun, sides in figures.items():
            if len(sides) > 1 and not set.intersection(*sides.values()):
                told_by = (
                    f"{', '.join(sorted(who))}: {figure} {noun}" for figure, who in sorted(sides.items())
                )
                found.add("; ".join(told_by) + ".")
        return sorted(found)


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
