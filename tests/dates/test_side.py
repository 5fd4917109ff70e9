"""Every sign of side.toml is seen where its examples say, and either side is chosen."""

import re
from functools import cache

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.dates.article import Reader
from broadsheet.dates.match import find_matches
from broadsheet.dates.points import Point
from broadsheet.dates.side import (
    MOST_STEPS,
    SURELY_GONE_STEPS,
    signs_of_side,
    steps_between,
)
from broadsheet.dates.source import read_examples, read_toml
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.view import TokenView

EXAMPLES = read_examples("side.toml", "signs")
FRIDAY = Point("D", 2021, 10, 8)


@cache
def signs_in(text, name="Friday", steps=3):
    """The signs around the first weekday, month or season of this name."""
    view = TokenView(bs.tokenize(pd.DataFrame({"text": [text]}, index=["a"])))
    matches = list(find_matches(view, [text]))
    reader = Reader(view, text, FRIDAY, matches, "", TenseReader(view))
    named = next(match for match in matches if name in text[match.start : match.end])
    return signs_of_side(named, steps, reader)


@pytest.mark.parametrize(
    ("sign", "marked", "is_seen"), EXAMPLES, ids=lambda value: str(value)[:50]
)
def test_examples(sign, marked, is_seen):
    text = re.sub(r"[\[\]]", "", marked)
    assert (sign in signs_in(text)) == is_seen


def test_every_sign_has_an_example_of_either_kind():
    kinds = {(sign, is_seen) for sign, _, is_seen in EXAMPLES}
    names = [sign["name"] for sign in read_toml("side.toml")["signs"]]
    assert kinds == {(name, is_seen) for name in names for is_seen in (True, False)}


@pytest.mark.parametrize(
    ("text", "sign", "is_seen"),
    [
        ("They row on Tuesday.", "no verb of the past", True),
        ("They rowed on Tuesday.", "no verb of the past", False),
        ("A race on Tuesday.", "no verb with a tense", True),
        ("A race is on Tuesday.", "no verb with a tense", False),
        ("Tuesday was long.", "first in its sentence", True),
        ("On Tuesday it rained.", "first in its sentence", False),
        ("A race on Tuesday. They rowed on Tuesday.", "gone elsewhere", True),
        ("A race on Tuesday. They will row on Tuesday.", "gone elsewhere", False),
        ("A race on Tuesday. They will row on Tuesday.", "to come elsewhere", True),
        ("A race on Tuesday. They rowed on Tuesday.", "to come elsewhere", False),
        (
            "A race on Tuesday. It is the 5 October cup.",
            "the last one is named in full",
            True,
        ),
        (
            "A race on Tuesday. It is the 12 October cup.",
            "the last one is named in full",
            False,
        ),
        (
            "A race on Tuesday. It is the 12 October cup.",
            "the next one is named in full",
            True,
        ),
        (
            "A race on Tuesday. It is the 5 October cup.",
            "the next one is named in full",
            False,
        ),
    ],
)
def test_signs_of_sentence_and_article(text, sign, is_seen):
    assert (sign in signs_in(text, "Tuesday")) == is_seen


def test_a_season_is_told_from_a_month():
    assert "a season" in signs_in("They row in the summer.", "summer")
    assert "a season" not in signs_in("They row in June.", "June")


@pytest.mark.parametrize(
    ("last", "steps"),
    [
        (Point("D", 2021, 10, 7), 1),
        (Point("D", 2021, 10, 2), 6),
        (Point("M", 2021, 9), 1),
        (Point("M", 2021, 8), 1),
        (Point("M", 2021, 7), 2),
        (Point("M", 2020, 11), 6),
        (Point("M", 2019, 1), MOST_STEPS),
    ],
)
def test_steps_are_days_or_two_months(last, steps):
    running = FRIDAY if last.unit == "D" else Point("M", 2021, 10)
    assert steps_between(last, running) == steps


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Before the town votes on Tuesday, both rest.", "2021-10-12"),
        ("The town voted on Tuesday, and both rest.", "2021-10-05"),
        ("She is up for election in May.", "2022-05"),
        ("She was elected in May.", "2021-05"),
        ("He hopes to win the cup on Wednesday.", "2021-10-13"),
        ("He won the cup on Wednesday.", "2021-10-06"),
        ("A ferry crashed on Friday.", "2021-10-08"),  # the day itself runs
        ("The ferries sailed in October.", "2021-10"),
    ],
)
def test_either_side(find, text, value):
    assert find(text)["value"].tolist() == [value]


def test_what_is_surely_gone_is_asked_no_further(find):
    """On a day no more steps back than `SURELY_GONE_STEPS`, a plan beside it tells nothing."""
    days = ("Tuesday", "Monday")
    text = "The plan to sail next was ready, due and set to be told; they rowed on {} and will row."
    values = [find(text.format(day))["value"].iloc[-1] for day in days]
    assert SURELY_GONE_STEPS["weekday"] == 4
    assert values[0] == "2021-10-05"
