"""Every sign that a date is any of its name does what its examples say."""

import re
from functools import cache

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.dates.any_time import any_signs
from broadsheet.dates.source import read_examples

EXAMPLES = read_examples("any_time.toml", "signs")
PUBLISHED = pd.Timestamp("2021-10-08")


@cache
def values_of_examples():
    """The value of the first date at or after each bracket, of all examples at once."""
    texts = [re.sub(r"[\[\]]", "", marked) for _, marked, _ in EXAMPLES]
    articles = pd.DataFrame({"text": texts, "published": PUBLISHED})
    dates = bs.find_dates(articles, bs.tokenize(articles))
    values = {}
    for date in dates.itertuples():
        if date.end > EXAMPLES[int(date.article)][1].index("["):
            values.setdefault(int(date.article), date.value)
    return values


@pytest.mark.parametrize(
    "number", range(len(EXAMPLES)), ids=lambda number: ": ".join(EXAMPLES[number][:2])
)
def test_examples(number):
    assert values_of_examples().get(number) == EXAMPLES[number][2]


def test_every_sign_has_an_example_that_is_open():
    opened = {name for name, _, value in EXAMPLES if value.startswith("XXXX")}
    assert opened == {sign.name for sign in any_signs()}
