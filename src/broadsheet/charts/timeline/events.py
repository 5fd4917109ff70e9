"""The timeline: events downwards in time, with who tells each."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from broadsheet.charts.palette import FAINT, INK, LEADER, MUTED, Style
from broadsheet.charts.style import (
    empty,
    figure,
    finish,
    in_brief,
    label_text,
    on_phone,
    styled,
)
from broadsheet.charts.timeline.line import is_long
from broadsheet.charts.timeline.plan import (
    BETWEEN_MARKS,
    BETWEEN_NAMES,
    LINE,
    PHONE,
    WIDE,
    Layout,
    Plan,
    Row,
    choose_tellers,
)
from broadsheet.timeline import day_label

MOST_EVENTS = 12
LONGEST_NAME = 40
LONGEST_DATE = 14  # letters: a longer one is broken before its last day
SHORTEST = 0.05  # inches of a stretch of time

# Columns of the table below the figure.
DRAWN = ["what", "outlets", "mentions", "certainty", "importance"]


@styled
@in_brief(most=7)
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
    tellers = choose_tellers(shown, articles)
    plan = Plan(layout, tellers, shown, articles)
    fig = _draw(plan)
    days = _days_of(shown)
    drawn = shown[DRAWN].reset_index(drop=True)
    drawn.insert(0, "when", days)
    alt = _describe(shown, days, len(events))
    return finish(fig, alt, drawn)


def _days_of(shown: pd.DataFrame) -> list[str]:
    spans = shown[["earliest", "latest", "precision"]]
    rows = spans.itertuples(index=False)
    return [day_label(*row) for row in rows]


def _describe(shown: pd.DataFrame, days: list[str], events: int) -> str:
    count = f"{len(shown)} of {events} events"
    if events == 1:
        count = "one event"
    first = days[0]
    last = days[-1]
    span = f"{first} to {last}"
    if first == last:
        span = first
    top = int(shown["importance"].argmax())
    sentence = shown["what"].iloc[top]
    return f"A timeline of {count}, {span}. Told most: {days[top]}, {sentence}"


def _draw(plan: Plan) -> Figure:
    layout = plan.layout
    texts = plan.texts()
    heights = plan.heights(texts)
    height = plan.header + heights.sum() + 0.1
    fig, ax = figure()
    fig.set(
        figwidth=layout.width,
        figheight=height,
        layout_engine="none",
    )
    ax.set(
        position=[0, 0, 1, 1],
        xlim=(0, layout.width),
        ylim=(height, 0),
    )
    ax.set_axis_off()
    _draw_header(ax, plan, height)
    _draw_line(ax, layout.axis, (plan.header, height - 0.15), width=5)
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


def _draw_line(ax: Axes, x: float, ends: tuple[float, float], width: float) -> None:
    """Draw a faint line downwards, below all else."""
    ax.plot(
        [x, x],
        list(ends),
        color=FAINT,
        linewidth=width,
        zorder=0,
    )


def _write_text(ax: Axes, row: Row, plan: Plan) -> None:
    y = row.middle
    if not plan.layout.is_wide:
        y += LINE / 2
    ax.text(
        plan.text_at,
        y,
        label_text(row.text),
        va="center",
        fontsize=9.5,
        linespacing=1.25,
        color=INK,
    )


def _draw_same_day(ax: Axes, row: Row, layout: Layout) -> None:
    """Join an event by a line to the one above it, which has the same date."""
    x = layout.row + 0.03
    ends = [row.middle - row.height, row.middle]
    ax.plot([x, x], ends, color=LEADER, linewidth=0.7)


def _draw_header(ax: Axes, plan: Plan, height: float) -> None:
    """A word on the scale where it is not true throughout, and which mark is whose."""
    layout = plan.layout
    if is_long(plan.events):
        _write_small(ax, 0.06, "older days drawn closer")
    if plan.tellers.only_numbers and layout.is_wide:
        _write_small(ax, layout.tellers - 0.1, "told by so many outlets")
    for number, (outlet, style) in enumerate(plan.tellers.marks.items()):
        down = BETWEEN_NAMES * number
        if layout.is_wide:
            x = layout.tellers + BETWEEN_MARKS * number
            y = 0.14 + down
            _draw_line(ax, x, (y + 0.05, height - 0.1), width=0.6)
        else:
            x = layout.text + 0.06
            y = 0.28 + down
        _draw_mark(ax, (x, y), style, size=6)
        name = label_text(outlet, LONGEST_NAME)
        ax.text(x + 0.1, y, name, va="center", fontsize=9, color=style.color)


def _write_small(ax: Axes, x: float, text: str) -> None:
    """Write a note at the top of the figure."""
    ax.text(x, 0.12, text, va="center", fontsize=7.5, color=MUTED)


def _draw_mark(
    ax: Axes,
    position: tuple[float, float],
    style: Style,
    size: float,
) -> None:
    """Draw the mark of an outlet."""
    x, y = position
    ax.plot(
        x,
        y,
        marker=style.marker,
        color=style.color,
        markersize=size,
    )


def _draw_date(ax: Axes, row: Row, layout: Layout) -> None:
    """An event's date, its stretch of the line of time, and a thin line from one to the other."""
    y = row.first_line(layout)
    _write_date(ax, row, y, layout)
    middle = (row.begin + row.end) / 2
    knee = layout.row + 0.2 * (layout.axis - layout.row)
    xs = [layout.row, knee, layout.axis]
    ys = [y, y, middle]
    ax.plot(xs, ys, color=LEADER, linewidth=0.7, zorder=1)
    if row.event.precision == "day":
        _draw_day(ax, row, middle, layout)
    else:
        _draw_stretch(ax, row, layout)


