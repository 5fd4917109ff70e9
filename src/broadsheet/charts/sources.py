"""Figures for sources: who speaks in each outlet, of which gender and role, and how evenly."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS, FAINT, INK, PALE, SAND, SKY, STRAW
from broadsheet.charts.style import (
    columns,
    distinct_labels,
    empty,
    figure,
    finish,
    note_left_out,
    styled,
    write_shares,
)
from broadsheet.sources.count import NOT_GIVEN

# What each kind is called, and its colour.
Looks = dict[str, tuple[str, str]]

KINDS: Looks = {
    "person": ("people", COLORS[0]),
    "organisation": ("bodies", COLORS[5]),
    "group": ("groups", STRAW),
    "unnamed": ("unnamed", PALE),
    "reporter": ("the reporter", SAND),
    "news outlet": ("other outlets", SKY),
}
GENDERS: Looks = {
    "female": ("women", COLORS[4]),
    "male": ("men", COLORS[0]),
    "other": ("other", COLORS[3]),
    "unknown": ("unknown", PALE),
}
ROLES: Looks = {
    "politician": ("politicians", COLORS[0]),
    "official": ("officials", SKY),
    "police and courts": ("police and courts", COLORS[2]),
    "expert": ("experts", COLORS[5]),
    "business": ("business", COLORS[3]),
    "civil society": ("civil society", STRAW),
    "media": ("media", SAND),
    "celebrity": ("celebrities", COLORS[4]),
    "citizen": ("citizens", COLORS[1]),
    "unknown": ("unknown", FAINT),
}
LOOKS: dict[str, Looks] = {
    "source_kind": KINDS,
    "gender": GENDERS,
    "role_group": ROLES,
}
LONGEST = 30  # letters of a name
PERIODS = ("year", "month", "week")
LEGEND_COLUMNS = 5


@styled
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
    drawn = counts.head(most).iloc[::-1]
    used = {name: look for name, look in LOOKS[of].items() if counts[name].sum()}
    more_of_legend = 0.22 if len(used) > LEGEND_COLUMNS else 0
    fig, ax = figure(1.0 + 0.36 * len(drawn) + more_of_legend)
    _draw_shares(ax, drawn, used)
    ax.set_yticks(range(len(drawn)), _name_groups(drawn, group))
    ax.set(xlim=(0, 1), xticks=[])
    ax.margins(y=0.02)
    fig.legend(
        loc="outside upper left",
        ncols=columns(min(len(used), LEGEND_COLUMNS)),
        columnspacing=1,
        handlelength=1,
    )
    note_left_out(fig, len(drawn), len(counts), f"{group}s")
    alt = _describe_shares(counts, group, used)
    left_out = len(counts) - len(drawn)
    if left_out:
        alt += f" {left_out:,} {group}s with fewer quotations are not drawn."
    return finish(fig, alt, counts, of)


def _draw_shares(ax: Axes, drawn: pd.DataFrame, looks: Looks) -> None:
    """Draw the pieces of each bar, one after the other."""
    left = pd.Series(0.0, index=drawn.index)
    for name, (label, color) in looks.items():
        share = drawn[name] / drawn["quotations"]
        bars = ax.barh(
            range(len(drawn)),
            share,
            left=left,
            label=label,
            color=color,
            height=0.72,
            edgecolor="white",
            lw=1,
        )
        ink = "white" if color in COLORS else INK
        write_shares(ax, bars, share, color=ink)
        left = left + share


def _name_groups(drawn: pd.DataFrame, group: str) -> list[str]:
    """Write each group with the number of its quotations."""
    labels = []
    names = distinct_labels(_say_what_is_missing(drawn[group]), LONGEST)
    for name, number in zip(names, drawn["quotations"].tolist(), strict=True):
        labels.append(f"{name} ({number:,})")
    return labels


def _say_what_is_missing(groups: pd.Series) -> pd.Series:
    """Return the names of groups, and what is missing where an article has none.

    >>> _say_what_is_missing(pd.Series(["Echo", "not given"], name="outlet")).tolist()
    ['Echo', 'no outlet given']
    """
    what = "day" if groups.name in PERIODS else str(groups.name)
    return groups.astype(str).replace(NOT_GIVEN, f"no {what} given")


def _describe_shares(counts: pd.DataFrame, group: str, looks: Looks) -> str:
    whole = int(counts["quotations"].sum())
    parts = []
    for name, (label, _) in looks.items():
        parts.append(f"{label} {counts[name].sum() / whole:.0%}")
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
    drawn = concentrations.head(most).iloc[::-1]
    rows = list(range(len(drawn)))
    names = distinct_labels(_say_what_is_missing(drawn["outlet"]), LONGEST)
    fig, ax = figure(0.9 + 0.36 * len(rows))
    ax.barh(rows, drawn["sources"], color=PALE, height=0.72, label="named sources")
    ax.barh(
        rows, drawn["effective"], color=COLORS[0], height=0.4, label="effective number"
    )
    for row, value in zip(rows, drawn["sources"], strict=True):
        number = drawn["effective"].iloc[row]
        ax.text(value, row, f" {number:,.1f} of {value:,}", va="center", color=INK)
    ax.set_yticks(rows, names)
    ax.margins(y=0.02)
    ax.set(xlim=(0, drawn["sources"].max() * 1.3), xlabel="sources")
    fig.legend(loc="outside upper left", ncols=columns(2))
    note_left_out(fig, len(drawn), len(concentrations), "outlets")
    first = concentrations.iloc[0]
    alt = (
        f"Named sources of each outlet and their effective number; {first['outlet']} has "
        f"{first['sources']:,}, worth {first['effective']:.1f}."
    )
    return finish(fig, alt, concentrations)
