"""How many articles were published each day, and how often their texts name each day."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS
from broadsheet.charts.style import empty, figure, finish, on_phone, styled
from broadsheet.charts.timeline.line import DAY, in_seconds
from broadsheet.dates.labels import day_label

MOST_DAYS = 400
DAYS_AHEAD = 60  # after the last day of publication

# What a day of the calendar can be drawn as.
FIRST_DAY = np.datetime64("0002-01-01")
LAST_DAY = np.datetime64("9998-12-31")


@dataclass(frozen=True)
class Stretch:
    """The days that are drawn, from the first to the last."""

    begin: np.datetime64
    end: np.datetime64

    def covers(self, days: np.ndarray) -> np.ndarray:
        """Say of each day whether it is drawn."""
        return (days >= self.begin) & (days <= self.end)


@styled
def coverage(articles: pd.DataFrame, dates: pd.DataFrame) -> Figure:
    """Draw how many articles were published each day, and how often their texts name each day.

    Args:
        articles: The articles, with `published`.
        dates: What `find_dates` returns.
    """
    published = whole_days(articles["published"])
    named = days_named(dates)
    if not len(published) and not len(named):
        return empty("Neither the articles' days nor days in their texts are known.")
    stretch = _choose_stretch(published, named)
    fig, axes = figure(height=3.4, nrows=2, sharex=True)
    above, below = axes
    is_drawn = stretch.covers(published)
    _draw_days(above, published[is_drawn], COLORS[2], "articles published")
    is_drawn = stretch.covers(named)
    _draw_days(below, named[is_drawn], COLORS[0], "mentions of the day in the texts")
    above.set_xlim(stretch.begin - DAY, stretch.end + DAY)
    label_ticks(below, stretch)
    left_out = int((~is_drawn).sum())
    if left_out:
        below.set_xlabel(_say_left_out(left_out), fontsize=9)
    alt = _describe_days(published, named)
    return finish(fig, alt, count_days(published, named))


def _say_left_out(mentions: int) -> str:
    if mentions == 1:
        return "1 mention of another day is not drawn"
    return f"{mentions:,} mentions of other days are not drawn"


def days_named(dates: pd.DataFrame) -> np.ndarray:
    """Return the days that are named exactly, of those that matplotlib can draw and a newspaper can mean."""
    known = dates.dropna(subset=["earliest", "latest"])
    earliest = in_seconds(known["earliest"])
    latest = in_seconds(known["latest"])
    is_exact = latest - earliest <= DAY
    days = whole_days(known.loc[is_exact, "earliest"])
    is_drawable = (days >= FIRST_DAY) & (days <= LAST_DAY)
    return days[is_drawable]


def _choose_stretch(published: np.ndarray, named: np.ndarray) -> Stretch:
    """The days around those of publication; where none is known, around those that are named."""
    every = np.concatenate([published, named])
    anchors = published
    if not len(published):
        anchors = named
    last_wished = anchors.max() + DAYS_AHEAD * DAY
    end = min(last_wished, every.max())
    first_possible = end - MOST_DAYS * DAY
    begin = max(every.min(), first_possible)
    return Stretch(begin, end)


def count_days(published: np.ndarray, named: np.ndarray) -> pd.DataFrame:
    """Return for each day how many articles were published and how often texts name it."""
    columns = {
        "articles_published": pd.Series(published).value_counts(),
        "mentions": pd.Series(named).value_counts(),
    }
    table = pd.DataFrame(columns)
    counts = table.fillna(0).astype(int).sort_index()
    days = counts.index.to_numpy().astype("datetime64[D]")
    labels = [day_label(day) for day in days]
    counts.insert(0, "day", labels)
    return counts


def whole_days(times: pd.Series) -> np.ndarray:
    """Return known moments as days, of whatever year."""
    moments = times.dropna().to_numpy()
    return moments.astype("datetime64[D]")


def _draw_days(ax: Axes, days: np.ndarray, color: str, title: str) -> None:
    """Draw a stroke for each day, as high as it is frequent."""
    distinct, counts = np.unique(days, return_counts=True)
    ax.vlines(
        distinct,
        0,
        counts,
        color=color,
        linewidth=2.2,
    )
    ax.plot(distinct, counts, "o", color=color, markersize=3.5)
    ax.set_title(title, fontsize=10, fontweight="normal")
    highest = max(1, counts.max(initial=0))
    ax.set_ylim(0, highest * 1.2)
    locator: Any = ax.yaxis.get_major_locator()
    locator.set_params(integer=True, nbins=3)
    ax.grid(axis="y")


def label_ticks(ax: Axes, stretch: Stretch) -> None:
    """Write a few days below a figure, in whole days."""
    ticks = _choose_ticks(stretch, most=2 if on_phone() else 4)
    labels = [day_label(tick, short=True) for tick in ticks]
    ax.set_xticks(ticks, labels)


def _choose_ticks(stretch: Stretch, most: int) -> list[np.datetime64]:
    """Days at even distances, from the first to the last."""
    span = int((stretch.end - stretch.begin).astype(int))
    steps = max(1, min(span, most))
    offsets = set()
    for step in range(steps + 1):
        offset = round(span * step / steps)
        offsets.add(offset)
    return [stretch.begin + offset * DAY for offset in sorted(offsets)]


def _describe_days(published: np.ndarray, named: np.ndarray) -> str:
    """Say how many days are drawn, and which is named most."""
    articles = _count(len(published), "article", "articles")
    mentions = _count(len(named), "mention of a day", "mentions of days")
    text = f"{articles} by day of publication, and {mentions} in them."
    return f"{text} {_describe_most_named(named)}"


def _count(number: int, singular: str, plural: str) -> str:
    if number == 1:
        return f"1 {singular}"
    return f"{number:,} {plural}"


def _describe_most_named(named: np.ndarray) -> str:
    if not len(named):
        return "No exact day is named."
    days, counts = np.unique(named, return_counts=True)
    most = counts.max()
    if most == 1:
        return "No day is named twice."
    day = day_label(days[counts.argmax()])
    return f"Named most is {day}, {most:,} times."
