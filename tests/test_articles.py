"""Files to articles: every format, and thirty awkward files beside one good article."""

import gzip
import io
import json
import os
import random
import sys
import zipfile

import docx
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.articles.days import read_day, read_days
from broadsheet.articles.decode import clean, decode, mend
from broadsheet.articles.duplicates import duplicate_of
from broadsheet.articles.languages import _detector, language_code, language_of
from broadsheet.articles.names import printable
from broadsheet.articles.read import headline
from broadsheet.charts import articles as figures
from broadsheet.errors import Skipped

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


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(paragraphs):
    document, buffer = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(buffer)
    return buffer.getvalue()


def excel(rows):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def page(body=BODY, head=""):
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Bridge stays open</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/x'>More</a></nav><article><h1>Bridge stays open</h1>"
        f"{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )


def skips(articles):
    return dict(
        zip(
            articles.attrs["skipped"]["file"],
            articles.attrs["skipped"]["reason"],
            strict=True,
        )
    )


# The two articles


def test_the_two_articles_are_verbatim():
    articles = bs.read_articles("data")
    for file, text in zip(articles["file"], articles["text"], strict=True):
        with open(f"data/{file}", "rb") as published:
            assert published.read().decode() == text
    assert articles.attrs["skipped"].empty
    assert list(articles["agency"].fillna("")) == ["Reuters", ""]


def test_columns_and_dtypes():
    articles = bs.read_articles("data")
    assert articles.index.name == "article"
    assert list(articles.columns) == [
        *[
            "outlet",
            "published",
            "title",
            "byline",
            "agency",
            "dateline",
            "section",
            "url",
            "file",
            "position",
        ],
        *[
            "format",
            "language",
            "text",
            "zone",
            "published_raw",
            "duplicate_of",
            "flags",
        ],
    ]
    assert isinstance(articles["outlet"].dtype, pd.CategoricalDtype)
    assert articles["published"].dtype == "datetime64[ns]"
    assert articles["position"].dtype == "int32"
    strings = articles.drop(columns=["outlet", "published", "position"])
    assert all(dtype == "str" for dtype in strings.dtypes)


def test_same_input_same_frame():
    pd.testing.assert_frame_equal(bs.read_articles("data"), bs.read_articles("data"))


# Formats


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
    article = bs.read_articles(write(tmp_path, {"a.html": page(head=head)})).iloc[0]
    assert article[["title", "outlet", "byline"]].tolist() == [
        "Bridge stays open",
        "The Brackenford Echo",
        "Jo Reed",
    ]
    assert article["published"] == pd.Timestamp("2021-10-08 07:30")
    assert article["zone"] == "+01:00"
    assert article["text"].endswith(BODY)
    assert "All rights reserved" not in article["text"]


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


def test_word_that_is_no_export(tmp_path):
    article = bs.read_articles(
        write(tmp_path, {"a.docx": word(["Bridge stays open", *BODY.split("\n\n")])})
    ).iloc[0]
    assert article["title"] == "Bridge stays open"
    assert article["text"].endswith(BODY)


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


ROWS = [
    {
        "media_name": "Echo",
        "publish_date": "2021-10-08",
        "title": "Bridge stays open",
        "body": BODY,
        "beat": "town",
    },
    {
        "media_name": "Mail",
        "publish_date": "2021-10-09",
        "title": "Ferry sold",
        "body": "The ferry was sold.",
        "beat": "",
    },
]


def as_bytes(suffix):
    frame, buffer = pd.DataFrame(ROWS), io.BytesIO()
    if suffix == "xlsx":
        return excel([list(ROWS[0]), *(list(row.values()) for row in ROWS)])
    if suffix == "parquet":
        frame.to_parquet(buffer)
        return buffer.getvalue()
    if suffix == "jsonl":
        return frame.to_json(orient="records", lines=True).encode()
    if suffix == "json":
        return json.dumps({"status": "ok", "articles": ROWS}, indent=1).encode()
    return frame.to_csv(
        index=False, sep={"csv": ",", "tsv": "\t", "txt": ";"}[suffix]
    ).encode()


