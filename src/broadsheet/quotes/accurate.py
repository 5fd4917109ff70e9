"""The accurate reader: a pretrained encoder and a small network, which judge together.

The small network reads everything first; the encoder then reads the blocks in which it sees any chance of a
cue. Where both have read, the logits of anchors and of labels are averaged. The encoder's heads, and how they
decode, are those of the small network.

accurate.npz holds the heads, and what the layers of the pretrained encoder learned: for each matrix two
narrow ones, whose product is added to it (LoRA: Hu et al. 2022). The encoder itself is installed apart.
"""

from dataclasses import replace
from functools import cached_property
from importlib.resources import files

import numpy as np
import pandas as pd

from .blocks import Blocks
from .encoder import Encoder, Pieces
from .marks import CLOSES, OPENS
from .network import Network, softmax
from .pretrained import check_installed, read_encoder, read_vocabulary
from .windows import Windows
from .wordpieces import WordPieces

# Blocks without so likely a cue for the small network are not read again. On held-out training articles .02
# and .3 came out within .1 of each other; with .25 a tenth less is read.
GLANCE = 0.25
# The score from which speech is kept. On held-out training articles, as they are and with joined paragraphs,
# .3 in place of .4 gained .5 and .1 on all speech, .3 and .1 on all, .2 and .3 on characters.
LEAST_SPEECH = 0.3
SHARE = 0.65  # of the encoder's judgement in the average
# The small network that reads beside the encoder learned from annotated articles alone. With the one of the
# fast model, which learned from this reader's labels and errs as it does, all speech was .4 lower on held-out
# training articles and .6 lower on the development part of PolNeAR, all attributions .4 higher and .8 lower.
BESIDE = "network_plain.npz"
TOLD = (2, 3, 4)  # columns of the features that the encoder is told: tag, mark, shape


