"""One look for every figure, wide or for a phone, and a sentence for those who cannot see it.

Figures are made without pyplot, so that drawing keeps no state and leaks no windows.
"""

import itertools
import re
import textwrap
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache, partial, wraps
from inspect import BoundArguments, signature
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib import style as mpl_style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from broadsheet.charts.palette import MUTED
from broadsheet.charts.sizes import PHONE_LINES, PHONE_WIDTH, TALLEST_ON_FRONT, WIDTH

SHEET = str(Path(__file__).with_name("broadsheet.mplstyle"))
PHONE_SHEET: dict[str, float] = {
    "font.size": 9.5,
    "axes.labelsize": 9.5,
    "axes.titlesize": 10,
    "legend.fontsize": 9,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9.5,
}
DOTS_PER_INCH = 100
POINTS_PER_INCH = 72
LETTER_WIDTH = 0.56  # of the height of the type
FEWEST_LETTERS = 10  # in a line
BOLD = 1.1  # bold letters are so much wider
MARGIN = 4  # pixels: the room around a figure within a bar
TICK_GAP = 4  # pixels between the labels of two ticks
# Letters of two names that stand side by side in the legend of a figure for phones.
MOST_SIDE_BY_SIDE = 32
# Letters of a word beside its bar or its point.
LONGEST_WORD = 28
LONGEST_WORD_ON_PHONE = 16
# Of names that would be cut alike, so many letters of their ends are kept.
KEPT_END = 8
_PHONE = ContextVar("for a phone", default=False)


def styled(function: Callable[..., Figure]) -> Callable[..., Figure]:
    """Decorate a chart function: whatever it draws, it draws in the style sheet.

    The figure has a function `narrow` that draws the same for a phone. A tall one of a function marked by
    `in_brief` also has a function `brief` that draws it with fewer rows, for the front page.

    >>> @styled
    ... def chart(frame):
    ...     fig, ax = figure()
    ...     return finish(fig, "Nothing is drawn.")
    >>> chart(None).alt
    'Nothing is drawn.'
    >>> float(chart(None).narrow().get_figwidth())
    3.5
    """

    def draw(phone: bool, *args, **kwargs) -> Figure:
        token = _PHONE.set(phone)
        try:
            with mpl_style.context([SHEET, PHONE_SHEET] if phone else SHEET):
                # Any, since it carries more than matplotlib's type has.
                fig: Any = function(*args, **kwargs)
                _wrap_note(fig)
                _place_missing_labels(fig)
                if phone:
                    _fit(fig)
                _hide_crowded(fig)
        finally:
            _PHONE.reset(token)
        if not phone:  # which has no other
            fig.narrow = partial(draw, True, *args, **kwargs)
            brief = _arguments_in_brief(function, *args, **kwargs)
            if brief and _is_tall(fig):
                fig.brief = partial(draw, False, *brief.args, **brief.kwargs)
            describe(fig, function)
        return fig

    return wraps(function)(partial(draw, False))


def in_brief(**fewer: int) -> Callable[[Callable[..., Figure]], Callable[..., Figure]]:
    """Mark a chart function that may draw many rows: with these arguments it draws few, for the front page.

    >>> @styled
    ... @in_brief(most=3)
    ... def chart(most=20):
    ...     fig, ax = figure(height=most)
    ...     return finish(fig, f"{most} rows.")
    >>> chart().brief().alt
    '3 rows.'
    """

    def mark(function: Any) -> Callable[..., Figure]:
        function.fewer = fewer
        return function

    return mark


def _arguments_in_brief(function: Any, *args, **kwargs) -> BoundArguments | None:
    """Return the arguments with which a chart function draws few rows; None where it draws no fewer."""
    fewer = getattr(function, "fewer", None)
    if not fewer:
        return None
    bound = signature(function).bind(*args, **kwargs)
    before = dict(bound.arguments)
    bound.arguments.update(fewer)
    return bound if bound.arguments != before else None


