"""What the pages compare and follow, as the study sets it."""

import pandas as pd
import pytest

from broadsheet import open_corpus
from broadsheet.errors import BroadsheetError
from broadsheet.show import choose
from broadsheet.study import Study
from broadsheet.words import count_words

TEXTS = [
    "The harbour was dredged, and the harbour opened. The ferry sailed to New York.",
    "The harbour master resigned. NYC sent its own ferries.",
    "The mill was sold on Monday, and the mill will close.",
    "A mill burned down. The miller wept.",
]


def some_articles():
    return pd.DataFrame(
        {
            "text": TEXTS,
            "outlet": ["Echo", "Echo", "Star", "Star"],
            "section": ["Sea", "Land", "Sea", None],
            "byline": ["A", "A", "B", "B"],
            "published": pd.to_datetime(
                ["2020-01-05", "2020-02-06", "2020-02-28", None]
            ),
        },
        index=["a", "b", "c", "d"],
    )


@pytest.mark.parametrize(
    ("settings", "groups"),
    [
        ({}, ["Echo", "Echo", "Star", "Star"]),
        ({"compare_by": ["section"]}, ["Sea", "Land", "Sea", "unknown"]),
        ({"compare_by": ["author"]}, ["A", "A", "B", "B"]),
        ({"compare_by": ["month"]}, ["2020-01", "2020-02", "2020-02", "unknown"]),
        ({"compare_by": ["year"]}, ["2020", "2020", "2020", "unknown"]),
        (
            {"compare_by": ["outlet", "section"]},
            ["Echo, Sea", "Echo, Land", "Star, Sea", "Star, unknown"],
        ),
    ],
)
def test_groups_are_what_the_study_compares_by(settings, groups):
    assert choose.groups_to_compare(some_articles(), Study(**settings)).tolist() == (
        groups
    )


def test_before_and_after_a_day():
    study = Study(compare_day=pd.Timestamp("2020-02-28").date())
    groups = choose.groups_to_compare(some_articles(), study)
    assert groups.isna().tolist() == [False, False, False, True]
    assert groups["b"] != groups["c"]
    assert groups["a"] == groups["b"]


def test_a_column_that_is_not_there_is_named_beside_those_that_are():
    with pytest.raises(BroadsheetError, match=r"'desk'.*byline"):
        choose.groups_to_compare(some_articles(), Study(compare_by=["desk"]))


def test_a_pair_is_the_studys_or_the_largest_that_are_known():
    sizes = pd.Series({"unknown": 90, "Echo": 5, "Star": 9, "Sun": 0})
    assert choose.choose_pair(sizes) == ("Star", "Echo")
    assert choose.choose_pair(sizes, ["Echo", "unknown"]) == ("Echo", "unknown")
    assert choose.choose_pair(sizes[["unknown", "Echo"]]) is None
    with pytest.raises(BroadsheetError, match="'Moon'; there are unknown, Star, Echo"):
        choose.choose_pair(sizes, ["Echo", "Moon"])


def counts_by_outlet(corpus):
    articles = corpus.catalogue.assign(group=corpus.catalogue["outlet"])
    how = choose.how_to_count(corpus.study)
    return count_words(corpus.tokens, by="group", articles=articles, **how)


def test_words_are_counted_as_the_study_says():
    corpus = open_corpus(
        some_articles(), word_aliases={"New York": ["NYC"]}, stop_words=["harbour"]
    )
    counts = choose.in_written_form(counts_by_outlet(corpus)).set_index("word")
    assert counts.loc["New York", "count"] == 2
    assert counts.loc["harbour", "is_stop"]
    topics = choose.topic_words(counts.reset_index(), 99)["word"].tolist()
    assert "New York" in topics
    assert "harbour" not in topics


