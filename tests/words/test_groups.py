"""Groups of articles, aliases, stop words, forms, and what few articles can say."""

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError

TEXTS = {
    "a": "The United States met Mr. Berg. The U.S. was late.",
    "b": "USA and Mr Berg spoke to us. The mill closed.",
    "c": "A mill opened in the USA.",
    "d": "The mill stayed.",
}


@pytest.fixture(scope="module")
def made():
    columns = {
        "text": TEXTS.values(),
        "outlet": ["One", "One", "Two", None],
        "section": ["World", "Home", "Home", "Home"],
        "published": pd.to_datetime(
            ["2020-01-01", "2020-01-09", "2020-02-01", "2020-02-02"]
        ),
    }
    articles = pd.DataFrame(columns, index=list(TEXTS))
    return articles, bs.tokenize(articles)


def totals(counts, word):
    rows = counts[counts["word"] == word]
    return rows.set_index(list(counts.columns[1 : counts.columns.get_loc("count")]))[
        "count"
    ].to_dict()


def test_articles_that_were_filtered_away_are_in_no_group(made):
    articles, tokens = made
    some = articles.loc[["a", "c"]]
    counts = bs.count_words(tokens, by="outlet", articles=some)
    assert set(counts["outlet"]) == {"One", "Two"}
    assert totals(counts, "mill") == {"Two": 1}
    whole = bs.count_words(tokens, by="outlet", articles=articles)
    assert totals(whole, "mill") == {"One": 1, "Two": 1, "unknown": 1}
    assert totals(bs.count_words(tokens, by=None, articles=some).assign(), "x") == {}


def test_two_columns_at_once(made):
    articles, tokens = made
    counts = bs.count_words(tokens, by=["outlet", "section"], articles=articles)
    assert list(counts.columns[:4]) == ["word", "outlet", "section", "count"]
    assert totals(counts, "mill") == {
        ("One", "Home"): 1,
        ("Two", "Home"): 1,
        ("unknown", "Home"): 1,
    }
    comparison = bs.compare_words(counts, ("One", "World"), ("One", "Home")).set_index(
        "word"
    )
    assert comparison.loc["mill", ["count", "reference_count"]].tolist() == [0, 1]
    with pytest.raises(BroadsheetError, match="outlet and section"):
        bs.compare_words(counts, ("One", "Sport"))


def test_before_and_after_a_day(made):
    articles, tokens = made
    sides = bs.subcorpora(articles, day="2020-02-01")
    counts = bs.count_words(tokens, by=sides, articles=articles)
    assert totals(counts, "mill") == {
        "articles before 1 Feb 2020": 1,
        "articles from 1 Feb 2020": 2,
    }
    with pytest.raises(BroadsheetError, match="not a day"):
        bs.subcorpora(articles, day="soon")


def test_each_against_the_rest_and_all_pairs(made):
    articles, tokens = made
    counts = bs.count_words(tokens, by="section", articles=articles, ngram=2)
    rest = bs.compare_groups(counts)
    assert rest.groupby("target")["reference"].first().to_dict() == {
        "Home": "rest",
        "World": "rest",
    }
    pairs = bs.compare_groups(counts, "all")
    assert pairs[["target", "reference"]].drop_duplicates().values.tolist() == [
        ["Home", "World"]
    ]
    with pytest.raises(BroadsheetError, match="pairs"):
        bs.compare_groups(counts, "some")
    with pytest.raises(BroadsheetError, match="no groups"):
        bs.compare_groups(bs.count_words(tokens, by=None))


def test_periods_are_called_by_their_names(made):
    articles, tokens = made
    counts = bs.count_words(tokens, by=["outlet", "month"], articles=articles)
    names = bs.compare_groups(counts)["target"].unique()
    assert "One / 2020-01" in names
    monthly = bs.count_words(tokens, by="month", articles=articles)
    by_name = bs.compare_words(monthly, "2020-01")
    by_value = bs.compare_words(monthly, pd.Timestamp("2020-01-01"))
    pd.testing.assert_frame_equal(by_name, by_value)
    with pytest.raises(BroadsheetError, match=r"month 1999-01; there are: .*2020-01"):
        bs.compare_words(monthly, "1999-01")


