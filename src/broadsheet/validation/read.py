"""Read what coders entered: an Excel sheet, or the file that the form saves."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from broadsheet.errors import BroadsheetError
from broadsheet.validation.context import Context
from broadsheet.validation.questions import Kind, kinds, unclear
from broadsheet.validation.sample import Design, Item
from broadsheet.validation.sheet import (
    ANSWER,
    CODER_CELL,
    COMMENT,
    DATA,
    FIXED,
    PARAGRAPHS,
    READ_ME,
    ROWS,
)

Answers = dict[int, dict[str, str]]  # by item and question
NO_CONTEXT = Context("", ())


@dataclass(frozen=True)
class Coded:
    """What one coder entered.

    Attributes:
        name: The file's name.
        coder: Who entered it.
        design: How the sample was drawn.
        items: What was judged, by number.
        answers: What was entered; where nothing was, there is no entry.
    """

    name: str
    coder: str
    design: Design
    items: dict[int, Item]
    answers: Answers

    @property
    def kind(self) -> Kind:
        """What was asked."""
        return kinds()[self.design.kind]


def read_sheet(path: Path) -> Coded:
    """Read a coder's sheet.

    Raises:
        BroadsheetError: The file is no sheet, or has an answer that is none of the choices.
    """
    if not path.is_file():
        raise BroadsheetError(
            f"{path} does not exist: name the sheets that were filled in."
        )
    if path.suffix.lower() == ".xlsx":
        coded = _read_workbook(path)
    elif path.suffix.lower() == ".json":
        coded = _read_saved(path)
    else:
        raise BroadsheetError(
            f"{path.name} is not a sheet: give the Excel file, or the file that the form saved."
        )
    if not any(coded.answers.values()):
        raise BroadsheetError(
            f"{path.name} has no answers: fill it in and save it first."
        )
    for number, answers in coded.answers.items():
        for question, answer in answers.items():
            _check(coded, number, question, answer)
    return coded


def _read_workbook(path: Path) -> Coded:
    try:
        book = load_workbook(path)
    except Exception as error:  # whatever a damaged workbook raises
        raise BroadsheetError(
            f"{path.name} cannot be opened: save it as .xlsx again."
        ) from error
    if DATA not in book.sheetnames or ROWS not in book.sheetnames:
        raise BroadsheetError(f"{path.name} was not made by `broadsheet sample`.")
    rows = book[DATA].iter_rows(values_only=True)
    lines = [str(row[0]) for row in rows if row[0]]
    design, items = _read_data(path.name, lines)
    answers = _read_grid(path.name, book[ROWS], items)
    if PARAGRAPHS in book.sheetnames:
        answers |= _read_grid(path.name, book[PARAGRAPHS], items)
    if READ_ME in book.sheetnames:
        coder = str(book[READ_ME][CODER_CELL].value or "")
    else:
        coder = ""
    return Coded(path.name, coder.strip() or path.stem, design, items, answers)


def _read_saved(path: Path) -> Coded:
    try:
        saved = json.loads(path.read_text("utf-8"))
        lines = saved["broadsheet"]
        entered = saved["answers"]
        coder = str(saved["coder"])
    except (ValueError, KeyError, TypeError) as error:
        raise BroadsheetError(
            f"{path.name} was not saved by the form of `broadsheet sample`."
        ) from error
    design, items = _read_data(path.name, lines)
    answers = {}
    for number, given in entered.items():
        answers[int(number)] = {
            name: text(value) for name, value in given.items() if text(value)
        }
    return Coded(path.name, coder.strip() or path.stem, design, items, answers)


def _read_data(name: str, lines: Iterable[str]) -> tuple[Design, dict[int, Item]]:
    """Read design and items, and refuse them where they are not as they were written."""
    try:
        first, *rest = [json.loads(line) for line in lines]
        known = {field.name for field in fields(Design)}
        settings = {key: value for key, value in first.items() if key in known}
        design = Design(**settings)
        items = {}
        for number, task, article, start, end, stratum in rest:
            items[number] = Item(number, task, article, start, end, stratum, NO_CONTEXT)
    except (ValueError, TypeError, AttributeError) as error:
        raise BroadsheetError(
            f"{name}: the hidden sheet was changed; draw the sample again."
        ) from error
    if design.id != first.get("id") or design.kind not in kinds():
        raise BroadsheetError(
            f"{name}: the hidden sheet was changed; draw the sample again."
        )
    return design, items


def _read_grid(name: str, sheet: Any, items: dict[int, Item]) -> Answers:
    rows = sheet.iter_rows(values_only=True)
    headings = [text(value) for value in next(rows, ())]
    if "number" not in headings:
        raise BroadsheetError(
            f"{name}: the column `number` is missing from {sheet.title}."
        )
    answers: Answers = {}
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(headings, row, strict=False))
        given = {
            heading: text(value)
            for heading, value in cells.items()
            if heading not in (*FIXED, COMMENT, "") and text(value)
        }
        number = text(cells.get("number"))
        if not given:
            continue
        if not number.isdecimal() or int(number) not in items:
            raise BroadsheetError(
                f"{name}, {sheet.title}, row {line}: there is no item {number or 'without a number'}."
            )
        if int(number) in answers:
            raise BroadsheetError(
                f"{name}, {sheet.title}: item {number} stands there twice."
            )
        answers[int(number)] = given
    return answers


def text(value: Any) -> str:
    """Return a cell as it was typed, where a spreadsheet has made a number or a day of it.

    >>> text(2021.0), text(datetime.datetime(2021, 10, 8)), text(" yes "), text(None)
    ('2021', '2021-10-08', 'yes', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _check(coded: Coded, number: int, question: str, answer: str) -> None:
    """Raise where an answer is none of the choices."""
    questions = coded.kind.questions
    where = f"{coded.name}, item {number}"
    if number not in coded.items:
        raise BroadsheetError(f"{coded.name}: there is no item {number}.")
    if question == ANSWER:
        return
    if question not in questions:
        raise BroadsheetError(f"{where}: there is no question {question!r}.")
    codes = questions[question].codes
    choices = {code.casefold() for code in (*codes, unclear())}
    if codes and answer.casefold() not in choices:
        options = ", ".join([*codes, unclear()])
        raise BroadsheetError(f"{where}, {question}: {answer!r} is none of {options}.")
