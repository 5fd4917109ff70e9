"""The search language: queries on the two shipped articles, counted by a plain program as well."""

import re
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def talks():
    articles = bs.read_articles(DATA)
    tokens = bs.tokenize(articles)
    return articles, tokens


def body_text(articles, tokens):
    """The paragraphs of the bodies as they stand, with one kind of apostrophe and quotation mark."""
    passages = bs.split_passages(articles, tokens)
    texts = []
    for row in passages[passages["part"] == "body"].itertuples():
        text = articles.loc[row.article, "text"]
        texts.append(" ".join(text[row.start : row.end].split()))
    plain = "\n".join(texts)
    return plain.replace("’", "'").replace("“", '"').replace("”", '"')


def plain_count(pattern, text):
    """Count a pattern whose edges are those of words: a word with a hyphen is one."""
    begins, ends = r"(?<![\w-])(?=\w)", r"(?<=\w)(?![\w-])"
    pattern = re.sub(r"\\b(?=\w|\\w|\[|\()", lambda _: begins, pattern)
    pattern = pattern.replace(r"\b", ends)
    return len(re.findall(pattern, text, flags=re.IGNORECASE))


# A query, and the regular expression that finds the same in plain text.
QUERIES = [
    ("Mexico", r"\bmexico\b"),
    ("mexico", r"\bmexico\b"),
    ("MEXICO", r"\bmexico\b"),
    ("border", r"\bborder\b"),
    ("bord*", r"\bbord\w*"),
    ("migra*", r"\bmigra\w*"),
    ("*tion", r"\b\w*tion\b"),
    ("drug", r"\bdrug\b"),
    ("drug?", r"\bdrug\w\b"),
    ("s?id", r"\bs\wid\b"),
    ("U.S.", r"(?<![\w-])U\.S\.(?![\w-])|(?<![\w-])(?-i:US)(?![\w-])"),
    ("arms trafficking", r"\barms trafficking\b"),
    ('"arms trafficking"', r"\barms trafficking\b"),
    ("“arms trafficking”", r"\barms trafficking\b"),
    ("lopez obrador", r"\bl[oó]pez obrador\b"),
    ("Lopez|Blinken", r"\blopez\b|\bblinken\b"),
    ("Lopez | Blinken", r"\blopez\b|\bblinken\b"),
    ("security talks|cooperation", r"\bsecurity (?:talks|cooperation)\b"),
    ("security talks | border", r"\bsecurity talks\b|\bborder\b"),
    ("Mexico's", r"\bmexico's\b"),
    ("it's", r"\bit's\b"),
    ("can't", r"\bcan't\b|\bcannot\b|\bcan not\b"),
    ("don't", r"\bdon't\b|\bdo not\b"),
    ("the *", r"\bthe '?\w"),
    ("the border", r"\bthe border\b"),
    ("$", r"\$"),
    ("%", r"%"),
    ("said.", r"\bsaid\."),
    ("said,", r"\bsaid,"),
    (",", r",(?!\d)"),
    (";", r";"),
    ("2008", r"\b2008\b"),
    ("200?", r"\b200\d\b"),
    ("nowhere*", r"\bnowhere\w*"),
    ("President", r"\bpresident\b"),
    ("president lopez", r"\bpresident lopez\b"),
    (
        "President Andres Manuel Lopez Obrador",
        r"\bpresident andr[eé]s manuel l[oó]pez obrador\b",
    ),
    ("United States", r"\bunited states\b"),
    ("Merida Initiative", r"\bm[eé]rida initiative\b"),
    ("of the|a", r"\bof (?:the|a)\b"),
    ("high-level", r"\bhigh-level\b"),
    ("high-*", r"\bhigh-\w+"),
]


@pytest.mark.parametrize(
    ("query", "pattern"), QUERIES, ids=[query for query, _ in QUERIES]
)
def test_a_query_finds_what_a_plain_program_counts(talks, query, pattern):
    expected = plain_count(pattern, body_text(*talks))
    lines = bs.concordance(talks[1], query)
    assert len(lines) == expected
    assert bool(lines.attrs["notes"]) == (expected == 0)


def test_most_of_these_queries_find_something(talks):
    text = body_text(*talks)
    found = [query for query, pattern in QUERIES if plain_count(pattern, text)]
    assert len(found) > 30


