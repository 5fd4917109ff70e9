"""The accurate model: its pieces, its stored weights, its encoder, and what it reads."""

import json

import numpy as np
import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError
from broadsheet.quotes.accurate import packed, unpacked
from broadsheet.quotes.models import model_of
from broadsheet.quotes.wordpieces import WordPieces

STORY = (
    "“The ferry will sail again in May,” harbour master Ines Lund told passengers on Monday.\n\n"
    "Lund said that the owners had paid for the repairs."
)


@pytest.fixture(scope="module")
def frames():
    articles = pd.DataFrame({"text": [STORY]}, index=["ferry"])
    return articles, bs.tokenize(articles)


def test_accurate_model_finds_direct_and_indirect_speech(frames):
    quotes = bs.find_quotes(*frames, model="accurate")
    assert quotes["kind"].tolist() == ["direct", "indirect"]
    assert quotes["speaker"].tolist() == ["Ines Lund", "Ines Lund"]


def test_unknown_model_is_named(frames):
    with pytest.raises(BroadsheetError, match=r"'fast' or 'accurate'.*'slow'"):
        bs.find_quotes(*frames, model="slow")


def test_rows_do_not_depend_on_what_is_read_beside_them(frames):
    articles, tokens = frames
    alone = bs.find_quotes(articles, tokens, model="accurate")
    others = pd.DataFrame(
        {"text": ["Naïve zoölogists said nothing else."] * 2}, index=["b", "c"]
    )
    together = pd.concat([others, articles])
    found = bs.find_quotes(together, bs.tokenize(together), model="accurate")
    same = found[found["article"] == "ferry"].reset_index(drop=True)
    assert same["content"].tolist() == alone["content"].tolist()
    assert np.allclose(same["score"], alone["score"], atol=1e-4)


def test_encoder_reads_blocks_of_different_length_as_it_reads_each_alone(frames):
    network = model_of("accurate").network
    blocks = network.blocks(frames[1])
    features = blocks.features
    together = network._encode(features, blocks.length)
    first = network._encode(features[: blocks.length[0]], blocks.length[:1])
    assert np.allclose(together[: blocks.length[0]], first, atol=1e-4)


def test_stored_weights_differ_by_less_than_half_a_step():
    weights = np.random.default_rng(3).normal(size=(40, 64)).astype(np.float32)
    weights[0, 0] = 80.0
    read = unpacked(packed({"w": weights, "b": weights[0]}))
    steps = np.abs(weights.reshape(40, 2, 32)).max(axis=2, keepdims=True) / 127
    wrong = np.abs(read["w"] - weights).reshape(40, 2, 32)
    assert (
        wrong <= 0.5 * steps + 0.001 * np.abs(weights).reshape(40, 2, 32) + 1e-5
    ).all()
    assert (read["b"] == weights[0]).all()


def test_pieces_cover_a_word_from_the_left():
    pieces = WordPieces(["[CLS]", "[SEP]", "[UNK]", "har", "harbour", "##s", "é", "e"])
    assert pieces.of("harbours") == [4, 5]
    assert pieces.of("É") == [7]
    assert pieces.of("quay") == [pieces.unknown]
    assert pieces.of("") == [pieces.unknown]


def test_study_chooses_the_model(tmp_path):
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    corpus = bs.open_corpus(tmp_path, model="accurate")
    expected = bs.find_quotes(corpus.articles, corpus.tokens, model="accurate")
    assert json.loads(corpus.quotes["score"].to_json()) == json.loads(
        expected["score"].to_json()
    )
    fast = bs.find_quotes(corpus.articles, corpus.tokens)
    assert not np.allclose(fast["score"], corpus.quotes["score"])


def test_unlike_quotes_are_those_that_one_model_has(frames):
    quotes = bs.find_quotes(*frames, model="accurate")
    unlike = bs.unlike_quotes(*frames, quotes.iloc[:1])
    assert unlike["found_by"].tolist() == ["fast"]
    assert unlike["kind"].tolist() == ["indirect"]
    assert bs.unlike_quotes(*frames, quotes).empty
