"""Figures of notebook 04: the timeline, and how much was written and told of each day."""

import textwrap
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from broadsheet.charts.palette import (
    COLORS,
    FAINT,
    INK,
    LEADER,
    MARKERS,
    MUTED,
    outlet_styles,
)
from broadsheet.charts.style import empty, figure, finish, on_phone, plain, styled
from broadsheet.dates.labels import day_label as name_day
from broadsheet.timeline import day_label

MOST_EVENTS, MOST_COLUMNS, MOST_DAYS = 12, 5, 400
LINE = 0.185  # inches from a line of text to the next
LETTERS = 13.6  # of a sentence in an inch
LONG_SPAN = 500  # days, from which on the past is drawn closer
DAYS_AHEAD = 60  # after the last day of publication
LONGEST_NAME = 40

# What a day of the calendar can be drawn as.
FIRST_DAY = np.datetime64("0002-01-01")
LAST_DAY = np.datetime64("9998-12-31")


class Layout(NamedTuple):
    """Where things stand, in inches from the left edge, and how many lines a sentence may have."""

    width: float
    axis: float  # the line of time
    row: float  # where the thin line from it meets an event's row
    tellers: float  # the first outlet
    text: float
    lines: tuple[int, int, int]  # for a few events, for some, for many


WIDE = Layout(6.8, 1.7, 1.32, 1.98, 2.16, (3, 2, 1))
NARROW = Layout(
    3.3, 0.14, 0.5, 3.14, 0.56, (5, 3, 2)
)  # for a phone: each sentence below its date


def scale(times: pd.Series, now: pd.Timestamp, near: float | None) -> np.ndarray:
    """Where times stand, earlier to later: true to scale, or only for `near` days on either side of `now`.

    Beyond them ever more days lie in an inch.
    """
    # In whole seconds, which reach further than nanoseconds.
    seconds = times.to_numpy().astype("datetime64[s]") - np.datetime64(
        now.to_datetime64(), "s"
    )
    days = seconds / np.timedelta64(1, "D")
    if near is None:
        return days
    return np.arcsinh(days / near)


@styled
def timeline(events: pd.DataFrame, articles: pd.DataFrame, most: int = MOST_EVENTS):
    """Draw `build_timeline`'s events downwards in time: the days to scale, who tells each, and a sentence.

    On the line of time a day is a dot, a month or a year a stretch as long as it was. Hollow is what was
    planned or only said. Beyond `most` events, the most important ones are drawn.
    """
    if events.empty:
        return empty("No sentence of these articles tells an event with its day.")
    shown = events.nlargest(most, "importance", keep="first").sort_values(
        ["earliest", "latest", "event"]
    )
    fig = _drawn(shown, articles, NARROW if on_phone() else WIDE)
    days = [
        day_label(*span)
        for span in shown[["earliest", "latest", "precision"]].itertuples(index=False)
    ]
    first = shown["importance"].argmax()
    count = "one event" if len(events) == 1 else f"{len(shown)} of {len(events)} events"
    span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    alt = f"A timeline of {count}, {span}. "
    alt += f"Told most: {days[first]}, {shown['what'].iloc[first]}"
    columns = ["what", "outlets", "mentions", "certainty", "importance"]
    drawn = shown[columns].reset_index(drop=True)
    drawn.insert(0, "when", days)
    return finish(fig, alt, drawn)


