"""The network that reads a block: which tokens are cues, and for each cue what is said and by whom.

Two layers of GRU in both directions read the block once. Each token is scored as the anchor of a cue of
speech or of belief; then, for every likely anchor, a small convolution labels the tokens around it as
content, source, cue or none of these, and the best sequence of labels is found (Viterbi). Trained by
training/quotes.py with PyTorch; here it is numpy alone. GRU: Cho et al., EMNLP 2014; labelling once for
each predicate: Zhou & Xu, ACL 2015.
"""

from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

LABELS = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
REACH = 96  # tokens either side of an anchor that are labelled
GAP = 4  # rows of zeros between windows, so that no convolution (they reach 1, 2 and 4) crosses over
BATCH = 40_000  # rows worked on at once: bounds memory whatever the corpus


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
        x = self.embed(features[order])
        layer = 0
        while f"gru.weight_ih_l{layer}" in self.arrays:
            x = np.concatenate([self._recur(x, active, layer, back) for back in (False, True)], axis=1)
            layer += 1
        result = np.empty_like(x)
        result[order] = x
        return result

    def _recur(self, x: np.ndarray, active: np.ndarray, layer: int, back: bool) -> np.ndarray:
        """One layer in one direction; at step t the first `active[t]` sequences are still running."""
        weight, bias, recurrent, recurrent_bias = self._gates(f"l{layer}_reverse" if back else f"l{layer}")
        given = x @ weight
        given += bias
        size = len(recurrent)
        ends = np.cumsum(active)
        out = np.empty((len(x), size), dtype=np.float32)
        state = np.zeros((active[0] if len(active) else 0, size), dtype=np.float32)
        for t in range(len(active) - 1, -1, -1) if back else range(len(active)):
            place = slice(ends[t] - active[t], ends[t])
            h, now = state[: active[t]], given[place]
            past = h @ recurrent
            gates = now[:, : 2 * size]
            gates += past[:, : 2 * size]
            np.tanh(gates, out=gates)
            gates += 1
            new = past[:, 2 * size :]
            new += recurrent_bias
            new *= gates[:, :size]
            new += now[:, 2 * size :]
            np.tanh(new, out=new)
            h -= new
            h *= gates[:, size:]
            h *= 0.5
            h += new
            out[place] = h
        return out

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

    def pairs(self, x: np.ndarray) -> np.ndarray:
        """Each token as what may be labelled, and as the anchor it may be labelled for."""
        return np.stack([x @ self["token.weight"].T, x @ self["pivot.weight"].T + self["pivot.bias"]])

    def label(
        self, pairs: np.ndarray, sentence: np.ndarray, anchor: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> np.ndarray:
        """Scores of the labels in the windows low..high around anchors, one window after another."""
        rows, owner, keep = _windows(low, high)
        pair = pairs[0, rows]
        pair += pairs[1, anchor][owner]
        pair += self["distance.weight"][distance_bucket(rows - anchor[owner])]
        pair += self["sentence.weight"][np.clip(sentence[rows] - sentence[anchor[owner]], -3, 3) + 3]
        pair = np.maximum(pair, 0, out=pair)
        pair *= keep[:, None]
        k = 0
        while f"conv.{k}.weight" in self.arrays:
            left, middle, right = np.split(self[f"conv.{k}.weight"].T, 3)
            total = pair @ middle + self[f"conv.{k}.bias"]
            shift = 2**k
            total[shift:] += pair[:-shift] @ left
            total[:-shift] += pair[shift:] @ right
            np.maximum(total, 0, out=total)
            total += pair
            total *= keep[:, None]
            pair = total
            k += 1
        return (pair @ self["label.weight"].T + self["label.bias"])[keep]

    def best_labels(self, scores: np.ndarray, length: np.ndarray) -> np.ndarray:
        """The best sequence of labels of each window (Viterbi)."""
        order, active = _time_major(length)
        scores = scores[order]
        ends = np.cumsum(active)
        transition = self["transition"]  # from, to
        back = np.zeros(scores.shape, dtype=np.int8)
        best = np.zeros((active[0] if len(active) else 0, len(LABELS)), dtype=np.float32)
        for t, n in enumerate(active):
            place = slice(ends[t] - n, ends[t])
            if t == 0:
                best[:n] = scores[place] + self["start"]
                continue
            options = best[:n, :, None] + transition
            back[place] = options.argmax(axis=1)
            best[:n] = options.max(axis=1) + scores[place]
        labels = np.empty(len(scores), dtype=np.int8)
        current = best.argmax(axis=1)
        for t in range(len(active) - 1, -1, -1):
            n = active[t]
            place = slice(ends[t] - n, ends[t])
            labels[place] = current[:n]
            if t:
                current[:n] = back[place][np.arange(n), current[:n]]
        result = np.empty_like(labels)
        result[order] = labels
        return result


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
    """The rows of all windows, GAP spare rows after each: row, number of the window, whether it is real."""
    length = high - low
    owner = np.repeat(np.arange(len(low)), length + GAP)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(length + GAP) - length - GAP, length + GAP)
    keep = place < length[owner]
    return np.where(keep, low[owner] + place, low[owner]), owner, keep
