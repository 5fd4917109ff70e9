"""Fit the weights in src/broadsheet/dates/side.toml: is a weekday, a month or a season gone or to come?

    python training/side.py FOLDER [--check]

Data: training/side_labels.tsv, 1,917 places where a weekday, a month or a season stands without "last" or
"next" in articles of The Guardian, of news timelines, of US political news and of 760 outlets on one
summit, judged by a language model from the text around: 1 where it is to come, 0 where it is gone. `sample`
says how a place was drawn: "by kind", more of those where the rules before this model were unsure;
"doubtful", where a first fit was in doubt or differed from those rules; "earlier", weekdays judged before;
"whole", all of eighty whole news reports. `weight` evens out a part of that, so that the fit is neither of
doubtful places alone nor of plain ones. Beside them stand the weekdays and months of
tests/gold/dates_kinds.json, which are of more sorts of news (weight 4). FOLDER holds these articles
(quotes/polnear.train.jsonl, timeline, timeline-entities, outlets); kept here are only offsets and a hash of
each article's id, since ids may have words of headlines. The regression is ridge, with C = 0.5.

With --check nothing is written: ten folds by article are predicted, five times with folds drawn anew, and the
wrong ones are counted by how they were drawn.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from today import matches_by_article, read_articles

import broadsheet as bs
from broadsheet.dates.article import OF_ONE_SIDE, SIDED, Reader
from broadsheet.dates.choose import points_around, weekdays_around
from broadsheet.dates.find import _day, _outlets
from broadsheet.dates.history import keep_old_years
from broadsheet.dates.meaning import read_fields
from broadsheet.dates.points import truncate
from broadsheet.dates.side import signs_of_side, steps_between
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.view import Match, TokenView

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "training/side_labels.tsv"
MODEL = ROOT / "src/broadsheet/dates/side.toml"
CASES = ROOT / "tests/gold/dates_kinds.json"
DAY_OF_CASES = "2021-10-08"  # of publication, where a case has none
WEIGHT_OF_CASES = 4.0
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?(?!\d)")
STRENGTH = 0.5  # C of the regression: of .15, .3, .5 and 1 in ten folds none was clearly better
FOLDS = 10
REPEATS = 5
TABLE = re.compile(r"\[\[?([\w.]+)\]\]?$")
WEIGHT = re.compile(r"(\w+|\"[^\"]+\") = -?\d+\.\d+$")
NAME = re.compile(r'name = "(.+)"$')


def has_sides(match: Match) -> bool:
    """Whether it is a bare weekday, month or season."""
    return match.names(*SIDED) and not match.names(*OF_ONE_SIDE)


def steps_back(match: Match, reader: Reader) -> int:
    """How far back the last day, month or season of a name lies."""
    values = read_fields(match)
    if match.names("weekday"):
        points = list(weekdays_around(reader.published, values["weekday"]))
    else:
        points = points_around(match, values, reader.published.year, reader)
    running = truncate(reader.published, points[0].unit)
    last = max(point for point in points if point.begins <= running.begins)
    return steps_between(last, running)


def read_cases() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cases of the tests as articles, and their weekdays and months as places with labels."""
    cases = pd.DataFrame(json.loads(CASES.read_text("utf-8")))
    cases["published"] = pd.to_datetime(cases["published"].fillna(DAY_OF_CASES))
    cases.index = [f"case {number}" for number in cases.index]
    labels = []
    for case in cases.itertuples():
        for written, value in case.dates.items():
            day = DAY.match(value)
            if day is None or case.text.count(written) > 1:
                continue
            unit = len(day[0])
            published = f"{case.published:%Y-%m-%d}"[:unit]
            labels.append(
                {
                    "article": case.Index,
                    "start": case.text.index(written),
                    "kind": "weekday" if unit == len(DAY_OF_CASES) else "month",
                    "is_to_come": int(day[0] > published),
                    "weight": WEIGHT_OF_CASES,
                    "sample": "cases",
                }
            )
    return cases.reindex(columns=["text", "published", "outlet"]), pd.DataFrame(labels)


