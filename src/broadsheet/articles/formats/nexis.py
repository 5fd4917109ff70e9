"""Nexis: the exports of many articles, in text, HTML, Word and RTF, and in the languages of its screens.

Older exports put each article under `3 of 10 DOCUMENTS`, with outlet and day before the title. Newer ones end
each with `End of Document`, and have the title first. Which is which, the marks of the formats tell; what the
fields are called stands in `nexis.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from broadsheet.articles.days import read_day
from broadsheet.articles.formats.lines import page_lines

Record = dict[str, Any]
Field = tuple[str, str]

NAMES = tomllib.loads(
    resources.files(__package__).joinpath("nexis.toml").read_text("utf-8")
)
START = re.compile(
    r"^[ \t]*(?:(?:Document )?\d+ (?:of|von|sur|de|di|van|/) \d+ (?:DOCUMENT|DOKUMENT|DOCUMENTO)\w*"
    r"|(?:Document|Dokument|Documento) \d+ (?:of|von|sur|de|di|van) \d+)[ \t]*$",
    re.M | re.I,
)
BLANK = re.compile(r"\n[ \t]*\n\s*")
LABEL = re.compile(r"([^\W\d_][^:\n]{0,30}?)[ \t]*:(?:\s+(.*)|$)", re.S)
COPYRIGHT = re.compile(
    r"(?:Copyright|©|\(c\)|All Rights Reserved|Alle Rechte vorbehalten|Tous droits)",
    re.I,
)
EDITION = re.compile(
    r"(?:\w+ ){0,4}(?:Edition|Ausgabe|Édition|Edición|Edizione)\b.{0,60}", re.I
)
COUNTED = re.compile(r"[^\W\d_]+ \(\d+\)")  # "Documents (12)", above their list
FIRST = re.compile(r"1\.\s*\w")
HOST = re.compile(r"https?://\S+")
ADDRESS = re.compile(r"https?://[^\s/]+/\S+")
# Older exports write the names of all fields in capitals.
CAPITAL_LABEL = re.compile(r"[A-ZÀ-ÞŁŚŽŠČ]{3,}(?:[ -][A-ZÀ-ÞŁŚŽŠČ]+){0,3}:\s")
LONGEST_FIELD = 200  # characters
LONGEST_DAY_LINE = 80  # characters
DAY_CHARACTERS = 40  # of a line, in which the day stands
LINES_BEFORE_DAY = 5


def _fold(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.casefold()).strip()


def _read_fields() -> dict[str, str]:
    """The column of each name of a field."""
    columns = {}
    for column, names in NAMES["fields"].items():
        for name in names:
            columns[_fold(name)] = column
    return columns


def _read_lines(name: str) -> frozenset[str]:
    return frozenset(map(_fold, NAMES["lines"][name]))


FIELDS = _read_fields()
HEAD = frozenset(NAMES["head"]["fields"])
ENDS = _read_lines("end")
BODIES = _read_lines("body")
AFTER = _read_lines("after")
COVER = _read_lines("cover")


def clean_outlet(line: str) -> str:
    """An outlet as it writes itself, where the archive runs on or adds a full stop.

    >>> clean_outlet("The Guardian(London)"), clean_outlet("Guardian.com.")
    ('The Guardian (London)', 'Guardian.com')
    """
    return re.sub(r"(?<=\w)\(", " (", line).removesuffix(".")


def field_of(line: str) -> Field | None:
    """`("load_date", "May 2, 2002")` for `Load-Date: May 2, 2002`; None for a line of text."""
    match = LABEL.fullmatch(line)
    if match is None:
        return None
    column = FIELDS.get(_fold(match[1]))
    if column is None:
        return None
    value = match[2] or ""
    return column, " ".join(value.split())


def _fields_of(lines: list[str], after: int = -1) -> dict[int, Field]:
    """The fields among some lines, by number, those up to a line left out."""
    fields = {}
    for number, line in enumerate(lines):
        field = field_of(line)
        if field is not None and number > after:
            fields[number] = field
    return fields


# Older exports


def read_numbered(text: str) -> Iterator[Record]:
    """Articles that each stand under `3 of 10 DOCUMENTS`."""
    documents = START.split(text.replace("\r\n", "\n"))
    for document in documents[1:]:
        blocks = (" ".join(block.split()) for block in BLANK.split(document))
        yield _numbered_article([block for block in blocks if block])


def _numbered_article(blocks: list[str]) -> Record:
    """Outlet and day in the middle of their lines, then the title, fields, the body, and fields again."""
    day = _day_index(blocks[:LINES_BEFORE_DAY])
    fields = _fields_of(blocks, after=day)
    behind_title = min(day + 2, len(blocks))
    first = min(fields, default=behind_title)
    start = _end_of_run(first, fields)
    end = _end_of_text(blocks, start, fields)
    record = _columns(fields)
    if day:
        record["outlet"] = clean_outlet(blocks[day - 1])
        record["published"] = blocks[day]
    between = blocks[day + 1 : first]
    title = [block for block in between if not EDITION.fullmatch(block)]
    record["title"] = " ".join(title or between)
    record["text"] = "\n\n".join(blocks[start:end])
    return record


def _day_index(lines: list[str]) -> int:
    """The line of the day; 0, where that of the outlet would stand, if there is none."""
    for number, line in enumerate(lines):
        if number and len(line) < LONGEST_DAY_LINE and read_day(line):
            return number
    return 0


def _end_of_run(first: int, fields: dict[int, Field]) -> int:
    """Where the fields that stand before the text are over."""
    index = first
    while index in fields and fields[index][0] in HEAD:
        index += 1
    return index


def _end_of_text(blocks: list[str], start: int, fields: dict[int, Field]) -> int:
    """Where the fields that stand after the text begin, and the copyright among them."""
    after = (n for n in fields if n >= start and fields[n][0] not in HEAD)
    end = min(after, default=len(blocks))
    while end > start and _is_below_text(blocks[end - 1]):
        end -= 1
    return end


def _is_below_text(block: str) -> bool:
    """Whether a block is a copyright, or a day under a label that is not known here."""
    if len(block) >= LONGEST_FIELD:
        return False
    label = CAPITAL_LABEL.match(block)
    is_day = label is not None and read_day(block[label.end() :]) is not None
    if is_day:
        return True
    return COPYRIGHT.match(block) is not None


def _columns(fields: dict[int, Field]) -> Record:
    """The fields as columns; of two with one name, and of two languages of one text, the first one counts."""
    columns = dict(reversed(list(fields.values())))
    if "language" in columns:
        columns["language"] = columns["language"].split(";")[0].strip()
    return columns


# Newer exports


@dataclass(frozen=True)
class Parts:
    """Where the parts of an article stand among its lines."""

    day: int | None
    head: list[str]
    body: int
    after: int


def read_page(page: str) -> Iterator[Record]:
    """The articles of an export in HTML, older or newer."""
    text = "\n\n".join(page_lines(page))
    if START.search(text):
        return read_numbered(text)
    return read_ended(text)


def read_ended(text: str) -> Iterator[Record]:
    """Articles that each end with `End of Document`."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    start = 0
    for number, line in enumerate(lines):
        if _fold(line) in ENDS:
            yield _ended_article(lines[start:number])
            start = number + 1


