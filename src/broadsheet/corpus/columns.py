"""The columns of a user's data frame under our names, as those of a file are read."""

from collections.abc import Mapping

import pandas as pd

from broadsheet.articles.columns import choose_columns
from broadsheet.articles.headings import fold_heading
from broadsheet.errors import BroadsheetError
from broadsheet.frames import FRAMES, check_articles_frame

ID = "article"
SAMPLE = 200  # rows that are looked at to tell which column is which


def with_our_columns(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Rename the columns that the study names, and those whose names are well known.

    A column that has one of our names stays what it is. What was renamed stands in `attrs["notes"]`.

    Args:
        frame: One row an article.
        columns: The setting of the study: for our names, those of the frame.

    Raises:
        BroadsheetError: The study names a column that is not there, or one of ours that there is not.

    >>> with_our_columns(pd.DataFrame({"Body": ["The mill was sold."]}), {}).columns.tolist()
    ['text']
    """
    names = _named(frame, columns)
    if not _is_other_frame(frame):
        names |= _well_known(frame, set(names.values()))
    if not names:
        return frame
    replaced = set(names.values()) - set(names)
    renamed = frame.drop(columns=list(replaced & set(frame.columns)))
    renamed = renamed.rename(columns=names)
    pairs = [f"{ours} from {theirs}" for theirs, ours in names.items()]
    renamed.attrs = dict(frame.attrs)
    earlier = frame.attrs.get("notes", [])
    renamed.attrs["notes"] = [*earlier, f"the data frame: {', '.join(pairs)}"]
    return renamed


def _named(frame: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, str]:
    """Return our name for each column that the study names."""
    by_heading = {fold_heading(name): name for name in frame.columns}
    names = {}
    for ours, theirs in columns.items():
        if ours != ID and ours not in FRAMES["articles"].columns:
            known = ", ".join(FRAMES["articles"].columns)
            raise BroadsheetError(
                f"columns: there is no column {ours!r} of ours; they are {known}."
            )
        own = by_heading.get(fold_heading(theirs))
        if own is None:
            there = ", ".join(map(str, frame.columns)) or "none"
            raise BroadsheetError(
                f"columns: the data frame has no column {theirs!r} for {ours}; its columns are {there}."
            )
        if own != ours:
            names[own] = ours
    return names


def _is_other_frame(frame: pd.DataFrame) -> bool:
    """Say whether this is a frame of passages or tokens, or one whose names are no texts."""
    is_named = all(isinstance(name, str) for name in frame.columns)
    is_passages = {"start", "end"} <= set(frame.columns)
    return is_passages or not is_named or not frame.columns.is_unique


def _well_known(frame: pd.DataFrame, taken: set[str]) -> dict[str, str]:
    """Return our name for each column that has a well-known one, where nothing has ours yet."""
    header = list(frame.columns)
    sample = frame.head(SAMPLE)
    choice = choose_columns(header, {name: sample[name].tolist() for name in header})
    names = {}
    for ours, candidates in choice.columns.items():
        theirs = candidates[0]
        is_free = ours not in header and ours not in taken
        if is_free and _is_usable(frame, theirs, ours):
            names[theirs] = ours
    return names


def _is_usable(frame: pd.DataFrame, theirs: str, ours: str) -> bool:
    """Say whether a column can be what its name says: an id for each article, days that can be read."""
    values = frame[theirs]
    if ours == ID:
        is_default = isinstance(frame.index, pd.RangeIndex)
        return is_default and values.is_unique and not values.hasnans
    if ours not in FRAMES["articles"].columns:
        return False
    if ours == "text":
        return bool(values.dropna().map(lambda value: isinstance(value, str)).all())
    if ours != "published":
        return values.dtype != "object" or values.dropna().map(type).eq(str).all()
    try:
        check_articles_frame(pd.DataFrame({"text": "", "published": values}))
    except BroadsheetError:
        return False
    return True
