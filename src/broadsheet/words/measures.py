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
    rest = c + d - words
    observed = np.broadcast_arrays(a, b, c - a, d - b)
    expected = np.broadcast_arrays(words * c, words * d, rest * c, rest * d)
    return np.stack(observed), np.stack(expected) / (c + d)


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
    distance = np.abs(observed - expected) - np.where(is_corrected, 0.5, 0)
    squared = np.maximum(distance, 0) ** 2
    terms = np.divide(
        squared, expected, out=np.zeros(expected.shape), where=expected > 0
    )
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
    a = np.where(_floats(a) > 0, _floats(a), ABSENT)
    b = np.where(_floats(b) > 0, _floats(b), ABSENT)
    c = _floats(c)
    d = _floats(d)
    ratio = np.log2(a / c) - np.log2(b / d)
    variance = np.maximum(1 / a - 1 / c, _floats(variances[0]) / a**2)
    reference_variance = np.maximum(1 / b - 1 / d, _floats(variances[1]) / b**2)
    error = np.sqrt(np.maximum(variance + reference_variance, 0)) / math.log(2)
    reach = _normal_quantile(level) * error
    return ratio, ratio - reach, ratio + reach


def _normal_quantile(level: float) -> float:
    """Return how many standard errors to either side hold the share `level` of a normal distribution."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def percent_diff(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
) -> Floats:
    """Return %DIFF (Gabrielatos & Marchi 2011); infinite where the reference lacks the word."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = _floats(a) * _floats(d) / (_floats(b) * _floats(c))
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
    with np.errstate(divide="ignore", invalid="ignore"):
        target = _floats(a) * (_floats(d) - _floats(b))
        return target / (_floats(b) * (_floats(c) - _floats(a)))


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
    return log_likelihood(a, b, c, d) - np.log(_floats(c) + _floats(d))


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
    c = _floats(c)
    d = _floats(d)
    odds = np.log(target / (c + whole - target))
    reference_odds = np.log(reference / (d + whole - reference))
    difference = odds - reference_odds
    return difference, difference / np.sqrt(1 / target + 1 / reference)


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
    z = (cube_root - 1 + spread) / math.sqrt(2 * spread)
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
    for trials in np.unique(total[total <= up_to]).astype(int):
        is_of_total = total == trials
        by_count = _binomial_test(trials, share)
        p[is_of_total] = by_count[a[is_of_total].astype(int)]
    return p


def _binomial_test(trials: int, share: float) -> Floats:
    """Return for each number of successes the chance of one no likelier."""
    successes = np.arange(trials + 1)
    failures = trials - successes
    likelihood = _ways(trials) * share**successes * (1 - share) ** failures
    # Likelihoods that are equal differ in their last digits.
    limit = likelihood * (1 + 1e-9)
    no_likelier = likelihood <= limit[:, np.newaxis]
    p = np.where(no_likelier, likelihood, 0).sum(axis=1)
    return np.minimum(p, 1.0)


@cache
def _ways(trials: int) -> Floats:
    """Return in how many ways so many trials can have each number of successes."""
    return np.array([math.comb(trials, count) for count in range(trials + 1)], float)


def adjust(p: ArrayLike) -> Floats:
    """Return Benjamini and Hochberg's (1995) adjusted p; missing ones are not counted and stay missing."""
    p = _floats(p)
    rows = np.flatnonzero(~np.isnan(p))
    order = rows[np.argsort(-p[rows], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    scaled = np.minimum(p[order] * len(order) / ranks, 1.0)
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
    centre = (count + z2 / 2) / (total + z2)
    variance = count * (total - count) / total + z2 / 4
    reach = np.sqrt(z2 * variance) / (total + z2)
    return np.maximum(centre - reach, 0), np.minimum(centre + reach, 1)


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
    sizes = np.ones(len(counts)) if sizes is None else _floats(sizes)
    parts = len(counts)
    whole = counts.sum()
    shares = sizes / sizes.sum()
    rates = counts / sizes
    mean = rates.mean()
    dp = np.abs(counts / whole - shares).sum() / 2
    variation = rates.std() / mean
    entropy = -_observed_over_expected(rates / rates.sum(), 1).sum()
    distance = ((rates - mean) ** 2 / mean).sum()
    measured = {
        "dp": dp,
        "dp_norm": dp / (1 - shares.min()),
        "juilland_d": 1 - variation / math.sqrt(parts - 1),
        "carroll_d2": entropy / math.log(parts),
        "rosengren_s": np.sqrt(shares * counts).sum() ** 2 / whole,
        "lyne_d3": 1 - distance / (4 * rates.sum()),
    }
    return {name: float(value) for name, value in measured.items()}


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
    return second_beside_first - second_elsewhere, first_beside_second - first_elsewhere
