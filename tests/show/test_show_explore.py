"""The explorer: what is chosen is what is shown, with widgets and without."""

import base64
import shutil
import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import broadsheet as bs
from broadsheet.show.explorer import Selection


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
    choices, shown, _ = explorer.widget().children
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


def test_outlets_days_kinds_and_parts_of_names_are_chosen(explorer):
    rows = explorer.select(speaker="blink", kind="direct")
    assert set(rows["speaker"]) == {"Antony Blinken"}
    assert set(rows["kind"]) == {"direct"}
    assert explorer.select(start="2021-11-01")["article"].nunique() == 1
    assert explorer.select(end="2021-10-08", outlets=["The Watch"]).empty
    assert "is not a day" in explorer.html(Selection(start="soon"))


def test_a_selection_is_taken_away_as_csv_and_as_code(explorer):
    chosen = Selection(outlets=("The Watch",), speaker="Blinken")
    page = BeautifulSoup(explorer.html(chosen), "html.parser")
    link = page.select_one("a[download]")
    content = base64.b64decode(link["href"].partition("base64,")[2]).decode()
    rows = explorer.select(["The Watch"], speaker="Blinken")
    assert content.count("the-watch") >= len(rows) > 0
    code = page.select_one("code").get_text().replace("bs.explore(corpus)", "explorer")
    pd.testing.assert_frame_equal(eval(code, {"explorer": explorer}), rows)


def test_a_picked_quotation_is_cited_and_corrected_without_typing_offsets(tmp_path):
    pytest.importorskip("ipywidgets")
    folder = shutil.copytree("data", tmp_path / "study")
    explorer = bs.explore(bs.open_corpus(folder))
    _, shown, box = explorer.widget().children
    passage, form, message, page = box.children
    passage.value = 2
    assert "paragraph" in page.value
    kind, value, by, button = form.children
    kind.value, value.value, by.value = "speaker", "Ann Lee", "Bo"
    button.click()
    assert "Saved in corrections.csv" in message.value
    assert "Ann Lee" in shown.value
    assert "Ann Lee" in set(bs.open_corpus(folder).people["speaker"])
