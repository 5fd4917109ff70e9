"""The people of a corpus: full names, surnames and first names of one person brought together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
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


NOBODY = -1  # the number of nobody in the list
NO_LINK = Link(NOBODY, "")


@dataclass
class _Parts:
    """The ends of two words or more that names have, and where each stands without its last word."""

    endings: set[Key] = field(default_factory=set)
    behind_particles: set[Key] = field(default_factory=set)
    articles_with: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))


class Evidence(Protocol):
    """What can show that a surname in one article is somebody named in full in another."""

    def agrees(self, short: Short, person: int) -> str:
        """Return what agrees, or nothing."""


class Kinship(Protocol):
    """What tells the people of one surname in an article apart."""

    def choose(self, short: Short, people: list[int]) -> list[int]:
        """Return those who may be meant."""


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
        for form in full:
            key = self.keys[form]
            count[key] += self.forms[form].count
        doubles = self._double_surnames(full, count)
        groups: dict[tuple[str, Key], list[int]] = defaultdict(list)
        for form in full:
            key = self.keys[form]
            if key in doubles:
                continue
            key = self._without_extra_word(key, count, doubles)
            person = self._given_and_family(key)
            groups[person].append(form)
        people: list[list[int]] = []
        for members in groups.values():
            people += self._generations(members)
        return people

    def _in_full(self) -> list[int]:
        """Return the forms that name a person by two words or more, and are no part of a longer name."""
        several = []
        for number, form in enumerate(self.forms):
            is_person = form.kind == "person"
            if is_person and len(self.keys[number]) > 1:
                several.append(number)
        parts = self._parts_of(several)
        return [form for form in several if not self._is_part(form, parts)]

    def _parts_of(self, several: list[int]) -> "_Parts":
        """Gather the ends and beginnings of names."""
        parts = _Parts()
        for form in several:
            key = self.keys[form]
            for start in range(1, len(key) - 1):
                parts.endings.add(key[start:])
                is_behind = key[start - 1] in self.lex.words["particles"]
                if is_behind and not self._is_whole_behind(key, start):
                    parts.behind_particles.add(key[start:])
            parts.articles_with[key[:-1]] |= self.articles[form]
        return parts

    def _is_part(self, form: int, parts: "_Parts") -> bool:
        """Say whether a name is the end or the beginning of a longer one.

        A double surname is one word as written: "Brandt-Moody"; two given names end in one, and stand
        beside the name in full: "Gunnar Bragi".
        """
        key = self.keys[form]
        if key in parts.behind_particles:
            return True
        if key in parts.endings:
            words = _without_particles(self.forms[form].display, self.lex)
            return len(words) == 1
        beside = parts.articles_with.get(key)
        last = key[-1]
        if not beside or last in self.lex.family_names:
            return False
        return self.lex.is_given(last) and self.articles[form] <= beside

    def _given_and_family(self, key: Key) -> tuple[str, Key]:
        """Return what two forms of one person's name share: "Bob Dole" and "Robert J. Dole"."""
        first = key[0]
        given = self.lex.nicknames.get(first, first)
        if self.is_family_first(key):
            return given, key[1:]
        return given, key[-1:]

    def _without_extra_word(
        self, key: Key, count: Counter[Key], doubles: set[Key]
    ) -> Key:
        """Leave out a word too many: "Floridian Jeb Bush"."""
        if key[0] in self.lex.first_names:
            return key
        for start in range(1, len(key) - 1):
            shorter = key[start:]
            if count[shorter] <= count[key]:
                continue
            if shorter in doubles:
                return key
            return shorter
        return key

    def _double_surnames(self, full: list[int], count: Counter[Key]) -> set[Key]:
        """Find the names of two words that are the end of a longer one: "Lopez Obrador", not "Jeb Bush"."""
        doubles = set()
        for form in full:
            key = self.keys[form]
            if not self._is_certain(form):
                continue
            most = count[key] * RARE_DOUBLE
            for start in range(1, len(key) - 1):
                ending = key[start:]
                is_given = key[start] in self.lex.first_names
                is_given = is_given or self._is_whole_behind(key, start)
                if count[ending] <= most and not is_given:
                    doubles.add(ending)
        return doubles

    def _is_whole_behind(self, key: Key, start: int) -> bool:
        """Say whether a name in full begins behind a particle: "à la Barack Obama", not "von der Leyen"."""
        particles = self.lex.words["particles"]
        before, first = key[start - 1], key[start]
        return start == 1 and before in particles and first not in particles

    def _is_certain(self, form: int) -> bool:
        """Say whether all words of a name surely belong to it."""
        key = self.keys[form]
        if key[0] in self.lex.first_names:
            return True
        return self.forms[form].rare >= len(key)

    def _bare(self, key: Key) -> Key:
        """Leave out initials and "Jr.", where enough remains."""
        if len(key) == 1:
            return key
        core = tuple(word for word in key if not self._is_extra(word))
        if len(core) > 1:
            return core
        return key

    def _link_short(
        self,
        short: Short,
        here: Counter[tuple[int, int]],
        evidence: Evidence | None,
        families: Kinship | None,
    ) -> Link:
        """Link a short name to somebody of the article, or else of another one.

        `here` counts how often each person is named in each article.
        """
        key = self.keys[short.form]
        bearers = self.ending.get(key, {})
        candidates = self._compatible(bearers, short)
        near = [person for person in candidates if here[short.article, person]]
        if families:
            near = families.choose(short, near)

        def nearness(person: int) -> tuple[int, int, int]:
            times = here[short.article, person]
            return times, self.count[person], -person

        if near:
            return Link(max(near, key=nearness), "surname in article")
        by_part = self._by_other_part(short, here)
        if by_part:
            return by_part
        return self._across_articles(short, candidates, evidence)

    def _is_extra(self, word: str) -> bool:
        """Say whether a word of a name is an initial or "Jr."."""
        if word in self.lex.suffixes:
            return True
        if len(word) > 2:
            return False
        return word.endswith(".")

    def is_family_first(self, key: Key) -> bool:
        """Say whether a name begins with the family's, as Chinese, Korean and Vietnamese names do."""
        family, *given = key
        first_names = self.lex.first_names
        if family not in self.lex.words["family_first"]:
            return False
        if not first_names.keys().isdisjoint(given):
            return False
        if len(given) == 1:
            return family not in first_names
        return len(given) == 2

    def _generations(self, members: list[int]) -> list[list[int]]:
        """Tell "Jr." from his father where both are named in most of the articles that name "Jr."."""
        young = [form for form in members if self._is_junior(form)]
        if not young:
            return [members]
        old = [form for form in members if form not in young]
        of_young = self._articles_naming(young)
        of_both = of_young & self._articles_naming(old)
        are_apart = len(of_both) * 2 > len(of_young)
        if are_apart:
            return [old, young]
        return [members]

    def _is_junior(self, form: int) -> bool:
        """Say whether a name ends with "Jr."."""
        last = self.forms[form].key[-1]
        return last in JUNIOR

    def _articles_naming(self, forms: Iterable[int]) -> set[int]:
        """Return the articles in which any of these forms stands."""
        articles: set[int] = set()
        for form in forms:
            articles |= self.articles[form]
        return articles

    def _add(self, number: int, members: list[int]) -> None:
        """Add a person with the forms of his or her name."""
        fullest = max(members, key=self._fullness)
        titles: set[str] = set()
        for member in members:
            form = self.forms[member]
            titles |= form.titles
            self.count[number] += form.count
            self.person_of[member] = number
            self._index(number, member)
        self.titles[number] = titles
        self.fullest[number] = fullest
        self.forms_of[number] = members
        self.shown[number] = self.forms[fullest].display

    def _fullness(self, form: int) -> tuple[int, int]:
        """Order forms by how well they show a name: the commonest, then the longest."""
        name = self.forms[form]
        return name.count, len(name.display)

    def _index(self, number: int, form: int) -> None:
        """Note by which parts of a name the person can be called."""
        key = self.keys[form]
        given = key[:1]
        parents = self.lex.words["parents"]
        if len(key) == 2 and key[0] in parents:
            return  # "Umm Khaled" is no Khaled
        for end in range(1, len(key)):
            self.beginning[key[:end]][number] = None
        for start in range(1, len(key)):
            ending = key[start:]
            self.ending[ending][number] = None
        if self.is_family_first(key):
            self.ending[given][number] = None
        middles = list(key[1:-1])
        alias = getattr(self.forms[form], "alias", "")
        if alias:
            middles.append(alias)
        for middle in middles:
            self.inside[(middle,)][number] = None

    # Short names

    def resolve(self, rows: Iterable[tuple[int, int, str, str, int]]) -> list[int]:
        """Say for each (article, form, title, gender, count) which person is meant, or -1."""
        shorts = [Short(*row) for row in rows]
        return [link.person for link in self.link(shorts)]

    def link(
        self,
        rows: list[Short],
        evidence: Evidence | None = None,
        families: Kinship | None = None,
    ) -> list[Link]:
        """Say who is meant by each, and by which rule; titled mentions decide first.

        Without evidence a surname alone means the one who has most of the mentions of that surname.
        """
        here: Counter[tuple[int, int]] = Counter()
        links = []
        for row in rows:
            number = self.person_of.get(row.form, NOBODY)
            link = NO_LINK
            if number != NOBODY:
                link = Link(number, "full name")
            links.append(link)
            here[row.article, number] += row.times
        for i in self._order_of_linking(rows, links):
            row = rows[i]
            links[i] = self._link_short(row, here, evidence, families)
            if links[i].person != NOBODY:
                person = links[i].person
                here[row.article, person] += row.times
        return links

    def _order_of_linking(self, rows: list[Short], links: list[Link]) -> list[int]:
        """Return the mentions that nobody is known for yet, those with a title first."""
        titled = []
        untitled = []
        for i, row in enumerate(rows):
            if links[i].person != NOBODY:
                continue
            if row.title or row.gender:
                titled.append(i)
            else:
                untitled.append(i)
        return titled + untitled

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
            bearers = index.get(key, {})
            fitting = self._compatible(bearers, short)
            named = [person for person in fitting if here[short.article, person]]
            if len(named) == 1:
                return Link(named[0], rule)
        return None

    def _compatible(self, numbers: Iterable[int], short: Short) -> list[int]:
        """Keep those whose gender does not speak against it, and of these any with the same title."""
        fitting = list(numbers)
        if short.gender:
            fitting = self._of_gender(fitting, short.gender)
        if short.title:
            titled = [
                number for number in fitting if short.title in self.titles[number]
            ]
            fitting = titled or fitting
        return fitting

    def _of_gender(self, numbers: list[int], gender: str) -> list[int]:
        """Keep people of a gender, or, where there are none, those whose gender nobody tells."""
        same = [number for number in numbers if self.gender.get(number) == gender]
        if same:
            return same
        return [number for number in numbers if not self.gender.get(number)]

    def _across_articles(
        self,
        short: Short,
        candidates: list[int],
        evidence: Evidence | None,
    ) -> Link:
        is_unsure = self.forms[short.form].kind in UNSURE_KINDS
        if not candidates:
            return NO_LINK
        if is_unsure and not short.title:
            return NO_LINK

        def order(person: int) -> tuple[int, int]:
            return self.count[person], -person

        best = max(candidates, key=order)
        counts = [self.count[person] for person in candidates]
        needed = SURE * sum(counts)
        if self.count[best] < needed:
            return NO_LINK
        if len(self.keys[short.form]) > 1:
            return Link(best, "across articles: both family names")
        agreed = "only one so named"
        if evidence:
            agreed = evidence.agrees(short, best)
        if not agreed:
            return NO_LINK
        return Link(best, f"across articles: {agreed}")


def _without_particles(name: str, lex: Lexicon) -> list[str]:
    """Return the words of a name as written, without "de", "van" and the like."""
    particles = lex.words["particles"]
    return [word for word in name.split() if word.lower() not in particles]
