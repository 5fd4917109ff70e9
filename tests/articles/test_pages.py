"""Saved web pages: what they say of themselves, what is their article, and what holds none."""

import json

import pytest

import broadsheet as bs
from broadsheet.articles.pages import read_page
from broadsheet.articles.pages.attribute_values import close_values
from broadsheet.articles.pages.fields import choose_outlet
from broadsheet.articles.pages.parse import parse_page
from broadsheet.errors import Unreadable

STORY = [
    "The ferry to Skarholm was withdrawn on Thursday after an inspection found rust below its waterline.",
    "“We cannot sail with passengers until the plates are replaced,” said Tove Brandt, who runs the line.",
    "Islanders were offered seats on fishing boats, and the school moved its lessons to the mainland.",
    "The company expects the yard to need three weeks, and will publish a timetable in August.",
]


def page(
    *head: str,
    title: str = "Ferry withdrawn",
    body: str = "",
    story: list[str] = STORY,
    **linked,
) -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    script = ""
    if linked:
        article = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "Ferry withdrawn",
        }
        script = f'<script type="application/ld+json">{json.dumps(article | linked)}</script>'
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{''.join(head)}{script}</head>"
        f"<body><article><h1>Ferry withdrawn</h1>{paragraphs}</article>{body}</body></html>"
    )


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry withdrawn - The Beacon", "Ferry withdrawn"),
        ("Ferry withdrawn | Islands | The Beacon", "Ferry withdrawn"),
        ("Ferry withdrawn — The Beacon Online", "Ferry withdrawn"),
        ("Ferry withdrawn * The Beacon * by Tove Brandt", "Ferry withdrawn"),
    ],
)
def test_a_title_ends_before_the_names_of_site_and_section(title, expected):
    found = read_page(
        page(
            meta("og:site_name", "The Beacon"),
            meta("author", "Tove Brandt"),
            title=title,
        )
    )
    assert found.title == expected


def test_structured_data_go_before_what_search_engines_are_told():
    found = read_page(
        page(
            meta("og:title", "You will not believe this ferry"),
            datePublished="2019-06-06",
        )
    )
    assert found.title == "Ferry withdrawn"


@pytest.mark.parametrize(
    ("head", "linked", "expected"),
    [
        (
            [meta("dc.creator", "Brandt, Tove"), meta("dc.creator", "Aas, Per")],
            {},
            "Tove Brandt; Per Aas",
        ),
        ([meta("author", "By Tove Brandt and Per Aas")], {}, "Tove Brandt; Per Aas"),
        ([meta("author", "Tove Brandt, Transport Correspondent")], {}, "Tove Brandt"),
        (
            [meta("author", "tove-brandt"), meta("article:author", "Tove Brandt")],
            {},
            "Tove Brandt",
        ),
        ([meta("author", "tove-brandt")], {}, "Tove Brandt"),
        ([meta("author", "tbrandt7")], {}, None),
        ([meta("author", "https://beacon.example/people/7")], {}, None),
        (
            [meta("author", "Harbour Media Group")],
            {"author": {"@type": "Person", "name": "Tove Brandt"}},
            "Tove Brandt",
        ),
        ([meta("author", "Beacon Staff")], {}, "Beacon Staff"),
        (
            [],
            {
                "author": [{"@type": "Organization", "name": "The Beacon"}],
                "publisher": {"name": "The Beacon"},
            },
            None,
        ),
    ],
)
def test_authors_are_names_of_people(head, linked, expected):
    assert read_page(page(*head, **linked)).byline == expected


def test_the_first_publication_goes_before_the_last_change():
    changed = meta("article:modified_time", "2019-06-09T10:00:00Z")
    found = read_page(
        page(
            changed,
            datePublished="2019-06-06T07:30:00Z",
            dateModified="2019-06-09T10:00:00Z",
        )
    )
    assert found.published == "2019-06-06T07:30:00Z"


def test_an_hour_is_taken_from_where_it_stands():
    found = read_page(
        page(
            meta("article:published_time", "2019-06-06T07:30:00Z"),
            datePublished="2019-06-06",
        )
    )
    assert found.published == "2019-06-06T07:30:00Z"


@pytest.mark.parametrize(
    ("names", "title", "url", "expected"),
    [
        (["The Beacon"], "", "https://www.beacon.example/a", "The Beacon"),
        (
            ["thebeacon"],
            "Ferry | The Beacon",
            "https://thebeacon.example/a",
            "The Beacon",
        ),
        (
            [],
            "Ferry - The Harbour Beacon",
            "https://www.theharbourbeacon.co.uk/a",
            "The Harbour Beacon",
        ),
        ([], "Ferry", "https://www.beacon.example/a", "beacon.example"),
        (
            ["https://beacon.example"],
            "Ferry",
            "https://beacon.example/a",
            "beacon.example",
        ),
        (
            ["Tides and Tales", "Harbour Beacon"],
            "",
            "https://harbourbeacon.example/a",
            "Harbour Beacon",
        ),
    ],
)
def test_an_outlet_is_a_name_and_a_host_only_at_need(names, title, url, expected):
    assert choose_outlet(names, [title], url) == expected


