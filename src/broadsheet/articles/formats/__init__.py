"""The formats articles come in, one module each.

A module has a `NAME`, `recognises(source)` and `read(source, reading)`, which yields one dictionary an
article: `text`, whatever of the other columns the format knows, and any other key as a further column.
To read a new format, write a module and put it into `READERS` before those that would take it as well.
"""

from broadsheet.articles.formats import factiva, html, nexis_docx, nexis_text, ninjs, table, text
from broadsheet.errors import Unreadable

READERS = [table, nexis_docx, factiva, html, ninjs, nexis_text, text]

# What people try first, and what helps.
OTHERS = [
    (b"%PDF", "is a PDF", "save its text as .txt or .docx"),
    (b"{\\rtf", "is RTF", "save it as .docx or .txt"),
    (b"\x1f\x8b", "is an archive in an archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is in the old format of Word or Excel", "save it as .docx or .xlsx"),
]


def reader_of(source):
    """The reader that knows this content."""
    for beginning, reason, remedy in OTHERS:
        if source.beginning.startswith(beginning):
            raise Unreadable(reason, remedy)
    for reader in READERS:
        if reader.recognises(source):
            return reader
    if source.head.startswith("<"):
        raise Unreadable("is XML of a kind that is not known here", "save it as HTML or as text")
    raise Unreadable("is not text in any format that is known here", "save it as .txt, .html or .csv")
