"""One archive of the articles in many files, each once, in an order drawn with a seed: for `scale.py`.

    python benchmarks/archive.py OUTPUT.jsonl PATH … [--count 10000] [--seed 1] [--shortest 300]

A path is a JSON Lines file whose records have `text`, `paragraphs` or `sentences` (which may be tokenised), a
folder that is searched for such files, or anything else that `broadsheet.read_articles` reads. Texts that
begin alike are taken once, those in other languages and very short ones are left out. Nothing of them belongs
into this repository: write the output elsewhere.
"""

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from common import read_lines, write_lines

import broadsheet as bs

# Two texts that begin with so many equal letters are taken for one.
BEGINNING = 400
SENTENCES = 3  # of a paragraph, where a source gives sentences alone
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
QUOTED = re.compile(r'"\s*(.*?)\s*"')
BEFORE = re.compile(r" (n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[.,;:?!%)\]])")
BEHIND = re.compile(r"([(\[$£€]) ")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--count", type=int, help="how many are written (all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--shortest", type=int, default=300, help="characters of a text (300)"
    )
    args = parser.parse_args()
    articles = list(each_once(collect(args.paths), args.shortest))
    random.Random(args.seed).shuffle(articles)
    chosen = articles[: args.count]
    write_lines(args.output, numbered(chosen))
    words = sum(len(article["text"].split()) for article in chosen)
    print(
        f"{len(chosen):,} of {len(articles):,} articles, {words:,} words: {args.output}"
    )


def numbered(articles: list[dict]) -> Iterator[dict]:
    """Give each article an id: those of the sources may be equal."""
    for number, article in enumerate(articles):
        yield {"id": f"a{number}", **article}


def collect(paths: Iterable[Path]) -> Iterator[dict]:
    """Yield the articles of all paths."""
    for path in paths:
        files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
        if not files or files[0].suffix != ".jsonl":
            yield from read_with_package(path)
            continue
        for file in files:
            for record in read_lines(file):
                text = text_of(record)
                if text:
                    yield described(record, text, file)


def text_of(record: dict) -> str:
    """Return the text of a record, an empty one where it has none."""
    if isinstance(record.get("text"), str):
        return record["text"]
    paragraphs = record.get("paragraphs")
    if paragraphs:
        return "\n\n".join(
            each if isinstance(each, str) else " ".join(each) for each in paragraphs
        )
    sentences = [as_written(sentence) for sentence in record.get("sentences") or []]
    groups = range(0, len(sentences), SENTENCES)
    return "\n\n".join(" ".join(sentences[at : at + SENTENCES]) for at in groups)


def as_written(sentence: str) -> str:
    """Return a sentence that was cut into words as it is printed.

    >>> as_written("He did n't pay `` $ 5 '' , they said -LRB- twice -RRB- .")
    'He didn\\'t pay "$5", they said (twice).'
    """
    for written, bracket in BRACKETS.items():
        sentence = sentence.replace(written, bracket)
    sentence = sentence.replace("``", '"').replace("''", '"')
    sentence = QUOTED.sub(r'"\1"', sentence)
    sentence = BEHIND.sub(r"\1", BEFORE.sub(r"\1", sentence))
    return sentence.replace(" - ", "-")


def described(record: dict, text: str, file: Path) -> dict:
    """Return an article with its outlet and its day, where they are known."""
    outlet = record.get("outlet") or record.get("publisher") or file.parent.name
    day = record.get("date") or record.get("dct") or record.get("scraped") or ""
    title = record.get("title")
    return {
        "outlet": outlet,
        "published": day[:10],
        "title": title if isinstance(title, str) else "",
        "text": text,
    }


def read_with_package(path: Path) -> Iterator[dict]:
    """Yield the English articles that the package reads from a folder or a file."""
    articles = bs.read_articles(path)
    articles = articles[articles["language"] == "en"]
    for row in articles.itertuples():
        day = row.published
        outlet = row.outlet
        yield {
            "outlet": outlet if isinstance(outlet, str) else path.name,
            "published": f"{day:%Y-%m-%d}" if day == day else "",
            "title": row.title if isinstance(row.title, str) else "",
            "text": row.text,
        }


def each_once(articles: Iterable[dict], shortest: int) -> Iterator[dict]:
    """Yield articles that are long enough and do not begin like one before."""
    seen = set()
    for article in articles:
        text = article["text"]
        beginning = " ".join(text[:BEGINNING].split())
        if len(text) >= shortest and beginning not in seen:
            seen.add(beginning)
            yield article


if __name__ == "__main__":
    main()
