"""Words counted, found and shown part by part are those of the whole."""

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.text import tokenize
from broadsheet.words.concordance import concordances
from broadsheet.words.parts import TokenParts

SENTENCES = [
    "The mill on the river was sold, and the mayor of New Haven said the mill would reopen.",
    "Ann Lee told the council that bread was dear; the council heard her and the mill closed.",
    "In the U.S. and in the United States, people spoke of bread and of the river.",
    "The River Authority will mend the mill. Bread will be cheaper, the mayor hopes.",
    "Nobody came.",
]


@pytest.fixture(scope="module")
def articles():
    texts = [
        " ".join(SENTENCES[k % 5] for k in range(n, n + 1 + n % 4)) for n in range(12)
    ]
    frame = pd.DataFrame({"text": texts}, index=[f"a{n:02}" for n in range(12)])
    frame["outlet"] = pd.Categorical(["Post", "Courier", "Post"] * 4)
    frame["published"] = pd.date_range("2021-01-05", periods=12, freq="11D")
    return frame


@pytest.fixture(scope="module")
def tokens(articles):
    return tokenize(articles)


@pytest.fixture(scope="module")
def parts(articles):
    pieces = [tokenize(articles.iloc[n : n + 4]) for n in (0, 4, 8)]
    return TokenParts(articles.index, lambda: pieces)


def plain(frame):
    names = frame.columns[frame.dtypes == "category"]
    return frame.astype(dict.fromkeys(names, "str"))


def same(found, wanted):
    pd.testing.assert_frame_equal(
        plain(found), plain(wanted), check_dtype=False, rtol=1e-9
    )
    assert found.attrs.get("notes") == wanted.attrs.get("notes")


@pytest.mark.parametrize(
    "how",
    [
        {"by": None},
        {"by": "outlet"},
        {"by": "month"},
        {"by": ["outlet", "month"]},
        {"by": "outlet", "ngram": 2},
        {"by": "outlet", "unit": "lemma"},
        {"by": "outlet", "aliases": {}, "stop_words": ["mill*"]},
        {"by": "outlet", "parts": ["title"]},
        {"by": "article"},
    ],
)
def test_counts(tokens, parts, articles, how):
    wanted = bs.count_words(tokens, articles=articles, **how)
    same(bs.count_words(parts, articles=articles, **how), wanted)


QUERIES = ["mill", "bread | river", "lemma:say", "the mayor", "[pos=NN*] *", "council"]


@pytest.mark.parametrize("query", [*QUERIES, "mayer", "lemma:said", "mill bread"])
@pytest.mark.parametrize("by", [None, "left", "right"])
def test_lines(tokens, parts, query, by):
    same(bs.concordance(parts, query, by=by), bs.concordance(tokens, query, by=by))


def test_places_and_trends(tokens, parts, articles):
    queries = [*QUERIES, "mayer"]
    same(bs.places(parts, queries), bs.places(tokens, queries))
    wanted = bs.trend(tokens, queries, articles)
    same(bs.trend(parts, queries, articles), wanted)
    assert len(wanted.attrs["notes"]) == 1


@pytest.mark.parametrize("near", [None, "mayor"])
def test_dictionaries(tokens, parts, articles, near):
    categories = {"food": ["bread"], "town": ["mill", "the mayor"], "none": ["xylem"]}
    for by in (None, "outlet", "month"):
        wanted = bs.count_dictionary(tokens, categories, by, articles, near=near)
        found = bs.count_dictionary(parts, categories, by, articles, near=near)
        same(found, wanted)
    wanted = bs.dictionary_passages(tokens, categories, near=near)
    same(bs.dictionary_passages(parts, categories, near=near), wanted)


@pytest.mark.parametrize("window", [3, "sentence"])
@pytest.mark.parametrize("stop_words", [False, True, ["River"]])
@pytest.mark.parametrize("query", ["mill", "bread | river", "the mayor", "mayer"])
def test_company(tokens, parts, query, stop_words, window):
    how = {"window": window, "stop_words": stop_words, "min_count": 2}
    wanted = bs.collocations(tokens, query, **how)
    same(bs.collocations(parts, query, **how), wanted)


def test_of_many_places_every_so_many_th_is_taken(tokens, parts):
    every = bs.concordance(tokens, "mill")
    few = bs.concordance(parts, "mill", most=len(every) - 1)
    same(few, every.iloc[::2].reset_index(drop=True))
    assert few.attrs["places"] == len(every)
    assert few.attrs["articles"] == every["article"].nunique()
    fewer = bs.concordance(tokens, "mill", by="right", most=3)
    assert len(fewer) == -(-len(every) // 8) <= 3
    assert fewer["right"].tolist() == sorted(fewer["right"])
    exactly = bs.concordance(parts, "mill", most=len(every))
    assert len(exactly) == len(every)
    assert "places" not in exactly.attrs


def test_the_places_of_several_words_are_those_of_each(tokens, parts):
    words = ["bread", "mayor", "[", "nowhere"]
    wanted = [bs.concordance(tokens, word).assign(word=word) for word in words[:2]]
    found = concordances(parts, words)
    joined = pd.concat(wanted, ignore_index=True)
    pd.testing.assert_frame_equal(plain(found), plain(joined), check_dtype=False)
    assert found.attrs["places"] == {}
    few = concordances(parts, words, most=4)
    assert few.attrs["places"] == {"bread": len(wanted[0]), "mayor": len(wanted[1])}
    assert few["word"].value_counts().max() <= 4
    assert concordances(tokens, ["["]).empty
