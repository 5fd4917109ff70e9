"""Nexis: the exports of many articles, in text, HTML, Word and RTF, and in the languages of its screens.

Older exports put each article under `3 of 10 DOCUMENTS`, with outlet and day before the title. Newer ones end
each with `End of Document`, and have the title first. Which is which, the marks of the formats tell; what the
fields are called stands in `nexis.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
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
LATE_FIELDS = frozenset(["load_date", "correction_date"])  # they follow the body


def _fold(name: str) -> str:
    folded = re.sub(r"[\s-]+", " ", name.casefold())
    return folded.strip()


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
    spaced = re.sub(r"(?<=\w)\(", " (", line)
    return spaced.removesuffix(".")


def field_of(line: str) -> Field | None:
    """`("load_date", "May 2, 2002")` for `Load-Date: May 2, 2002`; None for a line of text."""
    match = LABEL.fullmatch(line)
    if match is None:
        return None
    column = FIELDS.get(_fold(match[1]))
    if column is None:
        return None
    value = match[2] or ""
    return column, _on_one_line(value)


def _fields_of(lines: list[str], after: int = -1) -> dict[int, Field]:
    """The fields among some lines, by number, those up to a line left out."""
    fields = {}
    for number, line in enumerate(lines):
        if number <= after:
            continue
        field = field_of(line)
        if field is not None:
            fields[number] = field
    return fields


# Older exports


def read_numbered(text: str) -> Iterator[Record]:
    """Articles that each stand under `3 of 10 DOCUMENTS`."""
    documents = START.split(text.replace("\r\n", "\n"))
    for document in documents[1:]:
        blocks = _blocks_of(document)
        yield _numbered_article(blocks)


def _blocks_of(document: str) -> list[str]:
    """What blank lines set apart in a document, each on a line of its own."""
    blocks = []
    for written in BLANK.split(document):
        block = _on_one_line(written)
        if block:
            blocks.append(block)
    return blocks


def _on_one_line(text: str) -> str:
    """A text with one space in place of each run of white space."""
    words = text.split()
    return " ".join(words)


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
    for number, line in enumerate(lines[1:], start=1):
        if len(line) >= LONGEST_DAY_LINE:
            continue
        if read_day(line):
            return number
    return 0


def _end_of_run(first: int, fields: dict[int, Field]) -> int:
    """Where the fields that stand before the text are over."""
    index = first
    while index in fields:
        column, _ = fields[index]
        if column not in HEAD:
            break
        index += 1
    return index


def _end_of_text(blocks: list[str], start: int, fields: dict[int, Field]) -> int:
    """Where the fields that stand after the text begin, and the copyright among them."""
    end = len(blocks)
    for number, (column, _) in fields.items():
        if number >= start and column not in HEAD:
            end = min(end, number)
    while end > start:
        last = blocks[end - 1]
        if not _is_below_text(last):
            break
        end -= 1
    return end


def _is_below_text(block: str) -> bool:
    """Whether a block is a copyright, or a day under a label that is not known here."""
    if len(block) >= LONGEST_FIELD:
        return False
    if COPYRIGHT.match(block):
        return True
    label = CAPITAL_LABEL.match(block)
    if label is None:
        return False
    value = block[label.end() :]
    return read_day(value) is not None


def _columns(fields: dict[int, Field]) -> Record:
    """The fields as columns; of two with one name, and of two languages of one text, the first one counts."""
    last_first = reversed(list(fields.values()))
    columns = dict(last_first)
    if "language" in columns:
        language, _, _ = columns["language"].partition(";")
        columns["language"] = language.strip()
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
    stripped = map(str.strip, text.split("\n"))
    lines = list(filter(None, stripped))
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
    if any(_fold(line) in ENDS for line in lines):
        return False
    labels = {_label_of(line) for line in lines if ":" in line}
    count = len(labels & COVER)
    has_count = any(map(COUNTED.fullmatch, lines))
    has_first = any(map(FIRST.match, lines))
    if has_count and has_first:
        return count >= 1
    return count >= 2


def _label_of(line: str) -> str:
    """What stands before the first colon of a line."""
    label, _, _ = line.partition(":")
    return _fold(label)


def _ended_article(lines: list[str]) -> Record:
    """Title, outlet and day on a line each, then fields, then the body, and fields again."""
    parts = _parts(lines)
    above = lines[: parts.body]
    below = lines[parts.after :]
    fields = _fields_of(above + below)
    columns = _columns(fields)
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
    above = lines[:body]
    length_of_body = _first_index(lines[body:], _is_after)
    day = _last_day(above)
    # Without a day the copyright or the first field ends the head.
    end = day or _first_index(above, _ends_head)
    head = lines[:end]
    if len(head) > 2 and head[-1].startswith("("):
        head = head[:-1]  # "(Sinosphere)": the name of a blog, below that of its outlet
    return Parts(day, head, body, body + length_of_body)


def _first_index(lines: list[str], is_wanted: Callable[[str], bool]) -> int:
    """Where the first wanted line stands; behind the last if there is none."""
    for number, line in enumerate(lines):
        if is_wanted(line):
            return number
    return len(lines)


def _last_day(lines: list[str]) -> int | None:
    """The last line above the body that is a day; the first one is the title."""
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if len(line) >= LONGEST_DAY_LINE:
            continue
        beginning = line[:DAY_CHARACTERS]
        if read_day(beginning):
            return number
    return None


def _body_index(lines: list[str]) -> int:
    """The line that says that the body follows; it is looked for behind the first field."""
    first_field = _first_index(lines, _is_field)
    behind = lines[first_field:]
    index = first_field + _first_index(behind, _announces_body)
    if index < len(lines):
        return index
    return _first_index(lines, _announces_body)


def _is_field(line: str) -> bool:
    return field_of(line) is not None


def _announces_body(line: str) -> bool:
    return _fold(line) in BODIES


def _is_after(line: str) -> bool:
    if _fold(line) in AFTER:
        return True
    field = field_of(line)
    if field is None:
        return False
    column, _ = field
    return column in LATE_FIELDS


def _ends_head(line: str) -> bool:
    if COPYRIGHT.match(line):
        return True
    if line.startswith("Correction Appended"):
        return True
    return _is_field(line)


def _title(parts: Parts) -> str:
    """The lines before the outlet; below the cover sheet of a delivery only the last of them."""
    has_cover = any(_label_of(line) in COVER for line in parts.head)
    above_outlet = parts.head[:-1]
    title = above_outlet[-1:] if has_cover else above_outlet
    return _on_one_line(" ".join(title))


def _under(heading: str, lines: list[str]) -> str | None:
    """The lines under a heading, up to the next heading or field."""
    if heading not in lines:
        return None
    first = lines.index(heading) + 1
    under = []
    for line in lines[first:]:
        if _is_after(line):
            break
        if _is_field(line):
            break
        under.append(line)
    return "\n".join(under)
