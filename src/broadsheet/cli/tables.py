"""The commands that write a single frame: which it is, and how it is made of a corpus."""

from collections.abc import Callable

import pandas as pd

from broadsheet.cli.settings import Arguments
from broadsheet.corpus import Corpus
from broadsheet.quotes import find_quotes
from broadsheet.words import count_words


def quotes_frame(corpus: Corpus, arguments: Arguments) -> pd.DataFrame:
    """Return who is quoted; with --beliefs also beliefs, wishes and intentions."""
    if arguments.beliefs:
        model = corpus.study.model
        return find_quotes(corpus.articles, corpus.tokens, beliefs=True, model=model)
    return corpus.quotes


def dates_frame(corpus: Corpus, arguments: Arguments) -> pd.DataFrame:
    """Return the dates that the articles name."""
    return corpus.dates


def words_frame(corpus: Corpus, arguments: Arguments) -> pd.DataFrame:
    """Return how often each word is used."""
    return count_words(
        corpus.tokens, by=arguments.by, articles=corpus.catalogue, ngram=arguments.ngram
    )


def timeline_frame(corpus: Corpus, arguments: Arguments) -> pd.DataFrame:
    """Return what happened when."""
    return corpus.events


def outlets_frame(corpus: Corpus, arguments: Arguments) -> pd.DataFrame:
    """Return what each outlet kept, reworded, dropped and added."""
    return corpus.overlaps


FRAMES: dict[str, tuple[Callable[[Corpus, Arguments], pd.DataFrame], str]] = {
    "quotes": (quotes_frame, "who is quoted, saying what"),
    "dates": (dates_frame, "the dates that the articles name, with the days they mean"),
    "words": (words_frame, "how often each word is used"),
    "timeline": (timeline_frame, "what happened when, according to whom"),
    "outlets": (outlets_frame, "what each outlet kept, reworded, dropped and added"),
}
