"""The accurate model: its pieces, its stored weights, its encoder, and what it reads.

The pretrained encoder that `make accurate` installs is not there in the tests; a small one with random
weights stands in for it.
"""

import json
from importlib.resources import files
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError
from broadsheet.quotes import accurate, compiled, models, pretrained
from broadsheet.quotes.accurate import AccurateNetwork, adapted
from broadsheet.quotes.compiled import HEADS, TOLD_AT
from broadsheet.quotes.encoder import TINY
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


def normal(name: str) -> dict[str, np.ndarray]:
    ones, zeros = np.ones(WIDTH), np.zeros(WIDTH)
    return {
        f"{name}.weight": ones.astype(np.float32),
        f"{name}.bias": zeros.astype(np.float32),
    }


def table(random, rows: int, columns: int) -> np.ndarray:
    return random.normal(0, 0.5, (rows, columns)).astype(np.float32)


def small_encoder() -> dict[str, np.ndarray]:
    """Arrays as `read_encoder` gives them, of a narrow encoder of three layers."""
    random = np.random.default_rng(5)
    arrays = {
        "pieces": table(random, len(PIECES), WIDTH),
        "places": table(random, 512, WIDTH),
        **normal("norm"),
    }
    for number in range(3):
        name = f"layers.{number}"
        arrays |= linear(random, f"{name}.attend", 3 * WIDTH, WIDTH)
        arrays |= linear(random, f"{name}.project", WIDTH, WIDTH)
        arrays |= linear(random, f"{name}.widen", 4 * WIDTH, WIDTH)
        arrays |= linear(random, f"{name}.narrow", WIDTH, 4 * WIDTH)
        arrays |= normal(f"{name}.norm_attention") | normal(f"{name}.norm")
    return arrays


def learned() -> dict[str, np.ndarray]:
    """Arrays as training/accurate.py writes them."""
    random = np.random.default_rng(6)
    arrays = {
        "encoder.tag": table(random, 60, WIDTH),
        "encoder.mark": table(random, 5, WIDTH),
        "encoder.shape": table(random, 10, WIDTH),
        "encoder.layers.2.widen.up": table(random, 4 * WIDTH, 2),
        "encoder.layers.2.widen.down": table(random, 2, WIDTH),
        "embed.0": table(random, 60, 16),
        "embed.1": table(random, 5, 8),
        "embed.2": table(random, 10, 8),
        "distance.weight": table(random, 33, PAIR),
        "sentence.weight": table(random, 7, PAIR),
        "token.weight": table(random, PAIR, WIDTH + KNOWN),
        "transition": np.zeros((len(LABELS), len(LABELS)), dtype=np.float32),
        "start": np.zeros(len(LABELS), dtype=np.float32),
        "score.weight": np.zeros(9),
        "score.bias": np.array([1.0]),
        "least": np.array(0.4),
        **linear(random, "anchor.0", 6, WIDTH + KNOWN),
        **linear(random, "anchor.2", 3, 6, size=0.01),
        **linear(random, "pivot", PAIR, WIDTH + KNOWN),
        **linear(random, "label", len(LABELS), PAIR, size=0.01),
    }
    for number in range(3):
        arrays |= linear(random, f"conv.{number}", PAIR, 3 * PAIR)
    return arrays


def small_network() -> AccurateNetwork:
    return AccurateNetwork(packed(learned()), Network.load())


@pytest.fixture
def installed(monkeypatch):
    """The small encoder, in place of whatever is installed."""
    monkeypatch.setattr(pretrained, "NEEDED", ())
    monkeypatch.setattr(accurate, "read_encoder", small_encoder)
    monkeypatch.setattr(accurate, "read_vocabulary", lambda: PIECES)
    monkeypatch.setattr(AccurateNetwork, "load", small_network)
    models._read_once.cache_clear()
    yield
    models._read_once.cache_clear()


