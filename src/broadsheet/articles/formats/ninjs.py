"""IPTC ninjs, versions 1 to 3: a news item as JSON, alone or many in a list."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from broadsheet.articles.formats.lines import without_markup
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

Item = dict[str, Any]

NAME = "ninjs"
MARKS = re.compile(r'"(body_text|body_xhtml|bodies|versioncreated)"\s*:')
HOLDER = re.compile(r"(?:copyright|©|\(c\))\s*(?:\d{4})?\s*([^,.\d|]+)", re.I)


def recognises(source: Source) -> bool:
    """Whether it is JSON that says early on that it is a news item."""
    head = source.head
    return head.startswith(("{", "[")) and '"uri"' in head and bool(MARKS.search(head))


def read(source: Source, log: Log) -> Iterator[Item | Unreadable]:
    """The news items of a file.

    Raises:
        Unreadable: It is not proper JSON.
    """
    try:
        content = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is not proper JSON ({error})", "export it again") from None
    items = content if isinstance(content, list) else content.get("items") or [content]
    for position, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield _record(item)
        else:
            yield Unreadable("is not a JSON object", "correct or remove it", position)


def _record(item: Item) -> Item:
    uri = str(item.get("uri") or "")
    return {
        "article": uri.rsplit("/", 1)[-1],
        "text": _text(item),
        "title": item.get("headline") or _first(item, "value", "headlines"),
        "byline": item.get("byline") or item.get("by"),
        "outlet": _outlet(item, uri),
        "published": item.get("firstcreated") or item.get("versioncreated"),
        "dateline": item.get("located"),
        "section": _first(item, "name", "subjects", "subject"),
        "language": item.get("language"),
        "url": uri,
    }


def _text(item: Item) -> str | None:
    """The marked-up body, where there is one, because only it has paragraphs."""
    bodies = {}
    for body in _objects(item, "bodies"):
        bodies[body.get("contenttype", "")] = body.get("value")
    marked_up = (text for kind, text in bodies.items() if "xhtml" in kind)
    page = next(marked_up, None) or item.get("body_xhtml")
    if page:
        return without_markup(str(page))
    return bodies.get("text/plain") or item.get("body_text")


def _outlet(item: Item, uri: str) -> str | None:
    """Who holds the rights or is named as the source; else the host of the item's address."""
    holder = HOLDER.search(str(item.get("copyrightnotice") or ""))
    candidates = [
        item.get("copyrightholder"),
        _first(item, "name", "infosources"),
        holder[1].strip() if holder else None,
        urlsplit(uri).hostname,
    ]
    return next((name for name in candidates if name), None)


def _first(item: Item, key: str, *names: str) -> Any:
    """The value under a key of the first object in the first of some lists."""
    objects = _objects(item, *names)
    if objects:
        return objects[0].get(key)
    return None


def _objects(item: Item, *names: str) -> list[Item]:
    lists = (item[name] for name in names if isinstance(item.get(name), list))
    return [entry for entry in next(lists, []) if isinstance(entry, dict)]
