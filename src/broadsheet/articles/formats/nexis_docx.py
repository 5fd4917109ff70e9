"""Nexis Uni's Word export: many articles a file, each from its title to `End of Document`; any other
Word file is one article."""

import io
import re
from itertools import pairwise, takewhile

from broadsheet.articles.days import read_day
from broadsheet.articles.formats.nexis_text import clean_outlet, field_of
from broadsheet.errors import need

NAME = "Word"
END = "End of Document"
HEAD_ENDS = re.compile(r"Copyright\b|Correction Appended|(Section|Length|Byline|Distribution):")
AFTER = re.compile(r"(Classification|Graphic|Correction)$|(Load|Correction)-Date:")
ADDRESS = re.compile(r"https?://[^\s/]+/\S+")


def recognises(source):
    return "word/document.xml" in source.members


def read(source, reading):
    docx = need("docx", "is a Word file")
    source.unzipped()
    word = docx.Document(io.BytesIO(source.data))
    lines = [line for paragraph in word.paragraphs if (line := paragraph.text.strip())]
    ends = [number for number, line in enumerate(lines) if line == END]
    if not ends:
        properties = word.core_properties
        yield {"text": "\n\n".join(lines), "title": properties.title, "byline": properties.author}
    for before, end in pairwise([-1, *ends]):
        yield _article(lines[before + 1 : end])


def _article(lines):
    """Title, outlet and day on a line each, then fields, then the body, and fields again."""
    body = lines.index("Body") if "Body" in lines else len(lines)
    after = next((n for n in range(body, len(lines)) if AFTER.match(lines[n])), len(lines))
    day = next((n for n in range(body - 1, 0, -1) if len(lines[n]) < 80 and read_day(lines[n][:40])), None)
    # Without a day the copyright or the first field ends the head.
    head = lines[: day or next((n for n in range(body) if HEAD_ENDS.match(lines[n])), body)]
    if len(head) > 2 and head[-1].startswith("("):
        del head[-1]  # "(Sinosphere)": the name of a blog, below that of its outlet
    cover = any(line.startswith("Job Number:") for line in head)
    text = lines[body + 1 : after]
    address = text.pop() if text and re.fullmatch(r"https?://\S+", text[-1]) else ""
    fields = [found for line in lines[:body] + lines[after:] if (found := field_of(line))]
    return dict(reversed(fields)) | {
        "title": " ".join(" ".join(head[-2:-1] if cover else head[:-1]).split()),
        "outlet": clean_outlet(head[-1]) if head else None,
        "published": lines[day] if day else dict(fields).get("load_date"),
        "url": address if ADDRESS.match(address) else None,
        "graphic": _under("Graphic", lines[after:]),
        "correction": _under("Correction", lines[after:]),
        "text": "\n\n".join(text),
    }


def _under(heading, lines):
    """The lines under a heading, up to the next heading or field."""
    if heading not in lines:
        return None
    under = lines[lines.index(heading) + 1 :]
    return "\n".join(takewhile(lambda line: not AFTER.match(line) and not field_of(line), under))
