"""All words of two sides, by how frequent each is and how surely it leans to one side."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from broadsheet.charts.palette import FADED, INK, MUTED
from broadsheet.charts.style import empty, figure, finish, label_text, styled
from broadsheet.charts.words.labels import Label, spread_labels
from broadsheet.charts.words.sides import (
    NO_DIFFERENCE,
    NO_SIDES,
    colors_of_sides,
    list_words,
)

# Words that are named where no difference is certain, so that one sees what they are.
NAMED_UNSURE = 8
LONGEST_NAME = 40
DRAWN = ["word", "rate", "log_odds", "log_odds_z", "significant"]


@dataclass(frozen=True)
class NamedSide:
    """One of two sides: where its name stands, and in which colour it and its words are."""

    name: str
    color: str
    y: float
    va: str


@styled
def two_outlets(
    comparison: pd.DataFrame,
    target: str,
    reference: str,
    labels: int = 30,
    outlets: pd.Series | None = None,
) -> Figure:
    """Draw each word by its frequency and the z of its weighted log-odds.

    Coloured where the difference is beyond chance. Labels that would cover another are left out.

    Args:
        comparison: What `compare_words` returns.
        target: The side whose words stand at the top; empty where there are no two sides.
        reference: The other side.
        labels: How many words are named at most.
        outlets: The outlets of all articles, which decide the colours.
    """
    if not target:
        return empty(NO_SIDES)
    ours, theirs = colors_of_sides(target, reference, outlets)
    words = _words_to_draw(comparison, ours, theirs)
    if words.empty:
        return empty(NO_DIFFERENCE)
    fig, ax = figure(4.6)
    _draw_words(ax, words)
    _draw_scales(ax, words)
    _name_side(ax, NamedSide(target, ours, 1, "top"))
    _name_side(ax, NamedSide(reference, theirs, 0, "bottom"))
    spread_labels(fig, ax, _labels(words, labels))
    alt = f"{len(words):,} words by frequency and by log-odds. "
    alt += _describe(words, target, reference)
    return finish(fig, alt, words[DRAWN])


def _words_to_draw(comparison: pd.DataFrame, ours: str, theirs: str) -> pd.DataFrame:
    """The content words, with the rate over both sides and the colour of the side each leans to."""
    words = comparison[~comparison["is_stop"]].copy()
    count = words["count"] + words["reference_count"]
    total = words["total"] + words["reference_total"]
    words["rate"] = count * 1000 / total
    side = np.where(words["log_odds"] > 0, ours, theirs)
    words["color"] = np.where(words["significant"], side, MUTED)
    return words


def _draw_words(ax: Axes, words: pd.DataFrame) -> None:
    sure = words[words["significant"]]
    unsure = words[~words["significant"]]
    ax.scatter(unsure["rate"], unsure["log_odds_z"], s=9, color=FADED, lw=0)
    ax.scatter(sure["rate"], sure["log_odds_z"], s=16, color=sure["color"], lw=0)


def _draw_scales(ax: Axes, words: pd.DataFrame) -> None:
    ax.axhline(0, color=INK, lw=0.8)
    reach = words["log_odds_z"].abs().max() * 1.2 or 1.0
    ax.set(xscale="log", ylim=(-reach, reach), ylabel="z of the weighted log-odds")
    ax.set_xlabel("times per thousand words, both together")
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter("{x:g}")
    ax.xaxis.set_minor_formatter("")


def _name_side(ax: Axes, side: NamedSide) -> None:
    name = label_text(side.name, LONGEST_NAME)
    ax.text(
        0.995,
        side.y,
        f"more in {name}",
        color=side.color,
        transform=ax.transAxes,
        ha="right",
        va=side.va,
        weight="bold",
    )


def _labels(words: pd.DataFrame, most: int) -> list[Label]:
    """The words to name: those that lean farthest, of the certain ones if there are any."""
    candidates = words[words["significant"]]
    if candidates.empty:
        candidates = words
        most = NAMED_UNSURE
    far = candidates["log_odds_z"].abs()
    farthest_first = candidates.assign(far=far).sort_values(
        ["far", "word"],
        ascending=[False, True],
    )
    named = farthest_first.head(most)
    columns = named[["rate", "log_odds_z", "word", "color"]]
    return [Label(*row) for row in columns.itertuples(index=False)]


def _describe(words: pd.DataFrame, target: str, reference: str) -> str:
    sure = words[words["significant"]]
    if sure.empty:
        return "No word leans to either side beyond chance, so all are grey."
    to_target = list_words(sure["word"][sure["log_odds"] > 0])
    to_reference = list_words(sure["word"][sure["log_odds"] < 0])
    return (
        f"Beyond chance lean to {target}: {to_target}; "
        f"to {reference}: {to_reference.rstrip('.')}."
    )
