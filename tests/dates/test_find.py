"""Dates: every rule's examples, cases of our own, intervals, and time in proportion to the text."""

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.dates.alternatives import either
from broadsheet.dates.grammar import load
from broadsheet.dates.history import MANY_YEARS
from broadsheet.dates.points import (
    Point,
    format_value,
    interval,
    parse_day,
    shift,
    truncate,
)
from broadsheet.dates.source import read_examples, read_toml
from broadsheet.dates.toml_lines import read_lines

CASES = json.loads(
    (Path(__file__).parent.parent / "gold" / "dates_cases.json").read_text(
        encoding="utf-8"
    )
)
# fmt: off
WORDS = [
    "the", "of", "May", "2021", "10", ",", "-", "Friday", "last", "year", "years", "ago", "in", "'", "'s",
    "p.m.", "first", "quarter", "1990s", "bc", "½", "31/31/2001", "0", "31", "Feb.", "half", "Jan", "now",
    "(", ")", "24/7", "1/0", "Christmas", "the", "spring", "of", "q9", "a.m.", "99:99",
]
# fmt: on
EXAMPLES = read_examples("grammar.toml", "rules")
COLUMNS = [
    "article",
    "start",
    "end",
    "text",
    "type",
    "value",
    "mod",
    "earliest",
    "latest",
    "anchor",
    "rule",
]


def find(texts, published="2021-10-08"):
    days = published if isinstance(published, list) else [published] * len(texts)
    articles = pd.DataFrame(
        {"text": texts, "published": pd.to_datetime(pd.Series(days))}
    )
    articles.index = [f"a{i}" for i in range(len(texts))]
    return bs.find_dates(articles, bs.tokenize(articles))


@cache
def dates_of_examples():
    """The dates of all examples at once, which is many times as quick as of each by itself."""
    return find([re.sub(r"[\[\]]", "", marked) for _, marked, *_ in EXAMPLES])


@pytest.mark.parametrize(
    "number", range(len(EXAMPLES)), ids=lambda number: ": ".join(EXAMPLES[number][:2])
)
def test_every_rule_does_what_its_example_says(number):
    rule, marked, value, *mod = EXAMPLES[number]
    start, end = marked.index("["), marked.index("]") - 1
    dates = dates_of_examples()
    of_example = dates[dates["article"] == f"a{number}"]
    marked_dates = of_example[
        (of_example["start"] == start) & (of_example["end"] == end)
    ]
    assert marked_dates[["rule", "value"]].values.tolist() == [[rule, value]]
    assert not mod or marked_dates["mod"].tolist() == mod


@pytest.mark.parametrize(
    "name", ["words.toml", "grammar.toml", "tense.toml", "names.toml"]
)
def test_files_are_read_as_toml(name):
    folder = files("broadsheet.dates")
    source = tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
    for rule in [
        rule for key in ("rules", "dates", "verbs") for rule in source.get(key, [])
    ]:
        del rule["examples"]
    assert read_toml(name) == source


@pytest.mark.parametrize("lines", [['  "one",'], ["words = ["]])
def test_values_of_several_lines_are_refused(lines):
    with pytest.raises(ValueError, match=r"line|value"):
        read_lines(lines)


def test_phrases_that_begin_alike_are_still_matched_longest_first():
    phrases = [["a", "b", "c"], ["a", "b"], ["a"], ["d", "ef"], ["gh"]]
    form = re.compile(either(phrases))
    for text in ("abc", "ab", "a", "de", "df", "g", "h"):
        assert form.match(text + "x").group() == text
    assert form.match("ex") is None


def test_every_rule_has_an_example():
    assert {rule.name for rule in load().rules} - {
        example[0] for example in EXAMPLES
    } == {"no date"}


@cache
def dates_of_cases():
    return find([case["text"] for case in CASES], [case["published"] for case in CASES])


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=lambda number: CASES[number]["label"]
)
def test_cases(number):
    dates = dates_of_cases()
    of_case = dates[dates["article"] == f"a{number}"].fillna({"mod": ""})
    rows = of_case[["text", "type", "value", "mod"]].astype(str)
    assert rows.values.tolist() == CASES[number]["dates"]


def test_columns_and_dtypes():
    for dates in (find(["They met on Friday.", ""]), find([""])):
        assert dates.columns.tolist() == COLUMNS
        assert dates["start"].dtype == dates["end"].dtype == np.int32
        assert dates["earliest"].dtype == dates["latest"].dtype == "datetime64[s]"
        assert dates["type"].cat.categories.tolist() == [
            "DATE",
            "TIME",
            "DURATION",
            "SET",
        ]


def test_no_articles_have_no_dates():
    articles = pd.DataFrame(
        {"text": ["On Friday."], "outlet": ["The Post"], "dateline": ["LEEDS"]},
        index=["a"],
    )
    for empty in (articles.head(0), articles[["text"]].head(0)):
        dates = bs.find_dates(empty, bs.tokenize(empty))
        assert dates.columns.tolist() == COLUMNS
        assert dates.empty


