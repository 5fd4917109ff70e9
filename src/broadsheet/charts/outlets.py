"""Figures of notebook 05: how much was kept, and who runs whose copy."""

from typing import Any

import pandas as pd

from broadsheet.charts.palette import (
    COLORS,
    FAINT,
    INK,
    SAND,
    SKY,
    outlet_names,
    outlet_styles,
)
from broadsheet.charts.style import (
    columns,
    empty,
    figure,
    finish,
    plain,
    styled,
    write_shares,
)

FATES = {
    "kept": ("kept word for word", COLORS[2], "", "white"),
    "reworded": ("reworded", SKY, "///", INK),
    "dropped": ("left out", FAINT, "", INK),
    "added": ("added", SAND, "...", INK),
}
MOST_BARS, MOST_OUTLETS, MOST_STORIES = 30, 40, 24
LONGEST_NAME = 27


@styled
def editing(shares: pd.DataFrame, articles: pd.DataFrame):
    """One bar a pair of `editing_shares`: to the right what became of a's words, to the left what b added."""
    if shares.empty:
        return empty("No two articles of different outlets were compared.")
    shown = shares.head(MOST_BARS).iloc[::-1].reset_index(drop=True)
    fig, ax = figure(height=1.2 + 0.42 * len(shown))
    left = (
        shown[list(FATES)]
        .cumsum(axis=1)
        .shift(axis=1, fill_value=0.0)
        .assign(added=-shown["added"])
    )
    for name, (label, color, hatch, ink) in FATES.items():
        look: dict[str, Any] = {"color": color, "hatch": hatch, "edgecolor": "white"}
        bars = ax.barh(shown.index, shown[name], left=left[name], label=label, **look)
        behind: dict[str, Any] = {
            "boxstyle": "round,pad=0.15",
            "facecolor": color,
            "edgecolor": "none",
        }
        write_shares(
            ax, bars, shown[name], (0.09, 0.2), fontsize=9, color=ink, bbox=behind
        )
    ax.axvline(0, color=INK, linewidth=1.2)
    outlet = pair_names(shown, articles)
    names = []
    for row in shown.itertuples():
        names.append(
            f"{plain(outlet[row.article_b], LONGEST_NAME)}\nfrom {plain(outlet[row.article_a], LONGEST_NAME)}"
        )
    ax.set_yticks(shown.index, names, fontsize=9)
    ticks = [-1, -0.5, 0, 0.5, 1]
    ax.set_xticks(ticks, [f"{abs(tick):.0%}" for tick in ticks])
    ax.set_ylim(-0.6, len(shown) - 0.4)
    ax.set_xlim(-max(0.25, shown["added"].max() + 0.05), 1.01)
    ax.set_xlabel(
        "← share of the second's words          share of the first's words →",
        fontsize=9,
    )
    fig.legend(loc="outside upper center", ncols=columns(4), fontsize=9)
    if len(shown) < len(shares):
        ax.set_title(f"The {len(shown)} pairs that share most, of {len(shares):,}")
    first = shares.iloc[0]
    if len(shares) == 1:
        pairs = "the one pair"
    else:
        pairs = f"{len(shown)} of {len(shares)} pairs"
    alt = (
        f"Bars for {pairs} of articles. {outlet[first['article_b']]} kept "
        f"{first['kept']:.0%} of the words of {outlet[first['article_a']]} as they were, reworded "
        f"{first['reworded']:.0%} and left out {first['dropped']:.0%};"
        f" of its own {first['added']:.0%} are added."
    )
    return finish(fig, alt, shares)


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
def copies(clusters: pd.DataFrame):
    """A dot for each outlet that runs a story of `copy_clusters`, ringed where the story is seen first."""
    running = clusters.dropna(subset="cluster")
    if running.empty:
        return empty("No two of these articles are the same copy.")
    stories = running[running["cluster"] < MOST_STORIES]
    outlet = outlet_names(stories)
    most = outlet.value_counts().head(MOST_OUTLETS).index
    stories = stories.assign(outlet=outlet)[outlet.isin(most)].sort_values(
        ["cluster", "contained"]
    )
    order = stories.groupby("outlet")["cluster"].agg(["min", "size"])
    order = order.sort_values(["min", "size"], ascending=[True, False]).index
    row = dict(zip(order, reversed(range(len(order))), strict=True))
    styles = outlet_styles(clusters["outlet"])
    fig, ax = figure(height=1.7 + 0.24 * len(row))
    column = pd.factorize(stories["cluster"])[0]
    size = 25 + 75 * stories["contained"].fillna(0)
    first = (stories["article"].astype(object) == stories["source"]).to_numpy()
    y = stories["outlet"].map(row)
    ax.scatter(
        column,
        y,
        s=size,
        color=[styles[name].color for name in stories["outlet"]],
        zorder=3,
    )
    ax.scatter(
        column[first],
        y[first],
        s=190,
        facecolor="none",
        edgecolor=INK,
        linewidth=1.3,
        zorder=4,
    )
    ax.set_yticks(
        list(row.values()), [plain(name, LONGEST_NAME) for name in row], fontsize=8.5
    )
    heads = stories.drop_duplicates("cluster")
    labels = [plain(wire, LONGEST_NAME) for wire in heads["wire"].fillna("no agency")]
    ax.set_xticks(range(len(heads)), labels, rotation=90, fontsize=8.5)
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.set_xlim(-0.7, len(heads) - 0.3)
    ax.set_ylim(-0.8, len(row) - 0.2)
    ax.grid(axis="both")
    legend = "A column is a story. Ringed: its earliest version. Larger: shares more with that."
    fig.supxlabel(legend, fontsize=9)
    if len(stories) < len(running):
        outlets = running["outlet"].nunique()
        ax.set_title(
            f"{len(order)} of {outlets} outlets and the {len(heads)} most printed stories"
        )
    top = running[running["cluster"] == 0]
    alt = (
        f"Stories that more than one article runs: {running['cluster'].nunique()}. "
        f"The largest has {len(top)} versions in {top['outlet'].nunique()} outlets."
    )
    return finish(fig, alt, running)
