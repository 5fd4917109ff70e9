"""Figures of notebook 05: how much was kept, and who runs whose copy."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import (
    COLORS,
    FAINT,
    INK,
    SAND,
    SKY,
    Style,
    outlet_names,
    outlet_styles,
)
from broadsheet.charts.style import (
    columns,
    distinct_labels,
    empty,
    figure,
    finish,
    label_text,
    styled,
    write_shares,
)


@dataclass(frozen=True)
class Fate:
    """What became of words, and how that is drawn."""

    label: str
    color: str
    hatch: str
    ink: str  # of the share that is written into it


FATES = {
    "kept": Fate("kept word for word", COLORS[2], "", "white"),
    "reworded": Fate("reworded", SKY, "///", INK),
    "dropped": Fate("left out", FAINT, "", INK),
    "added": Fate("added", SAND, "...", INK),
}
MOST_BARS = 30
MOST_OUTLETS = 40
MOST_STORIES = 24
LONGEST_NAME = 27
# Of more stories only those are named whose agency is known.
FEW_STORIES = 6
ABOVE = " Above: the agency that it names."
LEGEND = (
    "A column is a story. Ringed: its earliest version. Larger: shares more with that."
)


@styled
def editing(shares: pd.DataFrame, articles: pd.DataFrame) -> Figure:
    """Draw a bar for each pair of articles, which shows how one was edited into the other.

    To the right what became of the words of the first, to the left what the second added.

    Args:
        shares: What `editing_shares` returns.
        articles: The articles, with `outlet`.
    """
    if shares.empty:
        return empty("No two articles of different outlets were compared.")
    shown = shares.head(MOST_BARS).iloc[::-1].reset_index(drop=True)
    outlet = pair_names(shown, articles)
    fig, ax = figure(height=1.2 + 0.42 * len(shown))
    _draw_fates(ax, shown)
    ax.axvline(0, color=INK, linewidth=1.2)
    ax.set_yticks(shown.index, _name_pairs(shown, outlet), fontsize=9)
    ax.set_ylim(-0.6, len(shown) - 0.4)
    _draw_scale(ax, most_added=shown["added"].max())
    fig.legend(loc="outside upper center", ncols=columns(4), fontsize=9)
    if len(shown) < len(shares):
        ax.set_title(f"The {len(shown)} pairs that share most, of {len(shares):,}")
    return finish(fig, _describe_editing(shares, len(shown), outlet), shares)


def _draw_fates(ax: Axes, shown: pd.DataFrame) -> None:
    """Draw the pieces of each bar, one after the other; what was added goes to the left."""
    ends = shown[list(FATES)].cumsum(axis=1)
    begins = ends.shift(axis=1, fill_value=0.0).assign(added=-shown["added"])
    for name, fate in FATES.items():
        bars = ax.barh(
            shown.index,
            shown[name],
            left=begins[name],
            label=fate.label,
            color=fate.color,
            hatch=fate.hatch,
            edgecolor="white",
        )
        behind: dict[str, Any] = {
            "boxstyle": "round,pad=0.15",
            "facecolor": fate.color,
            "edgecolor": "none",
        }
        look: dict[str, Any] = {"fontsize": 9, "color": fate.ink, "bbox": behind}
        write_shares(ax, bars, shown[name], **look)


def _name_pairs(shown: pd.DataFrame, outlet: pd.Series) -> list[str]:
    names = []
    for row in shown.itertuples():
        first = label_text(outlet[row.article_a], LONGEST_NAME)
        second = label_text(outlet[row.article_b], LONGEST_NAME)
        names.append(f"{second}\nfrom {first}")
    return names


def _draw_scale(ax: Axes, most_added: float) -> None:
    ticks = [-1, -0.5, 0, 0.5, 1]
    ax.set_xticks(ticks, [f"{abs(tick):.0%}" for tick in ticks])
    ax.set_xlim(-max(0.25, most_added + 0.05), 1.01)
    ax.set_xlabel(
        "← share of the second's words          share of the first's words →",
        fontsize=9,
    )


def _describe_editing(shares: pd.DataFrame, shown: int, outlet: pd.Series) -> str:
    pairs = f"{shown} of {len(shares)} pairs"
    if len(shares) == 1:
        pairs = "the one pair"
    top = shares.iloc[0]
    first = outlet[top["article_a"]]
    second = outlet[top["article_b"]]
    return (
        f"Bars for {pairs} of articles. {second} kept "
        f"{top['kept']:.0%} of the words of {first} as they were, reworded "
        f"{top['reworded']:.0%} and left out {top['dropped']:.0%};"
        f" of its own {top['added']:.0%} are added."
    )


def pair_names(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Return the outlet of each article; of two articles of one outlet, their own names."""
    outlet = outlet_names(articles)
    first = pairs["article_a"].astype(object).map(outlet)
    second = pairs["article_b"].astype(object).map(outlet)
    alike = pairs[(first == second).to_numpy()]
    own = {*alike["article_a"].astype(object), *alike["article_b"].astype(object)}
    is_own = outlet.index.isin(list(own))
    return outlet.where(~is_own, outlet.index.astype("str"))


