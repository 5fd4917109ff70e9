"""Let the accurate model label articles that nobody has annotated, so that the fast network learns from them.

    python training/silver.py silver.jsonl articles.jsonl more/articles.jsonl … [--each 110]

The articles are lines of JSON with a `text`, `paragraphs`, or tokenised `sentences`, which are written as
prose again. Written are lines as training/quotes.py reads them: knowledge distillation (Hinton, Vinyals &
Dean 2015). Every token that the accurate model takes for a cue with a chance of FLOOR or more is an `anchor`
with the `chance` of speech and that of belief. Where the file exists, labelling goes on from its end.
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

from broadsheet.quotes.attributions import CONTENT, CUE, SOURCE, find_attributions
from broadsheet.quotes.models import model_of
from broadsheet.text import tokenize

KINDS = {"content": CONTENT, "cue": CUE, "source": SOURCE}
LONGEST = 6_000  # characters of an article that are read
LENGTHS = (1, 2, 3)  # sentences of a paragraph, where the articles do not say
BATCH = 20  # articles read at once
FLOOR = 0.05  # tokens less likely to be a cue are taken for none


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
    order = random.permutation(len(records))
    return [records[number] for number in order]


def label(records: list[dict]) -> list[dict]:
    """The records with the attributions that the accurate model sees any chance of."""
    tokens = tokenize(articles_frame(records))
    network = model_of("accurate").network
    blocks = network.blocks(tokens)
    found, spans = find_attributions(blocks, network, floor=FLOOR)
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    numbers = tokens["article"].cat.codes.to_numpy()
    labelled: list[dict] = [{**record, "attributions": []} for record in records]
    parts = {key: rows for key, rows in spans.groupby(["attribution", "kind"])}
    none = pd.DataFrame(columns=["first", "last"])
    of_cue = 1 / (1 + np.exp(-found["cue_logit"]))
    of_speech = of_cue * found["speech"]
    of_belief = of_cue - of_speech
    for number, anchor in enumerate(found["anchor"]):
        chance = [of_speech.iat[number], of_belief.iat[number]]
        item = {
            "anchor": int(start[anchor]),
            "chance": [round(float(part), 3) for part in chance],
            "speech": bool(chance[0] >= chance[1]),
        }
        for name, kind in KINDS.items():
            rows = parts.get((number, kind), none)
            item[name] = [
                [int(start[first]), int(end[last - 1])]
                for first, last in zip(rows["first"], rows["last"], strict=True)
            ]
        labelled[numbers[anchor]]["attributions"].append(item)
    return labelled


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=110, help="articles of each file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    records = read_articles(options.articles, options.each, options.seed)
    done = len(read_lines(options.output)) if options.output.exists() else 0
    with options.output.open("a", encoding="utf-8") as file:
        for first in range(done, len(records), BATCH):
            for record in label(records[first : first + BATCH]):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            print(f"{first + BATCH} of {len(records)} articles", flush=True)


if __name__ == "__main__":
    main()
