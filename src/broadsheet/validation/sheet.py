"""A sample as an Excel workbook that a coder fills in, with lists to choose from."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from broadsheet.validation.context import Piece
from broadsheet.validation.questions import Question, unclear
from broadsheet.validation.sample import Item, Sample

READ_ME = "read me"
ROWS = "rows"
PARAGRAPHS = "paragraphs"
LISTS = "lists"
DATA = "broadsheet"
CODER_CELL = "B2"
ANSWER = "answer"
COMMENT = "comment"
FIXED = ("number", "article", "passage")

# Characters that a workbook may not hold.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MARKS = ("⟦", "⟧")
HEADER = PatternFill("solid", fgColor="E7E3DA")
TO_FILL = PatternFill("solid", fgColor="FFF8DC")
WIDE = {"number": 8, "article": 26, "passage": 90}


def write_workbook(sample: Sample, path: Path) -> None:
    """Write the sheet of a sample.

    Args:
        sample: What `draw_sample` returns.
        path: A name that ends with .xlsx.
    """
    book = Workbook()
    read_me = book.active
    assert read_me is not None
    read_me.title = READ_ME
    _write_instructions(read_me, sample)
    lists = book.create_sheet(LISTS)
    rows = book.create_sheet(ROWS, 1)
    _write_rows(rows, lists, sample)
    if sample.of("paragraph"):
        _write_paragraphs(book.create_sheet(PARAGRAPHS, 2), sample)
    data = book.create_sheet(DATA)
    for line in data_lines(sample):
        data.append([line])
    lists.sheet_state = data.sheet_state = "hidden"
    book.active = 1
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def data_lines(sample: Sample) -> list[str]:
    """Return what a program reads from the sheet: the design, then a line for each item."""
    design = {**asdict(sample.design), "id": sample.design.id}
    lines = [json.dumps(design, ensure_ascii=True)]
    for item in sample.items:
        place = [item.number, item.task, item.article, item.start, item.end]
        lines.append(json.dumps([*place, item.stratum], ensure_ascii=True))
    return lines


def _write_instructions(sheet: Worksheet, sample: Sample) -> None:
    kind = sample.kind
    lines: list[tuple[str, str]] = [
        ("A sample of", f"{kind.name}, drawn by broadsheet {sample.design.version}"),
        ("Your name", ""),
        ("What to do", kind.about),
    ]
    for question in kind.questions.values():
        lines.append((question.name, _asked(question)))
        lines += question.meanings.items()
    if sample.of("paragraph"):
        lines.append((PARAGRAPHS, kind.paragraphs))
    lines.append(("Save", "Save this file under another name, with your name in it."))
    for number, (name, text) in enumerate(lines, start=1):
        _put(sheet, number, 1, name).font = Font(bold=True)
        _put(sheet, number, 2, text).alignment = Alignment(wrap_text=True)
    sheet[CODER_CELL].fill = TO_FILL
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 100


def _asked(question: Question) -> str:
    """Return a question with what can be answered."""
    answers = ", ".join(question.codes) or question.format
    asked = f"{question.ask} {answers}; {unclear()}."
    if question.unless:
        asked += f" Leave it empty where {question.unless_sentence()}."
    return asked


def _write_rows(sheet: Worksheet, lists: Worksheet, sample: Sample) -> None:
    questions = list(sample.kind.questions.values())
    _write_header(sheet, [*FIXED, *(question.name for question in questions), COMMENT])
    items = sample.of("row")
    for line, item in enumerate(items, start=2):
        _write_item(sheet, line, item)
    for column, question in enumerate(questions, start=len(FIXED) + 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 26
        for line in range(2, len(items) + 2):
            _prepare(sheet.cell(line, column))
        if question.codes:
            options = _write_list(lists, [*question.codes, unclear()])
            _offer(
                sheet, options, f"{letter}2:{letter}{len(items) + 1}", question, True
            )
        elif question.others:
            for line, item in enumerate(items, start=2):
                choices = [*item.context.choices, *question.others, unclear()]
                options = _write_list(lists, choices)
                _offer(sheet, options, f"{letter}{line}", question, False)


def _write_paragraphs(sheet: Worksheet, sample: Sample) -> None:
    _write_header(sheet, [*FIXED, ANSWER, COMMENT])
    for line, item in enumerate(sample.of("paragraph"), start=2):
        _write_item(sheet, line, item)
        _prepare(sheet.cell(line, len(FIXED) + 1))
    sheet.column_dimensions[get_column_letter(len(FIXED) + 1)].width = 60


def _write_header(sheet: Worksheet, names: list[str]) -> None:
    for column, name in enumerate(names, start=1):
        cell = _put(sheet, 1, column, name)
        cell.font = Font(bold=True)
        cell.fill = HEADER
        width = WIDE.get(name, 26)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"


def _write_item(sheet: Worksheet, line: int, item: Item) -> None:
    context = item.context
    heading = "\n".join(part for part in (context.heading, context.note) if part)
    _put(sheet, line, 1, item.number)
    _put(sheet, line, 2, heading)
    pieces = [_rich(piece) for piece in context.pieces]
    sheet.cell(line, 3).value = CellRichText(*pieces)
    for column in (1, 2, 3):
        top = Alignment(wrap_text=True, vertical="top")
        sheet.cell(line, column).alignment = top


def _rich(piece: Piece) -> str | TextBlock:
    """Return a piece of text as it stands in a cell: between marks, bold and red, if it is to be judged."""
    text = ILLEGAL.sub("", piece.text)
    if not piece.marked:
        return text
    opens, closes = MARKS
    return TextBlock(InlineFont(b=True, color="9C2010"), f"{opens}{text}{closes}")


def _put(sheet: Worksheet, line: int, column: int, value: Any) -> Any:
    """Write a value; a text stays a text, whatever it begins with."""
    cell = sheet.cell(line, column)
    if isinstance(value, str):
        cell.value = ILLEGAL.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _prepare(cell: Any) -> None:
    """Make a cell one to write in: a day that is typed stays as it is typed."""
    cell.number_format = "@"
    cell.fill = TO_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_list(lists: Worksheet, options: list[str]) -> str:
    """Write a list into a column of the hidden sheet and return where it stands."""
    is_first = lists.max_column == 1 and lists["A1"].value is None
    column = 1 if is_first else lists.max_column + 1
    for line, option in enumerate(options, start=1):
        _put(lists, line, column, option)
    letter = get_column_letter(column)
    return f"{LISTS}!${letter}$1:${letter}${len(options)}"


def _offer(
    sheet: Worksheet, options: str, cells: str, question: Question, strict: bool
) -> None:
    """Let cells be chosen from a list; where it is not strict, other words may be typed."""
    rule = DataValidation(type="list", formula1=options, allow_blank=True)
    rule.showErrorMessage = strict
    rule.errorTitle = question.name
    rule.error = "Choose one of the list."
    rule.promptTitle = question.name
    rule.prompt = question.ask
    rule.showInputMessage = True
    sheet.add_data_validation(rule)
    rule.add(cells)
