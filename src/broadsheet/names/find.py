"""Which names a corpus holds: mentions judged by the words around them, and brought together."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.frames import checks_frames_without_text

from ..text import sentence_starts
from .across import Company, forms_by_article
from .gender import EVIDENCE, count_pronouns, gender_of_name, settle_genders
from .kinds import judge_kinds
from .lexicon import Lexicon, lexicon
from .mentions import find_mentions
from .people import Form, Link, People, Short
from .pieces import Piece, gender_of_titles
from .signs import Signs, read_signs

KINDS = ["person", "organisation", "place", "other"]
ACRONYM_SHARE = 20  # an acronym may stand so many times as often as the name in full
JOINING = ["and", "&"]


@checks_frames_without_text
def find_names(tokens: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find every mention of a person, a body or a place, and say who or what is meant.

    A name is recognised by its capitals, its tags, the word lists and by what the corpus shows: a word that
    opens a sentence or stands in a headline must be a name elsewhere. A surname alone means the one who is
    named in full in the same article; somebody of another article only where something else agrees.

    Args:
        tokens: What `tokenize` returns.
        articles: The articles, whose days help to link a surname across articles of one story.

    Returns:
        One row a mention: `article`; `start`, `end` (offsets in its text, without the title before the
        name); `first`, `last` (its rows in `tokens`, half-open); `name` (the same in all articles: the
        commonest full form); `kind` (person, organisation, place, other); `title` (the title before it, in
        lower case, or empty); `gender` (female, male, or empty) and `gender_evidence` (title, pronoun,
        first name, or empty); `link` (why this person: "full name", "surname in article", …, or empty).
    """
    mentions, pieces = find_mentions(tokens, sentence_starts(tokens))
    first = mentions["first"].to_numpy()
    last = mentions["last"].to_numpy()
    piece = mentions["piece"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()[first]
    piece, kept = _read_neighbours(tokens, first, last, piece, pieces)
    linked = _link(tokens, _Mentions(first, last, piece, article), pieces, _days(articles, tokens))
    titles = np.array([piece.title for piece in pieces], object)
    frame = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(article, dtype=tokens["article"].dtype),
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "first": first,
            "last": last,
            "name": pd.Categorical(linked.names),
            "kind": pd.Categorical(linked.kinds, categories=KINDS),
            "title": pd.Categorical(titles[piece]),
            "gender": pd.Categorical(linked.genders, categories=["", "female", "male"]),
            "gender_evidence": pd.Categorical(linked.evidence, categories=EVIDENCE),
            "link": pd.Categorical(linked.rules),
        }
    )
    return frame[frame["kind"].notna() & kept].reset_index(drop=True)


@dataclass(frozen=True)
class _Mentions:
    """Arrays over the mentions: rows in the tokens, the piece, the number of the article."""

    first: np.ndarray
    last: np.ndarray
    piece: np.ndarray
    article: np.ndarray


@dataclass(frozen=True)
class _Linked:
    """What is found out of each mention."""

    names: list[str]
    kinds: list[str | None]
    genders: list[str]
    evidence: list[str]
    rules: list[str]


def _days(articles: pd.DataFrame | None, tokens: pd.DataFrame) -> np.ndarray | None:
    """Return the day of each article in the order of the tokens' categories."""
    if articles is None or "published" not in articles:
        return None
    published = pd.to_datetime(articles["published"], errors="coerce")
    ordered = published.reindex(tokens["article"].cat.categories)
    return ordered.to_numpy("datetime64[D]")


def _read_neighbours(tokens, first, last, piece, pieces) -> tuple[np.ndarray, np.ndarray]:
    """Give "Tom" of "Tom and Sheila Garvey" the family name; drop second surnames in brackets.

    Returns the piece of each mention, with new pieces appended to `pieces`, and which mentions to keep.
    """
    kept = np.ones(len(first), bool)
    if len(first) < 2:
        return piece, kept
    word = tokens["norm"].cat
    between = word.categories.isin(JOINING)[word.codes]
    bracket = word.categories.isin(["(", "-lrb-"])[word.codes]
    next_to = (first[1:] - last[:-1]) == 1
    surnames = {p.key[-1] for p in pieces if p.kind == "person" and len(p.key) > 1}
    piece = piece.copy()
    for i in np.flatnonzero(next_to & between[last[:-1]]):
        couple = _with_family_name(pieces[piece[i]], pieces[piece[i + 1]], surnames)
        if couple:
            pieces.append(couple)
            piece[i] = len(pieces) - 1
    for i in np.flatnonzero(next_to & bracket[last[:-1]]):
        kept[i + 1] = not _is_second_surname(pieces[piece[i]], pieces[piece[i + 1]])
    return piece, kept


