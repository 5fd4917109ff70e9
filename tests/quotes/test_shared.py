"""Runs of words that quotations share, against counting them pair by pair."""

from itertools import combinations

import hypothesis.strategies as st
from hypothesis import given

from broadsheet.quotes import shared

VERSIONS = st.lists(st.lists(st.sampled_from("abc"), max_size=9), max_size=6)


def runs_of(words):
    """The runs of five words; of four words all four, and of fewer none."""
    size = min(shared.RUN, max(len(words), shared.SHORTEST))
    starts = range(len(words) - size + 1)
    return {tuple(words[start : start + size]) for start in starts}


@given(VERSIONS)
def test_common_runs_against_all_pairs(versions):
    wanted = {}
    for earlier, later in combinations(range(len(versions)), 2):
        count = len(runs_of(versions[earlier]) & runs_of(versions[later]))
        if count:
            wanted[earlier, later] = count
    runs = shared._runs(versions)
    assert shared._common_runs(runs) == wanted
    sizes = runs["version"].value_counts().to_dict()
    assert sizes == {
        number: len(runs_of(words))
        for number, words in enumerate(versions)
        if runs_of(words)
    }
