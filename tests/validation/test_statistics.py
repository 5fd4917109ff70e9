"""Shares, intervals and agreement against published examples and other implementations."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from scipy.stats import binomtest

from broadsheet.validation.statistics import (
    Class,
    Stratum,
    clustered_share,
    cohen_kappa,
    corrected_share,
    krippendorff_alpha,
    mean_kappa,
    weighted_share,
    wilson_interval,
)


def codes(text: str) -> list:
    return [None if code == "." else code for code in text.split()]


# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C.
FOUR_OBSERVERS = [
    codes("1 2 3 3 2 1 4 1 2 . . ."),
    codes("1 2 3 3 2 2 4 1 2 5 . 3"),
    codes(". 3 3 3 2 3 4 2 2 5 1 ."),
    codes("1 2 3 3 2 4 4 1 2 5 1 ."),
]
# The same, section B: two observers, five values.
TWO_OBSERVERS = [codes("a a b b d c c c e d d a"), codes("b a b b b c c c e d d d")]
# The same, section A: two observers, two values.
BINARY = [codes("0 1 0 0 0 0 0 0 1 0"), codes("1 1 1 0 0 1 0 0 0 0")]


@pytest.mark.parametrize(
    ("ratings", "alpha"),
    [(FOUR_OBSERVERS, 0.743), (TWO_OBSERVERS, 0.692), (BINARY, 0.095)],
)
def test_alpha_is_that_of_krippendorffs_examples(ratings, alpha):
    assert round(krippendorff_alpha(ratings), 3) == alpha


@pytest.mark.parametrize(
    ("right", "items", "low", "high"),
    [  # Newcombe (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_as_published(right, items, low, high):
    limits = wilson_interval(right, items)
    assert limits == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 400), st.data())
@settings(max_examples=60, deadline=None)
def test_wilsons_interval_is_scipys(items, data):
    right = data.draw(st.integers(0, items))
    other = binomtest(right, items).proportion_ci(method="wilson")
    assert wilson_interval(right, items) == pytest.approx((other.low, other.high))


def test_nothing_coded_leaves_everything_possible():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert weighted_share([Stratum(10, [])]).items == 0


def pairs(table: dict[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    rows = [pair for pair, number in table.items() for _ in range(number)]
    return [a for a, _ in rows], [b for _, b in rows]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # The textbook's fifty grant proposals, twice the same agreement with other habits.
        ({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}, 0.400),
        ({("y", "y"): 45, ("y", "n"): 15, ("n", "y"): 25, ("n", "n"): 15}, 0.1304),
        ({("y", "y"): 25, ("y", "n"): 35, ("n", "y"): 5, ("n", "n"): 35}, 0.2593),
    ],
)
def test_kappa_is_as_published(table, kappa):
    assert cohen_kappa(*pairs(table)) == pytest.approx(kappa, abs=5e-5)


@given(st.lists(st.tuples(*[st.sampled_from("abc.")] * 3), min_size=3, max_size=25))
@settings(max_examples=60, deadline=None)
def test_agreement_is_nltks(rows):
    ratings = [
        [None if code == "." else code for code in column]
        for column in zip(*rows, strict=True)
    ]
    paired = [
        row for row in zip(*ratings, strict=True) if sum(c is not None for c in row) > 1
    ]
    used = {code for row in paired for code in row if code is not None}
    alpha = krippendorff_alpha(ratings)
    if len(used) < 2:
        assert alpha != alpha
        return
    data = [
        (coder, item, code)
        for item, row in enumerate(paired)
        for coder, code in enumerate(row)
        if code is not None
    ]
    assert alpha == pytest.approx(AnnotationTask(data).alpha())
    both = [
        (a, b)
        for a, b, _ in zip(*ratings, strict=True)
        if a is not None and b is not None
    ]
    task = [
        (coder, item, code)
        for item, row in enumerate(both)
        for coder, code in enumerate(row)
    ]
    kappa = cohen_kappa(ratings[0], ratings[1])
    if kappa == kappa:
        assert kappa == pytest.approx(AnnotationTask(task).kappa())


def test_kappa_of_several_coders_is_the_mean_of_their_pairs():
    first, second, third = list("aabb"), list("aabb"), list("abab")
    expected = (1 + 2 * cohen_kappa(first, third)) / 3
    assert mean_kappa([first, second, third]) == pytest.approx(expected)


def test_a_stratum_counts_by_its_size_in_the_whole():
    large = Stratum(900, [1.0] * 9 + [0.0])
    small = Stratum(100, [0.0] * 10)
    share = weighted_share([large, small])
    assert share.share == pytest.approx(0.81)
    assert share.low < 0.81 < share.high
    assert share.items == 20


def test_the_interval_of_strata_holds_what_it_should():
    """Draw from two strata with known shares: about 95 of 100 intervals hold the whole's share."""
    chance = random.Random(5)
    true = 0.8 * 0.9 + 0.2 * 0.4
    held = 0
    for _ in range(400):
        large = Stratum(800, [float(chance.random() < 0.9) for _ in range(40)])
        small = Stratum(200, [float(chance.random() < 0.4) for _ in range(40)])
        share = weighted_share([large, small])
        held += share.low <= true <= share.high
    assert 0.92 <= held / 400 <= 0.985


def test_alike_paragraphs_widen_the_interval():
    mixed = clustered_share([(1, 2)] * 20)
    alike = clustered_share([(2, 2), (0, 2)] * 10)
    assert mixed.share == alike.share == 0.5
    assert alike.high - alike.low > mixed.high - mixed.low
    assert mixed.items == 40


def test_a_correction_turns_the_tools_share_into_that_of_the_readers():
    women = Class(30, [1.0] * 18 + [0.0] * 2, [1.0] * 20)
    men = Class(60, [0.0] * 19 + [1.0], [1.0] * 20)
    unknown = Class(10, [1.0] * 5 + [0.0] * 5, [1.0] * 8 + [0.0] * 2)
    share = corrected_share([women, men, unknown])
    expected = (30 * 0.9 + 60 * 0.05 + 10 * 0.5) / (30 + 60 + 10 * 0.8)
    assert share.share == pytest.approx(expected)
    assert 0 < share.low < expected < share.high < 1


def test_the_interval_of_a_correction_holds_what_it_should():
    chance = random.Random(9)
    true = 0.3 * 0.9 + 0.7 * 0.1
    held = 0
    for _ in range(400):
        women = [float(chance.random() < 0.9) for _ in range(30)]
        men = [float(chance.random() < 0.1) for _ in range(70)]
        share = corrected_share(
            [Class(300, women, [1.0] * 30), Class(700, men, [1.0] * 70)]
        )
        held += share.low <= true <= share.high
    assert 0.92 <= held / 400 <= 0.985
