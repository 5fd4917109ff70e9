"""Every table of a study as a CSV file, with the codebook beside them."""

import re
from pathlib import Path

import pandas as pd

from broadsheet.corpus import Corpus
from broadsheet.errors import BroadsheetError
from broadsheet.export.atap import atap_quotes
from broadsheet.export.codebook import codebook
from broadsheet.export.figures import figure_data
from broadsheet.export.tables import study_tables
from broadsheet.show.citation import add_citations
from broadsheet.store.spreadsheet import safe_csv


def export_csv(corpus: Corpus, folder: Path, atap: bool = False) -> list[Path]:
    """Write every table as CSV in UTF-8, in which no cell is a formula, and `codebook.csv`.

    What the figures of the report draw is written into a folder `figures` there.

    Args:
        corpus: What `open_corpus` returns.
        folder: Where the files go; it is made where it is not there.
        atap: Write `quotes.csv` in the columns of ATAP's quotation tool.

    Returns:
        The files.

    Raises:
        BroadsheetError: where they cannot be written.
    """
    written = []
    described = []
    for table, found in study_tables(corpus):
        rows = add_citations(found, corpus.citations)
        described.append((table.frame, rows))
        if table.name == "quotes" and atap:
            rows = atap_quotes(corpus.quotes, corpus.catalogue)
        written.append(write_csv(rows, folder / f"{table.name}.csv"))
    for name, data in figure_data(corpus):
        written.append(write_csv(data, folder / "figures" / f"{name}.csv"))
    written.append(write_csv(codebook(described), folder / "codebook.csv"))
    return written


def write_csv(rows: pd.DataFrame, path: Path) -> Path:
    """Write a table as CSV and return where it is.

    Raises:
        BroadsheetError: where it cannot be written.
    """
    plain = rows.reset_index(drop=True)
    plain.attrs = {}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(safe_csv(plain), encoding="utf-8")
    except OSError as error:
        raise BroadsheetError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def check_apart(source: str, target: Path) -> None:
    """Raise where an export would lie among the articles, and be read as such the next time.

    Raises:
        BroadsheetError: where it would.
    """
    folder = Path(source)
    is_address = re.match(r"\w[\w+.-]+://", source)
    if is_address or not folder.is_dir():
        return
    if target.resolve().is_relative_to(folder.resolve()):
        raise BroadsheetError(
            f"{target} lies in the folder of the articles and would be read as one: choose another place."
        )
