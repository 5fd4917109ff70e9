"""Figures for quotations: who speaks, how directly, with which verbs, and who stays unnamed."""

from typing import Any

import pandas as pd
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
    empty,
    figure,
    finish,
    note_left_out,
    on_phone,
    plain,
    styled,
    write_shares,
)

HOW = {
    "direct": ("word for word", COLORS[0]),
    "mixed": ("partly", COLORS[4]),
    "indirect": ("in paraphrase", PALE),
}
WHO = {
    "person": ("named people", COLORS[0]),
    "organisation": ("organisations", COLORS[5]),
    "group": ("groups", STRAW),
    "unnamed": ("unnamed", PALE),
}
LONGEST = 30  # letters of a name
LONGEST_LEGEND = 22
MOST_OUTLETS = 6  # more than this many colours in one bar cannot be told apart


@styled
def speakers(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 12):
    """Who is quoted most: a bar a speaker, in as many pieces as outlets quote them (up to six)."""
    rows = _with_outlet(
        quotes[quotes["speaker_kind"] != "unnamed"], articles
    )  # "an official" is not one
    if rows.empty:
        return empty("No quotation has a named speaker or a group.")
    counts = rows.groupby(["speaker", "outlet"]).size().unstack(fill_value=0)
    whole = len(counts)
    order = (
        counts.sum(axis=1)
        .sort_values(ascending=False, kind="stable")
        .head(most)
        .index[::-1]
    )
    counts, names = counts.loc[order], [plain(name, LONGEST) for name in order]
    total = counts.sum(axis=1)
    fig, ax = figure(0.7 + 0.3 * len(order))
    if 1 < counts.shape[1] <= MOST_OUTLETS:
        styles, left = outlet_styles(articles["outlet"]), counts.cumsum(axis=1) - counts
        for outlet, values in counts.items():
            look: dict[str, Any] = {
                "color": styles[outlet].color,
                "hatch": styles[outlet].hatch,
                "height": 0.7,
            }
            ax.barh(
                names,
                values,
                left=left[outlet],
                label=plain(outlet, LONGEST_LEGEND),
                **look,
            )
        fig.legend(loc="outside upper left", ncols=columns(min(3, counts.shape[1])))
    else:
        ax.barh(names, total, color=COLORS[0], height=0.7)
    for y, value in enumerate(total):
        ax.text(value, y, f" {value:,}", va="center", color=MUTED)
    ax.margins(y=0.02)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.set(xlabel="quotations", xlim=(0, total.max() * 1.1))
    note_left_out(fig, len(order), whole, "speakers")
    said = ", ".join(
        f"{name} ({number:,})" for name, number in total[::-1].head(3).items()
    )
    shown = "" if len(order) == whole else f" {len(order)} of {whole:,} are drawn."
    return finish(
        fig, f"The speakers quoted most, by number of quotations: {said}.{shown}"
    )


@styled
def directness(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20):
    """How each outlet quotes: the share of quotations word for word, partly so, and in paraphrase."""
    return _shares(
        _with_outlet(quotes, articles), "kind", HOW, most, "How quotations are given"
    )


@styled
def sources(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20):
    """Whom each outlet quotes: the share of named people, organisations, groups and the unnamed."""
    return _shares(
        _with_outlet(quotes, articles), "speaker_kind", WHO, most, "Who the sources are"
    )


def _shares(rows, column, kinds, most, what):
    if rows.empty:
        return empty("No quotations were found.")
    counts = pd.crosstab(rows["outlet"], rows[column]).reindex(
        columns=list(kinds), fill_value=0
    )
    total = counts.sum(axis=1)
    order = total.sort_values(ascending=False, kind="stable").head(most).index[::-1]
    shares = counts.loc[order].div(total[order], axis=0)
    labels = [f"{plain(name, LONGEST)} ({total[name]:,})" for name in order]
    fig, ax = figure(0.8 + 0.36 * len(order))
    left = shares.cumsum(axis=1) - shares
    for kind, (label, color) in kinds.items():
        look: dict[str, Any] = {
            "color": color,
            "height": 0.72,
            "edgecolor": "white",
            "lw": 1,
        }
        bars = ax.barh(labels, shares[kind], left=left[kind], label=label, **look)
        write_shares(
            ax,
            bars,
            shares[kind],
            (0.07, 0.17),
            color="white" if color in COLORS else INK,
        )
    ax.set(xlim=(0, 1), xticks=[])
    ax.margins(y=0.02)
    fig.legend(
        loc="outside upper left",
        ncols=columns(len(kinds)),
        columnspacing=1,
        handlelength=1,
    )
    note_left_out(fig, len(order), len(total), "outlets")
    whole = counts.sum() / counts.to_numpy().sum()
    said = ", ".join(f"{whole[kind]:.0%} {label}" for kind, (label, _) in kinds.items())
    alt = f"{what}, outlet by outlet; of all {total.sum():,}: {said}."
    if len(total) > most:
        alt += f" {len(total) - most} outlets with fewer quotations are not drawn."
    return finish(fig, alt)


@styled
def verbs(counts: pd.DataFrame, most: int = 12, speakers: int = 5):
    """The words that report, for the speakers quoted most: of `reporting_verbs(quotes)`, a cell a pair."""
    rows = counts.dropna(subset="speaker")
    if rows.empty:
        return empty("No quotation has a speaker and a verb.")
    table = rows.pivot_table("quotations", "verb", "speaker", "sum", fill_value=0)
    totals, everyone = (
        table.sum().sort_values(ascending=False, kind="stable"),
        table.sum(axis=1),
    )
    who = totals.index[:speakers]
    shown = table[who].assign(everyone=everyone)[["everyone", *who]]
    shown = shown.sort_values("everyone", ascending=False, kind="stable").head(most)
    shares = shown.to_numpy(float) / [totals.sum(), *totals[who]]
    fig, ax = figure(0.8 + 0.3 * len(shown))
    ax.pcolormesh(
        shares, cmap="Blues", vmin=0, vmax=max(0.6, shares.max()), ec=FAINT, lw=0.5
    )
    for y, row in enumerate(shown.to_numpy(int)):
        for x, value in enumerate(row):
            ink = "white" if shares[y, x] > 0.4 else INK
            ax.text(
                x + 0.5,
                y + 0.5,
                f"{value:,}" if value else "·",
                ha="center",
                va="center",
                color=ink,
            )
    names = [
        "Everyone",
        *("\n".join(plain(part, 12) for part in name.split()[-3:]) for name in who),
    ]
    ax.set_xticks(
        [x + 0.5 for x in range(len(names))], names, rotation=90 if on_phone() else 0
    )
    ax.set_yticks(
        [y + 0.5 for y in range(len(shown))], [plain(verb) for verb in shown.index]
    )
    ax.invert_yaxis()
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    said = ", ".join(f"{verb} ({n:,})" for verb, n in shown["everyone"].head(3).items())
    alt = f"How often each word reports, for everyone and the {len(who)} quoted most. Commonest: {said}."
    return finish(fig, alt)


def _with_outlet(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    return quotes.assign(
        outlet=quotes["article"]
        .astype(articles.index.dtype)
        .map(outlet_names(articles))
    )
