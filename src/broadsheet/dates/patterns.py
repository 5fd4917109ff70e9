"""Regular expressions that are compiled when a text first holds a word that they need.

A rule of guards or tenses mostly begins or ends with a list of words: "(gate|seat|seats)/". A short text
holds few of them, and looking for the words is quicker than compiling the expression.
"""

import re
from dataclasses import dataclass
from functools import cached_property

WORD = r"(?:[\w'’-]|\\[.$-])+"
PLAIN_GROUP = re.compile(rf"\(({WORD}(?:\|{WORD})*)\)(?![?*{{])")
# A list of words inside another, whose brackets can go: ((a|b)|c).
NESTED_GROUP = re.compile(rf"(?<=[(|])\(({WORD}(?:\|{WORD})*)\)(?=[|)])")
NO_SYNTAX = re.compile(r"\\.|\[[^]]*\]")  # brackets and bars in these are characters


@dataclass(frozen=True)
class Pattern:
    """A regular expression by its source."""

    source: str

    @cached_property
    def words(self) -> list[str]:
        """The words of which a text must hold one, or none where that is not known."""
        return needed_words(self.source)

    @cached_property
    def compiled(self) -> re.Pattern:
        """The expression compiled."""
        return re.compile(self.source)

    def occurs_in(self, text: str) -> bool:
        """Whether the expression is found anywhere in a text."""
        is_compiled = "compiled" in self.__dict__
        if not is_compiled and not self._may_occur_in(text):
            return False
        return self.compiled.search(text) is not None

    def _may_occur_in(self, text: str) -> bool:
        if not self.words:
            return True
        return any(word in text for word in self.words)


def needed_words(source: str) -> list[str]:
    """The words one of which every match of a regular expression holds; none where that is not plain.

    >>> needed_words(r"(gate|seat|No\\.)/\\S+ ⟦\\d{4}⟧( \\S+/JJ)?")
    ['gate', 'seat', 'No.']
    >>> needed_words(r"(gate|seat)/|⟦\\d{4}⟧")
    []
    """
    flat = NESTED_GROUP.sub(r"\1", source.replace("(?:", "("))
    syntax = NO_SYNTAX.sub(_blank, flat)
    if "|" in _outside_brackets(syntax):
        return []
    for group in PLAIN_GROUP.finditer(flat):
        before = syntax[: group.start()]
        if before.count("(") == before.count(")"):
            return group[1].replace("\\", "").split("|")
    return []


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


def _outside_brackets(syntax: str) -> str:
    """What stands in no brackets."""
    depth = 0
    outside = []
    for character in syntax:
        if character == ")":
            depth -= 1
        if depth == 0:
            outside.append(character)
        if character == "(":
            depth += 1
    return "".join(outside)
