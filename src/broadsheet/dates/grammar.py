"""The grammar of dates: classes of words and patterns over them, compiled from words.toml and grammar.toml.

Each word gets one character, which stands for the set of classes that the word is in; a pattern becomes a
regular expression over such characters. Patterns have no unbounded repeats, so that a match looks at a
bounded number of words, and searching takes time in proportion to the text whatever the text is.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from .openings import NOTHING, PLACES, Opening, any_of, one_of

# Phrases that are fields, as a class is.
VALUED = frozenset(["NUMBER", "SPELLED"])
ITEM = re.compile(
    r"(?:(\w+)=)?([A-Z]+(?![\w.'])|[^\s()|?{}=<]+)|(\(\?<?=|[()|?]|\{\d,\d\})"
)
BOUNDARY = re.compile(r"([-–—/])")
CHOICES = re.compile(r"[|?]")  # (a|b) and a? in the words of a class
WITH_FIGURES = re.compile(r"['q]{0,2}\d|[hq][1-4]|fy\d")
LONGEST_COMPOUND = 60  # characters of a token that is split at its hyphens
FIRST_LETTER = (
    0xE000  # of the private use area, whose characters stand for sets of classes
)
NO_CLASSES: frozenset[str] = frozenset()
UNKNOWN = " "  # stands for a word that the grammar does not have


@dataclass(frozen=True)
class Rule:
    """The pattern it looks for, which operation gives its value, and that operation's settings."""

    name: str
    source: str
    op: str
    guard: str
    settings: dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """Tokens known by their form; a weak one is no reason to look closer at a sentence."""

    form: re.Pattern
    classes: frozenset[str]
    weak: bool


@dataclass(frozen=True)
class Guard:
    """When a match is one: any of `yes` is found in its context, if there are any, and none of `no`."""

    yes: list[str]
    no: list[str]

    def allows(self, context: str) -> bool:
        """Whether a match may stand, seen in its context."""
        if any(_compiled(form).search(context) for form in self.no):
            return False
        return not self.yes or any(_compiled(form).search(context) for form in self.yes)


class Field(NamedTuple):
    """A named part of a pattern: its name, the table that its words are read with, and its characters."""

    name: str
    table: str
    start: int
    end: int


class Candidate(NamedTuple):
    """A rule that matches, where its match ends, and its fields."""

    rule: Rule
    end: int
    fields: list[Field]


class Atoms(NamedTuple):
    """A token's parts (start, end, word), a character for each, and whether one triggers.

    A word that the grammar does not have, whole or in parts, needs no parts: no match holds it.
    """

    parts: list[tuple[int, int, str]]
    letters: str
    trigger: bool


UNKNOWN_WORD = Atoms([], UNKNOWN, False)


