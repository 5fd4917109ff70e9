"""Timelines beside those that journalists wrote (Timeline17, Entities).

    python benchmarks/timeline.py DATA/timeline DATA/timeline-entities
    python benchmarks/timeline.py DATA/quotes/polnear.train.jsonl --growth

For each topic's folder (`articles.jsonl`, `timelines.jsonl`) and each timeline in it, in
the usual set-up: the number of days and the mean number of sentences a day are given,
and articles and days outside the timeline's range are left out. Scored by date F1 and
alignment-based ROUGE (AR1, AR2), each the F of mean precision and mean recall over a
group's timelines. Beside it, on the same dates: the plain count (days that most sentences
name, and the first sentences that name them), and on the days of that count DATEWISE's
choice of sentences (of those that name a day or open an article of it or the next, those
nearest to the mean of all of them).

With `--growth`, articles put together from the paragraphs of a file's (`text`, `date`),
500 to 4,000 of them, are timed from their tokens and dates.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from common import articles_frame, finish, load_scorer, read_lines, timed

import broadsheet as bs
from broadsheet.timeline.ranking import NEWS_SENTENCES
from broadsheet.timeline.vectors import Vectors

DAY = pd.Timedelta(days=1)
# How the data writes brackets and quotation marks.
UNDONE = {
    **{"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"},
    **{"``": '"', "''": '"', "\\/": "/", "`": "'"},
}
MEASURES = ("date_f1", "ar1", "ar2")

Entries = dict[pd.Timestamp, list[str]]


@dataclass
class Timeline:
    """What a journalist wrote of a topic, and the articles of that period."""

    topic: str
    name: str
    entries: list[dict]
    days: list[str]
    articles: pd.DataFrame
    tokens: pd.DataFrame
    dates: pd.DataFrame
    places: dict[str, dict[int, str]]  # of each article, its sentences by their starts

    @property
    def per_day(self) -> int:
        sentences = sum(len(entry["summary"]) for entry in self.entries)
        return max(1, round(sentences / len(self.days)))

    def mentions(self) -> pd.DataFrame:
        found = bs.timeline.find_mentions(self.articles, self.tokens, self.dates)
        return bs.timeline.select_mentions(found, self.days[0], self.days[-1])

    def originals(self, rows: pd.DataFrame) -> list[str]:
        """Return the sentences as the data has them in which rows stand."""
        pairs = zip(rows["article"], rows["start"], strict=True)
        return [self._original(article, start) for article, start in pairs]

    def _original(self, article: str, start: int) -> str:
        begins = self.places[article]
        return begins[max(begin for begin in begins if begin <= start)]


def read_timelines(folder: Path) -> Iterator[Timeline]:
    """Read each timeline of a folder of topics."""
    for topic in sorted(folder.iterdir()):
        if not (topic / "timelines.jsonl").exists():
            continue
        records = read_lines(topic / "articles.jsonl")
        for timeline in read_lines(topic / "timelines.jsonl"):
            yield read_timeline(topic.name, timeline, records)


def read_timeline(topic: str, timeline: dict, records: list[dict]) -> Timeline:
    """Read what was published and meant between a timeline's first and last day."""
    days = sorted(entry["date"][:10] for entry in timeline["entries"])
    inside = [
        record for record in records if days[0] <= record["date"][:10] <= days[-1]
    ]
    places = [join_sentences(record) for record in inside]
    articles = articles_frame(inside)
    tokens = bs.tokenize(articles)
    dates = bs.find_dates(articles, tokens)
    is_inside = dates["earliest"] >= days[0]
    is_inside &= dates["latest"] <= pd.Timestamp(days[-1]) + DAY
    return Timeline(
        topic=topic,
        name=timeline["timeline"],
        entries=timeline["entries"],
        days=days,
        articles=articles,
        tokens=tokens,
        dates=dates[is_inside],
        places=dict(zip(articles.index, places, strict=True)),
    )


def join_sentences(record: dict) -> dict[int, str]:
    """Give a record its text; return its sentences as they were, by where they begin."""
    begins = {}
    lines = []
    position = 0
    for sentence in record["sentences"]:
        line = readable(sentence)
        begins[position] = sentence
        lines.append(line)
        position += len(line) + 2
    record["text"] = "\n\n".join(lines)
    return begins


def readable(sentence: str) -> str:
    """Return a tokenised sentence as it would be printed, as far as dates need it."""
    for old, new in UNDONE.items():
        sentence = sentence.replace(old, new)
    return sentence


def tell(timeline: Timeline) -> Entries:
    """Return what `build_timeline` gives, as page, command and chart do."""
    frames = (timeline.articles, timeline.tokens, timeline.dates)
    events = bs.build_timeline(
        *frames,
        days=len(timeline.days),
        per_day=timeline.per_day,
        start=timeline.days[0],
        end=timeline.days[-1],
    )
    by_day = events.groupby("earliest")
    return {day: timeline.originals(rows) for day, rows in by_day}


def count(timeline: Timeline) -> Entries:
    """Return the days that most sentences name, with the first of these."""
    naming = _naming(timeline.mentions())
    return {
        day: timeline.originals(
            naming[naming["earliest"] == day].head(timeline.per_day)
        )
        for day in _counted_days(naming, len(timeline.days))
    }


