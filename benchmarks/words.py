"""How fast words are counted, beside scikit-learn and nltk on the same texts, and how large a token is.

    python benchmarks/words.py TEXTS.jsonl

`TEXTS.jsonl` has one article a line with at least `id` and `text`. All times are CPU seconds of this process,
the least of several runs, one after the other so that they share whatever else the machine is doing.
"""

import sys

import pandas as pd
from common import articles_frame, finish, read_lines, timed
from nltk import FreqDist, ngrams
from nltk.tokenize import NLTKWordTokenizer
from sklearn.feature_extraction.text import CountVectorizer

import broadsheet as bs


def nltk_counts(token_lists):
    """Words and bigrams of each article, as an nltk user would count them."""
    return [
        (
            FreqDist(
                words := [token.lower() for token in tokens if token[0].isalnum()]
            ),
            FreqDist(ngrams(words, 2)),
        )
        for tokens in token_lists
    ]


def main(path: str, repeat: int = 3) -> None:
    records = read_lines(path)
    articles = articles_frame(records)
    texts = articles["text"].tolist()
    bs.tokenize(articles.head(5))  # so that reading the weights is not counted
    tokens, tokenizing = timed(bs.tokenize, articles, repeat=repeat)
    counts, counting = timed(bs.count_words, tokens, ngram=(1, 2), repeat=repeat)
    _, vectorizing = timed(
        CountVectorizer(ngram_range=(1, 2)).fit_transform, texts, repeat=repeat
    )
    split, splitting = timed(lambda: list(map(NLTKWordTokenizer().tokenize, texts)))
    _, distributing = timed(nltk_counts, split, repeat=repeat)
    by_outlet, outlets = timed(
        bs.count_words, tokens, "outlet", articles, repeat=repeat
    )
    outlet = by_outlet["outlet"].iloc[0]
    comparison, comparing = timed(bs.compare_words, by_outlet, outlet, repeat=repeat)
    n = len(tokens)
    rows = [
        {"what": "tokenize, tag, lemmatise", "seconds": tokenizing},
        {"what": "count_words, words and bigrams per article", "seconds": counting},
        {"what": "both together", "seconds": tokenizing + counting},
        {
            "what": "scikit-learn CountVectorizer((1, 2)), from text",
            "seconds": vectorizing,
        },
        {"what": "nltk NLTKWordTokenizer", "seconds": splitting},
        {
            "what": "nltk FreqDist of words and bigrams, from its tokens",
            "seconds": distributing,
        },
        {"what": "count_words by outlet with dispersion", "seconds": outlets},
        {"what": f"compare_words, {len(comparison):,} words", "seconds": comparing},
    ]
    rows = [row | {"tokens a second": round(n / row["seconds"])} for row in rows]
    figures = {
        "tokens": n,
        "rows": len(counts),
        "tokenize and count over CountVectorizer": vectorizing
        / (tokenizing + counting),
        "count over CountVectorizer": vectorizing / counting,
        "count over FreqDist": distributing / counting,
        "tokenize and count over nltk": (splitting + distributing)
        / (tokenizing + counting),
        "bytes a token": float(tokens.memory_usage(deep=True).sum() / n),
        "bytes a token without the categories": float(sum(column_bytes(tokens)) / n),
    }
    finish(rows, figures, f"{len(articles):,} articles, {n:,} tokens")


def column_bytes(frame: pd.DataFrame) -> list[int]:
    """The bytes that grow with each row; the distinct words are stored once."""
    return [
        column.cat.codes.memory_usage(index=False)
        if isinstance(column.dtype, pd.CategoricalDtype)
        else column.memory_usage(index=False)
        for _, column in frame.items()
    ]


if __name__ == "__main__":
    main(sys.argv[1])
