"""Saved web pages."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from broadsheet.articles.decode import decode
from broadsheet.articles.pages import read_page
from broadsheet.errors import Unreadable

NAME = "HTML page"
START = re.compile(r"<(!doctype html|html|head|body|article|div|p|title|meta)\b", re.I)
# A page that begins behind the end of another.
NEXT_PAGE = re.compile(r"</html\s*>\s*(?=<(?:!doctype|html)\b)", re.I)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,40})""", re.I)


def recognises(source) -> bool:
    """Whether a file begins as a page does."""
    if not source.head.startswith("<"):
        return False
    return bool(START.search(source.head))


def read(source, reading) -> Iterator[dict[str, Any]]:
    """Yield the page's article, or those of several pages saved one behind the other."""
    source.limits.check("page_bytes", len(source.data))
    declared = CHARSET.search(source.beginning)
    markup, _ = decode(source.data, declared and declared[1].decode("ascii"))
    pages = NEXT_PAGE.split(markup)
    if len(pages) == 1:
        yield asdict(read_page(markup))
        return
    for number, page in enumerate(pages, 1):
        try:
            yield asdict(read_page(page))
        except Unreadable as problem:
            reading.skip(source.name, *problem.args[:2], position=f"page {number}")
