"""Who said it in newsrooms of many countries: short passages, read as one corpus."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs

GOLD = Path(__file__).parents[1] / "gold" / "speakers_world.json"
PASSAGES = json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def quotes():
    texts = [passage["text"] for passage in PASSAGES]
    labels = [passage["label"] for passage in PASSAGES]
    articles = pd.DataFrame({"text": texts}, index=labels)
    return bs.find_quotes(articles, bs.tokenize(articles))


def plain(name):
    """A name without case, marks and a leading article."""
    words = re.sub(r"[^\w]+", " ", str(name).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["label"])
def test_speaker_and_kind(passage, quotes):
    own = quotes[quotes["article"] == passage["label"]]
    for content, speakers, kinds in passage["said"]:
        rows = own[[plain(content) in plain(each) for each in own["content"]]]
        assert len(rows) == 1, content
        row = rows.iloc[0]
        assert plain(row["speaker"]) in [plain(speaker) for speaker in speakers]
        assert row["speaker_kind"] in kinds
    if not passage["said"]:
        assert own.empty
