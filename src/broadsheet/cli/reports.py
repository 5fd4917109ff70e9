"""`broadsheet report`."""

import sys
from typing import Any

from broadsheet.cli.corpora import study_with_corrections
from broadsheet.cli.settings import Arguments
from broadsheet.cli.telling import tell
from broadsheet.corpus import open_corpus
from broadsheet.report import make_report


def run_report(arguments: Arguments) -> Any:
    """Run the notebooks on the articles and write the pages; return what was skipped, where that is asked."""
    study = study_with_corrections(arguments)
    report = make_report(
        arguments.articles,
        arguments.output,
        study.title,
        pdf=arguments.pdf,
        tell=tell,
        study=study,
    )
    print(*report.pages, sep="\n")
    for failure in report.failures:
        print(f"Could not be computed: {failure}.", file=sys.stderr)
    if report.failures:
        raise SystemExit(1)
    if not arguments.strict:
        return None
    return open_corpus(arguments.articles, study).all_articles.attrs.get("skipped")
