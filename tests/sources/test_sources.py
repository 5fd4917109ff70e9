"""Who gets to speak: kinds, genders, roles, first and last words, concentration, and their figures."""

import math

import pandas as pd
import pytest

from broadsheet import charts, open_corpus
from broadsheet.show import sentences
from broadsheet.sources import (
    by_topic,
    concentration,
    concentration_by_outlet,
    count_sources,
    describe_sources,
    is_outlet,
    list_sources,
    never_quoted,
    role_group,
)


def make_quotes(*rows):
    """Make quotations of (article, start, speaker, kind, role, gender, evidence)."""
    columns = [
        "article",
        "start",
        "speaker",
        "speaker_kind",
        "role",
        "gender",
        "gender_evidence",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        content="We have three words", kind="direct", end=frame["start"] + 9
    )


ARTICLES = pd.DataFrame(
    {
        "outlet": ["Harbour Post", "Harbour Post", "Evening Echo"],
        "published": pd.to_datetime(["2020-01-30", "2020-02-01", None]),
        "section": ["Home", None, "World"],
        "byline": ["By Tove Brandt", None, None],
        "text": ["The ferry sank.", "Ferries sail.", "It rained."],
    },
    index=["a", "b", "c"],
)
QUOTES = make_quotes(
    ("a", 0, "Ida Moe", "person", "the mayor of Skar", "female", "pronoun"),
    ("a", 50, "Ida Moe", "person", None, "", ""),
    ("a", 90, "Tove Brandt", "person", None, "female", "first name"),
    ("b", 5, "Reuters", "organisation", None, "", ""),
    ("b", 40, "Kim Aas", "person", "a marine biologist", "", ""),
    ("b", 80, "a police spokesman", "unnamed", None, "", ""),
    ("c", 10, "Olav Lie", "person", "chief executive of Skar Lines", "male", "title"),
)


@pytest.fixture
def described():
    return describe_sources(QUOTES, ARTICLES)


def test_reporters_and_other_outlets_are_told_apart(described):
    assert described["source_kind"].tolist() == [
        *("person", "person", "reporter", "news outlet", "person", "unnamed", "person")
    ]


def test_a_person_has_one_gender_wherever_the_person_speaks(described):
    assert described["gender"].tolist()[:2] == ["female", "female"]
    assert described["gender_evidence"].tolist()[1] == "pronoun"
    assert described["gender"].tolist()[4:6] == ["unknown", "unknown"]


def test_what_a_reader_corrects_goes_before_all_else():
    genders = {"Ida Moe": "other", "Kim Aas": "female", "Reuters": "male"}
    described = describe_sources(QUOTES, ARTICLES, genders)
    assert described["gender"].tolist()[:2] == ["other", "other"]
    assert described["gender"].tolist()[4] == "female"
    assert described["gender_evidence"].tolist()[4] == "correction"
    assert described["gender"].tolist()[3] == "unknown"


def test_first_and_last_words_are_those_of_each_article(described):
    assert described["is_first"].tolist() == [
        True,
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    assert described["is_last"].tolist() == [
        False,
        False,
        True,
        False,
        False,
        True,
        True,
    ]
    moe = list_sources(described).set_index("speaker").loc["Ida Moe"]
    assert (moe["quotations"], moe["opens"], moe["closes"], moe["words"]) == (
        2,
        1,
        0,
        8,
    )
    assert moe["role"] == "the mayor of Skar"
    assert moe["role_group"] == "politician"


@pytest.mark.parametrize(
    ("description", "group"),
    [
        ("a professor of law at the University of Oslo", "expert"),
        ("the Norwegian prime minister", "politician"),
        ("chief executive of Acme Ltd", "business"),
        ("president of the bank", "business"),
        ("the president", "politician"),
        ("a spokeswoman for the police", "police and courts"),
        ("police chief", "police and courts"),
        ("a spokesman for the ministry", "official"),
        ("a mother of three from Leeds", "citizen"),
        ("residents", "citizen"),
        ("the Rovers goalkeeper", "celebrity"),
        ("bishop of Skar", "civil society"),
        ("head of research at the institute", "expert"),
        ("Médecin", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
        ("the tallest in the town", "unknown"),
        ("a district attorney", "police and courts"),
        ("foreign correspondent", "media"),
        ("deputy mayor", "politician"),
        ("supermarket manager", "business"),
    ],
)
def test_the_head_of_a_description_tells_the_role(description, group):
    assert role_group(description) == group


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Skar Gazette", True),
        ("Associated Press", True),
        ("Bank of Skar", False),
        (None, False),
    ],
)
def test_outlets_are_known_by_their_names(name, expected):
    assert is_outlet(name) is expected


