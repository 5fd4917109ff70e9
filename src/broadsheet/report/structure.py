"""What a page consists of: its headings, its places, its links and its styles, read as a browser reads them.

Text never counts, whatever it looks like: only tags and their attributes do.
"""

import json
import re
from base64 import b64encode
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from typing import Any

from broadsheet.show.anchors import passage_anchor, read_passage
from broadsheet.show.live import to_json

LINK = "bs-passage"
DATA = "bs-data"


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
    """Rows or entries as JSON, with a list of `links`, and where the JSON stands in the HTML."""

    value: dict[str, Any]
    span: tuple[int, int]


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
        return named.union(*(data.value["links"] for data in self.data))


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
        self.line_starts = [0]
        for line in html.split("\n"):
            self.line_starts.append(self.line_starts[-1] + len(line) + 1)
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
        values = dict(attrs)
        span = self.span(len(self.get_starttag_text() or ""))
        if tag == "h2":
            self.heading = Heading(span, attrs)
        if tag == "a" and values.get("class") == LINK:
            self.open_link = ((values.get("href") or "").removeprefix("#"), span)
        if tag in ("style", "script"):
            self.raw = []
            self.raw_start = span[1]
            self.is_data = values.get("class") == DATA
        elif values.get("style"):
            self.structure.styles.append(values["style"] or "")
        if "data-place" in values and values.get("id"):
            self.structure.places.append(values["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a tag that matters."""
        if tag == "h2" and self.heading:
            self.structure.headings.append(self.heading)
            self.heading = None
        if tag == "a" and self.open_link:
            anchor, begin = self.open_link
            self.structure.links.append(Link(anchor, begin, self.span(len("</a>"))))
            self.open_link = None
        if tag in ("style", "script") and self.raw is not None:
            self.keep_raw(tag, "".join(self.raw))
            self.raw = None

    def keep_raw(self, tag: str, text: str) -> None:
        """Keep what a style, a script or a block of data holds."""
        if tag == "style":
            self.structure.styles.append(text)
        elif self.is_data:
            span = (self.raw_start, self.raw_start + len(text))
            self.structure.data.append(Data(json.loads(text), span))
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
    edits: list[tuple[tuple[int, int], str]] = []
    resolve = partial(_resolve, elsewhere=elsewhere, here=here, page=page)
    for link in structure.links:
        href = resolve(link.anchor)
        if href is None:
            edits += [(link.begin, ""), (link.close, "")]
        else:
            edits.append((link.begin, f'<a class="{LINK}" href="{escape(href)}">'))
    for data in structure.data:
        hrefs = [resolve(anchor) for anchor in data.value["links"]]
        edits.append((data.span, to_json({**data.value, **shorten(hrefs)})))
    contents = _name_headings(structure.headings)
    for heading, entry in zip(structure.headings, contents, strict=True):
        edits.append((heading.begin, _heading_tag(heading, entry.anchor)))
    return _edited(html, edits), contents


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
        is_place = "#" in head and number.isascii() and number.isdigit()
        if is_place and str(int(number)) == number:
            links.append([heads.setdefault(head + hyphen, len(heads)), int(number)])
        else:
            links.append(href)
    return {"heads": list(heads), "links": links}


def _offsets(places: Iterable[str]) -> dict[str, list[int]]:
    """Return for each article that a page shows the offsets of its places, in order."""
    offsets = defaultdict(list)
    for place in places:
        passage = read_passage(place)
        if passage:
            offsets[passage[0]].append(passage[1])
    return {article: sorted(starts) for article, starts in offsets.items()}


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
    return f"#{passage_anchor(article, starts[before - 1])}"


def _name_headings(headings: list[Heading]) -> list[Contents]:
    """Return an address for each heading, none of them twice."""
    entries: list[Contents] = []
    taken: set[str] = set()
    for heading in headings:
        text = " ".join(heading.text.split())
        words = re.sub(r"\W+", "-", text.lower()).strip("-")
        anchor = f"section-{words}"
        while anchor in taken:
            anchor += "-"
        taken.add(anchor)
        entries.append(Contents(anchor, text))
    return entries


def _heading_tag(heading: Heading, anchor: str) -> str:
    kept = [(name, value) for name, value in heading.attributes if name != "id"]
    attributes = "".join(f' {name}="{escape(value or "")}"' for name, value in kept)
    return f'<h2 id="{anchor}"{attributes}>'


def _edited(html: str, edits: list[tuple[tuple[int, int], str]]) -> str:
    """Return the HTML with some stretches replaced."""
    pieces = []
    position = 0
    for (start, end), text in sorted(edits):
        pieces += [html[position:start], text]
        position = end
    return "".join([*pieces, html[position:]])


def content_policy(structure: Structure, sheet: str, script: str = "") -> str:
    """Return a Content-Security-Policy that allows the styles and scripts a page carries and nothing else.

    Args:
        structure: What the main part of the page consists of.
        sheet: The style sheet in its head.
        script: The script at its end, if it has one.
    """
    carried = [script, *structure.scripts] if script else structure.scripts
    scripts = _hashes(carried) or "'none'"
    attributes = "'none'"
    if structure.styles:
        attributes = f"'unsafe-hashes' {_hashes(structure.styles)}"
    return (
        f"default-src 'none'; img-src data:; script-src {scripts}; style-src-elem {_hashes([sheet])}; "
        f"style-src-attr {attributes}; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = []
    for text in dict.fromkeys(texts):
        digests.append(b64encode(sha256(text.encode()).digest()).decode())
    return " ".join(f"'sha256-{digest}'" for digest in digests)