class Grammar:
    """The compiled grammar: `atoms(token)` says what a token is made of, `rules` what to look for."""

    def __init__(self, words: dict[str, Any], source: dict[str, Any]) -> None:
        self.values = {
            name: _read_class(table) for name, table in words["words"].items()
        }
        self.capital = frozenset(words["capital"].split())
        self.proper = frozenset(words["proper"].split())
        self.surnames = frozenset(words["surnames"].split())
        self.weak = frozenset(words["weak"].split())
        self.shapes = [_read_shape(shape) for shape in words["shapes"]]
        self.phrases: dict[str, str] = source["phrases"]
        self.classes = self._classes_of_words(source)
        self.letters = self._letters_of_classes()
        self._letters_of_word = self._by_word(self.letters)
        self._groups = 0
        self._options_of: dict[str, list[str]] = {}
        self._openings: dict[str, Opening] = {}
        self._patterns: dict[str, re.Pattern] = {}
        self._rules_at: dict[str, list[tuple[Rule, re.Pattern]]] = {}
        nothing = {
            "name": "no date",
            "pattern": "|".join(source["names"]),
            "op": "none",
        }
        self.rules = [_read_rule(rule) for rule in (nothing, *source["rules"])]
        self._rules_from = self._rules_by_first_letter()
        self.guards = {
            name: _read_guard(guard) for name, guard in source["guards"].items()
        }
        self.examples = [
            (rule["name"], *example)
            for rule in source["rules"]
            for example in rule["examples"]
        ]

    def _classes_of_words(self, source: dict[str, Any]) -> dict[str, frozenset[str]]:
        """The classes of each word; a word that stands in a pattern is a class of its own."""
        patterns = [*self.phrases.values(), *source["names"]]
        patterns += [rule["pattern"] for rule in source["rules"]]
        for table in self.values.values():
            patterns += [phrase for phrase in table if " " in phrase]
        classes: dict[str, frozenset[str]] = {}
        for pattern in patterns:
            for _, word, _ in ITEM.findall(pattern):
                if word and not word[0].isupper():
                    classes[word] = frozenset([word])
        for name, table in self.values.items():
            for phrase in table:
                if " " not in phrase:
                    classes[phrase] = classes.get(phrase, NO_CLASSES) | {name}
        return classes

    def _letters_of_classes(self) -> dict[frozenset[str], str]:
        """A character for each set of classes that a word may have."""
        sets = set(self.classes.values())
        sets |= {shape.classes for shape in self.shapes}
        for word, classes in self.classes.items():
            shape = self._shape(word)
            if shape:
                sets.add(shape.classes | classes)
        ordered = sorted(sets, key=sorted)
        return {
            classes: chr(FIRST_LETTER + number)
            for number, classes in enumerate(ordered)
        }

    def _by_word(self, letters: dict[frozenset[str], str]) -> dict[str, str]:
        """The characters that stand for each word or class."""
        by_word: dict[str, str] = {}
        for classes, letter in letters.items():
            for word in classes:
                by_word[word] = by_word.get(word, "") + letter
        return by_word

    def _shape(self, word: str) -> Shape | None:
        return next(
            (shape for shape in self.shapes if shape.form.fullmatch(word)), None
        )

    # ---- from patterns to regular expressions --------------------------------------------------------

    def pattern(self, rule: Rule) -> re.Pattern:
        """A rule's regular expression: made when it is first needed, since most texts need few of them."""
        if rule.name not in self._patterns:
            self._groups = 0
            self._patterns[rule.name] = re.compile(self._regex(rule.source))
        return self._patterns[rule.name]

    def _regex(self, pattern: str) -> str:
        items = ITEM.findall(pattern)
        return "".join(mark or self._item(alias, word) for alias, word, mark in items)

    def _item(self, alias: str, word: str) -> str:
        if word in self.phrases and word not in VALUED:
            return f"(?:{self._regex(self.phrases[word])})"
        self._groups += 1
        opening = "?:"
        if word[0].isupper() or alias:
            opening = f"?P<{alias or word.lower()}__{word}__{self._groups}>"
        if word in self.phrases:
            return f"({opening}{self._regex(self.phrases[word])})"
        if word not in self._options_of:
            self._options_of[word] = [
                f"[{letters}]" for letters in self._letters_with(word)
            ]
        options = [
            self._regex(phrase) for phrase in self._phrases_of(word)
        ] + self._options_of[word]
        if not options:
            raise ValueError(
                f"{word!r} in the grammar of dates is neither a word, a class nor a phrase"
            )
        return f"({opening}{'|'.join(options)})"

    def _phrases_of(self, word: str) -> list[str]:
        """The phrases that a class may be, the longest first."""
        phrases = [phrase for phrase in self.values.get(word, ()) if " " in phrase]
        return sorted(phrases, key=len, reverse=True)

    def _letters_with(self, word: str) -> list[str]:
        """The set of characters that stand for a word or the words of a class, if there are any."""
        letters = self._letters_of_word.get(word)
        return [letters] if letters else []

    # ---- what patterns may begin with ------------------------------------------------------------------

    def rules_at(self, letters: str) -> list[tuple[Rule, re.Pattern]]:
        """The rules that may match where these two characters stand, with their regular expressions."""
        if letters not in self._rules_at:
            rules = []
            for rule in self._rules_from.get(letters[0], []):
                if self._opening(rule.source).allows(letters):
                    rules.append((rule, self.pattern(rule)))
            self._rules_at[letters] = rules
        return self._rules_at[letters]

    def _rules_by_first_letter(self) -> dict[str, list[Rule]]:
        rules: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for letter in self._opening(rule.source).first:
                rules.setdefault(letter, []).append(rule)
        return rules

    def _opening(self, pattern: str) -> Opening:
        """What a pattern may begin with; asked again for each phrase in it, so it is remembered."""
        if pattern not in self._openings:
            items = iter(ITEM.findall(pattern))
            self._openings[pattern] = self._opening_of_group(items)
        return self._openings[pattern]

    def _opening_of_group(self, items: Iterator[tuple[str, str, str]]) -> Opening:
        """What the items up to a closing bracket, or the end, may begin with."""
        choices = []
        before, last = (
            NOTHING,
            NOTHING,
        )  # the items so far, and the last one, which may be repeated
        for _, word, mark in items:
            if mark == ")":
                break
            if mark == "|":
                choices.append(before.then(last))
                before, last = NOTHING, NOTHING
            elif mark == "?":
                last = last.either(NOTHING)
            elif mark.startswith("{"):
                last = last.repeated(least=int(mark[1]))
            else:
                before = before.then(last)
                last = self._opening_of_item(word, mark, items)
        choices.append(before.then(last))
        return any_of(choices)

    def _opening_of_item(
        self, word: str, mark: str, items: Iterator[tuple[str, str, str]]
    ) -> Opening:
        if mark == "(":
            return self._opening_of_group(items)
        if mark:  # what is only looked at
            self._opening_of_group(items)
            return NOTHING
        if word in self.phrases:
            return self._opening(self.phrases[word])
        if word not in self._openings:
            phrases = [self._opening(phrase) for phrase in self._phrases_of(word)]
            letters = [one_of(options) for options in self._letters_with(word)]
            self._openings[word] = any_of(phrases + letters)
        return self._openings[word]

    # ---- words and candidates --------------------------------------------------------------------------

    def letter(self, word: str) -> tuple[str, bool]:
        """The character that stands for a word as written ('' if it has none) and whether it is a trigger."""
        low = word.lower().replace("’", "'")
        if low in self.capital and low == word:
            return "", False
        classes = self.classes.get(low, NO_CLASSES)
        shape = self._shape(low) if WITH_FIGURES.match(low) else None
        if shape is None:
            if not classes:
                return "", False
            return self.letters[classes], low not in self.weak
        weak = shape.weak and not classes
        return self.letters[shape.classes | classes], low not in self.weak and not weak

    def is_common(self, token: str) -> bool:
        """Whether a word with a capital would have none, were it no name and no sentence's first."""
        classes = self.classes.get(token.lower(), NO_CLASSES)
        return token.istitle() and bool(classes) and not self.proper & classes

    def atoms(self, token: str) -> Atoms:
        """A token's parts: their extents, a character for each (a space if unknown), whether one triggers.

        >>> load().atoms("mid-November").parts
        [(0, 3, 'mid'), (3, 4, '-'), (4, 12, 'november')]
        """
        letter, trigger = self.letter(token)
        if letter:
            word = token.lower().replace("’", "'")
            return Atoms([(0, len(token), word)], letter, trigger)
        if len(token) > LONGEST_COMPOUND or not BOUNDARY.search(token):
            return UNKNOWN_WORD
        return self._compound(token)

    def _compound(self, token: str) -> Atoms:
        parts, letters, triggers, offset = [], [], False, 0
        for part in filter(None, BOUNDARY.split(token)):
            letter, trigger = self.letter(part)
            parts.append((offset, offset + len(part), part.lower()))
            letters.append(letter or UNKNOWN)
            triggers = triggers or trigger
            offset += len(part)
        return Atoms(parts, "".join(letters), triggers)

    def candidates(self, letters: str) -> list[list[Candidate]]:
        """For each place in a stretch of characters the rules that match, longest first, with their ends."""
        return [self._candidates_at(letters, start) for start in range(len(letters))]

    def _candidates_at(self, letters: str, start: int) -> list[Candidate]:
        candidates = []
        for rule, pattern in self.rules_at(letters[start : start + PLACES]):
            match = pattern.match(letters, start)
            if match and match.end() > start:
                candidates.append(Candidate(rule, match.end(), _read_fields(match)))
        return sorted(candidates, key=_length, reverse=True)


