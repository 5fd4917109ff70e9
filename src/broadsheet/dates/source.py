"""What words.toml and grammar.toml say: classes of words, shapes, rules and guards as they stand there."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from .patterns import Pattern
from .toml_lines import read_lines

ITEM = re.compile(
    r"(?:(\w+)=)?([A-Z]+(?![\w.'])|[^\s()|?{}=<]+)|(\(\?<?=|[()|?]|\{\d,\d\})"
)
CHOICES = re.compile(r"[|?]")  # (a|b) and a? in the words of a class
EXAMPLES = "examples = "  # how a line of a file begins that has those of a rule
WHOLE_NUMBER = re.compile(r"-?\d+")


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

    yes: list[Pattern]
    no: list[Pattern]

    def allows(self, context: str) -> bool:
        """Whether a match may stand, seen in its context."""
        if any(form.occurs_in(context) for form in self.no):
            return False
        return not self.yes or any(form.occurs_in(context) for form in self.yes)


def read_toml(name: str) -> dict[str, Any]:
    """A file of this folder, without its examples: they are for tests, and take time to read."""
    lines = _text(name).splitlines()
    needed = [line for line in lines if not line.startswith(EXAMPLES)]
    return read_lines(needed)


def read_examples(name: str, *tables: str) -> list[tuple]:
    """The examples of all rules of a file: rule, sentence, value and, where it has one, modifier.

    Args:
        name: The file.
        tables: Its tables of rules.
    """
    source = tomllib.loads(_text(name))
    examples = []
    for table in tables:
        for rule in source[table]:
            for example in rule["examples"]:
                examples.append((rule["name"], *example))
    return examples


def _text(name: str) -> str:
    file = files("broadsheet.dates").joinpath(name)
    return file.read_text(encoding="utf-8")


@cache
def items_of(pattern: str) -> list[tuple[str, str, str]]:
    """The items of a pattern: alias and word, or else a mark."""
    return ITEM.findall(pattern)


def read_class(table: dict[str, str]) -> dict[str, int | str]:
    """The value of each word or phrase of a class."""
    values: dict[str, int | str] = {}
    for written, listed in table.items():
        value = _scalar(written)
        for phrase in listed.split(", "):
            values.update(dict.fromkeys(expand(phrase), value))
    return values


def expand(phrase: str) -> list[str]:
    """Every phrase that a phrase with choices stands for.

    >>> expand("(st.|saint) john 's eve?")
    ["st. john 's eve", "st. john 's", "saint john 's eve", "saint john 's"]
    """
    if not CHOICES.search(phrase):
        return [phrase]
    options = [_options(item) for item in phrase.split()]
    phrases = []
    for choice in product(*options):
        words = [word for word in choice if word]
        phrases.append(" ".join(words))
    return phrases


def _options(item: str) -> list[str]:
    """The words that an item stands for, "" where it may be missing."""
    group = item.removesuffix("?")
    words = group.strip("()").split("|")
    if item.endswith("?"):
        words.append("")
    return words


def read_rule(entry: dict[str, Any]) -> Rule:
    """A rule as it stands in grammar.toml."""
    return Rule(
        name=entry["name"],
        source=entry["pattern"],
        op=entry["op"],
        guard=entry.get("guard", ""),
        settings=entry,
    )


def read_shape(entry: dict[str, Any]) -> Shape:
    """A shape as it stands in words.toml."""
    form = re.compile(entry["form"])
    classes = frozenset(entry["classes"])
    return Shape(form, classes, entry.get("weak", False))


def read_guard(entry: dict[str, list[str]]) -> Guard:
    """A guard as it stands in grammar.toml."""
    yes = entry.get("yes", [])
    no = entry.get("no", [])
    return Guard(_patterns(yes), _patterns(no))


def _scalar(value: str) -> int | str:
    if WHOLE_NUMBER.fullmatch(value):
        return int(value)
    return value


def _patterns(sources: list[str]) -> list[Pattern]:
    return [Pattern(source) for source in sources]
