"""The formulas: keyness, association and dispersion measures on plain numbers or arrays.

Keyness functions take ``a, b, c, d`` as the UCREL calculator names them: the word's count in the target and
in the reference, then the size of the target and of the reference.
"""

import math
from statistics import NormalDist

import numpy as np

# Hardie (2014) puts half an occurrence where a word is absent, so that a ratio can be given at all.
ABSENT = 0.5


def _observed_over_expected(observed, expected):
    """observed × ln(observed / expected), nought where nothing was observed."""
    observed, expected = np.broadcast_arrays(np.asarray(observed, float), np.asarray(expected, float))
    ratio = np.divide(observed, expected, out=np.ones(observed.shape), where=(observed > 0) & (expected > 0))
    return observed * np.log(ratio)


def _cells(a, b, c, d) -> tuple[np.ndarray, np.ndarray]:
    """The four observed and the four expected cells of the 2×2 table."""
    a, b, c, d = (np.asarray(value, float) for value in (a, b, c, d))
    observed = np.stack(np.broadcast_arrays(a, b, c - a, d - b))
    words, rest = a + b, c + d - a - b
    return observed, np.stack(np.broadcast_arrays(words * c, words * d, rest * c, rest * d)) / (c + d)


def log_likelihood(a, b, c, d):
    """G² of two terms (Rayson & Garside 2000), as the UCREL calculator gives it.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    observed, expected = _cells(a, b, c, d)
    return np.maximum(2 * _observed_over_expected(observed[:2], expected[:2]).sum(axis=0), 0)


def log_likelihood_four(a, b, c, d):
    """G² of all four cells (Dunning 1993), as quanteda and most statistics packages give it."""
    return np.maximum(2 * _observed_over_expected(*_cells(a, b, c, d)).sum(axis=0), 0)


def chi_squared(a, b, c, d, correction: bool | str = False):
    """Pearson's chi-squared; `correction` is Yates': True, False, or "small" (an expected cell below 5)."""
    observed, expected = _cells(a, b, c, d)
    yates = expected.min(axis=0) < 5 if correction == "small" else np.asarray(bool(correction))
    distance = np.maximum(np.abs(observed - expected) - 0.5 * yates, 0)
    return np.divide(distance**2, expected, out=np.zeros(expected.shape), where=expected > 0).sum(axis=0)


def log_ratio(a, b, c, d, level: float = 0.95, variances=(0, 0)) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hardie's log ratio (base 2) of the two rates, with its confidence limits.

    `variances` of the two counts, where known, widen the interval beyond that of words thrown one by one.
    """
    a, b, c, d = (np.asarray(value, float) for value in (a, b, c, d))
    a, b = np.where(a > 0, a, ABSENT), np.where(b > 0, b, ABSENT)
    ratio = np.log2(a / c) - np.log2(b / d)
    one = np.maximum(1 / a - 1 / c, variances[0] / a**2)
    two = np.maximum(1 / b - 1 / d, variances[1] / b**2)
    reach = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(np.maximum(one + two, 0)) / math.log(2)
    return ratio, ratio - reach, ratio + reach


def percent_diff(a, b, c, d):
    """%DIFF (Gabrielatos & Marchi 2011); infinite where the reference lacks the word."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.asarray(a, float) * d / (np.asarray(b, float) * c) - 1) * 100


def relative_risk(a, b, c, d):
    return percent_diff(a, b, c, d) / 100 + 1


def odds_ratio(a, b, c, d):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(a, float) * (np.asarray(d) - b) / (np.asarray(b, float) * (np.asarray(c) - a))


def simple_maths(a, b, c, d, smoothing: float = 1.0):
    """Kilgarriff's (2009) ratio of the rates per million, each with `smoothing` added."""
    return (np.asarray(a) * 1e6 / c + smoothing) / (np.asarray(b) * 1e6 / d + smoothing)


def difference_coefficient(a, b, c, d):
    """Hofland & Johansson's (1982) coefficient, from -1 (reference only) to 1 (target only)."""
    target, reference = np.asarray(a) / c, np.asarray(b) / d
    return (target - reference) / (target + reference)


def bayes_factor(a, b, c, d):
    """Wilson's (2013) BIC approximation: above 2 there is evidence, above 10 it is very strong."""
    return log_likelihood(a, b, c, d) - np.log(np.asarray(c, float) + d)


def log_odds(a, b, c, d, prior) -> tuple[np.ndarray, np.ndarray]:
    """Weighted log-odds and their z (Monroe, Colaresi & Quinn 2008); `prior` is every word's prior count."""
    prior = np.asarray(prior, float)
    target, reference = np.asarray(a, float) + prior, np.asarray(b, float) + prior
    whole = prior.sum()
    odds = np.log(target / (c + whole - target)) - np.log(reference / (d + whole - reference))
    return odds, odds / np.sqrt(1 / target + 1 / reference)


