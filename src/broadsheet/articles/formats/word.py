"""Word files: an export of many articles, or what somebody wrote or pasted; with all of their text."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from broadsheet.articles.formats import nexis
from broadsheet.articles.formats.exports import export_in
from broadsheet.articles.formats.lines import parse_xml
from broadsheet.articles.formats.prose import Paragraph, read_document
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

Record = dict[str, Any]

NAME = "Word"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same elements as documents name them that keep strictly to ISO 29500.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Text that is not there any more.
GONE = frozenset([f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText"])
# What stands beside the text in files of its own, and what it is called.
BESIDE = {
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "remarks",
    "header": "headers of pages",
    "footer": "footers of pages",
}
PART = re.compile(r"word/([a-z]+)\d*\.xml")
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|berschrift)\s*(\d)", re.I
)
TITLE_STYLES = frozenset(["title", "titel", "titre principal", "titolo"])


def read(source: Source, log: Log) -> Iterator[Record]:
    """The articles of a Word file.

    Raises:
        Unreadable: It is damaged, or a list of documents only.
    """
    archive = source.unzipped()
    try:
        document = archive.read("word/document.xml")
        document = document.replace(STRICT, W[1:-1].encode())
        if "word/styles.xml" in source.members:
            styles = archive.read("word/styles.xml")
        else:
            styles = b""
        paragraphs = list(_paragraphs(parse_xml(document), _levels(styles)))
    except Exception as error:  # a damaged archive makes zipfile raise almost anything
        raise Unreadable(
            "is a damaged Word file", "open it and save it again"
        ) from error
    lines = [paragraph.text for paragraph in paragraphs]
    if nexis.is_list_of_documents(lines):
        raise Unreadable("is a list of documents, not an article", "leave it out")
    _tell_what_is_left_out(source, log)
    articles = export_in("\n\n".join(lines))
    yield from read_document(paragraphs) if articles is None else articles


def _levels(styles: bytes) -> dict[str, int]:
    """The level of heading of each style, 0 for the title of the document."""
    levels: dict[str, int] = {}
    if not styles:
        return levels
    for style in parse_xml(styles).iter(f"{W}style"):
        name = style.find(f"{W}name")
        called = ""
        if name is not None:
            called = name.get(f"{W}val", "")
        heading = HEADING.match(called)
        if heading:
            levels[style.get(f"{W}styleId", "")] = int(heading[1])
        elif called.casefold() in TITLE_STYLES:
            levels[style.get(f"{W}styleId", "")] = 1
    return levels


def _paragraphs(
    document: etree._Element, levels: dict[str, int]
) -> Iterator[Paragraph]:
    """Every paragraph in the order of the text: also in tables, controls, text boxes and insertions."""
    for paragraph in document.iter(f"{W}p"):
        if any(map(_is_gone, paragraph.iterancestors())):
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = 0
        if style is not None:
            level = levels.get(style.get(f"{W}val", ""), 0)
        for line in "".join(_pieces(paragraph)).split("\n\n"):
            text = line.strip()
            if text:
                yield Paragraph(text, level)


def _pieces(element: etree._Element) -> Iterator[str]:
    """The characters of a paragraph; a paragraph within it, in a text box, is read by itself."""
    for child in element:
        if _is_gone(child):
            continue
        if child.tag == f"{W}p":
            continue
        if child.tag in (f"{W}t", MATH_TEXT):
            yield child.text or ""
        elif child.tag in CHARACTERS:
            yield CHARACTERS[child.tag]
        else:
            yield from _pieces(child)


def _is_gone(element: etree._Element) -> bool:
    """Whether what an element holds is no text any more, or is said a second time for older programs."""
    if element.tag == f"{COMPATIBILITY}Fallback":
        choice = element.getparent().find(f"{COMPATIBILITY}Choice")
        return choice is not None
    return element.tag in GONE


def _tell_what_is_left_out(source: Source, log: Log) -> None:
    """Say what stands beside the text and is not read: notes, remarks, headers, other documents within."""
    archive = source.unzipped()
    for name in source.members:
        part = PART.fullmatch(name)
        about = BESIDE.get(part[1]) if part else None
        if about and _has_text(archive.read(name)):
            log.note(f"{source.name}: its {about} are not part of the text")
    if b"altChunk" in archive.read("word/document.xml"):
        log.note(
            f"{source.name}: a document that is put into it as a whole is not read"
        )


def _has_text(content: bytes) -> bool:
    usual = W[1:-1].encode()
    root = parse_xml(content.replace(STRICT, usual))
    return any((text.text or "").strip() for text in root.iter(f"{W}t"))
