"""Parts, sentences and tokens: gold cases, agreement with nltk, and what every frame promises."""

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize import NLTKWordTokenizer

import broadsheet as bs
from broadsheet.text.splitting import split_stretch

GOLD = Path(__file__).parent / "gold"
DATA = Path(__file__).parents[1] / "data"
RULES = tomllib.loads(
    (files("broadsheet.text") / "passages.toml").read_text(encoding="utf-8")
)
STANDS_FOR = {
    "listing": "promotion",
    "first_dateline": "dateline",
    "head_byline": "byline",
}
RULES = {
    part: rules
    for part, rules in RULES.items()
    if part in (*bs.text.PARTS, *STANDS_FOR)
}
PARTS = [
    (STANDS_FOR.get(part, part), rule, text)
    for part, rules in RULES.items()
    for rule in rules
    for text in rule["yes"]
]
NOT_PARTS = [
    (STANDS_FOR.get(part, part), text)
    for part, rules in RULES.items()
    for rule in rules
    for text in rule["no"]
]


def frame(*texts: str, **columns) -> pd.DataFrame:
    return pd.DataFrame(
        {"text": texts, **columns}, index=[f"a{i}" for i in range(len(texts))]
    )


def parts_of(text: str) -> list[tuple[str, str]]:
    passages = bs.split_passages(frame(text))
    return [(row.part, text[row.start : row.end]) for row in passages.itertuples()]


@pytest.fixture(scope="module")
def two_articles():
    articles = bs.read_articles(DATA)
    return articles, bs.tokenize(articles)


@pytest.mark.parametrize(
    ("part", "rule", "example"), PARTS, ids=[text[:40] for _, _, text in PARTS]
)
def test_passage_rule_finds_its_example(part, rule, example):
    before, found, after = re.fullmatch(
        r"(.*?)\[(.*)\](.*)", example, re.DOTALL
    ).groups()
    text = before + found + after
    assert (part, found) in parts_of(text)


@pytest.mark.parametrize(
    ("part", "text"), NOT_PARTS, ids=[text[:40] for _, text in NOT_PARTS]
)
def test_passage_rule_leaves_the_rest(part, text):
    assert part not in [found for found, _ in parts_of(text)]


def test_passages_of_the_two_articles(two_articles):
    articles, _ = two_articles
    passages = bs.split_passages(articles)
    aside = passages[passages["part"] != "body"]
    found = [
        (row.part, articles["text"][row.article][row.start : row.end])
        for row in aside.itertuples()
    ]
    assert [part for part, _ in found] == [
        "title",
        "caption",
        "credit",
        "dateline",
        "promotion",
        "title",
        "caption",
    ]
    assert found[1][1].startswith("Antony Blinken speaks")
    assert found[1][1].endswith("Marcelo Ebrard.")
    assert [text for _, text in found[2:4]] == [
        "PHOTO: REUTERS",
        "MEXICO CITY (REUTERS) -",
    ]
    assert found[4][1].startswith("Join ST's Telegram channel")
    assert found[6][1].startswith("(Pictured: U.S. Secretary")
    assert found[6][1].endswith("Mexico.)")


@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=80), max_size=4),
    st.sampled_from(["\n", "\n\n"]),
)
@settings(max_examples=100)
def test_passages_cover_all_ink_once(paragraphs, gap):
    text = gap.join(paragraphs)
    passages = bs.split_passages(frame(text))
    covered = np.zeros(len(text), dtype=int)
    for row in passages.itertuples():
        covered[row.start : row.end] += 1
    assert (covered <= 1).all()
    assert all(
        covered[at] for at, character in enumerate(text) if not character.isspace()
    )


def test_every_word_is_counted_in_its_passage(two_articles):
    articles, tokens = two_articles
    words = tokens[tokens["is_word"]]
    passages = bs.split_passages(articles, tokens)
    wanted = words.groupby(["article", "part"], observed=True).size()
    pd.testing.assert_series_equal(
        passages[passages["words"] > 0]
        .groupby(["article", "part"], observed=True)["words"]
        .sum(),
        wanted,
        check_dtype=False,
        check_names=False,
    )
    row = passages[passages["words"] == passages["words"].max()].iloc[0]
    inside = words["start"].between(row["start"], row["end"]) & (
        words["article"] == row["article"]
    )
    assert inside.sum() == row["words"]
    assert bs.split_passages(articles.iloc[::-1], tokens)["words"].sum() == len(words)


