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
)
from broadsheet.timeline.vectors import Vectors

# Words of a sentence that tells enough and not too much. Chosen with the weights.
SHORT = 12
LONG = 35
# How many times a sentence counts in what the pool tells, if it names the day in passing
# ("after the dam broke on 3 May"): it says in few words what the day is known for. On the
# timelines of both groups 2.5 to 4 are better than 1, and 11 is worse.
IN_PASSING = 3
# Of mentions, by name: quicker than a frame where few rows are looked at.
Columns = dict[str, np.ndarray]


@dataclass(frozen=True)
class Pool:
    """The mentions that may tell a day (row numbers), and how well each would."""

    rows: np.ndarray
    scores: np.ndarray

    def best_first(self) -> np.ndarray:
        order = np.argsort(-self.scores, kind="stable")
        return self.rows[order]


class Sentences:
    """Scores sentences: what each is worth by itself is reckoned once."""

    def __init__(self, columns: Columns, vectors: Vectors, weight: Weights) -> None:
        self.columns = columns
        self.vectors = vectors
        fairness = _fair_length(columns["length"])
        self.by_likeness = weight["pool"] * fairness
        self.by_leads = weight["leads"] * fairness
        self.alone = np.zeros(len(fairness))
        features = sentence_features(columns, fairness)
        for name, values in features.items():
            worth = weight[name] * values
            self.alone += worth

    def score(self, rows: np.ndarray) -> np.ndarray:
        """Return how well each of some sentences would tell what they tell together.

        Args:
            rows: Those that tell a day or an event, as numbers from 0.
        """
        topicality = self.columns["topicality"][rows]
        wording = self.columns["wording"][rows]
        aside = self.columns["aside"][rows]
        pool = {"topicality": topicality, "wording": wording, "aside": aside}
        shares = sentence_shares(pool)
        likeness = self.vectors.nearness(rows, shares)
        together = self.by_likeness[rows] * likeness
        return self.alone[rows] + together

    def score_by_leads(self, rows: np.ndarray, leads: np.ndarray) -> np.ndarray:
        """Return what some sentences earn by how like they are to the news of a day.

        Args:
            rows: Those that may tell the day, as numbers from 0.
            leads: Those that begin its articles.
        """
        direction = self.vectors.direction(leads)
        likeness = self.vectors.cosines(rows, direction)
        return self.by_leads[rows] * likeness

    def pool(self, rows: np.ndarray) -> Pool:
        """Return some sentences with their scores."""
        scores = self.score(rows)
        return Pool(rows, scores)


def sentence_features(columns: Columns, fairness: np.ndarray) -> dict[str, np.ndarray]:
    """Return what speaks for and against each sentence by itself, by the names of its weights.

    Args:
        columns: The columns of all mentions, `relevance` among them.
        fairness: What is left of each sentence's worth by its length.
    """
    relevance = columns["relevance"].astype(float)
    opening = columns["opening"]
    return {
        "on_topic": np.minimum(1, relevance / ON_TOPIC),
        "coverage": fairness * relevance,
        "early": columns["place"] < NEWS_SENTENCES,
        "looked_back": columns["gap"] > WEEK,
        "dated": columns["dated"],
        "at_head": columns["at_head"],
        "not_happened": columns["certainty"] != "happened",
        "several": columns["several"],
        "of_other_day": columns["of_other_day"],
        "aside": columns["aside"],
        "broken": columns["broken"],
        "speech": columns["speech"],
        "pronoun": opening == "pronoun",
        "reference": opening == "reference",
        "connective": opening == "connective",
    }


def sentence_shares(pool: Columns) -> np.ndarray:
    """Return how much each sentence counts in what the pool tells.

    It is the more, the more it is of the topic, and if it names the day in passing; the
    copies of one are one voice.
    """
    _, which, copies = np.unique(
        pool["wording"], return_inverse=True, return_counts=True
    )
    copies_of = copies[which]
    shares = pool["topicality"] / copies_of
    return np.where(pool["aside"], IN_PASSING * shares, shares)


def _fair_length(words: np.ndarray) -> np.ndarray:
    """Return what is left of a sentence's worth if it is short or long."""
    words = np.maximum(words, 1)
    of_short = words / SHORT
    of_long = LONG / words
    least = np.minimum(of_short, of_long)
    return np.minimum(1, least)