@pytest.mark.parametrize(
    "suffix", ["csv", "tsv", "txt", "xlsx", "jsonl", "json", "parquet"]
)
def test_tables(tmp_path, suffix):
    articles = bs.read_articles(
        write(tmp_path, {f"t.{suffix}": as_bytes(suffix)}) / f"t.{suffix}"
    )
    assert list(articles["text"]) == [row["body"] for row in ROWS]
    assert list(articles["outlet"]) == ["Echo", "Mail"]
    assert list(articles["published"]) == [
        pd.Timestamp("2021-10-08"),
        pd.Timestamp("2021-10-09"),
    ]
    assert articles["beat"].iloc[0] == "town"
    assert any("text from body" in note for note in articles.attrs["notes"])


def test_one_article_as_json(tmp_path):
    crawled = {
        "authors": ["Jo Reed", "Al Moss"],
        "date_publish": "2021-10-08 09:30:00",
        "filename": "x.json",
    }
    crawled |= {
        "maintext": BODY,
        "source_domain": "echo.example",
        "title": "Bridge stays open",
        "language": "en",
    }
    article = bs.read_articles(
        write(tmp_path, {"a.json": json.dumps(crawled, indent=2)})
    ).iloc[0]
    assert article[["outlet", "byline", "text"]].tolist() == [
        "echo.example",
        "Jo Reed, Al Moss",
        BODY,
    ]
    assert article["published"] == pd.Timestamp("2021-10-08 09:30")


def test_of_json_lines_what_is_no_object_is_skipped(tmp_path):
    lines = '{"text": "A."}\n"abc"\n[1, 2]\n{"text": "B."}\n'
    articles = bs.read_articles(write(tmp_path, {"t.jsonl": lines}))
    assert list(articles["text"]) == ["A.", "B."]
    assert list(articles.attrs["skipped"]["position"]) == ["2", "3"]


def test_columns_can_be_named(tmp_path):
    write(tmp_path, {"t.csv": "wer,was,wann\nEcho,The bridge stays open.,8.10.2021\n"})
    articles = bs.read_articles(
        tmp_path / "t.csv",
        columns={"text": "was", "outlet": "wer", "published": "wann"},
    )
    assert articles.iloc[0][["outlet", "text"]].tolist() == [
        "Echo",
        "The bridge stays open.",
    ]
    with pytest.raises(bs.ArticlesError, match="no column 'body'"):
        bs.read_articles(tmp_path / "t.csv", columns={"text": "body"})


def test_our_own_table_can_be_read_again(tmp_path):
    articles = bs.read_articles("data")
    articles.to_csv(tmp_path / "again.csv")
    again = bs.read_articles(tmp_path / "again.csv")
    same = [
        "outlet",
        "published",
        "title",
        "agency",
        "dateline",
        "url",
        "language",
        "text",
    ]
    pd.testing.assert_frame_equal(articles[same], again[same])


def test_table_of_files_says_what_counts(tmp_path):
    table = "file,outlet\na.txt,Echo\ngone.txt,Echo\na.txt,Mail\n../outside.txt,Echo\n/etc/hostname,Echo\n"
    folder = write(
        tmp_path / "in",
        {"t.csv": table, "a.txt": BODY, "b.txt": BODY, "README.md": "notes"},
    )
    write(tmp_path, {"outside.txt": "secret"})
    articles = bs.read_articles(folder)
    assert list(articles["outlet"]) == ["Echo"]
    reasons = skips(articles)
    assert reasons.keys() == {
        "gone.txt",
        "a.txt",
        "../outside.txt",
        "/etc/hostname",
        "b.txt",
    }
    assert "no such file" in reasons["gone.txt"]
    assert "twice" in reasons["a.txt"]
    assert "outside" in reasons["../outside.txt"]
    assert "not named in t.csv" in reasons["b.txt"]
    with pytest.raises(bs.ArticlesError, match="4 more"):
        bs.read_articles(folder, strict=True)


