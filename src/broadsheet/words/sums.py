"""Counts of words that can be added up over parts of a corpus, down to the standard error."""

from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd

from broadsheet.words.counting import count_words

SUMMED = ["count", "articles", "squares", "products"]
COLUMNS = [
    "word",
    "outlet",
    "count",
    "total",
    "per_thousand",
    "articles",
    "of_articles",
    "is_stop",
    "se",
]


@dataclass(frozen=True)
class OutletSums:
    """What is known of an outlet's articles.

    Attributes:
        words: How many words they have.
        articles: How many they are.
        squares: The sum of the squares of their words.
    """

    words: int
    articles: int
    squares: int

    def __add__(self, other: "OutletSums") -> "OutletSums":
        return OutletSums(
            self.words + other.words,
            self.articles + other.articles,
            self.squares + other.squares,
        )


FIELDS = [field.name for field in fields(OutletSums)]


def sum_words(
    articles: pd.DataFrame, tokens: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, OutletSums]]:
    """Count the words of one part of a corpus, by outlet: the first half of `count_words(by="outlet")`.

    Args:
        articles: The articles of the part.
        tokens: Their tokens.

    Returns:
        One row for each word of each outlet (`outlet`, `word`, `is_stop`, `count`, `articles` that have it,
        and sums over these: `squares` of the counts, `products` of count and words of the article); and what
        is known of each outlet.
    """
    columns = ["word", "article", "count", "total", "is_stop"]
    counts = count_words(tokens, by="article", dispersion=False)[columns]
    counts = counts.astype({"word": "str", "article": "str"})
    outlets = articles["outlet"].astype("str").fillna("unknown")
    counts["outlet"] = counts["article"].map(outlets).astype("str")
    counts["articles"] = 1
    counts["squares"] = counts["count"] ** 2
    counts["products"] = counts["count"] * counts["total"]
    groups = counts.groupby(["outlet", "word", "is_stop"], as_index=False)
    return groups[SUMMED].sum(), _outlets(counts)


def _outlets(counts: pd.DataFrame) -> dict[str, OutletSums]:
    sizes = counts.drop_duplicates("article")
    outlets = {}
    for name, rows in sizes.groupby("outlet"):
        words = rows["total"].astype("int64")
        total = int(words.sum())
        squares = int((words**2).sum())
        outlets[str(name)] = OutletSums(total, len(words), squares)
    return outlets


def merge_sums(sums: pd.DataFrame, outlets: dict[str, OutletSums]) -> pd.DataFrame:
    """Add up the counts of all parts: the second half of `count_words(by="outlet")`, without dispersion.

    The standard error of a rate is that of a ratio over articles, which are what was sampled:
    `sqrt(sum((count - rate * words)²) * n / (n - 1)) / total`, for n articles.

    Args:
        sums: The rows of `sum_words` of all parts.
        outlets: What is known of each outlet in all of them.

    Returns:
        The columns of `count_words` by outlet, as `compare_words` takes them.
    """
    added = dict.fromkeys(SUMMED, "sum") | {"is_stop": "max"}
    counts = sums.groupby(["outlet", "word"], as_index=False).agg(added)
    by_outlet = _by_outlet(outlets)
    of_outlet = by_outlet.loc[counts["outlet"]].reset_index(drop=True)
    total = of_outlet["words"]
    rate = counts["count"] / total
    counts = counts.assign(
        total=total,
        of_articles=of_outlet["articles"],
        per_thousand=1000 * rate,
        se=1000 * np.sqrt(_variance(counts, of_outlet, rate)) / total,
    )
    order = ["outlet", "count", "word"]
    counts = counts.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return counts[COLUMNS]


def _by_outlet(outlets: dict[str, OutletSums]) -> pd.DataFrame:
    """Return what is known of each outlet, a row for each."""
    rows = {name: asdict(sums) for name, sums in outlets.items()}
    known = pd.DataFrame.from_dict(rows, orient="index", columns=FIELDS)
    return known.astype("int64")


def _variance(
    counts: pd.DataFrame, of_outlet: pd.DataFrame, rate: pd.Series
) -> pd.Series:
    """Return the variance of each count over the articles of its outlet; missing for a single article."""
    expected = rate * counts["products"]
    squares = counts["squares"] - 2 * expected + rate**2 * of_outlet["squares"]
    number = of_outlet["articles"]
    freedom = (number - 1).where(number > 1)
    return squares.clip(lower=0) * number / freedom
