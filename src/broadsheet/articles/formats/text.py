"""Plain text and Markdown, one article a file, with or without front matter or head lines."""

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.articles.decode import decode
from broadsheet.articles.headings import known_names
from broadsheet.articles.heads import split_head
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source

Record = dict[str, Any]

NAME = "text"
# What lies beside saved pages and in working folders, and is text as well.
NOT_PROSE = re.compile(
    r"\.(js|css|svg|map|py|r|ipynb|sh|bat|toml|ya?ml|ini|cfg|log|bib|tex)$"
)
# Files that hold articles at times, and what makes them readable.
EXPORTED = {
    ".bib": "export its references as RIS, or leave it out",
    ".yaml": "save it as JSON if it holds articles, or leave it out",
    ".yml": "save it as JSON if it holds articles, or leave it out",
    ".toml": "save it as JSON if it holds articles, or leave it out",
}
# Markdown's marks without their words: headings, stress, pictures and links.
MARKDOWN = [
    (re.compile(r"^#{1,6}[ \t]+", re.M), ""),
    (re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)"), ""),
    (re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_]+)\1"), r"\2"),
]
# Between lines of hyphens in YAML, of pluses in TOML.
FRONT = re.compile(
    r"(?P<rule>---|\+\+\+)[ \t]*\r?\n(?P<fields>.*?\n)(?:(?P=rule)|\.\.\.)[ \t]*(?:\r?\n|$)\s*",
    re.DOTALL,
)
LINE = re.compile(r"(\w[\w -]{0,40}?)[ \t]*[:=][ \t]*(.*)")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84]")
HEAD_LABEL = re.compile(r"[^\W\d_][\w -]{0,30}:")
CONTROL_SHARE = (
    1 / 50
)  # of the bytes: a text in any encoding has fewer control characters
FRONT_CHARACTERS = 20_000  # in which front matter must end


def remedy(suffix: str) -> str:
    """What to do with a file that is no prose by the ending of its name."""
    return EXPORTED.get(suffix, "leave it out")


def recognises(source: Source) -> bool:
    """Whether it is text: hardly a control character in it."""
    odd = len(CONTROL.findall(decode(source.beginning)[0]))
    is_xml = source.head.startswith(("<?xml", "PK"))
    if odd > len(source.beginning) * CONTROL_SHARE:
        return False
    return not is_xml


def read(source: Source, log: Log) -> Iterator[Record]:
    """The article that a text file is, or those that each stand under the same head lines."""
    text = source.text
    front = FRONT.match(text[:FRONT_CHARACTERS])
    if front:
        columns = _front_matter(front["fields"])
        text = text[front.end() :]
    else:
        articles = _under_heads(text)
        if articles:
            yield from articles
            return
        columns, text = split_head(text)
    if source.suffix in (".md", ".markdown"):
        for mark, words in MARKDOWN:
            text = mark.sub(words, text)
    yield columns | {"text": text}


def _under_heads(text: str) -> list[Record]:
    """The articles of a file in which the same head lines stand above each; none where there is one only."""
    label = HEAD_LABEL.match(text.lstrip("\ufeff\r\n "))
    if label is None:
        return []
    again = re.compile(rf"(?:\A|\n[ \t]*\r?\n)\s*(?={re.escape(label[0])})")
    pieces = [piece for piece in again.split(text.lstrip("\ufeff")) if piece.strip()]
    articles = [split_head(piece) for piece in pieces]
    if len(articles) < 2:
        return []
    if not all(columns for columns, _ in articles):
        return []
    return [columns | {"text": rest} for columns, rest in articles]


def _front_matter(block: str) -> Record:
    """Lines `key: value` or `key = value`, lists as `[a, b]` or as lines with a hyphen."""
    fields: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        match = LINE.match(line)
        if match:
            key = match[1].strip()
            fields[key] = _unquoted(match[2])
        elif key and line.lstrip().startswith("- "):
            entry = line.lstrip()[2:].strip().strip("\"'")
            fields[key] = ", ".join(part for part in (fields[key], entry) if part)
    names = known_names(fields)
    return {names.get(key, key): value for key, value in fields.items() if value}


def _unquoted(value: str) -> str:
    return value.strip().strip("[]").strip("\"'")
