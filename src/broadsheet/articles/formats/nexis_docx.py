"""Nexis Uni's Word export: many articles a file, each from its title to `End of Document`."""

import io
import re
import zipfile
from itertools import takewhile
from xml.etree import ElementTree

from broadsheet.articles.days import read_day
from broadsheet.articles.errors import Unreadable

NAME = "Word (Nexis Uni)"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIELD = re.compile(r"([A-Z][A-Za-z -]{2,30}):\s(.*)", re.S)
END = "End of Document"
AFTER = re.compile(r"(Classification|Graphic|Correction)$|(Load|Correction)-Date:")
HEAD_ENDS = re.compile(r"Copyright\b|Correction Appended|(Section|Length|Byline|Distribution):")


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, name, public, system):
        """Word writes none; entities that unfold into gigabytes need one."""
        raise Unreadable("declares entities, which Word never does", "do not trust this file")


def recognises(source):
    if not source.beginning.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        return "word/document.xml" in archive.namelist()


def read(source, options):
    paragraphs = _paragraphs(source)
    if not any(END in paragraph for paragraph in paragraphs):
        yield {"text": "\n\n".join(paragraph for paragraph in paragraphs if paragraph)}
        return
    document = []
    for paragraph in paragraphs:
        if paragraph == END:
            yield _article(document)
            document = []
        else:
            document.append(paragraph)


def _paragraphs(source):
    """Word's paragraphs as text. Only the parts of the XML that hold text are looked at."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        source.limits.check_unpacked(archive.getinfo("word/document.xml").file_size, len(source.data))
        try:
            parser = ElementTree.XMLParser(target=_NoDoctype())
            tree = ElementTree.fromstring(archive.read("word/document.xml"), parser)
        except (ElementTree.ParseError, zipfile.BadZipFile) as error:
            raise Unreadable("is a damaged Word file", "open it in Word and save it again") from error
    breaks = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t"}
    lines = (
        "".join(n.text or "" if n.tag == W + "t" else breaks.get(n.tag, "") for n in p.iter())
        for p in tree.iter(W + "p")
    )
    return [line.strip() for line in lines]


def _article(lines):
    """Title, outlet and day on a line each, then fields, then the body, and fields again."""
    lines = [line for line in lines if line]
    body = lines.index("Body") if "Body" in lines else len(lines)
    after = next((n for n in range(body, len(lines)) if AFTER.match(lines[n])), len(lines))
    day = next((n for n in range(body - 1, 0, -1) if len(lines[n]) < 80 and read_day(lines[n][:40])), None)
    # Without a day the copyright or the first field ends the head.
    head = lines[: day or next((n for n in range(body) if HEAD_ENDS.match(lines[n])), body)]
    head = [line for line in head if not line.startswith("(") or line is head[0]]
    cover = any(line.startswith("Job Number:") for line in head)
    text = lines[body + 1 : after]
    url = text.pop() if text and re.fullmatch(r"https?://\S+", text[-1]) else None
    fields = [
        found.groups() for line in lines[len(head) : body] + lines[after:] if (found := FIELD.fullmatch(line))
    ]
    return {_key(key): " ".join(value.split()) for key, value in reversed(fields)} | {
        "title": " ".join(" ".join(head[-2:-1] if cover else head[:-1]).split()),
        "outlet": head[-1] if head else None,
        "published": lines[day] if day else None,
        "url": url,
        "graphic": _after("Graphic", lines[after:]),
        "correction": _after("Correction", lines[after:]),
        "text": "\n\n".join(text),
    }


def _key(field):
    return field.lower().replace(" ", "_").replace("-", "_")


def _after(heading, lines):
    """The lines under a heading, up to the next heading or field."""
    if heading not in lines:
        return None
    under = lines[lines.index(heading) + 1 :]
    return "\n".join(takewhile(lambda line: not AFTER.match(line) and not FIELD.fullmatch(line), under))
