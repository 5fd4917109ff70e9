"""PDF: its text, by pypdf; lines joined to paragraphs, and words that were broken at the end of a line."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from broadsheet.articles.formats.exports import export_in
from broadsheet.articles.formats.prose import join_wrapped
from broadsheet.articles.heads import split_head
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable, need

Record = dict[str, Any]

NAME = "PDF"
# Lines that stand at the top or the foot of this share of the pages, and of at least three, are no text.
RUNNING_SHARE = 0.6
FEWEST_PAGES = 3
# What browsers print at the edges of a page: address, number, day and hour.
PRINTED = re.compile(
    r"(?:https?|file|\ufb01le)://\S+(?: \d+/\d+)?|\d+/\d+|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?: [AP]M)?.*"
)


def read(source: Source, log: Log) -> Iterator[Record]:
    """The articles of a PDF that has text in it.

    Raises:
        Unreadable: It is locked or damaged, or holds pictures of pages only.
    """
    lines = []
    for page in _without_running_lines(_pages(source)):
        lines += [line for line in page if not PRINTED.fullmatch(line)]
    if not any(line.strip() for line in lines):
        reason = "is a PDF without text: pictures of pages"
        raise Unreadable(
            reason, "recognise its text with an OCR program and save that as .txt"
        )
    for article in _articles("\n".join(lines)):
        paragraphs = join_wrapped(article["text"].split("\n"))
        yield article | {"text": "\n\n".join(paragraphs)}
    log.note(f"{source.name}: paragraphs of a PDF are found by the length of its lines")


def _pages(source: Source) -> list[list[str]]:
    """The lines of each page."""
    pypdf = need("pypdf", "is a PDF")
    # It writes of every small fault to the terminal.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = pypdf.PdfReader(io.BytesIO(source.data)).pages
        return [page.extract_text().split("\n") for page in pages]
    except Exception as error:  # the library raises whatever happens to go wrong
        raise Unreadable(
            "is a PDF that is locked or damaged", "save its text as .txt or .docx"
        ) from error


def _articles(text: str) -> Iterator[Record]:
    """The articles of an export that was saved as PDF; else the whole is one article."""
    articles = export_in(text)
    if articles is None:
        columns, below = split_head(text)
        yield columns | {"text": below}
        return
    for article in articles:
        # The lines of an export are recognised by how they begin; in a PDF each is a part of a paragraph.
        yield article | {"text": article["text"].replace("\n\n", "\n")}


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """The pages without titles and numbers that recur at their top and foot."""
    if len(pages) < FEWEST_PAGES:
        return pages
    edges = Counter(
        _shape(line)
        for page in pages
        for line in {*page[:2], *page[-2:]}
        if line.strip()
    )
    running = set()
    for shape, count in edges.items():
        if count >= RUNNING_SHARE * len(pages):
            running.add(shape)
    return [[line for line in page if _shape(line) not in running] for page in pages]


def _shape(line: str) -> str:
    """A line but for its numbers."""
    return "".join("0" if letter.isdigit() else letter for letter in line.strip())
