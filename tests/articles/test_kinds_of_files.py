"""What a file is: decided by the strongest evidence, wherever it stands."""

import pytest

import broadsheet as bs
from broadsheet.articles.formats.detect import format_of, has_form_of_table, strongest
from broadsheet.articles.limits import Limits
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable

from .makers import FERRY, ONE, STORY, page, write, zipped


def kind(content: str | bytes, name: str = "a") -> str:
    data = content if isinstance(content, bytes) else content.encode()
    return format_of(Source(name, Limits(), load=lambda: data))


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (STORY, "a.txt", "text"),
        (page(), "a.html", "HTML page"),
        (page(), "a.txt", "HTML page"),
        (page(attributes='data-keys="title,text,outlet,date"'), "a.html", "HTML page"),
        (page(attributes='data-keys="title|text|outlet|date"'), "a.html", "HTML page"),
        ("<!-- saved " + "with care " * 3000 + "-->\n" + page(), "a.html", "HTML page"),
        ("\n\n\ufeff" + page(), "a.html", "HTML page"),
        (
            page(f"{ONE}\n\nFactiva, ProQuest and Nexis had 3 of 10 documents."),
            "a.html",
            "HTML page",
        ),
        (f"Title, text and date\n\n{STORY}", "a.txt", "text"),
        (f"Story, place\n{ONE}\n{ONE}", "a.txt", "text"),
        (
            "date,outlet,text\n2021-10-08,Echo,Open.\n2021-10-09,Mail,Sold.\n",
            "a.txt",
            "table",
        ),
        ("date;outlet;text\n2021-10-08;Echo;Open.\n", "a", "table"),
        (
            "\n" * 6000 + "1 of 2 DOCUMENTS\n\nEcho\n\nMay 2, 2011\n\nLENGTH: 9",
            "a.txt",
            "Nexis text",
        ),
        (f"{ONE} The clerk read 1 of 2 DOCUMENTS aloud.", "a.txt", "text"),
        (f"HD was all it said. {ONE}\n\nTD was the answer.", "a.txt", "text"),
        (
            "From: Echo <a@b.example>\nSubject: Bridge\nMIME-Version: 1.0\n\n" + STORY,
            "a",
            "mail",
        ),
        (f"From: the river\n\n{STORY}", "a.txt", "text"),
        ("WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "a", "WARC"),
        (b"%PDF-1.7", "a", "PDF"),
        (b"{\\rtf1 Bridge}", "a.doc", "RTF"),
        (zipped({"META-INF/container.xml": "<a/>"}), "a", "EPUB"),
        (zipped({"content.xml": "<a/>"}), "a", "OpenDocument"),
    ],
)
def test_kind(content, name, expected):
    assert kind(content, name) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0", "old format"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(32)) * 40, "not text"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content, reason):
    with pytest.raises(Unreadable) as problem:
        kind(content)
    assert reason in problem.value.args[0]
    assert problem.value.args[1]


def test_a_score_must_be_enough():
    assert (
        strongest("HD  Bridge\nLP  Open.\nPD  8 May", "lines") == "Factiva codes"
    )  # 2 + 1 + 1
    assert strongest("HD  Bridge\nPD  8 May", "lines") is None  # 2 + 1


def test_most_rows_of_a_table_have_its_length():
    head = "date,outlet,text\n"
    row, broken = "2021-10-08,Echo,Open.\n", "and so on\n"
    assert has_form_of_table(head + row * 3 + broken * 2)
    assert not has_form_of_table(head + row * 2 + broken * 2)


def test_names_of_columns_have_four_words_at_most():
    assert has_form_of_table("the date of publication,text\n2021-10-08,Open.\n")
    assert not has_form_of_table("on the date of publication,text\n2021-10-08,Open.\n")


def test_lists_of_documents_are_left_out_and_said(tmp_path):
    cover = "User Name: Ann\n\nDocuments (1)\n\n1. Bridge\n\nClient/Matter: -None-\n\nSearch Terms: bridge"
    from .makers import word

    files = {
        "Files.docx": word([*cover.split("\n\n")]),
        "Files_doclist.DOCX": word(["Bridge"]),
        "a.txt": STORY,
    }
    articles = bs.read_articles(write(tmp_path, files))
    assert list(articles.index) == ["a"]
    assert "list of documents" in articles.attrs["skipped"]["reason"].iloc[0]
    assert any("Files_doclist.DOCX" in note for note in articles.attrs["notes"])


def test_what_is_left_out_by_its_name_is_said(tmp_path):
    articles = bs.read_articles(
        write(tmp_path, {"README.md": STORY, ".b.txt": STORY, "a.txt": FERRY})
    )
    notes = " ".join(articles.attrs["notes"])
    assert list(articles.index) == ["a"]
    assert "README.md" in notes
    assert ".b.txt" in notes
