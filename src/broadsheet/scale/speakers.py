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

    def spread(
        self, name: str, part: int, rows: pd.DataFrame, bucket: np.ndarray
    ) -> None:
        """Send rows of a partition to their buckets."""
        spread(self.output, name, part, rows, bucket, self.buckets)


def spread_names(parts: Parts, part: int) -> None:
    """Send the people named in a partition to the buckets of their surnames.

    What stands beside them goes there too; the numbers of these names also go to buckets of their own, to be
    counted over the whole corpus.
    """
    named_file = part_name("named", parts.keys[part])
    named = parts.output.read_frame(named_file).drop(columns="partition")
    people = _people_of(parts, part, named)
    bucket = bucket_of(people["last"], parts.buckets)
    parts.spread("named", part, people, bucket)

    company = company_of(named).assign(part=part)
    articles = people[["article"]].assign(bucket=bucket)
    _spread_beside(parts, part, articles, company)
    _spread_company(parts, part, company)


def _spread_beside(
    parts: Parts, part: int, articles: pd.DataFrame, company: pd.DataFrame
) -> None:
    """Send what stands beside people to the buckets that have them.

    Args:
        parts: The partitions.
        part: The number of the partition.
        articles: The `article` of each of the people and their `bucket`.
        company: Which names stand in which article.
    """
    wanted = articles.drop_duplicates()
    beside = wanted.merge(company, on="article")
    bucket = beside.pop("bucket").to_numpy(np.int64)
    parts.spread("beside", part, beside, bucket)


def _spread_company(parts: Parts, part: int, company: pd.DataFrame) -> None:
    """Send the numbers of names, with how many articles have each, to buckets of their own."""
    counts = company["beside"].value_counts(sort=False)
    counts = counts.rename_axis("beside")
    numbers = counts.reset_index(name="articles")
    names = numbers["beside"].to_numpy(np.int64)
    bucket = names % parts.buckets
    parts.spread("company", part, numbers, bucket)


def _people_of(parts: Parts, part: int, named: pd.DataFrame) -> pd.DataFrame:
    """Return the people among the names of a partition, with their last words and days."""
    articles_file = part_name("articles", parts.keys[part])
    days = parts.output.read_frame(articles_file, ["article", "published"])
    days = days.drop_duplicates("article")
    is_person = named["kind"].eq("person")
    people = named[is_person].merge(days, on="article", how="left")
    people["part"] = part
    people["last"] = last_words(people["name"])
    return people


def last_words(names: pd.Series) -> pd.Series:
    """Return the last word of each name, which all names of one speaker share."""
    words = {}
    for name in names.unique():
        words[name] = last_word(name)
    return names.map(words).astype("str")


def write_common(parts: Parts, bucket: int) -> None:
    """Write which names of a bucket stand in more than a few articles, and in how many."""
    rows = parts.gather("company", bucket)
    by_name = rows.groupby("beside", sort=False)
    articles = by_name["articles"].sum()
    is_common = articles > SELDOM
    common = articles[is_common].reset_index()
    only_bucket = np.zeros(len(common), np.int64)
    spread(parts.output, "common", bucket, common, only_bucket, 1)


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
    places = _all_places(rows, named)
    coverage = _coverage(parts, bucket, rows, named, places)
    columns = ["last", "speaker", "speaker_kind", "part", "article"]
    numbered = _numbered(rows, places)
    counts = numbered.groupby(columns, sort=False).size()
    counted = counts.reset_index(name="count")
    counted = counted.rename(columns={"part": "partition"})
    return same_speakers(counted, coverage)


def _all_places(rows: pd.DataFrame, named: pd.DataFrame) -> pd.MultiIndex:
    """Return the articles of quotations, as `number_articles` numbers them, then those of names alone."""
    places = _places_of(rows).unique()
    places_of_names = _places_of(named).unique()
    more = places_of_names.difference(places, sort=False)
    return places.append(more)


def _coverage(
    parts: Parts,
    bucket: int,
    rows: pd.DataFrame,
    named: pd.DataFrame,
    places: pd.MultiIndex,
) -> Coverage:
    """Return what tells the people of a bucket apart; articles are numbered by their place in `places`."""
    beside = parts.gather("beside", bucket)
    beside = _numbered(beside, places)
    dated = pd.concat([rows, named])
    return Coverage(
        mentions=_numbered(named, places),
        beside=_beside(beside),
        articles_with=_common(parts),
        days=_days(dated, places),
    )


def _numbered(rows: pd.DataFrame, places: pd.MultiIndex) -> pd.DataFrame:
    """Return rows with the number of each article in place of its id."""
    numbers = _numbers(rows, places)
    return rows.assign(article=numbers)


def number_articles(rows: pd.DataFrame) -> np.ndarray:
    """Number the articles of quotations from 0, in the order of the rows."""
    places = _places_of(rows)
    numbers, _ = places.factorize()
    return numbers


def _places_of(rows: pd.DataFrame) -> pd.MultiIndex:
    """Return the partition and the article of each row."""
    return pd.MultiIndex.from_frame(rows[PLACE])


def _numbers(rows: pd.DataFrame, places: pd.MultiIndex) -> np.ndarray:
    wanted = _places_of(rows)
    return places.get_indexer(wanted)


def _beside(rows: pd.DataFrame) -> dict[int, frozenset[int]]:
    beside = {}
    by_article = rows.groupby("article", sort=False)
    for article, numbers in by_article["beside"]:
        names = numbers.tolist()
        beside[int(article)] = frozenset(names)
    return beside


def _common(parts: Parts) -> dict[int, int]:
    """Return in how many articles the common names of all buckets stand."""
    rows = gather(parts.output, "common", parts.buckets, 0)
    articles: dict[int, int] = rows.set_index("beside")["articles"].to_dict()
    return articles


def _days(rows: pd.DataFrame, places: pd.MultiIndex) -> np.ndarray:
    days = np.full(len(places), np.datetime64("NaT"), "datetime64[D]")
    numbers = _numbers(rows, places)
    days[numbers] = rows["published"].to_numpy("datetime64[D]")
    return days


def rename(rows: pd.DataFrame, renamed: list[Renamed]) -> pd.Series:
    """Return the speakers of quotations as the whole corpus calls them."""
    names = {}
    for each in renamed:
        names[each.article, each.speaker, each.kind] = each.name
    speakers = []
    columns = rows[["number", "speaker", "speaker_kind"]]
    for number, speaker, kind in columns.itertuples(index=False, name=None):
        everywhere = names.get((EVERYWHERE, speaker, kind), speaker)
        name = names.get((number, speaker, kind), everywhere)
        speakers.append(name)
    return pd.Series(speakers, rows.index, dtype="str")


def speakers_frame(
    renamed: list[Renamed], rows: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Return who is called otherwise; `partition` and `article` are empty where that holds everywhere."""
    places = {EVERYWHERE: ("", "")}
    firsts = rows.drop_duplicates("number")
    columns = firsts[["number", *PLACE]]
    for number, part, article in columns.itertuples(index=False, name=None):
        key = keys[part]
        places[number] = (key, article)
    table = []
    for each in sorted(renamed):
        partition, article = places[each.article]
        table.append(
            {
                "partition": partition,
                "article": article,
                "speaker": each.speaker,
                "speaker_kind": each.kind,
                "name": each.name,
                "rule": each.rule,
                "score": score_of(each.rule),
            }
        )
    frame = pd.DataFrame(table, columns=SPEAKERS)
    types = dict.fromkeys(SPEAKERS, "str")
    types["score"] = "float64"
    return frame.astype(types)
