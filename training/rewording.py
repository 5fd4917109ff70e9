"""Learn when two sentences say the same, for `broadsheet.outlets`.

    python training/rewording.py msrp_train.jsonl src/broadsheet/outlets/reworded.json

Data: the training part of the Microsoft Research Paraphrase Corpus (Dolan, Quirk & Brockett 2004), JSON
Lines with `a`, `b` and `paraphrase` (0 or 1). A logistic regression with a ridge penalty, fitted by
Newton's method; the folds are drawn with a fixed seed.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from broadsheet.outlets.sequence import story_words
from broadsheet.outlets.similarity import FEATURES, features, read_sentence_bags
from broadsheet.text import tokenize

SEED, FOLDS, RIDGE = 20211008, 10, 5.0


def pair_features(records: list[dict]) -> np.ndarray:
    """The features of each record's two sentences, each sentence read as an article of its own."""
    texts = [record[side] for record in records for side in "ab"]
    articles = pd.DataFrame(
        {"text": pd.array(texts, dtype="str")},
        index=[str(n) for n in range(len(texts))],
    )
    tokens = tokenize(articles.rename_axis("article")).assign(
        part=pd.Categorical(["body"])[0]
    )
    tokens["part"] = tokens["part"].astype("category")
    words = story_words(tokens)
    sentences = read_sentence_bags(tokens, replace(words, sentence=words.article))
    first = np.arange(0, len(texts), 2)
    return features(sentences, first, first + 1)


def fit(columns: np.ndarray, truth: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and weights of a logistic regression, penalised as if all columns had one spread."""
    mean, scale = columns.mean(axis=0), columns.std(axis=0)
    design = np.column_stack([np.ones(len(columns)), (columns - mean) / scale])
    penalty = np.diag([0.0] + [RIDGE] * columns.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ weights))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights += np.linalg.solve(
            curve, design.T @ (truth - chance) - penalty @ weights
        )
    slopes = weights[1:] / scale
    return float(weights[0] - mean @ slopes), slopes


def cross_validate(columns: np.ndarray, truth: np.ndarray, seed: int = SEED) -> float:
    """The share of pairs judged right by a model that has not seen them, over ten folds."""
    fold = np.random.default_rng(seed).permutation(len(truth)) % FOLDS
    right = 0
    for held_out in range(FOLDS):
        intercept, slopes = fit(columns[fold != held_out], truth[fold != held_out])
        judged = columns[fold == held_out] @ slopes + intercept > 0
        right += int((judged == truth[fold == held_out]).sum())
    return right / len(truth)


def main(data: str, target: str) -> None:
    records = [
        json.loads(line) for line in Path(data).read_text(encoding="utf-8").splitlines()
    ]
    truth = np.array([record["paraphrase"] for record in records], float)
    columns = pair_features(records)
    accuracy = cross_validate(columns, truth)
    overlap = cross_validate(columns[:, :2], truth)
    intercept, slopes = fit(columns, truth)
    model = {
        "made_by": "training/rewording.py",
        "data": f"Microsoft Research Paraphrase Corpus, training part: {len(records)} pairs of sentences",
        "ten_fold_accuracy": round(accuracy, 4),
        "ten_fold_accuracy_of_word_overlap": round(overlap, 4),
        "intercept": round(intercept, 4),
        "weights": {
            name: round(float(slope), 4)
            for name, slope in zip(FEATURES, slopes, strict=True)
        },
    }
    Path(target).write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(f"ten-fold accuracy {accuracy:.4f}, of stem overlap alone {overlap:.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
