"""What shows that a surname in one article is somebody whom another article names in full.

A surname alone is no evidence: a pilot Moe in Bergen is not Per Moe, a chef in Lima. Something
else must agree: the title or calling, or the company that both keep, which weighs more within a few days.
"""

from collections import defaultdict

import numpy as np

from .lexicon import bare
from .people import People, Short

COMMON_SHARE = 0.2  # of the other articles that have a name, the share that must name the person too
SHARED_NAMES = (
    2  # names that both articles must share, where their days are apart or not known
)
STORY_DAYS = 3  # within so many days one shared name of a person or body is enough


class Company:
    """The names beside which people stand, article by article."""

    def __init__(
        self,
        people: People,
        forms_in: dict[int, set[int]],
        days: np.ndarray | None = None,
    ):
        self.people = people
        self.forms_in = forms_in
        self.days = days
        self.articles_of: dict[int, set[int]] = {}
        for number, members in people.forms_of.items():
            self.articles_of[number] = set().union(
                *(people.articles[f] for f in members)
            )
        self._keeps: dict[tuple[int, int], bool] = {}

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
        own = set(self.people.forms_of[person]) | {short.form}
        names = self.forms_in[short.article] - own
        return [
            f
            for f in names
            if self._counts(f) and self._keeps_company(f, person, short.article)
        ]

    def _counts(self, form: int) -> bool:
        """Leave out countries and single words that may be anything."""
        kind = self.people.forms[form].kind
        return kind == "organisation" or (
            kind == "person" and len(self.people.keys[form]) > 1
        )

    def _keeps_company(self, form: int, person: int, article: int) -> bool:
        pair = (form, person)
        if pair not in self._keeps:
            others = self.people.articles[form]
            both = len(others & self.articles_of[person])
            self._keeps[pair] = both >= max(1, COMMON_SHARE * (len(others) - 1))
        return self._keeps[pair]

    def _same_days(self, article: int, person: int) -> bool:
        if self.days is None or np.isnat(self.days[article]):
            return False
        apart = np.abs(self.days[sorted(self.articles_of[person])] - self.days[article])
        return bool((apart <= np.timedelta64(STORY_DAYS, "D")).any())


def forms_by_article(articles: dict[int, set[int]]) -> dict[int, set[int]]:
    """Turn the articles of each form into the forms of each article."""
    forms_in: dict[int, set[int]] = defaultdict(set)
    for form, numbers in articles.items():
        for number in numbers:
            forms_in[number].add(form)
    return forms_in
