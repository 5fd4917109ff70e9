"""What each command does. Each returns the frame of what was skipped, or None."""

import sys
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from broadsheet.cli.output import report_skipped, tell, write
from broadsheet.cli.settings import (
    Arguments,
    open_articles,
    study_of,
    study_with_corrections,
)
from broadsheet.corpus import Corpus, open_corpus
from broadsheet.corrections import no_longer_fit
from broadsheet.errors import BroadsheetError, one_line
from broadsheet.show.sentences import count_noun, describe_validation
from broadsheet.store import cache_folder, clear_cache, describe_cache
from broadsheet.study import FILE_NAME, draft_study
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

Skipped: TypeAlias = Any  # the frame of what was skipped, or None


def run_report(arguments: Arguments) -> Skipped:
    """Run the notebooks on the articles and write the pages."""
    from broadsheet.report.light import without_address_checks

    with without_address_checks():
        from broadsheet.report import make_report

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


def run_check(arguments: Arguments) -> Skipped:
    """Print what was read, from whom and from when, and what was decided and skipped."""
    from broadsheet.articles.check import (
        describe_articles,
        describe_checks,
        summarize_articles,
    )

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
    from broadsheet.articles.check import draft_settings

    path = (source if source.is_dir() else source.parent) / FILE_NAME
    if path.exists():
        raise BroadsheetError(f"{path} exists already; edit it, or remove it first.")
    path.write_text(draft_study(draft_settings(articles)), encoding="utf-8")
    print(f"A draft of the study was written to {path}.", file=sys.stderr)


def write_frame(arguments: Arguments) -> Skipped:
    """Write the frame of a command."""
    corpus = open_articles(arguments)
    tell(f"{len(corpus.all_articles):,} articles read")
    write(arguments.frame(corpus, arguments), arguments.output)
    return report_skipped(corpus.all_articles)


def export_tables(arguments: Arguments) -> Skipped:
    """Write all tables of a study."""
    from broadsheet.export import export_csv, export_excel
    from broadsheet.export.files import check_apart

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


def merge_corrected(arguments: Arguments) -> Skipped:
    """Put corrections into the study's file, and say what is new, what both have and where they differ."""
    from broadsheet.corrections import write_corrections
    from broadsheet.export import read_corrected

    corpus = open_articles(arguments)
    path = corpus.corrections_path
    if path is None:
        raise BroadsheetError("The articles have no folder to keep corrections in.")
    theirs = corpus.pinned(read_corrected(arguments.corrected, arguments.by))
    corpus.study_corrections.file.refuse_bad_rows()
    ours = corpus.pinned(corpus.study_corrections.by_row.values())
    merged, replaced = _merge(ours, theirs, arguments.theirs)
    write_corrections(path, merged.corrections)
    print(f"{path}: {_describe_merged(merged, replaced)}.")
    for conflict in merged.conflicts:
        print(one_line(f"Conflict: {conflict}."), file=sys.stderr)
    corpus.forget_corrected()
    for row in no_longer_fit(corpus.corrections).itertuples():
        line = f"{path.name}, row {row.row}: {row.kind} {row.status}: {row.reason}."
        print(one_line(line), file=sys.stderr)
    if merged.conflicts and not arguments.theirs:
        print("With --theirs the others are taken instead.", file=sys.stderr)
        raise SystemExit(1)
    return None


def _merge(ours: Any, theirs: Any, prefer_theirs: bool) -> tuple[Any, int]:
    """Merge corrections; also return how many of ours gave way to theirs."""
    from broadsheet.corrections import merge_corrections

    merged = merge_corrections(ours, theirs)
    if not prefer_theirs:
        return merged, 0
    replaced = len(merged.conflicts)
    merged = merge_corrections(theirs, ours)
    merged.added = len(theirs) - merged.shared - replaced
    return merged, replaced


def _describe_merged(merged: Any, replaced: int) -> str:
    parts = [f"{merged.added:,} new"]
    if merged.shared:
        parts.append(f"{merged.shared:,} that stood there already")
    if replaced:
        parts.append(f"{replaced:,} in the place of others")
    return ", ".join(parts)


def extract_frames(arguments: Arguments) -> Skipped:
    """Extract the frames of many articles, or compare those that were extracted with their checksums."""
    from broadsheet.scale import extract, verify
    from broadsheet.scale.schedulers import Certificates

    if arguments.verify:
        count = verify(arguments.output)
        print(
            f"{count:,} files of {arguments.output} are as they were written.",
            file=sys.stderr,
        )
        return None
    skipped = extract(
        arguments.articles,
        arguments.output,
        study_of(arguments),
        scheduler=arguments.scheduler,
        workers=arguments.workers,
        partition_size=arguments.partition_size,
        keep_tokens=arguments.tokens,
        certificates=Certificates(
            arguments.tls_ca, arguments.tls_cert, arguments.tls_key
        ),
        tell=lambda line: print(one_line(line), file=sys.stderr),
    )
    summary = pd.DataFrame()
    summary.attrs["skipped"] = skipped
    return report_skipped(summary)


def material_of(corpus: Corpus, kind: str) -> Material:
    """Return what a sample of a kind is drawn from."""
    frame = kinds()[kind].frame
    return Material(corpus.articles, corpus.passages, corpus.found(frame), corpus.label)


def write_sample(arguments: Arguments) -> Skipped:
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


def measure_sheets(arguments: Arguments) -> Skipped:
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


def show_cache(arguments: Arguments) -> None:
    """Print where analyses are kept, or remove them."""
    folder = cache_folder()
    if folder is None:
        print("The cache is switched off by BROADSHEET_CACHE.")
        return
    count, size = clear_cache() if arguments.clear else describe_cache()
    done = "removed from" if arguments.clear else "in"
    noun = "analysis" if count == 1 else "analyses"
    print(f"{count:,} {noun}, {size / 1e6:,.1f} MB, {done} {folder}")
