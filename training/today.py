"""Fit the weights of the signs in src/broadsheet/dates/today.toml.

    python training/today.py FOLDER [--check]

Data: training/today_labels.tsv, 952 places where "today" stands in articles of The Guardian, of news
timelines, of US political news and of 760 outlets on one summit, drawn among those that the rules had given
a day (a fifth of them where an earlier fit was in doubt), and read one by one (by a language model): 1 where
"today" is our time, 0 where it is the day of the article. FOLDER holds these articles
(quotes/polnear.train.jsonl, timeline, timeline-entities, outlets); kept here are only offsets and a hash of
each article's id, since ids may have words of headlines. The regression is ridge, with C = 0.5.

With --check, ten folds by article are also predicted, five times with folds drawn anew, and precision and
recall are printed for some thresholds.
"""

import argparse
import hashlib
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from common import articles_frame, read_lines
from timeline import join_sentences

import broadsheet as bs
from broadsheet.dates.article import Reader
from broadsheet.dates.find import _day
from broadsheet.dates.general_today import signs_of_today, today_model
from broadsheet.dates.match import find_matches
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.view import TokenView

LABELS = Path(__file__).parent / "today_labels.tsv"
MODEL = Path(__file__).parent.parent / "src/broadsheet/dates/today.toml"
STRENGTH = 0.5  # C of the regression: the best of .1, .3, .5 and 1 in ten folds
FOLDS = 10
REPEATS = 5
WEIGHT = re.compile(r"^(weight|bias|\"[^\"]+\") = -?[\d.]+$")
NAME = re.compile(r'^name = "(.+)"$')


def read_articles(folder: Path, hashes: set[str]) -> pd.DataFrame:
    """The articles whose ids have these hashes, as a frame with the hashes as ids."""
    records = read_lines(folder / "quotes/polnear.train.jsonl")
    for record in read_lines(folder / "outlets/helsinki.jsonl"):
        day = record.get("published") or record["scraped"]
        text = "\n\n".join(record["paragraphs"])
        records.append({**record, "date": day[:10], "text": text})
    for record in read_lines(folder / "outlets/basil.jsonl"):
        paragraphs = [" ".join(sentences) for sentences in record["paragraphs"]]
        records.append({**record, "text": "\n\n".join(paragraphs)})
    for name in ("timeline", "timeline-entities"):
        for file in sorted(folder.glob(f"{name}/*/articles.jsonl")):
            for record in read_lines(file):
                record["id"] = f"{file.parent.name}/{record['id']}"
                join_sentences(record)
                records.append(record)
    chosen = {}
    for record in records:
        name = hashlib.blake2b(record["id"].encode(), digest_size=8).hexdigest()
        if name in hashes:
            chosen[name] = {**record, "id": name}
    return articles_frame(list(chosen.values()))


def read_signs(articles: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """The signs around each place that has a label, one column a sign."""
    view = TokenView(bs.tokenize(articles))
    tenses = TenseReader(view)
    texts = articles["text"].tolist()
    matches: dict[int, list] = {}
    for match in find_matches(view, texts):
        matches.setdefault(int(view.article[match.first]), []).append(match)
    places = set(zip(labels["article"], labels["start"], strict=True))
    seen = {}
    for number, of_article in matches.items():
        day = _day(articles["published"].iloc[number])
        reader = Reader(view, texts[number], day, of_article, "", tenses)
        for match in of_article:
            place = (articles.index[number], match.start)
            if place in places:
                seen[place] = signs_of_today(match, reader)
    names = list(today_model().weights)
    rows = [[float(name in seen[place]) for name in names] for place in seen]
    index = pd.MultiIndex.from_tuples(seen, names=["article", "start"])
    return pd.DataFrame(rows, index=index, columns=names)


def check(signs: pd.DataFrame, is_general: np.ndarray) -> None:
    """Print how well articles that were left out are predicted."""
    groups = signs.index.get_level_values("article")
    likelihood = np.zeros(len(signs))
    for seed in range(REPEATS):
        folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        predicted = cross_val_predict(
            model,
            signs.to_numpy(),
            is_general,
            cv=folds,
            groups=groups,
            method="predict_proba",
        )
        likelihood += predicted[:, 1] / REPEATS
    for threshold in (0.5, 0.6, 0.7, 0.75, 0.8):
        chosen = likelihood >= threshold
        precision = is_general[chosen].mean()
        recall = is_general[chosen].sum() / is_general.sum()
        print(f"from {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def write_weights(weights: dict[str, float]) -> None:
    """Put the weights, and "bias", in their places in today.toml."""
    lines = MODEL.read_text("utf-8").splitlines()
    name = ""
    for number, line in enumerate(lines):
        named = NAME.match(line)
        if named:
            name = named[1]
        if WEIGHT.match(line):
            key = line.partition(" = ")[0]
            sign = name if key == "weight" else key.strip('"')
            lines[number] = f"{key} = {weights[sign]:.2f}"
    MODEL.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    labels = pd.read_csv(LABELS, sep="\t", dtype={"article": str})
    articles = read_articles(options.folder, set(labels["article"]))
    signs = read_signs(articles, labels)
    of_places = labels.set_index(["article", "start"])["is_general"]
    is_general = of_places.loc[signs.index].to_numpy()
    print(f"{len(signs)} places, {is_general.sum()} of them our time")
    if options.check:
        check(signs, is_general)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        signs.to_numpy(), is_general
    )
    weights = dict(zip(signs.columns, model.coef_[0], strict=True))
    write_weights({"bias": model.intercept_[0], **weights})


if __name__ == "__main__":
    main()
