"""Which words: counts, what sets sides apart, what keeps company, and the words in their places."""

from broadsheet.words.collocation import collocations
from broadsheet.words.concordance import concordance, places, trend
from broadsheet.words.counting import count_words
from broadsheet.words.keyness import compare_words, subcorpora

__all__ = ["collocations", "compare_words", "concordance", "count_words", "places", "subcorpora", "trend"]
