"""Which names a corpus holds: mentions judged by the words around them, and brought together."""

from collections import Counter, defaultdict
from types import SimpleNamespace

import numpy as np
import pandas as pd

from .lexicon import lexicon
from .mentions import Piece, find_mentions
from .people import People

SPEAKING = ("say", "tell", "add", "ask", "argue", "explain", "tweet", "write", "note", "warn", "insist")
PLACING = ("in", "near", "across", "throughout", "outside")
AMERICAN = ("u.s.", "us", "american")
SMALL = ("of", "the", "for", "and", "&")


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

    mentions, pieces = find_mentions(tokens, sentence_starts(tokens))
    first, last = mentions["first"].to_numpy(), mentions["last"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()[first]
    names, kinds, genders = _link(mentions["piece"].to_numpy(), article, pieces, _around(tokens, first, last))
    frame = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(article, dtype=tokens["article"].dtype),
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "first": first,
            "last": last,
            "name": pd.Categorical(names),
            "kind": pd.Categorical(kinds, categories=["person", "organisation", "place", "other"]),
            "title": pd.Categorical(np.array([piece.title for piece in pieces], object)[mentions["piece"]]),
            "gender": pd.Categorical(genders, categories=["", "female", "male"]),
        }
    )
    return frame[frame["kind"].notna()].reset_index(drop=True)


def _around(tokens, first, last) -> list[np.ndarray]:
    """Say of each mention whether a verb of speech touches it, a place's preposition or "the" precedes it."""
    lemma, norm = tokens["lemma"].cat, tokens["norm"].cat
    speaking = lemma.categories.isin(SPEAKING)[lemma.codes]
    placing = norm.categories.isin(PLACING)[norm.codes]
    the = norm.categories.isin({"the"} | lexicon().bodies)[norm.codes]  # "the newspaper Pravda"
    before, after = np.maximum(first - 1, 0), np.minimum(last, len(tokens) - 1)
    return [speaking[before] | speaking[after], placing[before], the[before]]


def _link(piece: np.ndarray, article: np.ndarray, pieces: list[Piece], around: list[np.ndarray]) -> tuple:
    """Return each mention's name, kind (None where it is no name after all) and gender."""
    number = {}
    form_of = np.array([number.setdefault(p.key, len(number)) for p in pieces], int)
    form, size = form_of[piece], len(number)
    touched = [np.bincount(form, mask, size) / np.maximum(np.bincount(form), 1) for mask in around]
    kinds = _judge(pieces, form_of, touched)
    forms = _forms(pieces, form_of, kinds, np.bincount(piece, minlength=len(pieces)))
    articles = defaultdict(set)
    for f, a in zip(form.tolist(), article.tolist(), strict=True):
        articles[f].add(a)
    people = People(forms, articles)
    # Mentions of one form with one title in one article mean the same: each such is resolved once.
    told = [(f, p.title, p.gender) for f, p in zip(form_of.tolist(), pieces, strict=True)]
    keys = [(a, *told[p]) for a, p in zip(article.tolist(), piece.tolist(), strict=True)]
    counts = Counter(keys)
    person = dict(zip(counts, people.resolve([(*key, n) for key, n in counts.items()]), strict=True))
    meant = [person[key] for key in keys]
    whole = _bodies(forms, articles)
    names = [people.shown.get(m) or whole[f] for m, f in zip(meant, form.tolist(), strict=True)]
    kind = ["person" if m >= 0 else kinds[p] for m, p in zip(meant, piece.tolist(), strict=True)]
    gender = [people.gender.get(m, pieces[p].gender) for m, p in zip(meant, piece.tolist(), strict=True)]
    return names, kind, gender


def _judge(pieces: list[Piece], form_of: np.ndarray, touched: list[np.ndarray]) -> list[str | None]:
    """Settle the kind of names that the lists do not know by the words around them, over the corpus."""
    speaks, placed, articled = touched
    surnames = {p.key[-1:] for p in pieces if p.kind == "person"}

    def verdict(f: int, piece: Piece) -> str | None:
        key = piece.key
        if piece.kind:
            return piece.kind if piece.kind != "weak" else None
        if placed[f] >= 0.4 or articled[f] > 0.5:
            return "place" if placed[f] >= 0.4 else "organisation"
        if speaks[f] > 0.05 or (key in surnames and placed[f] < 0.2):
            return "person"
        words = piece.high - piece.low  # "Jae-in" is one
        return "person" if 1 < words <= piece.rare else "other"

    return [verdict(f, piece) for f, piece in zip(form_of, pieces, strict=True)]


def _forms(pieces, form_of, kinds, counts) -> list[SimpleNamespace]:
    """List the distinct names: key, commonest spelling, count, kind, titles and genders they came with."""
    forms = {}
    for f, piece, kind, count in zip(form_of.tolist(), pieces, kinds, counts.tolist(), strict=True):
        if f not in forms:
            forms[f] = SimpleNamespace(key=piece.key, rare=piece.rare, titles=set(), genders=set())
            forms[f].shown, forms[f].kinds = Counter(), Counter()
        form = forms[f]
        form.shown[piece.display] += count
        form.kinds[kind or "weak"] += count
        form.titles.add(piece.title)
        form.genders.add(piece.gender)
    for form in forms.values():
        form.count = sum(form.shown.values())
        form.kind = max(sorted(form.kinds), key=form.kinds.get)
        form.display = min(form.shown, key=lambda w: (w.isupper() and len(w) > 5, -form.shown[w], w))
    return list(forms.values())


def _bodies(forms: list[SimpleNamespace], articles: dict[int, set]) -> list[str]:
    """Name what is no known person: "U.S. State Department" as "State Department", "RNC" in full."""
    by_key = {form.key: form for form in forms}
    initials = defaultdict(list)
    for f, body in enumerate(forms):
        if body.kind == "organisation" and len(body.key) > 1:
            initials["".join(word[0] for word in body.key if word not in SMALL)].append(f)
    aliases = lexicon().aliases
    whole = [aliases.get(" ".join(body.key), body.display) for body in forms]
    for f, body in enumerate(forms):
        shorter = by_key.get(body.key[1:]) if body.key[0] in AMERICAN else None
        if shorter and {body.kind, shorter.kind} == {"organisation"}:
            whole[f] = shorter.display
        elif len(body.key) == 1 and body.display.isupper() and body.kind == "organisation":
            together = [g for g in initials[body.key[0].replace(".", "")] if articles[f] & articles[g]]
            together = [g for g in together if forms[g].count * 20 >= body.count]
            whole[f] = forms[max(together, key=lambda g: forms[g].count, default=f)].display
    return whole
