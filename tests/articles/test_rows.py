"""Rows of every kind of table, and tables that name files."""

import io
import json
import sys

import pandas as pd
import pytest

import broadsheet as bs

from .makers import BODY, excel, menu_page, skips, write

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
    files = {"t.csv": "file,outlet,title\np.html,Echo,\n", "p.html": menu_page()}
    article = bs.read_articles(write(tmp_path, files)).iloc[0]
    assert article[["outlet", "title"]].tolist() == ["Echo", "Bridge stays open"]


@pytest.mark.parametrize(
    ("module", "name", "content"),
    [
        ("trafilatura", "a.html", menu_page()),
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
