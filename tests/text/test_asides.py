"""What around a story is not the story, and what only looks so."""

import pandas as pd
import pytest

import broadsheet as bs

STORY = (
    "The quay at Ludmouth was closed on Friday.\n\nFishermen had used it since 1904."
)
SENTENCE = "The quay was closed as people looked on from the road."


def parts_of(text: str, title: str = "Quay closed") -> list[tuple[str, str]]:
    articles = pd.DataFrame({"text": [text], "title": [title]}, index=["a"])
    passages = bs.split_passages(articles)
    return [(row.part, text[row.start : row.end]) for row in passages.itertuples()]


@pytest.mark.parametrize(
    "head",
    [
        "LUDMOUTH, June 4 (ANTARA) ",
        "LUDMOUTH, June 4. /SOUND/. ",
        "Ludmouth, 4 June (SNA): ",
        "LUDMOUTH/THORLEY (Reuters) - ",
        "LUDMOUTH, Wales (AP) _ ",
        "LUDMOUTH (Wales): ",
        "[LUDMOUTH] ",
        "Ludmouth, Wales – ",
        "Ludmouth | 4 June 2012 — ",
        "(AP) ",
    ],
)
def test_datelines(head):
    assert parts_of(head + SENTENCE + "\n\n" + STORY)[0] == ("dateline", head.strip())


@pytest.mark.parametrize(
    "head",
    [
        "Ann Thorley: ‘I was there’. ",
        "Ludmouth: a town in grief. ",
        "NATO — the alliance — sent two ships. ",
        "Ann Thorley (41) saw it. ",
        "Quays — old, small and full — are in use. ",
        "SOURCE: World Bank. ",
    ],
)
def test_no_datelines(head):
    assert parts_of(head + SENTENCE + "\n\n" + STORY)[0][0] != "dateline"


@pytest.mark.parametrize(
    "line",
    [
        "By: Ann Thorley",
        "Written by Ann Thorley",
        "Ann Thorley and Bo Reed",
        "Ann Thorley, Harbour Correspondent",
        "Ann Thorley | The Sound",
        "Our Own Correspondent",
        "Reuters",
        "Jean d'Albon",
    ],
)
def test_bylines_above_a_story(line):
    assert parts_of(f"{line}\n\n{STORY}")[0] == ("byline", line)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Ann Thorley can be reached at 555-0142.", "credit"),
        ("Ann Thorley is a reporter for The Sound.", "credit"),
        ("— Reporting by Ann Thorley; editing by Bo Reed", "credit"),
        ("Translated by Bo Reed", "credit"),
        ("- Bernama", "credit"),
        ("Source: The Sound", "credit"),
        ("Image caption, The quay on Friday", "caption"),
        ("From left: Ann Thorley, Bo Reed and a seal.", "caption"),
        ("To read on, log in or become a subscriber.", "promotion"),
        ("Our newsroom depends on readers like you.", "promotion"),
        ("Tags: quay, fishing", "promotion"),
        ("An earlier version of this story gave a wrong year.", "promotion"),
        ("Updated: June 5, 2012 at 9:10 a.m.", "promotion"),
        ("— Ann Thorley (@annthorley) June 4, 2012", "promotion"),
        ("VIDEO: The quay from above", "promotion"),
        ("5 min read", "promotion"),
    ],
)
def test_asides_at_the_end(line, part):
    assert parts_of(f"{STORY}\n\n{line}")[-1] == (part, line)


@pytest.mark.parametrize(
    "line",
    [
        "Stay informed, the harbour master told fishermen on Friday.",
        "Follow the wall north and you will reach the quay, he said.",
        "Ann Thorley is a mother of three who swims each morning.",
        "Topics at the meeting were the quay and the wall.",
        "An earlier version of the wall stood for ninety years.",
        "Reporting by the crew was slow, the judge found.",
        "Print sales of The Sound rose in May, its owner said.",
        "Correction of the charts took nine years.",
        "June 4, 2012 was a calm day on the bay.",
    ],
)
def test_sentences_that_begin_as_asides_do(line):
    assert parts_of(f"{STORY}\n\n{line}")[-1] == ("body", line)


def test_a_note_on_its_writer_stands_at_the_end_of_an_article_only():
    note = "Ann Thorley is a reporter for The Sound."
    long = "\n\n".join(f"{SENTENCE} It was the {n}th time." for n in range(20))
    assert ("body", note) in parts_of(f"{STORY}\n\n{note}\n\n{long}")
    assert ("credit", note) in parts_of(f"{long}\n\n{note}")


def test_a_credit_begins_at_the_end_of_a_sentence():
    text = f"{STORY}\n\nThe quay at dusk. Photo: Bo Reed/The Sound"
    assert parts_of(text)[-2:] == [
        ("caption", "The quay at dusk."),
        ("credit", "Photo: Bo Reed/The Sound"),
    ]
