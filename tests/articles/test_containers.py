"""Containers of many articles: each article comes by itself, with outlet, day and title."""

import bz2
import io
import lzma

import pandas as pd
import pytest
import zstandard

import broadsheet as bs

from .containers import (
    CONTAINERS,
    DAYS,
    GERMAN,
    OUTLETS,
    SINGLES,
    TITLES,
    e_book,
    feed,
    mail_folder,
    pdf,
    plain_mail,
    proquest,
    saved_page,
    tarred,
    web_archive,
)
from .makers import (
    FERRY,
    STORY,
    TWO,
    word,
    write,
    zipped,
)


@pytest.mark.parametrize("name", CONTAINERS)
def test_each_article_has_outlet_day_title_and_text(tmp_path, name):
    articles = bs.read_articles(write(tmp_path, {name: CONTAINERS[name]()}))
    assert list(articles["title"]) == TITLES
    assert list(articles["outlet"]) == OUTLETS
    assert list(articles["published"].dt.strftime("%Y-%m-%d")) == DAYS
    assert [text.split() for text in articles["text"]] == [STORY.split(), FERRY.split()]
    assert set(articles["flags"]) == {""}
    assert articles.attrs["skipped"].empty


def test_an_export_is_longer_than_an_article_may_be(tmp_path):
    limits = bs.Limits(article_characters=200)
    articles = bs.read_articles(
        write(tmp_path, {"export.txt": proquest()}), limits=limits
    )
    assert len(articles) == 2


def test_stray_spaces_of_an_export_are_mended(tmp_path):
    spoilt = (
        proquest()
        .replace("Oct 8, 2021", "Oc t 8, 2 021")
        .replace("Publication title", "Publication ti tle", 1)
    )
    articles = bs.read_articles(write(tmp_path, {"export.txt": spoilt}))
    assert list(articles["outlet"]) == OUTLETS
    assert articles["published"].notna().all()


@pytest.mark.parametrize("name", SINGLES)
def test_one_article_with_outlet_day_title_and_text(tmp_path, name):
    articles = bs.read_articles(write(tmp_path, {name: SINGLES[name]()}))
    article = articles.iloc[0]
    assert len(articles) == 1
    assert article[["title", "outlet"]].tolist() == [TITLES[0], OUTLETS[0]]
    assert article["published"].strftime("%Y-%m-%d") == DAYS[0]
    assert article["text"].split() == STORY.split()


def test_a_saved_page_is_read_as_a_page(tmp_path):
    article = bs.read_articles(write(tmp_path, {"a.mhtml": saved_page()})).iloc[0]
    assert TWO in article["text"]
    assert not any(
        mark in article["text"] for mark in ("Saved by", "MIME", "<p>", "=3D")
    )
    assert article[["url", "outlet"]].tolist() == [
        "https://echo.example/bridge",
        "echo.example",
    ]
    assert pd.isna(article["published"])


def test_a_mail_is_its_text_its_subject_and_its_day(tmp_path):
    for name, mails in {
        "a.eml": plain_mail(),
        "folder.mbox": mail_folder(),
    }.items():
        articles = bs.read_articles(write(tmp_path, {name: mails}) / name)
        assert set(articles["title"]) == {"Bridge stays open"}
        assert set(articles["outlet"]) == {"The Echo"}
        assert set(articles["text"].str.strip()) == {STORY}
        assert len(articles) == (2 if name.endswith("mbox") else 1)


def test_an_attachment_is_read_too(tmp_path):
    import base64

    attached = base64.b64encode(word(GERMAN)).decode()
    content = (
        "From: Nexis <x@nexis.example>\nSubject: Your delivery\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/octet-stream\n"
        'Content-Disposition: attachment; filename="delivery.docx"\nContent-Transfer-Encoding: base64\n\n'
        f"{attached}\n--x--\n"
    )
    assert (
        list(bs.read_articles(write(tmp_path, {"a.eml": content}))["title"]) == TITLES
    )


