"""What the figures of words share: the colours of two sides, and lists of words in sentences."""

from collections.abc import Iterable

import pandas as pd

from broadsheet.charts.palette import COLORS, outlet_styles

NO_SIDES = "There are no two sides to compare."
NO_DIFFERENCE = "There are no words in which two sides differ."


def colors_of_sides(
    target: str, reference: str, outlets: pd.Series | None
) -> tuple[str, str]:
    """Return the colours of two sides: those of the outlets where they are outlets, and never the same.

    Args:
        target: The side of interest.
        reference: The other.
        outlets: The outlets of all articles, which decide the colours.
    """
    styles = {} if outlets is None else outlet_styles(outlets)
    first = COLORS[0]
    if target in styles:
        first = styles[target].color
    wished = list(COLORS[1:])
    if reference in styles:
        wished = [styles[reference].color]
    others = [color for color in (*wished, *COLORS) if color != first]
    return first, others[0]


def list_words(words: Iterable[object], most: int = 8) -> str:
    """Write words as a list that is cut after `most`.

    >>> list_words(["dam", "ferry", "mill"], most=2), list_words([])
    ('dam, ferry and 1 more', 'none')
    """
    names = [str(word) for word in words]
    if not names:
        return "none"
    written = ", ".join(names[:most])
    more = len(names) - most
    if more > 0:
        written += f" and {more} more"
    return written
