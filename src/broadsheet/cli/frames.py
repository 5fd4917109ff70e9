"""The commands that write the frames of a corpus: one of them, or all its tables."""

import sys
from collections.abc import Callable

import pandas as pd

from broadsheet.cli.corpora import open_articles
from broadsheet.cli.output import write
from broadsheet.cli.settings import Arguments
from broadsheet.cli.telling import report_skipped, tell
from broadsheet.corpus import Corpus
from broadsheet.errors import BroadsheetError
from broadsheet.export import export_csv, export_excel
from broadsheet.export.files import check_apart
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


FRAMES: dict[str, Callable[[Corpus, Arguments], pd.DataFrame]] = {
    "quotes": quotes_frame,
    "dates": dates_frame,
    "words": words_frame,
    "timeline": timeline_frame,
    "outlets": outlets_frame,
}


def write_frame(arguments: Arguments) -> pd.DataFrame:
    """Write the frame of a command."""
    corpus = open_articles(arguments)
    tell(f"{len(corpus.all_articles):,} articles read")
    write(FRAMES[arguments.command](corpus, arguments), arguments.output)
    return report_skipped(corpus.all_articles)


def export_tables(arguments: Arguments) -> pd.DataFrame:
    """Write all tables of a study."""
    if not arguments.excel and not arguments.csv:
        raise BroadsheetError("Say what to write: --excel FILE, --csv FOLDER or both.")
    for target in filter(None, (arguments.excel, arguments.csv)):
        check_apart(arguments.articles, target)
    corpus = open_articles(arguments)
    if arguments.excel:
        for note in export_excel(corpus, arguments.excel, arguments.atap):
            print(note, file=sys.stderr)
        print(arguments.excel)
    if arguments.csv:
        print(*export_csv(corpus, arguments.csv, arguments.atap), sep="\n")
    return report_skipped(corpus.all_articles)
