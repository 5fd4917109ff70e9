"""Corrections whose words somebody typed, with the whole passage of the row that they mean."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from broadsheet.corrections.correction import Correction
from broadsheet.corrections.places import NoPlace, Texts, find_place
from broadsheet.corrections.rows import Rows

PINNED = ("quotes", "dates")  # the frames whose rows are found by a few words


def pin_corrections(
    corrections: Iterable[Correction],
    found: Callable[[str], pd.DataFrame],
    texts: Texts,
) -> list[Correction]:
    """Give corrections that have words without offsets the passage of their row.

    So two people's corrections of one passage are known as such, whatever each typed of it. One whose words
    mean no row, or several, stays as it is.

    Args:
        corrections: Corrections of any kind.
        found: Returns a frame by its name, as it was before corrections.
        texts: The texts of the articles.
    """
    rows: dict[str, Rows] = {}
    pinned = []
    for correction in corrections:
        frame = correction.about.frame
        if correction.about.place and correction.start is None and frame in PINNED:
            if frame not in rows:
                rows[frame] = Rows.of(found(frame))
            correction = _pin(correction, rows[frame], texts)
        pinned.append(correction)
    return pinned


def _pin(correction: Correction, rows: Rows, texts: Texts) -> Correction:
    try:
        place = find_place(correction, texts)
    except NoPlace:
        return correction
    meant = rows.at(place)
    if len(meant) != 1:
        return correction
    start = int(rows.start[meant[0]])
    end = int(rows.end[meant[0]])
    words = (texts.get(place.article) or "")[start:end]
    return replace(correction, article=place.article, start=start, end=end, words=words)
