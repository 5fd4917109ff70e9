"""Events told in different partitions, joined by the days that they are told of."""

import json
from collections import Counter

import pandas as pd

from broadsheet.timeline import merge_mentions

MOST = 30_000  # mentions that are merged at once; more are merged by years, months or days
LISTS = ["words", "strength", "figures"]
PERIODS = (7, 10)  # characters of a month and of a day, as "2021-10-08"

MENTIONS = {"partition": "int32", "row": "int32", "bucket": "str"}
MENTIONS |= dict.fromkeys(
    ["article", "outlet", "what", "precision", "certainty", "expression", "opening"], "str"
)
MENTIONS |= dict.fromkeys(["start", "end", "place", "length"], "int64")
MENTIONS |= dict.fromkeys(["earliest", "latest"], "datetime64[s]")
MENTIONS |= {
    "published": "datetime64[s]",
    "dated": "bool",
    "tells": "bool",
    "gap": "float64",
} | dict.fromkeys(LISTS, "str")


def as_written(mentions: pd.DataFrame) -> pd.DataFrame:
    """The rows of `find_mentions` with their lists as JSON, numbered."""
    lists = {name: pd.array(list(map(json.dumps, mentions[name])), dtype="str") for name in LISTS}
    return mentions.assign(**lists, row=range(len(mentions)))


def months(mentions: pd.DataFrame) -> dict[str, int]:
    """How many mentions tell of each month."""
    return dict(Counter(mentions["earliest"].astype("str").str[: PERIODS[0]]))


def buckets(counts: list[dict[str, int]]) -> dict[str, int]:
    """By year or month, how much of a day's name is the name of its bucket.

    Few mentions are all in one bucket, and so merged as `build_timeline` merges them. A year, a month, a day
    is a bucket of its own as soon as it has so many mentions that the next larger one would be too large.

    >>> buckets([{"2020-01": 2, "2021-01": 3}])
    {}
    >>> buckets([{"2020-01": 9, "2021-01": 20_000, "2021-02": 40_000}])
    {'2020': 4, '2021-01': 7, '2021-02': 10}
    """
    of_month = sum(map(Counter, counts), Counter())
    if of_month.total() <= MOST:
        return {}
    of_year = Counter()
    for month, count in of_month.items():
        of_year[month[:4]] += count
    found = {year: 4 for year, count in of_year.items() if count <= MOST}
    found |= {m: PERIODS[n > MOST] for m, n in sorted(of_month.items()) if m[:4] not in found}
    return found


def in_buckets(mentions: pd.DataFrame, length: dict[str, int]) -> pd.DataFrame:
    """Mentions with the name of the bucket that each belongs to."""
    day = mentions["earliest"].astype("str").str[: PERIODS[1]]
    name = [one[: length.get(one[:4]) or length.get(one[: PERIODS[0]], 0)] for one in day]
    return mentions.assign(bucket=pd.array(name, dtype="str"))[list(MENTIONS)].astype(MENTIONS)


def merge_buckets(mentions: pd.DataFrame) -> pd.DataFrame:
    """The events of whole buckets, with the partition of each article, in order of time."""
    found = [_merged(rows) for _, rows in mentions.astype(MENTIONS).groupby("bucket")]
    events = pd.concat(found or [_merged(mentions.astype(MENTIONS))])
    return events.sort_values(["earliest", "latest", "partition", "article", "start"], ignore_index=True)


def _merged(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.sort_values(["partition", "row"], ignore_index=True)
    # Ids are unique in a partition only.
    key = rows["partition"].astype("str") + " " + rows["article"]
    lists = {name: pd.Series(list(map(json.loads, rows[name])), rows.index, "object") for name in LISTS}
    outlet = rows["outlet"].astype("category")
    events = merge_mentions(rows.assign(article=pd.Categorical(key, key.unique()), outlet=outlet, **lists))
    places = {name: _places(events[name]) for name in ("passages", "disagreeing")}
    apart = pd.DataFrame(list(map(_apart, events["article"])), events.index, ["partition", "article"])
    events = events.drop(columns="event").assign(article=apart["article"].astype("str"), **places)
    return events.assign(partition=apart["partition"].astype("int32"))


def _places(rows: pd.Series) -> list[list[dict]]:
    return [[_apart(name) | {"start": start, "end": end} for name, start, end in row] for row in rows]


def _apart(key: str) -> dict:
    partition, article = key.split(" ", 1)
    return {"partition": int(partition), "article": article}
