"""The rules of tense.toml: patterns over the words around a date or a verb, and the tense that they tell."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from .patterns import Pattern
from .source import read_toml

# What can be said of a date: gone, to come, likely to come ("ahead"), the nearest on either side ("near" of
# a day on which something is held), in the present tense, gone for certain ("since"), or nothing ("").
Tense = str

LIST_NAME = re.compile(r"\{([a-z_]+)\}")  # of a list, in a rule's pattern


@dataclass(frozen=True)
class TenseRule:
    """A pattern over marked tokens and the tense that it tells; `only` and `without` are fields of the
    date."""

    name: str
    pattern: Pattern
    tense: Tense
    only: frozenset[str]
    without: frozenset[str]

    def is_for(self, fields: frozenset[str]) -> bool:
        """Whether it is for dates with these fields."""
        if self.only and self.only.isdisjoint(fields):
            return False
        return self.without.isdisjoint(fields)


@dataclass(frozen=True)
class TenseRules:
    """The rules and lists of tense.toml."""

    dates: list[TenseRule]
    verbs: list[TenseRule]
    lists: dict[str, frozenset[str]]


@cache
def tense_rules() -> TenseRules:
    """The rules that ship with the package."""
    source = read_toml("tense.toml")
    lists = source["lists"]
    dates = [_compile(rule, lists) for rule in source["dates"]]
    verbs = [_compile(rule, lists) for rule in source["verbs"]]
    return TenseRules(
        dates, verbs, {name: frozenset(words) for name, words in lists.items()}
    )


def fill_lists(pattern: str, lists: dict[str, list[str]]) -> str:
    """A pattern with the words of lists in the place of their names."""
    for name in set(LIST_NAME.findall(pattern)):
        either = "|".join(map(re.escape, lists[name]))
        pattern = pattern.replace(f"{{{name}}}", f"(?:{either})")
    return pattern


def _compile(rule: dict[str, Any], lists: dict[str, list[str]]) -> TenseRule:
    pattern = fill_lists(rule["pattern"], lists)
    return TenseRule(
        rule["name"],
        Pattern(pattern),
        rule["tense"],
        frozenset(rule.get("only", [])),
        frozenset(rule.get("without", [])),
    )


@lru_cache(maxsize=1 << 8)
def rules_for(fields: frozenset[str]) -> list[TenseRule]:
    """The rules for dates with these fields; many dates have the same, so they are remembered."""
    return [rule for rule in tense_rules().dates if rule.is_for(fields)]


@lru_cache(maxsize=1 << 14)
def verb_tense(context: str) -> Tense:
    """What a verb, or a word like "scheduled", says of time; "" leaves it to the next."""
    for rule in tense_rules().verbs:
        if rule.pattern.occurs_in(context):
            return rule.tense
    return ""
