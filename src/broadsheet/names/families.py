"""Whom of a family a surname means: "Mrs Moe" is the mother of Ida Moe, whom the article calls Ida."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..arrays import Integers
from .lexicon import Lexicon, bare, lexicon
from .people import NOBODY, People, Short

ADULT = 18  # years from which on somebody is called "Mr" or "Ms"
OPENS_AGE = (",", "(")

Family = tuple[
    int, str
]  # the number of an article, and a surname that several of its people share
Called = tuple[int, int, str, str]  # article, form, title or calling, gender


@dataclass
class Member:
    """How an article names somebody of a family.

    `row` is that of the first mention in full; `relative` the noun before it, as in "her mother, Ana Moe",
    or empty; `is_called_by_given_name` leaves out what stands in quotation marks.
    """

    row: int
    relative: str
    is_child: bool
    is_called_by_given_name: bool = False


@dataclass
class Families:
    """The families of all articles, and where each way of calling somebody stands first."""

    members: dict[tuple[int, int], Member] = field(default_factory=dict)
    first_rows: dict[Called, int] = field(default_factory=dict)

    def tell_genders(self, people: People) -> None:
        """Note the gender of people of whom only "her mother, Ana Moe" tells it."""
        lists = lexicon().sources
        for (_, person), member in self.members.items():
            for gender in ("female", "male"):
                if member.relative in lists[f"relatives_{gender}"]:
                    people.gender[person] = people.gender.get(person) or gender

    def choose(self, short: Short, people: list[int]) -> list[int]:
        """Return those of several people in an article whom a surname may mean, of some titles one alone."""
        known = [one for one in people if (short.article, one) in self.members]
        if len(known) < 2:
            return people
        if bare(short.title) in lexicon().polite_titles:
            return self._by_polite_title(short, known)
        if short.title:
            return people
        return self._by_surname_alone(short, known)

    def _by_surname_alone(self, short: Short, people: list[int]) -> list[int]:
        """Keep adults, and of these whoever is no mere relative: "Moe" is no "his wife, Ida Moe"."""
        people = self._without(short, people, _is_child)
        return self._without(short, people, _is_relative)

    def _by_polite_title(self, short: Short, people: list[int]) -> list[int]:
        """Choose whom "Mr", "Mrs", "Ms" or "Miss" means by what the article has told before."""
        called = (short.article, short.form, short.title, short.gender)
        row = self.first_rows.get(called, 0)
        people = self._without(short, people, lambda one: one.row > row)
        people = self._without(short, people, _is_child)
        people = self._without(short, people, _unlike_title(short.title))
        people = self._without(short, people, _has_given_name_only)
        people = self._without(short, people, _is_relative)
        members = [self.members[short.article, one] for one in people]
        if all(member.relative for member in members):
            latest = max(members, key=lambda member: member.row)
            return [people[members.index(latest)]]
        return people

    def _without(
        self, short: Short, people: list[int], is_out: Callable[[Member], bool]
    ) -> list[int]:
        """Leave out some people, if anybody remains."""
        kept = []
        for person in people:
            member = self.members[short.article, person]
            if not is_out(member):
                kept.append(person)
        return kept or people


def _is_child(member: Member) -> bool:
    return member.is_child


def _is_relative(member: Member) -> bool:
    return member.relative != ""


def _has_given_name_only(member: Member) -> bool:
    return member.is_called_by_given_name and not member.relative


def _unlike_title(title: str) -> Callable[[Member], bool]:
    """Return what tells whom "Mrs" and "Miss" cannot mean: a daughter, a wife."""
    lists = lexicon().sources

    def is_unlike(member: Member) -> bool:
        is_married = member.relative in lists["relatives_married"]
        if bare(title) == "mrs":
            return not is_married
        return bare(title) == "miss" and is_married

    return is_unlike


def read_families(
    tokens: pd.DataFrame,
    first: Integers,
    last: Integers,
    called: list[Called],
    people: People,
) -> Families:
    """Find the people of one surname in each article, and how it names them.

    Args:
        tokens: The tokens of the corpus.
        first: The row at which each mention begins.
        last: The row behind each mention.
        called: How each mention calls somebody.
        people: The people of the corpus.
    """
    text = _Text.of(tokens)
    shared = _shared_surnames(called, people)
    families = Families()
    articles = {article for article, _ in shared}
    for number, key in enumerate(called):
        article, form, _, _ = key
        if article not in articles:
            continue
        row = int(first[number])
        families.first_rows.setdefault(key, row)
        person = people.person_of.get(form, NOBODY)
        is_new = (article, person) not in families.members
        family = (article, _surname(form, people))
        if is_new and person in shared.get(family, ()):
            end = int(last[number])
            families.members[article, person] = text.member(row, end)
    _note_given_names(families, shared, called, text.quoted[first], people)
    return families


def _surname(form: int, people: People) -> str:
    return people.keys[form][-1]


def _shared_surnames(called: list[Called], people: People) -> dict[Family, set[int]]:
    """Return the people whom an article names in full under one surname, where they are several."""
    bearers: dict[Family, set[int]] = defaultdict(set)
    forms = {(article, form) for article, form, _, _ in called}
    for article, form in forms:
        person = people.person_of.get(form, NOBODY)
        if person != NOBODY:
            bearers[article, _surname(form, people)].add(person)
    return {family: group for family, group in bearers.items() if len(group) > 1}


def _note_given_names(
    families: Families,
    shared: dict[Family, set[int]],
    called: list[Called],
    is_quoted: np.ndarray,
    people: People,
) -> None:
    """Note who is called by a given name alone outside of quotation marks."""
    bearers: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for (article, _), group in shared.items():
        for person in group:
            given = people.keys[people.fullest[person]][:1]
            bearers[article, given].append(person)
    for (article, form, title, _), quoted in zip(called, is_quoted, strict=True):
        named = bearers.get((article, people.keys[form]), [])
        is_plain = not title and not quoted
        if is_plain and len(named) == 1:
            member = families.members.get((article, named[0]))
            if member:
                member.is_called_by_given_name = True


@dataclass(frozen=True)
class _Text:
    """The tokens around names."""

    norms: list[str]
    codes: Integers
    quoted: np.ndarray
    lex: Lexicon

    @classmethod
    def of(cls, tokens: pd.DataFrame) -> "_Text":
        norm = tokens["norm"].cat
        norms = norm.categories.tolist()
        codes = norm.codes.to_numpy()
        quoted = tokens["quoted"].to_numpy(bool)
        return cls(norms, codes, quoted, lexicon())

    def member(self, first: int, last: int) -> Member:
        """Read how somebody is introduced whose name stands in some rows."""
        return Member(first, self._relative_before(first), self._is_child(last))

    def _word(self, row: int) -> str:
        if not 0 <= row < len(self.codes):
            return ""
        return self.norms[self.codes[row]]

    def _relative_before(self, row: int) -> str:
        """Return the noun before a name that says whose relative it is: "her mother, Ana Moe"."""
        before = row - 1
        if self._word(before) == ",":
            before -= 1
        noun = self._word(before)
        return noun if noun in self.lex.relatives else ""

    def _is_child(self, row: int) -> bool:
        """Say whether the age of a child stands behind a name: "Ida Moe, 7,"."""
        age = self._word(row + 1)
        is_age = self._word(row) in OPENS_AGE and age.isdecimal()
        return is_age and int(age) < ADULT
