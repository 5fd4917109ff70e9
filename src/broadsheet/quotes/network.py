"""The network that reads a block: which tokens are cues, and for each cue what is said and by whom.

Two layers of GRU in both directions read the block once. Each token is scored as the anchor of a cue of
speech or of belief; then, for every likely anchor, a small convolution labels the tokens around it as
content, source, cue or none of these, and the best sequence of labels is found (Viterbi). Trained by
training/quotes.py with PyTorch; here it is numpy alone. GRU: Cho et al., EMNLP 2014; labelling once for
each predicate: Zhou & Xu, ACL 2015.
"""

from functools import cache, cached_property
from importlib.resources import files

import numpy as np
import pandas as pd

LABELS = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
GAP = 4  # rows of zeros between windows, so that no convolution (they reach 1, 2 and 4) crosses over
CACHED = 2_000  # rows whose gates are computed at once: they stay in the processor's cache


def distance_bucket(distance: np.ndarray) -> np.ndarray:
    """Signed distances in tokens as one of 33 buckets: exact to 8, then ever wider."""
    size = np.abs(distance)
    far = 8 + np.floor(2 * np.log2(np.maximum(size, 8) / 8)).astype(np.int32)
    return np.sign(distance) * np.minimum(np.where(size <= 8, size, far + 1), 16) + 16


