"""From blocks to attributions: likely anchors, the labels around them, and their spans."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.arrays import changes, ranges

from .blocks import Blocks, window_edges
from .network import Network, softmax
from .windows import Windows

CHUNK = 25_000  # tokens read at once: bounds memory, which takes long to get from the system
WINDOWS = 4_000  # rows of windows labelled at once: they stay in the processor's cache
FLOOR = 0.25  # anchors less likely than this are not looked at, unless somebody asks for them
CROWD = 6  # and at most one token in so many is
CONTENT, SOURCE, CUE = range(3)
SPANS = ("attribution", "kind", "first", "last")
EVIDENCE = ("cue_logit", "labels", "worst", "speech")
TINY = 1e-6  # keeps logarithms finite
TINIEST = 1e-9  # the same, for labels

Found = tuple[pd.DataFrame, pd.DataFrame]
"""Attributions (anchor, evidence), and the spans of each (kind, first row, row after the last)."""


@dataclass(frozen=True)
class Group:
    """Blocks of much the same length, laid one after another."""

    row: np.ndarray  # of the tokens frame, for each local row
    edges: np.ndarray  # where the blocks begin, and the end
    length: np.ndarray
    is_own: np.ndarray  # whether an anchor on this local row belongs to its block


def find_attributions(blocks: Blocks, network: Network, floor: float = FLOOR) -> Found:
    """Find every attribution whose anchor is likelier than `floor`, in the order of their anchors."""
    attributions = []
    spans = []
    count = 0
    for group in _groups(blocks):
        some, their_spans = _read_group(group, blocks, network, floor)
        number = their_spans["attribution"] + count
        attributions.append(some)
        spans.append(their_spans.assign(attribution=number))
        count += len(some)
    if not attributions:
        return _no_attributions()
    all_attributions = pd.concat(attributions, ignore_index=True)
    all_spans = pd.concat(spans, ignore_index=True)
    return in_order(all_attributions, all_spans)


def _no_attributions() -> Found:
    attributions = pd.DataFrame({name: np.zeros(0) for name in EVIDENCE})
    attributions["anchor"] = np.zeros(0, int)
    spans = pd.DataFrame({name: np.zeros(0, int) for name in SPANS})
    return attributions, spans


def in_order(attributions: pd.DataFrame, spans: pd.DataFrame) -> Found:
    """Number the attributions by their anchors."""
    order = np.argsort(attributions["anchor"].to_numpy(), kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    spans = spans.assign(attribution=number[spans["attribution"]])
    spans = spans.sort_values(
        ["attribution", "first"], kind="stable", ignore_index=True
    )
    attributions = attributions.iloc[order]
    return attributions.reset_index(drop=True), spans


def _groups(blocks: Blocks) -> Iterator[Group]:
    """Put blocks of much the same length together, which takes the fewest steps."""
    by_length = np.argsort(-blocks.length, kind="stable")
    sizes = blocks.length[by_length]
    chunk = np.cumsum(sizes) // CHUNK
    ends_chunk = np.diff(chunk)
    cuts = np.flatnonzero(ends_chunk) + 1
    for chosen in np.split(by_length, cuts):
        length = blocks.length[chosen]
        row = ranges(blocks.first[chosen], length)
        own_first = np.repeat(blocks.own_first[chosen], length)
        own_last = np.repeat(blocks.own_last[chosen], length)
        ends = np.cumsum(length)
        is_from_own = row >= own_first
        is_to_own = row < own_last
        yield Group(
            row=row,
            edges=np.append(0, ends),
            length=length,
            is_own=is_from_own & is_to_own,
        )


def _read_group(group: Group, blocks: Blocks, network: Network, floor: float) -> Found:
    """Find the attributions of a group and their spans."""
    row = group.row
    features = blocks.features[row]
    x = network.read(features, group.length)
    logits = network.anchors(x)
    chance = softmax(logits)
    of_cue = 1 - chance[:, 0]
    of_own_cue = np.where(group.is_own, of_cue, 0)
    anchor = _likely(of_own_cue, floor)
    marks = blocks.marks[row]
    windows = _windows(anchor, group, marks)
    sentence = blocks.sentence[row]
    scores = _label(windows, x, sentence, network)
    labels = network.best_labels(scores, windows.length)
    evidence = _evidence(chance[anchor], scores, labels, windows.length)
    attributions = evidence.assign(anchor=row[anchor])
    spans = _spans(labels, windows)
    return attributions, _in_rows(spans, row)


def _in_rows(spans: pd.DataFrame, row: np.ndarray) -> pd.DataFrame:
    """Spans of a group as rows of the tokens frame."""
    first = row[spans["first"]]
    inner = row[spans["last"] - 1]
    return spans.assign(first=first, last=inner + 1)


def _label(
    windows: Windows, x: np.ndarray, sentence: np.ndarray, network: Network
) -> np.ndarray:
    """Score the labels of all tokens in all windows, some windows at a time."""
    tokens, pivots = network.pairs(x, windows.anchor)
    scores = []
    for part in windows.parts(WINDOWS):
        some = windows.some(part)
        scores.append(network.label(tokens, pivots[part], sentence, some))
    return np.concatenate(scores)


def _windows(anchor: np.ndarray, group: Group, marks: np.ndarray) -> Windows:
    """What is labelled for each anchor: the rows around it, within its block."""
    edges_before = np.searchsorted(group.edges, anchor, side="right")
    block = edges_before - 1
    low = group.edges[block]
    high = group.edges[block + 1]
    first, last = window_edges(anchor, low, high, marks)
    return Windows(anchor, first, last)


def _likely(chance: np.ndarray, floor: float) -> np.ndarray:
    """The rows of likely anchors; where they crowd, the likeliest of them."""
    rows = np.flatnonzero(chance > floor)
    most = len(chance) // CROWD + 1
    if len(rows) <= most:
        return rows
    chances = chance[rows]
    by_chance = np.argsort(-chances, kind="stable")
    likeliest = by_chance[:most]
    return np.sort(rows[likeliest])


def _evidence(
    chance: np.ndarray, scores: np.ndarray, labels: np.ndarray, length: np.ndarray
) -> pd.DataFrame:
    """What the calibrated score is computed from: how sure the anchor and the labels around it are."""
    rows = np.arange(len(labels))
    of_labels = softmax(scores)[rows, labels]
    sure = np.log(of_labels + TINIEST)
    likely = 1 - chance[:, 0]
    columns = {
        "cue_logit": _logit(likely),
        "labels": sure[:0],
        "worst": sure[:0],
        "speech": chance[:, 1] / likely,
    }
    if len(length):
        begin = np.cumsum(length) - length
        columns["labels"] = np.add.reduceat(sure, begin)
        columns["worst"] = np.minimum.reduceat(sure, begin)
    return pd.DataFrame(columns)


def _logit(chance: np.ndarray) -> np.ndarray:
    against = 1 - chance
    log_for = np.log(chance + TINY)
    log_against = np.log(against + TINY)
    return log_for - log_against


def _spans(labels: np.ndarray, windows: Windows) -> pd.DataFrame:
    """Runs of labels of one kind: one row a run, `last` exclusive."""
    length = windows.length
    owner = np.repeat(np.arange(len(length)), length)
    row = ranges(windows.first, length)
    kind = (labels + 1) // 2  # 0 for O, else 1 + the kind of span
    starts = labels % 2 == 1
    starts |= changes(kind, owner)
    begin = np.flatnonzero(starts)
    edges = np.append(begin, len(labels))
    size = np.diff(edges)
    is_span = kind[begin] > 0
    begin = begin[is_span]
    first = row[begin]
    columns = {
        "attribution": owner[begin],
        "kind": kind[begin] - 1,
        "first": first,
        "last": first + size[is_span],
    }
    return pd.DataFrame(columns)
