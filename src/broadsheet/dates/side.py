"""On which side of now a weekday, a month or a season lies: a logistic regression on signs around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import Any

from .article import Reader
from .points import Point, months_between, to_ordinal, truncate
from .source import read_toml
from .tense_rules import tense_rules
from .view import Match

MOST_STEPS = 6  # back: the days of a week but one, or the year in steps of two months
MONTHS_OF_STEP = 2
FAR_BACK = 5  # steps
# A score here that lies so far from 0 asks nothing elsewhere, where the same name may be of another week: in
# ten folds as many weekdays were wrong so, of those in whole articles fewer.
SURE_HERE = {"weekday": 2.0, "month": 3.0}
# Up to so many steps back, a near verb of the past that governs a day says enough, and is quickly read.
TOLD_BY_VERB = {"weekday": 4, "month": 3}
MOST_ELSEWHERE = 3.0  # beyond which no score elsewhere counts, on either side of 0
CLAUSE_OF_TIME = 14  # tokens before a day, within which "when" has its verb
OPENER_TAGS = frozenset(["IN", "WRB", "RB"])
PRESENT = frozenset(["VBZ", "VBP"])
FINITE_OR_MODAL = frozenset(["VBZ", "VBP", "MD"])


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
    """What tells for the future, of weekdays or of months.

    Attributes:
        bias: Of all.
        elsewhere: Of what is told of the same name elsewhere, on the average.
        tense: By tense.
        back: By steps back.
        signs: By the names of signs.
    """

    bias: float
    elsewhere: float
    tense: dict[str, float]
    back: dict[str, float]
    signs: dict[str, float]

    def score(self, tense: str, steps: int, signs: Iterable[str]) -> float:
        """What tells for the future around a day, a month or a season."""
        weights = [self.signs.get(sign, 0) for sign in signs]
        told = self.tense[tense or "nothing"]
        weights += [self.bias, told, self.back[str(steps)]]
        return fsum(weights)  # the same in whatever order the signs come


@dataclass(frozen=True)
class SideModel:
    """The signs of side.toml with their weights."""

    before: WordSigns
    after: WordSigns
    lists: dict[str, frozenset[str]]
    weights: dict[str, Weights]


@cache
def side_model() -> SideModel:
    """The model that ships with the package."""
    source = read_toml("side.toml")
    own_lists = {name: frozenset(words) for name, words in source["lists"].items()}
    lists = tense_rules().lists | own_lists
    return SideModel(
        _read_signs(source["signs"], "before", lists),
        _read_signs(source["signs"], "after", lists),
        lists,
        {kind: _read_weights(source, kind) for kind in ("weekday", "month")},
    )


def _read_signs(
    signs: list[dict[str, Any]], place: str, lists: dict[str, frozenset[str]]
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


def _words_of(names: list[str], lists: dict[str, frozenset[str]]) -> frozenset[str]:
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
    return Weights(
        table["bias"], table["elsewhere"], table["tense"], table["back"], signs
    )


def choose_side(
    points: Sequence[Point], base: Point, match: Match, reader: Reader
) -> Point | None:
    """The last or the next of the days, months or seasons of a name; the one that runs, if one does."""
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
    if steps == 0:
        return last
    if _is_waited_for(match, reader):
        return following
    score = score_of_future(match, steps, reader)
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
    score = _score_near(match, steps, reader)
    kind = kind_of(match)
    if abs(score) >= SURE_HERE[kind]:
        return score
    others = reader.of_same_name(match)
    scores = [_score_near(other, steps, reader) for other in others]
    weights = side_model().weights[kind]
    return score + weights.elsewhere * mean_elsewhere(scores)


def _score_near(match: Match, steps: int, reader: Reader) -> float:
    """What the words around a match tell for the future; they are asked again for each of its name."""
    if match.start not in reader.near_scores:
        kind = kind_of(match)
        score = -MOST_ELSEWHERE
        if steps > TOLD_BY_VERB[kind] or not _is_told_by_verb(match, reader):
            weights = side_model().weights[kind]
            signs = signs_near(match, steps, reader)
            score = weights.score(reader.tense(match), steps, signs)
        reader.near_scores[match.start] = score
    return reader.near_scores[match.start]


def _is_told_by_verb(match: Match, reader: Reader) -> bool:
    """Whether a verb of the past governs a match and stands near: "they rowed on Friday"."""
    if reader.tense(match) != "past" or reader.view.tag_after(match) == "POS":
        return False
    return reader.tenses.is_by_past_verb(match)


def mean_elsewhere(scores: Sequence[float]) -> float:
    """What an article tells of a name elsewhere, by the scores of what stands around it there."""
    if not scores:
        return 0.0
    bounded = [max(-MOST_ELSEWHERE, min(score, MOST_ELSEWHERE)) for score in scores]
    return sum(bounded) / len(bounded)


def _is_waited_for(match: Match, reader: Reader) -> bool:
    """Whether something is to be done before it comes: "before winter sets in"."""
    tenses = reader.tenses
    if reader.view.word_after(match) not in tenses.lists["comes"]:
        return False
    return reader.tense(match) == "future" and tenses.is_told_by_words(match)


def kind_of(match: Match) -> str:
    """Which weights are those of a match."""
    return "weekday" if match.names("weekday") else "month"


def signs_near(match: Match, steps: int, reader: Reader) -> set[str]:
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
    if "surely gone" in signs and steps >= FAR_BACK:
        signs.add("surely gone, far back")
    signs.update(_signs_of_article(match, steps, reader))
    return signs


def _tokens(first: int, last: int, reader: Reader) -> list[tuple[str, str]]:
    """Words in small letters with their tags."""
    words = reader.view.lower_words(first, last)
    tags = reader.view.tags_of(first, last)
    return list(zip(words, tags, strict=True))


def _signs_among(tokens: Iterable[tuple[str, str]], signs: WordSigns) -> Iterator[str]:
    """The signs among some tokens, the nearest to the date first."""
    ends_of_clause = side_model().lists["ends_of_clause"]
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
    view = reader.view
    tags = view.tags_of(low, high)
    if reader.tenses.is_told_by_words(match):
        yield f"{reader.tense(match)}, by the words around it"
    if reader.is_surely_gone(match):
        yield "surely gone"
    if "VBD" not in tags:
        yield "no verb of the past"
        if not FINITE_OR_MODAL.intersection(tags):
            yield "no verb with a tense"
    if PRESENT.intersection(tags[: match.first - low]):
        yield "a verb of the present, before it"
    if _is_when_something_comes(low, match, reader):
        yield "when something comes"
    words = view.lower_words(low, high)
    if not side_model().lists["will"].isdisjoint(words):
        yield "will, in its sentence"
    if match.first == low:
        yield "first in its sentence"
    if match.names("season"):
        yield "a season"


def _is_when_something_comes(low: int, match: Match, reader: Reader) -> bool:
    """Whether a clause of time in the present holds it: "when the race reaches the coast on Monday"."""
    view = reader.view
    openers = side_model().lists["openers"]
    has_present = False
    for row in range(match.first - 1, max(low, match.first - CLAUSE_OF_TIME) - 1, -1):
        tag = view.tag(row)
        if tag in ("VBD", "MD"):
            return False
        if tag in PRESENT:
            has_present = True
        elif tag in OPENER_TAGS and view.lower(row) in openers:
            return has_present
    return False


def _signs_of_article(match: Match, steps: int, reader: Reader) -> Iterator[str]:
    """What the article tells of the days that may be meant."""
    published = reader.published
    if published is None or not match.names("weekday"):
        return
    if steps == MOST_STEPS and reader.names_tomorrow:
        yield "tomorrow, which is called so"
    if reader.names_day_from(published, -steps):
        yield "the last one is named in full"
    if reader.names_day_from(published, MOST_STEPS + 1 - steps):
        yield "the next one is named in full"