def test_table_goes_before_what_the_file_says(tmp_path):
    files = {"t.csv": "file,outlet,title\np.html,Echo,\n", "p.html": page()}
    article = bs.read_articles(write(tmp_path, files)).iloc[0]
    assert article[["outlet", "title"]].tolist() == ["Echo", "Bridge stays open"]


def test_zip_gzip_and_globs(tmp_path):
    inside = {
        "in/t.csv": "file,outlet\na.txt,Echo\n",
        "in/a.txt": BODY,
        "__MACOSX/in/a.txt": "x",
    }
    write(
        tmp_path,
        {
            "a.zip": zipped(inside),
            "b.html.gz": gzip.compress(page().encode()),
            "c.txt": "Short.",
        },
    )
    assert list(bs.read_articles(tmp_path / "a.zip")["outlet"]) == ["Echo"]
    assert list(bs.read_articles(tmp_path / "*.gz").index) == ["b"]
    assert len(bs.read_articles([tmp_path / "a.zip", tmp_path / "c.txt"])) == 2


def test_ids_are_stable_and_unique(tmp_path):
    files = {
        "x/a.txt": "One.",
        "y/a.txt": "Two.",
        "b.txt": "Three.",
        "x-a.txt": "Four.",
    }
    articles = bs.read_articles(write(tmp_path, files))
    assert articles.index.is_unique
    assert set(articles.index) >= {"b", "y-a"}
    assert list(articles.index) == list(bs.read_articles(tmp_path).index)


# What every article gets


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Mexico, U.S. forge new security accord\n\n\nThe two met.",
            "Mexico, U.S. forge new security accord",
        ),
        ("Bridge stays open\nBy Jo Reed\n\nThe council voted.", "Bridge stays open"),
        ("The council voted on Tuesday.\n\nIt rained.", None),
        (
            "The council voted on Tuesday to keep the\nbridge open to walkers.\n\nIt rained.",
            None,
        ),
        ("By Jo Reed\n\nThe council voted.", None),
        ("One line and no more", None),
        ("Pact with the U.S.\n\nThe two met.", "Pact with the U.S."),
        ("x" * 201 + "\n\nThe council voted.", None),
    ],
)
def test_headline(text, title):
    assert headline(text) == title


@pytest.mark.parametrize(
    ("written", "day", "zone"),
    [
        ("8 October 2021 25:71", "2021-10-08", None),
        ("2021-10-08", "2021-10-08", None),
        ("2018-07-15T07:54:28-04:00", "2018-07-15 07:54:28", "-04:00"),
        ("Fri, 8 Oct 2021 10:00:00 +0200", "2021-10-08 10:00", "+0200"),
        ("November 22, 2000, Wednesday, Late Edition - Final", "2000-11-22", None),
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10 10:36", "EST"),
        ("July 3, 2019 Wednesday 12:02 AM GMT", "2019-07-03 00:02", "GMT"),
        ("9 Januar 1993", "1993-01-09", None),
        ("8 de octubre de 2021", "2021-10-08", None),
        ("8. März 2021", "2021-03-08", None),
        ("Oct. 8th, 2021", "2021-10-08", None),
        ("25/12/21", "2021-12-25", None),
        ("12/25/1998", "1998-12-25", None),
        ("8.10.2021", "2021-10-08", None),
        ("20211008", "2021-10-08", None),
        ("1633680000", "2021-10-08 08:00", "UTC"),
        ("2021-10-08 09:30:00.123Z", "2021-10-08 09:30", "Z"),
    ],
)
def test_days(written, day, zone):
    assert read_day(written) == (pd.Timestamp(day).to_pydatetime(), zone)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "last Friday",
        "October 2021",
        "31/31/2021",
        "2021-13-45",
        "1066-10-14",
        "9999999999",
        "10/8/21",
        "x" * 500,
    ],
)
def test_no_days(written):
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("column", "month", "said"),
    [
        (["10/8/21", "25/12/21"], 8, "day first"),
        (["10/8/21", "12/25/21"], 10, "month first"),
        (["10/8/21", "9/7/21"], None, "two ways"),
        (["10/8/21", "25/12/21", "12/25/21"], None, "two ways"),
    ],
)
def test_the_column_tells_the_order(column, month, said):
    days, _, note = read_days(pd.Series(column))
    assert (days[0].month if month else days[0]) is (month or pd.NaT)
    assert said in note


