"""The second pass: what only the whole corpus tells, by Dask's shuffles over what the partitions wrote."""

import posixpath
from collections.abc import Callable

import numpy as np
import pandas as pd
from dask import dataframe as dd
from dask import delayed
from fsspec.core import url_to_fs

import broadsheet as bs

from . import copies, events
from .parts import write_frame
from .speakers import last_word, same_speakers

FRAMES = ("words", "people", "speakers", "copies", "events")
# Partitions of the first pass for one of the second: there, each word and speaker is one row; articles are
# paired by the runs that they share, which is more.
FEW, PAIRED = 8, 2
SUMS = {"word": "str", "outlet": "str", "is_stop": "bool", "partition": "int32"}
SUMS |= dict.fromkeys(["count", "articles", "squares", "products"], "int64")
QUOTES = {"partition": "int32", "start": "int32", "end": "int32", "speech": "bool"}
QUOTES |= dict.fromkeys(["article", "content", "kind", "speaker", "speaker_kind", "role", "outlet"], "str")
QUOTES |= {"published": "datetime64[ns]", "bucket": "str"}


def join(output: str, done: list[dict], parts: int) -> list[list]:
    """What is to be computed to write each of the frames of the corpus, as delayed partitions."""
    if not done:
        return []
    numbers = [about["part"] for about in done]
    names = sorted({name for about in done for name in about["outlets"]})
    groups = {n: np.sum([a["outlets"][n] for a in done if n in a["outlets"]], axis=0).tolist() for n in names}
    quoted = sum(about["quoted"] for about in done)
    few, paired = -(-parts // FEW), -(-parts // PAIRED)

    def read(reader: Callable, types: dict, *how) -> dd.DataFrame:
        return dd.from_map(reader, numbers, args=[output, *how], meta=empty(types))

    def spread(frame: dd.DataFrame, by: str, count: int = few) -> dd.DataFrame:
        return frame.shuffle(by, npartitions=count)

    def sent(frame: dd.DataFrame) -> dd.DataFrame:
        return frame.set_index("home", drop=False, divisions=list(range(few + 1)))

    runs = spread(read(read_runs, copies.RUNS), "run", paired)
    shared = spread(runs.map_partitions(copies.shared_runs, meta=empty(copies.SHARED)), "shared", paired)
    homes = sent(shared.map_partitions(copies.at_home, FEW, meta=empty(copies.AT_HOME)))
    held = sent(homes.map_partitions(held_runs, FEW, output, meta=empty(copies.HELD)))
    length = events.buckets([about["months"] for about in done])
    mentions = spread(read(read_mentions, events.MENTIONS, length), "bucket", min(parts, max(len(length), 1)))
    # First what has most shuffles, which wait for everybody, and then what has the longest tasks.
    work = [
        (held, write_copies, output),
        (mentions, write_events, None),
        (spread(read(read_sums, SUMS), "word"), write_words, groups),
        (spread(read(read_quotes, QUOTES), "bucket"), write_people, quoted),
    ]
    return [
        [delayed(_written)(write, rows, whole, output, n) for n, rows in enumerate(frame.to_delayed())]
        for frame, write, whole in work
    ]


def empty(types: dict) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def _written(write: Callable, rows: pd.DataFrame, whole, output: str, number: int) -> str | None:
    """Write one partition of the frames that a function makes of these rows; says what stood in the way."""
    try:
        for name, frame in write(rows, whole).items():
            write_frame(frame, output, name, number)
    except OSError as error:
        return error.strerror or str(error)
    return None


def read_frame(output: str, name: str, part: int, columns: list[str] | None = None) -> pd.DataFrame:
    """Columns of one partition of a frame."""
    fs, base = url_to_fs(output)
    with fs.open(posixpath.join(base, name, f"part-{part:05}.parquet"), "rb") as file:
        return pd.read_parquet(file, columns=columns)


def read_sums(part: int, output: str) -> pd.DataFrame:
    return read_frame(output, "word_sums", part, list(SUMS)).astype(SUMS)


def read_quotes(part: int, output: str) -> pd.DataFrame:
    """A partition's quotations with the outlet and the day of each, and what all names of one speaker share.

    Those without a name are counted in their article, so they need not be together with others like them.
    """
    own = [name for name in QUOTES if name not in ("outlet", "published", "bucket")]
    articles = read_frame(output, "articles", part, ["article", "outlet", "published"])
    quotes = read_frame(output, "quotes", part, own).dropna(subset="speaker")
    quotes = quotes.merge(articles, on="article", how="left")
    last = {name: last_word(name) for name in quotes["speaker"].unique()}
    bucket = quotes["speaker"].map(last).where(quotes["speaker_kind"].ne("unnamed"), quotes["article"])
    return quotes.assign(bucket=bucket)[list(QUOTES)].astype(QUOTES)


def read_runs(part: int, output: str) -> pd.DataFrame:
    return copies.sampled_runs(part, read_frame(output, "runs", part))


def held_runs(rows: pd.DataFrame, block: int, output: str) -> pd.DataFrame:
    return copies.held_runs(rows, block, lambda part: read_frame(output, "runs", part))


def read_mentions(part: int, output: str, length: dict[str, int]) -> pd.DataFrame:
    return events.in_buckets(read_frame(output, "mentions", part), length)


def write_words(sums: pd.DataFrame, groups: dict[str, list[int]]) -> dict[str, pd.DataFrame]:
    """`count_words` by outlet, as `compare_words` takes it, the dispersion aside."""
    counts = (
        sums.astype(SUMS)
        .groupby(["outlet", "word"], as_index=False)
        .agg(dict.fromkeys(["count", "articles", "squares", "products"], "sum") | {"is_stop": "max"})
    )
    whole = pd.DataFrame.from_dict(
        groups, orient="index", columns=["total", "of_articles", "sizes"], dtype="int64"
    )
    counts = counts.join(whole, on="outlet")
    rate, parts = counts["count"] / counts["total"], counts["of_articles"]
    error = counts["squares"] - 2 * rate * counts["products"] + rate**2 * counts["sizes"]
    error = np.sqrt(error.clip(lower=0) * parts / (parts - 1).where(parts > 1)) / counts["total"]
    counts = counts.assign(per_thousand=1000 * rate, se=1000 * error)
    counts = counts.sort_values(["outlet", "count", "word"], ascending=[True, False, True], ignore_index=True)
    columns = ["word", "outlet", "count", "total", "per_thousand", "articles", "of_articles", "is_stop", "se"]
    return {"words": counts[columns]}


def write_people(rows: pd.DataFrame, quoted: int) -> dict[str, pd.DataFrame]:
    """`people` of the whole corpus, and the `speakers` whose names it brings together."""
    rows = rows.astype(QUOTES)
    known = ["bucket", "speaker", "speaker_kind", "partition"]
    counts = rows.groupby(known, sort=False).size().reset_index(name="count")
    same = same_speakers(counts.rename(columns={"bucket": "last"}))
    told = zip(rows["speaker"], rows["speaker_kind"], strict=True)
    rows = rows.assign(speaker=pd.array([same.get(who, who[0]) for who in told], dtype="str"))
    # Ids are unique within a partition; across them, two sources may have used the same one.
    rows = rows.sort_values(["partition", "article", "start", "end", "content"], ignore_index=True)
    rows["article"] = rows["partition"].astype("str") + " " + rows["article"]
    articles = rows.drop_duplicates("article").set_index("article")[["outlet", "published"]]
    people = bs.people(rows, articles)
    people = people.assign(share=people["words"] / max(quoted, 1))
    names = pd.DataFrame([(*who, name) for who, name in sorted(same.items())])
    names = (
        names.reindex(columns=range(3)).set_axis(["speaker", "speaker_kind", "name"], axis=1).astype("str")
    )
    return {"people": people, "speakers": names}


def write_copies(held: pd.DataFrame, output: str) -> dict[str, pd.DataFrame]:
    return {"copies": copies.count_shared(held, lambda part: read_frame(output, "runs", part))}


def write_events(mentions: pd.DataFrame, _) -> dict[str, pd.DataFrame]:
    return {"events": events.merge_buckets(mentions)}
