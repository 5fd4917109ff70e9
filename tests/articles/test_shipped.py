"""The frame of articles: its columns, its types, and the two articles that ship."""

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.articles.read import headline

from .makers import write


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


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(bs.ArticlesError, match="does not exist"):
        bs.read_articles(tmp_path / "nowhere")
    with pytest.raises(bs.ArticlesError, match="No article"):
        bs.read_articles(tmp_path)
    assert issubclass(bs.ArticlesError, bs.BroadsheetError)
