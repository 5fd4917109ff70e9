"""On which day, and on which figures, the outlets that tell an event differ."""

import calendar
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from broadsheet.dates import day_label as day_in_full

WEEKDAYS = "|".join(calendar.day_name)
NAMED_DAY = re.compile(rf"\d|\b(?:{WEEKDAYS})\b", re.IGNORECASE)
# Of the shorter sentence's words, from which on the figures of two sentences are of the same thing. Two
# sentences of one event may count different people. Chosen by reading 612 articles on one summit.
SHARED_WORDS = 0.4
WEEK = 7

Place = tuple[str, int, int]


@dataclass(frozen=True, order=True)
class Disagreement:
    """One point on which two outlets differ, in words, and a passage of each."""

    text: str
    one: Place
    other: Place


@dataclass(frozen=True)
class Count:
    """A figure as one sentence gives it ("12 villagers")."""

    figure: str
    outlet: str
    context: frozenset[str]
    place: Place


def list_differences(mentions: pd.DataFrame, is_best: np.ndarray) -> list[Disagreement]:
    """Return what the outlets that tell one event differ on; neither is taken to be right.

    Args:
        mentions: The sentences that tell the event.
        is_best: For each, whether it has the days that the event was given.

    Returns:
        The differences in order of their words, each once.
    """
    of_days = _differences_of_days(mentions, is_best)
    of_figures = _differences_of_figures(mentions)
    by_text: dict[str, Disagreement] = {}
    for difference in sorted([*of_days, *of_figures]):
        by_text.setdefault(difference.text, difference)
    return list(by_text.values())


def _place(row) -> Place:
    return (str(row.article), int(row.start), int(row.end))


def _differences_of_days(
    mentions: pd.DataFrame, is_best: np.ndarray
) -> list[Disagreement]:
    """Return the other days on which other outlets have the event.

    A day is told differently where both name one ("Friday", "Oct. 8"): "today" and "last week" depend on when
    they were printed, and another Friday may be a Friday misunderstood.
    """
    elsewhere = mentions["elsewhere"].to_numpy()
    if not elsewhere.any():
        return []
    names_day = mentions["expression"].str.contains(NAMED_DAY).to_numpy()
    if not (names_day & is_best).any():
        return []
    ours = next(mentions[names_day & is_best].itertuples())
    our_day = day_in_full(ours.earliest)
    our_outlets = set(mentions["outlet"][is_best])
    differences = []
    for row in mentions[elsewhere & names_day].itertuples():
        is_ours = row.outlet in our_outlets
        if is_ours or _is_same_weekday(row, ours.earliest):
            continue
        their_day = day_in_full(row.earliest)
        text = f"{row.outlet} has {their_day}, not {our_day}."
        differences.append(Disagreement(text, _place(ours), _place(row)))
    return differences


def _is_same_weekday(row, day: pd.Timestamp) -> bool:
    """Say whether a bare weekday was taken for that of another week."""
    if re.search(r"\d", row.expression):
        return False
    apart = row.earliest - day
    return apart.days % WEEK == 0


def _differences_of_figures(mentions: pd.DataFrame) -> list[Disagreement]:
    """Return the figures of the same thing that differ from outlet to outlet."""
    differences = []
    for counts in _counts_by_thing(mentions).values():
        differences += _differing(counts)
    return differences


def _counts_by_thing(mentions: pd.DataFrame) -> dict[str, list[Count]]:
    counts = defaultdict(list)
    for row in mentions.itertuples():
        words = frozenset(row.words)
        for figure in sorted(set(row.figures)):
            parts = figure.split()
            count = Count(
                figure=figure,
                outlet=str(row.outlet),
                context=words.difference(parts),
                place=_place(row),
            )
            counts[parts[-1]].append(count)
    return counts


def _differing(counts: list[Count]) -> list[Disagreement]:
    """Return one difference if the figures of a thing differ and no outlet gives them all."""
    sides: dict[str, list[Count]] = defaultdict(list)
    for one, other in combinations(counts, 2):
        if one.figure != other.figure and _same_thing(one, other):
            sides[one.figure].append(one)
            sides[other.figure].append(other)
    outlets = {}
    for figure, side in sides.items():
        outlets[figure] = {count.outlet for count in side}
    if len(sides) < 2 or set.intersection(*outlets.values()):
        return []
    figures = sorted(sides)
    clauses = []
    for figure in figures:
        names = ", ".join(sorted(outlets[figure]))
        clauses.append(f"{names}: {figure}")
    text = "; ".join(clauses)
    first = sides[figures[0]][0]
    second = sides[figures[1]][0]
    return [Disagreement(f"{text}.", first.place, second.place)]


def _same_thing(one: Count, other: Count) -> bool:
    shared = one.context & other.context
    shorter = min(len(one.context), len(other.context))
    return len(shared) >= SHARED_WORDS * shorter
