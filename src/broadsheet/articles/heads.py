"""Outlet, day and title from the lines above a text."""

import re

from broadsheet.articles.days import read_day
from broadsheet.articles.headings import fold_heading, ranks_of
from broadsheet.articles.outlet_names import is_like_outlet

# "Source: The Echo", also with the stars of Markdown
HEAD_LINE = re.compile(
    r"[ \t]*(?:[#•*-]+[ \t]+)?[*_]{0,2}([^\W\d_][\w /-]{1,30}?)[ \t]*[*_]{0,2}"
    r"(?::|[ ]=(?=[ ]))[*_]{0,2}[ \t]*(\S.*)?"
)
RULE = re.compile(r"[ \t]*([-=*_])\1{2,}[ \t]*\n")  # a line below a head
BARE_LINES = 8  # in which a head without labels ends, blank ones among them
BARE_ABOVE = 3  # lines above the day
BARE_WORDS = 3  # of a day: "Monday", "May", "GMT"
BETWEEN_PARTS = re.compile(
    r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+(?=\d{1,2}\b|\d{4}-|[^\W\d_]+ \d)"
)
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)]*$")
TITLE = 200  # characters at most, of a title above a head
HEAD_LINES = 20  # lines: a head of more is a text with colons
HEAD_ROLES = (
    "title",
    "outlet",
    "published",
    "byline",
    "agency",
    "section",
    "url",
    "language",
    "dateline",
)
TEXT_LABELS = frozenset(
    [
        "text",
        "body",
        "content",
        "fulltext",
        "article",
        "story",
        "volltext",
        "texte",
        "texto",
    ]
)
KEPT_LABELS = 4  # words: an unknown label of more is prose


def split_head(text: str) -> tuple[dict[str, str], str]:
    """Lines such as `Source: The Echo` above a text, by column, and the text below them.

    At least two such lines must tell something that is known here; one may be the beginning of a story.

    >>> split_head("Title: Dam drained\\nSource: The Echo\\n\\nThe dam was drained.")
    ({'title': 'Dam drained', 'outlet': 'The Echo'}, 'The dam was drained.')
    """
    fields, rest = _head(text)
    if fields:
        return fields, rest
    first, _, below = text.lstrip("\ufeff\n\r ").partition("\n")
    if HEAD_LINE.fullmatch(first):
        return {}, text
    if len(first) > TITLE:
        return {}, text
    fields, rest = _head(below)
    if fields and "title" not in fields:
        return {"title": first.strip()} | fields, rest
    return _bare_head(text)


def _bare_head(text: str) -> tuple[dict[str, str], str]:
    """Title, outlet and day on lines of their own above a text, without labels, where they are plain.

    A line that is a day alone, or a day beside an outlet, is one only among the first lines.

    >>> _bare_head("Dam drained\\nThe Echo, 2 May 2011\\n\\nThe dam was drained.")
    ({'title': 'Dam drained', 'outlet': 'The Echo', 'published': '2 May 2011'}, 'The dam was drained.')
    """
    lines = text.lstrip("\ufeff\n\r ").splitlines(keepends=True)
    first_lines = enumerate(lines[:BARE_LINES])
    written = [number for number, line in first_lines if line.strip()]
    for place, number in enumerate(written[1:], start=1):
        above = [lines[each].strip() for each in written[:place]]
        rest = "".join(lines[number + 1 :]).lstrip("\n\r ")
        fields = _bare_fields(above, lines[number].strip())
        if fields and rest.strip():
            return fields, rest
    return {}, text


def _bare_fields(above: list[str], line: str) -> dict[str, str]:
    """The fields of a line with a day and of those above it; none where it is a line of text."""
    if _is_prose(above, line):
        return {}
    parts = [part.strip() for part in BETWEEN_PARTS.split(line) if part.strip()]
    days = [part for part in parts if _is_day_alone(part)]
    if not days:
        return {}
    others = [part for part in parts if part not in days[0]]
    candidates = [*others, *above[1:]]
    outlets = [each for each in candidates if _is_written_as_outlet(each)]
    if not outlets:
        return {}
    fields = {
        "title": above[0],
        "outlet": outlets[0],
        "published": days[0],
    }
    names = [each for each in candidates if each not in outlets]
    if names:
        fields["byline"] = names[0]
    return fields


def _is_prose(above: list[str], line: str) -> bool:
    """Whether a line and those above it are too long or too many, or a sentence, for the head of a text."""
    if len(above) > BARE_ABOVE:
        return True
    if len(line) > TITLE / 2:
        return True
    if any(len(each) > TITLE for each in above):
        return True
    return ENDS_SENTENCE.search(above[-1]) is not None


def _is_day_alone(written: str) -> bool:
    """Whether a line is a day and hardly anything else."""
    letters = re.sub(r"[\W\d]+", " ", written).split()
    if len(letters) > BARE_WORDS:
        return False
    return read_day(written) is not None


def _is_written_as_outlet(written: str) -> bool:
    """Whether a line is the name of an outlet, and no place or person: by a word of such names."""
    words = written.split()
    if len(words) > 6:
        return False
    if not written[:1].isupper():
        return False
    if words[0] == "The":
        return True
    return is_like_outlet(written)


def _head(text: str) -> tuple[dict[str, str], str]:
    """The head lines that a text begins with, and what stands below them."""
    fields: dict[str, str] = {}
    lines = text.lstrip("\ufeff\n\r ").splitlines(keepends=True)
    used = 0
    for number, line in enumerate(lines[:HEAD_LINES]):
        if not line.strip():
            continue
        label, value = _head_line(line, bool(fields))
        if label == "text":
            lines[number] = value + "\n"
        if label is None:
            break
        if label == "text":
            break
        if value:
            fields.setdefault(label, value)
        used = number + 1
    known = [role for role in HEAD_ROLES if role in fields]
    if len(known) < 2:
        return {}, text
    rest = "".join(lines[used:]).lstrip("\n\r ")
    if RULE.match(rest):
        rest = RULE.sub("", rest, count=1).lstrip("\n\r ")
    return fields, rest


def _head_line(line: str, follows: bool) -> tuple[str | None, str]:
    """The column and the value of a head line; None for a line of text.

    A label that is not known here, such as "Word count", is one only below a label that is.
    """
    match = HEAD_LINE.fullmatch(line.rstrip())
    if match is None:
        return None, ""
    value = (match[2] or "").strip()
    role = _role(match[1])
    if role is not None:
        return role, value
    words = match[1].lower().split()
    if follows and len(words) < KEPT_LABELS:
        return "_".join(words), value
    return None, ""


def _role(label: str) -> str | None:
    if fold_heading(label) in TEXT_LABELS:
        return "text"
    every = ranks_of(label)
    ranks = {role: rank for role, rank in every.items() if role in HEAD_ROLES}
    if ranks:
        return min(ranks, key=lambda role: ranks[role])
    return None