def test_a_group_is_not_compared_with_itself(made):
    articles, tokens = made
    counts = bs.count_words(tokens, by="outlet", articles=articles)
    with pytest.raises(BroadsheetError, match="both sides"):
        bs.compare_words(counts, "One", "One")


def test_a_part_that_articles_do_not_have_is_an_error(made):
    for find in (
        bs.count_words,
        lambda tokens, parts: bs.concordance(tokens, "a", parts=parts),
    ):
        with pytest.raises(BroadsheetError, match="no part 'boddy'"):
            find(made[1], parts="boddy")


def test_aliases_count_as_one_word(made):
    tokens = made[1]
    counts = bs.count_words(tokens, by=None, aliases={}).set_index("word")
    assert counts.loc["united states", ["count", "form"]].tolist() == [
        4,
        "United States",
    ]
    assert "u.s." not in counts.index
    assert counts.loc["us", "count"] == 1  # the pronoun
    own = bs.count_words(
        tokens, by=None, aliases={"the mill": ["mill"], "United States": []}
    ).set_index("word")
    assert own.loc["the mill", "count"] == 3
    assert own.loc["u.s.", "count"] == 3
    with pytest.raises(BroadsheetError, match="aliases"):
        bs.count_words(tokens, unit="token", aliases={})


def test_words_are_shown_as_they_are_written(made):
    counts = bs.count_words(made[1], by=None, ngram=(1, 2)).set_index("word")["form"]
    assert counts[["u.s.", "mill", "united states", "berg"]].tolist() == [
        "U.S.",
        "mill",
        "United States",
        "Berg",
    ]
    assert "form" not in bs.count_words(made[1])


def test_own_stop_words(made):
    counts = bs.count_words(made[1], by=None, stop_words=["Mill", "clo*"]).set_index(
        "word"
    )["is_stop"]
    assert counts[["mill", "closed", "the", "opened"]].tolist() == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("ngram", [0, -1, 1.5, [], [1, 0], "2", True])
def test_an_ngram_of_no_words_is_an_error_that_names_the_argument(made, ngram):
    with pytest.raises(BroadsheetError, match="ngram"):
        bs.count_words(made[1], ngram=ngram)


def side(word, articles, words=200, often=20):
    return [
        " ".join([word] * often + ["mill"] * (words - often) + ["end."])
        for _ in range(articles)
    ]


@pytest.mark.parametrize(("articles", "expected"), [(1, False), (6, True)])
def test_one_article_a_side_proves_nothing(articles, expected):
    texts = side("rain", articles) + side("snow", articles)
    outlets = ["One"] * articles + ["Two"] * articles
    frame = pd.DataFrame(
        {"text": texts, "outlet": outlets}, index=[f"a{i}" for i in range(len(texts))]
    )
    counts = bs.count_words(bs.tokenize(frame), by="outlet", articles=frame)
    comparison = bs.compare_words(counts, "One").set_index("word")
    assert comparison.loc["rain", "p_adjusted"] < 0.01
    assert comparison.loc["rain", "significant"] == expected


def test_the_test_by_articles_is_adjusted_over_words_that_passed_the_first(made):
    texts = side("rain", 6) + side("snow", 6)
    frame = pd.DataFrame(
        {"text": texts, "outlet": ["One"] * 6 + ["Two"] * 6}, index=list("abcdefghijkl")
    )
    counts = bs.count_words(bs.tokenize(frame), by="outlet", articles=frame)
    comparison = bs.compare_words(counts, "One").set_index("word")
    passed = comparison["p_adjusted"] < 0.05
    assert passed[["rain", "snow"]].all()
    assert comparison.loc[~passed, "p_articles_adjusted"].isna().all()
    assert not comparison.loc[~passed, "p_articles"].isna().any()
