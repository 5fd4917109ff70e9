"""What each distinct word of a corpus can be in a name, judged once for all its occurrences."""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

import numpy as np

from .lexicon import Lexicon, bare, fold, lexicon

# Never a name by themselves: "D-N.Y.", "Kremlin-friendly", "Reuters/AFP".
NO_NAME = re.compile(r"[RDI]-[A-Z][\w.]*$|[A-Z][\w.]*-[a-z][\w-]*$|.*\w/\w")
GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,5}$")  # "Jong-un", after a family name
# "al-Mannai", "d'Arcy", "o'Neill": a particle joined to its name.
PARTICLED = re.compile(r"(?:a[lnrstdz]|ash|el|ul|bin|ben|ibn|abu|[dlo])[-'’][A-Z]\w")
HANDLE = re.compile(r"@\w\w+$")  # "@anna_b" in a post


@dataclass(frozen=True)
class Traits:
    """Arrays over the distinct words; `folds` and `folded` are the folded word and its number."""

    words: np.ndarray
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
    never: np.ndarray
    particle: np.ndarray
    heads: np.ndarray
    titles: np.ndarray
    joiners: dict[str, np.ndarray]
    halves: list[tuple[int, int, int]]

    @property
    def size(self) -> int:
        """Return the number of distinct folded words."""
        return int(self.folded.max(initial=0)) + 1


def judge_words(words: np.ndarray) -> Traits:
    """Judge each distinct word of the corpus."""
    lex = lexicon()
    folds = [fold(word) if word != "US" else "u.s." for word in words]
    numbers: dict[str, int] = {}
    folded = np.array([numbers.setdefault(word, len(numbers)) for word in folds], int)

    def listed(group: Container[str]) -> np.ndarray:
        return np.array([word in group for word in folds], bool)

    def shaped(test: Callable[[str], object]) -> np.ndarray:
        return np.array(list(map(bool, map(test, words))), bool)

    titles = np.array([lex.is_title(word) for word in folds], bool)
    particled = shaped(PARTICLED.match)
    lower = shaped(lambda word: word[:1].islower()) & ~particled
    places = _single(lex.place_names)
    never = listed(lex.words["never"] | lex.words["doubtful"]) | shaped(NO_NAME.match)
    return Traits(
        words=words,
        folds=folds,
        folded=folded,
        capital=shaped(lambda word: word[:1].isupper()) | particled,
        lower=lower,
        upper=shaped(lambda word: word.isupper()),
        long=shaped(lambda word: len(word) > 3),
        shouted=shaped(lambda word: len(word) > 4 and word.isupper()) & listed(places),
        familiar=listed(_familiar(lex)) | titles,
        first_name=listed(lex.first_names),
        family=listed(lex.words["family_first"]),
        given=shaped(GIVEN.match),
        doubtful=listed(lex.words["doubtful"]),
        dating=listed(lex.words["dating"]),
        never=never & ~titles & ~particled,
        particle=listed(lex.words["particles"]) & lower,
        heads=listed(lex.body_heads | lex.place_heads) | titles,
        titles=titles,
        joiners=_joiners(lex, listed, lower),
        halves=_halves(folds, numbers),
    )


def _single(names: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(name[0] for name in names if len(name) == 1)


def _familiar(lex: Lexicon) -> frozenset[str]:
    """Return the words that are names by themselves, wherever they stand."""
    return _single(lex.place_names) | _single(lex.body_names) | frozenset(lex.first_names)


def _joiners(lex: Lexicon, listed: Callable, lower: np.ndarray) -> dict[str, np.ndarray]:
    """Say of each small word that can join names where it is written small."""
    small = lex.words["joiners"]
    return {word: listed({word}) & (lower if word != "&" else True) for word in small}


def _halves(folds: list[str], numbers: dict[str, int]) -> list[tuple[int, int, int]]:
    """List the hyphenated words whose halves are words of the corpus too."""
    halves = []
    for i, word in enumerate(folds):
        one, hyphen, other = word.partition("-")
        if hyphen and one in numbers and other in numbers:
            halves.append((i, numbers[one], numbers[other]))
    return halves


def is_letters(word: str, spelled: str) -> bool:
    """Say whether a word is letters behind a name, as written: "KC", "MBE", "Phd".

    >>> is_letters("kc", "KC"), is_letters("ma", "Ma")
    (True, False)
    """
    capitals = spelled[:1].isupper() and spelled.rstrip(".")[-1:].isupper()
    return capitals and bare(word).replace(".", "") in lexicon().letters
