"""EPUB: a newspaper or magazine as an e-book, each of its documents an article."""

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from broadsheet.articles.formats.lines import (
    element_lines,
    first_text,
    parse_html,
    parse_xml,
)
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

Record = dict[str, Any]

NAME = "EPUB"
CONTAINER = "META-INF/container.xml"
PACKAGE = "string(//*[local-name()='rootfile']/@full-path)"
# What the package says of the whole book.
_METADATA = "//*[local-name()='metadata']"
ABOUT = {
    "outlet": f"{_METADATA}/*[local-name()='title']",
    "published": f"{_METADATA}/*[local-name()='date']",
    "language": f"{_METADATA}/*[local-name()='language']",
}
WORDS_OF_ARTICLE = 40  # covers, title pages and lists of contents have fewer words, or are lists of links
SHARE_OF_LINKS = 0.5


def read(source: Source, log: Log) -> Iterator[Record]:
    """The documents of an e-book in reading order; covers and lists of contents are left out and said.

    Raises:
        Unreadable: It is damaged.
    """
    archive = source.unzipped()
    try:
        container = parse_xml(archive.read(CONTAINER))
        package_name = container.xpath(PACKAGE)
        package = parse_xml(archive.read(package_name))
    except (KeyError, etree.XPathError) as error:
        raise Unreadable("is a damaged EPUB", "download it again") from error
    about = {column: first_text(package, path) for column, path in ABOUT.items()}
    left_out = 0
    for name in _documents(package, posixpath.dirname(package_name)):
        if name not in source.members:
            reason = "is named by the e-book but not there"
            log.skip(f"{source.name}/{name}", reason, "download it again")
            continue
        record = _record(archive.read(name))
        if record is None:
            left_out += 1
        else:
            yield about | record
    if left_out:
        log.note(
            f"{source.name}: {left_out} covers and lists of contents of the e-book are left out"
        )


def _documents(package: etree._Element, folder: str) -> Iterator[str]:
    items = {}
    for item in package.xpath("//*[local-name()='item']"):
        items[item.get("id")] = item.get("href")
    for reference in package.xpath("//*[local-name()='itemref']"):
        href = items.get(reference.get("idref"))
        if href:
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _record(page: bytes) -> Record | None:
    root = parse_html(page)
    lines = element_lines(root)
    words = sum(len(line.split()) for line in lines)
    texts = [link.text_content() for link in root.xpath("//a")]
    linked = sum(len(text.split()) for text in texts)
    if words < WORDS_OF_ARTICLE:
        return None
    if linked > SHARE_OF_LINKS * words:
        return None
    title = first_text(root, "//h1", "//h2", "//title")
    return {"title": title, "text": "\n\n".join(lines)}
