"""Files as other programs make them, with articles of the tests' own wording."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pandas as pd

ONE = "The council of Brackenford voted on Tuesday to keep the old bridge open."
TWO = "“We were told that it would be closed,” said Ann Thorley, who lives beside the river."
STORY = f"{ONE}\n\n{TWO}"
FERRY_ONE = "The ferry at Ludmouth was sold on Friday to a company from the north."
FERRY_TWO = "It had crossed the bay since 1931 and will sail no more this winter."
FERRY = f"{FERRY_ONE}\n\n{FERRY_TWO}"
BODY = (
    "The council of Brackenford voted on Tuesday to keep the old bridge open to walkers until the spring.\n\n"
    "“We were told that it would be closed,” said Ann Thorley, who has lived beside the river for thirty "
    "years, “and then nobody came.”\n\n"
    "Engineers had found rust in two of the piers. They are to look at the others before the end of March, "
    "and the council will then decide whether the bridge is to be mended or replaced."
)
GERMAN = (
    "Der Gemeinderat von Brackenfurt hat am Dienstag beschlossen, die alte Brücke bis zum Frühjahr für "
    "Fußgänger offen zu lassen. „Uns wurde gesagt, dass sie geschlossen wird“, sagte Anna Thorner, die seit "
    "dreißig Jahren am Fluss wohnt, „und dann kam niemand.“"
)


def write(folder: Path, files: dict[str, bytes | str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(paragraphs: list[str | tuple[str, str]], author: str = "") -> bytes:
    """A Word file; a pair is a paragraph and its style."""
    document = docx.Document()
    document.core_properties.author = author
    for paragraph in paragraphs:
        text, style = paragraph if isinstance(paragraph, tuple) else (paragraph, None)
        document.add_paragraph(text, style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page(body: str = STORY, head: str = "", attributes: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return (
        f"<!DOCTYPE html><html {attributes}><head><title>Bridge stays open</title>{head}</head><body>"
        f"<article><h1>Bridge stays open</h1>{paragraphs}{paragraphs.replace('<p>', '<p>Again: ')}"
        "</article></body></html>"
    )


def excel(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def menu_page(body: str = BODY, head: str = "") -> str:
    """A page with a menu before the article and a notice below it."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Bridge stays open</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/x'>More</a></nav><article><h1>Bridge stays open</h1>"
        f"{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )


def skips(articles: pd.DataFrame) -> dict[str, str]:
    """The reason for each file that was skipped."""
    skipped = articles.attrs["skipped"]
    return dict(zip(skipped["file"], skipped["reason"], strict=True))
