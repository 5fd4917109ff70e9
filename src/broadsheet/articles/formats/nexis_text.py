"""Nexis text export: many articles a file, each under `3 of 10 DOCUMENTS`, lines broken at 80."""

import re

from broadsheet.articles.days import read_day

NAME = "Nexis text"
START = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.M)
# Only these are fields: a paragraph may begin "WASHINGTON: " as well.
FIELD = re.compile(
    r"""(Section|Length|Byline|Dateline|Highlight|Series|Distribution|Edition|Load-Date|Correction-Date|Language|
    Publication-Type|Journal[ -]Code|Document-Type|Subject|Company|Organization|Ticker|Industry|Person|
    Geographic|City|State|Country|Graphic|Notes?|URL|Correction):\s*(.*)""",
    re.I | re.S | re.X,
)
BLANK = re.compile(r"\n[ \t]*\n\s*")


def recognises(source):
    return bool(START.search(source.head))


def read(source, reading):
    yield from map(_article, START.split(source.text.replace("\r\n", "\n"))[1:])


def clean_outlet(line):
    """An outlet as it writes itself, where the archive runs on or adds a full stop.

    >>> clean_outlet("The Guardian(London)"), clean_outlet("Guardian.com.")
    ('The Guardian (London)', 'Guardian.com')
    """
    return re.sub(r"(?<=\w)\(", " (", line).removesuffix(".")


def _article(document):
    """Outlet and day in the middle of their lines, then the title, fields, the body, and fields again."""
    blocks = [" ".join(block.split()) for block in BLANK.split(document) if block.strip()]
    day = next((n for n, block in enumerate(blocks[:5]) if read_day(block)), 0)
    fields = {n: found for n, block in enumerate(blocks) if n > day and (found := field_of(block))}
    first = min(fields, default=day + 2)
    # The fields before the body end with the length; the next one ends the body.
    length = next((n for n, (name, _) in fields.items() if name == "length"), first)
    after = min((n for n in fields if n > length), default=len(blocks))
    return dict(fields.values()) | {
        "outlet": clean_outlet(blocks[day - 1]) if day else None,
        "published": blocks[day] if day else None,
        "title": " ".join(blocks[day + 1 : first]),
        "text": "\n\n".join(blocks[length + 1 : after]),
    }


def field_of(line):
    """`("load_date", "May 2, 2002")` for `Load-Date: May 2, 2002`; None for a line of text."""
    found = FIELD.fullmatch(line)
    return found and (re.sub("[- ]", "_", found[1].lower()), " ".join(found[2].split()))
