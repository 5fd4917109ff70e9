"""The command line: the report, and each frame as a file or as a table on the terminal."""

import argparse
import os
import shutil
import sys
from pathlib import Path

import pandas as pd

import broadsheet as bs
from broadsheet.errors import BroadsheetError
from broadsheet.show.table import Table, flat, harmless, safe_csv

EPILOG = """\
ARTICLES is a folder, a table (CSV, JSON Lines, Parquet, Excel), one file, or a folder that extract wrote;
without it, data/ is read.

examples:
  broadsheet report                                  the two articles in data/, as pages in report/
  broadsheet report coverage/ --output talks --title "The talks" --pdf
  broadsheet check coverage/                         what would be read, and what would be skipped
  broadsheet quotes coverage/ --output quotes.csv    every quotation, with its source and its place
  broadsheet words coverage/ --by outlet --output words.parquet

exit codes:
  0  done, even if some articles were skipped (they are named on standard error)
  1  something was skipped and --strict was given
  2  nothing could be done: wrong arguments, nothing to read, a missing package
"""


# Each command's frame, of the articles or of what was extracted from them.
def quotes(corpus, args):
    return bs.find_quotes(corpus.english, corpus.tokens, beliefs=True) if args.beliefs else corpus.quotes


def dates(corpus, args):
    return corpus.dates


def words(corpus, args):
    return bs.count_words(corpus.tokens, by=args.by, articles=corpus.catalogue, ngram=args.ngram)


def timeline(corpus, args):
    return corpus.events


def outlets(corpus, args):
    return corpus.overlaps


FRAMES = {
    quotes: "who is quoted, saying what",
    dates: "the dates that are told, with the days they mean",
    words: "how often each word is used",
    timeline: "what happened when, according to whom",
    outlets: "what each outlet kept, reworded, dropped and added",
}


def parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser("broadsheet", description=bs.__doc__.split("\n")[0], epilog=EPILOG)
    top.formatter_class = plain
    top.add_argument("--version", action="version", version=f"broadsheet {bs.__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name, run, about):
        new = commands.add_parser(name, help=about, description=about, epilog=EPILOG, formatter_class=plain)
        new.add_argument(
            "articles", nargs="?", default="data", metavar="ARTICLES", help="what to read (data)"
        )
        new.add_argument("--strict", action="store_true", help="exit with 1 if anything was skipped")
        new.set_defaults(run=run)
        return new

    report = command("report", make_report, "run the notebooks and write the report")
    report.add_argument("--output", default="report", metavar="DIR", help="where to write the pages (report)")
    report.add_argument("--title", default="broadsheet", help="what the report is called")
    report.add_argument("--pdf", action="store_true", help="print each page as PDF too, with a Chromium")
    check = command("check", check_articles, "what can be read, and what cannot")
    check.add_argument("--output", type=file_name, metavar="FILE", help="write what was found to FILE")
    for frame, about in FRAMES.items():
        new = command(frame.__name__, write_frame, about)
        new.add_argument("--output", type=file_name, metavar="FILE", help=f"one of {', '.join(WRITERS)}")
        new.set_defaults(frame=frame)
        if frame is quotes:
            new.add_argument("--beliefs", action="store_true", help="beliefs, wishes and intentions too")
        if frame is words:
            new.add_argument("--by", default="outlet", help="article, outlet, month, … (outlet)")
            new.add_argument("--ngram", type=int, default=1, metavar="N", help="runs of N words (1)")
    extract = command("extract", extract_frames, "all frames of many articles, in partitions, over Dask")
    extract.add_argument("--output", default="frames", metavar="FRAMES", help="folder or address (frames)")
    extract.add_argument(
        "--scheduler", metavar="tcp://…", help="a Dask scheduler; without one, the cores here"
    )
    extract.add_argument(
        "--workers", type=int, metavar="N", help="how many processes here (one for each core)"
    )
    extract.add_argument("--partition-size", type=int, default=1000, metavar="N", help="articles each (1000)")
    extract.add_argument("--day-first", action=argparse.BooleanOptionalAction, help="how to read 10/8/21")
    extract.add_argument("--tokens", action="store_true", help="write the tokens too")
    return top


def extract_frames(args) -> pd.DataFrame:
    from broadsheet.scale import extract

    found = pd.DataFrame()
    found.attrs["skipped"] = extract(
        args.articles,
        args.output,
        scheduler=args.scheduler,
        workers=args.workers,
        partition_size=args.partition_size,
        keep_tokens=args.tokens,
        day_first=args.day_first,
        tell=lambda line: print(line, file=sys.stderr),
    )
    return report_skipped(found)


def make_report(args) -> pd.DataFrame | None:
    from broadsheet.report import make_report

    report = make_report(args.articles, args.output, args.title, pdf=args.pdf, tell=tell)
    print(*report.pages, sep="\n")
    if report.failures:
        for failure in report.failures:
            print(f"Could not be computed: {failure}.", file=sys.stderr)
        raise SystemExit(1)
    return bs.read_articles(args.articles).attrs.get("skipped") if args.strict else None


def check_articles(args):
    found = bs.check_articles(args.articles)
    write(found.copy(deep=False), args.output)
    for note in found.attrs.get("notes", []):
        print(note, file=sys.stderr)
    return report_skipped(found)


def write_frame(args):
    corpus = bs.open_corpus(args.articles)
    tell(f"{len(corpus.articles):,} articles read")
    write(args.frame(corpus, args), args.output)
    return report_skipped(corpus.articles)


def write(frame: pd.DataFrame, output: Path | None) -> None:
    """To a file, in the format its ending names, or as a table as wide as the terminal."""
    frame.attrs = {}  # what was skipped is told, not stored
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[output.suffix](frame, output)
        return tell(f"{len(frame):,} rows written to {output}")
    width = shutil.get_terminal_size((120, 24)).columns
    print(Table(in_days(frame), rows=40).text(width))
    if len(frame) > 40:
        tell(f"The first 40 of {len(frame):,} rows; --output FILE writes all.")


def in_days(frame: pd.DataFrame) -> pd.DataFrame:
    """For people, the days themselves: in the files `latest` is the moment after the last of them."""
    if not {"earliest", "latest"} <= set(frame):
        return frame
    from broadsheet.timeline import list_dates, list_events

    words, name = (list_events(frame), "when") if "event" in frame else (list_dates(frame), "days")
    words.insert(list(words).index("earliest"), name, words.pop(name))
    return words.drop(columns=["earliest", "latest", "precision"], errors="ignore")


WRITERS = {
    ".csv": lambda frame, path: path.write_text(safe_csv(frame), encoding="utf-8"),
    ".jsonl": lambda frame, path: frame.to_json(
        path, orient="records", lines=True, force_ascii=False, date_format="iso"
    ),
    ".parquet": lambda frame, path: frame.assign(
        **{name: frame[name].map(flat) for name in frame if frame[name].dtype == object}
    ).to_parquet(path, index=False),
    ".xlsx": lambda frame, path: harmless(frame).to_excel(path, index=False),
}


def file_name(text: str) -> Path:
    if Path(text).suffix not in WRITERS:
        raise argparse.ArgumentTypeError(f"{text} must end with one of {', '.join(WRITERS)}")
    return Path(text)


def report_skipped(frame: pd.DataFrame) -> pd.DataFrame:
    skipped = frame.attrs.get("skipped", pd.DataFrame())
    for row in skipped.itertuples():
        print(f"Skipped {row.file} {row.position}: {row.reason}; {row.remedy}.", file=sys.stderr)
    return skipped


def tell(line: str) -> None:
    """Progress is for whoever is watching, so not in a log or a pipe."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    args = parser().parse_args(arguments)
    try:
        skipped = args.run(args)
    except BroadsheetError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(f'broadsheet: {error}. Try: pip install "broadsheet[formats]"', file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output, `head` for instance, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 1 if args.strict and skipped is not None and len(skipped) else 0


if __name__ == "__main__":
    sys.exit(main())
