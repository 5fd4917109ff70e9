"""Where in the articles words fall."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS, FAINT, INK, MUTED
from broadsheet.charts.style import empty, figure, finish, label_text, on_phone, styled
from broadsheet.words.measures import wilson

PARTS = 10  # of an article, as the figure of many articles divides it


@styled
def places(found: pd.DataFrame, most: int = 6) -> Figure:
    """Draw where in the articles words fall: a stroke each, or the shares of ten parts where there are many.

    Args:
        found: What `places` of the room of words returns; the categories of its column `article` are all
            the articles.
        most: The number of articles up to which strokes are drawn.
    """
    words = list(found["word"].cat.categories)
    names = list(found["article"].cat.categories)
    if found.empty:
        return empty("None of these words was found.")
    if len(names) <= most:
        fig = _draw_strokes(found, words, names)
    else:
        fig = _draw_parts(found, words)
    _name_ends(fig.axes[-1])
    alt = f"Where in the articles the words fall ({len(names):,} read): {_medians(found)}."
    return finish(fig, alt, found)


def _name_ends(ax: Axes) -> None:
    ax.set_xticks([0, 0.5, 1], ["beginning", "middle", "end of the article"])
    sides = ("left", "center", "right")
    for label, side in zip(ax.get_xticklabels(), sides, strict=True):
        label.set(ha=side)


def _medians(found: pd.DataFrame) -> str:
    middle = found.groupby("word", observed=True)["position"].median()
    medians = []
    for word, share in middle.items():
        medians.append(f"{word} (half by {share:.0%} of the way)")
    return "; ".join(medians)


def _draw_strokes(found: pd.DataFrame, words: list[str], names: list[str]) -> Figure:
    """A panel for each article, with a line for each word and a stroke where it falls."""
    height = len(names) * (0.26 * len(words) + 0.5) + 0.4
    fig, axes = figure(height, nrows=len(names), squeeze=False, sharex=True)
    for ax, name in zip(axes.flat, names, strict=True):
        here = found[found["article"] == name]
        ax.hlines(range(len(words)), 0, 1, color=FAINT, lw=0.8)
        ax.scatter(
            here["position"],
            here["word"].cat.codes,
            marker="|",
            s=130,
            color=COLORS[0],
            lw=2,
        )
        ax.set(
            title=label_text(name, 60),
            xlim=(-0.01, 1.01),
            ylim=(len(words) - 0.4, -0.6),
        )
        ax.set_yticks(range(len(words)), [label_text(word, 28) for word in words])
        ax.grid(visible=False)
    return fig


@dataclass(frozen=True)
class Shares:
    """For each word, how often it falls into each tenth of an article."""

    counts: np.ndarray  # a row for each word, a column for each part

    @property
    def totals(self) -> np.ndarray:
        """The count of each word."""
        return self.counts.sum(axis=1)

    @property
    def values(self) -> np.ndarray:
        """The share of each part in a word's count."""
        return self.counts / self._whole

    @property
    def is_sure(self) -> np.ndarray:
        """Whether a share differs from one in ten beyond chance, over all cells of the figure."""
        confidence = 1 - 0.05 / self.counts.size
        low, high = wilson(self.counts, self._whole, confidence)
        return (low > 1 / PARTS) | (high < 1 / PARTS)

    @property
    def _whole(self) -> np.ndarray:
        return np.maximum(self.counts.sum(axis=1, keepdims=True), 1)


def _count_parts(found: pd.DataFrame, words: list[str]) -> Shares:
    part = (found["position"] * PARTS).astype(int)
    counts = np.zeros((len(words), PARTS))
    np.add.at(counts, (found["word"].cat.codes, np.minimum(part, PARTS - 1)), 1)
    return Shares(counts)


def _draw_parts(found: pd.DataFrame, words: list[str]) -> Figure:
    """A cell for each word and part, coloured where it has more or less than its share beyond chance."""
    shares = _count_parts(found, words)
    fig, ax = figure(0.36 * len(words) + 1.0)
    difference = np.where(shares.is_sure, shares.values - 1 / PARTS, 0)
    extent = (0, 1, len(words) - 0.5, -0.5)
    scale: dict[str, Any] = {"aspect": "auto", "vmin": -0.2, "vmax": 0.2}
    ax.imshow(difference, cmap="PuOr", extent=extent, **scale)
    _write_shares(ax, shares)
    labels = []
    for word, count in zip(words, shares.totals, strict=True):
        labels.append(f"{label_text(word, 28)}  {count:,.0f}")
    ax.set_yticks(range(len(words)), labels)
    title = "Coloured: not one in ten, beyond chance"
    if on_phone():
        title += ", in per cent"
    ax.set_title(title)
    ax.grid(visible=False)
    return fig


def _write_shares(ax: Axes, shares: Shares) -> None:
    is_sure = shares.is_sure
    for (row, part), share in np.ndenumerate(shares.values):
        written = f"{share:.0%}"
        if on_phone():
            written = f"{100 * share:.0f}"
        look: dict[str, Any] = {"fontsize": 9, "ha": "center", "va": "center"}
        look["color"] = INK if is_sure[row, part] else MUTED
        ax.text(part / PARTS + 0.5 / PARTS, row, written, **look)