def test_web_archive(tmp_path):
    articles = bs.read_articles(write(tmp_path, {"crawl.warc.gz": web_archive()}))
    assert list(articles["url"]) == ["https://echo.example/bridge"]
    assert any("2 records" in note for note in articles.attrs["notes"])


@pytest.mark.parametrize("mimetype", [True, False])
def test_e_book(tmp_path, mimetype):
    articles = bs.read_articles(write(tmp_path, {"paper.epub": e_book(mimetype)}))
    assert list(articles["title"]) == TITLES
    assert list(articles["published"]) == [pd.Timestamp("2021-10-08")] * 2
    assert any("covers" in note for note in articles.attrs["notes"])


def test_words_broken_at_the_edge_of_a_pdf_are_joined(tmp_path):
    lines = [
        "The council of Brackenford voted on Tues-",
        "day to keep the well-known old bridge open.",
        "Tolls end in June.",
    ]
    text = bs.read_articles(write(tmp_path, {"a.pdf": pdf(lines)}))["text"].iloc[0]
    assert "voted on Tuesday to keep the well-known old bridge open. Tolls end" in text


def test_an_export_in_a_pdf_is_read_by_article(tmp_path):
    lines = ["Bridge stays open", "The Echo", "October 8, 2021", "Length: 9", "Body"]
    lines += [
        "The council of Brackenford voted on Tues-",
        "day to keep the old bridge open.",
        "End of Document",
    ]
    lines += [
        "Ferry sold",
        "The Mail",
        "October 9, 2021",
        "Length: 9",
        "Body",
        "It was sold.",
        "End of Document",
    ]
    articles = bs.read_articles(write(tmp_path, {"a.pdf": pdf(lines)}))
    assert list(articles["title"]) == TITLES
    assert (
        articles["text"]
        .iloc[0]
        .endswith("voted on Tuesday to keep the old bridge open.")
    )


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.txt.bz2", lambda: bz2.compress(STORY.encode())),
        ("a.txt.xz", lambda: lzma.compress(STORY.encode())),
        ("a.txt.zst", lambda: zstandard.compress(STORY.encode())),
        ("a.tar", lambda: tarred({"x/a.txt": STORY})),
        ("a.tar.gz", lambda: bz2.compress(tarred({"x/a.txt": STORY}))),
        ("a.zip", lambda: zipped({"b.zip": zipped({"a.txt": STORY})})),
    ],
)
def test_archives(tmp_path, name, pack):
    articles = bs.read_articles(write(tmp_path, {name: pack()}))
    assert list(articles["text"]) == [STORY]
    assert list(articles.index) == ["a"]


def test_members_of_one_name_are_both_read(tmp_path):
    content = io.BytesIO()
    import warnings
    import zipfile

    with warnings.catch_warnings(), zipfile.ZipFile(content, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", STORY)
        archive.writestr("a.txt", FERRY)
    assert len(bs.read_articles(write(tmp_path, {"a.zip": content.getvalue()}))) == 2


def test_archives_without_end_are_not_unpacked(tmp_path):
    content: bytes = STORY.encode()
    for _ in range(5):
        content = zipped({"a.zip": content})
    articles = bs.read_articles(
        write(tmp_path, {"deep.zip": content, "good.txt": STORY})
    )
    assert len(articles) == 1
    assert "too many archives" in articles.attrs["skipped"]["reason"].iloc[0]


def test_a_feed_with_entities_of_its_own_is_refused(tmp_path):
    entity = "<!DOCTYPE rss [<!ENTITY a 'aaaa'>]>"
    with pytest.raises(bs.ArticlesError, match="declares entities"):
        bs.read_articles(
            write(tmp_path, {"a.xml": feed().replace("<rss", f"{entity}<rss")})
        )


def test_xml_without_articles_is_refused(tmp_path):
    with pytest.raises(bs.ArticlesError, match="XML of a kind"):
        bs.read_articles(
            write(
                tmp_path,
                {"a.xml": "<?xml version='1.0'?><invoice><sum>3</sum></invoice>"},
            )
        )
