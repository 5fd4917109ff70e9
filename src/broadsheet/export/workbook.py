"""All tables of a study as one Excel workbook, whose coloured cells can be corrected."""

from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from broadsheet.corpus import Corpus
from broadsheet.errors import BroadsheetError
from broadsheet.export.atap import atap_quotes
from broadsheet.export.codebook import codebook
from broadsheet.export.editable import (
    AS_EXPORTED,
    EDITABLE,
    NO,
    NOTE,
    WORDS,
    YES,
    Editable,
)
from broadsheet.export.tables import study_tables
from broadsheet.show.citation import add_citations
from broadsheet.store.spreadsheet import harmless

# What Excel can hold.
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767

TEXT = "@"  # the format of a cell that stays as it is typed
HEADING = PatternFill("solid", fgColor="DDE3E8")
OPEN = PatternFill("solid", fgColor="FFF6D6")
WIDTHS = {
    "content": 60,
    "what": 60,
    "text": 30,
    "title": 40,
    "citation": 50,
    "meaning": 70,
}
USUAL_WIDTH = 16
# What only a program reads; unhide a column to see it.
FOR_PROGRAMS = {
    *("start", "end", "pieces", "speech", "rule", WORDS),
    *("cue_start", "cue_end", "source_start", "source_end"),
}
# What stands side by side where it is to be corrected, before the other columns.
FIRST = {
    "quotes": ["quotation", "outlet", "published", "title", "content", "speaker"],
    "people": ["speaker", "speaker_kind", "role", "gender"],
}


def export_excel(corpus: Corpus, path: Path, atap: bool = False) -> list[str]:
    """Write all tables of a study as one workbook, with a codebook as its last sheet.

    Cells on a coloured ground can be corrected, from a list where there is one; `read_workbook` reads what
    was changed. No cell is a formula.

    Args:
        corpus: What `open_corpus` returns.
        path: The workbook.
        atap: Add a sheet with the quotations in the columns of ATAP's quotation tool.

    Returns:
        What could not be written whole, a sentence each.

    Raises:
        BroadsheetError: where it cannot be written.
    """
    book = Workbook(write_only=False)
    book.remove(book.active)
    notes: list[str] = []
    described = []
    speakers = len(corpus.people) + 1
    for table, found in study_tables(corpus):
        rows = add_citations(found, corpus.citations)
        prepared = prepare_sheet(table.name, rows, corpus)
        described.append((table.frame, prepared))
        sheet = add_sheet(book, table.name, prepared, notes)
        for column in EDITABLE.get(table.name, ()):
            open_column(sheet, prepared, column, speakers)
    if atap:
        add_sheet(
            book, "atap_quotes", atap_quotes(corpus.quotes, corpus.catalogue), notes
        )
    add_sheet(book, "codebook", codebook(described), notes)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
    except OSError as error:
        raise BroadsheetError(f"{path} cannot be written: {error.strerror}.") from error
    return notes


def prepare_sheet(name: str, rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return a table with what its corrections need: own words, open columns, and their copies."""
    columns = EDITABLE.get(name)
    if columns is None:
        return rows
    rows = rows.copy(deep=False)
    if name == "people" and "gender" not in rows:
        rows["gender"] = rows["speaker"].map(corpus.corrected_genders)
    if name == "quotes":
        rows[WORDS] = passages_of(rows, corpus)
    for column in columns:
        if column.added:
            rows.insert(0, column.column, YES)
        elif column.choices and rows[column.column].dtype == "bool":
            rows[column.column] = rows[column.column].map({True: YES, False: NO})
    rows[NOTE] = ""
    for column in columns:
        rows[column.column + AS_EXPORTED] = rows[column.column]
    first = [*FIRST[name], NOTE] if name in FIRST else []
    return rows[[*first, *(heading for heading in rows if heading not in first)]]


def passages_of(rows: pd.DataFrame, corpus: Corpus) -> list[str]:
    """Return the words of each row's passage."""
    texts = corpus.articles["text"]
    places = zip(
        rows["article"].astype(object), rows["start"], rows["end"], strict=True
    )
    return [texts[article][start:end] for article, start, end in places]


def add_sheet(book: Any, name: str, rows: pd.DataFrame, notes: list[str]) -> Any:
    """Write a table as a sheet whose headings stay in sight and filter."""
    plain = harmless(rows.reset_index(drop=True))
    if len(plain) > MOST_ROWS:
        notes.append(
            f"{name}: Excel holds the first {MOST_ROWS:,} of {len(plain):,} rows; --csv writes all"
        )
        plain = plain.head(MOST_ROWS)
    sheet = book.create_sheet(name)
    sheet.append(list(plain.columns))
    for row in plain.astype(object).itertuples(index=False, name=None):
        sheet.append([as_cell(value) for value in row])
    for number, heading in enumerate(plain.columns, start=1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        cell.fill = HEADING
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width = WIDTHS.get(heading, USUAL_WIDTH)
        dimension.hidden = heading in FOR_PROGRAMS or heading.endswith(AS_EXPORTED)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return sheet


def as_cell(value: Any) -> Any:
    """Return a value as a cell can hold it.

    >>> as_cell("a\\x00b"), as_cell(pd.NaT), as_cell(pd.Timestamp("1066-10-14"))
    ('ab', None, '1066-10-14')
    """
    if value is None:
        return None
    if not isinstance(value, str) and pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    return value.item() if hasattr(value, "item") else value


def open_column(
    sheet: Any, rows: pd.DataFrame, column: Editable, speakers: int
) -> None:
    """Colour the cells of a column, keep what is typed as text, and give them their list."""
    number = list(rows).index(column.column) + 1
    letter = get_column_letter(number)
    last = max(len(rows) + 1, 2)
    for (cell,) in sheet[f"{letter}2:{letter}{last}"]:
        cell.fill = OPEN
        cell.number_format = TEXT
        cell.alignment = Alignment(wrap_text=False, vertical="top")
    choices = None
    if column.choices:
        choices = f'"{",".join(column.choices)}"'
    elif column.speakers:
        choices = f"people!$A$2:$A${max(speakers, 2)}"
    if choices is None:
        validation = DataValidation()
    else:
        validation = DataValidation("list", formula1=choices, allow_blank=True)
    validation.showErrorMessage = bool(column.choices)
    validation.error = f"Choose one of {', '.join(column.choices)}."
    validation.prompt = column.help
    validation.showInputMessage = True
    validation.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(validation)
