"""The third step: what only the whole corpus tells, from what the partitions wrote."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.collector import collector_paused
from broadsheet.quotes import people
from broadsheet.scale import copies, events, speakers
from broadsheet.scale.analyse import PartitionRecord, part_name
from broadsheet.scale.shuffle import bucket_of, gather, spread
from broadsheet.store.folder import Folder
from broadsheet.words.sums import OutletSums, merge_sums

FRAMES = ("words", "people", "speakers", "copies", "events")
FOLDERS = (*FRAMES, events.FOLDER)  # that are written
TOGETHER = (
    8  # partitions for one bucket: in a bucket each word and each speaker is one row
)

QUOTE_COLUMNS = [
    "article",
    "start",
    "end",
    "content",
    "kind",
    "speaker",
    "speaker_kind",
    "role",
    "speech",
]


@dataclass(frozen=True)
class Whole:
    """What is known of the whole corpus before it is joined.

    Attributes:
        output: The folder of the extraction.
        keys: The key of each partition, in order.
        articles: How many articles were analysed.
        quoted: How many words are quoted.
        outlets: What is known of the words of each outlet.
        periods: By year or month, how long the name of the period is in which events are merged.
        before: The checksum of each file of an earlier run, if this version made it.
    """

    output: Folder
    keys: list[str]
    articles: int
    quoted: int
    outlets: dict[str, OutletSums] = field(default_factory=dict)
    periods: dict[str, int] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)

    @property
    def buckets(self) -> int:
        """How many buckets there are."""
        return -(-len(self.keys) // TOGETHER)

    @property
    def parts(self) -> speakers.Parts:
        """The partitions, as those need them who bring people together."""
        return speakers.Parts(self.output, self.keys, self.buckets)

    @property
    def is_small(self) -> bool:
        """Whether all pairs of articles are counted."""
        return self.articles <= copies.ALL_PAIRS


@dataclass(frozen=True)
class Step:
    """One bucket, or one partition, of one step."""

    whole: Whole
    name: str
    number: int

    @property
    def partitions(self) -> range:
        """The partitions whose rows are in this bucket, where a bucket is of partitions."""
        first = self.number * TOGETHER
        after = min(first + TOGETHER, len(self.whole.keys))
        return range(first, after)


def describe_whole(
    output: Folder, records: list[PartitionRecord], kept: dict[str, str]
) -> Whole:
    """Add up what is known of the partitions.

    Args:
        output: The folder of the extraction.
        records: What is known of each partition.
        kept: The checksum of each file of an earlier run of this version.
    """
    whole = Whole(
        output,
        keys=[record.key for record in records],
        articles=sum(record.analysed for record in records),
        quoted=sum(record.quoted for record in records),
        periods=events.choose_periods([record.months for record in records]),
        before=kept,
    )
    outlets = whole.outlets
    for record in records:
        for name, sums in record.outlets.items():
            before = outlets.get(name)
            outlets[name] = before + sums if before else sums
    return whole


def list_steps(whole: Whole) -> list[list[Step]]:
    """Return what is to be done, in stages: the steps of one need all those of the stage before."""
    first = _steps(whole, "spread", len(whole.keys))
    second = _steps(whole, "common", whole.buckets)
    if whole.is_small:
        third = _steps(whole, "copies", 1)
    else:
        second += _steps(whole, "pairs", whole.buckets)
        third = _steps(whole, "candidates", whole.buckets)
    # What takes longest goes first: at the end no worker waits for another.
    for name in ("events", "people", "words"):
        third += _steps(whole, name, whole.buckets)
    return [first, second, third]


def _steps(whole: Whole, name: str, count: int) -> list[Step]:
    """Return one step for each bucket or partition."""
    return [Step(whole, name, number) for number in range(count)]


@collector_paused()
def do_step(step: Step) -> dict[str, str]:
    """Do a step; return the checksum of each file of the corpus's frames that it wrote."""
    if step.name == "spread":
        _spread(step)
        return {}
    if step.name == "pairs":
        _spread_pairs(step)
        return {}
    if step.name == "common":
        speakers.write_common(step.whole.parts, step.number)
        return {}
    if step.name == "events":
        return _write_events(step)
    return _write(step, FRAMES_OF[step.name](step))


