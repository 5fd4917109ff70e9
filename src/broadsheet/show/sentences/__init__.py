"""The sentences of the pages: right for none, one, ties, many and what is not known.

Each function takes frames and returns plain English. Nothing here decides what is true; it only says it.
"""

from broadsheet.show.sentences.articles import (
    articles_finding,
    days_known,
    describe_collection,
    duplicates_sentence,
    languages_sentence,
    lengths_sentence,
    notes_sentence,
    set_aside_sentence,
    shown_sentence,
    skipped_sentence,
)
from broadsheet.show.sentences.english import (
    count_noun,
    list_names,
    number_word,
    of_articles,
    times,
    whole_sentence,
)
from broadsheet.show.sentences.events import (
    coverage_sentence,
    dates_sentence,
    disagreements_sentence,
    events_finding,
)
from broadsheet.show.sentences.outlets import (
    changes_sentence,
    copies_sentence,
    coverage_finding,
    editing_sentence,
    lone_sentence,
    outlets_finding,
)
from broadsheet.show.sentences.quotes import (
    directness_sentence,
    doubtful_sentence,
    most_quoted,
    quotes_finding,
    shared_quotes_sentence,
    unnamed_sentence,
    verbs_sentence,
    voices_sentence,
)
from broadsheet.show.sentences.validation import (
    describe_validation,
    measure_phrase,
    validation_sentence,
    women_sentence,
)
from broadsheet.show.sentences.words import (
    company_sentence,
    counted_sentence,
    followed_sentence,
    nothing_to_compare,
    places_sentence,
    tests_sentence,
    uneven_sentence,
    words_finding,
)

__all__ = [
    "articles_finding",
    "changes_sentence",
    "company_sentence",
    "copies_sentence",
    "count_noun",
    "counted_sentence",
    "coverage_finding",
    "coverage_sentence",
    "dates_sentence",
    "days_known",
    "describe_collection",
    "describe_validation",
    "directness_sentence",
    "disagreements_sentence",
    "doubtful_sentence",
    "duplicates_sentence",
    "editing_sentence",
    "events_finding",
    "followed_sentence",
    "languages_sentence",
    "lengths_sentence",
    "list_names",
    "lone_sentence",
    "measure_phrase",
    "most_quoted",
    "notes_sentence",
    "nothing_to_compare",
    "number_word",
    "of_articles",
    "outlets_finding",
    "places_sentence",
    "quotes_finding",
    "set_aside_sentence",
    "shared_quotes_sentence",
    "shown_sentence",
    "skipped_sentence",
    "tests_sentence",
    "times",
    "uneven_sentence",
    "unnamed_sentence",
    "validation_sentence",
    "verbs_sentence",
    "voices_sentence",
    "whole_sentence",
    "women_sentence",
    "words_finding",
]
