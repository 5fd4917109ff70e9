"""One partition: from its articles to its frames, written so that what is there is whole."""

import errno
import io
import json
import posixpath
import uuid
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pandas as pd
import pyarrow as pa
from fsspec.core import url_to_fs
from pyarrow import parquet

import broadsheet as bs
from broadsheet.errors import Skipped
from broadsheet.frames import FRAMES, check_articles_frame
from broadsheet.quotes.coverage import WORD
from broadsheet.timeline import find_mentions

from .copies import article_runs
from .events import as_written, months
from .plan import read_rows

COLUMNS = [name for name, column in FRAMES["articles"].columns.items() if not column.index]
FULL = (errno.ENOSPC, errno.EDQUOT)
# What pyarrow cannot tell from a frame without rows.
PLACE = pa.struct({"partition": pa.int32(), "article": pa.string(), "start": pa.int32(), "end": pa.int32()})
LISTS = {"pieces": pa.list_(pa.list_(pa.int32())), "passages": pa.list_(PLACE)}
LISTS["disagreeing"] = pa.list_(PLACE)
LISTS |= dict.fromkeys(["outlets", "disagreements"], pa.list_(pa.string()))


def analyse(part: dict, root: str, output: str, keep_tokens: bool, day_first: bool | None) -> dict:
    """Write the frames of a partition, and last the marker that says so; returns what the marker holds.

    Whatever goes wrong in reading is the partition's own fault and is written down as `skipped`; what goes
    wrong in writing would go wrong for every other partition too, and is returned as `fatal`.
    """
    try:
        articles = read_part(part, root, day_first)
        frames, about = make_frames(articles, part["part"], keep_tokens)
    except Exception as error:
        if getattr(error, "errno", None) in FULL:  # there is no room for a copy of the articles
            return {"part": part["part"], "fatal": error.strerror}
        return failed(part, output, f"{type(error).__name__}: {str(error)[:300]}")
    try:
        sizes = {name: write_frame(frame, output, name, part["part"]) for name, frame in frames.items()}
        about |= {"part": part["part"], "sizes": sizes}
        write_bytes(output, f"done/part-{part['part']:05}.json", json.dumps(about).encode())
    except OSError as error:
        return {"part": part["part"], "fatal": error.strerror or str(error)}
    return about


def failed(part: dict, output: str, why: str) -> dict:
    """Write a partition down as skipped. It is tried again whenever the command is run again."""
    place = part.get("rows") or part.get("bytes")
    row = {"file": part.get("table") or part["files"][0], "position": "", "reason": why}
    if place:
        row["position"] = f"{'rows' if 'rows' in part else 'bytes'} {place[0]}–{place[1]}"
    row["remedy"] = "correct the file and run the same command again"
    try:
        write_frame(Skipped.of([row]).assign(partition=part["part"]), output, "skipped", part["part"])
    except OSError as error:
        return {"part": part["part"], "fatal": error.strerror or str(error)}
    return {"part": part["part"], "bad": why}


