"""One look for every figure, one colour for every outlet, and a sentence for those who cannot see it.

Figures are made without pyplot, so that drawing keeps no state and leaks no windows.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from matplotlib import style as mpl_style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

SHEET = str(Path(__file__).with_name("broadsheet.mplstyle"))
WIDTHS = {"column": 6.8, "wide": 10.0}

INK, MUTED, FAINT = "#222222", "#595959", "#d9d9d9"

# Each has at least 4.5:1 against white, so that a label may wear its outlet's colour, and the six stay
# apart for red-, green- and blue-blind readers (hue, then lightness, then hatch and marker).
COLORS = ("#2a76c4", "#9c2010", "#27243a", "#827400", "#b84a86", "#0a5547")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++", "ooo")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")


class Style(NamedTuple):
    """How one outlet is drawn everywhere."""

    color: str
    hatch: str
    marker: str


def styled(function):
    """Decorate a chart function: whatever it draws, it draws in the style sheet.

    >>> @styled
    ... def chart(frame):
    ...     fig, ax = figure()
    ...     return finish(fig, "Nothing is drawn.")
    >>> chart(None).alt
    'Nothing is drawn.'
    """
    return mpl_style.context(SHEET)(function)


def figure(height: float = 3.2, width: str = "column", **subplots) -> tuple[Figure, Axes]:
    """Make an empty figure in the style sheet, as wide as a page's column or wider ("wide").

    `height` is in inches, a hundred pixels each on the page; further arguments go to `Figure.subplots`.

    >>> fig, ax = figure(height=2)
    >>> float(fig.get_figwidth()), float(fig.get_figheight())
    (6.8, 2.0)
    """
    with mpl_style.context(SHEET):
        fig = Figure(figsize=(WIDTHS[width], height))
        return fig, fig.subplots(**subplots)


def outlet_styles(outlets: Iterable) -> dict[str, Style]:
    """Give each outlet its colour, hatch and marker, the same in every figure of a report.

    The order of a categorical column's categories decides, otherwise the alphabet: so pass the whole
    column (`articles["outlet"]`), not a filtered list. Colours repeat after six outlets, with another
    hatch and marker.

    >>> outlet_styles(["The Watch", "The Straits Times", "The Watch"])["The Watch"]
    Style(color='#9c2010', hatch='', marker='o')
    """
    column = pd.Series(outlets)
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = list(column.cat.categories)
    else:
        names = sorted(column.dropna().astype(str).unique())
    rounds = [divmod(i, len(COLORS)) for i in range(len(names))]
    return {
        name: Style(COLORS[color], HATCHES[again % len(HATCHES)], MARKERS[again % len(MARKERS)])
        for name, (again, color) in zip(names, rounds, strict=True)
    }


def plain(text) -> str:
    r"""Keep matplotlib from setting what stands between two dollars as mathematics.

    >>> plain("$5 million to $7 million")
    '\\$5 million to \\$7 million'
    """
    return str(text).replace("$", r"\$")


def finish(fig: Figure, alt: str) -> Figure:
    """Attach the sentence that says what the figure shows, for whoever cannot see it."""
    if not alt or not alt.strip():
        raise ValueError("A figure needs a sentence that says what it shows.")
    fig.alt = " ".join(alt.split())
    return fig


def empty(message: str) -> Figure:
    """Say in words, in the place of a figure, that there is nothing to draw.

    >>> empty("No dates were found.").alt
    'No dates were found.'
    """
    fig, ax = figure(height=1.2)
    ax.set_axis_off()
    ax.text(0.5, 0.5, plain(message), ha="center", va="center", color=MUTED, wrap=True, fontsize=11)
    return finish(fig, message)
