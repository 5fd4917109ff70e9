"""What a page says of its article in JSON-LD and in the metadata of its head."""

import html
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from lxml.html import HtmlElement

DEEPEST = 40  # layers of JSON-LD looked at: no page of a newspaper has more than ten
TAGS = re.compile(r"<[^<>]{1,1000}>")
BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]{0,200}>", re.I)


@cache
def page_rules() -> dict[str, Any]:
    """The word lists and patterns of pages.toml."""
    return tomllib.loads(
        resources.files(__package__).joinpath("pages.toml").read_text("utf-8")
    )


@dataclass
class Facts:
    """What one source on a page says of its article; what it does not say is empty."""

    headline: str = ""
    alternative: str = (
        ""  # another headline; the shown one, where the first is for search engines
    )
    people: list[str] = field(
        default_factory=list
    )  # authors that are said to be persons
    authors: list[str] = field(
        default_factory=list
    )  # all authors, with the names of metadata as written
    surname_first: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    description: str = ""
    body: str = ""
    kinds: set[str] = field(default_factory=set)  # types of schema.org on the page
    is_free: bool = True


def as_read(value: Any) -> str:
    """A string of a page's metadata as a reader would see it: no entities, tags or doubled spaces."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(html.unescape(value))  # WordPress escapes twice
    return " ".join(TAGS.sub(" ", text).split())


def read_metadata(tree: HtmlElement) -> Facts:
    """Read the `meta` elements."""
    contents: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or ""
        )
        content = as_read(element.get("content"))
        if name and content:
            contents.setdefault(name.lower().strip(), []).append(content)
    names = page_rules()["metadata"]
    surname_first = page_rules()["authors"]["surname_first"]
    as_spoken = [name for name in names["authors"] if name not in surname_first]
    headlines = _values(contents, names["headline"])
    descriptions = _values(contents, names["description"])
    return Facts(
        headline=next(iter(headlines), ""),
        authors=_values(contents, as_spoken),
        surname_first=_values(contents, surname_first),
        outlets=_values(contents, names["outlet"]),
        published=_values(contents, names["published"]),
        sections=_values(contents, names["section"]),
        description=next(iter(descriptions), ""),
    )


def _values(contents: dict[str, list[str]], names: list[str]) -> list[str]:
    return [value for name in names for value in contents.get(name, [])]


def read_linked_data(tree: HtmlElement) -> Facts:
    """Read JSON-LD: the article that the page is about, with what it refers to resolved."""
    things: list[dict[str, Any]] = []
    for text in _scripts(tree):
        things += _things(_parsed(text))
    named = {
        thing["@id"]: thing
        for thing in things
        if isinstance(thing.get("@id"), str) and len(thing) > 1
    }
    articles = [thing for thing in things if is_article(thing)]
    facts = _facts(articles[0], named) if articles else Facts()
    facts.kinds.update(*map(kinds, things))
    facts.outlets += _site_names(things)
    return facts


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text_content()


def _parsed(text: str) -> Any:
    """JSON as pages have it: within comments, with raw line breaks, with a comma too many."""
    text = text.strip().removeprefix("<!--").removesuffix("-->")
    text = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$", "", text)
    for candidate in (text, re.sub(r",(\s*[}\]])", r"\1", text), html.unescape(text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(graph: Any) -> list[dict[str, Any]]:
    """All objects that describe this page, those nearest the top first; other works left aside."""
    found = []
    layer = [graph]
    for _ in range(DEEPEST):
        below = []
        for value in layer:
            if isinstance(value, list):
                below += value
            elif isinstance(value, dict):
                found.append(value)
                below += _below(value)
        if not below:
            break
        layer = below
    return found


def _below(thing: dict[str, Any]) -> list[Any]:
    if kinds(thing) & set(page_rules()["list_types"]):
        return []
    others = page_rules()["other_works"]
    return [value for key, value in thing.items() if key.lower() not in others]


def kinds(thing: dict[str, Any]) -> set[str]:
    """The types of an object, in small letters and without the vocabulary's address."""
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}


def is_article(thing: dict[str, Any]) -> bool:
    """Whether an object describes an article with a headline or a text."""
    known = page_rules()["article_types"]
    is_kind = any(kind.endswith("article") or kind in known for kind in kinds(thing))
    if not is_kind:
        return False
    return bool({"headline", "name", "articleBody"} & thing.keys())


def _facts(article: dict[str, Any], named: dict[str, Any]) -> Facts:
    authors = _resolved(article.get("author") or article.get("creator"), named)
    people = filter(_is_person, authors)
    publishers = _resolved(article.get("publisher"), named)
    is_free = str(article.get("isAccessibleForFree", True)).lower()
    days = (article.get("datePublished"), article.get("dateCreated"))
    return Facts(
        headline=as_read(article.get("headline")) or as_read(article.get("name")),
        alternative=as_read(article.get("alternativeHeadline")),
        people=_all_names(people),
        authors=_all_names(authors),
        outlets=_all_names(publishers),
        published=list(filter(None, map(as_read, days))),
        sections=_names(article.get("articleSection")),
        description=as_read(article.get("description")),
        body=_body(article.get("articleBody")),
        is_free=is_free not in ("false", "0"),
    )


def _all_names(values: Iterable[Any]) -> list[str]:
    return list(chain.from_iterable(map(_names, values)))


def _resolved(value: Any, named: dict[str, Any]) -> list[Any]:
    """A list of what stands there, with references to other objects followed."""
    values = value if isinstance(value, list) else [value]
    resolved = []
    for each in values:
        if isinstance(each, dict) and "name" not in each:
            each = named.get(str(each.get("@id")), each)
        resolved.append(each)
    return resolved


def _is_person(author: Any) -> bool:
    if not isinstance(author, dict):
        return True
    return not any("organization" in kind for kind in kinds(author))


def _names(value: Any) -> list[str]:
    """The names of a person or a publisher, however they are given."""
    if isinstance(value, dict):
        value = value.get("name")
    values = value if isinstance(value, list) else [value]
    return [name for name in map(as_read, values) if name]


def _body(value: Any) -> str:
    """The text of an article in JSON-LD, a paragraph a line."""
    if not isinstance(value, str):
        return ""
    text = TAGS.sub(" ", BREAKS.sub("\n", html.unescape(value)))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def _site_names(things: list[dict[str, Any]]) -> list[str]:
    sites = ("website", "newsmediaorganization")
    names: list[str] = []
    for thing in things:
        if kinds(thing) & set(sites):
            names += _names(thing)
    return names
