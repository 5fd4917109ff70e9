"""Corrections of dates, applied to the dates frame."""

from typing import Any

import pandas as pd

from broadsheet.corrections.apply_quotes import CORRECTED, replace_cells
from broadsheet.corrections.correction import NOBODY, Correction, corrections_of
from broadsheet.corrections.days import read_written_days
from broadsheet.corrections.outcome import NOT_NEEDED, Outcome, applied, unfit
from broadsheet.corrections.places import NoPlace, Texts, find_place
from broadsheet.corrections.rows import Rows

NOTHING_THERE = "no date is found there now"


def correct_dates(
    dates: pd.DataFrame, corrections: dict[int, Correction], texts: Texts
) -> tuple[pd.DataFrame, dict[int, Outcome]]:
    """Apply the corrections of dates.

    Args:
        dates: What `find_dates` returns.
        corrections: Corrections by their row in the file, others among them.
        texts: The texts of the articles.

    Returns:
        The dates with a column `corrected`, and what became of each correction.
    """
    of_dates = corrections_of("dates", corrections)
    texts.prepare([correction.article for correction in of_dates.values()])
    rows = Rows.of(dates)
    outcomes: dict[int, Outcome] = {}
    changes: dict[int, dict[str, Any] | None] = {}
    for number, correction in of_dates.items():
        try:
            place = find_place(correction, texts)
        except NoPlace as problem:
            outcomes[number] = unfit(str(problem))
            continue
        numbers = rows.at(place)
        if len(numbers):
            changes[int(numbers[0])] = _changes(correction)
            outcomes[number] = applied(place.moved)
        else:
            outcomes[number] = _nothing_there(correction)
    return _with_changes(dates, changes), outcomes


def _nothing_there(correction: Correction) -> Outcome:
    if correction.about.removes:
        return Outcome(NOT_NEEDED, NOTHING_THERE)
    return unfit(NOTHING_THERE)


def _changes(correction: Correction) -> dict[str, Any] | None:
    """Return the new cells of a date; None where it is none."""
    if correction.about.removes:
        return None
    cells: dict[str, Any] = {"mod": None, "rule": CORRECTED, "corrected": True}
    if correction.value == NOBODY:
        return cells | {"earliest": pd.NaT, "latest": pd.NaT}
    days = read_written_days(correction.value)
    kind = "TIME" if "T" in days.value else "DATE"
    return cells | {
        "type": kind,
        "value": days.value,
        "earliest": pd.Timestamp(days.earliest),
        "latest": pd.Timestamp(days.latest),
    }


def _with_changes(
    dates: pd.DataFrame, changes: dict[int, dict[str, Any] | None]
) -> pd.DataFrame:
    corrected = dates.assign(corrected=False)
    columns: dict[str, dict[int, Any]] = {}
    for row, cells in changes.items():
        for name, value in (cells or {}).items():
            columns.setdefault(name, {})[row] = value
    for name, cells_of_column in columns.items():
        corrected[name] = replace_cells(corrected[name], cells_of_column)
    removed = [row for row, cells in changes.items() if cells is None]
    if removed:
        corrected = corrected.drop(index=corrected.index[removed])
        corrected = corrected.reset_index(drop=True)
    return corrected
