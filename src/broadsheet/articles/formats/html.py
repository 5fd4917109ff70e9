"""Saved web pages."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from broadsheet.articles.decode import decode
from broadsheet.articles.pages import read_page

NAME = "HTML page"
START = re.compile(r"<(!doctype html|html|head|body|article|div|p|title|meta)\b", re.I)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,40})""", re.I)


def recognises(source) -> bool:
    """Whether a file begins as a page does."""
    return source.head.startswith("<") and bool(START.search(source.head))


def read(source, reading) -> Iterator[dict[str, Any]]:
    """Yield the page's article."""
    source.limits.check("page_bytes", len(source.data))
    declared = CHARSET.search(source.beginning)
    markup, _ = decode(source.data, declared and declared[1].decode("ascii"))
    yield asdict(read_page(markup))
