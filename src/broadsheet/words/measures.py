"""The formulas: keyness, association and dispersion measures on plain numbers or arrays.

Keyness functions take `a, b, c, d` as the UCREL calculator names them: the word's count in the target and in
the reference, then the size of the target and of the reference.
"""

import math
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Hardie (2014) puts half an occurrence where a word is absent, so that a ratio can be given at all.
ABSENT = 0.5
# Yates' correction with correction="small" is for tables with an expected cell below this (Cochran 1954).
SMALL_CELL = 5


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=float)


def _observed_over_expected(observed: ArrayLike, expected: ArrayLike) -> Floats:
    """Return observed × ln(observed / expected), 0 where nothing was observed."""
    observed, expected = np.broadcast_arrays(_floats(observed), _floats(expected))
    is_defined = (observed > 0) & (expected > 0)
    ratio = np.divide(observed, expected, out=np.ones(observed.shape), where=is_defined)
    return observed * np.log(ratio)


def _cells(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> tuple[Floats, Floats]:
    """Return the four observed and the four expected cells of the 2×2 table."""
    a = _floats(a)
    b = _floats(b)
    c = _floats(c)
    d = _floats(d)
    words = a + b
    whole = c + d
    rest = whole - words
    others = c - a
    reference_others = d - b
    observed = np.broadcast_arrays(a, b, others, reference_others)
    products = np.broadcast_arrays(words * c, words * d, rest * c, rest * d)
    expected = np.stack(products) / whole
    return np.stack(observed), expected


def log_likelihood(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return G² of two terms (Rayson & Garside 2000), as the UCREL calculator gives it.

    G² = 2 (a ln(a / E₁) + b ln(b / E₂)), with E the counts expected if both had one rate.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    observed, expected = _cells(a, b, c, d)
    terms = _observed_over_expected(observed[:2], expected[:2])
    return np.maximum(2 * terms.sum(axis=0), 0)


def log_likelihood_four(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return G² of all four cells (Dunning 1993), as quanteda and most statistics packages give it."""
    observed, expected = _cells(a, b, c, d)
    terms = _observed_over_expected(observed, expected)
    return np.maximum(2 * terms.sum(axis=0), 0)


def chi_squared(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    correction: bool | str = False,
) -> Floats:
    """Return Pearson's chi-squared.

    `correction` is Yates': True, False, or "small" for tables with a small expected cell.
    """
    observed, expected = _cells(a, b, c, d)
    if correction == "small":
        is_corrected = expected.min(axis=0) < SMALL_CELL
    else:
        is_corrected = np.asarray(bool(correction))
    subtracted = np.where(is_corrected, 0.5, 0)
    distance = np.abs(observed - expected) - subtracted
    squared = np.maximum(distance, 0) ** 2
    terms = np.zeros(expected.shape)
    np.divide(squared, expected, out=terms, where=expected > 0)
    return terms.sum(axis=0)


def log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    level: float = 0.95,
    variances: tuple[ArrayLike, ArrayLike] = (0, 0),
) -> tuple[Floats, Floats, Floats]:
    """Return Hardie's (2014) log ratio, log₂((a / c) / (b / d)), with its confidence limits.

    `variances` of the two counts, where known, widen the interval beyond that of words thrown one by one.
    """
    a = _present(a)
    b = _present(b)
    c = _floats(c)
    d = _floats(d)
    share = a / c
    reference_share = b / d
    ratio = np.log2(share) - np.log2(reference_share)
    variance = _variance_of_log(a, c, variances[0])
    reference_variance = _variance_of_log(b, d, variances[1])
    both = np.maximum(variance + reference_variance, 0)
    error = np.sqrt(both) / math.log(2)
    reach = _normal_quantile(level) * error
    return ratio, ratio - reach, ratio + reach


def _present(count: ArrayLike) -> Floats:
    """Return counts that have a logarithm."""
    count = _floats(count)
    return np.where(count > 0, count, ABSENT)


def _variance_of_log(count: Floats, total: Floats, variance: ArrayLike) -> Floats:
    """Return the variance of a rate's logarithm, by chance alone or by that of the count, if it is more."""
    by_chance = 1 / count - 1 / total
    of_count = _floats(variance) / count**2
    return np.maximum(by_chance, of_count)


def _normal_quantile(level: float) -> float:
    """Return how many standard errors to either side hold the share `level` of a normal distribution."""
    upper = 0.5 + level / 2
    return NormalDist().inv_cdf(upper)


def percent_diff(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return %DIFF (Gabrielatos & Marchi 2011); infinite where the reference lacks the word."""
    a = _floats(a)
    b = _floats(b)
    c = _floats(c)
    d = _floats(d)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = a * d / (b * c)
        return (ratio - 1) * 100


def relative_risk(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return the ratio of the rates, (a / c) / (b / d)."""
    return percent_diff(a, b, c, d) / 100 + 1


def odds_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return the ratio of the odds, (a / (c - a)) / (b / (d - b))."""
    a = _floats(a)
    b = _floats(b)
    others = _floats(c) - a
    reference_others = _floats(d) - b
    with np.errstate(divide="ignore", invalid="ignore"):
        return a * reference_others / (b * others)


def simple_maths(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    smoothing: float = 1.0,
) -> Floats:
    """Return Kilgarriff's (2009) ratio of the rates per million, each with `smoothing` added."""
    rate = _floats(a) * 1e6 / _floats(c)
    reference_rate = _floats(b) * 1e6 / _floats(d)
    return (rate + smoothing) / (reference_rate + smoothing)


def difference_coefficient(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return Hofland & Johansson's (1982) coefficient, from -1 (reference only) to 1 (target only)."""
    rate = _floats(a) / _floats(c)
    reference_rate = _floats(b) / _floats(d)
    return (rate - reference_rate) / (rate + reference_rate)


def bayes_factor(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return Wilson's (2013) BIC approximation, G² - ln(c + d): above 2 is evidence, above 10 very strong."""
    words = _floats(c) + _floats(d)
    return log_likelihood(a, b, c, d) - np.log(words)


def log_odds(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    prior: ArrayLike,
) -> tuple[Floats, Floats]:
    """Return weighted log-odds and their z (Monroe, Colaresi & Quinn 2008).

    `prior` is every word's prior count.
    """
    prior = _floats(prior)
    target = _floats(a) + prior
    reference = _floats(b) + prior
    whole = prior.sum()
    target_words = _floats(c) + whole
    reference_words = _floats(d) + whole
    odds = target / (target_words - target)
    reference_odds = reference / (reference_words - reference)
    difference = np.log(odds) - np.log(reference_odds)
    variance = 1 / target + 1 / reference
    return difference, difference / np.sqrt(variance)


def chance(statistic: ArrayLike, freedom: int = 1) -> Floats:
    """Return the p of a chi-squared statistic.

    With more than one degree of freedom it is Wilson & Hilferty's (1931) approximation.
    """
    values, index = np.unique(_floats(statistic), return_inverse=True)
    if freedom == 1:
        p = [math.erfc(math.sqrt(value / 2)) for value in values]
        return np.array(p)[index]
    spread = 2 / (9 * freedom)
    cube_root = (values / freedom) ** (1 / 3)
    distance = cube_root - 1 + spread
    z = distance / math.sqrt(2 * spread)
    p = [math.erfc(value) / 2 for value in z]
    return np.array(p)[index]


def exact_chance(
    a: ArrayLike,
    b: ArrayLike,
    c: float,
    d: float,
    up_to: int = 100,
) -> Floats:
    """Return the two-sided p that the word is as common in both: exact where it occurs `up_to` times.

    Chi-squared and G² flatter small counts: three against none in equal corpora is p = .04 by G² and .25 by
    the binomial test that is used here. Beyond `up_to` occurrences it is that of G².
    """
    a, b = np.broadcast_arrays(np.atleast_1d(a), np.atleast_1d(b))
    p = chance(log_likelihood(a, b, c, d))
    total = a + b
    share = c / (c + d)
    small_totals = total[total <= up_to]
    for trials in np.unique(small_totals).astype(int):
        is_of_total = total == trials
        counts = a[is_of_total].astype(int)
        by_count = _binomial_test(trials, share)
        p[is_of_total] = by_count[counts]
    return p


def _binomial_test(trials: int, share: float) -> Floats:
    """Return for each number of successes the chance of one no likelier."""
    successes = np.arange(trials + 1)
    failures = trials - successes
    of_each = share**successes
    of_others = (1 - share) ** failures
    likelihood = _ways(trials) * of_each * of_others
    # Likelihoods that are equal differ in their last digits.
    limit = likelihood * (1 + 1e-9)
    no_likelier = likelihood <= limit[:, np.newaxis]
    counted = np.where(no_likelier, likelihood, 0)
    p = counted.sum(axis=1)
    return np.minimum(p, 1.0)


@cache
def _ways(trials: int) -> Floats:
    """Return in how many ways so many trials can have each number of successes."""
    counts = range(trials + 1)
    ways = [math.comb(trials, count) for count in counts]
    return np.array(ways, float)


def adjust(p: ArrayLike) -> Floats:
    """Return Benjamini and Hochberg's (1995) adjusted p; missing ones are not counted and stay missing."""
    p = _floats(p)
    is_given = ~np.isnan(p)
    rows = np.flatnonzero(is_given)
    by_falling_p = np.argsort(-p[rows], kind="stable")
    order = rows[by_falling_p]
    tests = len(order)
    ranks = np.arange(tests, 0, -1)
    scaled = np.minimum(p[order] * tests / ranks, 1.0)
    adjusted = np.full(len(p), np.nan)
    adjusted[order] = np.minimum.accumulate(scaled)
    return adjusted


def t_as_z(t: ArrayLike, freedom: float) -> Floats:
    """Return Student's t as a standard normal deviate of nearly the same p (Wallace 1959)."""
    squared = freedom * np.log1p(np.square(t) / freedom)
    correction = (8 * freedom + 1) / (8 * freedom + 3)
    return np.sign(t) * np.sqrt(squared) * correction


def wilson(
    count: ArrayLike,
    total: ArrayLike,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return Wilson's (1927) confidence limits of a proportion."""
    z2 = _normal_quantile(level) ** 2
    count = _floats(count)
    total = _floats(total)
    widened = total + z2
    centre = (count + z2 / 2) / widened
    variance = count * (total - count) / total + z2 / 4
    reach = np.sqrt(z2 * variance) / widened
    low = np.maximum(centre - reach, 0)
    high = np.minimum(centre + reach, 1)
    return low, high


def dispersion(counts: ArrayLike, sizes: ArrayLike | None = None) -> dict[str, float]:
    """Measure how evenly one word spreads over parts.

    Args:
        counts: the occurrences in each part.
        sizes: the sizes of the parts; equal if not given.

    Returns:
        Gries' (2008) deviation of proportions `dp` and `dp_norm` (Lijffijt & Gries 2012), 0 when even;
        Juilland's D with the population standard deviation, Carroll's D2, Rosengren's S and Lyne's D3, 1 when
        even.

    >>> round(dispersion([0, 4, 3, 2, 1])["juilland_d"], 4)
    0.6464
    """
    counts = _floats(counts)
    parts = len(counts)
    sizes = np.ones(parts) if sizes is None else _floats(sizes)
    whole = counts.sum()
    shares = sizes / sizes.sum()
    own_shares = counts / whole
    rates = counts / sizes
    mean = rates.mean()
    sum_of_rates = rates.sum()
    dp = np.abs(own_shares - shares).sum() / 2
    variation = rates.std() / mean
    shares_of_rates = rates / sum_of_rates
    entropy = -_observed_over_expected(shares_of_rates, 1).sum()
    distance = ((rates - mean) ** 2 / mean).sum()
    roots = np.sqrt(shares * counts).sum()
    measured = {
        "dp": dp,
        "dp_norm": dp / (1 - shares.min()),
        "juilland_d": 1 - variation / math.sqrt(parts - 1),
        "carroll_d2": entropy / math.log(parts),
        "rosengren_s": roots**2 / whole,
        "lyne_d3": 1 - distance / (4 * sum_of_rates),
    }
    return {name: float(value) for name, value in measured.items()}


def dice(count: ArrayLike, word: ArrayLike, other: ArrayLike) -> Floats:
    """Return Dice's coefficient of two words, twice their count together over the sum of their counts.

    >>> float(dice(8, 15, 25))
    0.4
    """
    together = 2 * _floats(count)
    return together / (_floats(word) + _floats(other))


def t_score(count: ArrayLike, expected: ArrayLike) -> Floats:
    """Return Student's t of a count above the one that is expected, (O - E) / √O (Church & al. 1991).

    >>> float(t_score(16, 4))
    3.0
    """
    count = _floats(count)
    return (count - _floats(expected)) / np.sqrt(count)


def delta_p(
    together: ArrayLike,
    first_alone: ArrayLike,
    second_alone: ArrayLike,
    neither: ArrayLike,
) -> tuple[Floats, Floats]:
    """Return Gries' (2013) ΔP both ways.

    How much likelier the second word is beside the first, and the first beside the second.
    """
    together = _floats(together)
    first_alone = _floats(first_alone)
    second_alone = _floats(second_alone)
    neither = _floats(neither)
    second_beside_first = together / (together + first_alone)
    second_elsewhere = second_alone / (second_alone + neither)
    first_beside_second = together / (together + second_alone)
    first_elsewhere = first_alone / (first_alone + neither)
    second_gains = second_beside_first - second_elsewhere
    first_gains = first_beside_second - first_elsewhere
    return second_gains, first_gains
