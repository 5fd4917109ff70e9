"""The corpus that a command is about."""

from dataclasses import replace
from pathlib import Path

from broadsheet.cli.settings import Arguments, study_of
from broadsheet.corpus import Corpus, open_corpus
from broadsheet.corrections import CORRECTIONS_FILE
from broadsheet.study import Study


def study_with_corrections(arguments: Arguments) -> Study:
    """Return the study; corrections stand beside a study file that is named."""
    study = study_of(arguments)
    if not arguments.study or study.corrections:
        return study
    folder = Path(arguments.study).resolve().parent
    return replace(study, corrections=str(folder / CORRECTIONS_FILE))


def open_articles(arguments: Arguments) -> Corpus:
    """Open the articles of a command."""
    return open_corpus(arguments.articles, study_with_corrections(arguments))
