"""The rules of passages.toml: how each part of an article looks that is not its body."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .norms import stop_words
from .splitting import DATA

PARTS = ("title", "byline", "dateline", "body", "caption", "credit", "promotion")
_PIECE = re.compile(r"\{([A-Za-z]+)\}")


@dataclass(frozen=True)
class Caption:
    """A rule for captions.

    Attributes:
        pattern: What the whole caption looks like.
        is_first: Whether it is tried before credits.
        holds: A character that the caption must hold, if there is one: it is looked for first.
    """

    pattern: re.Pattern[str]
    is_first: bool
    holds: re.Pattern[str] | None


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
def captions() -> tuple[Caption, ...]:
    """The rules for captions, in their order."""
    rules = []
    for entry in load_rules()["caption"]:
        pattern = re.compile(_with_pieces(entry["pattern"]), re.VERBOSE)
        is_first = entry.get("first", False)
        characters = re.escape(entry.get("holds", ""))
        holds = re.compile(f"[{characters}]") if characters else None
        rules.append(Caption(pattern, is_first, holds))
    return tuple(rules)


@cache
def opening_rules(part: str) -> re.Pattern[str]:
    """The rules of what opens a paragraph, as one pattern: the first rule that holds decides."""
    patterns = [_with_pieces(entry["pattern"]) for entry in load_rules()[part]]
    return _any_of(patterns, re.VERBOSE)


@cache
def whole_credits(in_tail: bool) -> re.Pattern[str]:
    """The credits that are whole paragraphs, as one pattern: those of an article's end, or all others."""
    patterns = []
    for entry in load_rules()["credit"]:
        is_whole = entry.get("whole", False)
        is_of_tail = entry.get("tail", False)
        if is_whole and is_of_tail == in_tail:
            patterns.append(_with_pieces(entry["pattern"]))
    return _any_of(patterns, re.VERBOSE)


@cache
def ending_credits() -> tuple[re.Pattern[str], ...]:
    """The credits that may end a paragraph with other words before them, in their order."""
    patterns = []
    for entry in load_rules()["credit"]:
        if not entry.get("whole", False):
            pattern = re.compile(_with_pieces(entry["pattern"]), re.VERBOSE)
            patterns.append(pattern)
    return tuple(patterns)


@cache
def whole_rules(part: str) -> WholeRules:
    """The rules of a part that describe whole paragraphs, whichever way they are written."""
    entries = load_rules()[part]
    patterns = [
        _with_pieces(entry["pattern"]) for entry in entries if "pattern" in entry
    ]
    phrases = [_phrases(entry) for entry in entries if "pattern" not in entry]
    return WholeRules(
        patterns=_any_of(patterns, re.VERBOSE) if patterns else None,
        phrases=_any_of(phrases) if phrases else None,
    )


def expressions_of(part: str) -> Iterator[tuple[str, bool]]:
    """The expressions of a part's rules, and whether white space in them is only layout."""
    for entry in load_rules()[part]:
        if "pattern" in entry:
            yield _with_pieces(entry["pattern"]), True
            continue
        for name in ("begins", "lines"):
            for phrase in entry.get(name, []):
                yield phrase, False


def _phrases(entry: dict[str, Any]) -> str:
    """The expression of a rule that lists phrases."""
    if "lines" in entry:
        lines = "|".join(entry["lines"])
        return rf"(?:{lines}) ?[:.…!?]{{0,3}}"
    beginnings = "|".join(entry["begins"])
    return f"(?:{beginnings}).*"


def _any_of(
    expressions: Iterable[str], flags: re.RegexFlag = re.NOFLAG
) -> re.Pattern[str]:
    """One pattern for what any of several expressions describes."""
    alternatives = [f"(?:{expression})" for expression in expressions]
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
def hints() -> tuple[str, ...]:
    """What a paragraph must hold for a credit or a caption to be looked for in it."""
    return tuple(load_rules()["hints"])


@cache
def hint_pattern() -> str:
    """A pattern that finds any of them."""
    return "|".join(map(re.escape, hints()))