def choose_as_datewise(timeline: Timeline) -> Entries:
    """Return the days that most sentences name, with those nearest to their mean."""
    mentions = timeline.mentions()
    vectors = Vectors.of(mentions)
    naming = _naming(mentions)
    opening = mentions[~mentions["dated"] & (mentions["place"] < NEWS_SENTENCES)]
    entries = {}
    for day in _counted_days(naming, len(timeline.days)):
        of_day = naming[naming["earliest"] == day]
        of_opening = opening[opening["earliest"].isin([day, day + DAY])]
        rows = np.append(of_day.index, of_opening.index)
        nearness = vectors.nearness(rows)
        best = rows[np.argsort(-nearness, kind="stable")]
        chosen = mentions.loc[best].drop_duplicates("what").head(timeline.per_day)
        entries[day] = timeline.originals(chosen)
    return entries


def _naming(mentions: pd.DataFrame) -> pd.DataFrame:
    is_exact = (mentions["precision"] == "day") & mentions["dated"]
    return mentions[is_exact]


def _counted_days(naming: pd.DataFrame, days: int) -> list[pd.Timestamp]:
    return naming["earliest"].value_counts().index[:days].tolist()


SYSTEMS: dict[str, Callable[[Timeline], Entries]] = {
    "broadsheet": tell,
    "counting": count,
    "DATEWISE": choose_as_datewise,
}


def measure(entries: Entries, timeline: Timeline, scorer) -> np.ndarray:
    """Return precision and recall of days, unigrams and bigrams, as three rows."""
    told = {day.date(): sentences for day, sentences in entries.items()}
    written = scorer.D(timeline.entries)
    aligned = scorer.align(told, written)
    scores = (scorer.dates(told, written), aligned[1], aligned[2])
    return np.array([score[:2] for score in scores])


def f_of_means(scores: list[np.ndarray], scorer) -> dict[str, float]:
    """Return date F1, AR1 and AR2 over several timelines."""
    means = np.mean(scores, axis=0)
    pairs = zip(MEASURES, means, strict=True)
    return {name: round(float(scorer.f(*mean)), 4) for name, mean in pairs}


def compare(folder: str) -> tuple[list[dict], dict[str, dict[str, float]]]:
    """Return a row a timeline, and the group's figures of each system."""
    scorer = load_scorer("score_timeline", Path(folder) / "topics")
    scores: dict[str, list[np.ndarray]] = {system: [] for system in SYSTEMS}
    rows = []
    for timeline in read_timelines(Path(folder)):
        row: dict[str, object] = {
            "topic": timeline.topic,
            "articles": len(timeline.articles),
            "days": len(timeline.days),
        }
        for system, build in SYSTEMS.items():
            entries, seconds = timed(build, timeline)
            score = measure(entries, timeline, scorer)
            scores[system].append(score)
            if system == "broadsheet":
                row |= f_of_means([score], scorer) | {"seconds": round(seconds, 1)}
            else:
                row[f"ar1_{system}"] = f_of_means([score], scorer)["ar1"]
        rows.append(row)
    figures = {system: f_of_means(values, scorer) for system, values in scores.items()}
    return rows, figures


def main(folders: list[str]) -> None:
    """Print a table for each group, and each system's means."""
    for folder in folders:
        rows, by_system = compare(folder)
        for system, figures in by_system.items():
            rows.append({"topic": f"mean, {system}"} | figures)
        figures = {
            f"{system} {name}": value
            for system, values in by_system.items()
            for name, value in values.items()
        }
        finish(rows, figures, f"Timelines of {Path(folder).name}")


def recombined(records: list[dict], number: int) -> pd.DataFrame:
    """Return so many articles, each of two halves of others, within a month."""
    rng = np.random.default_rng(number)
    halves = [record["text"].split("\n") for record in records]
    made = []
    bounds = [[len(records)], [len(records)], [30]]
    places = rng.integers(0, bounds, (3, number)).T.tolist()
    for position, (first, second, days) in enumerate(places):
        upper, lower = halves[first], halves[second]
        text = upper[: len(upper) // 2] + lower[len(lower) // 2 :]
        day = pd.Timestamp(records[first]["date"]) + days * DAY
        new = {"id": f"made-{position}", "date": str(day.date())}
        made.append(records[first] | new | {"text": "\n".join(text)})
    return articles_frame(made)


def growth(file: str) -> None:
    """Print CPU seconds of dates and events, from tokens, for ever more articles."""
    rows = []
    for number in (500, 1000, 2000, 4000):
        articles = recombined(read_lines(file), number)
        tokens = bs.tokenize(articles)
        dates, dating = timed(bs.find_dates, articles, tokens)
        events, building = timed(bs.build_timeline, articles, tokens, dates)
        row = {
            "articles": number,
            "words": int(tokens["is_word"].sum()),
            "events": len(events),
            "seconds_dates": round(dating, 1),
            "seconds_events": round(building, 1),
            "per_n_log_n": round(1e6 * building / (number * np.log2(number)), 1),
        }
        rows.append(row)
    figures = {f"seconds_{row['articles']}": row["seconds_events"] for row in rows}
    finish(rows, figures, "From tokens to events")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "data", nargs="+", help="folders of topics, or with --growth a file of articles"
    )
    parser.add_argument(
        "--growth", action="store_true", help="time recombined articles of one file"
    )
    options = parser.parse_args()
    if options.growth:
        growth(options.data[0])
    else:
        main(options.data)
