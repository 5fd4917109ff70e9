"""Which words: counts, what sets sides apart, what keeps company, and the words in their places."""

from broadsheet.words.collocation import collocations
from broadsheet.words.concordance import concordance
from broadsheet.words.counting import count_words
from broadsheet.words.dictionaries import (
    Dictionary,
    DictionaryMatches,
    count_dictionary,
    dictionary_passages,
    find_dictionary,
    make_dictionary,
    read_dictionary,
)
from broadsheet.words.hand_over import to_nltk
from broadsheet.words.keyness import compare_groups, compare_words, subcorpora
from broadsheet.words.positions import places
from broadsheet.words.trends import trend

__all__ = [
    "Dictionary",
    "DictionaryMatches",
    "collocations",
    "compare_groups",
    "compare_words",
    "concordance",
    "count_dictionary",
    "count_words",
    "dictionary_passages",
    "find_dictionary",
    "make_dictionary",
    "places",
    "read_dictionary",
    "subcorpora",
    "to_nltk",
    "trend",
]