def test_each_is_compared_with_the_others_and_with_every_other():
    counts = counts_by_outlet(open_corpus(some_articles()))
    sizes = choose.group_sizes(counts)
    rest = choose.own_words(counts, sizes)
    assert rest["against"].tolist() == ["all others", "all others"]
    pairs = choose.own_words(counts, sizes, pairs=True)
    assert set(zip(pairs["group"], pairs["against"], strict=True)) == {
        ("Echo", "all others"),
        ("Star", "all others"),
        ("Echo", "Star"),
        ("Star", "Echo"),
    }


def test_words_and_dictionaries_are_counted_with_their_passages(tmp_path):
    path = tmp_path / "places.toml"
    path.write_text('sea = ["harbour", "ferr*"]\nmill = ["mill*"]\n')
    corpus = open_corpus(
        some_articles(),
        words=["mill", "New York"],
        dictionaries=[str(path)],
        word_aliases={"New York": ["NYC"]},
    )
    queries = choose.all_spellings(corpus.study.words, corpus.study)
    followed = choose.categories_to_follow(corpus.study, queries)
    assert list(followed) == ["mill", "New York", "sea", "mill (places)"]
    matches = choose.find_followed(corpus, followed)
    found = matches.count("outlet", corpus.catalogue)
    count = found.astype({"category": "str"}).groupby("category")["count"].sum()
    assert count.to_dict() == {
        "mill": 3,
        "New York": 2,
        "sea": 5,
        "mill (places)": 4,
    }
    passages = choose.passages_followed(matches)
    assert passages["word"].value_counts().to_dict() == count.to_dict()


def test_only_what_stands_near_a_name_is_counted():
    corpus = open_corpus(some_articles(), words=["ferr*", "resigned"], near="NYC")
    queries = choose.all_spellings(corpus.study.words, corpus.study)
    followed = choose.categories_to_follow(corpus.study, queries)
    matches = choose.find_followed(corpus, followed)
    found = matches.count("outlet", corpus.catalogue)
    assert found[["category", "count"]].values.tolist() == [["ferr*", 1]]


def test_dictionaries_alone_leave_the_commonest_words_out(tmp_path):
    path = tmp_path / "sea.toml"
    path.write_text('sea = ["harbour"]\n')
    study = Study(dictionaries=[str(path)])
    assert list(choose.categories_to_follow(study, {"mill": "mill"})) == ["sea"]


def test_what_the_study_sets_for_counting_is_said():
    assert choose.describe_counting(Study()) == ""
    text = choose.describe_counting(Study(near="Ann Lee", phrase_length=3))
    assert "phrases of 3 words" in text
    assert "only near “Ann Lee”" in text


@pytest.mark.parametrize(
    ("days", "period"), [(60, "day"), (61, "week"), (200, "week"), (201, "month")]
)
def test_the_longer_a_coverage_the_longer_its_periods(days, period):
    first = pd.Timestamp("2020-01-01")
    dates = [first, first + pd.Timedelta(days=days), pd.NaT]
    assert choose.choose_period(pd.DataFrame({"published": dates})) == period


@pytest.mark.parametrize(
    ("outlets", "days", "is_parted"),
    [
        ([None], [None], False),
        ([None, None], [None, None], False),
        ([None, None], ["2020-01-05", "2020-02-06"], True),
        (["Echo", "Echo"], ["2020-01-05", "2020-02-06"], True),
        (["Echo", None], ["2020-01-05", "2020-02-06"], True),
        (["Echo", "Star"], ["2020-01-05", "2020-02-06"], False),
        (["Echo", "Star", None], ["2020-01-05", "2020-02-06", None], False),
    ],
)
def test_articles_are_parted_by_time_where_no_two_outlets_are_known(
    outlets, days, is_parted
):
    articles = pd.DataFrame({"outlet": outlets, "published": pd.to_datetime(days)})
    articles["outlet"] = articles["outlet"].astype("str")
    groups = choose.groups_to_compare(articles, Study())
    assert choose.is_parted(articles, groups, Study()) is is_parted
