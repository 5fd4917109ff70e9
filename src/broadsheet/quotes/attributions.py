"""From blocks to attributions: likely anchors, the labels around them, spans, and how sure each is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .blocks import Blocks, window_edges
from .network import Network

CHUNK = 16_000  # tokens read at once: bounds memory whatever the corpus
WINDOWS = 4_000  # rows of windows labelled at once: they stay in the processor's cache
FLOOR = 0.25  # anchors less likely than this are not looked at
CROWD = 6  # and at most one token in so many is
WEAK = 0.1  # rows less likely than this are dropped, whatever grammar says
CONTENT, SOURCE, CUE = range(3)
SPANS = ("attribution", "kind", "first", "last")
EVIDENCE = ("cue_logit", "labels", "worst", "speech")


@dataclass(frozen=True)
class Group:
    """Blocks of much the same length, laid one after another."""

    row: np.ndarray  # of the tokens frame, for each local row
    edges: np.ndarray  # where the blocks begin, and the end
    length: np.ndarray
    is_own: np.ndarray  # whether an anchor on this local row belongs to its block


def find_attributions(blocks: Blocks, network: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find every likely attribution.

    Returns:
        The attributions (anchor, evidence), in the order of their anchors, and the spans of each
        (kind, first and last row).
    """
    attributions, spans, count = [], [], 0
    for group in _groups(blocks):
        for some, their_spans in _read_group(group, blocks, network):
            attributions.append(some)
            spans.append(their_spans.assign(attribution=their_spans["attribution"] + count))
            count += len(some)
    if not attributions:
        return _no_attributions()
    return _in_order(pd.concat(attributions, ignore_index=True), pd.concat(spans, ignore_index=True))


def _no_attributions() -> tuple[pd.DataFrame, pd.DataFrame]:
    attributions = pd.DataFrame({name: np.zeros(0) for name in EVIDENCE}).assign(anchor=np.zeros(0, int))
    return attributions, pd.DataFrame({name: np.zeros(0, int) for name in SPANS})


