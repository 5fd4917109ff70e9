"""The collector of garbage is paused while articles are analysed, and left as it was."""

import gc

import pandas as pd
import pytest

from broadsheet.collector import collector_paused
from broadsheet.errors import BroadsheetError
from broadsheet.quotes import find_quotes
from broadsheet.text import tokenize


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
