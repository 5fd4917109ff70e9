"""Figures of notebook 04: the timeline, and how much was written and told of each day."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, DateFormatter

from broadsheet.charts.style import FAINT, INK, MUTED, empty, figure, finish, outlet_styles, plain, styled
from broadsheet.timeline import day_label

MOST_EVENTS, MOST_COLUMNS, MOST_DAYS = 12, 5, 400
LINE = 0.185  # inches from a line of a label to the next
NEAR = 60  # days: on this side of them the scale is true, beyond it ever more days lie in an inch
LONG_SPAN = 500  # days, from which on the past is drawn closer
AXIS, TEXT = 1.36, 1.78  # inches from the left edge: the scale, and what follows it


def scale(times: pd.Series, now: pd.Timestamp, span: float) -> np.ndarray:
    """Where times stand between 0 and 1 (`now`): true to scale, but for a past of many years."""
    ago = ((now - times) / pd.Timedelta(days=1)).to_numpy(dtype=float).clip(0)
    if span <= LONG_SPAN:
        return 1 - ago / max(span, 1)
    return 1 - np.arcsinh(ago / NEAR) / np.arcsinh(span / NEAR)


@styled
def timeline(events: pd.DataFrame, articles: pd.DataFrame, most: int = MOST_EVENTS):
    """Draw `build_timeline`'s events downwards in time: the days to scale, who tells each, and a sentence.

    A bar on the scale is as long as what the text says: a day is a dot, a month or a year a bar. Hollow is
    what was planned or only said. Beyond `most` events, the most important ones are drawn.
    """
    if events.empty:
        return empty("No sentence of these articles tells an event with its day.")
    shown = events.nlargest(most, "importance", keep="first").sort_values(["earliest", "latest", "event"])
    columns = _columns(shown, articles)
    text_at = TEXT + 0.2 * len(columns) + (0.42 if not columns else 0.05)
    width = int((6.7 - text_at) * 13.8)
    sure = shown["certainty"].astype(str)
    told = shown["what"].where(sure == "happened", "[" + sure + "] " + shown["what"])
    texts = [_cut(what, width, 3 if len(shown) <= 6 else 2 if len(shown) <= 30 else 1) for what in told]
    rows = np.array([max(text.count("\n") + 1, 1) * LINE + 0.16 for text in texts])
    header = 0.22 + 0.17 * len(columns)
    height = header + rows.sum() + 0.1
    fig, ax = figure(height=height)
    fig.set_layout_engine("none")
    ax.set_position([0, 0, 1, 1])
    ax.set(xlim=(0, 6.8), ylim=(height, 0))
    ax.set_axis_off()
    _draw_scale(ax, shown, header, height - 0.15)
    middles = header + np.cumsum(rows) - rows / 2
    places = _places(shown, header + 0.08, height - 0.25)
    for middle, (begin, end), text, event in zip(middles, places, texts, shown.itertuples(), strict=True):
        _draw_event(ax, event, middle, begin, end, columns)
        ax.text(text_at, middle, plain(text), va="center", fontsize=9.5, linespacing=1.25, color=INK)
    for number, (outlet, style) in enumerate(columns.items()):
        x, y = TEXT + 0.2 * number, 0.14 + 0.17 * number
        ax.plot([x, x], [y + 0.05, height - 0.1], color=FAINT, linewidth=0.6, zorder=0)
        ax.plot(x, y, marker=style.marker, color=style.color, markersize=6)
        ax.text(x + 0.1, y, plain(outlet), va="center", fontsize=9, color=style.color)
    first = shown.nlargest(1, "importance").iloc[0]
    alt = (
        f"A timeline of {len(shown)} of {len(events)} events from "
        f"{day_label(*shown[['earliest', 'latest', 'precision']].iloc[0])} to "
        f"{day_label(*shown[['earliest', 'latest', 'precision']].iloc[-1])}. Told most: "
        f"{day_label(first['earliest'], first['latest'], first['precision'])}, {first['what']}"
    )
    return finish(fig, alt)


def _columns(shown: pd.DataFrame, articles: pd.DataFrame) -> dict:
    """A column for each outlet, while they are few; with more, the number of outlets is written."""
    styles = outlet_styles(articles["outlet"])
    telling = set(shown["outlets"].explode())
    styles = {name: style for name, style in styles.items() if name in telling}
    return styles if len(styles) <= MOST_COLUMNS else {}


def _cut(text: str, width: int, lines: int) -> str:
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …", break_on_hyphens=False))


def _places(shown: pd.DataFrame, top: float, bottom: float) -> list[tuple[float, float]]:
    now = shown["latest"].max()
    span = (now - shown["earliest"].min()) / pd.Timedelta(days=1)
    begin, end = (top + (bottom - top) * scale(shown[name], now, span) for name in ("earliest", "latest"))
    return list(zip(begin, end, strict=True))


def _draw_scale(ax, shown: pd.DataFrame, top: float, bottom: float) -> None:
    """The line of time, with a word on its scale where that is not true throughout."""
    ax.plot([AXIS, AXIS], [top, bottom], color=FAINT, linewidth=5, solid_capstyle="round", zorder=0)
    span = (shown["latest"].max() - shown["earliest"].min()) / pd.Timedelta(days=1)
    if span > LONG_SPAN:
        ax.text(
            0.06, 0.14, "older days\ndrawn closer", va="center", fontsize=7.5, color=MUTED, linespacing=1.1
        )


def _draw_event(ax, event, middle: float, begin: float, end: float, columns: dict) -> None:
    """One event: its label, its stretch of time, a thin line to its row, and who tells it."""
    happened = event.certainty == "happened"
    label = day_label(event.earliest, event.latest, event.precision)
    ax.text(
        AXIS - 0.22,
        middle,
        "–\n".join(label.rsplit("–", 1)) if len(label) > 14 else label,
        ha="right",
        va="center",
        fontsize=9.5,
        color=INK,
        fontweight="bold" if happened else "normal",
    )
    at = (begin + end) / 2
    ax.plot([AXIS - 0.19, AXIS - 0.13, AXIS], [middle, middle, at], color=MUTED, linewidth=0.7)
    face = INK if happened else "white"
    if event.precision == "day":
        ax.plot(AXIS, at, marker="o", markersize=6, markerfacecolor=face, markeredgecolor=INK, zorder=3)
    else:  # a month is darker than the year it lies in, and both leave room for the days
        color, width = (MUTED, 3) if event.precision in ("year", "half") else (INK, 5)
        end = max(end, begin + 0.05)
        ax.plot([AXIS + 0.1, AXIS + 0.1], [begin, end], color=color, linewidth=width, solid_capstyle="butt")
    if columns:
        for number, (outlet, style) in enumerate(columns.items()):
            if outlet in event.outlets:
                ax.plot(TEXT + 0.2 * number, middle, marker=style.marker, color=style.color, markersize=6.5)
    else:
        ax.text(TEXT - 0.1, middle, f"{len(event.outlets)}×", va="center", fontsize=9, color=MUTED)


@styled
def coverage(articles: pd.DataFrame, dates: pd.DataFrame):
    """How many articles were published each day, and how often their texts name each day."""
    published = articles["published"].dropna().dt.floor("D")
    exact = dates[(dates["latest"] - dates["earliest"]) <= pd.Timedelta(days=1)]
    named = exact["earliest"].dropna().dt.floor("D")
    if published.empty and named.empty:
        return empty("Neither the articles' days nor days in their texts are known.")
    days = pd.concat([published, named])
    last = days.max()
    begin = max(days.min(), last - pd.Timedelta(days=MOST_DAYS))
    fig, axes = figure(height=3.4, nrows=2, sharex=True)
    for ax, days, color, title in (
        (axes[0], published, "#27243a", "articles published"),
        (axes[1], named, "#2a76c4", "mentions of the day in the texts"),
    ):
        counts = days[days >= begin].value_counts().sort_index()
        ax.vlines(counts.index, 0, counts.to_numpy(), color=color, linewidth=2.2)
        ax.plot(counts.index, counts.to_numpy(), "o", color=color, markersize=3.5)
        ax.set_title(title, fontsize=10, fontweight="normal")
        ax.set_ylim(0, max(counts.max() if len(counts) else 1, 1) * 1.2)
        ax.yaxis.get_major_locator().set_params(integer=True, nbins=3)
        ax.grid(axis="y")
    axes[1].set_xlim(begin - pd.Timedelta(days=1), last + pd.Timedelta(days=1))
    axes[1].xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=6))
    axes[1].xaxis.set_major_formatter(DateFormatter("%-d %b %Y"))
    older = int((named < begin).sum())
    if older:
        axes[1].set_xlabel(f"{older} mentions of earlier days are not drawn", fontsize=9)
    most = named.value_counts()
    told = (
        f"Named most is {most.index[0]:%-d %B %Y}, {most.iloc[0]} times." if len(most) else "None is exact."
    )
    alt = (
        f"{len(published)} articles by day of publication, and {len(named)} mentions of days in them. {told}"
    )
    return finish(fig, alt)
