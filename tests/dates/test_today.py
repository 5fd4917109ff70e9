"""Every sign of today.toml is seen where its examples say, and the threshold has two sides."""

import re
from functools import cache

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.dates.article import Reader
from broadsheet.dates.general_today import (
    BEGINNING,
    LIVE_TODAYS,
    LONG_ARTICLE,
    MANY_DAYS,
    MANY_TODAYS,
    MANY_YEARS,
    NEAR_BEGINNING,
    signs_of_today,
    sum_of_words,
    today_model,
)
from broadsheet.dates.match import find_matches
from broadsheet.dates.points import Point
from broadsheet.dates.source import read_examples
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.view import TokenView

EXAMPLES = read_examples("today.toml", "signs")


@cache
def signs_in(text):
    """The signs around the first "today" of an article."""
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    view = TokenView(bs.tokenize(articles))
    matches = list(find_matches(view, [text]))
    published = Point("D", 2021, 10, 8)
    reader = Reader(view, text, published, matches, "", TenseReader(view))
    today = next(match for match in matches if view.lower(match.first) == "today")
    signs, _ = signs_of_today(today, reader)
    return signs


@pytest.mark.parametrize(
    ("sign", "marked", "is_seen"), EXAMPLES, ids=lambda value: str(value)[:50]
)
def test_examples(sign, marked, is_seen):
    text = re.sub(r"[\[\]]", "", marked)
    assert (sign in signs_in(text)) == is_seen


def test_every_sign_of_a_sentence_has_an_example_of_either_kind():
    kinds = {(sign, is_seen) for sign, _, is_seen in EXAMPLES}
    names = today_model().sentence
    assert kinds == {(name, is_seen) for name in names for is_seen in (True, False)}


@pytest.mark.parametrize(
    ("text", "sign", "is_seen"),
    [
        ("The tools are cheap today.", "what is said is present", True),
        ("They left today.", "what is said is present", False),
        ("It is used today. " * MANY_TODAYS, "today is named often", True),
        ("It is used today. " * (MANY_TODAYS - 1), "today is named often", False),
        ("Used today. " * LIVE_TODAYS, "today is named again and again", True),
        ("Used today. " * (LIVE_TODAYS - 1), "today is named again and again", False),
        ("Used today. " + "a" * LONG_ARTICLE, "it is a long article", True),
        ("Used today. " + "a" * (LONG_ARTICLE - 12), "it is a long article", False),
        ("Few rowed. " * 13 + "It is used today.", "it begins the article", False),
        ("Few rowed. " * 12 + "It is used today.", "it begins the article", True),
        (
            "Few rowed. " * 54 + "It is used today.",
            "it stands near the beginning",
            False,
        ),
        (
            "Few rowed. " * 50 + "It is used today.",
            "it stands near the beginning",
            True,
        ),
        ("It rained yesterday. It is used today.", "yesterday is named", True),
        ("It rained last night. It is used today.", "yesterday is named", True),
        ("It will rain tomorrow. It is used today.", "yesterday is named", False),
        (
            "They met on Friday. " * MANY_DAYS + "It is used today.",
            "many days are named",
            True,
        ),
        (
            "They met on Friday. " * (MANY_DAYS - 1) + "It is used today.",
            "many days are named",
            False,
        ),
        ("They met on Friday. It is used today.", "no other day is named", False),
        ("They met in 1950. It is used today.", "no other day is named", True),
        (
            "They met in 1950. " * MANY_YEARS + "It is used today.",
            "many years are named",
            True,
        ),
        (
            "They met in 1950. " * (MANY_YEARS - 1) + "It is used today.",
            "many years are named",
            False,
        ),
    ],
)
def test_signs_of_the_article(text, sign, is_seen):
    assert (sign in signs_in(text)) == is_seen


def test_the_beginnings_are_as_long_as_the_texts_above_suppose():
    sentence = len("Few rowed. ")
    before_today = len("It is used ")
    assert 12 * sentence < BEGINNING - before_today < 13 * sentence
    assert 50 * sentence < NEAR_BEGINNING - before_today < 54 * sentence


FEATURE = "The valley lies far from the sea. " * 20


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (
            "Unlike their grandmothers, few bakers today would rise at three.",
            "PRESENT_REF",
        ),
        ("There is no better painter of harbours working today.", "PRESENT_REF"),
        ("Had the dam been built, more fishermen would be alive today.", "PRESENT_REF"),
        ("The mill was sold today, the owners said.", "2021-10-08"),
        ("The fair opens today and ends on Sunday.", "2021-10-08"),
        ("Ten crews will start a week of drills on the lake today.", "2021-10-08"),
        ("The son of a miller is standing here with you today.", "2021-10-08"),
        ("But today the Cork Examiner suggests that it is common.", "2021-10-08"),
        ("They are due to sail today.", "2021-10-08"),
        ("The claim that looms are used there has today been withdrawn.", "2021-10-08"),
        ("Her comments today are those of a world that few want.", "2021-10-08"),
        ("Her looms today are those of a world that few want.", "PRESENT_REF"),
        (
            "Between the day it was built and today, life has become richer.",
            "2021-10-08",
        ),
    ],
)
def test_in_a_feature(find, sentence, value):
    dates = find(FEATURE + sentence)
    assert dates.loc[dates["text"] == "today", "value"].tolist() == [value]


