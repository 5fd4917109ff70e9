"""The arguments of the command line, and its help.

Nothing here imports what a command needs: `run` is the name of its function (see `main`), so that help and
wrong arguments are answered at once.
"""

import argparse
from pathlib import Path
from typing import Any

from broadsheet._version import __version__
from broadsheet.cli.endings import (
    EVENT_ENDINGS,
    FRAME_ENDINGS,
    events_file_name,
    file_name,
)
from broadsheet.cli.help import ABOUT, EPILOG
from broadsheet.study import FILE_NAME

# The commands that write a single frame.
FRAMES = {
    "quotes": "who is quoted, saying what",
    "dates": "the dates that the articles name, with the days they mean",
    "words": "how often each word is used",
    "timeline": "what happened when, according to whom",
    "outlets": "what each outlet kept, reworded, dropped and added",
}
# What a sample is drawn of (`questions.toml` has the questions).
KINDS = ("dates", "events", "pages", "quotes", "speakers")


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
    commands: Any, name: str, run: str, about: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=name, run=run)
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


# One argument after another, as above.
def _add_articles(command: argparse.ArgumentParser) -> None:
    """Add what every command takes that reads articles."""
    _add_source(command)
    study = command.add_argument_group("the study")
    _add_reading(study)
    _add_choice(study)


def _add_reading(study: Any) -> None:
    """Add how the articles are read."""
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


def _add_choice(study: Any) -> None:
    """Add which of the articles are analysed."""
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
        commands,
        "report",
        "reports.run_report",
        "run the notebooks and write the report",
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
        commands, "check", "checks.run_check", "what can be read, and what cannot"
    )
    _add_articles(check)
    check.add_argument(
        "--output", type=file_name, metavar="FILE", help="write the table to FILE"
    )
    check.add_argument(
        "--draft",
        action="store_true",
        help=f"write a study file {FILE_NAME} beside the articles",
    )


def _add_frame(commands: Any, name: str) -> None:
    command = _add_command(commands, name, "frames.write_frame", FRAMES[name])
    _add_articles(command)
    if name == "timeline":
        _add_timeline(command)
        return
    command.add_argument(
        "--output",
        type=file_name,
        metavar="FILE",
        help=f"one of {', '.join(FRAME_ENDINGS)}",
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
    endings = ", ".join([*FRAME_ENDINGS, *EVENT_ENDINGS])
    about = f"one of {endings} (.ics for calendars, .json for TimelineJS)"
    command.add_argument("--output", type=events_file_name, metavar="FILE", help=about)
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
        help="events whose sentence has one of these words",
    )
    questions.add_argument(
        "--name",
        dest="timeline_name",
        metavar="NAME",
        help="events that name this person or body",
    )


def _add_export(commands: Any) -> None:
    about = "all tables of a study: one workbook that can be corrected, or CSV files"
    export = _add_command(commands, "export", "frames.export_tables", about)
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
    correct = _add_command(commands, "correct", "corrected.merge_corrected", about)
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


# One argument after another: taking the list apart would only hide it.
def _add_extract(commands: Any) -> None:
    about = "all frames of many articles, in partitions; run it again to bring them up to date"
    extract = _add_command(commands, "extract", "extraction.extract_frames", about)
    _add_articles(extract)
    _add_partitions(extract)
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


def _add_partitions(extract: argparse.ArgumentParser) -> None:
    """Add where the frames go, and how the articles are shared out."""
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
        help="articles each at most (1000)",
    )
    extract.add_argument(
        "--no-tokens",
        dest="tokens",
        action="store_false",
        help="leave out the tokens, which concordances and collocations need",
    )
    extract.add_argument(
        "--verify", action="store_true", help="only check the files that are there"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _add_sample(commands: Any) -> None:
    about = "draw a sample to code by hand: an Excel sheet, and the same as a page for the browser"
    sample = _add_command(commands, "sample", "coding.write_sample", about)
    sample.add_argument("kind", choices=KINDS, help="what is to be judged")
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
    agreement = _add_command(commands, "agreement", "coding.measure_sheets", about)
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
        commands,
        "cache",
        "cache.show_cache",
        "where analyses are kept, and how large they are",
    )
    cache.add_argument("--clear", action="store_true", help="remove all of them")
    cache.set_defaults(strict=False)
