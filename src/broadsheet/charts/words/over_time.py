"""The rate of words over time."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from broadsheet.charts.palette import COLORS, MUTED
from broadsheet.charts.style import empty, figure, finish, label_text, styled
from broadsheet.dates.labels import day_label, month_label

FEW = 6  # periods: so many are drawn as points with bars, more as a line in its band
NO_CHANGE = "no change beyond chance"


@dataclass(frozen=True)
class Course:
    """The rate of one word over the periods."""

    word: str
    by: str  # day, week, month, quarter or year
    rates: pd.DataFrame
    changed: bool  # beyond chance, over all words of the figure

    @property
    def title(self) -> str:
        """What stands above the word's panel."""
        word = label_text(self.word, 40)
        if self.changed:
            return word
        return f"{word}: {NO_CHANGE}"

    @property
    def top(self) -> float:
        """How far the axis goes: the band of a thin week would dwarf all others."""
        highest_rate = self.rates["per_thousand"].max()
        highest = max(3 * highest_rate, 0.1)
        return min(self.rates["high"].max(), highest) * 1.05

    def describe(self) -> str:
        """The word and the period of its highest rate, for those who cannot see the figure."""
        if not self.changed:
            return f"{self.word}: {NO_CHANGE}"
        highest = self.rates.loc[self.rates["per_thousand"].idxmax()]
        period = _label(highest[self.by], self.by)
        rate = highest["per_thousand"]
        return f"{self.word}: highest in the {self.by} of {period}, at {rate:.1f}"


@styled
def trend(rates: pd.DataFrame, most: int = 4) -> Figure:
    """Draw the rate of each word over time with its confidence band, a panel and a scale for each word.

    Args:
        rates: What `trend` of the room of words returns.
        most: How many words.
    """
    if rates.empty:
        return empty("There are no dated articles to show a change in.")
    by = rates.columns[1]
    courses = _courses(rates, by, most)
    is_few = rates[by].nunique() <= FEW
    panel = 1.1 if is_few else 1.4
    fig, axes = figure(
        panel * len(courses) + 0.5,
        nrows=len(courses),
        sharex=True,
        squeeze=False,
    )
    for ax, course in zip(axes.flat, courses, strict=True):
        _draw_course(ax, course, is_few)
    _draw_periods(axes[-1, 0], rates[by], by, is_few)
    fig.supylabel("per thousand words", fontsize=10, color=MUTED)
    described = "; ".join(course.describe() for course in courses)
    return finish(fig, f"Rate by {by}, with 95% bands. {described}.", rates)


def _courses(rates: pd.DataFrame, by: str, most: int) -> list[Course]:
    words = list(dict.fromkeys(rates["word"]))[:most]
    courses = []
    for word in words:
        here = rates[rates["word"] == word]
        changed = here["p_change"].iloc[0] < 0.05 / len(words)
        courses.append(Course(word, by, here, bool(changed)))
    return courses


def _draw_course(ax: Axes, course: Course, is_few: bool) -> None:
    periods = course.rates[course.by]
    band = (periods, course.rates["low"], course.rates["high"])
    points = (periods, course.rates["per_thousand"])
    color = COLORS[0]
    if is_few:
        ax.vlines(*band, color=color, lw=1.4)
        ax.plot(*points, ls="none", color=color, marker="o")
    else:
        ax.fill_between(*band, color=color, lw=0, alpha=0.2)
        ax.plot(*points, ms=3.5, color=color, marker="o")
    ax.set_ylim(0, course.top)
    ax.set_title(course.title)
    ax.grid(axis="y")


def _draw_periods(ax: Axes, periods: pd.Series, by: str, is_few: bool) -> None:
    if not is_few:
        locator = AutoDateLocator(maxticks=7)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        return
    days = sorted(periods.unique())
    ax.set_xticks(days, [_label(day, by) for day in days])
    ax.margins(x=0.15)


def _label(day: Any, by: str) -> str:
    """The name of the period that begins on a day."""
    day = pd.Timestamp(day)
    if by == "year":
        return f"{day.year}"
    if by == "month":
        return month_label(day, short=True)
    return day_label(day, short=True)
