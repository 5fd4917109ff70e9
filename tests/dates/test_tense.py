"""Every rule of tense does what its examples say."""

import re
from functools import cache

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.dates.match import find_matches
from broadsheet.dates.source import read_examples
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.tense_rules import tense_rules
from broadsheet.dates.view import TokenView

RULES = [*tense_rules().dates, *tense_rules().verbs]
EXAMPLES = read_examples("tense.toml", "dates", "verbs")


@cache
def tenses_of_examples():
    """The tense of the first date at or after each bracket, of all examples at once."""
    texts = [re.sub(r"[\[\]]", "", marked) for _, marked, _ in EXAMPLES]
    view = TokenView(bs.tokenize(pd.DataFrame({"text": texts})))
    reader = TenseReader(view)
    tenses = {}
    for match in find_matches(view, texts):
        number = int(view.article[match.first])
        if match.end > EXAMPLES[number][1].index("["):
            tenses.setdefault(number, reader.tense(match))
    return tenses


@pytest.mark.parametrize(
    "number", range(len(EXAMPLES)), ids=lambda number: ": ".join(EXAMPLES[number][:2])
)
def test_examples(number):
    assert tenses_of_examples()[number] == EXAMPLES[number][2]


def test_a_rule_that_tells_a_tense_has_an_example():
    named = {name for name, *_ in EXAMPLES}
    assert {rule.name for rule in RULES if rule.tense} <= named