@pytest.fixture(scope="module")
def frames():
    articles = pd.DataFrame({"text": [STORY]}, index=["ferry"])
    return articles, bs.tokenize(articles)


def test_what_the_small_network_is_sure_of_is_found_too(frames, installed):
    quotes = bs.find_quotes(*frames, model="accurate")
    assert quotes["kind"].tolist() == ["direct", "indirect"]
    assert quotes["speaker"].tolist() == ["Ines Lund", "Ines Lund"]


def test_the_score_is_its_own(frames, installed):
    quotes = bs.find_quotes(*frames, model="accurate")
    assert quotes["score"].tolist() == pytest.approx([1 / (1 + np.exp(-1))] * 2)


def test_unknown_model_is_named(frames):
    with pytest.raises(BroadsheetError, match=r"'fast' or 'accurate'.*'slow'"):
        bs.find_quotes(*frames, model="slow")


def test_an_encoder_that_is_not_installed_is_missed_at_the_door(tmp_path, monkeypatch):
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.setattr(pretrained, "NEEDED", ("no_such_package",))
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


def rows_of_blocks(blocks: int, pieces: int) -> tuple[np.ndarray, ...]:
    """Rows, what is told of them, and what hides nothing, as the encoder hands them to its layers."""
    random = np.random.default_rng(7)
    shape = (blocks, pieces, WIDTH)
    rows = random.normal(size=shape).astype(np.float32)
    told = random.normal(0, 0.2, shape).astype(np.float32)
    return rows, told, np.zeros((blocks, 1, 1, pieces), dtype=np.float32)


class LayersInNumpy:
    """The layers as they are written in the papers: what the graph has to say too."""

    def __init__(self, arrays):
        self.arrays = arrays
        self.layers = sum(name.endswith(".narrow.bias") for name in arrays)

    def run(
        self, x: np.ndarray, told: np.ndarray, hidden: np.ndarray, wanted: np.ndarray
    ) -> np.ndarray:
        """What the layers make of the wanted pieces; `hidden` is added to what each piece looks at."""
        for layer in range(self.layers):
            if layer == TOLD_AT:
                x += told
            x = self._layer(x, hidden, f"layers.{layer}")
        by_piece = x.reshape(-1, x.shape[-1])
        return by_piece[wanted]

    def _layer(self, x: np.ndarray, hidden: np.ndarray, name: str) -> np.ndarray:
        parts = self._linear(x, f"{name}.attend")
        seen = self._attend(parts, hidden)
        seen = self._linear(seen, f"{name}.project")
        seen += x
        x = self._normal(seen, f"{name}.norm_attention")
        wide = self._linear(x, f"{name}.widen")
        wide = _gelu(wide)
        narrow = self._linear(wide, f"{name}.narrow")
        narrow += x
        return self._normal(narrow, f"{name}.norm")

    def _attend(self, parts: np.ndarray, hidden: np.ndarray) -> np.ndarray:
        """Let each piece look at all pieces of its block."""
        blocks, longest, width = parts.shape
        own_width = width // 3
        size = own_width // HEADS
        apart = parts.reshape(blocks, longest, 3, HEADS, size)
        by_part = apart.transpose(2, 0, 3, 1, 4)
        query, key, value = by_part
        weight = query @ key.swapaxes(2, 3)
        spread = np.sqrt(size)
        weight /= np.float32(spread)
        weight += hidden
        _softmax_in_place(weight)
        seen = weight @ value
        by_piece = seen.swapaxes(1, 2)
        return by_piece.reshape(blocks, longest, own_width)

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        *outer, width = x.shape
        flat = x.reshape(-1, width)
        weight = self.arrays[f"{name}.weight"]
        bias = self.arrays[f"{name}.bias"]
        result = flat @ weight.T
        result += bias
        return result.reshape(*outer, -1)

    def _normal(self, x: np.ndarray, name: str) -> np.ndarray:
        """Rows with the mean 0 and the spread 1, scaled and shifted."""
        mean = x.mean(axis=-1, keepdims=True)
        variance = x.var(axis=-1, keepdims=True)
        scaled = self.arrays[f"{name}.weight"] * (x - mean)
        return scaled / np.sqrt(variance + TINY) + self.arrays[f"{name}.bias"]


