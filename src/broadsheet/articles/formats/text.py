"""Plain text and Markdown, one article a file, with or without YAML front matter."""

import re

NAME = "text"
FRONT = re.compile(r"---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
LINE = re.compile(r"(\w[\w -]{0,40}):[ \t]*(.*)")


def recognises(source):
    """Anything that is not binary: few control characters once it is decoded."""
    odd = sum(not (c.isprintable() or c.isspace()) for c in source.head)
    return odd <= len(source.head) / 50 and not source.head.startswith(("%PDF", "{\\rtf", "<?xml"))


def read(source, reading):
    text = source.text
    front = FRONT.match(text[:20_000])
    yield (_front_matter(front[1]) if front else {}) | {"text": text[front.end() :] if front else text}


def _front_matter(block):
    """`key: value` lines, with lists as `[a, b]` or as lines with a hyphen: all that articles use of YAML."""
    found, key = {}, None
    for line in block.splitlines():
        if match := LINE.match(line):
            key, value = match[1].strip().lower(), match[2].strip()
            found[key] = value.strip("[]").strip("\"'")
        elif key and line.lstrip().startswith("- "):
            found[key] = ", ".join(filter(None, [found[key], line.lstrip()[2:].strip().strip("\"'")]))
    return {key: value for key, value in found.items() if value and key != "text"}
