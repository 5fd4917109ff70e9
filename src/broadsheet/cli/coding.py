"""`broadsheet sample` and `broadsheet agreement`: what is coded by hand."""

import sys

import pandas as pd

from broadsheet.cli.settings import Arguments, study_of
from broadsheet.cli.telling import report_skipped
from broadsheet.corpus import Corpus, open_corpus
from broadsheet.errors import BroadsheetError
from broadsheet.show.sentences import count_noun, describe_validation
from broadsheet.validation import (
    Material,
    draw_sample,
    kinds,
    measure_agreement,
    read_sheet,
    write_form,
    write_record,
    write_workbook,
)

SHEETS = (".xlsx", ".json")  # what a coder's answers are kept in


def material_of(corpus: Corpus, kind: str) -> Material:
    """Return what a sample of a kind is drawn from."""
    frame = kinds()[kind].frame
    return Material(corpus.articles, corpus.passages, corpus.found(frame), corpus.label)


def write_sample(arguments: Arguments) -> pd.DataFrame:
    """Draw a sample and write the sheet that a coder fills in, as a workbook and as a page."""
    corpus = open_corpus(arguments.articles, study_of(arguments))
    sample = draw_sample(
        arguments.kind,
        material_of(corpus, arguments.kind),
        arguments.size,
        arguments.seed,
        arguments.by,
        arguments.paragraphs,
    )
    for ending, write_as in ((".xlsx", write_workbook), (".html", write_form)):
        path = arguments.output / f"{arguments.kind}-sheet{ending}"
        if path.exists():
            raise BroadsheetError(
                f"{path} exists already, perhaps with answers: move it, or choose another --output."
            )
        write_as(sample, path)
        print(path)
    drawn = count_noun(len(sample.of("row")), "row")
    paragraphs = count_noun(len(sample.of("paragraph")), "paragraph")
    print(
        f"{drawn} and {paragraphs}. Each coder fills in a copy of one of the two files; "
        "then run `broadsheet agreement SHEET… ARTICLES`.",
        file=sys.stderr,
    )
    return report_skipped(corpus.all_articles)


def measure_sheets(arguments: Arguments) -> pd.DataFrame:
    """Measure what coded sheets say, print it, and keep it for the report."""
    sheets = [path for path in arguments.sheets if path.suffix.lower() in SHEETS]
    others = [path for path in arguments.sheets if path not in sheets]
    if not sheets or len(others) > 1:
        raise BroadsheetError(
            "Give the sheets that were filled in, and after them the articles: "
            "broadsheet agreement ann.xlsx bo.xlsx ARTICLES."
        )
    if others:
        arguments.articles = str(others[0])
    corpus = open_corpus(arguments.articles, study_of(arguments))
    coded = [read_sheet(path) for path in sheets]
    validation = measure_agreement(coded, material_of(corpus, coded[0].design.kind))
    for line in describe_validation(validation):
        print(line)
    folder = corpus.inputs.folder
    if folder is None:
        raise BroadsheetError(
            "What was measured is kept beside the articles, and these articles are in no folder."
        )
    print(f"Kept in {write_record(folder, validation)}.", file=sys.stderr)
    return report_skipped(corpus.all_articles)
