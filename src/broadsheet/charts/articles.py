"""Figures for the articles themselves: when each outlet published, and how long its articles are."""

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from broadsheet.charts.palette import FAINT, INK, MUTED, outlet_names, outlet_styles
from broadsheet.charts.style import empty, figure, finish, plain, styled

# From the year down to the second: a tick says all that its neighbours do not.
DAYS = ["%Y", "%b %Y", "%d %b", "%d %b", "%d %b %H:%M", "%d %b %H:%M"]
# Days, weeks, months or years, so that a row has at most some eighty places for dots.
UNITS = [(80, "D", "day"), (560, "W", "week"), (2500, "M", "month"), (10**9, "Y", "year")]
ROWS = 40  # outlets drawn; the rest are in the table


@styled
def over_time(articles: pd.DataFrame):
    """A row an outlet, a dot where it published: the larger the dot, the more articles in that time."""
    known = articles.dropna(subset="published")
    if known.empty:
        return empty("No article says on which day it was published.")
    names, styles = _outlets(known)
    unit = _unit(known["published"])
    when = known["published"].dt.to_period(unit[0]).dt.start_time
    counts = outlet_names(known).to_frame().assign(when=when).value_counts(sort=False).reset_index()
    fig, ax = _rows(names, counts.groupby("outlet")["count"].sum())
    area = 36 * min(12 / counts["count"].max(), 1)
    for row, name in enumerate(names):
        mine, look = counts[counts["outlet"] == name], styles[name]
        size = area * mine["count"]
        ax.scatter(mine["when"], [row] * len(mine), s=size, color=look.color, marker=look.marker, alpha=0.8)
    days = counts["when"].drop_duplicates().sort_values()
    if len(days) <= 5:
        ax.set_xticks(days, [f"{day.day} {day:%b}" if unit[0] == "D" else f"{day:%b %Y}" for day in days])
    else:
        locator = AutoDateLocator(minticks=2, maxticks=5)
        formatter = ConciseDateFormatter(locator, formats=DAYS, zero_formats=DAYS, show_offset=False)
        ax.xaxis.set(major_locator=locator, major_formatter=formatter)
    ax.margins(x=0.08)
    years = f"{days.min().year}" + (f"–{days.max().year}" if days.max().year > days.min().year else "")
    ax.set_xlabel(f"{unit[1]} of publication, {years}; at the right, articles in all")
    peak = counts.loc[counts["count"].idxmax()]
    first, last = (f"{day.day} {day:%B %Y}" for day in (known["published"].min(), known["published"].max()))
    most = f" Most in one {unit[1]}: {peak['count']} of {peak['outlet']}." if peak["count"] > 1 else ""
    return finish(fig, f"Days of {_whose(known, names)}: {first} to {last}.{most}")


@styled
def lengths(articles: pd.DataFrame):
    """A row an outlet, a mark for each article at its number of `words`, and the median as a line."""
    if articles.empty:
        return empty("There are no articles to measure.")
    names, styles = _outlets(articles)
    whose = outlet_names(articles)
    medians = articles["words"].groupby(whose).median()
    fig, ax = _rows(names, medians)
    for row, name in enumerate(names):
        words, look = articles.loc[whose == name, "words"], styles[name]
        ax.scatter(words, [row] * len(words), s=30, color=look.color, marker=look.marker, alpha=0.5)
        if len(words) > 1:
            ax.plot([medians[name]] * 2, [row - 0.35, row + 0.35], color=INK, linewidth=1.5)
    ax.set_xlim(0, articles["words"].max() * 1.08 + 1)
    ax.set_xlabel("words in an article; the median is the line and the number")
    low, high = articles["words"].min(), articles["words"].max()
    alt = f"Lengths of {_whose(articles, names)}: {low:,} to {high:,} words, median "
    return finish(fig, alt + f"{articles['words'].median():,.0f}.")


def _outlets(articles):
    """The outlets drawn, those with most articles, in the order of all of them; and how each looks."""
    styles, most = outlet_styles(articles["outlet"]), outlet_names(articles).value_counts().index[:ROWS]
    return [name for name in styles if name in most], styles


def _rows(names, numbers):
    """A row for each outlet, its name at the left and its number at the right."""
    fig, ax = figure(0.9 + 0.32 * len(names))
    for row, name in enumerate(names):
        place = {"xy": (1.01, row), "xycoords": ("axes fraction", "data"), "va": "center"}
        ax.annotate(f"{numbers[name]:,.0f}", color=MUTED, **place)
    ax.set_yticks(range(len(names)), [plain(name, 27) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.grid(axis="y", color=FAINT)
    return fig, ax


def _unit(days):
    span = (days.max() - days.min()).days
    return next(unit for most, *unit in UNITS if span <= most)


def _whose(articles, names):
    """`40 articles of 7 outlets`, and how many of the outlets are drawn if not all are."""
    outlets = articles["outlet"].nunique(dropna=False)
    drawn = f", of which the {len(names)} with most are drawn" if len(names) < outlets else ""
    whose = f"{outlets} outlets{drawn}" if outlets > 1 else names[0]
    return f"{len(articles):,} article{'s' if len(articles) > 1 else ''} of {whose}"
