"""Speakers that only the article itself explains: offices, ages, owners, double surnames."""

import pandas as pd
import pytest

import broadsheet as bs

SPOKEN = {
    "office before the name": (
        "Head of gardens Oddny Brekke-Lunde said the roses had frozen.",
        ("Oddny Brekke-Lunde", "person"),
    ),
    "nobody behind 'for' with a title": (
        "A spokesman for Mayor Oddny Brekke said the roses had frozen.",
        ("a spokesman for Mayor Oddny Brekke", "unnamed"),
    ),
    "double surname alone": (
        "Oddny Brekke-Lunde opened the garden on Monday. “It froze,” Brekke-Lunde said.",
        ("Oddny Brekke-Lunde", "person"),
    ),
    "another age": (
        "Ivar Solheim, 34, said it froze. His aunt Oddny Brekke wept. “It froze,” the 71-year-old said.",
        ("Oddny Brekke", "person"),
    ),
    "owner that is a firm": (
        "The garden will close, its owner, Brekke Holdings, said on Monday.",
        ("Brekke Holdings", "organisation"),
    ),
    "ministry of two things": (
        "The Ministry of Gardens and Antiquities said the roses had frozen.",
        ("Ministry of Gardens and Antiquities", "organisation"),
    ),
    "chair of a union": (
        "The Secretary of the Norway Gardening Union in Bergen, Oddny Brekke, said the roses had frozen.",
        ("Oddny Brekke", "person"),
    ),
    "firm that applied": (
        "The applicant, Lunde Gardens, said it would dig again.",
        ("Lunde Gardens", "organisation"),
    ),
    "person who applied": (
        "The applicant, Oddny Brekke, said she would dig again.",
        ("Oddny Brekke", "person"),
    ),
    "noun for a body": (
        "Airline RoseJet, in a letter, said it would fly again.",
        ("RoseJet", "organisation"),
    ),
    "sales": (
        "Brekke Holdings planted less this year. Revenue fell by a tenth, it said in a filing.",
        ("Brekke Holdings", "organisation"),
    ),
    "law": (
        "Half of the roses froze, according to statistics released under the Official Gardens Act.",
        ("statistics released under the Official Gardens Act", "unnamed"),
    ),
    "letter": (
        "Sir, – Your editorial (“Roses Of Old”, June 2nd) argues that the garden should close.",
        ("your editorial", "unnamed"),
    ),
}


@pytest.fixture(scope="module")
def quotes() -> pd.DataFrame:
    texts = [text for text, _ in SPOKEN.values()]
    articles = pd.DataFrame({"text": texts}, index=list(SPOKEN))
    return bs.find_quotes(articles, bs.tokenize(articles))


@pytest.mark.parametrize("label", SPOKEN)
def test_the_last_speaker_is_read_from_the_article(label, quotes):
    _, expected = SPOKEN[label]
    last = quotes[quotes["article"] == label].iloc[-1]
    assert (last["speaker"], last["speaker_kind"]) == expected