def _with_family_name(one: Piece, other: Piece, surnames: set[str]) -> Piece | None:
    """Return the first of a couple under the family name that stands behind the second."""
    lex = lexicon()
    if len(one.key) != 1 or len(other.key) < 2 or other.kind not in ("person", ""):
        return None
    given = one.key[0]
    borne_as_surname = given in surnames or given in lex.family_names
    is_given = given in lex.first_names or lex.gender_of(given)
    if borne_as_surname or not is_given or not lex.is_given(other.key[0]):
        return None
    family = other.display.split()[1:]
    display = " ".join([one.display, *family])
    return one._replace(key=(given, *other.key[1:]), display=display, kind="person")


def _is_second_surname(person: Piece, other: Piece) -> bool:
    """Say whether a word in brackets is the other family name: "Fuentes (Oyarzún)"."""
    is_name = other.kind in ("", "person", "weak") and len(other.key) == 1
    return is_name and len(person.key) > 1 and not other.display.isupper() and person.kind != "organisation"


def _link(tokens: pd.DataFrame, mentions: _Mentions, pieces: list[Piece], days: np.ndarray | None) -> _Linked:
    """Bring the mentions together: names, kinds, genders and the rules by which they were linked."""
    numbers: dict[tuple[str, ...], int] = {}
    form_of = np.array([numbers.setdefault(piece.key, len(numbers)) for piece in pieces], int)
    form = form_of[mentions.piece]
    undecided = np.array([not piece.kind for piece in pieces], bool)[mentions.piece]
    signs = read_signs(tokens, mentions.first, mentions.last, undecided)
    kinds = judge_kinds(pieces, form_of.tolist(), signs.shares(form, len(numbers)))
    forms = _forms(pieces, form_of, kinds, np.bincount(mentions.piece, minlength=len(pieces)))
    articles = defaultdict(set)
    for number, where in zip(form.tolist(), mentions.article.tolist(), strict=True):
        articles[number].add(where)
    people = People(forms, articles)
    keys = _shorts(mentions, pieces, form, signs)
    links = _resolve(people, keys, articles, days)
    person = np.array([link.person for link in links], int)
    whole = _bodies(forms, articles)
    genders = _genders(tokens, mentions, pieces, people, person, signs)
    names, sorts, told, evidence = [], [], [], []
    for number, f, p in zip(person.tolist(), form.tolist(), mentions.piece.tolist(), strict=True):
        gender, why = genders[number] if number >= 0 else _gender_alone(pieces[p], kinds[p], people.lex)
        names.append(people.shown[number] if number >= 0 else whole[f])
        sorts.append("person" if number >= 0 else kinds[p])
        told.append(gender)
        evidence.append(why)
    return _Linked(names, sorts, told, evidence, [link.rule for link in links])


def _shorts(
    mentions: _Mentions, pieces: list[Piece], form: np.ndarray, signs: Signs
) -> list[tuple[int, int, str, str]]:
    """Return article, form, title or calling, and gender of each mention."""
    shorts = []
    articles = mentions.article.tolist()
    for i, (where, f, p) in enumerate(zip(articles, form.tolist(), mentions.piece.tolist(), strict=True)):
        title = pieces[p].title or signs.calling[i]
        shorts.append((where, f, title, pieces[p].gender))
    return shorts


def _resolve(
    people: People, keys: list[tuple[int, int, str, str]], articles: dict[int, set], days: np.ndarray | None
) -> list[Link]:
    """Resolve each distinct (article, form, title, gender) once; return the link of each mention."""
    _learn_titles(people, keys)
    counts = Counter(keys)
    shorts = [Short(*key, times) for key, times in counts.items()]
    company = Company(people, forms_by_article(articles), days)
    links = dict(zip(counts, people.link(shorts, company), strict=True))
    return [links[key] for key in keys]


