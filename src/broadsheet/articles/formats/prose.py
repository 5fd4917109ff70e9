"""One document that is no export: its paragraphs, and the articles under its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from broadsheet.articles.days import read_day
from broadsheet.articles.heads import split_head
from broadsheet.errors import Unreadable

Record = dict[str, Any]

LONGEST_DAY = 60
FEWEST_WORDS = 3  # in a document; those with fewer are empty but for a number of a page
WORDS_OF_ARTICLE = 15  # under a heading; fewer are a heading of a part
# A line that ends so is the end of a sentence; one that does not goes on in the next.
# A last line is shorter than a full one, and a heading much shorter: shares of the length that a quarter of
# the lines exceed, tried on a page that a browser printed.
LAST_LINE = 0.8
SHORT_LINE = 0.6
SENTENCE_END = re.compile(r"[.!?:;…]['\"”’»)\]]*$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a document, and the level of the heading that it is; 0 for text."""

    text: str
    level: int = 0


def read_document(paragraphs: list[Paragraph]) -> Iterator[Record]:
    """The articles of a document: one under each heading of the highest level, or else a single one.

    Raises:
        Unreadable: There is hardly a word in it.
    """
    if _words(paragraphs) < FEWEST_WORDS:
        raise Unreadable(
            "has hardly a word of text", "open it and look whether it is the right file"
        )
    sections = _sections(paragraphs)
    for section in sections:
        yield _article(section, is_part=len(sections) > 1)


def _sections(paragraphs: list[Paragraph]) -> list[list[Paragraph]]:
    levels = [paragraph.level for paragraph in paragraphs if paragraph.level]
    repeated = sorted({level for level in levels if levels.count(level) > 1})
    for level in repeated[:1]:
        starts = [
            n for n, paragraph in enumerate(paragraphs) if paragraph.level == level
        ]
        before = [
            paragraph for paragraph in paragraphs[: starts[0]] if not paragraph.level
        ]
        ends = [*starts[1:], len(paragraphs)]
        sections = [
            paragraphs[start:end] for start, end in zip(starts, ends, strict=True)
        ]
        enough = all(_words(section[1:]) >= WORDS_OF_ARTICLE for section in sections)
        # Text before the first heading makes it the heading of a part of one article.
        if enough and not before:
            return sections
    return [paragraphs]


def _words(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)


def _article(paragraphs: list[Paragraph], is_part: bool) -> Record:
    texts = [paragraph.text for paragraph in paragraphs]
    is_headed = bool(paragraphs) and paragraphs[0].level > 0
    title = texts[0] if is_headed else None
    below = texts[1:] if is_headed else texts
    columns, text = split_head("\n\n".join(below))
    if is_headed and is_part:
        columns |= _under_heading(text)
    elif is_headed and not columns:
        text = "\n\n".join(texts)
    return {"title": title} | columns | {"text": columns.get("text", text)}


def _under_heading(text: str) -> Record:
    """Outlet and day where the first line below a heading names them: `The Echo, 2 May 2011`."""
    first, _, rest = text.partition("\n\n")
    moment = read_day(first) if len(first) < LONGEST_DAY else None
    if moment is None:
        return {}
    if not rest.strip():
        return {}
    outlet = re.split(r"\s*[,|·–—(]\s*|\s+-\s+|\s+\d", first)[0]
    columns: Record = {"published": first, "text": rest}
    if (
        outlet
        and not read_day(outlet)
        and not any(letter.isdigit() for letter in outlet)
    ):
        columns["outlet"] = outlet
    return columns


def join_wrapped(lines: list[str]) -> list[str]:
    """Paragraphs from lines that were broken at the edge of a page, words broken at the edge joined.

    A blank line ends a paragraph; so does a line that is shorter than the others and ends a sentence. A line
    that begins a paragraph and is much shorter is a heading.

    >>> join_wrapped(["The bridge stays open, the coun-", "cil said.", "", "Tolls end in June."])
    ['The bridge stays open, the council said.', 'Tolls end in June.']
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    full = 0
    if lengths:
        full = lengths[len(lengths) * 3 // 4]
    paragraphs: list[str] = []
    is_open = False
    for line in (line.strip() for line in lines):
        if not line:
            is_open = False
            continue
        is_heading = not is_open and len(line) < SHORT_LINE * full
        if is_open:
            paragraphs[-1] = _join(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        is_last = SENTENCE_END.search(line) and len(line) < LAST_LINE * full
        is_open = not (is_heading or is_last)
    return paragraphs


def _join(before: str, after: str) -> str:
    """Two lines as one; a hyphen between two lower-case letters is taken for one that breaks a word."""
    is_broken = (
        before.endswith(("-", "\N{SOFT HYPHEN}", "\N{HYPHEN}")) and len(before) > 1
    )
    if is_broken and before[-2].islower() and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"