def _in_order(attributions: pd.DataFrame, spans: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Number the attributions by their anchors."""
    order = np.argsort(attributions["anchor"].to_numpy(), kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    spans = spans.assign(attribution=number[spans["attribution"]])
    spans = spans.sort_values(["attribution", "first"], kind="stable", ignore_index=True)
    return attributions.iloc[order].reset_index(drop=True), spans


def _groups(blocks: Blocks) -> Iterator[Group]:
    """Put blocks of much the same length together, which takes the fewest steps."""
    by_length = np.argsort(-blocks.length, kind="stable")
    sizes = np.cumsum(blocks.length[by_length])
    for chosen in np.split(by_length, np.flatnonzero(np.diff(sizes // CHUNK)) + 1):
        length = blocks.length[chosen]
        edges = np.append(0, np.cumsum(length))
        row = np.repeat(blocks.first[chosen] - edges[:-1], length) + np.arange(edges[-1])
        own_first = np.repeat(blocks.own_first[chosen], length)
        own_last = np.repeat(blocks.own_last[chosen], length)
        yield Group(row, edges, length, (row >= own_first) & (row < own_last))


def _read_group(
    group: Group, blocks: Blocks, network: Network
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield the attributions found in a group and their spans, some windows at a time."""
    row, edges = group.row, group.edges
    x = network.read(blocks.features[row], group.length)
    chance = _softmax(network.anchors(x))
    anchor = _likely(np.where(group.is_own, 1 - chance[:, 0], 0))
    pairs, pivots = network.pairs(x, anchor)
    home = np.searchsorted(edges, anchor, side="right") - 1
    first, last = window_edges(anchor, edges[home], edges[home + 1], blocks.marks[row])
    sentence = blocks.sentence[row]
    bounds = np.flatnonzero(np.diff(np.cumsum(last - first) // WINDOWS)) + 1
    for part in np.split(np.arange(len(anchor)), bounds):
        scores = network.label(pairs, pivots[part], sentence, anchor[part], first[part], last[part])
        length = (last - first)[part]
        labels = network.best_labels(scores, length)
        spans = _spans(labels, first[part], last[part])
        evidence = _evidence(chance[anchor[part]], scores, labels, length)
        yield (
            evidence.assign(anchor=row[anchor[part]]),
            spans.assign(first=row[spans["first"]], last=row[spans["last"] - 1] + 1),
        )


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _likely(chance: np.ndarray) -> np.ndarray:
    rows = np.flatnonzero(chance > FLOOR)
    most = len(chance) // CROWD + 1
    if len(rows) > most:
        rows = np.sort(rows[np.argsort(-chance[rows], kind="stable")[:most]])
    return rows


def _evidence(chance: np.ndarray, scores: np.ndarray, labels: np.ndarray, length: np.ndarray) -> pd.DataFrame:
    """What the calibrated score is computed from: how sure the anchor and the labels around it are."""
    sure = np.log(_softmax(scores)[np.arange(len(labels)), labels] + 1e-9)
    begin = np.cumsum(length) - length
    likely = 1 - chance[:, 0]
    return pd.DataFrame(
        {
            "cue_logit": np.log(likely + 1e-6) - np.log(1 - likely + 1e-6),
            "labels": np.add.reduceat(sure, begin) if len(begin) else sure[:0],
            "worst": np.minimum.reduceat(sure, begin) if len(begin) else sure[:0],
            "speech": chance[:, 1] / likely,
        }
    )


def _spans(labels: np.ndarray, low: np.ndarray, high: np.ndarray) -> pd.DataFrame:
    """Runs of labels of one kind: one row a run, `last` exclusive."""
    length = high - low
    owner = np.repeat(np.arange(len(low)), length)
    row = low[owner] + np.arange(len(labels)) - np.repeat(np.cumsum(length) - length, length)
    kind = (labels + 1) // 2  # 0 for O, else 1 + the kind of span
    starts = (labels % 2 == 1) | np.append(True, (kind[1:] != kind[:-1]) | (owner[1:] != owner[:-1]))[
        : len(kind)
    ]
    at = np.flatnonzero(starts & (kind > 0))
    stop = np.append(np.flatnonzero(starts), len(labels))
    stop = stop[np.searchsorted(stop, at, side="right")]
    return pd.DataFrame(
        {"attribution": owner[at], "kind": kind[at] - 1, "first": row[at], "last": row[at] + stop - at}
    )


def choose(found: pd.DataFrame, spans: pd.DataFrame, network: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Choose the attributions to keep: where two claim the same words, the surer one has them.

    Returns:
        The attributions with their `score`, and their spans. Those with `is_weak` are too unsure to be kept
        for themselves; grammar may confirm them (`weak.py`).
    """
    content = spans[spans["kind"] == CONTENT]
    score = calibrated(found, spans, network)
    size = np.bincount(content["attribution"], content["last"] - content["first"], minlength=len(found))
    is_strong = score >= network["least"]
    contested = _words_of_surer_ones(content, np.where(is_strong, score, 0))
    is_strong &= (size > 0) & (contested <= size / 2)
    is_weak = ~is_strong & (size > 0) & (score >= WEAK)
    return keep_some(found.assign(score=score, is_weak=is_weak), spans, is_strong | is_weak)


def _words_of_surer_ones(content: pd.DataFrame, score: np.ndarray) -> np.ndarray:
    """How many words of each attribution's content a surer attribution claims too."""
    words = _rows(content)
    owner = content["attribution"].to_numpy().repeat(content["last"] - content["first"])
    best = np.zeros(words.max(initial=0) + 1, dtype=np.float64)
    np.maximum.at(best, words, score[owner])
    return np.bincount(owner, score[owner] < best[words], minlength=len(score))


def keep_some(
    found: pd.DataFrame, spans: pd.DataFrame, keep: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Some of the attributions, numbered anew, and their spans."""
    number = np.cumsum(keep) - 1
    spans = spans[keep[spans["attribution"]]]
    spans = spans.assign(attribution=number[spans["attribution"]])
    return found[keep].reset_index(drop=True), spans.reset_index(drop=True)


def _rows(spans: pd.DataFrame) -> np.ndarray:
    """The rows of all spans, one after another."""
    first, length = spans["first"].to_numpy(), (spans["last"] - spans["first"]).to_numpy()
    return np.repeat(first - np.cumsum(length) + length, length) + np.arange(length.sum())


def calibrated(found: pd.DataFrame, spans: pd.DataFrame, network: Network) -> np.ndarray:
    """The chance that content and source are both right, by logistic regression over `evidence`."""
    return 1 / (1 + np.exp(-(evidence(found, spans) @ network["score.weight"] + network["score.bias"])))


def evidence(found: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """One row an attribution: what its score is computed from."""
    size = spans["last"] - spans["first"]
    of = [spans["kind"] == kind for kind in (CONTENT, SOURCE)]
    words = np.bincount(spans["attribution"][of[0]], size[of[0]], minlength=len(found))
    pieces = np.bincount(spans["attribution"][of[0]], minlength=len(found))
    sources = np.bincount(spans["attribution"][of[1]], minlength=len(found))
    columns = [
        *(found[name] for name in ("cue_logit", "labels", "worst", "speech")),
        np.log1p(words),
        pieces == 1,
        pieces > 1,
        sources == 1,
        sources > 1,
    ]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)
