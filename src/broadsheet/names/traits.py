"""What each distinct word of a corpus can be in a name, judged once for all its occurrences."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Flags, Integers
from ..text.lemmas import load_forms
from .lexicon import bare, fold_name, lexicon

# Never a name by themselves: "D-N.Y.", "Kremlin-friendly", "Reuters/AFP".
NO_NAME = re.compile(r"[RDI]-[A-Z][\w.]*$|[A-Z][\w.]*-[a-z][\w-]*$|.*\w/\w")
GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,5}$")  # "Jong-un", after a family name
# "al-Hashimi", "d'Arcy", "o'Neill": a particle joined to its name.
PARTICLED = re.compile(r"(?:a[lnrstdz]|ash|el|ul|bin|ben|ibn|abu|[dlo])[-'’][A-Z]\w")
# Without one of these none of the three above holds.
JOINING_MARKS = re.compile(r"[-/'’]")
ENGLISH_ENDS = ("ed", "er", "ers", "ing", "ly", "s")  # of "Kremlin-led"
VOWELS = ("u", "o", "e", "i")
SYLLABLE = (3, 4)  # letters of "ling", "ming"
SHORTEST_LONG = 4  # letters of a word that is no small word of a headline
SHORTEST_SHOUTED = 5  # letters of a place in capitals that is a dateline and no acronym

# How a word is written, one bit for each.
CAPITAL = 1 << 0
LOWER = 1 << 1
UPPER = 1 << 2
LONG = 1 << 3
SHOUTED = 1 << 4
GIVEN_NAME = 1 << 5
COMPOUND = 1 << 6
PARTICLE_JOINED = 1 << 7


@dataclass(frozen=True)
class Traits:
    """Arrays over the distinct words; `folds` and `folded` are the folded word and its number."""

    words: list[str]
    folds: list[str]
    folded: Integers
    capital: Flags
    lower: Flags
    upper: Flags
    long: Flags
    shouted: Flags
    familiar: Flags
    first_name: Flags
    family: Flags
    given: Flags
    doubtful: Flags
    dating: Flags
    given_day: Flags
    never: Flags
    particle: Flags
    heads: Flags
    owner: Flags
    titles: Flags
    joiners: dict[str, Flags]
    halves: list[tuple[int, int, int]]

    @property
    def size(self) -> int:
        """Return the number of distinct folded words."""
        return int(self.folded.max(initial=0)) + 1


class _Judged:
    """The distinct words with what their spelling and the lists say of each, as bits."""

    def __init__(self, words: list[str], folds: list[str]):
        bits_of = _lists_of_words()
        shapes = [_shape(word) for word in words]
        lists = [bits_of.get(word, 0) for word in folds]
        self.shapes = np.array(shapes, int)
        self.lists = np.array(lists, int)

    def are_shaped(self, shape: int) -> Flags:
        """Say which words are written so."""
        return (self.shapes & shape) > 0

    def are_listed(self, name: str) -> Flags:
        """Say which words this list holds."""
        return (self.lists & _bit_of(name)) > 0

    def are_listed_small(self, name: str) -> Flags:
        """Say which words this list holds and are written small."""
        return self.are_listed(name) & self.are_shaped(LOWER)


def judge_words(words: list[str]) -> Traits:
    """Judge each distinct word of the corpus: by how it is written, and by the lists that hold it."""
    folds = [_folded(word) for word in words]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(folds))}
    folded = [numbers[word] for word in folds]
    judged = _Judged(words, folds)
    titles = judged.are_listed("titles")
    particled = judged.are_shaped(PARTICLE_JOINED)
    return Traits(
        words=words,
        folds=folds,
        folded=np.array(folded, int),
        capital=judged.are_shaped(CAPITAL) | particled,
        lower=judged.are_shaped(LOWER),
        upper=judged.are_shaped(UPPER),
        long=judged.are_shaped(LONG),
        shouted=judged.are_shaped(SHOUTED) & judged.are_listed("places"),
        familiar=judged.are_listed("familiar") | titles,
        first_name=judged.are_listed("first names"),
        family=judged.are_listed("family first"),
        given=judged.are_shaped(GIVEN_NAME),
        doubtful=judged.are_listed("doubtful"),
        dating=judged.are_listed("dating"),
        given_day=judged.are_listed("given days"),
        never=_never_names(judged) & ~titles & ~particled,
        particle=judged.are_listed_small("particles"),
        heads=judged.are_listed("heads") | titles,
        owner=judged.are_listed("owners"),
        titles=titles,
        joiners=_joiners(judged),
        halves=_halves(folds, numbers),
    )


def _never_names(judged: _Judged) -> Flags:
    """Say which words are no names, whatever their capitals."""
    is_never = judged.are_listed("never")
    is_doubtful = judged.are_listed("doubtful")
    is_compound = judged.are_shaped(COMPOUND)
    return is_never | is_doubtful | is_compound


def _joiners(judged: _Judged) -> dict[str, Flags]:
    """Say of each small word which of the words it is; names are joined by small letters only."""
    joiners = {}
    for joiner in lexicon().words["joiners"]:
        name = f"joiner {joiner}"
        joiners[joiner] = judged.are_listed_small(name)
    joiners["&"] = judged.are_listed("joiner &")
    return joiners


def _folded(word: str) -> str:
    if word == "US":
        return "u.s."
    return fold_name(word)


def _shape(word: str) -> int:
    """Return how a word is written, one bit for each shape."""
    shape = 0
    initial = word[:1]
    length = len(word)
    if length >= SHORTEST_LONG:
        shape |= LONG
    if word.isupper():
        shape |= UPPER
        if length >= SHORTEST_SHOUTED:
            shape |= SHOUTED
    if initial.isupper():
        shape |= CAPITAL
    elif initial.islower():
        shape |= LOWER
    if not word.isalpha() and JOINING_MARKS.search(word):
        shape |= _shape_of_compound(word)
        if shape & PARTICLE_JOINED:
            shape &= ~LOWER
    return shape


def _shape_of_compound(word: str) -> int:
    shape = 0
    if NO_NAME.match(word) and not _is_given_compound(word):
        shape |= COMPOUND
    if GIVEN.match(word):
        shape |= GIVEN_NAME
    if PARTICLED.match(word):
        shape |= PARTICLE_JOINED
    return shape


def _is_given_compound(word: str) -> bool:
    """Say whether a word is a given name with a small half that is no word of English: "Soo-jin".

    >>> _is_given_compound("Soo-jin"), _is_given_compound("Kremlin-led")
    (True, False)
    """
    if not GIVEN.match(word):
        return False
    if lexicon().is_given(word.lower()):  # "Mei-ling"
        return True
    _, _, half = word.partition("-")
    if half.endswith("ing") and len(half) in SYLLABLE:
        return True  # "Mei-ling"
    if half in VOWELS:
        return True  # "Hyeong-u"
    is_english = half in load_forms().bases or half.endswith(ENGLISH_ENDS)
    return len(half) > 1 and not is_english


LISTS = (
    "titles",
    "familiar",
    "places",
    "first names",
    "family first",
    "doubtful",
    "dating",
    "given days",
    "never",
    "particles",
    "heads",
    "owners",
)


@cache
def _bits() -> dict[str, int]:
    """Give each list a bit."""
    joiners = [f"joiner {joiner}" for joiner in sorted(lexicon().words["joiners"])]
    names = [*LISTS, *joiners]
    return {name: 1 << number for number, name in enumerate(names)}


def _bit_of(name: str) -> int:
    return _bits()[name]


@cache
def _lists_of_words() -> dict[str, int]:
    """Map each word of the lists to the lists that hold it, one bit for each."""
    lex = lexicon()
    words = lex.words
    members: dict[str, Iterable[str]] = {
        "titles": lex.titles_as_written,
        "familiar": lex.familiar,
        "places": lex.places_of_one_word,
        "first names": lex.first_names,
        "family first": words["family_first"],
        "doubtful": words["doubtful"],
        "dating": words["dating"],
        "given days": words["given_days"],
        "never": words["never"],
        "particles": words["particles"],
        "heads": lex.body_heads | lex.place_heads,
        "owners": lex.body_owners,
    }
    for joiner in words["joiners"]:
        members[f"joiner {joiner}"] = [joiner]
    bits_of: dict[str, int] = defaultdict(int)
    for name, listed in members.items():
        bit = _bit_of(name)
        for word in listed:
            bits_of[word] |= bit
    return dict(bits_of)


def _halves(folds: list[str], numbers: dict[str, int]) -> list[tuple[int, int, int]]:
    """List the hyphenated words whose halves are words of the corpus too."""
    halves = []
    for number, word in enumerate(folds):
        first, hyphen, second = word.partition("-")
        if not hyphen:
            continue
        if first in numbers and second in numbers:
            half = (number, numbers[first], numbers[second])
            halves.append(half)
    return halves


def is_letters(word: str, spelled: str) -> bool:
    """Say whether a word is letters behind a name, as written: "KC", "MBE", "Phd".

    >>> is_letters("kc", "KC"), is_letters("ma", "Ma")
    (True, False)
    """
    if not spelled[:1].isupper():
        return False
    last = spelled.rstrip(".")[-1:]
    if not last.isupper():
        return False
    letters = bare(word).replace(".", "")
    return letters in lexicon().letters
