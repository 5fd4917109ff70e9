"""Which words set one side apart, and is it more than chance?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from broadsheet.words import measures

# wordfreq gives shares of running words, not counts; so large a corpus makes them as good as certain.
ENGLISH_WORDS = 1_000_000_000


def compare_words(
    counts: pd.DataFrame,
    target=None,
    reference: str | Sequence | pd.Series = "rest",
    min_count: int = 1,
    prior: float | pd.Series = 500.0,
    level: float = 0.95,
) -> pd.DataFrame:
    """How the words of one group differ from those of another: the frame of keyness.

    `counts` is of `count_words`, `target` one of its groups (or a list; not needed where there is no group).
    `reference` is "rest" (all other groups), a group or a list of groups, "english" (general English by the
    wordfreq package; single words only), or a series of counts of your own, indexed by word. Words with fewer
    than `min_count` occurrences on both sides together are left out before p is adjusted.

    Columns: `word`, `is_stop`; `count`, `total`, `per_thousand`, `articles` of the target and the same of
    the reference as `reference_…`; `log_likelihood` (two terms, Rayson & Garside) and `log_likelihood_four`
    (four cells, Dunning); `chi_squared` (Pearson, uncorrected); `log_ratio` (Hardie; 0.5 for a zero) with
    `log_ratio_low` and `log_ratio_high`, its confidence interval; `percent_diff` (infinite where the
    reference is zero); `bic` (Wilson: the two-term G² less ln N); `log_odds` and `log_odds_z` (Monroe,
    Colaresi & Quinn, the prior being both sides together scaled to `prior` words, or the counts given); `p`
    (exact for up to 100 occurrences, beyond by the two-term G²) and `p_adjusted` (Benjamini & Hochberg).

    All these take every word as a throw of its own, but a word once used comes again in the same article. So
    `articles_low` and `articles_high` are the limits of the log ratio with the articles as what was sampled,
    `p_articles` compares the rates so (a t-test of ratio estimates; missing where a side has one article)
    and `p_articles_adjusted` likewise; `significant` says that both adjusted p are below 1 - `level`, or the
    first where the second cannot be had. The strongest evidence, by log-likelihood, comes first.
    """
    by = None if counts.columns[1] == "count" else counts.columns[1]
    if by and (counts.groupby(by, observed=True)["total"].nunique() > 1).any():
        raise ValueError("These counts hold n-grams of several lengths: compare one length at a time.")
    is_target = _of_groups(counts, by, target)
    ours = _side(counts[is_target], by)
    if isinstance(reference, pd.Series):
        theirs = _known_rates(reference, reference.sum())
    elif isinstance(reference, str) and reference == "english":
        ours = ours[~ours.index.str.contains(r"[\s'’]")]
        theirs = _known_rates(general_english(ours.index), ENGLISH_WORDS)
    else:
        rest = isinstance(reference, str) and reference == "rest"
        theirs = _side(counts[~is_target if rest else _of_groups(counts, by, reference)], by)
    return _compare(ours, theirs, min_count, prior, level)


def subcorpora(articles: pd.DataFrame) -> pd.Series:
    """What articles are compared by: their outlets; where there is one alone, the time before and after.

    The day that parts the articles of one outlet has as many of them before as after; where no day is known,
    or one only, all stay together.

    >>> days = pd.to_datetime(["2021-10-08", "2021-11-11"])
    >>> subcorpora(pd.DataFrame({"outlet": "The Watch", "published": days})).tolist()
    ['articles until 8 Oct 2021', 'articles after 8 Oct 2021']
    """
    days = articles["published"].dt.normalize().astype("datetime64[s]")
    known = days.dropna().sort_values()
    if articles["outlet"].nunique() > 1 or known.nunique() < 2:
        return articles["outlet"]
    parting = known.iloc[(len(known) - 1) // 2]
    parting = parting if parting < known.iloc[-1] else known[known < parting].iloc[-1]
    names = [f"articles {when} {parting:%-d %b %Y}" for when in ("until", "after")]
    codes = np.where(days.isna(), -1, days > parting)
    return pd.Series(pd.Categorical.from_codes(codes, names), articles.index)


def _of_groups(counts: pd.DataFrame, by: str | None, groups) -> np.ndarray:
    if by is None or counts.empty:
        return np.ones(len(counts), dtype=bool)
    groups = [groups] if isinstance(groups, str) or not isinstance(groups, Sequence) else list(groups)
    if unknown := [str(group) for group in groups if group not in set(counts[by])]:
        known = ", ".join(str(group) for group in counts[by].unique()[:12])
        raise ValueError(f"No words were counted for {by} {', '.join(unknown)}; there are: {known}.")
    return counts[by].isin(groups).to_numpy()


def _side(rows: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """One side of the comparison, a row a word: groups are added, as strata of one sample."""
    one = rows.drop_duplicates(by) if by else rows.head(1)
    error = rows.get("se", np.nan)
    # A group of one article shows no spread; the square of what it has is the most its variance could be.
    variance = (np.where(np.isnan(error), rows["per_thousand"], error) * rows["total"] / 1000) ** 2
    variance = variance if one["of_articles"].sum() > 1 else 0.0
    kept = rows[["word", "count", "articles", "is_stop"]].assign(variance=variance)
    how = {"count": "sum", "articles": "sum", "is_stop": "max", "variance": "sum"}
    side = kept.groupby(rows["word"].astype(object), sort=False).agg(how)
    side.attrs = {"total": int(one["total"].sum()), "articles": int(one["of_articles"].sum())}
    return side


def _known_rates(counts: pd.Series, total: float) -> pd.DataFrame:
    side = counts.to_frame("count").assign(articles=0, is_stop=False, variance=0.0)
    side.attrs = {"total": total, "articles": np.inf}
    return side


def general_english(words: Sequence[str]) -> pd.Series:
    """How often each word is met in a thousand million words of general English (wordfreq, sources to
    2021)."""
    try:
        from wordfreq import get_frequency_dict
    except ImportError:
        raise ImportError(
            'General English is an extra: pip install "broadsheet[words]" brings the wordfreq package.'
        ) from None
    shares = get_frequency_dict("en", wordlist="best")
    found = [shares.get(word, 0.0) * ENGLISH_WORDS for word in words]
    return pd.Series(found, index=pd.Index(words, dtype=object), dtype=float)


def _compare(ours, theirs, min_count: int, prior, level: float) -> pd.DataFrame:
    both = ours.add_suffix("_1").join(theirs.add_suffix("_2"), how="outer")
    both = both.assign(is_stop=both["is_stop_1"].eq(True) | both["is_stop_2"].eq(True)).fillna(0)
    both = both[both["count_1"] + both["count_2"] >= min_count]
    if not (ours.attrs["total"] and theirs.attrs["total"]):
        both = both.head(0)
    c, d = max(ours.attrs["total"], 1), max(theirs.attrs["total"], 1)
    a, b = both["count_1"].to_numpy(float), both["count_2"].to_numpy(float)
    if isinstance(prior, pd.Series):
        prior = prior.reindex(both.index).fillna(0).to_numpy()
    else:
        prior = (a + b) * (prior / max(a.sum() + b.sum(), 1))
    variances = [both[name].to_numpy(float) for name in ("variance_1", "variance_2")]
    frame = pd.DataFrame({"word": pd.array(both.index, dtype="str")})
    frame["is_stop"] = both["is_stop"].to_numpy(bool)
    for side, count, total, articles in (("", a, c, "articles_1"), ("reference_", b, d, "articles_2")):
        frame[f"{side}count"], frame[f"{side}total"] = count.round().astype(np.int64), total
        frame[f"{side}per_thousand"] = count / total * 1000
        frame[f"{side}articles"] = both[articles].to_numpy(np.int64)
    for measure in (measures.log_likelihood, measures.log_likelihood_four, measures.chi_squared):
        frame[measure.__name__] = measure(a, b, c, d)
    ratio, low, high = measures.log_ratio(a, b, c, d, level)
    frame = frame.assign(log_ratio=ratio, log_ratio_low=low, log_ratio_high=high)
    _, frame["articles_low"], frame["articles_high"] = measures.log_ratio(a, b, c, d, level, variances)
    frame["percent_diff"] = measures.percent_diff(a, b, c, d)
    frame["bic"] = measures.bayes_factor(a, b, c, d)
    frame["log_odds"], frame["log_odds_z"] = measures.log_odds(a, b, c, d, prior)
    by_articles = _chance_by_articles(both, ours.attrs, theirs.attrs)
    for name, p in (("p", measures.exact_chance(a, b, c, d)), ("p_articles", by_articles)):
        frame[name], frame[f"{name}_adjusted"] = p, measures.adjust(p)
    refuted = frame["p_articles_adjusted"] >= 1 - level
    frame["significant"] = (frame["p_adjusted"] < 1 - level) & ~refuted
    return frame.sort_values(["log_likelihood", "word"], ascending=[False, True], ignore_index=True)


def _chance_by_articles(both: pd.DataFrame, ours: dict, theirs: dict) -> np.ndarray:
    """A t-test of the rates with the variances between articles, as free as the side with fewer of them."""
    fewest = min(ours["articles"], theirs["articles"])
    if fewest < 2:
        return np.full(len(both), np.nan)
    total = np.array([ours["total"], theirs["total"]])
    count, variance = (both[[f"{name}_1", f"{name}_2"]].to_numpy(float) for name in ("count", "variance"))
    rates = count / total
    # Articles that happen to agree do not make a rate surer than words thrown one by one would.
    spread = np.maximum(variance, count) / total**2
    t = (rates[:, 0] - rates[:, 1]) / np.sqrt(spread[:, 0] + spread[:, 1])
    return measures.chance(measures.t_as_z(t, fewest - 1) ** 2)
