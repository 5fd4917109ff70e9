"""From blocks to attributions: likely anchors, the labels around them, spans, and how sure each is."""

import numpy as np
import pandas as pd

from .blocks import Blocks
from .network import REACH, Network

CHUNK = 15_000  # tokens read at once: bounds memory whatever the corpus
WINDOWS = 8_000  # rows of windows labelled at once: they stay in the processor's cache
FLOOR = 0.2  # anchors less likely than this are not looked at
CROWD = 6  # and at most one token in so many is
CONTENT, SOURCE, CUE = range(3)


def find_attributions(
    tokens: pd.DataFrame, blocks: Blocks, network: Network
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every likely attribution (its anchor, evidence) and the spans of each (kind, first and last row)."""
    sentence = tokens["sentence"].to_numpy()
    found, spans, known = [], [], 0
    edges = np.append(blocks.first, len(tokens))
    cut = np.unique(np.searchsorted(blocks.first, np.arange(0, max(len(tokens), 1), CHUNK)))
    for low, high in zip(cut, np.append(cut[1:], len(blocks.first)), strict=True):
        offset = edges[low]
        x = network.read(blocks.features[offset : edges[high]], blocks.length[low:high])
        chance, pairs = _softmax(network.anchors(x)), network.pairs(x)
        anchor = _likely(1 - chance[:, 0])
        home = np.searchsorted(blocks.first[low:high], anchor + offset, side="right") - 1 + low
        first = np.maximum(blocks.first[home] - offset, anchor - REACH)
        last = np.minimum(edges[home + 1] - offset, anchor + REACH + 1)
        for part in np.split(
            np.arange(len(anchor)), np.flatnonzero(np.diff(np.cumsum(last - first) // WINDOWS)) + 1
        ):
            scores = network.label(pairs, sentence[offset:], anchor[part], first[part], last[part])
            labels = network.best_labels(scores, (last - first)[part])
            some = _spans(labels, first[part], last[part], anchor[part])
            spans.append(
                some.assign(
                    attribution=some["attribution"] + known,
                    first=some["first"] + offset,
                    last=some["last"] + offset,
                )
            )
            found.append(
                _evidence(chance[anchor[part]], scores, labels, (last - first)[part]).assign(
                    anchor=anchor[part] + offset
                )
            )
            known += len(part)
    return pd.concat(found, ignore_index=True), pd.concat(spans, ignore_index=True)


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


def _spans(labels: np.ndarray, low: np.ndarray, high: np.ndarray, anchor: np.ndarray) -> pd.DataFrame:
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
    """The attributions to keep, with `score`: where two claim the same words, the surer one has them."""
    content = spans[spans["kind"] == CONTENT]
    score = calibrated(found, spans, network)
    words = _rows(content)
    owner = content["attribution"].to_numpy().repeat(content["last"] - content["first"])
    best = np.zeros(words.max(initial=0) + 1, dtype=np.float64)
    np.maximum.at(best, words, score[owner])
    lost = np.bincount(owner, score[owner] < best[words], minlength=len(found))
    size = np.bincount(owner, minlength=len(found))
    keep = (score >= network["least"]) & (size > 0) & (lost <= size / 2)
    return keep_some(found.assign(score=score), spans, keep)


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
