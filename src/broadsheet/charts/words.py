"""Figures for words: what each side says most, what sets two apart, where words fall and when."""

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator
from matplotlib.transforms import Bbox

from broadsheet.charts.palette import (
    COLORS,
    FAINT,
    INK,
    LEADER,
    MUTED,
    NO_OUTLET,
    outlet_styles,
)
from broadsheet.charts.style import (
    empty,
    figure,
    finish,
    note_left_out,
    on_phone,
    plain,
    styled,
)
from broadsheet.dates.labels import day_label, month_label
from broadsheet.words.groups import UNKNOWN
from broadsheet.words.measures import wilson

# An axis of ratios reaches at least four doublings either way; intervals are cut beyond eight.
LEAST_REACH = 4.0
MOST_REACH = 8.0

# A reference with more words than this is a list of one's own, whose counts say nothing to a reader.
OWN_REFERENCE = 1e9

NOTHING = "There are no words in which two sides differ."

# Where a label may stand beside its point, in points from it, the best place first.
AROUND = [
    (6, 0),
    (-6, 0),
    *((x, y) for x in (0, 6, -6) for y in (8, -8)),
    (0, 18),
    (0, -18),
]


@styled
def frequent(counts: pd.DataFrame, words: int = 10, groups: int = 8):
    """The most frequent words of each group, stop words aside, on one scale.

    `counts` is of `count_words(by=…)`; of many groups those with the most words are shown.
    """
    by, content = counts.columns[1], counts[~counts["is_stop"]]
    if content.empty:
        return empty("No words were counted.")
    sizes = content.groupby(by, observed=True)["total"].max()
    styles, names = outlet_styles(counts[by]), list(sizes.nlargest(groups).index)
    columns, top = (
        min(len(names), 1 if on_phone() else 2),
        content[content[by].isin(names)],
    )
    rows, reach = ceil(len(names) / columns), top["per_thousand"].max() * 1.15
    fig, axes = figure(
        rows * (0.21 * words + 0.75), nrows=rows, ncols=columns, squeeze=False
    )
    for ax, name in zip(axes.flat, names, strict=False):
        most = top[top[by] == name].head(words)[::-1]
        labels = [plain(word, 28) for word in most["word"]]
        bars = ax.barh(
            labels,
            most["per_thousand"],
            color=styles[name].color,
            hatch=styles[name].hatch,
            height=0.7,
        )
        ax.bar_label(bars, fmt="%.1f", padding=3, color=MUTED, fontsize=9)
        title = NO_OUTLET if by == "outlet" and name == UNKNOWN else plain(name, 26)
        ax.set(title=title, xlim=(0, reach), xticks=[])
        ax.set_xlabel(
            f"per thousand of its {sizes[name]:,} words",
            fontsize=9,
            color=MUTED,
            loc="left",
        )
        ax.spines.bottom.set_visible(False)
    for ax in axes.flat[len(names) :]:
        ax.set_axis_off()
    note_left_out(fig, len(names), len(sizes), "groups")
    firsts = [
        f"{plain(name, 60)}: {_listed(top.loc[top[by] == name, 'word'].head(3))}"
        for name in names
    ]
    if len(sizes) > len(names):
        left = f" {len(sizes) - len(names)} further are not shown."
    else:
        left = ""
    alt = f"The words used most, per thousand. {'; '.join(firsts)}.{left}"
    drawn = top.groupby(by, observed=True, sort=False).head(words)
    return finish(fig, alt, drawn)


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
        return empty("There are no two sides to compare.")
    shown = widest_differences(comparison, words)
    if shown.empty:
        return empty(NOTHING)
    colors = _two_colors(target, reference, outlets)
    fig, ax = figure(0.27 * len(shown) + 1.2)
    reach = _reach(shown)
    for place, row in enumerate(shown.itertuples()):
        _draw_ratio(ax, place, row, reach, colors[row.log_ratio < 0])
    ax.axvline(0, color=INK, lw=0.8)
    _label_ratios(ax, shown, reach)
    ax.set_xlabel(
        f"← {plain(reference, 30)}      times as often in      {plain(target, 30)} →"
    )
    sure = shown[shown["significant"]]
    text = f"{len(sure)} of the {len(shown)} words differ beyond chance: {_listed(sure['word'])}."
    title = "Filled: beyond chance. Hollow: may be chance."
    if sure.empty:
        text = f"None of the {len(shown)} widest differences is beyond chance."
        title = "Hollow: may be chance"
    ax.set_title(title)
    pair = f"{plain(target, 60)} than in {plain(reference, 60)}"
    return finish(fig, f"How much more often words occur in {pair}. {text}", shown)


