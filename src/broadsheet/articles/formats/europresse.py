"""Europresse: the HTML export of many articles, each in an `article` element."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from broadsheet.articles.formats.lines import element_lines, element_text, parse_html
from broadsheet.errors import Unreadable

Record = dict[str, Any]

NUMBER = re.compile(
    r"\w+·(\d{8})\w?·\w+·\S+"
)  # news·20210504·LM·0123, with the day in it
EDITION = re.compile(r"\s*(?:,|\(site web\)|no\.|n°|nº).*$", re.I | re.S)


def read_page(page: str) -> Iterator[Record]:
    """The articles of an export.

    Raises:
        Unreadable: There is no article in it.
    """
    articles = parse_html(page).xpath("//article")
    if not articles:
        raise Unreadable(
            "is a Europresse page without articles", "export the documents as HTML"
        )
    for article in articles:
        yield _record(article)


def _record(article: HtmlElement) -> Record:
    outlet = _of_class(article, "DocPublicationName")
    header = _of_class(article, "DocHeader")
    number = NUMBER.search(element_text(article))
    bodies = _elements(article, "DocText")
    lines = element_lines(bodies[0]) if bodies else []
    return {
        "article": number[0] if number else None,
        "title": _of_class(article, "titreArticleVisu")
        or _of_class(article, "titreArticle"),
        "byline": _of_class(article, "docAuthors")
        or _of_class(article, "sm-margin-bottomNews"),
        "outlet": EDITION.sub("", outlet),
        "published": number[1] if number else header,
        "section": header.split(",")[0] if "," in header else None,
        "text": "\n\n".join(lines),
    }


def _elements(article: HtmlElement, name: str) -> list[HtmlElement]:
    return article.xpath(
        f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )


def _of_class(article: HtmlElement, name: str) -> str:
    found = _elements(article, name)
    if found:
        return element_text(found[0])
    return ""
