"""One colour, hatch and marker for every outlet, the same in every figure."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

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
