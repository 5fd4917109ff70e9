"""A name within a run of proper words: its folded words, how it is written, what its titles tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .lexicon import bare, lexicon
from .page import QUOTES

SPACE_BEFORE_GENITIVE = re.compile(r" (?=['’]s?\b|['’] )")
LONGEST = 16  # words of a name; what is longer is a list or a headline
LONGEST_IN_CAPITALS = 3  # letters of a word that stays in capitals when names behind "MR." are written small


class Piece(NamedTuple):
    """A name within a run of tokens, from `low` to `high`, and what it tells by itself.

    `key` is the folded name, hyphens apart; `kind` is empty where the name alone does not tell, and
    "weak" if it is none unless somebody bears it; `title` is the last title before it; `gender` what the
    titles tell; `alias` a nickname in marks; `rare` how many of its words are never written small.
    """

    low: int
    high: int
    key: tuple[str, ...]
    display: str
    kind: str
    title: str = ""
    gender: str = ""
    alias: str = ""
    rare: int = 0


@dataclass(slots=True)
class Run:
    """The words of a run, folded and as written, which are never written small, and a part of it."""

    folded: tuple[str, ...]
    words: tuple[str, ...]
    rare: tuple[bool, ...]
    low: int
    high: int
    titles: tuple[str, ...] = ()

    def part(self, low: int, high: int, titles: Sequence[str] = ()) -> "Run":
        """Return another part of the same run."""
        return Run(
            self.folded,
            self.words,
            self.rare,
            low,
            high,
            tuple(titles),
        )

    @property
    def name(self) -> tuple[str, ...]:
        """Return the folded words of the part."""
        return self.folded[self.low : self.high]

    def word(self, i: int) -> str:
        """Return a folded word of the part, nothing behind its end."""
        if i >= self.high:
            return ""
        return self.folded[i]

    def __len__(self) -> int:
        return self.high - self.low


def piece_of(run: Run, kind: str) -> Piece:
    """Make the piece of a part of a run, a nickname in marks apart."""
    rows = list(range(run.low, run.high))
    marks = [i for i in rows if run.words[i] in QUOTES]
    alias = ""
    if len(marks) > 1:
        rows, alias = _without_nickname(run, marks)
    folded = [run.folded[i] for i in rows]
    written = [_in_title_case(run, run.words[i]) for i in rows]
    title = ""
    gender = ""
    if run.titles:
        titles = [bare(word) for word in run.titles]
        title = _last_title(run.titles)
        gender = gender_of_titles(titles)
    particles = lexicon().words["particles"]
    whole = range(run.low, run.high)
    rare = [run.rare[i] or run.folded[i] in particles for i in whole]
    return Piece(
        low=run.low,
        high=run.high,
        key=_key(folded),
        display=_as_one(written),
        kind=kind,
        title=title,
        gender=gender,
        alias=alias,
        rare=sum(rare),
    )


def _without_nickname(run: Run, marks: list[int]) -> tuple[list[int], str]:
    """Return the rows of a name without a nickname in marks, and this; it stays where no name is before."""
    first = marks[0]
    last = marks[-1]
    rows = range(run.low, run.high)
    if first == run.low:  # "Brig “Bunny” Moe"
        return [i for i in rows if i not in marks], ""
    alias = run.folded[first + 1]
    return [i for i in rows if i < first or i > last], alias


def _as_one(words: list[str]) -> str:
    """Join the words of a name, a genitive to the word before it: "Women’s Aid"."""
    return SPACE_BEFORE_GENITIVE.sub("", " ".join(words))


def _key(folded: list[str]) -> tuple[str, ...]:
    """Return the words by which a name is compared, hyphens apart."""
    words: list[str] = []
    for word in folded:
        if "-" not in word:
            words.append(word)
            continue
        parts = [part for part in word.split("-") if part]
        words += parts
    return tuple(words[-LONGEST:])


def _last_title(titles: tuple[str, ...]) -> str:
    lex = lexicon()
    for word in reversed(titles):
        if lex.is_title(word):
            return word
    return ""


def _in_title_case(run: Run, word: str) -> str:
    """Write a name in capitals behind a title as names are: "MR. O'DONOGHUE"."""
    if not run.titles:
        return word
    if not word.isupper():
        return word
    if len(word) <= LONGEST_IN_CAPITALS:
        return word
    before = run.words[: run.low]
    titles = [title for title in before if title.isalpha()]
    if not all(title.isupper() for title in titles):
        return word
    return re.sub(r"\w+", _capitalize, word)


def _capitalize(match: re.Match[str]) -> str:
    return match.group().capitalize()


def gender_of_titles(titles: Sequence[str]) -> str:
    """Return the gender that titles tell, or nothing.

    >>> gender_of_titles(["sir"]), gender_of_titles(["mx"]), gender_of_titles(["dr"])
    ('male', 'other', '')
    """
    lex = lexicon()
    if not lex.female_titles.isdisjoint(titles):
        return "female"
    if not lex.male_titles.isdisjoint(titles):
        return "male"
    if not lex.other_titles.isdisjoint(titles):
        return "other"
    return ""
