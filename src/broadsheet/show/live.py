"""What the script of a page needs: rows as data in the page, which nothing runs, and the script itself."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from broadsheet.show.citation import Citation
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
ESCAPE_TABLE = str.maketrans(ESCAPES)


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
    cells = [[_cell(cell, links, cited) for cell in column.cells] for column in columns]
    return data_block(
        {
            "columns": [
                {"name": column.name, "heading": column.heading, "css": column.css}
                for column in columns
            ],
            "orders": [column.ranks for column in columns],
            "rows": list(zip(*cells, strict=True)),
            "links": links.anchors,
            "cited": cited.abouts,
        }
    )


def _cell(parts: list[Part], links: Links, cited: Articles) -> Any:
    if len(parts) == 1 and parts[0].anchor is None and not parts[0].look:
        return _text(parts[0])
    return [_piece(part, links, cited) for part in parts]


def _piece(part: Part, links: Links, cited: Articles) -> list[Any]:
    if isinstance(part.text, Citation):
        passage = str(without_controls(part.text.middle))
        return [[cited.number(part.text), passage], None, part.look]
    piece: list[Any] = [_text(part)]
    if part.anchor is not None:
        piece.append(links.number(part.anchor))
    if part.look:
        piece += [None] * (2 - len(piece))
        piece.append(part.look)
    return piece


def _text(part: Part) -> str:
    return str(without_controls(str(part.text)))


def data_block(value: Any) -> Markup:
    """Return JSON in an element that no browser runs, whatever its texts are.

    >>> print(data_block({"text": "</script><b>"}))
    <script type="application/json" class="bs-data">{"text":"\\u003c/script\\u003e\\u003cb\\u003e"}</script>
    """
    return render("data", json=to_json(value))


def to_json(value: Any) -> Markup:
    """Return JSON in which nothing could be taken for a tag."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(ESCAPE_TABLE))


@cache
def script() -> str:
    """Return the script of every page."""
    return Path(__file__).with_name("page.js").read_text("utf-8")


def live_script() -> Markup:
    """Return the script for an output within a notebook; the report brings it once instead."""
    return render("script", script=Markup(script()))
