"""Exports of Nexis and Factiva, and ninjs, as they come."""

import json

import pandas as pd

import broadsheet as bs

from .makers import BODY, GERMAN, word, write


def nexis_word():
    cover = [
        "User Name: A",
        "Job Number: 1",
        "Documents (2)",
        "1. Bridge stays open",
        "Client/Matter: -None-",
    ]
    first = [
        "Bridge stays open",
        "The Brackenford Echo",
        "October 8, 2021 Friday 9:03 AM GMT",
        "Copyright 2021 Echo",
    ]
    first += [
        "Section: NEWS; Pg. 3",
        "Length: 80 words",
        "Byline: Jo Reed",
        "Body",
        *BODY.split("\n\n"),
    ]
    first += [
        "Graphic",
        "PHOTO: The bridge",
        "Classification",
        "Language: ENGLISH",
        "Load-Date: October 9, 2021",
    ]
    second = [
        "Ferry sold;",
        "Mail (London)",
        "May 2, 2002, Thursday,, FINAL EDITION",
        "Length: 9 words",
        "Body",
    ]
    second += [
        "WASHINGTON: The ferry was sold.",
        "It sails no more.",
        "Load-Date: May 3, 2002",
    ]
    return word([*cover, *first, "End of Document", *second, "End of Document"])


def test_nexis_word(tmp_path):
    articles = bs.read_articles(write(tmp_path, {"export.DOCX": nexis_word()}))
    assert list(articles.index) == ["export-001", "export-002"]
    assert list(articles["title"]) == ["Bridge stays open", "Ferry sold;"]
    assert list(articles["outlet"]) == ["The Brackenford Echo", "Mail (London)"]
    assert list(articles["published"]) == [
        pd.Timestamp("2021-10-08 09:03"),
        pd.Timestamp("2002-05-02"),
    ]
    assert list(articles["text"]) == [
        BODY,
        "WASHINGTON: The ferry was sold.\n\nIt sails no more.",
    ]
    assert articles["graphic"].iloc[0] == "PHOTO: The bridge"
    assert articles["section"].iloc[0] == "NEWS; Pg. 3"


NEXIS_TEXT = """
Download Request: Selected Items: 1-2

                               1 of 2 DOCUMENTS


                              The Brackenford Echo

                             October 8, 2021 Friday
                                   Edition 1

Bridge stays open

BYLINE: Jo Reed

LENGTH: 20 words

The council voted on Tuesday to keep the old bridge open
to walkers.

BRACKENFORD: They will look at the piers.

LOAD-DATE: October 9, 2021

LANGUAGE: ENGLISH

                              2 of 2 DOCUMENTS

                              Daily Mail (London)

                             January 10, 2010 Sunday

Ferry sold

LENGTH: 5 words

The ferry was sold.

LOAD-DATE: January 9, 2010
"""


def test_nexis_text(tmp_path):
    articles = bs.read_articles(
        write(tmp_path, {"export.TXT": NEXIS_TEXT.replace("\n", "\r\n")})
    )
    assert list(articles["outlet"]) == ["The Brackenford Echo", "Daily Mail (London)"]
    assert list(articles["published"]) == [
        pd.Timestamp("2021-10-08"),
        pd.Timestamp("2010-01-10"),
    ]
    assert articles["text"].iloc[0] == (
        "The council voted on Tuesday to keep the old bridge open to walkers.\n\n"
        "BRACKENFORD: They will look at the piers."
    )
    assert articles["title"].iloc[1] == "Ferry sold"


def factiva(*articles):
    inner = "".join(
        f"<div id='article-ECHO{n}' class='article'><div class='article enArticle'><div>Lokales</div>"
        f"<div id='hd'><span class='enHeadline'>{title} </span></div><div class='author'>Jo Reed</div>"
        f"<div>80 Wörter</div><div>{day}</div>{hour}<div>The Brackenford Echo</div><div>ECHO</div>"
        f"<div>{language}</div><div>Copyright 2021 Echo</div>"
        + "".join(
            f"<p class='articleParagraph enarticleParagraph'>{p} </p>"
            for p in body.split("\n\n")
        )
        + f"<p>Echo Media Ltd</p><p>Dokument ECHO0000201211080000000{n}</p></div></div>"
        for n, (title, day, hour, language, body) in enumerate(articles)
    )
    return f"<html><head><title>Factiva</title></head><body><h1>Dow Jones Factiva</h1>{inner}</body></html>"


def test_factiva(tmp_path):
    export = factiva(
        ("Bridge stays open", "8 Oktober 2021", "<div>07:45</div>", "Englisch", BODY),
        ("Brücke bleibt offen", "9 März 2021", "", "Deutsch", GERMAN),
    )
    articles = bs.read_articles(write(tmp_path, {"f.html": export}))
    assert list(articles["title"]) == ["Bridge stays open", "Brücke bleibt offen"]
    assert list(articles["published"]) == [
        pd.Timestamp("2021-10-08 07:45"),
        pd.Timestamp("2021-03-09"),
    ]
    assert list(articles["outlet"].unique()) == ["The Brackenford Echo"]
    assert list(articles["language"]) == ["en", "de"]
    assert list(articles["text"]) == [BODY, GERMAN]
    assert len(bs.in_english(articles)) == 1
    assert "1 of 2 articles are not in English: 1 de" in articles.attrs["notes"]


def test_ninjs(tmp_path):
    two = {
        "uri": "http://x.org/items/n1",
        "versioncreated": "2021-10-08T10:37:00Z",
        "by": "Jo Reed",
        "copyrightnotice": "Copyright 2021 The Echo Agency, x.org",
        "headlines": [{"role": "main", "value": "Bridge stays open"}],
        "bodies": [
            {"contenttype": "text/plain", "value": "One. Two &amp; three."},
            {
                "contenttype": "application/xhtml+xml",
                "value": "<p>One.</p> <p>Two &amp; <b>three</b>.</p>",
            },
        ],
    }
    one = {
        "uri": "http://x.org/items/n2",
        "headline": "Ferry sold",
        "body_text": "The ferry was sold.",
    }
    articles = bs.read_articles(
        write(tmp_path, {"a.json": json.dumps(two), "b.json": json.dumps(one)})
    )
    assert list(articles.index) == ["n1", "n2"]
    assert list(articles["title"]) == ["Bridge stays open", "Ferry sold"]
    assert list(articles["text"]) == ["One.\n\nTwo & three.", "The ferry was sold."]
    assert articles["outlet"].iloc[0] == "The Echo Agency"
    assert articles["published"].iloc[0] == pd.Timestamp("2021-10-08 10:37")
