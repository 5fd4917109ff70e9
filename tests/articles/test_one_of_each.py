"""A folder with a file of each kind that `data/README.md` lists: all are counted, nothing is silent."""

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import zstandard

import broadsheet as bs

from .containers import (
    CONTAINERS,
    DAYS,
    GERMAN,
    OUTLETS,
    RECORDS,
    SINGLES,
    TITLES,
    archive_of_text,
    e_book,
    endnote,
    mail_folder,
    paragraphs,
    pdf,
    plain_mail,
    saved_page,
    spreadsheet,
    tarred,
    web_archive,
)
from .makers import FERRY, STORY, excel, page, word, write, zipped

NAMES = ["outlet", "date", "title", "text"]
HEADED = f"Title: {TITLES[0]}\nSource: {OUTLETS[0]}\nDate: {DAYS[0]}\n\n{STORY}"
OBJECTS = [dict(zip(NAMES, record, strict=True)) for record in RECORDS]
JSON_LINES = "\n".join(map(json.dumps, OBJECTS))


def delimited(delimiter: str) -> str:
    return pd.DataFrame(OBJECTS).to_csv(index=False, sep=delimiter)


def columnar(method: str) -> bytes:
    content = io.BytesIO()
    getattr(pd.DataFrame(OBJECTS), method)(content)
    return content.getvalue()


def described_page() -> str:
    head = (
        f'<meta property="og:site_name" content="{OUTLETS[0]}">'
        f'<meta property="article:published_time" content="{DAYS[0]}T07:30:00Z">'
    )
    return page(head=head)


