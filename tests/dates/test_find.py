"""Dates: every rule's examples, cases of our own, intervals, and time in proportion to the text."""

import json
import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.dates.grammar import load
from broadsheet.dates.points import Point, format_value, interval, parse_day, shift, truncate

CASES = json.loads((Path(__file__).parent.parent / "gold" / "dates_cases.json").read_text(encoding="utf-8"))
# fmt: off
WORDS = [
    "the", "of", "May", "2021", "10", ",", "-", "Friday", "last", "year", "years", "ago", "in", "'", "'s",
    "p.m.", "first", "quarter", "1990s", "bc", "½", "31/31/2001", "0", "31", "Feb.", "half", "Jan", "now",
    "(", ")", "24/7", "1/0", "Christmas", "the", "spring", "of", "q9", "a.m.", "99:99",
]
# fmt: on
COLUMNS = ["article", "start", "end", "text", "type", "value", "mod", "earliest", "latest", "anchor", "rule"]


def find(texts, published="2021-10-08"):
    articles = pd.DataFrame({"text": texts, "published": pd.to_datetime(pd.Series([published] * len(texts)))})
    articles.index = [f"a{i}" for i in range(len(texts))]
    return bs.find_dates(articles, bs.tokenize(articles))


@pytest.mark.parametrize("example", load().examples, ids=lambda example: f"{example[0]}: {example[1]}")
def test_every_rule_does_what_its_example_says(example):
    rule, marked, value, *mod = example
    start, end = marked.index("["), marked.index("]") - 1
    dates = find([re.sub(r"[\[\]]", "", marked)])
    found = dates[(dates["start"] == start) & (dates["end"] == end)]
    assert found[["rule", "value"]].values.tolist() == [[rule, value]]
    assert not mod or found["mod"].tolist() == mod


def test_every_rule_has_an_example():
    assert {rule.name for rule in load().rules} - {example[0] for example in load().examples} == {"no date"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case):
    dates = find([case["text"]], case["published"])
    dates["mod"] = dates["mod"].fillna("")
    assert dates[["text", "type", "value", "mod"]].values.tolist() == case["dates"]


def test_columns_and_dtypes():
    for dates in (find(["They met on Friday.", ""]), find([""])):
        assert dates.columns.tolist() == COLUMNS
        assert dates["start"].dtype == dates["end"].dtype == np.int32
        assert dates["earliest"].dtype == dates["latest"].dtype == "datetime64[s]"
        assert dates["type"].cat.categories.tolist() == ["DATE", "TIME", "DURATION", "SET"]


def test_the_two_articles_keep_their_offsets():
    articles = bs.read_articles("data")
    dates = bs.find_dates(articles, bs.tokenize(articles))
    slices = [articles["text"][row.article][row.start : row.end] for row in dates.itertuples()]
    assert slices == dates["text"].tolist()
    assert dates["article"].cat.categories.tolist() == articles.index.tolist()
    assert (dates["earliest"].isna() == dates["latest"].isna()).all()
    assert (dates["earliest"].dropna() < dates["latest"].dropna()).all()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("In 2007 it rose.", "2007-01-01", "2008-01-01"),
        ("In the third quarter of 2020 it rose.", "2020-07-01", "2020-10-01"),
        ("It was built in the 1990s.", "1990-01-01", "2000-01-01"),
        ("It was sold in the winter of 2014.", "2014-12-01", "2015-03-01"),
        ("It rose last week.", "2021-09-27", "2021-10-04"),
        ("They met on Tuesday night.", "2021-10-05 18:00", "2021-10-06 06:00"),
        ("They met at 3:15 p.m. on Tuesday.", "2021-10-05 15:15", "2021-10-05 15:16"),
        ("It fell in 146 BC.", "-0145-01-01", "-0144-01-01"),
    ],
)
def test_intervals(text, earliest, latest):
    (row,) = find([text]).itertuples()
    dates = find([text])
    assert str(dates["earliest"].to_numpy()[0]) == str(np.datetime64(earliest, "s"))
    assert str(dates["latest"].to_numpy()[0]) == str(np.datetime64(latest, "s"))
    assert row.rule


def test_the_anchor_says_what_was_filled_in():
    text = "On May 3, 2015, he left; two days later he met them, as on Friday."
    assert find([text])["anchor"].tolist() == ["itself", "text:3", "published"]
    assert find([text], None)["anchor"].tolist()[0] == "itself"
    assert find(["He left on Friday."], None)["anchor"].tolist() == ["none"]


def test_a_history_is_read_by_its_own_years():
    years = "".join(
        f"In {year} the town was taken, and in {year} it was lost. " for year in range(1914, 1920)
    )
    story = years + "On March 3, 1921, the king left. In October he was back. In January he died."
    assert find([story])["value"].tolist()[-3:] == ["1921-03-03", "1921-10", "1922-01"]


def test_no_pattern_repeats_without_bound():
    for rule in load().rules:
        assert not re.search(r"(?<!\\)[*+]|\{\d*,\}", rule.pattern.pattern), rule.name


@pytest.mark.parametrize(
    "unit",
    [
        *("Monday ", "May 1, ", "two two ", "the early ", "1999-", "a year ago or ", "1/1/2001/", "last "),
        *("by May ", "In 1999 it rose. In May it fell. ", "the third quarter and a year earlier "),
        *("“today Monday ", "said: \n“today in 1963 ", "Monday's debate ", "at 3 p.m. on Monday "),
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit):
    def seconds(repeats):
        articles = pd.DataFrame(
            {"text": [unit * repeats], "published": pd.to_datetime(["2021-10-08"])}, index=["a"]
        )
        tokens = bs.tokenize(articles)
        began = time.process_time()
        bs.find_dates(articles, tokens)
        return time.process_time() - began

    seconds(100)
    assert seconds(12_000) < 20 * seconds(2_000) + 0.5


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_words_at_all(words):
    text = " ".join(words)
    dates = find([text])
    assert [text[s:e] for s, e in zip(dates["start"], dates["end"], strict=True)] == dates["text"].tolist()
    assert (dates["start"].to_numpy()[1:] >= dates["end"].to_numpy()[:-1]).all()


@given(
    st.dates(min_value=pd.Timestamp("1800-01-01").date(), max_value=pd.Timestamp("2200-01-01").date()),
    st.integers(-400, 400),
)
@settings(max_examples=80, deadline=None)
def test_arithmetic_agrees_with_pandas(day, number):
    point = Point("D", day.year, day.month, day.day)
    for unit, offset in (
        ("D", pd.DateOffset(days=number)),
        ("M", pd.DateOffset(months=number)),
        ("Y", pd.DateOffset(years=number)),
    ):
        moved = pd.Timestamp(day) + offset
        assert shift(point, number, unit)[1:4] == (moved.year, moved.month, moved.day)
    for unit, alias in (("W", "W"), ("M", "M"), ("Q", "Q"), ("Y", "Y")):
        period = pd.Timestamp(day).to_period(alias)
        earliest, latest = interval(truncate(point, unit))
        assert (earliest, latest) == (
            period.start_time.to_datetime64(),
            (period + 1).start_time.to_datetime64(),
        )


def test_days_that_the_calendar_lacks():
    assert parse_day(2021, 2, 29) is None
    assert format_value(parse_day(2020, 2, 29)) == "2020-02-29"
    assert find(["On Feb. 30, 2021 and 31/31/2001."])["value"].tolist() == []
