"""The study: its file, its settings, and what they choose."""

from dataclasses import fields

import pandas as pd
import pytest

from broadsheet import Study, open_corpus, read_study
from broadsheet.errors import BroadsheetError
from broadsheet.selection import mentions
from broadsheet.study import SETTINGS, draft_study

ROWS = pd.DataFrame(
    {
        "text": [
            "The mill closed on Monday, the council said.",
            "The bakery opened again on Friday.",
            "Migrants reached the port in May.",
        ],
        "outlet": ["Echo", "Echo.com", "Herald"],
        "published": pd.to_datetime(["2020-01-06", "2020-02-07", "2020-06-01"]),
    },
    index=["mill", "bakery", "port"],
)


def ids(**settings):
    return open_corpus(ROWS, **settings).articles.index.tolist()


def test_study_and_its_file_have_the_same_settings():
    assert {field.name for field in fields(Study)} == set(SETTINGS)


def test_the_draft_is_a_study_file_and_so_is_every_example(tmp_path):
    path = tmp_path / "broadsheet.toml"
    path.write_text(draft_study({}), "utf-8")
    assert read_study(path) == Study()
    path.write_text(
        draft_study({name: setting["example"] for name, setting in SETTINGS.items()}),
        "utf-8",
    )
    assert read_study(path).changed().keys() == SETTINGS.keys()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('title = "x"\n\noutlts = ["Echo"]\n', ["line 3", "outlts", "outlets"]),
        ("start = 2020-02-01\nend = 2020-01-01\n", ["line 2", "before it starts"]),
        ('title = "x"\nday_first = "yes"\n', ["line 2", "true or false"]),
        ('compare = ["Echo"]\n', ["line 1", "two texts"]),
        ("title = \n", ["TOML", "line 1"]),
        ('duplicates = "drop"\n', ["line 1", "'keep' or 'first'"]),
    ],
)
def test_a_wrong_setting_is_refused_with_its_line(text, words, tmp_path):
    path = tmp_path / "broadsheet.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BroadsheetError) as raised:
        read_study(path)
    for word in words:
        assert word in str(raised.value)


def test_outlets_period_and_words_choose_articles():
    assert ids() == ["mill", "bakery", "port"]
    assert ids(outlets=["Echo"]) == ["mill"]
    assert ids(exclude_outlets=["Echo"]) == ["bakery", "port"]
    assert ids(start="2020-02-07") == ["bakery", "port"]
    assert ids(end="2020-02-07") == ["mill", "bakery"]
    assert ids(mentioning=["migra*", "baker"]) == ["port"]


def test_aliases_make_two_names_one_outlet():
    corpus = open_corpus(ROWS, outlet_aliases={"The Echo": ["Echo", "Echo.com"]})
    assert corpus.catalogue["outlet"].tolist() == ["The Echo", "The Echo", "Herald"]


def test_what_was_left_out_is_told():
    notes = open_corpus(ROWS, outlets=["Echo"]).articles.attrs["notes"]
    assert notes == ["outlets: 2 of 3 articles are left out"]


def test_a_setting_that_leaves_nothing_says_so():
    with pytest.raises(BroadsheetError, match="no outlet 'Eco'; the outlets are Echo"):
        ids(outlets=["Eco"])
    with pytest.raises(BroadsheetError, match="start leaves none of 3 articles"):
        ids(start="2021-01-01")


def test_the_file_beside_the_articles_is_read_and_arguments_go_before_it(tmp_path):
    (tmp_path / "a.txt").write_text(
        "A headline\n\nThe talks opened in Paris on Friday. They will go on.\n"
    )
    (tmp_path / "broadsheet.toml").write_text(
        'title = "Talks"\nmentioning = ["Paris"]\n'
    )
    assert open_corpus(tmp_path).study.title == "Talks"
    assert open_corpus(tmp_path, title="Other").study.title == "Other"
    with pytest.raises(BroadsheetError, match="mentioning leaves none"):
        _ = open_corpus(tmp_path, mentioning=["Rome"]).articles


def test_mentions_are_searched_for_as_words_are():
    texts = [
        "The board's chair resigned on Monday.",
        "Those who went by ferry paid 40% more.",
        "Nobody goes there.",
    ]
    frame = pd.DataFrame({"text": texts}, index=["a", "b", "c"])
    assert mentions(frame, ["lemma:go"]).tolist() == [False, True, True]
    assert mentions(frame, ["40%"]).tolist() == [False, True, False]
    assert mentions(frame, ["board chair | nobody"]).tolist() == [True, False, True]


def test_what_cannot_be_searched_for_is_refused_with_its_setting():
    with pytest.raises(BroadsheetError, match=r"^mentioning: "):
        open_corpus(ROWS, mentioning=['"never closed'])
    with pytest.raises(BroadsheetError, match=r"^words: "):
        open_corpus(ROWS, words=["[pos=JJ"])


def test_dictionaries_are_found_beside_the_study_file(tmp_path):
    (tmp_path / "a.txt").write_text("A headline\n\nThe talks opened on Friday.\n")
    (tmp_path / "moods.toml").write_text('talk = ["talk*"]\n')
    (tmp_path / "broadsheet.toml").write_text('dictionaries = ["moods.toml"]\n')
    assert open_corpus(tmp_path).study.dictionaries == [str(tmp_path / "moods.toml")]
