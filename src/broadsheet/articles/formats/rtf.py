"""RTF: an export of many articles, or one document."""

from collections.abc import Iterator
from typing import Any

from broadsheet.articles.formats.exports import export_in
from broadsheet.articles.formats.prose import Paragraph, read_document
from broadsheet.articles.log import Log
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable, need

Record = dict[str, Any]

NAME = "RTF"


def read(source: Source, log: Log) -> Iterator[Record]:
    """The articles of an RTF file.

    Raises:
        Unreadable: It is damaged.
    """
    striprtf = need("striprtf.striprtf", "is RTF")
    try:
        text = striprtf.rtf_to_text(source.data.decode("latin-1"), errors="replace")
    except Exception as error:  # the library raises whatever happens to go wrong
        raise Unreadable(
            "is damaged RTF", "open it and save it as .docx or .txt"
        ) from error
    lines = [" ".join(line.split()) for line in text.split("\n")]
    articles = export_in("\n".join(lines))
    if articles is None:
        articles = read_document([Paragraph(line) for line in lines if line])
    yield from articles
