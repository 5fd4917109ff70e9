"""The addresses of places on a page: of a passage, of the quotations of a speaker, of the lines of a word."""

import re
from functools import lru_cache

# All others are written as their number in the character table, so that two names never become one address.
PLAIN = re.compile(r"[^A-Za-z0-9-]")
NUMBER = re.compile(r"_([0-9a-f]+)_")
PASSAGE = re.compile(r"article-(.+)-(\d+)", re.DOTALL)
# Names that are remembered as they are written: many places of one article are written one after the other.
REMEMBERED = 10_000


@lru_cache(REMEMBERED, typed=True)
def slug(name: object) -> str:
    """Write any name with letters, digits, hyphens and underscores; different names stay different.

    >>> slug("the watch"), slug("the-watch"), slug("the_watch")
    ('the_20_watch', 'the-watch', 'the_5f_watch')
    """
    return PLAIN.sub(_write_number, str(name))


def _write_number(match: re.Match) -> str:
    number = ord(match[0])
    return f"_{number:x}_"


@lru_cache(REMEMBERED)
def unslug(text: str) -> str:
    """Read a name back from its `slug`.

    >>> unslug(slug("l'été_1"))
    "l'été_1"
    """
    return NUMBER.sub(_read_number, text)


def _read_number(match: re.Match) -> str:
    number = int(match[1], 16)
    return chr(number)


def passage_anchor(article: object, start: int) -> str:
    """Return the address of a place in an article: the same for a table's link and for the article's page.

    >>> passage_anchor("the watch", 12)
    'article-the_20_watch-12'
    """
    return f"article-{slug(article)}-{int(start)}"


def read_passage(anchor: str) -> tuple[str, int] | None:
    """Return the article and the offset that an address names, or None where it names no passage.

    >>> read_passage("article-the_20_watch-12"), read_passage("word-border")
    (('the watch', 12), None)
    """
    match = PASSAGE.fullmatch(anchor)
    if match is None:
        return None
    article = unslug(match[1])
    start = int(match[2])
    return article, start


def list_anchor(kind: str, name: object) -> str:
    """Return the address of the passages behind a speaker or a word.

    >>> list_anchor("word", "border")
    'word-border'
    """
    return f"{kind}-{slug(name)}"
