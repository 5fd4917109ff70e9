"""Fit the weights of the signs in src/broadsheet/dates/today.toml, and of the words in today_words.tsv.

    python training/today.py FOLDER [--check]

FOLDER holds articles of The Guardian, of news timelines, of US political news and of 760 outlets on one
summit (quotes/polnear.train.jsonl, timeline, timeline-entities, outlets).

Words: sentences without "today" or "tomorrow" that name a weekday, "yesterday" or "tonight" (16,700) are
compared with those that have a word of habit ("usually", "these days", 6,000). Each word of thirty of them
or more weighs the logarithm of how much oftener it stands in those of habit. Those that weigh little, and
those that lean to one side in only one of the four collections, are left out.

Signs: training/today_labels.tsv, 1,335 places where "today" stands, drawn among those that the rules had
given a day (of the first 952 a fifth where an earlier fit was in doubt, of the others most in quotation
marks, some left open by the rules, and 112 where this fit was in doubt), and read one by one (by a language
model): 1 where "today" is our time, 0 where it is a day. Kept here are only offsets and a hash of each
article's id, since ids may have words of headlines. The regression is ridge, with C = 0.5.

With --check, ten folds by article are also predicted, five times with folds drawn anew, and precision and
recall are printed for some thresholds. The words come from the same articles, but not from those sentences.
"""

import argparse
import hashlib
import math
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from common import articles_frame, read_lines
from timeline import join_sentences

import broadsheet as bs
from broadsheet.dates.article import Reader
from broadsheet.dates.find import _day
from broadsheet.dates.general_today import (
    signs_of_today,
    today_model,
    words_of_sentence,
)
from broadsheet.dates.match import find_matches
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.view import Match, TokenView

LABELS = Path(__file__).parent / "today_labels.tsv"
MODEL = Path(__file__).parent.parent / "src/broadsheet/dates/today.toml"
WORDS = MODEL.parent / "today_words.tsv"
DAYS = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("yesterday", "tonight"),
    ]
)
HABITS = frozenset(
    [
        *("nowadays", "usually", "always", "often", "currently", "generally", "rarely"),
        *("traditionally", "increasingly", "typically", "typical", "sometimes"),
        "modern",
    ]
)
UNDECIDED = frozenset(["today", "tomorrow"])
THESE_DAYS = "these/DT days/NNS"
SHORTEST = 4  # tokens of a sentence whose words are counted
LONGEST = 60
OFTEN = 30  # sentences that a word stands in
LEAST_NUMBER = 3  # of them in a collection, for its leaning there to count
COLLECTIONS = (
    2  # of the four, in which it leans to the same side: else it is a word of one story
)
SMOOTHING = 2
LEAST_WEIGHT = 0.6  # of .2, .4, .6 and .8 the one with the fewest errors in ten folds
COUNTED_TAGS = ("VB", "NN", "JJ", "RB", "PR", "MD", "IN", "DT")
STRENGTH = 0.5  # C of the regression: the best of .1, .3, .5 and 1 in ten folds
FOLDS = 10
REPEATS = 5
WEIGHT = re.compile(r"^(weight|bias|words|\"[^\"]+\") = -?[\d.]+$")
NAME = re.compile(r'^name = "(.+)"$')


def read_articles(folder: Path) -> pd.DataFrame:
    """All articles, as a frame with the hashes of their ids as ids."""
    records = read_lines(folder / "quotes/polnear.train.jsonl")
    for record in records:
        record["collection"] = "polnear"
    for record in read_lines(folder / "outlets/helsinki.jsonl"):
        day = record.get("published") or record["scraped"]
        text = "\n\n".join(record["paragraphs"])
        records.append(
            {**record, "collection": "outlets", "date": day[:10], "text": text}
        )
    for record in read_lines(folder / "outlets/basil.jsonl"):
        paragraphs = [" ".join(sentences) for sentences in record["paragraphs"]]
        records.append(
            {**record, "collection": "outlets", "text": "\n\n".join(paragraphs)}
        )
    for name in ("timeline", "timeline-entities"):
        for file in sorted(folder.glob(f"{name}/*/articles.jsonl")):
            for record in read_lines(file):
                record["id"] = f"{file.parent.name}/{record['id']}"
                record["collection"] = name
                join_sentences(record)
                records.append(record)
    chosen = {}
    for record in records:
        name = hashlib.blake2b(record["id"].encode(), digest_size=8).hexdigest()
        chosen[name] = {**record, "id": name}
    frame = articles_frame(list(chosen.values()))
    return frame.assign(collection=[each["collection"] for each in chosen.values()])


