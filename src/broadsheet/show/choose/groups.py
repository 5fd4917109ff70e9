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

# Articles of a side, without which its words are not told from those of one article.
FEWEST_ARTICLES = 2

# Words that both sides together use less often are not compared.
LEAST = 5

# Letters of a day that name its year or its month; of other periods all ten.
LETTERS = {"year": 4, "month": 7}

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
        return _period_labels(articles["published"], name)
    column = name
    if name not in articles:
        column = SAME_COLUMN.get(name, name)
    if column not in articles:
        columns = articles.columns.drop("text", errors="ignore")
        choices = map(str, [*PERIODS, *columns])
        raise BroadsheetError(
            f"compare_by names {name!r}, which is no column; there are {', '.join(choices)}."
        )
    values = articles[column]
    labels = values.astype("str")
    return labels.where(values.notna(), UNKNOWN)


def _period_labels(days: pd.Series, period: str) -> pd.Series:
    """Return the first day of each day's period, written with no more than the period needs."""
    periods = days.dt.to_period(PERIODS[period])
    labels = periods.dt.start_time.astype("str")
    letters = LETTERS.get(period, 10)
    return labels.str[:letters].where(days.notna(), UNKNOWN)


def is_parted(articles: pd.DataFrame, groups: pd.Series, study: Study) -> bool:
    """Say whether the articles of one outlet were parted into earlier and later ones unasked."""
    if study.compare_by or study.compare_day:
        return False
    named = articles["outlet"].dropna().astype("str")
    outlets = {*named, *NAMELESS}
    names = groups.dropna().astype("str")
    return not outlets.issuperset(names)


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
    with_words = sizes[sizes > 0]
    largest_first = with_words.sort_values(ascending=False, kind="stable")
    order = largest_first.index.astype("str")
    missing = [name for name in wished if name not in order]
    if missing:
        choices = ", ".join(order[:MOST_NAMED]) or "none"
        raise BroadsheetError(f"compare names {missing[0]!r}; there are {choices}.")
    pair = list(wished)
    if not pair:
        pair = [name for name in order if name not in NAMELESS]
    if len(pair) < 2:
        return None
    return pair[0], pair[1]


def group_sizes(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the number of words and articles of each group that was counted, the largest first.

    Args:
        counts: What `count_words(by="group")` returns.
    """
    by_group = counts.groupby("group", observed=True)
    sizes = by_group[["total", "of_articles"]].max()
    return sizes.sort_values("total", ascending=False, kind="stable")


def article_counts(
    sizes: pd.DataFrame, pair: tuple[str, str] | None
) -> tuple[int, int]:
    """Return how many articles each side of a pair has."""
    if pair is None:
        return 0, 0
    articles = sizes["of_articles"].astype(int)
    first, second = pair
    return int(articles[first]), int(articles[second])


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
        group = NOBODY
        if len(counts):
            group = counts["group"].iloc[0]
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
        values="per_thousand",
        index="word",
        columns="group",
        aggfunc="sum",
        fill_value=0,
    )
    chosen = words.astype("str").unique()
    names = [str(name) for name in groups]
    shown = table.reindex(index=chosen, columns=names, fill_value=0)
    return shown.rename_axis(index="word", columns=None).reset_index()


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
        One row a comparison: `group`, `against`, `of_articles` (of the group) and its `words`. A side with
        one article has no row: what sets that article apart need not set its outlet apart.
    """
    articles = sizes["of_articles"].astype(int)
    common = _common_rows(counts)
    rows = []
    for group in sizes.index[:most]:
        number = articles[group]
        others = articles.drop(group).sum()
        if min(number, others) >= FEWEST_ARTICLES:
            text = _more_words(common, group, "rest", words)
            rows.append((group, ALL_OTHERS, number, text))
    in_pairs = sizes.index[:MOST_IN_PAIRS] if pairs else []
    for group, other in permutations(in_pairs, 2):
        number = articles[group]
        if min(number, articles[other]) >= FEWEST_ARTICLES:
            text = _more_words(common, group, other, words)
            rows.append((group, other, number, text))
    columns = ["group", "against", "of_articles", "words"]
    return pd.DataFrame(rows, columns=columns)


def _common_rows(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of words that can count in a comparison, and a row of every group at least.

    Words are categories there: to be numbered once, and not for each comparison.
    """
    by_word = counts.groupby("word", observed=True)["count"]
    is_common = by_word.transform("sum") >= LEAST
    is_first = ~counts["group"].duplicated()
    common = counts[is_common | is_first]
    return common.astype({"word": "category"})


def _more_words(counts: pd.DataFrame, group: str, reference: str, words: int) -> str:
    """Name the words that a group uses more than another or than all others, beyond chance."""
    compared = compare_words(counts, group, reference, min_count=LEAST)
    is_more = compared["significant"] & (compared["log_ratio"] > 0)
    more = in_written_form(compared[is_more])
    telling = telling_words(more)
    names = telling["word"].head(words)
    return ", ".join(names) or "nothing beyond chance"
