"""The encoder of the accurate reader: all-MiniLM-L6-v2, trained on by training/accurate.py.

Six layers of self-attention (Devlin et al. 2019) over the word pieces of a block. Beside each piece the
upper layers are told the mark, the shape and the tag of its token, as the fast network is. The layers
themselves are in compiled.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from broadsheet.arrays import ranges

GROUP = 256  # pieces read at once: what is kept beside their rows stays in the processor's cache
EDGES = 2  # pieces that stand around a block
HIDDEN = -1e9  # added to how much a piece is looked at that is none
TINY = 1e-12  # keeps the spread of a row from being zero, as in BERT
PLACES = 512  # the places that the encoder knows; pieces further on stand at the last


@dataclass(frozen=True)
class Pieces:
    """The word pieces of some tokens: their numbers, and where those of each token begin."""

    number: np.ndarray
    first: np.ndarray
    count: np.ndarray


@dataclass(frozen=True)
class Stretches:
    """Where the tokens and the pieces of each block lie."""

    first: np.ndarray  # token
    length: np.ndarray  # in tokens
    size: np.ndarray  # in pieces, with the two edges
    pieces_before: np.ndarray  # how many pieces precede each token of all

    @classmethod
    def of(cls, pieces: Pieces, length: np.ndarray) -> "Stretches":
        """Lay out blocks of so many tokens, one after another."""
        after = np.cumsum(length)
        first = after - length
        counted = np.cumsum(pieces.count)
        pieces_before = np.append(0, counted)
        size = pieces_before[after] - pieces_before[first]
        return cls(first, length, size + EDGES, pieces_before)


@dataclass(frozen=True)
class Padded:
    """Blocks side by side, one a row, all padded to the longest."""

    number: np.ndarray  # of each piece
    owner: np.ndarray  # the token of each piece; -1 where there is none
    size: np.ndarray  # pieces of each block
    tokens: np.ndarray
    wanted: np.ndarray  # where the first piece of each token stands


class Layers(Protocol):
    """What makes states of vectors: `broadsheet.quotes.compiled.Layers`."""

    def run(
        self, x: np.ndarray, told: np.ndarray, hidden: np.ndarray, wanted: np.ndarray
    ) -> np.ndarray:
        """Return what the layers make of the wanted pieces."""
        ...


class Encoder:
    """The weights of the encoder, and what is computed with them."""

    def __init__(self, arrays: dict[str, np.ndarray], layers: Layers):
        self.arrays = arrays
        self.layers = layers

    def read(
        self,
        pieces: Pieces,
        features: np.ndarray,
        length: np.ndarray,
        edges: tuple[int, int],
    ) -> np.ndarray:
        """Give the state of each token's first piece.

        Args:
            pieces: the word pieces of the tokens.
            features: marks, shapes and tags of the tokens, in the columns of `told`.
            length: tokens of each block; the blocks lie one after another.
            edges: the pieces that stand before and behind each block.
        """
        stretches = Stretches.of(pieces, length)
        width = self.arrays["pieces"].shape[1]
        shape = (len(features), width)
        states = np.empty(shape, dtype=np.float32)
        for blocks in _groups(stretches.size):
            padded = _pad(blocks, stretches, pieces, edges)
            states[padded.tokens] = self._read_group(padded, features)
        return states

    def _read_group(self, padded: Padded, features: np.ndarray) -> np.ndarray:
        """Read blocks side by side; give the wanted pieces."""
        _, longest = padded.number.shape
        columns = np.arange(longest)
        x = self._embed(padded.number, columns)
        is_piece = columns < padded.size[:, None]
        none = np.where(is_piece, 0, HIDDEN)
        for_all_heads = none[:, None, None]
        hidden = for_all_heads.astype(np.float32)
        told = self._told(padded.owner, features)
        return self.layers.run(x, told, hidden, padded.wanted)

    def _embed(self, number: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The vector of each piece, with that of its place."""
        places = np.minimum(columns, PLACES - 1)
        x = self.arrays["pieces"][number]
        x += self.arrays["places"][places]
        return self._normal(x, "norm")

    def _told(self, owner: np.ndarray, features: np.ndarray) -> np.ndarray:
        """What marks, shapes and tags give; the edges of a block have those of number 0."""
        by_piece = owner[..., None]
        is_piece = by_piece >= 0
        of_owner = features[owner]
        codes = np.where(is_piece, of_owner, 0)
        by_feature = np.moveaxis(codes, -1, 0)
        tag, mark, shape = by_feature
        total = self.arrays["tag"][tag]
        total += self.arrays["mark"][mark]
        total += self.arrays["shape"][shape]
        return total

    def _normal(self, x: np.ndarray, name: str) -> np.ndarray:
        """Rows with the mean 0 and the spread 1, scaled and shifted."""
        x -= x.mean(axis=-1, keepdims=True)
        squares = np.einsum("...i,...i->...", x, x)
        width = x.shape[-1]
        variance = squares / width
        spread = np.sqrt(variance + TINY)
        x /= spread[..., None]
        x *= self.arrays[f"{name}.weight"]
        x += self.arrays[f"{name}.bias"]
        return x


def _pad(
    blocks: np.ndarray, stretches: Stretches, pieces: Pieces, edges: tuple[int, int]
) -> Padded:
    """Lay some blocks side by side, the pieces of each between the edges."""
    first = stretches.first[blocks]
    length = stretches.length[blocks]
    size = stretches.size[blocks]
    tokens = ranges(first, length)
    count = pieces.count[tokens]
    block_numbers = np.arange(len(blocks))
    block = np.repeat(block_numbers, length)
    before_block = stretches.pieces_before[first]
    before_token = stretches.pieces_before[tokens]
    column = 1 + before_token - before_block[block]
    rows = np.repeat(block, count)
    columns = ranges(column, count)
    piece_rows = ranges(pieces.first[tokens], count)
    longest = int(size.max())
    shape = (len(blocks), longest)
    opening, closing = edges
    number = np.full(shape, closing)
    number[:, 0] = opening
    number[rows, columns] = pieces.number[piece_rows]
    owner = np.full(shape, -1)
    owner[rows, columns] = np.repeat(tokens, count)
    wanted = block * longest + column
    return Padded(number, owner, size, tokens, wanted)


def _groups(size: np.ndarray) -> Iterator[np.ndarray]:
    """Put blocks of much the same size together, about GROUP pieces each."""
    order = np.argsort(-size, kind="stable")
    first = 0
    while first < len(order):
        longest = int(size[order[first]])
        count = max(1, GROUP // longest)
        yield order[first : first + count]
        first += count