def _drawn(shown: pd.DataFrame, articles: pd.DataFrame, layout: Layout):
    columns, several = _columns(shown, articles), articles["outlet"].nunique() > 1
    text_at = layout.text
    if layout is WIDE:
        text_at += 0.2 * (len(columns) - 1) if columns else 0.22 * several
    texts = _texts(shown, int((layout.width - text_at - 0.05) * LETTERS), layout.lines)
    above = int(layout is NARROW)  # the line of the date
    rows = np.array([(text.count("\n") + 1 + above) * LINE + 0.16 for text in texts])
    header = 0.3 + 0.17 * len(columns)
    height = header + rows.sum() + 0.1
    fig, ax = figure()
    fig.set(figwidth=layout.width, figheight=height, layout_engine="none")
    ax.set(position=[0, 0, 1, 1], xlim=(0, layout.width), ylim=(height, 0))
    ax.set_axis_off()
    _draw_header(ax, shown, columns, several, layout, height)
    ax.plot(
        [layout.axis] * 2, [header, height - 0.15], color=FAINT, linewidth=5, zorder=0
    )
    middles = header + np.cumsum(rows) - rows / 2
    if articles["published"].isna().all():
        now = shown["latest"].max()
    else:
        now = articles["published"].max()
    places = _places(shown, now, middles, header + 0.08, height - 0.25)
    before = None
    for middle, row, place, text, event in zip(
        middles, rows, places, texts, shown.itertuples(), strict=True
    ):
        days = (event.earliest, event.latest)
        first_line = middle if layout is WIDE else middle - row / 2 + 0.08 + LINE / 2
        if layout is WIDE and days == before:  # one date for all that it brought
            ax.plot(
                [layout.row + 0.03] * 2,
                [middle - row, middle],
                color=LEADER,
                linewidth=0.7,
            )
        else:
            _draw_date(ax, event, first_line, place, layout)
        _draw_tellers(ax, event, first_line, columns, several, layout)
        at = middle + above * LINE / 2
        ax.text(
            text_at,
            at,
            plain(text),
            va="center",
            fontsize=9.5,
            linespacing=1.25,
            color=INK,
        )
        before = days
    return fig


def _columns(shown: pd.DataFrame, articles: pd.DataFrame) -> dict:
    """A mark for each outlet, while they are few; with more, the number of outlets is written."""
    styles = outlet_styles(articles["outlet"])
    telling = [name for name in styles if name in set(shown["outlets"].explode())]
    if len(telling) > MOST_COLUMNS or articles["outlet"].nunique() < 2:
        return {}
    # of few, each has a form of its own, so that they are told apart without colour
    return {
        name: styles[name]._replace(marker=MARKERS[at])
        for at, name in enumerate(telling)
    }


def _texts(shown: pd.DataFrame, width: int, lines: tuple[int, int, int]) -> list[str]:
    """The sentences in lines of so many letters, before them what is not known to have happened."""
    most = lines[(len(shown) > 6) + (len(shown) > 30)]
    sure = shown["certainty"].astype(str)
    told = shown["what"].where(sure == "happened", "[" + sure + "] " + shown["what"])
    wrap = textwrap.TextWrapper(
        width, max_lines=most, placeholder=" …", break_on_hyphens=False
    )
    return ["\n".join(wrap.wrap(what)) for what in told]


def _places(
    shown: pd.DataFrame,
    now: pd.Timestamp,
    middles: np.ndarray,
    top: float,
    bottom: float,
):
    """Where each event begins and ends on the line of time.

    Of the scales that draw older days closer, the one that brings the days nearest to their rows.
    """
    found = []
    for near in (None,) if _span(shown) <= LONG_SPAN else 2.0 ** np.arange(10):
        spans = np.column_stack(
            [scale(shown[name], now, near) for name in ("earliest", "latest")]
        )
        found.append(
            top + (bottom - top) * (spans - spans.min()) / max(np.ptp(spans), 1e-9)
        )
    return min(found, key=lambda places: np.abs(places.mean(axis=1) - middles).sum())


def _span(shown: pd.DataFrame) -> float:
    first, last = (
        shown[name].to_numpy().astype("datetime64[s]")
        for name in ("earliest", "latest")
    )
    return float((last.max() - first.min()) / np.timedelta64(1, "D"))


