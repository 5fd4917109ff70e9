"""RSS and Atom: each entry an article, by feedparser."""

from collections.abc import Iterator
from typing import Any

from broadsheet.articles.formats.lines import without_markup
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable, need

Record = dict[str, Any]

NAME = "RSS or Atom"


def read(source: Source, log: Log) -> Iterator[Record]:
    """The entries of a feed, with their whole content where the feed has it, else with their summary.

    Raises:
        Unreadable: There is no entry in it, or it was made to do harm.
    """
    if b"<!ENTITY" in source.data:
        raise Unreadable(
            "declares entities of its own, as no feed does", "download it again"
        )
    feed = need("feedparser", "is a feed").parse(source.data)
    if not feed.entries:
        raise Unreadable("is a feed without entries", "download it again")
    summaries = 0
    for entry in feed.entries:
        contents = [
            without_markup(content.get("value", ""))
            for content in entry.get("content", [])
        ]
        summary = without_markup(entry.get("summary", ""))
        text = max([*contents, summary], key=len)
        summaries += text == summary and not any(contents)
        yield {
            "title": without_markup(entry.get("title", "")),
            "byline": entry.get("author"),
            "outlet": entry.get("source", {}).get("title") or feed.feed.get("title"),
            "published": entry.get("published") or entry.get("updated"),
            "section": ", ".join(
                tag["term"] for tag in entry.get("tags", []) if tag.get("term")
            ),
            "url": entry.get("link"),
            "language": feed.feed.get("language"),
            "text": text,
        }
    if summaries:
        log.note(f"{source.name}: of {summaries} entries the feed holds a summary only")
