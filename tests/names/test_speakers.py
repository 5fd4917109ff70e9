import numpy as np
import pandas as pd
import pytest

from broadsheet import charts
from broadsheet.quotes import find_quotes, people, reporting_verbs, shared_quotes
from broadsheet.text import tokenize


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "outlet": pd.Categorical(["Post", "Post", "Herald", "Star"]),
            "published": pd.to_datetime(
                ["2024-05-01", "2024-05-03", "2024-05-02", None]
            ),
        },
        index=pd.Index(["p1", "p2", "h1", "s1"], name="article"),
    )


@pytest.fixture
def quotes():
    rows = [
        (
            "p1",
            "Anna Berg",
            "person",
            "mayor",
            "direct",
            "“We will rebuild the old harbour before the winter comes.”",
        ),
        (
            "p2",
            "Anna Berg",
            "person",
            "the mayor of Oslo",
            "indirect",
            "that the harbour was old",
        ),
        (
            "h1",
            "Anna Berg",
            "person",
            "mayor",
            "direct",
            "“We will rebuild the old harbor”",
        ),
        (
            "s1",
            "Anna Berg",
            "person",
            None,
            "mixed",
            "work would “rebuild the old harbour before the winter” came",
        ),
        ("p1", "an official", "unnamed", None, "indirect", "it was dear"),
        ("h1", "an official", "unnamed", None, "indirect", "it was not"),
        (
            "h1",
            "voters",
            "group",
            None,
            "direct",
            "“Not in my name, not on my street.”",
        ),
        ("s1", None, "unnamed", None, "direct", "“So be it, then and now.”"),
    ]
    names = ["article", "speaker", "speaker_kind", "role", "kind", "content"]
    frame = pd.DataFrame(rows, columns=names).assign(
        cue=["said", "said", "says", "said", "warned", "said", "shouted", None],
        rule=[
            "m:say-left",
            "m:say-right",
            "m:say-left",
            "m:say-right",
            "m:warn-right",
            "m:say-right",
            "x",
            None,
        ],
        start=np.arange(8) * 100,
        end=np.arange(8) * 100 + 60,
    )
    frame["article"] = pd.Categorical(
        frame["article"], categories=["p1", "p2", "h1", "s1"]
    )
    frame["speaker_kind"] = pd.Categorical(frame["speaker_kind"])
    return frame


def test_people_agrees_with_a_plain_count(quotes, articles):
    table = people(quotes, articles)
    assert table["quotations"].sum() == quotes["speaker"].notna().sum()
    berg = table.iloc[0]
    mine = quotes[quotes["speaker"] == "Anna Berg"]
    assert (berg["speaker"], berg["role"], berg["quotations"]) == (
        "Anna Berg",
        "mayor",
        len(mine),
    )
    assert berg["words"] == mine["content"].str.split().str.len().sum()
    assert berg["share"] == pytest.approx(
        berg["words"] / quotes["content"].str.split().str.len().sum()
    )
    assert (berg["direct"], berg["indirect"], berg["mixed"]) == (2, 1, 1)
    assert (berg["articles"], berg["outlets"]) == (4, 3)
    assert (berg["first"], berg["last"]) == (
        pd.Timestamp("2024-05-01"),
        pd.Timestamp("2024-05-03"),
    )


def test_unnamed_sources_are_kept_apart_by_article(quotes, articles):
    table = people(quotes, articles)
    assert list(table.loc[table["speaker"] == "an official", "quotations"]) == [1, 1]


def test_people_without_articles(quotes):
    assert not {"outlets", "first", "last"} & set(people(quotes).columns)


def test_shared_quotes_says_how_each_cut_it(quotes, articles):
    shared = shared_quotes(quotes, articles)
    assert list(shared["outlet"]) == ["Post", "Star", "Herald"]
    assert set(shared["quotation"]) == {0}
    assert set(shared["outlets"]) == {3}
    whole, star, herald = shared.itertuples()
    assert (whole.kept, whole.left_out, whole.changed) == (1, "", "")
    assert (star.words, star.left_out) == (7, "we will … comes")
    assert herald.left_out == "before the winter comes"
    assert herald.kept == pytest.approx(6 / 10)


def test_the_same_outlet_twice_is_not_shared(quotes, articles):
    same = articles.assign(outlet="Post")
    assert shared_quotes(quotes, same).empty


def test_reporting_verbs(quotes):
    verbs = reporting_verbs(quotes)
    assert verbs.iloc[0].tolist() == ["Anna Berg", "say", 4]
    assert verbs.loc[verbs["speaker"] == "voters", "verb"].tolist() == ["shouted"]
    assert verbs["quotations"].sum() == quotes["cue"].notna().sum()


def test_nothing_quoted(quotes, articles):
    none = quotes.iloc[:0]
    for table in (
        people(none, articles),
        shared_quotes(none, articles),
        reporting_verbs(none),
    ):
        assert table.empty
    assert list(people(none, articles).columns) == list(
        people(quotes, articles).columns
    )


def figures(quotes, articles):
    yield charts.quotes.speakers(quotes, articles)
    yield charts.quotes.directness(quotes, articles)
    yield charts.quotes.sources(quotes, articles)
    yield charts.quotes.verbs(reporting_verbs(quotes))


def test_figures_say_what_they_show(quotes, articles):
    speakers, directness, sources, verbs = (
        fig.alt for fig in figures(quotes, articles)
    )
    assert "Anna Berg (4)" in speakers
    assert "50% word for word" in directness
    assert "50% named people" in sources
    assert "say (5)" in verbs


