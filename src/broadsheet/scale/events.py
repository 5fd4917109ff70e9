"""Events of different partitions, joined by the days on which they happened."""

import json
from collections import Counter
from typing import Any

import pandas as pd

from broadsheet.scale.analyse import MENTION_LISTS, MONTH
from broadsheet.timeline import merge_mentions

MOST = (
    30_000  # mentions that are merged at once; more are merged by years, months or days
)
YEAR, DAY = 4, 10  # characters of a year and of a day, as "2021-10-08"

Passage = dict[str, Any]


def choose_periods(counts: list[dict[str, int]]) -> dict[str, int]:
    """Return, by year or month, how much of a day's name is the name of its bucket.

    Few mentions are all in one bucket, and so merged as `build_timeline` merges them. A year, a month, a day
    is a bucket of its own as soon as it has so many mentions that the next larger one would be too large.

    Args:
        counts: How many mentions tell of each month, for each partition.

    >>> choose_periods([{"2020-01": 2, "2021-01": 3}])
    {}
    >>> choose_periods([{"2020-01": 9, "2021-01": 20_000, "2021-02": 40_000}])
    {'2020': 4, '2021-01': 7, '2021-02': 10}
    """
    of_month: Counter[str] = Counter()
    for months in counts:
        of_month.update(months)
    if of_month.total() <= MOST:
        return {}
    of_year: Counter[str] = Counter()
    for month, count in of_month.items():
        of_year[month[:YEAR]] += count
    lengths = {year: YEAR for year, count in of_year.items() if count <= MOST}
    for month, count in sorted(of_month.items()):
        if month[:YEAR] not in lengths:
            lengths[month] = MONTH if count <= MOST else DAY
    return lengths


def periods_of(mentions: pd.DataFrame, lengths: dict[str, int]) -> pd.Series:
    """Return the name of the period that each mention is merged in."""
    days = mentions["earliest"].astype("str").str[:DAY]
    names = [_period(day, lengths) for day in days]
    return pd.Series(names, mentions.index, dtype="str")


def _period(day: str, lengths: dict[str, int]) -> str:
    length = lengths.get(day[:YEAR]) or lengths.get(day[:MONTH], 0)
    return day[:length]


def merge_periods(mentions: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the events of whole periods, with the partition of each article.

    Args:
        mentions: Rows of `find_mentions`, with `part` (the number of the partition) and `period`.
        keys: The key of each partition.
    """
    groups = [rows for _, rows in mentions.groupby("period")]
    events = pd.concat([_merged(rows) for rows in groups or [mentions]])
    order = ["earliest", "latest", "part", "article", "start"]
    events = events.sort_values(order, ignore_index=True)
    passages = {
        name: _named(events[name], keys) for name in ("passages", "disagreeing")
    }
    partition = pd.array([keys[part] for part in events["part"]], dtype="str")
    return events.drop(columns="part").assign(**passages, partition=partition)


def _merged(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.reset_index(drop=True)
    # Ids are unique in a partition only.
    labels = rows["part"].astype("str") + " " + rows["article"].astype("str")
    lists = {}
    for name in MENTION_LISTS:
        lists[name] = pd.Series(list(map(json.loads, rows[name])), dtype="object")
    rows = rows.drop(columns=["part", "period"]).assign(
        **lists, outlet=rows["outlet"].astype("category")
    )
    events = merge_mentions(
        rows.assign(article=pd.Categorical(labels, labels.unique()))
    )
    apart = [_apart(label) for label in events["article"]]
    events = events.drop(columns="event")
    events["article"] = pd.array([article for _, article in apart], dtype="str")
    events["part"] = pd.array([part for part, _ in apart], dtype="int64")
    return events


def _named(cells: pd.Series, keys: list[str]) -> list[list[Passage]]:
    return [[_passage(passage, keys) for passage in cell] for cell in cells]


def _passage(passage: tuple[str, int, int], keys: list[str]) -> Passage:
    label, start, end = passage
    part, article = _apart(label)
    return {"partition": keys[part], "article": article, "start": start, "end": end}


def _apart(label: str) -> tuple[int, str]:
    part, article = label.split(" ", 1)
    return int(part), article
