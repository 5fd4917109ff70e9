"""From mentions to the events frame: each event once, with its days, its tellers and its best sentence."""

from collections import Counter

import numpy as np
import pandas as pd

from broadsheet.frames import conform, empty
from broadsheet.timeline.disagreements import Disagreement, Place, list_differences
from broadsheet.timeline.events import CALLED_OFF, Event, Events
from broadsheet.timeline.scoring import Columns

STRAY_ARTICLES = 0.02  # so many may have come out before the coverage's own period
HALF = 0.5
TIME_ORDER = ["earliest", "latest", "article", "start"]
LEAD_TIME = pd.Timedelta(days=31)  # a coverage tells what led to its first article


def merge_mentions(
    mentions: pd.DataFrame, days: int | None = None, per_day: int = 1
) -> pd.DataFrame:
    """Return the events that `find_mentions`' rows tell, each once: the second half of `build_timeline`.

    It needs nothing but those rows, so a corpus that was read in parts can be joined here: find the mentions
    of each part, put the rows together (`pd.concat`, with `article` a category again), and merge them. Many
    are best merged bucket by bucket, all mentions whose `earliest` lies in one year (or one month) together:
    nothing is compared across years, so years give the events that the whole would, but for the words'
    rarity and the likeness to the coverage, which are counted within the bucket.

    Args:
        mentions: As `find_mentions` returns them.
        days: Keep only so many days, the most important ones.
        per_day: Keep so many events of each of these days.

    Returns:
        The columns of `build_timeline`; `what_note` is empty.

    >>> import broadsheet as bs
    >>> from broadsheet.timeline import find_mentions
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> events = merge_mentions(find_mentions(articles, tokens, bs.find_dates(articles, tokens)))
    >>> events["mentions"].tolist()
    [2, 1, 1, 2, 2]
    """
    mentions = mentions.reset_index(drop=True)
    if mentions.empty:
        return empty("events")
    events = Events(mentions)
    if days is None:
        chosen = events.all()
    else:
        chosen = events.of_days(days, per_day)
    if not chosen:
        return empty("events")
    period_start = own_period_start(mentions)
    rows = []
    for event in chosen:
        row = _row(event, events.columns, period_start)
        rows.append(row)
    frame = pd.DataFrame(rows).sort_values(TIME_ORDER, ignore_index=True)
    frame.insert(0, "event", range(len(frame)))
    ids = mentions["article"].dtype
    frame["article"] = pd.Categorical(frame["article"], dtype=ids)
    return conform(frame, "events")


def own_period_start(mentions: pd.DataFrame) -> pd.Timestamp:
    """Return the day on which the coverage's own period begins.

    It is a month before the day by which one article in fifty had come out, so that one article from years
    before does not move it. Where no day of publication is known, nothing is background.
    """
    articles = mentions.drop_duplicates("article")
    published = articles["published"].dropna()
    if published.empty:
        return mentions["earliest"].min()
    begins = published.quantile(STRAY_ARTICLES, interpolation="lower")
    return begins - LEAD_TIME


def _row(
    event: Event, columns: Columns, period_start: pd.Timestamp
) -> dict[str, object]:
    """Return the row of one event."""
    telling = _telling(event, columns)
    best = {name: values[event.best] for name, values in columns.items()}
    different_outlets = set(telling["outlet"])
    outlets = sorted(different_outlets)
    differences = _differences(event, telling)
    passages = _passages(telling)
    certainty = _certainty(best["certainty"], telling["certainty"])
    return {
        "earliest": event.earliest,
        "latest": event.latest,
        "precision": event.precision,
        "what": best["what"],
        "what_note": "",
        "article": best["article"],
        "start": best["start"],
        "end": best["end"],
        "outlets": outlets,
        "mentions": len(passages),
        "certainty": certainty,
        "importance": round(event.importance, 6),
        "background": event.latest <= period_start,
        "disagreements": [difference.text for difference in differences],
        "disagreeing": _places(differences),
        "passages": passages,
    }


def _telling(event: Event, columns: Columns) -> Columns:
    """Return the columns of the mentions that tell an event."""
    telling = {}
    for name, values in columns.items():
        telling[name] = values[event.rows]
    return telling


def _places(differences: list[Disagreement]) -> list[Place]:
    """Return the two passages of each difference, one behind the other."""
    places: list[Place] = []
    for difference in differences:
        places.append(difference.one)
        places.append(difference.other)
    return places


def _differences(event: Event, telling: Columns) -> list[Disagreement]:
    """Return what the outlets differ on, if several give figures or another day."""
    outlets = set(telling["outlet"])
    if len(outlets) == 1:
        return []
    has_figures = any(telling["figures"])
    may_differ = has_figures or telling["elsewhere"].any()
    if not may_differ:
        return []
    return list_differences(telling, event.has_its_days)


def _passages(telling: Columns) -> list[Place]:
    """Return where the sentences stand, each once: one may tell an event by two of its dates."""
    articles = telling["article"]
    starts = telling["start"]
    ends = telling["end"]
    passages: dict[Place, None] = {}
    for article, start, end in zip(articles, starts, ends, strict=True):
        passage = (article, int(start), int(end))
        passages[passage] = None
    return list(passages)


def _certainty(of_best: str, of_all: np.ndarray) -> str:
    """Return how certain an event is: as the sentence that is shown, unless others know better.

    What one sentence plans and another tells has happened; what half of the sentences deny or call off has
    not, if the sentence that is shown says so.
    """
    counts = Counter(of_all.tolist())
    for certainty in CALLED_OFF:
        share = counts[certainty] / len(of_all)
        if share > HALF:
            return certainty
        if share == HALF and certainty == of_best:
            return certainty
    if counts["happened"]:
        return "happened"
    if of_best not in CALLED_OFF:
        return of_best
    ranked = counts.most_common(1)
    most_common, _ = ranked[0]
    return most_common
