"""In what role somebody speaks, read from the description by the table in `roles.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from broadsheet.names.lexicon import fold_name

ROLES = (
    *("politician", "official", "police and courts", "expert", "business"),
    *("civil society", "media", "celebrity", "citizen"),
)
UNKNOWN = "unknown"
WORD = re.compile(r"[\w'’.-]*\w")
# What ends the head of a description: "professor of law", "mayor, who …".
BREAKS = re.compile(
    r",|;|--| - |\b(?:of|for|at|in|from|with|who|and|on|to|by|whose|since|under|that)\b"
)


def role_group(description: str | None) -> str:
    """Return in what role somebody with this description speaks, or that it is unknown.

    The last word before "of", "at", a comma and the like heads the description; where it is an office that
    anybody can hold, a word of the rest says of whom.

    >>> role_group("a professor of law at the University of Oslo"), role_group("police spokeswoman")
    ('expert', 'police and courts')
    >>> role_group("president of Acme Ltd"), role_group("the Mexican president"), role_group(None)
    ('business', 'politician', 'unknown')
    """
    if not isinstance(description, str):
        return UNKNOWN
    if not description.strip():
        return UNKNOWN
    text = fold_name(description)
    words = _words_of(text)
    for phrase in BREAKS.split(text):
        group = _group_of(_words_of(phrase), words)
        if group:
            return group
    return UNKNOWN


def _words_of(text: str) -> list[str]:
    """Return the words of a text, abbreviations without their stops."""
    return [word.strip(".") for word in WORD.findall(text)]


def _group_of(phrase: list[str], words: list[str]) -> str:
    """Return the group that heads a phrase, or nothing."""
    heads = _table("heads")
    for last in range(len(phrase) - 1, -1, -1):
        head = phrase[last]
        pair = ""
        if last > 0:
            pair = f"{phrase[last - 1]}-{head}"
        if pair in heads:
            head = pair
        if head not in heads:
            head = _singular(head)
        if head in heads:
            return _of_whom(head, words) or heads[head]
    return ""


def _of_whom(head: str, words: list[str]) -> str:
    """Return the group that the words beside an open office tell, or nothing."""
    if head not in _open_heads():
        return ""
    bodies = _table("of")
    for word in words:
        if word in bodies:
            return bodies[word]
    return ""


def _singular(word: str) -> str:
    """Return a word without the ending of a plural: groups are described by the same nouns.

    >>> _singular("officials"), _singular("policemen"), _singular("actress")
    ('official', 'policeman', 'actress')
    """
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def is_outlet(name: str | None) -> bool:
    """Say whether a body is a newspaper, a broadcaster or an agency, by its name.

    >>> is_outlet("The Straits Times"), is_outlet("Agence France-Presse"), is_outlet("Ministry of Health")
    (True, True, False)
    """
    if not isinstance(name, str):
        return False
    words = WORD.findall(fold_name(name))
    table = _definitions()["outlets"]
    of_outlets = set(table["words"].split())
    if not of_outlets.isdisjoint(words):
        return True
    joined = "-".join(words)
    phrases = table["phrases"].split()
    return any(phrase in joined for phrase in phrases)


@cache
def _definitions() -> dict[str, Any]:
    path = files(__package__).joinpath("roles.toml")
    text = path.read_text("utf-8")
    return tomllib.loads(text)


@cache
def _table(name: str) -> dict[str, str]:
    """Map each word of a table to its group; the first group that has a word keeps it."""
    groups: dict[str, str] = {}
    for group, words in _definitions()[name].items():
        for word in words.split():
            groups.setdefault(word, group)
    return groups


@cache
def _open_heads() -> frozenset[str]:
    return frozenset(_definitions()["open"]["heads"].split())