def test_title_is_what_the_table_says():
    passages = bs.split_passages(
        frame("Talks, resumed\n\nThey met.", title=["“Talks” resumed"])
    )
    assert passages["part"].tolist() == ["title", "body"]


def test_hard_wrapped_lines_are_one_paragraph():
    line = "and so on to the margin of the page where the line is cut off\n"
    text = ("It begins here " + line * 4 + "and ends.\n\n") * 2
    assert bs.split_passages(frame(text))["paragraph"].tolist() == [0, 1]


@pytest.mark.parametrize(
    "case",
    json.loads((GOLD / "sentences.json").read_text()),
    ids=lambda case: case["label"],
)
def test_sentences(case):
    tokens = bs.tokenize(frame(case["text"]))
    spans = tokens.groupby("sentence").agg(start=("start", "min"), end=("end", "max"))
    assert [
        case["text"][start:end] for start, end in spans.itertuples(index=False)
    ] == case["sentences"]


SENTENCES = [
    "Talks, which cost $3.88 (roughly 3,36 euros), ended at 10:30 in New York.",
    "He can't, won't and shouldn't; they'll say it's the officials' fault.",
    '"I cannot," she said, "gonna go" -- or so; A&B\'s 50% #1 [sic] {x} <y>!',
    "The US-made, so-called 'war on drugs' isn't Mexico's: it is theirs?",
    "She said: 'tis the end... of 1,000 and more...",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tokens_are_those_of_nltk(sentence):
    tokens = bs.tokenize(frame(sentence))
    assert list(zip(tokens["start"], tokens["end"], strict=True)) == list(
        NLTKWordTokenizer().span_tokenize(sentence)
    )


WORDS = st.text("abcXYZ059'-", min_size=1, max_size=8)


@given(
    st.lists(
        st.tuples(WORDS, st.sampled_from(["", ",", ";", "!", "?", ")", "%"])),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=150)
def test_stretches_are_split_as_nltk_splits_them(pieces):
    # apostrophes and hyphens at a word's edge are where the Treebank's rules depend on what is around them
    words = [
        re.sub(r"['-]{2,}", lambda run: run[0][0], word).strip("'-") or "a"
        for word, _ in pieces
    ]
    text = " ".join(word + mark for word, (_, mark) in zip(words, pieces, strict=True))
    at, ours = 0, []
    for stretch in text.split(" "):
        for token in split_stretch(stretch):
            ours.append((at, at + len(token)))
            at += len(token)
        at += 1
    assert ours == list(NLTKWordTokenizer().span_tokenize(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mexico’s", ["Mexico", "’s"]),
        ("in the U.S.", ["in", "the", "U.S."]),
        (
            "See https://example.org/a?b=c, or a.b@example.org.",
            ["See", "https://example.org/a?b=c", ",", "or", "a.b@example.org", "."],
        ),
        ("so…", ["so", "…"]),
    ],
)
def test_where_we_differ_from_nltk_on_purpose(text, expected):
    assert bs.tokenize(frame(text))["token"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ('"A," he said, "B."', "`` '' `` ''"),
        ("“A,” he said, “B.”", "`` '' `` ''"),
        ("``A,'' he said, ``B.''", "`` '' `` ''"),
        ("He said \"they call it 'ours' here\".", "`` `` '' ''"),
        ("‘Ours,’ he said.", "`` ''"),
        ('It is ("so") called.', "`` ''"),
        ('Said " A " and " B "', "`` '' `` ''"),
        ("Rock 'n' roll in the '90s", ""),
    ],
)
def test_quotation_marks_open_and_close(text, marks):
    tokens = bs.tokenize(frame(text))
    quoting = tokens["pos"].isin(["``", "''"]) & ~tokens["token"].isin(["'"]) | tokens[
        "token"
    ].eq("'") & tokens["pos"].eq("``")
    found = tokens.loc[tokens["pos"].isin(["``", "''"]) if marks else quoting, "pos"]
    assert " ".join(found) == marks


def test_plural_possessive_is_no_quotation_mark():
    tokens = bs.tokenize(frame("The officials’ fault. The officials' fault."))
    assert tokens.loc[tokens["token"].isin(["’", "'"]), "pos"].tolist() == [
        "POS",
        "POS",
    ]


def test_norm_folds_spelling_but_not_the_pronoun():
    one = bs.tokenize(
        frame("The US programme’s neighbours revitalised defence labour.")
    )
    two = bs.tokenize(frame("The U.S. program's neighbors revitalized defense labor."))
    assert one["norm"].tolist() == two["norm"].tolist()
    assert bs.tokenize(frame("They told us."))["norm"].tolist()[2] == "us"


def test_frame_is_what_the_readme_promises(two_articles):
    articles, tokens = two_articles
    assert tokens.columns.tolist() == [
        *("article", "part", "paragraph", "sentence", "start", "end"),
        *("token", "norm", "lemma", "pos", "quoted", "is_word", "is_stop"),
    ]
    assert [str(dtype) for dtype in tokens.dtypes] == [
        *("category", "category", "int32", "int32", "int32", "int32"),
        *("category", "category", "category", "category", "bool", "bool", "bool"),
    ]
    assert tokens["article"].cat.categories.tolist() == articles.index.tolist()
    assert all(
        articles["text"][row.article][row.start : row.end] == row.token
        for row in tokens.itertuples()
    )
    assert tokens.drop(columns=["token", "norm", "lemma"]).memory_usage(
        index=False
    ).sum() <= 28 * len(tokens)


def test_sentences_keep_to_their_paragraph_and_part(two_articles):
    _, tokens = two_articles
    by_sentence = tokens.groupby(["article", "sentence"], observed=True)
    assert (by_sentence["paragraph"].nunique() == 1).all()
    assert (by_sentence["part"].nunique() == 1).all()
    assert len(bs.sentence_starts(tokens)) == by_sentence.ngroups


@given(
    st.lists(
        st.text(st.characters(codec="utf-8"), max_size=120), min_size=1, max_size=3
    )
)
@settings(max_examples=80)
def test_any_text_is_tokenized_and_every_offset_slices(texts):
    articles = frame(*texts)
    tokens = bs.tokenize(articles)
    assert all(
        articles["text"][row.article][row.start : row.end] == row.token
        for row in tokens.itertuples()
    )
    for article, text in articles["text"].items():
        rows = tokens[tokens["article"] == article]
        covered = {at for row in rows.itertuples() for at in range(row.start, row.end)}
        ink = {
            at
            for at, c in enumerate(text)
            if not c.isspace() and c not in "\u200b\u2060\ufeff"
        }
        assert ink == covered


def test_an_article_is_tokenized_alike_alone_and_in_a_corpus(two_articles):
    articles, tokens = two_articles
    alone = bs.tokenize(articles.iloc[1:])
    together = tokens[tokens["article"] == articles.index[1]].reset_index(drop=True)
    for column in tokens.columns:
        assert (
            alone[column].astype(str).tolist() == together[column].astype(str).tolist()
        )


@pytest.mark.parametrize("size", [1, 6000, 9000])
def test_a_large_corpus_is_tokenized_in_parts_alike(two_articles, monkeypatch, size):
    articles, _ = two_articles
    articles = pd.concat([articles, frame("", "One more: “No. 5,” he said."), articles])
    articles = articles.set_axis([f"a{i}" for i in range(len(articles))], axis=0)
    whole = bs.tokenize(articles)
    monkeypatch.setattr(bs.text.tokens, "AT_ONCE", size)
    parts = bs.tokenize(articles)
    assert parts["article"].cat.categories.equals(whole["article"].cat.categories)
    pd.testing.assert_frame_equal(parts, whole, check_categorical=False)
    assert parts.dtypes.map(str).tolist() == whole.dtypes.map(str).tolist()


@pytest.mark.parametrize("texts", [[], [""], ["  \n "], [None]])
def test_nothing_to_tokenize(texts):
    articles = pd.DataFrame(
        {"text": pd.array(texts, dtype="str")},
        index=[str(i) for i in range(len(texts))],
    )
    assert len(bs.tokenize(articles)) == 0
    assert len(bs.split_passages(articles)) == 0


@pytest.mark.parametrize(
    "piece",
    ['"', "'", "(", "a.", "By A ", "Photo: ", "A.", "-", "\n\n", "“x", "CITY, "],
)
def test_long_repetitions_are_no_trouble(piece):
    tokens = bs.tokenize(frame(piece * 50_000))
    assert tokens["end"].max() <= 50_000 * len(piece) if len(tokens) else True
