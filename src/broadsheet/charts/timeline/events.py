"""The timeline: events downwards in time, with who tells each."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from broadsheet.charts.palette import (
    FAINT,
    INK,
    LEADER,
    MARKERS,
    MUTED,
    Style,
    outlet_styles,
)
from broadsheet.charts.style import empty, figure, finish, label_text, on_phone, styled
from broadsheet.charts.timeline.line import TimeLine, is_long, places_on_line
from broadsheet.timeline import day_label

MOST_EVENTS = 12
MOST_COLUMNS = 5  # outlets that have a mark each
LINE = 0.185  # inches from a line of text to the next
LETTERS = 13.6  # of a sentence in an inch
LONGEST_NAME = 40
LONGEST_DATE = 14  # letters: a longer one is broken before its last day
BETWEEN_MARKS = 0.2  # inches


@dataclass(frozen=True)
class Layout:
    """Where things stand, in inches from the left edge, and how many lines a sentence may have."""

    is_wide: bool  # else each sentence stands below its date
    width: float
    axis: float  # the line of time
    row: float  # where the thin line from it meets an event's row
    tellers: float  # the first outlet
    text: float
    lines: tuple[int, int, int]  # for a few events, for some, for many

    def most_lines(self, events: int) -> int:
        """Return how many lines a sentence may have where there are so many events."""
        few, some, many = self.lines
        if events > 30:
            return many
        if events > 6:
            return some
        return few


WIDE = Layout(True, 6.8, 1.7, 1.32, 1.98, 2.16, (3, 2, 1))
PHONE = Layout(False, 3.3, 0.14, 0.5, 3.14, 0.56, (5, 3, 2))


@dataclass(frozen=True)
class Tellers:
    """Who tells the events: a mark for each outlet while they are few, else only their number."""

    marks: dict[str, Style]
    several: bool  # whether there are several outlets at all

    @property
    def only_numbers(self) -> bool:
        """Whether outlets are counted and not named."""
        return self.several and not self.marks

    def width(self) -> float:
        """The inches that they take beside the text."""
        if self.marks:
            return BETWEEN_MARKS * (len(self.marks) - 1)
        return 0.22 if self.several else 0.0


@dataclass(frozen=True)
class Row:
    """One event as it is drawn."""

    event: Any
    middle: float
    height: float
    begin: float  # on the line of time
    end: float
    text: str

    @property
    def days(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The first and the last day of the event."""
        return self.event.earliest, self.event.latest

    def first_line(self, layout: Layout) -> float:
        """Where the event's date stands: beside the text, or in a line above it."""
        if layout.is_wide:
            return self.middle
        return self.middle - self.height / 2 + 0.08 + LINE / 2


@dataclass(frozen=True)
class Plan:
    """A timeline before it is drawn: who tells, and where each event stands."""

    layout: Layout
    tellers: Tellers
    events: pd.DataFrame
    articles: pd.DataFrame

    @property
    def text_at(self) -> float:
        """Where the sentences begin, from the left edge."""
        if self.layout.is_wide:
            return self.layout.text + self.tellers.width()
        return self.layout.text

    @property
    def header(self) -> float:
        """The height above the first event."""
        return 0.3 + 0.17 * len(self.tellers.marks)

    def texts(self) -> list[str]:
        """The sentences in lines, before them what is not known to have happened."""
        letters = int((self.layout.width - self.text_at - 0.05) * LETTERS)
        wrapper = textwrap.TextWrapper(
            letters,
            max_lines=self.layout.most_lines(len(self.events)),
            placeholder=" …",
            break_on_hyphens=False,
        )
        certainty = self.events["certainty"].astype(str)
        what = self.events["what"]
        marked = what.where(certainty == "happened", "[" + certainty + "] " + what)
        return ["\n".join(wrapper.wrap(sentence)) for sentence in marked]

    def heights(self, texts: list[str]) -> np.ndarray:
        """The height of each event's row."""
        lines = np.array([text.count("\n") + 1 for text in texts])
        if not self.layout.is_wide:
            lines = lines + 1  # that of the date
        return lines * LINE + 0.16

    def now(self) -> pd.Timestamp:
        """The day around which days are drawn to scale."""
        if self.articles["published"].isna().all():
            return self.events["latest"].max()
        return self.articles["published"].max()

    def rows(self, texts: list[str], height: float) -> Iterator[Row]:
        """Yield the rows from the first to the last."""
        heights = self.heights(texts)
        middles = self.header + np.cumsum(heights) - heights / 2
        line = TimeLine(self.header + 0.08, height - 0.25)
        places = places_on_line(self.events, self.now(), middles, line)
        events = self.events.itertuples()
        for event, middle, row_height, (begin, end), text in zip(
            events, middles, heights, places, texts, strict=True
        ):
            yield Row(event, middle, row_height, begin, end, text)


