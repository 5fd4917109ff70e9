"""The people of a corpus: full names, surnames and first names of one person brought together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from .lexicon import Lexicon, lexicon

SURE = 0.8  # of the people of one surname in the corpus, the share that the commonest must have to be meant
RARE_DOUBLE = 20  # times as often as its full form may the end of a name stand alone, to be a double surname

Key = tuple[str, ...]


@dataclass
class Form:
    """A distinct name of the corpus: its spellings, kinds, titles and genders, and how often it stands."""

    key: Key
    rare: int = 0
    kind: str = ""
    display: str = ""
    count: int = 0
    alias: str = ""
    titles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    shown: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)


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

    def __init__(self, forms: list, articles: dict[int, set]):
        self.forms = forms
        self.articles = articles
        self.lex: Lexicon = lexicon()
        self.person_of: dict[int, int] = {}
        self.forms_of: dict[int, list[int]] = {}
        self.shown: dict[int, str] = {}
        self.fullest: dict[int, int] = {}
        self.titles: dict[int, set[str]] = {}
        self.gender: dict[int, str] = {}
        self.count: Counter = Counter()
        self.ending: dict[Key, dict[int, None]] = defaultdict(dict)
        self.beginning: dict[Key, dict[int, None]] = defaultdict(dict)
        self.inside: dict[Key, dict[int, None]] = defaultdict(dict)
        self.keys = [self._bare(form.key) for form in forms]
        for number, members in enumerate(self._groups()):
            self._add(number, members)

    def _groups(self) -> list[list[int]]:
        """Bring together the full names that share a given name and a family name."""
        full = [f for f, form in enumerate(self.forms) if form.kind == "person" and len(self.keys[f]) > 1]
        count: Counter = Counter()
        for f in full:
            count[self.keys[f]] += self.forms[f].count
        doubles = self._double_surnames(full, count)
        groups = defaultdict(list)
        for f in full:
            key = self.keys[f]
            if key in doubles:
                continue
            key = self._without_extra_word(key, count, doubles)
            given = self.lex.nicknames.get(key[0], key[0])
            groups[given, key[1:] if self.is_family_first(key) else key[-1:]].append(f)
        return [part for members in groups.values() for part in self._generations(members)]

    def _without_extra_word(self, key: Key, count: Counter, doubles: set[Key]) -> Key:
        """Leave out a word too many: "Floridian Jeb Bush"."""
        if key[0] in self.lex.first_names:
            return key
        shorter = [key[i:] for i in range(1, len(key) - 1) if count[key[i:]] > count[key]]
        return shorter[0] if shorter and shorter[0] not in doubles else key

    def _double_surnames(self, full: list[int], count: Counter) -> set[Key]:
        """Find the names of two words that are the end of a longer one: "Lopez Obrador", not "Jeb Bush"."""
        doubles = set()
        for f in full:
            key = self.keys[f]
            certain = key[0] in self.lex.first_names or self.forms[f].rare >= len(key)
            for i in range(1, len(key) - 1):
                often = count[key] * RARE_DOUBLE >= count[key[i:]]
                if certain and often and key[i] not in self.lex.first_names:
                    doubles.add(key[i:])
        return doubles

    def _bare(self, key: Key) -> Key:
        """Leave out initials and "Jr.", where enough remains."""
        suffixes = self.lex.suffixes
        core = tuple(w for w in key if w not in suffixes and not (len(w) <= 2 and w.endswith(".")))
        return core if len(core) > 1 or len(key) == 1 else key

    def is_family_first(self, key: Key) -> bool:
        """Say whether a name begins with the family's, as Chinese, Korean and Vietnamese names do."""
        family, *given = key
        first_names = self.lex.first_names
        if family not in self.lex.words["family_first"] or not set(given).isdisjoint(first_names):
            return False
        return len(given) == 2 or (len(given) == 1 and family not in first_names)

    def _generations(self, members: list[int]) -> list[list[int]]:
        """Tell "Jr." from his father where both are named in most of the articles that name "Jr."."""
        young = [f for f in members if self.forms[f].key[-1] in ("jr", "jr.")]
        old = [f for f in members if f not in young]
        sons = set().union(*(self.articles[f] for f in young))
        fathers = set().union(*(self.articles[f] for f in old))
        apart = young and len(sons & fathers) * 2 > len(sons)
        return [old, young] if apart else [members]

    def _add(self, number: int, members: list[int]) -> None:
        forms = [self.forms[f] for f in members]
        fullest = max(members, key=lambda f: (self.forms[f].count, len(self.forms[f].display)))
        self.fullest[number] = fullest
        self.forms_of[number] = members
        self.shown[number] = self.forms[fullest].display
        self.titles[number] = set().union(*(form.titles for form in forms))
        self.count[number] = sum(form.count for form in forms)
        for form in members:
            self.person_of[form] = number
            self._index(number, form)

    def _index(self, number: int, form: int) -> None:
        """Note by which parts of a name the person can be called."""
        key = self.keys[form]
        self.beginning[key[:1]][number] = None
        for i in range(1, len(key)):
            self.ending[key[i:]][number] = None
        if self.is_family_first(key):
            self.ending[key[:1]][number] = None
        for i in range(1, len(key) - 1):
            self.inside[key[i : i + 1]][number] = None
        alias = getattr(self.forms[form], "alias", "")
        if alias:
            self.inside[(alias,)][number] = None

    def resolve(self, rows: Iterable[tuple]) -> list[int]:
        """Say for each (article, form, title, gender, count) which person is meant, or -1."""
        return [link.person for link in self.link([Short(*row) for row in rows])]

    def link(self, rows: list[Short], evidence: Evidence | None = None) -> list[Link]:
        """Say who is meant by each, and by which rule; titled mentions decide first.

        Without evidence a surname alone means the one who has most of the mentions of that surname.
        """
        here: Counter = Counter()
        links = []
        for row in rows:
            number = self.person_of.get(row.form, -1)
            links.append(Link(number, "full name") if number >= 0 else NO_LINK)
            here[row.article, number] += row.times
        unlinked = [i for i, link in enumerate(links) if link.person < 0]
        for i in sorted(unlinked, key=lambda i: not (rows[i].title or rows[i].gender)):
            links[i] = self._of_short(rows[i], here, evidence)
            here[rows[i].article, links[i].person] += rows[i].times
        return links

    def _of_short(self, short: Short, here: Counter, evidence: Evidence | None) -> Link:
        key = self.keys[short.form]
        candidates = self._compatible(self.ending.get(key, {}), short)
        near = [n for n in candidates if here[short.article, n]]
        if near:
            best = max(near, key=lambda n: (here[short.article, n], self.count[n], -n))
            return Link(best, "surname in article")
        if len(key) == 1:
            parts = ((self.inside, "part of name in article"), (self.beginning, "first name in article"))
            for index, rule in parts:
                named = [n for n in self._compatible(index.get(key, {}), short) if here[short.article, n]]
                if len(named) == 1:
                    return Link(named[0], rule)
        return self._across_articles(short, candidates, evidence)

    def _compatible(self, numbers: Iterable[int], short: Short) -> list[int]:
        """Keep those whose gender does not speak against it, and of these any with the same title."""
        fitting = [n for n in numbers if not short.gender or self._may_be(n, short.gender)]
        same = [n for n in fitting if short.gender and self.gender.get(n) == short.gender]
        fitting = same or fitting
        titled = [n for n in fitting if short.title and short.title in self.titles[n]]
        return titled or fitting

    def _may_be(self, number: int, gender: str) -> bool:
        return self.gender.get(number, "") in ("", gender)

    def _across_articles(self, short: Short, candidates: list[int], evidence: Evidence | None) -> Link:
        weak = self.forms[short.form].kind in ("place", "organisation", "weak")
        if not candidates or (not short.title and weak):
            return NO_LINK
        best = max(candidates, key=lambda n: (self.count[n], -n))
        if self.count[best] < SURE * sum(self.count[n] for n in candidates):
            return NO_LINK
        if len(self.keys[short.form]) > 1:
            return Link(best, "across articles: both family names")
        agreed = evidence.agrees(short, best) if evidence else "only one so named"
        return Link(best, f"across articles: {agreed}") if agreed else NO_LINK
