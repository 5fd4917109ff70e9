"""What shows that a surname in one article is somebody whom another article names in full.

A surname alone is no evidence: a pilot Moe in Bergen is not Per Moe, a chef in Lima. Something
else must agree: the title or calling, or the company that both keep, which weighs more within a few days.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from .forms import Form
from .lexicon import bare
from .people import People, Short

# Of the other articles that have a name, the share that must name the person too.
COMMON_SHARE = 0.2
# Names that both articles must share, where their days are apart or not known.
SHARED_NAMES = 2
# Within so many days one shared name of a person or body is enough.
STORY_DAYS = np.timedelta64(3, "D")


@dataclass(frozen=True)
class Surroundings:
    """What else the articles name, under numbers of names, and their days.

    `number_of` gives the number of each form; `beside` the names of each article that count as company;
    `articles_with` in how many articles each of these stands.
    """

    number_of: list[int]
    beside: Mapping[int, frozenset[int]]
    articles_with: Mapping[int, int]
    days: np.ndarray | None = None


@dataclass
class Company:
    """The names beside which people stand, article by article."""

    people: People
    around: Surroundings
    _beside_person: dict[int, Counter[int]] = field(default_factory=dict)

    def agrees(self, short: Short, person: int) -> str:
        """Return what agrees between the article and those that name the person: "" for nothing."""
        if self._shares_office(short, person):
            return "title"
        if self._has_other_title(short, person):
            return ""
        shared = self._shared(short, person)
        if not shared:
            return ""
        if len(shared) >= SHARED_NAMES:
            return "shared names"
        gender = self.people.gender.get(person)
        if short.gender and short.gender == gender:
            return "title and shared name"
        if self._same_days(short.article, person):
            return "same story"
        return ""

    def _shares_office(self, short: Short, person: int) -> bool:
        """Say whether the title of a mention is one of the person's: "pm" and "premier" are one."""
        if not self._tells_office(short.title):
            return False
        own = self._offices(self.people.titles[person])
        return not own.isdisjoint(self._offices({short.title}))

    def _has_other_title(self, short: Short, person: int) -> bool:
        """Say whether a mention and the person have titles of different offices."""
        if not self._tells_office(short.title):
            return False
        titles = self.people.titles[person]
        return any(self._tells_office(title) for title in titles)

    def _tells_office(self, title: str) -> bool:
        """Say whether a title is more than polite."""
        word = bare(title)
        if word == "":
            return False
        return word not in self.people.lex.polite_titles

    def _offices(self, titles: set[str]) -> set[str]:
        """Return the offices that titles stand for."""
        lex = self.people.lex
        offices = set()
        for title in titles - {""}:
            word = bare(title)
            full = lex.abbreviations.get(word, word)
            office = lex.office_of.get(full, full)
            offices.add(office)
        return offices

    def _shared(self, short: Short, person: int) -> list[int]:
        """List the names of the article that keep company with the person elsewhere."""
        forms = {*self.people.forms_of[person], short.form}
        own = {self.around.number_of[form] for form in forms}
        beside = self.around.beside.get(short.article, frozenset())
        company = self._company_of(person)
        return [name for name in beside - own if self._is_close(name, company)]

    def _company_of(self, person: int) -> Counter[int]:
        """Count the articles of a person in which each other name stands."""
        if person not in self._beside_person:
            company: Counter[int] = Counter()
            for article in self._articles_of(person):
                company.update(self.around.beside.get(article, ()))
            self._beside_person[person] = company
        return self._beside_person[person]

    def _is_close(self, name: int, company: Counter[int]) -> bool:
        """Say whether enough of the other articles that have a name are the person's."""
        others = self.around.articles_with.get(name, 1) - 1
        needed = max(1, COMMON_SHARE * others)
        return company[name] >= needed

    def _articles_of(self, person: int) -> set[int]:
        articles: set[int] = set()
        for form in self.people.forms_of[person]:
            articles |= self.people.articles[form]
        return articles

    def _same_days(self, article: int, person: int) -> bool:
        """Say whether an article and one of the person's are of one story by their days."""
        days = self.around.days
        if days is None:
            return False
        if np.isnat(days[article]):
            return False
        others = sorted(self._articles_of(person))
        apart = np.abs(days[others] - days[article])
        is_near = apart <= STORY_DAYS
        return bool(is_near.any())


def is_company(kind: str, words: int) -> bool:
    """Say whether a name tells something of those beside it: no country, no single word of a person."""
    if kind == "organisation":
        return True
    if kind != "person":
        return False
    return words > 1


def surroundings(
    people: People, forms: list[Form], days: np.ndarray | None = None
) -> Surroundings:
    """Gather what stands beside each other in a corpus whose articles are all at hand."""
    beside: dict[int, set[int]] = defaultdict(set)
    articles_with: dict[int, int] = {}
    for number, articles in people.articles.items():
        words = len(people.keys[number])
        if not is_company(forms[number].kind, words):
            continue
        articles_with[number] = len(articles)
        for article in articles:
            beside[article].add(number)
    frozen = {article: frozenset(names) for article, names in beside.items()}
    numbers = list(range(len(forms)))
    return Surroundings(numbers, frozen, articles_with, days)
