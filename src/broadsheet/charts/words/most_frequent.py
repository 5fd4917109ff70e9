"""The most frequent words of each side."""

from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import MUTED, NO_OUTLET, Style, outlet_styles
from broadsheet.charts.style import (
    distinct_labels,
    empty,
    figure,
    finish,
    fit_titles,
    label_text,
    longest_word,
    note_left_out,
    on_phone,
    styled,
)
from broadsheet.charts.words.sides import list_words
from broadsheet.words.groups import UNKNOWN

LONGEST_TITLE = 44  # letters: two lines of half a page's column
ONE_LINE = 22  # letters of a title
TITLE_LINE = 0.2  # inches


@dataclass(frozen=True)
class DrawnGroups:
    """The groups that are drawn, the largest first."""

    by: str  # the column that names the group
    sizes: pd.Series  # the words of every group, drawn or not
    names: list[str]
    words: pd.DataFrame  # of the groups that are drawn, the most frequent first

    def words_of(self, name: str, most: int) -> pd.DataFrame:
        """The most frequent words of a group."""
        return self.words[self.words[self.by] == name].head(most)

    def titles(self) -> list[str]:
        """What stands above the panel of each group."""
        names = []
        for name in self.names:
            is_missing = self.by == "outlet" and name == UNKNOWN
            names.append(NO_OUTLET if is_missing else name)
        return distinct_labels(names, LONGEST_TITLE)


@styled
def frequent(counts: pd.DataFrame, words: int = 10, groups: int = 8) -> Figure:
    """Draw the most frequent words of each group, stop words aside, on one scale.

    Args:
        counts: What `count_words(by=…)` returns.
        words: How many words of each group.
        groups: How many groups: those with the most words.
    """
    content = counts[~counts["is_stop"]]
    if content.empty:
        return empty("No words were counted.")
    chosen = _largest(content, counts.columns[1], groups)
    styles = outlet_styles(counts[chosen.by])
    titles = chosen.titles()
    fig, axes = _panels(titles, words)
    reach = chosen.words["per_thousand"].max() * 1.15
    for ax, name in zip(axes, chosen.names, strict=False):
        _draw_group(ax, chosen.words_of(name, words), styles[name])
        ax.set(xlim=(0, reach), xticks=[])
        ax.set_xlabel(
            f"per thousand of its {chosen.sizes[name]:,} words",
            fontsize=9,
            color=MUTED,
            loc="left",
        )
        ax.spines.bottom.set_visible(False)
    for ax in axes[len(chosen.names) :]:
        ax.set_axis_off()
    fit_titles(fig, titles)
    note_left_out(fig, len(chosen.names), len(chosen.sizes), "groups")
    by_group = chosen.words.groupby(chosen.by, observed=True, sort=False)
    return finish(fig, _describe(chosen), by_group.head(words))


def _largest(content: pd.DataFrame, by: str, groups: int) -> DrawnGroups:
    sizes = content.groupby(by, observed=True)["total"].max()
    names = list(sizes.nlargest(groups).index)
    return DrawnGroups(by, sizes, names, content[content[by].isin(names)])


def _panels(titles: list[str], words: int) -> tuple[Figure, list[Axes]]:
    """A panel for each group, two beside each other where there is room."""
    columns = 1 if on_phone() else min(len(titles), 2)
    rows = ceil(len(titles) / columns)
    height_of_row = 0.21 * words + 0.75
    if max(map(len, titles)) > ONE_LINE:
        height_of_row += TITLE_LINE
    height = rows * height_of_row
    fig, axes = figure(height, nrows=rows, ncols=columns, squeeze=False)
    return fig, list(axes.flat)


def _draw_group(ax: Axes, words: pd.DataFrame, style: Style) -> None:
    upwards = words[::-1]
    rows = range(len(upwards))
    ax.set_yticks(rows, distinct_labels(upwards["word"], longest_word()))
    bars = ax.barh(
        rows,
        upwards["per_thousand"],
        color=style.color,
        hatch=style.hatch,
        height=0.7,
    )
    ax.bar_label(bars, fmt="%.1f", padding=3, color=MUTED, fontsize=9)


def _describe(chosen: DrawnGroups) -> str:
    firsts = []
    for name in chosen.names:
        words = chosen.words_of(name, 3)["word"]
        firsts.append(f"{label_text(name, 60)}: {list_words(words)}")
    text = f"The words used most, per thousand. {'; '.join(firsts)}."
    further = len(chosen.sizes) - len(chosen.names)
    if further > 0:
        text += f" {further} further are not shown."
    return text
