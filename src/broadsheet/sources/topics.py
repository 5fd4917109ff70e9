"""Which articles mention a word of the study."""

import re

import pandas as pd


def mentioning(articles: pd.DataFrame, word: str) -> list[str]:
    """Return the ids of the articles that mention a word or phrase; * stands for any letters.

    >>> frame = pd.DataFrame({"text": ["The migrants came.", "It rained."]}, index=["a", "b"])
    >>> mentioning(frame, "migra*")
    ['a']
    """
    escaped = re.escape(word.strip())
    with_stars = escaped.replace(r"\*", r"\w*")
    words = with_stars.replace(r"\ ", r"\s+")
    pattern = rf"(?<!\w){words}(?!\w)"
    is_there = articles["text"].str.contains(pattern, case=False, regex=True)
    ids = articles.index[is_there]
    return [str(article) for article in ids]
