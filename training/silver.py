"""Let the accurate model label articles that nobody has annotated, so that the fast networks learn from them.

    python training/silver.py silver.jsonl articles.jsonl more/articles.jsonl … [--each 55]

The articles are lines of JSON with a `text`, `paragraphs`, or tokenised `sentences`, which are written as
prose again. Written are lines as training/quotes.py reads them: knowledge distillation (Hinton, Vinyals &
Dean 2015) with the labels that the accurate model would return, from its least score on.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from nltk.tokenize.treebank import TreebankWordDetokenizer

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from common import articles_frame, read_lines

from broadsheet.quotes.attributions import CONTENT, CUE, SOURCE
from broadsheet.quotes.models import model_of
from broadsheet.text import tokenize

KINDS = {"content": CONTENT, "cue": CUE, "source": SOURCE}
LONGEST = 6_000  # characters of an article that are read
LENGTHS = (1, 2, 3)  # sentences of a paragraph, where the articles do not say
BATCH = 20  # articles read at once


def prose(sentences: list[str], random: np.random.Generator) -> str:
    """Tokenised sentences as an article: spaces and marks as in print, in paragraphs of one to three."""
    join = TreebankWordDetokenizer()
    paragraphs: list[list[str]] = [[]]
    is_open = False
    for sentence in sentences:
        words = sentence.replace("``", '"').replace("''", '"').split()
        for place, word in enumerate(words):
            if word == '"':
                words[place] = "''" if is_open else "``"
                is_open = not is_open
        plain = join.detokenize(words)
        paragraphs[-1].append(plain)
        is_full = len(paragraphs[-1]) >= random.choice(LENGTHS)
        if is_full and not is_open:
            paragraphs.append([])
    return "\n\n".join(" ".join(parts) for parts in paragraphs if parts)


def paragraph(text: str | list[str]) -> str:
    """A paragraph, which may be given as its sentences."""
    return text if isinstance(text, str) else " ".join(text)


def text_of(record: dict, random: np.random.Generator) -> str:
    """The article's text, up to the last whole paragraph before LONGEST characters."""
    if "sentences" in record:
        text = prose(record["sentences"], random)
    elif "paragraphs" in record:
        text = "\n\n".join(map(paragraph, record["paragraphs"]))
    else:
        text = record["text"]
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n\n")[0]


def read_articles(paths: list[Path], each: int, seed: int) -> list[dict]:
    """At most `each` articles of every file, drawn at random."""
    random = np.random.default_rng(seed)
    records = []
    for path in paths:
        lines = read_lines(path)
        chosen = random.permutation(len(lines))[:each]
        for number in sorted(chosen):
            text = text_of(lines[number], random)
            if text:
                name = f"{path.parent.name}/{path.stem} {number}"
                records.append({"id": name, "text": text})
    return records


def label(records: list[dict]) -> list[dict]:
    """The records with the attributions that the accurate model finds in them."""
    tokens = tokenize(articles_frame(records))
    found, spans = model_of("accurate").find(tokens)
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    numbers = tokens["article"].cat.codes.to_numpy()
    labelled: list[dict] = [{**record, "attributions": []} for record in records]
    parts = {key: rows for key, rows in spans.groupby(["attribution", "kind"])}
    for number, anchor in enumerate(found["anchor"]):
        if found["is_weak"].iat[number]:
            continue
        item = {}
        for name, kind in KINDS.items():
            rows = parts.get((number, kind), pd.DataFrame(columns=["first", "last"]))
            item[name] = [
                [int(start[first]), int(end[last - 1])]
                for first, last in zip(rows["first"], rows["last"], strict=True)
            ]
        item["speech"] = bool(found["speech"].iat[number] >= 0.5)
        labelled[numbers[anchor]]["attributions"].append(item)
    return labelled


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=55, help="articles of each file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    records = read_articles(options.articles, options.each, options.seed)
    with options.output.open("w", encoding="utf-8") as file:
        for first in range(0, len(records), BATCH):
            for record in label(records[first : first + BATCH]):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            print(f"{first + BATCH} of {len(records)} articles", flush=True)


if __name__ == "__main__":
    main()
