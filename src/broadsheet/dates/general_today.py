"""How likely "today" is our time and no single day: a logistic regression on signs around it."""

import math
from dataclasses import dataclass
from functools import cache

from .article import Reader
from .patterns import Pattern
from .source import read_toml
from .tense_rules import fill_lists
from .view import Match, TokenView

BEGINNING = 150  # characters of an article that are its beginning
NEAR_BEGINNING = 600
MANY_DAYS = 4
MANY_YEARS = 4
REACH = 40  # tokens on either side that are looked at; sentences without an end go on for ever


@dataclass(frozen=True)
class TodayModel:
    """The signs of today.toml with their weights, those of sentences and those of articles."""

    bias: float
    threshold: float
    threshold_beside_past: float
    day: Pattern
    sentence: dict[str, Pattern]
    weights: dict[str, float]


@cache
def today_model() -> TodayModel:
    """The model that ships with the package."""
    source = read_toml("today.toml")
    patterns = {}
    weights = dict(source["article"])
    for sign in source["signs"]:
        filled = fill_lists(sign["pattern"], source["lists"])
        patterns[sign["name"]] = Pattern(filled)
        weights[sign["name"]] = sign["weight"]
    day = Pattern(fill_lists(source["day"], source["lists"]))
    return TodayModel(
        source["bias"],
        source["threshold"],
        source["threshold_beside_past"],
        day,
        patterns,
        weights,
    )


def is_likely_our_time(match: Match, reader: Reader) -> bool:
    """Whether the signs say that "today" is no single day."""
    model = today_model()
    sentence = _sentence_around(match, reader.view)
    if model.day.occurs_in(sentence):
        return False
    score = model.bias
    for sign in _signs_seen(sentence, match, reader):
        score += model.weights[sign]
    likelihood = 1 / (1 + math.exp(-score))
    if reader.is_surely_gone(match):
        return likelihood >= model.threshold_beside_past
    return likelihood >= model.threshold


def signs_of_today(match: Match, reader: Reader) -> set[str]:
    """The names of the signs that are seen around "today"."""
    return _signs_seen(_sentence_around(match, reader.view), match, reader)


def _sentence_around(match: Match, view: TokenView) -> str:
    """The sentence of "today" as the signs read it, no further than they reach."""
    return view.marked_around(match, REACH).lstrip()


def _signs_seen(sentence: str, match: Match, reader: Reader) -> set[str]:
    seen = _signs_of_article(match, reader)
    for name, pattern in today_model().sentence.items():
        if pattern.occurs_in(sentence):
            seen.add(name)
    return seen


def _signs_of_article(match: Match, reader: Reader) -> set[str]:
    """The signs that its place and the other dates of the article are."""
    named = reader.named_days
    signs = {
        "it is quoted": reader.quoted(match),
        "it begins the article": match.start < BEGINNING,
        "it stands near the beginning": match.start < NEAR_BEGINNING,
        "yesterday is named": named.yesterday,
        "many days are named": named.days > MANY_DAYS,
        "no other day is named": named.days <= 1,
        "many years are named": named.years >= MANY_YEARS,
    }
    return {name for name, holds in signs.items() if holds}
