"""One colour, hatch and marker for every outlet, the same in every figure; and the colours of the pages."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

PALETTE = tomllib.loads(Path(__file__).with_name("palette.toml").read_text("utf-8"))

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
        form = number // len(COLORS) % len(HATCHES)
        styles[name] = Style(COLORS[number % len(COLORS)], HATCHES[form], MARKERS[form])
    if column.isna().any():
        styles[NO_OUTLET] = Style(MUTED, "", "o")
    return styles


def outlet_names(frame: pd.DataFrame) -> pd.Series:
    """Return the outlet of each row, or that none is given."""
    return frame["outlet"].astype("str").fillna(NO_OUTLET)


def css_variables(section: str) -> str:
    """Return the colours of a section of the palette as variables of a style sheet, for light and for dark.

    The dark ones hold where the reader's system is dark, in JupyterLab where its theme is.

    >>> css_variables("page")[:26]
    ':root{--bs-paper:#fcfbf7;-'
    """
    light, dark = (_declared(PALETTE[section][theme]) for theme in ("light", "dark"))
    return (
        f":root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not(:has([data-jp-theme-light])){{{dark}}}}}"
        f'[data-jp-theme-light="false"]{{{dark}}}\n'
    )


def _declared(colors: dict[str, str]) -> str:
    return "".join(f"--bs-{name}:{color};" for name, color in colors.items())
