"""The command line: the report, what can be read, and each frame as a file or as a table on the terminal."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from broadsheet._version import __version__
from broadsheet.corpus import Corpus, open_corpus
from broadsheet.corrections import CORRECTIONS_FILE, no_longer_fit
from broadsheet.errors import BroadsheetError
from broadsheet.quotes import find_quotes
from broadsheet.show.sentences import describe_validation
from broadsheet.show.table import Table, flat, harmless, safe_csv
from broadsheet.store import cache_folder, clear_cache, describe_cache
from broadsheet.study import (
    FILE_NAME,
    Study,
    draft_study,
    find_study,
    make_study,
    read_study,
)
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
from broadsheet.words import count_words

ABOUT = "broadsheet: read a body of news coverage closely."
EPILOG = """\
ARTICLES is a folder, a table (CSV, Excel, JSON, Parquet), one file, or a folder that extract wrote;
without it, data/ is read. A file broadsheet.toml beside the articles, or --study FILE, describes the study.

examples:
  broadsheet report                                  the two articles in data/, as pages in report/
  broadsheet report coverage/ --output talks --title "The talks" --pdf
  broadsheet check coverage/                         what would be read, and what would be skipped
  broadsheet check coverage/ --draft                 write a study file to start from
  broadsheet report export.xlsx --columns text=Artikeltext,outlet=Zeitung
  broadsheet quotes coverage/ --output quotes.csv    every quotation, with its source and its place
  broadsheet words coverage/ --by outlet --output words.parquet
  broadsheet export coverage/ --excel tables.xlsx    all tables; coloured cells can be corrected
  broadsheet correct tables.xlsx coverage/ --by Ann  what was corrected there, into coverage/corrections.csv

  broadsheet sample speakers coverage/ --size 50     who speaks in 50 quotations, to be coded by hand
  broadsheet agreement speakers-sheet-ann.xlsx speakers-sheet-bo.xlsx coverage/

exit codes:
  0  done, even if some articles were skipped (they are named on standard error)
  1  something was skipped and --strict was given, or a section of the report failed
  2  nothing could be done: wrong arguments, nothing to read, a missing package
