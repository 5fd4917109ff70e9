"""Who is meant by each mention: full names, surnames and first names of one person brought together."""

from collections import Counter, defaultdict
from types import SimpleNamespace

import numpy as np
import pandas as pd

from .lexicon import lexicon
from .mentions import find_mentions

SPEAKING = ("say", "tell", "add", "ask", "argue", "explain", "tweet", "write", "note", "warn", "insist")
PLACING = ("in", "near", "across", "throughout", "outside")
AMERICAN = ("u.s.", "us", "american")
SMALL = ("of", "the", "for", "and", "&")
SURE = 0.8  # of the people of one surname in the corpus, the share that the commonest must have to be meant


def find_names(tokens: pd.DataFrame) -> pd.DataFrame:
    """Find every mention of a person, a body or a place, and say who or what is meant.

    One row is a mention: `article`; `start`, `end` (offsets in its text, without the title before the
    name); `first`, `last` (its rows in `tokens`, half-open); `name` (the same in all articles: the
    commonest full form); `kind` (person, organisation, place, other); `title` (the title before it, in
    lower case, or empty); `gender` (what title and first name tell: male, female, or empty).

    A name is recognised by its capitals, its tags, the lists in `lexicon.toml` and by what the corpus
    shows: a word that opens a sentence or stands in a headline must be a name elsewhere. A surname alone
    means the one who is named in full in the same article, or else the one person of that surname in
    the corpus.
    """
    from ..text import sentence_starts

    mentions = find_mentions(tokens, sentence_starts(tokens))
    article = tokens["article"].cat.codes.to_numpy()
    mentions = mentions.assign(article=article[mentions["first"].to_numpy(int)])
    if mentions.empty:
        mentions = mentions.assign(name="")
    else:
        mentions = _link(_judge(mentions, tokens)).pipe(_hear_pronouns, tokens)
    first, last = mentions["first"].to_numpy(int), mentions["last"].to_numpy(int)
    return pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(
                mentions["article"].to_numpy(int), dtype=tokens["article"].dtype
            ),
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "first": first,
            "last": last,
            "name": pd.Categorical(mentions["name"].astype(object)),
            "kind": pd.Categorical(mentions["kind"], categories=["person", "organisation", "place", "other"]),
            "title": pd.Categorical(mentions["title"].astype(object)),
            "gender": pd.Categorical(mentions["gender"], categories=["", "female", "male"]),
        }
    )