def _is_tall(fig: Figure) -> bool:
    return fig.get_figheight() > TALLEST_ON_FRONT * fig.get_figwidth()


def describe(fig: Any, function: Callable[..., Figure]) -> None:
    """Give a figure its name and the sentence on its method."""
    # "words" of "broadsheet.charts.words.ratios"
    module = function.__module__.partition(".charts.")[2].partition(".")[0]
    name = function.__name__
    measure = getattr(fig, "measure", "")
    fig.name = measure or name
    if not getattr(fig, "is_empty", False):
        fig.method = method_of_figure(module, name, measure)


def on_phone() -> bool:
    """Say whether what is being drawn is for a phone."""
    return _PHONE.get()


def longest_word() -> int:
    """Say how many letters of a word stand beside its bar or its point, so that these have room."""
    return LONGEST_WORD_ON_PHONE if on_phone() else LONGEST_WORD


def columns(count: int, names: Iterable[str] = ()) -> int:
    """Say in how many columns a legend of so many entries fits, whose names may be long."""
    if not on_phone():
        return count
    lengths = [len(name) for name in names]
    half = (len(lengths) + 1) // 2  # in the first column
    longest_before = max(lengths[:half], default=0)
    longest_after = max(lengths[half:], default=0)
    letters = longest_before + longest_after
    return 1 if letters > MOST_SIDE_BY_SIDE else min(count, 2)


def lay_out(fig: Any) -> None:
    """Give every part of a figure its place, which takes a fraction of the time of drawing it."""
    engine = fig.get_layout_engine()
    if engine is not None:
        engine.execute(fig)


def _wrap_note(fig: Any) -> None:
    """Wrap the note below a figure to its width."""
    note = fig.get_supxlabel()
    if note:
        fig.supxlabel(_wrapped(note, fig.bbox.width, 9), fontsize=9)


def _place_missing_labels(fig: Any) -> None:
    """Say where labels of axes would stand that have none: to look for it takes a sixth of all time."""
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if not axis.label.get_text():
                axis.set_label_coords(0, 0)


def _fit(fig: Any) -> None:
    """Wrap what is too long for a narrow figure, and leave out labels of ticks that meet others."""
    lay_out(fig)
    for ax in fig.axes:
        _wrap_titles(ax, fig.bbox.width)
    lay_out(fig)
    for ax in fig.axes:
        _thin_ticks(ax)


def _wrap_titles(ax: Axes, width: float) -> None:
    """Wrap what stands above a part of a figure and below it to the width of the figure, in pixels."""
    box = ax.get_window_extent()
    middle = box.x0 + box.width / 2
    room = 2 * min(middle, width - middle)
    label = ax.xaxis.label
    size = float(label.get_fontsize())
    wrapped = _wrapped(label.get_text(), room, size)
    label.set_text(wrapped)
    title = ax.get_title("left")
    size = PHONE_SHEET["axes.titlesize"] * BOLD
    wrapped = _wrapped(title, width - box.x0, size)
    if wrapped != title:
        ax.set_title(wrapped)


def fit_titles(fig: Any, titles: Iterable[str]) -> None:
    """Give each part of a figure its title, in as many lines as the width of the part asks for.

    What stands below a part has the room up to the next one.
    """
    for ax, title in zip(fig.axes, titles, strict=False):
        ax.set_title(title)
    if on_phone():  # where titles are wrapped with all else
        return
    lay_out(fig)
    boxes = [ax.get_window_extent() for ax in fig.axes]
    for ax, box in zip(fig.axes, boxes, strict=True):
        size = ax.title.get_fontsize() * BOLD
        ax.set_title(_wrapped(ax.get_title("left"), box.width, size))
        ends = [other.x0 for other in boxes if other.x0 > box.x1]
        room = min(ends, default=fig.bbox.width) - box.x0 - MARGIN
        label = ax.xaxis.label
        label.set_text(_wrapped(label.get_text(), room, label.get_fontsize()))


