"""Which aligned sentences passages stand in, and what the sentences say."""

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
    passages = rows[["article", "start"]]
    passages = passages.astype({"article": object})
    passages = passages.reset_index(names="row")
    sides = []
    for side in SIDES:
        on_side = _on_side(side, passages, overlaps)
        sides.append(on_side)
    return pd.concat(sides, ignore_index=True)


def _on_side(side: str, passages: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Return the passages that begin in the sentences of one side."""
    sentences = _places(side, overlaps).dropna()
    sentences = sentences.astype({"article": object})
    sentences = sentences.reset_index(names="overlap")
    sentences = sentences.rename(columns={"start": "from", "end": "to"})
    both = passages.merge(sentences, on="article")
    begins_after = both["start"] >= both["from"]
    begins_before = both["start"] < both["to"]
    is_inside = begins_after & begins_before
    inside = both.loc[is_inside, ["row", "overlap"]]
    return inside.assign(side=side)


def _places(side: str, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Return where the sentences of one side stand: `article`, `start`, `end`."""
    names = {f"{name}_{side}": name for name in PLACE}
    places = overlaps[list(names)]
    return places.rename(columns=names)


def read_sentences(articles: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Put both versions of each sentence beside its row of `overlaps`.

    Args:
        articles: The articles, with their text.
        overlaps: What `compare_outlets` returns.

    Returns:
        `overlaps` with `text_a` and `text_b`, missing on the side that lacks the sentence.
    """
    text_of = articles["text"].to_dict()
    versions = {}
    for side in SIDES:
        places = _places(side, overlaps)
        sentences = []
        for article, start, end in places.itertuples(index=False):
            is_missing = pd.isna(start)
            sentence = None if is_missing else text_of[article][start:end]
            sentences.append(sentence)
        versions[f"text_{side}"] = pd.array(sentences, dtype="str")
    return overlaps.assign(**versions)
