"""Figures for sources: who speaks in each outlet, of which gender and role, and how evenly."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.bars import (
    LONGEST,
    Kinds,
    add_legend,
    draw_shares,
    kinds_of,
    label_rows,
)
from broadsheet.charts.palette import COLORS, INK, PALE
from broadsheet.charts.style import (
    columns,
    distinct_labels,
    empty,
    figure,
    finish,
    in_brief,
    note_left_out,
    say_left_out,
    styled,
)
from broadsheet.sources.count import NOT_GIVEN

PERIODS = ("year", "month", "week")
LEGEND_COLUMNS = 5
LEGEND_LINE = 0.22  # inches: the height that a second line of the legend takes


@styled
@in_brief(most=12)
def shares(counts: pd.DataFrame, of: str, most: int = 20) -> Figure:
    """Draw the shares of quotations by what their source is: a bar a group of articles.

    Args:
        counts: What `count_sources` returns; its first column names the groups.
        of: source_kind, gender or role_group.
        most: How many groups are drawn.
    """
    if counts.empty or not counts["quotations"].sum():
        return empty("There are no quotations to count here.")
    group = counts.columns[0]
    upwards = counts.head(most).iloc[::-1]
    kinds = _kinds_that_occur(counts, of)
    height = 1.0 + 0.36 * len(upwards)
    if len(kinds) > LEGEND_COLUMNS:
        height += LEGEND_LINE
    fig, ax = figure(height)
    numbers = upwards["quotations"]
    drawn = upwards[list(kinds)].div(numbers, axis=0)
    draw_shares(ax, drawn, kinds)
    names = _say_what_is_missing(upwards[group])
    label_rows(ax, names, numbers)
    add_legend(fig, min(len(kinds), LEGEND_COLUMNS))
    note_left_out(fig, len(upwards), len(counts), f"{group}s")
    alt = _describe_shares(counts, group, kinds)
    alt += say_left_out(len(counts) - len(upwards), group)
    return finish(fig, alt, counts, of)


def _kinds_that_occur(counts: pd.DataFrame, of: str) -> Kinds:
    kinds = {}
    for name, kind in kinds_of(of).items():
        if counts[name].sum():
            kinds[name] = kind
    return kinds


def _say_what_is_missing(groups: pd.Series) -> pd.Series:
    """Return the names of groups, and what is missing where an article has none.

    >>> _say_what_is_missing(pd.Series(["Echo", "not given"], name="outlet")).tolist()
    ['Echo', 'no outlet given']
    """
    what = "day" if groups.name in PERIODS else str(groups.name)
    return groups.astype(str).replace(NOT_GIVEN, f"no {what} given")


def _describe_shares(counts: pd.DataFrame, group: str, kinds: Kinds) -> str:
    whole = int(counts["quotations"].sum())
    parts = []
    for name, kind in kinds.items():
        share = counts[name].sum() / whole
        parts.append(f"{kind.label} {share:.0%}")
    return (
        f"Whose words are given, by {group}; "
        f"of all {whole:,} quotations: {', '.join(parts)}."
    )


@styled
def effective(concentrations: pd.DataFrame, most: int = 20) -> Figure:
    """Draw how many named sources each outlet has, and how many they are worth.

    Args:
        concentrations: What `concentration_by_outlet` returns.
        most: How many outlets are drawn.
    """
    if concentrations.empty:
        return empty("No quotation has a named source.")
    upwards = concentrations.head(most).iloc[::-1]
    height = 0.9 + 0.36 * len(upwards)
    fig, ax = figure(height)
    _draw_effective(ax, upwards)
    _write_effective(ax, upwards)
    outlets = _say_what_is_missing(upwards["outlet"])
    names = distinct_labels(outlets, LONGEST)
    ax.set_yticks(range(len(names)), names)
    ax.margins(y=0.02)
    most_sources = upwards["sources"].max()
    ax.set(xlim=(0, most_sources * 1.3), xlabel="sources")
    fig.legend(loc="outside upper left", ncols=columns(2))
    note_left_out(fig, len(upwards), len(concentrations), "outlets")
    first = concentrations.iloc[0]
    alt = (
        f"Named sources of each outlet and their effective number; {first['outlet']} has "
        f"{first['sources']:,}, worth {first['effective']:.1f}."
    )
    return finish(fig, alt, concentrations)


def _draw_effective(ax: Axes, upwards: pd.DataFrame) -> None:
    """Draw for each outlet a narrow bar, the effective number, within a wide one, the number."""
    rows = range(len(upwards))
    ax.barh(
        rows,
        upwards["sources"],
        color=PALE,
        height=0.72,
        label="named sources",
    )
    ax.barh(
        rows,
        upwards["effective"],
        color=COLORS[0],
        height=0.4,
        label="effective number",
    )


def _write_effective(ax: Axes, upwards: pd.DataFrame) -> None:
    """Write both numbers at the end of each bar."""
    numbers = upwards[["sources", "effective"]]
    pairs = numbers.itertuples(index=False)
    for row, (number, effective_number) in enumerate(pairs):
        label = f" {effective_number:,.1f} of {number:,}"
        ax.text(number, row, label, va="center", color=INK)
