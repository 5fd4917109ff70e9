"""The encoder of the accurate reader: all-MiniLM-L6-v2, trained on by training/accurate.py, in numpy.

Six layers of self-attention (Devlin et al. 2019) over the word pieces of a block. Beside each piece the
upper layers are told the mark, the shape and the tag of its token, as the fast network is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from broadsheet.arrays import ranges

HEADS = 12  # of self-attention in each layer
TOLD_AT = 2  # the layer from which on marks, shapes and tags are known
EDGES = 2  # pieces that stand around a block
HIDDEN = -1e9  # added to how much a piece is looked at that is none
PLACES = 512  # the places that the encoder knows; pieces further on stand at the last
TINY = 1e-12  # keeps the spread of a row from being zero, as in BERT


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


class Encoder:
    """The weights of the encoder, and what is computed with them."""

    group = 768  # pieces read at once: their rows stay in the processor's cache

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.arrays = arrays
        self.layers = 0
        while f"layers.{self.layers}.norm.weight" in arrays:
            self.layers += 1

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
        for blocks in _groups(stretches.size, self.group):
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
        return self._run_layers(x, told, hidden, padded.wanted)

    def _embed(self, number: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The vector of each piece, with that of its place."""
        places = np.minimum(columns, PLACES - 1)
        x = self.arrays["pieces"][number]
        x += self.arrays["places"][places]
        return self._normal(x, "norm")

    def _run_layers(
        self, x: np.ndarray, told: np.ndarray, hidden: np.ndarray, wanted: np.ndarray
    ) -> np.ndarray:
        """What the layers make of the wanted pieces; `hidden` is added to what each piece looks at."""
        for layer in range(self.layers):
            if layer == TOLD_AT:
                x += told
            x = self._layer(x, hidden, f"layers.{layer}")
        by_piece = x.reshape(-1, x.shape[-1])
        return by_piece[wanted]

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

    def _layer(self, x: np.ndarray, hidden: np.ndarray, name: str) -> np.ndarray:
        parts = self._linear(x, f"{name}.attend")
        seen = self._attend(parts, hidden)
        seen = self._linear(seen, f"{name}.project")
        seen += x
        x = self._normal(seen, f"{name}.norm_attention")
        wide = self._linear(x, f"{name}.widen")
        wide = _gelu(wide)
        narrow = self._linear(wide, f"{name}.narrow")
        narrow += x
        return self._normal(narrow, f"{name}.norm")

    def _attend(self, parts: np.ndarray, hidden: np.ndarray) -> np.ndarray:
        """Let each piece look at all pieces of its block."""
        blocks, longest, width = parts.shape
        own_width = width // 3
        size = own_width // HEADS
        apart = parts.reshape(blocks, longest, 3, HEADS, size)
        by_part = apart.transpose(2, 0, 3, 1, 4)
        query, key, value = by_part
        weight = query @ key.swapaxes(2, 3)
        spread = np.sqrt(size)
        weight /= np.float32(spread)
        weight += hidden
        _softmax_in_place(weight)
        seen = weight @ value
        by_piece = seen.swapaxes(1, 2)
        return by_piece.reshape(blocks, longest, own_width)

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        *outer, width = x.shape
        flat = x.reshape(-1, width)
        weight = self.arrays[f"{name}.weight"]
        bias = self.arrays[f"{name}.bias"]
        result = flat @ weight.T
        result += bias
        return result.reshape(*outer, -1)

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


def _groups(size: np.ndarray, pieces: int) -> Iterator[np.ndarray]:
    """Put blocks of much the same size together, about so many pieces each."""
    order = np.argsort(-size, kind="stable")
    first = 0
    while first < len(order):
        longest = int(size[order[first]])
        count = max(1, pieces // longest)
        yield order[first : first + count]
        first += count


def _softmax_in_place(weight: np.ndarray) -> None:
    """Make the numbers of each row chances."""
    largest = weight.max(axis=-1, keepdims=True)
    weight -= largest
    np.exp(weight, out=weight)
    total = weight.sum(axis=-1, keepdims=True)
    weight /= total


def _gelu(x: np.ndarray) -> np.ndarray:
    """x times the share of a normal distribution below it (Hendrycks & Gimpel 2016), by tanh; in place."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    x *= inner
    x *= np.float32(0.5)
    return x