def test_an_unread_day_is_kept_and_told(tmp_path):
    write(tmp_path, {"t.csv": "text,date\nThe bridge is open.,10/8/21\n"})
    articles = bs.read_articles(tmp_path / "t.csv")
    assert articles["published"].isna().all()
    assert list(articles["published_raw"]) == ["10/8/21"]
    assert "'10/8/21' could not be read" in skips(articles)["t.csv"]
    assert bs.read_articles(tmp_path / "t.csv", day_first=True)["published"].iloc[
        0
    ] == pd.Timestamp("2021-08-10")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("English", "en"),
        ("Englisch", "en"),
        ("en-GB", "en"),
        ("deu", "de"),
        ("?", None),
    ],
)
def test_language_code(told, code):
    assert language_code(told) == code


def test_language():
    assert language_of(BODY) == "en"
    assert language_of(GERMAN) == "de"
    assert language_of("") == "en"


def test_duplicates(tmp_path):
    other = BODY.replace("Tuesday", "Wednesday").replace("thirty years", "years")
    rows = [
        ("Echo", BODY),
        ("Echo", other),
        ("Mail", BODY),
        ("Echo", BODY),
        ("Echo", "Brief."),
        ("Echo", "Brief."),
    ]
    table = pd.DataFrame(rows, columns=["outlet", "text"])
    table.to_csv(tmp_path / "t.csv", index=False)
    ids = [f"t-{line:03}" for line in bs.read_articles(tmp_path / "t.csv")["position"]]
    kept = bs.read_articles(tmp_path / "t.csv")
    assert list(kept["duplicate_of"].fillna("")) == ["", ids[0], "", ids[0], "", ids[4]]
    assert any("3 of 6 articles repeat" in note for note in kept.attrs["notes"])
    first = bs.read_articles(tmp_path / "t.csv", duplicates="first")
    assert list(first.index) == [ids[0], ids[2], ids[4]]
    assert len(first.attrs["skipped"]) == 3
    strict = bs.read_articles(tmp_path / "t.csv", similarity=1.0)
    assert list(strict["duplicate_of"].fillna("")) == ["", "", "", ids[0], "", ids[4]]


def test_duplicates_against_all_pairs():
    rng = random.Random(8)
    texts = [" ".join(rng.choices("abcdefghij", k=60)) for _ in range(12)]
    texts += [texts[n] + " " + " ".join(rng.choices("xyz", k=4 * n)) for n in range(8)]
    articles = pd.DataFrame(
        {"text": texts, "outlet": pd.Categorical(["Echo"] * 20)},
        index=[f"a{n}" for n in range(20)],
    )

    def shingles(text):
        words = text.split()
        return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}

    found = duplicate_of(articles, similarity=0.7)
    for n, text in enumerate(texts):
        mine = shingles(text)
        same = [
            f"a{m}"
            for m in range(n)
            if len(mine & shingles(texts[m]))
            >= 0.7 * max(len(mine), len(shingles(texts[m])))
        ]
        assert (found.iloc[n] if found.notna().iloc[n] else None) == (
            same[0] if same else None
        )


# Encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings(encoding):
    assert decode(BODY.encode(encoding))[0] == BODY


def test_other_encodings_are_guessed():
    russian = (
        "Совет проголосовал во вторник за то, чтобы оставить старый мост открытым для пешеходов до весны. "
        * 3
    )
    assert decode(russian.encode("cp1251"))[0] == russian


def test_a_cut_file_is_still_utf8():
    assert decode(BODY.encode() + "é".encode()[:1])[0] == BODY + "\ufffd"


def test_clean_changes_only_what_it_must():
    assert clean("a\r\nb\rc\u2028d\x85e\x0cf") == "a\nb\nc\nd\ne\nf"
    assert clean("\ufeffa\x00b\x1bc\u202ed\ud800") == "abcd\ufffd"
    assert clean("a\u00a0b\u200bc\t“d”") == "a\u00a0b\u200bc\t“d”"


def test_mojibake_is_mended_and_told(tmp_path):
    spoilt = BODY.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert mend(spoilt) == (BODY, True)
    assert mend(BODY) == (BODY, False)
    articles = bs.read_articles(write(tmp_path, {"a.txt": spoilt}))
    assert articles["text"].iloc[0] == BODY
    assert any("mended" in note for note in articles.attrs["notes"])


# The frame of what was skipped travels with the articles


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


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(bs.ArticlesError, match="does not exist"):
        bs.read_articles(tmp_path / "nowhere")
    with pytest.raises(bs.ArticlesError, match="No article"):
        bs.read_articles(tmp_path)
    assert issubclass(bs.ArticlesError, bs.BroadsheetError)


def test_check_and_describe(tmp_path):
    checked = bs.check_articles("data")
    assert list(checked["words"]) == [
        len(pd.Series([t]).str.findall(r"\w+")[0])
        for t in bs.read_articles("data")["text"]
    ]
    write(tmp_path, {"a.txt": BODY})
    assert (
        bs.describe_articles(bs.read_articles(tmp_path))
        == "1 article, of unknown days."
    )
    write(tmp_path, {"b.txt": GERMAN})
    assert "1 not in English" in bs.describe_articles(bs.read_articles(tmp_path))
    assert checked.attrs["skipped"].empty


# One good article and thirty awkward ones. What is to come of each: None where it is to be read, else a
# part of the reason for which it is not.

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
    "html-in.txt": (page().encode(), None),
    "script.html": (
        page(head="<script>document.write('<p>' + 'x'.repeat(9))</script>").encode(),
        None,
    ),
    "unclosed.html": (
        page().replace("</p>", "").replace("</article>", "").encode(),
        None,
    ),
    "front-matter-only.txt": (b"---\ntitle: Nothing\n---\n", "has no text"),
    "german.txt": (GERMAN.encode(), None),
    "packed.txt.gz": (gzip.compress(BODY.encode()), None),
    "empty.txt": (b"", "has no text"),
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
    shown, reasons = printable(name), skips(awkward)
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