def test_figures_of_nothing(quotes, articles):
    assert all(fig.alt for fig in figures(quotes.iloc[:0], articles))


@pytest.mark.parametrize("outlets", [1, 7, 40])
def test_figures_for_any_number_of_outlets(quotes, articles, outlets):
    many = articles.loc[np.resize(articles.index, 80)].assign(
        outlet=[f"$ {i % outlets}" for i in range(80)]
    )
    many.index = [f"a{i}" for i in range(80)]
    said = (
        quotes.loc[np.resize(quotes.index, 80)]
        .assign(article=many.index)
        .reset_index(drop=True)
    )
    for fig in figures(said, many):
        fig.canvas.draw()
        assert fig.alt


def test_a_colon_or_a_dash_is_counted_as_no_verb(quotes):
    two = quotes.iloc[:2].assign(rule=["layout", "cue:say-left"], cue=[":", "said"])
    assert set(reporting_verbs(two)["verb"]) == {"no verb", "say"}


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (
            "For Floridians Ida Moe is a known figure. Moe said she would stay.",
            "Ida Moe",
            None,
        ),
        ("Thais Moe is known. Moe said she would stay.", "Thais Moe", None),
        (
            "Per Dahl spoke up for his wife Labour candidate Ida Moe. Moe said she would stay.",
            "Ida Moe",
            "Labour candidate",
        ),
        (
            "Per Dahl came with his wife Ida Moe. Moe said she would stay.",
            "Ida Moe",
            "wife",
        ),
        (
            "Sens. Per Dahl and Ida Moe wrote a letter. Dahl said it would pass.",
            "Per Dahl",
            "Sen.",
        ),
        (
            "Labour Reps. Per Dahl and Ida Moe wrote a letter. Dahl said it would pass.",
            "Per Dahl",
            "Labour Rep.",
        ),
        (
            "Ida Moe, the founder of two law firms - Moe, Lie and Dahl - was there. Moe said she would stay.",
            "Ida Moe",
            "the founder of two law firms",
        ),
        (
            "Bank of England governor Ida Moe said she would stay.",
            "Ida Moe",
            "Bank of England governor",
        ),
        (
            "Per Dahl attacked Rep. Ida Moe as a weak leader. Moe said she would stay.",
            "Ida Moe",
            "Rep.",
        ),
        (
            "Orlava County Supervisor of Elections Ida Moe said she would stay.",
            "Ida Moe",
            "Orlava County Supervisor of Elections",
        ),
        (
            "House Republican Ida Moe said she would stay.",
            "Ida Moe",
            "House Republican",
        ),
        ("Its owner, Ida Moe, said she would stay.", "Ida Moe", "owner"),
        (
            "The firm's lawyer, Ida Moe, said she would stay.",
            "Ida Moe",
            "the firm's lawyer",
        ),
        ("Chief Chemist Dr Ida Moe said she would stay.", "Ida Moe", "Chief Chemist"),
    ],
)
def test_a_role_is_of_one_person_and_no_name_holds_a_people(text, speaker, role):
    articles = pd.DataFrame({"text": [text]}, index=pd.Index(["a"], name="article"))
    quotes = find_quotes(articles, tokenize(articles))
    row = quotes.iloc[-1]
    assert row["speaker"] == speaker
    assert (row["role"] if pd.notna(row["role"]) else None) == role


def test_a_name_in_full_behind_a_particle_is_that_name():
    """One "à la Barack Obama" gives nobody another name."""
    texts = ["He sang, à la Barack Obama, of hope. “We can,” said Barack Obama."]
    for day in range(1, 9):
        texts.append(f"“It is time,” Barack Obama said on {day} May. Mr Obama left.")
    articles = pd.DataFrame({"text": texts}, index=[f"a{day}" for day in range(9)])
    quotes = find_quotes(articles, tokenize(articles))
    assert set(quotes["speaker"]) == {"Barack Obama"}


INTERVIEW = """Our music editor met Rosa Kamau at her studio by the lake.

PL: When did you begin to play?

RK: At six. My uncle, Daniel Oduor, had a guitar with two strings.

PL: And the new record?

RK: It was made in nine days.

NASA: We know nothing of it."""


def test_labels_that_are_initials_name_those_who_talk():
    articles = pd.DataFrame({"text": [INTERVIEW]}, index=["a"])
    quotes = find_quotes(articles, tokenize(articles))
    spoken = zip(quotes["source"], quotes["speaker"], strict=True)
    assert set(spoken) == {("PL", "PL"), ("RK", "Rosa Kamau"), ("NASA", "NASA")}
    kinds = dict(zip(quotes["source"], quotes["speaker_kind"], strict=True))
    assert kinds == {"PL": "person", "RK": "person", "NASA": "organisation"}


@pytest.mark.parametrize(
    "introduction",
    [
        "Rosa Kamau and Ruth Koech met at the lake.",  # two of these initials
        "The band met at the lake.",
    ],
)
def test_initials_of_nobody_or_of_two_stay_as_they_are(introduction):
    _, *turns = INTERVIEW.split("\n\n")
    text = "\n\n".join([introduction, *turns])
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    quotes = find_quotes(articles, tokenize(articles))
    labels = quotes[quotes["source"].isin(["PL", "RK"])]
    assert labels["speaker"].tolist() == labels["source"].tolist()
