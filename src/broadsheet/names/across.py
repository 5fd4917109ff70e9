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

COMMON_SHARE = 0.2  # of the other articles that have a name, the share that must name the person too
SHARED_NAMES = (
    2  # names that both articles must share, where their days are apart or not known
)
STORY_DAYS = 3  # within so many days one shared name of a person or body is enough


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
        lex = self.people.lex
        titles = self.people.titles[person] - {""}
        polite = lex.polite_titles
        if bare(short.title) not in polite | {""}:
            if self._offices({short.title}) & self._offices(titles):
                return "title"
            if {bare(title) for title in titles} - polite:
                return ""
        shared = self._shared(short, person)
        if len(shared) >= SHARED_NAMES:
            return "shared names"
        if shared and short.gender and short.gender == self.people.gender.get(person):
            return "title and shared name"
        return "same story" if shared and self._same_days(short.article, person) else ""

    def _offices(self, titles: set[str]) -> set[str]:
        """Return the offices that titles stand for: "pm" and "premier" are one."""
        lex = self.people.lex
        stopped = {bare(title) for title in titles}
        full = {lex.abbreviations.get(title, title) for title in stopped}
        return {lex.office_of.get(title, title) for title in full}

    def _shared(self, short: Short, person: int) -> list[int]:
        """List the names of the article that keep company with the person elsewhere."""
        forms = {*self.people.forms_of[person], short.form}
        own = {self.around.number_of[form] for form in forms}
        names = self.around.beside.get(short.article, frozenset()) - own
        company = self._company_of(person)
        return [name for name in names if self._is_close(name, company)]

    def _company_of(self, person: int) -> Counter[int]:
        """Count the articles of a person in which each other name stands."""
        if person not in self._beside_person:
            company: Counter[int] = Counter()
            for article in self._articles_of(person):
                company.update(self.around.beside.get(article, ()))
            self._beside_person[person] = company
        return self._beside_person[person]

    def _is_close(self, name: int, company: Counter[int]) -> bool:
        others = self.around.articles_with.get(name, 1) - 1
        return company[name] >= max(1, COMMON_SHARE * others)

    def _articles_of(self, person: int) -> set[int]:
        forms = self.people.forms_of[person]
        return set().union(*(self.people.articles[form] for form in forms))

    def _same_days(self, article: int, person: int) -> bool:
        days = self.around.days
        if days is None or np.isnat(days[article]):
            return False
        apart = np.abs(days[sorted(self._articles_of(person))] - days[article])
        return bool((apart <= np.timedelta64(STORY_DAYS, "D")).any())


def is_company(kind: str, words: int) -> bool:
    """Say whether a name tells something of those beside it: no country, no single word of a person."""
    return kind == "organisation" or (kind == "person" and words > 1)


def surroundings(
    people: People, forms: list[Form], days: np.ndarray | None = None
) -> Surroundings:
    """Gather what stands beside each other in a corpus whose articles are all at hand."""
    beside: dict[int, set[int]] = defaultdict(set)
    articles_with: dict[int, int] = {}
    for number, articles in people.articles.items():
        if is_company(forms[number].kind, len(people.keys[number])):
            articles_with[number] = len(articles)
            for article in articles:
                beside[article].add(number)
    frozen = {article: frozenset(names) for article, names in beside.items()}
    return Surroundings(list(range(len(forms))), frozen, articles_with, days)