def _thin_ticks(ax: Axes) -> None:
    """Leave out labels of ticks that would meet others, evenly, and never that of nought in the middle.

    Labels that are turned are names, without which nobody knows what is shown: they stay.
    """
    ticks = []
    for tick in ax.get_xticklabels():
        is_turned = tick.get_rotation() != 0
        if tick.get_text() and tick.get_visible() and not is_turned:
            ticks.append(tick)
    ticks.sort(key=lambda tick: tick.get_window_extent().x0)
    boxes = [tick.get_window_extent() for tick in ticks]
    places = [tick.get_position()[0] for tick in ticks]
    anchor = places.index(0) if 0 in places else 0
    step = 1
    while _meet(boxes[anchor % step :: step]):
        step += 1
    for number, tick in enumerate(ticks):
        tick.set_visible(number % step == anchor % step)


def _meet(boxes: list[Any]) -> bool:
    """Whether boxes in a row stand too close to each other."""
    pairs = itertools.pairwise(boxes)
    return any(right.x0 <= left.x1 + TICK_GAP for left, right in pairs)


def _wrapped(text: str, pixels: float, points: float) -> str:
    """Break text into lines of a width: a letter is a little over half as wide as the type is high."""
    letter = points * LETTER_WIDTH * DOTS_PER_INCH / POINTS_PER_INCH
    letters = max(int(pixels / letter), FEWEST_LETTERS)
    parts = re.split(" {3,}", text)
    lines = [textwrap.fill(part, letters) for part in parts]
    return "\n".join(lines)


def figure(height: float = 3.2, **subplots: Any) -> tuple[Any, Any]:
    """Make an empty figure in the style sheet, as wide as a page's column.

    `height` is in inches, a hundred pixels each on the page; further arguments go to `Figure.subplots`.

    >>> fig, ax = figure(height=2)
    >>> float(fig.get_figwidth()), float(fig.get_figheight())
    (6.8, 2.0)
    """
    size = (WIDTH, height)
    if on_phone():
        size = (PHONE_WIDTH, height + PHONE_LINES)
    with mpl_style.context(SHEET):
        fig = Figure(figsize=size)
        # With a canvas that draws, the sizes of texts are remembered from one layout to the next.
        FigureCanvasAgg(fig)
        return fig, fig.subplots(**subplots)


def label_text(text: object, most: int = 10**6) -> str:
    r"""Keep matplotlib from setting what stands between two dollars as mathematics, and cut what is too long.

    >>> label_text("$5 million to $7 million"), label_text("million", most=5)
    ('\\$5 million to \\$7 million', 'mill…')
    """
    written = str(text)
    if len(written) > most:
        written = written[: most - 1].rstrip() + "…"
    return written.replace("$", r"\$")


def distinct_labels(names: Iterable[object], most: int) -> list[str]:
    """Return names for labels, cut to so many letters; of those that would be cut alike, with their ends.

    >>> distinct_labels(["Mercury of the Lower Valley 1", "Mercury of the Lower Valley 2", "Echo"], 20)
    ['Mercury of…Valley 1', 'Mercury of…Valley 2', 'Echo']
    """
    whole = [str(name) for name in names]
    cut = [label_text(name, most) for name in whole]
    times = Counter(cut)
    labels = []
    for name, label in zip(whole, cut, strict=True):
        is_cut = len(name) > most > 2 * KEPT_END
        if is_cut and times[label] > 1:
            label = _keep_end(name, most)
        labels.append(label)
    return labels


def _keep_end(name: str, most: int) -> str:
    """Cut a name to so many letters in its middle."""
    head = name[: most - KEPT_END - 1].rstrip()
    end = name[-KEPT_END:]
    return label_text(f"{head}…{end}")


