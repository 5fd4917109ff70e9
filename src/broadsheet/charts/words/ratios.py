"""How much more often words occur on one side than on the other."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import INK, LEADER, MUTED
from broadsheet.charts.style import empty, figure, finish, label_text, styled
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
    target_color, reference_color = colors_of_sides(target, reference, outlets)
    fig, ax = figure(0.27 * len(shown) + 1.2)
    reach = _reach(shown)
    for place, row in enumerate(shown.itertuples()):
        color = reference_color if row.log_ratio < 0 else target_color
        _draw_ratio(ax, place, row, reach, color)
    ax.axvline(0, color=INK, lw=0.8)
    _label_ratios(ax, shown, reach)
    ax.set_xlabel(
        f"← {label_text(reference, 30)}      times as often in      {label_text(target, 30)} →"
    )
    ax.set_title(_title(shown))
    pair = f"{label_text(target, 60)} than in {label_text(reference, 60)}"
    alt = f"How much more often words occur in {pair}. {_describe(shown)}"
    return finish(fig, alt, shown)


def widest_differences(comparison: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the first words of each side, ordered by how much they differ."""
    differing = comparison[~comparison["is_stop"] & (comparison["log_ratio"] != 0)]
    is_more = differing["log_ratio"] > 0
    sides = [differing[is_more].head(words), differing[~is_more].head(words)]
    return pd.concat(sides).sort_values("log_ratio", kind="stable", ignore_index=True)


def _title(shown: pd.DataFrame) -> str:
    if shown["significant"].any():
        return "Filled: beyond chance. Hollow: may be chance."
    return "Hollow: may be chance"


def _describe(shown: pd.DataFrame) -> str:
    sure = shown[shown["significant"]]
    if sure.empty:
        return f"None of the {len(shown)} widest differences is beyond chance."
    return (
        f"{len(sure)} of the {len(shown)} words differ beyond chance: "
        f"{list_words(sure['word'])}."
    )


def _reach(shown: pd.DataFrame) -> float:
    """Return how far the axis goes: to every word, and to the ends of intervals that are not too wide."""
    widest = float(shown[["articles_low", "articles_high"]].abs().max().max())
    farthest = float(shown["log_ratio"].abs().max())
    return max(LEAST_REACH, min(widest, MOST_REACH), farthest) + 0.3


def _draw_ratio(ax: Axes, place: int, row: Any, reach: float, color: str) -> None:
    """Draw one word's ratio with its interval, and write how often each side has it."""
    color = color if row.significant else LEADER
    low = max(row.articles_low, -reach)
    high = min(row.articles_high, reach)
    ax.hlines(place, low, high, color=color, lw=1.4)
    fill = color if row.significant else "white"
    ax.plot(row.log_ratio, place, "o", color=color, mfc=fill, ms=6)
    counts = f"{row.count}"
    if row.reference_total < OWN_REFERENCE:
        counts = f"{row.count} : {row.reference_count}"
    where = ax.get_yaxis_transform()
    style: dict[str, Any] = {"va": "center", "fontsize": 9, "color": MUTED}
    ax.text(1.01, place, counts, transform=where, **style)


def _label_ratios(ax: Axes, shown: pd.DataFrame, reach: float) -> None:
    """Write the words at the left and how many times as often below."""
    ax.set_yticks(range(len(shown)), [label_text(word, 28) for word in shown["word"]])
    is_sure = shown["significant"]
    for label, sure in zip(ax.get_yticklabels(), is_sure, strict=True):
        label.set_color(INK if sure else MUTED)
    ticks = range(-2 * int(reach // 2), int(reach) + 1, 2)
    labels = [f"{2 ** abs(tick)}×" if tick else "same" for tick in ticks]
    ax.set_xticks(ticks, labels)
    ax.set(xlim=(-reach, reach), ylim=(-0.7, len(shown) - 0.3))
