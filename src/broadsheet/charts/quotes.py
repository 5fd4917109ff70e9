"""Figures for quotations: who speaks, how directly, with which verbs, and who stays unnamed."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from broadsheet.charts.palette import (
    COLORS,
    FAINT,
    INK,
    MUTED,
    PALE,
    STRAW,
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
    note_left_out,
    on_phone,
    styled,
    write_shares,
)

# What each kind is called, and its colour.
Looks = dict[str, tuple[str, str]]

EVERYONE = "Everyone"
HOW: Looks = {
    "direct": ("word for word", COLORS[0]),
    "mixed": ("partly", COLORS[4]),
    "indirect": ("in paraphrase", PALE),
}
WHO: Looks = {
    "person": ("named people", COLORS[0]),
    "organisation": ("organisations", COLORS[5]),
    "group": ("groups", STRAW),
    "unnamed": ("unnamed", PALE),
}
LONGEST = 30  # letters of a name
LONGEST_LEGEND = 22
MOST_OUTLETS = 6  # more than this many colours in one bar cannot be distinguished


@styled
def speakers(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 12) -> Figure:
    """Draw who is quoted most: a bar a speaker, in as many pieces as outlets quote them (up to six).

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        most: How many speakers are drawn.
    """
    is_known = quotes["speaker_kind"] != "unnamed"  # "an official" is not one
    rows = _with_outlet(quotes[is_known], articles)
    if rows.empty:
        return empty("No quotation has a named speaker or a group.")
    whole = rows.groupby(["speaker", "outlet"]).size().unstack(fill_value=0)
    totals = whole.sum(axis=1).sort_values(ascending=False, kind="stable")
    total = totals.head(most)[::-1]
    counts = whole.loc[total.index]
    fig, ax = figure(0.7 + 0.3 * len(counts))
    _draw_speakers(fig, ax, counts, articles)
    for y, value in enumerate(total):
        ax.text(value, y, f" {value:,}", va="center", color=MUTED)
    ax.margins(y=0.02)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.set(xlabel="quotations", xlim=(0, total.max() * 1.1))
    note_left_out(fig, len(counts), len(whole), "speakers")
    first = [f"{name} ({number:,})" for name, number in totals.head(3).items()]
    alt = f"The speakers quoted most, by number of quotations: {', '.join(first)}."
    if len(counts) < len(whole):
        alt += f" {len(counts)} of {len(whole):,} are drawn."
    return finish(fig, alt, _in_rows(counts[::-1], "speaker", "outlet"))


def _draw_speakers(
    fig: Figure, ax: Axes, counts: pd.DataFrame, articles: pd.DataFrame
) -> None:
    """Draw a bar for each speaker, in pieces where few outlets quote."""
    rows = range(len(counts))
    ax.set_yticks(rows, distinct_labels(counts.index, LONGEST))
    if not 1 < counts.shape[1] <= MOST_OUTLETS:
        ax.barh(rows, counts.sum(axis=1), color=COLORS[0], height=0.7)
        return
    styles = outlet_styles(articles["outlet"])
    left = counts.cumsum(axis=1) - counts
    for outlet, values in counts.items():
        ax.barh(
            rows,
            values,
            left=left[outlet],
            label=label_text(outlet, LONGEST_LEGEND),
            color=styles[outlet].color,
            hatch=styles[outlet].hatch,
            height=0.7,
        )
    fig.legend(loc="outside upper left", ncols=columns(min(3, counts.shape[1])))


@styled
def directness(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20) -> Figure:
    """Draw how each outlet quotes: the shares word for word, partly so, and in paraphrase.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        most: How many outlets are drawn.
    """
    rows = _with_outlet(quotes, articles)
    return _shares(rows, "kind", HOW, most, "How quotations are given")


@styled
def sources(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20) -> Figure:
    """Draw whom each outlet quotes: the shares of named people, organisations, groups and the unnamed.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        most: How many outlets are drawn.
    """
    rows = _with_outlet(quotes, articles)
    return _shares(rows, "speaker_kind", WHO, most, "Who the sources are")


def _shares(
    rows: pd.DataFrame, column: str, kinds: Looks, most: int, what: str
) -> Figure:
    if rows.empty:
        return empty("No quotations were found.")
    counts = pd.crosstab(rows["outlet"], rows[column])
    counts = counts.reindex(columns=list(kinds), fill_value=0)
    total = counts.sum(axis=1)
    largest = total.sort_values(ascending=False, kind="stable")
    order = largest.head(most).index[::-1]
    shares = counts.loc[order].div(total[order], axis=0)
    names = zip(distinct_labels(order, LONGEST), order, strict=True)
    labels = [f"{label} ({total[name]:,})" for label, name in names]
    fig, ax = figure(0.8 + 0.36 * len(order))
    _draw_shares(ax, labels, shares, kinds)
    ax.set(xlim=(0, 1), xticks=[])
    ax.margins(y=0.02)
    look: dict[str, Any] = {"columnspacing": 1, "handlelength": 1}
    fig.legend(loc="outside upper left", ncols=columns(len(kinds)), **look)
    note_left_out(fig, len(order), len(total), "outlets")
    whole = counts.sum() / counts.to_numpy().sum()
    parts = [f"{whole[kind]:.0%} {label}" for kind, (label, _) in kinds.items()]
    alt = f"{what}, outlet by outlet; of all {total.sum():,}: {', '.join(parts)}."
    if len(total) > most:
        alt += f" {len(total) - most} outlets with fewer quotations are not drawn."
    return finish(fig, alt, _in_rows(counts.loc[largest.index], "outlet", column))


def _draw_shares(
    ax: Axes, labels: list[str], shares: pd.DataFrame, kinds: Looks
) -> None:
    """Draw a bar for each outlet, a piece for each kind with its share in it."""
    left = shares.cumsum(axis=1) - shares
    rows = range(len(labels))
    ax.set_yticks(rows, labels)
    look: dict[str, Any] = {"height": 0.72, "edgecolor": "white", "lw": 1}
    for kind, (label, color) in kinds.items():
        bars = ax.barh(
            rows, shares[kind], left=left[kind], label=label, color=color, **look
        )
        ink = "white" if color in COLORS else INK
        write_shares(ax, bars, shares[kind], color=ink)


def _in_rows(counts: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """Return a table of counts with one row a count."""
    stacked = counts.rename_axis(index=row, columns=column).stack()
    return stacked.rename("quotations").reset_index()


@styled
def verbs(counts: pd.DataFrame, most: int = 12, speakers: int = 5) -> Figure:
    """Draw the words that report, for the speakers quoted most: a cell a pair.

    Args:
        counts: What `reporting_verbs` returns.
        most: How many words are drawn.
        speakers: How many speakers are drawn.
    """
    rows = counts.dropna(subset="speaker")
    if rows.empty:
        return empty("No quotation has a speaker and a verb.")
    table = rows.pivot_table("quotations", "verb", "speaker", "sum", fill_value=0)
    totals = table.sum().sort_values(ascending=False, kind="stable")
    who = totals.index[:speakers]
    everyone = table.sum(axis=1).sort_values(ascending=False, kind="stable").head(most)
    shown = table.loc[everyone.index, who]
    shown.insert(0, EVERYONE, everyone)
    shares = shown.to_numpy(float) / [totals.sum(), *totals[who]]
    fig, ax = figure(0.8 + 0.3 * len(shown))
    _draw_cells(ax, shown, shares)
    _label_cells(ax, shown)
    first = ", ".join(f"{verb} ({number:,})" for verb, number in everyone[:3].items())
    alt = (
        f"How often each word reports, for everyone and the {len(who)} quoted most. "
        f"Commonest: {first}."
    )
    return finish(fig, alt, _in_rows(shown, "verb", "speaker"))


def _draw_cells(ax: Axes, shown: pd.DataFrame, shares: np.ndarray) -> None:
    """Draw a cell for each pair, the darker the larger its share, with its number."""
    darkest = max(0.6, shares.max())
    ax.pcolormesh(shares, cmap="Blues", vmin=0, vmax=darkest, ec=FAINT, lw=0.5)
    for (y, x), value in np.ndenumerate(shown.to_numpy(int)):
        ink = "white" if shares[y, x] > 0.4 else INK
        number = f"{value:,}" if value else "·"
        ax.text(x + 0.5, y + 0.5, number, ha="center", va="center", color=ink)


def _label_cells(ax: Axes, shown: pd.DataFrame) -> None:
    """Write the speakers above the cells and the verbs beside them."""
    names = [_broken(name) for name in shown]
    turned = 90 if on_phone() else 0
    ax.set_xticks([x + 0.5 for x in range(len(names))], names, rotation=turned)
    verbs = [label_text(verb) for verb in shown.index]
    ax.set_yticks([y + 0.5 for y in range(len(verbs))], verbs)
    ax.invert_yaxis()
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)


def _broken(name: str) -> str:
    """Return the last words of a name, each on a line of its own."""
    return "\n".join(label_text(part, 12) for part in name.split()[-3:])


def _with_outlet(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    ids = quotes["article"].astype(articles.index.dtype)
    return quotes.assign(outlet=ids.map(outlet_names(articles)))
