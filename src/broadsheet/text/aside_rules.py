"""The rules of passages.toml: how each part of an article looks that is not its body."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from .norms import stop_words
from .splitting import DATA

PARTS = ("title", "byline", "dateline", "body", "caption", "credit", "promotion")
_PIECE = re.compile(r"\{([A-Za-z]+)\}")


@dataclass(frozen=True)
class Rule:
    """A pattern, and where it must hold."""

    pattern: re.Pattern[str]
    is_whole: bool  # the paragraph, and not its end
    is_first: bool  # tried before the rules of other parts
    is_tail: bool  # at the end of an article alone


@dataclass(frozen=True)
class WholeRules:
    """All rules of a part whose paragraphs they describe from beginning to end, as two patterns."""

    patterns: re.Pattern[str] | None
    phrases: re.Pattern[str] | None  # for the text in small letters

    def match(self, text: str, small: str, start: int, end: int) -> bool:
        """Whether a stretch of a text is what one of the rules says.

        Args:
            text: the text.
            small: the text in small letters.
            start: where the stretch begins.
            end: where it ends.
        """
        if self.phrases and self.phrases.fullmatch(small, start, end):
            return True
        if self.patterns is None:
            return False
        return self.patterns.fullmatch(text, start, end) is not None


@cache
def load_rules() -> dict[str, Any]:
    """passages.toml, read once."""
    with (DATA / "passages.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def rules_of(*parts: str) -> tuple[Rule, ...]:
    """The rules of some parts, in their order."""
    rules = []
    for part in parts:
        for entry in load_rules()[part]:
            rules.append(_rule(entry))
    return tuple(rules)


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        re.compile(_with_pieces(entry["pattern"]), re.VERBOSE),
        is_whole=entry.get("whole", False),
        is_first=entry.get("first", False),
        is_tail=entry.get("tail", False),
    )


@cache
def whole_rules(part: str) -> WholeRules:
    """The rules of a part that describe whole paragraphs, whichever way they are written."""
    entries = load_rules()[part]
    patterns = [
        _with_pieces(entry["pattern"]) for entry in entries if "pattern" in entry
    ]
    phrases = [_phrases(entry) for entry in entries if "pattern" not in entry]
    return WholeRules(_any_of(patterns, re.VERBOSE), _any_of(phrases))


def _phrases(entry: dict[str, Any]) -> str:
    """The expression of a rule that lists phrases."""
    if "lines" in entry:
        lines = "|".join(entry["lines"])
        return rf"(?:{lines}) ?[:.…!?]{{0,3}}"
    beginnings = "|".join(entry["begins"])
    return f"(?:{beginnings}).*"


def _any_of(
    expressions: Iterable[str], flags: re.RegexFlag = re.NOFLAG
) -> re.Pattern[str] | None:
    """One pattern for what any of several expressions describes; None if there are none."""
    alternatives = [f"(?:{expression})" for expression in expressions]
    if not alternatives:
        return None
    return re.compile("|".join(alternatives), flags)


def _with_pieces(pattern: str) -> str:
    """A pattern with what its {names} stand for, which may hold names themselves."""
    pieces = load_rules()["pieces"]
    while True:
        filled = _PIECE.sub(lambda match: pieces[match[1]], pattern)
        if filled == pattern:
            return filled
        pattern = filled


@cache
def expression(name: str) -> re.Pattern[str]:
    """An expression that stands by itself in passages.toml."""
    return re.compile(_with_pieces(load_rules()[name]), re.VERBOSE)


@cache
def labels() -> frozenset[str]:
    """Words that names of sections are made of, and function words, but for those that names have."""
    of_sections = load_rules()["labels"].split()
    within_names = load_rules()["particles"].split()
    return stop_words().difference(within_names).union(of_sections)


@cache
def needles() -> dict[str, tuple[str, ...]]:
    """The hints by what those that begin alike have in common: one search finds them all."""
    alike: dict[str, list[str]] = {}
    for hint in load_rules()["hints"]:
        alike.setdefault(hint[:4], []).append(hint)
    return {_common_beginning(hints): tuple(hints) for hints in alike.values()}


def _common_beginning(strings: list[str]) -> str:
    first = min(strings)
    last = max(strings)
    size = 0
    while size < min(len(first), len(last)) and first[size] == last[size]:
        size += 1
    return first[:size]
