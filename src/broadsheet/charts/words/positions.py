"""Where in the articles words fall."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS, FAINT, INK, MUTED
from broadsheet.charts.style import (
    empty,
    figure,
    finish,
    label_text,
    longest_word,
    on_phone,
    styled,
)
from broadsheet.words.measures import wilson

PARTS = 10  # of an article, as the figure of many articles divides it
EVEN = 1 / PARTS  # the share of each part of what is spread evenly
LONGEST_NAME = 60
DEEPEST = 0.2  # the difference from one in ten that has the deepest colour


@styled
def places(found: pd.DataFrame, most: int = 6) -> Figure:
    """Draw where in the articles words fall: a stroke each, or the shares of ten parts where there are many.

    Args:
        found: What `places` of the room of words returns; the categories of its column `article` are all
            the articles.
        most: The number of articles up to which strokes are drawn.
    """
    if found.empty:
        return empty("None of these words was found.")
    words = list(found["word"].cat.categories)
    names = list(found["article"].cat.categories)
    if len(names) <= most:
        fig = _draw_strokes(found, words, names)
    else:
        fig = _draw_parts(found, words)
    _name_ends(fig.axes[-1])
    count = f"{len(names):,} read"
    alt = f"Where in the articles the words fall ({count}): {_medians(found)}."
    return finish(fig, alt, found)


def _name_ends(ax: Axes) -> None:
    ax.set_xticks([0, 0.5, 1], ["beginning", "middle", "end of the article"])
    sides = ("left", "center", "right")
    for label, side in zip(ax.get_xticklabels(), sides, strict=True):
        label.set(ha=side)


def _medians(found: pd.DataFrame) -> str:
    by_word = found.groupby("word", observed=True)["position"]
    medians = []
    for word, share in by_word.median().items():
        medians.append(f"{word} (half by {share:.0%} of the way)")
    return "; ".join(medians)


def _draw_strokes(found: pd.DataFrame, words: list[str], names: list[str]) -> Figure:
    """A panel for each article, with a line for each word and a stroke where it falls."""
    panel = 0.26 * len(words) + 0.5
    fig, axes = figure(
        len(names) * panel + 0.4,
        nrows=len(names),
        squeeze=False,
        sharex=True,
    )
    for ax, name in zip(axes.flat, names, strict=True):
        is_here = found["article"] == name
        _draw_article(ax, found[is_here], words)
        ax.set_title(label_text(name, LONGEST_NAME))
    return fig


def _draw_article(ax: Axes, found: pd.DataFrame, words: list[str]) -> None:
    rows = range(len(words))
    ax.hlines(rows, 0, 1, color=FAINT, lw=0.8)
    ax.scatter(
        found["position"],
        found["word"].cat.codes,
        marker="|",
        s=130,
        color=COLORS[0],
        lw=2,
    )
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(len(words) - 0.4, -0.6)
    labels = [label_text(word, longest_word()) for word in words]
    ax.set_yticks(rows, labels)
    ax.grid(visible=False)


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
        is_more = low > EVEN
        is_less = high < EVEN
        return is_more | is_less

    @property
    def _whole(self) -> np.ndarray:
        totals = self.counts.sum(axis=1, keepdims=True)
        return np.maximum(totals, 1)


def _count_parts(found: pd.DataFrame, words: list[str]) -> Shares:
    part = (found["position"] * PARTS).astype(int)
    part = np.minimum(part, PARTS - 1)
    word = found["word"].cat.codes
    counts = np.zeros((len(words), PARTS))
    np.add.at(counts, (word, part), 1)
    return Shares(counts)


def _draw_parts(found: pd.DataFrame, words: list[str]) -> Figure:
    """A cell for each word and part, coloured where it has more or less than its share beyond chance."""
    shares = _count_parts(found, words)
    height = 0.36 * len(words) + 1.0
    fig, ax = figure(height)
    difference = np.where(shares.is_sure, shares.values - EVEN, 0)
    ax.imshow(
        difference,
        cmap="PuOr",
        extent=(0, 1, len(words) - 0.5, -0.5),
        aspect="auto",
        vmin=-DEEPEST,
        vmax=DEEPEST,
    )
    _write_shares(ax, shares)
    _label_words(ax, words, shares.totals)
    title = "Coloured: not one in ten, beyond chance"
    if on_phone():
        title += ", in per cent"
    ax.set_title(title)
    ax.grid(visible=False)
    return fig


def _label_words(ax: Axes, words: list[str], totals: np.ndarray) -> None:
    labels = []
    for word, count in zip(words, totals, strict=True):
        label = label_text(word, longest_word())
        labels.append(f"{label}  {count:,.0f}")
    ax.set_yticks(range(len(labels)), labels)


def _write_shares(ax: Axes, shares: Shares) -> None:
    """Write each share into its cell, in grey where it may be chance."""
    is_sure = shares.is_sure
    for cell, share in np.ndenumerate(shares.values):
        row, part = cell
        text = f"{share:.0%}"
        if on_phone():
            text = f"{100 * share:.0f}"
        ink = INK if is_sure[cell] else MUTED
        ax.text(
            part / PARTS + 0.5 / PARTS,
            row,
            text,
            fontsize=9,
            ha="center",
            va="center",
            color=ink,
        )
