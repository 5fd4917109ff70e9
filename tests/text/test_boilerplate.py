"""Paragraphs that an outlet repeats are set aside; copies, versions and shared quotations are not."""

import pandas as pd
import pytest

from broadsheet.text import find_recurring, merge_recurring, split_passages, tokenize

FOOTER = "The Beacon is printed on Mondays by the harbour and reaches {} islands."
QUOTE = "“No ferry will leave this harbour before it is repaired,” the minister said."


def story(number: int) -> str:
    word = ["ferry", "bridge", "school", "market", "library"][number]
    return (
        f"The {word} was closed on Friday after an inspection of its roof.\n\n"
        f"People who use the {word} every day said they had heard nothing of it.\n\n"
        f"The council will talk about the {word} in June."
    )


def frame(texts: list[str], outlets: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {"text": texts, "outlet": outlets}, index=[f"a{n}" for n in range(len(texts))]
    )


def parts_of(articles: pd.DataFrame, words: str) -> list[str]:
    passages = split_passages(articles)
    return [
        row.part
        for row in passages.itertuples()
        if words in articles["text"][row.article][row.start : row.end]
    ]


@pytest.mark.parametrize(
    ("count", "part"), [(2, "body"), (3, "promotion"), (5, "promotion")]
)
def test_a_paragraph_in_several_articles_is_set_aside(count, part):
    articles = frame(
        [f"{story(n)}\n\n{FOOTER.format(n)}" for n in range(count)],
        ["The Beacon"] * count,
    )
    assert parts_of(articles, "printed on Mondays") == [part] * count


def test_what_was_set_aside_is_counted():
    articles = frame([f"{story(n)}\n\n{FOOTER}" for n in range(4)], ["The Beacon"] * 4)
    (note,) = split_passages(articles).attrs["notes"]
    assert note.startswith("4 paragraphs")
    assert note.endswith("in 4 articles")
    assert "promotion" in tokenize(articles)["part"].unique()


def test_each_outlet_counts_alone():
    articles = frame(
        [f"{story(n)}\n\n{FOOTER}" for n in range(4)], ["The Beacon", "The Buoy"] * 2
    )
    assert parts_of(articles, "printed on Mondays") == ["body"] * 4


def test_outlets_that_are_unknown_are_not_one():
    articles = frame([f"{story(n)}\n\n{FOOTER}" for n in range(4)], [None] * 4)
    assert parts_of(articles, "printed on Mondays") == ["body"] * 4


def test_copies_and_versions_of_an_article_stay():
    versions = [
        f"{story(0)}\n\nUpdate {n}: the {word} is open."
        for n, word in enumerate("abcde")
    ]
    articles = frame([story(0)] * 3 + versions, ["The Beacon"] * 8)
    assert set(split_passages(articles)["part"]) == {"body"}


def test_what_several_outlets_quote_stays():
    outlets = ["The Beacon"] * 4 + ["The Buoy"]
    articles = frame([f"{story(n)}\n\n{QUOTE}" for n in range(5)], outlets)
    assert parts_of(articles, "No ferry") == ["body"] * 5


def test_bulletins_that_are_made_alike_stay():
    texts = [
        f"Wind from the west, force {n}.\n\nWaves of {n} metres are expected offshore."
        for n in range(5)
    ]
    assert set(split_passages(frame(texts, ["The Beacon"] * 5))["part"]) == {"body"}


def test_partitions_give_what_the_whole_gives():
    articles = frame([f"{story(n)}\n\n{FOOTER}" for n in range(5)], ["The Beacon"] * 5)
    whole = merge_recurring([find_recurring(articles)])
    recurring = merge_recurring([find_recurring(articles.iloc[[n]]) for n in range(5)])
    pd.testing.assert_frame_equal(recurring, whole)
    alone = split_passages(articles.iloc[[0]], recurring=recurring)
    assert alone["part"].tolist()[-1] == "promotion"


@pytest.mark.parametrize(
    ("line", "part"), [("Harbour notices.", "promotion"), ("Harbour notices", "body")]
)
def test_a_line_of_sixteen_characters_is_long_enough(line, part):
    articles = frame([f"{story(n)}\n\n{line}" for n in range(4)], ["The Beacon"] * 4)
    assert parts_of(articles, line) == [part] * 4