class Network:
    """The weights of a file of arrays, and what is computed with them."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.arrays = {
            name: array.astype(np.float32) if array.dtype == np.float16 else array
            for name, array in arrays.items()
        }

    @classmethod
    def load(cls) -> "Network":
        with files("broadsheet.quotes").joinpath("network.npz").open("rb") as file, np.load(file) as arrays:
            return cls(dict(arrays))

    @property
    def vocabulary(self) -> dict[str, pd.Index]:
        """The words, lemmas and tags that the network knows, in the order of its tables."""
        names = ("word", "lemma", "pos")
        return {name: pd.Index(self[f"vocabulary.{name}"].tobytes().decode().split("\n")) for name in names}

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name]

    def embed(self, features: np.ndarray) -> np.ndarray:
        tables = [self[f"embed.{k}"] for k in range(features.shape[1])]
        return np.concatenate([table[features[:, k]] for k, table in enumerate(tables)], axis=1)

    def read(self, features: np.ndarray, length: np.ndarray) -> np.ndarray:
        """Each token in its context; `features` holds blocks of the given lengths, one after another."""
        order, active = _time_major(length)
        first, alike = _distinct(features)
        x, rows, layer = self.embed(features[first]), alike[order], 0
        while f"gru.weight_ih_l{layer}" in self.arrays:
            size = self[f"gru.weight_hh_l{layer}"].shape[1]
            both = np.empty((len(order), 2 * size), dtype=np.float32)
            self._recur(x, rows, active, self._gates(f"l{layer}"), both[:, :size])
            self._recur(x, rows, active, self._gates(f"l{layer}_reverse"), both[:, size:], back=True)
            x, rows, layer = both, None, layer + 1
        result = np.empty_like(x)
        result[order] = x
        return result

    @staticmethod
    def _recur(
        x: np.ndarray,
        rows: np.ndarray | None,
        active: np.ndarray,
        gates: tuple,
        out: np.ndarray,
        back: bool = False,
    ) -> None:
        """One layer in one direction; at step t the first `active[t]` sequences are still running.

        The input is `x`, or its `rows` where tokens are alike, and what it gives is then computed once for
        these; else it is computed for some steps at a time, and so stays in the processor's cache.
        """
        weight, bias, recurrent, recurrent_bias = gates
        size, ends = len(recurrent), np.cumsum(active)
        state = np.zeros((active[0] if len(active) else 0, size), dtype=np.float32)
        steps = np.split(np.arange(len(active)), np.flatnonzero(np.diff((ends - 1) // CACHED)) + 1)
        table = x
        if rows is not None:
            table = x @ weight + bias
        for some in reversed(steps) if back else steps:
            if not len(some):
                continue
            low, high = ends[some[0]] - active[some[0]], ends[some[-1]]
            if rows is None:
                given = x[low:high] @ weight
                given += bias
            else:
                given = table[rows[low:high]]
            for t in some[::-1] if back else some:
                h, now = state[: active[t]], given[ends[t] - active[t] - low : ends[t] - low]
                past = h @ recurrent
                gate = now[:, : 2 * size]
                gate += past[:, : 2 * size]
                np.tanh(gate, out=gate)
                gate += 1
                new = past[:, 2 * size :]
                new += recurrent_bias
                new *= gate[:, :size]
                new += now[:, 2 * size :]
                np.tanh(new, out=new)
                h -= new
                h *= gate[:, size:]
                h *= 0.5
                h += new
                out[ends[t] - active[t] : ends[t]] = h

    @cache  # noqa: B019 - one network lives as long as the program
    def _gates(self, name: str) -> tuple[np.ndarray, ...]:
        """The weights of a layer, halved where that spares a pass: sigmoid(x) is (1 + tanh(x / 2)) / 2."""
        arrays = [
            self[f"gru.{part}_{name}"].T.copy() for part in ("weight_ih", "bias_ih", "weight_hh", "bias_hh")
        ]
        weight, bias, recurrent, recurrent_bias = arrays
        size = len(recurrent)
        bias[: 2 * size] += recurrent_bias[: 2 * size]
        weight[:, : 2 * size] *= 0.5
        bias[: 2 * size] *= 0.5
        recurrent *= 0.5
        return weight, bias, recurrent, recurrent_bias[2 * size :] * 0.5

    def anchors(self, x: np.ndarray) -> np.ndarray:
        """For each token: the logits of none, speech, belief."""
        hidden = np.maximum(x @ self["anchor.0.weight"].T + self["anchor.0.bias"], 0)
        return hidden @ self["anchor.2.weight"].T + self["anchor.2.bias"]

    def pairs(self, x: np.ndarray, anchor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each token as what may be labelled, and each anchor as what it may be labelled for."""
        return x @ self["token.weight"].T, x[anchor] @ self["pivot.weight"].T + self["pivot.bias"]

    def label(
        self,
        tokens: np.ndarray,
        pivots: np.ndarray,
        sentence: np.ndarray,
        anchor: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
    ) -> np.ndarray:
        """Scores of the labels in the windows low..high around anchors, one window after another, from the
        token, its anchor, and how many words and sentences they are apart."""
        rows, owner, gap = _windows(low, high)
        at = anchor[owner]
        pair = tokens[rows]
        pair += pivots[owner]
        apart = np.clip(sentence[rows] - sentence[at], -3, 3) + 3
        pair += self._apart[apart * len(self["distance.weight"]) + distance_bucket(rows - at)]
        np.maximum(pair, 0, out=pair)
        pair[gap] = 0
        k = 0
        while f"conv.{k}.weight" in self.arrays:
            size, shift = pair.shape[1], 2**k
            sides = pair @ self[f"conv.{k}.weight"].reshape(size, 3, size).transpose(2, 1, 0).reshape(
                size, -1
            )
            total = sides[:, size : 2 * size]
            total[shift:] += sides[:-shift, :size]
            total[:-shift] += sides[shift:, 2 * size :]
            total += self[f"conv.{k}.bias"]
            np.maximum(total, 0, out=total)
            pair += total
            pair[gap] = 0
            k += 1
        return np.delete(pair @ self["label.weight"].T + self["label.bias"], gap, axis=0)

    @cached_property
    def _apart(self) -> np.ndarray:
        """What sentences and tokens apart give together, one row for each pair of them."""
        sentences, tokens = self["sentence.weight"], self["distance.weight"]
        return (sentences[:, None] + tokens).reshape(-1, tokens.shape[1])

    def best_labels(self, scores: np.ndarray, length: np.ndarray) -> np.ndarray:
        """The best sequence of labels of each window (Viterbi)."""
        order, active = _time_major(length)
        best, ends = scores[order].T.copy(), np.cumsum(active)
        transition = self["transition"]  # from, to
        if len(active):
            best[:, : active[0]] += self["start"][:, None]
        for t in range(1, len(active)):
            low, n = ends[t - 1], active[t]
            before = best[:, low - active[t - 1] : low - active[t - 1] + n]
            best[:, low : low + n] += (before[:, None] + transition[:, :, None]).max(axis=0)
        labels = np.empty(len(scores), dtype=np.int8)
        current = np.zeros(active[0] if len(active) else 0, dtype=np.int8)
        for t in range(len(active) - 1, -1, -1):
            n = active[t]
            options = best[:, ends[t] - n : ends[t]]
            if t + 1 < len(active):  # those that go on come from where the next label came from
                options[:, : active[t + 1]] += transition[:, current[: active[t + 1]]]
            current[:n] = labels[ends[t] - n : ends[t]] = options.argmax(axis=0)
        result = np.empty_like(labels)
        result[order] = labels
        return result


def _distinct(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each kind of token, and the number of each row's kind."""
    key = np.zeros(len(features), np.int64)
    for column in features.T:
        key = key * (column.max(initial=0) + 1) + column
    alike, kinds = pd.factorize(key)
    first = np.empty(len(kinds), np.int64)
    first[alike[::-1]] = np.arange(len(key))[::-1]
    return first, alike


def _time_major(length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows of sequences of these lengths reordered by step, the longest sequences first,
    and how many sequences have each step."""
    by_length = np.argsort(-length, kind="stable")
    first = np.cumsum(length) - length
    sizes = length[by_length]
    steps = np.arange(sizes[0] if len(sizes) else 0)
    active = len(sizes) - np.searchsorted(sizes[::-1], steps, side="right")
    rank = np.arange(active.sum()) - np.repeat(np.cumsum(active) - active, active)
    return first[by_length][rank] + np.repeat(steps, active), active


def _windows(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows of all windows, GAP spare rows after each: row, number of the window, and which are spare."""
    length = high - low
    owner = np.repeat(np.arange(len(low)), length + GAP)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(length + GAP) - length - GAP, length + GAP)
    return np.minimum(low[owner] + place, high[owner] - 1), owner, np.flatnonzero(place >= length[owner])
