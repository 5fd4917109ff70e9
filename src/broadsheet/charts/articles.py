"""Figures for the articles themselves: when each outlet published, and how long its articles are."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from broadsheet.charts.palette import (
    FAINT,
    INK,
    MUTED,
    Style,
    outlet_names,
    outlet_styles,
)
from broadsheet.charts.style import (
    distinct_labels,
    empty,
    figure,
    finish,
    in_brief,
    note_left_out,
    styled,
)
from broadsheet.dates.labels import SHORT_MONTHS, day_label, day_parts

# From the year down to the second: a tick says all that its neighbours do not.
FORMATS = ["%Y", "%b %Y", "%d %b", "%d %b", "%d %b %H:%M", "%d %b %H:%M"]

# Outlets drawn, the largest; the rest are in the table.
MOST_ROWS = 40
LONGEST_NAME = 27

# Up to so many days of publication each has its own tick.
FEW_DAYS = 5

# The area of the largest dot, and articles from which on dots grow no more, in points and numbers.
DOT_AREA = 36
FULL_DOT = 12


class Unit(NamedTuple):
    """A stretch of time that one dot stands for, and the longest span for which it is used."""

    longest: float
    code: str
    name: str


# So that a row has at most some eighty places for dots.
UNITS = [
    Unit(80, "D", "day"),
    Unit(560, "W", "week"),
    Unit(2500, "M", "month"),
    Unit(np.inf, "Y", "year"),
]


@styled
@in_brief(most=12)
def over_time(articles: pd.DataFrame, most: int = MOST_ROWS) -> Figure:
    """Draw a row an outlet, a dot where it published: the larger the dot, the more articles in that time.

    Args:
        articles: The articles, with `outlet` and `published`.
        most: How many outlets are drawn.
    """
    dated = articles.dropna(subset="published")
    if dated.empty:
        return empty("No article says on which day it was published.")
    names, styles = largest_outlets(dated, most)
    unit = choose_unit(dated["published"])
    counts = count_over_time(dated, unit)
    totals = counts.groupby("outlet")["count"].sum()
    fig, ax = outlet_rows(names, totals)
    area = DOT_AREA * min(FULL_DOT / counts["count"].max(), 1)
    for row, name in enumerate(names):
        dots = counts[counts["outlet"] == name]
        areas = area * dots["count"]
        _draw_dots(ax, row, dots["when"], styles[name], s=areas, alpha=0.8)
    label_days(ax, counts["when"], unit)
    years = _years(dated["published"])
    ax.set_xlabel(f"{unit.name} of publication, {years}; at the right, articles in all")
    _note_outlets_left_out(fig, names, dated)
    days = _describe_days(dated["published"])
    peak = _describe_peak(counts, unit)
    alt = f"Days of {describe_rows(dated, names)}: {days}. {peak}"
    data = counts.sort_values(["outlet", "when"])
    return finish(fig, alt, data)


def _note_outlets_left_out(
    fig: Figure, names: list[str], articles: pd.DataFrame
) -> None:
    outlets = articles["outlet"].nunique(dropna=False)
    note_left_out(fig, len(names), outlets, "outlets")


def _describe_days(days: pd.Series) -> str:
    first = day_label(days.min())
    last = day_label(days.max())
    return f"{first} to {last}"


def _describe_peak(counts: pd.DataFrame, unit: Unit) -> str:
    """Write who published most in one stretch of time; nothing where nobody published twice in one."""
    peak = counts.loc[counts["count"].idxmax()]
    number = peak["count"]
    if number == 1:
        return ""
    return f"Most in one {unit.name}: {number} of {peak['outlet']}."


def count_over_time(articles: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    """Return how many articles each outlet published in each stretch of time."""
    periods = articles["published"].dt.to_period(unit.code)
    outlets = outlet_names(articles).to_frame()
    rows = outlets.assign(when=periods.dt.start_time)
    return rows.value_counts(sort=False).reset_index()


def _draw_dots(
    ax: Axes, row: int, values: pd.Series, style: Style, **look: Any
) -> None:
    """Draw the dots of an outlet in its row."""
    ax.scatter(
        values,
        [row] * len(values),
        color=style.color,
        marker=style.marker,
        **look,
    )


def _years(days: pd.Series) -> str:
    first = days.min().year
    last = days.max().year
    if first == last:
        return f"{first}"
    return f"{first}–{last}"


@styled
@in_brief(most=12)
def lengths(articles: pd.DataFrame, most: int = MOST_ROWS) -> Figure:
    """Draw a row an outlet, a mark for each article at its number of words, and the median as a line.

    Args:
        articles: The articles, with `outlet` and `words`.
        most: How many outlets are drawn.
    """
    if articles.empty:
        return empty("There are no articles to measure.")
    names, styles = largest_outlets(articles, most)
    outlets = outlet_names(articles)
    medians = articles["words"].groupby(outlets).median()
    fig, ax = outlet_rows(names, medians)
    for row, name in enumerate(names):
        words = articles.loc[outlets == name, "words"]
        _draw_dots(ax, row, words, styles[name], s=30, alpha=0.5)
        if len(words) > 1:
            _draw_median(ax, row, medians[name])
    longest = articles["words"].max()
    ax.set_xlim(0, longest * 1.08 + 1)
    ax.set_xlabel("words in an article; the median is the line and the number")
    _note_outlets_left_out(fig, names, articles)
    spread = _describe_spread(articles["words"])
    alt = f"Lengths of {describe_rows(articles, names)}: {spread}."
    return finish(fig, alt, drawn_lengths(articles, outlets))


def _draw_median(ax: Axes, row: int, median: float) -> None:
    xs = [median, median]
    ys = [row - 0.35, row + 0.35]
    ax.plot(xs, ys, color=INK, linewidth=1.5)


def _describe_spread(words: pd.Series) -> str:
    low = words.min()
    high = words.max()
    if low == high:
        return f"{low:,} words"
    return f"{low:,} to {high:,} words, median {words.median():,.0f}"


def drawn_lengths(articles: pd.DataFrame, outlets: pd.Series) -> pd.DataFrame:
    """Return each article with its outlet and its number of words."""
    columns = {
        "article": articles.index.astype(str),
        "outlet": outlets,
        "words": articles["words"],
    }
    return pd.DataFrame(columns)


def largest_outlets(
    articles: pd.DataFrame, most: int
) -> tuple[list[str], dict[str, Style]]:
    """Return the outlets with most articles, the largest first, and how each outlet looks."""
    counts = outlet_names(articles).value_counts()
    ordered = counts.sort_values(ascending=False, kind="stable")
    names = list(ordered.index[:most])
    styles = outlet_styles(articles["outlet"])
    return names, styles


def outlet_rows(names: list[str], numbers: pd.Series) -> tuple[Figure, Axes]:
    """Make a row for each outlet, its name at the left and its number at the right."""
    height = 0.9 + 0.32 * len(names)
    fig, ax = figure(height)
    for row, name in enumerate(names):
        number = numbers[name]
        ax.annotate(
            f"{number:,.0f}",
            xy=(1.01, row),
            xycoords=("axes fraction", "data"),
            va="center",
            color=MUTED,
        )
    labels = distinct_labels(names, LONGEST_NAME)
    ax.set_yticks(range(len(names)), labels)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.grid(axis="y", color=FAINT)
    return fig, ax


def label_days(ax: Axes, times: pd.Series, unit: Unit) -> None:
    """Write the days below a figure: each of a few, or what matplotlib finds room for."""
    days = times.drop_duplicates().sort_values()
    if len(days) <= FEW_DAYS:
        labels = [tick_label(day, unit) for day in days]
        ax.set_xticks(days, labels)
    else:
        locator = AutoDateLocator(minticks=2, maxticks=5)
        formatter = ConciseDateFormatter(
            locator,
            formats=FORMATS,
            zero_formats=FORMATS,
            show_offset=False,
        )
        ax.xaxis.set(major_locator=locator, major_formatter=formatter)
    ax.margins(x=0.08)


def tick_label(day: pd.Timestamp, unit: Unit) -> str:
    """Write a day, or the month that it begins."""
    parts = day_parts(day)
    if parts is None:
        return ""
    year, month, number = parts
    name = SHORT_MONTHS[month - 1]
    if unit.code in "DW":
        return f"{number} {name}"
    return f"{name} {year}"


def choose_unit(days: pd.Series) -> Unit:
    """Return the stretch of time that one dot stands for."""
    span = days.max() - days.min()
    for unit in UNITS:
        if span.days <= unit.longest:
            return unit
    return UNITS[-1]


def describe_rows(articles: pd.DataFrame, names: list[str]) -> str:
    """Write how many articles of how many outlets are drawn."""
    noun = "article" if len(articles) == 1 else "articles"
    count = f"{len(articles):,} {noun}"
    outlets = articles["outlet"].nunique(dropna=False)
    if outlets == 1:
        return f"{count} of {names[0]}"
    text = f"{count} of {outlets} outlets"
    if len(names) < outlets:
        text += f", of which the {len(names)} with most are drawn"
    return text
