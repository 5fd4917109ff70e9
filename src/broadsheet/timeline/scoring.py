"""Which sentence tells a day or an event best.

It is like the others that tell the day and like the coverage, begins with the day or at
least names it, is neither short nor long, tells what happened, and does not lean on the
sentence before it. Weights are in ranking.toml.
"""

from dataclasses import dataclass

import numpy as np

from broadsheet.timeline.ranking import (
    NEWS_SENTENCES,
    ON_TOPIC,
    WEEK,
    Weights,
    weights,
)
from broadsheet.timeline.vectors import Vectors

# Words of a sentence that tells enough and not too much. Chosen with the weights.
SHORT, LONG = 12, 35
SCORED_COLUMNS = (
    "relevance",
    "length",
    "gap",
    "dated",
    "at_head",
    "opening",
    "certainty",
    "several",
    "of_other_day",
    "broken",
    "aside",
    "topicality",
    "place",
    "wording",
)

# Of mentions, by name: quicker than a frame where few rows are looked at.
Columns = dict[str, np.ndarray]


@dataclass(frozen=True)
class Pool:
    """The mentions that may tell a day (row numbers), and how well each would."""

    rows: np.ndarray
    scores: np.ndarray

    def best_first(self) -> np.ndarray:
        return self.rows[np.argsort(-self.scores, kind="stable")]


def sentence_features(
    columns: Columns, rows: np.ndarray, vectors: Vectors
) -> dict[str, np.ndarray]:
    """Return what speaks for and against each sentence, by the names of its weights.

    Args:
        columns: The columns of all mentions, `relevance` among them.
        rows: Those that tell a day or an event, as numbers from 0.
        vectors: Those of all mentions.
    """
    pool = {name: columns[name][rows] for name in SCORED_COLUMNS}
    fairness = _fair_length(pool["length"])
    of_topic = vectors.direction(rows, sentence_shares(pool))
    return {
        "on_topic": np.minimum(1, pool["relevance"] / ON_TOPIC),
        "pool": fairness * vectors.cosines(rows, of_topic),
        "coverage": fairness * pool["relevance"],
        "early": pool["place"] < NEWS_SENTENCES,
        "looked_back": pool["gap"] > WEEK,
        "dated": pool["dated"],
        "at_head": pool["at_head"],
        "not_happened": pool["certainty"] != "happened",
        "several": pool["several"],
        "of_other_day": pool["of_other_day"],
        "aside": pool["aside"],
        "broken": pool["broken"],
        "pronoun": pool["opening"] == "pronoun",
        "reference": pool["opening"] == "reference",
        "connective": pool["opening"] == "connective",
    }


def score_sentences(
    columns: Columns,
    rows: np.ndarray,
    vectors: Vectors,
    weight: Weights | None = None,
) -> Pool:
    """Return how well each of some mentions would tell what they tell together."""
    weight = weight or weights()["sentence"]
    features = sentence_features(columns, rows, vectors)
    scores = np.zeros(len(rows))
    for name, values in features.items():
        scores += weight[name] * values
    return Pool(rows, scores)


def sentence_shares(pool: Columns) -> np.ndarray:
    """Return how much each sentence counts in what the pool tells.

    It is the more, the more it is of the topic; the copies of one are one voice.
    """
    _, which, copies = np.unique(
        pool["wording"], return_inverse=True, return_counts=True
    )
    return pool["topicality"] / copies[which]


def _fair_length(words: np.ndarray) -> np.ndarray:
    """Return what is left of a sentence's worth if it is short or long."""
    words = np.maximum(words, 1)
    return np.minimum(1, np.minimum(words / SHORT, LONG / words))
