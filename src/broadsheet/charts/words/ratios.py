"""How much more often words occur on one side than on the other."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import INK, LEADER, MUTED
from broadsheet.charts.style import (
    empty,
    figure,
    finish,
    label_text,
    longest_word,
    styled,
)
from broadsheet.charts.words.sides import (
    NO_DIFFERENCE,
    NO_SIDES,
    colors_of_sides,
    list_words,
)

# An axis of ratios reaches at least four doublings either way; intervals are cut beyond eight.
LEAST_REACH = 4.0
MOST_REACH = 8.0

# A reference with more words than this is a list of one's own, whose counts say nothing to a reader.
OWN_REFERENCE = 1e9

# Letters of labels.
LONGEST_NAME = 30
LONGEST_IN_TEXT = 60


@styled
def keyness(
    comparison: pd.DataFrame,
    target: str,
    reference: str = "the others",
    words: int = 8,
    outlets: pd.Series | None = None,
) -> Figure:
    """Draw the words that differ most, as ratios of the rates with their confidence intervals.

    What is within chance is drawn hollow and grey.

    Args:
        comparison: What `compare_words` returns.
        target: The side whose words stand at the right; empty where there are no two sides.
        reference: The other side.
        words: How many words of each side.
        outlets: The outlets of all articles, which decide the colours.
    """
    if not target:
        return empty(NO_SIDES)
    shown = widest_differences(comparison, words)
    if shown.empty:
        return empty(NO_DIFFERENCE)
    colors = colors_of_sides(target, reference, outlets)
    height = 0.27 * len(shown) + 1.2
    fig, ax = figure(height)
    _draw_ratios(ax, shown, colors)
    left = label_text(reference, LONGEST_NAME)
    right = label_text(target, LONGEST_NAME)
    ax.set_xlabel(f"← {left}      times as often in      {right} →")
    ax.set_title(_title(shown))
    more = label_text(target, LONGEST_IN_TEXT)
    less = label_text(reference, LONGEST_IN_TEXT)
    alt = f"How much more often words occur in {more} than in {less}. "
    alt += _describe(shown)
    return finish(fig, alt, shown)


def widest_differences(comparison: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the first words of each side, ordered by how much they differ."""
    content = comparison[~comparison["is_stop"]]
    differing = content[content["log_ratio"] != 0]
    is_more = differing["log_ratio"] > 0
    more = differing[is_more].head(words)
    less = differing[~is_more].head(words)
    both = pd.concat([more, less])
    return both.sort_values("log_ratio", kind="stable", ignore_index=True)


def _title(shown: pd.DataFrame) -> str:
    if shown["significant"].any():
        return "Filled: beyond chance. Hollow: may be chance."
    return "Hollow: may be chance"


def _describe(shown: pd.DataFrame) -> str:
    sure = shown[shown["significant"]]
    if sure.empty:
        return f"None of the {len(shown)} widest differences is beyond chance."
    count = f"{len(sure)} of the {len(shown)} words"
    return f"{count} differ beyond chance: {list_words(sure['word'])}."


def _reach(shown: pd.DataFrame) -> float:
    """Return how far the axis goes: to every word, and to the ends of intervals that are not too wide."""
    intervals = shown[["articles_low", "articles_high"]]
    widest = float(intervals.abs().max().max())
    farthest = float(shown["log_ratio"].abs().max())
    return max(LEAST_REACH, min(widest, MOST_REACH), farthest) + 0.3


def _draw_ratios(ax: Axes, shown: pd.DataFrame, colors: tuple[str, str]) -> None:
    """Draw the words of both sides, those of the target in the first colour."""
    target_color, reference_color = colors
    reach = _reach(shown)
    for height, row in enumerate(shown.itertuples()):
        color = target_color
        if row.log_ratio < 0:
            color = reference_color
        _draw_ratio(ax, height, row, reach, color)
        _write_counts(ax, height, row)
    ax.axvline(0, color=INK, lw=0.8)
    _label_words(ax, shown)
    _label_ratios(ax, reach)


def _draw_ratio(ax: Axes, height: int, row: Any, reach: float, color: str) -> None:
    """Draw one word's ratio with its interval, hollow and grey where it may be chance."""
    fill = color
    if not row.significant:
        color = LEADER
        fill = "white"
    low = max(row.articles_low, -reach)
    high = min(row.articles_high, reach)
    ax.hlines(height, low, high, color=color, lw=1.4)
    ax.plot(
        row.log_ratio,
        height,
        "o",
        color=color,
        mfc=fill,
        ms=6,
    )


def _write_counts(ax: Axes, height: int, row: Any) -> None:
    """Write beside a word how often each side has it."""
    counts = f"{row.count}"
    if row.reference_total < OWN_REFERENCE:
        counts = f"{row.count} : {row.reference_count}"
    ax.text(
        1.01,
        height,
        counts,
        transform=ax.get_yaxis_transform(),
        va="center",
        fontsize=9,
        color=MUTED,
    )


def _label_words(ax: Axes, shown: pd.DataFrame) -> None:
    """Write the words at the left, in grey where they may be chance."""
    words = [label_text(word, longest_word()) for word in shown["word"]]
    ax.set_yticks(range(len(words)), words)
    ax.set_ylim(-0.7, len(words) - 0.3)
    labels = ax.get_yticklabels()
    for label, is_sure in zip(labels, shown["significant"], strict=True):
        label.set_color(INK if is_sure else MUTED)


def _label_ratios(ax: Axes, reach: float) -> None:
    """Write below how many times as often, at every second doubling."""
    first = -2 * int(reach // 2)
    ticks = range(first, int(reach) + 1, 2)
    labels = []
    for tick in ticks:
        times = 2 ** abs(tick)
        labels.append(f"{times}×" if tick else "same")
    ax.set_xticks(ticks, labels)
    ax.set_xlim(-reach, reach)
