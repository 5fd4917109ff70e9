"""The helpers for arrays, against plain Python."""

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.arrays import (
    changes,
    components,
    ngram_ids,
    ranges,
    run_numbers,
    run_starts,
)

NUMBERS = st.lists(st.integers(0, 3), max_size=20)


@given(NUMBERS)
def test_runs_are_those_of_groupby(numbers):
    column = np.array(numbers, dtype=int)
    lengths = [len(list(group)) for _, group in groupby(numbers)]
    starts = np.cumsum([0, *lengths])[: len(lengths)]
    assert run_starts(column).tolist() == starts.tolist()
    assert (
        run_numbers(column).tolist()
        == np.repeat(np.arange(len(lengths)), lengths).tolist()
    )
    assert changes(column).sum() == len(lengths)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=8))
def test_ranges_are_ranges(pairs):
    expected = [
        number for start, size in pairs for number in range(start, start + size)
    ]
    assert (
        ranges([start for start, _ in pairs], [size for _, size in pairs]).tolist()
        == expected
    )


@given(NUMBERS, st.integers(1, 5))
def test_equal_runs_have_equal_numbers_and_others_have_not(numbers, length):
    if len(numbers) < length:
        return
    ids = ngram_ids(np.array(numbers), length).tolist()
    grams = [
        tuple(numbers[start : start + length])
        for start in range(len(numbers) - length + 1)
    ]
    assert len(ids) == len(grams)
    for first, gram in zip(ids, grams, strict=True):
        assert [other == first for other in ids] == [other == gram for other in grams]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10))
def test_components_are_those_of_a_walk(edges):
    first = np.array([a for a, _ in edges], dtype=int)
    second = np.array([b for _, b in edges], dtype=int)
    label = list(range(8))
    for _ in range(8):
        for a, b in edges:
            label[a] = label[b] = min(label[a], label[b])
    assert components(first, second, 8).tolist() == label
