"""Odd frames and odd settings: each is put right with a note, or refused in one sentence with the remedy."""

import pandas as pd
import pytest

import broadsheet as bs

FIRST = "The ferry to Skye stopped on Monday. “We had no choice,” said Morag Reid, who runs it."
SECOND = "Morag Reid said the ferry would sail again on 9 June 2022. Islanders were relieved."


@pytest.fixture
def frame():
    rows = {
        "text": [FIRST, SECOND],
        "outlet": ["Herald", "Courier"],
        "published": pd.to_datetime(["2022-06-07", "2022-06-08"]),
    }
    return pd.DataFrame(rows, pd.Index(["a", "b"], name="article"))


@pytest.fixture
def tokens(frame):
    return bs.tokenize(frame)


@pytest.mark.parametrize(
    "names",
    [
        {"text": "Body", "outlet": "Source", "published": "Date"},
        {"text": "Volltext", "outlet": "Quelle", "published": "Datum"},
        {"text": "content", "outlet": "publisher", "published": "pubDate"},
    ],
)
def test_columns_of_a_frame_may_have_well_known_names(frame, names):
    articles = bs.open_corpus(frame.rename(columns=names)).articles
    assert articles["text"].tolist() == [FIRST, SECOND]
    assert articles["outlet"].tolist() == ["Herald", "Courier"]
    assert articles["published"].tolist() == frame["published"].tolist()
    assert f"text from {names['text']}" in "; ".join(articles.attrs["notes"])


def test_columns_of_a_frame_that_the_study_names(frame):
    own = frame.rename(columns={"text": "x1", "outlet": "x2"})
    with pytest.raises(bs.BroadsheetError, match="has no column 'text'"):
        bs.open_corpus(own)
    columns = {"text": "x1", "outlet": "X2"}
    articles = bs.open_corpus(own, columns=columns).articles
    assert articles["outlet"].tolist() == ["Herald", "Courier"]
    with pytest.raises(bs.BroadsheetError, match="no column 'x9' for text"):
        bs.open_corpus(own, columns={"text": "x9"})
    with pytest.raises(bs.BroadsheetError, match="no column 'moon' of ours"):
        bs.open_corpus(own, columns={"moon": "x1"})


def test_what_already_has_our_name_stays(frame):
    own = frame.assign(Body="another", Date="2001-01-01", notes_of_mine=[1, 2])
    articles = bs.open_corpus(own).articles
    assert articles["text"].tolist() == [FIRST, SECOND]
    assert articles["published"].dt.year.tolist() == [2022, 2022]


def test_ids_days_and_names_are_taken_where_they_can_be(frame):
    own = frame.reset_index(drop=True).rename(columns={"published": "Date"})
    articles = bs.open_corpus(own.assign(id=[71, 93])).articles
    assert articles.index.tolist() == ["71", "93"]
    assert bs.open_corpus(own.assign(id=[7, 7])).articles.index.tolist() == ["0", "1"]
    # Days that cannot be read are no days: the column stays what it is.
    unread = bs.open_corpus(own.assign(Date=["7th of June", "later"])).articles
    assert unread["published"].isna().all()
    assert unread["Date"].tolist() == ["7th of June", "later"]
    spaced = bs.open_corpus(frame.assign(outlet=[" Herald ", "  "])).articles
    assert spaced["outlet"].astype(object).fillna("none").tolist() == ["Herald", "none"]


def test_articles_without_text_are_told(frame):
    notes = bs.open_corpus(frame.assign(text=[FIRST, " "])).articles.attrs["notes"]
    assert "1 of 2 articles have no text" in notes


@pytest.mark.parametrize("kind", [pd.Series, dict, list, float])
def test_what_is_no_source_is_refused(frame, kind):
    given = {
        pd.Series: frame["text"],
        dict: {"text": [FIRST]},
        list: [{"text": FIRST}],
        float: 2.5,
    }
    with pytest.raises(bs.BroadsheetError, match=f"given {kind.__name__}.*DataFrame"):
        bs.open_corpus(given[kind])


def test_tokens_of_other_articles_or_out_of_order_are_refused(frame, tokens):
    other = frame.set_axis(["p", "q"])
    for function in (bs.find_quotes, bs.find_dates, bs.split_passages, bs.find_copies):
        with pytest.raises(bs.BroadsheetError, match=r"tokenize\(articles\)"):
            function(other, tokens)
    with pytest.raises(bs.BroadsheetError, match="not in the order of the texts"):
        bs.find_quotes(frame, tokens.iloc[::-1])
    # A part of the articles, or one after the other in another order, is no fault.
    last_first = pd.concat([tokens[tokens["article"] == name] for name in ("b", "a")])
    assert len(bs.find_quotes(frame, last_first)) == len(bs.find_quotes(frame, tokens))
    assert len(bs.find_dates(frame.iloc[:1], tokens)) == 1


def test_frames_in_the_place_of_others(frame):
    with pytest.raises(bs.BroadsheetError, match="no column 'article'"):
        bs.reporting_verbs(frame.reset_index(drop=True))
    with pytest.raises(bs.BroadsheetError, match=r"explore\(open_corpus"):
        bs.explore(frame)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"compare": ["Herald", "Herald"]}, "twice"),
        ({"timeline_start": "2022-02-01", "timeline_end": "2022-01-01"}, "before it"),
        ({"outlet_aliases": {"A": ["Herald"], "B": ["herald"]}}, "both 'A' and 'B'"),
        ({"outlet_aliases": {"A": [5]}}, "a list of names"),
    ],
)
def test_settings_that_contradict_themselves_are_refused(frame, settings, sentence):
    with pytest.raises(bs.BroadsheetError, match=sentence):
        bs.open_corpus(frame, **settings)


def test_an_alias_that_no_outlet_has_is_told(frame):
    aliases = {"The Herald": ["Herald", "Heráld"]}
    articles = bs.open_corpus(frame, outlet_aliases=aliases).articles
    assert "outlet_aliases: no outlet is called heráld" in articles.attrs["notes"]


def test_a_timeline_may_begin_before_nanoseconds_do(frame):
    old = "On 3 May 1012 the abbey burned and monks fled to the hills. The bridge fell in March 1534."
    articles = frame.assign(text=[f"{FIRST} {old}", SECOND])
    days = bs.open_corpus(articles).events["earliest"].astype("str")
    assert days.str.startswith("1012-05-03").any()
