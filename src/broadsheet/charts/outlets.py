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
    in_brief,
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

    @property
    def box(self) -> dict[str, Any]:
        """What the share stands on, so that hatches do not cross it."""
        return {
            "boxstyle": "round,pad=0.15",
            "facecolor": self.color,
            "edgecolor": "none",
        }


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
# Areas of dots, in square points: of what shares nothing, what is added for sharing all, and a ring's.
SMALLEST_DOT = 25
LARGER_DOT = 75
RING = 190
# Of more stories only those are named whose agency is known.
FEW_STORIES = 6
ABOVE = " Above: the agency that it names."
LEGEND = (
    "A column is a story. Ringed: its earliest version. Larger: shares more with that."
)


@styled
@in_brief(most=10)
def editing(
    shares: pd.DataFrame, articles: pd.DataFrame, most: int = MOST_BARS
) -> Figure:
    """Draw a bar for each pair of articles, which shows how one was edited into the other.

    To the right what became of the words of the first, to the left what the second added.

    Args:
        shares: What `editing_shares` returns.
        articles: The articles, with `outlet`.
        most: How many pairs are drawn.
    """
    if shares.empty:
        return empty("No two articles of different outlets were compared.")
    upwards = shares.head(most).iloc[::-1]
    shown = upwards.reset_index(drop=True)
    names = pair_names(shown, articles)
    height = 1.2 + 0.42 * len(shown)
    fig, ax = figure(height)
    _draw_fates(ax, shown)
    ax.axvline(0, color=INK, linewidth=1.2)
    labels = _name_pairs(shown, names)
    ax.set_yticks(shown.index, labels, fontsize=9)
    ax.set_ylim(-0.6, len(shown) - 0.4)
    _draw_scale(ax, most_added=shown["added"].max())
    fig.legend(loc="outside upper center", ncols=columns(4), fontsize=9)
    if len(shown) < len(shares):
        ax.set_title(f"The {len(shown)} pairs that share most, of {len(shares):,}")
    alt = _describe_editing(shares, len(shown), names)
    return finish(fig, alt, shares)


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
        write_shares(
            ax,
            bars,
            shown[name],
            fontsize=9,
            color=fate.ink,
            bbox=fate.box,
        )


def _name_pairs(shown: pd.DataFrame, names: pd.Series) -> list[str]:
    labels = []
    for row in shown.itertuples():
        first = label_text(names[row.article_a], LONGEST_NAME)
        second = label_text(names[row.article_b], LONGEST_NAME)
        labels.append(f"{second}\nfrom {first}")
    return labels


def _draw_scale(ax: Axes, most_added: float) -> None:
    ticks = [-1, -0.5, 0, 0.5, 1]
    labels = [f"{abs(tick):.0%}" for tick in ticks]
    ax.set_xticks(ticks, labels)
    reach_left = max(0.25, most_added + 0.05)
    ax.set_xlim(-reach_left, 1.01)
    ax.set_xlabel(
        "← share of the second's words          share of the first's words →",
        fontsize=9,
    )


def _describe_editing(shares: pd.DataFrame, shown: int, names: pd.Series) -> str:
    pairs = f"{shown} of {len(shares)} pairs"
    if len(shares) == 1:
        pairs = "the one pair"
    top = shares.iloc[0]
    first = names[top["article_a"]]
    second = names[top["article_b"]]
    return (
        f"Bars for {pairs} of articles. {second} kept "
        f"{top['kept']:.0%} of the words of {first} as they were, reworded "
        f"{top['reworded']:.0%} and left out {top['dropped']:.0%};"
        f" of its own {top['added']:.0%} are added."
    )