def _draw_header(
    ax, shown, columns: dict, several: bool, layout: Layout, height: float
) -> None:
    """A word on the scale where it is not true throughout, and which mark is whose."""
    small = {"va": "center", "fontsize": 7.5, "color": MUTED}
    if _span(shown) > LONG_SPAN:
        ax.text(0.06, 0.12, "older days drawn closer", **small)
    if several and not columns and layout is WIDE:
        ax.text(layout.tellers - 0.1, 0.12, "told by so many outlets", **small)
    for number, (outlet, style) in enumerate(columns.items()):
        y = (0.14 if layout is WIDE else 0.28) + 0.17 * number
        x = layout.tellers + 0.2 * number if layout is WIDE else layout.text + 0.06
        if layout is WIDE:
            ax.plot(
                [x, x], [y + 0.05, height - 0.1], color=FAINT, linewidth=0.6, zorder=0
            )
        ax.plot(x, y, marker=style.marker, color=style.color, markersize=6)
        ax.text(
            x + 0.1,
            y,
            plain(outlet, LONGEST_NAME),
            va="center",
            fontsize=9,
            color=style.color,
        )


def _draw_date(ax, event, y: float, place: tuple[float, float], layout: Layout) -> None:
    """An event's date, its stretch of the line of time, and a thin line from one to the other."""
    happened = event.certainty == "happened"
    label = day_label(event.earliest, event.latest, event.precision)
    look: dict[str, Any] = {
        "va": "center",
        "fontsize": 9.5,
        "color": INK,
        "fontweight": "bold" if happened else "normal",
    }
    if layout is NARROW:
        ax.text(layout.text, y, label, **look)
    else:
        label = "–\n".join(label.rsplit("–", 1)) if len(label) > 14 else label
        ax.text(layout.row - 0.04, y, label, ha="right", **look)
    begin, end = place
    at, knee = (begin + end) / 2, layout.row + 0.2 * (layout.axis - layout.row)
    ax.plot(
        [layout.row, knee, layout.axis],
        [y, y, at],
        color=LEADER,
        linewidth=0.7,
        zorder=1,
    )
    vague = event.precision in (
        "year",
        "half",
    )  # a month is darker than the year it lies in
    look = {
        "facecolor": (MUTED if vague else INK) if happened else "white",
        "edgecolor": INK,
    }
    if event.precision == "day":
        colors = {"mfc": look["facecolor"], "mec": "white" if happened else INK}
        ax.plot(layout.axis, at, marker="o", markersize=7, **colors, zorder=4)
    else:
        half = 0.025 if vague else 0.035
        look |= {"linewidth": 0.7, "zorder": 2 if vague else 3}
        ax.add_patch(
            Rectangle(
                (layout.axis - half, begin), 2 * half, max(end - begin, 0.05), **look
            )
        )


def _draw_tellers(
    ax, event, y: float, columns: dict, several: bool, layout: Layout
) -> None:
    """Who tells an event: a mark for each outlet, or how many they are."""
    first = layout.tellers - (
        0.2 * (len(columns) - 1) if layout is NARROW else 0
    )  # there, at the right edge
    for number, (outlet, style) in enumerate(columns.items()):
        if outlet in event.outlets:
            x = first + 0.2 * number
            ax.plot(x, y, marker=style.marker, color=style.color, markersize=6.5)
    if several and not columns:
        number = len(event.outlets)
        if layout is WIDE:
            count = f"{number}×"
        else:
            count = f"{number} outlet{'s' * (number > 1)}"
        if layout is WIDE:
            side = {"ha": "left", "x": layout.tellers - 0.1}
        else:
            side = {"ha": "right", "x": 3.24}
        ax.text(y=y, s=count, va="center", fontsize=9, color=MUTED, **side)


