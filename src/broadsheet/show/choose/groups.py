"""Which groups of articles are compared, and with which."""

from collections.abc import Sequence
from itertools import permutations

import pandas as pd

from broadsheet.charts.palette import NO_OUTLET
from broadsheet.errors import BroadsheetError
from broadsheet.show.choose.words import in_written_form, telling_words
from broadsheet.study import Study
from broadsheet.words import compare_words, subcorpora
from broadsheet.words.groups import PERIODS, UNKNOWN

# A group that no articles have: to compare with it gives no words.
NOBODY = "the others"
ALL_OTHERS = "all others"

# Groups of articles of which nothing is known: none of the two that are compared.
NAMELESS = (UNKNOWN, NO_OUTLET)

# Names of columns that readers may know under another name.
SAME_COLUMN = {"author": "byline", "newspaper": "outlet"}

# Of more groups than this not every pair is compared, since nobody reads a thousand comparisons.
MOST_IN_PAIRS = 12

# Words that both sides together use less often are not compared.
LEAST = 5

# Groups that a message names.
MOST_NAMED = 20


def groups_to_compare(articles: pd.DataFrame, study: Study) -> pd.Series:
    """Return the group of each article whose words are compared.

    Args:
        articles: The articles.
        study: The study: its `compare_day` or its `compare_by`. Without either, articles are compared by
            outlet, or those of one outlet by time.

    Raises:
        BroadsheetError: `compare_by` names no column.

    >>> frame = pd.DataFrame({"section": ["World", "Sport"], "outlet": ["Echo", "Star"]})
    >>> groups_to_compare(frame, Study(compare_by=["outlet", "section"])).tolist()
    ['Echo, World', 'Star, Sport']
    """
    if study.compare_day:
        return subcorpora(articles, study.compare_day.isoformat())
    if not study.compare_by:
        return _with_nameless(subcorpora(articles))
    columns = [_group_labels(articles, name) for name in study.compare_by]
    labels = columns[0]
    for column in columns[1:]:
        labels = labels + ", " + column
    return labels.astype("category")


def _with_nameless(outlets: pd.Series) -> pd.Series:
    """Return the outlets, with a name for where there is none."""
    if outlets.notna().all():
        return outlets
    return outlets.astype("str").fillna(NO_OUTLET)


def _group_labels(articles: pd.DataFrame, name: str) -> pd.Series:
    """Return what one column or period says of each article, as text."""
    if name in PERIODS:
        days = articles["published"]
        labels = days.dt.to_period(PERIODS[name]).dt.start_time.astype("str")
        letters = {"year": 4, "month": 7}.get(name, 10)
        return labels.str[:letters].where(days.notna(), UNKNOWN)
    column = SAME_COLUMN.get(name, name) if name not in articles else name
    if column not in articles:
        known = [*PERIODS, *articles.columns.drop("text", errors="ignore")]
        raise BroadsheetError(
            f"compare_by names {name!r}, which is no column; there are {', '.join(map(str, known))}."
        )
    values = articles[column]
    return values.astype("str").where(values.notna(), UNKNOWN)


def is_parted(articles: pd.DataFrame, groups: pd.Series, study: Study) -> bool:
    """Say whether the articles of one outlet were parted into earlier and later ones unasked."""
    is_asked = bool(study.compare_by or study.compare_day)
    outlets = {*articles["outlet"].dropna().astype("str"), *NAMELESS}
    are_outlets = outlets.issuperset(groups.dropna().astype("str"))
    return not is_asked and not are_outlets


def choose_pair(sizes: pd.Series, wished: Sequence[str] = ()) -> tuple[str, str] | None:
    """Return the two groups that are compared, or None where there are not two.

    Args:
        sizes: The number of words or articles of each group.
        wished: The pair that the study names.

    Raises:
        BroadsheetError: There is no such group.

    >>> choose_pair(pd.Series({"Echo": 3, "Star": 9, "Sun": 5}))
    ('Star', 'Sun')
    """
    sizes = sizes[sizes > 0]
    order = sizes.sort_values(ascending=False, kind="stable").index.astype("str")
    missing = [name for name in wished if name not in order]
    if missing:
        raise BroadsheetError(
            f"compare names {missing[0]!r}; there are {', '.join(order[:MOST_NAMED]) or 'none'}."
        )
    pair = list(wished) or [name for name in order if name not in NAMELESS][:2]
    if len(pair) < 2:
        return None
    return pair[0], pair[1]


