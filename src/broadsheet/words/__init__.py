"""Which words: counts, what sets sides apart, what keeps company, and the words in their places."""

from broadsheet.words.collocation import collocations
from broadsheet.words.concordance import concordance
from broadsheet.words.counting import count_words
from broadsheet.words.keyness import compare_groups, compare_words, subcorpora
from broadsheet.words.positions import places
from broadsheet.words.trends import trend

__all__ = [
    "collocations",
    "compare_groups",
    "compare_words",
    "concordance",
    "count_words",
    "places",
    "subcorpora",
    "trend",
]
