"""Choose the weights of `timeline/ranking.toml` on timelines that journalists wrote.

    python training/timeline.py DATA/timeline DATA/timeline-entities --write

Each folder is a group of topics in the form that `benchmarks/timeline.py` reads. The
days' weights are chosen first, for date F1, then the sentences', for AR1 and AR2. Topics
are few, so each weight is one of a few round values, changed one at a time while that
helps, from the start given below, and never its sign; every group counts alike. What is printed for a topic
is what the weights give that were chosen without it. With `--write` those chosen on all
topics are put into ranking.toml, below the comments that it has.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from common import load_scorer
from timeline import Timeline, read_timelines

from broadsheet.timeline.days import Picker
from broadsheet.timeline.events import Events
from broadsheet.timeline.ranking import (
    OWN_FEATURES,
    Weights,
    day_features,
    sparseness,
    weights,
)

RANKING = Path("src/broadsheet/timeline/ranking.toml")
SWEEPS = 2
# A step is taken if it betters the mean by so much, which is a day in the smaller group.
MARGIN = 0.005
# From a published comparison of features on other topics than these: what is looked
# back on counts in dense coverage; what stands out, in sparse coverage.
DAY_FEATURES = (*OWN_FEATURES, "news", "unnamed", "burst", "news_burst")
START = {
    "dense": dict.fromkeys(DAY_FEATURES, 0.0)
    | {"articles": 1.0, "publication_days": 1.0, "after_week": 0.5, "after_month": 0.5},
    "sparse": dict.fromkeys(DAY_FEATURES, 0.0)
    | {"articles": 0.5, "publication_days": 0.5, "news": 0.5, "burst": 0.5},
}
SENTENCE_START = {
    **{"pool": 2.0, "coverage": 1.0, "looked_back": 0.2, "dated": 0.2},
    **{"at_head": 0.2, "not_happened": -0.2, "pronoun": -0.5, "connective": -0.3},
    **{"reference": -0.6, "several": -0.1, "of_other_day": -0.3, "broken": -0.4},
    **{"on_topic": 0.3, "early": 0.2, "aside": -0.5},
}
DAY_STEPS = (-0.5, -0.25, 0.25, 0.5)
SENTENCE_STEPS = (-0.1, 0.1)
COSINE_STEPS = (-0.5, 0.5)
# Set for readers, not by the search: a printed sentence stands alone.
KEPT = (
    *("several", "of_other_day", "broken", "pronoun", "connective", "reference"),
    *("on_topic", "aside"),
)

Score = Callable[["Topic", Weights], np.ndarray]


@dataclass
class Topic:
    """A timeline with its mentions on their way to events."""

    group: str
    timeline: Timeline
    events: Events
    days: pd.Index
    features: np.ndarray  # dense, then sparse, in the order of START
    ranked: list[pd.Timestamp] = field(default_factory=list)

    @classmethod
    def of(cls, group: str, timeline: Timeline) -> "Topic":
        events = Events(timeline.mentions())
        exact = events.mentions[events.mentions["precision"] == "day"]
        features = day_features(exact)
        columns = features[list(START["dense"])].to_numpy()
        share = sparseness(events.mentions)
        blended = np.hstack([(1 - share) * columns, share * columns])
        return cls(group, timeline, events, features.index, blended)

    def rank(self, weight: Weights) -> list[pd.Timestamp]:
        """Return the days, the most important first; `weight` has `dense news` …"""
        importance = self.features @ np.array(list(weight.values()))
        return self.days[np.argsort(-importance, kind="stable")].tolist()


def date_score(topic: Topic, weight: Weights) -> np.ndarray:
    """Return the share of the days that are the journalists'."""
    best = topic.rank(weight)[: len(topic.timeline.days)]
    written = {str(day)[:10] for day in best}
    return np.array([len(written & set(topic.timeline.days)) / len(written)])


def text_score(topic: Topic, weight: Weights, scorer) -> np.ndarray:
    """Return AR1 and AR2 of the sentences that the weights choose."""
    picker = Picker(topic.events.mentions, topic.events.vectors)
    entries: dict[pd.Timestamp, list[str]] = {}
    for day in topic.ranked:
        if len(entries) == len(topic.timeline.days):
            break
        best_first = topic.events.pools.pool(day, weight).best_first()
        rows = picker.pick(best_first, day, topic.timeline.per_day)
        if rows:
            entries[day] = topic.timeline.originals(topic.events.mentions.iloc[rows])
    told = {day.date(): sentences for day, sentences in entries.items()}
    aligned = scorer.align(told, scorer.D(topic.timeline.entries))
    return np.array([aligned[1][2], aligned[2][2]])


def start_sign(weight: float) -> int:
    """Return 1 for what speaks for a day or sentence, -1 for what speaks against it."""
    return -1 if weight < 0 else 1