def _write(step: Step, frames: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Write a bucket of each frame; return the checksums."""
    written = {}
    for name, frame in frames.items():
        file = f"{name}/part-{step.number:05}.parquet"
        written[file] = step.whole.output.write_frame(file, frame)
    return written


# From partitions to buckets


def _spread(step: Step) -> None:
    """Send the rows of a partition to the buckets in which they are brought together."""
    whole = step.whole
    part = step.number
    key = whole.keys[part]
    output = whole.output
    count = whole.buckets

    def send(name: str, rows: pd.DataFrame, buckets: np.ndarray) -> None:
        spread(output, name, part, rows, buckets, count)

    sums = output.read_frame(part_name("word_sums", key)).drop(columns="partition")
    send("words", sums, bucket_of(sums["word"], count))
    quotes = _quotes(output, key).assign(part=part)
    send("people", quotes, bucket_of(quotes["last"], count))
    speakers.spread_names(whole.parts, part)
    mentions = output.read_frame(part_name("mentions", key)).drop(columns="partition")
    periods = events.periods_of(mentions, whole.periods)
    mentions = mentions.assign(part=part, period=periods)
    send("events", mentions, bucket_of(mentions["period"], count))
    if not whole.is_small:
        runs = copies.sample_runs(output.read_frame(part_name("runs", key)), part)
        sampled = runs["run"].to_numpy() // np.uint64(copies.SAMPLED)
        bucket = sampled % np.uint64(count)
        send("runs", runs, bucket.astype(np.int64))


def _quotes(output: Folder, key: str) -> pd.DataFrame:
    """Return a partition's quotations with outlet and day, and what all names of one speaker share.

    Those without a name are counted in their article, so they need not be together with others like them.
    """
    articles_file = part_name("articles", key)
    articles = output.read_frame(articles_file, ["article", "outlet", "published"])
    quotes = output.read_frame(part_name("quotes", key), QUOTE_COLUMNS)
    quotes = quotes.dropna(subset="speaker")
    quotes = quotes.merge(articles, on="article", how="left")
    is_named = quotes["speaker_kind"].ne("unnamed")
    last = speakers.last_words(quotes["speaker"])
    last = last.where(is_named, quotes["article"])
    return quotes.assign(last=last.astype("str"))


def _spread_pairs(step: Step) -> None:
    """Send pairs of articles that share sampled runs to the partition of the first of them."""
    whole = step.whole
    count = len(whole.keys)
    runs = gather(whole.output, "runs", count, step.number)
    pairs = copies.pair_runs(runs)
    part = (pairs["a"] // copies.PART).to_numpy()
    spread(whole.output, "pairs", step.number, pairs, part, count)


# From buckets to frames


def _words(step: Step) -> dict[str, pd.DataFrame]:
    whole = step.whole
    sums = whole.parts.gather("words", step.number)
    return {"words": merge_sums(sums, whole.outlets)}


def _people(step: Step) -> dict[str, pd.DataFrame]:
    """Return `people` of the whole corpus, and the `speakers` whose names it brings together."""
    whole = step.whole
    rows = whole.parts.gather("people", step.number)
    rows["number"] = speakers.number_articles(rows)
    renamed = speakers.bring_together(whole.parts, step.number, rows)
    frame = speakers.speakers_frame(renamed, rows, whole.keys)
    rows["speaker"] = speakers.rename(rows, renamed)
    order = ["part", "article", "start", "end", "content"]
    rows = rows.sort_values(order, ignore_index=True)
    # Ids are unique within a partition; across them, two sources may have used the same one.
    part = rows["part"].astype("str")
    rows["article"] = part.str.cat(rows["article"], sep=" ")
    of_article = ["outlet", "published"]
    articles = rows.drop_duplicates("article").set_index("article")
    table = people(rows.drop(columns=of_article), articles[of_article])
    quoted = max(whole.quoted, 1)
    table["share"] = table["words"] / quoted
    return {"people": table, "speakers": frame}


def _write_events(step: Step) -> dict[str, str]:
    """Write the events of a bucket, and those of its large periods for the next run."""
    whole = step.whole
    mentions = whole.parts.gather("events", step.number)
    periods = events.Periods(whole.output, whole.keys, whole.before)
    frame, files = periods.merge(mentions)
    return _write(step, {"events": frame}) | files


def _copies(step: Step) -> dict[str, pd.DataFrame]:
    whole = step.whole
    parts = []
    for part, key in enumerate(whole.keys):
        runs = whole.output.read_frame(part_name("runs", key))
        parts.append(runs.assign(part=part))
    every_run = pd.concat(parts, ignore_index=True)
    return {"copies": copies.all_copies(every_run, whole.keys)}


def _candidates(step: Step) -> dict[str, pd.DataFrame]:
    whole = step.whole

    def read(key: str) -> pd.DataFrame:
        return whole.output.read_frame(part_name("runs", key))

    candidates = copies.in_order([_chosen(whole, part) for part in step.partitions])
    runs = copies.RunsOf(read, whole.keys)
    return {"copies": copies.count_candidates(candidates, runs)}


def _chosen(whole: Whole, part: int) -> pd.DataFrame:
    """Return the pairs of articles that may be copies, of those whose first is of one partition."""
    pairs = gather(whole.output, "pairs", whole.buckets, part)
    return copies.choose_candidates(pairs)


FRAMES_OF: dict[str, Callable[[Step], dict[str, pd.DataFrame]]] = {
    "words": _words,
    "people": _people,
    "copies": _copies,
    "candidates": _candidates,
}
