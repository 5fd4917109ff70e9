"""Where in an article words fall."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from broadsheet.words.parts import Searching, TokenParts, Tokens, parts_of
from broadsheet.words.query import list_queries
from broadsheet.words.running import RunningWords, running_words
from broadsheet.words.search import Matches, Query

# What there is where no part can have a match.
NO_PLACES = pd.DataFrame(
    columns=["article", "start", "end", "position", "word"]
).astype({"start": "int32", "end": "int32", "position": "float64"})


def places(
    tokens: Tokens,
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
    tokens = parts_of(tokens)
    searching = Searching(list_queries(query), unit, parts, case, regex)
    matched = _find_places(tokens, searching)
    words_found = set(matched["word"])
    matched["article"] = pd.Categorical(matched["article"], tokens.ids)
    queries = list(dict.fromkeys(searching.queries))
    matched["word"] = pd.Categorical(matched["word"], queries)
    matched = matched[["article", "word", "start", "end", "position"]]
    matched = matched.sort_values(["word", "article", "start"], ignore_index=True)
    matched.attrs["notes"] = [
        tokens.explain(searching, text)
        for text in searching.queries
        if text not in words_found
    ]
    return matched


def _find_places(tokens: TokenParts, searching: Searching) -> pd.DataFrame:
    """Return the places of all queries, part by part."""
    frames: list[pd.DataFrame] = [NO_PLACES]
    for part in tokens.matching(searching):
        searcher = searching.searcher(part)
        words = running_words(part, searching.unit, searching.parts)
        for text in searching.queries:
            matches = searcher.find(text)
            placed = _place(part, words, matches)
            frames.append(placed.assign(word=text))
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled or frames[-1:], ignore_index=True)


def _place(tokens: pd.DataFrame, words: RunningWords, matches: Matches) -> pd.DataFrame:
    """Return where in its article each match falls."""
    ids = tokens["article"].cat.categories
    article_of_token = tokens["article"].cat.codes.to_numpy()
    starts = tokens["start"].to_numpy()
    ends = tokens["end"].to_numpy()
    size = np.bincount(words.article, minlength=len(ids))
    words_before = np.cumsum(size) - size
    article = article_of_token[matches.first]
    index = np.searchsorted(words.first, matches.first)
    index_in_article = index - words_before[article]
    words_of_article = np.maximum(size[article], 1)
    return pd.DataFrame(
        {
            "article": ids[article].astype(object),
            "start": starts[matches.first],
            "end": ends[matches.last - 1],
            "position": index_in_article / words_of_article,
        }
    )
