"""Corrections: read and written, found again, applied to every frame, merged with another person's."""

import os
import shutil

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.corrections import Correction, Texts, add_corrections, merge_corrections
from broadsheet.corrections.correction import CorrectionError, Kind, _check_value
from broadsheet.corrections.days import read_written_days
from broadsheet.corrections.file import (
    corrections_csv,
    parse_corrections,
    read_corrections,
    write_corrections,
)
from broadsheet.corrections.places import NoPlace, find_place
from broadsheet.errors import BroadsheetError

# The file


def test_what_is_written_is_read_back_whatever_it_holds(tmp_path):
    corrections = [
        Correction("speaker", "a", 0, 9, "=1+1, “he”\nsaid;", "Bo", "-", note="@home"),
        Correction("gender", subject="Zoë Ray", value="female"),
    ]
    path = tmp_path / "corrections.csv"
    write_corrections(path, corrections)
    assert list(read_corrections(path).corrections.values()) == corrections
    assert "'=1+1" in path.read_text("utf-8")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_as_spreadsheets_save_it(tmp_path, separator, encoding):
    rows = [["Value", "KIND", "subject"], ["female", "Gender", "Zoë “Zo” Ray"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    path = tmp_path / "corrections.csv"
    path.write_bytes(text.encode(encoding))
    assert read_corrections(path).corrections == {
        2: Correction("gender", subject="Zoë “Zo” Ray", value="female")
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("speker,a,0,2,No,,Ann", "'speker'"),
        ("speaker,a,0,2,No,,", "needs a value"),
        ("speaker,,0,2,No,,Ann", "article's id"),
        ("speaker,a,,,,,Ann", "words of the passage"),
        ("speaker,a,x,2,No,,Ann", "'x'"),
        ("date,a,0,2,No,,Oct-21", "'Oct-21'"),
        ("gender,,,,,Ann,blue", "'blue'"),
        ("same speaker,,,,,,Ann", "subject"),
    ],
)
def test_a_bad_row_is_told_by_file_and_number_and_costs_no_other(tmp_path, row, words):
    head = "kind,article,start,end,words,subject,value\n"
    path = tmp_path / "corrections.csv"
    path.write_text(f"{head}gender,,,,,Bo,male\n\n{row}\n", "utf-8")
    file = read_corrections(path)
    assert len(file.corrections) == 1
    with pytest.raises(BroadsheetError, match=r"corrections\.csv, row 4: ") as raised:
        file.refuse_bad_rows()
    assert words in str(raised.value)


def test_a_file_that_cannot_be_understood_is_never_written_over(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("kind,subject,value\ngender,Bo,blue\n", "utf-8")
    with pytest.raises(BroadsheetError, match="row 2"):
        add_corrections(path, [Correction("gender", subject="Ann", value="female")])
    assert "blue" in path.read_text("utf-8")


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "corrections.csv"
    write_corrections(path, [Correction("gender", subject="Bo", value="male")])
    before = path.read_bytes()

    def fail(*names):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(BroadsheetError, match="No space left"):
        write_corrections(path, [])
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["corrections.csv"]


def test_a_new_correction_replaces_what_it_contradicts(tmp_path):
    path = tmp_path / "corrections.csv"
    passage = {"article": "a", "start": 0, "end": 4, "words": "“No”"}
    add_corrections(path, [Correction("speaker", **passage, value="Ann")])
    add_corrections(path, [Correction("content", **passage, value="No")])
    add_corrections(path, [Correction("speaker", **passage, value="Bo")])
    values = [row.value for row in read_corrections(path).corrections.values()]
    assert values == ["No", "Bo"]
    add_corrections(path, [Correction("not a quotation", **passage)])
    kinds = [row.kind for row in read_corrections(path).corrections.values()]
    assert kinds == ["not a quotation"]


# Days


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("2020-02-29", "2020-02-29", "2020-02-29", "2020-03-01"),
        ("2019-12", "2019-12", "2019-12-01", "2020-01-01"),
        ("1887", "1887", "1887-01-01", "1888-01-01"),
        ("2020-W53", "2020-W53", "2020-12-28", "2021-01-04"),
        ("2020-Q4", "2020-Q4", "2020-10-01", "2021-01-01"),
        ("2020-H1", "2020-H1", "2020-01-01", "2020-07-01"),
        ("3 March 2019", "2019-03-03", "2019-03-03", "2019-03-04"),
        ("Mar 2019", "2019-03", "2019-03-01", "2019-04-01"),
        ("3\xa0Mar\xa02019 to 4 May 2019", "2019-03-03/2019-05-04", "2019-03-03", "2019-05-05"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text, value, earliest, latest):
    days = read_written_days(text)
    assert days.value == value
    assert [str(end)[:10] for end in (days.earliest, days.latest)] == [earliest, latest]


@pytest.mark.parametrize(
    "text", ["2021-02-30", "2019-W53", "2021-Q5", "H3", "soon", "2020 to 2019"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(BroadsheetError, match=text.split()[0]):
        read_written_days(text)


# Passages

TEXT = "It rained. “No,” she said. The bridge stayed shut.\n\n“No,” she said again."


def texts(**articles: str) -> Texts:
    frame = pd.DataFrame({"text": articles.values()}, index=pd.Index(articles))
    return Texts.of(frame)


def passage(words: str, start: int | None, article: str = "a") -> Correction:
    end = None if start is None else start + len(words)
    return Correction("speaker", article, start, end, words, value="Ann")


def test_a_passage_is_found_where_it_stood_and_where_it_went():
    words = "The bridge  stayed"
    assert not find_place(passage("The bridge stayed", 27), texts(a=TEXT)).moved
    place = find_place(passage(words, 3), texts(a="Today. " + TEXT))
    assert (place.start, place.moved) == (34, True)
    assert find_place(passage('"No," she said.', 11), texts(a=TEXT)).start == 11


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (passage("“No,” she said", 3), "2 times"),
        (passage("The tunnel", 27), "no longer has"),
        (passage("The bridge stayed", 27, "gone"), "'gone' any more"),
    ],
)
def test_a_passage_that_cannot_be_told_says_why(correction, words):
    with pytest.raises(NoPlace, match=words):
        find_place(correction, texts(a=TEXT))


def test_a_long_passage_is_found_in_an_article_of_another_name():
    words = "she said. The bridge stayed shut."
    place = find_place(passage(words, 17, "old"), texts(a="Nothing.", b=TEXT))
    assert (place.article, place.start, place.moved) == ("b", 17, True)
    with pytest.raises(NoPlace, match="2 places"):
        find_place(passage(words, 17, "old"), texts(a=TEXT, b=TEXT))


# Merging

PASSAGES = st.sampled_from(
    [("a", 0, 4, "“No”"), ("a", 9, 12, "Yes"), ("b", 0, 3, "Yes")]
)
NAMES = st.sampled_from(["Ann", "Bo", "Cy"])


@st.composite
def any_correction(draw) -> Correction:
    kind = draw(
        st.sampled_from(
            [
                "speaker",
                "content",
                "not a quotation",
                "gender",
                "same speaker",
                "copies",
                "not copies",
            ]
        )
    )
    by = draw(st.sampled_from(["", "x", "y"]))
    if kind in ("copies", "not copies"):
        return Correction(kind, draw(NAMES), subject=draw(NAMES), by=by)
    if kind == "gender":
        return Correction(
            kind,
            subject=draw(NAMES),
            value=draw(st.sampled_from(["female", "male"])),
            by=by,
        )
    if kind == "same speaker":
        return Correction(kind, subject=draw(NAMES), value=draw(NAMES), by=by)
    value = "" if kind == "not a quotation" else draw(NAMES)
    return Correction(kind, *draw(PASSAGES), value=value, by=by)


LISTS = st.lists(any_correction(), max_size=8)


@settings(max_examples=80, deadline=None)
@given(LISTS, LISTS)
def test_merging_loses_nothing_and_contradicts_nothing_of_ours(ours, theirs):
    own = merge_corrections([], ours).corrections
    merged = merge_corrections(own, theirs)
    assert merged.corrections[: len(own)] == own
    assert merged.added + merged.shared + len(merged.conflicts) == len(theirs)
    for correction in theirs:
        is_there = any(kept.says_the_same(correction) for kept in merged.corrections)
        is_told = any(conflict.other is correction for conflict in merged.conflicts)
        assert is_there or is_told
    pairs = [(a, b) for a in merged.corrections for b in merged.corrections]
    assert not any(a.contradicts(b) for a, b in pairs)
    again = merge_corrections(merged.corrections, merged.corrections)
    assert (again.added, again.conflicts) == (0, [])


@settings(max_examples=60, deadline=None)
@given(LISTS)
def test_any_corrections_survive_their_file(corrections):
    assert (
        list(parse_corrections(corrections_csv(corrections)).corrections.values())
        == corrections
    )


# A study


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree("data", tmp_path / "study")


def quote_correction(corpus, kind: str, row: int, value: str = "") -> Correction:
    quote = corpus.quotes.iloc[row]
    text = corpus.articles.loc[quote["article"], "text"]
    start, end = int(quote["start"]), int(quote["end"])
    return Correction(
        kind, str(quote["article"]), start, end, text[start:end], value=value
    )


def row_correction(kind: str, row, words: str, value: str = "") -> Correction:
    place = (row["article"], int(row["start"]), int(row["end"]))
    return Correction(kind, *place, row[words], value=value)


def test_every_frame_follows_a_correction_and_deleting_the_row_undoes_it(folder):
    corpus = bs.open_corpus(folder)
    before = corpus.quotes
    people, events, overlaps = corpus.people, corpus.events, corpus.overlaps
    date = corpus.dates.query("text == 'last October'").iloc[0]
    event = events.iloc[0]
    one, other = corpus.articles.index
    corpus.correct(
        quote_correction(corpus, "not a quotation", 0),
        quote_correction(corpus, "speaker", 1, "Ann Lee"),
        Correction("same speaker", subject="Antony Blinken", value="Anthony Blinken"),
        Correction("role", subject="Anthony Blinken", value="envoy"),
        Correction("gender", subject="Antony Blinken", value="male"),
        row_correction("date", date, "text", "2019-11-05"),
        row_correction("not an event", event, "what"),
        Correction("not copies", other, subject=one),
    )  # fmt: skip
    assert corpus.corrections["status"].tolist() == ["applied"] * 8
    assert len(corpus.quotes) == len(before) - 1
    assert corpus.quotes["speaker"].iloc[0] == "Ann Lee"
    named = corpus.people.set_index("speaker")
    assert "Antony Blinken" not in named.index
    assert named.loc["Anthony Blinken", ["role", "corrected"]].tolist() == [
        "envoy",
        True,
    ]
    assert named.loc["Ann Lee", "quotations"] == 1
    assert corpus.corrected_genders == {"Anthony Blinken": "male"}
    assert event["what"] not in corpus.events["what"].tolist()
    assert corpus.events["earliest"].min() == pd.Timestamp("2019-11-05")
    assert corpus.events.iloc[0]["corrected"]
    assert corpus.clusters["cluster"].isna().all()
    assert len(corpus.overlaps) < len(overlaps)
    # Another corpus of the folder has them too, from the file.
    again = bs.open_corpus(folder)
    pd.testing.assert_frame_equal(again.people, corpus.people)
    pd.testing.assert_frame_equal(again.events, corpus.events)
    write_corrections(folder / "corrections.csv", [])
    undone = bs.open_corpus(folder)
    pd.testing.assert_frame_equal(undone.people, people)
    pd.testing.assert_frame_equal(undone.events, events)
    assert not undone.quotes["corrected"].any()
    assert len(undone.all_articles) == 2


def test_content_in_pieces_is_found_and_its_kind_is_read_again(folder):
    corpus = bs.open_corpus(folder)
    quote = corpus.quotes[corpus.quotes["kind"] == "direct"].index[0]
    words = corpus.quotes.loc[quote, "content"].strip("“”\"',").split()
    value = " ".join(words[:3]) + " … " + " ".join(words[5:8])
    corpus.correct(quote_correction(corpus, "content", quote, value))
    row = corpus.quotes[corpus.quotes["corrected"]].iloc[0]
    text = corpus.articles.loc[row["article"], "text"]
    assert [text[start:end] for start, end in row["pieces"]] == value.split(" … ")
    assert (row["content"], row["kind"], row["score"]) == (value, "direct", 1.0)
    corpus.correct(
        quote_correction(bs.open_corpus("data"), "content", 0, "no such words")
    )
    assert "no such words" in corpus.corrections["reason"].iloc[-1]


def test_typed_words_mean_the_quotation_that_they_begin(folder):
    corpus = bs.open_corpus(folder)
    row = corpus.quotes.iloc[2]
    text = corpus.texts([row["article"]])["text"].iloc[0]
    words = text[row["start"] : row["end"]].split()
    first, last = " ".join(words[:5]), " ".join(words[-5:])
    corpus.correct(
        Correction("speaker", row["article"], words=first, value="Ann Lee"),
        Correction("speaker", row["article"], words=last, value="Bo Ray"),
        quote_correction(corpus, "not a quotation", 5),
        Correction("speaker", row["article"], 0, 9, text[:9], value="Cy Poe"),
    )
    table = corpus.corrections
    assert table["status"].tolist() == ["overruled", *["applied"] * 2, "no longer fits"]
    assert table["reason"].iloc[0] == "row 3 says otherwise of the same passage"
    assert corpus.quotes["speaker"].iloc[2] == "Bo Ray"
    dates = corpus.dates
    row = dates[dates["article"].eq(row["article"])].iloc[2]
    words = text[row["start"] - 12 : row["end"] + 9]
    corpus.correct(Correction("date", row["article"], words=words, value="2021-03"))
    changed = corpus.dates[corpus.dates["corrected"]]
    assert changed[["start", "value"]].values.tolist() == [[row["start"], "2021-03"]]


def test_two_people_differ_over_a_passage_whatever_each_typed_of_it(folder):
    corpus = bs.open_corpus(folder)
    ours = quote_correction(corpus, "speaker", 2, "Ann Lee")
    start = " ".join(ours.words.split()[:4])
    theirs = Correction("speaker", ours.article, words=start, value="Bo Ray")
    gone = Correction("speaker", ours.article, words="no such words", value="Bo Ray")
    pinned = corpus.pinned([theirs, gone])
    assert (pinned[0].start, pinned[0].words) == (ours.start, ours.words)
    assert pinned[1] == gone
    assert len(merge_corrections([ours], pinned).conflicts) == 1


def test_what_no_longer_fits_is_listed_and_what_moved_still_holds(folder):
    corpus = bs.open_corpus(folder)
    corpus.correct(
        quote_correction(corpus, "speaker", 1, "Ann Lee"),
        Correction("speaker", "gone", 0, 9, "Nobody said that.", value="Bo"),
        Correction("same speaker", subject="Nobody Known", value="Bo"),
        Correction("same speaker", subject="Bo", value="Cy"),
        Correction("same speaker", subject="Cy", value="Bo"),
    )
    path = next(folder.glob("articles/straits*.txt"))
    path.write_text("It was announced today.\n\n" + path.read_text("utf-8"), "utf-8")
    again = bs.open_corpus(folder)
    statuses = again.corrections["status"].tolist()
    assert statuses == ["applied, its passage has moved", *["no longer fits"] * 4]
    assert "Ann Lee" in again.people["speaker"].tolist()
    assert "circle" in again.corrections["reason"].iloc[-1]


def test_articles_without_a_folder_need_a_file_that_is_named(tmp_path):
    frame = pd.DataFrame({"text": ["“It will rain,” the mayor said on Monday."]})
    with pytest.raises(BroadsheetError, match="corrections="):
        bs.open_corpus(frame).correct(Correction("gender", subject="Bo", value="male"))
    path = str(tmp_path / "mine.csv")
    corpus = bs.open_corpus(frame, corrections=path)
    corpus.correct(quote_correction(corpus, "speaker", 0, "Ann Lee"))
    assert bs.open_corpus(frame, corrections=path).people["speaker"].tolist() == [
        "Ann Lee"
    ]


def test_choices_are_taken_whatever_their_capitals():
    kind = Kind(name="type", frame="dates", about="", choices=("DATE", "SET"))
    assert _check_value("set", kind) == "SET"
    assert _check_value("DATE", kind) == "DATE"
    with pytest.raises(CorrectionError, match="DATE, SET"):
        _check_value("week", kind)
