"""Every rule of tense does what its examples say."""

import re

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.dates.match import find_matches
from broadsheet.dates.tense import TenseReader, tense_rules
from broadsheet.dates.view import TokenView

RULES = [*tense_rules().dates, *tense_rules().verbs]
EXAMPLES = [(rule.name, *example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("name", "marked", "tense"), EXAMPLES)
def test_examples(name, marked, tense):
    start = marked.index("[")
    text = re.sub(r"[\[\]]", "", marked)
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    view = TokenView(bs.tokenize(articles))
    match = next(match for match in find_matches(view, [text]) if match.end > start)
    assert TenseReader(view).tense(match) == tense


def test_a_rule_that_tells_a_tense_has_an_example():
    assert {rule.name for rule in RULES if not rule.examples and rule.tense} == set()
