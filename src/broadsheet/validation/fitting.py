"""How a text fits into the rows of a sheet, which a spreadsheet does not make as high as their text."""

import re
from collections.abc import Iterator, Sequence
from math import ceil

from broadsheet.validation.context import Piece

# A row can be 409 points high; a line of the usual type is 15 points high.
LINE_POINTS = 15
MOST_LINES = 26
# Bold letters that fit on a line for each unit of a column's width; others are narrower.
LETTERS_A_UNIT = 1.05
PARAGRAPH = re.compile(r".*?\n+|.+\Z", re.DOTALL)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of some width.

    >>> lines_of("one\\n\\nthree", 20), lines_of("x" * 43, 20)
    (3, 3)
    """
    letters = width * LETTERS_A_UNIT
    count = 0
    for line in text.split("\n"):
        lines = ceil(len(line) / letters)
        count += max(lines, 1)
    return count


def height_of(lines: int) -> int:
    """Return the height in points of a row with so many lines."""
    lines = max(lines, 1)
    lines = min(lines, MOST_LINES + 1)
    return LINE_POINTS * lines


def fill_rows(pieces: Sequence[Piece], width: float) -> list[list[Piece]]:
    """Part a long text over several rows, none higher than a row can be.

    >>> pieces = [Piece("before\\n\\n"), Piece("a\\n" * 30, marked=True)]
    >>> [len(row) for row in fill_rows(pieces, 50)]
    [2, 1]
    """
    row: list[Piece] = []
    rows = [row]
    room = MOST_LINES
    for part in _parts(pieces, width):
        need = lines_of(part.text, width)
        if part.text.endswith("\n"):
            need -= 1
        if need > room and row:
            row = []
            rows.append(row)
            room = MOST_LINES
        room -= need
        _add(row, part)
    return rows


def _parts(pieces: Sequence[Piece], width: float) -> Iterator[Piece]:
    """Give the paragraphs of each piece, and of a paragraph that no row can hold its parts."""
    letters = int(width * LETTERS_A_UNIT)
    longest = letters * (MOST_LINES - 2)
    for piece in pieces:
        for paragraph in PARAGRAPH.findall(piece.text):
            while len(paragraph) > longest:
                space = paragraph.rfind(" ", 0, longest)
                cut = space + 1 or longest
                yield Piece(paragraph[:cut], piece.marked)
                paragraph = paragraph[cut:]
            yield Piece(paragraph, piece.marked)


def _add(row: list[Piece], part: Piece) -> None:
    """Put a part at the end of a row, with what stands before it if both are marked or neither is."""
    if row and row[-1].marked == part.marked:
        before = row.pop()
        part = Piece(before.text + part.text, part.marked)
    row.append(part)
