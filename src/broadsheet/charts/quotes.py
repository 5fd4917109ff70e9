"""Figures for quotations: who speaks, how directly, with which verbs, and who stays unnamed."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from broadsheet.charts.bars import (
    LONGEST,
    Kinds,
    add_legend,
    draw_shares,
    kinds_of,
    label_rows,
)
from broadsheet.charts.palette import (
    COLORS,
    FAINT,
    INK,
    MUTED,
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
    say_left_out,
    styled,
)

EVERYONE = "Everyone"
LONGEST_LEGEND = 22
LONGEST_PART = 12  # letters of a part of a name above cells
MOST_OUTLETS = 6  # more than this many colours in one bar cannot be distinguished
DARK = 0.6  # the share from which on a cell may be as dark as cells are
WHITE_FROM = 0.4  # the share from which on a number is written in white


@styled
def speakers(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 12) -> Figure:
    """Draw who is quoted most: a bar a speaker, in as many pieces as outlets quote them (up to six).

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        most: How many speakers are drawn.
    """
    is_unnamed = quotes["speaker_kind"] == "unnamed"  # "an official" is not one
    rows = _with_outlet(quotes[~is_unnamed], articles)
    if rows.empty:
        return empty("No quotation has a named speaker or a group.")
    counts = _count_speakers(rows)
    drawn = counts.head(most)
    upwards = drawn[::-1]
    height = 0.7 + 0.3 * len(drawn)
    fig, ax = figure(height)
    _draw_speakers(fig, ax, upwards, articles)
    _write_totals(ax, upwards.sum(axis=1))
    note_left_out(fig, len(drawn), len(counts), "speakers")
    alt = _describe_speakers(counts)
    if len(drawn) < len(counts):
        alt += f" {len(drawn)} of {len(counts):,} are drawn."
    data = _in_rows(drawn, "speaker", "outlet")
    return finish(fig, alt, data)


def _count_speakers(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each speaker, those quoted most first, and a column for each outlet."""
    by_pair = rows.groupby(["speaker", "outlet"])
    counts = by_pair.size().unstack(fill_value=0)
    order = _largest_first(counts.sum(axis=1))
    return counts.loc[order.index]


def _largest_first(totals: pd.Series) -> pd.Series:
    return totals.sort_values(ascending=False, kind="stable")


def _describe_speakers(counts: pd.DataFrame) -> str:
    first = counts.head(3).sum(axis=1)
    names = _write_counts(first)
    return f"The speakers quoted most, by number of quotations: {names}."


def _write_counts(counts: pd.Series) -> str:
    written = []
    for name, number in counts.items():
        written.append(f"{name} ({number:,})")
    return ", ".join(written)


def _draw_speakers(
    fig: Figure,
    ax: Axes,
    counts: pd.DataFrame,
    articles: pd.DataFrame,
) -> None:
    """Draw a bar for each speaker, in pieces where few outlets quote."""
    rows = range(len(counts))
    names = distinct_labels(counts.index, LONGEST)
    ax.set_yticks(rows, names)
    outlets = counts.shape[1]
    if not 1 < outlets <= MOST_OUTLETS:
        totals = counts.sum(axis=1)
        ax.barh(rows, totals, color=COLORS[0], height=0.7)
        return
    styles = outlet_styles(articles["outlet"])
    left = counts.cumsum(axis=1) - counts
    names_of_outlets = []
    for outlet, values in counts.items():
        style = styles[outlet]
        name = label_text(outlet, LONGEST_LEGEND)
        names_of_outlets.append(name)
        ax.barh(
            rows,
            values,
            left=left[outlet],
            label=name,
            color=style.color,
            hatch=style.hatch,
            height=0.7,
        )
    across = min(3, outlets)
    ncols = columns(across, names_of_outlets)
    fig.legend(loc="outside upper left", ncols=ncols)


def _write_totals(ax: Axes, totals: pd.Series) -> None:
    """Write the number of quotations at the end of each bar."""
    for row, value in enumerate(totals):
        number = f" {value:,}"
        ax.text(value, row, number, va="center", color=MUTED)
    locator = MaxNLocator(6, integer=True)
    ax.xaxis.set_major_locator(locator)
    ax.margins(y=0.02)
    ax.set_xlabel("quotations")
    ax.set_xlim(0, totals.max() * 1.1)


@styled
def directness(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20) -> Figure:
    """Draw how each outlet quotes: the shares word for word, partly so, and in paraphrase.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        most: How many outlets are drawn.
    """
    rows = _with_outlet(quotes, articles)
    return _shares(rows, "kind", most, "How quotations are given")


@styled
def sources(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20) -> Figure:
    """Draw whom each outlet quotes: the shares of named people, organisations, groups and the unnamed.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        most: How many outlets are drawn.
    """
    rows = _with_outlet(quotes, articles)
    return _shares(rows, "speaker_kind", most, "Who the sources are")


