"""How likely "today" is our time and no single day: a logistic regression on signs around it."""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .article import Reader
from .patterns import Pattern
from .source import read_toml
from .tense_rules import fill_lists
from .view import Match, TokenView

BEGINNING = 150  # characters of an article that are its beginning
NEAR_BEGINNING = 600
MANY_DAYS = 4
MANY_YEARS = 4
MANY_TODAYS = 3
LIVE_TODAYS = 6
LONG_ARTICLE = 8000  # characters, more than which news seldom has
NAME_TAGS = frozenset(["NNP", "NNPS"])
REACH = 40  # tokens on either side that are looked at; sentences without an end go on for ever


@dataclass(frozen=True)
class TodayModel:
    """The signs of today.toml and the words of today_words.tsv, with their weights."""

    bias: float
    weight_of_words: float
    threshold: float
    threshold_in_news: float
    day: Pattern
    sentence: dict[str, Pattern]
    weights: dict[str, float]
    words: dict[str, float]


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
    filled_day = fill_lists(source["day"], source["lists"])
    day = Pattern(filled_day)
    words = _read_words()
    return TodayModel(
        source["bias"],
        source["words"],
        source["threshold"],
        source["threshold_in_news"],
        day,
        patterns,
        weights,
        words,
    )


def _read_words() -> dict[str, float]:
    """How much oftener each word stands in sentences of habits than in those of one day."""
    file = files("broadsheet.dates").joinpath("today_words.tsv")
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return {word: float(weight) for word, weight in rows}


def is_likely_our_time(match: Match, reader: Reader) -> bool:
    """Whether the signs say that "today" is no single day."""
    model = today_model()
    sentence = _sentence_around(match, reader.view)
    if model.day.occurs_in(sentence):
        return False
    score = model.bias
    score += model.weight_of_words * sum_of_words(sentence)
    for sign in _signs_seen(sentence, match, reader):
        score += model.weights[sign]
    odds_against = math.exp(-score)
    likelihood = 1 / (1 + odds_against)
    is_news = match.start < BEGINNING or reader.is_surely_gone(match)
    threshold = model.threshold_in_news if is_news else model.threshold
    return likelihood >= threshold


def signs_of_today(match: Match, reader: Reader) -> tuple[set[str], float]:
    """The names of the signs that are seen around "today", and what its words weigh."""
    sentence = _sentence_around(match, reader.view)
    return _signs_seen(sentence, match, reader), sum_of_words(sentence)


def sum_of_words(sentence: str) -> float:
    """What the words of a sentence of word/TAG weigh together, each counted once.

    >>> sum_of_words("police/NNS arrested/VBD them/PRP ⟦⟧") < 0
    True
    >>> sum_of_words("technology/NN makes/VBZ life/NN easy/JJ ⟦⟧") > 0
    True
    """
    weights = today_model().words
    words = words_of_sentence(sentence)
    return sum(weights[word] for word in words if word in weights)


def words_of_sentence(sentence: str) -> set[str]:
    """The words of a sentence of word/TAG that are no names, in small letters."""
    words = set()
    for marked in sentence.split():
        word, _, tag = marked.rpartition("/")
        if tag not in NAME_TAGS:
            words.add(word.removeprefix("^"))
    return words


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
        "what is said is present": reader.tense(match) == "present",
        "it begins the article": match.start < BEGINNING,
        "it stands near the beginning": match.start < NEAR_BEGINNING,
        "yesterday is named": named.yesterday,
        "many days are named": named.days > MANY_DAYS,
        "no other day is named": named.days <= 1,
        "many years are named": named.years >= MANY_YEARS,
        "today is named often": named.todays >= MANY_TODAYS,
        "today is named again and again": named.todays >= LIVE_TODAYS,
        "it is a long article": len(reader.written) > LONG_ARTICLE,
    }
    return {name for name, holds in signs.items() if holds}
