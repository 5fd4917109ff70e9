"""How the rate of a word changes over time."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.words import measures
from broadsheet.words.groups import Groups, group_ids
from broadsheet.words.parts import Searching, TokenParts, Tokens, parts_of
from broadsheet.words.query import list_queries
from broadsheet.words.search import Query


@dataclass(frozen=True)
class _Periods:
    """The articles of each period that has any."""

    is_used: np.ndarray  # by article of the corpus
    period: np.ndarray  # by article that is used
    size: np.ndarray  # its words
    days: pd.Index  # by period: its first day

    @property
    def total(self) -> np.ndarray:
        """Words of each period."""
        return np.bincount(self.period, weights=self.size, minlength=len(self.days))

    @property
    def articles(self) -> np.ndarray:
        """Articles of each period."""
        return np.bincount(self.period, minlength=len(self.days))


def trend(
    tokens: Tokens,
    query: Query,
    articles: pd.DataFrame,
    by: str = "month",
    unit: str = "norm",
    parts: str | Collection[str] = ("body",),
    level: float = 0.95,
    case: bool = False,
    regex: bool = False,
) -> pd.DataFrame:
    """Return the rate of each query by day, week, month or year, with a confidence band.

    The band is Wilson's (1927), with the number of words divided by the design effect of the articles (Kish
    1965): words come in bunches, and where the articles of a period differ more than chance has it, the band
    widens accordingly.

    Args:
        tokens: what `tokenize` returns.
        query: what to look for, or several such; `broadsheet.words.search` describes the language.
        articles: the articles, with `published`.
        by: "day", "week", "month" or "year".
        unit: the column that plain words are compared with: "norm", "lemma" or "token".
        parts: which parts of the articles.
        level: the level of confidence.
        case: whether case counts.
        regex: whether the queries are regular expressions.

    Returns:
        `word` (the query), the period's first day named as `by`, `count`, `total` (words), `articles`,
        `per_thousand`, `low`, `high`, and `p_change`, the p that the rate is the same in all periods
        (chi-squared over the design effect). Periods without an article have no row. Queries that find
        nothing are named in `attrs["notes"]`.

    Raises:
        BroadsheetError: where a query cannot be understood, or `articles` has no days.
    """
    tokens = parts_of(tokens)
    searching = Searching(list_queries(query), unit, parts, case, regex)
    groups = group_ids(tokens.ids, by, articles)
    periods = _lay_out(groups, by, tokens.sizes(parts))
    frames = []
    notes = []
    matches = _count_matches(tokens, searching)
    for text, in_articles in zip(searching.queries, matches, strict=True):
        rates = _rates(in_articles[periods.is_used], periods, level)
        rates.insert(0, "word", text)
        rates.insert(1, by, periods.days)
        frames.append(rates)
        if not in_articles.any():
            notes.append(tokens.explain(searching, text))
    result = pd.concat(frames, ignore_index=True)
    result.attrs["notes"] = notes
    return result


def _count_matches(tokens: TokenParts, searching: Searching) -> np.ndarray:
    """Return how often each article has each query: a row for each query."""
    shape = (len(searching.queries), len(tokens.ids))
    counts = np.zeros(shape, dtype=np.int64)
    for part in tokens.matching(searching):
        numbers = tokens.numbers(part)
        codes = part["article"].cat.codes.to_numpy()
        article = numbers[codes]
        searcher = searching.searcher(part)
        for row, text in enumerate(searching.queries):
            matches = searcher.find(text)
            np.add.at(counts[row], article[matches.first], 1)
    return counts


def _lay_out(groups: Groups, by: str, size: np.ndarray) -> _Periods:
    has_group = groups.codes >= 0
    is_used = has_group & (size > 0)
    used_codes = groups.codes[is_used]
    codes, period = np.unique(used_codes, return_inverse=True)
    periods = groups.columns[by].categories
    days = periods[codes]
    return _Periods(is_used, period, size[is_used], days)


def _rates(found: np.ndarray, periods: _Periods, level: float) -> pd.DataFrame:
    """Return the counts and rates of each period, from the matches in each article."""
    total = periods.total
    count = np.bincount(periods.period, weights=found, minlength=len(total))
    rate = count / total
    effect = _design_effect(found, periods, rate)
    effective_count = count / effect
    effective_total = total / effect
    low, high = measures.wilson(effective_count, effective_total, level)
    return pd.DataFrame(
        {
            "count": count.astype(np.int64),
            "total": total.astype(np.int64),
            "articles": periods.articles,
            "per_thousand": rate * 1000,
            "low": low * 1000,
            "high": high * 1000,
            "p_change": _chance_of_change(count, total, effect),
        }
    )


def _design_effect(found: np.ndarray, periods: _Periods, rate: np.ndarray) -> float:
    """How many times more the articles of a period differ than words thrown one by one would; 1 at least."""
    articles = len(found)
    freedom = articles - len(rate)
    expected_rate = rate[periods.period]
    expected = expected_rate * periods.size
    variances = periods.size * expected_rate * (1 - expected_rate)
    by_chance = float(variances.sum())
    if freedom < 1 or not by_chance:
        return 1.0
    deviation = found - expected
    squares = float((deviation**2).sum())
    return max(1.0, squares * articles / freedom / by_chance)


def _chance_of_change(count: np.ndarray, total: np.ndarray, effect: float) -> float:
    share = count.sum() / max(total.sum(), 1)
    if len(count) < 2:
        return 1.0
    if not 0 < share < 1:
        return 1.0
    variance = share * (1 - share) * total
    deviation = count - share * total
    squared = (deviation**2 / variance).sum()
    freedom = len(count) - 1
    chance = measures.chance([squared / effect], freedom)
    return float(chance[0])
