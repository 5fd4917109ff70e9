"""The second step: a partition of articles to its frames, and to what the corpus's frames are joined from."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field

import pandas as pd

from broadsheet.collector import collector_paused
from broadsheet.dates import find_dates
from broadsheet.frames import check_articles_frame
from broadsheet.names.find import find_names_and_callings
from broadsheet.names.same_speakers import count_mentions
from broadsheet.outlets.runs import article_runs
from broadsheet.quotes import find_quotes
from broadsheet.quotes.coverage import WORD
from broadsheet.store.folder import Folder
from broadsheet.text import split_passages, tokenize
from broadsheet.timeline import find_mentions
from broadsheet.words.part_counts import KEPT, WordTotals, cells_as_frame, count_part
from broadsheet.words.postings import Postings
from broadsheet.words.running import mark_names
from broadsheet.words.sums import OutletSums, sum_words

FRAMES = ("passages", "quotes", "dates", "names")
# What the words of a corpus are counted from, and found by.
COUNTS = ("cells", "totals", "spellings", "sizes")
INDEX = ("tokens", "entries", "postings")
# What only the third step reads.
HALVES = ("word_sums", "runs", "mentions", "named")
MENTION_LISTS = ("words", "strength", "figures")
MONTH = 7  # characters of "2021-10"
# What a process analyses to get ready: with a quotation, dates and names, as an article has.
EXAMPLE = """\
Trains will run again from 17 May, the council said on Tuesday. “We are sorry that it took so long,” said Ann
Marsh, who leads it.

