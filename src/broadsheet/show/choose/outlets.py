"""Which outlets the last page compares, and in what."""

from typing import Any

import pandas as pd

from broadsheet.outlets.coverage import COLUMNS, compare_coverage
from broadsheet.show.choose.words import how_to_count, in_written_form, is_aside
from broadsheet.words import count_words


def of_one_copy(overlaps: pd.DataFrame, clusters: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons of articles that are versions of one copy.

    Args:
        overlaps: What `compare_outlets` returns: where nothing is shared, of the two nearest articles.
        clusters: What `copy_clusters` returns.
    """
    copies = clusters.dropna(subset="cluster")
    cluster = copies.set_index("article")["cluster"]
    cluster.index = cluster.index.astype(object)
    first = overlaps["article_a"].astype(object).map(cluster)
    second = overlaps["article_b"].astype(object).map(cluster)
    is_one = first.notna() & (first == second)
    return overlaps[is_one]


def articles_compared(overlaps: pd.DataFrame) -> list[str]:
    """Return the articles that are compared, each once."""
    sides = [overlaps["article_a"].astype(object), overlaps["article_b"].astype(object)]
    return list(pd.concat(sides).unique())


def coverage_of_pair(corpus: Any, pair: tuple[str, str] | None) -> pd.DataFrame:
    """Return what each of two outlets covers and the other does not; nothing where there are not two."""
    if pair is None:
        return pd.DataFrame(columns=COLUMNS)
    articles = corpus.catalogue
    how = {**how_to_count(corpus.study), "ngram": 1, "dispersion": False}
    counts = count_words(corpus.token_parts, by="outlet", articles=articles, **how)
    written = in_written_form(counts)
    words = written[~is_aside(written["word"])]
    first, second = pair
    return compare_coverage(
        first,
        second,
        articles,
        corpus.part_of("quotes", columns=["article", "speaker", "speaker_kind"]),
        corpus.events,
        words,
    )


def outlet_sizes(corpus: Any) -> pd.Series:
    """Return how many words of its articles each outlet has."""
    passages = corpus.passages
    body = passages[passages["part"] == "body"]
    by_article = body.groupby("article", observed=True)
    words = by_article["words"].sum()
    words.index = words.index.astype(object)
    articles = corpus.catalogue
    every = words.reindex(articles.index, fill_value=0)
    outlets = articles["outlet"].astype(object)
    return every.groupby(outlets).sum()
