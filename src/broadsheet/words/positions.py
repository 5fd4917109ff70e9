"""Where in an article words fall."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from broadsheet.frames import check_tokens
from broadsheet.words.running import running_words
from broadsheet.words.search import Query, Searcher


def places(
    tokens: pd.DataFrame,
    query: Query,
    unit: str = "norm",
    parts: str | Collection[str] = ("body",),
    case: bool = False,
    regex: bool = False,
) -> pd.DataFrame:
    """Return where in its article each match of each query falls.

    Args:
        tokens: what `tokenize` returns.
        query: what to look for, or several such; `broadsheet.words.search` describes the language.
        unit: the column that plain words are compared with: "norm", "lemma" or "token".
        parts: which parts of the articles.
        case: whether case counts.
        regex: whether the queries are regular expressions.

    Returns:
        `article`, `word` (the query), `start`, `end`, and `position`, the share of the article's words that
        come before it (0 to 1). Queries that find nothing are named in `attrs["notes"]`.

    Raises:
        BroadsheetError: where a query cannot be understood.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["The mill closed. The mills remain."]}, index=["a"])
    >>> places(tokenize(articles), "mill*")["position"].round(2).tolist()
    [0.17, 0.67]
    """
    tokens = check_tokens(tokens)
    searcher = Searcher(tokens, unit, parts, case, regex)
    words = running_words(tokens, unit, parts)
    size = np.bincount(words.article, minlength=len(tokens["article"].cat.categories))
    words_before = np.cumsum(size) - size
    article_codes = tokens["article"].cat.codes.to_numpy()
    queries = [query] if isinstance(query, str) else list(query)
    frames = []
    notes = []
    for text in queries:
        matches = searcher.find(text)
        if not len(matches):
            notes.append(searcher.explain(text))
        article = article_codes[matches.first]
        index = np.searchsorted(words.first, matches.first)
        columns = {
            "article": pd.Categorical.from_codes(
                article, dtype=tokens["article"].dtype
            ),
            "word": pd.Categorical(
                [text] * len(matches), categories=list(dict.fromkeys(queries))
            ),
            "start": tokens["start"].to_numpy()[matches.first],
            "end": tokens["end"].to_numpy()[matches.last - 1],
            "position": (index - words_before[article]) / np.maximum(size[article], 1),
        }
        frames.append(pd.DataFrame(columns))
    found = pd.concat(frames).sort_values(
        ["word", "article", "start"], ignore_index=True
    )
    found.attrs["notes"] = notes
    return found
