"""The grammar of dates: classes of words and patterns over them, compiled from words.toml and grammar.toml.

Each word gets one character, which stands for the set of classes that the word is in; a pattern becomes a
regular expression over such characters. Patterns have no unbounded repeats, so that a match looks at a
bounded number of words, and searching takes time in proportion to the text whatever the text is.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from .openings import (
    FIRST_LETTER,
    NOTHING,
    Opening,
    any_of,
    bits,
    opening_of_phrases,
)
from .source import (
    Rule,
    Shape,
    items_of,
    read_class,
    read_guard,
    read_rule,
    read_shape,
    read_toml,
)

# Phrases that are fields, as a class is.
VALUED = frozenset(["NUMBER", "SPELLED", "MINUTES"])
BOUNDARY = re.compile(r"([-–—/])")
WITH_FIGURES = re.compile(r"['q]{0,2}\d|[hq][1-4]|fy\d")
LONGEST_COMPOUND = 60  # characters of a token that is split at its hyphens
NO_CLASSES: frozenset[str] = frozenset()
UNKNOWN = " "  # stands for a word that the grammar does not have


class Field(NamedTuple):
    """A named part of a pattern: its name, the table that its words are read with, and its characters."""

    name: str
    table: str
    start: int
    end: int


class Form(NamedTuple):
    """A pattern as a regular expression, and the name and table of each of its groups."""

    text: str
    fields: tuple[tuple[str, str], ...] = ()

    def grouped(self) -> "Form":
        """The same, so that a mark after it is of the whole."""
        if len(self.text) == 1:
            return self
        return Form(f"(?:{self.text})", self.fields)


class Compiled(NamedTuple):
    """A rule's regular expression, and the name and table of each of its groups."""

    rule: Rule
    regex: re.Pattern
    fields: tuple[tuple[str, str], ...]


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
        self._read_words(words)
        self._read_rules(source)
        self.classes = self._classes_of_words(source)
        self.letters = self._letters_of_classes()
        self._letters_of_word = self._by_word(self.letters)
        self._common = bits(self._weak_letters())
        # What was asked for is remembered.
        self._forms: dict[str, Form] = {}
        self._openings: dict[str, Opening] = {}
        self._compiled: dict[str, Compiled] = {}
        self._rules_at: dict[str, list[Rule]] = {}
        self._rules_from: dict[str, list[tuple[Rule, Opening]]] = {}
        self._trials = [(rule, self._opening(rule.source)) for rule in self.rules]

    def _read_words(self, words: dict[str, Any]) -> None:
        """What words.toml says."""
        tables = words["words"].items()
        self.values = {name: read_class(table) for name, table in tables}
        self.capital = frozenset(words["capital"].split())
        self.proper = frozenset(words["proper"].split())
        self.surnames = frozenset(words["surnames"].split())
        self.weak = frozenset(words["weak"].split())
        self.shapes = [read_shape(entry) for entry in words["shapes"]]

    def _read_rules(self, source: dict[str, Any]) -> None:
        """What grammar.toml says."""
        self.phrases: dict[str, str] = source["phrases"]
        names = "|".join(source["names"])
        no_date = {"name": "no date", "pattern": names, "op": "none"}
        entries = source["rules"]
        self.rules = [read_rule(entry) for entry in (no_date, *entries)]
        guards = source["guards"].items()
        self.guards = {name: read_guard(entry) for name, entry in guards}
        self.examples = []
        for entry in entries:
            for example in entry["examples"]:
                self.examples.append((entry["name"], *example))

    def _classes_of_words(self, source: dict[str, Any]) -> dict[str, frozenset[str]]:
        """The classes of each word; a word that stands in a pattern is a class of its own."""
        patterns = [*self.phrases.values(), *source["names"]]
        patterns += [rule["pattern"] for rule in source["rules"]]
        for table in self.values.values():
            patterns += [phrase for phrase in table if " " in phrase]
        classes: dict[str, frozenset[str]] = {}
        for pattern in patterns:
            for _, word, _ in items_of(pattern):
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
        letters = {}
        for number, classes in enumerate(sorted(sets, key=sorted), FIRST_LETTER):
            letters[classes] = chr(number)
        return letters

    def _by_word(self, letters: dict[frozenset[str], str]) -> dict[str, str]:
        """The characters that stand for each word or class."""
        by_word: dict[str, str] = {}
        for classes, letter in letters.items():
            for word in classes:
                by_word[word] = by_word.get(word, "") + letter
        return by_word

    def _weak_letters(self) -> str:
        """The characters of words that are no reason to look closer at a sentence: most texts hold some."""
        letters = [self._letters_of_word.get(word, "") for word in sorted(self.weak)]
        letters += [self.letters[shape.classes] for shape in self.shapes if shape.weak]
        return "".join(letters)

    def _shape(self, word: str) -> Shape | None:
        """The shape of a word with figures, if it has one."""
        if not WITH_FIGURES.match(word):
            return None
        fitting = (shape for shape in self.shapes if shape.form.fullmatch(word))
        return next(fitting, None)

    # ---- from patterns to regular expressions --------------------------------------------------------

    def compiled(self, rule: Rule) -> Compiled:
        """A rule's regular expression: made when it is first needed, since most texts need few of them."""
        if rule.name not in self._compiled:
            form = self._form(rule.source)
            regex = re.compile(form.text)
            self._compiled[rule.name] = Compiled(rule, regex, form.fields)
        return self._compiled[rule.name]

    def _form(self, pattern: str) -> Form:
        """A pattern as a regular expression; phrases recur, so it is remembered."""
        if pattern not in self._forms:
            forms = [self._form_of_item(*item) for item in items_of(pattern)]
            self._forms[pattern] = _joined(forms)
        return self._forms[pattern]

    def _form_of_item(self, alias: str, word: str, mark: str) -> Form:
        if mark:
            return Form("(?:" if mark == "(" else mark)
        if word in self.phrases:
            form = self._form(self.phrases[word])
            is_field = word in VALUED
        else:
            form = self._form_of_word(word)
            is_field = bool(alias) or word[0].isupper()
        if not is_field:
            return form.grouped()
        name = alias or word.lower()
        return Form(f"({form.text})", ((name, word), *form.fields))

    def _form_of_word(self, word: str) -> Form:
        """A word, or any word or phrase of a class."""
        options = [
            "".join([_choice(letters) for letters in phrase])
            for phrase in self._letters_of_phrases(word)
        ]
        if not options:
            raise ValueError(
                f"{word!r} in the grammar of dates is neither a word, a class nor a phrase"
            )
        return Form("|".join(options))

    def _letters_of_phrases(self, word: str) -> list[list[str]]:
        """Of a word, or of each phrase and word of a class, the characters that its places may hold.

        The longest phrases come first, the single words at the end.
        """
        phrases = [phrase for phrase in self.values.get(word, ()) if " " in phrase]
        phrases.sort(key=len, reverse=True)
        places = [
            [self._letters_of_word[part] for part in phrase.split()]
            for phrase in phrases
        ]
        alone = self._letters_of_word.get(word)
        if alone:
            places.append([alone])
        return places

    # ---- what patterns may begin with ------------------------------------------------------------------

    def rules_at(self, letters: str) -> list[Rule]:
        """The rules that may match where these two characters stand."""
        if letters not in self._rules_at:
            first = bits(letters[0])
            second = bits(letters[1:])
            self._rules_at[letters] = [
                rule
                for rule, opening in self._rules_that_begin(letters[0])
                if opening.may_begin(first, second)
            ]
        return self._rules_at[letters]

    def _rules_that_begin(self, letter: str) -> list[tuple[Rule, Opening]]:
        if letter not in self._rules_from:
            first = bits(letter)
            self._rules_from[letter] = [
                (rule, opening)
                for rule, opening in self._trials
                if opening.begins & first
            ]
        return self._rules_from[letter]

    def _may_match(self, rule: Rule, held: int, tried: dict[str, bool]) -> bool:
        """Whether it is worth a trial: not before a rule is compiled for a text without what it needs.

        Args:
            rule: The rule.
            held: The characters that the text holds, a bit for each.
            tried: What was found for this text, by the names of rules.
        """
        if rule.name in self._compiled:
            return True
        if rule.name not in tried:
            tried[rule.name] = self._opening(rule.source).may_match(held)
        return tried[rule.name]

    def _opening(self, pattern: str) -> Opening:
        """What a pattern may begin with; asked again for each phrase in it, so it is remembered."""
        if pattern not in self._openings:
            items = iter(items_of(pattern))
            self._openings[pattern] = self._opening_of_group(items)
        return self._openings[pattern]

    def _opening_of_group(self, items: Iterator[tuple[str, str, str]]) -> Opening:
        """What the items up to a closing bracket, or the end, may begin with."""
        choices = []
        before = NOTHING  # the items so far
        last = NOTHING  # the last one, which may be repeated
        for _, word, mark in items:
            if mark == ")":
                break
            if mark == "|":
                choices.append(before.then(last))
                before = NOTHING
                last = NOTHING
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
        if mark == "(?=":
            return self._opening_of_group(items).looked_at()
        if (
            mark
        ):  # what stands before the match is not among the letters from its place on
            self._opening_of_group(items)
            return NOTHING
        if word in self.phrases:
            return self._opening(self.phrases[word])
        if word not in self._openings:
            phrases = self._letters_of_phrases(word)
            self._openings[word] = opening_of_phrases(phrases, self._common)
        return self._openings[word]

    # ---- words and candidates --------------------------------------------------------------------------

    def letter(self, word: str) -> tuple[str, bool]:
        """The character that stands for a word as written ('' if it has none) and whether it is a trigger."""
        low = "and" if word == "&" else word.lower().replace("’", "'")
        if low in self.capital and low == word:
            return "", False
        classes = self.classes.get(low, NO_CLASSES)
        shape = self._shape(low)
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
        held = bits(letters)
        tried: dict[str, bool] = {}
        places = range(len(letters))
        return [self._candidates_at(letters, start, held, tried) for start in places]

    def _candidates_at(
        self, letters: str, start: int, held: int, tried: dict[str, bool]
    ) -> list[Candidate]:
        candidates = []
        for rule in self.rules_at(letters[start : start + 2]):
            if not self._may_match(rule, held, tried):
                continue
            _, regex, names = self.compiled(rule)
            match = regex.match(letters, start)
            if match and match.end() > start:
                fields = _read_fields(match, names)
                candidates.append(Candidate(rule, match.end(), fields))
        return sorted(candidates, key=_length, reverse=True)


def _length(candidate: Candidate) -> int:
    return candidate.end


def _joined(forms: list[Form]) -> Form:
    text = "".join([form.text for form in forms])
    return Form(text, tuple(field for form in forms for field in form.fields))


def _choice(letters: str) -> str:
    """A regular expression for any of these characters."""
    return letters if len(letters) == 1 else f"[{letters}]"


def _read_fields(match: re.Match, names: tuple[tuple[str, str], ...]) -> list[Field]:
    """The groups that took part in a match."""
    fields = []
    for number, (name, table) in enumerate(names, 1):
        start, end = match.span(number)
        if start >= 0:
            fields.append(Field(name, table, start, end))
    return fields


@cache
def load() -> Grammar:
    """The grammar that ships with the package."""
    return Grammar(read_toml("words.toml"), read_toml("grammar.toml"))
