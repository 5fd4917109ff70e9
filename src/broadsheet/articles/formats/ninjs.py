"""IPTC ninjs, versions 1 to 3: a news item as JSON, alone or many in a list."""

import html
import json
import re

from broadsheet.errors import Unreadable

NAME = "ninjs"
MARKS = re.compile(r'"(body_text|body_xhtml|bodies|versioncreated)"\s*:')
HOLDER = re.compile(r"(?:copyright|©|\(c\))\s*(?:\d{4})?\s*([^,.\d|]+)", re.I)


def recognises(source):
    """JSON that says early on that it is a news item."""
    head = source.head
    return head.startswith(("{", "[")) and '"uri"' in head and bool(MARKS.search(head))


def read(source, reading):
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is not proper JSON ({error})", "export it again") from None
    items = found if isinstance(found, list) else found.get("items") or [found]
    yield from map(_article, items)


def _article(item):
    """The marked-up body, where there is one, because only it has paragraphs."""
    bodies = {body.get("contenttype", ""): body.get("value") for body in _list(item, "bodies")}
    marked = next((text for kind, text in bodies.items() if "xhtml" in kind), item.get("body_xhtml"))
    plain = bodies.get("text/plain") or item.get("body_text")
    uri, holder = str(item.get("uri") or ""), HOLDER.search(str(item.get("copyrightnotice")))
    sources, headlines = _list(item, "infosources"), _list(item, "headlines")
    return {
        "article": uri.rsplit("/", 1)[-1],
        "text": _paragraphs(marked) if marked else plain,
        "title": item.get("headline") or (headlines[0].get("value") if headlines else None),
        "byline": item.get("byline") or item.get("by"),
        "outlet": item.get("copyrightholder")
        or (sources[0].get("name") if sources else holder and holder[1].strip()),
        "published": item.get("firstcreated") or item.get("versioncreated"),
        "dateline": item.get("located"),
        "section": next((subject.get("name") for subject in _list(item, "subjects", "subject")), None),
        "language": item.get("language"),
        "url": uri,
    }


def _list(item, *keys):
    found = next((item[key] for key in keys if isinstance(item.get(key), list)), [])
    return [entry for entry in found if isinstance(entry, dict)]


def _paragraphs(marked):
    text = re.sub(r"(?i)</?p\b[^<>]*>|<br\s*/?>", "\n\n", str(marked))
    lines = html.unescape(re.sub(r"<[^<>]*>", "", text)).split("\n\n")
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())
