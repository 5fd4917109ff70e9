"""Corrections of events, and the events that corrected dates changed."""

import pandas as pd

from broadsheet.corrections.correction import Correction, corrections_of
from broadsheet.corrections.outcome import NOT_NEEDED, Outcome, applied, unfit
from broadsheet.corrections.places import NoPlace, Place, Texts, find_place

Passage = tuple[str, int, int]


def _of_events(
    corrections: dict[int, Correction], texts: Texts
) -> dict[int, Correction]:
    """Return the corrections of events, and read the texts that they are about."""
    chosen = corrections_of("events", corrections)
    texts.prepare([correction.article for correction in chosen.values()])
    return chosen


def correct_events(
    events: pd.DataFrame,
    corrections: dict[int, Correction],
    texts: Texts,
    dates: pd.DataFrame | None,
) -> tuple[pd.DataFrame, dict[int, Outcome]]:
    """Take out what is no event, and mark the events whose sentences have a corrected date.

    Args:
        events: What `build_timeline` returns for the corrected dates.
        corrections: Corrections by their row in the file, others among them.
        texts: The texts of the articles.
        dates: The dates with a column `corrected`, where one was corrected.

    Returns:
        The events with a column `corrected`, and what became of each correction.
    """
    outcomes: dict[int, Outcome] = {}
    removed: set[int] = set()
    for number, correction in _of_events(corrections, texts).items():
        try:
            place = find_place(correction, texts)
        except NoPlace as problem:
            outcomes[number] = unfit(str(problem))
            continue
        rows = _events_at(events, place, correction.subject)
        removed.update(rows)
        outcomes[number] = applied(place.moved)
        if not rows:
            outcomes[number] = Outcome(NOT_NEEDED, "there is no event there any more")
    kept = events.drop(index=list(removed))
    kept = kept.assign(corrected=False)
    if dates is not None:
        kept["corrected"] = _have_corrected_date(kept, dates)
    if removed:
        kept = kept.reset_index(drop=True)
        kept["event"] = pd.RangeIndex(len(kept)).astype("int32")
    return kept, outcomes


def _events_at(events: pd.DataFrame, place: Place, day: str) -> list[int]:
    """Return the events that a sentence tells; with a day, only those that begin on it."""
    rows = []
    for row in events.itertuples():
        begins = str(row.earliest)[:10]
        is_day = not day or begins == day
        if is_day and any(_overlaps(passage, place) for passage in row.passages):
            rows.append(row.Index)
    return rows


def _overlaps(passage: Passage, place: Place) -> bool:
    article, start, end = passage
    return article == place.article and start < place.end and end > place.start


def _have_corrected_date(events: pd.DataFrame, dates: pd.DataFrame) -> pd.Series:
    changed = dates[dates["corrected"]]
    places = []
    for row in changed.itertuples():
        places.append(Place(str(row.article), int(row.start), int(row.end)))
    marks = []
    for passages in events["passages"]:
        marks.append(
            any(_overlaps(passage, place) for passage in passages for place in places)
        )
    return pd.Series(marks, events.index, dtype=bool)
