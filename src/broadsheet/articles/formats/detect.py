"""What a file is: the format for which there is the strongest evidence."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from broadsheet.articles.columns import choose_columns
from broadsheet.articles.formats import html, ninjs, table, text
from broadsheet.articles.profiles import profile_of
from broadsheet.articles.sources import Source
from broadsheet.articles.tables.markup import is_table_of_articles
from broadsheet.articles.tables.notation import without_rule
from broadsheet.errors import Unreadable

COMMENT = re.compile(r"\A\s*<!--.*?-->", re.S)
MARKED_UP = re.compile(r"\A\s*<[!?\w]")
# The first element, after declarations and comments.
ROOT = re.compile(
    r"\A(?:\s+|<\?[^>]*>|<!--.*?-->)*<(!doctype\s+html|[\w:.-]+)", re.S | re.I
)
# Elements that only a page begins with; "article" and "p" also begin texts between tags.
PAGE_ROOTS = frozenset(
    ["html", "head", "body", "meta", "title", "div", "script", "style", "link", "table"]
)
ANY_XML = "XML"
DELIMITERS = ",;\t|"
# A name of a column is short, as all are in columns.toml; what is longer is the first sentence of a text.
COLUMN_WORDS = 4
ROWS_LOOKED_AT = 50
TABLES = (".csv", ".tsv", ".jsonl")
SAME_LENGTH = 0.6  # of the rows: real tables have some broken ones; lines of prose rarely agree in commas

# How a dump of a database begins, and a statement that fills one of its tables.
DUMP = re.compile(
    r"\s*(?:--|/\*|(?:insert|create|drop|set|use|begin|pragma|start)\b)", re.I
)
INSERT = re.compile(r"^[ \t]*insert[ \t]+into\b[^\n]{1,1000}?\bvalues\b", re.I | re.M)

# What people try, and what helps.
REFUSED = [
    (
        b"\xd0\xcf\x11\xe0",
        "is in the old format of Word or Excel",
        "save it as .docx or .xlsx",
    ),
    (b"\x1f\x8b", "is an archive in an archive", "unpack it first"),
    (b"Rar!", "is a RAR archive", "unpack it, or pack it as .zip"),
    (b"7z\xbc\xaf", "is a 7z archive", "unpack it, or pack it as .zip"),
    (b"\x89PNG", "is a picture", "leave it out, or write its text into a .txt file"),
    (
        b"\xff\xd8\xff",
        "is a picture",
        "leave it out, or write its text into a .txt file",
    ),
    (b"GIF8", "is a picture", "leave it out, or write its text into a .txt file"),
    (b"SQLite format", "is a database", "export its table of articles as CSV"),
    (b"bplist00", "is a web archive of Safari", "save the page as HTML"),
    (b"RDX", "is data of R", "save it with write.csv() as CSV"),
    (b"X\n\x00\x00\x00", "is data of R", "save it with write.csv() as CSV"),
    (b"<stata_dta>", "is data of Stata", "export it as CSV"),
    (b"$FL2", "is data of SPSS", "export it as CSV"),
    (b"$FL3", "is data of SPSS", "export it as CSV"),
    (b"AT&TFORM", "is a DjVu document", "save its text into a .txt file"),
    *[
        (
            b"\x80" + bytes([protocol]),
            "is a pickle, which may run code when it is opened",
            "save the table with to_csv() or to_parquet()",
        )
        for protocol in (2, 3, 4, 5)
    ],
]
# How files begin that are recognised by their first bytes alone.
BEGINNINGS = [
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PAR1", table.NAME),
    (b"ARROW1", table.NAME),
    (b"FEA1", table.NAME),
]
# Which member of a zip archive makes it which document.
MEMBERS = [
    ("word/document.xml", "Word"),
    ("xl/workbook.xml", table.NAME),
    ("META-INF/container.xml", "EPUB"),
    ("content.xml", "OpenDocument"),
]


MOBIPOCKET = slice(60, 68)
APPLE = "Index/Document.iwa"


@dataclass(frozen=True)
class Mark:
    """Something that is found in files of a format."""

    find: re.Pattern[str]
    score: int
    times: int = 1

    def is_in(self, text: str) -> bool:
        """Whether it occurs as often as it must."""
        matches = self.find.finditer(text)
        return all(next(matches, None) for _ in range(self.times))


@dataclass(frozen=True)
class Evidence:
    """What a format is recognised by."""

    name: str
    where: str
    enough: int
    marks: tuple[Mark, ...]
    read: str = ""  # the function that reads an export: its module here and its name

    def score(self, text: str) -> int:
        """The marks found, weighed; 0 where they are not enough."""
        score = sum(mark.score for mark in self.marks if mark.is_in(text))
        if score >= self.enough:
            return score
        return 0


@cache
def formats_in(where: str) -> tuple[Evidence, ...]:
    """The formats that occur in lines, markup, xml or bytes, in the order of marks.toml."""
    content = resources.files(__package__).joinpath("marks.toml").read_text("utf-8")
    formats = tomllib.loads(content)["format"]
    return tuple(_read_evidence(each) for each in formats if each["in"] == where)


def _read_evidence(entry: dict) -> Evidence:
    marks = []
    for mark in entry["marks"]:
        marks.append(
            Mark(re.compile(mark["find"], re.M), mark["score"], mark.get("times", 1))
        )
    return Evidence(
        name=entry["name"],
        where=entry["in"],
        enough=entry["enough"],
        marks=tuple(marks),
        read=entry.get("read", ""),
    )


def strongest(text: str, *where: str) -> str | None:
    """The name of the format whose marks a text has most of; None where it has none.

    >>> strongest("TY  - NEWS\\nTI  - Bridge stays open\\nER  - ", "lines")
    'RIS'
    >>> strongest("He wrote TY - NEWS on the wall.", "lines") is None
    True
    """
    best = None
    best_score = 0
    for evidence in _all_formats_in(where):
        score = evidence.score(text)
        if score > best_score:
            best = evidence.name
            best_score = score
    return best


def _all_formats_in(where: tuple[str, ...]) -> Iterator[Evidence]:
    for each in where:
        yield from formats_in(each)


def format_of(source: Source) -> str:
    """The name of a file's format.

    Raises:
        Unreadable: It is of a kind that cannot be read; the remedy says what to do.
    """
    binary = _binary_format(source)
    if binary is not None:
        return binary
    head = COMMENT.sub("", source.head).lstrip()
    container = strongest(source.head, "bytes")
    if container is not None:
        return container
    markup = _markup_format(head, source.suffix) if MARKED_UP.match(head) else None
    return markup or _text_format(source, head)


def _binary_format(source: Source) -> str | None:
    for beginning, reason, remedy in REFUSED:
        if source.beginning.startswith(beginning):
            raise Unreadable(reason, remedy)
    if source.beginning[MOBIPOCKET] == b"BOOKMOBI":
        raise Unreadable("is a book for Kindle", "convert it to EPUB")
    if APPLE in source.members:
        raise Unreadable(
            "is a document of Apple's Pages, Numbers or Keynote",
            "export it as .docx, .xlsx or .txt",
        )
    for beginning, name in BEGINNINGS:
        if source.beginning.startswith(beginning):
            return name
    if table.is_opendocument_sheet(source):
        return table.NAME
    for member, name in MEMBERS:
        if member in source.members:
            return name
    if source.members:
        raise Unreadable(
            "is a zip file without anything that can be read",
            "unpack it and look at what it is",
        )
    return None


def _markup_format(head: str, suffix: str) -> str | None:
    """The format of what begins with a tag; None where nothing else is marked up.

    Pages hold tags of other formats too: `<article>` for each teaser, feeds in their scripts. So where a file
    is a page by its first element, nothing but the marks of pages and of exports in HTML counts.
    """
    root = ROOT.match(head)
    name = ""
    if root:
        name = root[1].lower()
    if name.startswith("!doctype") or name in PAGE_ROOTS:
        kind = strongest(head, "markup") or html.NAME
        is_table = kind == html.NAME and is_table_of_articles(head)
        return table.NAME if is_table else kind
    if suffix in TABLES:
        return None
    if "</" not in head:
        return None
    if head.startswith("<?xml"):
        return strongest(head, "xml", "lines") or ANY_XML
    return strongest(head, "markup", "xml", "lines") or ANY_XML


def _text_format(source: Source, head: str) -> str:
    if text.NOT_PROSE.match(source.suffix):
        raise Unreadable(
            "is a program, a style or settings, not an article",
            text.remedy(source.suffix),
        )
    if DUMP.match(head) and INSERT.search(head):
        raise Unreadable(
            "is a dump of a database", "export its table of articles as CSV"
        )
    if ninjs.recognises(source):
        return ninjs.NAME
    if _is_table(source, head):
        return table.NAME
    if html.recognises(source):
        return html.NAME
    export = strongest(head, "lines")
    if export is not None:
        return export
    if text.recognises(source):
        return text.NAME
    raise Unreadable(
        "is not text in any format that is known here",
        "save it as .txt, .html, .docx or .csv",
    )


def _is_table(source: Source, head: str) -> bool:
    """Whether it is a table: by its ending and first line, or because its lines have the form of one."""
    if not table.recognises(source):
        return False
    is_named_so = (
        source.suffix in table.SUFFIXES or source.suffix in table.JSON_SUFFIXES
    )
    return is_named_so or head.startswith(("{", "[")) or has_form_of_table(head)


def has_form_of_table(head: str) -> bool:
    """Whether the first lines are rows of one length under short names of columns.

    >>> has_form_of_table("date,outlet,text\\n2021-10-08,Echo,The bridge stays open.\\n")
    True
    >>> has_form_of_table("Content, date and place\\n\\nThe bridge stays open, they said.\\n")
    False
    """
    head = without_rule(head)
    lines = head.split("\n")
    first = next((line for line in lines if not line.startswith("sep=")), "")
    delimiter = max(DELIMITERS, key=first.count)
    rows = _rows(head, delimiter)
    if len(rows) < 2:
        return False
    header = [cell.strip() for cell in rows[0]]
    longest = max(len(cell.split()) for cell in header)
    if len(set(header)) < max(2, len(header)):
        return False
    if longest > COLUMN_WORDS:
        return False
    whole = [row for row in rows[1:] if len(row) == len(header)]
    if not whole:
        return False
    if len(whole) < SAME_LENGTH * (len(rows) - 1):
        return False
    return _keeps_promises(header, whole)


def _keeps_promises(header: list[str], rows: list[list[str]]) -> bool:
    """Whether columns hold what their headings say: days under "date", or else prose under "text"."""
    columns = {}
    for name, cells in zip(header, zip(*rows, strict=True), strict=True):
        columns[name] = list(cells)
    choice = choose_columns(header, columns)
    if len(choice.columns) + len(choice.joined) < 2:
        return False
    text = choice.columns.get("text")
    if text is None:
        return "file" in choice
    days = choice.columns.get("published")
    if days is not None:
        return profile_of(columns[days[0]]).days > 0
    return profile_of(columns[text[0]]).prose


def _rows(head: str, delimiter: str) -> list[list[str]]:
    """The first rows, the last one left out where it may be cut; blank lines count as rows of none."""
    lines = head.removeprefix("\ufeff").split("\n")
    start = 0
    if lines[0].startswith("sep="):
        start = 1
    text = "\n".join(lines[start:])
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > ROWS_LOOKED_AT:
                break
    except csv.Error:
        return rows
    while rows and not rows[-1]:
        rows.pop()
    return rows
