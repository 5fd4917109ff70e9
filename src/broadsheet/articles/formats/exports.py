"""Exports of many articles, found in the lines of a text whatever file these came from."""

from collections.abc import Callable, Iterator
from typing import Any

from broadsheet.articles.formats import (
    coded,
    europresse,
    factiva,
    nexis,
    proquest,
    tagged,
)
from broadsheet.articles.formats.detect import strongest
from broadsheet.articles.formats.lines import page_lines

Record = dict[str, Any]
Read = Callable[[str], Iterator[Record]]


def _of_lines(read: Read) -> Read:
    """A reader of pages from a reader of texts."""
    return lambda page: read("\n\n".join(page_lines(page)))


def _nexis_page(page: str) -> Iterator[Record]:
    """Nexis in HTML, older or newer."""
    text = "\n\n".join(page_lines(page))
    read = nexis.read_numbered if nexis.START.search(text) else nexis.read_ended
    return read(text)


# By the names in marks.toml: what reads the text, and what reads the page.
TEXTS: dict[str, Read] = {
    "Nexis text": nexis.read_numbered,
    "Nexis": nexis.read_ended,
    "Factiva text": factiva.read_lines,
    "Factiva codes": coded.read_factiva,
    "RIS": coded.read_ris,
    "EndNote": coded.read_endnote,
    "ProQuest": proquest.read,
    "articles between tags": tagged.read,
}
PAGES: dict[str, Read] = {
    "Nexis HTML": _nexis_page,
    "ProQuest HTML": _of_lines(proquest.read),
    factiva.NAME: factiva.read_page,
    "Europresse": europresse.read_page,
}


def export_in(text: str) -> Iterator[Record] | None:
    """The articles of an export that a text is; None where it is none.

    Args:
        text: The text of a document, with a blank line between paragraphs.
    """
    name = strongest(text, "lines")
    if name is None or name not in TEXTS:
        return None
    return TEXTS[name](text)
