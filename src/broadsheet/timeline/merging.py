"""The same event, told by several sentences, once.

Mentions are taken the most exact and the fullest first. Each joins the event whose first mention it is most
like, if that is enough and the days agree (the same, or within the mention's coarser interval), or begins an
event. Only events that share a rare word with it, in the same month or year, are looked at, so that the work
grows with the number of mentions.
"""

from collections import Counter, defaultdict

import numpy as np
import pandas as pd

SAME_DAYS, COARSER, ANOTHER_DAY = 0.28, 0.32, 0.75  # cosines, set by reading a few pairs
NAMES = 1.5  # who is in it tells an event better than other words do
KEYS = 12  # rare words of a sentence by which events are looked up
LOOKED_AT = 30


def weigh_words(tokens: pd.DataFrame, mentions: pd.DataFrame) -> list[dict[int, float]]:
    """For each mention its content words (codes of `norm`), by rarity, names more, of length 1."""
    norm, articles = tokens["norm"].cat.codes.to_numpy(), tokens["article"].cat.codes.to_numpy()
    content = (tokens["is_word"] & ~tokens["is_stop"]).to_numpy()
    pairs = np.unique(norm[content].astype(np.int64) * (articles.max(initial=0) + 1) + articles[content])
    in_articles = np.bincount(
        pairs // (articles.max(initial=0) + 1), minlength=len(tokens["norm"].cat.categories)
    )
    weight = 1 + np.log((1 + tokens["article"].nunique()) / (1 + in_articles))
    named = tokens["pos"].isin(["NNP", "NNPS"]).to_numpy()
    vectors = []
    for first, last in mentions[["first", "last"]].itertuples(index=False):
        at = np.flatnonzero(content[first:last]) + first
        vector = {
            word: float(weight[word]) * (NAMES if name else 1.0)
            for word, name in zip(norm[at].tolist(), named[at].tolist(), strict=True)
        }
        length = np.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / length for word, value in vector.items()})
    return vectors


def cosine(one: dict[int, float], other: dict[int, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)


def centre_of(vectors: list[dict[int, float]]) -> dict[int, float]:
    """The mean direction of several vectors, of length 1."""
    total: Counter = Counter()
    for vector in vectors:
        total.update(vector)
    length = np.sqrt(sum(value * value for value in total.values())) or 1.0
    return {word: value / length for word, value in total.items()}


def group_mentions(mentions: pd.DataFrame, vectors: list[dict[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    """The number of each mention's event, and whether it has it on another day than the first does."""
    order = mentions.assign(
        days=(mentions["latest"] - mentions["earliest"]) / np.timedelta64(1, "D"),
        words=[-len(vector) for vector in vectors],
        undated=~mentions["dated"].astype(bool),
    ).sort_values(["undated", "days", "words", "earliest", "article", "first"], kind="stable")
    event, elsewhere = np.full(len(mentions), -1), np.zeros(len(mentions), dtype=bool)
    leaders: list[int] = []
    index: dict[tuple, list[int]] = defaultdict(list)
    begin, end = mentions["earliest"].to_numpy(), mentions["latest"].to_numpy()
    for row in order.index:
        found = _most_alike(row, vectors, leaders, index, begin, end)
        if found is None:
            event[row] = len(leaders)
            for key in _keys(vectors[row], begin[row], ("M", "Y")):
                index[key].append(len(leaders))
            leaders.append(row)
        else:
            event[row], elsewhere[row] = found
    return event, elsewhere


def _keys(vector: dict[int, float], day: np.datetime64, levels: tuple[str, ...]) -> list[tuple]:
    rare = sorted(vector, key=lambda word: (-vector[word], word))[:KEYS]
    return [(word, day.astype(f"datetime64[{level}]")) for level in levels for word in rare]


def _most_alike(row, vectors, leaders, index, begin, end) -> tuple[int, bool] | None:
    """The event a mention tells, and whether it says another day; None where it is the first to tell it."""
    days = (end[row] - begin[row]) / np.timedelta64(1, "D")
    level = "M" if days <= 31 else "Y"
    shared = Counter()
    for key in _keys(vectors[row], begin[row], (level,)):
        for event in index.get(key, ())[-400:]:
            shared[event] += vectors[row][key[0]]
    best = (0.0, None, False)
    for event, _ in shared.most_common(LOOKED_AT):
        leader = leaders[event]
        same = begin[leader] == begin[row] and end[leader] == end[row]
        within = begin[row] <= begin[leader] and end[leader] <= end[row]
        needed = SAME_DAYS if same else COARSER if within else ANOTHER_DAY
        alike = cosine(vectors[row], vectors[leader])
        if alike >= needed and alike > best[0]:
            best = (alike, event, not (same or within))
    return None if best[1] is None else (best[1], best[2])
