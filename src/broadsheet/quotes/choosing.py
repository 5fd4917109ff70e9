"""Which of the attributions found are kept, and how sure each of them is."""

import numpy as np
import pandas as pd

from broadsheet.arrays import ranges

from .attributions import CONTENT, EVIDENCE, SOURCE, Found
from .network import Network

WEAK = 0.1  # rows less likely than this are dropped, whatever grammar says


def choose(attributions: pd.DataFrame, spans: pd.DataFrame, network: Network) -> Found:
    """Choose the attributions to keep: where two claim the same words, the surer one has them.

    Returns:
        The attributions with their `score`, and their spans. Those with `is_weak` are too unsure to be kept
        for themselves; grammar may confirm them (`weak.py`).
    """
    content = spans[spans["kind"] == CONTENT]
    length = content["last"] - content["first"]
    size = np.bincount(content["attribution"], length, minlength=len(attributions))
    score = calibrated(attributions, spans, network)
    is_sure = score >= network["least"]
    contested = _words_of_surer_ones(content, np.where(is_sure, score, 0))
    has_content = size > 0
    is_strong = is_sure & has_content & (contested <= size / 2)
    is_weak = ~is_strong & has_content & (score >= WEAK)
    scored = attributions.assign(score=score, is_weak=is_weak)
    return keep_some(scored, spans, is_strong | is_weak)


def _words_of_surer_ones(content: pd.DataFrame, score: np.ndarray) -> np.ndarray:
    """How many words of each attribution's content a surer attribution claims too."""
    length = content["last"] - content["first"]
    words = ranges(content["first"], length)
    owner = content["attribution"].to_numpy().repeat(length)
    own = score[owner]
    best = np.zeros(words.max(initial=0) + 1)
    np.maximum.at(best, words, own)
    return np.bincount(owner, own < best[words], minlength=len(score))


def keep_some(
    attributions: pd.DataFrame, spans: pd.DataFrame, keep: np.ndarray
) -> Found:
    """Some of the attributions, numbered anew, and their spans."""
    number = np.cumsum(keep) - 1
    spans = spans[keep[spans["attribution"]]]
    spans = spans.assign(attribution=number[spans["attribution"]])
    attributions = attributions[keep]
    return attributions.reset_index(drop=True), spans.reset_index(drop=True)


def calibrated(
    attributions: pd.DataFrame, spans: pd.DataFrame, network: Network
) -> np.ndarray:
    """The chance that content and source are both right, by logistic regression over `evidence`."""
    logit = evidence(attributions, spans) @ network["score.weight"]
    logit += network["score.bias"]
    return 1 / (1 + np.exp(-logit))


def evidence(attributions: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """One row an attribution: what its score is computed from."""
    count = len(attributions)
    content = spans[spans["kind"] == CONTENT]
    source = spans[spans["kind"] == SOURCE]
    length = content["last"] - content["first"]
    words = np.bincount(content["attribution"], length, minlength=count)
    pieces = np.bincount(content["attribution"], minlength=count)
    sources = np.bincount(source["attribution"], minlength=count)
    columns = [attributions[name] for name in EVIDENCE]
    columns += [np.log1p(words), pieces == 1, pieces > 1, sources == 1, sources > 1]
    numbers = [np.asarray(column, dtype=np.float64) for column in columns]
    return np.stack(numbers, axis=1)
