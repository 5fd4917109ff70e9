"""The same people in partitions that were read apart: their names to buckets, and brought together there."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.names.resolve import score_of
from broadsheet.names.same_speakers import (
    EVERYWHERE,
    SELDOM,
    Coverage,
    Renamed,
    company_of,
    last_word,
    same_speakers,
)
from broadsheet.scale.analyse import part_name
from broadsheet.scale.shuffle import bucket_of, gather, spread
from broadsheet.store.folder import Folder

PLACE = ["part", "article"]
SPEAKERS = ["partition", "article", "speaker", "speaker_kind", "name", "rule", "score"]


@dataclass(frozen=True)
class Parts:
    """The partitions of an extraction, and in how many buckets their rows are brought together."""

    output: Folder
    keys: list[str]
    buckets: int

    def gather(self, name: str, bucket: int) -> pd.DataFrame:
        """Return the rows of a bucket from all partitions."""
        return gather(self.output, name, len(self.keys), bucket)


def spread_names(parts: Parts, part: int) -> None:
    """Send the people named in a partition to the buckets of their surnames.

    What stands beside them goes there too; the numbers of these names also go to buckets of their own, to be
    counted over the whole corpus.
    """
    key = parts.keys[part]
    named = parts.output.read_frame(part_name("named", key)).drop(columns="partition")
    days = parts.output.read_frame(
        part_name("articles", key), ["article", "published"]
    ).drop_duplicates("article")
    people = named[named["kind"].eq("person")].merge(days, on="article", how="left")
    words = {name: last_word(name) for name in people["name"].unique()}
    people = people.assign(part=part, last=people["name"].map(words).astype("str"))
    bucket = bucket_of(people["last"], parts.buckets)
    spread(parts.output, "named", part, people, bucket, parts.buckets)

    company = company_of(named).assign(part=part)
    wanted = people[["article"]].assign(bucket=bucket).drop_duplicates()
    beside = wanted.merge(company, on="article")
    bucket = beside.pop("bucket").to_numpy(np.int64)
    spread(parts.output, "beside", part, beside, bucket, parts.buckets)

    counts = company["beside"].value_counts(sort=False)
    numbers = counts.rename_axis("beside").reset_index(name="articles")
    bucket = numbers["beside"].to_numpy(np.int64) % parts.buckets
    spread(parts.output, "company", part, numbers, bucket, parts.buckets)


def write_common(parts: Parts, bucket: int) -> None:
    """Write which names of a bucket stand in more than a few articles, and in how many."""
    rows = parts.gather("company", bucket)
    articles = rows.groupby("beside", sort=False)["articles"].sum()
    common = articles[articles > SELDOM].reset_index()
    spread(parts.output, "common", bucket, common, np.zeros(len(common), np.int64), 1)


def bring_together(parts: Parts, bucket: int, rows: pd.DataFrame) -> list[Renamed]:
    """Return who is called otherwise in the whole corpus.

    Args:
        parts: The partitions.
        bucket: Which speakers.
        rows: Their quotations, with `part`, `last` and the `number` that `number_articles` gave.
    """
    if len(parts.keys) == 1:
        return []
    named = parts.gather("named", bucket)
    beside = parts.gather("beside", bucket)
    places = pd.MultiIndex.from_frame(rows[["part", "article"]]).unique()
    more = pd.MultiIndex.from_frame(named[PLACE]).unique()
    places = places.append(more.difference(places, sort=False))
    coverage = Coverage(
        mentions=named.assign(article=_numbers(named, places)),
        beside=_beside(beside.assign(article=_numbers(beside, places))),
        articles_with=_common(parts),
        days=_days(pd.concat([rows, named]), places),
    )
    columns = ["last", "speaker", "speaker_kind", "part", "article"]
    counts = rows.assign(article=_numbers(rows, places)).groupby(columns, sort=False)
    counted = counts.size().reset_index(name="count")
    return same_speakers(counted.rename(columns={"part": "partition"}), coverage)


def number_articles(rows: pd.DataFrame) -> np.ndarray:
    """Number the articles of quotations from 0, in the order of the rows."""
    return pd.MultiIndex.from_frame(rows[PLACE]).factorize()[0]


def _numbers(rows: pd.DataFrame, places: pd.MultiIndex) -> np.ndarray:
    return places.get_indexer(pd.MultiIndex.from_frame(rows[PLACE]))


def _beside(rows: pd.DataFrame) -> dict[int, frozenset[int]]:
    groups = rows.groupby("article", sort=False)["beside"]
    return {int(article): frozenset(numbers.tolist()) for article, numbers in groups}


def _common(parts: Parts) -> dict[int, int]:
    """Return in how many articles the common names of all buckets stand."""
    rows = gather(parts.output, "common", parts.buckets, 0)
    return dict(zip(rows["beside"].tolist(), rows["articles"].tolist(), strict=True))


def _days(rows: pd.DataFrame, places: pd.MultiIndex) -> np.ndarray:
    days = np.full(len(places), np.datetime64("NaT"), "datetime64[D]")
    days[_numbers(rows, places)] = rows["published"].to_numpy("datetime64[D]")
    return days


def rename(rows: pd.DataFrame, renamed: list[Renamed]) -> pd.Series:
    """Return the speakers of quotations as the whole corpus calls them."""
    names = {each[:3]: each.name for each in renamed}
    speakers = []
    columns = rows[["number", "speaker", "speaker_kind"]]
    for number, speaker, kind in columns.itertuples(index=False, name=None):
        everywhere = names.get((EVERYWHERE, speaker, kind), speaker)
        speakers.append(names.get((number, speaker, kind), everywhere))
    return pd.Series(speakers, rows.index, dtype="str")


def speakers_frame(
    renamed: list[Renamed], rows: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Return who is called otherwise; `partition` and `article` are empty where that holds everywhere."""
    places = {EVERYWHERE: ("", "")}
    firsts = rows.drop_duplicates("number")[["number", *PLACE]]
    for number, part, article in firsts.itertuples(index=False, name=None):
        places[number] = (keys[part], article)
    table = []
    for each in sorted(renamed):
        score = score_of(each.rule)
        row = (*places[each.article], each.speaker, each.kind, each.name, each.rule)
        table.append((*row, score))
    frame = pd.DataFrame(table, columns=SPEAKERS)
    texts = dict.fromkeys(SPEAKERS[:-1], "str")
    return frame.astype(texts | {"score": "float64"})