def newsml_1() -> str:
    return (
        "<?xml version='1.0'?><NewsML><NewsItem><Identification><NewsIdentifier><DateId>20211008</DateId>"
        "</NewsIdentifier></Identification><NewsManagement><FirstCreated>20211008T100000Z</FirstCreated>"
        "</NewsManagement><NewsComponent><NewsLines>"
        f"<HeadLine>{TITLES[0]}</HeadLine></NewsLines>"
        f"<AdministrativeMetadata><Provider><Party FormalName='{OUTLETS[0]}'/></Provider>"
        "</AdministrativeMetadata>"
        f"<ContentItem><DataContent><nitf><body><body.content>{paragraphs(STORY)}</body.content></body></nitf>"
        "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


def news_object() -> str:
    item = {
        "uri": "http://x.org/items/n1",
        "versioncreated": f"{DAYS[0]}T10:37:00Z",
        "copyrightnotice": f"Copyright 2021 {OUTLETS[0]}, x.org",
        "headline": TITLES[0],
        "body_text": STORY,
    }
    return json.dumps(item)


def headed_articles() -> bytes:
    lines: list[str | tuple[str, str]] = []
    for outlet, day, title, text in RECORDS:
        lines += [(title, "Heading 1"), f"{outlet}, {day}", *text.split("\n\n")]
    return word(lines)


# Two articles each.
TWO_EACH: dict[str, Callable[[], str | bytes]] = CONTAINERS | {
    "table.csv": lambda: delimited(","),
    "semicolons.csv": lambda: delimited(";"),
    "table.tsv": lambda: delimited("\t"),
    "table.xlsx": lambda: excel([NAMES, *map(list, RECORDS)]),
    "table.ods": spreadsheet,
    "table.json": lambda: json.dumps({"articles": OBJECTS}),
    "table.jsonl": lambda: JSON_LINES,
    "table.parquet": lambda: columnar("to_parquet"),
    "table.feather": lambda: columnar("to_feather"),
    "references.enw": endnote,
    "headings.docx": headed_articles,
    "paper.epub": e_book,
    "plain.epub": lambda: e_book(mimetype=False),
    "table.jsonl.gz": lambda: gzip.compress(JSON_LINES.encode()),
    "two.tar": lambda: tarred({"a.txt": HEADED, "b.txt": other_headed()}),
    "two.zip": lambda: zipped({"in/a.txt": HEADED, "in/b.txt": other_headed()}),
    "export.zip": lambda: zipped({"export.docx": word(GERMAN), "export_doclist.docx": word(["List"])}),
}  # fmt: skip
# One article each.
ONE_EACH: dict[str, Callable[[], str | bytes]] = SINGLES | {
    "front-matter.md": lambda: (
        f"---\ntitle: {TITLES[0]}\nsource: {OUTLETS[0]}\ndate: {DAYS[0]}\n---\n{STORY}"
    ),
    "page.html": described_page,
    "saved.mhtml": saved_page,
    "crawl.warc.gz": web_archive,
    "crawl.wet": archive_of_text,
    "mail.eml": plain_mail,
    "newsml-1.xml": newsml_1,
    "ninjs.json": news_object,
    "heads.pdf": lambda: pdf(HEADED.replace("“", '"').replace("”", '"').split("\n")),
    "heads.docx": lambda: word(HEADED.split("\n\n")[0].split("\n") + STORY.split("\n\n")),
    "a.txt.bz2": lambda: bz2.compress(HEADED.encode()),
    "a.txt.xz": lambda: lzma.compress(HEADED.encode()),
    "a.txt.zst": lambda: zstandard.compress(HEADED.encode()),
}  # fmt: skip
# Mails and pages without a name of their outlet: their sender or host stands for it.
OTHER_OUTLETS = {
    "crawl.wet": "echo.example",
    "saved.mhtml": "echo.example",
    "crawl.warc.gz": "echo.example",
    "mail.eml": "The Echo",
    "folder.mbox": "The Echo",
}
WITHOUT_DAY = {"saved.mhtml", "crawl.warc.gz", "crawl.wet"}
WITHOUT_TITLE = {"crawl.wet"}
# No articles, and what is to be said of them.
SKIPPED: dict[str, tuple[str | bytes, str]] = {
    "picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "is a picture"),
    "empty.txt": ("", "has no text"),
    "broken.docx": (zipped({"word/document.xml": "<w:p>"}), "damaged Word file"),
    "sums.xml": ("<?xml version='1.0'?><invoice><sum>3</sum></invoice>", "XML of a"),
    "log.json": ('{"level": "info", "count": 3}', "no column of texts"),
}
LEFT_OUT = {"README.md": "Read me.", ".hidden.txt": STORY}
# What is to be noted, each with the file.
NOTED = [
    "README.md",
    ".hidden.txt",
    "export.zip/export_doclist.docx",
    "crawl.warc.gz: 2 records",
    "paper.epub: 1 covers",
    "feed.xml: of 2 entries the feed holds a summary only",
    "heads.pdf: paragraphs of a PDF",
]


def other_headed() -> str:
    return f"Title: {TITLES[1]}\nSource: {OUTLETS[1]}\nDate: {DAYS[1]}\n\n{FERRY}"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder: Path = tmp_path_factory.mktemp("each")
    makers = TWO_EACH | ONE_EACH | {"folder.mbox": mail_folder}
    files: dict[str, str | bytes] = {name: make() for name, make in makers.items()}
    files |= {name: content for name, (content, _) in SKIPPED.items()} | LEFT_OUT
    articles = bs.open_corpus(write(folder, files)).all_articles
    return articles.assign(container=articles["file"].str.split("/").str[0])


def test_every_article_is_counted(articles):
    expected = dict.fromkeys(TWO_EACH, 2) | dict.fromkeys(ONE_EACH, 1)
    counted = articles["container"].value_counts().to_dict()
    assert counted == expected | {"folder.mbox": 2}


def test_every_article_has_its_title_outlet_and_day(articles):
    for name, rows in articles.groupby("container"):
        number = len(rows)
        titles = TITLES[:1] * number if name == "folder.mbox" else TITLES[:number]
        outlets = OUTLETS[:number]
        if name in OTHER_OUTLETS:
            outlets = [OTHER_OUTLETS[name]] * number
        days = list(rows["published"].dt.strftime("%Y-%m-%d"))
        if name not in WITHOUT_TITLE:
            assert list(rows["title"]) == titles, name
        if name.endswith(".epub"):
            outlets = OUTLETS[:1] * 2
            assert days == DAYS[:1] * 2
        elif name not in WITHOUT_DAY and name != "folder.mbox":
            assert days == DAYS[:number], name
        assert list(rows["outlet"]) == outlets, name


def test_nothing_is_silent(articles):
    skipped = articles.attrs["skipped"].set_index("file")["reason"]
    assert set(skipped.index) == set(SKIPPED)
    for name, (_, reason) in SKIPPED.items():
        assert reason in skipped[name]
    notes = "\n".join(articles.attrs["notes"])
    assert [note for note in NOTED if note not in notes] == []
    assert set(articles["flags"]) == {""}
