"""Shares with their intervals, agreement between coders, and shares corrected for measured error."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan, nan, sqrt

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


NO_SHARE = Share(nan, nan, nan, 0)


@dataclass(frozen=True)
class Stratum:
    """What a stratum of a sample says: how large it is, and how right each coded item of it was.

    Attributes:
        population: How many items it has in the whole.
        scores: One an item, 0 to 1: the share of coders who call it right.
    """

    population: int
    scores: Sequence[float]

    @property
    def size(self) -> int:
        """Return how many items were coded."""
        return len(self.scores)

    @property
    def right(self) -> float:
        """Return how many items are right."""
        return sum(self.scores)

    @property
    def drawn_share(self) -> float:
        """Return the share that is right, one right and one wrong item added."""
        more_right = self.right + 1
        more_items = self.size + 2
        return more_right / more_items


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
    scale = 1 + z2 / items
    middle = share + z2 / (2 * items)
    variance = _variance_of_one(share) / items
    correction = z2 / (4 * items**2)
    deviation = sqrt(variance + correction)
    spread = Z95 * deviation
    low = (middle - spread) / scale
    high = (middle + spread) / scale
    # Rounding can leave a limit just outside.
    low = max(low, 0.0)
    high = min(high, 1.0)
    return low, high


def _share_of(share: float, effective: float, items: int) -> Share:
    """Return a share with the interval that so many items of a simple sample would give."""
    right = share * effective
    low, high = wilson_interval(right, effective)
    return Share(share, low, high, items)


def _variance_of_one(share: float) -> float:
    """Return the variance of one item that has a property with this probability."""
    rest = 1 - share
    return share * rest


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
    coded = [stratum for stratum in strata if stratum.size > 0]
    if not coded:
        return NO_SHARE
    items = sum(stratum.size for stratum in coded)
    whole = sum(stratum.population for stratum in coded)
    share = 0.0
    smooth = 0.0
    variance = 0.0
    for stratum in coded:
        weight = stratum.population / whole
        size = stratum.size
        drawn = stratum.drawn_share
        of_one = _variance_of_one(drawn)
        share += weight * stratum.right / size
        smooth += weight * drawn
        variance += weight**2 * of_one / size
    effective = _variance_of_one(smooth) / variance
    return _share_of(share, effective, items)


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
    filled = [(count, size) for count, size in clusters if size]
    items = sum(size for _, size in filled)
    if items == 0:
        return NO_SHARE
    with_property = sum(count for count, _ in filled)
    share = with_property / items
    variance = _variance_over(filled, share, items)
    effective = float(items)
    if variance > 0:
        simple = _variance_of_one(share) / variance
        effective = min(items, simple)
    return _share_of(share, effective, round(items))


def _variance_over(
    clusters: Sequence[tuple[float, float]], share: float, items: float
) -> float:
    """Return the linearised variance of a share over clusters; 0 where they cannot tell it."""
    number = len(clusters)
    if number < 2:
        return 0.0
    if not 0 < share < 1:
        return 0.0
    squares = 0.0
    for count, size in clusters:
        expected = share * size
        squares += (count - expected) ** 2
    correction = number / (number - 1)
    spread = correction * squares
    return spread / items**2


def cohen_kappa(first: Sequence[Code], second: Sequence[Code]) -> float:
    """Return Cohen's kappa (1960) of two coders: agreement beyond what their own habits would give.

    κ = (o - e) / (1 - e), with o the share of items coded alike and e that expected by chance. Items that
    one of them did not code are left out. Not a number where both used one and the same code only.

    >>> kappa = cohen_kappa(list("yyyynn"), list("yyynnn"))
    >>> round(kappa, 3)
    0.667
    """
    pairs = _pairs_of_codes(first, second)
    number = len(pairs)
    if number == 0:
        return nan
    alike = sum(a == b for a, b in pairs)
    observed = alike / number
    expected = _agreement_by_chance(pairs)
    if expected == 1:
        return nan
    beyond_chance = observed - expected
    possible = 1 - expected
    return beyond_chance / possible


def _pairs_of_codes(
    first: Sequence[Code], second: Sequence[Code]
) -> list[tuple[Code, Code]]:
    """Return the codes of the items that both coders coded."""
    pairs = []
    for pair in zip(first, second, strict=True):
        if None not in pair:
            pairs.append(pair)
    return pairs


def _agreement_by_chance(pairs: list[tuple[Code, Code]]) -> float:
    """Return the share of items that two coders with these habits would code alike by chance."""
    of_first = Counter(code for code, _ in pairs)
    of_second = Counter(code for _, code in pairs)
    by_chance = 0
    for code, count in of_first.items():
        by_chance += count * of_second[code]
    return by_chance / len(pairs) ** 2


def mean_kappa(ratings: Ratings) -> float:
    """Return the mean of Cohen's kappa over all pairs of coders (Light 1971).

    >>> mean_kappa([list("yn"), list("yn"), list("yn")])
    1.0
    """
    kappas = []
    for first, second in combinations(ratings, 2):
        kappa = cohen_kappa(first, second)
        if not isnan(kappa):
            kappas.append(kappa)
    if not kappas:
        return nan
    return sum(kappas) / len(kappas)


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
        coincidences.update(_coincidences(codes))
    totals: Counter[Code] = Counter()
    unlike = 0.0
    for (a, b), weight in coincidences.items():
        totals[a] += weight
        if a != b:
            unlike += weight
    number = totals.total()
    squares = sum(total**2 for total in totals.values())
    by_chance = number**2 - squares
    if by_chance == 0:
        return nan
    disagreement = (number - 1) * unlike / by_chance
    return 1 - disagreement


def _coincidences(codes: Sequence[Code]) -> dict[tuple[Code, Code], float]:
    """Return what the codes of one item put into the table of coincidences."""
    given = Counter(codes)
    given.pop(None, None)
    others = given.total() - 1
    weights: dict[tuple[Code, Code], float] = {}
    if others < 1:
        return weights
    for a, times_a in given.items():
        for b, times_b in given.items():
            partners = times_b
            if a == b:
                partners -= 1
            weights[a, b] = times_a * partners / others
    return weights


@dataclass(frozen=True)
class Class:
    """What the tool calls one thing: how often, and what people say it is, for a sample of it.

    Attributes:
        population: How often the tool says it.
        counted: One an item, 0 to 1: it is of what is counted.
        base: One an item, 0 to 1: it is of what the share is taken of.
    """

    population: int
    counted: Sequence[float]
    base: Sequence[float]

    @property
    def size(self) -> int:
        """Return how many items were coded."""
        return len(self.base)

    @property
    def counted_share(self) -> float:
        """Return the share of items that are of what is counted."""
        return _mean(self.counted)

    @property
    def base_share(self) -> float:
        """Return the share of items that are of what the share is taken of."""
        return _mean(self.base)

    @property
    def counted_total(self) -> float:
        """Return how many are of what is counted in the whole, as far as the sample tells."""
        return self.population * self.counted_share

    @property
    def base_total(self) -> float:
        """Return how many are of what the share is taken of in the whole, as far as the sample tells."""
        return self.population * self.base_share

    def spread_around(self, share: float) -> float:
        """Return how far the items are from a share, one item of each kind added."""
        values = []
        for counted, base in zip(self.counted, self.base, strict=True):
            expected = share * base
            values.append(counted - expected)
        values += [1 - share, -share]
        middle = _mean(values)
        squares = [(value - middle) ** 2 for value in values]
        return _mean(squares)


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
    coded = [each for each in classes if each.size > 0]
    items = sum(each.size for each in coded)
    whole = sum(each.population for each in coded)
    base = sum(each.base_total for each in coded)
    if items == 0 or base == 0:
        return Share(nan, nan, nan, items)
    counted = sum(each.counted_total for each in coded)
    share = counted / base
    variance = 0.0
    for each in coded:
        weight = each.population / whole
        spread = each.spread_around(share)
        variance += weight**2 * spread / each.size
    part = base / whole
    variance /= part**2
    inner = _off_the_edges(share, items)
    effective = _variance_of_one(inner) / variance
    return _share_of(share, effective, items)


def _off_the_edges(share: float, items: int) -> float:
    """Return a share at least half an item away from 0 and 1, where its variance would vanish."""
    lowest = 0.5 / items
    highest = 1 - lowest
    inner = max(share, lowest)
    return min(inner, highest)


def _mean(values: Sequence[float]) -> float:
    total = sum(values)
    return total / len(values)
