"""Regular expressions that are compiled when a text first holds a word that they need.

A rule of guards or tenses mostly holds characters as they stand, or a list of words: "(gate|seat|seats)/".
A short text holds few of them, and looking for them is quicker than compiling the expression, or than
searching with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

WORD = r"(?:(?:[\w'’ /-]|\\\W)\??)+"
WORDS = rf"\(({WORD}(?:\|{WORD})*)\)"
# A list of words inside another, whose brackets can go: ((a|b)|c).
NESTED_WORDS = re.compile(rf"(?<=[(|]){WORDS}(?=[|)])")
ONCE = r"(?![?*{])"
PLAIN = r"(?:\\\W|[^][\\(){}.*+?|^$])"  # a character as it stands
ESCAPED = re.compile(r"\\(\W)")
OPTIONAL = re.compile(r"(\\?.)\?")
TELLING = re.compile(r"[^ /⟦⟧]")  # nearly all texts hold spaces, strokes and marks
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


class Patterns(Sequence[Pattern]):
    """Several expressions in order, few of which are found in any text.

    Each is listed under the words of which a text must hold one. So a text is searched once for each word,
    however many expressions need it, and the others are not looked at.

    >>> greetings = Patterns([Pattern("good (morning|evening)"), Pattern("hello")])
    >>> list(greetings.found_in("hello and good evening"))
    [0, 1]
    """

    def __init__(self, patterns: list[Pattern]) -> None:
        self._patterns = patterns

    def __getitem__(self, number):
        return self._patterns[number]

    def __len__(self) -> int:
        return len(self._patterns)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The numbers of the expressions by the words of which they need one; "" is in every text."""
        by_word: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            needed = pattern.needs[0] if pattern.needs else [""]
            for word in needed:
                by_word.setdefault(word, []).append(number)
        return by_word

    def found_in(self, text: str) -> Iterator[int]:
        """The numbers of the expressions that are found anywhere in a text, in order."""
        possible: set[int] = set()
        for word, numbers in self._by_word.items():
            if word in text:
                possible.update(numbers)
        for number in sorted(possible):
            if self._patterns[number].occurs_in(text):
                yield number

    def any_in(self, text: str) -> bool:
        """Whether one of the expressions is found anywhere in a text."""
        return next(self.found_in(text), None) is not None


def needed_words(source: str) -> list[list[str]]:
    """Lists of words: what a regular expression matches holds one of each; none where that is not plain.

    They come with the characters beside them. Short lists of long words come first: texts hold them seldom.

    >>> needed_words(r"(gate|seat|No\\.)/\\S+ ⟦\\d{4}⟧( \\S+/JJ)? on/IN")
    [[' on/IN'], ['gate/', 'seat/', 'No./']]
    >>> needed_words(r"(trees?|lights)/|-⟦")
    [['trees/', 'tree/', 'lights/', '-⟦']]
    >>> needed_words(r"(gate|seat)/|⟦\\d{4}⟧")
    []
    """
    flat = NESTED_WORDS.sub(r"\1", source.replace("(?:", "("))
    branches = [_telling(runs) for runs in _runs_of_branches(flat)]
    if len(branches) == 1:
        return branches[0]
    if not all(branches):
        return []
    # What any of them matches holds what that one needs most.
    return [[word for needs in branches for word in needs[0]]]


def _telling(runs: list[list[str]]) -> list[list[str]]:
    """Those of which nearly all texts do not hold one, the most telling first."""
    needs = [words for words in runs if all(map(TELLING.search, words))]
    needs.sort(key=_shortest, reverse=True)
    needs.sort(key=len)
    return needs


def _shortest(words: list[str]) -> int:
    return min(map(len, words))


def _runs_of_branches(flat: str) -> list[list[list[str]]]:
    """The runs of characters as they stand, outside of brackets, of each alternative: each as all that it
    can be."""
    branches = [[[""]]]
    depth = 0
    for unit in UNIT.finditer(flat):
        depth += unit[0] == "("
        depth -= unit[0] == ")"
        runs = branches[-1]
        choices = _choices(unit)
        if depth == 0 and unit[0] == "|":
            branches.append([[""]])
        elif depth > 0 or not choices:
            runs.append([""])
        elif len(choices) > 1 and len(runs[-1]) > 1:
            runs.append(choices)
        else:
            runs[-1] = [before + after for before in runs[-1] for after in choices]
    return branches


def _choices(unit: re.Match) -> list[str]:
    """The words of a list, or the one that stands there; none where it can be any."""
    written = unit[1] or unit[2]
    if not written:
        return []
    words = written.split("|")
    if "?" in written:
        words = [word for each in words for word in _with_and_without(each)]
    if "\\" in written:
        words = [ESCAPED.sub(r"\1", word) for word in words]
    return words


def _with_and_without(written: str) -> list[str]:
    """A word with each of its optional characters, and without it.

    >>> _with_and_without("cards?")
    ['cards', 'card']
    """
    optional = OPTIONAL.search(written)
    if optional is None:
        return [written]
    before = written[: optional.start()]
    words = []
    for after in _with_and_without(written[optional.end() :]):
        words += [before + optional[1] + after, before + after]
    return words
