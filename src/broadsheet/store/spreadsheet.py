"""Frames as files for a spreadsheet, in which nothing that came from an article is a formula."""

import json
import os
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import pandas as pd

CSV = "text/csv"

# The variable that names a folder, where notebooks are run for a report: their tables are written there.
TABLES = "BROADSHEET_TABLES"

# By which spreadsheets know that a file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"

# How a table is written, beside what stands in it.
WRITTEN = {"index": False, "date_format": "%Y-%m-%dT%H:%M:%S", "lineterminator": "\n"}

# A spreadsheet runs a cell that begins so as a formula; the apostrophe makes it text (OWASP, CSV injection).
# The full-width forms are turned into the plain ones by some of them.
FORMULA = tuple("=+-@|%\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}") + tuple(
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
# What may stand before it without a reader seeing it.
UNSEEN = (
    "".join(map(chr, range(33)))
    + "\x7f\x85\xa0\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\u3000"
)


def safe_csv(frame: pd.DataFrame) -> str:
    """Write a whole frame as CSV in which neither a cell nor a heading is a formula.

    >>> print(safe_csv(pd.DataFrame({"word": ["=1+1", "border"], "count": [-1, 2]})))
    word,count
    '=1+1,-1
    border,2
    """
    return str(harmless(frame).to_csv(**WRITTEN))


def shown_csv(frame: pd.DataFrame, name: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Return a whole frame as CSV as Jupyter takes what is shown: the data, and what is said of them.

    For a report it is written to a file at once, and the data are the file's name: a message would hold a
    long table several times, in the process that sends it and in the one that takes it.

    Args:
        frame: Any frame.
        name: What its file is called beside the page.
    """
    about: dict[str, Any] = {"name": name, "rows": len(frame)}
    folder = os.environ.get(TABLES)
    if not folder:
        return {CSV: safe_csv(frame)}, {CSV: about}
    number, path = mkstemp(suffix=".csv", dir=folder)
    # The mark at the start is written here: the codec that writes it takes five times as long.
    with open(number, "w", encoding="utf-8", errors="replace", newline="") as rows:
        rows.write(BYTE_ORDER_MARK)
        harmless(frame).to_csv(rows, **WRITTEN)
    file = Path(path).name
    return {CSV: file}, {CSV: about | {"file": file}}


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its index as columns, and an apostrophe before whatever a spreadsheet would run.

    >>> list(harmless(pd.DataFrame(columns=["=HYPERLINK(1)", "word"])))
    ["'=HYPERLINK(1)", 'word']
    """
    frame = with_index(frame)
    safe = {}
    for position, name in enumerate(frame.columns):
        column = frame.iloc[:, position]
        if not pd.api.types.is_numeric_dtype(
            column
        ) and not pd.api.types.is_datetime64_dtype(column):
            column = _quiet_column(column)
        safe[position] = column.rename(name)
    harmless = pd.DataFrame(safe, index=frame.index)
    harmless.columns = [quiet(str(name)) for name in frame.columns]
    return harmless


def _quiet_column(column: pd.Series) -> pd.Series:
    """Return a column in which no text is run, what is missing as it is."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.map(flat).map(quiet, na_action="ignore")
    cells = [quiet(flat(value)) for value in column.tolist()]
    return pd.Series(cells, column.index, dtype="object")


def flat(value: object) -> object:
    """Return a list as JSON, anything else as it is: a cell holds one value."""
    if isinstance(value, (list, tuple, dict, set)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def quiet(value: object) -> object:
    """Return a text that begins as a formula with an apostrophe before it, its lines ended alike.

    >>> quiet("\\n=1+1"), quiet("＝1+1"), quiet("border")
    ("'\\n=1+1", "'＝1+1", 'border')
    """
    if not isinstance(value, str):
        return value
    if value[:1].isalnum() and "\r" not in value:
        return value
    text = f"'{value}" if is_formula(value) else value
    # A lone carriage return ends a row for some programs but is not put into quotation marks.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet might run a text; a tab or a line's end at its start is doubtful enough."""
    return text.startswith(("\t", "\r", "\n")) or text.lstrip(UNSEEN).startswith(
        FORMULA
    )


def with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with a named index as its first columns."""
    if all(name is None for name in frame.index.names):
        return frame
    taken = [name for name in frame.index.names if name in frame.columns]
    return frame.drop(columns=taken).reset_index()
