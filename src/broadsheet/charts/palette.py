"""One colour, hatch and marker for every outlet, the same in every figure."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

INK, MUTED, FAINT = "#222222", "#595959", "#d9d9d9"
NO_OUTLET = "no outlet given"

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
    hatch and marker. If the column has gaps, `NO_OUTLET` has a style too, the last.

    >>> outlet_styles(["The Watch", "The Straits Times", "The Watch"])["The Watch"]
    Style(color='#9c2010', hatch='', marker='o')
    """
    column = pd.Series(outlets).astype("category")
    names, forms = column.cat.categories, list(zip(HATCHES, MARKERS, strict=True))
    styles = {
        name: Style(COLORS[number % len(COLORS)], *forms[number // len(COLORS) % len(forms)])
        for number, name in enumerate(names)
    }
    return styles | ({NO_OUTLET: Style(MUTED, "", "o")} if column.isna().any() else {})


def outlet_names(frame: pd.DataFrame) -> pd.Series:
    """The outlet of each row, or that none is given."""
    return frame["outlet"].astype("str").fillna(NO_OUTLET)
