"""The network that reads a block: which tokens are cues, and for each cue what is said and by whom.

Two layers of GRU in both directions read the block once. Each token is scored as the anchor of a cue of
speech or of belief; then, for every likely anchor, a small convolution labels the tokens around it as
content, source, cue or none of these, and the best sequence of labels is found (Viterbi). Trained by
training/quotes.py with PyTorch; here it is numpy alone. Labelling once for each predicate: Zhou & Xu,
ACL 2015.
"""

from functools import cached_property
from importlib.resources import files

import numpy as np
import pandas as pd

from .blocks import FARTHEST, Blocks, read_blocks
from .packing import unpacked
from .recurrent import Gates, Layer
from .sequences import Steps
from .windows import Windows, convolve, rectify

LABELS = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
EXACT = 8  # tokens up to which each distance has a bucket of its own
BUCKETS = 16  # on either side
SENTENCES = 3  # sentences apart, on either side, that are told apart


def distance_bucket(distance: np.ndarray) -> np.ndarray:
    """Signed distances in tokens as one of 33 buckets: exact to 8, then ever wider."""
    size = np.abs(distance)
    largest = np.maximum(size, EXACT)
    doublings = np.log2(largest / EXACT)
    half_doublings = np.floor(2 * doublings)
    whole = half_doublings.astype(np.int32)
    wide = EXACT + whole + 1
    is_exact = size <= EXACT
    bucket = np.where(is_exact, size, wide)
    bucket = np.minimum(bucket, BUCKETS)
    signed = np.sign(distance) * bucket
    return signed + BUCKETS