def test_counts_by_outlet_month_and_section_hold_every_quotation(described):
    for by in ("outlet", "month", "section"):
        counts = count_sources(described, "gender", by)
        assert counts["quotations"].sum() == len(described)
        assert counts["words"].sum() == described["words"].sum()
    months = count_sources(described, "gender", "month")
    assert set(months["month"]) == {"2020-01", "2020-02", "not given"}
    assert count_sources(described, "source_kind").iloc[0]["outlet"] == "Harbour Post"


@pytest.mark.parametrize(
    ("counts", "gini", "effective", "top"),
    [
        ([5, 5, 5, 5], 0.0, 4.0, 1.0),
        ([7], 0.0, 1.0, 1.0),
        ([1, 3], 0.25, math.exp(-(0.25 * math.log(0.25) + 0.75 * math.log(0.75))), 1.0),
        ([1] * 20, 0.0, 20.0, 0.5),
    ],
)
def test_concentration_by_hand(counts, gini, effective, top):
    found = concentration(pd.Series(counts))
    assert found.gini == pytest.approx(gini)
    assert found.effective == pytest.approx(effective)
    assert found.top_share == pytest.approx(top)


def test_gini_is_half_the_mean_difference():
    counts = [1, 2, 2, 9, 30]
    mean = sum(counts) / 5
    pairs = sum(abs(a - b) for a in counts for b in counts) / (2 * 25 * mean)
    assert concentration(pd.Series(counts)).gini == pytest.approx(pairs)


def test_who_is_mentioned_and_never_quoted():
    names = pd.DataFrame(
        {
            "article": ["a", "a", "b", "b", "b", *"aaa"],
            "start": [1, 2, 3, 4, 5, 6, 7, 8],
            "name": [
                "Ida Moe",
                "Per Dahl",
                "Per Dahl",
                "Skar",
                "Dahl",
                *["Nord Line"] * 3,
            ],
            "kind": ["person", "person", "person", "place", *["person"] * 4],
            "gender": ["female", "male", "male", *[""] * 5],
        }
    )
    passages = pd.DataFrame(
        [["b", "byline", 0, 4], ["b", "body", 4, 90], ["a", "body", 0, 90]],
        columns=["article", "part", "start", "end"],
    )
    silent = never_quoted(names, QUOTES, passages)
    assert silent.values.tolist() == [
        ["Per Dahl", 1, 1, "male"],
        ["Nord Line", 3, 1, "unknown"],
    ], "who wrote the article is not spoken of"
    in_the_body = passages.assign(part="body")
    silent = never_quoted(names, QUOTES, in_the_body)
    assert silent.values.tolist() == [
        ["Per Dahl", 2, 2, "male"],
        ["Nord Line", 3, 1, "unknown"],
    ], "what may be no person comes last"
    assert "Per Dahl, twice" in sentences.silent_sentence(silent)


def test_topics_count_articles_that_mention_a_word(described):
    topics = by_topic(described, ARTICLES, ["ferr*", "snow"])
    assert topics["articles"].tolist() == [2, 0]
    assert topics["female"].tolist() == [2, 0]
    assert "snow" in sentences.topics_sentence(["ferr*", "snow"], topics)
    assert "names no words" in sentences.topics_sentence([], topics)