def is_list_of_documents(lines: list[str]) -> bool:
    """Whether this is the cover sheet of a delivery alone: what was searched, and what came of it.

    >>> is_list_of_documents(["User Name: = Ann", "Documents (1)", "1. Bridge", "Search Terms: bridge"])
    True
    """
    labels = {_fold(line.partition(":")[0]) for line in lines if ":" in line}
    if any(_fold(line) in ENDS for line in lines):
        return False
    has_list = any(map(COUNTED.fullmatch, lines)) and any(map(FIRST.match, lines))
    return len(labels & COVER) >= (1 if has_list else 2)


def _ended_article(lines: list[str]) -> Record:
    """Title, outlet and day on a line each, then fields, then the body, and fields again."""
    parts = _parts(lines)
    below = lines[parts.after :]
    columns = _columns(_fields_of(lines[: parts.body] + below))
    body = lines[parts.body + 1 : parts.after]
    if body and HOST.fullmatch(body[-1]):
        address = body.pop()
        if ADDRESS.fullmatch(address):  # that of an outlet's front page is of no use
            columns["url"] = address
    if parts.head:
        columns["outlet"] = clean_outlet(parts.head[-1])
    day = lines[parts.day] if parts.day else None
    return columns | {
        "title": _title(parts),
        "published": day or columns.get("load_date"),
        "graphic": _under("Graphic", below),
        "correction": _under("Correction", below),
        "text": "\n\n".join(body),
    }


def _parts(lines: list[str]) -> Parts:
    body = _body_index(lines)
    late = (n for n in range(body, len(lines)) if _is_after(lines[n]))
    after = next(late, len(lines))
    day = _last_day(lines[:body])
    # Without a day the copyright or the first field ends the head.
    ends = (n for n in range(body) if _ends_head(lines[n]))
    head = lines[: day or next(ends, body)]
    if len(head) > 2 and head[-1].startswith("("):
        head = head[:-1]  # "(Sinosphere)": the name of a blog, below that of its outlet
    return Parts(day, head, body, after)


def _last_day(lines: list[str]) -> int | None:
    """The last line above the body that is a day; the first one is the title."""
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if len(line) < LONGEST_DAY_LINE and read_day(line[:DAY_CHARACTERS]):
            return number
    return None


def _body_index(lines: list[str]) -> int:
    """The line that says that the body follows; it is looked for behind the first field."""
    first_field = next((n for n, line in enumerate(lines) if field_of(line)), 0)
    for start in (first_field, 0):
        for number in range(start, len(lines)):
            if _fold(lines[number]) in BODIES:
                return number
    return len(lines)


def _is_after(line: str) -> bool:
    field = field_of(line)
    is_late_field = field is not None and field[0] in ("load_date", "correction_date")
    if is_late_field:
        return True
    return _fold(line) in AFTER


def _ends_head(line: str) -> bool:
    return (
        bool(COPYRIGHT.match(line))
        or line.startswith("Correction Appended")
        or field_of(line) is not None
    )


def _title(parts: Parts) -> str:
    """The lines before the outlet; below the cover sheet of a delivery only the last of them."""
    has_cover = any(_fold(line.partition(":")[0]) in COVER for line in parts.head)
    title = parts.head[-2:-1] if has_cover else parts.head[:-1]
    return " ".join(" ".join(title).split())


def _under(heading: str, lines: list[str]) -> str | None:
    """The lines under a heading, up to the next heading or field."""
    if heading not in lines:
        return None
    under = []
    for line in lines[lines.index(heading) + 1 :]:
        if _is_after(line):
            break
        if field_of(line):
            break
        under.append(line)
    return "\n".join(under)
