"""The words that the grammar of dates knows: their classes, and a character for each set of classes."""

import re
from typing import Any, NamedTuple

from .openings import FIRST_LETTER
from .source import Shape, items_of, read_class, read_shape

# A quotation mark read in the wrong encoding ends a word as well: "2013â€".
BOUNDARY = re.compile(r"([-–—/]|[.,]?â€.*)")
WITH_FIGURES = re.compile(r"['q]{0,2}\d|[hq][1-4]|fy\d")
LONGEST_COMPOUND = 60  # characters of a token that is split at its hyphens
NO_CLASSES: frozenset[str] = frozenset()
NO_LETTER = ("", False)
UNKNOWN = " "  # stands for a word that the grammar does not have


class Atoms(NamedTuple):
    """A token's parts (start, end, word), a character for each, and whether one triggers.

    A word that the grammar does not have, whole or in parts, needs no parts: no match holds it.
    """

    parts: list[tuple[int, int, str]]
    letters: str
    trigger: bool


UNKNOWN_WORD = Atoms([], UNKNOWN, False)


class Lexicon:
    """The words and shapes of words.toml, with the words that stand in patterns.

    Args:
        source: What words.toml says.
        patterns: The patterns of the grammar; a word that stands in one is a class of its own.
    """

    def __init__(self, source: dict[str, Any], patterns: list[str]) -> None:
        self.values = _read_classes(source["words"])
        self.capital = _words(source["capital"])
        self.proper = _words(source["proper"])
        self.surnames = _words(source["surnames"])
        self.weak = _words(source["weak"])
        self.shapes = [read_shape(entry) for entry in source["shapes"]]
        self.classes = self._classes_of_words(patterns)
        self.letters = self._letters_of_classes()
        self.letters_of_word = self._by_word()

    def _classes_of_words(self, patterns: list[str]) -> dict[str, frozenset[str]]:
        """The classes of each word; a word that stands in a pattern is a class of its own."""
        classes: dict[str, frozenset[str]] = {}
        for word in self._words_of_patterns(patterns):
            classes[word] = frozenset([word])
        for name, table in self.values.items():
            for phrase in table:
                if " " not in phrase:
                    others = classes.get(phrase, NO_CLASSES)
                    classes[phrase] = others | {name}
        return classes

    def _words_of_patterns(self, patterns: list[str]) -> list[str]:
        """The words in small letters that stand in patterns, or in phrases of a class."""
        words = []
        for pattern in patterns:
            for _, word, _ in items_of(pattern):
                if word and not word[0].isupper():
                    words.append(word)
        for table in self.values.values():
            for phrase in table:
                if " " in phrase:
                    words += phrase.split()
        return words

    def _letters_of_classes(self) -> dict[frozenset[str], str]:
        """A character for each set of classes that a word may have."""
        sets = set(self.classes.values())
        sets.update(shape.classes for shape in self.shapes)
        for word, classes in self.classes.items():
            shape = self._shape(word)
            if shape:
                sets.add(shape.classes | classes)
        letters = {}
        in_order = sorted(sets, key=sorted)
        for number, classes in enumerate(in_order, FIRST_LETTER):
            letters[classes] = chr(number)
        return letters

    def _by_word(self) -> dict[str, str]:
        """The characters that stand for each word or class."""
        by_word: dict[str, str] = {}
        for classes, letter in self.letters.items():
            for word in classes:
                others = by_word.get(word, "")
                by_word[word] = others + letter
        return by_word

    def weak_letters(self) -> str:
        """The characters of words that are no reason to look closer at a sentence: most texts hold some."""
        letters = []
        for word in sorted(self.weak):
            letters.append(self.letters_of_word.get(word, ""))
        for shape in self.shapes:
            if shape.weak:
                letters.append(self.letters[shape.classes])
        return "".join(letters)

    def _shape(self, word: str) -> Shape | None:
        """The shape of a word with figures, if it has one."""
        if not WITH_FIGURES.match(word):
            return None
        for shape in self.shapes:
            if shape.form.fullmatch(word):
                return shape
        return None

    def letter(self, word: str) -> tuple[str, bool]:
        """The character that stands for a word as written ('' if it has none) and whether it is a trigger."""
        low = _lower(word)
        if low == "&":
            low = "and"
        if low == word and low in self.capital:
            return NO_LETTER
        classes = self.classes.get(low, NO_CLASSES)
        shape = self._shape(low)
        if shape is None and not classes:
            return NO_LETTER
        is_trigger = low not in self.weak
        if shape is None:
            return self.letters[classes], is_trigger
        if shape.weak and not classes:
            is_trigger = False
        return self.letters[shape.classes | classes], is_trigger

    def is_common(self, token: str) -> bool:
        """Whether a word with a capital would have none, were it no name and no sentence's first."""
        if not token.istitle():
            return False
        low = token.lower()
        classes = self.classes.get(low, NO_CLASSES)
        if not classes:
            return False
        return self.proper.isdisjoint(classes)

    def atoms(self, token: str) -> Atoms:
        """A token's parts: their extents, a character for each (a space if unknown), whether one triggers.

        >>> from broadsheet.dates.grammar import load
        >>> load().lexicon.atoms("mid-November").parts
        [(0, 3, 'mid'), (3, 4, '-'), (4, 12, 'november')]
        """
        if token.isalpha() and token.lower() not in self.classes:
            return UNKNOWN_WORD  # most words: they have no figures and no parts
        letter, is_trigger = self.letter(token)
        if letter:
            whole = (0, len(token), _lower(token))
            return Atoms([whole], letter, is_trigger)
        if len(token) > LONGEST_COMPOUND:
            return UNKNOWN_WORD
        if not BOUNDARY.search(token):
            return UNKNOWN_WORD
        return self._compound(token)

    def _compound(self, token: str) -> Atoms:
        """The parts of a token with hyphens or strokes."""
        parts = []
        letters = []
        has_trigger = False
        start = 0
        for part in filter(None, BOUNDARY.split(token)):
            letter, is_trigger = self.letter(part)
            end = start + len(part)
            parts.append((start, end, part.lower()))
            letters.append(letter or UNKNOWN)
            has_trigger = has_trigger or is_trigger
            start = end
        return Atoms(parts, "".join(letters), has_trigger)


def _read_classes(tables: dict[str, Any]) -> dict[str, dict[str, int | str]]:
    """The classes of words by their names, each with the value of its words and phrases."""
    classes = {}
    for name, table in tables.items():
        classes[name] = read_class(table)
    return classes


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _lower(word: str) -> str:
    low = word.lower()
    return low.replace("’", "'")
