"""The explorer: what is chosen is what is shown, with widgets and without."""

import sys

import pytest
from bs4 import BeautifulSoup

import broadsheet as bs


@pytest.fixture(scope="module")
def explorer():
    return bs.explore(bs.open_corpus("data"))


def test_a_word_shows_its_lines_in_one_outlet(explorer):
    lines = explorer.passages("The Watch", "", "border").frame
    assert set(explorer.articles.loc[lines["article"].astype(str), "outlet"]) == {
        "The Watch"
    }
    assert set(lines["keyword"].str.lower()) == {"border"}


def test_a_speaker_shows_quotations_and_a_word_among_them(explorer):
    shown = explorer.passages("all outlets", "Antony Blinken", "")
    assert shown.speakers == ["Antony Blinken"]
    assert (
        len(shown.quotes) == (explorer.quotes["speaker"] == "Antony Blinken").sum() > 2
    )
    assert (
        0
        < len(explorer.passages("all outlets", "Antony Blinken", "security").quotes)
        < len(shown.quotes)
    )


def test_nothing_found_is_said(explorer):
    assert (
        "Nobody is quoted." in explorer.passages("The Watch", "Nobody Known", "").html()
    )
    assert "There are no rows." in explorer.passages("The Watch", "", "zebra").html()


def test_choosing_changes_what_is_shown(explorer):
    pytest.importorskip("ipywidgets")
    choices, shown = explorer.widget().children
    before = shown.value
    choices.children[1].value = "Antony Blinken"
    assert shown.value != before
    assert len(BeautifulSoup(shown.value, "html.parser").select("section")) == 1


def test_without_widgets_the_list_and_one_sentence_that_installs_them(
    explorer, monkeypatch
):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    page = BeautifulSoup(explorer._repr_mimebundle_()["text/html"], "html.parser")
    assert len(page.select("section")) > 5
    assert "pip install ipywidgets" in page.select_one(".bs-lab").get_text()


def test_every_shown_quotation_leads_to_its_passage(explorer):
    page = BeautifulSoup(explorer.voices.html(), "html.parser")
    assert all(item.select_one("a.bs-passage") for item in page.select("li"))
