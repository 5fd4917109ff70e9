"""What the script of a page needs: rows as data in the page, which nothing runs, and the script itself."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from broadsheet.show.citation import WORDS, Citation
from broadsheet.show.columns import Column, Part
from broadsheet.show.templating import render, without_controls

# In a script element these would end it or begin something else; as escapes JSON reads them the same.
ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\N{LINE SEPARATOR}": "\\u2028",
    "\N{PARAGRAPH SEPARATOR}": "\\u2029",
}

# White space for Python or for JavaScript, but not for both.
ODD_SPACE = re.compile(r"[\x1c-\x1f\x85\ufeff]")


class Articles:
    """What citations say of articles, each once, named by its number."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def number(self, citation: Citation) -> int:
        """Return the number of what a citation says of its article."""
        about = (citation.head, citation.place)
        return self.numbers.setdefault(about, len(self.numbers))

    @property
    def abouts(self) -> list[list[str]]:
        """What stands before and after the passage, in the order of their numbers."""
        abouts = []
        for about in self.numbers:
            texts = [str(without_controls(text)) for text in about]
            abouts.append(texts)
        return abouts


class Links:
    """Addresses, each once, named by its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, anchor: str) -> int:
        """Return the number of an address."""
        return self.numbers.setdefault(anchor, len(self.numbers))

    @property
    def anchors(self) -> list[str]:
        """The addresses in the order of their numbers."""
        return list(self.numbers)


def rows_as_data(columns: list[Column]) -> Markup:
    """Return columns as JSON: a cell is a text, or pieces, each a text and the number of its link."""
    links = Links()
    cited = Articles()
    quoted = _columns_of_words(columns)
    rows = []
    for parts in zip(*(column.cells for column in columns), strict=True):
        cells = [_cell(cell, links) for cell in parts]
        for number, cell in enumerate(parts):
            if cell and isinstance(cell[0].text, Citation):
                words = {place: parts[place] for place in quoted}
                cells[number] = [_citation(cell[0], words, cited)]
        rows.append(cells)
    return data_block(
        {
            "columns": [
                {"name": column.name, "heading": column.heading, "css": column.css}
                for column in columns
            ],
            "orders": [column.ranks for column in columns],
            "rows": rows,
            "links": links.anchors,
            "cited": cited.abouts,
        }
    )


def _columns_of_words(columns: list[Column]) -> list[int]:
    """Return the numbers of the columns that may have the words of a passage."""
    return [number for number, column in enumerate(columns) if column.name in WORDS]


def _cell(parts: list[Part], links: Links) -> Any:
    if len(parts) == 1 and parts[0].anchor is None and not parts[0].look:
        return _text(parts[0])
    return [_piece(part, links) for part in parts]


def _piece(part: Part, links: Links) -> list[Any]:
    piece: list[Any] = [_text(part)]
    if part.anchor is not None:
        piece.append(links.number(part.anchor))
    if part.look:
        piece += [None] * (2 - len(piece))
        piece.append(part.look)
    return piece


def _citation(part: Part, words: dict[int, list[Part]], cited: Articles) -> list[Any]:
    """Return a citation as the number of its article and what is said of the passage.

    That is the paragraph and the number of the cell that has the words, from which the page's script writes
    it, so that a table does not hold the words twice; where no cell has them as they are cited, it is text.

    Args:
        part: The citation.
        words: The cells of its row that may have its words, by their numbers.
        cited: The articles.
    """
    citation = part.text
    assert isinstance(citation, Citation)
    about: list[Any] = [cited.number(citation)]
    place = _cell_with(citation.words, words)
    if place is None:
        about.append(str(without_controls(citation.middle)))
    else:
        about += [citation.paragraph, place]
    return [about, None, part.look]


def _cell_with(words: str, cells: dict[int, list[Part]]) -> int | None:
    """Return the number of the cell that has these words and nothing else, None where there is none."""
    if not words or ODD_SPACE.search(words):
        return None
    wanted = words.split()
    for number, parts in cells.items():
        if len(parts) == 1 and parts[0].text.split() == wanted:
            return number
    return None


def _text(part: Part) -> str:
    text = str(part.text)
    return text if text.isprintable() else str(without_controls(text))


def data_block(value: Any) -> Markup:
    """Return JSON in an element that no browser runs, whatever its texts are.

    >>> print(data_block({"text": "</script><b>"}))
    <script type="application/json" class="bs-data">{"text":"\\u003c/script\\u003e\\u003cb\\u003e"}</script>
    """
    return render("data", json=to_json(value))


def to_json(value: Any) -> Markup:
    """Return JSON in which nothing could be taken for a tag."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # One after the other: a table takes twenty times as long.
    for letter, escape in ESCAPES.items():
        text = text.replace(letter, escape)
    return Markup(text)


@cache
def script() -> str:
    """Return the script of every page."""
    return Path(__file__).with_name("page.js").read_text("utf-8")


def live_script() -> Markup:
    """Return the script for an output within a notebook; the report brings it once instead."""
    return render("script", script=Markup(script()))
