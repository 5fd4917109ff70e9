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
    MOST_ELSEWHERE,
    MOST_STEPS,
    TOLD_BY_VERB,
    Weights,
    mean_elsewhere,
    signs_near,
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
    return signs_near(named, steps, reader)


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
        ("She says they rowed on Tuesday.", "a verb of the present, before it", True),
        ("On Tuesday she rows.", "a verb of the present, before it", False),
        ("It ends when she sails on Tuesday.", "when something comes", True),
        ("It ended when she sailed on Tuesday.", "when something comes", False),
        ("It ends when she will sail on Tuesday.", "when something comes", False),
        ("They will row, and rest on Tuesday.", "will, in its sentence", True),
        ("They rest on Tuesday.", "will, in its sentence", False),
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


@pytest.mark.parametrize(("steps", "is_seen"), [(5, False), (6, True)])
def test_tomorrow_that_is_called_so(steps, is_seen):
    text = "They rest tomorrow. A race on Friday."
    assert ("tomorrow, which is called so" in signs_in(text, steps=steps)) == is_seen


@pytest.mark.parametrize(
    ("elsewhere", "value"),
    [
        ("The town rowed on Saturday.", "2021-10-02"),
        ("The town will row on Saturday.", "2021-10-09"),
    ],
)
def test_what_is_told_elsewhere_of_the_same_day_counts(find, elsewhere, value):
    """By itself "a race for Saturday" tells nothing."""
    text = f"{elsewhere} They spoke of the Saturday race."
    assert find(text)["value"].iloc[-1] == value


def test_no_score_elsewhere_outweighs_many():
    assert mean_elsewhere([]) == 0
    assert mean_elsewhere([1.0, -2.0]) == -0.5
    assert mean_elsewhere([9.0, -1.0]) == (MOST_ELSEWHERE - 1) / 2


@pytest.mark.parametrize(
    ("day", "value"),
    [("Monday", "2021-10-04"), ("Sunday", "2021-10-10"), ("Saturday", "2021-10-09")],
)
def test_a_near_verb_of_the_past_says_enough_up_to_a_number_of_steps(find, day, value):
    """Four days back it does; five or six days back, a plan beside it counts."""
    text = f"The plan is due, ready and set for tonight, as they said {day} it will be."
    assert TOLD_BY_VERB["weekday"] == 4
    assert find(text)["value"].iloc[-1] == value


def test_signs_tell_the_same_in_whatever_order_they_come():
    signs = {"far": 1e16, "near": 1.0, "back": -1e16}
    weights = Weights(0.0, 0.0, {"nothing": 0.0}, {"0": 0.0}, signs)
    assert weights.score("", 0, ["far", "near", "back"]) == 1.0
    assert weights.score("", 0, ["far", "back", "near"]) == 1.0
