"""The pictures of figures: their colours, and how many."""

from io import BytesIO

import numpy as np
import pandas as pd
from PIL import Image

import broadsheet as bs
from broadsheet.notebook import COLORS, EXACT, with_few_colors


def read(content):
    """Return the pixels of a PNG file."""
    return np.asarray(Image.open(BytesIO(content)).convert("RGB")).astype(int)


def test_few_colors_are_kept_as_they_are():
    pixels = np.zeros((20, 30, 3), np.uint8)
    pixels[5:, :, 0] = np.arange(30) * 8
    pixels[:, 3:, 2] = 255
    assert (read(with_few_colors(Image.fromarray(pixels))) == pixels).all()


def test_of_many_colors_the_commonest_are_kept_and_others_are_near():
    rng = np.random.default_rng(1)
    pixels = np.full((60, 60, 3), 255, np.uint8)
    pixels[:20] = (0, 83, 151)
    pixels[20:40] = rng.integers(100, 140, (20, 60, 3))
    content = with_few_colors(Image.fromarray(pixels))
    shown = read(content)
    assert (shown[:20] == (0, 83, 151)).all()
    assert (shown[40:] == 255).all()
    assert np.abs(shown - pixels).max() <= 40
    assert Image.open(BytesIO(content)).mode == "P"
    assert EXACT < len(np.unique(shown.reshape(-1, 3), axis=0)) <= COLORS


def test_what_stands_below_narrow_panels_is_not_cut():
    outlets = ["The Northern Herald", "The Star"]
    texts = [
        f"The {'very' * 7}longword{number} of herring sank. " * 900
        for number in range(2)
    ]
    rows = {"id": ["a", "b"], "text": texts, "outlet": outlets}
    corpus = bs.open_corpus(pd.DataFrame(rows | {"published": "2021-10-09"}))
    counts = bs.count_words(corpus.tokens, by="outlet", articles=corpus.articles)
    fig = bs.charts.words.frequent(counts)
    fig.draw_without_rendering()
    for ax in fig.axes:
        label = ax.xaxis.label
        assert "words" in label.get_text()
        assert label.get_window_extent().x1 <= fig.bbox.x1
