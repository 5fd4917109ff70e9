"""Choose the weights of `timeline/ranking.toml` on timelines that journalists wrote.

    python training/timeline.py DATA/timeline DATA/timeline-entities --write

Each folder is a group of topics in the form that `benchmarks/timeline.py` reads. Topics
are few, and the best of many settings owes more to chance than to its weights. So
settings are drawn around a published formula, and the mean of those is taken that do best
on the topics, every group alike: the days' weights first, by date F1 at five cuts around
the number of days that is asked for, then the sentences', by AR1 and AR2.

Printed is what this gives for each group, in the measures of the benchmark, if the
weights for each topic are chosen without it; beside it what the weights chosen on all
topics give, which are too good by what they owe to having seen them. With `--write` these
are put into ranking.toml, below its comments.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from common import load_scorer
from timeline import Entries, Timeline, f_of_means, measure, read_timelines

from broadsheet.timeline.days import Picker
from broadsheet.timeline.events import Events
from broadsheet.timeline.ranking import (
    Tables,
    day_features,
    sparseness,
    weights,
)
from broadsheet.timeline.scoring import Sentences

RANKING = Path("src/broadsheet/timeline/ranking.toml")
SEED = 1
# Each weight is drawn evenly from 0 to twice its size here, so that its sign stays. From
# a published comparison of features on other topics than these: what is looked back on
# counts in dense coverage; what stands out, in sparse coverage.
DAYS = {
    **{"dense articles": 1.0, "dense publication_days": 1.0},
    **{"dense after_week": 0.5, "dense after_month": 0.5},
    **{"dense news": 0.25, "dense unnamed": 0.5, "dense burst": 0.25},
    **{"sparse articles": 0.5, "sparse publication_days": 0.5},
    **{"sparse after_week": 0.0, "sparse after_month": 0.0},
    **{"sparse news": 0.5, "sparse unnamed": 0.5, "sparse burst": 0.5},
}
# What may count for a day or against it, drawn from minus twice these to twice these: in
# dense coverage a day that opens an article is news of the hour; in sparse coverage, what
# is looked back on after days may be told for what followed.
OF_EITHER_SIGN = {
    **{"dense in_news": 1.0, "dense after_days": 0.0},
    **{"sparse in_news": 0.5, "sparse after_days": 0.5},
}
SENTENCES = {
    **{"coverage": 1.0, "leads": 0.5, "early": 0.2, "looked_back": 0.2},
    **{"dated": 0.2, "at_head": 0.2, "not_happened": -0.2, "speech": -0.1},
}
# Set for readers, not drawn: a printed sentence stands alone, and is of the topic. The
# likeness to what else tells the day (`pool`) is the measure for the others, so it stays.
KEPT = [
    "pool",
    *("on_topic", "several", "of_other_day", "aside"),
    *("broken", "pronoun", "connective", "reference"),
]
# How many settings are drawn, and of how many the mean is taken.
# Among fewer drawn days' settings the mean moves with the seed, and lies too near the
# formula that they are drawn around.
DAY_DRAWS, BEST_DAYS = 40_000, 100
SENTENCE_DRAWS, BEST_SENTENCES = 50, 15
AT_ONCE = 1000  # settings, for the sake of memory
CUTS = (0.6, 0.8, 1.0, 1.25, 1.6)  # of the number of days that is asked for


@dataclass
class Topic:
    """A timeline with its mentions on their way to events."""

    group: str
    timeline: Timeline
    mentions: pd.DataFrame
    events: Events
    days: pd.Index
    features: np.ndarray  # of each day, in the order of DAYS and OF_EITHER_SIGN
    is_told: np.ndarray  # of each day, whether a sentence can tell it
    is_written: np.ndarray  # and whether the journalist has it
    ranked: list[pd.Timestamp] = field(default_factory=list)

    @classmethod
    def of(cls, group: str, timeline: Timeline) -> "Topic":
        mentions = timeline.mentions()
        events = Events(mentions.copy())
        rightly_dated = events.mentions[~events.mentions["misdated"]]
        features = day_features(rightly_dated[rightly_dated["precision"] == "day"])
        told = [len(events.pools.pool(day).rows) > 0 for day in features.index]
        written = [str(day)[:10] in timeline.days for day in features.index]
        return cls(
            group=group,
            timeline=timeline,
            mentions=mentions,
            events=events,
            days=features.index,
            features=columns_of(features, sparseness(events.mentions)),
            is_told=np.array(told),
            is_written=np.array(written),
        )

    def rank(self, setting: dict[str, float]) -> np.ndarray:
        """Return the numbers of the days that can be told, the most important first."""
        importance = self.features @ np.array(list(setting.values()))
        order = np.argsort(-importance, kind="stable")
        return order[self.is_told[order]]


def columns_of(features: pd.DataFrame, share: float) -> np.ndarray:
    """Return what each weight of a day is multiplied by, for how sparse a coverage is."""
    shares = {"dense": 1 - share, "sparse": share}
    columns = []
    for name in [*DAYS, *OF_EITHER_SIGN]:
        kind, feature = name.split()
        columns.append(shares[kind] * features[feature] * features["printable"])
    return np.column_stack(columns)


def as_tables(setting: dict[str, float]) -> Tables:
    """Return `dense news` … as the tables of ranking.toml."""
    tables: Tables = {"dense": {}, "sparse": {}}
    for name, size in setting.items():
        kind, feature = name.split()
        tables[kind][feature] = size
    return tables


def date_scores(topic: Topic, settings: list[dict[str, float]]) -> np.ndarray:
    """Return date F1 at five cuts with each setting; that at one moves more by chance."""
    weights_of_days = np.array([list(setting.values()) for setting in settings])
    scores = [
        _date_scores(topic, weights_of_days[begin : begin + AT_ONCE])
        for begin in range(0, len(settings), AT_ONCE)
    ]
    return np.concatenate(scores)


def _date_scores(topic: Topic, weights_of_days: np.ndarray) -> np.ndarray:
    asked = len(topic.timeline.days)
    features = topic.features[topic.is_told]
    is_written = topic.is_written[topic.is_told]
    importance = features @ weights_of_days.T
    order = np.argsort(-importance, axis=0, kind="stable")
    hits = np.cumsum(is_written[order], axis=0)
    scores = []
    for cut in CUTS:
        size = min(len(hits), round(cut * asked))
        scores.append(2 * hits[size - 1] / (size + asked))
    return np.mean(scores, axis=0)


def text_scores(topic: Topic, settings: list[dict[str, float]], scorer) -> np.ndarray:
    """Return how like the chosen sentences are with each setting."""
    return np.array([text_score(topic, setting, scorer) for setting in settings])


def text_score(topic: Topic, setting: dict[str, float], scorer) -> float:
    """Return AR1 and AR2 of the chosen sentences, AR2 three times, as it is so much smaller."""
    events = topic.events
    weight = events.tables["sentence"] | setting
    pools = events.pools
    pools.sentences = Sentences(events.columns, events.vectors, weight)
    picker = Picker(events.mentions, events.vectors)
    entries: Entries = {}
    for day in topic.ranked:
        if len(entries) == len(topic.timeline.days):
            break
        best_first = pools.pool(day).best_first()
        rows = picker.pick(best_first, day, topic.timeline.per_day)
        if rows:
            entries[day] = topic.timeline.originals(events.mentions.iloc[rows])
    scores = measure(entries, topic.timeline, scorer)
    ar1, ar2 = [scorer.f(*row) for row in scores[1:]]
    return float(ar1 + 3 * ar2)


def draw(
    around: dict[str, float],
    number: int,
    of_either_sign: dict[str, float] | None = None,
) -> list[dict[str, float]]:
    """Return settings drawn around one, with weights whose sign is open."""
    rng = np.random.default_rng(SEED)
    of_open_sign = of_either_sign or {}
    sizes = {**around, **of_open_sign}
    lowest = [0.0] * len(around) + [-2.0] * len(of_open_sign)
    factors = rng.uniform(lowest, 2, (number, len(sizes)))
    drawn = factors * np.array(list(sizes.values()))
    return [dict(zip(sizes, setting.tolist(), strict=True)) for setting in drawn]


class Choice:
    """Scores every setting on every topic once, and averages the best on some topics."""

    def __init__(
        self, topics: list[Topic], settings: list[dict[str, float]], score: Callable
    ) -> None:
        self.topics = topics
        self.settings = settings
        self.scores = np.zeros((len(settings), len(topics)))
        for number, topic in enumerate(topics):
            self.scores[:, number] = score(topic, settings)
            print(".", end="", file=sys.stderr, flush=True)

    def best(self, count: int, without: str = "") -> dict[str, float]:
        """Return the mean of the best settings, each group counting alike.

        Args:
            count: Of how many the mean is taken.
            without: A topic that has no say.
        """
        total = np.zeros(len(self.settings))
        for group in {topic.group for topic in self.topics}:
            is_asked = [
                topic.group == group and topic.timeline.topic != without
                for topic in self.topics
            ]
            of_group = self.scores[:, is_asked].mean(axis=1)
            total += of_group / of_group.mean()
        best = np.argsort(-total, kind="stable")[:count]
        chosen = pd.DataFrame([self.settings[number] for number in best])
        return chosen.mean().round(2).to_dict()


def tell(topic: Topic, tables: Tables) -> Entries:
    """Return what `build_timeline` gives with some weights."""
    timeline = topic.timeline
    events = Events(topic.mentions.copy(), tables)
    entries: Entries = {}
    for event in events.of_days(len(timeline.days), timeline.per_day):
        rows = events.mentions.iloc[[event.best]]
        entries.setdefault(event.earliest, []).extend(timeline.originals(rows))
    return entries


def report(topics: list[Topic], tables: list[Tables], scorer, what: str) -> None:
    """Print each group's figures with the weights, a set for each topic."""
    by_group: dict[str, list[np.ndarray]] = {}
    for topic, of_topic in zip(topics, tables, strict=True):
        scores = measure(tell(topic, of_topic), topic.timeline, scorer)
        by_group.setdefault(topic.group, []).append(scores)
        print(what, topic.timeline.topic, f_of_means([scores], scorer))
    for group, scores in by_group.items():
        print(f"{what}, mean of {group}: {f_of_means(scores, scorer)}", flush=True)


