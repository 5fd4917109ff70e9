"""Figures for quotations: who speaks, how directly, with which verbs, and who stays unnamed."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from broadsheet.charts.palette import COLORS, FAINT, INK, MUTED, Style, outlet_styles
from broadsheet.charts.style import columns, empty, figure, finish, on_phone, plain, styled

HOW = {
    "direct": ("word for word", COLORS[0]),
    "mixed": ("partly", COLORS[4]),
    "indirect": ("in paraphrase", "#c8ccd2"),
}
WHO = {
    "person": ("named people", COLORS[0]),
    "organisation": ("organisations", COLORS[5]),
    "group": ("groups", "#b9a944"),
    "unnamed": ("unnamed", "#c8ccd2"),
}
UNNAMED = "outlet not given"
MOST_OUTLETS = 6  # more than this many colours in one bar cannot be told apart


@styled
def speakers(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 12):
    """Who is quoted most: a bar a speaker, in as many pieces as outlets quote them (up to six)."""
    rows = _with_outlet(quotes, articles).dropna(subset="speaker")
    rows = rows[rows["speaker_kind"] != "unnamed"]  # "an official" is not one official
    if rows.empty:
        return empty("No quotation has a named speaker or a group.")
    counts = rows.groupby(["speaker", "outlet"]).size().unstack(fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").head(most).index[::-1]
    counts, names = counts.loc[order], [plain(_short(name)) for name in order]
    total = counts.sum(axis=1)
    fig, ax = figure(0.7 + 0.3 * len(order))
    if 1 < counts.shape[1] <= MOST_OUTLETS:
        styles, left = {UNNAMED: Style(MUTED, "", "o")} | outlet_styles(articles["outlet"]), 0
        for outlet, values in counts.items():
            style = styles[outlet]
            ax.barh(
                names,
                values,
                left=left,
                color=style.color,
                hatch=style.hatch,
                label=plain(outlet),
                height=0.7,
            )
            left = left + values
        fig.legend(loc="outside upper left", ncols=columns(min(3, counts.shape[1])))
    else:
        ax.barh(names, total, color=COLORS[0], height=0.7)
    for y, value in enumerate(total):
        ax.text(value, y, f" {value:,}", va="center", color=MUTED)
    ax.margins(y=0.02)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.set(xlabel="quotations", xlim=(0, total.max() * 1.1))
    first = order[::-1][:3]
    said = ", ".join(f"{name} ({total[name]:,})" for name in first)
    return finish(fig, f"The speakers quoted most, by number of quotations: {said}. {len(order)} are shown.")


@styled
def directness(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20):
    """How each outlet quotes: the share of quotations word for word, partly so, and in paraphrase."""
    return _shares(_with_outlet(quotes, articles), "kind", HOW, most, "How quotations are given")


@styled
def sources(quotes: pd.DataFrame, articles: pd.DataFrame, most: int = 20):
    """Whom each outlet quotes: the share of named people, organisations, groups and the unnamed."""
    return _shares(_with_outlet(quotes, articles), "speaker_kind", WHO, most, "Who the sources are")


def _shares(rows, column, kinds, most, what):
    if rows.empty:
        return empty("No quotations were found.")
    counts = rows.groupby(["outlet", column], observed=True).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(kinds), fill_value=0)
    total = counts.sum(axis=1)
    order = total.sort_values(ascending=False, kind="stable").head(most).index[::-1]
    shares = counts.loc[order].div(total[order], axis=0)
    labels = [f"{plain(_short(name))} ({total[name]:,})" for name in order]
    fig, ax = figure(0.8 + 0.36 * len(order))
    left = pd.Series(0.0, order)
    for kind, (label, color) in kinds.items():
        room = 0.17 if on_phone() else 0.07  # for the figure
        bars = ax.barh(
            labels, shares[kind], left=left, color=color, label=label, height=0.72, edgecolor="white", lw=1
        )
        ink = INK if color not in COLORS else "white"
        ax.bar_label(
            bars, [f"{v:.0%}" if v >= room else "" for v in shares[kind]], label_type="center", color=ink
        )
        left = left + shares[kind]
    ax.set(xlim=(0, 1), xticks=[])
    ax.margins(y=0.02)
    fig.legend(loc="outside upper left", ncols=columns(len(kinds)), columnspacing=1, handlelength=1)
    whole = counts.sum() / counts.to_numpy().sum()
    said = ", ".join(f"{whole[kind]:.0%} {label}" for kind, (label, _) in kinds.items())
    left_out = (
        f" {len(total) - len(order)} outlets with fewer quotations are not drawn."
        if len(total) > most
        else ""
    )
    return finish(fig, f"{what}, outlet by outlet; of all {total.sum():,}: {said}.{left_out}")


@styled
def verbs(counts: pd.DataFrame, most: int = 12, speakers: int = 5):
    """The words that report, for the speakers quoted most: of `reporting_verbs(quotes)`, a cell a pair."""
    rows = counts.dropna(subset="speaker")
    if rows.empty:
        return empty("No quotation has a speaker and a verb.")
    table = rows.pivot_table(
        index="verb", columns="speaker", values="quotations", aggfunc="sum", fill_value=0
    )
    who = table.sum().sort_values(ascending=False, kind="stable").head(speakers).index
    table = table.assign(everyone=rows.groupby("verb")["quotations"].sum())
    table = table.sort_values("everyone", ascending=False, kind="stable").head(most)
    shown = table[["everyone", *who]]
    totals = rows.groupby("speaker")["quotations"].sum()
    shares = shown.to_numpy(float) / [rows["quotations"].sum(), *totals[who]]
    fig, ax = figure(0.8 + 0.3 * len(shown))
    ax.pcolormesh(shares, cmap="Blues", vmin=0, vmax=max(0.6, shares.max()), ec=FAINT, lw=0.5)
    for y, row in enumerate(shown.to_numpy(int)):
        for x, value in enumerate(row):
            ink = "white" if shares[y, x] > 0.4 else INK
            ax.text(x + 0.5, y + 0.5, f"{value:,}" if value else "·", ha="center", va="center", color=ink)
    names = ["Everyone", *(_wrapped(name) for name in who)]
    ax.set_xticks([x + 0.5 for x in range(len(names))], names, rotation=90 if on_phone() else 0)
    ax.set_yticks([y + 0.5 for y in range(len(shown))], [plain(verb) for verb in shown.index])
    ax.invert_yaxis()
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    said = ", ".join(f"{verb} ({n:,})" for verb, n in shown["everyone"].head(3).items())
    return finish(
        fig, f"How often each word reports, for everyone and the {len(who)} quoted most. Commonest: {said}."
    )


def _with_outlet(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    outlet = articles["outlet"].astype("str").fillna(UNNAMED)
    return quotes.assign(outlet=quotes["article"].astype(articles.index.dtype).map(outlet))


def _short(name: str, size: int = 30) -> str:
    return name if len(name) <= size else name[: size - 1].rstrip() + "…"


def _wrapped(name: str) -> str:
    return plain("\n".join(_short(part, 12) for part in name.split(" ")[-3:]))