@styled
def coverage(articles: pd.DataFrame, dates: pd.DataFrame) -> Figure:
    """Draw how many articles were published each day, and how often their texts name each day.

    Args:
        articles: The articles, with `published`.
        dates: What `find_dates` returns.
    """
    published = whole_days(articles["published"])
    known = dates.dropna(subset=["earliest", "latest"])
    length = known["latest"].to_numpy().astype("datetime64[s]") - known[
        "earliest"
    ].to_numpy().astype("datetime64[s]")
    named = whole_days(known.loc[length <= np.timedelta64(1, "D"), "earliest"])
    # What matplotlib can draw, and any newspaper can mean.
    named = named[(named >= FIRST_DAY) & (named <= LAST_DAY)]
    if not len(published) and not len(named):
        return empty("Neither the articles' days nor days in their texts are known.")
    last = (published if len(published) else named).max() + np.timedelta64(
        DAYS_AHEAD, "D"
    )
    last = min(last, np.concatenate([published, named]).max())
    begin = max(
        np.concatenate([published, named]).min(), last - np.timedelta64(MOST_DAYS, "D")
    )
    fig, axes = figure(height=3.4, nrows=2, sharex=True)
    rows = (
        (published, COLORS[2], "articles published"),
        (named, COLORS[0], "mentions of the day in the texts"),
    )
    for ax, (days, color, title) in zip(axes, rows, strict=True):
        _draw_days(ax, days[(days >= begin) & (days <= last)], color, title)
    day = np.timedelta64(1, "D")
    axes[0].set_xlim(begin - day, last + day)
    label_ticks(axes[1], begin, last)
    outside = int(((named < begin) | (named > last)).sum())
    if outside:
        if outside == 1:
            mentions = "1 mention of another day is"
        else:
            mentions = f"{outside:,} mentions of other days are"
        axes[1].set_xlabel(f"{mentions} not drawn", fontsize=9)
    return finish(fig, _describe_days(published, named), count_days(published, named))


def count_days(published: np.ndarray, named: np.ndarray) -> pd.DataFrame:
    """Return for each day how many articles were published and how often texts name it."""
    columns = {
        "articles_published": pd.Series(published).value_counts(),
        "mentions": pd.Series(named).value_counts(),
    }
    counts = pd.DataFrame(columns).fillna(0).astype(int).sort_index()
    days = [name_day(day) for day in counts.index.to_numpy().astype("datetime64[D]")]
    counts.insert(0, "day", days)
    return counts


def whole_days(times: pd.Series) -> np.ndarray:
    """Return known moments as days, of whatever year."""
    return times.dropna().to_numpy().astype("datetime64[D]")


def _draw_days(ax: Any, days: np.ndarray, color: str, title: str) -> None:
    """Draw a stroke for each day, as high as it is frequent."""
    found, counts = np.unique(days, return_counts=True)
    ax.vlines(found, 0, counts, color=color, linewidth=2.2)
    ax.plot(found, counts, "o", color=color, markersize=3.5)
    ax.set_title(title, fontsize=10, fontweight="normal")
    ax.set_ylim(0, max([1, *counts]) * 1.2)
    ax.yaxis.get_major_locator().set_params(integer=True, nbins=3)
    ax.grid(axis="y")


def label_ticks(ax: Axes, begin: np.datetime64, last: np.datetime64) -> None:
    """Write a few days below a figure, in whole days."""
    span = int((last - begin).astype(int))
    number = min(span, 2 if on_phone() else 4) or 1
    offsets = sorted({round(span * step / number) for step in range(number + 1)})
    ticks = [begin + np.timedelta64(offset, "D") for offset in offsets]
    ax.set_xticks(ticks, [name_day(tick, short=True) for tick in ticks])


def _describe_days(published: np.ndarray, named: np.ndarray) -> str:
    """Say how many days are drawn, and which is named most."""
    articles = "1 article" if len(published) == 1 else f"{len(published):,} articles"
    if len(named) == 1:
        mentions = "1 mention of a day"
    else:
        mentions = f"{len(named):,} mentions of days"
    text = f"{articles} by day of publication, and {mentions} in them."
    if not len(named):
        return f"{text} No exact day is named."
    days, counts = np.unique(named, return_counts=True)
    if counts.max() == 1:
        return f"{text} No day is named twice."
    return f"{text} Named most is {name_day(days[counts.argmax()])}, {counts.max():,} times."
