"""Articles between tags in a plain file, `<doc id="7" source="Echo">…</doc>`, as corpora have them."""

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.articles.columns import columns_by_name
from broadsheet.articles.formats.lines import without_markup

Record = dict[str, Any]

ARTICLE = re.compile(
    r"^[ \t]*<(?P<tag>doc|document|article|news|newsitem|item|story|reuters|text)\b(?P<attributes>[^<>]*)>"
    r"(?P<content>.*?)(?:</(?P=tag)>|(?=^[ \t]*<(?P=tag)\b)|\Z)",
    re.I | re.S | re.M,
)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
FIELD = re.compile(r"<([A-Z][\w.-]*)\b[^<>]*>(.*?)</\1>", re.I | re.S)
INNER_TEXT = re.compile(r"<(body|content)\b", re.I)
# Numbers of articles in old collections have their day in them: NYT_ENG_20110503.0007, AP880212-0001.
DAY_IN_NUMBER = re.compile(
    r"(?<!\d)(?P<century>19|20)(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
    r"|\b[A-Z]{2,4}(?P<short>\d\d)(?P<month_>\d\d)(?P<day_>\d\d)-"
)
# Elements that hold the text, and those that only mark it up.
TEXTS = frozenset(["text", "body", "content", "leadpara", "main"])
MARKUP = frozenset(["p", "b", "i", "em", "strong", "a", "br", "s", "hi", "quote"])


def read(text: str) -> Iterator[Record]:
    """The articles of a file, in its order; attributes and inner tags with well-known names are columns."""
    for match in ARTICLE.finditer(text):
        fields = _attributes(match["attributes"]) | _inner_fields(match["content"])
        names = columns_by_name(fields)
        record = {}
        for name, value in fields.items():
            if value:
                record[names.get(name, name)] = value
        number = fields.get("id") or fields.get("docno") or fields.get("docid")
        known = {"article": number, "published": _day_in(number)}
        yield known | record | {"text": _text(match["content"])}


def _day_in(number: str | None) -> str | None:
    match = DAY_IN_NUMBER.search(number or "")
    if match is None:
        return None
    if match["short"]:
        return f"19{match['short']}-{match['month_']}-{match['day_']}"
    return f"{match['century']}{match['year']}-{match['month']}-{match['day']}"


def _attributes(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text):
        attributes[match[1]] = match[2] or match[3] or match[4] or ""
    return attributes


def _inner_fields(content: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for match in FIELD.finditer(content):
        name = match[1].lower()
        if name in TEXTS:
            fields |= _inner_fields(match[2])
        is_field = name not in TEXTS and name not in MARKUP
        if is_field and "<" not in match[2]:
            fields[name] = " ".join(match[2].split())
    return fields


def _text(content: str) -> str:
    """What stands in the elements for texts, or else outside of all fields."""
    fields = FIELD.finditer(content)
    parts = [field[2] for field in fields if field[1].lower() in TEXTS]
    inner = [part for part in parts if INNER_TEXT.search(part)]
    if inner:
        return "\n\n".join(map(_text, inner))
    if parts:
        return "\n\n".join(without_markup(part) for part in parts)
    rest = FIELD.sub(_keep_markup, content)
    if "<" in rest:
        return without_markup(rest)
    return rest.strip()


def _keep_markup(match: re.Match[str]) -> str:
    if match[1].lower() in MARKUP:
        return match[0]
    return ""