def widest_differences(comparison: pd.DataFrame, words: int) -> pd.DataFrame:
    """Return the first words of each side, ordered by how much they differ."""
    differing = comparison[~comparison["is_stop"] & (comparison["log_ratio"] != 0)]
    is_more = differing["log_ratio"] > 0
    sides = [differing[is_more].head(words), differing[~is_more].head(words)]
    return pd.concat(sides).sort_values("log_ratio", kind="stable", ignore_index=True)


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
    ax.set_yticks(range(len(shown)), [plain(word, 28) for word in shown["word"]])
    is_sure = shown["significant"]
    for label, sure in zip(ax.get_yticklabels(), is_sure, strict=True):
        label.set_color(INK if sure else MUTED)
    ticks = range(-2 * int(reach // 2), int(reach) + 1, 2)
    labels = [f"{2 ** abs(tick)}×" if tick else "same" for tick in ticks]
    ax.set_xticks(ticks, labels)
    ax.set(xlim=(-reach, reach), ylim=(-0.7, len(shown) - 0.3))


@styled
def two_outlets(
    comparison: pd.DataFrame,
    target: str,
    reference: str,
    labels: int = 30,
    outlets=None,
):
    """Each word by how frequent it is and how surely it leans to one side: the z of its weighted log-odds.

    Coloured where the difference is beyond chance. Labels that would cover another are left out.
    """
    if not target:
        return empty("There are no two sides to compare.")
    words = comparison[~comparison["is_stop"]].copy()
    if words.empty:
        return empty(NOTHING)
    words["rate"] = (words["count"] + words["reference_count"]) * 1000
    words["rate"] /= words["total"] + words["reference_total"]
    sure = words["significant"]
    ours, theirs = _two_colors(target, reference, outlets)
    words["color"] = np.where(
        sure, np.where(words["log_odds"] > 0, ours, theirs), MUTED
    )
    fig, ax = figure(4.6)
    ax.scatter(
        words["rate"][~sure], words["log_odds_z"][~sure], s=9, color="#b3b3b3", lw=0
    )
    ax.scatter(
        words["rate"][sure],
        words["log_odds_z"][sure],
        s=16,
        color=words["color"][sure],
        lw=0,
    )
    ax.axhline(0, color=INK, lw=0.8)
    reach = words["log_odds_z"].abs().max() * 1.2 or 1.0
    ax.set(xscale="log", ylim=(-reach, reach), ylabel="z of the weighted log-odds")
    ax.set_xlabel("times per thousand words, both together")
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter("{x:g}")
    ax.xaxis.set_minor_formatter("")
    for name, color, y, va in (
        (target, ours, 1, "top"),
        (reference, theirs, 0, "bottom"),
    ):
        where: dict[str, Any] = {
            "transform": ax.transAxes,
            "ha": "right",
            "va": va,
            "weight": "bold",
        }
        ax.text(0.995, y, f"more in {plain(name, 40)}", color=color, **where)
    # If nothing is certain the farthest few are named all the same, in grey, so that one sees what they are.
    named = (words[sure] if sure.any() else words).assign(far=words["log_odds_z"].abs())
    named = named.sort_values(["far", "word"], ascending=[False, True]).head(
        labels if sure.any() else 8
    )
    spread_labels(fig, ax, named[["rate", "log_odds_z", "word", "color"]].to_numpy())
    leaning = []
    for side in (words["log_odds"] > 0, words["log_odds"] < 0):
        leaning.append(_listed(words["word"][sure & side]))
    said = f"Beyond chance lean to {target}: {leaning[0]}; to {reference}: {leaning[1].rstrip('.')}."
    if not sure.any():
        said = "No word leans to either side beyond chance, so all are grey."
    drawn = words[["word", "rate", "log_odds", "log_odds_z", "significant"]]
    alt = f"{len(words):,} words by frequency and by log-odds. {said}"
    return finish(fig, alt, drawn)


def spread_labels(fig, ax, points) -> None:
    """Write each (x, y, text, colour) beside its point, where it covers no other label and no point."""
    renderer = FigureCanvasAgg(fig).get_renderer()
    fig.draw_without_rendering()
    centres = [ax.transData.transform((x, y)) for x, y, *_ in points]
    dots = [Bbox.from_bounds(x - 3, y - 3, 6, 6) for x, y in centres]
    taken = [text.get_window_extent(renderer) for text in ax.texts]
    frame = ax.get_window_extent(renderer)
    for i, (x, y, word, color) in enumerate(points):
        for dx, dy in AROUND:
            across, up = (
                ("center", "left", "right")[np.sign(dx)],
                ("center", "bottom", "top")[np.sign(dy)],
            )
            style: dict[str, Any] = {
                "ha": across,
                "va": up,
                "color": color,
                "fontsize": 9,
                "textcoords": "offset points",
            }
            text = ax.annotate(plain(word, 28), (x, y), (dx, dy), **style)
            box = text.get_window_extent(renderer)
            inside = (
                frame.x0 <= box.x0
                and box.x1 <= frame.x1
                and frame.y0 <= box.y0
                and box.y1 <= frame.y1
            )
            if inside and not any(
                box.overlaps(other) for other in taken + dots[:i] + dots[i + 1 :]
            ):
                taken.append(box)
                break
            text.remove()


@styled
def places(found: pd.DataFrame, most: int = 6):
    """Where in the articles words fall: a stroke each for a few articles, the shares of ten parts for many.

    `found` is of `places`; its `article` column's categories are all the articles.
    """
    words, names = (
        list(found["word"].cat.categories),
        list(found["article"].cat.categories),
    )
    if found.empty:
        return empty("None of these words was found.")
    fig = _strokes(found, words, names) if len(names) <= most else _tenths(found, words)
    fig.axes[-1].set_xticks([0, 0.5, 1], ["beginning", "middle", "end of the article"])
    for label, side in zip(
        fig.axes[-1].get_xticklabels(), ("left", "center", "right"), strict=True
    ):
        label.set_horizontalalignment(side)
    middle = found.groupby("word", observed=True)["position"].median()
    said = "; ".join(
        f"{word} (half by {share:.0%} of the way)" for word, share in middle.items()
    )
    alt = f"Where in the articles the words fall ({len(names):,} read): {said}."
    return finish(fig, alt, found)


def _strokes(found: pd.DataFrame, words: list, names: list):
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
        ax.set(title=plain(name, 60), xlim=(-0.01, 1.01), ylim=(len(words) - 0.4, -0.6))
        ax.set_yticks(range(len(words)), [plain(word, 28) for word in words])
        ax.grid(visible=False)
    return fig


def _tenths(found: pd.DataFrame, words: list):
    fig, ax = figure(0.36 * len(words) + 1.0)
    tenth = np.minimum((found["position"] * 10).astype(int), 9)
    table = np.zeros((len(words), 10))
    np.add.at(table, (found["word"].cat.codes, tenth), 1)
    whole = np.maximum(table.sum(axis=1, keepdims=True), 1)
    low, high = wilson(table, whole, 1 - 0.05 / table.size)
    sure = (low > 0.1) | (high < 0.1)
    scale: dict[str, Any] = {
        "extent": (0, 1, len(words) - 0.5, -0.5),
        "aspect": "auto",
        "vmin": -0.2,
        "vmax": 0.2,
    }
    ax.imshow(np.where(sure, table / whole - 0.1, 0), cmap="PuOr", **scale)
    for (row, part), share in np.ndenumerate(table / whole):
        look: dict[str, Any] = {
            "color": INK if sure[row, part] else MUTED,
            "fontsize": 9,
            "ha": "center",
            "va": "center",
        }
        ax.text(
            part / 10 + 0.05,
            row,
            f"{100 * share:.0f}" if on_phone() else f"{share:.0%}",
            **look,
        )
    labels = []
    for word, n in zip(words, table.sum(axis=1), strict=True):
        labels.append(f"{plain(word, 28)}  {n:,.0f}")
    ax.set_yticks(range(len(words)), labels)
    ax.set_title(
        "Coloured: not one in ten, beyond chance" + ", in per cent" * on_phone()
    )
    ax.grid(visible=False)
    return fig


@styled
def trend(rates: pd.DataFrame, most: int = 4):
    """The rate of each word over time with its confidence band, one panel a word, each on its own scale."""
    if rates.empty:
        return empty("There are no dated articles to show a change in.")
    by, words = rates.columns[1], list(dict.fromkeys(rates["word"]))[:most]
    few = rates[by].nunique() <= 6
    band = {"color": COLORS[0]} | ({"lw": 1.4} if few else {"lw": 0, "alpha": 0.2})
    line = {"ls": "none"} if few else {"ms": 3.5}
    fig, axes = figure(
        (1.1 if few else 1.4) * len(words) + 0.5,
        nrows=len(words),
        sharex=True,
        squeeze=False,
    )
    said = []
    for ax, word in zip(axes.flat, words, strict=True):
        here = rates[rates["word"] == word]
        (ax.vlines if few else ax.fill_between)(
            here[by], here["low"], here["high"], **band
        )
        ax.plot(here[by], here["per_thousand"], color=COLORS[0], marker="o", **line)
        # The band of a thin week would dwarf all others.
        ax.set_ylim(
            0, min(here["high"].max(), max(3 * here["per_thousand"].max(), 0.1)) * 1.05
        )
        changed = here["p_change"].iloc[0] < 0.05 / len(words)
        ax.set_title(plain(word, 40) + ("" if changed else ": no change beyond chance"))
        ax.grid(axis="y")
        top = here.loc[here["per_thousand"].idxmax()]
        highest = (
            f"highest in the {by} of {_day(top[by], by)}, at {top['per_thousand']:.1f}"
        )
        said.append(f"{word}: {highest if changed else 'no change beyond chance'}")
    if few:
        days = sorted(rates[by].unique())
        axes[-1, 0].set_xticks(days, [_day(day, by) for day in days])
        axes[-1, 0].margins(x=0.15)
    else:
        axes[-1, 0].xaxis.set_major_formatter(
            ConciseDateFormatter(AutoDateLocator(maxticks=7))
        )
    fig.supylabel("per thousand words", fontsize=10, color=MUTED)
    alt = f"Rate by {by}, with 95% bands. {'; '.join(said)}."
    return finish(fig, alt, rates)


def _day(day, by: str) -> str:
    day = pd.Timestamp(day)
    return {"year": f"{day.year}", "month": month_label(day, short=True)}.get(
        by, day_label(day, short=True)
    )


def _two_colors(target: str, reference: str, outlets) -> tuple[str, str]:
    styles = outlet_styles(outlets) if outlets is not None else {}
    one = styles[target].color if target in styles else COLORS[0]
    wished = [styles[reference].color] if reference in styles else COLORS[1:]
    return one, next(color for color in (*wished, *COLORS) if color != one)


def _listed(words, most: int = 8) -> str:
    words = [str(word) for word in words]
    return (
        ", ".join(words[:most])
        + (f" and {len(words) - most} more" if len(words) > most else "")
        or "none"
    )
