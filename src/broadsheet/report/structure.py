"""What a page consists of: its headings, its places, its links and its styles, read as a browser reads them.

Text never counts, whatever it looks like: only tags and their attributes do.
"""

import json
import re
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from broadsheet.report.filling import fill
from broadsheet.show.anchors import passage_anchor, read_passage
from broadsheet.show.live import to_json

# A number as it is written, without noughts before it.
OFFSET = re.compile(r"0|[1-9][0-9]*")

LINK = "bs-passage"
DATA = "bs-data"

# The key of the links within JSON.
LINKS = '"links":'

# What a Content-Security-Policy calls nothing at all.
NOTHING = "'none'"

# Elements whose content is no HTML.
RAW = ("style", "script")

# Where a stretch of a page begins and ends, and what it is replaced by.
Edit = tuple[tuple[int, int], str]


@dataclass(frozen=True)
class Link:
    """A reference to a passage or to a list of passages, and where its tags stand in the HTML."""

    anchor: str
    begin: tuple[int, int]
    close: tuple[int, int]


@dataclass
class Heading:
    """A heading of the second level: what it says, and where its first tag stands."""

    begin: tuple[int, int]
    attributes: list[tuple[str, str | None]]
    text: str = ""


@dataclass(frozen=True)
class Data:
    """The links of rows or entries that stand in the HTML as JSON; the rows themselves are never read.

    Attributes:
        links: The links that it lists.
        span: Where their list stands.
        end: Where the brace stands that closes the JSON.
    """

    links: list[str]
    span: tuple[int, int]
    end: int


def read_data(text: str, start: int) -> Data:
    """Return the links of JSON that stands at an offset in the HTML.

    >>> read_data('{"rows":[["a",0]],"links":["article-b-4"],"cited":[]}', 100)
    Data(links=['article-b-4'], span=(126, 141), end=152)
    """
    # Within a text of JSON the quotation marks would have backslashes before them.
    first = text.index(LINKS) + len(LINKS)
    links, after = json.JSONDecoder().raw_decode(text, first)
    return Data(links, (start + first, start + after), start + len(text) - 1)


@dataclass
class Structure:
    """All that is looked for on a page."""

    headings: list[Heading] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    data: list[Data] = field(default_factory=list)

    @property
    def anchors(self) -> set[str]:
        """What is referred to: in links, and in the data of tables."""
        named = {link.anchor for link in self.links}
        for data in self.data:
            named.update(data.links)
        return named


@dataclass(frozen=True)
class Contents:
    """An entry of a page's list of contents."""

    anchor: str
    text: str


def read_structure(html: str) -> Structure:
    """Read what a page or a part of it consists of.

    >>> structure = read_structure('<p id="article-a-4" data-place="">id="article-b-7" data-place=""</p>')
    >>> structure.places
    ['article-a-4']
    """
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.structure


