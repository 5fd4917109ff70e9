"""What the command line says on the way: what was skipped, and how far it is."""

import sys

import pandas as pd

from broadsheet.errors import one_line


def report_skipped(frame: pd.DataFrame) -> pd.DataFrame:
    """Name what was skipped when the articles of a frame were read; return it."""
    skipped: pd.DataFrame = frame.attrs.get("skipped", pd.DataFrame())
    name_skipped(skipped)
    return skipped


def name_skipped(skipped: pd.DataFrame) -> None:
    """Name what was skipped on standard error, one line each."""
    for row in skipped.itertuples():
        line = f"Skipped {row.file} {row.position}: {row.reason}; {row.remedy}."
        print(one_line(line), file=sys.stderr)


def tell(line: str) -> None:
    """Print progress for whoever is watching, so not into a log or a pipe."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr)
