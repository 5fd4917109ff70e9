"""The word lists of the room, read once: what the words in and around a name say about it.

Everything that is knowledge of the language stands in the TOML and text files beside this module;
their first lines say how entries are written.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

Names = frozenset[tuple[str, ...]]
Words = frozenset[str]

STRAIGHT = {"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'"}
WITHOUT_ACCENT = {
    "đ": "d",
    "Đ": "D",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
}
INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
REMEMBERED = 50_000  # words: the same ones are folded again and again
REPLACED = str.maketrans(STRAIGHT | WITHOUT_ACCENT | INVISIBLE)


@lru_cache(maxsize=REMEMBERED)
def fold_name(text: str) -> str:
    """Return `text` in lower case, without accents, its apostrophes straight.

    >>> fold_name("Andrés López-Obrador")
    'andres lopez-obrador'
    """
    if text.isascii():
        return text.lower()
    replaced = text.translate(REPLACED)
    decomposed = unicodedata.normalize("NFKD", replaced)
    letters = [letter for letter in decomposed if not unicodedata.combining(letter)]
    return "".join(letters).lower()


@dataclass(frozen=True)
class Lexicon:
    """The lists under the names that the files give them, sections of titles joined."""

    titles: Words
    title_phrases: Names
    modifiers: Words
    honorifics: Words
    polite_titles: Words
    surname_titles: Words
    kept_titles: Words
    offices: Names
    male_titles: Words
    female_titles: Words
    other_titles: Words
    letters: Words
    office_of: dict[str, str]
    abbreviations: dict[str, str]
    callings: Words
    body_heads: Words
    body_words: Words
    body_starts: Words
    body_owners: Words
    body_names: Names
    body_pairs: Words
    place_heads: Words
    place_starts: Words
    place_names: Names
    aliases: dict[str, str]
    words: dict[str, Words]
    patterns: dict[str, re.Pattern[str]]
    sources: dict[str, Words]
    kinds_of: dict[str, str]
    converse: dict[str, str]
    nicknames: dict[str, str]
    first_names: dict[str, str]
    given_names: dict[str, str]
    family_names: Words
    person_noun: re.Pattern[str]

    @property
    def suffixes(self) -> Words:
        """Return what stands behind a family name: "Jr.", "III"."""
        return self.words["suffixes"]

    def gender_of(self, given: str) -> str:
        """Return the gender that a given name speaks for, or nothing."""
        gender = self.given_names.get(given)
        if not gender:
            gender = self.first_names.get(given, "")
        if gender == "any":
            return ""
        return gender

    def is_personal(self, word: str) -> bool:
        """Say whether people somewhere bear this word as a given or a family name."""
        if self.is_given(word):
            return True
        return self.is_family(word)

    def is_family(self, word: str) -> bool:
        """Say whether people somewhere bear this word as a family name: listed, or built like "O'Brien"."""
        if word in self.family_names:
            return True
        return self.patterns["apostrophe"].match(word) is not None

    def is_place(self, word: str) -> bool:
        """Say whether a word alone is a place."""
        return word in self.places_of_one_word

    def is_given(self, word: str) -> bool:
        """Say whether people somewhere bear this word as a given name."""
        if word in self.first_names:
            return True
        return word in self.given_names

    def is_people(self, word: str) -> bool:
        """Say whether a word is a nationality, in the singular or plural: "floridian", "floridians"."""
        demonyms = self.words["demonyms"]
        if word in demonyms:
            return True
        if self.is_given(word):  # "Thais"
            return False
        return word.endswith("s") and word[:-1] in demonyms

    def is_title(self, word: str) -> bool:
        """Say whether the word, with its full stop or without, is a title or calling."""
        folded = fold_name(word)
        if folded in self.titles_as_written:
            return True
        return "-" in folded and self.is_rank(folded)

    def is_rank(self, folded: str) -> bool:
        """Say whether a word is a title with a rank before its hyphen: "sub-inspector", "major-general"."""
        rank, _, title = folded.rpartition("-")
        if not rank:
            return False
        if title not in self.titles:
            return False
        if rank in self.words["ranks"]:
            return True
        is_surname = rank in self.surname_titles and rank in self.family_names
        if not self.is_rank_before(rank):
            return False
        return not is_surname

    def is_rank_before(self, word: str) -> bool:
        """Say whether a word stands before titles as a part of them: "deputy", "lieutenant"."""
        if word in self.modifiers:
            return True
        return word in self.titles

    # Lists that several rules ask for, joined once

    @cached_property
    def titles_as_written(self) -> Words:
        """Return the titles without a stop and with one."""
        long = {title for title in self.titles if len(title) > 1}
        stopped = {f"{title}." for title in long}
        unstopped = {title for title in self.titles if bare(title) == title}
        return frozenset(stopped | unstopped)

    @cached_property
    def title_phrase_sizes(self) -> list[int]:
        """Return how many words the titles of several words have."""
        sizes = {len(phrase) for phrase in self.title_phrases}
        return sorted(sizes)

    @cached_property
    def perhaps_names(self) -> Words:
        """Return the words that are names only where somebody bears them."""
        return self.surname_titles | self.words["demonyms"] | self.words["doubtful"]

    @cached_property
    def before_titles(self) -> Words:
        """Return what stands before a title as a part of it: "former", "French"."""
        return self.modifiers | self.words["demonyms"]

    @cached_property
    def joiners_and_modifiers(self) -> Words:
        """Return what is no name at the beginning of one."""
        return self.modifiers | self.words["joiners"]

    @cached_property
    def relatives(self) -> Words:
        """Return the nouns for relatives."""
        nouns: set[str] = set()
        for gender in ("female", "male", "any"):
            nouns |= self.sources[f"relatives_{gender}"]
        return frozenset(nouns)

    @cached_property
    def bodies_of_one_word(self) -> Words:
        """Return the bodies of one word."""
        return _single(self.body_names)

    @cached_property
    def places_of_one_word(self) -> Words:
        """Return the places of one word."""
        return _single(self.place_names)

    @cached_property
    def familiar(self) -> Words:
        """Return the words that are names by themselves, wherever they stand."""
        first_names = frozenset(self.first_names)
        return self.places_of_one_word | self.bodies_of_one_word | first_names


def _single(names: Names) -> Words:
    """Return the names of one word as words."""
    return frozenset(name[0] for name in names if len(name) == 1)


def bare(word: str) -> str:
    """Return an abbreviation without its last stop: "sgt." as "sgt"."""
    is_abbreviation = len(word) > 2 and word.endswith(".")
    if is_abbreviation:
        return word[:-1]
    return word


@cache
def lexicon() -> Lexicon:
    """Read the lists."""
    return Lexicon(
        **_lists_of_titles(),
        **_lists_of_bodies(),
        **_lists_of_places(),
        **_lists_of_sources(),
        **_lists_of_words(),
        nicknames=_read("nicknames.toml")["nicknames"],
        first_names=_by_heading("first_names.txt"),
        given_names=_by_heading("given_names.txt"),
        family_names=frozenset(_by_heading("family_names.txt")),
    )


def _lists_of_titles() -> dict[str, Any]:
    """Read what stands before and behind names."""
    data = _read("titles.toml")
    lists = data["titles"]
    letters = data["letters"]
    of_one_word = {
        name: text for name, text in lists.items() if name not in OTHER_LISTS
    }
    callings = _words(lists["callings"])
    return {
        "titles": _all_words(of_one_word),
        "abbreviations": data["abbreviations"],
        "callings": callings,
        "title_phrases": _names(lists["of_several_words"]),
        "modifiers": _words(lists["modifiers"]),
        "honorifics": _words(lists["honorifics"]),
        "polite_titles": _words(lists["polite"]),
        "surname_titles": _words(lists["surnames"]) | callings,
        "kept_titles": _words(lists["kept"]),
        "offices": _names(lists["offices"]),
        "male_titles": _words(lists["male"]),
        "female_titles": _words(lists["female"]),
        "other_titles": _words(lists["other"]),
        "letters": _all_words(letters),
        "office_of": _offices(data["same_office"]),
    }


def _lists_of_bodies() -> dict[str, Any]:
    lists = _read("bodies.toml")["bodies"]
    return {
        "body_heads": _words(lists["heads"]),
        "body_words": _words(lists["inside"]),
        "body_starts": _words(lists["starts"]),
        "body_owners": _words(lists["owners"]),
        "body_names": _names(lists["known"]),
        "body_pairs": _words(lists["pairs"]),
    }


def _lists_of_places() -> dict[str, Any]:
    data = _read("places.toml")
    lists = data["places"]
    return {
        "place_heads": _words(lists["heads"]),
        "place_starts": _words(lists["starts"]),
        "place_names": _names(lists["names"]),
        "aliases": data["aliases"],
    }


def _lists_of_sources() -> dict[str, Any]:
    """Read the nouns and pronouns that head a source."""
    data = _read("sources.toml")
    nouns = _each(data["sources"])
    endings = sorted(nouns["person_endings"])
    pattern = "|".join(endings)
    return {
        "sources": nouns,
        "kinds_of": data["kinds_of"],
        "converse": data["converse"],
        "person_noun": re.compile(f"(?:{pattern})$"),
    }


def _lists_of_words() -> dict[str, Any]:
    data = _read("words.toml")
    patterns = data["patterns"]
    return {
        "words": _each(data["words"]),
        "patterns": {name: re.compile(text) for name, text in patterns.items()},
    }


# The lists in the section of titles that are not titles of one word.
OTHER_LISTS = {
    "of_several_words",
    "modifiers",
    "honorifics",
    "polite",
    "surnames",
    "kept",
    "offices",
    "male",
    "female",
    "other",
}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    path = files(__package__).joinpath(name)
    return path.read_text("utf-8")


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that are no comments."""
    for line in text.splitlines():
        if not line.startswith("#"):
            yield line


