"""Labels of days for any year, before Christ and far ahead."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.dates.labels import (
    day_label,
    day_parts,
    precision,
    precision_label,
    range_label,
)


@pytest.mark.parametrize(
    ("earliest", "latest", "label"),
    [
        ("2021-10-08", "2021-10-09", "8 October 2021"),
        ("2021-10-08T18:00", "2021-10-09", "8 October 2021"),
        ("2020-02-01", "2020-03-01", "February 2020"),
        ("2021-01-01", "2022-01-01", "2021"),
        ("2019-01-01", "2022-01-01", "2019 to 2021"),
        ("2021-07-01", "2021-10-01", "July to September 2021"),
        ("2021-12-30", "2022-01-03", "30 December 2021 to 2 January 2022"),
        ("2021-09-30", "2021-10-02", "30 September to 1 October 2021"),
        ("1900-01-01", "2000-01-01", "20th century"),
        ("-0478-01-01", "-0468-01-01", "470s BC"),
        ("-0298-01-01", "-0198-01-01", "third century BC"),
        ("-0145-01-01", "-0144-01-01", "146 BC"),
        ("12021-01-01", "12022-01-01", "12021"),
        ("NaT", "2021-01-01", "day unknown"),
    ],
)
def test_intervals_have_names(earliest, latest, label):
    assert range_label(np.datetime64(earliest), np.datetime64(latest)) == label


def test_missing_days_of_any_kind():
    assert {day_label(day) for day in (None, pd.NaT, np.datetime64("NaT"))} == {
        "day unknown"
    }


def test_pandas_and_numpy_agree():
    assert day_label(pd.Timestamp(2021, 10, 8, 23, 59)) == day_label(
        np.datetime64("2021-10-08")
    )


@given(st.integers(-5_000_000, 5_000_000))
@settings(max_examples=100, deadline=None)
def test_parts_give_the_day_back(number):
    day = np.datetime64(number, "D")
    year, month, of_month = day_parts(day)
    months = np.datetime64(year * 12 + month - 1 - 1970 * 12, "M")
    assert months.astype("datetime64[D]") + np.timedelta64(of_month - 1, "D") == day
    assert range_label(day, day + np.timedelta64(1, "D")) == day_label(day)


@pytest.mark.parametrize(
    ("days", "name"), [(7, "week"), (7.1, "month"), (366, "year"), (367, "decade")]
)
def test_edges_of_precision(days, name):
    assert precision(days) == name


def test_precision_in_words():
    assert (
        precision_label(np.datetime64("2021-01-01"), np.datetime64("2021-02-01"))
        == "to the month"
    )
