"""On which day, and on which figures, the outlets that tell an event differ."""

import calendar
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from broadsheet.dates import day_label as day_in_full
from broadsheet.timeline.scoring import Columns

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


def list_differences(telling: Columns, is_best: np.ndarray) -> list[Disagreement]:
    """Return what the outlets that tell one event differ on; neither is taken to be right.

    Args:
        telling: The columns of the mentions that tell the event.
        is_best: For each, whether it has the days that the event was given.

    Returns:
        The differences in order of their words, each once.
    """
    of_days = _differences_of_days(telling, is_best)
    of_figures = _differences_of_figures(telling)
    in_order = sorted([*of_days, *of_figures])
    by_text: dict[str, Disagreement] = {}
    for difference in in_order:
        by_text.setdefault(difference.text, difference)
    return list(by_text.values())


def _place(telling: Columns, row: int) -> Place:
    article = str(telling["article"][row])
    start = int(telling["start"][row])
    end = int(telling["end"][row])
    return article, start, end


def _differences_of_days(telling: Columns, is_best: np.ndarray) -> list[Disagreement]:
    """Return the other days on which other outlets have the event.

    A day is told differently where both name one ("Friday", "Oct. 8"): "today" and "last week" depend on when
    they were printed, and another Friday may be a Friday misunderstood.
    """
    elsewhere = telling["elsewhere"]
    if not elsewhere.any():
        return []
    expressions = telling["expression"]
    names_day = np.array([bool(NAMED_DAY.search(words)) for words in expressions])
    ours = np.flatnonzero(names_day & is_best).tolist()
    if not ours:
        return []
    outlets = telling["outlet"]
    our_day = pd.Timestamp(telling["earliest"][ours[0]])
    our_outlets = set(outlets[is_best])
    differences = []
    for row in np.flatnonzero(elsewhere & names_day).tolist():
        their_day = pd.Timestamp(telling["earliest"][row])
        if outlets[row] in our_outlets:
            continue
        if _is_same_weekday(expressions[row], their_day, our_day):
            continue
        text = (
            f"{outlets[row]} has {day_in_full(their_day)}, not {day_in_full(our_day)}."
        )
        one = _place(telling, ours[0])
        differences.append(Disagreement(text, one, _place(telling, row)))
    return differences


def _is_same_weekday(expression: str, day: pd.Timestamp, other: pd.Timestamp) -> bool:
    """Say whether a bare weekday was taken for that of another week."""
    if re.search(r"\d", expression):
        return False
    apart = day - other
    return apart.days % WEEK == 0


def _differences_of_figures(telling: Columns) -> list[Disagreement]:
    """Return the figures of the same thing that differ from outlet to outlet."""
    differences = []
    by_thing = _counts_by_thing(telling)
    for counts in by_thing.values():
        differences += _differing(counts)
    return differences


def _counts_by_thing(telling: Columns) -> dict[str, list[Count]]:
    counts = defaultdict(list)
    for row, given in enumerate(telling["figures"]):
        if not len(given):
            continue
        words = frozenset(telling["words"][row])
        for figure in sorted(set(given)):
            parts = figure.split()
            thing = parts[-1]
            count = Count(
                figure=figure,
                outlet=str(telling["outlet"][row]),
                context=words.difference(parts),
                place=_place(telling, row),
            )
            counts[thing].append(count)
    return counts


def _differing(counts: list[Count]) -> list[Disagreement]:
    """Return one difference if the figures of a thing differ and no outlet gives them all."""
    sides = _sides(counts)
    if len(sides) < 2:
        return []
    outlets = {}
    for figure, side in sides.items():
        outlets[figure] = {count.outlet for count in side}
    give_all = set.intersection(*outlets.values())
    if give_all:
        return []
    figures = sorted(sides)
    clauses = []
    for figure in figures:
        ordered = sorted(outlets[figure])
        names = ", ".join(ordered)
        clauses.append(f"{names}: {figure}")
    text = "; ".join(clauses)
    first_figure = figures[0]
    second_figure = figures[1]
    first = sides[first_figure][0]
    second = sides[second_figure][0]
    difference = Disagreement(f"{text}.", first.place, second.place)
    return [difference]


def _sides(counts: list[Count]) -> dict[str, list[Count]]:
    """Return by figure the counts that another sentence gives otherwise."""
    sides: dict[str, list[Count]] = defaultdict(list)
    for one, other in combinations(counts, 2):
        if one.figure == other.figure:
            continue
        if _same_thing(one, other):
            sides[one.figure].append(one)
            sides[other.figure].append(other)
    return sides


def _same_thing(one: Count, other: Count) -> bool:
    shared = one.context & other.context
    length = len(one.context)
    other_length = len(other.context)
    shorter = min(length, other_length)
    enough = SHARED_WORDS * shorter
    return len(shared) >= enough
