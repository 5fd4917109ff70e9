"""Days as exports, services, pages and spreadsheets write them."""

import pandas as pd
import pytest

from broadsheet.articles.days import read_day, read_days


@pytest.mark.parametrize(
    ("written", "moment", "zone"),
    [
        ("20190304153000", "2019-03-04 15:30", None),
        ("20190304T153000Z", "2019-03-04 15:30", "Z"),
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
