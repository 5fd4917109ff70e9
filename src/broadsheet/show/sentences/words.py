"""Sentences about words: what sets two sides apart, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

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

# Where one side has more than so many times the words of the other, bare counts would mislead.
UNLIKE = 2

# A reference with more words than this is a list of one's own, whose size says nothing to a reader.
OWN_REFERENCE = 1e9

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
    text = f"{words} in {count_noun(int(sizes['of_articles'].sum()), 'article')}"
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
        names.append(f"“{row.word}” ({row.articles:,} of {row.of_articles:,} articles)")
    return f"Least evenly spread of the commonest words: {list_names(names)}."


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
    comparison = comparison[comparison["log_ratio"].abs() > SAME_RATE]
    if comparison.empty:
        return f"{first} and {second} use the same words about as often."
    if min(articles) < 2:
        return (
            f"Largest differences between {first} and {second}: {differences(comparison)}. With one article "
            "on a side, these are differences between articles, and may be no more."
        )
    certain = comparison[comparison["significant"]]
    if certain.empty and min(articles) < FEW_ARTICLES:
        return (
            f"Largest differences between {first} and {second}: {differences(comparison)}. "
            f"With {_both_counts(articles)} there are too few to tell them from chance."
        )
    if certain.empty:
        return (
            f"No word sets {first} and {second} apart beyond chance. The largest differences are "
            f"{differences(comparison)}."
        )
    number = f"One word sets {first} and {second} apart"
    if len(certain) > 1:
        number = f"{len(certain):,} of {len(comparison):,} words set {first} and {second} apart"
    return f"{number} beyond chance: {_by_side(certain, first, second)}."


def _by_side(certain: pd.DataFrame, first: str, second: str) -> str:
    """Write what each side uses more."""
    sides = []
    more_in_first = certain[certain["log_ratio"] > 0]
    if len(more_in_first):
        sides.append(f"{first} writes {differences(more_in_first)}")
    more_in_second = certain[certain["log_ratio"] < 0]
    if len(more_in_second):
        sides.append(f"{second} writes {differences(more_in_second)}")
    return "; ".join(sides)


def differences(words: pd.DataFrame, most: int = 3) -> str:
    """Write words with how often each side uses them and how many times as often, with its interval."""
    parts = [difference(row) for row in words.head(most).itertuples()]
    return join_names(parts)


def difference(row: Any) -> str:
    """Write one word with its counts and its ratio."""
    low, high = row.articles_low, row.articles_high
    if pd.isna(low) or pd.isna(high):
        low, high = row.log_ratio_low, row.log_ratio_high
    counts = f"{row.count:,} against {row.reference_count:,}"
    sizes = (row.total, row.reference_total)
    if max(sizes) > UNLIKE * min(sizes) and row.reference_total < OWN_REFERENCE:
        counts = (
            f"{row.count:,} in {row.total:,} words against "
            f"{row.reference_count:,} in {row.reference_total:,}"
        )
    if not row.count or not row.reference_count:
        return f"“{row.word}” ({counts})"
    interval = ratio_interval(low, high)
    return f"“{row.word}” ({counts}, {interval})"


def ratio_interval(low: float, high: float) -> str:
    """Write how many times as often a word is used, from the limits of its log ratio.

    >>> ratio_interval(1.0, 2.0), ratio_interval(-2.0, -1.0), ratio_interval(-1.0, 3.0)
    ('2.0 to 4.0 times as often', '2.0 to 4.0 times as often', 'anything from 0.5 to 8.0 times as often')
    """
    if low * high > 0:
        least, most = sorted([2 ** abs(low), 2 ** abs(high)])
        return f"{factor(least)} to {factor(most)} times as often"
    less = 2 ** min(low, high)
    more = 2 ** max(low, high)
    return f"anything from {factor(less)} to {factor(more)} times as often"


def factor(value: float) -> str:
    """Write how many times, without more figures than say something.

    >>> factor(0.94), factor(138.9)
    ('0.9', '139')
    """
    if value >= ROUND_FROM:
        return f"{value:,.0f}"
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
    alone = int((comparison["log_likelihood"] > 3.84).sum())
    adjusted = int((comparison["p_adjusted"] < 0.05).sum())
    text = (
        f"Of {count_noun(len(comparison), 'word')} compared, {differ(alone)} by log-likelihood alone (above "
        f"3.84) and {count_word(adjusted)} after adjusting for how many were tried. "
    )
    if min(articles) < 2:
        return (
            text
            + "One side has one article, so no test by articles is possible and none counts as sure."
        )
    certain = int(comparison["significant"].sum())
    return text + f"By articles as well: {count_word(certain)}."


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
    found = [name for name in categories if totals.get(name, 0)]
    missing = [f"“{name}”" for name in categories if name not in found]
    parts = [f"“{name}” {times(int(totals[name]))}" for name in found]
    if not parts:
        return "Nothing of what is followed was found."
    text = f"Found in the body of the articles: {list_names(parts, MOST_FOLLOWED)}."
    if missing:
        text += f" Not found: {list_names(missing, MOST_FOLLOWED)}."
    return text


def company_sentence(word: str, company: pd.DataFrame) -> str:
    """Name the words met beside another one."""
    names = [f"“{name}”" for name in company.loc[company["significant"], "collocate"]]
    if not names:
        return f"No word is met beside “{word}” beyond chance."
    return f"Met beside “{word}” beyond chance: {list_names(names)}."


def places_sentence(word: str, lines: pd.DataFrame) -> str:
    """Say in how many places a word stands."""
    if lines.empty:
        return f"“{word}” stands nowhere."
    articles = lines["article"].nunique()
    return f"“{word}” stands in {count_noun(len(lines), 'place')} of {count_noun(articles, 'article')}."
