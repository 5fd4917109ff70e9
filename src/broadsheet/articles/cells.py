"""What a cell holds, once markup and the notation of programs are read.

Tables that were written by programs have HTML, entities, Python's lists and the words for "nothing" in
their cells. Each function takes one value and returns what a reader would see.
"""

import ast
import html
import json
import re
from collections.abc import Iterable, Sequence

from broadsheet.errors import need

# How programs write that there is nothing. "NA" is left: it is also a name.
MISSING = frozenset(
    [
        "",
        "none",
        "nan",
        "null",
        "n/a",
        "#n/a",
        "<na>",
        "nat",
        "undefined",
        "[]",
        "{}",
        "\\n",
        "n.a.",
        "-",
        "--",
        "—",
        "[none]",
    ]
)
LONGEST_MISSING = max(map(len, MISSING))
SPACES = 8  # around such a word; a cell that is longer is not looked at
ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# A tag that is closed, or one that needs no closing: "< 3 and then > 4" and "<laughs>" are no markup.
MARKUP = re.compile(
    r"</(p|div|span|a|em|strong|b|i|u|h[1-6]|li|ul|ol|blockquote|figure|section|article|table|td|body|html)\s*>"
    r"|<(br|p|hr|img)\b[^<>]*>",
    re.I,
)
ESCAPED = re.compile(r"&lt;/?(p|div|br|span|a|em|strong|b|i|h[1-6])\b", re.I)
PAGE = re.compile(r"\s*(<!--.{0,2000}?-->\s*)?<(!doctype html|html)\b", re.I | re.S)
TAG = re.compile(r"<!--|-->|<\?[^<>]*\?>|<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*)[^<>]*>")
# These end a paragraph; all other tags stand within one.
BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "figure",
        "figcaption",
        "section",
        "article",
        "table",
        "tr",
        "hr",
        "pre",
        "header",
        "footer",
        "aside",
        "main",
        "body",
        "html",
    ]
)
BLOCK = re.compile(rf"</?({'|'.join(sorted(BLOCKS))})\b", re.I)
UNSEEN = frozenset(["script", "style", "noscript", "template", "head"])
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
DRIVE = re.compile(r"\b[A-Z]:\\\w")  # of a path in Windows, whose backslashes are meant
WRAPPED = re.compile(
    r"(?:Index|array|Series|set|frozenset|deque)\((?P<inner>[\[({].*?[\])}])(?:,\s*dtype=.*)?\)",
    re.S,
)
NOTATION = re.compile(r"\s*([\[{(].*[\]})]|b'.*'|b\".*\")\s*", re.S)
LITERAL = 2_000_000  # characters: as long as an article may be
NUMPY = re.compile(r"(['\"])\s*\n?\s+(?=['\"])")  # ['a' 'b'], as numpy writes a list
# What stands for the value where a service wraps it into an object, the likeliest first.
VALUES = [
    "rendered",
    "name",
    "main",
    "title",
    "value",
    "original",
    "label",
    "full_name",
    "basic",
    "text",
    "default",
]
VALUES += [
    "#text",
    "$t",
    "_",
    "$",
    "__cdata",
    "display_name",
    "displayName",
    "uri",
    "id",
]


class Kept(str):
    """A list or an object that is kept as JSON beside the article, and is never one of our columns."""