class Network:
    """The weights of a file of arrays, and what is computed with them."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.arrays = unpacked(arrays)

    @classmethod
    def load(cls, name: str = "network.npz") -> "Network":
        path = files("broadsheet.quotes").joinpath(name)
        with path.open("rb") as file, np.load(file) as arrays:
            return cls(dict(arrays))

    @cached_property
    def vocabulary(self) -> dict[str, pd.Index]:
        """The words, lemmas and tags that the network knows, in the order of its tables."""
        result = {}
        for name in ("word", "lemma", "pos"):
            stored = self[f"vocabulary.{name}"]
            text = stored.tobytes().decode()
            words = text.split("\n")
            result[name] = pd.Index(words, dtype=object)
        return result

    def blocks(self, tokens: pd.DataFrame) -> Blocks:
        """What the network reads at once, of a `tokens` frame."""
        return read_blocks(tokens, self.vocabulary)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name]

    def _count(self, pattern: str) -> int:
        """How many layers there are whose weights have such a name."""
        number = 0
        while pattern.format(number) in self.arrays:
            number += 1
        return number

    # Reading

    def embed(self, features: np.ndarray) -> np.ndarray:
        """Turn the codes of each token into its vector."""
        vectors = []
        for number, codes in enumerate(features.T):
            table = self[f"embed.{number}"]
            vectors.append(table.take(codes, axis=0))
        return np.concatenate(vectors, axis=1)

    def read(self, features: np.ndarray, length: np.ndarray) -> np.ndarray:
        """Each token in its context; `features` holds blocks of the given lengths, one after another."""
        steps = Steps.of_lengths(length)
        by_step = self._read_kinds(features, steps)
        _, second = self._layers
        return second.run_on_rows(by_step, steps)

    def _read_kinds(self, features: np.ndarray, steps: Steps) -> np.ndarray:
        """Run the first layer, for which many tokens are alike; its states stand step by step."""
        first, kinds = _distinct(features)
        distinct = features[first]
        table = self.embed(distinct)
        kinds_by_step = kinds[steps.order]
        first_layer, _ = self._layers
        return first_layer.run_on_kinds(table, kinds_by_step, steps)

    @cached_property
    def _layers(self) -> list[Layer]:
        """The weights of each layer, in both directions."""
        layers = []
        for number in range(self._count("gru.weight_ih_l{}")):
            forth = self._gates(f"l{number}")
            back = self._gates(f"l{number}_reverse")
            layers.append(Layer(forth, back))
        return layers

    def _gates(self, name: str) -> Gates:
        return Gates.prepare(
            weight=self[f"gru.weight_ih_{name}"],
            bias=self[f"gru.bias_ih_{name}"],
            recurrent=self[f"gru.weight_hh_{name}"],
            past=self[f"gru.bias_hh_{name}"],
        )

    # Anchors and labels

    def least(self, speech: np.ndarray) -> np.ndarray:
        """The score from which an attribution is kept; `speech` is how likely each is no belief."""
        return np.full(len(speech), self["least"])

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        result = x @ self[f"{name}.weight"].T
        result += self[f"{name}.bias"]
        return result

    def anchors(self, x: np.ndarray) -> np.ndarray:
        """For each token: the logits of none, speech, belief."""
        hidden = self._linear(x, "anchor.0")
        rectify(hidden)
        return self._linear(hidden, "anchor.2")

    def pairs(self, x: np.ndarray, anchor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each token as what may be labelled, and each anchor as what it may be labelled for."""
        tokens = x @ self["token.weight"].T
        pivots = self._linear(x[anchor], "pivot")
        return tokens, pivots

    def label(
        self,
        tokens: np.ndarray,
        pivots: np.ndarray,
        sentence: np.ndarray,
        windows: Windows,
    ) -> np.ndarray:
        """Score the labels of all tokens in some windows, one window after another.

        They follow from the token, its anchor, and how many words and sentences they are apart.

        Args:
            tokens, pivots: what `pairs` gives, the pivots of these windows' anchors.
            sentence: the number of each token's sentence.
            windows: the tokens to label, and for which anchor.
        """
        layout = windows.layout()
        row = layout.row
        anchor = windows.anchor[layout.owner]
        pair = tokens.take(row, axis=0)
        pair += pivots.take(layout.owner, axis=0)
        sentences = sentence[row] - sentence[anchor]
        buckets = self._buckets[row - anchor + FARTHEST]
        kind = self._kind_of_distance(sentences, buckets)
        pair += self._apart.take(kind, axis=0)
        rectify(pair)
        pair[layout.spare] = 0
        for number, weight in enumerate(self._kernels):
            bias = self[f"conv.{number}.bias"]
            convolve(pair, weight, bias, 2**number)
            pair[layout.spare] = 0
        scores = self._linear(pair, "label")
        return scores.take(layout.labelled, axis=0)

    def _kind_of_distance(
        self, sentences: np.ndarray, buckets: np.ndarray
    ) -> np.ndarray:
        """The row of `_apart` for so many sentences and tokens."""
        near = np.clip(sentences, -SENTENCES, SENTENCES)
        from_least = near + SENTENCES
        count = len(self["distance.weight"])
        return from_least * count + buckets

    @cached_property
    def _kernels(self) -> list[np.ndarray]:
        """The weights of each convolution: a matrix each for what lies before, here and after."""
        result = []
        for number in range(self._count("conv.{}.weight")):
            weight = self[f"conv.{number}.weight"]
            size = len(weight)
            sides = weight.reshape(size, 3, size)
            by_side = sides.transpose(1, 2, 0)
            result.append(np.ascontiguousarray(by_side))
        return result

    @cached_property
    def _buckets(self) -> np.ndarray:
        """The bucket of each distance from -FARTHEST on."""
        return distance_bucket(np.arange(-FARTHEST, FARTHEST + 1))

    @cached_property
    def _apart(self) -> np.ndarray:
        """What sentences and tokens apart give together, one row for each pair of them."""
        sentences = self["sentence.weight"][:, None]
        tokens = self["distance.weight"]
        _, width = tokens.shape
        together = sentences + tokens
        return together.reshape(-1, width)

    def best_labels(self, scores: np.ndarray, length: np.ndarray) -> np.ndarray:
        """The best sequence of labels of each window (Viterbi)."""
        steps = Steps.of_lengths(length)
        best = self._best_scores(scores, steps)
        transition = self["transition"]
        labels = np.empty(len(scores), dtype=np.int8)
        current = np.zeros(steps.widest, dtype=np.int8)
        following = 0  # how many sequences go on after this step
        for step in reversed(range(len(steps.active))):
            stretch = slice(steps.first[step], steps.last[step])
            options = best[:, stretch]
            # Those that go on come from where the next label came from.
            next_labels = current[:following]
            options[:, :following] += transition[:, next_labels]
            following = int(steps.active[step])
            chosen = options.argmax(axis=0)
            current[:following] = chosen
            labels[stretch] = chosen
        return steps.back_in_order(labels)

    def _best_scores(self, scores: np.ndarray, steps: Steps) -> np.ndarray:
        """For each label (row) and position (column), the score of the best sequence that ends there."""
        by_step = scores[steps.order]
        best = by_step.T.copy()
        transition = self["transition"][:, :, None]  # from, to
        start = self["start"][:, None]
        if len(steps.active):
            best[:, : steps.widest] += start
        for step in range(1, len(steps.active)):
            first = steps.first[step]
            last = steps.last[step]
            before = steps.first[step - 1]
            count = steps.active[step]
            after = before + count
            earlier = best[:, None, before:after]
            options = earlier + transition
            best[:, first:last] += options.max(axis=0)
        return best


def softmax(logits: np.ndarray) -> np.ndarray:
    """Chances for the logits of each row."""
    # numpy goes through a few long rows far faster than through many short ones.
    columns = logits.T.copy()
    columns -= columns.max(axis=0)
    powers = np.exp(columns, out=columns)
    powers /= powers.sum(axis=0)
    return powers.T


def _distinct(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each kind of token, and the number of each row's kind."""
    key = np.zeros(len(features), np.int64)
    for codes in features.T:
        key *= codes.max(initial=0) + 1
        key += codes
    kinds, values = pd.factorize(key)
    rows = np.arange(len(key))
    backwards = rows[::-1]
    first = np.empty(len(values), np.int64)
    kinds_backwards = kinds[backwards]
    first[kinds_backwards] = backwards  # the last to be written is the first row
    return first, kinds
