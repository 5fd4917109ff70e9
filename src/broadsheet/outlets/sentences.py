"""Which aligned sentences passages stand in, and what the sentences say."""

from typing import Any

import pandas as pd

SIDES = ("a", "b")
PLACE = ("article", "start", "end")


def find_sentences(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences of `overlaps` in which passages begin.

    Args:
        rows: Any frame with `article` and `start`.
        overlaps: What `compare_outlets` returns.

    Returns:
        `row` and `overlap` (labels of the two frames) and `side` (a or b), once for each time that the
        sentence was compared.
    """
    passages = rows[["article", "start"]].astype({"article": object})
    passages = passages.reset_index(names="row")
    sides = [_on_side(side, passages, overlaps) for side in SIDES]
    return pd.concat(sides, ignore_index=True)


def _on_side(side: str, passages: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Return the passages that begin in the sentences of one side."""
    columns = [f"{name}_{side}" for name in PLACE]
    sentences = overlaps[columns].dropna()
    sentences.columns = ["article", "from", "to"]
    sentences = sentences.astype({"article": object})
    sentences = sentences.reset_index(names="overlap")
    both = passages.merge(sentences, on="article")
    begins_after = both["start"] >= both["from"]
    begins_before = both["start"] < both["to"]
    inside = both[begins_after & begins_before]
    return inside[["row", "overlap"]].assign(side=side)


def read_sentences(articles: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Put both versions of each sentence beside its row of `overlaps`.

    Args:
        articles: The articles, with their text.
        overlaps: What `compare_outlets` returns.

    Returns:
        `overlaps` with `text_a` and `text_b`, missing on the side that lacks the sentence.
    """

    text_of = articles["text"].to_dict()

    def read(article: Any, start: Any, end: Any) -> str | None:
        if pd.isna(start):
            return None
        return text_of[article][start:end]

    texts = {}
    for side in SIDES:
        columns = [overlaps[f"{name}_{side}"] for name in PLACE]
        sentences = [read(*cells) for cells in zip(*columns, strict=True)]
        texts[f"text_{side}"] = pd.array(sentences, dtype="str")
    return overlaps.assign(**texts)
