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
        text = _whole_content(entry)
        summary = without_markup(entry.get("summary", ""))
        if not text:
            summaries += 1
        of_feed = feed.feed.get("title")
        of_source = entry.get("source", {}).get("title")
        yield {
            "title": without_markup(entry.get("title", "")),
            "byline": entry.get("author"),
            "outlet": of_source or of_feed,
            "published": entry.get("published") or entry.get("updated"),
            "section": _sections(entry),
            "url": entry.get("link"),
            "language": feed.feed.get("language"),
            "text": max(text, summary, key=len),
        }
    if summaries:
        log.note(f"{source.name}: of {summaries} entries the feed holds a summary only")


def _whole_content(entry: Any) -> str:
    """The longest of the contents of an entry, empty where it has none."""
    contents = []
    for content in entry.get("content", []):
        text = without_markup(content.get("value", ""))
        contents.append(text)
    return max(contents, key=len, default="")


def _sections(entry: Any) -> str:
    """The names of the sections of an entry."""
    terms = [tag.get("term") for tag in entry.get("tags", [])]
    return ", ".join(term for term in terms if term)
