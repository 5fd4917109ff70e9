"""`broadsheet report`."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.cli.settings import Arguments
from broadsheet.collector import collector_paused
from broadsheet.report.copies import FirstKernel, first_kernel

if TYPE_CHECKING:
    from broadsheet.report import Report


def run_report(arguments: Arguments) -> Any:
    """Run the notebooks on the articles and write the pages; return what was skipped, where that is asked."""
    # Where there is a report, most likely nothing is run again.
    is_first = not Path(arguments.output, "index.html").exists()
    with first_kernel() if is_first else nullcontext() as ahead:
        return _report(arguments, ahead)


def _report(arguments: Arguments, ahead: FirstKernel | None) -> Any:
    # All this takes a second to import, and so long the process that was started ahead does the same.
    with collector_paused():
        from broadsheet.cli.corpora import study_with_corrections
        from broadsheet.cli.telling import tell
        from broadsheet.corpus import open_corpus
        from broadsheet.report import make_report

    study = study_with_corrections(arguments)
    report: Report = make_report(
        arguments.articles,
        arguments.output,
        study.title,
        pdf=arguments.pdf,
        tell=tell,
        study=study,
        ahead=ahead,
    )
    print(*report.pages, sep="\n")
    for failure in report.failures:
        print(f"Could not be computed: {failure}.", file=sys.stderr)
    if report.failures:
        raise SystemExit(1)
    if not arguments.strict:
        return None
    return open_corpus(arguments.articles, study).all_articles.attrs.get("skipped")
