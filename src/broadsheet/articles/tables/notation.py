"""Rows in other notations than the usual one, brought to it before they are read."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

SAMPLE = 100_000  # characters from which a notation is recognised
ENCLOSED = 0.5  # of the cells: where so many keep marks at both ends, these are quotation marks
# Below the headings of a table in Markdown: |---|:---:|
RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?:-{2,}:?)?[ \t]*")


@dataclass(frozen=True)
class Notation:
    """With which marks, and after which spaces, cells are quoted."""

    note: str
    opening: str
    closing: str
    spaced: bool = False

    def rows(self, text: str, delimiter: str) -> list[list[str]]:
        """All rows of a text; blank ones have no cells."""
        if self.opening != self.closing:
            text = self._with_straight_marks(text, delimiter)
        reader = csv.reader(
            io.StringIO(text),
            delimiter=delimiter,
            quotechar="'" if self.opening == "'" else '"',
            skipinitialspace=self.spaced,
        )
        return list(reader)

    def marks_in(self, text: str, delimiter: str) -> int:
        """How often a cell begins as this notation has it."""
        before = f"{re.escape(delimiter)}{' +' if self.spaced else ''}"
        return len(re.findall(f"{before}{self.opening}", text))

    def _with_straight_marks(self, text: str, delimiter: str) -> str:
        edge = re.escape(delimiter)
        doubled = text.replace('"', '""')
        opened = re.sub(rf"(^|{edge}){self.opening}", r'\1"', doubled, flags=re.M)
        return re.sub(rf"{self.closing}({edge}|$)", r'"\1', opened, flags=re.M)


USUAL = Notation("", '"', '"')
OTHERS = [
    Notation("spaces before quotation marks are left out", '"', '"', spaced=True),
    Notation("single quotation marks enclose its cells", "'", "'"),
    Notation("single quotation marks enclose its cells", "'", "'", spaced=True),
    Notation("typographic quotation marks enclose its cells", "“", "”"),
]


def usual_notation(text: str, delimiter: str) -> tuple[str, str]:
    """A table as it is usually written, and a note where it was not.

    Another notation is tried only where the usual one gives rows of different lengths, or cells that keep
    their marks; it must give rows of one length.

    >>> usual_notation("paper,text\\n'Echo','Rain, and wind'\\n'Mail','It''s shut'\\n", ",")[0]
    'paper,text\\nEcho,"Rain, and wind"\\nMail,It\\'s shut\\n'
    """
    sample = _whole_lines(text)
    if _is_regular(_rows(USUAL, sample, delimiter)):
        return text, ""
    for notation in OTHERS:
        rows = _rows(notation, sample, delimiter)
        is_used = notation.marks_in(sample, delimiter) >= len(rows) - 1
        if is_used and _is_regular(rows):
            return _rewritten(notation, text, delimiter), notation.note
    return text, ""


def _whole_lines(text: str) -> str:
    """The beginning of a text, without a line that is cut."""
    if len(text) <= SAMPLE:
        return text
    return text[:SAMPLE].rpartition("\n")[0]


def _rows(notation: Notation, text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = notation.rows(text, delimiter)
    except csv.Error:
        return []
    return [row for row in rows if row]


def _is_regular(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are of one length, and their cells without marks around them."""
    widths = {len(row) for row in rows}
    if len(rows) < 2:
        return False
    if len(widths) != 1:
        return False
    if widths == {1}:
        return False
    cells = [cell.strip() for row in rows[1:] for cell in row if cell.strip()]
    enclosed = sum(cell[0] in "'\"“" and cell[-1] in "'\"”" for cell in cells)
    return enclosed <= ENCLOSED * len(cells)


def _rewritten(notation: Notation, text: str, delimiter: str) -> str:
    content = io.StringIO()
    writer = csv.writer(content, delimiter=delimiter, lineterminator="\n")
    writer.writerows(notation.rows(text, delimiter))
    return content.getvalue()


def without_rule(text: str) -> str:
    """A table in Markdown without the rule below its headings and the bars around its rows.

    >>> without_rule("| paper | text |\\n| --- | --- |\\n| Echo | It rained. |")
    'paper|text\\nEcho|It rained.'
    """
    heading, _, below = text.lstrip("\ufeff\n").partition("\n")
    rule, _, rows = below.partition("\n")
    if "|" not in heading:
        return text
    if not RULE.fullmatch(rule):
        return text
    return "\n".join(_without_bars(line) for line in [heading, *rows.split("\n")])


def _without_bars(line: str) -> str:
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "|".join(cell.strip() for cell in cells)