def write(tables: Tables) -> None:
    """Put the weights into ranking.toml; the comments at its head stay."""
    lines = RANKING.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    for kind, values in tables.items():
        head += [
            "",
            f"[{kind}]",
            *(f"{name} = {size}" for name, size in values.items()),
        ]
    RANKING.write_text("\n".join([*head, ""]), encoding="utf-8")


def main(folders: list[str], is_written: bool) -> None:
    topics = [
        Topic.of(Path(folder).name, timeline)
        for folder in folders
        for timeline in read_timelines(Path(folder))
    ]
    scorer = load_scorer("score_timeline", Path(folders[0]) / "topics")
    names = [topic.timeline.topic for topic in topics]
    settings = draw(DAYS, DAY_DRAWS, OF_EITHER_SIGN)
    days = Choice(topics, settings, date_scores)
    days_without = {name: days.best(BEST_DAYS, name) for name in names}
    for topic in topics:
        best_first = topic.rank(days_without[topic.timeline.topic])
        topic.ranked = topic.days[best_first].tolist()
    score = partial(text_scores, scorer=scorer)
    sentences = Choice(topics, draw(SENTENCES, SENTENCE_DRAWS), score)
    kept = {name: weights()["sentence"][name] for name in KEPT}
    without = [
        as_tables(days_without[name])
        | {"sentence": sentences.best(BEST_SENTENCES, name) | kept}
        for name in names
    ]
    report(topics, without, scorer, "chosen without the topic")
    chosen = as_tables(days.best(BEST_DAYS))
    chosen |= {"sentence": sentences.best(BEST_SENTENCES) | kept}
    report(topics, [chosen] * len(topics), scorer, "chosen on all topics")
    if is_written:
        write(chosen)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", help="groups of topics")
    parser.add_argument("--write", action="store_true", help="write ranking.toml")
    options = parser.parse_args()
    main(options.folders, options.write)
