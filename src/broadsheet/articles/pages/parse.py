"""`parse_page`: the tree of a page, also where its elements lie too deep for the parser."""

import re

from lxml.html import HtmlElement

from broadsheet.articles.pages.attribute_values import close_values
from broadsheet.errors import Unreadable, need

# The parser (libxml2) drops what lies deeper than 255 elements: tags that nobody closed add up to that.
DEEPEST = 250
# Elements that text and metadata cannot do without; unclosed ones of these end by themselves.
KEPT = "html|head|title|meta|link|script|style|body|h[1-6]|p|br|li|td"
OTHERS = re.compile(rf"</?(?!(?:{KEPT})\b)[a-z][^<>]*>", re.I)

# What hides all that follows it until it ends, and how it does.
HIDING = {
    "<!--": "-->",
    r"<script\b": "</script",
    r"<style\b": "</style",
    r"<title\b": "</title",
    r"<textarea\b": "</textarea",
}
# What stands in none of these.
BEGINS = re.compile(r"<(?:/head|body|article|section|div|h[1-6]|p|table|ul|ol)\b", re.I)


def no_article() -> Unreadable:
    """The error of a page without an article."""
    return Unreadable(
        "is a page in which no article could be found", "copy its text into a .txt file"
    )


def parse_page(markup: str) -> HtmlElement:
    """Parse a page.

    Where elements lie too deep, all but headings, paragraphs and metadata are left out: no text is lost.

    Raises:
        Unreadable: where the page has no elements, or where they lie too deep even so.

    >>> page = "<html><body><p>" + "<font>" * 300 + "The bridge is shut.</p></body></html>"
    >>> parse_page(page).text_content().strip()
    'The bridge is shut.'
    """
    markup = _closed(close_values(markup))
    tree = _parsed(markup)
    if not _is_deep(tree):
        return tree
    flat = _parsed(OTHERS.sub(" ", markup))
    if _is_deep(flat):
        raise Unreadable(
            "is a page with too many elements within each other",
            "open it in a browser, and copy its text into a .txt file",
        )
    return flat


def _closed(markup: str) -> str:
    """A page in which what hides all that follows ends where the next paragraph begins, if nothing ends it.

    >>> _closed("<body><p>One.</p><!-- two <p>Three.</p></body>")
    '<body><p>One.</p><!-- two --><p>Three.</p></body>'
    """
    for opening, ending in HIDING.items():
        openings = list(re.finditer(opening, markup, re.I))
        if not openings:
            continue
        last = openings[-1]
        if ending in markup[last.end() :].lower():
            continue
        following = BEGINS.search(markup, last.end())
        # A sign of a comment in a script hides nothing.
        if following and "</s" not in markup[last.end() : following.start()].lower():
            before = markup[: following.start()]
            close = ending if ending == "-->" else f"{ending}>"
            markup = before + close + markup[following.start() :]
    return markup


def _parsed(markup: str) -> HtmlElement:
    tree = need("trafilatura", "is an HTML page").load_html(markup)
    if tree is None:
        raise no_article()
    return tree


def _is_deep(tree: HtmlElement) -> bool:
    """Whether some element lies as deep as the parser goes."""
    layer = [tree]
    for _ in range(DEEPEST):
        layer = [child for element in layer for child in element]
        if not layer:
            return False
    return True
