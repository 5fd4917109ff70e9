"""Whether the clause of a date tells what happened, is planned, is only said, is denied or was called off."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HAPPENED = "happened"
DATE = "DATE"
OTHER_DATE = "day/NN"  # another day of the clause


@dataclass(frozen=True)
class Rule:
    """A pattern on a clause, and the certainty of what the clause tells if the pattern is in it."""

    certainty: str
    pattern: re.Pattern[str]
    on_governor: bool
    examples: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of certainty.toml, in order."""
    folder = files("broadsheet.timeline")
    path = folder / "certainty.toml"
    text = path.read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    entries = tables["rule"]
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: dict) -> Rule:
    return Rule(
        certainty=entry["certainty"],
        pattern=re.compile(entry["pattern"]),
        on_governor=entry.get("in") == "governor",
        examples=tuple(entry["examples"]),
    )


@cache
def judge(clause: str, governor: str) -> str:
    """Return the certainty of what a clause tells.

    Args:
        clause: The clause of the date as lemma/TAG words, the date itself as DATE
            and any other as day/NN.
        governor: The clause that it depends on, likewise; empty if there is none.

    >>> judge("the/DT minister/NNS will/MD meet/VB on/IN DATE", "")
    'planned'
    """
    for rule in rules():
        text = governor if rule.on_governor else clause
        if rule.pattern.search(text):
            return rule.certainty
    return HAPPENED
