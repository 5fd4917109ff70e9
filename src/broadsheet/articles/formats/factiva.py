"""Factiva: exports of many articles as HTML, text, RTF or Word, in the language of whoever exported them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from broadsheet.articles.days import read_day
from broadsheet.articles.formats.coded import FACTIVA_CODES, Codes, factiva_record
from broadsheet.articles.formats.lines import element_text, parse_html
from broadsheet.articles.languages import language_code
from broadsheet.errors import Unreadable

Record = dict[str, Any]

NAME = "Factiva"
# "Document IINM000020171114edbe0001a", in whatever language: an article's number has its day in it.
NUMBER = re.compile(r"\S+(?: \S+)? (?=\w*\d{8})[A-Z][A-Z0-9]{3,}[0-9a-z]{12,}")
HOUR = re.compile(r"\d{1,2}[:.]\d\d\b.{0,8}")
WORD_COUNT = re.compile(r"[\d.,\s]+\s?[^\W\d]{1,12}\.?")
COPYRIGHT = re.compile(r"(?:\(?copyright|\(c\)|©|版权|著作権)", re.I)
BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Da|De|Door)\s+\w", re.I)
NAMES = re.compile(
    r"[A-ZÀ-Ý][\w.'’-]*(?: [A-ZÀ-Ý][\w.'’-]*){1,3}(?:(?:,| and| und| et) .{3,40})?"
)
LONGEST_DAY = 40  # characters
SHORT_SECTION = 40  # characters: a longer line is the title
ARTICLES = "//div[starts-with(@id, 'article-')]"
TAGGED_ARTICLES = "//div[contains(concat(' ', @class), ' article ') and .//table]"


@dataclass(frozen=True)
class Head:
    """What stands around the day of an article."""

    published: str | None
    outlet: str | None
    language: str | None
    lines_after_day: list[str]


def read_page(page: str) -> Iterator[Record]:
    """The articles of an HTML export.

    Raises:
        Unreadable: It is a page of Factiva without articles.
    """
    root = parse_html(page)
    articles = root.xpath(ARTICLES) or root.xpath(TAGGED_ARTICLES)
    if not articles:
        raise Unreadable(
            "is a Factiva page without articles",
            "export them as HTML, in article format",
        )
    for article in articles:
        codes = _codes(article)
        yield factiva_record(codes) if "HD" in codes else _from_element(article)


def _codes(article: HtmlElement) -> Codes:
    """The fields of an article whose table has a code in the first cell of each row."""
    codes: Codes = {}
    for row in article.xpath(".//tr[td]"):
        cells = row.xpath("./td")
        code = element_text(cells[0]).strip()
        if code in FACTIVA_CODES and len(cells) > 1:
            paragraphs = [element_text(p) for p in cells[1].xpath(".//p")]
            codes[code] = paragraphs or [element_text(cells[1])]
    return codes


def _from_element(article: HtmlElement) -> Record:
    lines = [
        _line(element) for element in article.xpath(".//div[not(.//div) and not(.//p)]")
    ]
    head = _head(lines)
    paragraphs = [line for element in article.xpath(".//p") if (line := _line(element))]
    if paragraphs and NUMBER.fullmatch(paragraphs[-1]):
        del paragraphs[-2:]  # the copyright holder and the number of the document
    section = article.xpath(".//div[@id='hd']/preceding-sibling::div[1]")
    return {
        "title": " ".join(map(_line, article.xpath(".//*[@id='hd']"))),
        "byline": " ".join(map(_line, article.xpath(".//div[@class='author']"))),
        "published": head.published,
        "outlet": head.outlet,
        "section": " ".join(map(_line, section)),
        "language": head.language,
        "text": "\n\n".join(paragraphs),
    }


def _line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _head(lines: list[str]) -> Head:
    """Read a run of lines without names.

    The day is known by its form; the hour, the outlet and its code, the edition and the page follow it,
    and the language stands before the copyright.
    """
    day = next((n for n, line in enumerate(lines) if _is_day(line)), len(lines))
    after = lines[day + 1 :]
    hour = ""
    if after and HOUR.fullmatch(after[0]):
        hour = after[0]
    if hour:
        after = after[1:]
    published = f"{lines[day]} {hour}".strip() if day < len(lines) else None
    languages = (language_code(line) for line in after[1:] if len(line) > 1)
    language = next((code for code in languages if code), None)
    return Head(published, after[0] if after else None, language, after)


def _is_day(line: str) -> bool:
    if len(line) >= LONGEST_DAY:
        return False
    return read_day(line) is not None


# The same as lines of text


def read_lines(text: str) -> Iterator[Record]:
    """The articles of an export as text: each ends with the number of its document."""
    article: list[str] = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if NUMBER.fullmatch(line):
            yield _from_lines(article)
            article = []
        elif line:
            article.append(line)


def _from_lines(lines: list[str]) -> Record:
    day = next((n for n, line in enumerate(lines) if _is_day(line)), 0)
    head = _head(lines[day:])
    start = _body_index(lines, day)
    above = [line for line in lines[:day] if not WORD_COUNT.fullmatch(line)]
    has_byline = len(above) > 1 and _is_byline(above[-1])
    byline = above.pop() if has_byline else None
    has_section = len(above) > 1 and len(above[0]) < SHORT_SECTION < len(above[1])
    section = above.pop(0) if has_section else None
    return {
        "title": " ".join(above),
        "byline": byline,
        "section": section,
        "published": head.published,
        "outlet": head.outlet,
        "language": head.language,
        "text": "\n\n".join(_without_holder(lines[start:])),
    }


def _is_byline(line: str) -> bool:
    """Whether a line below the title names its author: with "By", or as two to four names alone."""
    if BYLINE.match(line) is not None:
        return True
    return NAMES.fullmatch(line) is not None


def _body_index(lines: list[str], day: int) -> int:
    """The line after the copyright; without one, after the language."""
    for number in range(day, len(lines)):
        if COPYRIGHT.match(lines[number]):
            return number + 1
    for number in range(day + 2, len(lines)):
        is_one_word = len(lines[number].split()) == 1
        if is_one_word and language_code(lines[number]):
            return number + 1
    return day + 3


def _without_holder(paragraphs: list[str]) -> list[str]:
    """The paragraphs without the last one where it names the holder of the rights and is no sentence."""
    if (
        len(paragraphs) > 1
        and len(paragraphs[-1]) < 80
        and paragraphs[-1][-1] not in ".!?\"”'’)"
    ):
        return paragraphs[:-1]
    return paragraphs
