"""Filtered articles and tokens give what the filtered articles alone would give."""

from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs

FUNCTIONS = {
    "names": lambda articles, tokens: bs.find_names(tokens).drop(
        columns=["first", "last"]
    ),
    "words": lambda articles, tokens: bs.count_words(
        tokens, by="outlet", articles=articles
    ),
    "concordance": lambda articles, tokens: bs.concordance(tokens, "border*"),
    "collocations": lambda articles, tokens: bs.collocations(tokens),
    "quotes": bs.find_quotes,
    "dates": bs.find_dates,
    "events": lambda articles, tokens: bs.build_timeline(
        articles, tokens, bs.find_dates(articles, tokens)
    ),
    "copies": bs.find_copies,
    "overlaps": bs.compare_outlets,
}


def plain(frame: pd.DataFrame) -> list[dict]:
    """Rows as text, without the last digits of a model's score and the order of an event's passages."""
    frame = frame.drop(columns=["score", "passages"], errors="ignore")
    return [
        {name: str(value) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


@pytest.fixture(scope="module")
def corpus():
    articles = bs.read_articles(Path(__file__).parents[1] / "data")
    return articles, bs.tokenize(articles)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("which", [0, 1])
def test_filtered_frames_give_what_the_articles_alone_give(name, which, corpus):
    articles, tokens = corpus
    some = articles.iloc[which : which + 1]
    filtered = FUNCTIONS[name](some, tokens[tokens["article"] == some.index[0]])
    assert plain(filtered) == plain(FUNCTIONS[name](some, bs.tokenize(some)))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_articles_in_another_order_give_the_same_rows(name, corpus):
    articles, tokens = corpus
    if name in ("copies", "overlaps"):
        pytest.skip("which of a pair comes first is the order of the articles")
    one, other = (
        # a group that two outlets write differently ("US officials") is named as the first article does
        FUNCTIONS[name](some, tokens).drop(columns=["speaker", "role"], errors="ignore")
        for some in (articles, articles.iloc[::-1])
    )
    assert sorted(map(str, plain(one))) == sorted(map(str, plain(other)))