class AccurateNetwork(Network):
    """The pretrained encoder with what it learned, beside the small network."""

    def __init__(self, arrays: dict[str, np.ndarray], small: Network):
        super().__init__(arrays)
        self.small = small
        learned = self._part("encoder.")
        pretrained = read_encoder()
        self.encoder = make_encoder(adapted(pretrained, learned))
        vocabulary = read_vocabulary()
        self.pieces = WordPieces(vocabulary)
        self._own_chain = {name: self[name] for name in ("transition", "start")}
        self.mix(SHARE)

    def mix(self, share: float) -> None:
        """Set the encoder's share in all that is averaged."""
        self.share = share
        rest = 1 - share
        for name, own in self._own_chain.items():
            small = self.small[name]
            self.arrays[name] = share * own + rest * small

    @classmethod
    def load(cls, name: str = "accurate.npz") -> "AccurateNetwork":
        check_installed()
        path = files("broadsheet.quotes").joinpath(name)
        with path.open("rb") as file, np.load(file) as arrays:
            return cls(dict(arrays), Network.load(BESIDE))

    def _part(self, head: str) -> dict[str, np.ndarray]:
        """The arrays whose names begin so, under the rest of their names."""
        part = {}
        for name, array in self.arrays.items():
            if name.startswith(head):
                rest = name.removeprefix(head)
                part[rest] = array
        return part

    def blocks(self, tokens: pd.DataFrame) -> Blocks:
        """The blocks of the small network, with the number of each token's word as a last column."""
        blocks = self.small.blocks(tokens)
        norms = tokens["norm"].cat
        numbers = self._numbers(norms.categories)
        codes = norms.codes.to_numpy()
        word = numbers[codes]
        is_mark = np.isin(blocks.marks, (OPENS, CLOSES))
        (number_of_mark,) = self._numbers(['"'])
        word[is_mark] = number_of_mark
        columns = [blocks.features, word]
        features = np.column_stack(columns)
        return replace(blocks, features=features)

    def _numbers(self, words) -> np.ndarray:
        """Number words in the order in which they were first met."""
        for word in words:
            if word not in self._order:
                self._order[word] = len(self._order)
                self._spelling.append(self.pieces.of(word))
        return np.array([self._order[word] for word in words], dtype=np.int32)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {}

    @cached_property
    def _spelling(self) -> list[list[int]]:
        return []

    def read(self, features: np.ndarray, length: np.ndarray) -> np.ndarray:
        """What the small network, then what the encoder makes of each token; zeros where it did not read."""
        of_small = features[:, :-1]
        quick = self.small.read(of_small, length)
        is_read = self._worth_reading(quick, length)
        rows = np.repeat(is_read, length)
        shape = (len(features), self._width)
        state = np.zeros(shape, dtype=np.float32)
        if is_read.any():
            own_features = features[rows]
            own_length = length[is_read]
            state[rows] = self._encode(own_features, own_length)
        return np.concatenate([quick, state], axis=1)

    def _worth_reading(self, quick: np.ndarray, length: np.ndarray) -> np.ndarray:
        """The blocks in which the small network sees a chance of a cue."""
        logits = self.small.anchors(quick)
        chances = softmax(logits)
        of_cue = 1 - chances[:, 0]
        last = np.cumsum(length)
        first = last - length
        largest = np.maximum.reduceat(of_cue, first)
        return largest >= GLANCE

    def _encode(self, features: np.ndarray, length: np.ndarray) -> np.ndarray:
        told = features[:, TOLD]
        words = features[:, -1]
        pieces = self._spell(words)
        edges = (self.pieces.first, self.pieces.last)
        states = self.encoder.read(pieces, told, length, edges)
        known = self.embed(told)
        return np.concatenate([states, known], axis=1)

    def _spell(self, words: np.ndarray) -> Pieces:
        """The pieces of some words, by their numbers."""
        spelt = [self._spelling[number] for number in words.tolist()]
        sizes = [len(pieces) for pieces in spelt]
        count = np.array(sizes)
        last = np.cumsum(count)
        return Pieces(
            number=np.concatenate(spelt),
            first=last - count,
            count=count,
        )

    @property
    def _width(self) -> int:
        return self["anchor.0.weight"].shape[1]

    def _apart_by_reader(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        width = self._width
        quick = x[:, :-width]
        state = x[:, -width:]
        return quick, state

    def least(self, speech: np.ndarray) -> np.ndarray:
        """The score from which an attribution is kept: a lower one for speech."""
        is_speech = speech >= 0.5
        return np.where(is_speech, LEAST_SPEECH, self["least"])

    def anchors(self, x: np.ndarray) -> np.ndarray:
        """The averaged logits; those of the small network where the encoder did not read."""
        quick, state = self._apart_by_reader(x)
        small_logits = self.small.anchors(quick)
        own_logits = super().anchors(state)
        small = _log_chances(small_logits)
        own = _log_chances(own_logits)
        is_read = state.any(axis=1, keepdims=True)
        share = np.where(is_read, self.share, 0)
        rest = 1 - share
        return share * own + rest * small

    def pairs(self, x: np.ndarray, anchor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What both make of each token and of each anchor, side by side."""
        quick, state = self._apart_by_reader(x)
        small_tokens, small_pivots = self.small.pairs(quick, anchor)
        own_tokens, own_pivots = super().pairs(state, anchor)
        tokens = np.hstack([small_tokens, own_tokens])
        pivots = np.hstack([small_pivots, own_pivots])
        return tokens, pivots

    def label(
        self,
        tokens: np.ndarray,
        pivots: np.ndarray,
        sentence: np.ndarray,
        windows: Windows,
    ) -> np.ndarray:
        """Average the scores of both."""
        size = len(self.small["token.weight"])
        small_tokens, own_tokens = np.split(tokens, [size], axis=1)
        small_pivots, own_pivots = np.split(pivots, [size], axis=1)
        small = self.small.label(small_tokens, small_pivots, sentence, windows)
        own = super().label(own_tokens, own_pivots, sentence, windows)
        rest = 1 - self.share
        return self.share * own + rest * small


def _log_chances(logits: np.ndarray) -> np.ndarray:
    chances = softmax(logits)
    return np.log(chances)


def make_encoder(arrays: dict[str, np.ndarray]) -> Encoder:
    """The encoder, run by onnxruntime, which only `make accurate` installs."""
    from .compiled import Layers

    layers = Layers(arrays)
    return Encoder(arrays, layers)


def adapted(
    pretrained: dict[str, np.ndarray], learned: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """The weights of the encoder after its training.

    Args:
        pretrained: the weights as they were before.
        learned: arrays in the place of some of them, and pairs `.up` and `.down` whose product is added to
            the matrix of that name.
    """
    arrays = pretrained | learned
    for name, up in learned.items():
        matrix, _, end = name.rpartition(".")
        if end == "up":
            weight = f"{matrix}.weight"
            change = up @ learned[f"{matrix}.down"]
            arrays[weight] = pretrained[weight] + change
    return arrays
