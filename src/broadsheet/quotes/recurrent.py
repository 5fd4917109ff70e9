"""A layer of GRU in one direction (Cho et al., EMNLP 2014), in numpy.

With σ(x) = (1 + tanh(x/2)) / 2, input x and last state h, a step is

    reset  = σ(Wr x + Ur h + br)
    update = σ(Wz x + Uz h + bz)
    new    = tanh(Wn x + bn + reset · (Un h + cn))
    state  = new + update · (h - new)

The halves are taken into the weights, which spares two passes over the gates in every step.
"""

from dataclasses import dataclass

import numpy as np

from .sequences import Steps

CACHED = (
    2_000  # rows whose input is computed at once: they stay in the processor's cache
)


@dataclass(frozen=True)
class Gates:
    """The weights of a layer in one direction: reset, update and new state side by side."""

    weight: np.ndarray
    bias: np.ndarray
    recurrent: np.ndarray
    new_bias: np.ndarray

    @property
    def size(self) -> int:
        """The width of the state."""
        return len(self.recurrent)

    @classmethod
    def prepare(
        cls,
        weight: np.ndarray,
        bias: np.ndarray,
        recurrent: np.ndarray,
        past: np.ndarray,
    ) -> "Gates":
        """Transpose and halve the weights as PyTorch stores them; `past` is the bias of the last state."""
        size = recurrent.shape[1]
        gates = slice(0, 2 * size)
        weight = weight.T.copy()
        bias = bias.copy()
        bias[gates] += past[gates]
        weight[:, gates] *= 0.5
        bias[gates] *= 0.5
        new_bias = past[2 * size :] * 0.5
        return cls(weight, bias, recurrent.T * 0.5, new_bias)


def run_on_kinds(
    table: np.ndarray,
    kinds: np.ndarray,
    steps: Steps,
    gates: Gates,
    out: np.ndarray,
    back: bool,
) -> None:
    """Run a layer over rows of which many are alike: what their input gives is computed once a kind.

    Args:
        table: the input of each kind of row.
        kinds: the kind of each row, step by step.
        steps: the sequences.
        gates: the weights.
        out: where the state after each row is written.
        back: whether the sequences are read from their end.
    """
    table = table @ gates.weight
    table += gates.bias
    state = np.zeros((steps.widest, gates.size), dtype=np.float32)
    for part in _parts(steps, back):
        low, high = _positions(part, steps)
        _run(table[kinds[low:high]], part, low, steps, gates, state, out, back)


def run_on_rows(
    x: np.ndarray, steps: Steps, gates: Gates, out: np.ndarray, back: bool
) -> None:
    """Run a layer over rows that all differ, with arguments as above."""
    state = np.zeros((steps.widest, gates.size), dtype=np.float32)
    for part in _parts(steps, back):
        low, high = _positions(part, steps)
        given = x[low:high] @ gates.weight
        given += gates.bias
        _run(given, part, low, steps, gates, state, out, back)


def _parts(steps: Steps, back: bool) -> list[np.ndarray]:
    """Cut the steps into parts of about CACHED rows, in the order of reading."""
    numbers = np.arange(len(steps.active))
    if not len(numbers):
        return []
    part = (steps.last - 1) // CACHED
    parts = np.split(numbers, np.flatnonzero(np.diff(part)) + 1)
    return parts[::-1] if back else parts


def _positions(part: np.ndarray, steps: Steps) -> tuple[int, int]:
    return int(steps.first[part[0]]), int(steps.last[part[-1]])


def _run(
    given: np.ndarray,
    part: np.ndarray,
    low: int,
    steps: Steps,
    gates: Gates,
    state: np.ndarray,
    out: np.ndarray,
    back: bool,
) -> None:
    """Take the steps of a part one by one; `given` is what their input gives, from position `low` on."""
    numbers = part.tolist()
    if back:
        numbers.reverse()
    for step in numbers:
        first = int(steps.first[step])
        last = int(steps.last[step])
        current = state[: last - first]
        _advance(current, given[first - low : last - low], gates)
        out[first:last] = current


def _advance(state: np.ndarray, given: np.ndarray, gates: Gates) -> None:
    """Take one step in place; `given` is overwritten."""
    size = gates.size
    past = state @ gates.recurrent
    # Twice the two gates: 1 + tanh.
    doubled = given[:, : 2 * size]
    doubled += past[:, : 2 * size]
    np.tanh(doubled, out=doubled)
    doubled += 1
    new = past[:, 2 * size :]
    new += gates.new_bias
    new *= doubled[:, :size]
    new += given[:, 2 * size :]
    np.tanh(new, out=new)
    state -= new
    state *= doubled[:, size:]
    state *= 0.5
    state += new