def _judge(mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Settle the kind of names that the lists do not know by the words around them, over the corpus."""
    first, last = mentions["first"].to_numpy(int), mentions["last"].to_numpy(int)
    form, keys = pd.factorize(mentions["key"])
    count, kind = np.bincount(form), mentions["kind"].to_numpy(object)
    shares = [np.bincount(form, mask) / count for mask in _around(tokens, first, last)]
    surnames = {keys[f][-1:] for f in np.unique(form[kind == "person"])}
    bodies = set(np.unique(form[(kind == "place") | (kind == "organisation")]))
    free = (shares[1] < 0.3) & (shares[2] < 0.3)
    alone = surnames | {key for f, key in enumerate(keys) if free[f] and f not in bodies}

    rare = mentions.groupby(form)["rare"].max().to_numpy()

    def verdict(f: int, key: tuple) -> str:
        speaks, placed, articled = (share[f] for share in shares)
        if placed >= 0.4 or articled > 0.5:
            return "place" if placed >= 0.4 else "organisation"
        if speaks > 0.05 or (key in surnames and placed < 0.2):
            return "person"
        borne = rare[f] > 0 and any(key[i:] in alone for i in range(1, len(key)))
        return "person" if borne or 1 < len(key) <= rare[f] else "other"

    verdicts = np.array([verdict(f, key) for f, key in enumerate(keys)], dtype=object)
    return mentions.assign(form=form, kind=np.where(kind == "", verdicts[form], kind))


def _around(tokens, first, last) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Say of each mention whether a verb of speech touches it, a place's preposition or "the" precedes it."""
    lemma, norm = tokens["lemma"].cat, tokens["norm"].cat
    speaking = lemma.categories.isin(SPEAKING)[lemma.codes]
    placing = norm.categories.isin(PLACING)[norm.codes]
    the = (norm.categories == "the")[norm.codes]
    before, after = np.maximum(first - 1, 0), np.minimum(last, len(tokens) - 1)
    return speaking[before] | speaking[after], placing[before], the[before]


def _link(mentions: pd.DataFrame) -> pd.DataFrame:
    """Add the name meant by each mention; what is a name only where it means somebody ("King") goes else."""
    forms = _forms(mentions)
    people = _People(forms)
    group = ["article", "form", "title", "gender"]
    pairs = mentions.groupby(group, sort=False, as_index=False).size()
    pairs["meant"] = people.resolve(pairs)
    mentions = mentions.merge(pairs, how="left", on=group)
    whole = _bodies(forms, mentions)
    meant, known = mentions["meant"], mentions["meant"] >= 0
    mentions = mentions.assign(
        name=[people.shown.get(m) or whole[f] for m, f in zip(meant, mentions["form"], strict=True)],
        kind=mentions["kind"].mask(known, "person"),
        gender=[people.gender.get(m, g) for m, g in zip(meant, mentions["gender"], strict=True)],
    )
    return mentions[known | (mentions["kind"] != "weak")].reset_index(drop=True)


def _hear_pronouns(mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Learn from the pronouns after their mentions who is "he" and who "she", where names do not tell."""
    people = mentions[mentions["kind"].eq("person")]
    norm, article = tokens["norm"].cat, tokens["article"].cat.codes.to_numpy()
    sentence = tokens["sentence"].to_numpy()
    she, he = norm.categories.isin(["she", "her"]), norm.categories.isin(["he", "his", "him"])
    said = he.astype(int) - she
    first = np.r_[-1, people["first"].to_numpy(int)]
    pronoun = np.flatnonzero(said[norm.codes])
    nearest = np.searchsorted(first, pronoun) - 1
    near = (nearest > 0) & (article[first[nearest]] == article[pronoun])
    near &= sentence[pronoun] - sentence[first[nearest]] <= 1
    named = people["name"].to_numpy(object)[nearest[near] - 1]
    votes = pd.Series(said[norm.codes[pronoun[near]]], dtype=float).groupby(named).agg(["mean", "size"])
    clear = votes[(votes["mean"].abs() >= 0.5) & (votes["size"] > 1)]["mean"]
    heard = {name: "male" if mean > 0 else "female" for name, mean in clear.items()}
    silent = mentions["kind"].eq("person") & mentions["gender"].eq("")
    learnt = [heard.get(name, "") for name in mentions["name"]]
    return mentions.assign(gender=mentions["gender"].mask(silent, learnt))


def _forms(mentions: pd.DataFrame) -> list[SimpleNamespace]:
    """List the distinct names: key, commonest spelling, count, kind, titles and genders they came with."""
    columns = ["form", "key", "rare", "display", "kind", "title", "gender"]
    variants = mentions.groupby(columns, sort=False).size().reset_index(name="count")
    forms = [
        SimpleNamespace(shown=Counter(), kinds=Counter(), titles=set(), genders=set())
        for _ in range(mentions["form"].max() + 1)
    ]
    for form, key, rare, display, kind, title, gender, count in variants.itertuples(index=False):
        entry = forms[form]
        entry.key, entry.rare = key, rare
        entry.shown[display] += count
        entry.kinds[kind] += count
        entry.titles.add(title)
        entry.genders.add(gender)
    for entry in forms:
        entry.count = sum(entry.shown.values())
        titled = entry.kinds["person"] * 5 >= entry.count
        entry.kind = "person" if titled else max(sorted(entry.kinds), key=entry.kinds.get)
        entry.display = min(entry.shown, key=lambda w: (w.isupper() and len(w) > 5, -entry.shown[w], w))
    return forms


class _People:
    """The people of a corpus, each under one number, found by the ends and beginnings of their names."""

    def __init__(self, forms: list[SimpleNamespace]):
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
            junior = self._is_junior(forms[f].key) and count[key] >= 4 * forms[f].count
            groups[self.lex.nicknames.get(key[0], key[0]), key[-1], junior].append(f)
        for number, members in enumerate(groups.values()):
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

    @staticmethod
    def _is_junior(key: tuple) -> bool:
        return key[-1] in ("jr", "jr.")

    def _add(self, number: int, members: list[int]):
        forms = [self.forms[f] for f in members]
        self.shown[number] = max(forms, key=lambda form: form.count).display
        self.titles[number] = set().union(*(form.titles for form in forms))
        self.count[number] = sum(form.count for form in forms)
        told = set().union(*(form.genders for form in forms)) - {""}
        by_name = self.lex.first_names.get(self.keys[members[0]][0], "")
        self.gender[number] = told.pop() if len(told) == 1 else by_name.replace("any", "")
        for form in members:
            self.person_of[form] = number
            key = self.keys[form]
            self.beginning[key[:1]][number] = None
            for i in range(1, len(key)):
                self.ending[key[i:]][number] = None

    def resolve(self, pairs: pd.DataFrame) -> list[int]:
        """Say for each article, form, title and gender which person is meant, or -1."""
        here = Counter()
        rows = list(pairs.itertuples(index=False, name=None))
        meant = [self.person_of.get(form, -1) for _, form, *_ in rows]
        for (article, *_, size), number in zip(rows, meant, strict=True):
            here[article, number] += size
        short = [i for i, number in enumerate(meant) if number < 0]
        for i in sorted(short, key=lambda i: not (rows[i][2] or rows[i][3])):  # those with a title first
            *row, size = rows[i]
            meant[i] = self._of_short(*row, here)
            here[row[0], meant[i]] += size
        return meant

    def _of_short(self, article, form, title, gender, here) -> int:
        key = self.keys[form]
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


def _bodies(forms: list[SimpleNamespace], mentions: pd.DataFrame) -> list[str]:
    """Name what is no known person: "U.S. State Department" as "State Department", "RNC" in full."""
    by_key = {form.key: form for form in forms}
    articles, initials = defaultdict(set), defaultdict(list)
    for f, article in mentions[["form", "article"]].drop_duplicates().itertuples(index=False):
        articles[f].add(article)
    for f, form in enumerate(forms):
        if form.kind == "organisation" and len(form.key) > 1:
            initials["".join(word[0] for word in form.key if word not in SMALL)].append(f)
    whole = [form.display for form in forms]
    for f, form in enumerate(forms):
        shorter = by_key.get(form.key[1:]) if form.key[0] in AMERICAN else None
        if shorter and {form.kind, shorter.kind} == {"organisation"}:
            whole[f] = shorter.display
        elif len(form.key) == 1 and form.display.isupper() and form.kind == "organisation":
            together = [g for g in initials[form.key[0].replace(".", "")] if articles[f] & articles[g]]
            together = [g for g in together if forms[g].count * 20 >= form.count]
            whole[f] = forms[max(together, key=lambda g: forms[g].count, default=f)].display
    return whole
