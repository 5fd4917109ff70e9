"""Spreadsheets of LibreOffice, references, web archives of text, tables and heads without labels."""

import json

import pytest

import broadsheet as bs

from .containers import DAYS, OUTLETS, TITLES, archive_of_text, endnote, spreadsheet
from .makers import FERRY, FERRY_ONE, ONE, STORY, page, write


def read(tmp_path, name, content):
    return bs.read_articles(write(tmp_path, {name: content}) / name)


def of_first(articles):
    first = articles.iloc[0]
    return first["outlet"], str(first["published"])[:10], first["title"]


def test_spreadsheets_of_libreoffice(tmp_path):
    articles = read(tmp_path, "a.ods", spreadsheet())
    assert articles["outlet"].tolist() == OUTLETS
    assert articles["text"].tolist() == [STORY, FERRY]


def test_references_of_endnote(tmp_path):
    articles = read(tmp_path, "a.enw", endnote())
    assert of_first(articles) == (OUTLETS[0], DAYS[0], TITLES[0])
    assert articles["text"].tolist() == [ONE, FERRY_ONE]


def test_web_archives_of_text(tmp_path):
    articles = read(tmp_path, "a.wet", archive_of_text())
    assert articles["text"].tolist() == [STORY]
    assert articles["outlet"].tolist() == ["echo.example"]


def test_tables_without_headings(tmp_path):
    articles = read(
        tmp_path, "a.csv", f"2021-10-08,Echo,{ONE}\n2021-10-09,Echo,{FERRY_ONE}\n"
    )
    assert articles["text"].tolist() == [ONE, FERRY_ONE]
    assert articles["published"].dt.day.tolist() == [8, 9]
    assert any("no headings" in note for note in articles.attrs["notes"])


def test_headings_that_stand_again_between_rows(tmp_path):
    table = f"date,outlet,text\n2021-10-08,Echo,{ONE}\n"
    articles = read(tmp_path, "a.csv", table + table.replace("Echo", "Mail"))
    assert articles["outlet"].tolist() == ["Echo", "Mail"]


@pytest.mark.parametrize(
    ("record", "day"),
    [
        ({"date": {"$date": {"$numberLong": "1633694400000"}}}, "2021-10-08"),
        ({"published": {"iso": "2021-10-08"}}, "2021-10-08"),
        ({"date": {"year": 2021, "month": 10, "day": 8}}, "2021-10-08"),
        ({"pub_year": 2021, "pub_month": 10, "pub_day": 8}, "2021-10-08"),
    ],
)
def test_days_in_layers(tmp_path, record, day):
    record = {
        "title": "Bridge stays open",
        "source": {"Name": "Echo", "Id": 7},
        "text": STORY,
    } | record
    articles = read(tmp_path, "a.json", json.dumps([record]))
    assert of_first(articles) == ("Echo", day, "Bridge stays open")


def test_json_that_is_cut_or_has_a_comma_too_many(tmp_path):
    one, two = ({"title": "Bridge", "text": text} for text in (STORY, FERRY))
    whole = f"[{json.dumps(one)}, {json.dumps(two)},]"
    assert read(tmp_path, "a.json", whole)["text"].tolist() == [STORY, FERRY]
    cut = read(tmp_path, "b.json", f"[{json.dumps(one)}, {json.dumps(two)[:40]}")
    assert cut["text"].tolist() == [STORY]
    assert len(cut.attrs["skipped"]) == 1
    assert read(tmp_path, "c.json", repr([one, two]))["text"].tolist() == [STORY, FERRY]


@pytest.mark.parametrize(
    "head",
    [
        "Bridge stays open\nThe Daily Echo\n8 October 2021",
        "Bridge stays open\n\nThe Daily Echo | October 8, 2021",
        "# Title: Bridge stays open\n# Source: The Daily Echo\n# Date: 8 October 2021",
        "title = Bridge stays open\nsource = The Daily Echo\ndate = 2021-10-08",
        '+++\ntitle = "Bridge stays open"\nsource = "The Daily Echo"\ndate = 2021-10-08\n+++',
    ],
)
def test_heads(tmp_path, head):
    articles = read(tmp_path, "a.txt", f"{head}\n\n{STORY}")
    assert of_first(articles) == ("The Daily Echo", "2021-10-08", "Bridge stays open")
    assert articles["text"].iloc[0] == STORY


def test_a_place_and_a_day_are_no_outlet(tmp_path):
    text = f"Bridge stays open\n\nBrackenford, 8 October 2021\n\n{STORY}"
    assert read(tmp_path, "a.txt", text)["outlet"].isna().all()


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("a.pkl", b"\x80\x04\x95" + bytes(50), "to_parquet"),
        ("a.rdata", b"RDX3\nX\n" + bytes(50), "CSV"),
        ("a.mobi", bytes(60) + b"BOOKMOBI" + bytes(50), "EPUB"),
    ],
)
def test_what_helps_is_said_of_files_of_other_programs(tmp_path, name, content, remedy):
    with pytest.raises(bs.ArticlesError, match=remedy):
        read(tmp_path, name, content)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("502 Bad Gateway", "The server returned an invalid response."),
        (
            "The Echo",
            "Please turn off your ad blocker. We rely on ads to fund our work.",
        ),
        ("Too many requests", "You have sent too many requests."),
        (
            "Der Bote",
            "Wir und unsere Partner verwenden Cookies für personenbezogene Daten mit Ihrer Zustimmung.",
        ),
    ],
)
def test_walls(tmp_path, title, text):
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    wall = f"{head}<body><main><p>{text}</p></main></body></html>"
    articles = bs.read_articles(
        write(tmp_path, {"wall.html": wall, "story.html": page()})
    )
    assert articles["file"].tolist() == ["story.html"]
    assert articles.attrs["skipped"]["file"].tolist() == ["wall.html"]


def test_a_story_on_cookies_is_no_wall(tmp_path):
    text = (
        "A judge in Brackenford ruled that no site may store data in cookies without consent.\n\n"
        "Those who refuse to accept them must be shown the page, whatever its privacy policy says.\n\n"
        + STORY
    )
    assert len(read(tmp_path, "a.html", page(text))) == 1
