"""On which side of now a weekday, a month or a season lies: a logistic regression on signs around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .article import Reader
from .choose import choose
from .points import Point, months_between, to_ordinal, truncate
from .source import read_toml
from .tense_rules import tense_rules
from .view import Match

MOST_STEPS = 6  # back: the days of a week but one, or the year in steps of two months
MONTHS_OF_STEP = 2
# Beside a verb of the past that governs it, what lies at most so many steps back is gone: of 273 weekdays
# that an earlier model was in doubt about, 268 were.
SURELY_GONE_STEPS = {"weekday": 4, "month": 3}
# Scores nearer to 0 leave the choice to the tense: in ten folds 59 of 685 months were wrong so, 74 without;
# of weekdays more were.
LEAST_SCORES = {"weekday": 0, "month": 0.4}


@dataclass(frozen=True)
class WordSign:
    """A sign that a token near a date is.

    Attributes:
        name: What it is called.
        reach: How many tokens from the date it may stand.
        within_clause: Whether no end of a clause may stand between.
        without: Words that are no such sign.
    """

    name: str
    reach: int
    within_clause: bool
    without: frozenset[str]

    def holds(self, distance: int, word: str, is_parted: bool) -> bool:
        """Whether a token is this sign: so many others, or the end of a clause, stand between."""
        if distance >= self.reach or word in self.without:
            return False
        return not (self.within_clause and is_parted)


@dataclass(frozen=True)
class WordSigns:
    """The signs before a date, or after it, by their words and their tags."""

    by_word: dict[str, list[WordSign]]
    by_tag: dict[str, list[WordSign]]
    reach: int


@dataclass(frozen=True)
class Weights:
    """What tells for the future, of weekdays or of months: by tense, steps back, and the names of signs."""

    bias: float
    tense: dict[str, float]
    back: dict[str, float]
    signs: dict[str, float]


@dataclass(frozen=True)
class SideModel:
    """The signs of side.toml with their weights."""

    before: WordSigns
    after: WordSigns
    ends_of_clause: frozenset[str]
    weights: dict[str, Weights]


@cache
def side_model() -> SideModel:
    """The model that ships with the package."""
    source = read_toml("side.toml")
    lists = tense_rules().lists | source["lists"]
    return SideModel(
        _read_signs(source["signs"], "before", lists),
        _read_signs(source["signs"], "after", lists),
        frozenset(source["lists"]["ends_of_clause"]),
        {kind: _read_weights(source, kind) for kind in ("weekday", "month")},
    )


def _read_signs(
    signs: list[dict[str, Any]], place: str, lists: dict[str, Iterable[str]]
) -> WordSigns:
    by_word: dict[str, list[WordSign]] = {}
    by_tag: dict[str, list[WordSign]] = {}
    reaches = [0]
    for sign in signs:
        if place not in sign:
            continue
        reaches.append(sign[place])
        word_sign = WordSign(
            sign["name"],
            sign[place],
            sign.get("within_clause", False),
            _words_of(sign.get("without", []), lists),
        )
        words = _words_of(sign.get("words", []), lists)
        for word in words.union(sign.get("spelled", [])):
            by_word.setdefault(word, []).append(word_sign)
        for tag in sign.get("tags", []):
            by_tag.setdefault(tag, []).append(word_sign)
    return WordSigns(by_word, by_tag, max(reaches))


def _words_of(names: list[str], lists: dict[str, Iterable[str]]) -> frozenset[str]:
    """All words of some lists."""
    words: set[str] = set()
    for name in names:
        words.update(lists[name])
    return frozenset(words)


def _read_weights(source: dict[str, Any], kind: str) -> Weights:
    table = source[kind]
    signs = dict(table["article"])
    for sign in source["signs"]:
        signs[sign["name"]] = sign[kind]
    return Weights(table["bias"], table["tense"], table["back"], signs)


def choose_side(
    points: Sequence[Point], base: Point, match: Match, reader: Reader, weight: float
) -> Point | None:
    """The last or the next of the days, months or seasons of a name; the one that runs, if one does.

    Where signs leave it open, the future seems `weight` times as far off as the past.
    """
    if not points:
        return None
    running = truncate(base, points[0].unit)
    gone = [point for point in points if point.begins <= running.begins]
    to_come = [point for point in points if point.begins > running.begins]
    last = max(gone, default=None)
    following = min(to_come, default=None)
    if last is None or following is None:
        return last or following
    steps = steps_between(last, running)
    if steps == 0 or _is_certainly_gone(match, steps, reader):
        return last
    if _is_waited_for(match, reader):
        return following
    score = score_of_future(match, steps, reader)
    if abs(score) < LEAST_SCORES[kind_of(match)]:
        return choose(points, base, None, weight)
    return following if score > 0 else last


def steps_between(last: Point, running: Point) -> int:
    """How far back a day, month or season lies from the one that runs, in the steps of the model."""
    if last.unit == "D":
        return to_ordinal(running) - to_ordinal(last)
    months = round(months_between(running, last))
    steps = (months + 1) // MONTHS_OF_STEP
    return min(steps, MOST_STEPS)


def score_of_future(match: Match, steps: int, reader: Reader) -> float:
    """What tells for the next day, month or season of a name, where the last lies so many steps back."""
    weights = side_model().weights[kind_of(match)]
    tense = reader.tense(match) or "nothing"
    score = weights.bias + weights.tense[tense] + weights.back[str(steps)]
    for sign in signs_of_side(match, steps, reader):
        score += weights.signs.get(sign, 0)
    return score


def _is_certainly_gone(match: Match, steps: int, reader: Reader) -> bool:
    """Whether a verb of the past that governs a date leaves no doubt: "they drowned on Saturday"."""
    if _is_gone_elsewhere(match, steps, reader):
        return True
    view = reader.view
    if view.tag_after(match) == "POS" or not reader.is_surely_gone(match):
        return False
    kind = kind_of(match)
    if steps <= SURELY_GONE_STEPS[kind]:
        return True
    if kind == "month" or not reader.tenses.is_by_past_verb(match):
        return False
    row, _ = reader.tenses.governor(match)
    return "VB" not in view.tags_of(row, match.first)  # he urged them to vote on Monday


def _is_waited_for(match: Match, reader: Reader) -> bool:
    """Whether something is to be done before it comes: "before winter sets in"."""
    tenses = reader.tenses
    if reader.view.word_after(match) not in tenses.lists["comes"]:
        return False
    return reader.tense(match) == "future" and tenses.is_told_by_words(match)


def _is_gone_elsewhere(match: Match, steps: int, reader: Reader) -> bool:
    """Whether nothing here tells of a weekday that the article surely names as gone.

    Of 67 such weekdays 64 were gone, of those six days back two in six.
    """
    if steps == MOST_STEPS or not match.names("weekday") or reader.tense(match):
        return False
    return reader.sides_of(match) == {"past"}


def kind_of(match: Match) -> str:
    """Which weights are those of a match."""
    return "weekday" if match.names("weekday") else "month"


def signs_of_side(match: Match, steps: int, reader: Reader) -> set[str]:
    """The names of the signs around a match, beside its tense and how far back the last one lies."""
    model = side_model()
    view = reader.view
    low, high = view.sentence(match.first)
    first = max(low, match.first - model.before.reach)
    last = min(high, match.last + model.after.reach)
    before = _tokens(first, match.first, reader)
    after = _tokens(match.last, last, reader)
    signs = set(_signs_among(reversed(before), model.before))
    signs.update(_signs_among(after, model.after))
    signs.update(_signs_of_sentence(low, high, match, reader))
    signs.update(_signs_elsewhere(match, steps, reader))
    return signs


def _tokens(first: int, last: int, reader: Reader) -> list[tuple[str, str]]:
    """Words in small letters with their tags."""
    words = reader.view.lower_words(first, last)
    tags = reader.view.tags_of(first, last)
    return list(zip(words, tags, strict=True))


def _signs_among(tokens: Iterable[tuple[str, str]], signs: WordSigns) -> Iterator[str]:
    """The signs among some tokens, the nearest to the date first."""
    ends_of_clause = side_model().ends_of_clause
    is_parted = False
    for distance, (word, tag) in enumerate(tokens):
        if word in ends_of_clause:
            is_parted = True
        of_word = signs.by_word.get(word, ())
        of_tag = signs.by_tag.get(tag, ())
        for sign in (*of_word, *of_tag):
            if sign.holds(distance, word, is_parted):
                yield sign.name


def _signs_of_sentence(
    low: int, high: int, match: Match, reader: Reader
) -> Iterator[str]:
    """What the verbs of a sentence tell, and where the date stands in it."""
    tags = set(reader.view.tags_of(low, high))
    if reader.tenses.is_told_by_words(match):
        yield f"{reader.tense(match)}, by the words around it"
    if "VBD" not in tags:
        yield "no verb of the past"
        if tags.isdisjoint(("VBZ", "VBP", "MD")):
            yield "no verb with a tense"
    if match.first == low:
        yield "first in its sentence"
    if match.names("season"):
        yield "a season"


def _signs_elsewhere(match: Match, steps: int, reader: Reader) -> Iterator[str]:
    """What the article tells of the same name elsewhere."""
    sides = reader.sides_of(match)
    if sides == {"past"}:
        yield "gone elsewhere"
    if sides == {"future"}:
        yield "to come elsewhere"
    published = reader.published
    if published is None or not match.names("weekday"):
        return
    if reader.names_day_from(published, -steps):
        yield "the last one is named in full"
    if reader.names_day_from(published, MOST_STEPS + 1 - steps):
        yield "the next one is named in full"
