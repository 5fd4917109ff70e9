"""Which articles are the same copy: shared word n-grams, counted exactly."""

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers
from broadsheet.frames import checks_frames
from broadsheet.outlets.ngrams import ArticleNgrams, article_ngrams, shared_counts
from broadsheet.outlets.sequence import story_words
from broadsheet.text import tokens_of

# Two articles are the same copy where a quarter of the shorter one's n-grams stand in the other, and a
# fifth of those outside quotation marks. Independent reports of one speech share its sentences (up to a
# third of their n-grams), but never more than an eighth of their own prose. Read on BASIL and Helsinki.
SAME_COPY = 0.25
SAME_PROSE = 0.20


CONTAINMENTS = ["containment_a", "containment_b"]
MOST_RELATED = ["contained", "shared", "a", "b"]


@checks_frames
def find_copies(
    articles: pd.DataFrame, tokens: pd.DataFrame, n: int = 5, least: float = 0.02
) -> pd.DataFrame:
    """Find the pairs of articles that share runs of words, the most related first.

    Counts are exact, over the distinct n-grams of titles, bodies and captions (Broder 1997).

    Args:
        articles: The articles, as `read_articles` returns them.
        tokens: Their tokens, as `tokenize` returns them.
        n: How many words a run has.
        least: The larger containment that a pair must have.

    Returns:
        One row a pair: `article_a`, `article_b` (in the order of `articles`), `shared` (n-grams in both),
        `containment_a` (the share of a's n-grams that b has), `containment_b`, `jaccard`, `prose` (the
        larger containment counting only n-grams outside quotation marks) and `same_copy`.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame(
    ...     {"text": ["Rain fell on the old town all day.", "Rain fell on the old town, police said."]},
    ...     index=pd.Index(["a", "b"], name="article"),
    ... )
    >>> find_copies(articles, tokenize(articles))[["shared", "containment_a", "jaccard"]].round(2)
       shared  containment_a  jaccard
    0       2            0.5     0.33
    """
    tokens = tokens_of(articles, tokens)
    words = story_words(tokens)
    quoted = tokens["quoted"].to_numpy()
    quoted_words = quoted[words.row]
    ngrams = article_ngrams(words.code, words.article, n, quoted_words)
    pairs = measure_copies(ngrams, len(articles))
    contained = pairs[CONTAINMENTS].max(axis=1)
    pairs = pairs.assign(contained=contained)
    pairs = pairs[contained >= least]
    pairs = pairs.sort_values(
        MOST_RELATED,
        ascending=[False, False, True, True],
        ignore_index=True,
    )
    ids = {
        "article_a": pd.Categorical.from_codes(pairs["a"], articles.index),
        "article_b": pd.Categorical.from_codes(pairs["b"], articles.index),
    }
    measures = pairs.drop(columns=["a", "b", "contained"])
    return pd.concat([pd.DataFrame(ids), measures], axis=1)


def measure_copies(ngrams: ArticleNgrams, count: int) -> pd.DataFrame:
    """Return the measures of `find_copies` for each pair that shares n-grams, by number of article."""
    prose = ngrams.prose()
    pairs = shared_counts(ngrams, count)
    in_prose = shared_counts(prose, count)
    keys = pd.MultiIndex.from_frame(pairs[["a", "b"]])
    shared_prose = in_prose.set_index(["a", "b"])["shared"]
    shared_prose = shared_prose.reindex(keys, fill_value=0)
    pairs = measure_pairs(
        pairs,
        shared_prose=shared_prose.to_numpy(),
        sizes=ngrams.sizes(count),
        prose_sizes=prose.sizes(count),
    )
    return pairs.assign(same_copy=are_same_copy(pairs))


def measure_pairs(
    pairs: pd.DataFrame,
    shared_prose: Integers,
    sizes: Integers,
    prose_sizes: Integers,
) -> pd.DataFrame:
    """Add the measures of `find_copies` to pairs.

    Args:
        pairs: `a` and `b`, numbers of articles, and `shared`, how many n-grams both have.
        shared_prose: How many both have outside quotation marks, for each pair.
        sizes: How many n-grams each article has.
        prose_sizes: How many of these stand outside quotation marks.
    """
    first = pairs["a"].to_numpy()
    second = pairs["b"].to_numpy()
    shared = pairs["shared"]
    size_first = sizes[first]
    size_second = sizes[second]
    either = size_first + size_second - shared
    most_prose = np.maximum(prose_sizes, 1)
    least_prose = np.minimum(most_prose[first], most_prose[second])
    return pairs.assign(
        containment_a=shared / size_first,
        containment_b=shared / size_second,
        jaccard=shared / either,
        prose=shared_prose / least_prose,
    )


def are_same_copy(pairs: pd.DataFrame) -> pd.Series:
    """Say which pairs are one copy, by their containment and the containment of their prose."""
    contained = pairs[CONTAINMENTS].max(axis=1)
    shares_words = contained >= SAME_COPY
    shares_prose = pairs["prose"] >= SAME_PROSE
    return shares_words & shares_prose
