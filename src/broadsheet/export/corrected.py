"""Corrections read from an exported workbook: a changed cell is a correction of its row."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from broadsheet.corrections import Correction, check_correction
from broadsheet.corrections.file import (
    BadRow,
    CorrectionsFile,
    plain_cell,
    read_corrections,
)
from broadsheet.errors import BroadsheetError
from broadsheet.export.editable import AS_EXPORTED, EDITABLE, NO, NOTE, WORDS, Editable
from broadsheet.export.tables import TABLES

UNNAMED = (
    "somebody unnamed may be another in each article: "
    "correct the speaker in the sheet quotes"
)
# The column of each sheet that has the passage's own words.
WORDS_OF = {"quotes": WORDS, "dates": "text", "events": "what"}
# What kept in `subject` tells the reader of the file what the analysis had said.
WAS = {"quotes": "speaker" + AS_EXPORTED}


def read_workbook(path: Path, by: str = "", today: str = "") -> CorrectionsFile:
    """Read the cells that somebody changed in a workbook that `export_excel` wrote.

    Rows may have been sorted, filtered or deleted meanwhile.

    Args:
        path: The workbook.
        by: Who corrected it.
        today: The day to note, as 2021-10-08.

    Raises:
        BroadsheetError: where it cannot be read, or is no such workbook.
    """
    try:
        book = load_workbook(path, data_only=True)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise BroadsheetError(f"{path.name} cannot be read: {error}.") from error
    except Exception as error:  # a damaged zip file raises almost anything
        raise BroadsheetError(
            f"{path.name} is not an Excel workbook ({error})."
        ) from error
    sheets = [table.name for table in TABLES if table.name in EDITABLE]
    if not any(name in book.sheetnames for name in sheets):
        raise BroadsheetError(
            f"{path.name} has none of the sheets {', '.join(sheets)}: "
            "give a workbook that `broadsheet export --excel` wrote."
        )
    file = CorrectionsFile(path.name)
    for name in sheets:
        if name in book.sheetnames:
            for correction in _read_sheet(book[name], name, file):
                signed = Correction(**{**vars(correction), "by": by, "made": today})
                file.corrections[len(file.corrections) + 1] = signed
    return file


def read_corrected(path: Path, by: str = "") -> list[Correction]:
    """Read the corrections of a workbook that was exported, or of another person's file.

    Args:
        path: The workbook (.xlsx), or a file `corrections.csv`.
        by: Who corrected the workbook.

    Raises:
        BroadsheetError: where it is not there, or a row cannot be understood, with file and row.
    """
    if not path.is_file():
        raise BroadsheetError(f"{path} does not exist.")
    today = datetime.date.today().isoformat()
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        file = read_workbook(path, by, today)
    else:
        file = read_corrections(path)
    file.refuse_bad_rows()
    return list(file.corrections.values())


def _read_sheet(sheet: Any, name: str, file: CorrectionsFile) -> Iterator[Correction]:
    rows = sheet.iter_rows(values_only=True)
    headings = [str(cell or "") for cell in next(rows, [])]
    _check_headings(headings, name, file.name)
    for number, cells in enumerate(rows, start=2):
        row = dict(zip(headings, map(_text, cells), strict=True))
        if not any(row.values()):
            continue
        for column in EDITABLE[name]:
            try:
                correction = _correction(name, column, row)
                if correction is not None:
                    yield check_correction(correction)
            except BroadsheetError as problem:
                reason = f"sheet {name}, column {column.column}: {problem}"
                file.bad_rows.append(BadRow(number, reason.rstrip(".")))


def _check_headings(headings: list[str], name: str, file: str) -> None:
    wanted = [column.column + AS_EXPORTED for column in EDITABLE[name]]
    missing = [heading for heading in wanted if heading not in headings]
    if missing:
        raise BroadsheetError(
            f"{file}, sheet {name}, row 1: the hidden column {missing[0]!r} is gone, "
            "so the changes cannot be found; start from a new export."
        )


def _text(cell: Any) -> str:
    """Return a cell as text, whatever a program made of it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat().removesuffix("T00:00:00")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return plain_cell(str(cell)).strip()


def _correction(name: str, column: Editable, row: dict[str, str]) -> Correction | None:
    """Return what a cell says if it was changed."""
    value, before = row[column.column], row[column.column + AS_EXPORTED]
    if value == before:
        return None
    note = row.get(NOTE, "")
    if not value:
        raise BroadsheetError(
            "the cell is empty; write a dash (-) for nobody or nothing"
        )
    if name == "copies":
        kind = "not copies" if value.casefold() == NO else "copies"
        return Correction(kind, row["article_a"], subject=row["article_b"], note=note)
    if name == "people":
        return _of_speaker(column, row, value, note)
    if column.added and value.casefold() != NO:
        raise BroadsheetError(f"the cell must be yes or no, not {value!r}")
    subject = row[WAS[name]] if name in WAS else ""
    if name == "events":
        subject = row["earliest"][:10]
    start, end = int(row["start"]), int(row["end"])
    words = row[WORDS_OF[name]]
    value = "" if column.added else value
    place = (row["article"], start, end, words)
    return Correction(column.kind, *place, subject, value, note=note)


def _of_speaker(
    column: Editable, row: dict[str, str], value: str, note: str
) -> Correction:
    """Return a correction of a speaker, by the name that the row had."""
    name = row["speaker" + AS_EXPORTED]
    is_unnamed = row["speaker_kind" + AS_EXPORTED] == "unnamed"
    if column.kind == "same speaker" and is_unnamed:
        raise BroadsheetError(UNNAMED)
    return Correction(column.kind, subject=name, value=value, note=note)
