"""Dates as newsrooms around the world write them, by kind, and either side of each constant's edge."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.dates.grammar import load
from broadsheet.dates.history import LEAST_OLD_YEARS, STEP_BACK
from broadsheet.dates.holidays import find_holiday, find_holidays
from broadsheet.dates.places import gazetteer
from broadsheet.dates.points import (
    Point,
    format_value,
    from_ordinal,
    interval,
    to_ordinal,
    weekday,
)
from broadsheet.dates.speech_day import LEAD, REPORT
from broadsheet.dates.values import YEARS_AHEAD, full_year

GOLD = Path(__file__).parent.parent / "gold"
KINDS = json.loads((GOLD / "dates_kinds.json").read_text(encoding="utf-8"))
FAILURES = json.loads((GOLD / "known_failures_dates.json").read_text(encoding="utf-8"))


def label(case):
    return f"{case['kind']}: {case['text'][:40]}"


def values(dates):
    return dict(zip(dates["text"], dates["value"], strict=True))


@cache
def dates_of_kinds():
    """The dates of all kinds at once, which is many times as quick as of each by itself."""
    articles = pd.DataFrame(KINDS).reindex(columns=["text", "published", "outlet"])
    articles["published"] = pd.to_datetime(articles["published"].fillna("2021-10-08"))
    articles.index = [f"a{number}" for number in articles.index]
    return bs.find_dates(articles, bs.tokenize(articles))


@pytest.mark.parametrize(
    "number", range(len(KINDS)), ids=lambda number: label(KINDS[number])
)
def test_kinds(number):
    dates = dates_of_kinds()
    of_kind = dates[dates["article"] == f"a{number}"]
    assert values(of_kind) == KINDS[number]["dates"]


@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case["text"][:40])
@pytest.mark.xfail(strict=True, reason="language that the rules get wrong")
def test_known_failures(case, find):
    dates = find(case["text"], case["published"])
    assert values(dates) == case["dates"]


@pytest.mark.parametrize(
    ("published", "value"),
    [("2022-02-12", "2020-WI"), ("2021-12-20", "2020-WI"), ("2021-06-12", "2020-WI")],
)
def test_last_winter_is_not_the_one_that_runs(published, value, find):
    dates = find("The dry spell ended last winter.", published)
    assert dates["value"].tolist() == [value]


def test_a_bank_holiday_monday_is_one_of_the_year(find):
    ahead = find("The fair closes on bank holiday Monday.", "2021-08-09")
    gone = find("The fair was held on bank holiday Monday.", "2021-08-09")
    irish = find("The Dublin fair closes on bank holiday Monday.", "2021-07-26")
    assert ahead["value"].tolist() == ["2021-08-30"]
    assert gone["value"].tolist() == ["2021-05-31"]
    assert irish["value"].tolist() == ["2021-08-02"]


def test_numbers_between_which_something_fell_are_no_years(find):
    assert find("The herd shrank from 2010 to 1850 goats.", "2021-08-09").empty
    years = find("The herd shrank from 2010 to 2014.", "2021-08-09")
    assert years["value"].tolist() == ["2010", "2014"]


def test_a_person_named_after_a_day_leaves_the_day_a_date(find):
    dates = find("Sunday Adeleke, a tiler from Ibadan, won on Sunday.", "2021-08-09")
    assert dates["value"].tolist() == ["2021-08-08"]


def test_days_until_which_something_of_an_older_year_went_on_are_of_that_year(find):
    dates = find("In 2010 the count took until 9 November.", "2021-08-09")
    assert dates["value"].tolist() == ["2010", "2010-11-09"]
    said = find("In 2010 he said the ban would hold until 9 November.", "2021-08-09")
    assert said["value"].tolist()[0] == "2010"
    assert not said["value"].iloc[1].startswith("2010")


def test_terms_are_no_feasts(find):
    assert find("The library shuts after Michaelmas term.", "2021-08-09").empty


def test_seasons_lie_where_the_article_does(find):
    text = "The dry spell ended last winter, growers near {} said."
    south = find(text.format("Bloemfontein"))
    north = find(text.format("Chicago"))
    unknown = find(text.format("here"))
    assert south["earliest"].iloc[0] == np.datetime64("2021-06-01")
    assert (
        north["earliest"].iloc[0]
        == unknown["earliest"].iloc[0]
        == np.datetime64("2020-12-01")
    )
    assert unknown["mod"].iloc[0] == "APPROX"
    assert north["mod"].isna().all()


def test_the_outlet_tells_the_hemisphere(find):
    dates = find("Sales fell last summer.", "2021-10-08", "New Zealand Gazette")
    assert dates["earliest"].iloc[0] == np.datetime64("2020-12-01")


def test_an_article_needs_nothing_but_its_text():
    articles = pd.DataFrame({"text": ["They met on 3 May 2015."]})
    assert bs.find_dates(articles, bs.tokenize(articles))["value"].tolist() == [
        "2015-05-03"
    ]


def test_two_figures_of_a_year():
    assert full_year((2021 + YEARS_AHEAD) % 100, 2021) == 2021 + YEARS_AHEAD
    assert full_year((2022 + YEARS_AHEAD) % 100, 2021) == 2022 + YEARS_AHEAD - 100


HISTORY = (
    "The chapel rose in 1802. In 1803 it burnt. In 1804 it stood again. In 1805 it was sold. "
    "In 1806 it grew. In 1807 it shrank. In 1808 it closed. On 3 May 1809 it reopened, the largest "
    "since {}. On 4 June it was sold."
)


def test_a_year_in_passing_does_not_move_a_story(find):
    assert (
        find(HISTORY.format(1809 - STEP_BACK - 1))["value"].tolist()[-1] == "1809-06-04"
    )


def test_numbers_of_three_figures_are_years_in_old_times_only(find):
    sentences = [
        "He was born in 314.",
        "In 337 he left.",
        "In 348 he came back.",
        "He died in 368.",
    ]
    assert find(" ".join(sentences[:LEAST_OLD_YEARS]))["value"].tolist() == [
        "0314",
        "0337",
        "0348",
    ]
    assert find(" ".join(sentences[: LEAST_OLD_YEARS - 1])).empty


def test_beyond_the_calendar(find):
    dates = find(
        "It lived 140 million years ago; the harbour was dug in the second century BC, on 3 March 44 BC."
    )
    assert dates["value"].tolist() == ["PAST_REF", "BC01", "BC0044-03-03"]
    assert dates["earliest"].isna().tolist() == [True, False, False]
    last = dates.iloc[-1]
    assert last["latest"].to_numpy() - last["earliest"].to_numpy() == np.timedelta64(
        1, "D"
    )


@given(st.integers(-3_000_000, 3_000_000))
@settings(max_examples=80, deadline=None)
def test_days_by_number_agree_with_numpy(number):
    point = from_ordinal(number, Point("D", 1))
    assert to_ordinal(point) == number
    year = np.datetime64(number, "D").astype("datetime64[Y]").astype(int) + 1970
    assert point.year == year
    assert weekday(point) == (number + 3) % 7 + 1


def test_weeks_belong_to_the_year_of_their_thursday():
    assert format_value(Point("W", 2020, 12, 28)) == "2020-W53"
    assert format_value(Point("W", 2018, 12, 31)) == "2019-W01"


def test_stretches_of_months():
    point = Point("D", 2018, 10, 1, months=12)
    assert format_value(point) == "2018-10/2019-09"
    assert [str(moment)[:10] for moment in interval(point)] == [
        "2018-10-01",
        "2019-10-01",
    ]


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("feast eid al-fitr", 2021, (2021, 5, 13)),
        ("feast lunar new year", 2025, (2025, 1, 29)),
        ("orthodox0", 2021, (2021, 5, 2)),
        ("11-7-2", 2021, (2021, 11, 14)),
        ("easter-2", 2021, (2021, 4, 2)),
    ],
)
def test_holidays(rule, year, day):
    assert find_holiday(rule, year).begins == day


def test_a_lunar_feast_may_fall_twice_in_a_year():
    assert [day.begins for day in find_holidays("feast eid al-fitr", 2000)] == [
        (2000, 1, 8),
        (2000, 12, 27),
    ]
    assert find_holidays("feast diwali", 1850) == []


def test_every_rule_of_a_holiday_can_be_read():
    values = load().lexicon.values
    rules = {*values["HOLIDAY"].values(), *values["BANKHOLIDAY"].values()}
    for country in gazetteer().countries.values():
        rules.update(country.holidays.values())
    # Days that only a country has are "none" elsewhere, and Matariki began in 2022.
    unread = {rule for rule in rules if not find_holidays(rule, 2022)}
    assert unread == {"none"}


FILLER = "The mills of the valley are old and few of them turn. "


@pytest.mark.parametrize(
    ("before", "value"), [(LEAD - 100, "2021-10-07TAF"), (LEAD + 100, "2021-10-08TAF")]
)
def test_words_far_below_are_of_the_day_that_the_first_lines_report(
    find, before, value
):
    lead = (FILLER * 10)[:before]
    text = FILLER * (REPORT // len(FILLER) + 1)
    article = f"{lead}\n\nMoe won on Thursday.\n\n{text}\n\n“The valley has spoken this afternoon,” she said."
    assert find(article)["value"].tolist() == ["2021-10-07", value]
