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
    decomposed = unicodedata.normalize("NFKD", text.translate(REPLACED))
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letters).lower()


# What stands before a hyphen and a title, and is no title itself.
RANKS = frozenset(["sub", "ex", "co", "under", "pro", "sous"])


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
        gender = self.given_names.get(given) or self.first_names.get(given, "")
        return "" if gender == "any" else gender

    def is_given(self, word: str) -> bool:
        """Say whether people somewhere bear this word as a given name."""
        return word in self.first_names or word in self.given_names

    def is_title(self, word: str) -> bool:
        """Say whether the word, with its full stop or without, is a title or calling."""
        folded = fold_name(word)
        return folded in self.titles_as_written or self.is_rank(folded)

    def is_rank(self, folded: str) -> bool:
        """Say whether a word is a title with a rank before its hyphen: "sub-inspector", "major-general"."""
        rank, _, title = folded.rpartition("-")
        if not rank or title not in self.titles:
            return False
        borne = rank in self.surname_titles and rank in self.family_names
        return rank in RANKS or (self.is_rank_before(rank) and not borne)

    def is_rank_before(self, word: str) -> bool:
        """Say whether a word stands before titles as a part of them: "deputy", "lieutenant"."""
        return word in self.modifiers or word in self.titles

    # Lists that several rules ask for, joined once

    @cached_property
    def titles_as_written(self) -> Words:
        """Return the titles without a stop and with one."""
        stopped = {f"{title}." for title in self.titles if len(title) > 1}
        unstopped = {title for title in self.titles if bare(title) == title}
        return frozenset(stopped | unstopped)

    @cached_property
    def title_phrase_sizes(self) -> list[int]:
        """Return how many words the titles of several words have."""
        return sorted({len(phrase) for phrase in self.title_phrases})

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
        lists = (
            self.sources[f"relatives_{gender}"] for gender in ("female", "male", "any")
        )
        return frozenset().union(*lists)

    @cached_property
    def places_of_one_word(self) -> Words:
        """Return the places of one word."""
        return _single(self.place_names)

    @cached_property
    def familiar(self) -> Words:
        """Return the words that are names by themselves, wherever they stand."""
        return (
            self.places_of_one_word
            | _single(self.body_names)
            | frozenset(self.first_names)
        )


def _single(names: Names) -> Words:
    return frozenset(name[0] for name in names if len(name) == 1)


def bare(word: str) -> str:
    """Return an abbreviation without its last stop: "sgt." as "sgt"."""
    return word[:-1] if len(word) > 2 and word.endswith(".") else word


@cache
def lexicon() -> Lexicon:
    """Read the lists."""
    titles = _read("titles.toml")
    heads = titles["titles"]
    lists = {key: heads.pop(key) for key in LISTS_OF_TITLES}
    bodies = _read("bodies.toml")["bodies"]
    places = _read("places.toml")
    sources = _read("sources.toml")
    nouns = {key: _words(text) for key, text in sources["sources"].items()}
    endings = "|".join(sorted(nouns["person_endings"]))
    all_titles = frozenset().union(*(_words(text) for text in heads.values()))
    callings = _words(heads["callings"])
    family_names = frozenset(_by_heading("family_names.txt"))
    return Lexicon(
        titles=all_titles,
        abbreviations=titles["abbreviations"],
        callings=callings,
        title_phrases=_names(lists["of_several_words"]),
        modifiers=_words(lists["modifiers"]),
        honorifics=_words(lists["honorifics"]),
        polite_titles=_words(lists["polite"]),
        surname_titles=_words(lists["surnames"]) | callings,
        kept_titles=_words(lists["kept"]),
        offices=_names(lists["offices"]),
        male_titles=_words(lists["male"]),
        female_titles=_words(lists["female"]),
        other_titles=_words(lists["other"]),
        letters=frozenset().union(
            *(_words(text) for text in titles["letters"].values())
        ),
        office_of=_offices(titles["same_office"]),
        body_heads=_words(bodies["heads"]),
        body_words=_words(bodies["inside"]),
        body_starts=_words(bodies["starts"]),
        body_owners=_words(bodies["owners"]),
        body_names=_names(bodies["known"]),
        body_pairs=_words(bodies["pairs"]),
        place_heads=_words(places["places"]["heads"]),
        place_starts=_words(places["places"]["starts"]),
        place_names=_names(places["places"]["names"]),
        aliases=places["aliases"],
        words={key: _words(text) for key, text in _read("words.toml")["words"].items()},
        sources=nouns,
        kinds_of=sources["kinds_of"],
        converse=sources["converse"],
        nicknames=_read("nicknames.toml")["nicknames"],
        first_names=_by_heading("first_names.txt"),
        given_names=_by_heading("given_names.txt"),
        family_names=family_names,
        person_noun=re.compile(f"(?:{endings})$"),
    )


# The lists in the section of titles that are not titles of one word.
LISTS_OF_TITLES = (
    *("of_several_words", "modifiers", "honorifics", "polite", "surnames"),
    *("kept", "offices", "male", "female", "other"),
)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that are no comments."""
    return (line for line in text.splitlines() if not line.startswith("#"))


def _words(text: str) -> Words:
    return frozenset(word for line in _lines(text) for word in line.split())


def _names(text: str) -> Names:
    """Read names of several words, `|` between them."""
    entries = " ".join(_lines(text)).split("|")
    return frozenset(tuple(entry.split()) for entry in entries if entry.strip())


def _offices(groups: dict[str, str]) -> dict[str, str]:
    """Map each word for an office to the first name of that office."""
    office_of: dict[str, str] = {}
    for office, words in groups.items():
        for word in [office.replace("_", "-"), *words.split()]:
            office_of.setdefault(word, office)
    return office_of


def _by_heading(name: str) -> dict[str, str]:
    """Map each word of a text file to the `[heading]` above it."""
    heading_of: dict[str, str] = {}
    heading = ""
    for line in _lines(files(__package__).joinpath(name).read_text("utf-8")):
        if line.startswith("["):
            heading = line.strip("[]")
        else:
            heading_of.update(dict.fromkeys(line.split(), heading))
    return heading_of
