"""Events of different partitions, joined by the days on which they happened."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from broadsheet.scale.analyse import MENTION_LISTS, MONTH
from broadsheet.store import fingerprint_frame
from broadsheet.store.folder import Folder, digest
from broadsheet.timeline import merge_mentions

FOLDER = "merged"  # of the events of periods, for the next run
KEPT = 1_000  # mentions of a period: the events of fewer are merged as soon as read

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
    lengths = {}
    for year, count in of_year.items():
        if count <= MOST:
            lengths[year] = YEAR
    for month, count in sorted(of_month.items()):
        is_whole_year = month[:YEAR] in lengths
        if is_whole_year:
            continue
        lengths[month] = MONTH if count <= MOST else DAY
    return lengths


def periods_of(mentions: pd.DataFrame, lengths: dict[str, int]) -> pd.Series:
    """Return the name of the period that each mention is merged in."""
    days = mentions["earliest"].astype("str").str[:DAY]
    names = [_period(day, lengths) for day in days]
    return pd.Series(names, mentions.index, dtype="str")


def _period(day: str, lengths: dict[str, int]) -> str:
    of_year = lengths.get(day[:YEAR], 0)
    of_month = lengths.get(day[:MONTH], 0)
    return day[: of_year or of_month]


@dataclass(frozen=True)
class Periods:
    """Merges the mentions of whole periods, but for large ones that an earlier run has merged.

    Attributes:
        output: The folder of the extraction.
        keys: The key of each partition.
        before: The checksum of each file that an earlier run wrote.
    """

    output: Folder
    keys: list[str]
    before: dict[str, str]

    def merge(self, mentions: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
        """Return the events of some periods, and the checksums of the files of large ones.

        Args:
            mentions: Rows of `find_mentions`, with `part` (the number of the partition) and `period`.
        """
        merged = []
        files: dict[str, str] = {}
        for _, rows in mentions.groupby("period"):
            if len(rows) < KEPT:
                merged.append(self._merge_one(rows))
                continue
            name = self._name_of(rows)
            if not self._is_kept(name):
                files[name] = self.output.write_frame(name, self._merge_one(rows))
            else:
                files[name] = self.before[name]
            merged.append(self.output.read_frame(name))
        if not merged:
            merged.append(self._merge_one(mentions))
        events = pd.concat(merged)
        number_of = {key: number for number, key in enumerate(self.keys)}
        events["part"] = events["partition"].map(number_of)
        order = ["earliest", "latest", "part", "article", "start"]
        events = events.sort_values(order, ignore_index=True)
        return events.drop(columns="part"), files

    def _name_of(self, rows: pd.DataFrame) -> str:
        """Return the name of a file, which changes with whatever decides on the events of a period."""
        parts = rows["part"].unique()
        keys = [self.keys[part] for part in parts]
        return f"{FOLDER}/part-{digest(fingerprint_frame(rows), *keys)}.parquet"

    def _is_kept(self, name: str) -> bool:
        return name in self.before and self.output.is_whole({name: self.before[name]})

    def _merge_one(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the events of one period, with the partition of each."""
        events = _merged(rows)
        events["passages"] = _named(events["passages"], self.keys)
        events["disagreeing"] = _named(events["disagreeing"], self.keys)
        partition = [self.keys[part] for part in events["part"]]
        events["partition"] = pd.array(partition, dtype="str")
        return events.drop(columns="part")


def _merged(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the events of one period, with the number of the partition of each."""
    mentions = _as_found(rows.reset_index(drop=True))
    events = merge_mentions(mentions).drop(columns="event")
    parts = []
    articles = []
    for label in events["article"]:
        part, article = _apart(label)
        parts.append(part)
        articles.append(article)
    events["article"] = pd.array(articles, dtype="str")
    events["part"] = pd.array(parts, dtype="int64")
    return events


def _as_found(rows: pd.DataFrame) -> pd.DataFrame:
    """Return stored mentions as `find_mentions` gives them, with ids that no other partition has."""
    # Ids are unique in a partition only.
    part = rows["part"].astype("str")
    article = rows["article"].astype("str")
    labels = part.str.cat(article, sep=" ")
    mentions = rows.drop(columns=["part", "period"])
    for name in MENTION_LISTS:
        lists = [json.loads(text) for text in rows[name]]
        mentions[name] = pd.Series(lists, dtype="object")
    mentions["outlet"] = rows["outlet"].astype("category")
    mentions["article"] = pd.Categorical(labels, labels.unique())
    return mentions


def _named(cells: pd.Series, keys: list[str]) -> list[list[Passage]]:
    """Return cells of passages with the key of each one's partition."""
    named = []
    for cell in cells:
        named.append([_passage(passage, keys) for passage in cell])
    return named


def _passage(passage: tuple[str, int, int], keys: list[str]) -> Passage:
    label, start, end = passage
    part, article = _apart(label)
    return {"partition": keys[part], "article": article, "start": start, "end": end}


def _apart(label: str) -> tuple[int, str]:
    part, article = label.split(" ", 1)
    return int(part), article
