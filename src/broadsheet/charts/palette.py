"""One colour, hatch and marker for every outlet, the same in every figure."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from broadsheet.palette import PALETTE

COLORS: tuple[str, ...] = tuple(PALETTE["outlets"])
INK: str = PALETTE["figure"]["ink"]
MUTED: str = PALETTE["figure"]["muted"]
FAINT: str = PALETTE["figure"]["faint"]
LEADER: str = PALETTE["figure"]["leader"]
FADED: str = PALETTE["figure"]["faded"]
PALE: str = PALETTE["figure"]["pale"]
STRAW: str = PALETTE["figure"]["straw"]
SKY: str = PALETTE["figure"]["sky"]
SAND: str = PALETTE["figure"]["sand"]

HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++", "ooo", "---", "|||", "**")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p")

NO_OUTLET = "no outlet given"


class Style(NamedTuple):
    """How one outlet is drawn everywhere."""

    color: str
    hatch: str
    marker: str


def outlet_styles(outlets: Iterable) -> dict[str, Style]:
    """Give each outlet its colour, hatch and marker, the same in every figure of a report.

    Colours repeat after six outlets, with another hatch and marker: sixty outlets can be distinguished.

    Args:
        outlets: The whole column (`articles["outlet"]`), not a filtered list: the order of a categorical
            column's categories decides, otherwise the alphabet.

    Returns:
        A style for each outlet; if the column has gaps, one for `NO_OUTLET` too, the last.

    >>> outlet_styles(["The Watch", "The Straits Times", "The Watch"])["The Watch"]
    Style(color='#9c2010', hatch='', marker='o')
    """
    column = pd.Series(outlets).astype("category")
    styles = {}
    for number, name in enumerate(column.cat.categories):
        rounds, index = divmod(number, len(COLORS))
        form = rounds % len(HATCHES)
        styles[name] = Style(
            color=COLORS[index],
            hatch=HATCHES[form],
            marker=MARKERS[form],
        )
    if column.isna().any():
        styles[NO_OUTLET] = Style(MUTED, "", "o")
    return styles


def outlet_names(frame: pd.DataFrame) -> pd.Series:
    """Return the outlet of each row, or that none is given."""
    return frame["outlet"].astype("str").fillna(NO_OUTLET)
