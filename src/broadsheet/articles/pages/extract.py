"""`read_page`: the article of a web page.

trafilatura (Barbaresi, ACL 2021) finds the body; what the page says of itself in JSON-LD and in its head
decides on the rest.
"""

import re
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from broadsheet.articles.pages.fields import (
    bare_letters,
    choose_authors,
    choose_day,
    choose_outlet,
    choose_title,
    proper_title,
)
from broadsheet.articles.pages.parse import no_article, parse_page
from broadsheet.articles.pages.structured import (
    Facts,
    as_read,
    page_rules,
    read_linked_data,
    read_metadata,
)
from broadsheet.articles.pages.walls import check_front, check_walls, is_beginning_only
from broadsheet.errors import need

# Tuned on the 87 annotated pages of two collections.
MUCH_LONGER = 1.5  # times: so much longer, the text in JSON-LD is the whole of what was found in part
LEAST_BODY = 500  # characters of a text in JSON-LD that is more than a summary
LONGEST_TAIL = (
    300  # characters: no paragraph after the heading of a list of articles is longer
)
MOST_DROPPED = 0.3  # share of the prose of a page: an aside has less
MOST_PROSE = 0.6  # share of whole sentences among the lines of a list of articles
SHORTEST_HEADLINE = (
    12  # letters: a shorter heading at the start of a headline may be a kicker's
)
STUB = "only the beginning of the article is on the page: the rest is for subscribers"


@dataclass
class Page:
    """The article of a page; what the page does not tell is None or empty."""

    text: str
    title: str
    byline: str | None
    outlet: str
    published: str | None
    section: str
    url: str | None
    language: str | None
    flags: str


def read_page(markup: str, url: str | None = None) -> Page:
    """Read the article of a web page.

    Args:
        markup: the page, decoded.
        url: its address, where it is known from elsewhere.

    Returns:
        The article with title, byline, outlet, day, section, address and language. `flags` says why a text
        may not be the whole article.

    Raises:
        Unreadable: where the page is a wall, an error or a list of articles, or holds no text.

    >>> read_page("<html><title>Dam drained | The Echo</title><p>" + "It fell by night. " * 20).title
    'Dam drained | The Echo'
    """
    trafilatura = need("trafilatura", "is an HTML page")
    tree = parse_page(markup)
    linked = read_linked_data(tree)
    head = read_metadata(tree)
    own_title = as_read(tree.findtext(".//title"))
    headings = [as_read(heading.text_content()) for heading in tree.iter("h1")]
    check_walls(own_title, " ".join(_text_of(tree).split()))
    url = _address(tree) or url
    _prune(tree)
    article = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, with_metadata=True
    )
    if article is None and not linked.body:
        raise no_article()
    page = _described(tree, linked, head, own_title, headings, url, article)
    titles = [page.title, linked.headline, *headings]
    body = _body(article.text if article is not None else "", linked, titles)
    if not body:
        raise no_article()
    check_walls(own_title, body)
    check_front(tree, url, body, linked, _kind(tree))
    page.text = body.replace("\n", "\n\n")
    page.flags = STUB if is_beginning_only(body, linked) else ""
    return page


def _described(
    tree: HtmlElement,
    linked: Facts,
    head: Facts,
    own_title: str,
    headings: list[str],
    url: str | None,
    article: Any,
) -> Page:
    """The page with all but its text."""
    estimate = article.date if article is not None else None
    other_outlet = article.sitename if article is not None else None
    candidates = [*head.outlets[:1], *linked.outlets, *head.outlets[1:]]
    outlet = choose_outlet(candidates, [own_title, head.headline], url)
    outlets = [*head.outlets, *linked.outlets, outlet]
    authors = choose_authors(linked, head, outlets, _other_authors(tree, article))
    sections = [*linked.sections, *head.sections]
    titles = _titles(linked, head, own_title, headings)
    title = choose_title(titles, outlets, sections, authors)
    return Page(
        text="",
        title=proper_title(title, head.headline),
        byline="; ".join(authors) or None,
        outlet=outlet or other_outlet or "",
        published=choose_day(linked, head, estimate),
        section=", ".join(dict.fromkeys(sections)),
        url=url,
        language=tree.get("lang") or None,
        flags="",
    )


def _text_of(tree: HtmlElement) -> str:
    """The words a reader sees, scripts and styles left out."""
    shown = tree.xpath(
        "//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
    )
    return " ".join(shown)


def _address(tree: HtmlElement) -> str | None:
    places = (
        "//link[@rel='canonical']/@href",
        "//meta[@property='og:url']/@content",
        "//meta[@name='parsely-link']/@content",
    )
    for place in places:
        for address in tree.xpath(place):
            if address.startswith("http"):
                return str(address).strip()
    return None


