"""Where two readings of the same articles differ: the first rows to check by hand."""

import pandas as pd

from broadsheet.frames import checks_frames
from broadsheet.text import tokens_of

from .find import find_quotes

LIKE = 0.5  # of the letters of the longer content: from so much in common on it is one quotation


@checks_frames
def unlike_quotes(
    articles: pd.DataFrame, tokens: pd.DataFrame, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the quotations that only one of the two models finds.

    The two were trained apart, so where they agree both are likely right, and a row that one of them
    alone has is the first to check by hand.

    Args:
        articles: what `read_articles` returns.
        tokens: what `tokenize` makes of it.
        quotes: what the accurate model found, where it has read already.

    Returns:
        Rows as `find_quotes` gives them, in order, with `found_by`: "fast" or "accurate".

    >>> import pandas as pd
    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["“We won,” the mayor said on Friday."]}, index=["a"])
    >>> tokens = tokenize(articles)
    >>> none = find_quotes(articles, tokens).iloc[:0]  # as if the accurate model had found nothing
    >>> unlike_quotes(articles, tokens, none)["found_by"].tolist()
    ['fast']
    """
    tokens = tokens_of(articles, tokens)
    fast = find_quotes(articles, tokens)
    if quotes is None:
        quotes = find_quotes(articles, tokens, model="accurate")
    only_fast = fast[~_in_both(fast, quotes)]
    only_accurate = quotes[~_in_both(quotes, fast)]
    alone = [
        only_fast.assign(found_by="fast"),
        only_accurate.assign(found_by="accurate"),
    ]
    together = pd.concat(alone, ignore_index=True)
    together["article"] = together["article"].astype(quotes["article"].dtype)
    return together.sort_values(["article", "start"], ignore_index=True)


def _in_both(quotes: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Whether the other reading has a row with much the same content."""
    pieces_of_others = _pieces_by_article(others)
    result = []
    for article, pieces in zip(quotes["article"], quotes["pieces"], strict=True):
        theirs = pieces_of_others.get(article, [])
        is_like = any(_are_like(pieces, other) for other in theirs)
        result.append(is_like)
    return pd.Series(result, index=quotes.index, dtype=bool)


def _pieces_by_article(quotes: pd.DataFrame) -> dict[str, list[list]]:
    """The pieces of each quotation, by the article it is from."""
    by_article: dict[str, list[list]] = {}
    for article, pieces in zip(quotes["article"], quotes["pieces"], strict=True):
        own = by_article.setdefault(article, [])
        own.append(pieces)
    return by_article


def _are_like(pieces: list, others: list) -> bool:
    shared = 0
    for start, end in pieces:
        for their_start, their_end in others:
            first = max(start, their_start)
            last = min(end, their_end)
            shared += max(0, last - first)
    length = _length(pieces)
    longer = max(length, _length(others))
    return shared >= LIKE * longer


def _length(pieces: list) -> int:
    return sum(end - start for start, end in pieces)
