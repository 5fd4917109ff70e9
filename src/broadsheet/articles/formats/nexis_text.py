"""Nexis text export: many articles a file, each under `3 of 10 DOCUMENTS`, lines broken at 80."""

import re

from broadsheet.articles.days import read_day

NAME = "Nexis text"
START = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.M)
FIELD = re.compile(r"([A-Z][A-Z-]{2,30}):[ \t]*(.*)", re.S)
BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def recognises(source):
    return bool(START.search(source.head))


def read(source, options):
    yield from (_article(document) for document in START.split(source.text.replace("\r\n", "\n"))[1:])


def _article(document):
    """Centred lines give outlet and day, then the title, then fields, the body, and fields again."""
    blocks = [" ".join(block.split()) for block in BLANK.split(document) if block.strip()]
    day = next((n for n, block in enumerate(blocks[:5]) if read_day(block)), 0)
    kinds = [_field(block) for block in blocks]
    fields = [number for number, kind in enumerate(kinds) if kind and number > day]
    first = fields[0] if fields else day + 2
    # The fields before the body end with the length, those after it begin with the first of the rest.
    length = next((n for n in fields if kinds[n][0] == "length"), first)
    after = next((n for n in fields if n > length), len(blocks))
    return {key: value for kind in kinds if kind for key, value in [kind]} | {
        "outlet": blocks[day - 1] if day else None,
        "published": blocks[day] if blocks else None,
        "title": " ".join(blocks[day + 1 : first]),
        "text": "\n\n".join(blocks[length + 1 : after]),
    }


def _field(block):
    found = FIELD.fullmatch(block)
    return (found[1].lower().replace("-", "_"), found[2]) if found else None
