"""ProQuest: the exports of many articles, as text, HTML or mail; see `proquest.toml` for its fields.

Each article is its title, some fields, `Full text:` and the text, and then a block of fields.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

from broadsheet.articles.days import read_day
from broadsheet.articles.formats.lines import page_lines
from broadsheet.articles.languages import language_code

Record = dict[str, Any]

NAMES = tomllib.loads(
    resources.files(__package__).joinpath("proquest.toml").read_text("utf-8")
)


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _read_fields() -> dict[str, str]:
    """The column of each name of a field, without spaces: exports have stray ones."""
    columns = {}
    for column, names in NAMES["fields"].items():
        for name in names:
            columns[_without_spaces(name.casefold())] = column
    return columns


FIELDS = _read_fields()
INSERTED = frozenset(NAMES["inserted"]["lines"])
HEAD = frozenset(["full_text", "abstract", "links", "info", "byline"])
LABEL = re.compile(r"([^\W\d_][^:\n]{0,40}?)\s*:(?:\s+(.*)|$)")
RULE = re.compile(r"_{20,}")
COUNTER = re.compile(
    r"(?:Document|Dokument|Documento|E-?mail) \d+ (?:of|de|sur|von) \d+"
)
ADDRESS = re.compile(r"https?://\S+")
CLOSED_DAY = re.compile(r"([A-Z][a-z]{2,8})(\d{1,2}),(\d{4})")
CITATION = re.compile(
    r"\d{1,2} \w{3,9} (?:1[89]|20)\d\d\W*(?:\S+)?$"
)  # "Echo [Ely]. 10 Mar 2022."
DAY_IN_INFO = re.compile(r"\]?\.?\s*(\d{1,2} \w+ \d{4})|(\w+ \d{1,2}, \d{4})")

Line = tuple[
    str, str, str
]  # column ("" for a line of text), value, and the line itself


def read_page(page: str) -> Iterator[Record]:
    """The articles of an export in HTML."""
    return read("\n\n".join(page_lines(page)))


def read(text: str) -> Iterator[Record]:
    """The articles of an export, in its order."""
    written = text.replace("\r\n", "\n").split("\n")
    lines = [" ".join(line.split()) for line in written]
    labelled = [_label(line) for line in lines if line]
    records = [_record(article) for article in _split(labelled)]
    outlets = _whole_names([record["outlet"] for record in records])
    for record in records:
        yield record | {"outlet": outlets[record["outlet"]]}


def _whole_names(names: list[str]) -> dict[str, str]:
    """Each name as most articles of the export write it: some exports have a stray space now and then."""
    writings: dict[str, Counter[str]] = {}
    for name in names:
        writings.setdefault(_without_spaces(name), Counter())[name] += 1
    return {
        name: writings[_without_spaces(name)].most_common(1)[0][0] for name in names
    }


def _whole_day(day: str) -> str:
    """A day without stray spaces: `Ju n 24, 2024` is `Jun 24, 2024`."""
    match = CLOSED_DAY.fullmatch(_without_spaces(day))
    if read_day(day):
        return day
    if match is None:
        return day
    return f"{match[1]} {match[2]}, {match[3]}"


def _label(line: str) -> Line:
    match = LABEL.fullmatch(line)
    if match is None:
        return "", line, line
    column = FIELDS.get(_without_spaces(match[1].casefold()), "")
    value = line
    if column:
        value = match[2] or ""
    return column, value, line


def _split(lines: list[Line]) -> Iterator[list[Line]]:
    """Cut before each rule of underscores, and where a text follows the last field of a database."""
    article: list[Line] = []
    for line in lines:
        is_rule = RULE.fullmatch(line[2]) is not None
        is_over = bool(article) and article[-1][0] == "database" and not line[0]
        if is_rule or is_over:
            if _is_article(article):
                yield article
            article = []
        if not is_rule:
            article.append(line)
    if _is_article(article):
        yield article


def _is_article(lines: list[Line]) -> bool:
    columns = {column for column, _, _ in lines}
    return bool(columns & {"full_text", "abstract"})


def _record(lines: list[Line]) -> Record:
    tail = _tail_index(lines)
    fields: dict[str, str] = {}
    for column, value, _ in [*lines[tail:], *lines[:tail]]:
        if column and value:
            fields.setdefault(column, value)
    info = fields.get("info", "")
    outlet = fields.get("outlet") or re.split(r",|;", info)[0]
    return {
        "article": fields.get("article"),
        "title": fields.get("title") or _first_line(lines),
        "byline": fields.get("byline"),
        "outlet": outlet.split(";")[0].strip(),
        "published": _whole_day(fields.get("published", "")) or _day_in(info),
        "section": fields.get("section"),
        "dateline": _place(fields.get("dateline", "")),
        "language": language_code(fields["language"]) if "language" in fields else None,
        "url": fields.get("url"),
        "text": _body(lines[:tail]),
    }


def _tail_index(lines: list[Line]) -> int:
    """Where the block of fields after the text begins: the run of fields about the last publication."""
    anchors = []
    for n, line in enumerate(lines):
        if line[0] in ("outlet", "published", "article"):
            anchors.append(n)
    if not anchors:
        return len(lines)
    index = anchors[-1]
    while index and lines[index - 1][0] not in ("", *HEAD):
        index -= 1
    return index


def _body(lines: list[Line]) -> str:
    """The text; where there is none, the abstract."""
    for wanted in ("full_text", "abstract"):
        starts = [n for n, line in enumerate(lines) if line[0] == wanted]
        if not starts:
            continue
        paragraphs = [lines[starts[0]][1]]
        for column, _, line in lines[starts[0] + 1 :]:
            if wanted == "abstract" and column in HEAD:
                break
            paragraphs.append(line)
        text = [line for line in paragraphs if line and line not in INSERTED]
        if text:
            return "\n\n".join(text)
    return ""


def _place(dateline: str) -> str | None:
    """A dateline that is a place; some outlets deliver the hour under its name."""
    if any(letter.isalpha() for letter in dateline):
        return dateline
    return None


def _first_line(lines: list[Line]) -> str | None:
    """The last line before the first field that reads as a title: no counter, address or citation."""
    head: list[str] = []
    for column, _, line in lines:
        if column:
            break
        if not (COUNTER.fullmatch(line) or ADDRESS.fullmatch(line) or line in INSERTED):
            head.append(line)
    while len(head) > 1 and CITATION.search(head[-1]):
        head.pop()
    if head:
        return head[-1]
    return None


def _day_in(info: str) -> str | None:
    for match in DAY_IN_INFO.finditer(info):
        day = match[1] or match[2]
        if read_day(day):
            return day
    return None
