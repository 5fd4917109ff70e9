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
    cluster = clusters.dropna(subset="cluster").set_index("article")["cluster"]
    cluster.index = cluster.index.astype(object)
    first = overlaps["article_a"].astype(object).map(cluster)
    second = overlaps["article_b"].astype(object).map(cluster)
    return overlaps[first.notna() & (first == second)]


def coverage_of_pair(corpus: Any, pair: tuple[str, str] | None) -> pd.DataFrame:
    """Return what each of two outlets covers and the other does not; nothing where there are not two."""
    if pair is None:
        return pd.DataFrame(columns=COLUMNS)
    articles = corpus.catalogue
    how = {**how_to_count(corpus.study), "ngram": 1}
    counts = count_words(corpus.token_parts, by="outlet", articles=articles, **how)
    counts = in_written_form(counts)
    counts = counts[~is_aside(counts["word"])]
    return compare_coverage(*pair, articles, corpus.quotes, corpus.events, counts)


def outlet_sizes(corpus: Any) -> pd.Series:
    """Return how many words of its articles each outlet has."""
    passages = corpus.passages
    words = (
        passages.loc[passages["part"] == "body"]
        .groupby("article", observed=True)["words"]
        .sum()
    )
    words.index = words.index.astype(object)
    articles = corpus.catalogue
    words = words.reindex(articles.index, fill_value=0)
    return words.groupby(articles["outlet"].astype(object)).sum()
