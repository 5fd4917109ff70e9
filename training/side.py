"""Fit the weights in src/broadsheet/dates/side.toml: is a weekday, a month or a season gone or to come?

    python training/side.py FOLDER [--check]

Data: training/side_labels.tsv, 2,451 places where a weekday, a month or a season stands without "last" or
"next" in articles of The Guardian, of news timelines, of US political news and of 760 outlets on one
summit, judged by a language model from the text around: 1 where it is to come, 0 where it is gone. `sample`
says how a place was drawn: "by kind", more of those where the rules before this model were unsure;
"doubtful", where a first fit was in doubt or differed from those rules; "unsure", where a second and a third
fit were the least sure (of months up to 97 in a hundred, of weekdays 93); "earlier", weekdays judged before;
"whole", all of eighty whole news reports. `weight` evens out a part of that, so that the fit is neither of
doubtful places alone nor of plain ones. Left out are days of reports that were written after the day on which
they are said to have been published. Beside them stand the weekdays and months of
tests/gold/dates_kinds.json, which are of more sorts
of news (weight 5). FOLDER holds these articles (quotes/polnear.train.jsonl, timeline, timeline-entities,
outlets); kept here are only offsets and a hash of each article's id, since ids may have words of headlines.
The regression is ridge, with C = 0.5.

With --check nothing is written: ten folds by article are predicted, five times with folds drawn anew, and the
wrong ones are counted by how they were drawn.
"""

import argparse
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from today import matches_by_article, read_articles

import broadsheet as bs
from broadsheet.dates.article import OF_ONE_SIDE, SIDED, Reader
from broadsheet.dates.choose import points_around, weekdays_around
from broadsheet.dates.find import _day, _outlets
from broadsheet.dates.history import keep_old_years
from broadsheet.dates.meaning import read_fields
from broadsheet.dates.points import truncate
from broadsheet.dates.side import mean_elsewhere, signs_near, steps_between
from broadsheet.dates.tense import TenseReader
from broadsheet.dates.view import Match, TokenView

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "training/side_labels.tsv"
MODEL = ROOT / "src/broadsheet/dates/side.toml"
CASES = ROOT / "tests/gold/dates_kinds.json"
DAY_OF_CASES = "2021-10-08"  # of publication, where a case has none
WEIGHT_OF_CASES = 5.0
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?(?!\d)")
STRENGTH = 0.5  # C of the regression: of .15, .3, .5 and 1 in ten folds none was clearly better
ROUNDS = 3  # of the fit; in the first nothing is told elsewhere
BIAS = "bias"
ELSEWHERE = "elsewhere"
# What is told of a name elsewhere counts no more than what stands here. Of months it was fitted to count 1.4
# times as much, with as many wrong in ten folds.
MOST_WEIGHT_ELSEWHERE = 1.0
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


@dataclass
class Place:
    """Where a weekday, a month or a season stands.

    Attributes:
        signs: What stands around it: its tense, steps back, and signs of side.toml.
        elsewhere: The same of each of its name elsewhere in the article.
        is_to_come: Its label.
        weight: Of the label.
    """

    signs: set[str]
    elsewhere: list[set[str]]
    is_to_come: int = 0
    weight: float = 0.0
    article: str = ""
    sample: str = ""

    def values(self, weights: dict[str, float]) -> dict[str, float]:
        """The value of each sign, 1 but for what is told elsewhere, which is as weights have it."""
        scores = [_score(signs, weights) for signs in self.elsewhere]
        return {ELSEWHERE: mean_elsewhere(scores), **dict.fromkeys(self.signs, 1.0)}


def _score(signs: Iterable[str], weights: dict[str, float]) -> float:
    return weights.get(BIAS, 0.0) + sum(weights.get(sign, 0.0) for sign in signs)


def read_places(articles: pd.DataFrame, labels: pd.DataFrame) -> dict[str, list[Place]]:
    """The places that have a label, by kind."""
    view = TokenView(bs.tokenize(articles))
    tenses = TenseReader(view)
    texts = articles["text"].tolist()
    outlets = _outlets(articles)
    matches = matches_by_article(view, texts)
    by_place = labels.set_index(["article", "start"])
    places: dict[str, list[Place]] = {"weekday": [], "month": []}
    for number, found in matches.items():
        day = _day(articles["published"].iloc[number])
        of_article = keep_old_years(found, day)
        reader = Reader(view, texts[number], day, of_article, outlets[number], tenses)
        for match in of_article:
            key = (articles.index[number], match.start)
            if key not in by_place.index or not has_sides(match) or reader.history:
                continue
            steps = steps_back(match, reader)
            if steps > 0:
                label = by_place.loc[key]
                others = reader.of_same_name(match)
                place = Place(
                    _signs(match, steps, reader),
                    [_signs(other, steps, reader) for other in others],
                    label["is_to_come"],
                    label["weight"],
                    articles.index[number],
                    label["sample"],
                )
                places[label["kind"]].append(place)
    return places


def _signs(match: Match, steps: int, reader: Reader) -> set[str]:
    tense = reader.tense(match) or "nothing"
    return {f"tense.{tense}", f"back.{steps}", *signs_near(match, steps, reader)}


def fit(places: list[Place]) -> dict[str, float]:
    """The weights of signs. What is told elsewhere is judged by the weights of the round before."""
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        rows = DictVectorizer(sparse=False)
        seen = rows.fit_transform([place.values(weights) for place in places])
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        model.fit(
            seen,
            [place.is_to_come for place in places],
            [place.weight for place in places],
        )
        names = rows.get_feature_names_out()
        weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
        weights[BIAS] = float(model.intercept_[0])
        weights[ELSEWHERE] = min(weights[ELSEWHERE], MOST_WEIGHT_ELSEWHERE)
    return weights


def check(places: list[Place]) -> None:
    """Print how many of articles that were left out are predicted wrongly."""
    articles = [place.article for place in places]
    scores = np.zeros(len(places))
    for seed in range(REPEATS):
        folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
        for others, left_out in folds.split(articles, groups=articles):
            weights = fit([places[number] for number in others])
            for number in left_out:
                values = places[number].values(weights)
                told = [weights.get(name, 0.0) * values[name] for name in values]
                scores[number] += expit(weights[BIAS] + sum(told)) / REPEATS
    frame = pd.DataFrame([vars(place) for place in places])
    is_wrong = (scores > 0.5) != (frame["is_to_come"] == 1)
    wrong = is_wrong.groupby(frame["sample"]).agg(["sum", "size"])
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
    places = read_places(articles, labels)
    for kind, of_cases in read_places(*read_cases()).items():
        places[kind] += of_cases
    for kind, of_kind in places.items():
        to_come = sum(place.is_to_come for place in of_kind)
        print(f"{kind}: {len(of_kind)} places, {to_come} to come")
        if options.check:
            check(of_kind)
        else:
            write_weights(kind, fit(of_kind))


if __name__ == "__main__":
    main()
