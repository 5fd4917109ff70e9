"""Factiva's HTML export: many articles a file, their heads in the language of whoever exported them."""

import re

from broadsheet.articles.days import read_day
from broadsheet.articles.languages import language_code
from broadsheet.errors import Unreadable, need

NAME = "Factiva"
NUMBER = re.compile(r"Do[ck]ument\w* \w{20,}$")
HOUR = re.compile(r"\d{1,2}[:.]\d\d\b")


def recognises(source):
    return source.head.startswith("<") and "factiva" in source.head.lower()


def read(source, reading):
    html = need("lxml.html", "is a Factiva export")
    parser = html.HTMLParser(encoding="utf-8")
    page = html.fromstring(source.text.encode("utf-8", "replace"), parser=parser)
    articles = page.xpath("//div[starts-with(@id, 'article-')]")
    if not articles:
        raise Unreadable("is a Factiva page without articles", "export them as HTML, in article format")
    yield from map(_article, articles)


def _article(article):
    """The head is a run of lines without names. The day is known by its form; the hour, the outlet and its
    code, the edition and the page follow it, and the language stands before the copyright."""
    head = [_line(element) for element in article.xpath(".//div[not(.//div) and not(.//p)]")]
    day = next((n for n, line in enumerate(head) if len(line) < 40 and read_day(line)), len(head))
    hour = next((line for line in head[day + 1 : day + 2] if HOUR.match(line)), "")
    after = [line for line in head[day + 1 :] if line != hour]
    paragraphs = list(filter(None, map(_line, article.xpath(".//p"))))
    if paragraphs and NUMBER.match(paragraphs[-1]):
        del paragraphs[-2:]  # the copyright holder and the number of the document
    section = article.xpath(".//div[@id='hd']/preceding-sibling::div[1]")
    return {
        "title": " ".join(map(_line, article.xpath(".//*[@id='hd']"))),
        "byline": " ".join(map(_line, article.xpath(".//div[@class='author']"))),
        "published": f"{head[day]} {hour}" if day < len(head) else None,
        "outlet": after[0] if after else None,
        "section": " ".join(map(_line, section)),
        "language": next(filter(None, (language_code(line) for line in after[1:] if len(line) > 3)), None),
        "text": "\n\n".join(paragraphs),
    }


def _line(element):
    return " ".join(element.text_content().split())
