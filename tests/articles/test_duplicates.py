"""Articles that repeat another of their outlet."""

import random

import pandas as pd

import broadsheet as bs
from broadsheet.articles.duplicates import duplicate_of

from .makers import BODY


def test_duplicates(tmp_path):
    other = BODY.replace("Tuesday", "Wednesday").replace("thirty years", "years")
    rows = [
        ("Echo", BODY),
        ("Echo", other),
        ("Mail", BODY),
        ("Echo", BODY),
        ("Echo", "Brief."),
        ("Echo", "Brief."),
    ]
    table = pd.DataFrame(rows, columns=["outlet", "text"])
    table.to_csv(tmp_path / "t.csv", index=False)
    ids = [f"t-{line:03}" for line in bs.read_articles(tmp_path / "t.csv")["position"]]
    kept = bs.read_articles(tmp_path / "t.csv")
    assert list(kept["duplicate_of"].fillna("")) == ["", ids[0], "", ids[0], "", ids[4]]
    assert any("3 of 6 articles repeat" in note for note in kept.attrs["notes"])
    first = bs.read_articles(tmp_path / "t.csv", duplicates="first")
    assert list(first.index) == [ids[0], ids[2], ids[4]]
    assert len(first.attrs["skipped"]) == 3
    strict = bs.read_articles(tmp_path / "t.csv", similarity=1.0)
    assert list(strict["duplicate_of"].fillna("")) == ["", "", "", ids[0], "", ids[4]]


def test_duplicates_against_all_pairs():
    rng = random.Random(8)
    texts = [" ".join(rng.choices("abcdefghij", k=60)) for _ in range(12)]
    texts += [texts[n] + " " + " ".join(rng.choices("xyz", k=4 * n)) for n in range(8)]
    articles = pd.DataFrame(
        {"text": texts, "outlet": pd.Categorical(["Echo"] * 20)},
        index=[f"a{n}" for n in range(20)],
    )

    def shingles(text):
        words = text.split()
        return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}

    found = duplicate_of(articles, similarity=0.7)
    for n, text in enumerate(texts):
        mine = shingles(text)
        same = [
            f"a{m}"
            for m in range(n)
            if len(mine & shingles(texts[m]))
            >= 0.7 * max(len(mine), len(shingles(texts[m])))
        ]
        assert (found.iloc[n] if found.notna().iloc[n] else None) == (
            same[0] if same else None
        )