TEXT = (
    "It's late. The e‑mail can't wait; AT&T won't. A #MeToo case cost 40%. “Programmes” of US firms help us. "
    "She went home, he goes out. Why? A new crisis and the old crisis came. Mexico's president spoke. "
    "The cost-of-living row. The cost of living rose. Ask @desk or see 24/7."
)


@pytest.fixture(scope="module")
def made():
    articles = pd.DataFrame({"text": [TEXT]}, index=pd.Index(["a"], name="article"))
    return bs.tokenize(articles)


KEYWORDS = [
    ("it's", ["It's"]),
    ("it’s", ["It's"]),
    ("can't", ["can't"]),
    ("won't", ["won't"]),
    ("AT&T", ["AT&T"]),
    ("at&t", ["AT&T"]),
    ("#MeToo", ["#MeToo"]),
    ("@desk", ["@desk"]),
    ("40%", ["40%"]),
    ("late.", ["late."]),
    ("late. The", ["late. The"]),
    ("late the", []),
    ("Why?", ["Why?"]),
    ("e-mail", ["e‑mail"]),
    ("program", []),
    ("programmes", ["Programmes"]),
    ("programs", ["Programmes"]),
    ('"programs"', []),
    ("US", ["US"]),
    ("us", ["us"]),
    ('"US"', ["US"]),
    ("U.S.", ["US"]),
    ("cost of living", ["cost of living"]),
    ("cost-of-living", ["cost-of-living"]),
    ("lemma:go", ["went", "goes"]),
    ("lemma:go|come", ["went", "goes", "came"]),
    ("pos:JJ crisis", ["new crisis", "old crisis"]),
    ("[pos=JJ] crisis", ["new crisis", "old crisis"]),
    ('[pos="JJ" & word!=old] crisis', ["new crisis"]),
    ("[lemma=go & pos=VBD]", ["went"]),
    ("the [] crisis", ["the old crisis"]),
    ("mexico president", ["Mexico's president"]),
    ("Mexico's president", ["Mexico's president"]),
    ('"mexico president"', []),
    ("24/7", ["24/7"]),
    (["went", "goes"], ["went", "goes"]),
    ("new crisis | old crisis", ["new crisis", "old crisis"]),
    ("crisis|crisis", ["crisis", "crisis"]),
]


@pytest.mark.parametrize(
    ("query", "keywords"), KEYWORDS, ids=[str(query) for query, _ in KEYWORDS]
)
def test_a_query_is_cut_and_folded_as_the_text_was(made, query, keywords):
    assert bs.concordance(made, query)["keyword"].tolist() == keywords


def test_case_counts_where_it_is_asked_for(made):
    assert len(bs.concordance(made, "the")) == 4
    assert bs.concordance(made, "The", case=True)["keyword"].tolist() == ["The"] * 3
    assert bs.concordance(made, "T*e", case=True)["keyword"].tolist() == ["The"] * 3


def test_regular_expressions_match_whole_words(made):
    assert bs.concordance(made, "(went|goe.?)", regex=True)["keyword"].tolist() == [
        "went",
        "goes",
    ]
    assert bs.concordance(made, "the c.*", regex=True)["keyword"].tolist() == [
        "The cost-of-living",
        "The cost",
    ]
    assert (
        bs.concordance(made, "T.e", regex=True, case=True)["keyword"].tolist()
        == ["The"] * 3
    )


ERRORS = [
    ("", "empty"),
    ("  ", "empty"),
    ('the "cost', "character 5"),
    ("a || b", "character 3"),
    ("|a", "character 1"),
    ("a |", "character 3"),
    ("[pos=JJ crisis", "character 1"),
    ("[size=3]", "character 2"),
    ("pos:XYZ", "no part of speech"),
    ("lemma:", "value must follow"),
    ('""', "nothing between"),
]


@pytest.mark.parametrize(("query", "message"), ERRORS)
def test_what_cannot_be_understood_is_an_error_that_shows_where(made, query, message):
    with pytest.raises(BroadsheetError, match=message):
        bs.concordance(made, query)


@pytest.mark.parametrize(
    ("query", "message"),
    [(7, "must be a text"), (["the", None], "None")],
)
def test_what_is_no_query_is_an_error(made, query, message):
    with pytest.raises(BroadsheetError, match=message):
        bs.concordance(made, query)