def test_references_within_structured_data_are_followed():
    graph = [
        {
            "@type": "NewsArticle",
            "headline": "Ferry withdrawn",
            "author": {"@id": "#7"},
        },
        {"@type": "Person", "@id": "#7", "name": "Tove Brandt"},
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "NewsArticle", "headline": "Another"}],
        },
    ]
    script = (
        f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    )
    found = read_page(page(script))
    assert (found.title, found.byline) == ("Ferry withdrawn", "Tove Brandt")


@pytest.mark.parametrize(
    "broken", ["{", "[[", '{"@type": "NewsArticle", "headline": 7}', "null", "[" * 5000]
)
def test_broken_structured_data_are_no_trouble(broken):
    found = read_page(page(f'<script type="application/ld+json">{broken}</script>'))
    assert found.title == "Ferry withdrawn"
    assert "rust below its waterline" in found.text


def test_a_longer_text_in_structured_data_is_the_article():
    whole = "\n".join(
        f"{number}. {paragraph}" for number in range(4) for paragraph in STORY
    )
    found = read_page(page(story=STORY[:1], articleBody=whole))
    assert found.text.count("rust below its waterline") == 4


def test_embedded_posts_captions_and_lists_of_others_are_no_text():
    beside = (
        "<figure><figcaption>The ferry in dock.</figcaption></figure>"
        '<blockquote class="twitter-tweet"><p>Stuck here</p>— Per (@per) June 6, 2019</blockquote>'
    )
    links = "<ul><li><p><a href='/b'>Bridge opens</a></p></li></ul>"
    more = f"<section><h3>You may also like</h3>{links}</section>"
    markup = page(body=more).replace("</article>", beside + "</article>")
    text = read_page(markup).text
    assert text.split("\n\n") == STORY


WALLS = [
    (
        "One moment, please",
        ["Please enable JavaScript and cookies to continue.", "Ray ID: 7f3a"],
    ),
    (
        "Page not found - The Beacon",
        ["The page you asked for has been moved.", "Go back to the homepage."],
    ),
    (
        "Before you continue",
        [
            "We and our 41 partners use cookies to process data.",
            "Accept all, or change your preferences.",
        ],
    ),
    (
        "Subscribe to read",
        [
            "This article is only for subscribers. Subscribe to continue.",
            "Already a subscriber? Sign in to read.",
        ],
    ),
]


@pytest.mark.parametrize(("title", "story"), WALLS, ids=[title for title, _ in WALLS])
def test_a_wall_is_no_article(title, story):
    with pytest.raises(Unreadable, match="not an article"):
        read_page(page(title=title, story=story))


def test_a_story_on_cookies_is_one():
    story = [
        *STORY,
        "The company said that its site no longer sets cookies, and that no partner sees data.",
    ]
    assert (
        read_page(page(title="Ferry line drops cookies", story=story)).title
        == "Ferry line drops cookies"
    )


def test_a_front_page_is_no_article():
    teasers = "".join(
        f"<h2><a href='/{n}'>Ferry news {n}</a></h2><p>One more of them.</p>"
        for n in range(20)
    )
    markup = f"<html><head><title>The Beacon</title></head><body><h1>Islands</h1>{teasers}</body></html>"
    with pytest.raises(Unreadable, match="front page"):
        read_page(markup, "https://beacon.example/islands")


@pytest.mark.parametrize(("repeats", "flagged"), [(1, True), (8, False)])
def test_the_beginning_of_an_article_is_flagged(repeats, flagged):
    found = read_page(page(story=STORY[:2] * repeats, isAccessibleForFree=False))
    assert bool(found.flags) == flagged


def lines_of(words):
    return "".join(
        f"<p>The {word} was looked at by the council on Monday.</p>" for word in words
    )


UNCLOSED = [
    '<p class="lead>The bridge was looked at by the council on Monday.</p>',
    "<p>Plans: <a href='/plans>the bridge was looked at by the council</a> on Monday.</p>",
    '<img alt="A bridge><p>The bridge was looked at by the council on Monday.</p>',
]


@pytest.mark.parametrize("opening", UNCLOSED)
@pytest.mark.parametrize(
    "after", ["", '<p class="note">The end.</p>', '<p>A “so-called” "end".</p>']
)
def test_an_attribute_that_nobody_closes_takes_no_words_away(opening, after):
    page = f"<html><body>{lines_of(['dam'])}{opening}{lines_of(['road', 'mill'])}{after}</body></html>"
    text = " ".join(parse_page(page).text_content().split())
    for word in ("dam", "bridge", "road", "mill"):
        assert f"he {word} was looked at by the council" in text, word


def test_values_that_hold_markup_stay_as_they_are():
    page = (
        """<p title="a > b" data-card='<b class="x">Dam</b>' lang=en>One.</p>"""
        """<script>s = '<a b="' + "<i>";</script>"""
    )
    assert close_values(page) == page


def test_pages_saved_one_behind_the_other_are_all_read(tmp_path):
    pages = []
    for word in ("dam", "road", "mill"):
        pages.append(
            f"<html><head><title>On the {word}</title></head><body>{lines_of([word] * 4)}</body></html>\n"
        )
    pages.insert(1, "<html><body></body></html>")
    (tmp_path / "three.html").write_text("".join(pages), encoding="utf-8")
    articles = bs.read_articles(tmp_path)
    assert list(articles["title"]) == ["On the dam", "On the road", "On the mill"]
    assert articles.attrs["skipped"]["position"].tolist() == ["page 2"]