@dataclass
class Tally:
    """In how many sentences of habits and of one day each word stands, and how many there are."""

    of_habit: Counter[str] = field(default_factory=Counter)
    of_day: Counter[str] = field(default_factory=Counter)
    habits: int = 0
    days: int = 0

    def add(self, words: set[str], is_habit: bool) -> None:
        """Count a sentence."""
        self.habits += is_habit
        self.days += not is_habit
        counts = self.of_habit if is_habit else self.of_day
        counts.update(words)

    def number(self, word: str) -> int:
        """In how many sentences a word stands."""
        return self.of_habit[word] + self.of_day[word]

    def weight(self, word: str) -> float:
        """How much oftener it stands in those of habits, as a logarithm."""
        habit = (self.of_habit[word] + SMOOTHING) / (self.habits + 2 * SMOOTHING)
        day = (self.of_day[word] + SMOOTHING) / (self.days + 2 * SMOOTHING)
        return math.log(habit / day)


def weigh_words(view: TokenView, collections: list[str]) -> dict[str, float]:
    """The words that tell sentences of habits from those of one day, with their weights."""
    all_of_them = Tally()
    by_collection: dict[str, Tally] = {}
    for first, last in pairwise(view.sentences.tolist()):
        is_habit = _tells_habit(view, first, last)
        if is_habit is None or not SHORTEST <= last - first <= LONGEST:
            continue
        words = _words_that_count(view, first, last)
        collection = collections[view.article[first]]
        all_of_them.add(words, is_habit)
        by_collection.setdefault(collection, Tally()).add(words, is_habit)
    weights = {}
    for word in sorted(all_of_them.of_habit | all_of_them.of_day):
        weight = all_of_them.weight(word)
        if all_of_them.number(word) < OFTEN or abs(weight) < LEAST_WEIGHT:
            continue
        agreeing = [
            tally.weight(word) * weight > 0
            for tally in by_collection.values()
            if tally.number(word) >= LEAST_NUMBER
        ]
        if sum(agreeing) >= COLLECTIONS:
            weights[word] = weight
    return weights


def _words_that_count(view: TokenView, first: int, last: int) -> set[str]:
    """The words of a sentence, without names, figures and marks, and those that it was chosen by."""
    marked = [
        token
        for token in view.marked(first, last).split()
        if token.rpartition("/")[2].startswith(COUNTED_TAGS)
    ]
    words = {word for word in words_of_sentence(" ".join(marked)) if word.isalpha()}
    return words - DAYS - HABITS - {"these", "days"}


def _tells_habit(view: TokenView, first: int, last: int) -> bool | None:
    """Whether a sentence tells of habits; not if of one day; None if of neither or both, or of "today"."""
    words = set(view.lower_words(first, last))
    if not UNDECIDED.isdisjoint(words):
        return None
    is_of_day = not DAYS.isdisjoint(words)
    is_habit = not HABITS.isdisjoint(words)
    is_habit |= THESE_DAYS in view.marked(first, last)
    return is_habit if is_habit != is_of_day else None


def matches_by_article(view: TokenView, texts: list[str]) -> dict[int, list[Match]]:
    """The expressions of each article, by its number."""
    matches: dict[int, list[Match]] = {}
    for match in find_matches(view, texts):
        number = int(view.article[match.first])
        matches.setdefault(number, []).append(match)
    return matches


def read_signs(
    articles: pd.DataFrame, labels: pd.DataFrame, view: TokenView
) -> pd.DataFrame:
    """The signs around each place that has a label, one column a sign, and what its words weigh."""
    tenses = TenseReader(view)
    texts = articles["text"].tolist()
    matches = matches_by_article(view, texts)
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
    rows = []
    for signs, words in seen.values():
        rows.append([*(float(name in signs) for name in names), words])
    index = pd.MultiIndex.from_tuples(seen, names=["article", "start"])
    return pd.DataFrame(rows, index=index, columns=[*names, "words"])


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
    area = roc_auc_score(is_general, likelihood)
    print(f"area under the curve {area:.3f}")
    for threshold in (0.5, 0.6, 0.7, 0.75, 0.8):
        chosen = likelihood >= threshold
        precision = is_general[chosen].mean()
        recall = is_general[chosen].sum() / is_general.sum()
        wrong = int((chosen != is_general).sum())
        print(
            f"from {threshold}: precision {precision:.3f}, recall {recall:.3f}, {wrong} wrong"
        )


def write_words(weights: dict[str, float]) -> None:
    """Write the words, and let the model read them anew."""
    rows = [f"{word}\t{weight:.2f}\n" for word, weight in weights.items()]
    WORDS.write_text("".join(rows), "utf-8")
    today_model.cache_clear()


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
    articles = read_articles(options.folder)
    view = TokenView(bs.tokenize(articles))
    write_words(weigh_words(view, articles["collection"].tolist()))
    signs = read_signs(articles, labels, view)
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