def test_an_empty_list_of_queries_finds_nothing_and_says_why(made):
    lines = bs.concordance(made, [])
    assert lines.empty
    assert "list of queries is empty" in " ".join(lines.attrs["notes"])


def test_a_regular_expression_that_is_none_is_an_error(made):
    with pytest.raises(BroadsheetError, match="character 5"):
        bs.concordance(made, "the (", regex=True)


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("programes", "programs"),
        ("lemma:went", "lemma:go"),
        ("old new", "one after the other"),
        ("qqq", "qqq"),
    ],
)
def test_what_finds_nothing_says_so_and_names_the_nearest(made, query, note):
    lines = bs.concordance(made, query)
    assert lines.empty
    assert note in lines.attrs["notes"][0]


ELSEWHERE = (
    "The Łódź café's owner didn´t e-mail us. See No. 5 on page 7. The wellʼs dry and they don＇t mind. "
    "Rock 'n' roll: no. Retweeted twice, a face-saving deal fell through."
)


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("didn't", ["didn´t"]),
        ("don’t", ["don＇t"]),
        ("well's", ["wellʼs"]),
        ("well", ["well"]),
        ("No. 5", ["No. 5"]),
        ('"No. 5"', ["No. 5"]),
        ("No 5", ["No. 5"]),
        ("no 5", ["No. 5"]),
        ('"No 5"', []),
        ("no on", []),
        ("no. Retweeted", ["no. Retweeted"]),
        ("rock ’n’ roll", ["Rock 'n' roll"]),
        ("'fell through'", ["fell through"]),
        ("‘a * deal’", []),
    ],
)
def test_apostrophes_and_stops_of_every_kind_are_cut_as_in_the_text(query, finds):
    articles = pd.DataFrame({"text": [ELSEWHERE]}, index=["a"])
    lines = bs.concordance(bs.tokenize(articles), query)
    assert [ELSEWHERE[row.start : row.end] for row in lines.itertuples()] == finds


@pytest.mark.parametrize("query", ["Gen Moe", "gen moe", "Gen. Moe"])
def test_the_stop_of_a_title_may_be_typed_or_not(query):
    text = "Gen. Moe left. So did Gen Moe, of another gen. Moe ate."
    tokens = bs.tokenize(pd.DataFrame({"text": [text]}, index=["a"]))
    lines = bs.concordance(tokens, query)
    finds = [text[row.start : row.end] for row in lines.itertuples()]
    assert "Gen. Moe" in finds
    if "." not in query:
        assert finds == ["Gen. Moe", "Gen Moe"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("lodz", "The nearest is łódź."),
        ("cafe", "The nearest is café."),
        ("face saving", "The nearest is face-saving."),
        ("deal-fell", "The nearest is deal fell."),
        ("e mail", "The nearest is e-mail."),
        ("tweeted", "The nearest is retweeted."),
        ("tw", "Nothing was found for 'tw'."),
    ],
)
def test_the_nearest_are_words_with_accents_joined_otherwise_or_longer(query, note):
    articles = pd.DataFrame({"text": [ELSEWHERE]}, index=["a"])
    lines = bs.concordance(bs.tokenize(articles), query)
    assert lines.attrs["notes"][0].endswith(note)


def test_every_counted_word_is_found_as_often_by_all(talks):
    articles, tokens = talks
    counts = bs.count_words(tokens, by=None, ngram=(1, 2))
    rows = counts.iloc[::23]
    found = bs.places(tokens, rows["word"].astype(str).tolist())
    assert (
        found["word"].value_counts().reindex(rows["word"]).tolist()
        == rows["count"].tolist()
    )
    for word in ("Mexico", "security cooperation"):
        rates = bs.trend(tokens, word, articles)
        assert rates["count"].sum() == len(bs.concordance(tokens, word))


def test_collocations_of_a_phrase_and_of_any_case(talks):
    tokens = talks[1]
    upper, lower = (
        bs.collocations(tokens, word, min_count=1) for word in ("MEXICO", "mexico")
    )
    pd.testing.assert_frame_equal(upper, lower)
    phrase = bs.collocations(
        tokens, "lopez obrador", window=1, min_count=1, stop_words=True
    )
    assert "obrador" not in set(phrase["collocate"])
    assert set(phrase["word"]) == {"lopez obrador"}
    nothing = bs.collocations(tokens, "Mexcio")
    assert nothing.empty
    assert "mexico" in nothing.attrs["notes"][0]