@styled
def copies(clusters: pd.DataFrame) -> Figure:
    """Draw a dot for each outlet that runs a story, ringed where the story is seen first.

    Args:
        clusters: What `copy_clusters` returns.
    """
    running = clusters.dropna(subset="cluster")
    if running.empty:
        return empty("No two of these articles are the same copy.")
    stories = _most_printed(running)
    row = _rows_of_outlets(stories)
    heads = stories.drop_duplicates("cluster")
    styles = outlet_styles(clusters["outlet"])
    fig, ax = figure(height=1.7 + 0.24 * len(row))
    _draw_versions(ax, stories, row, styles)
    _name_outlets(ax, row)
    is_few = len(heads) <= FEW_STORIES
    _name_stories(ax, heads["wire"].fillna("no agency" if is_few else ""))
    ax.grid(axis="both")
    names_agencies = not is_few and heads["wire"].notna().any()
    fig.supxlabel(LEGEND + ABOVE if names_agencies else LEGEND, fontsize=9)
    if len(stories) < len(running):
        outlets = running["outlet"].nunique()
        ax.set_title(
            f"{len(row)} of {outlets} outlets and the {len(heads)} most printed stories"
        )
    top = running[running["cluster"] == 0]
    alt = (
        f"Stories that more than one article runs: {running['cluster'].nunique()}. "
        f"The largest has {len(top)} versions in {top['outlet'].nunique()} outlets."
    )
    return finish(fig, alt, running)


def _most_printed(running: pd.DataFrame) -> pd.DataFrame:
    """The stories printed most, as the outlets run them that run most of them."""
    stories = running[running["cluster"] < MOST_STORIES]
    outlet = outlet_names(stories)
    largest = outlet.value_counts().head(MOST_OUTLETS).index
    chosen = stories.assign(outlet=outlet)[outlet.isin(largest)]
    return chosen.sort_values(["cluster", "contained"])


def _rows_of_outlets(stories: pd.DataFrame) -> dict[str, int]:
    """The row of each outlet: those of the most printed stories above, of these the ones that run most."""
    runs = stories.groupby("outlet")["cluster"].agg(["min", "size"])
    order = runs.sort_values(["min", "size"], ascending=[True, False]).index
    return dict(zip(order, reversed(range(len(order))), strict=True))


def _draw_versions(
    ax: Axes, stories: pd.DataFrame, row: dict[str, int], styles: dict[str, Style]
) -> None:
    """A dot for each version, the larger the more it shares, and a ring around the earliest."""
    x = pd.factorize(stories["cluster"])[0]
    y = stories["outlet"].map(row)
    area = 25 + 75 * stories["contained"].fillna(0)
    colors = [styles[name].color for name in stories["outlet"]]
    whole: dict[str, Any] = {"clip_on": False}  # also at the edge
    ax.scatter(x, y, s=area, color=colors, zorder=3, **whole)
    is_first = (stories["article"].astype(object) == stories["source"]).to_numpy()
    ring: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.3}
    ax.scatter(x[is_first], y[is_first], s=190, zorder=4, **ring, **whole)


def _name_outlets(ax: Axes, row: dict[str, int]) -> None:
    names = distinct_labels(row, LONGEST_NAME)
    ax.set_yticks(list(row.values()), names, fontsize=8.5)
    ax.set_ylim(-0.8, len(row) - 0.2)


def _name_stories(ax: Axes, wires: pd.Series) -> None:
    """Write above each story which agency's it is."""
    labels = [label_text(wire, LONGEST_NAME) for wire in wires]
    ax.set_xticks(range(len(labels)), labels, rotation=90, fontsize=8.5)
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.set_xlim(-0.7, len(labels) - 0.3)
