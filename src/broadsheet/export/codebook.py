"""The codebook: what each column of each table means, from the definitions of the frames."""

from collections.abc import Iterable

import pandas as pd

from broadsheet.export.editable import AS_EXPORTED, EDITABLE, NOTE, WORDS
from broadsheet.frames import FRAMES

COLUMNS = ["table", "row", "column", "type", "values", "meaning"]
# Columns that an export adds.
ADDED = {
    "outlet": "who published the article",
    "published": "the day on which it was published",
    "title": "its headline",
    "days": "the days it means, in words",
    "when": "its days in words",
    "citation": "the passage as it can be cited",
    WORDS: "the passage's own words, by which a correction finds it again",
    NOTE: "why something is corrected, in your own words",
}


def codebook(tables: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Return one row for each column of each table, with its type, its values and its meaning.

    Args:
        tables: The name of a public frame, and the table as it is exported.

    >>> codebook([("dates", pd.DataFrame(columns=["value", "text"]))])["meaning"].tolist()
    ['its TIMEX3 value', 'the expression']
    """
    rows = []
    for name, table in tables:
        frame = FRAMES[name]
        for label in map(str, table.columns):
            column = frame.columns.get(label)
            if column is None:
                meaning = _meaning_of_added(name, label)
                rows.append(
                    (name, frame.row, label, str(table[label].dtype), "", meaning)
                )
                continue
            values = ", ".join(value or "(empty)" for value in column.categories)
            rows.append((name, frame.row, label, column.type, values, column.meaning))
    return pd.DataFrame(rows, columns=COLUMNS)


def _meaning_of_added(table: str, label: str) -> str:
    if label.endswith(AS_EXPORTED):
        return "the column of this name before it is corrected: leave it as it is"
    base = label.removesuffix("_a").removesuffix("_b")
    if base in ADDED:
        return ADDED[base]
    for column in EDITABLE.get(table, ()):
        if column.column == label:
            return f"to be corrected: {column.help}"
    return "a column of your own table"
