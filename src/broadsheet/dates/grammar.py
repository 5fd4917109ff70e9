"""The grammar of dates: classes of words and patterns over them, compiled from grammar.toml.

Each word gets one character, which stands for the set of classes that the word is in; a pattern becomes a
regular expression over such characters. Patterns have no unbounded repeats, so that a match looks at a
bounded number of words, and searching takes time in proportion to the text whatever the text is.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VALUED = frozenset(["NUMBER", "SPELLED"])  # phrases that are fields, as a class is
_ITEM = re.compile(r"(?:(\w+)=)?([A-Z]+(?![\w.'])|[^\s()|?{}=<]+)|(\(\?<?=|[()|?]|\{\d,\d\})")
_BOUNDARY = re.compile(r"([-–—/])")


@dataclass(frozen=True)
class Rule:
    """One rule: what it matches, which operation gives its value, and what that operation is told."""

    name: str
    pattern: re.Pattern
    op: str
    guard: str
    settings: dict


class Grammar:
    """The compiled grammar: `atoms(token)` says what a token is made of, `rules` what to look for."""

    def __init__(self, source: dict) -> None:
        self.values = {
            name: {phrase: _scalar(value) for value, phrases in table.items() for phrase in phrases}
            for name, table in source["words"].items()
        }
        lists = (frozenset(source[name].split()) for name in ("capital", "proper", "surnames", "weak"))
        self.capital, self.proper, self.surnames, self.weak = lists
        self.shapes = [
            (re.compile(shape["form"]), frozenset(shape["classes"]), shape.get("weak", False))
            for shape in source["shapes"]
        ]
        self._phrases = source["phrases"]
        texts = [*self._phrases.values(), *(rule["pattern"] for rule in source["rules"]), *source["names"]]
        texts += [phrase for table in self.values.values() for phrase in table if " " in phrase]
        items = [word for text in texts for _, word, _ in _ITEM.findall(text) if word]
        self._classes = {word: {word} for word in items if not word[0].isupper()}
        for name, table in self.values.items():
            for phrase in table:
                if " " not in phrase:
                    self._classes.setdefault(phrase, set()).add(name)
        sets = {frozenset(classes) for classes in self._classes.values()}
        sets |= {classes for _, classes, _ in self.shapes}
        known = self._classes.items()
        sets |= {shape[1] | classes for word, classes in known for shape in self._shape(word)}
        self._letters = {each: chr(0xE000 + i) for i, each in enumerate(sorted(sets, key=sorted))}
        rules = [{"name": "no date", "pattern": "|".join(source["names"]), "op": "none"}, *source["rules"]]
        self.rules = [self._rule(rule) for rule in rules]
        eights = [self.rules[i : i + 8] for i in range(0, len(self.rules), 8)]  # asked eight at a time
        self._gates = [(re.compile("|".join(_bare(rule) for rule in some)), some) for some in eights]
        self._guards = {
            name: [[re.compile(form) for form in guard.get(side, [])] for side in ("yes", "no")]
            for name, guard in source["guards"].items()
        }
        self.tense = {side: frozenset(words.split()) for side, words in source["tense"].items()}
        self.examples = [(rule["name"], *example) for rule in source["rules"] for example in rule["examples"]]

    def _shape(self, word: str) -> list:
        return [shape for shape in self.shapes if shape[0].fullmatch(word)][:1]

    def _rule(self, rule: dict) -> Rule:
        self._groups = 0
        pattern = re.compile(self._regex(rule["pattern"]))
        return Rule(rule["name"], pattern, rule["op"], rule.get("guard", ""), rule)

    def _regex(self, pattern: str) -> str:
        return "".join(mark or self._item(alias, word) for alias, word, mark in _ITEM.findall(pattern))

    def _item(self, alias: str, word: str) -> str:
        if word in self._phrases and word not in VALUED:
            return f"(?:{self._regex(self._phrases[word])})"
        self._groups += 1
        group = f"?P<{alias or word.lower()}__{word}__{self._groups}>" if word[0].isupper() or alias else "?:"
        if word in self._phrases:
            return f"({group}{self._regex(self._phrases[word])})"
        phrases = [phrase for phrase in self.values.get(word, ()) if " " in phrase]
        longer = sorted(phrases, key=len, reverse=True)
        single = "".join(letter for classes, letter in self._letters.items() if word in classes)
        options = [self._regex(phrase) for phrase in longer] + ([f"[{single}]"] if single else [])
        if not options:
            raise ValueError(f"{word!r} in the grammar of dates is neither a word, a class nor a phrase")
        return f"({group}{'|'.join(options)})"

    def letter(self, word: str) -> tuple[str, bool]:
        """The character that stands for a word as written ('' if it has none) and whether it is a trigger."""
        low = word.lower().replace("’", "'")
        if low in self.capital and low == word:
            return "", False
        classes = self._classes.get(low, set())
        shape = self._shape(low) if low[:2].strip("'q")[:1].isdigit() else []
        if not classes and not shape:
            return "", False
        letter = self._letters[frozenset(classes | shape[0][1]) if shape else frozenset(classes)]
        return letter, low not in self.weak and not (shape and shape[0][2] and not classes)

    def is_common(self, token: str) -> bool:
        """Whether a word with a capital would have none, were it no name and no sentence's first."""
        known = self._classes.get(token.lower(), set())
        return token.istitle() and bool(known) and not self.proper & known

    def atoms(self, token: str) -> tuple[list[tuple[int, int, str]], str, bool]:
        """A token's parts: their extents, a character for each (a space if unknown), whether one triggers.

        >>> load().atoms("mid-November")[0]
        [(0, 3, 'mid'), (3, 4, '-'), (4, 12, 'november')]
        """
        letter, trigger = self.letter(token)
        if letter or not _BOUNDARY.search(token) or len(token) > 60:
            return [(0, len(token), token.lower().replace("’", "'"))], letter or " ", trigger
        parts, letters, triggers, at = [], [], False, 0
        for part in filter(None, _BOUNDARY.split(token)):
            letter, trigger = self.letter(part)
            parts.append((at, at + len(part), part.lower()))
            letters.append(letter or " ")
            triggers, at = triggers or trigger, at + len(part)
        return parts, "".join(letters), triggers

    def allows(self, guard: str, context: str) -> bool:
        """Whether a guard lets a match through, seen in its context."""
        yes, no = ([form.search(context) for form in forms] for forms in self._guards[guard])
        return (any(yes) or not yes) and not any(no)

    def candidates(self, letters: str) -> list[list[tuple[Rule, int, list]]]:
        """For each place in a stretch of characters the rules that match, longest first, with their ends."""
        found = []
        for at in range(len(letters)):
            rules = [rule for gate, some in self._gates if gate.match(letters, at) for rule in some]
            matches = [(rule, rule.pattern.match(letters, at)) for rule in rules]
            some = [(rule, match) for rule, match in matches if match and match.end() > at]
            here = [(rule, match.end(), _fields(match)) for rule, match in some]
            found.append(sorted(here, key=lambda candidate: -candidate[1]))
        return found


def _scalar(value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?\d+", value) else value


def _bare(rule: Rule) -> str:
    return re.sub(r"\?P<\w+>", "?:", rule.pattern.pattern)


def _fields(match: re.Match) -> list[tuple[str, str, int, int]]:
    spans = [(name, *match.span(name)) for name in match.groupdict() if match[name] is not None]
    return [(*name.split("__")[:2], start, end) for name, start, end in spans]


@cache
def load() -> Grammar:
    """The grammar that ships with the package."""
    text = files("broadsheet.dates").joinpath("grammar.toml").read_text(encoding="utf-8")
    return Grammar(tomllib.loads(text))
