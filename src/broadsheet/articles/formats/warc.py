"""WARC: web archives, each page in them an article, by warcio."""

import io
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from broadsheet.articles.decode import decode
from broadsheet.articles.formats import html
from broadsheet.articles.log import Log
from broadsheet.articles.pages.fields import host_of
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable, need

Record = dict[str, Any]

NAME = "WARC"
PAGES = ("text/html", "application/xhtml")


def read(source: Source, log: Log) -> Iterator[Record | Unreadable]:
    """The pages of a web archive; what is no page, and what was not there, is counted and said."""
    left_out = 0
    for number, entry in enumerate(_entries(source, log), start=1):
        if entry.rec_type == "conversion":
            yield _converted(entry, number)
        if entry.rec_type not in ("response", "resource"):
            continue
        if not _is_page(entry):
            left_out += 1
            continue
        address = entry.rec_headers.get_header("WARC-Target-URI")
        page = Source.of_bytes(entry.content_stream().read(), source)
        try:
            for record in html.read(page, log):
                known = {key: value for key, value in record.items() if value}
                about = {"url": address, "outlet": host_of(address), "position": number}
                yield about | known
        except Unreadable as problem:
            yield Unreadable(*problem.args[:2], f"{number} ({address})")
    if left_out:
        log.note(
            f"{source.name}: {left_out} records of the web archive are no pages, or were not found there"
        )


def _entries(source: Source, log: Log) -> Iterator[Any]:
    """The records of an archive, up to where it is so damaged that no other can be found."""
    iterator = need("warcio.archiveiterator", "is a web archive").ArchiveIterator
    # It writes to the terminal what stands in a damaged record.
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    entries = iterator(io.BytesIO(source.data))
    while True:
        written = io.StringIO()
        try:
            with redirect_stderr(written):
                entry = next(entries, None)
        except Exception as error:  # the library raises whatever happens to go wrong
            reason = f"is damaged; what follows is not read ({type(error).__name__})"
            log.skip(source.name, reason, "download it again")
            return
        if written.getvalue():
            reason = "has a record that is longer or shorter than it says"
            log.skip(source.name, reason, "look whether the pages around it are whole")
        if entry is None:
            return
        yield entry


def _converted(entry: Any, number: int) -> Record:
    """The text of a page from which its markup was taken, as WET files have it."""
    address = entry.rec_headers.get_header("WARC-Target-URI")
    decoded, *_ = decode(entry.content_stream().read())
    text = decoded.replace("\r\n", "\n")
    about = {"url": address, "outlet": host_of(address), "position": number}
    return about | {"text": text}


def _is_page(entry: Any) -> bool:
    headers = entry.http_headers
    if headers is None:
        return str(entry.content_type or "").startswith(PAGES)
    kind = headers.get_header("Content-Type") or ""
    if headers.get_statuscode() != "200":
        return False
    return kind.lower().startswith(PAGES)
