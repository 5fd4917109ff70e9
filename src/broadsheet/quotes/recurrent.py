"""A layer of GRU in one direction (Cho et al., EMNLP 2014), in numpy.

With σ(x) = (1 + tanh(x/2)) / 2, input x and last state h, a step is

    reset  = σ(Wr x + Ur h + br)
    update = σ(Wz x + Uz h + bz)
    new    = tanh(Wn x + bn + reset · (Un h + cn))
    state  = new + update · (h - new)

The halves are taken into the weights, which spares two passes over the gates in every step. Reset, update
and new state lie one behind the other, never side by side: numpy takes far longer over parts of rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .sequences import Places, Steps

# Rows whose input is computed at once: they stay in the processor's cache.
CACHED = 2_000
PARTS = 3  # reset, update, new state

Given = Callable[[slice], np.ndarray]
"""What the input of some rows gives to each part."""


@dataclass(frozen=True)
class Gates:
    """The weights of a layer in one direction: a matrix each for reset, update and new state."""

    weight: np.ndarray
    bias: np.ndarray
    recurrent: np.ndarray
    new_bias: np.ndarray

    @property
    def size(self) -> int:
        """The width of the state."""
        return self.recurrent.shape[2]

    @classmethod
    def prepare(
        cls,
        weight: np.ndarray,
        bias: np.ndarray,
        recurrent: np.ndarray,
        past: np.ndarray,
    ) -> "Gates":
        """Part and halve the weights as PyTorch stores them; `past` is the bias of the last state."""
        size = recurrent.shape[1]
        gates = slice(0, 2 * size)
        weight = weight.copy()
        bias = bias.copy()
        bias[gates] += past[gates]
        weight[gates] *= 0.5
        bias[gates] *= 0.5
        return cls(
            weight=_by_part(weight),
            bias=bias.reshape(PARTS, 1, size),
            recurrent=_by_part(recurrent * 0.5),
            new_bias=past[2 * size :] * 0.5,
        )

    def given(self, rows: np.ndarray) -> np.ndarray:
        """What some rows of input give to each part."""
        result = rows @ self.weight
        result += self.bias
        return result


def _by_part(weight: np.ndarray) -> np.ndarray:
    """A matrix for each part: input by state."""
    outputs, inputs = weight.shape
    parts = weight.reshape(PARTS, outputs // PARTS, inputs)
    return np.ascontiguousarray(parts.transpose(0, 2, 1))


@dataclass(frozen=True)
class Layer:
    """The weights of a layer in both directions."""

    forth: Gates
    back: Gates

    def run_on_kinds(
        self, table: np.ndarray, kinds: np.ndarray, steps: Steps
    ) -> np.ndarray:
        """Run over rows of which many are alike: what their input gives is computed once a kind.

        Args:
            table: the input of each kind of row.
            kinds: the kind of each row, step by step.
            steps: the sequences.

        Returns:
            The states after each row, forth and back side by side, step by step.
        """

        def given(gates: Gates) -> Given:
            by_kind = gates.given(table)
            return lambda rows: by_kind.take(kinds[rows], axis=1)

        return self._run(given, steps, steps.positions)

    def run_on_rows(self, x: np.ndarray, steps: Steps) -> np.ndarray:
        """Run over rows that all differ, with arguments as above; the states lie as the sequences do."""

        def given(gates: Gates) -> Given:
            return lambda rows: gates.given(x[rows])

        return self._run(given, steps, steps.rows)

    def _run(
        self, given: Callable[[Gates], Given], steps: Steps, places: Places
    ) -> np.ndarray:
        """Run in both directions; `given` says for each of them what the input gives."""
        size = self.forth.size
        shape = (len(steps.order), 2 * size)
        states = np.empty(shape, dtype=np.float32)
        forth = Run(steps, places, self.forth, states[:, :size])
        forth.take_steps(given(self.forth))
        back = Run(steps, places, self.back, states[:, size:])
        back.take_steps(given(self.back), back=True)
        return states


@dataclass(frozen=True)
class Run:
    """A layer in one direction on its way: the steps, and where the states of each are written."""

    steps: Steps
    places: Places
    gates: Gates
    states: np.ndarray

    def take_steps(self, given: Given, back: bool = False) -> None:
        """Take the steps one by one, and write the state after each row."""
        steps = self.steps
        widest = (steps.widest, self.gates.size)
        state = np.zeros(widest, dtype=np.float32)
        new_bias = np.tile(self.gates.new_bias, (steps.widest, 1))
        for part in _parts(steps, back):
            low = int(steps.first[part].min())
            high = int(steps.last[part].max())
            given_to_part = given(slice(low, high))
            for step in part.tolist():
                first = int(steps.first[step])
                last = int(steps.last[step])
                count = last - first
                current = state[:count]
                given_to_step = given_to_part[:, first - low : last - low]
                _advance(current, given_to_step, self.gates.recurrent, new_bias[:count])
                self.states[self.places[step]] = current


def _parts(steps: Steps, back: bool) -> list[np.ndarray]:
    """Cut the steps into parts of about CACHED rows, in the order of reading."""
    numbers = np.arange(len(steps.active))
    if not len(numbers):
        return []
    part = (steps.last - 1) // CACHED
    if back:
        numbers = numbers[::-1]
        part = part[::-1]
    ends_part = np.diff(part)
    cuts = np.flatnonzero(ends_part) + 1
    return np.split(numbers, cuts)


def _advance(
    state: np.ndarray, given: np.ndarray, recurrent: np.ndarray, new_bias: np.ndarray
) -> None:
    """Take one step in place; `new_bias` has a row for each state, which is added faster than one for all."""
    past = state @ recurrent
    doubled = past[:2]  # twice the two gates: 1 + tanh
    doubled += given[:2]
    np.tanh(doubled, out=doubled)
    doubled += 1
    reset, update = doubled
    new = past[2]
    new += new_bias
    new *= reset
    new += given[2]
    np.tanh(new, out=new)
    state -= new
    state *= update
    state *= 0.5
    state += new