class Search:
    """Changes one weight at a time; what a setting gives for a topic is kept."""

    def __init__(self, topics: list[Topic], score: Score) -> None:
        self.topics = topics
        self.score = score
        self.kept: dict[tuple, np.ndarray] = {}

    def of_topic(self, number: int, weight: Weights) -> np.ndarray:
        key = (number, *weight.values())
        if key not in self.kept:
            self.kept[key] = self.score(self.topics[number], weight)
        return self.kept[key]

    def mean(self, numbers: Iterable[int], weight: Weights, scale: np.ndarray) -> float:
        """Return the mean over groups of a setting's scores, each in its scale."""
        by_group: dict[str, list[float]] = {}
        for number in numbers:
            value = float((self.of_topic(number, weight) / scale).sum())
            by_group.setdefault(self.topics[number].group, []).append(value)
        return float(np.mean([np.mean(values) for values in by_group.values()]))

    def best(
        self, numbers: list[int], start: Weights, steps: dict[str, tuple[float, ...]]
    ) -> Weights:
        """Return the setting that no single step betters on these topics."""
        scores = [self.of_topic(number, start) for number in numbers]
        scale = np.mean(scores, axis=0) * len(scores[0])
        chosen, value = start, self.mean(numbers, start, scale)
        for _ in range(SWEEPS):
            before = chosen
            for name in start:
                for step in steps[name]:
                    size = round(start_sign(start[name]) * chosen[name] + step, 2)
                    if size < 0:
                        continue
                    tried = chosen | {name: start_sign(start[name]) * size}
                    new = self.mean(numbers, tried, scale)
                    if new > value * (1 + MARGIN):
                        chosen, value = tried, new
            if chosen == before:
                break
        return chosen

    def without_each(
        self, start: Weights, steps: dict[str, tuple[float, ...]]
    ) -> list[Weights]:
        """Return for each topic the setting that the others choose."""
        chosen = []
        names = [topic.timeline.topic for topic in self.topics]
        for name in names:
            others = [number for number, other in enumerate(names) if other != name]
            chosen.append(self.best(others, start, steps))
            print(".", end="", file=sys.stderr, flush=True)
        return chosen


def report(search: Search, settings: list[Weights], what: str) -> None:
    """Print each group's mean with the settings, one a topic."""
    by_group: dict[str, list[np.ndarray]] = {}
    for number, weight in enumerate(settings):
        group = search.topics[number].group
        by_group.setdefault(group, []).append(search.of_topic(number, weight))
    for group, scores in by_group.items():
        print(f"{what}, {group}: {np.round(np.mean(scores, axis=0), 4).tolist()}")


def choose_days(topics: list[Topic]) -> Weights:
    """Choose the days' weights, and rank each topic's days by those of the others."""
    start = {
        f"{kind} {name}": value
        for kind, values in START.items()
        for name, value in values.items()
    }
    steps = dict.fromkeys(start, DAY_STEPS)
    search = Search(topics, date_score)
    settings = search.without_each(start, steps)
    report(search, [start] * len(topics), "date F1, start")
    report(search, settings, "date F1, without the topic")
    for topic, weight in zip(topics, settings, strict=True):
        topic.ranked = topic.rank(weight)
    return search.best(list(range(len(topics))), start, steps)


def choose_sentences(topics: list[Topic], scorer) -> Weights:
    """Choose the sentences' weights, with days that were chosen without the topic."""
    steps = dict.fromkeys(SENTENCE_START, SENTENCE_STEPS)
    steps |= {"pool": COSINE_STEPS, "coverage": COSINE_STEPS}
    steps |= dict.fromkeys(KEPT, ())
    search = Search(topics, partial(text_score, scorer=scorer))
    report(search, [SENTENCE_START] * len(topics), "AR1 and AR2, start")
    settings = search.without_each(SENTENCE_START, steps)
    report(search, settings, "AR1 and AR2, without the topic")
    return search.best(list(range(len(topics))), SENTENCE_START, steps)


def write(days: Weights, sentences: Weights) -> None:
    """Put the weights into ranking.toml; the comments at its head stay."""
    lines = RANKING.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    tables = {"dense": {}, "sparse": {}, "sentence": sentences}
    for name, value in days.items():
        kind, feature = name.split()
        tables[kind][feature] = value
    for kind, values in tables.items():
        head += ["", f"[{kind}]", *(f"{name} = {values[name]}" for name in values)]
    RANKING.write_text("\n".join([*head, ""]), encoding="utf-8")


def main(folders: list[str], is_written: bool) -> None:
    topics = [
        Topic.of(Path(folder).name, timeline)
        for folder in folders
        for timeline in read_timelines(Path(folder))
    ]
    print(f"{len(topics)} timelines read", file=sys.stderr, flush=True)
    scorer = load_scorer("score_timeline", Path(folders[0]) / "topics")
    days = choose_days(topics)
    print(days)
    sentences = choose_sentences(topics, scorer)
    print(sentences, "now", weights()["sentence"])
    if is_written:
        write(days, sentences)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", help="groups of topics")
    parser.add_argument("--write", action="store_true", help="write ranking.toml")
    options = parser.parse_args()
    main(options.folders, options.write)
