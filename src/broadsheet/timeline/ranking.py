"""How much an event matters to a coverage, and which sentence tells it best.

A day matters by how many articles name it, in how many outlets, and by how many still name it after a week
and after a month: what is looked back on from afar was an event, not news of the hour. (Counts enter by their
logarithms, so that none outweighs the others; the halves were chosen among a few values on six timelines.)
"""

from collections import defaultdict
from itertools import product

import numpy as np
import pandas as pd

from .grouping import centre_of, cosine

WEEK, MONTH = 7, 30
ALIKE = 0.4  # a cosine, from which on two sentences of a day say the same
SHORT, LONG = 8, 35  # words of a sentence that tells enough and not too much
UNDATED, OUTLETS = 0.25, 0.25
WITHIN = 0.4  # how likely a vague date tells of a greater event whose days lie within it
GREATER = 20  # events of a week that a lesser one is compared with


def importance(told: dict[str, np.ndarray]) -> float:
    """How much a day or an event matters, from the mentions that tell it.

    An article that tells it without a date, on its own day, counts for a quarter.
    """
    articles, dated = told["article"], told["dated"]
    naming, late, later = (len(set(articles[at])) for at in (dated, told["gap"] > WEEK, told["gap"] > MONTH))
    if naming <= 1:  # one look back is no agreement that it mattered
        late = later = 0
    named = naming + UNDATED * (len(set(articles)) - naming)
    outlets = len(set(told["outlet"][dated]))
    return float(np.log1p(named) + 0.5 * np.log1p([late, later]).sum() + OUTLETS * np.log1p(outlets))


def order_alike(importance: float, to_coverage: float, place: int) -> float:
    """Put events in order that equally many tell: by likeness to the whole coverage, and what leads first."""
    return importance + 0.5 * to_coverage + 0.2 / (1 + place)


def less_repeated(events: pd.DataFrame, centres: list[dict[str, float]]) -> np.ndarray:
    """The importance of each event, less what a greater one of those weeks already tells.

    A month in which a greater event has its day is likely told of that.
    """
    greater: dict[int, list[int]] = defaultdict(list)
    telling: dict[tuple[int, str], list[tuple[int, float]]] = defaultdict(list)  # by week and word
    lessened = events["importance"].to_numpy(copy=True)
    days = [events[name].to_numpy().astype("datetime64[D]").astype(int) for name in ("earliest", "latest")]
    first, last, begins, ends = (of.tolist() for of in (*(day // WEEK for day in days), *days))
    for number in np.argsort(-lessened, kind="stable").tolist():
        begin, end, centre = begins[number], ends[number], centres[number]
        weeks = [week for week in range(first[number] - 1, last[number] + 2) if week in greater]
        alike: dict[int, float] = {}
        for word, week in product(centre, weeks):
            for other, value in telling.get((week, word), ()):
                alike[other] = alike.get(other, 0.0) + value * centre[word]
        repeated = max(alike.values(), default=0.0)
        if end - begin > 1 and any(
            begin <= begins[other] and ends[other] <= end for week in weeks for other in greater[week]
        ):
            repeated = max(repeated, WITHIN)
        lessened[number] *= 1 - repeated
        if len(greater[first[number]]) < GREATER:
            greater[first[number]].append(number)
            for word, value in centre.items():
                telling[first[number], word].append((number, value))
    return lessened


# A sentence that names a year seldom tells one event; one that names the day does.
EXACTNESS = {"day": 1.0, "week": 0.9, "month": 0.8}


def weight(precision: str, certainty: str) -> float:
    """How much an event counts for, by how exactly it is dated and whether it has happened."""
    return EXACTNESS.get(precision, 0.5) * (1.0 if certainty == "happened" else 0.7)


def rank_days(mentions: pd.DataFrame) -> pd.Series:
    """The importance of each day that a mention tells to the day, the most important first."""
    exact = mentions[mentions["precision"] == "day"]
    ranks = {
        day: importance({name: group[name].to_numpy() for name in ("article", "outlet", "gap", "dated")})
        for day, group in exact.groupby("earliest")
    }
    return pd.Series(ranks, dtype=float).sort_values(ascending=False, kind="stable")


def telling(mentions: dict[str, np.ndarray], likeness: np.ndarray) -> np.ndarray:
    """How well each mention would stand for its event: central, early, neither short nor long.

    A sentence with its day in figures needs no other to be understood.
    """
    words = mentions["length"]
    fair = np.where(words < SHORT, 0.5, np.where(words > LONG, LONG / np.maximum(words, 1), 1.0))
    sure = np.where(mentions["certainty"] == "happened", 1.0, 0.9)
    plain = np.array([any(map(str.isdigit, expression)) for expression in mentions["expression"]])
    return (likeness + 0.1 / (1 + 0.3 * mentions["place"]) + 0.05 * plain) * fair * sure


def pick_sentences(mentions: pd.DataFrame, vectors: list[dict[str, float]], days: int, per_day: int) -> list:
    """The rows of the sentences that tell the `days` most important days best, up to `per_day` for each.

    A sentence is the better, the more it is like the whole coverage and like the day's others, the more
    articles tell its event, and the earlier it stands in its article; none repeats one that was picked.
    """
    coverage = centre_of(vectors)
    picked: list[int] = []
    for day in rank_days(mentions).index[:days]:
        told = mentions[(mentions["precision"] == "day") & (mentions["earliest"] == day)]
        support = told.groupby("event")["article"].nunique()
        centre = centre_of([vectors[row] for row in told.index])
        likeness = [cosine(vectors[row], centre) + cosine(vectors[row], coverage) for row in told.index]
        likeness = np.array(likeness) + 0.2 * np.log(support[told["event"]].to_numpy())
        score = telling({name: told[name].to_numpy() for name in told}, likeness)
        chosen: list[int] = []
        for row in told.index[np.argsort(-score, kind="stable")]:
            if len(chosen) < per_day and all(
                cosine(vectors[row], vectors[other]) <= ALIKE for other in chosen
            ):
                chosen.append(row)
        picked += chosen
    return picked