def note_left_out(fig: Figure, shown: int, whole: int, noun: str) -> None:
    """Say below a figure how many rows are not drawn, where that is not all."""
    left = whole - shown
    if left > 0:
        verb = "is" if left == 1 else "are"
        note = f"The {shown:,} largest of {whole:,} {noun}; {left:,} {verb} not drawn."
        fig.supxlabel(note, fontsize=9)


def say_left_out(left: int, noun: str) -> str:
    """Say in a figure's description how many groups are not drawn; nothing where all are.

    >>> say_left_out(1, "outlet")
    ' 1 outlet with fewer quotations is not drawn.'
    """
    if not left:
        return ""
    if left == 1:
        return f" 1 {noun} with fewer quotations is not drawn."
    return f" {left:,} {noun}s with fewer quotations are not drawn."


def write_shares(ax: Axes, bars: Any, shares: pd.Series, **look: Any) -> None:
    """Write each share into its bar; `styled` takes out those for which it has no room.

    Args:
        ax: Where it is drawn.
        bars: What `barh` returned.
        shares: The share of each bar.
        look: How the figures look.
    """
    labels = [f"{share:.0%}" if share else "" for share in shares]
    texts: list[Any] = ax.bar_label(bars, labels, label_type="center", **look)
    for text, bar in zip(texts, bars, strict=True):
        text.bar = bar
        # It stands within its bar or is taken out: no part of a figure makes room for it.
        text.set_in_layout(False)


def _hide_crowded(fig: Any) -> None:
    """Take out the shares that are wider than their bars."""
    shares = [
        text for ax in fig.axes for text in ax.texts if getattr(text, "bar", None)
    ]
    if shares:
        lay_out(fig)
    for text in shares:
        room = text.bar.get_window_extent().width - MARGIN
        text.set_visible(text.get_window_extent().width <= room)


def finish(
    fig: Any, alt: str, data: pd.DataFrame | None = None, measure: str = ""
) -> Figure:
    """Attach the sentence that says what the figure shows, for whoever cannot see it.

    Args:
        fig: The figure.
        alt: The sentence.
        data: What is drawn, as a table for whoever wants to draw it otherwise.
        measure: What is drawn, where one function draws several measures.
    """
    if not alt or not alt.strip():
        raise ValueError("A figure needs a sentence that says what it shows.")
    fig.alt = " ".join(alt.split())
    fig.measure = measure
    if data is not None:
        fig.data = data.reset_index(drop=True)
    return fig


def method_of_figure(room: str, name: str, measure: str = "") -> str:
    """Return the sentence that says what a figure shows, and how it is counted.

    Args:
        room: The module that draws it.
        name: The function.
        measure: What it draws, where it draws several measures.

    >>> method_of_figure("articles", "lengths")
    'A mark is an article at its number of words, without captions, credits and promotion.'
    """
    method = methods().get(room, {}).get(name, "")
    if isinstance(method, dict):
        method = method.get(measure, "")
    return str(method)


@cache
def methods() -> dict[str, dict[str, Any]]:
    """Return the sentence of each figure, by module and function."""
    path = Path(__file__).with_name("methods.toml")
    return tomllib.loads(path.read_text("utf-8"))


def list_methods() -> list[tuple[str, str]]:
    """Return the name of each figure with its sentence, in the order of the pages."""
    listed = []
    for figures in methods().values():
        for name, method in figures.items():
            measures = method if isinstance(method, dict) else {name: method}
            listed += list(measures.items())
    return listed


def empty(message: str) -> Figure:
    """Say in words, in the place of a figure, that there is nothing to draw.

    >>> empty("No dates were found.").alt
    'No dates were found.'
    """
    fig, ax = figure(height=1.2)
    ax.set_axis_off()
    ax.text(
        0.5,
        0.5,
        label_text(message),
        wrap=True,
        fontsize=11,
        ha="center",
        va="center",
        color=MUTED,
    )
    fig.is_empty = True  # so that the front page does not lead with it
    return finish(fig, message)
