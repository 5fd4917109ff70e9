"""Saved web pages: body, title, author, day and outlet, found by trafilatura (Barbaresi, ACL 2021)."""

import re

from broadsheet.articles.decode import decode
from broadsheet.errors import Unreadable, need

NAME = "HTML page"
START = re.compile(r"<(!doctype html|html|head|body|article|div|p|title|meta)\b", re.I)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,40})""", re.I)
# trafilatura knows the day; the hour, where the page tells it, stands in its metadata.
MOMENT = re.compile(
    r"""(?:"datePublished"\s*:\s*|(?:property|name|itemprop)=["'](?:article:published_time|datePublished)["']
        \s+(?:content|datetime)=)["'](\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)["']""",
    re.I | re.X,
)


def recognises(source):
    return source.head.startswith("<") and bool(START.search(source.head))


def read(source, reading):
    trafilatura = need("trafilatura", "is an HTML page")
    source.limits.check("page_bytes", len(source.data))
    declared = CHARSET.search(source.beginning)
    page, _ = decode(source.data, declared and declared[1].decode("ascii"))
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None or not (found.text or "").strip():
        raise Unreadable("is a page in which no article could be found", "copy its text into a .txt file")
    moment = MOMENT.search(page)
    yield {
        "text": found.text.replace("\n", "\n\n"),
        "title": (found.title or "").removesuffix(found.sitename or "\0").rstrip(" |–—-»"),
        "byline": found.author,
        "outlet": found.sitename or found.hostname,
        "published": moment[1] if moment and moment[1].startswith(found.date or "") else found.date,
        "section": ", ".join(found.categories or []),
        "url": found.url,
        "language": found.language,
    }
