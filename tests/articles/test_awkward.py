"""One good article beside thirty awkward files, and files beyond the limits."""

import gzip
import os

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.articles.names import name_on_one_line
from broadsheet.skipped import Skipped

from .makers import BODY, GERMAN, menu_page, skips, write, zipped


def test_skipped_survives_pandas(tmp_path):
    write(tmp_path, {"t.csv": "file\na.txt\ngone.txt\n", "a.txt": BODY})
    one, two = bs.read_articles(tmp_path), bs.read_articles(tmp_path)
    both = pd.concat([one, two])
    assert both.attrs["skipped"].equals(one.attrs["skipped"])
    merged = one.merge(two, on="article")
    assert len(merged) == 1
    assert isinstance(one.copy().attrs["skipped"], Skipped)
    assert type(one.attrs["skipped"].head()) is pd.DataFrame
    assert list(one.attrs["skipped"].columns) == [
        "file",
        "position",
        "reason",
        "remedy",
    ]


BOMB = zipped({"a.txt": b"a" * 50_000_000})


XML = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


AWKWARD = {
    "bom.txt": (b"\xef\xbb\xbf" + BODY.encode(), None),
    "utf16.txt": (BODY.encode("utf-16"), None),
    "latin.txt": (BODY.encode("cp1252"), None),
    "mac-line-ends.txt": (BODY.replace("\n", "\r").encode(), None),
    "nul.txt": (BODY.replace(" ", "\0 ", 3).encode(), None),
    "mojibake.txt": (BODY.encode().decode("cp1252", "replace").encode(), None),
    "cut-in-a-character.txt": (BODY.encode() + b"\xe2\x80", None),
    "no-ending": (BODY.encode(), None),
    "-rf --help.txt": (BODY.encode(), None),
    "name\nwith\tbreaks.txt": (BODY.encode(), None),
    "right-to-left.txt": (("\u202e" + BODY).encode(), None),
    "marks.txt": (("“" * 1000 + BODY).encode(), None),
    "html-in.txt": (menu_page().encode(), None),
    "script.html": (
        menu_page(
            head="<script>document.write('<p>' + 'x'.repeat(9))</script>"
        ).encode(),
        None,
    ),
    "unclosed.html": (
        menu_page().replace("</p>", "").replace("</article>", "").encode(),
        None,
    ),
    "front-matter-only.txt": (b"---\ntitle: Nothing\n---\n", "has no text"),
    "german.txt": (GERMAN.encode(), None),
    "packed.txt.gz": (gzip.compress(BODY.encode()), None),
    "empty.txt": (b"", "has no text"),
    "marks-of-direction.txt": ("\u202e\ufeff\n".encode(), "has no text"),
    "blank.txt": (b" \n\t\n ", "has no text"),
    "picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "is a picture"),
    "scan.pdf": (b"%PDF-1.7\n1 0 obj", "is a PDF"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(600), "old format"),
    "rich.rtf": (b"{\\rtf1 Bridge}", "hardly a word"),
    "entities.xml": (XML, "is XML"),
    "broken.docx": (
        zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<w:p>"}),
        "damaged Word file",
    ),
    "broken.zip": (b"PK\x03\x04 and no more", "damaged zip"),
    "bomb.zip": (BOMB, "unpacks to more"),
    "traversal.zip": (zipped({"../../evil.txt": BODY}), "leads out"),
    "broken.json": (b'{"articles": [', "is not proper JSON"),
    "no-text.csv": (b"day,headline\n2021-10-08,Bridge\n", "no column of texts"),
    "nothing.html": (b"<html><body></body></html>", "no article could be found"),
}


@pytest.fixture(scope="module")
def awkward(tmp_path_factory):
    folder = tmp_path_factory.mktemp("awkward")
    write(
        folder,
        {"good.txt": BODY, **{name: content for name, (content, _) in AWKWARD.items()}},
    )
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    return bs.read_articles(folder)


def test_the_good_article_is_read(awkward):
    assert awkward.at["good", "text"] == BODY
    assert awkward.index.is_unique


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward(awkward, name):
    _, reason = AWKWARD[name]
    shown, reasons = name_on_one_line(name), skips(awkward)
    if reason is None:
        text = awkward.loc[awkward["file"] == shown, "text"]
        assert len(text) == 1
        assert (
            GERMAN
            if name == "german.txt"
            else "Ann Thorley, who has lived beside the river"
        ) in text.iloc[0]
        assert not set(text.iloc[0]) & set("\0\r\ufeff\u202e")
    else:
        found = [why for file, why in reasons.items() if file.startswith(shown)]
        assert len(found) == 1
        assert reason in found[0]


def test_links_and_pipes(awkward):
    reasons = skips(awkward)
    assert "leads out" in reasons["passwd.txt"]
    assert "no such file" in reasons["dangling.txt"]
    assert "not a file" in reasons["pipe.txt"]
    assert not any(file.startswith("loop/") for file in awkward["file"])


def test_limits_are_met_with_a_sentence(tmp_path):
    write(tmp_path, {"long.txt": "word " * 1000, "good.txt": BODY})
    articles = bs.read_articles(tmp_path, limits=bs.Limits(article_characters=2000))
    assert list(articles.index) == ["good"]
    assert (
        skips(articles)["long.txt"]
        == "has 5,000 characters, more than the limit of 2,000"
    )


def test_a_long_line_and_a_million_marks(tmp_path):
    write(
        tmp_path,
        {
            "line.txt": b"a" * 100_000_000,
            "marks.txt": "“" * 1_000_000,
            "good.txt": BODY,
        },
    )
    articles = bs.read_articles(tmp_path)
    assert list(articles.index) == ["good", "marks"]
    assert "characters, more than the limit" in skips(articles)["line.txt"]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.binary(max_size=400),
    st.sampled_from(["txt", "html", "csv", "json", "docx", "gz", "tsv", "md"]),
)
def test_any_bytes_give_articles_or_our_own_error(tmp_path, content, suffix):
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(content)
    try:
        articles = bs.read_articles(path)
    except bs.BroadsheetError:
        return
    assert articles["text"].str.strip().str.len().gt(0).all()
    assert articles.index.is_unique