def _write_date(ax: Axes, row: Row, y: float, layout: Layout) -> None:
    event = row.event
    label = day_label(event.earliest, event.latest, event.precision)
    x = layout.text
    across = "left"
    if layout.is_wide:
        label = _break_date(label)
        x = layout.row - 0.04
        across = "right"
    weight = "normal"
    if row.has_happened:
        weight = "bold"
    ax.text(
        x,
        y,
        label,
        ha=across,
        va="center",
        fontsize=9.5,
        fontweight=weight,
        color=INK,
    )


def _break_date(label: str) -> str:
    """Break a long date before its last day."""
    if len(label) <= LONGEST_DATE:
        return label
    parts = label.rsplit("–", 1)
    return "–\n".join(parts)


def _draw_day(ax: Axes, row: Row, y: float, layout: Layout) -> None:
    """A dot on the line of time, hollow where the event is not known to have happened."""
    fill = "white"
    edge = INK
    if row.has_happened:
        fill = INK
        edge = "white"
    ax.plot(
        layout.axis,
        y,
        marker="o",
        markersize=7,
        mfc=fill,
        mec=edge,
        zorder=4,
    )


def _draw_stretch(ax: Axes, row: Row, layout: Layout) -> None:
    """A stretch of the line of time: a month is darker and wider than the year it lies in."""
    is_year = row.event.precision in ("year", "half")
    half = 0.025 if is_year else 0.035
    fill = MUTED if is_year else INK
    if not row.has_happened:
        fill = "white"
    corner = (layout.axis - half, row.begin)
    length = max(row.end - row.begin, SHORTEST)
    stretch = Rectangle(
        corner,
        width=2 * half,
        height=length,
        facecolor=fill,
        edgecolor=INK,
        linewidth=0.7,
        zorder=2 if is_year else 3,
    )
    ax.add_patch(stretch)


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
            _draw_mark(ax, (x, y), style, size=6.5)
    if tellers.only_numbers:
        _write_number(ax, len(row.event.outlets), y, layout)


def _write_number(ax: Axes, number: int, y: float, layout: Layout) -> None:
    """Write how many outlets tell an event."""
    noun = "outlet" if number == 1 else "outlets"
    x = 3.24
    text = f"{number} {noun}"
    across = "right"
    if layout.is_wide:
        x = layout.tellers - 0.1
        text = f"{number}×"
        across = "left"
    ax.text(
        x,
        y,
        text,
        ha=across,
        va="center",
        fontsize=9,
        color=MUTED,
    )