def test_either_side_of_the_threshold(find):
    """The same sentence is of our time in a feature, and of its day in news."""
    sentence = "The looms are common today."
    news = (
        "They met on Friday. They met on Monday. They met yesterday. They met at noon. "
    )
    in_feature = find(FEATURE + sentence)
    in_news = find(FEATURE + news + sentence)
    assert in_feature["value"].iloc[-1] == "PRESENT_REF"
    assert in_news["value"].iloc[-1] == "2021-10-08"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (
            "It may seem odd today, though the town once had ten mills.",
            "PRESENT_REF",
        ),
        (
            "It seemed odd today, though the town may once have had ten mills.",
            "2021-10-08",
        ),
    ],
)
def test_beside_a_verb_of_the_past_it_takes_more(find, sentence, value):
    """Both are likely our time, by less than is asked where a verb of the past governs "today"."""
    dates = find(sentence)
    assert dates.loc[dates["text"] == "today", "value"].tolist() == [value]


def test_in_the_first_words_it_takes_more(find):
    """A sentence that is likely our time further down is of its day where it begins the article."""
    sentence = "The villages are so poor today."
    lines = "The valley lies far from the sea. " * 5
    first = find(sentence + " " + lines)
    later = find(lines + sentence)
    assert first["value"].tolist() == ["2021-10-08"]
    assert later["value"].tolist() == ["PRESENT_REF"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Schools love today's inventors.", "PRESENT_REF"),
        ("The mayor used today's audiences to warn the millers.", "2021-10-08"),
        ("Today's puddings burned before noon.", "2021-10-08"),
        ("Nora may win the first of today's swims.", "2021-10-08"),
        ("Nora is the best of today's inventors.", "PRESENT_REF"),
        ("Today's party conference is a short one.", "2021-10-08"),
        ("Today's party is a small one.", "PRESENT_REF"),
    ],
)
def test_what_belongs_to_today_and_takes_place(find, sentence, value):
    dates = find(sentence)
    assert dates["value"].tolist()[:1] == [value]


@pytest.mark.parametrize(
    "sentence",
    [
        "The looms that start today are common.",
        "The film is out today.",
        "For the millers today is not a good market day.",
    ],
)
def test_what_begins_today_begins_on_a_day(find, sentence):
    dates = find(FEATURE + sentence)
    assert dates.loc[dates["text"] == "today", "value"].tolist() == ["2021-10-08"]


def test_words_tell_habits_from_days():
    """Words of news weigh against our time, those of habits for it, each once, and names not."""
    news = sum_of_words("police/NNS arrested/VBD a/DT spokesman/NN ⟦⟧")
    habit = sum_of_words("culture/NN shapes/VBZ how/WRB parents/NNS feel/VBP ⟦⟧")
    assert news < 0 < habit
    assert sum_of_words("police/NNS police/NNS") == sum_of_words("police/NNS")
    assert sum_of_words("^police/NNP") == 0


def test_words_decide(find):
    """The same sentence is of our time or of its day by its words alone."""
    sentence = "{} today, and nobody knows why."
    habit = find(FEATURE + sentence.format("Parents live a different life"))
    news = find(FEATURE + sentence.format("Officers hold a spokesman at the airport"))
    assert habit["value"].tolist() == ["PRESENT_REF"]
    assert news["value"].tolist() == ["2021-10-08"]


@pytest.mark.parametrize(
    ("held", "value"),
    [
        ("Her swearing-in yesterday drew few millers.", "2021-10-07"),
        ("The ceremony on Thursday drew few millers.", "2021-10-07"),
        ("The ceremony on Friday drew few millers.", "2021-10-08"),
        ("The flood yesterday drew few millers.", "2021-10-08"),
    ],
)
def test_words_are_of_the_day_that_a_ceremony_was_held_on(find, held, value):
    """However far below it they stand, if no other day is told of between."""
    speech = '"The tolls must stop today," she told the millers.'
    dates = find(FEATURE + held + "\n\n" + FEATURE * 3 + "\n\n" + speech)
    assert dates["value"].iloc[-1] == value


def test_words_far_below_a_late_ceremony_are_of_the_day_of_publication(find):
    held = "Her swearing-in yesterday drew few millers."
    speech = '"The tolls must stop today," she told the millers.'
    dates = find(FEATURE * 3 + held + "\n\n" + FEATURE * 3 + "\n\n" + speech)
    assert dates["value"].iloc[-1] == "2021-10-08"
