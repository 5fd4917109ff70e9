"""A sample as an Excel workbook that a coder fills in, with lists to choose from."""

import json
import re
from dataclasses import asdict, dataclass
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
from broadsheet.validation.fitting import fill_rows, height_of, lines_of
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
FONT = "Calibri"
POINTS = 11
HEADER = PatternFill("solid", fgColor="E7E3DA")
TO_FILL = PatternFill("solid", fgColor="FFF8DC")
WIDE = {"number": 8, "article": 26, "passage": 100}
WIDE_ANSWER = 26
WIDE_PARAGRAPH = 60
INSTRUCTIONS_WIDE = (24, 100)


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
        paragraphs = book.create_sheet(PARAGRAPHS, 2)
        _write_paragraphs(paragraphs, sample)
    data = book.create_sheet(DATA)
    for line in data_lines(sample):
        data.append([line])
    for sheet in (lists, data):
        sheet.sheet_state = "hidden"
    book.active = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def data_lines(sample: Sample) -> list[str]:
    """Return what a program reads from the sheet: the design, then a line for each item."""
    design = {**asdict(sample.design), "id": sample.design.id}
    lines = [json.dumps(design, ensure_ascii=True)]
    for item in sample.items:
        values = [
            item.number,
            item.task,
            item.article,
            item.start,
            item.end,
            item.stratum,
        ]
        line = json.dumps(values, ensure_ascii=True)
        lines.append(line)
    return lines


def _write_instructions(sheet: Worksheet, sample: Sample) -> None:
    """Write what is asked and what each answer means."""
    lines = _instructions(sample)
    for number, line in enumerate(lines, start=1):
        _write_instruction(sheet, number, line)
    sheet[CODER_CELL].fill = TO_FILL
    for letter, width in zip("AB", INSTRUCTIONS_WIDE, strict=True):
        sheet.column_dimensions[letter].width = width
    _fit_on_paper(sheet)


@dataclass(frozen=True)
class _Instruction:
    """A line of the instructions; that of an answer is set in."""

    name: str
    text: str
    is_answer: bool = False


def _instructions(sample: Sample) -> list[_Instruction]:
    kind = sample.kind
    drawn = f"{kind.name}, drawn by broadsheet {sample.design.version}"
    lines = [
        _Instruction("A sample of", drawn),
        _Instruction("Your name", ""),
        _Instruction("What to do", kind.about),
    ]
    for question in kind.questions.values():
        asked = _Instruction(question.name, _asked(question))
        lines.append(asked)
        for answer, meaning in question.meanings.items():
            line = _Instruction(answer, meaning, is_answer=True)
            lines.append(line)
    if sample.of("paragraph"):
        line = _Instruction(PARAGRAPHS, kind.paragraphs)
        lines.append(line)
    saved = "Save this file under another name, with your name in it."
    lines.append(_Instruction("Save", saved))
    return lines


def _write_instruction(sheet: Worksheet, number: int, line: _Instruction) -> None:
    """Write what a question or, set in, an answer means."""
    first = _put(sheet, number, 1, line.name)
    second = _put(sheet, number, 2, line.text)
    first.font = Font(FONT, POINTS, bold=not line.is_answer)
    indent = 2 if line.is_answer else 0
    first.alignment = Alignment("left", "top", wrap_text=True, indent=indent)
    second.alignment = Alignment(wrap_text=True, vertical="top")
    lines = lines_of(line.text, INSTRUCTIONS_WIDE[1])
    sheet.row_dimensions[number].height = height_of(lines)


def _asked(question: Question) -> str:
    """Return a question with what can be answered."""
    answers = " / ".join(question.codes) or question.format
    asked = f"{question.ask} {answers} / {unclear()}."
    if question.unless:
        asked += f" Leave it empty where {question.unless_sentence()}."
    return asked


def _write_rows(sheet: Worksheet, lists: Worksheet, sample: Sample) -> None:
    """Write the rows to be judged, with lists of answers to choose from."""
    questions = list(sample.kind.questions.values())
    names = [question.name for question in questions]
    _write_header(sheet, [*FIXED, *names, COMMENT])
    items = sample.of("row")
    lines = _write_items(sheet, items)
    first_column = len(FIXED) + 1
    for column, question in enumerate(questions, start=first_column):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDE_ANSWER
        for line in lines:
            _prepare(sheet.cell(line, column))
        cells = [f"{letter}{line}" for line in lines]
        if question.codes:
            options = _write_list(lists, [*question.codes, unclear()])
            _offer(sheet, options, cells, question, True)
        elif question.others:
            for cell, item in zip(cells, items, strict=True):
                choices = [*item.context.choices, *question.others, unclear()]
                options = _write_list(lists, choices)
                _offer(sheet, options, [cell], question, False)


def _write_paragraphs(sheet: Worksheet, sample: Sample) -> None:
    """Write the whole paragraphs in which coders look for what was missed."""
    _write_header(sheet, [*FIXED, ANSWER, COMMENT])
    column = len(FIXED) + 1
    for line in _write_items(sheet, sample.of("paragraph")):
        _prepare(sheet.cell(line, column))
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = WIDE_PARAGRAPH


def _write_items(sheet: Worksheet, items: list[Item]) -> list[int]:
    """Write each item, over several rows where its text is long, and return its first row."""
    lines = []
    line = 2
    for item in items:
        lines.append(line)
        line += _write_item(sheet, line, item)
    return lines


def _write_header(sheet: Worksheet, names: list[str]) -> None:
    for column, name in enumerate(names, start=1):
        cell = _put(sheet, 1, column, name)
        cell.font = Font(FONT, POINTS, bold=True)
        cell.fill = HEADER
        width = WIDE.get(name, WIDE_ANSWER)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    _fit_on_paper(sheet)


def _fit_on_paper(sheet: Worksheet) -> None:
    """Let all columns print side by side, under their headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write_item(sheet: Worksheet, line: int, item: Item) -> int:
    """Write an item from a row on, and return how many rows it takes."""
    context = item.context
    parts = [part for part in (context.heading, context.note) if part]
    heading = "\n".join(parts)
    _put(sheet, line, 1, item.number)
    _put(sheet, line, 2, heading)
    lines_of_heading = lines_of(heading, WIDE["article"])
    rows = fill_rows(context.pieces, WIDE["passage"])
    for row, pieces in enumerate(rows, start=line):
        rich = [_rich(piece) for piece in pieces]
        sheet.cell(row, 3).value = CellRichText(*rich)
        text = "".join(piece.text for piece in pieces)
        lines = lines_of(text.rstrip("\n"), WIDE["passage"])
        if row == line:
            lines = max(lines, lines_of_heading)
        sheet.row_dimensions[row].height = height_of(lines)
        for column in (1, 2, 3):
            cell = sheet.cell(row, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return len(rows)


def _rich(piece: Piece) -> str | TextBlock:
    """Return a piece of text as it stands in a cell: between marks, bold and red, if it is to be judged."""
    text = ILLEGAL.sub("", piece.text)
    if not piece.marked:
        return text
    opens, closes = MARKS
    return TextBlock(
        InlineFont(rFont=FONT, sz=POINTS, b=True, color="9C2010"),
        f"{opens}{text}{closes}",
    )


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
    sheet: Worksheet, options: str, cells: list[str], question: Question, strict: bool
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
    for cell in cells:
        rule.add(cell)