def group_sizes(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the number of words and articles of each group that was counted, the largest first.

    Args:
        counts: What `count_words(by="group")` returns.
    """
    sizes = counts.groupby("group", observed=True)[["total", "of_articles"]].max()
    return sizes.sort_values("total", ascending=False, kind="stable")


def article_counts(
    sizes: pd.DataFrame, pair: tuple[str, str] | None
) -> tuple[int, int]:
    """Return how many articles each side of a pair has."""
    if pair is None:
        return 0, 0
    first, second = (int(sizes.loc[name, "of_articles"]) for name in pair)
    return first, second


def compare_pair(
    counts: pd.DataFrame,
    pair: tuple[str, str] | None,
    articles: tuple[int, int],
    least: int = 3,
) -> pd.DataFrame:
    """Return the words of two groups as `compare_words` compares them.

    With one article on a side nothing counts as beyond chance: a word once used comes again in the same
    article, and how often it does elsewhere cannot be known.

    Args:
        counts: What `count_words(by="group")` returns.
        pair: The two groups; None where there are not two.
        articles: How many articles each has.
        least: Words that both together use less often are left out.
    """
    if pair is None:
        group = counts["group"].iloc[0] if len(counts) else NOBODY
        return compare_words(counts, group).head(0)
    comparison = compare_words(counts, *pair, min_count=least)
    if min(articles) < 2:
        comparison = comparison.assign(significant=False)
    return comparison


def rates_by_group(
    counts: pd.DataFrame, words: pd.Series, groups: Sequence[str]
) -> pd.DataFrame:
    """Return how often each word is used in each group, per thousand words."""
    rows = counts.astype({"word": "str", "group": "str"})
    table = rows.pivot_table(
        "per_thousand", "word", "group", aggfunc="sum", fill_value=0
    )
    chosen = list(dict.fromkeys(words.astype("str")))
    table = table.reindex(
        index=chosen, columns=[str(name) for name in groups], fill_value=0
    )
    return table.rename_axis(index="word", columns=None).reset_index()


def own_words(
    counts: pd.DataFrame,
    sizes: pd.DataFrame,
    pairs: bool = False,
    most: int = 60,
    words: int = 8,
) -> pd.DataFrame:
    """Return for each of the largest groups the words that it uses more than all others, beyond chance.

    Args:
        counts: What `count_words(by="group")` returns.
        sizes: What `group_sizes` returns.
        pairs: Whether the largest groups are compared two by two as well.
        most: How many groups.
        words: How many words of each.

    Returns:
        One row a comparison: `group`, `against`, `of_articles` (of the group) and its `words`.
    """
    articles = sizes["of_articles"].astype(int)
    counts = _common_rows(counts)
    rows = []
    for group in sizes.index[:most]:
        have = (articles[group], articles.drop(group).sum())
        text = _more_words(counts, group, "rest", have, words)
        rows.append((group, ALL_OTHERS, articles[group], text))
    in_pairs = sizes.index[:MOST_IN_PAIRS] if pairs else []
    for group, other in permutations(in_pairs, 2):
        have = (articles[group], articles[other])
        text = _more_words(counts, group, other, have, words)
        rows.append((group, other, articles[group], text))
    columns = ["group", "against", "of_articles", "words"]
    return pd.DataFrame(rows, columns=columns)


def _common_rows(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of words that can count in a comparison, and a row of every group at least.

    Words are categories there: to be numbered once, and not for each comparison.
    """
    together = counts.groupby("word", observed=True)["count"].transform("sum")
    is_first = ~counts["group"].duplicated()
    common = counts[(together >= LEAST) | is_first]
    return common.astype({"word": "category"})


def _more_words(
    counts: pd.DataFrame,
    group: str,
    reference: str,
    articles: tuple[int, int],
    words: int,
) -> str:
    """Name the words that a group uses more than another or than all others, beyond chance."""
    if not articles[1]:
        return "there is no other to compare with"
    if min(articles) < 2:
        return "one article cannot tell"
    compared = compare_words(counts, group, reference, min_count=LEAST)
    more = compared[compared["significant"] & (compared["log_ratio"] > 0)]
    telling = telling_words(in_written_form(more))
    return ", ".join(telling["word"].head(words)) or "nothing beyond chance"
