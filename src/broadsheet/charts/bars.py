"""Bars of shares: a row for each group, and in it a piece for each kind."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS, INK
from broadsheet.charts.style import columns, distinct_labels, write_shares
from broadsheet.palette import PALETTE

LONGEST = 30  # letters of a name


@dataclass(frozen=True)
class Kind:
    """What a kind is called in a legend, and its colour."""

    label: str
    color: str

    @property
    def ink(self) -> str:
        """The colour of what is written into its pieces."""
        if self.color in COLORS:
            return "white"
        return INK


Kinds = dict[str, Kind]


@cache
def kinds_of(column: str) -> Kinds:
    """Return how the values of a column are drawn.

    Args:
        column: A table of `kinds.toml`.

    >>> kinds_of("gender")["female"].label
    'women'
    """
    path = Path(__file__).with_name("kinds.toml")
    tables = tomllib.loads(path.read_text("utf-8"))
    kinds = {}
    for name, entry in tables[column].items():
        color = color_of(entry["color"])
        kinds[name] = Kind(entry["label"], color)
    return kinds


def color_of(name: int | str) -> str:
    """Return a colour of figures by its name, or an outlet's by its number.

    >>> color_of("ink")
    '#222222'
    """
    if isinstance(name, int):
        return COLORS[name]
    return str(PALETTE["figure"][name])


def draw_shares(ax: Axes, shares: pd.DataFrame, kinds: Kinds) -> None:
    """Draw a bar for each row, in it a piece for each kind, with its share where there is room.

    Args:
        ax: Where they are drawn.
        shares: A row for each bar from below, a column for each kind, which sum to 1.
        kinds: How each column is drawn.
    """
    rows = range(len(shares))
    left = shares.cumsum(axis=1) - shares
    for name, kind in kinds.items():
        bars = ax.barh(
            rows,
            shares[name],
            left=left[name],
            label=kind.label,
            color=kind.color,
            height=0.72,
            edgecolor="white",
            lw=1,
        )
        write_shares(ax, bars, shares[name], color=kind.ink)
    ax.set(xlim=(0, 1), xticks=[])
    ax.margins(y=0.02)


def add_legend(fig: Figure, entries: int) -> None:
    """Say above a figure which kind has which colour, in so many columns."""
    fig.legend(
        loc="outside upper left",
        ncols=columns(entries),
        columnspacing=1,
        handlelength=1,
    )


def label_rows(ax: Axes, names: Iterable[object], numbers: pd.Series) -> None:
    """Name each bar from below, with the number that its shares are of."""
    labels = []
    written = distinct_labels(names, LONGEST)
    for name, number in zip(written, numbers.tolist(), strict=True):
        labels.append(f"{name} ({number:,})")
    ax.set_yticks(range(len(labels)), labels)
