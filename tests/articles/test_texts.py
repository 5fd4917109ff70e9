"""Texts, Markdown and pages: one article a file."""

import pandas as pd

import broadsheet as bs

from .makers import BODY, menu_page, word, write


def test_text_with_front_matter(tmp_path):
    text = f"---\ntitle: 'Bridge stays open'\ndate: 2021-10-08\nsource: The Brackenford Echo\n---\n{BODY}"
    article = bs.read_articles(write(tmp_path, {"a.txt": text})).iloc[0]
    assert article[["title", "outlet", "text"]].tolist() == [
        "Bridge stays open",
        "The Brackenford Echo",
        BODY,
    ]
    assert article["published"] == pd.Timestamp("2021-10-08")


def test_markdown_is_read_as_prose(tmp_path):
    text = "# Bridge stays open\n\n**The council** voted to keep [the bridge](http://x.org/a) open.\n"
    article = bs.read_articles(write(tmp_path, {"a.md": text})).iloc[0]
    assert article["title"] == "Bridge stays open"
    assert (
        article["text"]
        == "Bridge stays open\n\nThe council voted to keep the bridge open.\n"
    )


def test_html_page(tmp_path):
    head = (
        '<meta property="article:published_time" content="2021-10-08T07:30:00+01:00">'
        '<meta property="og:site_name" content="The Brackenford Echo"><meta name="author" content="Jo Reed">'
    )
    article = bs.read_articles(write(tmp_path, {"a.html": menu_page(head=head)})).iloc[
        0
    ]
    assert article[["title", "outlet", "byline"]].tolist() == [
        "Bridge stays open",
        "The Brackenford Echo",
        "Jo Reed",
    ]
    assert article["published"] == pd.Timestamp("2021-10-08 07:30")
    assert article["zone"] == "+01:00"
    assert article["text"].endswith(BODY)
    assert "All rights reserved" not in article["text"]


def test_word_that_is_no_export(tmp_path):
    article = bs.read_articles(
        write(tmp_path, {"a.docx": word(["Bridge stays open", *BODY.split("\n\n")])})
    ).iloc[0]
    assert article["title"] == "Bridge stays open"
    assert article["text"].endswith(BODY)


def test_a_heading_of_word_stays_in_the_text_where_nothing_else_stands_above_it(
    tmp_path,
):
    document = word([("Bridge stays open", "Heading 1"), *BODY.split("\n\n")])
    article = bs.read_articles(write(tmp_path, {"a.docx": document})).iloc[0]
    assert article["title"] == "Bridge stays open"
    assert article["text"] == f"Bridge stays open\n\n{BODY}"


def test_prose_that_begins_like_a_table(tmp_path):
    files = {
        "a.txt": "Content, context\n\nThe two are not the same.",
        "b.txt": "[Updated]\n\nThe bridge is open.",
    }
    assert list(bs.read_articles(write(tmp_path, files))["title"]) == [
        "Content, context",
        "[Updated]",
    ]
