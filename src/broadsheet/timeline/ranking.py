"""How much an event matters to a coverage, and which sentence tells it best.

A day matters by how many articles name it, and by how many still name it after a week and after a month: what
is looked back on from afar was an event, not news of the hour. (Counts enter by their logarithms, so that
none outweighs the others; the halves were chosen among a few values on six timelines.)
"""

import numpy as np
import pandas as pd

from .merging import centre_of, cosine

WEEK, MONTH = 7, 30
ALIKE = 0.5  # a cosine, from which on two sentences of a day say the same
SHORT, LONG = 8, 45  # words of a sentence that tells enough and not too much


def importance(articles: np.ndarray, gaps: np.ndarray) -> float:
    """How much a day or an event matters, from the articles that tell it and how long after they do."""
    told, late, later = (len(set(articles[gaps > days])) for days in (-np.inf, WEEK, MONTH))
    if told == 1:  # one look back is no agreement that it mattered
        late = later = 0
    return float(np.log1p(max(told, 1)) + 0.5 * np.log1p(late) + 0.5 * np.log1p(later))


# A sentence that names a year seldom tells one event; one that names the day does.
EXACTNESS = {"day": 1.0, "week": 0.9, "month": 0.8}


def weight(precision: str, certainty: str) -> float:
    """How much an event counts for, by how exactly it is dated and whether it has happened."""
    return EXACTNESS.get(precision, 0.5) * (1.0 if certainty == "happened" else 0.7)


def rank_days(mentions: pd.DataFrame) -> pd.Series:
    """The importance of each day that a mention tells to the day, the most important first."""
    exact = mentions[mentions["precision"] == "day"]
    ranks = {
        day: importance(group["article"].to_numpy(), group["gap"].to_numpy())
        for day, group in exact.groupby("earliest")
    }
    return pd.Series(ranks, dtype=float).sort_values(ascending=False, kind="stable")


def telling(mentions: dict[str, np.ndarray], likeness: np.ndarray) -> np.ndarray:
    """How well each mention would stand for its event: central, early in its article, of a fair length."""
    words = mentions["last"] - mentions["first"]
    fair = np.where(words < SHORT, 0.5, np.where(words > LONG, LONG / np.maximum(words, 1), 1.0))
    sure = np.where(mentions["certainty"] == "happened", 1.0, 0.9)
    return (likeness + 0.2 / (1 + 0.3 * mentions["place"])) * fair * sure


def pick_sentences(
    mentions: pd.DataFrame, vectors: list[dict[int, float]], days: int, per_day: int
) -> list[int]:
    """The rows of the sentences that tell the `days` most important days best, up to `per_day` for each.

    A sentence is the better, the more it is like the day's others and like the whole coverage, the more
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
