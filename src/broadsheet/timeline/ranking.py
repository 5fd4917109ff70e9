"""How much an event matters to a coverage, and which sentence tells it best.

A day matters by how many articles name it, and by how many still name it after a week and after a month: what
is looked back on from afar was an event, not news of the hour. (Counts enter by their logarithms, so that
none outweighs the others; the halves were not fitted.)
"""

import numpy as np
import pandas as pd

WEEK, MONTH = 7, 30
SHORT, LONG = 8, 45  # words of a sentence that tells enough and not too much


def importance(articles: np.ndarray, gaps: np.ndarray) -> float:
    """How much a day or an event matters, from the articles that tell it and how long after they do."""
    late, later = len(set(articles[gaps > WEEK])), len(set(articles[gaps > MONTH]))
    return float(np.log1p(len(set(articles))) + 0.5 * np.log1p(late) + 0.5 * np.log1p(later))


def rank_days(mentions: pd.DataFrame) -> pd.Series:
    """The importance of each day that a mention tells to the day, the most important first."""
    exact = mentions[mentions["precision"] == "day"]
    ranks = {
        day: importance(group["article"].to_numpy(), group["gap"].to_numpy())
        for day, group in exact.groupby("earliest")
    }
    return pd.Series(ranks, dtype=float).sort_values(ascending=False, kind="stable")


def telling(mentions: dict[str, np.ndarray], likeness: np.ndarray) -> np.ndarray:
    """How well each mention would stand for its event: central, early, dated, of a fair length."""
    words = mentions["last"] - mentions["first"]
    fair = np.where(words < SHORT, 0.5, np.where(words > LONG, LONG / np.maximum(words, 1), 1.0))
    early = 1 / (1 + 0.1 * mentions["place"])
    return likeness * fair * (0.6 + 0.4 * early) * np.where(mentions["dated"].astype(bool), 1.0, 0.8)
