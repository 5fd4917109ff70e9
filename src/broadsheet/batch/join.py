"""The second pass: what only the whole corpus tells, by Dask's shuffles over what the partitions wrote."""

import posixpath

import numpy as np
import pandas as pd
from dask import dataframe as dd
from dask import delayed
from fsspec.core import url_to_fs

import broadsheet as bs

from .parts import write_frame

FEW = 8  # partitions of the first pass for one of the second: there, each word and speaker is one row
SUMS = {"word": "str", "outlet": "str", "is_stop": "bool", "partition": "int32"}
SUMS |= dict.fromkeys(["count", "articles", "squares", "products"], "int64")
QUOTES = {"partition": "int32", "start": "int32", "end": "int32", "speech": "bool"}
QUOTES |= dict.fromkeys(["article", "content", "kind", "speaker", "speaker_kind", "role", "outlet"], "str")
QUOTES["published"] = "datetime64[ns]"


def join(output: str, done: list[dict], parts: int) -> list:
    """What is to be computed to write the corpus's `words` and `people`, as delayed partitions."""
    numbers = [about["part"] for about in done]
    names = sorted({name for about in done for name in about["outlets"]})
    groups = {n: np.sum([a["outlets"][n] for a in done if n in a["outlets"]], axis=0).tolist() for n in names}
    quoted = sum(about["quoted"] for about in done)
    few = -(-parts // FEW)
    words = dd.from_map(read_sums, numbers, output=output, meta=_empty(SUMS))
    people = dd.from_map(read_quotes, numbers, output=output, meta=_empty(QUOTES))
    work = [(words.shuffle("word", npartitions=few), write_words, groups)] if numbers else []
    work += (
        [(people.dropna(subset="speaker").shuffle("speaker", npartitions=few), write_people, quoted)]
        if numbers
        else []
    )
    return [
        delayed(write)(rows, whole, output, number)
        for frame, write, whole in work
        for number, rows in enumerate(frame.to_delayed())
    ]


def _empty(types: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def read_frame(output: str, name: str, part: int, columns: list[str]) -> pd.DataFrame:
    """Columns of one partition of a frame."""
    fs, base = url_to_fs(output)
    with fs.open(posixpath.join(base, name, f"part-{part:05}.parquet"), "rb") as file:
        return pd.read_parquet(file, columns=columns)


def read_sums(part: int, output: str) -> pd.DataFrame:
    return read_frame(output, "word_sums", part, list(SUMS)).astype(SUMS)


def read_quotes(part: int, output: str) -> pd.DataFrame:
    """A partition's quotations with the outlet and the day of each."""
    own = [name for name in QUOTES if name not in ("outlet", "published")]
    articles = read_frame(output, "articles", part, ["article", "outlet", "published"])
    quotes = read_frame(output, "quotes", part, own)
    return quotes.merge(articles, on="article", how="left")[list(QUOTES)].astype(QUOTES)


def write_words(sums: pd.DataFrame, groups: dict[str, list[int]], output: str, number: int) -> str | None:
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
    return _written(counts[columns], output, "words", number)


def write_people(rows: pd.DataFrame, quoted: int, output: str, number: int) -> str | None:
    """`people` of the whole corpus: each speaker's rows are together here."""
    # Ids are unique within a partition; across them, two sources may have used the same one.
    rows = rows.astype(QUOTES).sort_values(
        ["partition", "article", "start", "end", "content"], ignore_index=True
    )
    rows["article"] = rows["partition"].astype("str") + " " + rows["article"]
    articles = rows.drop_duplicates("article").set_index("article")[["outlet", "published"]]
    people = bs.people(rows, articles)
    return _written(people.assign(share=people["words"] / max(quoted, 1)), output, "people", number)


def _written(frame: pd.DataFrame, output: str, name: str, number: int) -> str | None:
    try:
        write_frame(frame, output, name, number)
    except OSError as error:
        return error.strerror or str(error)
    return None
