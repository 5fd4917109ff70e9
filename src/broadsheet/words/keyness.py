"""Which words set one side apart, and is it more than chance?"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.words import measures
from broadsheet.words.counted_groups import CountedGroups, Target


@dataclass(frozen=True)
class _Side:
    """One side of a comparison: a row a word with `count`, `articles`, `is_stop` and `variance`."""

    words: pd.DataFrame
    total: float
    articles: float


def compare_words(
    counts: pd.DataFrame,
    target: Target = None,
    reference: Target | pd.Series = "rest",
    min_count: int = 1,
    prior: float | pd.Series = 500.0,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare the words of one group with those of another: the frame of keyness.

    The tests of single words take each as a throw of its own, but a word once used comes again in the same
    article. So the limits of the log ratio and the test are also given with the articles as what was sampled,
    and a difference is called significant only where both tests call it so. With one article on a side
    nothing can be significant: how much articles differ is not known.

    Args:
        counts: what `count_words` or `count_dictionary` returns, for one length of n-grams.
        target: one of its groups, or a list of them; not needed where there is no group. Of two columns, a
            pair such as `("The Watch", "World")`.
        reference: "rest" (all other groups), a group or a list of groups, or a series of counts of your own,
            indexed by word.
        min_count: leave out words with fewer occurrences on both sides together, before p is adjusted.
        prior: how many words the prior of the log odds has, scaled from both sides together, or the prior
            counts themselves, indexed by word.
        level: the level of confidence.

    Returns:
        The frame `keyness`, the strongest evidence by log-likelihood first: `word`, `is_stop`; `count`,
        `total`, `per_thousand`, `articles` of the target and the same of the reference as `reference_…`;
        `log_likelihood` (two terms, Rayson & Garside 2000) and `log_likelihood_four` (four cells, Dunning
        1993); `chi_squared` (Pearson, uncorrected); `log_ratio` (Hardie 2014; 0.5 for a zero) with its limits
        `log_ratio_low` and `log_ratio_high`; `articles_low` and `articles_high`, the limits with the articles
        as the sample; `percent_diff` (infinite where the reference is zero); `bic` (Wilson 2013);
        `log_odds` and `log_odds_z` (Monroe, Colaresi & Quinn 2008); `p` (exact for up to 100 occurrences,
        beyond by the two-term G²) and `p_adjusted` (Benjamini & Hochberg 1995); `p_articles` (a t-test of
        ratio estimates; missing where a side has one article) and `p_articles_adjusted`, over the words with
        `p_adjusted` below 1 - `level`; `significant`, where both adjusted p are below 1 - `level`.

    Raises:
        BroadsheetError: where a group does not occur, or counts are of n-grams of several lengths.
    """
    counts = counts.rename(columns={"category": "word"})
    groups = CountedGroups.of(counts)
    by = groups.by
    if by and _has_several_totals(counts, by):
        raise BroadsheetError(
            "These counts hold n-grams of several lengths: compare one length at a time."
        )
    is_target = _rows_of_side(counts, groups, target)
    ours = _make_side(counts[is_target], by)
    if isinstance(reference, pd.Series):
        theirs = _side_of_counts(reference)
    elif isinstance(reference, str) and reference == "rest":
        theirs = _make_side(counts[~is_target], by)
    else:
        is_reference = _rows_of_side(counts, groups, reference)
        _check_apart(is_target & is_reference)
        theirs = _make_side(counts[is_reference], by)
    compared = _compare(ours, theirs, min_count, prior, level)
    return _with_forms(compared, counts)


def _has_several_totals(counts: pd.DataFrame, by: list[str]) -> bool:
    """Whether a group has a total for each of several lengths of n-grams."""
    of_group = counts.groupby(by, observed=True)["total"]
    return bool((of_group.nunique() > 1).any())


def _rows_of_side(
    counts: pd.DataFrame, groups: CountedGroups, wanted: Target
) -> np.ndarray:
    if not groups.by or counts.empty:
        return np.ones(len(counts), dtype=bool)
    return groups.rows(counts, groups.choose(wanted))


