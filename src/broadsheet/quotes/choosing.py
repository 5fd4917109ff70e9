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
    is_content = spans["kind"] == CONTENT
    content = spans[is_content]
    owner = content["attribution"]
    length = content["last"] - content["first"]
    count = len(attributions)
    size = np.bincount(owner, length, minlength=count)
    score = calibrated(attributions, spans, network)
    least = network.least(attributions["speech"].to_numpy())
    is_sure = score >= least
    # What is not sure takes nothing from others.
    sure_score = np.where(is_sure, score, 0)
    contested = _words_of_surer_ones(content, sure_score)
    half = size / 2
    has_most_words = contested <= half
    has_content = size > 0
    is_sure_of_content = is_sure & has_content
    is_strong = is_sure_of_content & has_most_words
    is_likely = score >= WEAK
    is_candidate = has_content & is_likely
    is_weak = is_candidate & ~is_strong
    scored = attributions.assign(score=score, is_weak=is_weak)
    return keep_some(scored, spans, is_strong | is_weak)


def _words_of_surer_ones(content: pd.DataFrame, score: np.ndarray) -> np.ndarray:
    """How many words of each attribution's content a surer attribution claims too."""
    length = content["last"] - content["first"]
    words = ranges(content["first"], length)
    owner_of_piece = content["attribution"].to_numpy()
    owner = owner_of_piece.repeat(length)
    own = score[owner]
    farthest = words.max(initial=0)
    best = np.zeros(farthest + 1)
    np.maximum.at(best, words, own)
    is_lost = own < best[words]
    count = len(score)
    return np.bincount(owner, is_lost, minlength=count)


def keep_some(
    attributions: pd.DataFrame, spans: pd.DataFrame, keep: np.ndarray
) -> Found:
    """Some of the attributions, numbered anew, and their spans."""
    is_kept = keep[spans["attribution"]]
    kept_spans = spans[is_kept]
    number = np.cumsum(keep) - 1
    renumbered = number[kept_spans["attribution"]]
    kept_spans = kept_spans.assign(attribution=renumbered)
    kept = attributions[keep]
    kept = kept.reset_index(drop=True)
    return kept, kept_spans.reset_index(drop=True)


def calibrated(
    attributions: pd.DataFrame, spans: pd.DataFrame, network: Network
) -> np.ndarray:
    """The chance that content and source are both right, by logistic regression over `evidence`."""
    columns = evidence(attributions, spans)
    logit = columns @ network["score.weight"]
    logit += network["score.bias"]
    odds_against = np.exp(-logit)
    return 1 / (1 + odds_against)


def evidence(attributions: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """One row an attribution: what its score is computed from."""
    count = len(attributions)
    kind = spans["kind"]
    content = spans[kind == CONTENT]
    source = spans[kind == SOURCE]
    owner = content["attribution"]
    length = content["last"] - content["first"]
    words = np.bincount(owner, length, minlength=count)
    pieces = np.bincount(owner, minlength=count)
    sources = np.bincount(source["attribution"], minlength=count)
    columns = [attributions[name] for name in EVIDENCE]
    columns.append(np.log1p(words))
    for number in (pieces, sources):
        is_single = number == 1
        columns.append(is_single)
        are_several = number > 1
        columns.append(are_several)
    numbers = [np.asarray(column, dtype=np.float64) for column in columns]
    return np.stack(numbers, axis=1)
