"""What the tagger sees of words: their beginnings, their ends and their shapes, as numbers.

Beginnings and ends are looked up as whole numbers, those of all words at once, and not as strings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product, repeat
from operator import add

import numpy as np
import pandas as pd

from broadsheet.characters import Characters, spell_out

from .letters import (
    CAPITAL,
    DIGIT,
    HYPHEN,
    SMALL,
    STOP,
    TITLE,
    Words,
    change_all,
)

# Marks of capitals that tell little: of a sentence's first word, of a headline.
MARKS = ("", "^", "~")
_WRITTEN_MARKS = MARKS[1:]
_PLAIN = dict.fromkeys("123456789", "0") | {"’": "'"}
DIGITS = str.maketrans(_PLAIN)

_VIEWS = "word cased end1 end2 end3 end4 end5 head1 head3 shape shape3 tail"
TEMPLATES = tuple(_VIEWS.split())
# How many letters are seen of a beginning (above 0) or an end (below).
CUTS = {"end1": -1, "end2": -2, "end3": -3, "end4": -4, "end5": -5}
CUTS |= {"head1": 1, "head3": 3}
_BITS = 12  # of a letter in the number of an end: five letters fit 64 bits
_UNKNOWN = (1 << _BITS) - 1  # a letter of no beginning or end that the tagger knows

_CASES = ("x", "XX", "X", "0", "xX", "Xx", "Xy")
# The shapes of words, such as "x", "Xx", "^Xy-.": mark, case, hyphens and stops.
SHAPES = tuple(
    mark + case + hyphen + stop
    for case, hyphen, stop, mark in product(_CASES, ("", "-"), ("", "."), MARKS)
)
PLAIN_SHAPE = SHAPES.index("x")


@dataclass(frozen=True)
class Units:
    """Distinct words, told apart where a capital may only be due to the place ("The", "^The")."""

    words: Words
    mark: np.ndarray  # of each word, as indices into MARKS

    @classmethod
    def of(cls, strings: list[str], mark: np.ndarray) -> "Units":
        """The words with their marks; a word that is written with such a mark has it already.

        >>> units = Units.of(["Hill", "^a", "~"], np.array([1, 0, 0]))
        >>> units.words.strings, units.mark.tolist()
        (['Hill', 'a', '~'], [1, 1, 0])
        """
        words = list(strings)
        marks = mark.copy()
        for number, word in enumerate(strings):
            if word.startswith(_WRITTEN_MARKS) and len(word) > 1:
                words[number] = word[1:]
                marks[number] = MARKS.index(word[0])
        return cls(Words(words), marks)

    def with_edge(self) -> "Units":
        """The same after an empty word, which stands for what is beyond the ends of a sentence."""
        strings = ["", *self.words.strings]
        return Units(Words(strings), np.append(0, self.mark))

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def strings(self) -> list[str]:
        """The words with their marks."""
        strings = list(self.words.strings)
        marked = np.flatnonzero(self.mark)
        marks = self.mark[marked].tolist()
        for unit, mark in zip(marked.tolist(), marks, strict=True):
            strings[unit] = MARKS[mark] + strings[unit]
        return strings

    @cached_property
    def plain(self) -> list[str]:
        """The words in small letters, with noughts for digits and one kind of apostrophe."""
        return change_all(self.words.strings, _plain)

    @cached_property
    def shapes(self) -> np.ndarray:
        """The shape of each word, as indices into `SHAPES`."""
        case = _cases(self.words)
        with_hyphen = 2 * case + self.words.have(HYPHEN)
        with_stop = 2 * with_hyphen + self.words.have(STOP)
        return len(MARKS) * with_stop + self.mark


def _plain(text: str) -> str:
    return without_digits(text.lower())


def without_digits(text: str) -> str:
    """Each digit as a nought, and one kind of apostrophe.

    >>> without_digits("1990’s")
    "0000's"
    """
    for character, plain in _PLAIN.items():
        text = text.replace(character, plain)
    return text


def _cases(words: Words) -> np.ndarray:
    """In which case each word is, as indices into `_CASES`."""
    has_small = words.have(SMALL)
    is_lower = has_small & ~words.have(CAPITAL | TITLE)
    is_upper = words.have(CAPITAL) & ~words.have(SMALL | TITLE)
    after_first = words.kinds_after_first
    goes_on_lower = ((after_first & SMALL) > 0) & (
        (after_first & (CAPITAL | TITLE)) == 0
    )
    cases = {
        "x": is_lower | (words.sizes == 0),
        "XX": is_upper & (words.sizes > 1),
        "X": is_upper,
        "0": words.begin_with(DIGIT),
        "xX": words.begin_with(SMALL),
        "Xx": goes_on_lower,
    }
    numbers = [_CASES.index(case) for case in cases]
    return np.select(list(cases.values()), numbers, _CASES.index("Xy"))


@dataclass(frozen=True)
class Vocabulary:
    """The values that the tagger knows, by template, and what words are looked up in."""

    numbers: dict[str, dict[str, int]]  # template → value → number, from 1
    letters: dict[str, int]  # of beginnings and ends
    pieces: dict[str, pd.Index]  # template → beginnings or ends, as whole numbers

    @classmethod
    def of(cls, numbers: dict[str, dict[str, int]]) -> "Vocabulary":
        """Prepare what words are looked up in.

        Args:
            numbers: template → value → number, from 1, in order.
        """
        texts = ["".join(numbers[template]) for template in CUTS]
        alphabet = sorted(set("".join(texts)))
        letters = {letter: number for number, letter in enumerate(alphabet, 1)}
        pieces = {}
        for template, cut in CUTS.items():
            spelled = spell_out(list(numbers[template]))
            letter = _letters(spelled, letters)
            *_, keys = _keys(letter, spelled, cut)
            pieces[template] = pd.Index(keys)
        return cls(numbers, letters, pieces)

    def seen(self, units: Units) -> dict[str, np.ndarray]:
        """Return by template the number of what it sees of each unit, 0 for what the tagger does not know."""
        plain = units.plain
        seen = self._pieces_seen(plain)
        seen["word"] = self._look_up("word", plain)
        shape_numbers = self._look_up("shape", list(SHAPES))
        seen["shape"] = shape_numbers[units.shapes]
        # Of words in small letters these see nothing.
        shaped = np.flatnonzero(units.shapes != PLAIN_SHAPE)
        words = [plain[unit] for unit in shaped.tolist()]
        shapes = [SHAPES[shape] for shape in units.shapes[shaped].tolist()]
        ends = [word[CUTS["end3"] :] for word in words]
        cased = map(add, shapes, words)
        seen["cased"] = self._of_some("cased", cased, shaped, units)
        with_ends = map(add, shapes, ends)
        seen["shape3"] = self._of_some("shape3", with_ends, shaped, units)
        hyphened = np.flatnonzero(units.words.have(HYPHEN))
        tails = [plain[unit].rpartition("-")[2] for unit in hyphened.tolist()]
        seen["tail"] = self._of_some("tail", tails, hyphened, units)
        return seen

    def _pieces_seen(self, plain: list[str]) -> dict[str, np.ndarray]:
        """The numbers of the words' beginnings and ends."""
        spelled = spell_out(plain)
        letter = _letters(spelled, self.letters)
        ends = _keys(letter, spelled, min(CUTS.values()))
        beginnings = _keys(letter, spelled, max(CUTS.values()))
        seen = {}
        for template, cut in CUTS.items():
            keys = ends if cut < 0 else beginnings
            numbers = self.pieces[template].get_indexer(keys[abs(cut) - 1])
            seen[template] = numbers + 1
        return seen

    def _look_up(self, template: str, values: Iterable[str]) -> np.ndarray:
        numbers = map(self.numbers[template].get, values, repeat(0))
        return np.fromiter(numbers, dtype=np.intp)

    def _of_some(
        self, template: str, values: Iterable[str], rows: np.ndarray, units: Units
    ) -> np.ndarray:
        """The numbers of values that some units have; of the others nothing is seen."""
        nothing = self.numbers[template].get("", 0)
        numbers = np.full(len(units), nothing, dtype=np.intp)
        numbers[rows] = self._look_up(template, values)
        return numbers


def _letters(spelled: Characters, letters: dict[str, int]) -> np.ndarray:
    """The number of each letter in an alphabet."""

    def number(letter: str) -> int:
        return letters.get(letter, _UNKNOWN)

    return spelled.describe(number, np.int64)


def _keys(letter: np.ndarray, spelled: Characters, cut: int) -> list[np.ndarray]:
    """The beginnings or ends of words as whole numbers, a letter after the other, by how many letters.

    Args:
        letter: the number of each letter; 0 beyond the words.
        spelled: the words.
        cut: how many letters are taken at most, below 0 from the end.
    """
    keys = np.zeros(len(spelled.starts), dtype=np.int64)
    keys_by_length = []
    for step in range(abs(cut)):
        if cut < 0:
            before_word = spelled.starts - 1
            place = np.maximum(spelled.ends - 1 - step, before_word)
        else:
            place = np.minimum(spelled.starts + step, spelled.ends)
        # Before the first word stands what stands after the last: no letter.
        keys = keys + (letter[place] << (_BITS * step))
        keys_by_length.append(keys)
    return keys_by_length