def _check_apart(is_both: np.ndarray) -> None:
    if is_both.any():
        raise BroadsheetError(
            "A group is on both sides of the comparison; name it on one side only."
        )


def compare_groups(
    counts: pd.DataFrame,
    pairs: str | Sequence[tuple[Hashable, Hashable]] = "rest",
    min_count: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare each group with the rest, or all pairs of groups.

    Args:
        counts: what `count_words` returns, by some group.
        pairs: "rest" (each group against all others), "all" (every pair), or a list of pairs.
        min_count: as in `compare_words`.
        level: as in `compare_words`; p is adjusted within each comparison.

    Returns:
        The frame `keyness` of every comparison, one below the other, with `target` and `reference` first.

    Raises:
        BroadsheetError: where there is no group, or `pairs` is none of these.
    """
    groups = CountedGroups.of(counts)
    if not groups.by:
        raise BroadsheetError(
            "These counts have no groups; count with by= a column before comparing groups."
        )
    if isinstance(pairs, str):
        pairs = _choose_pairs(groups.groups, pairs)
    frames = []
    for target, reference in pairs:
        compared = compare_words(counts, target, reference, min_count, level=level)
        compared.insert(0, "target", groups.label(target))
        compared.insert(1, "reference", groups.label(reference))
        frames.append(compared)
    return pd.concat(frames, ignore_index=True)


def _choose_pairs(
    groups: list[Hashable], pairs: str
) -> list[tuple[Hashable, Hashable]]:
    if len(groups) < 2:
        raise BroadsheetError(
            "There is only one group of articles; a comparison needs two."
        )
    if pairs == "rest":
        return [(group, "rest") for group in groups]
    if pairs == "all":
        return list(combinations(groups, 2))
    raise BroadsheetError(
        f'pairs is {pairs!r}; it may be "rest", "all" or a list of pairs.'
    )


def subcorpora(
    articles: pd.DataFrame, day: str | pd.Timestamp | None = None
) -> pd.Series:
    """Say what articles are compared by: their outlets, or the time before and after a day.

    Args:
        articles: the articles.
        day: the first day of the later group. Where there is none, articles of several outlets are compared
            by outlet; those of one outlet are parted at the day that has as many of them before as after, or
            stay together where one day or none is known.

    Returns:
        The group of each article, to be given to `count_words` as `by`.

    Raises:
        BroadsheetError: where `day` is no day.

    >>> days = pd.to_datetime(["2021-10-08", "2021-11-11"])
    >>> articles = pd.DataFrame({"outlet": "The Watch", "published": days})
    >>> subcorpora(articles).tolist()
    ['articles until 8 Oct 2021', 'articles after 8 Oct 2021']
    >>> subcorpora(articles, day="2021-10-20").tolist()
    ['articles before 20 Oct 2021', 'articles from 20 Oct 2021']
    """
    days = articles["published"].dt.normalize().astype("datetime64[s]")
    if day is not None:
        first = _read_day(day)
        names = [
            f"articles before {_day_label(first)}",
            f"articles from {_day_label(first)}",
        ]
        return _part(days, days >= first, names)
    known_days = days.dropna().sort_values()
    if articles["outlet"].nunique() > 1 or known_days.nunique() < 2:
        return articles["outlet"]
    middle = (len(known_days) - 1) // 2
    parting = known_days.iloc[middle]
    if parting == known_days.iloc[-1]:
        parting = known_days[known_days < parting].iloc[-1]
    names = [
        f"articles until {_day_label(parting)}",
        f"articles after {_day_label(parting)}",
    ]
    return _part(days, days > parting, names)


def _read_day(day: str | pd.Timestamp) -> pd.Timestamp:
    try:
        return pd.Timestamp(day).normalize()
    except (ValueError, TypeError) as error:
        raise BroadsheetError(
            f"day is {day!r}, which is not a day; write it as 2021-10-08."
        ) from error


def _day_label(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _part(days: pd.Series, is_later: pd.Series, names: list[str]) -> pd.Series:
    codes = np.where(days.isna(), -1, is_later)
    return pd.Series(pd.Categorical.from_codes(codes, names), days.index)


def _make_side(rows: pd.DataFrame, by: list[str]) -> _Side:
    """Add groups up, as strata of one sample."""
    groups = rows.drop_duplicates(by) if by else rows.head(1)
    articles = int(groups["of_articles"].sum())
    variance = _variances(rows) if articles > 1 else 0.0
    counted = rows[["count", "articles", "is_stop"]].assign(variance=variance)
    how = {"count": "sum", "articles": "sum", "is_stop": "max", "variance": "sum"}
    word = rows["word"]
    if not isinstance(word.dtype, pd.CategoricalDtype):
        word = word.astype(object)
    words = counted.groupby(word, sort=False, observed=True).agg(how)
    words.index = words.index.astype(object)
    return _Side(words, int(groups["total"].sum()), articles)


def _variances(rows: pd.DataFrame) -> pd.Series:
    """Return the variance of each count, from the standard error of its rate."""
    if "se" in rows:
        error = rows["se"]
    else:
        error = pd.Series(np.nan, rows.index)
    # A group of one article shows no spread; the square of what it has is the most its variance could be.
    error = error.fillna(rows["per_thousand"])
    error_of_count = error * rows["total"] / 1000
    return error_of_count**2


def _side_of_counts(counts: pd.Series) -> _Side:
    words = counts.to_frame("count")
    words = words.assign(articles=0, is_stop=False, variance=0.0)
    return _Side(words, counts.sum(), np.inf)


def _join(ours: _Side, theirs: _Side, min_count: int) -> pd.DataFrame:
    """Put the words of both sides side by side; what a side lacks is 0."""
    our_words = ours.words.add_suffix("_1")
    their_words = theirs.words.add_suffix("_2")
    both = our_words.join(their_words, how="outer")
    is_our_stop_word = both.pop("is_stop_1").eq(True)
    is_their_stop_word = both.pop("is_stop_2").eq(True)
    both["is_stop"] = is_our_stop_word | is_their_stop_word
    both = both.fillna(0)
    if ours.total <= 0 or theirs.total <= 0:
        return both.head(0)
    count = both["count_1"] + both["count_2"]
    return both[count >= min_count]


def _compare(
    ours: _Side, theirs: _Side, min_count: int, prior: float | pd.Series, level: float
) -> pd.DataFrame:
    both = _join(ours, theirs, min_count)
    table = _Table.of(both, ours.total, theirs.total)
    frame = pd.DataFrame({"word": pd.array(both.index, dtype="str")})
    frame["is_stop"] = both["is_stop"].to_numpy(bool)
    _add_counts(frame, "", table.a, table.c, both["articles_1"])
    _add_counts(frame, "reference_", table.b, table.d, both["articles_2"])
    _add_effects(frame, table, both, level)
    odds = measures.log_odds(*table.cells, _prior_counts(prior, both, table))
    frame["log_odds"], frame["log_odds_z"] = odds
    _add_tests(frame, table, _chance_by_articles(both, ours, theirs), 1 - level)
    return frame.sort_values(
        ["log_likelihood", "word"], ascending=[False, True], ignore_index=True
    )


@dataclass(frozen=True)
class _Table:
    """The two-by-two table of every word, named as the UCREL calculator does."""

    a: np.ndarray  # occurrences in the target
    b: np.ndarray  # occurrences in the reference
    c: float  # words of the target
    d: float  # words of the reference

    @classmethod
    def of(cls, both: pd.DataFrame, total: float, reference_total: float) -> "_Table":
        count = both["count_1"].to_numpy(float)
        reference_count = both["count_2"].to_numpy(float)
        return cls(count, reference_count, max(total, 1), max(reference_total, 1))

    @property
    def cells(self) -> tuple[np.ndarray, np.ndarray, float, float]:
        """The four numbers as the measures take them."""
        return self.a, self.b, self.c, self.d


def _add_counts(
    frame: pd.DataFrame,
    prefix: str,
    count: np.ndarray,
    total: float,
    articles: pd.Series,
) -> None:
    frame[f"{prefix}count"] = count.round().astype(np.int64)
    frame[f"{prefix}total"] = total
    frame[f"{prefix}per_thousand"] = count / total * 1000
    frame[f"{prefix}articles"] = articles.to_numpy(np.int64)


def _add_effects(
    frame: pd.DataFrame, table: _Table, both: pd.DataFrame, level: float
) -> None:
    for measure in (
        measures.log_likelihood,
        measures.log_likelihood_four,
        measures.chi_squared,
    ):
        frame[measure.__name__] = measure(*table.cells)
    ratio, low, high = measures.log_ratio(*table.cells, level)
    frame["log_ratio"] = ratio
    frame["log_ratio_low"] = low
    frame["log_ratio_high"] = high
    variance = both["variance_1"].to_numpy(float)
    reference_variance = both["variance_2"].to_numpy(float)
    variances = (variance, reference_variance)
    _, low, high = measures.log_ratio(*table.cells, level, variances)
    frame["articles_low"] = low
    frame["articles_high"] = high
    frame["percent_diff"] = measures.percent_diff(*table.cells)
    frame["bic"] = measures.bayes_factor(*table.cells)


def _prior_counts(
    prior: float | pd.Series, both: pd.DataFrame, table: _Table
) -> np.ndarray:
    if isinstance(prior, pd.Series):
        return prior.reindex(both.index).fillna(0).to_numpy()
    together = table.a + table.b
    return together * (prior / max(together.sum(), 1))


def _add_tests(
    frame: pd.DataFrame, table: _Table, by_articles: np.ndarray, alpha: float
) -> None:
    p = measures.exact_chance(*table.cells)
    adjusted = measures.adjust(p)
    passed = adjusted < alpha
    adjusted_by_articles = measures.adjust(np.where(passed, by_articles, np.nan))
    frame["p"] = p
    frame["p_adjusted"] = adjusted
    frame["p_articles"] = by_articles
    frame["p_articles_adjusted"] = adjusted_by_articles
    frame["significant"] = passed & (adjusted_by_articles < alpha)


def _chance_by_articles(both: pd.DataFrame, ours: _Side, theirs: _Side) -> np.ndarray:
    """Test the difference of the rates by t, with as many degrees of freedom as the smaller side gives."""
    fewest = min(ours.articles, theirs.articles)
    if fewest < 2:
        return np.full(len(both), np.nan)
    rate, variance = _rate_and_variance(both, "1", ours.total)
    reference_rate, reference_variance = _rate_and_variance(both, "2", theirs.total)
    difference = rate - reference_rate
    error = np.sqrt(variance + reference_variance)
    z = measures.t_as_z(difference / error, fewest - 1)
    return measures.chance(z**2)


def _rate_and_variance(
    both: pd.DataFrame, side: str, total: float
) -> tuple[np.ndarray, np.ndarray]:
    count = both[f"count_{side}"].to_numpy(float)
    between_articles = both[f"variance_{side}"].to_numpy(float)
    # Articles that happen to agree do not make a rate surer than words thrown one by one would.
    variance = np.maximum(between_articles, count)
    return count / total, variance / total**2


def _with_forms(compared: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Add the commonest written form of each word, where the counts have it."""
    if "form" not in counts:
        return compared
    rows = counts.drop_duplicates("word")
    index = rows["word"].astype(object)
    forms = pd.Series(rows["form"].to_numpy(object), index)
    words = compared["word"].astype(object)
    form = pd.array(forms.reindex(words), dtype="str")
    compared.insert(1, "form", form)
    return compared
