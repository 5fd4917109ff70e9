"""Which articles are the same copy: shared word n-grams, counted exactly."""

from itertools import pairwise

import numpy as np
import pandas as pd

from broadsheet.outlets.sequence import inside_quotes, ngram_ids, spans, story_words
from broadsheet.text import tokens_of

# Two articles are the same copy where a quarter of the shorter one's n-grams stand in the other, and a
# fifth of those outside quotation marks. Independent reports of one speech share its sentences (up to a
# third of their n-grams), but never more than an eighth of their own prose.
SAME_COPY, SAME_PROSE = 0.25, 0.20


def find_copies(
    articles: pd.DataFrame, tokens: pd.DataFrame, n: int = 5, least: float = 0.02
) -> pd.DataFrame:
    """Find the pairs of articles that share runs of `n` words, the most related first.

    Counts are exact, over the distinct n-grams of titles, bodies and captions (Broder 1997).

    Columns: `article_a`, `article_b` (in the order of `articles`), `shared` (n-grams in both),
    `containment_a` (the share of a's n-grams that b has), `containment_b`, `jaccard`, `prose` (the larger
    containment counting only n-grams outside quotation marks) and `same_copy`. Pairs whose larger
    containment is below `least` are left out.

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
    grams, article, prose = article_ngrams(words.code, words.article, n, inside_quotes(tokens)[words.row])
    pairs = shared_counts(grams, article, len(articles))
    size = np.bincount(article, minlength=len(articles))
    size_a, size_b = size[pairs["a"]], size[pairs["b"]]
    own = shared_counts(grams[prose], article[prose], len(articles)).set_index(["a", "b"])["shared"]
    own = own.reindex(pd.MultiIndex.from_frame(pairs[["a", "b"]]), fill_value=0).to_numpy()
    own_size = np.maximum(np.bincount(article[prose], minlength=len(articles)), 1)
    pairs = pairs.assign(
        containment_a=pairs["shared"] / size_a,
        containment_b=pairs["shared"] / size_b,
        jaccard=pairs["shared"] / (size_a + size_b - pairs["shared"]),
        prose=own / np.minimum(own_size[pairs["a"]], own_size[pairs["b"]]),
    )
    contained = pairs[["containment_a", "containment_b"]].max(axis=1)
    pairs["same_copy"] = (contained >= SAME_COPY) & (pairs["prose"] >= SAME_PROSE)
    pairs = pairs.assign(contained=contained)[contained >= least]
    pairs = pairs.sort_values(["contained", "shared", "a", "b"], ascending=[False, False, True, True])
    ids = {f"article_{side}": pd.Categorical.from_codes(pairs[side], articles.index) for side in "ab"}
    pairs = pairs.drop(columns=["a", "b", "contained"]).reset_index(drop=True)
    return pd.concat([pd.DataFrame(ids), pairs], axis=1)


def likely_copies(
    articles: pd.DataFrame, tokens: pd.DataFrame, n: int = 5, jaccard: float = 0.25, permutations: int = 128
) -> pd.DataFrame:
    """Find pairs of articles that are probably copies, where there are too many to count.

    MinHash sketches of the n-grams in a locality-sensitive index (Broder 1997; Leskovec, Rajaraman & Ullman,
    ch. 3): time and memory grow with the articles and not with their pairs, and each pair at the Jaccard
    threshold has about an even chance to be found. Then count those found: `find_copies` of their articles.

    Columns: `article_a`, `article_b` (in the order of `articles`). Needs datasketch:
    ``pip install "broadsheet[scale]"``.
    """
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        raise ImportError('Sketches need datasketch: pip install "broadsheet[scale]"') from error
    words = story_words(tokens)
    text = [str(word).encode() for word in words.text]
    index, pairs = MinHashLSH(threshold=jaccard, num_perm=permutations), []
    edges = np.searchsorted(words.article, np.arange(len(articles) + 1)).tolist()
    for number, (start, end) in enumerate(pairwise(edges)):
        run = [text[code] for code in words.code[start:end].tolist()]
        sketch = MinHash(num_perm=permutations)
        sketch.update_batch({b" ".join(run[k : k + n]) for k in range(len(run) - n + 1)} or {b""})
        pairs += [(other, number) for other in sorted(index.query(sketch)) if len(run) >= n]
        index.insert(number, sketch)
    places = np.array(pairs, dtype=int).reshape(-1, 2).T
    ids = [pd.Categorical.from_codes(place, articles.index) for place in places]
    return pd.DataFrame({"article_a": ids[0], "article_b": ids[1]})


def article_ngrams(
    code: np.ndarray, article: np.ndarray, n: int, quoted: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List each article's distinct n-grams: the n-gram's number, the article's, and whether it is its prose.

    The three arrays are sorted by n-gram, then article. An n-gram is prose if none of its words is
    `quoted` at one of its places.
    """
    if len(code) < n:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, bool)
    ids = ngram_ids(code, n)
    whole = article[: len(ids)] == article[n - 1 :]
    quotes = np.r_[0, np.cumsum(np.zeros(len(code), int) if quoted is None else quoted)]
    prose = quotes[n:] == quotes[:-n]
    count = int(article.max()) + 1
    key = ids[whole] * count + article[: len(ids)][whole]
    order = np.lexsort((~prose[whole], key))
    key, prose = key[order], prose[whole][order]
    first = np.r_[True, key[1:] != key[:-1]][: len(key)]
    return key[first] // count, key[first] % count, prose[first]


def shared_counts(grams: np.ndarray, article: np.ndarray, count: int) -> pd.DataFrame:
    """Count the n-grams that each pair of articles shares: columns `a`, `b` (a < b), `shared`.

    The n-grams of one wire story stand in the same articles, so n-grams are first pooled by the set of
    articles that hold them: a paragraph printed by a thousand outlets costs its thousand articles
    squared once, not once a word.
    """
    new = np.r_[True, grams[1:] != grams[:-1]][: len(grams)]
    start = np.flatnonzero(new)
    size = np.diff(np.r_[start, len(grams)])
    start, size = start[size > 1], size[size > 1]
    if not len(start):
        return pd.DataFrame({"a": [], "b": [], "shared": []}, dtype=np.int64)
    members = article[spans(start, size)].astype(np.int32)
    edges = np.cumsum(size)
    raw = members.tobytes()
    sets: dict[bytes, int] = {}
    for first, last in zip(((edges - size) * 4).tolist(), (edges * 4).tolist(), strict=True):
        held = raw[first:last]
        sets[held] = sets.get(held, 0) + 1
    member = np.frombuffer(b"".join(sets), np.int32).astype(np.int64)
    size = np.array([len(held) // 4 for held in sets])
    weight = np.repeat(np.fromiter(sets.values(), np.int64), size)
    last = np.repeat(np.cumsum(size), size)
    order = np.argsort(member, kind="stable")
    pieces = []
    for places in np.split(order, np.searchsorted(member[order], np.arange(1, count))):
        if len(places):
            left = last[places] - places - 1
            total = np.bincount(member[spans(places + 1, left)], np.repeat(weight[places], left))
            others = np.flatnonzero(total)
            pieces.append(np.c_[np.full(len(others), member[places[0]]), others, total[others]])
    found = np.concatenate(pieces).astype(np.int64)
    return pd.DataFrame(found, columns=["a", "b", "shared"])
