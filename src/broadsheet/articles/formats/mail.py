"""Mail (EML, mbox) and web pages saved as MHTML: what is in them is read as if it lay by itself."""

import email
import email.message
import email.policy
import re
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from broadsheet.articles.decode import decode
from broadsheet.articles.formats import html
from broadsheet.articles.formats.detect import format_of, strongest
from broadsheet.articles.formats.exports import PAGES, TEXTS
from broadsheet.articles.formats.lines import page_lines
from broadsheet.articles.heads import split_head
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

Record = dict[str, Any]
Message = email.message.EmailMessage
ReadSource = Callable[[Source, Log], Iterator[Record]]

NAME = "mail"
START = re.compile(rb"^From \S+ .*\d{4}\r?\n", re.M)
FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.I)


def read_mbox(
    source: Source, log: Log, read_attachment: ReadSource
) -> Iterator[Record]:
    """The mails of a folder, one file for all of them."""
    for content in START.split(source.data)[1:]:
        inner = Source.of_bytes(content, source)
        try:
            yield from read(inner, log, read_attachment)
        except Unreadable as problem:
            log.skip(source.name, *problem.args)
        except Exception as error:  # whatever a mail is made of, the others are read
            reason = f"holds a mail that could not be read ({type(error).__name__})"
            log.skip(source.name, reason, "leave it out, or save it again")


def read(source: Source, log: Log, read_attachment: ReadSource) -> Iterator[Record]:
    """The articles of a mail: those of an export that it holds, of its attachments, or its own text.

    Args:
        source: The mail.
        log: Takes the notes on what could not be read.
        read_attachment: What reads a file of any format.

    Raises:
        Unreadable: There is no text in it.
    """
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    pages = _parts(message, "text/html")
    texts = _parts(message, "text/plain")
    saved = _saved_page(message, pages, source, log)
    if saved:
        yield from saved
        return
    records = list(_export(pages, texts))
    records += _attachments(message, source, log, read_attachment)
    if not records:
        records = list(_own_text(pages, texts))
    if not records:
        raise Unreadable("is a mail without a text", "leave it out")
    about = _about(message)
    for record in records:
        filled = {key: value for key, value in record.items() if value}
        yield about | filled if len(records) == 1 else filled


def _parts(message: Message, kind: str) -> list[Message]:
    parts: list[Message] = []
    for part in message.walk():
        if part.get_content_type() == kind and not part.get_filename():
            parts.append(part)
    return parts


def _content(part: Message) -> str:
    """The text of a part, whatever its encoding is called."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return decode(payload, part.get_content_charset())[0].replace("\r\n", "\n")


def _saved_page(
    message: Message, pages: list[Message], source: Source, log: Log
) -> list[Record]:
    """The page of an MHTML file, read as any page, its address known from the head.

    The day of the mail is that on which it was saved, and nothing else of its head is about the page.
    """
    address = _header(message, "Snapshot-Content-Location") or _location(pages)
    if not (address and pages):
        return []
    content = _content(pages[0])
    name = strongest(content, "markup")
    if name in PAGES:
        return list(PAGES[name](content))
    page = Source.of_bytes(content.encode("utf-8", "replace"), source)
    about = {"url": address, "outlet": urlsplit(address).hostname}
    known = {}
    for key, value in next(iter(html.read(page, log))).items():
        if value:
            known[key] = value
    return [about | known]


def _location(pages: list[Message]) -> str | None:
    return next((page.get("Content-Location") for page in pages), None)


def _export(pages: list[Message], texts: list[Message]) -> Iterator[Record]:
    """The articles of an export in the body of the mail."""
    for part in [*pages, *texts]:
        content = _content(part)
        is_page = part.get_content_type() == "text/html"
        readers = PAGES if is_page else TEXTS
        name = strongest(content, "markup" if is_page else "lines")
        if name in readers:
            yield from readers[name](content)
            return


def _attachments(
    message: Message, source: Source, log: Log, read_attachment: ReadSource
) -> list[Record]:
    records: list[Record] = []
    for part in message.walk():
        name = part.get_filename()
        if not name:
            continue
        if part.get_content_maintype() == "image":
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        inner = Source.of_bytes(content, source, f"{source.name}/{name}")
        try:
            format_of(inner)
            records += read_attachment(inner, log)
        except Unreadable as problem:
            log.skip(inner.name, *problem.args)
    return records


def _own_text(pages: list[Message], texts: list[Message]) -> Iterator[Record]:
    for part in texts[:1]:
        columns, text = split_head(_content(part))
        if text.strip():
            yield columns | {"text": text}
            return
    for part in pages[:1]:
        yield {"text": "\n\n".join(page_lines(_content(part)))}


def _about(message: Message) -> Record:
    """Title, day and outlet from the head of a mail: its subject, its day, and whoever sent it."""
    name, address = parseaddr(_header(message, "From"))
    return {
        "title": FORWARDED.sub("", _header(message, "Subject")).strip(),
        "published": _header(message, "Date"),
        "outlet": name or address.rpartition("@")[2],
    }


def _header(message: Message, name: str) -> str:
    """A line of a mail's head; empty where it is missing or so damaged that nobody can read it."""
    try:
        return str(message.get(name) or "")
    except Exception:  # the library raises whatever happens to go wrong
        return ""
