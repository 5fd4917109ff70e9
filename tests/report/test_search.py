"""The index of the search: small, and honest about what it leaves out."""

import pandas as pd
import pytest

from broadsheet import open_corpus
from broadsheet.report import search


def test_every_kind_is_found_in_the_two_articles():
    failures = []
    index = search.build_index(open_corpus("data"), failures)
    assert failures == []
    assert [len(entries) > 0 for entries in index.groups.values()] == [True] * 4
    assert index.left_out == {}
    words = {entry.text: entry.about for entry in index.groups["Words"]}
    assert words["fentanyl"] == [1, 1]


@pytest.mark.parametrize(("articles", "factor"), [(10, 1), (1000, 1), (3000, 3)])
def test_the_index_keeps_its_size_and_says_what_it_leaves_out(articles, factor):
    entries = [
        search.entry(f"word {n} " + "x" * 20, [1, 1], [f"article-a-{n}"])
        for n in range(9000)
    ]
    groups = {
        "Articles": search.Group(entries[:articles], articles),
        "Words": search.Group(entries[:5000], 9000),
    }
    index = search.fit(groups, articles)
    assert search.estimate_size(index) <= search.BYTES * factor
    assert len(index.groups["Articles"]) == min(articles, 2000)
    assert index.left_out["Words"] == 9000 - len(index.groups["Words"])
    assert "words" in index.note()


def test_only_places_that_a_page_shows_are_kept():
    index = search.Index(
        {"Words": [search.entry("mill", "", ["a", "b", "c", "d", "e"])]}
    )
    kept = index.leading_to(dict.fromkeys("bcde", "page.html"))
    assert kept.groups["Words"][0].anchors == ["b", "c"]


def test_a_frame_that_cannot_be_made_costs_its_kind_alone():
    class Broken:
        catalogue = open_corpus("data").catalogue

        @property
        def people(self):
            raise RuntimeError("no people")

        tokens = events = people

    failures = []
    index = search.build_index(Broken(), failures)
    assert len(index.groups["Articles"]) == 2
    assert [failure.section for failure in failures] == ["speakers", "words", "events"]


def test_places_are_in_different_articles_and_few():
    rows = pd.DataFrame(
        {"speaker": ["Ann"] * 6 + [None], "article": list("aabcdea"), "start": range(7)}
    )
    places = search.first_places(rows, "speaker")
    assert places == {"Ann": ["article-a-0", "article-b-2"]}