def _length(candidate: Candidate) -> int:
    return candidate.end


@cache
def _compiled(source: str) -> re.Pattern:
    return re.compile(source)


def _read_class(table: dict[str, list[str]]) -> dict[str, int | str]:
    """The value of each word or phrase of a class."""
    values = {}
    for value, written in table.items():
        for phrase in written:
            values.update(dict.fromkeys(expand(phrase), _scalar(value)))
    return values


def expand(phrase: str) -> list[str]:
    """Every phrase that a phrase with choices stands for.

    >>> expand("(st.|saint) john 's eve?")
    ["st. john 's eve", "st. john 's", "saint john 's eve", "saint john 's"]
    """
    if not CHOICES.search(phrase):
        return [phrase]
    options = []
    for item in phrase.split():
        words = item.removesuffix("?").strip("()").split("|")
        options.append([*words, ""] if item.endswith("?") else words)
    return [" ".join(filter(None, words)) for words in product(*options)]


def _read_rule(rule: dict[str, Any]) -> Rule:
    return Rule(rule["name"], rule["pattern"], rule["op"], rule.get("guard", ""), rule)


def _read_shape(shape: dict[str, Any]) -> Shape:
    return Shape(
        re.compile(shape["form"]), frozenset(shape["classes"]), shape.get("weak", False)
    )


def _read_guard(guard: dict[str, list[str]]) -> Guard:
    return Guard(guard.get("yes", []), guard.get("no", []))


def _scalar(value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?\d+", value) else value


def _read_fields(match: re.Match) -> list[Field]:
    fields = []
    for group in match.groupdict():
        if match[group] is not None:
            name, table = _name_and_table(group)
            fields.append(Field(name, table, *match.span(group)))
    return fields


@cache
def _name_and_table(group: str) -> tuple[str, str]:
    name, table, _ = group.split("__")
    return name, table


@cache
def load() -> Grammar:
    """The grammar that ships with the package."""
    return Grammar(read_toml("words.toml"), read_toml("grammar.toml"))


def read_toml(name: str) -> dict[str, Any]:
    """A file of this folder."""
    text = files("broadsheet.dates").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
