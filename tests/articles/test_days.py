"""Days as exports, services, pages and spreadsheets write them."""

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.articles.days import read_day, read_days

from .makers import skips, write


@pytest.mark.parametrize(
    ("written", "moment", "zone"),
    [
        ("20190304153000", "2019-03-04 15:30", None),
        ("20190304T153000Z", "2019-03-04 15:30", "Z"),
        ("2019-W10", "2019-03-04", None),
        ("2019W103", "2019-03-06", None),
        ("2020-W53-7", "2021-01-03", None),
        ("2019年3月4日", "2019-03-04", None),
        ("2019년 3월 4일", "2019-03-04", None),
        ("Mar-04-2019", "2019-03-04", None),
        ("04-Mar-19", "2019-03-04", None),
        ("04MAR2019", "2019-03-04", None),
        ("Mon Mar 04 15:30:00 +0000 2019", "2019-03-04 15:30", "+0000"),
        ("Mon Mar  4 15:30:00 UTC 2019", "2019-03-04 15:30", "UTC"),
        ("43528", "2019-03-04", None),
        ("43528.5", "2019-03-04 12:00", None),
        ("1551713400", "2019-03-04 15:30", "UTC"),
        ("1551713400000", "2019-03-04 15:30", "UTC"),
        ("1551713400.0", "2019-03-04 15:30", "UTC"),
        ("4-6 March 2019", "2019-03-04", None),
        ("March 4-6, 2019", "2019-03-04", None),
        ("28 February - 4 March 2019", "2019-02-28", None),
        ("Updated 6 March 2019; Published 4 March 2019", "2019-03-04", None),
        ("Published 4 March 2019, updated 6 March 2019", "2019-03-04", None),
        (
            "Last updated: 2019-03-06 | First published: 2019-03-04 15:30",
            "2019-03-04 15:30",
            None,
        ),
        ("lundi 4 mars 2019", "2019-03-04", None),
        ("1er mars 2019", "2019-03-01", None),
        ("4. März 2019, 15:30 Uhr", "2019-03-04 15:30", None),
        ("4 marzo 2019", "2019-03-04", None),
        ("4 de março de 2019", "2019-03-04", None),
        ("4 maart 2019", "2019-03-04", None),
        ("4. 3. 2019", "2019-03-04", None),
        ("4 March 2019 at 9 p.m.", "2019-03-04 21:00", None),
        ("2019-03-04T15:30:00.000+01:00", "2019-03-04 15:30", "+01:00"),
    ],
)
def test_days_as_they_are_written(written, moment, zone):
    assert read_day(written) == (pd.Timestamp(moment).to_pydatetime(), zone)


@pytest.mark.parametrize(
    "written",
    [
        "2019-W53",
        "2019-W10-8",
        "14999",
        "73051",
        "123456",
        "March 2019",
        "2019",
        "20190304250000x",
        "99-99-9999",
        "4 Foober 2019",
        "12:30",
    ],
)
def test_what_is_no_day(written):
    assert read_day(written) is None


def test_serials_at_the_edges():
    """15,000 is in 1941, 73,050 the last day of 2099: numbers beyond are not taken for days."""
    assert read_day("15000")[0].year == 1941
    assert read_day("73050")[0] == pd.Timestamp("2099-12-31")


def test_a_column_tells_its_order_once():
    days, zones, note = read_days(pd.Series(["3/4/2019", "25/4/2019", None]))
    assert list(days[:2]) == [pd.Timestamp("2019-04-03"), pd.Timestamp("2019-04-25")]
    assert days.isna().iloc[2]
    assert zones.isna().all()
    assert "day first" in note


def test_days_in_a_column_are_as_days_alone():
    written = ["2019-03-04", "4 March 2019", "43528", "nonsense"]
    days, _, note = read_days(pd.Series(written))
    assert list(days[:3]) == [pd.Timestamp("2019-03-04")] * 3
    assert days.isna().iloc[3]
    assert note is None


@pytest.mark.parametrize(
    ("written", "day", "zone"),
    [
        ("8 October 2021 25:71", "2021-10-08", None),
        ("2021-10-08", "2021-10-08", None),
        ("2018-07-15T07:54:28-04:00", "2018-07-15 07:54:28", "-04:00"),
        ("Fri, 8 Oct 2021 10:00:00 +0200", "2021-10-08 10:00", "+0200"),
        ("November 22, 2000, Wednesday, Late Edition - Final", "2000-11-22", None),
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10 10:36", "EST"),
        ("July 3, 2019 Wednesday 12:02 AM GMT", "2019-07-03 00:02", "GMT"),
        ("9 Januar 1993", "1993-01-09", None),
        ("8 de octubre de 2021", "2021-10-08", None),
        ("8. März 2021", "2021-03-08", None),
        ("Oct. 8th, 2021", "2021-10-08", None),
        ("25/12/21", "2021-12-25", None),
        ("12/25/1998", "1998-12-25", None),
        ("8.10.2021", "2021-10-08", None),
        ("20211008", "2021-10-08", None),
        ("1633680000", "2021-10-08 08:00", "UTC"),
        ("2021-10-08 09:30:00.123Z", "2021-10-08 09:30", "Z"),
    ],
)
def test_days_of_exports_and_services(written, day, zone):
    assert read_day(written) == (pd.Timestamp(day).to_pydatetime(), zone)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "last Friday",
        "October 2021",
        "31/31/2021",
        "2021-13-45",
        "1066-10-14",
        "9999999999",
        "10/8/21",
        "x" * 500,
    ],
)
def test_words_and_numbers_that_are_no_day(written):
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("column", "month", "said"),
    [
        (["10/8/21", "25/12/21"], 8, "day first"),
        (["10/8/21", "12/25/21"], 10, "month first"),
        (["10/8/21", "9/7/21"], None, "two ways"),
        (["10/8/21", "25/12/21", "12/25/21"], None, "two ways"),
    ],
)
def test_the_column_tells_the_order(column, month, said):
    days, _, note = read_days(pd.Series(column))
    assert (days[0].month if month else days[0]) is (month or pd.NaT)
    assert said in note


def test_an_unread_day_is_kept_and_told(tmp_path):
    write(tmp_path, {"t.csv": "text,date\nThe bridge is open.,10/8/21\n"})
    articles = bs.read_articles(tmp_path / "t.csv")
    assert articles["published"].isna().all()
    assert list(articles["published_raw"]) == ["10/8/21"]
    assert "'10/8/21' could not be read" in skips(articles)["t.csv"]
    assert bs.read_articles(tmp_path / "t.csv", day_first=True)["published"].iloc[
        0
    ] == pd.Timestamp("2021-08-10")