def read_part(part: dict, root: str, day_first: bool | None) -> pd.DataFrame:
    """The articles of a partition, numbered as they are in the whole."""
    fs, base = url_to_fs(root)
    with TemporaryDirectory(prefix="broadsheet-") as folder:
        for name in part["files"]:
            source, copy = posixpath.join(base, name), Path(folder, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if "table" not in part or fs.exists(source):
                copy.write_bytes(fs.cat_file(source))
        if "table" in part:
            copy = Path(folder, part["table"])
            copy.parent.mkdir(parents=True, exist_ok=True)
            _copy_stretch(fs, posixpath.join(base, part["table"]), part, copy)
        articles = bs.read_articles(folder, day_first=day_first)
    before, alike = part.get("before", 0), set(part["alike"])
    skipped = articles.attrs["skipped"]
    at = pd.to_numeric(skipped["position"], errors="coerce")
    shifted = (at + before).astype("Int64").astype("str")
    skipped = pd.DataFrame(skipped).assign(position=shifted.where(at.notna(), skipped["position"]))
    ids = [
        _whole_id(*row, before, part, alike)
        for row in zip(articles.index, articles["file"], articles["position"], strict=True)
    ]
    articles.index = pd.Index(ids, name="article", dtype="str")
    if "table" in part:
        own = articles["file"] == part["table"]
        articles["position"] = articles["position"] + before * own.astype("int32")
    articles.attrs["skipped"] = Skipped.of(skipped)
    return articles


def _copy_stretch(fs, source: str, part: dict, copy: Path) -> None:
    if "rows" in part:
        with fs.open(source, "rb") as file:
            parquet.write_table(read_rows(parquet.ParquetFile(file), part["rows"]), copy)
        return
    start, end = part["bytes"]
    stretch = fs.cat_file(source, start, end)
    if len(stretch) < end - start:
        raise OSError("the file is shorter than it was when the partitions were made")
    copy.write_bytes((fs.cat_file(source, 0, part["head"]) if part["head"] else b"") + stretch)


def _whole_id(name: str, file: str, position: int, before: int, part: dict, alike: set[str]) -> str:
    """The id that the whole would give to an article without one of its own."""
    path = PurePosixPath(file)
    if name not in (path.stem, f"{path.stem}-{position:03}"):
        return name
    in_table = file == part.get("table")
    several = name != path.stem or (in_table and part["several"])
    place = f"-{position + before * in_table:03}" if several else ""
    folders = [f for f in path.parent.parts if f != "."] if file in alike else []
    return "-".join([*folders, path.stem]) + place


def make_frames(articles: pd.DataFrame, part: int, keep_tokens: bool) -> tuple[dict, dict]:
    """The frames of a partition, and what the second pass needs to know of it."""
    articles = check_articles_frame(articles)
    english = bs.in_english(articles)
    tokens = bs.tokenize(english)
    quotes = bs.find_quotes(english, tokens)
    dates = bs.find_dates(english, tokens)
    mentions = find_mentions(english, tokens, dates)
    sums, outlets = word_sums(english, tokens)
    more = articles.columns.difference(COLUMNS, sort=False)
    extra = [
        json.dumps({k: v for k, v in row.items() if v == v and v is not None}, default=str)
        for row in articles[more].to_dict("records")
    ]
    frames = {
        "articles": articles.reset_index()[["article", *COLUMNS]].assign(
            more=pd.array(extra if len(more) else ["{}"] * len(articles), dtype="str")
        ),
        "passages": bs.split_passages(english, tokens),
        "quotes": quotes,
        "dates": dates,
        "word_sums": sums,
        "runs": article_runs(tokens),
        "mentions": as_written(mentions),
        "skipped": pd.DataFrame(articles.attrs["skipped"]),
    }
    if keep_tokens:
        frames["tokens"] = tokens
    frames = {
        name: frame.assign(partition=part).astype({"partition": "int32"}) for name, frame in frames.items()
    }
    quoted = int(quotes["content"].astype("str").str.count(WORD).sum())
    about = {"articles": len(articles), "words": int(tokens["is_word"].sum()), "quoted": quoted}
    about |= {"outlets": outlets, "months": months(mentions), "notes": articles.attrs["notes"]}
    return frames, about


def word_sums(articles: pd.DataFrame, tokens: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[int]]]:
    """Of each word in each outlet what can be added up over partitions, down to the standard error."""
    counts = bs.count_words(tokens, by="article", dispersion=False)[
        ["word", "article", "count", "total", "is_stop"]
    ]
    outlet = articles["outlet"].astype("str").fillna("unknown")
    counts = counts.astype({"word": "str", "article": "str"}).rename(columns={"total": "size"})
    counts["outlet"] = counts["article"].map(outlet).astype("str")
    counts = counts.assign(
        squares=counts["count"] ** 2, products=counts["count"] * counts["size"], articles=1
    )
    sums = counts.groupby(["outlet", "word", "is_stop"], as_index=False)
    sums = sums[["count", "articles", "squares", "products"]].sum()
    sizes = counts.drop_duplicates("article").assign(square=lambda one: one["size"] ** 2)
    groups = sizes.groupby("outlet").agg(
        total=("size", "sum"), of=("size", "size"), squares=("square", "sum")
    )
    return sums, {row.Index: [int(row.total), int(row.of), int(row.squares)] for row in groups.itertuples()}


def write_frame(frame: pd.DataFrame, output: str, name: str, part: int) -> int:
    """Write one Parquet file of a frame's data set; returns its size in bytes."""
    plain = frame.astype({c: "str" for c in frame.columns[frame.dtypes == "category"]})
    plain.attrs = {}
    schema = pa.Schema.from_pandas(plain, preserve_index=False)
    for column in LISTS.keys() & set(plain.columns[plain.dtypes == "object"]):
        schema = schema.set(schema.get_field_index(column), pa.field(column, LISTS[column]))
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_pandas(plain, schema, preserve_index=False), buffer, compression="zstd")
    return write_bytes(output, f"{name}/part-{part:05}.parquet", buffer.getvalue())


def write_bytes(output: str, name: str, data: bytes) -> int:
    """Write a file under another name first: what has its name is whole."""
    fs, base = url_to_fs(output)
    path = posixpath.join(base, name)
    unfinished = posixpath.join(posixpath.dirname(path), f".{uuid.uuid4().hex}")
    fs.makedirs(posixpath.dirname(path), exist_ok=True)
    try:
        fs.pipe_file(unfinished, data)
        fs.mv(unfinished, path)
    except OSError:
        if fs.exists(unfinished):
            fs.rm(unfinished)
        raise
    return len(data)