@styled
def timeline(
    events: pd.DataFrame, articles: pd.DataFrame, most: int = MOST_EVENTS
) -> Figure:
    """Draw events downwards in time: the days to scale, who tells each, and a sentence.

    On the line of time a day is a dot, a month or a year a stretch as long as it was. Hollow is what was
    planned or only said. Beyond `most` events, the most important ones are drawn.

    Args:
        events: What `build_timeline` returns.
        articles: The articles they are from.
        most: How many events.
    """
    if events.empty:
        return empty("No sentence of these articles tells an event with its day.")
    important = events.nlargest(most, "importance", keep="first")
    shown = important.sort_values(["earliest", "latest", "event"])
    layout = PHONE if on_phone() else WIDE
    fig = _draw(Plan(layout, _choose_tellers(shown, articles), shown, articles))
    days = _days_of(shown)
    columns = ["what", "outlets", "mentions", "certainty", "importance"]
    drawn = shown[columns].reset_index(drop=True)
    drawn.insert(0, "when", days)
    return finish(fig, _describe(shown, days, len(events)), drawn)


def _days_of(shown: pd.DataFrame) -> list[str]:
    spans = shown[["earliest", "latest", "precision"]]
    return [day_label(*span) for span in spans.itertuples(index=False)]


def _describe(shown: pd.DataFrame, days: list[str], events: int) -> str:
    count = f"{len(shown)} of {events} events"
    if events == 1:
        count = "one event"
    span = f"{days[0]} to {days[-1]}"
    if days[0] == days[-1]:
        span = days[0]
    top = int(shown["importance"].argmax())
    return (
        f"A timeline of {count}, {span}. "
        f"Told most: {days[top]}, {shown['what'].iloc[top]}"
    )


def _choose_tellers(shown: pd.DataFrame, articles: pd.DataFrame) -> Tellers:
    """Give a few outlets a mark each."""
    styles = outlet_styles(articles["outlet"])
    several = articles["outlet"].nunique() > 1
    telling = set(shown["outlets"].explode())
    names = [name for name in styles if name in telling]
    if len(names) > MOST_COLUMNS or not several:
        return Tellers({}, several)
    # Of few, each has a form of its own, so that they can be distinguished without colour.
    marks = {}
    for number, name in enumerate(names):
        marks[name] = styles[name]._replace(marker=MARKERS[number])
    return Tellers(marks, several)


def _draw(plan: Plan) -> Figure:
    layout = plan.layout
    texts = plan.texts()
    height = plan.header + plan.heights(texts).sum() + 0.1
    fig, ax = figure()
    fig.set(figwidth=layout.width, figheight=height, layout_engine="none")
    ax.set(position=[0, 0, 1, 1], xlim=(0, layout.width), ylim=(height, 0))
    ax.set_axis_off()
    _draw_header(ax, plan, height)
    ends = [plan.header, height - 0.15]
    ax.plot([layout.axis, layout.axis], ends, color=FAINT, linewidth=5, zorder=0)
    before: Row | None = None
    for row in plan.rows(texts, height):
        # One date for all that a day brought.
        is_same_day = before is not None and row.days == before.days
        if layout.is_wide and is_same_day:
            _draw_same_day(ax, row, layout)
        else:
            _draw_date(ax, row, layout)
        _draw_tellers(ax, row, plan)
        _write_text(ax, row, plan)
        before = row
    return fig


def _write_text(ax: Axes, row: Row, plan: Plan) -> None:
    y = row.middle
    if not plan.layout.is_wide:
        y += LINE / 2
    look: dict[str, Any] = {"fontsize": 9.5, "linespacing": 1.25, "color": INK}
    ax.text(plan.text_at, y, label_text(row.text), va="center", **look)


def _draw_same_day(ax: Axes, row: Row, layout: Layout) -> None:
    """Join an event by a line to the one above it, which has the same date."""
    x = layout.row + 0.03
    ends = [row.middle - row.height, row.middle]
    ax.plot([x, x], ends, color=LEADER, linewidth=0.7)