class _Reader(HTMLParser):
    """Collects the tags that matter, with the offsets at which they stand."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.structure = Structure()
        self.line_starts = []
        start = 0
        for line in html.split("\n"):
            self.line_starts.append(start)
            start += len(line) + 1
        self.heading: Heading | None = None
        self.open_link: tuple[str, tuple[int, int]] | None = None
        self.raw: list[str] | None = None
        self.raw_start = 0
        self.is_data = False

    def span(self, length: int) -> tuple[int, int]:
        """Return where the tag that is being read begins and ends."""
        line, column = self.getpos()
        start = self.line_starts[line - 1] + column
        return start, start + length

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that matters."""
        values = {name: value or "" for name, value in attrs}
        text = self.get_starttag_text() or ""
        span = self.span(len(text))
        css = values.get("class")
        style = values.get("style")
        place = values.get("id")
        if tag == "h2":
            self.heading = Heading(span, attrs)
        if tag == "a" and css == LINK:
            href = values.get("href", "")
            self.open_link = (href.removeprefix("#"), span)
        if tag in RAW:
            self.raw = []
            self.raw_start = span[1]
            self.is_data = css == DATA
        elif style:
            self.structure.styles.append(style)
        if place and "data-place" in values:
            self.structure.places.append(place)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a tag that matters."""
        if tag == "h2" and self.heading:
            self.structure.headings.append(self.heading)
            self.heading = None
        if tag == "a" and self.open_link:
            anchor, begin = self.open_link
            close = self.span(len("</a>"))
            link = Link(anchor, begin, close)
            self.structure.links.append(link)
            self.open_link = None
        if tag in RAW and self.raw is not None:
            text = "".join(self.raw)
            self.keep_raw(tag, text)
            self.raw = None

    def keep_raw(self, tag: str, text: str) -> None:
        """Keep what a style, a script or a block of data holds."""
        if tag == "style":
            self.structure.styles.append(text)
        elif self.is_data:
            self.structure.data.append(read_data(text, self.raw_start))
        else:
            self.structure.scripts.append(text)

    def handle_data(self, data: str) -> None:
        """Keep what a heading says and what a style or a script holds."""
        if self.raw is not None:
            self.raw.append(data)
        elif self.heading:
            self.heading.text += data


def link_page(
    html: str,
    elsewhere: Mapping[str, str],
    page: str = "",
    structure: Structure | None = None,
) -> tuple[str, list[Contents]]:
    """Point each reference to what it means, and let each heading be reached.

    A place in an article that is shown here is the nearest mark or paragraph before it. What leads nowhere
    becomes plain text.

    Args:
        html: The main part of a page.
        elsewhere: The address of each place that another page shows.
        page: The address of this page.
        structure: What `read_structure` says of the HTML, where it was read already.

    Returns:
        The HTML with its links, and the list of contents.
    """
    if structure is None:
        structure = read_structure(html)
    here = _offsets(structure.places)
    resolve = partial(_resolve, elsewhere=elsewhere, here=here, page=page)
    contents = _name_headings(structure.headings)
    edits: list[Edit] = []
    for link in structure.links:
        edits += _point(link, resolve(link.anchor))
    for data in structure.data:
        hrefs = [resolve(anchor) for anchor in data.links]
        short = shorten(hrefs)
        edits.append((data.span, to_json(short["links"])))
        heads = to_json(short["heads"])
        edits.append(((data.end, data.end), f',"heads":{heads}'))
    for heading, entry in zip(structure.headings, contents, strict=True):
        tag = _heading_tag(heading, entry.anchor)
        edits.append((heading.begin, tag))
    return _edited(html, edits), contents


def _point(link: Link, href: str | None) -> list[Edit]:
    """Point a reference to an address; one that leads nowhere loses its tags."""
    if href is None:
        return [(link.begin, ""), (link.close, "")]
    tag = fill("link", css=LINK, href=href)
    return [(link.begin, tag)]


def _resolve(
    anchor: str, elsewhere: Mapping[str, str], here: dict[str, list[int]], page: str
) -> str | None:
    """Return where a reference leads from a page, or None where that is nowhere."""
    href = elsewhere.get(anchor) or _nearest(anchor, here)
    if href is None or not page:
        return href
    return href.removeprefix(page)


def shorten(hrefs: list[str | None]) -> dict[str, list[Any]]:
    """Write addresses shorter: many are of places in one article, which differ in their last number alone.

    >>> shorten(["a.html#article-b-4", "a.html#article-b-9", "a.html", None])
    {'heads': ['a.html#article-b-'], 'links': [[0, 4], [0, 9], 'a.html', None]}
    """
    heads: dict[str, int] = {}
    links: list[Any] = []
    for href in hrefs:
        head, hyphen, number = (href or "").rpartition("-")
        if "#" in head and OFFSET.fullmatch(number):
            index = heads.setdefault(head + hyphen, len(heads))
            links.append([index, int(number)])
        else:
            links.append(href)
    return {"heads": list(heads), "links": links}


def _offsets(places: Iterable[str]) -> dict[str, list[int]]:
    """Return for each article that a page shows the offsets of its places, in order."""
    offsets: dict[str, list[int]] = {}
    for passage in map(read_passage, places):
        if passage is not None:
            article, start = passage
            offsets.setdefault(article, []).append(start)
    for starts in offsets.values():
        starts.sort()
    return offsets


def _nearest(anchor: str, here: dict[str, list[int]]) -> str | None:
    """Return the address of the place on this page at or before a passage."""
    passage = read_passage(anchor)
    if passage is None:
        return None
    article, start = passage
    starts = here.get(article, [])
    before = bisect_right(starts, start)
    if not before:
        return None
    place = passage_anchor(article, starts[before - 1])
    return f"#{place}"


def _name_headings(headings: list[Heading]) -> list[Contents]:
    """Return an address for each heading, none of them twice."""
    entries: list[Contents] = []
    taken: set[str] = set()
    for heading in headings:
        text = " ".join(heading.text.split())
        words = re.sub(r"\W+", "-", text.lower())
        anchor = f"section-{words.strip('-')}"
        while anchor in taken:
            anchor += "-"
        taken.add(anchor)
        entries.append(Contents(anchor, text))
    return entries


def _heading_tag(heading: Heading, anchor: str) -> str:
    attributes = [("id", anchor)]
    for name, value in heading.attributes:
        if name != "id":
            attributes.append((name, value or ""))
    return fill("heading", attributes=attributes)


def _edited(html: str, edits: list[Edit]) -> str:
    """Return the HTML with some stretches replaced."""
    pieces = []
    position = 0
    for (start, end), text in sorted(edits):
        pieces.append(html[position:start])
        pieces.append(text)
        position = end
    pieces.append(html[position:])
    return "".join(pieces)


def content_policy(structure: Structure, sheet: str, script: str = "") -> str:
    """Return a Content-Security-Policy that allows the styles and scripts a page carries and nothing else.

    Args:
        structure: What the main part of the page consists of.
        sheet: The style sheet in its head.
        script: The script at its end, if it has one.
    """
    carried = [script, *structure.scripts]
    scripts = _hashes(filter(None, carried))
    attributes = _hashes(structure.styles)
    if attributes:
        attributes = f"'unsafe-hashes' {attributes}"
    rules = [
        "default-src 'none'",
        "img-src data:",
        f"script-src {scripts or NOTHING}",
        f"style-src-elem {_hashes([sheet])}",
        f"style-src-attr {attributes or NOTHING}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _hashes(texts: Iterable[str]) -> str:
    sources = []
    for text in dict.fromkeys(texts):
        digest = sha256(text.encode()).digest()
        written = b64encode(digest).decode()
        sources.append(f"'sha256-{written}'")
    return " ".join(sources)