def is_missing(value: object) -> bool:
    """Whether a cell says that there is nothing: empty, NaN, or a program's word for it.

    >>> is_missing("nan"), is_missing(float("nan")), is_missing("Nan Goldin")
    (True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        if len(value) > LONGEST_MISSING + SPACES:
            return False
        return value.strip().casefold() in MISSING
    if isinstance(value, list | dict | tuple):
        return not value
    return bool(value != value)


def without_missing(values: Sequence[object]) -> Sequence[object]:
    """The values of a column, with None for those that say that there is nothing."""
    if not all(isinstance(value, str) for value in values):
        return [None if is_missing(value) else value for value in values]
    # Texts are long and differ, what says nothing is short and recurs: each form is looked at once.
    longest = LONGEST_MISSING + SPACES
    short = {value for value in values if len(str(value)) <= longest}
    missing = {value for value in short if is_missing(value)}
    if not missing:
        return values
    return [None if value in missing else value for value in values]


def read_name(value: object) -> str | None:
    """A title, an outlet or authors as one string: lists are joined, objects give their name.

    >>> read_name("['Ewa Lund', 'Bo Li']"), read_name({"id": None, "name": "The Echo"})
    ('Ewa Lund, Bo Li', 'The Echo')
    """
    names = _names(_literal(value))
    text = ", ".join(dict.fromkeys(names))
    if "&" in text:
        text = unescape(text)
    if MARKUP.search(text):
        text = read_markup(text)
    return " ".join(text.split()) or None


def _names(value: object) -> Iterable[str]:
    if is_missing(value):
        return
    if isinstance(value, list | tuple | set):
        for part in value:
            yield from _names(part)
    elif isinstance(value, dict):
        yield from _names(name_in(value))
    else:
        yield str(value).strip()


def name_in(value: dict) -> object:
    """The value that an object stands for: its name, if it has one."""
    folded = {str(key).lower(): inner for key, inner in value.items()}
    for key in VALUES:
        inner = value.get(key, folded.get(key))
        if inner is not None and not is_missing(inner):
            return inner
    first = value.get("firstname")
    last = value.get("lastname")
    return f"{first or ''} {last or ''}".strip() or None


def read_text(value: object) -> str | None:
    """A text without markup and notation, its paragraphs kept.

    >>> read_text("<p>Prices &amp; wages rose.</p><p>Nobody knew why.</p>")
    'Prices & wages rose.\\n\\nNobody knew why.'
    >>> read_text("Readings were < 5 at dawn, > 9 at noon, A&B said.")
    'Readings were < 5 at dawn, > 9 at noon, A&B said.'
    """
    value = _literal(value)
    if isinstance(value, list | dict | tuple):
        value = join_text(value)
    if is_missing(value):
        return None
    text = str(value)
    if "<![CDATA[" in text:
        text = text.replace("<![CDATA[", "").replace("]]>", "")
    if "\\u" in text:
        text = UNICODE_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "\\n" in text:
        text = _escapes(text)
    if "&" in text:
        text = _entities(text)
    if "<" in text:
        text = _page(text) if PAGE.match(text) else read_markup(text)
    return text


def read_markup(text: str) -> str:
    """HTML as text: a paragraph for each block; text without tags as it is."""
    if not MARKUP.search(text):
        return text
    plain = unescape("".join(_seen(text)))
    paragraphs = [paragraph.strip() for paragraph in PARAGRAPHS.split(plain)]
    if BLOCK.search(text):
        paragraphs = [" ".join(paragraph.split()) for paragraph in paragraphs]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _seen(text: str) -> Iterable[str]:
    """The pieces of a text between its tags, without scripts, styles and comments."""
    end = 0
    closing = None  # the tag that ends what is not seen
    for tag in TAG.finditer(text):
        name = (tag["name"] or "").casefold()
        if closing is not None:
            if f"{tag['end'] or ''}{name}" == closing or tag[0] == closing:
                closing = None
                end = tag.end()
            continue
        yield text[end : tag.start()]
        end = tag.end()
        closing = _closing(tag, name)
        if name in BLOCKS:
            yield "\n\n"
    yield text[end:]


def _closing(tag: re.Match, name: str) -> str | None:
    """What ends a comment or a script that a tag begins; None for any other tag."""
    if tag[0] == "<!--":
        return "-->"
    if name in UNSEEN and not tag["end"]:
        return f"/{name}"
    return None


def _page(text: str) -> str:
    """The article in a whole page that a cell holds."""
    trafilatura = need("trafilatura", "holds whole HTML pages")
    article = trafilatura.extract(text, include_comments=False)
    if article:
        return article.replace("\n", "\n\n")
    return read_markup(text)


def unescape(text: str) -> str:
    """Entities as characters; only those with a semicolon: "R&D" and addresses are left alone."""
    return ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _entities(text: str) -> str:
    """Entities of a text, twice where they were escaped twice; markup that was escaped becomes markup."""
    if ESCAPED.search(text):
        return unescape(text)
    if MARKUP.search(text):
        return text  # its entities are read once the tags are
    once = unescape(text)
    if ENTITY.search(once):
        return unescape(once)
    return once


def _escapes(text: str) -> str:
    """Line ends that a program wrote as a backslash and a letter."""
    if "\n" in text or DRIVE.search(text):
        return text  # real ones are there: the others are meant
    return (
        text.replace("\\r", "")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace('\\"', '"')
    )


def _literal(value: object) -> object:
    """The list, object or bytes that a string is the notation of; any other value as it is."""
    if not isinstance(value, str):
        return value
    if len(value) > LITERAL:
        return value
    wrapped = WRAPPED.fullmatch(value) if value.endswith(")") else None
    written = (wrapped["inner"] if wrapped else value).strip()
    if not NOTATION.fullmatch(written):
        return value
    for read in (ast.literal_eval, json.loads):
        try:
            found = read(NUMPY.sub(r"\1, ", written))
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if isinstance(found, bytes):
            return found.decode("utf-8", "replace")
        if isinstance(found, set):
            return sorted(map(str, found))
        if isinstance(found, list | dict | tuple):
            return found
        return value
    return value


# Keys of an object that are no part of its text.
NOT_TEXT = frozenset(
    [
        "type",
        "id",
        "_id",
        "kind",
        "url",
        "href",
        "link",
        "src",
        "style",
        "class",
        "image",
        "images",
        "img",
        "picture",
        "photo",
        "media",
        "caption",
        "credit",
        "alt",
        "lang",
        "language",
        "protected",
        "position",
        "order",
        "index",
        "rel",
        "target",
        "slug",
        "embed",
    ]
)
HEADS = ("headline", "heading", "title", "subtitle")
WHOLE = ("plain", "plaintext", "rendered", "text", "value", "content", "html", "body")


def join_text(value: object) -> str:
    """Paragraphs of a body that comes as sections, blocks or sentences, each on its own.

    >>> join_text({"sections": [{"headline": [], "paragraphs": ["It rained.", "It stopped."]}]})
    'It rained.\\n\\nIt stopped.'
    """
    return "\n\n".join(part for part in _paragraphs(value) if part.strip())


def _paragraphs(value: object) -> Iterable[str]:
    if is_missing(value):
        return
    if isinstance(value, bool | int | float):
        return
    if isinstance(value, dict):
        for key in _text_keys(value):
            yield from _paragraphs(value[key])
    elif isinstance(value, list | tuple):
        for part in value:
            if isinstance(part, list) and all(
                isinstance(sentence, str) for sentence in part
            ):
                yield " ".join(part)  # sentences of a paragraph
            else:
                yield from _paragraphs(part)
    else:
        yield str(value)


def _text_keys(value: dict) -> list[str]:
    """The keys of an object that hold its text, in order; of several forms of one text, the first."""
    folded = {str(key).casefold(): key for key in value}
    heads = [folded[name] for name in HEADS if name in folded]
    for name in WHOLE:
        if name in folded and not is_missing(value[folded[name]]):
            return [*heads, folded[name]]
    return [key for name, key in folded.items() if name not in NOT_TEXT]
