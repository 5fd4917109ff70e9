"""Tagger and lemmas: accuracy on annotated data, and speed.  python benchmarks/pos.py FOLDER [JSONL]

FOLDER is that of training/pos.py with the dev parts; JSONL holds articles (`text`) for the speed.
"""

import argparse
import importlib.util
from collections import Counter
from pathlib import Path

import numpy as np
from common import finish, read_lines, timed

from broadsheet.text import lemmas, tagging
from broadsheet.text.letters import Words
from broadsheet.text.splitting import split_stretch

spec = importlib.util.spec_from_file_location(
    "train_pos", Path(__file__).parents[1] / "training" / "pos.py"
)
train_pos = importlib.util.module_from_spec(spec)
spec.loader.exec_module(train_pos)


def as_codes(sentences: list[list[str]]) -> tuple[Words, np.ndarray, np.ndarray]:
    """The arguments of `tag`: distinct words, the code of each token, where sentences begin."""
    numbers: dict[str, int] = {}
    codes = [
        numbers.setdefault(word, len(numbers))
        for sentence in sentences
        for word in sentence
    ]
    sizes = [len(sentence) for sentence in sentences]
    return (
        Words(list(numbers)),
        np.array(codes, dtype=np.int32),
        np.cumsum([0, *sizes[:-1]]),
    )


def score(sentences: list) -> tuple[np.ndarray, np.ndarray, Counter]:
    """Which tags are right, which count, and the commonest confusions. Quotation marks are given."""
    arguments = as_codes([[token.word for token in sentence] for sentence in sentences])
    gold = [token.tag for sentence in sentences for token in sentence]
    fixed = np.array(
        [tagging.TAGS.index(tag) if tag in ("``", "''") else -1 for tag in gold]
    )
    found = tagging.tag(*arguments, fixed)
    right = np.array(
        [tag == tagging.TAGS[code] for tag, code in zip(gold, found, strict=True)]
    )
    wrong = Counter(
        (tag, tagging.TAGS[code]) for tag, code in zip(gold, found, strict=True) if tag
    )
    return (
        right,
        np.array([tag is not None for tag in gold]),
        Counter({k: n for k, n in wrong.items() if k[0] != k[1]}),
    )


def score_lemmas(sentences: list) -> tuple[int, int]:
    tokens = [
        t
        for s in sentences
        for t in s
        if t.lemma and t.lemma != "_" and tagging.mark_tag(t.word) is None
    ]
    return sum(
        lemmas.find_lemma(t.word, t.tag).lower() == t.lemma.lower() for t in tokens
    ), len(tokens)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path, nargs="?")
    args = parser.parse_args()
    dev = {
        name: train_pos.read_treebank(args.folder / f"{name}.dev.conllu.gz")
        for name in train_pos.TREEBANKS
    }
    parts = dev | {"dev joined": [s for sentences in dev.values() for s in sentences]}
    parts["silver held out"] = train_pos.split_silver(
        train_pos.read_silver(args.folder / train_pos.SILVER)
    )[1]
    rows, figures = [], {}
    for name, sentences in parts.items():
        right, counts, wrong = score(sentences)
        figures[f"{name} tags"] = round(100 * right[counts].mean(), 2)
        row = {"data": name, "tokens": counts.sum(), "tags %": figures[f"{name} tags"]}
        if name != "silver held out":
            good, total = score_lemmas(sentences)
            row["lemmas %"] = figures[f"{name} lemmas"] = round(100 * good / total, 2)
        rows.append(
            row
            | {
                "confusions (gold, found)": " ".join(
                    f"{g}>{f}:{n}" for (g, f), n in wrong.most_common(6)
                )
            }
        )
    if args.texts:
        figures |= time_tagging(args.texts)
    finish(rows, figures, "Parts of speech and lemmas")


def time_tagging(path: Path) -> dict[str, float]:
    lines = [
        line
        for record in read_lines(path)
        for line in record["text"].split("\n")
        if line.strip()
    ]
    sentences = [
        [token for stretch in line.split() for token in split_stretch(stretch)]
        for line in lines
    ]
    words, codes, starts = as_codes(sentences)
    tagging.load_model.cache_clear()
    _, load = timed(tagging.load_model)
    tags, seconds = timed(tagging.tag, words, codes, starts, repeat=5)
    _, lemma_seconds = timed(lemmas.lemmas, words, codes, tags, repeat=5)
    return {
        "tokens": len(codes),
        "load ms": 1000 * load,
        "tag tokens/s": len(codes) / seconds,
        "tag and lemma tokens/s": len(codes) / (seconds + lemma_seconds),
    }


if __name__ == "__main__":
    main()