"""
TERMINAL_ROWS = 40
SHEETS = (".xlsx", ".json")  # what a coder's answers are kept in

Arguments = argparse.Namespace
Skipped: TypeAlias = Any  # the frame of what was skipped, or None


# The frame of each command, from a corpus.


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


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser("broadsheet", description=ABOUT, epilog=EPILOG)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--version", action="version", version=f"broadsheet {__version__}"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_report(commands)
    _add_check(commands)
    for name in FRAMES:
        _add_frame(commands, name)
    _add_export(commands)
    _add_correct(commands)
    _add_extract(commands)
    _add_sample(commands)
    _add_agreement(commands)
    _add_cache(commands)
    return parser


def _add_command(
    commands: Any, name: str, run: Callable[[Arguments], Any], about: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _add_source(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "articles",
        nargs="?",
        default="data",
        metavar="ARTICLES",
        help="what to read (data)",
    )
    command.add_argument(
        "--strict", action="store_true", help="exit with 1 if anything was skipped"
    )


def _add_articles(command: argparse.ArgumentParser) -> None:
    """Add what every command takes that reads articles."""
    _add_source(command)
    study = command.add_argument_group("the study")
    study.add_argument(
        "--study",
        metavar="FILE",
        help=f"a study file ({FILE_NAME} beside the articles)",
    )
    study.add_argument(
        "--columns",
        type=_pairs,
        metavar="OURS=THEIRS,…",
        help="columns of your table: text=Body,outlet=Paper",
    )
    study.add_argument(
        "--day-first", action=argparse.BooleanOptionalAction, help="how to read 10/8/21"
    )
    study.add_argument(
        "--names",
        metavar="PATTERN",
        help='what file names say: "{outlet}/{date}_{}.txt"',
    )
    study.add_argument(
        "--limits",
        type=_numbers,
        metavar="NAME=NUMBER,…",
        help="limits of what is read",
    )
    study.add_argument(
        "--outlets", type=_list, metavar="NAME,…", help="the outlets to analyse (all)"
    )
    study.add_argument(
        "--start", metavar="DAY", help="the first day of publication, as 2020-01-31"
    )
    study.add_argument("--end", metavar="DAY", help="the last day of publication")
    study.add_argument(
        "--mentioning",
        type=_list,
        metavar="WORD,…",
        help="only articles with one of these words",
    )


SETTINGS = (
    "columns",
    "day_first",
    "names",
    "limits",
    "outlets",
    "start",
    "end",
    "mentioning",
)
TIMELINE_SETTINGS = (
    "timeline_days",
    "timeline_start",
    "timeline_end",
    "timeline_topic",
    "timeline_name",
)


def _pairs(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(ours and sign and theirs for ours, sign, theirs in pairs):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not of the form text=Body,outlet=Paper"
        )
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _numbers(text: str) -> dict[str, int]:
    try:
        return {
            name: int(number.replace("_", "")) for name, number in _pairs(text).items()
        }
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not of the form name=1000"
        ) from error


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _add_report(commands: Any) -> None:
    report = _add_command(
        commands, "report", make_report, "run the notebooks and write the report"
    )
    _add_articles(report)
    report.add_argument(
        "--output",
        default="report",
        metavar="DIR",
        help="where to write the pages (report)",
    )
    report.add_argument("--title", help="what the report is called")
    _add_accurate(report)
    report.add_argument(
        "--pdf", action="store_true", help="print each page as PDF too, with a Chromium"
    )


def _add_accurate(command: Any) -> None:
    command.add_argument(
        "--accurate",
        action="store_true",
        help="read quotations with the accurate model: better and some fifteen times slower; installed apart",
    )


def _add_check(commands: Any) -> None:
    check = _add_command(
        commands, "check", check_articles, "what can be read, and what cannot"
    )
    _add_articles(check)
    check.add_argument(
        "--output", type=_file_name, metavar="FILE", help="write the table to FILE"
    )
    check.add_argument(
        "--draft",
        action="store_true",
        help=f"write a study file {FILE_NAME} beside the articles",
    )


def _add_frame(commands: Any, name: str) -> None:
    command = _add_command(commands, name, write_frame, FRAMES[name][1])
    _add_articles(command)
    command.set_defaults(frame=FRAMES[name][0])
    if name == "timeline":
        _add_timeline(command)
        return
    command.add_argument(
        "--output", type=_file_name, metavar="FILE", help=f"one of {', '.join(WRITERS)}"
    )
    if name == "quotes":
        _add_accurate(command)
        command.add_argument(
            "--beliefs", action="store_true", help="beliefs, wishes and intentions too"
        )
    if name == "words":
        command.add_argument(
            "--by", default="outlet", help="article, outlet, month, … (outlet)"
        )
        command.add_argument(
            "--ngram", type=int, default=1, metavar="N", help="runs of N words (1)"
        )


def _add_timeline(command: argparse.ArgumentParser) -> None:
    endings = ", ".join([*WRITERS, *EVENT_WRITERS])
    about = f"one of {endings} (.ics for calendars, .json for TimelineJS)"
    command.add_argument("--output", type=_events_file_name, metavar="FILE", help=about)
    questions = command.add_argument_group("which events (all)")
    questions.add_argument(
        "--days", dest="timeline_days", type=int, metavar="N", help="the N main days"
    )
    questions.add_argument(
        "--from", dest="timeline_start", metavar="DAY", help="events from this day on"
    )
    questions.add_argument(
        "--to", dest="timeline_end", metavar="DAY", help="events up to this day"
    )
    questions.add_argument(
        "--topic",
        dest="timeline_topic",
        metavar="WORDS",
        help="events told with one of these words",
    )
    questions.add_argument(
        "--name",
        dest="timeline_name",
        metavar="NAME",
        help="events that name this person or body",
    )


def _add_export(commands: Any) -> None:
    about = "all tables of a study: one workbook that can be corrected, or CSV files"
    export = _add_command(commands, "export", export_tables, about)
    _add_articles(export)
    export.add_argument("--excel", type=Path, metavar="FILE", help="one workbook")
    export.add_argument(
        "--csv", type=Path, metavar="FOLDER", help="each table as a CSV file"
    )
    export.add_argument(
        "--atap",
        action="store_true",
        help="quotations in the columns of ATAP's quotation tool",
    )


def _add_correct(commands: Any) -> None:
    about = "put corrections of a workbook or of another person into the study's file"
    correct = _add_command(commands, "correct", merge_corrected, about)
    correct.add_argument(
        "corrected",
        type=Path,
        metavar="CORRECTED",
        help="a workbook that export wrote, or a file corrections.csv",
    )
    _add_articles(correct)
    correct.add_argument("--by", default="", metavar="NAME", help="who corrected it")
    correct.add_argument(
        "--theirs",
        action="store_true",
        help="where both differ, keep what CORRECTED says",
    )


def _add_extract(commands: Any) -> None:
    about = "all frames of many articles, in partitions; run it again to bring them up to date"
    extract = _add_command(commands, "extract", extract_frames, about)
    _add_articles(extract)
    extract.add_argument(
        "--output",
        default="frames",
        metavar="FRAMES",
        help="folder or address (frames)",
    )
    extract.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help="how many processes here (one for each core)",
    )
    extract.add_argument(
        "--partition-size",
        type=_positive,
        default=1000,
        metavar="N",
        help="articles each (1000)",
    )
    extract.add_argument("--tokens", action="store_true", help="write the tokens too")
    extract.add_argument(
        "--verify", action="store_true", help="only check the files that are there"
    )
    cluster = extract.add_argument_group("a cluster")
    cluster.add_argument(
        "--scheduler",
        metavar="tcp://…",
        help="a Dask scheduler; without one, processes here",
    )
    cluster.add_argument(
        "--tls-ca", metavar="FILE", help="the certificate of the authority, for tls://…"
    )
    cluster.add_argument("--tls-cert", metavar="FILE", help="our certificate")
    cluster.add_argument("--tls-key", metavar="FILE", help="its key")


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _add_sample(commands: Any) -> None:
    about = "draw a sample to code by hand: an Excel sheet, and the same as a page for the browser"
    sample = _add_command(commands, "sample", write_sample, about)
    sample.add_argument("kind", choices=sorted(kinds()), help="what is to be judged")
    _add_articles(sample)
    sample.add_argument(
        "--size", type=_positive, default=200, metavar="N", help="how many rows (200)"
    )
    sample.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another draws others (1)"
    )
    sample.add_argument(
        "--by",
        choices=["outlet", "kind", "score"],
        help="as many from each outlet, each kind or each class of scores; weighted back later",
    )
    sample.add_argument(
        "--paragraphs",
        type=int,
        metavar="N",
        help="whole paragraphs to look for what was missed (one for four rows)",
    )
    sample.add_argument(
        "--output",
        type=Path,
        default=Path("."),
        metavar="DIR",
        help="where to write KIND-sheet.xlsx and KIND-sheet.html (here)",
    )


def _add_agreement(commands: Any) -> None:
    about = "what coded sheets say: precision, recall, and how far two coders agree"
    agreement = _add_command(commands, "agreement", measure_sheets, about)
    agreement.add_argument(
        "sheets",
        nargs="+",
        type=Path,
        metavar="SHEET",
        help="sheets of one sample, one a coder (.xlsx, or .json as the page saves it)",
    )
    _add_articles(agreement)


def _add_cache(commands: Any) -> None:
    cache = _add_command(
        commands, "cache", show_cache, "where analyses are kept, and how large they are"
    )
    cache.add_argument("--clear", action="store_true", help="remove all of them")
    cache.set_defaults(strict=False)


# The commands. Each returns the frame of what was skipped, or None.


def study_of(arguments: Arguments) -> Study:
    """Return the study: the file, with the settings of the command line before its own."""
    path = (
        Path(arguments.study)
        if arguments.study
        else find_study(Path(arguments.articles))
    )
    study = read_study(path) if path else Study()
    settings = {
        name: getattr(arguments, name, None) for name in (*SETTINGS, *TIMELINE_SETTINGS)
    }
    given = {name: value for name, value in settings.items() if value is not None}
    if getattr(arguments, "title", None):
        given["title"] = arguments.title
    if getattr(arguments, "accurate", False):
        given["model"] = "accurate"
    return make_study({**study.changed(), **given})


def make_report(arguments: Arguments) -> Skipped:
    """Run the notebooks on the articles and write the pages."""
    from broadsheet.report import make_report as write_report

    study = study_with_corrections(arguments)
    report = write_report(
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
    return (
        open_corpus(arguments.articles, study).all_articles.attrs.get("skipped")
        if arguments.strict
        else None
    )


def check_articles(arguments: Arguments) -> Skipped:
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
        raise BroadsheetError(f"{path} is there already; remove it, or edit it.")
    path.write_text(draft_study(draft_settings(articles)), encoding="utf-8")
    print(f"A draft of the study was written to {path}.", file=sys.stderr)


def write_frame(arguments: Arguments) -> Skipped:
    """Write the frame of a command."""
    corpus = open_articles(arguments)
    tell(f"{len(corpus.all_articles):,} articles read")
    write(arguments.frame(corpus, arguments), arguments.output)
    return report_skipped(corpus.all_articles)


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
    from broadsheet.corrections import merge_corrections, write_corrections
    from broadsheet.export import read_corrected

    corpus = open_articles(arguments)
    path = corpus.corrections_path
    if path is None:
        raise BroadsheetError("The articles have no folder to keep corrections in.")
    theirs = read_corrected(arguments.corrected, arguments.by)
    corpus.study_corrections.file.refuse_bad_rows()
    ours = list(corpus.study_corrections.by_row.values())
    merged = merge_corrections(ours, theirs)
    replaced = 0
    if arguments.theirs:
        replaced = len(merged.conflicts)
        merged = merge_corrections(theirs, ours)
        merged.added = len(theirs) - merged.shared - replaced
    write_corrections(path, merged.corrections)
    print(
        f"{path.name}: {merged.added:,} new, {merged.shared:,} in both, {replaced:,} replaced."
    )
    for conflict in merged.conflicts:
        print(one_line(f"Conflict: {conflict}."), file=sys.stderr)
    corpus.forget_corrected()
    for row in no_longer_fit(corpus.corrections).itertuples():
        line = f"{path.name}, row {row.row}: {row.kind} {row.status}: {row.reason}."
        print(one_line(line), file=sys.stderr)
    if merged.conflicts and not arguments.theirs:
        raise SystemExit(1)
    return None


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
                f"{path} is there already, perhaps with answers: move it, or name another --output."
            )
        write_as(sample, path)
        print(path)
    drawn = len(sample.of("row"))
    paragraphs = len(sample.of("paragraph"))
    print(
        f"{drawn:,} rows and {paragraphs:,} paragraphs. Fill in one of the two, each coder their own, "
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
            "What was measured is kept beside the articles, and these are in no folder here."
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


# Output


def write(frame: pd.DataFrame, output: Path | None) -> None:
    """Write a frame to a file, in the format its ending names, or print it as wide as the terminal."""
    plain = frame.copy(deep=False)
    plain.attrs = {}  # what was skipped is told, not stored
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        writers = {**WRITERS, **EVENT_WRITERS}
        writers[output.suffix](plain, output)
        tell(f"{len(plain):,} rows written to {output}")
        return
    width = shutil.get_terminal_size((120, 24)).columns
    print(Table(in_days(plain), rows=TERMINAL_ROWS).text(width))
    if len(plain) > TERMINAL_ROWS:
        tell(
            f"The first {TERMINAL_ROWS} of {len(plain):,} rows; --output FILE writes all."
        )


def in_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the days that a reader sees; in files `latest` is the moment after the last."""
    if not {"earliest", "latest"} <= set(frame):
        return frame
    from broadsheet.timeline import list_dates, list_events

    if "event" in frame:
        listed, name = list_events(frame), "when"
    else:
        listed, name = list_dates(frame), "days"
    listed.insert(list(listed).index("earliest"), name, listed.pop(name))
    return listed.drop(columns=["earliest", "latest", "precision"], errors="ignore")


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    path.write_text(safe_csv(frame), encoding="utf-8")


