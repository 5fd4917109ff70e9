"""The people of a corpus: full names, surnames and first names of one person brought together."""

from collections import Counter, defaultdict
from types import SimpleNamespace

from .lexicon import lexicon

SURE = 0.8  # of the people of one surname in the corpus, the share that the commonest must have to be meant


class People:
    """The people of a corpus, each under one number, found by the ends and beginnings of their names."""

    def __init__(self, forms: list[SimpleNamespace], articles: dict[int, set]):
        self.forms, self.lex = forms, lexicon()
        self.person_of, self.shown, self.gender, self.titles, self.count = {}, {}, {}, {}, Counter()
        self.ending, self.beginning = defaultdict(dict), defaultdict(dict)
        self.keys = [self._bare(form.key) for form in forms]
        full = [f for f, form in enumerate(forms) if form.kind == "person" and len(self.keys[f]) > 1]
        count = Counter()
        for f in full:
            count[self.keys[f]] += forms[f].count
        ends = self._double_surnames(full, count)
        groups = defaultdict(list)
        for f in full:
            key = self.keys[f]
            if key in ends:
                continue
            shorter = [key[i:] for i in range(1, len(key) - 1) if count[key[i:]] > count[key]]
            odd = shorter and key[0] not in self.lex.first_names and shorter[0] not in ends
            key = shorter[0] if odd else key  # a word too many: "Floridian Jeb Bush"
            groups[self.lex.nicknames.get(key[0], key[0]), key[-1]].append(f)
        groups = [part for members in groups.values() for part in self._generations(members, articles)]
        for number, members in enumerate(groups):
            self._add(number, members)

    def _double_surnames(self, full: list[int], count: Counter) -> set[tuple]:
        """Find the names of two words that are the end of a longer one: "Lopez Obrador", not "Jeb Bush"."""
        first_names = self.lex.first_names
        return {
            key[i:]
            for f in full
            for key in [self.keys[f]]
            for i in range(1, len(key) - 1)
            if key[i] not in first_names and count[key] * 20 >= count[key[i:]]
            if key[0] in first_names or self.forms[f].rare >= len(key)
        }

    def _bare(self, key: tuple) -> tuple:
        """Leave out initials and "Jr.", where enough remains."""
        core = tuple(w for w in key if w not in self.lex.suffixes and not (len(w) <= 2 and w.endswith(".")))
        return core if len(core) > 1 or len(key) == 1 else key

    def _family_first(self, key: tuple) -> bool:
        """Whether a name begins with the family's, as Chinese and Korean names do."""
        family, *given = key
        if family not in self.lex.family_first or not set(given).isdisjoint(self.lex.first_names):
            return False
        return len(given) == 2 or (len(given) == 1 and family not in self.lex.first_names)

    def _generations(self, members: list[int], articles: dict[int, set]) -> list[list[int]]:
        """Tell "Jr." from his father where both are named in most of the articles that name "Jr."."""
        young = [f for f in members if self.forms[f].key[-1] in ("jr", "jr.")]
        old = [f for f in members if f not in young]
        where, fathers = (set().union(*(articles[f] for f in part)) for part in (young, old))
        return [old, young] if young and len(where & fathers) * 2 > len(where) else [members]

    def _add(self, number: int, members: list[int]):
        forms = [self.forms[f] for f in members]
        fullest = max(members, key=lambda f: (self.forms[f].count, len(self.forms[f].display)))
        self.shown[number] = self.forms[fullest].display
        self.titles[number] = set().union(*(form.titles for form in forms))
        self.count[number] = sum(form.count for form in forms)
        told = set().union(*(form.genders for form in forms)) - {""}
        by_name = self.lex.first_names.get(self.keys[fullest][0], "any")
        self.gender[number] = by_name if by_name != "any" else told.pop() if len(told) == 1 else ""
        for form in members:
            self.person_of[form] = number
            key = self.keys[form]
            self.beginning[key[:1]][number] = None
            for i in range(1, len(key)):
                self.ending[key[i:]][number] = None
            if self._family_first(key):
                self.ending[key[:1]][number] = None

    def resolve(self, rows: list[tuple]) -> list[int]:
        """Say for each (article, form, title, gender, count) which person is meant, or -1."""
        here = Counter()
        meant = [self.person_of.get(form, -1) for _, form, *_ in rows]
        for (article, *_, count), number in zip(rows, meant, strict=True):
            here[article, number] += count
        short = [i for i, number in enumerate(meant) if number < 0]
        for i in sorted(short, key=lambda i: not (rows[i][2] or rows[i][3])):  # those with a title first
            *row, count = rows[i]
            meant[i] = self._of_short(*row, here)
            here[row[0], meant[i]] += count
        return meant

    def _of_short(self, article, form, title, gender, here) -> int:
        key = self.keys[form]
        if key not in self.ending and key not in self.beginning:
            return -1
        found = [n for n in self.ending.get(key, ()) if not gender or self.gender[n] in ("", gender)]
        found = [n for n in found if title and title in self.titles[n]] or found
        near = [n for n in found if here[article, n]]
        if not found and len(key) == 1:
            near = [n for n in self.beginning.get(key, ()) if here[article, n]]
            return near[0] if len(near) == 1 else -1
        if near:
            return max(near, key=lambda n: (here[article, n], self.count[n], -n))
        if not found or (not title and self.forms[form].kind in ("place", "organisation", "weak")):
            return -1
        best = max(found, key=lambda n: (self.count[n], -n))
        return best if self.count[best] >= SURE * sum(self.count[n] for n in found) else -1