def _words(text: str) -> Words:
    """Return the words of a list."""
    words: set[str] = set()
    for line in _lines(text):
        words.update(line.split())
    return frozenset(words)


def _each(lists: dict[str, str]) -> dict[str, Words]:
    """Return the words of each list."""
    return {name: _words(text) for name, text in lists.items()}


def _all_words(lists: dict[str, str]) -> Words:
    """Return the words of several lists as one."""
    return frozenset().union(*_each(lists).values())


def _names(text: str) -> Names:
    """Read names of several words, `|` between them."""
    lines = " ".join(_lines(text))
    names = set()
    for entry in lines.split("|"):
        words = tuple(entry.split())
        if words:
            names.add(words)
    return frozenset(names)


def _offices(groups: dict[str, str]) -> dict[str, str]:
    """Map each word for an office to the first name of that office."""
    office_of: dict[str, str] = {}
    for office, words in groups.items():
        first = office.replace("_", "-")
        for word in [first, *words.split()]:
            office_of.setdefault(word, office)
    return office_of


def _by_heading(name: str) -> dict[str, str]:
    """Map each word of a text file to the `[heading]` above it."""
    heading_of: dict[str, str] = {}
    heading = ""
    for line in _lines(_text(name)):
        if line.startswith("["):
            heading = line.strip("[]")
            continue
        for word in line.split():
            heading_of[word] = heading
    return heading_of
