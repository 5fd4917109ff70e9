"""Runs of words that quotations share, against counting them pair by pair."""

from itertools import combinations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from broadsheet.quotes import shared

VERSIONS = st.lists(st.lists(st.sampled_from("abc"), max_size=9), max_size=6)


def runs_of(words):
    """The runs of five words; of four words all four, and of fewer none."""
    size = min(shared.RUN, max(len(words), shared.SHORTEST))
    starts = range(len(words) - size + 1)
    return {tuple(words[start : start + size]) for start in starts}


def common_runs(version, run):
    found = {}
    for earlier, later, common in shared._common_runs(version, run):
        pairs = zip(earlier.tolist(), later.tolist(), strict=True)
        found |= dict(zip(pairs, common.tolist(), strict=True))
    return found


@pytest.mark.parametrize("at_once", [1, 1 << 21])
@given(versions=VERSIONS)
def test_common_runs_against_all_pairs(at_once, versions):
    wanted = {}
    for earlier, later in combinations(range(len(versions)), 2):
        count = len(runs_of(versions[earlier]) & runs_of(versions[later]))
        if count:
            wanted[earlier, later] = count
    read = shared._Versions.read((" ".join(words), "direct") for words in versions)
    version, run = shared._runs(read)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shared, "AT_ONCE", at_once)
        assert common_runs(version, run) == wanted
    sizes = {number: runs_of(words) for number, words in enumerate(versions)}
    for number, runs in sizes.items():
        assert (version == number).sum() == len(runs)


def test_each_is_compared_with_the_first_that_hold_a_run_and_no_more():
    count = shared.NEIGHBOURS + 5
    read = shared._Versions.read([("we will not sell the mill", "direct")] * count)
    pairs = common_runs(*shared._runs(read))
    others = {earlier for earlier, later in pairs if later == count - 1}
    assert others == set(range(shared.NEIGHBOURS))
