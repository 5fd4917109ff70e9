"""The grammar of dates: classes of words and patterns over them, compiled from words.toml and grammar.toml.

Each word gets one character, which stands for the set of classes that the word is in; a pattern becomes a
regular expression over such characters. Patterns have no unbounded repeats, so that a match looks at a
bounded number of words, and searching takes time in proportion to the text whatever the text is.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from .alternatives import either
from .lexicon import Lexicon
from .openings import (
    END,
    NOTHING,
    Opening,
    any_of,
    bits,
    opening_of_phrases,
)
from .source import (
    Guard,
    Rule,
    items_of,
    read_guard,
    read_rule,
    read_toml,
)

# Phrases that are fields, as a class is.
VALUED = frozenset(["NUMBER", "SPELLED", "MINUTES"])

# Of each group of a regular expression its name, and the table that its words are read with.
Groups = tuple[tuple[str, str], ...]


class Field(NamedTuple):
    """A named part of a pattern: its name, the table that its words are read with, and its characters."""

    name: str
    table: str
    start: int
    end: int


class Trial(NamedTuple):
    """A rule, and what it may begin with."""

    rule: Rule
    opening: Opening


class Form(NamedTuple):
    """A pattern as a regular expression, and the name and table of each of its groups."""

    text: str
    fields: Groups = ()

    def grouped(self) -> "Form":
        """The same, so that a mark after it is of the whole."""
        if len(self.text) == 1:
            return self
        return Form(f"(?:{self.text})", self.fields)


class Compiled(NamedTuple):
    """A rule's regular expression, and the name and table of each of its groups."""

    rule: Rule
    regex: re.Pattern
    fields: Groups


class Candidate(NamedTuple):
    """A rule that matches, where its match ends, and its fields."""

    rule: Rule
    end: int
    fields: list[Field]