def _softmax_in_place(weight: np.ndarray) -> None:
    """Make the numbers of each row chances."""
    largest = weight.max(axis=-1, keepdims=True)
    weight -= largest
    np.exp(weight, out=weight)
    total = weight.sum(axis=-1, keepdims=True)
    weight /= total


def _gelu(x: np.ndarray) -> np.ndarray:
    """x times the share of a normal distribution below it (Hendrycks & Gimpel 2016), by tanh; in place."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    x *= inner
    x *= np.float32(0.5)
    return x


def test_compiled_layers_say_what_those_in_numpy_say():
    rows, told, hidden = rows_of_blocks(3, 9)
    hidden[1, :, :, 5:] = -1e9
    layers = LayersInNumpy(small_encoder()), compiled.Layers(small_encoder())
    wanted = np.array([26, 0, 4, 9])
    plain, quick = (own.run(rows.copy(), told, hidden, wanted) for own in layers)
    assert plain.shape == (4, WIDTH)
    assert np.allclose(plain, quick, atol=1e-4)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_nothing_is_the_small_network_and_of_all_the_encoder(
    frames, installed, share
):
    network = models.model_of("accurate").network
    network.mix(share)
    blocks = network.blocks(frames[1])
    states = network.read(blocks.features, blocks.length)
    size = states.shape[1] - network._width
    of_small = network.small.anchors(states[:, :size])
    of_encoder = Network.anchors(network, states[:, size:])
    expected = of_encoder if share else of_small
    assert np.allclose(network.anchors(states), np.log(softmax(expected)), atol=1e-5)
    assert not np.allclose(softmax(of_small), softmax(of_encoder), atol=0.1)


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


def test_what_was_learned_is_added_to_the_matrix_and_replaces_the_rest():
    before = {"a.weight": np.ones((3, 2)), "a.bias": np.zeros(3), "b.weight": np.eye(2)}
    up, down = np.array([[1.0], [2.0], [0.0]]), np.array([[10.0, 1.0]])
    after = adapted(before, {"a.up": up, "a.down": down, "a.bias": np.ones(3)})
    assert after["a.weight"].tolist() == [[11, 2], [21, 3], [1, 1]]
    assert after["a.bias"].tolist() == [1, 1, 1]
    assert after["b.weight"] is before["b.weight"]


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


def test_shipped_file_fits_the_encoder():
    with (
        files("broadsheet.quotes").joinpath("accurate.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        arrays = unpacked(dict(stored))
    layers = {
        name.split(".")[2] for name in arrays if name.startswith("encoder.layers")
    }
    assert layers == {"2", "3", "4", "5"}
    shapes = {"attend": (1152, 384), "project": (384, 384)}
    shapes |= {"widen": (1536, 384), "narrow": (384, 1536)}
    for layer in layers:
        for part, (rows, columns) in shapes.items():
            matrix = f"encoder.layers.{layer}.{part}"
            up, down = arrays[f"{matrix}.up"], arrays[f"{matrix}.down"]
            assert (up @ down).shape == (rows, columns)
            assert arrays[f"{matrix}.bias"].shape == (rows,)
    assert 0.2 < float(arrays["least"]) < 0.6


@pytest.mark.skipif(
    find_spec(pretrained.DISTRIBUTION) is None or find_spec("safetensors") is None,
    reason="the pretrained encoder is not installed: make accurate",
)
def test_real_model_reads_a_story(frames):
    quotes = bs.find_quotes(*frames, model="accurate")
    assert quotes["kind"].tolist() == ["direct", "indirect"]
    assert (quotes["score"] > 0.8).all()