def _shares(rows: pd.DataFrame, column: str, most: int, what: str) -> Figure:
    """Draw a bar for each outlet, in it a piece for each value of a column."""
    if rows.empty:
        return empty("No quotations were found.")
    kinds = kinds_of(column)
    counts = _count_kinds(rows, column, kinds)
    totals = counts.sum(axis=1)
    upwards = totals.head(most)[::-1]
    shares = counts.loc[upwards.index].div(upwards, axis=0)
    height = 0.8 + 0.36 * len(upwards)
    fig, ax = figure(height)
    label_rows(ax, upwards.index, upwards)
    draw_shares(ax, shares, kinds)
    add_legend(fig, len(kinds))
    note_left_out(fig, len(upwards), len(totals), "outlets")
    alt = f"{what}, outlet by outlet; {_describe_shares(counts, kinds)}"
    alt += say_left_out(len(totals) - len(upwards), "outlet")
    data = _in_rows(counts, "outlet", column)
    return finish(fig, alt, data)


def _count_kinds(rows: pd.DataFrame, column: str, kinds: Kinds) -> pd.DataFrame:
    """A row for each outlet, those with most quotations first, and a column for each kind."""
    table = pd.crosstab(rows["outlet"], rows[column])
    counts = table.reindex(columns=list(kinds), fill_value=0)
    order = _largest_first(counts.sum(axis=1))
    return counts.loc[order.index]


def _describe_shares(counts: pd.DataFrame, kinds: Kinds) -> str:
    numbers = counts.sum()
    total = numbers.sum()
    parts = []
    for name, kind in kinds.items():
        share = numbers[name] / total
        parts.append(f"{share:.0%} {kind.label}")
    return f"of all {total:,}: {', '.join(parts)}."


def _in_rows(counts: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """Return a table of counts with one row a count."""
    named = counts.rename_axis(index=row, columns=column)
    stacked = named.stack()
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
    by_speaker = _largest_first(rows.groupby("speaker")["quotations"].sum())
    quotations = rows.groupby("verb")["quotations"].sum()
    by_verb = _largest_first(quotations).head(most)
    chosen = by_speaker.head(speakers)
    # A table of all verbs and all speakers would have a hundred million cells.
    is_of_verb = rows["verb"].isin(by_verb.index)
    is_drawn = is_of_verb & rows["speaker"].isin(chosen.index)
    table = rows[is_drawn].pivot_table("quotations", "verb", "speaker", "sum")
    shown = table.reindex(index=by_verb.index, columns=chosen.index)
    shown = shown.fillna(0).astype(int)
    shown.insert(0, EVERYONE, by_verb)
    totals = [by_speaker.sum(), *chosen]
    shares = shown.to_numpy(float) / totals
    height = 0.8 + 0.3 * len(shown)
    fig, ax = figure(height)
    _draw_cells(ax, shown, shares)
    _label_cells(ax, shown)
    alt = (
        f"How often each word reports, for everyone and the {len(chosen)} quoted most. "
        f"Commonest: {_write_counts(by_verb.head(3))}."
    )
    data = _in_rows(shown, "verb", "speaker")
    return finish(fig, alt, data)


def _draw_cells(ax: Axes, shown: pd.DataFrame, shares: np.ndarray) -> None:
    """Draw a cell for each pair, the darker the larger its share, with its number."""
    ax.pcolormesh(
        shares,
        cmap="Blues",
        vmin=0,
        vmax=max(DARK, shares.max()),
        ec=FAINT,
        lw=0.5,
    )
    numbers = shown.to_numpy(int)
    for (row, column), value in np.ndenumerate(numbers):
        share = float(shares[row, column])
        _write_cell(ax, (column, row), value, share)


def _write_cell(
    ax: Axes,
    corner: tuple[int, int],
    value: int,
    share: float,
) -> None:
    """Write a number into the middle of its cell, and a dot for none."""
    x, y = corner
    number = "·"
    if value:
        number = f"{value:,}"
    ink = INK
    if share > WHITE_FROM:
        ink = "white"
    ax.text(
        x + 0.5,
        y + 0.5,
        number,
        ha="center",
        va="center",
        color=ink,
    )


def _label_cells(ax: Axes, shown: pd.DataFrame) -> None:
    """Write the speakers above the cells and the verbs beside them."""
    names = [_broken(name) for name in shown]
    turned = 90 if on_phone() else 0
    ax.set_xticks(_middles(len(names)), names, rotation=turned)
    labels = [label_text(verb) for verb in shown.index]
    ax.set_yticks(_middles(len(labels)), labels)
    ax.invert_yaxis()
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)


def _middles(cells: int) -> np.ndarray:
    """Where the middles of so many cells are."""
    return np.arange(cells) + 0.5


def _broken(name: str) -> str:
    """Return the last words of a name, each on a line of its own."""
    lines = []
    for part in name.split()[-3:]:
        lines.append(label_text(part, LONGEST_PART))
    return "\n".join(lines)


def _with_outlet(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    ids = quotes["article"].astype(articles.index.dtype)
    outlets = ids.map(outlet_names(articles))
    return quotes.assign(outlet=outlets)
