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
FONT, POINTS = "Calibri", 11
HEADER = PatternFill("solid", fgColor="E7E3DA")
TO_FILL = PatternFill("solid", fgColor="FFF8DC")
WIDE = {"number": 8, "article": 26, "passage": 100}
WIDE_ANSWER = 26
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
        _write_paragraphs(book.create_sheet(PARAGRAPHS, 2), sample)
    data = book.create_sheet(DATA)
    for line in data_lines(sample):
        data.append([line])
    lists.sheet_state = data.sheet_state = "hidden"
    book.active = 0
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
    meanings = {
        name for question in kind.questions.values() for name in question.meanings
    }
    for number, (name, text) in enumerate(lines, start=1):
        _write_instruction(sheet, number, name, text, name in meanings)
    sheet[CODER_CELL].fill = TO_FILL
    for letter, width in zip("AB", INSTRUCTIONS_WIDE, strict=True):
        sheet.column_dimensions[letter].width = width
    _fit_on_paper(sheet)


def _write_instruction(
    sheet: Worksheet, line: int, name: str, text: str, is_answer: bool
) -> None:
    """Write what a question or, set in, an answer means."""
    first, second = _put(sheet, line, 1, name), _put(sheet, line, 2, text)
    first.font = Font(FONT, POINTS, bold=not is_answer)
    indent = 2 if is_answer else 0
    first.alignment = Alignment("left", "top", wrap_text=True, indent=indent)
    second.alignment = Alignment(wrap_text=True, vertical="top")
    lines = lines_of(text, INSTRUCTIONS_WIDE[1])
    sheet.row_dimensions[line].height = height_of(lines)


def _asked(question: Question) -> str:
    """Return a question with what can be answered."""
    answers = " / ".join(question.codes) or question.format
    asked = f"{question.ask} {answers} / {unclear()}."
    if question.unless:
        asked += f" Leave it empty where {question.unless_sentence()}."
    return asked


def _write_rows(sheet: Worksheet, lists: Worksheet, sample: Sample) -> None:
    questions = list(sample.kind.questions.values())
    _write_header(sheet, [*FIXED, *(question.name for question in questions), COMMENT])
    items = sample.of("row")
    lines = _write_items(sheet, items)
    for column, question in enumerate(questions, start=len(FIXED) + 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDE_ANSWER
        for line in lines:
            _prepare(sheet.cell(line, column))
        if question.codes:
            options = _write_list(lists, [*question.codes, unclear()])
            cells = [f"{letter}{line}" for line in lines]
            _offer(sheet, options, cells, question, True)
        elif question.others:
            for line, item in zip(lines, items, strict=True):
                choices = [*item.context.choices, *question.others, unclear()]
                options = _write_list(lists, choices)
                _offer(sheet, options, [f"{letter}{line}"], question, False)


def _write_paragraphs(sheet: Worksheet, sample: Sample) -> None:
    _write_header(sheet, [*FIXED, ANSWER, COMMENT])
    for line in _write_items(sheet, sample.of("paragraph")):
        _prepare(sheet.cell(line, len(FIXED) + 1))
    sheet.column_dimensions[get_column_letter(len(FIXED) + 1)].width = 60


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
    heading = "\n".join(part for part in (context.heading, context.note) if part)
    _put(sheet, line, 1, item.number)
    _put(sheet, line, 2, heading)
    rows = fill_rows(context.pieces, WIDE["passage"])
    for row, pieces in enumerate(rows, start=line):
        sheet.cell(row, 3).value = CellRichText(*map(_rich, pieces))
        text = "".join(piece.text for piece in pieces)
        high = [lines_of(text.rstrip("\n"), WIDE["passage"])]
        if row == line:
            high.append(lines_of(heading, WIDE["article"]))
        sheet.row_dimensions[row].height = height_of(max(high))
        for column in (1, 2, 3):
            top = Alignment(wrap_text=True, vertical="top")
            sheet.cell(row, column).alignment = top
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
