"""Marked-up text to lines: what a reader of the page would see, a paragraph a line."""

import html as entities
import re

from lxml import etree
from lxml import html as lxml_html

from broadsheet.errors import Unreadable

# Elements that stand on a line, or lines, of their own.
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
# Elements whose content is not shown.
HIDDEN = frozenset(["script", "style", "head", "noscript", "template", "svg"])
TAG = re.compile(r"<[^<>]*>")


def parse_html(page: str | bytes) -> lxml_html.HtmlElement:
    """A page as a tree.

    Raises:
        Unreadable: There is nothing in it.
    """
    content = page
    if isinstance(page, str):
        content = page.encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("is an empty page", "save it again") from error


def element_lines(element: lxml_html.HtmlElement) -> list[str]:
    """The lines of text in an element, white space evened out, blank ones left out."""
    pieces: list[str] = []
    hidden = 0  # how many elements that are not shown are open
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        name = etree.QName(node).localname.lower()
        pieces.append("\n" if name in BLOCKS else "")
        if event == "start":
            hidden += name in HIDDEN
            text = node.text
        else:
            hidden -= name in HIDDEN
            text = node.tail if node is not element else None
        pieces.append("" if hidden else _even(text))
    written = "".join(pieces).split("\n")
    lines = (" ".join(line.split()) for line in written)
    return [line for line in lines if line]


def _even(text: str | None) -> str:
    """Text between tags: a line end in the source of a page is a space."""
    return re.sub(r"\s+", " ", text or "")


def element_text(element: lxml_html.HtmlElement) -> str:
    """All text of an element on one line."""
    return " ".join(element_lines(element))


def page_lines(page: str | bytes) -> list[str]:
    """The lines of a whole page.

    >>> page_lines("<div>One <b>word</b></div><p>Two<br>three")
    ['One word', 'Two', 'three']
    """
    return element_lines(parse_html(page))


def without_markup(fragment: str) -> str:
    """A piece of HTML as paragraphs.

    >>> without_markup("<p>One &amp; two.</p><p>Three.</p>")
    'One & two.\\n\\nThree.'
    """
    if not TAG.search(fragment):
        return entities.unescape(fragment).strip()
    return "\n\n".join(page_lines(fragment))


def parse_xml(content: bytes) -> etree._Element:
    """XML as a tree: no entity of its own is read, and nothing from elsewhere.

    Raises:
        Unreadable: It is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            f"is not well-formed XML ({str(error)[:100]})", "export it again"
        ) from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    if isinstance(element.tag, str):
        return etree.QName(element).localname
    return ""


def first_text(element: etree._Element, *paths: str) -> str | None:
    """The text at the first of some paths (XPath) where there is any."""
    for path in paths:
        for match in element.xpath(path):
            if isinstance(match, str):
                text = match
            else:
                text = " ".join("".join(match.itertext()).split())
            if text.strip():
                return text.strip()
    return None
