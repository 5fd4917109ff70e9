"""IPTC ninjs, versions 1 to 3: a news item as JSON, alone or many in a list."""

import html
import json
import re

from broadsheet.articles.errors import Unreadable

NAME = "ninjs"
HOLDER = re.compile(r"(?:copyright|©|\(c\))\s*(?:\d{4})?\s*([^,.\d|]+)", re.I)


def recognises(source):
    """A JSON object on more than one line, or one that says it is a news item."""
    head = source.head
    return head.startswith(("{", "[")) and bool(
        re.search(r'"(bod(y_text|y_xhtml|ies)|versioncreated|headlines?)"\s*:', head)
        and re.search(r'"uri"\s*:', head)
    )


def read(source, reading):
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is not proper JSON ({error})", "export it again") from None
    items = found if isinstance(found, list) else found.get("items") or found.get("item") or [found]
    for position, item in enumerate(items if isinstance(items, list) else [items], start=1):
        if isinstance(item, dict):
            yield _article(item)
        else:
            yield Unreadable("is not a news item", "correct or remove it", position)


def _article(item):
    text = item.get("body_text") or ""
    bodies = item.get("bodies") if isinstance(item.get("bodies"), list) else []
    bodies = [b for b in bodies if isinstance(b, dict) and isinstance(b.get("value"), str)]
    marked = [b["value"] for b in bodies if "xhtml" in str(b.get("contenttype"))] or [item.get("body_xhtml")]
    plain = [b["value"] for b in bodies if "plain" in str(b.get("contenttype"))] or [text]
    sources = item.get("infosources") if isinstance(item.get("infosources"), list) else [{}]
    holder = HOLDER.search(str(item.get("copyrightnotice", "")))
    return {
        "article": item.get("uri", "").rsplit("/", 1)[-1] if isinstance(item.get("uri"), str) else None,
        "text": _paragraphs(marked[0]) if isinstance(marked[0], str) else plain[0],
        "title": item.get("headline") or _first(item.get("headlines"), "value"),
        "byline": item.get("byline") or item.get("by"),
        "outlet": item.get("copyrightholder") or _first(sources, "name") or (holder and holder[1].strip()),
        "published": item.get("firstcreated") or item.get("versioncreated"),
        "dateline": item.get("located"),
        "section": _first(item.get("subjects") or item.get("subject"), "name"),
        "language": item.get("language"),
        "url": item.get("uri"),
    }


def _first(entries, key):
    entry = entries[0] if isinstance(entries, list) and entries else {}
    return entry.get(key) if isinstance(entry, dict) else None


def _paragraphs(marked):
    text = re.sub(r"(?i)</?p\b[^<>]*>|<br\s*/?>", "\n\n", marked)
    lines = html.unescape(re.sub(r"<[^<>]*>", "", text)).split("\n\n")
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())
