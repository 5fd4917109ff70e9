"""`broadsheet check`."""

import sys
from pathlib import Path

import pandas as pd

from broadsheet.articles.check import (
    describe_articles,
    describe_checks,
    draft_settings,
    summarize_articles,
)
from broadsheet.cli.output import write
from broadsheet.cli.settings import Arguments, study_of
from broadsheet.cli.telling import report_skipped
from broadsheet.corpus import open_corpus
from broadsheet.errors import BroadsheetError, one_line
from broadsheet.study import FILE_NAME, draft_study


def run_check(arguments: Arguments) -> pd.DataFrame:
    """Print what was read, from whom and from when, and what was decided and skipped."""
    corpus = open_corpus(arguments.articles, study_of(arguments))
    articles = corpus.all_articles
    write(summarize_articles(articles), arguments.output)
    print(describe_articles(articles), file=sys.stderr)
    for line in describe_checks(articles):
        print(one_line(line), file=sys.stderr)
    if arguments.draft:
        _write_draft(Path(arguments.articles), articles)
    return report_skipped(articles)


def _write_draft(source: Path, articles: pd.DataFrame) -> None:
    path = (source if source.is_dir() else source.parent) / FILE_NAME
    if path.exists():
        raise BroadsheetError(f"{path} exists already; edit it, or remove it first.")
    path.write_text(draft_study(draft_settings(articles)), encoding="utf-8")
    print(f"A draft of the study was written to {path}.", file=sys.stderr)