def _draw_header(ax: Axes, plan: Plan, height: float) -> None:
    """A word on the scale where it is not true throughout, and which mark is whose."""
    small: dict[str, Any] = {"va": "center", "fontsize": 7.5, "color": MUTED}
    layout = plan.layout
    if is_long(plan.events):
        ax.text(0.06, 0.12, "older days drawn closer", **small)
    if plan.tellers.only_numbers and layout.is_wide:
        ax.text(layout.tellers - 0.1, 0.12, "told by so many outlets", **small)
    for number, (outlet, style) in enumerate(plan.tellers.marks.items()):
        if layout.is_wide:
            x = layout.tellers + BETWEEN_MARKS * number
            y = 0.14 + 0.17 * number
            ends = [y + 0.05, height - 0.1]
            ax.plot([x, x], ends, color=FAINT, linewidth=0.6, zorder=0)
        else:
            x = layout.text + 0.06
            y = 0.28 + 0.17 * number
        ax.plot(x, y, marker=style.marker, color=style.color, markersize=6)
        name = label_text(outlet, LONGEST_NAME)
        ax.text(x + 0.1, y, name, va="center", fontsize=9, color=style.color)


def _draw_date(ax: Axes, row: Row, layout: Layout) -> None:
    """An event's date, its stretch of the line of time, and a thin line from one to the other."""
    y = row.first_line(layout)
    _write_date(ax, row, y, layout)
    middle = (row.begin + row.end) / 2
    knee = layout.row + 0.2 * (layout.axis - layout.row)
    xs = [layout.row, knee, layout.axis]
    ax.plot(xs, [y, y, middle], color=LEADER, linewidth=0.7, zorder=1)
    if row.event.precision == "day":
        _draw_day(ax, row, middle, layout)
    else:
        _draw_stretch(ax, row, layout)


def _write_date(ax: Axes, row: Row, y: float, layout: Layout) -> None:
    event = row.event
    label = day_label(event.earliest, event.latest, event.precision)
    look: dict[str, Any] = {"va": "center", "fontsize": 9.5, "color": INK}
    look["fontweight"] = "bold" if event.certainty == "happened" else "normal"
    if not layout.is_wide:
        ax.text(layout.text, y, label, **look)
        return
    if len(label) > LONGEST_DATE:
        label = "–\n".join(label.rsplit("–", 1))
    ax.text(layout.row - 0.04, y, label, ha="right", **look)


def _draw_day(ax: Axes, row: Row, y: float, layout: Layout) -> None:
    """A dot on the line of time, hollow where the event is not known to have happened."""
    fill, edge = "white", INK
    if row.event.certainty == "happened":
        fill, edge = INK, "white"
    look: dict[str, Any] = {"marker": "o", "markersize": 7, "mfc": fill, "mec": edge}
    ax.plot(layout.axis, y, **look, zorder=4)


def _draw_stretch(ax: Axes, row: Row, layout: Layout) -> None:
    """A stretch of the line of time: a month is darker and wider than the year it lies in."""
    is_year = row.event.precision in ("year", "half")
    half = 0.025 if is_year else 0.035
    fill = MUTED if is_year else INK
    if row.event.certainty != "happened":
        fill = "white"
    ax.add_patch(
        Rectangle(
            (layout.axis - half, row.begin),
            2 * half,
            max(row.end - row.begin, 0.05),
            facecolor=fill,
            edgecolor=INK,
            linewidth=0.7,
            zorder=2 if is_year else 3,
        )
    )


def _draw_tellers(ax: Axes, row: Row, plan: Plan) -> None:
    """Who tells an event: a mark for each outlet, or how many they are."""
    layout = plan.layout
    tellers = plan.tellers
    y = row.first_line(layout)
    first = layout.tellers
    if not layout.is_wide:  # where the last mark stands at the right edge
        first -= BETWEEN_MARKS * (len(tellers.marks) - 1)
    for number, (outlet, style) in enumerate(tellers.marks.items()):
        if outlet in row.event.outlets:
            x = first + BETWEEN_MARKS * number
            ax.plot(x, y, marker=style.marker, color=style.color, markersize=6.5)
    if tellers.only_numbers:
        _write_number(ax, len(row.event.outlets), y, layout)


def _write_number(ax: Axes, number: int, y: float, layout: Layout) -> None:
    """Write how many outlets tell an event."""
    look: dict[str, Any] = {"va": "center", "fontsize": 9, "color": MUTED}
    if layout.is_wide:
        ax.text(layout.tellers - 0.1, y, f"{number}×", ha="left", **look)
        return
    noun = "outlet" if number == 1 else "outlets"
    ax.text(3.24, y, f"{number} {noun}", ha="right", **look)
