"""What each distinct word of a corpus can be in a name, judged once for all its occurrences."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np

from .lexicon import bare, fold_name, lexicon

# Never a name by themselves: "D-N.Y.", "Kremlin-friendly", "Reuters/AFP".
NO_NAME = re.compile(r"[RDI]-[A-Z][\w.]*$|[A-Z][\w.]*-[a-z][\w-]*$|.*\w/\w")
GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,5}$")  # "Jong-un", after a family name
# "al-Hashimi", "d'Arcy", "o'Neill": a particle joined to its name.
PARTICLED = re.compile(r"(?:a[lnrstdz]|ash|el|ul|bin|ben|ibn|abu|[dlo])[-'’][A-Z]\w")
JOINING_MARKS = re.compile(
    r"[-/'’]"
)  # without one of these none of the three above holds
SHORTEST_LONG = 4  # letters of a word that is no small word of a headline
SHORTEST_SHOUTED = 5  # letters of a place in capitals that is a dateline and no acronym

# How a word is written, one bit for each.
CAPITAL, LOWER, UPPER, LONG, SHOUTED, GIVEN_NAME, COMPOUND, PARTICLE_JOINED = (
    1 << i for i in range(8)
)


@dataclass(frozen=True)
class Traits:
    """Arrays over the distinct words; `folds` and `folded` are the folded word and its number."""

    words: list[str]
    folds: list[str]
    folded: np.ndarray
    capital: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    long: np.ndarray
    shouted: np.ndarray
    familiar: np.ndarray
    first_name: np.ndarray
    family: np.ndarray
    given: np.ndarray
    doubtful: np.ndarray
    dating: np.ndarray
    given_day: np.ndarray
    never: np.ndarray
    particle: np.ndarray
    heads: np.ndarray
    owner: np.ndarray
    titles: np.ndarray
    joiners: dict[str, np.ndarray]
    halves: list[tuple[int, int, int]]

    @property
    def size(self) -> int:
        """Return the number of distinct folded words."""
        return int(self.folded.max(initial=0)) + 1


def judge_words(words: list[str]) -> Traits:
    """Judge each distinct word of the corpus: by how it is written, and by the lists that hold it."""
    folds = [_folded(word) for word in words]
    numbers: dict[str, int] = {}
    folded = [numbers.setdefault(word, len(numbers)) for word in folds]
    shapes = np.array([_shape(word) for word in words], int)
    bits_of = _lists_of_words()
    lists = np.array([bits_of.get(word, 0) for word in folds], int)

    def shaped(shape: int) -> np.ndarray:
        return (shapes & shape) > 0

    def listed(name: str) -> np.ndarray:
        return (lists & _bit_of(name)) > 0

    lower = shaped(LOWER)
    titles = listed("titles")
    particled = shaped(PARTICLE_JOINED)
    never = listed("never") | listed("doubtful") | shaped(COMPOUND)
    joiners = {word: listed(f"joiner {word}") & lower for word in SMALL_JOINERS}
    joiners["&"] = listed("joiner &")
    return Traits(
        words=words,
        folds=folds,
        folded=np.array(folded, int),
        capital=shaped(CAPITAL) | particled,
        lower=lower,
        upper=shaped(UPPER),
        long=shaped(LONG),
        shouted=shaped(SHOUTED) & listed("places"),
        familiar=listed("familiar") | titles,
        first_name=listed("first names"),
        family=listed("family first"),
        given=shaped(GIVEN_NAME),
        doubtful=listed("doubtful"),
        dating=listed("dating"),
        given_day=listed("given days"),
        never=never & ~titles & ~particled,
        particle=listed("particles") & lower,
        heads=listed("heads") | titles,
        owner=listed("owners"),
        titles=titles,
        joiners=joiners,
        halves=_halves(folds, numbers),
    )


def _folded(word: str) -> str:
    return "u.s." if word == "US" else fold_name(word)


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
    if JOINING_MARKS.search(word):
        shape |= _shape_of_compound(word)
        if shape & PARTICLE_JOINED:
            shape &= ~LOWER
    return shape


def _shape_of_compound(word: str) -> int:
    shape = 0
    if NO_NAME.match(word):
        shape |= COMPOUND
    if GIVEN.match(word):
        shape |= GIVEN_NAME
    if PARTICLED.match(word):
        shape |= PARTICLE_JOINED
    return shape


SMALL_JOINERS = ("of", "to", "the", "and", "for")
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
    "joiner &",
    *(f"joiner {word}" for word in SMALL_JOINERS),
)


def _bit_of(name: str) -> int:
    return 1 << LISTS.index(name)


@cache
def _lists_of_words() -> dict[str, int]:
    """Map each word of the lists to the lists that hold it, one bit for each."""
    lex = lexicon()
    members = {
        "titles": lex.titles_as_written,
        "familiar": lex.familiar,
        "places": lex.places_of_one_word,
        "first names": lex.first_names,
        "family first": lex.words["family_first"],
        "doubtful": lex.words["doubtful"],
        "dating": lex.words["dating"],
        "given days": lex.words["given_days"],
        "never": lex.words["never"],
        "particles": lex.words["particles"],
        "heads": lex.body_heads | lex.place_heads,
        "owners": lex.body_owners,
        "joiner &": ["&"],
    }
    members |= {f"joiner {word}": [word] for word in SMALL_JOINERS}
    bits_of: dict[str, int] = defaultdict(int)
    for name, words in members.items():
        for word in words:
            bits_of[word] |= _bit_of(name)
    return dict(bits_of)


def _halves(folds: list[str], numbers: dict[str, int]) -> list[tuple[int, int, int]]:
    """List the hyphenated words whose halves are words of the corpus too."""
    halves = []
    for i, word in enumerate(folds):
        if "-" not in word:
            continue
        first, _, second = word.partition("-")
        if first in numbers and second in numbers:
            halves.append((i, numbers[first], numbers[second]))
    return halves


def is_letters(word: str, spelled: str) -> bool:
    """Say whether a word is letters behind a name, as written: "KC", "MBE", "Phd".

    >>> is_letters("kc", "KC"), is_letters("ma", "Ma")
    (True, False)
    """
    if not spelled[:1].isupper():
        return False
    last = spelled.rstrip(".")[-1:]
    return last.isupper() and bare(word).replace(".", "") in lexicon().letters
