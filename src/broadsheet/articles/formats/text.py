"""Plain text and Markdown, one article a file, with or without YAML front matter."""

import re

from broadsheet.articles.columns import known_names
from broadsheet.articles.decode import NEVER, decode
from broadsheet.articles.naming import split_head
from broadsheet.errors import Unreadable

NAME = "text"
# What lies beside saved pages and in working folders, and is text as well.
NOT_PROSE = re.compile(r"\.(js|css|svg|map|py|r|ipynb|sh|bat|toml|ya?ml|ini|cfg|log|bib|tex)$")
# What marks Markdown up without being said: headings, stress, pictures and links.
MARKDOWN = [
    (re.compile(r"^#{1,6}[ \t]+", re.M), ""),
    (re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)"), ""),
    (re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_]+)\1"), r"\2"),
]
FRONT = re.compile(r"---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
LINE = re.compile(r"(\w[\w -]{0,40}):[ \t]*(.*)")


def recognises(source):
    """Anything that is not binary: hardly a control character in it."""
    if NOT_PROSE.match(source.suffix):
        raise Unreadable("is a program, a style or settings, not an article", "leave it out")
    odd = len(NEVER.findall(decode(source.beginning)[0]))
    return odd <= len(source.beginning) / 50 and not source.head.startswith(("<?xml", "PK"))


def read(source, reading):
    text = source.text
    front = FRONT.match(text[:20_000])
    known, text = (_front_matter(front[1]), text[front.end() :]) if front else ({}, text)
    if not front:
        known, text = split_head(text)
    for marked, said in MARKDOWN if source.suffix in (".md", ".markdown") else []:
        text = marked.sub(said, text)
    yield known | {"text": text}


def _front_matter(block):
    """`key: value` lines, with lists as `[a, b]` or as lines with a hyphen: all that articles use of YAML."""
    found, key = {}, None
    for line in block.splitlines():
        if match := LINE.match(line):
            key, value = match[1].strip(), match[2].strip()
            found[key] = value.strip("[]").strip("\"'")
        elif key and line.lstrip().startswith("- "):
            found[key] = ", ".join(filter(None, [found[key], line.lstrip()[2:].strip().strip("\"'")]))
    names = known_names(found)
    return {names.get(key, key): value for key, value in found.items() if value}