def read_signs(articles: pd.DataFrame, labels: pd.DataFrame) -> dict:
    """The signs around each place that has a label: tense, steps back, and those of side.toml."""
    view = TokenView(bs.tokenize(articles))
    tenses = TenseReader(view)
    texts = articles["text"].tolist()
    outlets = _outlets(articles)
    matches = matches_by_article(view, texts)
    places = set(zip(labels["article"], labels["start"], strict=True))
    seen = {}
    for number, found in matches.items():
        day = _day(articles["published"].iloc[number])
        of_article = keep_old_years(found, day)
        reader = Reader(view, texts[number], day, of_article, outlets[number], tenses)
        for match in of_article:
            place = (articles.index[number], match.start)
            if place not in places or not has_sides(match) or reader.history:
                continue
            steps = steps_back(match, reader)
            if steps > 0:
                tense = reader.tense(match) or "nothing"
                signs = signs_of_side(match, steps, reader)
                seen[place] = {f"tense.{tense}", f"back.{steps}", *signs}
    return seen


def check(signs: np.ndarray, labels: pd.DataFrame) -> None:
    """Print how many of articles that were left out are predicted wrongly."""
    likelihood = np.zeros(len(signs))
    for seed in range(REPEATS):
        folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
        predicted = cross_val_predict(
            LogisticRegression(C=STRENGTH, max_iter=3000),
            signs,
            labels["is_to_come"],
            cv=folds,
            groups=labels["article"],
            params={"sample_weight": labels["weight"]},
            method="predict_proba",
        )
        likelihood += predicted[:, 1] / REPEATS
    is_wrong = (likelihood > 0.5) != labels["is_to_come"]
    wrong = is_wrong.groupby(labels["sample"]).agg(["sum", "size"])
    print(wrong.rename(columns={"sum": "wrong", "size": "of"}).to_string())


def write_weights(kind: str, weights: dict[str, float]) -> None:
    """Put the weights of a kind, by their names, in their places in side.toml."""
    lines = MODEL.read_text("utf-8").splitlines()
    table = name = ""
    for number, line in enumerate(lines):
        header = TABLE.match(line)
        named = NAME.match(line)
        if header:
            table = header[1]
        if named:
            name = named[1]
        if not WEIGHT.match(line):
            continue
        key = line.partition(" = ")[0]
        sign = _sign_of_line(key.strip('"'), table, name, kind)
        if sign:
            lines[number] = f"{key} = {weights.get(sign, 0):.2f}"
    MODEL.write_text("\n".join(lines) + "\n", "utf-8")


def _sign_of_line(key: str, table: str, name: str, kind: str) -> str:
    """Which sign's weight for a kind a line of side.toml holds, or ""."""
    if table == "signs":
        return name if key == kind else ""
    of_kind, _, part = table.partition(".")
    if of_kind != kind:
        return ""
    return f"{part}.{key}" if part in ("tense", "back") else key


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    labels = pd.read_csv(LABELS, sep="\t", dtype={"article": str})
    articles = read_articles(options.folder)
    articles = articles[articles.index.isin(labels["article"])]
    seen = read_signs(articles, labels)
    cases, labels_of_cases = read_cases()
    seen.update(read_signs(cases, labels_of_cases))
    labels = pd.concat([labels, labels_of_cases], ignore_index=True)
    places = zip(labels["article"], labels["start"], strict=True)
    labels = labels[[place in seen for place in places]]
    for kind, of_kind in labels.groupby("kind"):
        places = list(zip(of_kind["article"], of_kind["start"], strict=True))
        names = sorted(set().union(*(seen[place] for place in places)))
        rows = [[float(name in seen[place]) for name in names] for place in places]
        signs = np.array(rows)
        print(f"{kind}: {len(signs)} places, {of_kind['is_to_come'].sum()} to come")
        if options.check:
            check(signs, of_kind)
            continue
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        model.fit(signs, of_kind["is_to_come"], of_kind["weight"])
        weights = dict(zip(names, model.coef_[0], strict=True))
        write_weights(kind, {"bias": model.intercept_[0], **weights})


if __name__ == "__main__":
    main()
