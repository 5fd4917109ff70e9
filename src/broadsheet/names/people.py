"""The people of a corpus: full names, surnames and first names of one person brought together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from .forms import Key
from .lexicon import Lexicon, lexicon

SURE = 0.8  # of the people of one surname in the corpus, the share that the commonest must have to be meant
RARE_DOUBLE = 20  # times as often as its full form may the end of a name stand alone, to be a double surname
JUNIOR = ("jr", "jr.")
UNSURE_KINDS = ("place", "organisation", "weak")


class Short(NamedTuple):
    """Mentions of one form, with one title, in one article."""

    article: int
    form: int
    title: str
    gender: str
    times: int


class Link(NamedTuple):
    """Who is meant, -1 for nobody in the list, and why."""

    person: int
    rule: str


NO_LINK = Link(-1, "")


class Evidence(Protocol):
    """What can show that a surname in one article is somebody named in full in another."""

    def agrees(self, short: Short, person: int) -> str:
        """Return what agrees, or nothing."""


class People:
    """The people of a corpus, each under one number, found by the ends and beginnings of their names."""

    def __init__(self, forms: list[Any], articles: dict[int, set[int]]):
        self.forms = forms
        self.articles = articles
        self.lex: Lexicon = lexicon()
        self.person_of: dict[int, int] = {}
        self.forms_of: dict[int, list[int]] = {}
        self.shown: dict[int, str] = {}
        self.fullest: dict[int, int] = {}
        self.titles: dict[int, set[str]] = {}
        self.gender: dict[int, str] = {}
        self.count: Counter[int] = Counter()
        self.ending: dict[Key, dict[int, None]] = defaultdict(dict)
        self.beginning: dict[Key, dict[int, None]] = defaultdict(dict)
        self.inside: dict[Key, dict[int, None]] = defaultdict(dict)
        self.keys = [self._bare(form.key) for form in forms]
        for number, members in enumerate(self._groups()):
            self._add(number, members)

    # Full names

    def _groups(self) -> list[list[int]]:
        """Bring together the full names that share a given name and a family name."""
        full = self._in_full()
        count: Counter[Key] = Counter()
        for f in full:
            count[self.keys[f]] += self.forms[f].count
        doubles = self._double_surnames(full, count)
        groups: dict[tuple[str, Key], list[int]] = defaultdict(list)
        for f in full:
            key = self.keys[f]
            if key not in doubles:
                key = self._without_extra_word(key, count, doubles)
                groups[self._given_and_family(key)].append(f)
        parts: list[list[int]] = []
        for members in groups.values():
            parts += self._generations(members)
        return parts

    def _in_full(self) -> list[int]:
        full = []
        for f, form in enumerate(self.forms):
            if form.kind == "person" and len(self.keys[f]) > 1:
                full.append(f)
        return full

    def _given_and_family(self, key: Key) -> tuple[str, Key]:
        """Return what two forms of one person's name share: "Bob Dole" and "Robert J. Dole"."""
        given = self.lex.nicknames.get(key[0], key[0])
        if self.is_family_first(key):
            return given, key[1:]
        return given, key[-1:]

    def _without_extra_word(
        self, key: Key, count: Counter[Key], doubles: set[Key]
    ) -> Key:
        """Leave out a word too many: "Floridian Jeb Bush"."""
        if key[0] in self.lex.first_names:
            return key
        for i in range(1, len(key) - 1):
            shorter = key[i:]
            if count[shorter] > count[key]:
                return key if shorter in doubles else shorter
        return key

    def _double_surnames(self, full: list[int], count: Counter[Key]) -> set[Key]:
        """Find the names of two words that are the end of a longer one: "Lopez Obrador", not "Jeb Bush"."""
        first_names = self.lex.first_names
        doubles = set()
        for f in full:
            key = self.keys[f]
            certain = key[0] in first_names or self.forms[f].rare >= len(key)
            if not certain:
                continue
            for i in range(1, len(key) - 1):
                often = count[key] * RARE_DOUBLE >= count[key[i:]]
                if often and key[i] not in first_names:
                    doubles.add(key[i:])
        return doubles

    def _bare(self, key: Key) -> Key:
        """Leave out initials and "Jr.", where enough remains."""
        if len(key) == 1:
            return key
        core = tuple(word for word in key if not self._is_extra(word))
        return core if len(core) > 1 else key

    def _is_extra(self, word: str) -> bool:
        initial = len(word) <= 2 and word.endswith(".")
        return initial or word in self.lex.suffixes

    def is_family_first(self, key: Key) -> bool:
        """Say whether a name begins with the family's, as Chinese, Korean and Vietnamese names do."""
        family, *given = key
        first_names = self.lex.first_names
        if family not in self.lex.words["family_first"]:
            return False
        if not first_names.keys().isdisjoint(given):
            return False
        alone = len(given) == 1 and family not in first_names
        return alone or len(given) == 2

    def _generations(self, members: list[int]) -> list[list[int]]:
        """Tell "Jr." from his father where both are named in most of the articles that name "Jr."."""
        young = [f for f in members if self.forms[f].key[-1] in JUNIOR]
        if not young:
            return [members]
        old = [f for f in members if f not in young]
        sons = self._articles_naming(young)
        both = sons & self._articles_naming(old)
        apart = len(both) * 2 > len(sons)
        return [old, young] if apart else [members]

    def _articles_naming(self, forms: Iterable[int]) -> set[int]:
        return set().union(*(self.articles[f] for f in forms))

    def _add(self, number: int, members: list[int]) -> None:
        forms = [self.forms[f] for f in members]
        fullest = max(members, key=self._fullness)
        self.fullest[number] = fullest
        self.forms_of[number] = members
        self.shown[number] = self.forms[fullest].display
        self.titles[number] = set().union(*(form.titles for form in forms))
        self.count[number] = sum(form.count for form in forms)
        for form in members:
            self.person_of[form] = number
            self._index(number, form)

    def _fullness(self, form: int) -> tuple[int, int]:
        """Order forms by how well they show a name: the commonest, then the longest."""
        return self.forms[form].count, len(self.forms[form].display)

    def _index(self, number: int, form: int) -> None:
        """Note by which parts of a name the person can be called."""
        key = self.keys[form]
        self.beginning[key[:1]][number] = None
        for i in range(1, len(key)):
            self.ending[key[i:]][number] = None
        if self.is_family_first(key):
            self.ending[key[:1]][number] = None
        for middle, _ in pairwise(key[1:]):
            self.inside[(middle,)][number] = None
        alias = getattr(self.forms[form], "alias", "")
        if alias:
            self.inside[(alias,)][number] = None

    # Short names

    def resolve(self, rows: Iterable[tuple[int, int, str, str, int]]) -> list[int]:
        """Say for each (article, form, title, gender, count) which person is meant, or -1."""
        shorts = [Short(*row) for row in rows]
        return [link.person for link in self.link(shorts)]

    def link(self, rows: list[Short], evidence: Evidence | None = None) -> list[Link]:
        """Say who is meant by each, and by which rule; titled mentions decide first.

        Without evidence a surname alone means the one who has most of the mentions of that surname.
        """
        here: Counter[tuple[int, int]] = Counter()
        links = []
        for row in rows:
            number = self.person_of.get(row.form, -1)
            known = number >= 0
            links.append(Link(number, "full name") if known else NO_LINK)
            here[row.article, number] += row.times
        unlinked = [i for i, link in enumerate(links) if link.person < 0]
        titled = [i for i in unlinked if _is_titled(rows[i])]
        untitled = [i for i in unlinked if not _is_titled(rows[i])]
        for i in titled + untitled:
            row = rows[i]
            links[i] = self._of_short(row, here, evidence)
            here[row.article, links[i].person] += row.times
        return links

    def _of_short(
        self,
        short: Short,
        here: Counter[tuple[int, int]],
        evidence: Evidence | None,
    ) -> Link:
        key = self.keys[short.form]
        candidates = self._compatible(self.ending.get(key, {}), short)
        near = [n for n in candidates if here[short.article, n]]
        if near:

            def nearness(n: int) -> tuple[int, int, int]:
                return here[short.article, n], self.count[n], -n

            return Link(max(near, key=nearness), "surname in article")
        if len(key) == 1:
            by_part = self._by_other_part(short, here)
            if by_part:
                return by_part
        return self._across_articles(short, candidates, evidence)

    def _by_other_part(
        self, short: Short, here: Counter[tuple[int, int]]
    ) -> Link | None:
        """Link a middle name, a nickname or a first name to the only one of the article who has it."""
        key = self.keys[short.form]
        parts = (
            (self.inside, "part of name in article"),
            (self.beginning, "first name in article"),
        )
        for index, rule in parts:
            fitting = self._compatible(index.get(key, {}), short)
            named = [n for n in fitting if here[short.article, n]]
            if len(named) == 1:
                return Link(named[0], rule)
        return None

    def _compatible(self, numbers: Iterable[int], short: Short) -> list[int]:
        """Keep those whose gender does not speak against it, and of these any with the same title."""
        fitting = list(numbers)
        if not fitting:
            return fitting
        if short.gender:
            fitting = [
                n for n in fitting if self.gender.get(n, "") in ("", short.gender)
            ]
            same = [n for n in fitting if self.gender.get(n) == short.gender]
            fitting = same or fitting
        if short.title:
            titled = [n for n in fitting if short.title in self.titles[n]]
            fitting = titled or fitting
        return fitting

    def _across_articles(
        self,
        short: Short,
        candidates: list[int],
        evidence: Evidence | None,
    ) -> Link:
        unsure = self.forms[short.form].kind in UNSURE_KINDS and not short.title
        if unsure or not candidates:
            return NO_LINK
        best = max(candidates, key=lambda n: (self.count[n], -n))
        total = sum(self.count[n] for n in candidates)
        if self.count[best] < SURE * total:
            return NO_LINK
        if len(self.keys[short.form]) > 1:
            return Link(best, "across articles: both family names")
        agreed = "only one so named"
        if evidence:
            agreed = evidence.agrees(short, best)
        return Link(best, f"across articles: {agreed}") if agreed else NO_LINK


def _is_titled(short: Short) -> bool:
    return bool(short.title or short.gender)
