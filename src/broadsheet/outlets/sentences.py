"""Which aligned sentences passages stand in, and what the sentences say."""

from typing import Any

import pandas as pd


def find_sentences(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences of `overlaps` in which passages begin.

    Args:
        rows: Any frame with `article` and `start`.
        overlaps: What `compare_outlets` returns.

    Returns:
        `row` and `overlap` (labels of the two frames) and `side` (a or b), once for each time that the
        sentence was compared.
    """
    passages = (
        rows[["article", "start"]].astype({"article": object}).reset_index(names="row")
    )
    sides = []
    for side in ("a", "b"):
        places = overlaps[[f"article_{side}", f"start_{side}", f"end_{side}"]].dropna()
        places = places.set_axis(["article", "from", "to"], axis=1).reset_index(
            names="overlap"
        )
        both = passages.merge(places.astype({"article": object}), on="article")
        is_inside = (both["start"] >= both["from"]) & (both["start"] < both["to"])
        sides.append(both.loc[is_inside, ["row", "overlap"]].assign(side=side))
    return pd.concat(sides, ignore_index=True)


def read_sentences(articles: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Put both versions of each sentence beside its row of `overlaps`.

    Args:
        articles: The articles, with their text.
        overlaps: What `compare_outlets` returns.

    Returns:
        `overlaps` with `text_a` and `text_b`, missing on the side that lacks the sentence.
    """

    def read(article: Any, start: Any, end: Any) -> str | None:
        return articles.at[article, "text"][start:end] if pd.notna(start) else None

    for side in ("a", "b"):
        columns = [overlaps[f"{name}_{side}"] for name in ("article", "start", "end")]
        texts = [read(*cells) for cells in zip(*columns, strict=True)]
        overlaps = overlaps.assign(**{f"text_{side}": pd.array(texts, dtype="str")})
    return overlaps
