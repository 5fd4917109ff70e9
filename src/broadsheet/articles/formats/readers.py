"""Which function reads which format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from broadsheet.articles.formats import (
    epub,
    exports,
    feed,
    html,
    mail,
    newsxml,
    ninjs,
    odt,
    pdf,
    rtf,
    table,
    text,
    warc,
    word,
)
from broadsheet.articles.formats.detect import ANY_XML, format_of
from broadsheet.articles.sources import Source

Record = dict[str, Any]
Read = Callable[[Source, Any], Iterator[Any]]


@dataclass(frozen=True)
class Format:
    """A format: its name, as the column `format` has it, and what reads it."""

    name: str
    read: Read


def _of_text(read: Callable[[str], Iterator[Record]]) -> Read:
    """A reader of files from a reader of texts."""
    return lambda source, log: read(source.text)


def read_any(source: Source, log: Any) -> Iterator[Any]:
    """The articles of a file of any format."""
    return reader_of(source).read(source, log)


def _read_mail(source: Source, log: Any) -> Iterator[Record]:
    return mail.read(source, log, read_any)


def _read_mbox(source: Source, log: Any) -> Iterator[Record]:
    return mail.read_mbox(source, log, read_any)


READERS: dict[str, Read] = {
    **{name: _of_text(read) for name, read in (exports.TEXTS | exports.PAGES).items()},
    table.NAME: table.read,
    ninjs.NAME: ninjs.read,
    word.NAME: word.read,
    rtf.NAME: rtf.read,
    odt.NAME: odt.read,
    pdf.NAME: pdf.read,
    epub.NAME: epub.read,
    mail.NAME: _read_mail,
    "mbox": _read_mbox,
    warc.NAME: warc.read,
    feed.NAME: feed.read,
    "NITF": newsxml.read_nitf,
    "NewsML": newsxml.read_newsml,
    "TEI": newsxml.read_tei,
    "trafilatura XML": newsxml.read_trafilatura,
    ANY_XML: newsxml.read_any_xml,
    html.NAME: html.read,
    text.NAME: text.read,
}


def reader_of(source: Source) -> Format:
    """The format of a file, with what reads it.

    Raises:
        Unreadable: It is of a kind that cannot be read.
    """
    name = format_of(source)
    return Format(name, READERS[name])
