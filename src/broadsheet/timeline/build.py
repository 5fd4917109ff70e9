"""The events frame."""

import pandas as pd

from .mentions import find_mentions
from .merging import merge_mentions


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
    return merge_mentions(find_mentions(articles, tokens, dates), days, per_day)


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