def _kind(tree: HtmlElement) -> str:
    kinds = tree.xpath("//meta[@property='og:type']/@content")
    if kinds:
        return str(kinds[0]).lower()
    return ""


def _is_shown(headline: str, headings: list[str]) -> bool:
    """Whether a reader sees a headline as a heading of the page: others are for search engines and links."""
    folded = bare_letters(headline)
    starts = []
    for heading in headings:
        if len(start := bare_letters(heading)) >= SHORTEST_HEADLINE:
            starts.append(start)
    return any(folded.startswith(start) for start in starts)


def _main_headings(headings: list[str], own_title: str) -> list[str]:
    """The headings that the page's title confirms: others belong to menus and to what is beside."""
    own: list[str] = []
    for heading in headings:
        if len(bare_letters(heading)) > 3 and bare_letters(heading) in bare_letters(
            own_title
        ):
            own.append(heading)
    return own


def _titles(
    linked: Facts, head: Facts, own_title: str, headings: list[str]
) -> list[str]:
    """What could be the title, the likeliest first: headlines that the page shows go before others."""
    headlines = [linked.alternative, linked.headline, head.headline]
    shown = [headline for headline in headlines if _is_shown(headline, headings)]
    main = _main_headings(headings, own_title)
    return [*shown, *headlines[1:], *main, own_title]


def _prune(tree: HtmlElement) -> None:
    """Take out what is embedded in the article and no part of it."""
    most = MOST_DROPPED * _prose(tree)
    for path in page_rules()["embedded"]["paths"]:
        for element in tree.xpath(path):
            _drop(element, most)
    ending = re.compile(page_rules()["embedded"]["endings"], re.I)
    for heading in tree.xpath(
        "//body//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"
    ):
        if ending.fullmatch(as_read(heading.text_content())):
            _drop(_section_of(heading, most), most)


def _drop(element: HtmlElement, most: float) -> None:
    if element.getparent() is not None and _prose(element) <= most:
        element.drop_tree()


def _section_of(heading: HtmlElement, most: float) -> HtmlElement:
    """The largest element that begins with this heading and is no article."""
    section = heading
    parent = section.getparent()
    while parent is not None and parent.tag != "body" and _prose(parent) <= most:
        if not _begins_with(parent, section):
            break
        section = parent
        parent = section.getparent()
    return section


def _begins_with(parent: HtmlElement, child: HtmlElement) -> bool:
    """Whether a child is the first that is seen of its parent."""
    before = parent[: parent.index(child)]
    texts = [parent.text or "", *((each.tail or "") for each in before)]
    seen = [
        each
        for each in before
        if isinstance(each.tag, str) and each.tag not in ("script", "style")
    ]
    if "".join(texts).strip():
        return False
    return not any(each.text_content().strip() for each in seen)


def _prose(element: HtmlElement) -> int:
    """The characters in paragraphs, those of links left out."""
    return sum(len(text) for text in element.xpath(".//p//text()[not(ancestor::a)]"))


def _other_authors(tree: HtmlElement, article: Any) -> list[str]:
    """The authors that the page shows without saying so in its metadata."""
    if article is not None and article.author:
        return str(article.author).split("; ")
    marked = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')]"
    )
    return [as_read(element.text_content()) for element in marked[:3]]


def _body(text: str | None, linked: Facts, titles: list[str]) -> str:
    """The article's text, a paragraph a line: from the page, or from JSON-LD where the page shows little."""
    text = text or ""
    if len(linked.body) > max(LEAST_BODY, MUCH_LONGER * len(text)):
        text = linked.body
    lines = [line.strip() for line in text.splitlines()]
    posts = re.compile(page_rules()["embedded"]["posts"])
    lines = [line for line in lines if line and not posts.fullmatch(line)]
    while len(lines) > 1 and bare_letters(lines[0]) in map(bare_letters, titles):
        lines.pop(0)
    return "\n".join(_without_tail(lines))


def _without_tail(lines: list[str]) -> list[str]:
    """The lines up to a heading under which other articles are listed."""
    ending = re.compile(page_rules()["embedded"]["endings"], re.I)
    for number in range(1, len(lines)):
        if ending.fullmatch(lines[number]) and _is_list(lines[number + 1 :]):
            return lines[:number]
    return lines


def _is_list(lines: list[str]) -> bool:
    """Whether lines are headlines and teasers: none is long, and few are sentences."""
    sentences = sum(line.endswith((".", ".”", '."')) for line in lines)
    if not (all(len(line) < LONGEST_TAIL for line in lines)):
        return False
    return sentences <= MOST_PROSE * len(lines)