@given(st.text())
def test_clean_text_can_be_written_anywhere(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\r" not in cleaned


def test_what_explains_a_folder_is_no_article(tmp_path):
    files = {
        "README.md": "Read me.",
        "license-plate.txt": "A plate.",
        ".hidden.txt": "No.",
        "LICENSE": "MIT",
    }
    assert list(bs.read_articles(write(tmp_path, files))["file"]) == [
        "license-plate.txt"
    ]
    assert len(bs.read_articles(tmp_path / "README.md")) == 1


def test_a_list_keeps_files_of_the_same_name_apart(tmp_path):
    write(
        tmp_path,
        {
            "x/t.csv": "text\nOne.\n",
            "y/t.csv": "text\nTwo.\n",
            "z.zip": zipped({"t.csv": "text\nThree.\n"}),
        },
    )
    articles = bs.read_articles(
        [tmp_path / "x" / "t.csv", tmp_path / "y", tmp_path / "z.zip"]
    )
    assert list(articles["text"]) == ["One.", "Two.", "Three."]
    assert articles.index.is_unique


def test_bombs_are_not_unpacked(tmp_path):
    write(tmp_path, {"b.txt.gz": gzip.compress(b"a" * 50_000_000), "good.txt": BODY})
    assert "unpacks to more" in skips(bs.read_articles(tmp_path))["b.txt.gz"]


def test_prose_that_begins_like_a_table(tmp_path):
    files = {
        "a.txt": "Content, context\n\nThe two are not the same.",
        "b.txt": "[Updated]\n\nThe bridge is open.",
    }
    assert list(bs.read_articles(write(tmp_path, files))["title"]) == [
        "Content, context",
        "[Updated]",
    ]


def test_what_lies_beside_a_saved_page_is_no_article(tmp_path):
    files = {
        "p.html": page(),
        "p_files/ad.html": page(),
        "p_files/x/a.js": "var a",
        "b.css": "p {}",
        "c_files/d.txt": "A.",
    }
    articles = bs.read_articles(write(tmp_path, files))
    assert list(articles["file"]) == ["c_files/d.txt", "p.html"]
    assert skips(articles) == {
        "p_files": "belongs to a saved page",
        "b.css": "is a program, a style or settings, not an article",
    }


# Figures


def many_articles(outlets, number):
    days = pd.date_range("2021-01-01", periods=number, freq="7h")
    names = pd.Categorical([f"Outlet {n % outlets:02} for $5" for n in range(number)])
    words = pd.Series(range(number), dtype="int64")
    return pd.DataFrame({"outlet": names, "published": days, "words": words})


@pytest.mark.parametrize(
    ("outlets", "number"), [(1, 1), (2, 2), (7, 40), (40, 1000), (60, 1000)]
)
@pytest.mark.parametrize("chart", [figures.over_time, figures.lengths])
def test_figures(chart, outlets, number):
    figure = chart(many_articles(outlets, number))
    figure.canvas.draw()
    (axes,) = figure.axes
    assert len(axes.get_yticks()) == min(outlets, 40)
    assert f"{number:,} article" in figure.alt
    assert ("40 with most are drawn" in figure.alt) == (outlets > 40)
    assert all(r"\$5" in label.get_text() for label in axes.get_yticklabels())


@pytest.mark.parametrize("chart", [figures.over_time, figures.lengths])
def test_figures_of_nothing(chart):
    assert "." in chart(many_articles(2, 2).iloc[:0]).alt
    assert chart(many_articles(3, 3).assign(outlet=pd.Categorical([None] * 3))).alt


@pytest.mark.parametrize(
    ("module", "name", "content"),
    [
        ("trafilatura", "a.html", page()),
        ("openpyxl", "a.xlsx", as_bytes("xlsx")),
        ("pyarrow.parquet", "a.parquet", as_bytes("parquet")),
        ("charset_normalizer", "a.txt", ("Совет проголосовал " * 9).encode("cp1251")),
    ],
)
def test_a_missing_extra_is_named(tmp_path, monkeypatch, module, name, content):
    monkeypatch.setitem(sys.modules, module, None)
    articles = bs.read_articles(write(tmp_path, {name: content, "good.txt": BODY}))
    assert list(articles.index) == ["good"]
    assert list(articles.attrs["skipped"]["remedy"]) == [
        "pip install --upgrade broadsheet"
    ]


def test_the_core_reads_english_without_extras(tmp_path, monkeypatch):
    for module in ("ftfy", "ftfy.badness", "py3langid"):
        monkeypatch.setitem(sys.modules, module, None)
    _detector.cache_clear()
    articles = bs.read_articles(write(tmp_path, {"a.txt": BODY, "b.txt": GERMAN}))
    _detector.cache_clear()
    assert list(articles["language"]) == ["en", "und"]
