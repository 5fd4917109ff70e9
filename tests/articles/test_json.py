"""JSON in whatever layers: services, search engines, pandas, and what is broken."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.articles.tables.flatten import flatten
from broadsheet.articles.tables.nested import read_nested

BRIDGE = "The council of Brackenford voted on Tuesday to keep the old bridge open until the spring."
FERRY = "The ferry at Lunde was sold on Friday, and nobody on the island had been told of it."
TWO = [{"title": "Bridge", "text": BRIDGE}, {"title": "Ferry", "text": FERRY}]


def read(folder, content, name="t.json", **how):
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return bs.read_articles(path, **how)


def first(folder, content):
    article = read(folder, content).iloc[0]
    return [*article[["outlet", "title", "text"]], str(article["published"])[:10]]


ECHO = ["The Echo", "Bridge", BRIDGE, "2019-03-04"]


@pytest.mark.parametrize(
    "content",
    [
        # NewsAPI, GNews
        {
            "status": "ok",
            "articles": [
                {
                    "source": {"id": None, "name": "The Echo"},
                    "title": "Bridge",
                    "publishedAt": "2019-03-04T07:00:00Z",
                    "content": BRIDGE,
                }
            ],
        },
        # Event Registry
        {
            "articles": {
                "page": 1,
                "results": [
                    {
                        "uri": "12",
                        "title": "Bridge",
                        "body": BRIDGE,
                        "date": "2019-03-05",
                        "dateTimePub": "2019-03-04T06:00:00Z",
                        "source": {"uri": "echo.example", "title": "The Echo"},
                    }
                ],
            }
        },
        # The Guardian
        {
            "response": {
                "results": [
                    {
                        "id": "a/1",
                        "webTitle": "Bridge",
                        "webPublicationDate": "2019-03-04T07:00:00Z",
                        "fields": {
                            "body": f"<p>{BRIDGE}</p>",
                            "bodyText": BRIDGE,
                            "publication": "The Echo",
                        },
                    }
                ]
            }
        },
        # The New York Times, of which only the first paragraph comes
        {
            "response": {
                "docs": [
                    {
                        "headline": {"main": "Bridge", "kicker": None},
                        "lead_paragraph": BRIDGE,
                        "source": "The Echo",
                        "pub_date": "2019-03-04T07:00:00+0000",
                        "byline": {"original": "By Jo Reed"},
                        "uri": "x://1",
                    }
                ]
            }
        },
        # Elasticsearch
        {
            "hits": {
                "total": {"value": 1},
                "hits": [
                    {
                        "_id": "x1",
                        "_source": {
                            "title": "Bridge",
                            "text": BRIDGE,
                            "date": "2019-03-04",
                            "source": "The Echo",
                        },
                    }
                ],
            }
        },
        # Webz.io
        {
            "posts": [
                {
                    "thread": {"site": "The Echo", "title": "Bridge"},
                    "title": "Bridge",
                    "published": "2019-03-04T07:00:00.000+02:00",
                    "text": BRIDGE,
                }
            ]
        },
        # Fundus
        [
            {
                "title": "Bridge",
                "publishing_date": "2019-03-04 07:00:00+00:00",
                "body": {
                    "summary": [],
                    "sections": [{"headline": [], "paragraphs": [BRIDGE]}],
                },
                "html": {
                    "requested_url": "https://e.example/a",
                    "content": f"<html><p>{BRIDGE * 9}</p></html>",
                    "source_info": {
                        "publisher": "The Echo",
                        "url": "https://e.example",
                    },
                },
            }
        ],
        # news-please
        {
            "maintext": BRIDGE,
            "text": None,
            "title": "Bridge",
            "date_download": "2020-01-01",
            "date_publish": "2019-03-04 07:00:00",
            "source_domain": "The Echo",
            "filename": "https%3A%2F%2Fe.json",
        },
        # One article that is wrapped
        {
            "article": {
                "headline": "Bridge",
                "body": BRIDGE,
                "source": "The Echo",
                "date": "2019-03-04",
            }
        },
        # An outlet for all
        {
            "outlet": "The Echo",
            "items": [{"title": "Bridge", "text": BRIDGE, "date": "2019-03-04"}],
        },
        # Lists under names of outlets
        {
            "The Echo": [{"title": "Bridge", "text": BRIDGE, "date": "2019-03-04"}],
            "Hale Post": [{"title": "Ferry", "text": FERRY, "date": "2019-03-05"}],
        },
    ],
)
def test_services(tmp_path, content):
    assert first(tmp_path, content) == ECHO


def test_wordpress(tmp_path):
    post = {
        "id": 5,
        "date": "2019-03-04T07:00:00",
        "modified": "2020-01-01T00:00:00",
        "link": "https://echo.example/bridge",
        "title": {"rendered": "Bridge &#8216;open&#8217;"},
        "content": {
            "rendered": "<p>It&#8217;s open.</p>\n<p>It was shut.</p>",
            "protected": False,
        },
        "excerpt": {"rendered": "<p>It [&hellip;]</p>"},
        "author": 5,
    }
    article = read(tmp_path, [post]).iloc[0]
    assert article["title"] == "Bridge ‘open’"
    assert article["text"] == "It’s open.\n\nIt was shut."
    assert article["outlet"] == "echo.example"
    assert pd.isna(article["byline"])


FRAME = pd.DataFrame(TWO)


@pytest.mark.parametrize(
    "content",
    [
        *[
            FRAME.to_json(orient=orient)
            for orient in ("split", "records", "index", "columns", "table")
        ],
        json.dumps(FRAME.to_dict(orient="list")),
        json.dumps([["title", "text"], *FRAME.to_numpy().tolist()]),
        json.dumps(
            [{"page": 1, "articles": TWO[:1]}, {"page": 2, "articles": TWO[1:]}]
        ),
        json.dumps({"pages": [{"results": TWO[:1]}, {"results": TWO[1:]}]}),
        json.dumps({"a1": TWO[0], "a2": TWO[1]}),
        "\n".join(json.dumps({"data": [one]}) for one in TWO),
        "\n".join(json.dumps(one, indent=2) for one in TWO),
        "".join(json.dumps(one) for one in TWO),
        json.dumps(BRIDGE) and json.dumps({"a1": BRIDGE, "a2": FERRY}),
        json.dumps([BRIDGE, FERRY]),
    ],
)
def test_shapes(tmp_path, content):
    assert list(read(tmp_path, content)["text"]) == [BRIDGE, FERRY]


def test_ids_under_which_articles_stand(tmp_path):
    assert list(read(tmp_path, {"a1": TWO[0], "a2": TWO[1]}).index) == ["a1", "a2"]


@pytest.mark.parametrize(
    ("name", "content", "position"),
    [
        ("t.jsonl", '{"text": "brok\n' + "\n".join(map(json.dumps, TWO)), "1"),
        (
            "t.jsonl",
            "[" * 9000 + "]" * 9000 + "\n" + "\n".join(map(json.dumps, TWO)),
            "1",
        ),
        (
            "t.jsonl",
            json.dumps({"title": "x"}) + "\n" + "\n".join(map(json.dumps, TWO)),
            "1",
        ),
        ("t.json", json.dumps([TWO[0], "x", TWO[1]]), "2"),
        ("t.json", json.dumps([TWO[0], None, TWO[1]]), "2"),
        ("t.json", json.dumps([{"title": "x", "text": ""}, *TWO]), "1"),
        (
            "t.json",
            json.dumps(TWO[0], indent=1) + '\n{"x": \n' + json.dumps(TWO[1], indent=1),
            "5",
        ),
    ],
)
def test_one_odd_record_costs_itself(tmp_path, name, content, position):
    articles = read(tmp_path, content, name)
    assert list(articles["text"]) == [BRIDGE, FERRY]
    assert list(articles.attrs["skipped"]["position"]) == [position]


def test_lists_within_an_article_are_not_articles(tmp_path):
    comments = [{"author": "Al", "text": FERRY, "date": "2019-03-05"}] * 3
    articles = read(tmp_path, [TWO[0] | {"comments": comments, "related": [TWO[1]]}])
    assert list(articles["text"]) == [BRIDGE]


def test_no_article(tmp_path):
    with pytest.raises(bs.ArticlesError, match="kolumna"):
        read(tmp_path, [{"kolumna": "1", "opis": "x"}])
    with pytest.raises(bs.ArticlesError, match="no list of articles"):
        read(tmp_path, [1, 2, 3])
    with pytest.raises(bs.ArticlesError, match="not proper JSON"):
        read(tmp_path, '{"articles": [')
    with pytest.raises(bs.ArticlesError, match="nested too deep"):
        read(tmp_path, '{"a":' * 5000 + "1" + "}" * 5000)


def test_columns_that_a_user_names(tmp_path):
    content = {"rows": [{"opis": BRIDGE, "gazeta": "Echo"}]}
    article = read(
        tmp_path, content, columns={"text": "opis", "outlet": "gazeta"}
    ).iloc[0]
    assert article[["outlet", "text"]].tolist() == ["Echo", BRIDGE]
    with pytest.raises(bs.ArticlesError, match="no column 'nope'"):
        read(tmp_path, content, columns={"text": "nope"})


def test_flatten():
    nested = {
        "source": {"name": "Echo"},
        "fields": {"bodyText": "It rained."},
        "tags": [{"x": 1}],
    }
    assert flatten(nested) == {
        "source": "Echo",
        "fields.bodyText": "It rained.",
        "tags": '[{"x": 1}]',
    }
    assert flatten({"creator": [{"name": "Jo"}, {"name": "Al"}]}) == {
        "creator": ["Jo", "Al"]
    }


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 9)
    | st.sampled_from(["", "x", BRIDGE, "2019-03-04"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "title", "a", "articles", "source", "data", "columns"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(VALUES)
def test_any_json_is_a_table_or_our_own_error(value):
    try:
        table = read_nested("t.json", json.dumps(value), None, bs.Limits())
    except bs.BroadsheetError:
        return
    assert list(table.blocks)
