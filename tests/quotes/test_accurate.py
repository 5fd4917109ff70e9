"""The accurate model: its pieces, its stored weights, its encoder, and what it reads.

The weights that `make accurate` trains are not part of the repository; a small encoder with random ones,
installed as theirs are, stands in for them.
"""

import json
import sys

import numpy as np
import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError
from broadsheet.quotes import models
from broadsheet.quotes.accurate import DISTRIBUTION
from broadsheet.quotes.network import LABELS, Network, softmax
from broadsheet.quotes.packing import packed, unpacked
from broadsheet.quotes.wordpieces import WordPieces

STORY = (
    "“The ferry will sail again in May,” harbour master Ines Lund told passengers on Monday.\n\n"
    "Lund said that the owners had paid for the repairs."
)
WIDTH, KNOWN, PAIR = 24, 32, 8  # of a state, of what is known of a token, of a pair
PIECES = ["[CLS]", "[SEP]", "[UNK]", *"abcdefghijklmnopqrstuvwxyz“”.,"]
PIECES += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def linear(
    random, name: str, rows: int, columns: int, size: float = 0.3
) -> dict[str, np.ndarray]:
    return {
        f"{name}.weight": random.normal(0, size, (rows, columns)).astype(np.float32),
        f"{name}.bias": np.zeros(rows, dtype=np.float32),
    }


def small_encoder() -> dict[str, np.ndarray]:
    """Arrays as training/accurate.py writes them, of a narrow encoder of three layers."""
    random = np.random.default_rng(5)

    def table(rows: int, columns: int) -> np.ndarray:
        return random.normal(0, 0.5, (rows, columns)).astype(np.float32)

    def normal(name: str) -> dict[str, np.ndarray]:
        ones, zeros = np.ones(WIDTH), np.zeros(WIDTH)
        return {
            f"{name}.weight": ones.astype(np.float32),
            f"{name}.bias": zeros.astype(np.float32),
        }

    arrays = {
        "encoder.pieces": table(len(PIECES), WIDTH),
        "encoder.places": table(512, WIDTH),
        "encoder.tag": table(60, WIDTH),
        "encoder.mark": table(5, WIDTH),
        "encoder.shape": table(10, WIDTH),
        "embed.0": table(60, 16),
        "embed.1": table(5, 8),
        "embed.2": table(10, 8),
        "distance.weight": table(33, PAIR),
        "sentence.weight": table(7, PAIR),
        "token.weight": table(PAIR, WIDTH + KNOWN),
        "transition": np.zeros((len(LABELS), len(LABELS)), dtype=np.float32),
        "start": np.zeros(len(LABELS), dtype=np.float32),
        "score.weight": np.zeros(9),
        "score.bias": np.array([1.0]),
        "least": np.array(0.4),
        "vocabulary.pieces": np.frombuffer("\n".join(PIECES).encode(), dtype=np.uint8),
        **normal("encoder.norm"),
        **linear(random, "anchor.0", 6, WIDTH + KNOWN),
        **linear(random, "anchor.2", 3, 6, size=0.01),
        **linear(random, "pivot", PAIR, WIDTH + KNOWN),
        **linear(random, "label", len(LABELS), PAIR, size=0.01),
    }
    for number in range(3):
        arrays |= linear(random, f"conv.{number}", PAIR, 3 * PAIR)
        name = f"encoder.layers.{number}"
        arrays |= linear(random, f"{name}.attend", 3 * WIDTH, WIDTH)
        arrays |= linear(random, f"{name}.project", WIDTH, WIDTH)
        arrays |= linear(random, f"{name}.widen", 4 * WIDTH, WIDTH)
        arrays |= linear(random, f"{name}.narrow", WIDTH, 4 * WIDTH)
        arrays |= normal(f"{name}.norm_attention") | normal(f"{name}.norm")
    return arrays


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The small encoder, installed in place of whatever is."""
    folder = tmp_path / "installed" / DISTRIBUTION
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("", encoding="utf-8")
    np.savez(folder / "accurate.npz", **packed(small_encoder()))
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.delitem(sys.modules, DISTRIBUTION, raising=False)
    models._read_once.cache_clear()
    yield
    models._read_once.cache_clear()
    sys.modules.pop(DISTRIBUTION, None)


@pytest.fixture(scope="module")
def frames():
    articles = pd.DataFrame({"text": [STORY]}, index=["ferry"])
    return articles, bs.tokenize(articles)


def test_what_the_fast_network_is_sure_of_is_found_too(frames, installed):
    quotes = bs.find_quotes(*frames, model="accurate")
    assert quotes["kind"].tolist() == ["direct"]
    assert quotes["speaker"].tolist() == ["Ines Lund"]


def test_the_score_is_its_own(frames, installed):
    quotes = bs.find_quotes(*frames, model="accurate")
    assert quotes["score"].tolist() == pytest.approx([1 / (1 + np.exp(-1))])


def test_unknown_model_is_named(frames):
    with pytest.raises(BroadsheetError, match=r"'fast' or 'accurate'.*'slow'"):
        bs.find_quotes(*frames, model="slow")


def test_weights_that_are_not_installed_are_missed_at_the_door(tmp_path, monkeypatch):
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.setattr("broadsheet.quotes.accurate.DISTRIBUTION", "no_such_package")
    with pytest.raises(BroadsheetError, match="make accurate"):
        bs.open_corpus(tmp_path, model="accurate")


def test_rows_do_not_depend_on_what_is_read_beside_them(frames, installed):
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


def test_encoder_reads_blocks_of_different_length_as_it_reads_each_alone(
    frames, installed
):
    network = models.model_of("accurate").network
    blocks = network.blocks(frames[1])
    features = blocks.features
    together = network._encode(features, blocks.length)
    first, second = np.split(np.arange(len(features)), [blocks.length[0]])
    alone = [
        network._encode(features[rows], np.array([len(rows)]))
        for rows in (first, second)
    ]
    assert np.allclose(together, np.concatenate(alone), atol=1e-4)
    assert len(first) != len(second)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_nothing_is_the_fast_network_and_of_all_the_encoder(
    frames, installed, share
):
    network = models.model_of("accurate").network
    network.mix(share)
    blocks = network.blocks(frames[1])
    states = network.read(blocks.features, blocks.length)
    size = states.shape[1] - network._width
    of_fast = network.fast.anchors(states[:, :size])
    of_encoder = Network.anchors(network, states[:, size:])
    expected = of_encoder if share else of_fast
    assert np.allclose(network.anchors(states), np.log(softmax(expected)), atol=1e-5)
    assert not np.allclose(softmax(of_fast), softmax(of_encoder), atol=0.1)


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


def test_study_chooses_the_model(tmp_path, installed):
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    corpus = bs.open_corpus(tmp_path, model="accurate")
    expected = bs.find_quotes(corpus.articles, corpus.tokens, model="accurate")
    assert json.loads(corpus.quotes["score"].to_json()) == json.loads(
        expected["score"].to_json()
    )
    fast = bs.find_quotes(corpus.articles, corpus.tokens)
    assert not np.allclose(fast["score"], corpus.quotes["score"])


def test_unlike_quotes_are_those_that_one_model_has(frames):
    quotes = bs.find_quotes(*frames)
    unlike = bs.unlike_quotes(*frames, quotes.iloc[:1])
    assert unlike["found_by"].tolist() == ["fast"]
    assert unlike["kind"].tolist() == ["indirect"]
    assert bs.unlike_quotes(*frames, quotes).empty
