"""The collector of garbage is paused while articles are analysed, and left as it was."""

import ctypes
import gc
import subprocess
import sys

import pandas as pd
import pytest

from broadsheet import collector
from broadsheet.collector import collector_paused
from broadsheet.errors import BroadsheetError
from broadsheet.quotes import find_quotes
from broadsheet.text import tokenize

# In a process of its own: how many pages are new where an array is made in the place of one that was freed.
NEW_PAGES = """
import resource

import numpy as np

from broadsheet.collector import collector_paused

with collector_paused():
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        np.ones(3 << 20, np.uint8)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.fixture
def without_collector():
    gc.disable()
    yield
    gc.enable()


def test_it_goes_on_after_an_error():
    with pytest.raises(BroadsheetError), collector_paused():
        raise BroadsheetError("The mill burnt down.")
    assert gc.isenabled()


def test_whoever_paused_it_keeps_it_paused(without_collector):
    with collector_paused():
        pass
    assert not gc.isenabled()


def test_no_collection_runs_while_quotations_are_found():
    text = "“The mill burnt down,” Ida Moe said on Friday.\n\n"
    articles = pd.DataFrame({"text": [text * 40]}, index=["a"])
    tokens = tokenize(articles)
    find_quotes(articles, tokens)
    before = sum(each["collections"] for each in gc.get_stats())
    find_quotes(articles, tokens)
    after = sum(each["collections"] for each in gc.get_stats())
    assert after - before <= 2  # what precedes and follows may still start one
    assert gc.isenabled()


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="not GNU's")
def test_memory_that_is_freed_is_kept_for_what_is_made_next():
    command = [sys.executable, "-c", NEW_PAGES]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert int(output) < 100  # of 768


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells the size")
@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="not GNU's")
def test_what_is_free_is_given_back(monkeypatch):
    monkeypatch.setattr(collector, "LARGE", 0)
    pieces = [b"x" * size for size in [2000] * 60_000]
    kept = b"x" * len(
        pieces[0]
    )  # above them, so that what is below stays with the process
    full = collector._size()
    del pieces
    before = collector._size()
    collector.give_memory_back()
    given = before - collector._size()
    assert given > 80_000_000 - (full - before)
    assert len(kept) == 2000


def test_a_small_process_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(collector, "_size", lambda: collector.LARGE - 1)
    monkeypatch.setattr("pyarrow.default_memory_pool", lambda: 1 / 0)
    collector.give_memory_back()


def test_at_the_end_of_a_command_nothing_is_looked_through():
    """What was registered first is asked last."""
    code = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
        "import broadsheet.__main__"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "True\n"