def _write_jsonl(frame: pd.DataFrame, path: Path) -> None:
    frame.to_json(
        path, orient="records", lines=True, force_ascii=False, date_format="iso"
    )


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    flattened = {
        name: frame[name].map(flat) for name in frame if frame[name].dtype == object
    }
    frame.assign(**flattened).to_parquet(path, index=False)


def _write_excel(frame: pd.DataFrame, path: Path) -> None:
    harmless(frame).to_excel(path, index=False)


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
    ".xlsx": _write_excel,
}


def _write_icalendar(events: pd.DataFrame, path: Path) -> None:
    from broadsheet.timeline import to_icalendar

    path.write_bytes(to_icalendar(events, path.stem).encode())


def _write_timelinejs(events: pd.DataFrame, path: Path) -> None:
    from broadsheet.timeline import to_timelinejs

    text = json.dumps(to_timelinejs(events, path.stem), ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")


# For other programs that draw events.
EVENT_WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".ics": _write_icalendar,
    ".json": _write_timelinejs,
}


def _events_file_name(text: str) -> Path:
    path = Path(text)
    return path if path.suffix in EVENT_WRITERS else _file_name(text)


def _file_name(text: str) -> Path:
    if Path(text).suffix not in WRITERS:
        raise argparse.ArgumentTypeError(
            f"{text} must end with one of {', '.join(WRITERS)}"
        )
    return Path(text)


def report_skipped(frame: pd.DataFrame) -> pd.DataFrame:
    """Name what was skipped on standard error, one line each."""
    skipped: pd.DataFrame = frame.attrs.get("skipped", pd.DataFrame())
    for row in skipped.itertuples():
        line = f"Skipped {row.file} {row.position}: {row.reason}; {row.remedy}."
        print(one_line(line), file=sys.stderr)
    return skipped


def one_line(text: str) -> str:
    """Return the text on one line, whatever a file name brings with it.

    >>> one_line("a\\nSkipped b")
    'a Skipped b'
    """
    return " ".join(str(text).split())


def tell(line: str) -> None:
    """Print progress for whoever is watching, so not into a log or a pipe."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        skipped = options.run(options)
    except BroadsheetError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(
            f'broadsheet: {error}. Try: pip install "broadsheet[scale]"',
            file=sys.stderr,
        )
        return 2
    except (
        BrokenPipeError
    ):  # the reader of our output, `head` for instance, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 1 if options.strict and skipped is not None and len(skipped) else 0