class Grammar:
    """The compiled grammar: `lexicon` has the words, `rules` what to look for."""

    def __init__(self, words: dict[str, Any], source: dict[str, Any]) -> None:
        self.phrases: dict[str, str] = source["phrases"]
        self.rules = _read_rules(source)
        self.guards = _read_guards(source)
        patterns = [*self.phrases.values()]
        patterns += [rule.source for rule in self.rules]
        self.lexicon = Lexicon(words, patterns)
        weak_letters = self.lexicon.weak_letters()
        self._common = bits(weak_letters)
        # What was asked for is remembered.
        self._forms: dict[str, Form] = {}
        self._openings: dict[str, Opening] = {}
        self._compiled: dict[str, Compiled] = {}
        self._trials_of_pairs: dict[str, list[Trial]] = {}
        self._trials_of_letters: dict[str, list[tuple[Trial, int]]] = {}
        self._trials = [self._trial(rule) for rule in self.rules]

    def _trial(self, rule: Rule) -> Trial:
        opening = self._opening(rule.source)
        return Trial(rule, opening)

    # ---- from patterns to regular expressions --------------------------------------------------------

    def compiled(self, rule: Rule) -> Compiled:
        """A rule's regular expression: made when it is first needed, since most texts need few of them."""
        if rule.name in self._compiled:
            return self._compiled[rule.name]
        form = self._form(rule.source)
        regex = re.compile(form.text)
        compiled = Compiled(rule, regex, form.fields)
        self._compiled[rule.name] = compiled
        return compiled

    def _form(self, pattern: str) -> Form:
        """A pattern as a regular expression; phrases recur, so it is remembered."""
        if pattern not in self._forms:
            forms = []
            for item in items_of(pattern):
                forms.append(self._form_of_item(*item))
            self._forms[pattern] = _joined(forms)
        return self._forms[pattern]

    def _form_of_item(self, alias: str, word: str, mark: str) -> Form:
        if mark == "(":
            return Form("(?:")
        if mark:
            return Form(mark)
        if word in self.phrases:
            form = self._form(self.phrases[word])
            is_field = word in VALUED
        else:
            form = self._form_of_word(word)
            is_class = word[0].isupper()
            is_field = bool(alias) or is_class
        if not is_field:
            return form.grouped()
        name = alias or word.lower()
        group = (name, word)
        return Form(f"({form.text})", (group, *form.fields))

    def _form_of_word(self, word: str) -> Form:
        """A word, or any word or phrase of a class."""
        phrases = self._letters_of_phrases(word)
        if not phrases:
            raise ValueError(
                f"{word!r} in the grammar of dates is neither a word, a class nor a phrase"
            )
        return Form(either(phrases))

    def _letters_of_phrases(self, word: str) -> list[list[str]]:
        """Of a word, or of each phrase and word of a class, the characters that its places may hold.

        The longest phrases come first, the single words at the end.
        """
        lexicon = self.lexicon
        table = lexicon.values.get(word, ())
        phrases = [phrase for phrase in table if " " in phrase]
        phrases.sort(key=len, reverse=True)
        places = []
        for phrase in phrases:
            parts = phrase.split()
            letters = [lexicon.letters_of_word[part] for part in parts]
            places.append(letters)
        alone = lexicon.letters_of_word.get(word)
        if alone:
            places.append([alone])
        return places

    # ---- what patterns may begin with ------------------------------------------------------------------

    def _trials_at(self, letters: str) -> list[Trial]:
        """The rules that may match where these two characters stand, or one at the end."""
        if letters not in self._trials_of_pairs:
            second = bits(letters[1:]) or END
            trials = []
            for trial, seconds in self._trials_from(letters[0]):
                if seconds & second:
                    trials.append(trial)
            self._trials_of_pairs[letters] = trials
        return self._trials_of_pairs[letters]

    def _trials_from(self, letter: str) -> list[tuple[Trial, int]]:
        """The rules that may match from a character on, and what may follow it."""
        if letter not in self._trials_of_letters:
            first = bits(letter)
            trials = []
            for trial in self._trials:
                seconds = trial.opening.seconds(first)
                if seconds:
                    trials.append((trial, seconds))
            self._trials_of_letters[letter] = trials
        return self._trials_of_letters[letter]

    def _opening(self, pattern: str) -> Opening:
        """What a pattern may begin with; asked again for each phrase in it, so it is remembered."""
        if pattern not in self._openings:
            items = items_of(pattern)
            opening = self._opening_of_group(iter(items))
            self._openings[pattern] = opening
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

    # ---- candidates ---------------------------------------------------------------------------------

    def candidates(self, letters: str) -> list[list[Candidate]]:
        """For each place in a stretch of characters the rules that match, longest first, with their ends."""
        held = bits(letters)
        candidates = []
        for start in range(len(letters)):
            of_place = self._candidates_at(letters, start, held)
            candidates.append(of_place)
        return candidates

    def _candidates_at(self, letters: str, start: int, held: int) -> list[Candidate]:
        """The rules that match at a place; `held` are the characters of the stretch, a bit for each."""
        candidates = []
        pair = letters[start : start + 2]
        for rule, opening in self._trials_at(pair):
            compiled = self._compiled.get(rule.name)
            if compiled is None:
                # It is not worth compiling a rule for a text without what it needs.
                if not opening.may_match(held):
                    continue
                compiled = self.compiled(rule)
            _, regex, names = compiled
            match = regex.match(letters, start)
            if match is None:
                continue
            end = match.end()
            if end > start:
                fields = _read_fields(match, names)
                candidates.append(Candidate(rule, end, fields))
        candidates.sort(key=_length, reverse=True)
        return candidates


def _read_rules(source: dict[str, Any]) -> list[Rule]:
    """The rules of grammar.toml, the names that are passed over among them."""
    names = "|".join(source["names"])
    no_date = {"name": "no date", "pattern": names, "op": "none"}
    entries = [no_date, *source["rules"]]
    return [read_rule(entry) for entry in entries]


def _read_guards(source: dict[str, Any]) -> dict[str, Guard]:
    """The guards of grammar.toml by their names."""
    guards = {}
    for name, entry in source["guards"].items():
        guards[name] = read_guard(entry)
    return guards


def _length(candidate: Candidate) -> int:
    return candidate.end


def _joined(forms: list[Form]) -> Form:
    texts = []
    fields: list[tuple[str, str]] = []
    for form in forms:
        texts.append(form.text)
        fields += form.fields
    return Form("".join(texts), tuple(fields))


def _read_fields(match: re.Match, names: Groups) -> list[Field]:
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
    words = read_toml("words.toml")
    source = read_toml("grammar.toml")
    return Grammar(words, source)
