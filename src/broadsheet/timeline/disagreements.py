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
    in_order = sorted([*of_days, *of_figures])
    by_text: dict[str, Disagreement] = {}
    for difference in in_order:
        by_text.setdefault(difference.text, difference)
    return list(by_text.values())


def _place(row) -> Place:
    article = str(row.article)
    start = int(row.start)
    end = int(row.end)
    return article, start, end


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
    is_ours = names_day & is_best
    if not is_ours.any():
        return []
    ours = next(mentions[is_ours].itertuples())
    our_day = day_in_full(ours.earliest)
    our_outlets = set(mentions["outlet"][is_best])
    differences = []
    others = mentions[elsewhere & names_day]
    for row in others.itertuples():
        if row.outlet in our_outlets:
            continue
        if _is_same_weekday(row, ours.earliest):
            continue
        their_day = day_in_full(row.earliest)
        text = f"{row.outlet} has {their_day}, not {our_day}."
        difference = Disagreement(text, _place(ours), _place(row))
        differences.append(difference)
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
    by_thing = _counts_by_thing(mentions)
    for counts in by_thing.values():
        differences += _differing(counts)
    return differences


def _counts_by_thing(mentions: pd.DataFrame) -> dict[str, list[Count]]:
    counts = defaultdict(list)
    for row in mentions.itertuples():
        words = frozenset(row.words)
        figures = set(row.figures)
        for figure in sorted(figures):
            parts = figure.split()
            thing = parts[-1]
            count = Count(
                figure=figure,
                outlet=str(row.outlet),
                context=words.difference(parts),
                place=_place(row),
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
