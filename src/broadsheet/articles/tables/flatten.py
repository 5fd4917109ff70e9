"""Objects of JSON as records: no objects within them, names in place of what they name."""

import json
from functools import lru_cache

from broadsheet.articles.cells import Kept, is_missing, join_text, name_in
from broadsheet.articles.headings import NAMES, fold_heading, known_names, ranks_of

WRAPPED = 4  # levels of objects within an article
# Keys under which objects name something and stand for that name.
NAMED_ROLES = ("outlet", "title", "byline", "agency", "section", "language", "url")
# Keys whose lists are texts in parts; in sections, parts have headlines of their own.
TEXT_IN_PARTS = frozenset(NAMES["text"]) - {
    "article",
    "story",
    "document",
    "news",
    "fullarticle",
}
SECTIONS = frozenset(
    ["sections", "paragraphs", "blocks", "contentelements", "body", "text"]
)
Record = dict[str, object]


def flatten(value: dict, depth: int = 0) -> Record:
    """An object without objects in it: names stand for what they name, keys are joined by full stops.

    >>> flatten({"source": {"id": None, "name": "Echo"}, "fields": {"bodyText": "It rained."}})
    {'source': 'Echo', 'fields.bodyText': 'It rained.'}
    """
    record: Record = {}
    for key, inner in value.items():
        key = str(key)
        inner = _unwrapped(inner)
        if isinstance(inner, dict):
            record |= _flatten_object(key, inner, depth)
        elif isinstance(inner, list):
            record[key] = _flatten_list(key, inner)
        else:
            record[key] = inner
    return record


def _unwrapped(value: object) -> object:
    """The value in `{"$date": {"$numberLong": "7"}}`, as MongoDB exports what JSON has no type for."""
    while isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        if not str(key).startswith("$"):
            break
        value = value[key]
    return value


def _flatten_object(key: str, inner: dict, depth: int) -> Record:
    roles = _roles(tuple(inner))
    is_article = {"title", "text"} <= roles or len(roles) > 2
    if fold_heading(key) in NAMES["text"] and _is_text(inner) and not is_article:
        return {key: join_text(inner)}
    if _names_something(key) and "text" not in roles:
        name = name_in(inner)
        if not is_missing(name):
            return {key: name}
    if depth >= WRAPPED:
        return {key: _kept(inner)}
    record: Record = {}
    for name, part in flatten(inner, depth + 1).items():
        record[f"{key}.{name}"] = part
    return record


def _is_text(inner: dict) -> bool:
    """Whether an object is a text in parts, and not an article that is called "article"."""
    return not {"url", "published", "byline"} & _roles(tuple(inner))


@lru_cache(10_000)
def _roles(keys: tuple) -> frozenset[str]:
    """Our columns among keys: objects of one list nearly all have the same."""
    return frozenset(known_names(map(str, keys)).values())


def _flatten_list(key: str, values: list) -> object:
    if key == "date-parts" and values and isinstance(values[0], list):
        return "-".join(f"{part:0>2}" for part in values[0])  # as references have days
    if not any(isinstance(value, dict | list) for value in values):
        return values
    if _is_list_of_paragraphs(key, values):
        return join_text(values)
    names = _names_of(values)
    if names and _names_something(key):
        return names
    return _kept(values)


def _names_something(key: str) -> bool:
    """Whether what lies under a key stands for its name, as an outlet does."""
    return any(role in ranks_of(key) for role in NAMED_ROLES)


def _names_of(values: list) -> list:
    """The names of objects that all have one; none where one is no object or has none."""
    if not all(isinstance(value, dict) for value in values):
        return []
    names = [name_in(value) for value in values]
    if any(map(is_missing, names)):
        return []
    return names


def _kept(value: object) -> Kept:
    return Kept(json.dumps(value, ensure_ascii=False, default=str))


def _is_list_of_paragraphs(key: str, values: list) -> bool:
    """Whether a list is the text of one article in parts; "articles" and "news" are lists of articles."""
    if fold_heading(key) not in TEXT_IN_PARTS:
        return False
    has_sections = fold_heading(key) in SECTIONS
    objects = [value for value in values if isinstance(value, dict)]
    texts = sum(map(_is_text, objects))
    titled = any("title" in known_names(value).values() for value in objects)
    if has_sections and not titled:
        return texts >= len(objects) / 2  # pictures with addresses stand among them
    if texts < len(objects):
        return False
    if has_sections:
        return True
    return not titled