def test_an_article_is_opened_once(described):
    first = described[described["is_first"]].head(1)
    doubled = pd.concat([described, first], ignore_index=True)
    name = first["speaker"].iloc[0]
    once = list_sources(described).set_index("speaker")["opens"]
    twice = list_sources(doubled).set_index("speaker")["opens"]
    assert twice[name] == once[name]


def people(*genders):
    rows = [
        (
            "c",
            10 * n,
            f"Ann Nr{n}",
            "person",
            None,
            "" if g == "unknown" else g,
            "title" if g != "unknown" else "",
        )
        for n, g in enumerate(genders)
    ]
    return describe_sources(make_quotes(*rows), ARTICLES)


@pytest.mark.parametrize(
    ("genders", "part"),
    [
        (["female"], "One named person is the source of 1 of 1 quotation (100%)."),
        (["female"], "Gender is known for one, a woman."),
        (["male", "unknown"], "known for one, a man, and unknown for one."),
        (["unknown"] * 2, "The gender of none of them is known."),
        (["male"] * 3, "known for three, none of them a woman."),
        (["female"] * 3, "known for three, all of them women."),
        (["female", "male", "male", "male"], "known for four, one of them a woman (25%)."),
        (["female", "female", "male", "other"], "known for four, two of them women (50%)."),
        (["other"], "known for one, neither a woman nor a man."),
    ],
)  # fmt: skip
def test_the_finding_is_right_for_none_one_all_and_unknown(genders, part):
    assert part in sentences.sources_finding(people(*genders), ARTICLES)


def test_the_finding_without_quotations_or_articles():
    nothing = describe_sources(QUOTES.head(0), ARTICLES)
    assert sentences.sources_finding(
        nothing, ARTICLES
    ) == "Nobody is quoted in none of 3 articles." or (
        "Nobody is quoted" in sentences.sources_finding(nothing, ARTICLES)
    )
    assert "No article is in English" in sentences.sources_finding(
        nothing, ARTICLES.head(0)
    )
    assert list_sources(nothing).empty
    assert concentration_by_outlet(nothing).empty
    for of in ("source_kind", "gender", "role_group"):
        assert charts.sources.shares(count_sources(nothing, of), of).is_empty
    assert charts.sources.effective(concentration_by_outlet(nothing)).is_empty


@pytest.mark.parametrize("outlets", [1, 2, 6, 60])
def test_figures_hold_up_to_sixty_outlets_and_say_what_they_leave_out(outlets):
    ids = [f"x{n}" for n in range(outlets)]
    articles = pd.DataFrame(
        {"outlet": [f"The ${n} Paper $" for n in ids], "published": pd.NaT}, index=ids
    )
    rows = [
        (id, 3 * n, f"Ann {n}", "person", None, "female", "title")
        for id in ids
        for n in range(3)
    ]
    described = describe_sources(make_quotes(*rows), articles)
    for figure in (
        charts.sources.shares(count_sources(described, "gender"), "gender"),
        charts.sources.effective(concentration_by_outlet(described)),
    ):
        figure.narrow()
        figure.draw_without_rendering()
        assert figure.alt
        assert figure.get_figheight() < 10
    shares = charts.sources.shares(count_sources(described, "gender"), "gender")
    assert "women 100%" in shares.alt
    assert ("not drawn" in shares.alt) is (outlets > 20)


def test_sources_and_people_count_the_same_words():
    corpus = open_corpus("data")
    described = describe_sources(corpus.quotes, corpus.articles)
    of_sources = described.groupby("speaker")["words"].sum()
    named = corpus.people[corpus.people["speaker_kind"] == "person"]
    assert of_sources[named["speaker"]].tolist() == named["words"].tolist()
