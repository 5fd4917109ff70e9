"""Certainty: the examples of the rules run, and exports and questions keep what they promise."""

import json

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError
from broadsheet.timeline import (
    find_mentions,
    select_mentions,
    to_icalendar,
    to_table,
    to_timelinejs,
)
from broadsheet.timeline.certainty import rules

LEAD = "The river stood high above Northport. The keeper of the lock slept badly.\n\n"
EXAMPLES = [(rule.certainty, example) for rule in rules() for example in rule.examples]


def articles_of(*texts: str) -> pd.DataFrame:
    names = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame(
        {
            "outlet": pd.Categorical(
                [f"Paper {number}" for number in range(len(texts))]
            ),
            "published": pd.Timestamp("2023-05-25"),
            "title": pd.array(["A title"] * len(texts), dtype="str"),
            "text": pd.array([LEAD + text for text in texts], dtype="str"),
        },
        index=names,
    )


def mentions_of(*texts: str) -> pd.DataFrame:
    articles = articles_of(*texts)
    tokens = bs.tokenize(articles)
    mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    return mentions[mentions["dated"]]


def events_of(*texts: str, **questions) -> pd.DataFrame:
    articles = articles_of(*texts)
    tokens = bs.tokenize(articles)
    return bs.build_timeline(
        articles, tokens, bs.find_dates(articles, tokens), **questions
    )


@pytest.mark.parametrize(("certainty", "example"), EXAMPLES)
def test_examples_of_the_rules_run(certainty, example):
    assert set(mentions_of(example)["certainty"]) <= {certainty}


def test_other_clauses_and_quotations_do_not_decide():
    clause = "The bridge closed on 3 May 2023, which the mayor may regret."
    assert mentions_of(clause)["certainty"].tolist() == ["happened"]


def test_a_running_total_tells_no_event():
    mentions = mentions_of("The toll has risen to 5,000 villagers since 3 May 2023.")
    assert mentions["tells"].tolist() == [False]


def test_a_question_tells_nothing():
    assert mentions_of("Who closed the bridge of Northport on 3 May 2023?").empty


def test_a_lone_denial_is_no_event():
    assert events_of(
        "The bank denied that its branch of Northport had shut on 3 May 2023."
    ).empty


BRIDGE = "The bridge of Northport was closed by its keeper on 3 May 2023."
TEA = "Jane Doe sold her tea house in Southport to a cousin on 9 May 2023."


@pytest.mark.parametrize(
    ("questions", "days"),
    [
        ({}, ["2023-05-03", "2023-05-09"]),
        ({"start": "2023-05-04"}, ["2023-05-09"]),
        ({"end": "2023-05-03"}, ["2023-05-03"]),
        ({"topic": "tea lemon"}, ["2023-05-09"]),
        ({"topic": '"tea keeper"'}, []),
        ({"name": "Jane Doe"}, ["2023-05-09"]),
    ],
)
def test_questions_choose_events(questions, days):
    events = events_of(f"{BRIDGE} {TEA}", **questions)
    assert [str(day.date()) for day in events["earliest"]] == days


def test_what_is_no_day_is_refused():
    with pytest.raises(BroadsheetError, match="start='herring' is not a day"):
        select_mentions(mentions_of(BRIDGE), start="herring")


def test_the_most_important_days_are_those_of_the_whole_timeline():
    texts = [BRIDGE, f"{BRIDGE} {TEA}"]
    whole = events_of(*texts)
    chosen = events_of(*texts, days=1)
    assert (
        chosen["earliest"].tolist()
        == whole.nlargest(1, "importance")["earliest"].tolist()
    )


def test_a_calendar_has_each_event_with_lines_of_their_length():
    calendar = to_icalendar(events_of(f"{BRIDGE} {TEA}"), "Northport")
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20230503\r\nDTEND;VALUE=DATE:20230504\r\n" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_a_table_has_days_as_written():
    table = to_table(events_of(BRIDGE))
    assert table.loc[0, ["from", "to"]].tolist() == ["2023-05-03", "2023-05-03"]


def test_background_is_a_group_of_its_own():
    events = events_of("The old bridge of Northport burned down in June 1987.", BRIDGE)
    events = events[events["what"].str.contains("bridge")]
    assert events["background"].tolist() == [True, False]
    slides = json.loads(json.dumps(to_timelinejs(events)))["events"]
    assert [slide.get("group") for slide in slides] == ["Background", None]


def test_a_pronoun_has_a_note_of_whom_it_means():
    plain = "A mill of Southport was sold by its owners on 1 May 2023."
    events = events_of(
        plain,
        "John Miller kept the bridge. He closed the bridge of Northport on 3 May 2023.",
    )
    notes = dict(zip(events["what"].str[:2], events["what_note"], strict=True))
    assert notes["He"] == "John Miller"
    assert notes["A "] == ""
