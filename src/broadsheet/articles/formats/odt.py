"""OpenDocument texts, as LibreOffice and OpenOffice write them."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from broadsheet.articles.formats.exports import export_in
from broadsheet.articles.formats.lines import local, parse_xml
from broadsheet.articles.formats.prose import Paragraph, read_document
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

Record = dict[str, Any]

NAME = "OpenDocument"
OTHERS = ("presentation", "graphics")
# What is no part of the text: deleted words, notes, remarks.
GONE = frozenset(["tracked-changes", "note", "annotation"])
# Of these it is said that they were there.
BESIDE = {"note": "footnotes and endnotes", "annotation": "remarks"}


def read(source: Source, log: Log) -> Iterator[Record]:
    """The articles of an OpenDocument text.

    Raises:
        Unreadable: It is damaged, or a drawing.
    """
    archive = source.unzipped()
    if "mimetype" in source.members:
        kind = archive.read("mimetype").decode("ascii", "replace")
    else:
        kind = ""
    if any(other in kind for other in OTHERS):
        raise Unreadable(
            "is an OpenDocument presentation or drawing",
            "save its text as .odt or .txt",
        )
    try:
        content = archive.read("content.xml")
    except Exception as error:
        raise Unreadable(
            "is a damaged OpenDocument file", "open it and save it again"
        ) from error
    root = parse_xml(content)
    for kind, about in BESIDE.items():
        if any(local(element) == kind for element in root.iter()):
            log.note(f"{source.name}: its {about} are not part of the text")
    paragraphs = list(_paragraphs(root))
    articles = export_in("\n\n".join(paragraph.text for paragraph in paragraphs))
    yield from read_document(paragraphs) if articles is None else articles


def _paragraphs(root: etree._Element) -> Iterator[Paragraph]:
    for element in root.iter():
        if local(element) not in ("p", "h"):
            continue
        parents = {local(parent) for parent in element.iterancestors()}
        text = "".join(_pieces(element)).strip()
        if text and not parents & (GONE | {"p", "h"}):
            yield Paragraph(text, _level(element))


def _level(element: etree._Element) -> int:
    if local(element) != "h":
        return 0
    levels = []
    for name, value in element.attrib.items():
        if name.endswith("outline-level"):
            levels.append(value)
    if levels and levels[0].isdigit():
        return int(levels[0])
    return 1


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in ("s", "tab", "line-break"):
            yield "\n" if name == "line-break" else " "
        elif name not in GONE:
            yield from _pieces(child)
        yield child.tail or ""