def pair_names(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Return the outlet of each article; of two articles of one outlet, their own names."""
    outlets = outlet_names(articles)
    firsts = pairs["article_a"].astype(object)
    seconds = pairs["article_b"].astype(object)
    is_alike = firsts.map(outlets) == seconds.map(outlets)
    alike = {*firsts[is_alike], *seconds[is_alike]}
    is_own = outlets.index.isin(list(alike))
    return outlets.where(~is_own, outlets.index.astype("str"))


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
    rows = _rows_of_outlets(stories)
    styles = outlet_styles(clusters["outlet"])
    height = 1.7 + 0.24 * len(rows)
    fig, ax = figure(height)
    _draw_versions(ax, stories, rows, styles)
    _name_outlets(ax, rows)
    heads = stories.drop_duplicates("cluster")
    _name_stories(ax, _wires(heads))
    ax.grid(axis="both")
    fig.supxlabel(_legend(heads), fontsize=9)
    if len(stories) < len(running):
        outlets = running["outlet"].nunique()
        title = f"{len(rows)} of {outlets} outlets and the {len(heads)} most printed stories"
        ax.set_title(title)
    return finish(fig, _describe_copies(running), running)


def _wires(heads: pd.DataFrame) -> pd.Series:
    """The agency of each story, and what is written where there is none."""
    nothing = ""
    if len(heads) <= FEW_STORIES:
        nothing = "no agency"
    return heads["wire"].fillna(nothing)


def _legend(heads: pd.DataFrame) -> str:
    is_many = len(heads) > FEW_STORIES
    if is_many and heads["wire"].notna().any():
        return LEGEND + ABOVE
    return LEGEND


def _describe_copies(running: pd.DataFrame) -> str:
    stories = running["cluster"].nunique()
    top = running[running["cluster"] == 0]
    outlets = top["outlet"].nunique()
    return (
        f"Stories that more than one article runs: {stories}. "
        f"The largest has {len(top)} versions in {outlets} outlets."
    )


def _most_printed(running: pd.DataFrame) -> pd.DataFrame:
    """The stories printed most, as the outlets run them that run most of them."""
    stories = running[running["cluster"] < MOST_STORIES]
    outlet = outlet_names(stories)
    largest = outlet.value_counts().head(MOST_OUTLETS).index
    chosen = stories.assign(outlet=outlet)[outlet.isin(largest)]
    return chosen.sort_values(["cluster", "contained"])


def _rows_of_outlets(stories: pd.DataFrame) -> dict[str, int]:
    """The row of each outlet: those of the most printed stories above, of these the ones that run most."""
    by_outlet = stories.groupby("outlet")["cluster"]
    runs = by_outlet.agg(["min", "size"])
    downwards = runs.sort_values(["min", "size"], ascending=[True, False])
    upwards = reversed(downwards.index)
    return {name: row for row, name in enumerate(upwards)}


def _draw_versions(
    ax: Axes,
    stories: pd.DataFrame,
    rows: dict[str, int],
    styles: dict[str, Style],
) -> None:
    """A dot for each version, the larger the more it shares, and a ring around the earliest."""
    x = pd.factorize(stories["cluster"])[0]
    y = stories["outlet"].map(rows).to_numpy()
    contained = stories["contained"].fillna(0)
    ax.scatter(
        x,
        y,
        s=SMALLEST_DOT + LARGER_DOT * contained,
        color=[styles[name].color for name in stories["outlet"]],
        zorder=3,
        clip_on=False,  # also at the edge
    )
    articles = stories["article"].astype(object)
    is_first = (articles == stories["source"]).to_numpy()
    ax.scatter(
        x[is_first],
        y[is_first],
        s=RING,
        facecolor="none",
        edgecolor=INK,
        linewidth=1.3,
        zorder=4,
        clip_on=False,
    )


def _name_outlets(ax: Axes, rows: dict[str, int]) -> None:
    names = distinct_labels(rows, LONGEST_NAME)
    ax.set_yticks(list(rows.values()), names, fontsize=8.5)
    ax.set_ylim(-0.8, len(rows) - 0.2)


def _name_stories(ax: Axes, wires: pd.Series) -> None:
    """Write above each story which agency's it is."""
    labels = [label_text(wire, LONGEST_NAME) for wire in wires]
    ax.set_xticks(range(len(labels)), labels, rotation=90, fontsize=8.5)
    ax.tick_params(
        axis="x",
        top=False,
        labeltop=True,
        bottom=False,
        labelbottom=False,
    )
    ax.set_xlim(-0.7, len(labels) - 0.3)