def chance(statistic, freedom: int = 1) -> np.ndarray:
    """The p of a chi-squared statistic; with more than one degree of freedom by Wilson & Hilferty (1931)."""
    values, places = np.unique(np.asarray(statistic, float), return_inverse=True)
    if freedom == 1:
        return np.array([math.erfc(math.sqrt(value / 2)) for value in values])[places]
    spread = 2 / (9 * freedom)
    z = ((values / freedom) ** (1 / 3) - 1 + spread) / math.sqrt(2 * spread)
    return np.array([math.erfc(value) / 2 for value in z])[places]


def exact_chance(a, b, c, d, up_to: int = 100) -> np.ndarray:
    """The two-sided p that the word is as common in both: exact where it occurs `up_to` times, else by G².

    Chi-squared and G² flatter small counts: three against none in equal corpora is p = .04 by G² and .25 by
    the binomial test that is used here.
    """
    a, b = np.broadcast_arrays(np.atleast_1d(a), np.atleast_1d(b))
    p, total, share = chance(log_likelihood(a, b, c, d)), a + b, c / (c + d)
    for n in np.unique(total[total <= up_to]).astype(int):
        k = np.arange(n + 1)
        ways = np.array([math.comb(n, i) for i in range(n + 1)], dtype=float)
        odds = ways * share**k * (1 - share) ** (n - k)
        exact = np.array([min(odds[odds <= one * (1 + 1e-9)].sum(), 1.0) for one in odds])
        p[total == n] = exact[a[total == n].astype(int)]
    return p


def adjust(p) -> np.ndarray:
    """Benjamini and Hochberg's (1995) adjusted p; what is missing is not counted and stays missing."""
    p = np.asarray(p, float)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(-p[known], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    adjusted = np.full(len(p), np.nan)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * len(order) / ranks, 1.0))
    return adjusted


def t_as_z(t, freedom) -> np.ndarray:
    """Student's t as a standard normal deviate of nearly the same p (Wallace 1959)."""
    freedom = np.asarray(freedom, float)
    size = np.sqrt(freedom * np.log1p(np.square(t) / freedom)) * (8 * freedom + 1) / (8 * freedom + 3)
    return np.sign(t) * size


def wilson(count, total, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's (1927) confidence limits of a proportion."""
    z2 = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    count, total = np.asarray(count, float), np.asarray(total, float)
    centre = (count + z2 / 2) / (total + z2)
    reach = np.sqrt(z2 * (count * (total - count) / total + z2 / 4)) / (total + z2)
    return np.maximum(centre - reach, 0), np.minimum(centre + reach, 1)


def dispersion(counts, sizes=None) -> dict[str, float]:
    """How evenly one word spreads over parts: counts in each, and the parts' sizes (equal if not given).

    Gries' (2008) deviation of proportions `dp` and `dp_norm` (Lijffijt & Gries 2012), nought when even;
    Juilland's D with the population standard deviation, Carroll's D2, Rosengren's S and Lyne's D3, one when
    even.

    >>> round(dispersion([0, 4, 3, 2, 1])["juilland_d"], 4)
    0.6464
    """
    counts = np.asarray(counts, float)
    sizes = np.ones(len(counts)) if sizes is None else np.asarray(sizes, float)
    parts, whole, shares = len(counts), counts.sum(), sizes / sizes.sum()
    rates = counts / sizes
    dp, even = np.abs(counts / whole - shares).sum() / 2, rates.mean()
    measured = {
        "dp": dp,
        "dp_norm": dp / (1 - shares.min()),
        "juilland_d": 1 - rates.std() / rates.mean() / math.sqrt(parts - 1),
        "carroll_d2": -_observed_over_expected(rates / rates.sum(), 1).sum() / math.log(parts),
        "rosengren_s": np.sqrt(shares * counts).sum() ** 2 / whole,
        "lyne_d3": 1 - ((rates - even) ** 2 / even).sum() / (4 * rates.sum()),
    }
    return {name: float(value) for name, value in measured.items()}


def delta_p(together, first_alone, second_alone, neither) -> tuple[np.ndarray, np.ndarray]:
    """Gries' (2013) ΔP both ways: how much likelier the second is beside the first, and the first beside
    it."""
    together, neither = np.asarray(together, float), np.asarray(neither, float)
    second = together / (together + first_alone) - second_alone / (second_alone + neither)
    return second, together / (together + second_alone) - first_alone / (first_alone + neither)
