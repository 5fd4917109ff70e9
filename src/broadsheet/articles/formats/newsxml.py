"""News in XML: NITF and NewsML-G2 (both IPTC), TEI, and what trafilatura writes."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from broadsheet.articles.columns import columns_by_name
from broadsheet.articles.formats.lines import first_text, local, parse_xml
from broadsheet.articles.headings import known_names, ranks_of
from broadsheet.articles.languages import language_code
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

Record = dict[str, Any]
ReadElement = Callable[[etree._Element], Record]

PARAGRAPHS = frozenset(
    [
        "p",
        "ab",
        "head",
        "hl2",
        "h2",
        "h3",
        "h4",
        "item",
        "li",
        "quote",
        "block",
        "title",
    ]
)
WRAPPING = frozenset(
    ["item", "li", "quote", "block"]
)  # read as a whole only where they hold no paragraph


def _any(name: str) -> str:
    """An XPath to all elements of a name, whatever its namespace."""
    return f".//*[local-name()='{name}']"


def paragraphs(body: etree._Element | None) -> str:
    """The paragraphs below an element."""
    if body is None:
        return ""
    lines = []
    for element in body.iter():
        name = local(element)
        if name not in PARAGRAPHS:
            continue
        if name in WRAPPING and _has_paragraph(element):
            continue
        line = " ".join("".join(element.itertext()).split())
        if line:
            lines.append(line)
    return "\n\n".join(lines) or " ".join("".join(body.itertext()).split())


def _has_paragraph(element: etree._Element) -> bool:
    return any(local(child) in PARAGRAPHS for child in element.iterdescendants())


_NAME = "/*[local-name()='name']"
_LITERAL = "/@literal"
# Where the versions of NewsML have each column, the best place first.
NEWSML = {
    "title": [_any("headline"), _any("HeadLine"), _any("title")],
    "byline": [_any("by"), _any("ByLine"), _any("creator") + _NAME],
    "dateline": [_any("dateline"), _any("DateLine")],
    "outlet": [
        _any("copyrightHolder") + _NAME,
        _any("copyrightHolder") + _LITERAL,
        _any("provider") + _NAME,
        _any("infoSource") + _NAME,
        _any("provider") + _LITERAL,
        _any("Provider") + "/*/@FormalName",
        _any("ProviderId"),
    ],
    "published": [
        _any("itemMeta") + "/*[local-name()='firstCreated']",
        _any("contentCreated"),
        _any("itemMeta") + "/*[local-name()='versionCreated']",
        _any("FirstCreated"),
    ],
    "section": [_any("subject") + _NAME],
    "language": [
        _any("contentMeta") + "/*[local-name()='language']/@tag",
        "./@xml:lang",
    ],
}


def _first(root: etree._Element, name: str) -> etree._Element | None:
    return next(iter(root.xpath(_any(name))), None)


def _nitf(root: etree._Element) -> Record:
    body = _first(root, "body.content")
    return {
        "article": first_text(root, _any("doc-id") + "/@id-string"),
        "title": first_text(root, _any("hl1"), _any("headline"), _any("title")),
        "byline": first_text(root, _any("byline")),
        "dateline": first_text(
            root, _any("dateline") + "/*[local-name()='location']", _any("dateline")
        ),
        "outlet": first_text(
            root,
            _any("pubdata") + "/@name",
            _any("doc.copyright") + "/@holder",
            _any("distributor"),
        ),
        "published": first_text(
            root,
            _any("pubdata") + "/@date.publication",
            _any("date.issue") + "/@norm",
            _any("date.release") + "/@norm",
            _any("story.date") + "/@norm",
        ),
        "section": first_text(root, _any("pubdata") + "/@position.section"),
        "text": paragraphs(body),
    }


def _newsml(root: etree._Element) -> Record:
    content = _content(root)
    record: Record = {"article": root.get("guid"), "text": _paragraphs_in(content)}
    for column, paths in NEWSML.items():
        record[column] = first_text(root, *paths)
    if record["language"]:
        record["language"] = language_code(record["language"])
    inner: Record = {}
    if content is not None and content.xpath(_any("nitf")):
        inner = _nitf(content)
    return {key: value or inner.get(key) for key, value in record.items()}


def _content(root: etree._Element) -> etree._Element | None:
    """The element with the text, in the versions of NewsML."""
    for name in ("inlineXML", "inlineData", "DataContent"):
        element = _first(root, name)
        if element is not None:
            return element
    return None


def _paragraphs_in(content: etree._Element | None) -> str:
    if content is None:
        return paragraphs(None)
    body = _first(content, "body")
    if body is None:
        return paragraphs(content)
    return paragraphs(body)


def _tei(root: etree._Element) -> Record:
    return {
        "article": root.get("{http://www.w3.org/XML/1998/namespace}id"),
        "title": first_text(
            root, _any("titleStmt") + "/*[local-name()='title']", _any("title")
        ),
        "byline": first_text(
            root, _any("titleStmt") + "/*[local-name()='author']", _any("author")
        ),
        "outlet": first_text(
            root,
            _any("monogr") + "/*[local-name()='title']",
            _any("sourceDesc") + "//*[local-name()='title'][@level='j']",
            _any("publicationStmt") + "/*[local-name()='publisher']",
            _any("sourceDesc") + "//*[local-name()='publisher']",
        ),
        "published": first_text(
            root,
            _any("sourceDesc") + "//*[local-name()='date']/@when",
            _any("publicationStmt") + "//*[local-name()='date']/@when",
            _any("sourceDesc") + "//*[local-name()='date']",
            _any("publicationStmt") + "//*[local-name()='date']",
        ),
        "url": first_text(root, _any("sourceDesc") + "//*[local-name()='ptr']/@target"),
        "text": paragraphs(_first(root, "body")),
    }


def _trafilatura(root: etree._Element) -> Record:
    return {
        "article": root.get("id"),
        "title": root.get("title"),
        "byline": root.get("author"),
        "outlet": root.get("sitename") or root.get("hostname"),
        "published": root.get("date"),
        "section": root.get("categories"),
        "url": root.get("source"),
        "language": root.get("language"),
        "text": paragraphs(_first(root, "main")),
    }


def _reader(
    read_element: ReadElement, *names: str
) -> Callable[[Source, Log], Iterator[Record]]:
    """A reader of files from a reader of elements of these names."""

    def read(source: Source, log: Log) -> Iterator[Record]:
        root = parse_xml(source.data)
        elements = [element for element in root.iter() if local(element) in names]
        if not elements:
            raise Unreadable(
                "is XML without an article that could be found", "export it again"
            )
        for element in elements:
            yield read_element(element)

    return read


def read_any_xml(source: Source, log: Log) -> Iterator[Record]:
    """Articles of XML of no known kind: elements of which a child or attribute is named as a text is.

    Raises:
        Unreadable: There is none.
    """
    count = 0
    for element in parse_xml(source.data).iter():
        record = _by_names(element) or _by_attributes(element)
        if record.get("text"):
            count += 1
            yield record
    if not count:
        reason = "is XML of a kind that is not known here"
        raise Unreadable(
            reason, "save it as HTML or as text, or its articles as a table"
        )


def _by_attributes(element: etree._Element) -> Record:
    """An element that is called a text itself, and says in attributes what else is known of it."""
    if ranks_of(local(element)).get("text") is None:
        return {}
    names = columns_by_name(element.attrib)
    record: Record = {ours: element.get(theirs) for theirs, ours in names.items()}
    if len(record) > 1:
        return record | {"text": paragraphs(element)}
    return {}


def _by_names(element: etree._Element) -> Record:
    """The children and attributes of an element that have the names of columns; nothing without a text.

    Several children of one name are a list, and what lies in them are the articles.
    """
    counts = Counter(map(local, element))
    children = {local(child): child for child in element if counts[local(child)] == 1}
    children.pop("", None)
    names = known_names([*element.attrib, *children])
    texts = [children[name] for name, ours in names.items() if ours == "text"]
    if not texts:
        return {}
    if _by_names(texts[0]):
        return {}
    if _by_attributes(texts[0]):
        return {}
    record: Record = {
        ours: element.get(theirs)
        for theirs, ours in names.items()
        if theirs in element.attrib
    }
    for name, child in children.items():
        column = names.get(name)
        if column == "text":
            record["text"] = paragraphs(child)
        elif column and len(child) == 0:
            record[column] = " ".join((child.text or "").split())
    return record


read_nitf = _reader(_nitf, "nitf")
read_newsml = _reader(_newsml, "newsItem", "NewsItem")
read_tei = _reader(_tei, "TEI", "TEI.2")
read_trafilatura = _reader(_trafilatura, "doc")