def test_the_two_articles_keep_their_offsets():
    articles = bs.read_articles("data")
    dates = bs.find_dates(articles, bs.tokenize(articles))
    slices = [
        articles["text"][row.article][row.start : row.end] for row in dates.itertuples()
    ]
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
        f"In {year} the town was taken, and in {year} it was lost. "
        for year in range(1914, 1920)
    )
    story = (
        years
        + "On March 3, 1921, the king left. In October he was back. In January he died."
    )
    assert find([story])["value"].tolist()[-3:] == ["1921-03-03", "1921-10", "1922-01"]


@pytest.mark.parametrize(
    ("years", "days", "last"),
    [
        (6, 6, "2012-10"),
        (5, 8, "2020-10"),
        (MANY_YEARS, 11, "2020-10"),
        (MANY_YEARS, 8, "2012-10"),
    ],
)
def test_news_that_names_years_in_passing_is_no_history(years, days, last):
    """A history of late gives years for nine of twenty expressions."""
    in_passing = "".join(
        f"In {year} it won a cup. " for year in range(2012 - years, 2012)
    )
    text = "Prices rose for ten days. " * days + in_passing
    text += "It was founded again in 2012, and in October it was sold."
    dates = find([text], "2021-07-06")
    assert dates["value"].tolist()[-1] == last


@pytest.mark.parametrize(("weekdays", "last"), [(3, "1993-10"), (4, "2020-10")])
def test_a_history_names_years_ten_times_as_often_as_news(weekdays, last):
    years = "".join(f"In {year} it won a cup. " for year in range(1961, 1991))
    text = years + "They met on Friday. " * weekdays
    text += "It was founded again in 1993, and in October it was sold."
    assert find([text], "2021-07-06")["value"].tolist()[-1] == last


def test_years_long_gone_make_a_history_sooner():
    text = "Prices rose for ten days. " * 20
    text += "".join(f"In {year} it won a cup. " for year in range(1912, 1921))
    text += "It was founded in 1921, and in October it was sold."
    assert find([text], "2021-07-06")["value"].tolist()[-1] == "1921-10"


def test_no_pattern_repeats_without_bound():
    for rule in load().rules:
        assert not re.search(
            r"(?<!\\)[*+]|\{\d*,\}", load().compiled(rule).regex.pattern
        ), rule.name


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "Monday ",
            "May 1, ",
            "two two ",
            "the early ",
            "1999-",
            "a year ago or ",
            "1/1/2001/",
            "last ",
        ),
        *(
            "by May ",
            "In 1999 it rose. In May it fell. ",
            "the third quarter and a year earlier ",
        ),
        *(
            "“today Monday ",
            "said: \n“today in 1963 ",
            "Monday's debate ",
            "at 3 p.m. on Monday ",
            "2021 ",
            "on May 2, ",
        ),
    ],
)
def test_time_grows_with_the_text_and_no_faster(cpu_seconds, grows_with_size, unit):
    """Six times the text takes about six times as long; were each match compared with all, it took 36."""

    def seconds(repeats):
        articles = pd.DataFrame(
            {"text": [unit * repeats], "published": pd.to_datetime(["2021-10-08"])},
            index=["a"],
        )
        tokens = bs.tokenize(articles)
        return cpu_seconds(bs.find_dates, articles, tokens)

    assert grows_with_size(seconds, 200, 1_200, slack=2.5)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_any_words_at_all(lists):
    texts = [" ".join(words) for words in lists]
    dates = find(texts)
    for number, text in enumerate(texts):
        of_text = dates[dates["article"] == f"a{number}"]
        spans = list(zip(of_text["start"], of_text["end"], strict=True))
        assert [text[start:end] for start, end in spans] == of_text["text"].tolist()
        assert (of_text["start"].to_numpy()[1:] >= of_text["end"].to_numpy()[:-1]).all()


@given(
    st.dates(
        min_value=pd.Timestamp("1800-01-01").date(),
        max_value=pd.Timestamp("2200-01-01").date(),
    ),
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


@pytest.mark.parametrize(
    "phrase", ["Last month", "Last weekend", "Two months ago", "Last week"]
)
def test_what_is_told_from_now_is_not_counted_from_a_year_named_in_passing(phrase):
    text = f"The club was founded in 1908. {phrase} it closed."
    articles = pd.DataFrame({"text": [text]})  # nobody knows when it was written
    dates = bs.find_dates(articles, bs.tokenize(articles))
    assert dates["earliest"].isna().tolist() == [False, True]


def test_a_story_of_a_month_goes_on_from_that_month():
    articles = pd.DataFrame(
        {"text": ["In May 1931 he sailed. Last month he had been ill."]}
    )
    dates = bs.find_dates(articles, bs.tokenize(articles))
    assert dates["value"].tolist() == ["1931-05", "1931-04"]


@pytest.mark.parametrize(
    ("text", "weekend"),
    [
        ("The letter ran this weekend's Harbour Gazette.", "2021-W40-WE"),
        ('She added: "Over the weekend the rowers will rest."', "2021-W41-WE"),
        ('She added: "Over the weekend the rowers rested."', "2021-W40-WE"),
    ],
)
def test_a_weekend_lies_where_the_verb_of_its_own_words_has_it(text, weekend):
    published = pd.to_datetime(["2021-10-12"])  # a Tuesday
    articles = pd.DataFrame({"text": [text], "published": published})
    dates = bs.find_dates(articles, bs.tokenize(articles))
    assert dates["value"].tolist() == [weekend]
