"""Regular expressions that are compiled when a text first holds a word that they need.

A rule of guards or tenses mostly holds characters as they stand, or a list of words: "(gate|seat|seats)/".
A short text holds few of them, and looking for them is quicker than compiling the expression, or than
searching with it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

WORD = r"(?:[\w'’ /-]|\\\W)+"
WORDS = rf"\(({WORD}(?:\|{WORD})*)\)"
# A list of words inside another, whose brackets can go: ((a|b)|c).
NESTED_WORDS = re.compile(rf"(?<=[(|]){WORDS}(?=[|)])")
ONCE = r"(?![?*{])"
PLAIN = r"(?:\\\W|[^][\\(){}.*+?|^$])"  # a character as it stands
ESCAPED = re.compile(r"\\(\W)")
TELLING = re.compile(r"[^\W_]")  # nearly all texts hold spaces and strokes
UNIT = re.compile(
    r"\[\^?\]?(?:\\.|[^\]\\])*\]"  # one of several characters
    rf"|{WORDS}{ONCE}"
    rf"|((?:{PLAIN}{ONCE})+)"
    r"|\{[\d,]*\}"  # how often
    r"|\\?.",
    re.DOTALL,
)


@dataclass(frozen=True)
class Pattern:
    """A regular expression by its source."""

    source: str

    @cached_property
    def needs(self) -> list[list[str]]:
        """Lists of words: a text that the expression matches holds one of each."""
        return needed_words(self.source)

    @cached_property
    def compiled(self) -> re.Pattern:
        """The expression compiled."""
        return re.compile(self.source)

    def occurs_in(self, text: str) -> bool:
        """Whether the expression is found anywhere in a text.

        Its words are looked for first: that takes less time than searching with it, or compiling it.
        """
        for words in self.needs:
            for word in words:
                if word in text:
                    break
            else:  # none of these is there
                return False
        return self.compiled.search(text) is not None


def needed_words(source: str) -> list[list[str]]:
    """Lists of words: what a regular expression matches holds one of each; none where that is not plain.

    They come with the characters beside them. Short lists of long words come first: texts hold them seldom.

    >>> needed_words(r"(gate|seat|No\\.)/\\S+ ⟦\\d{4}⟧( \\S+/JJ)? on/IN")
    [[' on/IN'], ['gate/', 'seat/', 'No./']]
    >>> needed_words(r"(gate|seat)/|⟦\\d{4}⟧")
    []
    """
    flat = NESTED_WORDS.sub(r"\1", source.replace("(?:", "("))
    needs = []
    for words in _runs(flat):
        if all(map(TELLING.search, words)):
            needs.append(words)
    needs.sort(key=_shortest, reverse=True)
    needs.sort(key=len)
    return needs


def _shortest(words: list[str]) -> int:
    return min(map(len, words))


def _runs(flat: str) -> list[list[str]]:
    """The runs of characters as they stand, outside of brackets: each as all that it can be."""
    runs = [[""]]
    depth = 0
    for unit in UNIT.finditer(flat):
        depth += unit[0] == "("
        depth -= unit[0] == ")"
        choices = _choices(unit)
        if depth == 0 and unit[0] == "|":
            return []
        if depth > 0 or not choices:
            runs.append([""])
        elif len(choices) > 1 and len(runs[-1]) > 1:
            runs.append(choices)
        else:
            runs[-1] = [before + after for before in runs[-1] for after in choices]
    return runs


def _choices(unit: re.Match) -> list[str]:
    """The words of a list, or the one that stands there; none where it can be any."""
    written = unit[1] or unit[2] or ""
    if "\\" in written:
        written = ESCAPED.sub(r"\1", written)
    return written.split("|") if written else []