def _learn_titles(people: People, keys: list[tuple]) -> None:
    """Note each person's titles, callings and gender from the mentions in full."""
    for number, form in people.fullest.items():
        people.gender[number] = gender_of_name(people.keys[form], people)
    for _, form, title, gender in set(keys):
        number = people.person_of.get(form, -1)
        if number >= 0:
            people.titles[number].add(title)
            if gender:
                people.gender[number] = gender


def _genders(tokens, mentions, pieces, people, person, signs) -> dict[int, tuple[str, str]]:
    """Settle the gender of each person by titles, callings, pronouns and given names."""
    lex = people.lex
    told: dict[int, set[str]] = defaultdict(set)
    for i in np.flatnonzero(person >= 0):
        calling = signs.calling[i]
        by_calling = gender_of_titles([calling]) or _gender_of_relative(calling, lex)
        told[int(person[i])].add(pieces[mentions.piece[i]].gender or by_calling)
    votes = count_pronouns(tokens, mentions.first, person, lex)
    return settle_genders(people, told, votes)


def _gender_alone(piece: Piece, kind: str | None, lex: Lexicon) -> tuple[str, str]:
    """Return the gender of somebody known by one word only: by a title, or a given name."""
    if piece.gender:
        return piece.gender, "title"
    word = piece.key[0]
    if kind != "person" or len(piece.key) > 1 or word in lex.family_names:
        return "", ""
    gender = lex.gender_of(word)
    return gender, "first name" if gender else ""


def _gender_of_relative(noun: str, lex: Lexicon) -> str:
    for gender in ("female", "male"):
        if noun in lex.sources[f"relatives_{gender}"]:
            return gender
    return ""


def _forms(pieces, form_of, kinds, counts) -> list[Form]:
    """List the distinct names: key, commonest spelling, count, kind, titles and genders they came with."""
    forms: dict[int, Form] = {}
    for f, piece, kind, count in zip(form_of.tolist(), pieces, kinds, counts.tolist(), strict=True):
        form = forms.setdefault(f, Form(key=piece.key, rare=piece.rare))
        form.shown[piece.display] += count
        form.kinds[kind or "weak"] += count
        form.titles.add(piece.title)
        form.genders.add(piece.gender)
        form.alias = form.alias or piece.alias
    for form in forms.values():
        form.count = sum(form.shown.values())
        form.kind = max(sorted(form.kinds), key=lambda kind: form.kinds[kind])
        form.display = _commonest_spelling(form.shown)
    return list(forms.values())


def _commonest_spelling(shown: Counter) -> str:
    """Return the commonest spelling that is not in capitals throughout, if there is one."""
    return min(shown, key=lambda w: (w.isupper() and len(w) > 5, -shown[w], w))


def _bodies(forms: list[Form], articles: dict[int, set]) -> list[str]:
    """Name what is no known person: "U.S. State Department" as "State Department", "RNC" in full."""
    lex = lexicon()
    by_key = {form.key: form for form in forms}
    initials = defaultdict(list)
    for f, body in enumerate(forms):
        if body.kind == "organisation" and len(body.key) > 1:
            letters = (word[0] for word in body.key if word not in lex.words["small"])
            initials["".join(letters)].append(f)
    whole = [lex.aliases.get(" ".join(body.key), body.display) for body in forms]
    for f, body in enumerate(forms):
        if body.kind != "organisation":
            continue
        shorter = by_key.get(body.key[1:]) if body.key[0] in lex.words["american"] else None
        if shorter and shorter.kind == "organisation":
            whole[f] = shorter.display
        elif len(body.key) == 1 and body.display.isupper():
            candidates = initials[body.key[0].replace(".", "")]
            whole[f] = forms[_in_full(f, candidates, forms, articles)].display
    return whole


def _in_full(acronym: int, candidates: list[int], forms: list[Form], articles: dict[int, set]) -> int:
    """Return the body that an acronym stands for in the articles where both stand, or itself."""
    together = []
    for form in candidates:
        often = forms[form].count * ACRONYM_SHARE >= forms[acronym].count
        if often and articles[acronym] & articles[form]:
            together.append(form)
    return max(together, key=lambda form: forms[form].count, default=acronym)