John Okoro, the mayor of Leeds, told reporters last week: “People need to get to work.” Ms Marsh said she
expected 4,000 passengers a day, twice as many as in 2019.
"""


@dataclass(frozen=True)
class AnalyseTask:
    """A partition to analyse, and where."""

    key: str
    output: Folder
    keep_tokens: bool
    model: str = "fast"


@dataclass
class PartitionRecord:
    """What is known of a partition that was analysed.

    Attributes:
        key: The key of the partition.
        articles: How many articles it has.
        analysed: How many of them were analysed.
        words: How many words these have.
        quoted: How many words are quoted.
        outlets: What is known of the words of each outlet.
        months: How many mentions of events tell of each month.
        files: The checksum of each file that was written.
    """

    key: str
    articles: int
    analysed: int
    words: int = 0
    quoted: int = 0
    outlets: dict[str, OutletSums] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def part_name(frame: str, key: str) -> str:
    """Return the name of the file of a partition of a frame."""
    return f"{frame}/part-{key}.parquet"


def name_of_partition(key: str) -> str:
    """Return the name of the record of a partition."""
    return f"done/{key}.json"


def stored_partition(output: Folder, key: str) -> PartitionRecord | None:
    """Return what is known of a partition, None where it is not there or its files were damaged."""
    stored = output.read_json(name_of_partition(key))
    if not isinstance(stored, dict):
        return None
    try:
        record = PartitionRecord(**stored)
        for name, sums in stored["outlets"].items():
            record.outlets[name] = OutletSums(**sums)
    except (TypeError, KeyError):  # damaged
        return None
    return record if output.is_whole(record.files) else None


@collector_paused()
def analyse(task: AnalyseTask) -> PartitionRecord:
    """Write the frames of a partition, and last the record that says so.

    Raises:
        CannotWrite: there is no room.
    """
    everything = task.output.read_frame(part_name("articles", task.key))
    articles = _to_analyse(everything)
    record = PartitionRecord(task.key, len(everything), len(articles))
    frames = _make_frames(articles, task, record)
    _write(task, frames, record)
    return record


def warm_up(model: str) -> None:
    """Analyse an invented article, so that what is read and compiled once is there for the first real one.

    It takes a process a quarter of a second, in which another one may read the articles.
    """
    columns = {"outlet": ["The Courier"], "published": [pd.Timestamp("2021-05-06")]}
    index = pd.Index(["example"], name="article")
    article = pd.DataFrame(columns | {"text": [EXAMPLE]}, index=index)
    articles = check_articles_frame(article).astype({"outlet": "category"})
    task = AnalyseTask("", Folder(""), keep_tokens=True, model=model)
    _make_frames(articles, task, PartitionRecord("", 1, 1))


def _make_frames(
    articles: pd.DataFrame, task: AnalyseTask, record: PartitionRecord
) -> dict[str, pd.DataFrame]:
    """Return the frames of some articles, and note in the record what is known of them."""
    tokens = tokenize(articles)
    names = find_names_and_callings(tokens, articles)
    sums, record.outlets = sum_words(articles, tokens)
    record.words = int(tokens["is_word"].sum())
    quotes = find_quotes(articles, tokens, model=task.model, names=names)
    record.quoted = count_quoted(quotes)
    dates = find_dates(articles, tokens)
    mentions = find_mentions(articles, tokens, dates)
    record.months = count_months(mentions)
    frames = {"quotes": quotes, "dates": dates, "word_sums": sums}
    frames["passages"] = split_passages(articles, tokens)
    frames["runs"] = article_runs(tokens)
    frames["mentions"] = with_lists_as_text(mentions)
    frames["named"] = count_mentions(names)
    # The rows in the tokens are of this partition alone.
    frames["names"] = names.drop(columns=["first", "last", "calling"])
    return frames | _of_words(task, mark_names(tokens, names))


def count_quoted(quotes: pd.DataFrame) -> int:
    """Return how many words are quoted."""
    words = quotes["content"].astype("str").str.count(WORD)
    return int(words.sum())


def count_months(mentions: pd.DataFrame) -> dict[str, int]:
    """Return how many mentions of events tell of each month."""
    months = mentions["earliest"].astype("str").str[:MONTH]
    return dict(Counter(months))


def _to_analyse(everything: pd.DataFrame) -> pd.DataFrame:
    """Return the articles of a partition that are analysed, as the rooms take them."""
    articles = everything[everything["analysed"].to_numpy()].set_index("article")
    articles = articles.drop(columns=["analysed", "more", "partition"])
    return check_articles_frame(articles).astype({"outlet": "category"})


def _write(
    task: AnalyseTask, frames: dict[str, pd.DataFrame], record: PartitionRecord
) -> None:
    """Write the frames, and last the record with their checksums."""
    for name, frame in frames.items():
        file = part_name(name, task.key)
        rows = frame.assign(partition=task.key)
        record.files[file] = task.output.write_frame(file, rows)
    task.output.write_json(name_of_partition(task.key), asdict(record))


def _of_words(task: AnalyseTask, tokens: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what words are counted from, and what they are found by where that is wanted."""
    frames = count_once(tokens)
    if task.keep_tokens:
        frames |= index_once(tokens)
    return frames


def count_once(tokens: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Count the words of each article as the notebooks do, and all words of each of its parts."""
    counts = count_part(tokens, KEPT)
    is_word = tokens["is_word"].to_numpy()
    by_part = tokens[is_word].groupby(["article", "part"], observed=True)
    assert counts.spellings is not None
    return {
        "cells": cells_as_frame(counts),
        "totals": WordTotals.of(tokens).frame(),
        "spellings": counts.spellings,
        "sizes": by_part.size().rename("words").reset_index(),
    }


def index_once(tokens: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tokens, and which articles have which of them."""
    postings = Postings.of(tokens)
    return {"tokens": tokens, "entries": postings.entries, "postings": postings.frame()}


def with_lists_as_text(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `find_mentions` with their lists as JSON."""
    written = mentions.copy(deep=False)
    for name in MENTION_LISTS:
        texts = [json.dumps(list(cell)) for cell in mentions[name]]
        written[name] = pd.array(texts, dtype="str")
    return written
