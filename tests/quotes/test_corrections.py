"""What grammar and layout put right after the network."""

import json
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.quotes import find_quotes
from broadsheet.quotes.marks import (
    CLOSES,
    INSIDE,
    OPENS,
    OUTSIDE,
    UNCLOSED,
    quotation_marks,
)
from broadsheet.quotes.plain import add_plain_clauses
from broadsheet.quotes.reading import Attribution, Text
from broadsheet.text import tokenize

GOLD = Path(__file__).parents[1] / "gold"
CASES = json.loads((GOLD / "quotes_corrections.json").read_text(encoding="utf-8"))


def articles(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"text": pd.array(texts, dtype="str")},
        index=[f"a{k}" for k in range(len(texts))],
    )


def quotes(*texts: str) -> pd.DataFrame:
    frame = articles(*texts)
    return find_quotes(frame, tokenize(frame))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case):
    frame = quotes(case["text"])
    sources = [None if pd.isna(source) else source for source in frame["source"]]
    assert list(map(list, zip(sources, frame["content"], strict=True))) == case["rows"]


def test_only_a_subject_goes_on_behind_an_aside():
    said = {
        "The porter said the banker, who ran, was pale.": "the banker, who ran, was pale",
        "The porter is said to run, and the banker, who ran, was pale.": "to run, and the banker",
    }
    for sentence, expected in said.items():
        frame = articles(sentence)
        tokens = tokenize(frame)
        text = Text(frame, tokens, quotation_marks(tokens))
        verb = text.norm.index("said")
        first_aside = text.norm.index("who") - 1
        found = Attribution(verb, 0.9, 1.0, [(verb + 1, first_aside)])
        (read,) = add_plain_clauses([found], text)
        ((first, last),) = read.content
        assert text.raw(first, last) == expected


def test_whoever_asks_is_the_interviewer():
    frame = quotes(
        "Q: When did you start?\n\nA: In 1990.\n\nQ: And why?\n\nA: I was bored."
    )
    assert frame["speaker"].tolist() == ["the interviewer", "the interviewee"] * 2
    assert frame["role"].tolist() == ["interviewer", "interviewee"] * 2


def test_no_piece_belongs_to_two_rows():
    text = "“We lost,” said Ida Moen. “We won,” said Per Dahl. “Nobody won,” the referee told them."
    pieces = [tuple(piece) for row in quotes(text).itertuples() for piece in row.pieces]
    assert len(pieces) == len(set(pieces)) == 3


@pytest.mark.parametrize(
    ("double", "single"),
    [
        (
            "“It’s late,” said Ann Moss. “Go home.”",
            "‘It’s late,’ said Ann Moss. ‘Go home.’",
        ),
        (
            "Moss told the boys’ team: “Go.\n\n“Now.”",
            "Moss told the boys’ team: ‘Go.\n\n‘Now.’",
        ),
    ],
)
def test_single_marks_read_as_double_ones(double, single):
    columns = ["start", "end", "kind", "cue", "source"]
    assert (
        quotes(double)[columns].values.tolist()
        == quotes(single)[columns].values.tolist()
    )
    assert quotes(double)["pieces"].tolist() == quotes(single)["pieces"].tolist()


def test_marks_of_paragraphs_that_open_again():
    text = "She said: ‘One day.\n\n‘Two days.’ The girls’ bus left."
    tokens = tokenize(articles(text))
    states = dict(zip(tokens["token"], quotation_marks(tokens), strict=True))
    assert states["One"] == UNCLOSED
    assert states["Two"] == INSIDE
    assert states["bus"] == OUTSIDE
    marks = quotation_marks(tokens)[tokens["token"].isin(["‘"]).to_numpy()]
    assert marks.tolist() == [OPENS, OPENS]
    assert (quotation_marks(tokens) == CLOSES).sum() == 1


def test_that_lies_within_the_offsets_and_is_not_shown():
    text = "The minister said that taxes would rise."
    row = quotes(text).iloc[0]
    start, end = row["pieces"][0]
    assert text[start:end] == "that taxes would rise"
    assert row["content"] == "taxes would rise"


def test_a_long_paragraph_reads_like_short_ones():
    said = [f"“Street {k} is closed,” said warden Ruth Hale." for k in range(30)]
    joined = quotes(" ".join(said))
    assert len(joined) == 30
    assert joined["kind"].eq("direct").all()
    assert joined["content"].tolist() == [f"“Street {k} is closed,”" for k in range(30)]


def test_a_cue_within_a_sentence_has_both_sides_but_no_lone_conjunction():
    text = "Mary Hale spoke in Hull. But, she said, boats may sink. Vaccines, she said, are on their way."
    assert quotes(text)["content"].tolist() == [
        "boats may sink",
        "Vaccines … are on their way",
    ]


def test_questions_to_somebody_and_answers_in_the_third_person_are_no_interview():
    intro = "Flautist Nia Roblin lives in Rhyl."
    first = "Did you learn it here?\n\nMy aunt taught me. I was six."
    second = "Will you stay?\n\nI have a boat to mend."
    told = (
        "Who owns the pier?\n\nThe council does.\n\nWho will mend it?\n\nNobody knows."
    )
    rows = quotes(f"{intro}\n\n{first}\n\n{second}")
    assert rows["source"].tolist() == ["Nia Roblin", "Nia Roblin"]
    assert "layout:interview" not in quotes(f"{intro}\n\n{told}")["rule"].tolist()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mayor Ana Lima lashed out at the bus company on Monday.", []),
        ("Councillor Jo Webb fired back at critics of the scheme.", []),
        (
            "Ms Lima railed against “faceless planners” in a speech.",
            ["“faceless planners”"],
        ),
        ("He hit back that the plan was dead.", ["the plan was dead"]),
    ],
)
def test_whom_somebody_attacks_is_not_what_they_said(text, said):
    assert quotes(text)["content"].tolist() == said
