"""The citation of each row that is a passage."""

import pandas as pd

from broadsheet.corpus import Corpus
from broadsheet.show.citation import Citations


def with_citations(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return rows that name a passage with a last column that cites it.

    Args:
        rows: Any table; without `article`, `start` and `end` it is returned as it is.
        corpus: The articles.
    """
    if not {"article", "start", "end"} <= set(rows) or not len(rows):
        return rows
    ids = corpus.catalogue.index
    citations = Citations(corpus.articles, corpus.passages)
    places = zip(
        rows["article"].astype(object), rows["start"], rows["end"], strict=True
    )
    texts = [
        citations.of(article, int(start), int(end))
        if article in ids and pd.notna(start)
        else ""
        for article, start, end in places
    ]
    return rows.assign(citation=pd.array(texts, dtype="str"))
