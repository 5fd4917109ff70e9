"""Whether a weekday, a month or a season is any of its name, as signs in its sentence tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from .article import Reader
from .patterns import Pattern
from .source import read_toml
from .tense_rules import Tense, fill_lists
from .view import Match

REACH = 25  # tokens on either side that are looked at
# Between two dates of which the first is any of its name: "in April, May and early June".
JOINING = frozenset(
    [
        *(",", "and", "or", "to", "-", "–", "/", "until", "till", "through"),
        *("in", "from", "the", "early", "late", "mid", "of", "first", "last"),
        *("days", "weeks", "start", "beginning", "middle", "end"),
    ]
)
MOST_BETWEEN = 5  # tokens of them
# Fields of dates that go on from each other.
SAME_KIND = (("month", "season"), ("weekday",))


@dataclass(frozen=True)
class AnySign:
    """A pattern over the sentence of a date.

    Attributes:
        name: What it is called.
        pattern: What is looked for.
        words: Of these one stands near wherever it is found: sentences that lack them are passed over.
        reach: How many tokens from the date that is, at most.
        of: Fields, of which a date has one.
        not_tense: Tenses that it is not looked for beside.
    """

    name: str
    pattern: Pattern
    words: frozenset[str]
    reach: int
    of: frozenset[str]
    not_tense: frozenset[Tense]

    def is_for(self, fields: frozenset[str], tense: Tense) -> bool:
        """Whether it is for dates with these fields, beside a verb of this tense."""
        return not self.of.isdisjoint(fields) and tense not in self.not_tense


@dataclass(frozen=True)
class SignsOfReach:
    """Signs of the same reach, and the words that one of them needs."""

    reach: int
    words: frozenset[str]
    signs: list[AnySign]


@cache
def any_signs() -> list[AnySign]:
    """The signs that ship with the package."""
    source = read_toml("any_time.toml")
    return [_compile(sign, source["lists"]) for sign in source["signs"]]


def _compile(sign: dict[str, Any], lists: dict[str, list[str]]) -> AnySign:
    filled = fill_lists(sign["pattern"], lists)
    words = set(sign.get("spelled", []))
    for name in sign.get("words", []):
        words.update(lists[name])
    return AnySign(
        sign["name"],
        Pattern(filled),
        frozenset(words),
        sign["reach"],
        frozenset(sign["of"]),
        frozenset(sign.get("not_tense", [])),
    )


@lru_cache(maxsize=1 << 8)
def signs_for(fields: frozenset[str], tense: Tense) -> list[SignsOfReach]:
    """The signs for dates with these fields and this tense, the nearest first; many dates have the same."""
    by_reach: dict[int, list[AnySign]] = {}
    for sign in any_signs():
        if sign.is_for(fields, tense):
            by_reach.setdefault(sign.reach, []).append(sign)
    groups = []
    for reach, signs in sorted(by_reach.items()):
        words = frozenset[str]().union(*(sign.words for sign in signs))
        groups.append(SignsOfReach(reach, words, signs))
    return groups


def is_of_any_time(match: Match, reader: Reader) -> bool:
    """Whether the words around a date tell that no single one is meant."""
    if _goes_on_from_any(match, reader):
        return True
    patterns = list(_patterns_to_try(match, reader))
    if not patterns:
        return False
    sentence = reader.view.marked_around(match, REACH).lstrip()
    return any(pattern.occurs_in(sentence) for pattern in patterns)


def _patterns_to_try(match: Match, reader: Reader) -> Iterable[Pattern]:
    """Those of the signs of which a word stands near."""
    fields = frozenset(match.fields)
    groups = signs_for(fields, reader.tense(match))
    if not groups:
        return
    view = reader.view
    widest = groups[-1].reach
    first, last = view.sentence_near(match, widest, widest)
    words = view.lower_words(first, last)
    begin = match.first - first
    end = match.last - first
    for group in groups:
        low = max(0, begin - group.reach)
        near = words[low : end + group.reach]
        if group.words.isdisjoint(near):
            continue
        for sign in group.signs:
            if not sign.words.isdisjoint(near):
                yield sign.pattern


def _goes_on_from_any(match: Match, reader: Reader) -> bool:
    """Whether it goes on from another that is any of its name: "highest in July and ⟦August⟧"."""
    if reader.previous is None:
        return False
    other, meaning = reader.previous
    if meaning.point is not None or not _are_of_one_kind(match, other):
        return False
    view = reader.view
    between = view.lower_words(other.last, match.first)
    if not 0 < len(between) <= MOST_BETWEEN or not view.same_sentence(match, other):
        return False
    return JOINING.issuperset(between)


def _are_of_one_kind(match: Match, other: Match) -> bool:
    """Whether two dates are both weekdays, or both months or seasons."""
    for fields in SAME_KIND:
        if match.names(*fields):
            return other.names(*fields)
    return False
