"""Figures for sources: who speaks in each outlet, of which gender and role, and how evenly."""

import pandas as pd

from broadsheet.charts.palette import COLORS, FAINT, INK, PALE, SAND, SKY, STRAW
from broadsheet.charts.style import (
    columns,
    empty,
    figure,
    finish,
    note_left_out,
    plain,
    styled,
    write_shares,
)

KINDS = {
    "person": ("people", COLORS[0]),
    "organisation": ("bodies", COLORS[5]),
    "group": ("groups", STRAW),
    "unnamed": ("unnamed", PALE),
    "reporter": ("the reporter", SAND),
    "news outlet": ("other outlets", SKY),
}
GENDERS = {
    "female": ("women", COLORS[4]),
    "male": ("men", COLORS[0]),
    "other": ("other", COLORS[3]),
    "unknown": ("unknown", PALE),
}
ROLES = {
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
LONGEST = 30


@styled
def shares(counts: pd.DataFrame, of: str, most: int = 20):
    """Draw the shares of quotations by what their source is: a bar a group of articles.

    Args:
        counts: What `count_sources` returns; its first column names the groups.
        of: source_kind, gender or role_group.
        most: How many groups are drawn.
    """
    looks = {"source_kind": KINDS, "gender": GENDERS, "role_group": ROLES}[of]
    if counts.empty or not counts["quotations"].sum():
        return empty("There are no quotations to count here.")
    group = counts.columns[0]
    drawn = counts.head(most).iloc[::-1]
    used = {name: look for name, look in looks.items() if counts[name].sum()}
    total = drawn["quotations"].tolist()
    names = drawn[group].astype(str).tolist()
    rows = list(range(len(names)))
    labels = [
        f"{plain(name, LONGEST)} ({number:,})"
        for name, number in zip(names, total, strict=True)
    ]
    fig, ax = figure(1.0 + 0.36 * len(rows) + 0.22 * (len(used) > 5))
    left = pd.Series(0.0, index=drawn.index)
    for name, (label, color) in used.items():
        share = drawn[name] / drawn["quotations"]
        bars = ax.barh(
            rows,
            share,
            left=left,
            label=label,
            color=color,
            height=0.72,
            edgecolor="white",
            lw=1,
        )
        ink = "white" if color in COLORS else INK
        write_shares(ax, bars, share, (0.07, 0.17), color=ink)
        left = left + share
    ax.set_yticks(rows, labels)
    ax.set(xlim=(0, 1), xticks=[])
    ax.margins(y=0.02)
    fig.legend(
        loc="outside upper left",
        ncols=columns(min(len(used), 5)),
        columnspacing=1,
        handlelength=1,
    )
    note_left_out(fig, len(drawn), len(counts), f"{group}s")
    whole = int(counts["quotations"].sum())
    said = ", ".join(
        f"{label} {counts[name].sum() / whole:.0%}" for name, (label, _) in used.items()
    )
    alt = f"Whose words are given, by {group}; of all {whole:,} quotations: {said}."
    left_out = len(counts) - len(drawn)
    if left_out:
        alt += f" {left_out:,} {group}s with fewer quotations are not drawn."
    return finish(fig, alt, counts, of)


@styled
def effective(concentrations: pd.DataFrame, most: int = 20):
    """Draw how many named sources each outlet has, and how many they are worth.

    Args:
        concentrations: What `concentration_by_outlet` returns.
        most: How many outlets are drawn.
    """
    if concentrations.empty:
        return empty("No quotation has a named source.")
    drawn = concentrations.head(most).iloc[::-1]
    rows = list(range(len(drawn)))
    names = [plain(name, LONGEST) for name in drawn["outlet"]]
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
