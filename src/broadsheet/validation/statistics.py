"""Shares with their intervals, agreement between coders, and shares corrected for measured error."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan, sqrt

Code = Hashable | None  # None where a coder gave none
Ratings = Sequence[Sequence[Code]]  # one list a coder, an item at each place

# The standard normal deviate of a two-sided interval of 95 %.
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval, and the number of items that it rests on."""

    share: float
    low: float
    high: float
    items: int


@dataclass(frozen=True)
class Stratum:
    """What a stratum of a sample says: how large it is, and how right each coded item of it was."""

    population: int
    scores: Sequence[
        float
    ]  # one an item, 0 to 1: the share of coders who call it right


def wilson_interval(right: float, items: float) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    The score interval of Wilson (1927), without continuity correction: with p = right / items,
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    Args:
        right: How many items have the property; need not be whole.
        items: How many items there are; need not be whole.

    Returns:
        Its limits; 0 and 1 where there are no items.

    >>> low, high = wilson_interval(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if items <= 0:
        return 0.0, 1.0
    share = right / items
    z2 = Z95**2
    middle = share + z2 / (2 * items)
    spread = Z95 * sqrt(share * (1 - share) / items + z2 / (4 * items**2))
    scale = 1 + z2 / items
    low = (middle - spread) / scale
    high = (middle + spread) / scale
    return max(low, 0.0), min(high, 1.0)


def weighted_share(strata: Sequence[Stratum]) -> Share:
    """Return a share over a stratified sample, each stratum weighted by its size in the whole.

    The share is Σ W p over strata, W being a stratum's part of the whole. The interval is Wilson's for
    the number of items that a simple sample of the same variance would have (Korn and Graubard 1998);
    with one stratum that is the number of items. The variance within a stratum takes (x + 1) / (n + 2)
    for its share, so that a small stratum without an error does not pass for certain.

    Args:
        strata: The strata; one without coded items cannot be weighted in and is left out.

    >>> one = weighted_share([Stratum(1000, [1.0] * 81 + [0.0] * 182)])
    >>> round(one.low, 4), round(one.high, 4), one.items
    (0.2553, 0.3662, 263)
    """
    coded = [stratum for stratum in strata if len(stratum.scores)]
    items = sum(len(stratum.scores) for stratum in coded)
    if not items:
        return Share(nan, nan, nan, 0)
    whole = sum(stratum.population for stratum in coded)
    share = smooth = variance = 0.0
    for stratum in coded:
        weight = stratum.population / whole
        size = len(stratum.scores)
        right = sum(stratum.scores)
        drawn = (right + 1) / (size + 2)
        share += weight * right / size
        smooth += weight * drawn
        variance += weight**2 * drawn * (1 - drawn) / size
    effective = smooth * (1 - smooth) / variance
    low, high = wilson_interval(share * effective, effective)
    return Share(share, low, high, items)


def clustered_share(clusters: Sequence[tuple[float, float]]) -> Share:
    """Return a share of items that were drawn in clusters, such as the quotations of whole paragraphs.

    Items of one paragraph are alike, so that they are worth less than as many drawn one by one. The share
    is a ratio of sums; its linearised variance over clusters gives the number of items that a simple
    sample of the same variance would have, for which Wilson's interval is taken. The number is never
    above that of the items.

    Args:
        clusters: For each cluster how many of its items were found, and how many it has.

    >>> clustered_share([(1, 1), (0, 1), (1, 1), (1, 1)]).share
    0.75
    """
    filled = [(found, size) for found, size in clusters if size]
    items = sum(size for _, size in filled)
    if not items:
        return Share(nan, nan, nan, 0)
    share = sum(found for found, _ in filled) / items
    effective = float(items)
    number = len(filled)
    if number > 1 and 0 < share < 1:
        squares = sum((found - share * size) ** 2 for found, size in filled)
        variance = number / (number - 1) * squares / items**2
        if variance > 0:
            effective = min(items, share * (1 - share) / variance)
    low, high = wilson_interval(share * effective, effective)
    return Share(share, low, high, round(items))


def cohen_kappa(first: Sequence[Code], second: Sequence[Code]) -> float:
    """Return Cohen's kappa (1960) of two coders: agreement beyond what their own habits would give.

    κ = (o - e) / (1 - e), with o the share of items coded alike and e that expected by chance. Items that
    one of them did not code are left out. Not a number where both used one and the same code only.

    >>> kappa = cohen_kappa(list("yyyynn"), list("yyynnn"))
    >>> round(kappa, 3)
    0.667
    """
    pairs = [
        (a, b)
        for a, b in zip(first, second, strict=True)
        if a is not None and b is not None
    ]
    number = len(pairs)
    if not number:
        return nan
    observed = sum(a == b for a, b in pairs) / number
    of_first = Counter(a for a, _ in pairs)
    of_second = Counter(b for _, b in pairs)
    expected = sum(of_first[code] * of_second[code] for code in of_first) / number**2
    if expected == 1:
        return nan
    return (observed - expected) / (1 - expected)


def mean_kappa(ratings: Ratings) -> float:
    """Return the mean of Cohen's kappa over all pairs of coders (Light 1971).

    >>> mean_kappa([list("yn"), list("yn"), list("yn")])
    1.0
    """
    kappas = [cohen_kappa(first, second) for first, second in combinations(ratings, 2)]
    known = [kappa for kappa in kappas if kappa == kappa]
    if known:
        return sum(known) / len(known)
    return nan


def krippendorff_alpha(ratings: Ratings) -> float:
    """Return Krippendorff's alpha for nominal codes, any number of coders, with codes missing.

    α = 1 - (n - 1) Σ(unlike pairs within items) / Σ(unlike pairs over all), after Krippendorff, "Computing
    Krippendorff's alpha-reliability" (2011), section C: an item with m codes puts 1 / (m - 1) of each of its
    pairs into the table of coincidences; items with fewer than two codes say nothing.

    Args:
        ratings: One list of codes a coder, all of one length; None where a coder gave none.

    Returns:
        1 for full agreement, 0 for chance; not a number where there is only one code in use.

    >>> krippendorff_alpha([list("abab"), list("abab")])
    1.0
    """
    coincidences: Counter[tuple[Code, Code]] = Counter()
    for codes in zip(*ratings, strict=True):
        given = Counter(code for code in codes if code is not None)
        size = given.total()
        if size < 2:
            continue
        for a, times_a in given.items():
            for b, times_b in given.items():
                pairs = times_a * (times_b - (a == b))
                coincidences[a, b] += pairs / (size - 1)
    totals: Counter[Code] = Counter()
    for (a, _), weight in coincidences.items():
        totals[a] += weight
    number = totals.total()
    unlike = sum(weight for (a, b), weight in coincidences.items() if a != b)
    chance = number**2 - sum(total**2 for total in totals.values())
    if not chance:
        return nan
    return 1 - (number - 1) * unlike / chance


@dataclass(frozen=True)
class Class:
    """What the tool calls one thing: how often, and what people say it is, for a sample of it."""

    population: int
    counted: Sequence[float]  # one an item, 0 to 1: it is of what is counted
    base: Sequence[float]  # one an item, 0 to 1: it is of what the share is taken of


def corrected_share(classes: Sequence[Class]) -> Share:
    """Return a share corrected for the error that a sample measured.

    The whole is classed by the tool, a sample of each class by people too. What people say within each
    class is weighted by how often the tool gives the class: Tenenbein's estimator of double sampling
    (JASA 65, 1970), the form of the correction of Rogan and Gladen (1978) that needs no assumption that
    errors are as frequent elsewhere. R = Σ W a / Σ W b, with a and b the shares of counted and of base
    items in a class; the interval comes from the linearised variance, Σ W² var(a - R b) / n over (Σ W b)²,
    with one item of each kind added to each class, and as Wilson's for the number of items that it means.

    Args:
        classes: One for each thing that the tool says; one without coded items is left out.

    Returns:
        The share; `items` are the coded ones.

    >>> tool_women = Class(20, [1.0] * 9 + [0.0], [1.0] * 10)
    >>> tool_men = Class(80, [0.0] * 9 + [1.0], [1.0] * 10)
    >>> round(corrected_share([tool_women, tool_men]).share, 2)
    0.26
    """
    coded = [each for each in classes if len(each.base)]
    items = sum(len(each.base) for each in coded)
    whole = sum(each.population for each in coded)
    base = sum(each.population * _mean(each.base) for each in coded)
    if not items or not base:
        return Share(nan, nan, nan, items)
    share = sum(each.population * _mean(each.counted) for each in coded) / base
    variance = 0.0
    for each in coded:
        values = [a - share * b for a, b in zip(each.counted, each.base, strict=True)]
        values += [1 - share, -share]
        middle = _mean(values)
        spread = _mean([(value - middle) ** 2 for value in values])
        variance += (each.population / whole) ** 2 * spread / len(each.base)
    variance /= (base / whole) ** 2
    inner = min(max(share, 0.5 / items), 1 - 0.5 / items)
    effective = inner * (1 - inner) / variance
    low, high = wilson_interval(share * effective, effective)
    return Share(share, low, high, items)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
