"""How many articles were published each day, and how often their texts name each day."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS
from broadsheet.charts.style import empty, figure, finish, on_phone, styled
from broadsheet.charts.timeline.line import in_seconds
from broadsheet.dates.labels import day_label

MOST_DAYS = 400
DAYS_AHEAD = 60  # after the last day of publication
DAY = np.timedelta64(1, "D")

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
    drawn = published[stretch.covers(published)]
    _draw_days(above, drawn, COLORS[2], "articles published")
    drawn = named[stretch.covers(named)]
    _draw_days(below, drawn, COLORS[0], "mentions of the day in the texts")
    above.set_xlim(stretch.begin - DAY, stretch.end + DAY)
    label_ticks(below, stretch)
    outside = int((~stretch.covers(named)).sum())
    if outside == 1:
        below.set_xlabel("1 mention of another day is not drawn", fontsize=9)
    elif outside:
        note = f"{outside:,} mentions of other days are not drawn"
        below.set_xlabel(note, fontsize=9)
    return finish(fig, _describe_days(published, named), count_days(published, named))


def days_named(dates: pd.DataFrame) -> np.ndarray:
    """Return the days that are named exactly, of those that matplotlib can draw and a newspaper can mean."""
    known = dates.dropna(subset=["earliest", "latest"])
    length = in_seconds(known["latest"]) - in_seconds(known["earliest"])
    days = whole_days(known.loc[length <= DAY, "earliest"])
    return days[(days >= FIRST_DAY) & (days <= LAST_DAY)]


def _choose_stretch(published: np.ndarray, named: np.ndarray) -> Stretch:
    """The days around those of publication; where none is known, around those that are named."""
    every = np.concatenate([published, named])
    anchors = published if len(published) else named
    end = min(anchors.max() + DAYS_AHEAD * DAY, every.max())
    begin = max(every.min(), end - MOST_DAYS * DAY)
    return Stretch(begin, end)


def count_days(published: np.ndarray, named: np.ndarray) -> pd.DataFrame:
    """Return for each day how many articles were published and how often texts name it."""
    columns = {
        "articles_published": pd.Series(published).value_counts(),
        "mentions": pd.Series(named).value_counts(),
    }
    counts = pd.DataFrame(columns).fillna(0).astype(int).sort_index()
    days = counts.index.to_numpy().astype("datetime64[D]")
    counts.insert(0, "day", [day_label(day) for day in days])
    return counts


def whole_days(times: pd.Series) -> np.ndarray:
    """Return known moments as days, of whatever year."""
    return times.dropna().to_numpy().astype("datetime64[D]")


def _draw_days(ax: Axes, days: np.ndarray, color: str, title: str) -> None:
    """Draw a stroke for each day, as high as it is frequent."""
    distinct, counts = np.unique(days, return_counts=True)
    ax.vlines(distinct, 0, counts, color=color, linewidth=2.2)
    ax.plot(distinct, counts, "o", color=color, markersize=3.5)
    ax.set_title(title, fontsize=10, fontweight="normal")
    highest = max([1, *counts])
    ax.set_ylim(0, highest * 1.2)
    locator: Any = ax.yaxis.get_major_locator()
    locator.set_params(integer=True, nbins=3)
    ax.grid(axis="y")


def label_ticks(ax: Axes, stretch: Stretch) -> None:
    """Write a few days below a figure, in whole days."""
    span = int((stretch.end - stretch.begin).astype(int))
    most = 2 if on_phone() else 4
    number = min(span, most) or 1
    offsets = {round(span * step / number) for step in range(number + 1)}
    ticks = [stretch.begin + np.timedelta64(offset, "D") for offset in sorted(offsets)]
    ax.set_xticks(ticks, [day_label(tick, short=True) for tick in ticks])


def _describe_days(published: np.ndarray, named: np.ndarray) -> str:
    """Say how many days are drawn, and which is named most."""
    articles = f"{len(published):,} articles"
    if len(published) == 1:
        articles = "1 article"
    mentions = f"{len(named):,} mentions of days"
    if len(named) == 1:
        mentions = "1 mention of a day"
    text = f"{articles} by day of publication, and {mentions} in them."
    if not len(named):
        return f"{text} No exact day is named."
    days, counts = np.unique(named, return_counts=True)
    if counts.max() == 1:
        return f"{text} No day is named twice."
    day = day_label(days[counts.argmax()])
    return f"{text} Named most is {day}, {counts.max():,} times."
