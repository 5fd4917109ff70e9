"""Sentences about words: what sets two sides apart, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.show.sentences.english import (
    ONE_WITH_WORDS,
    count_noun,
    count_word,
    join_names,
    list_names,
    times,
)

# With fewer articles on a side, what does not differ beyond chance may differ all the same.
FEW_ARTICLES = 10

# A log ratio nearer to nothing than this (a tenth more or less often) is no difference worth a word.
SAME_RATE = 0.14

# From here on a decimal of a ratio says nothing.
ROUND_FROM = 10

# The log-likelihood that one word in twenty passes by chance, and that level.
CRITICAL = 3.84
LEVEL = 0.05

# Below this, one decimal would round a ratio to nothing.
SMALL = 0.1

# Where one side has more than so many times the words of the other, bare counts would mislead.
UNLIKE = 2

# A reference with more words than this is a list of one's own, whose size says nothing to a reader.
OWN_REFERENCE = 1e9

# Why a side with one article has no words of its own.
ONE_CANNOT_TELL = "which cannot tell what is usual of a side"

# Words or categories that a sentence names.
MOST_FOLLOWED = 8


def counted_sentence(sizes: pd.DataFrame, is_parted: bool) -> str:
    """Say how many words were counted, and of whom.

    Args:
        sizes: One row a group, with `total` words and `of_articles`.
        is_parted: Whether the groups are the earlier and the later articles of one outlet, or of none.
    """
    if sizes.empty:
        return "There are no words to count."
    words = count_noun(int(sizes["total"].sum()), "running word")
    articles = count_noun(int(sizes["of_articles"].sum()), "article")
    text = f"{words} in {articles}"
    if is_parted:
        return f"{text}: the earlier articles are compared with the later."
    if len(sizes) == 1:
        return f"{text}."
    return f"{text}, in {count_noun(len(sizes), 'group')}."


def uneven_sentence(words: pd.DataFrame) -> str:
    """Name the words that are spread least evenly.

    Args:
        words: Rows of `count_words` with `dp_norm`.
    """
    known = words.dropna(subset="dp_norm")
    if known.empty:
        return "With one article nothing can be said about how words are spread."
    top = known.nlargest(3, "dp_norm")
    names = []
    for row in top.itertuples():
        articles = f"{row.articles:,} of {row.of_articles:,} articles"
        names.append(f"“{row.word}” ({articles})")
    return f"Least evenly spread of the commonest words: {list_names(names)}."


def own_words_sentence(sizes: pd.DataFrame) -> str:
    """Say once of which sides no words of their own are named, since they have one article.

    Args:
        sizes: One row a side, with `of_articles`.

    >>> own_words_sentence(pd.DataFrame({"of_articles": [9, 1, 1]}, index=["Echo", "Star", "Sun"]))
    'Star and Sun have one article each, which cannot tell what is usual of a side, so neither has a row.'
    >>> own_words_sentence(pd.DataFrame({"of_articles": [9, 4]}, index=["Echo", "Star"]))
    ''
    """
    if len(sizes) < 2:
        return "There are no two sides, so there is nothing to set one apart from."
    articles = sizes["of_articles"].astype(int)
    single = articles[articles < 2].index.astype("str").tolist()
    if not single:
        return ""
    if len(single) == len(sizes):
        each = (
            "Both sides have" if len(sizes) == 2 else f"All {len(sizes):,} sides have"
        )
        return f"{each} one article each, {ONE_CANNOT_TELL}, so none is compared."
    names = list_names(single)
    if len(sizes) == 2:
        return (
            f"{names} has one article, {ONE_CANNOT_TELL}, so the two are not compared."
        )
    if len(single) == 1:
        return f"{names} has one article, {ONE_CANNOT_TELL}, so it has no row."
    none = "neither has" if len(single) == 2 else "none of them has"
    return f"{names} have one article each, {ONE_CANNOT_TELL}, so {none} a row."


def _both_counts(articles: tuple[int, int]) -> str:
    first, second = articles
    if first == second:
        return f"{first:,} articles on each side"
    return f"{first:,} and {second:,} articles"


def words_finding(
    comparison: pd.DataFrame, first: str, second: str, articles: tuple[int, int]
) -> str:
    """Say which words set two sides apart, and how sure that is.

    Args:
        comparison: Rows of `compare_words` that may be named, strongest evidence first.
        first, second: The two sides.
        articles: How many articles each side has.
    """
    if comparison.empty:
        return f"Too few words are used often enough to compare {first} with {second}."
    differing = comparison[comparison["log_ratio"].abs() > SAME_RATE]
    if differing.empty:
        return f"{first} and {second} use the same words about as often."
    largest = differences(differing)
    if min(articles) < 2:
        return (
            f"Largest differences between {first} and {second}: {largest}. With one article "
            "on a side, these are differences between articles, and may be no more."
        )
    certain = differing[differing["significant"]]
    if certain.empty and min(articles) < FEW_ARTICLES:
        return (
            f"Largest differences between {first} and {second}: {largest}. "
            f"With {_both_counts(articles)} there are too few to tell them from chance."
        )
    if certain.empty:
        return (
            f"No word sets {first} and {second} apart beyond chance. The largest differences are "
            f"{largest}."
        )
    number = f"One word sets {first} and {second} apart"
    if len(certain) > 1:
        words = f"{len(certain):,} of {len(differing):,} words"
        number = f"{words} set {first} and {second} apart"
    return f"{number} beyond chance: {_by_side(certain, first, second)}."


def _by_side(certain: pd.DataFrame, first: str, second: str) -> str:
    """Write what each side uses more: three words of one side alone, two of each of both."""
    more_in_first = certain[certain["log_ratio"] > 0]
    more_in_second = certain[certain["log_ratio"] < 0]
    are_both = len(more_in_first) > 0 and len(more_in_second) > 0
    most = 2 if are_both else 3
    sides = []
    for name, words in ((first, more_in_first), (second, more_in_second)):
        if len(words):
            sides.append(f"more often in {name} {differences(words, most)}")
    return "; ".join(sides)


def differences(words: pd.DataFrame, most: int = 3) -> str:
    """Write words with how often each side uses them and how many times as often, with its interval."""
    parts = [difference(row) for row in words.head(most).itertuples()]
    return join_names(parts)


def difference(row: Any) -> str:
    """Write one word with its counts and its ratio."""
    counts = _both_uses(row)
    if not row.count or not row.reference_count:
        return f"“{row.word}” ({counts})"
    low = row.articles_low
    high = row.articles_high
    if pd.isna(low) or pd.isna(high):
        low = row.log_ratio_low
        high = row.log_ratio_high
    interval = ratio_interval(low, high)
    return f"“{row.word}” ({counts}, {interval})"


def _both_uses(row: Any) -> str:
    """Write how often each side has a word; of how many words, where one side has many more."""
    first = f"{row.count:,}"
    second = f"{row.reference_count:,}"
    larger = max(row.total, row.reference_total)
    smaller = min(row.total, row.reference_total)
    if larger > UNLIKE * smaller and row.reference_total < OWN_REFERENCE:
        first += f" in {row.total:,} words"
        second += f" in {row.reference_total:,}"
    return f"{first} against {second}"


def ratio_interval(low: float, high: float) -> str:
    """Write how many times as often a word is used, from the limits of its log ratio.

    >>> ratio_interval(1.0, 2.0), ratio_interval(-2.0, -1.0), ratio_interval(-1.0, 3.0)
    ('2.0 to 4.0 times as often', '2.0 to 4.0 times as often', 'anything from 0.5 to 8.0 times as often')
    """
    start = ""
    ends = [low, high]
    if low * high > 0:
        ends = [abs(low), abs(high)]
    else:
        start = "anything from "
    least = factor(2 ** min(ends))
    most = factor(2 ** max(ends))
    return f"{start}{least} to {most} times as often"


def factor(value: float) -> str:
    """Write how many times, without more figures than say something.

    >>> factor(0.94), factor(138.9), factor(0.022)
    ('0.9', '139', '0.02')
    """
    if value >= ROUND_FROM:
        return f"{value:,.0f}"
    if value < SMALL:
        first_figure = float(f"{value:.1g}")
        return np.format_float_positional(first_figure)
    return f"{value:.1f}"


def nothing_to_compare(articles: pd.DataFrame) -> str:
    """Say why there are no two sides whose words could be compared."""
    if articles.empty:
        return "No article is in English, so there are no words to compare."
    if len(articles) == 1:
        return "There is one article, so there is nothing to compare its words with."
    outlets = articles["outlet"].nunique()
    if not outlets:
        return "No outlet is known, so there are no two sides whose words could be compared."
    if outlets > 1:
        return f"{ONE_WITH_WORDS}, so there are no two sides whose words could be compared."
    return (
        "All articles are from one outlet, "
        "and not enough days are known to compare earlier with later ones."
    )


def tests_sentence(comparison: pd.DataFrame, articles: tuple[int, int]) -> str:
    """Say how many words pass each of the tests."""
    if comparison.empty:
        return "No words were compared."
    is_unlikely = comparison["log_likelihood"] > CRITICAL
    is_unlikely_of_many = comparison["p_adjusted"] < LEVEL
    alone = differ(int(is_unlikely.sum()))
    adjusted = count_word(int(is_unlikely_of_many.sum()))
    words = count_noun(len(comparison), "word")
    text = (
        f"Of {words} compared, {alone} by log-likelihood alone (above "
        f"{CRITICAL}) and {adjusted} after adjusting for how many were tried."
    )
    if min(articles) < 2:
        side = "Each side" if max(articles) < 2 else "One side"
        return f"{text} {side} has one article, so no test by articles is possible and none counts as sure."
    certain = count_word(int(comparison["significant"].sum()))
    return f"{text} By articles as well: {certain}."


def differ(number: int) -> str:
    """Write that so many words differ."""
    if not number:
        return "none differs"
    if number == 1:
        return "1 differs"
    return f"{number:,} differ"


def followed_sentence(
    counts: pd.DataFrame, categories: Mapping[str, Sequence[str]]
) -> str:
    """Say how often each word or category that is followed was found, and which were not.

    Args:
        counts: What `count_dictionary` returns.
        categories: What is followed.
    """
    names = counts["category"].astype("str")
    totals = counts.groupby(names, sort=False)["count"].sum()
    parts = []
    missing = []
    for name in categories:
        number = int(totals.get(name, 0))
        if number:
            parts.append(f"“{name}” {times(number)}")
        else:
            missing.append(f"“{name}”")
    if not parts:
        return "Nothing of what is followed was found."
    text = f"Found in the body of the articles: {list_names(parts, MOST_FOLLOWED)}."
    if missing:
        text += f" Not found: {list_names(missing, MOST_FOLLOWED)}."
    return text


def company_sentence(word: str, company: pd.DataFrame) -> str:
    """Name the words met beside another one."""
    sure = company[company["significant"]]
    names = [f"“{name}”" for name in sure["collocate"]]
    if not names:
        return f"No word is met beside “{word}” beyond chance."
    return f"Met beside “{word}” beyond chance: {list_names(names)}."


def places_sentence(word: str, lines: pd.DataFrame) -> str:
    """Say in how many places a word stands."""
    if lines.empty:
        return f"“{word}” stands nowhere."
    of_places = lines.attrs.get("places", len(lines))
    of_articles = lines.attrs.get("articles", lines["article"].nunique())
    places = count_noun(of_places, "place")
    articles = count_noun(of_articles, "article")
    return f"“{word}” stands in {places} of {articles}."
