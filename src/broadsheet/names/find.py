"""Which names a corpus holds: mentions judged by the words around them, and brought together."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.frames import checks_frames_without_text

from ..text import sentence_starts
from .across import Company, surroundings
from .couples import read_neighbours
from .forms import list_forms, name_bodies, number_forms
from .gender import EVIDENCE, GENDERS, count_pronouns, gender_of_name, settle_genders
from .kinds import judge_kinds
from .lexicon import Lexicon
from .mentions import find_mentions
from .people import Link, People, Short
from .pieces import Piece, gender_of_titles
from .signs import Signs, read_signs

KINDS = ["person", "organisation", "place", "other"]

Called = tuple[int, int, str, str]  # article, form, title or calling, gender


@checks_frames_without_text
def find_names(
    tokens: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find every mention of a person, a body or a place, and say who or what is meant.

    A name is recognised by its capitals, its tags, the word lists and by what the corpus shows: a word that
    opens a sentence or stands in a headline must be a name elsewhere. A surname alone means the one who is
    named in full in the same article; somebody of another article only where something else agrees.

    Args:
        tokens: What `tokenize` returns.
        articles: The articles, whose days and outlets help to link a surname across articles of one story.

    Returns:
        One row a mention: `article`; `start`, `end` (offsets in its text, without the title before the
        name); `first`, `last` (its rows in `tokens`, half-open); `name` (the same in all articles: the
        commonest full form); `kind` (person, organisation, place, other); `title` (the title before it, in
        lower case, or empty); `gender` (female, male, or empty) and `gender_evidence` (title, pronoun,
        first name, or empty); `link` (why this person: "full name", "surname in article", …, or empty).
    """
    return find_names_and_callings(tokens, articles).drop(columns="calling")


def find_names_and_callings(
    tokens: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return `find_names` with `calling`: the noun for a person before the name ("pilot"), or empty."""
    rows, pieces = find_mentions(tokens, sentence_starts(tokens))
    piece, kept = read_neighbours(tokens, rows, pieces)
    first = rows["first"].to_numpy()
    last = rows["last"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()[first]
    mentions = _Mentions(first, last, piece, article)
    linked = _link(tokens, mentions, pieces, _days(articles, tokens))
    titles = [pieces[number].title for number in piece.tolist()]
    frame = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(
                article, dtype=tokens["article"].dtype
            ),
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "first": first,
            "last": last,
            "name": pd.Categorical(linked.names),
            "kind": pd.Categorical(linked.kinds, categories=KINDS),
            "title": pd.Categorical(titles),
            "gender": pd.Categorical(linked.genders, categories=GENDERS),
            "gender_evidence": pd.Categorical(linked.evidence, categories=EVIDENCE),
            "link": pd.Categorical(linked.rules),
            "calling": pd.Categorical(linked.callings),
        }
    )
    is_name = frame["kind"].notna().to_numpy()
    return frame[is_name & kept].reset_index(drop=True)


@dataclass(frozen=True)
class _Mentions:
    """Arrays over the mentions: rows in the tokens, the piece, the number of the article."""

    first: np.ndarray
    last: np.ndarray
    piece: np.ndarray
    article: np.ndarray


@dataclass
class _Linked:
    """What is found out of each mention."""

    rules: list[str]
    names: list[str]
    kinds: list[str | None]
    genders: list[str]
    evidence: list[str]
    callings: list[str]


def _days(articles: pd.DataFrame | None, tokens: pd.DataFrame) -> np.ndarray | None:
    """Return the day of each article in the order of the tokens' categories."""
    if articles is None or "published" not in articles:
        return None
    published = pd.to_datetime(articles["published"], errors="coerce")
    ordered = published.reindex(tokens["article"].cat.categories)
    return ordered.to_numpy("datetime64[D]")


def _link(
    tokens: pd.DataFrame,
    mentions: _Mentions,
    pieces: list[Piece],
    days: np.ndarray | None,
) -> _Linked:
    """Bring the mentions together: names, kinds, genders and the rules by which they were linked."""
    form_of = number_forms(pieces)
    form = np.array(form_of, int)[mentions.piece]
    counts = np.bincount(mentions.piece, minlength=len(pieces))
    undecided = np.array([not piece.kind for piece in pieces], bool)[mentions.piece]
    signs = read_signs(tokens, mentions.first, mentions.last, undecided)
    shares = signs.shares(form, len(set(form_of)))
    kinds = judge_kinds(pieces, form_of, shares)
    forms = list_forms(pieces, form_of, kinds, counts.tolist())

    articles = _articles_of(form, mentions)
    people = People(forms, articles)
    called = _called(mentions, pieces, form, signs)
    learn_titles(people, called)
    company = Company(people, surroundings(people, forms, days))
    links = _resolve(people, called, company)

    person = np.array([link.person for link in links], int)
    genders = _genders(tokens, mentions, pieces, people, person, signs)
    rules = [link.rule for link in links]
    linked = _Linked(rules, [], [], [], [], signs.calling)
    shown = name_bodies(forms, articles)
    alone = [
        _gender_alone(piece, kind, people.lex)
        for piece, kind in zip(pieces, kinds, strict=True)
    ]
    for number, f, p in zip(
        person.tolist(), form.tolist(), mentions.piece.tolist(), strict=True
    ):
        is_known = number >= 0
        gender, evidence = genders[number] if is_known else alone[p]
        linked.names.append(people.shown[number] if is_known else shown[f])
        linked.kinds.append("person" if is_known else kinds[p])
        linked.genders.append(gender)
        linked.evidence.append(evidence)
    return linked


def _articles_of(form: np.ndarray, mentions: _Mentions) -> dict[int, set[int]]:
    """Map each form to the articles in which it stands."""
    articles: dict[int, set[int]] = defaultdict(set)
    for number, article in zip(form.tolist(), mentions.article.tolist(), strict=True):
        articles[number].add(article)
    return articles


def _called(
    mentions: _Mentions,
    pieces: list[Piece],
    form: np.ndarray,
    signs: Signs,
) -> list[Called]:
    """Return article, form, title or calling, and gender of each mention."""
    rows = zip(
        mentions.article.tolist(),
        form.tolist(),
        mentions.piece.tolist(),
        signs.calling,
        strict=True,
    )
    called = []
    for article, number, p, calling in rows:
        piece = pieces[p]
        called.append((article, number, piece.title or calling, piece.gender))
    return called


def _resolve(
    people: People,
    called: list[Called],
    company: Company,
) -> list[Link]:
    """Resolve each distinct (article, form, title, gender) once; return the link of each mention."""
    counts = Counter(called)
    shorts = [Short(*key, times) for key, times in counts.items()]
    links = people.link(shorts, company)
    link_of = dict(zip(counts, links, strict=True))
    return [link_of[key] for key in called]


def learn_titles(people: People, called: list[Called]) -> None:
    """Note each person's titles, callings and gender from the mentions in full."""
    for number, form in people.fullest.items():
        people.gender[number] = gender_of_name(people.keys[form], people)
    for _, form, title, gender in set(called):
        number = people.person_of.get(form, -1)
        if number < 0:
            continue
        people.titles[number].add(title)
        if gender:
            people.gender[number] = gender


# Genders


def _genders(
    tokens: pd.DataFrame,
    mentions: _Mentions,
    pieces: list[Piece],
    people: People,
    person: np.ndarray,
    signs: Signs,
) -> dict[int, tuple[str, str]]:
    """Settle the gender of each person by titles, callings, pronouns and given names."""
    lex = people.lex
    by_titles: dict[int, set[str]] = defaultdict(set)
    for i in np.flatnonzero(person >= 0).tolist():
        gender = pieces[mentions.piece[i]].gender
        calling = signs.calling[i]
        if not gender and calling:
            gender = _gender_of_calling(calling, lex)
        by_titles[int(person[i])].add(gender)
    votes = count_pronouns(tokens, mentions.first, mentions.last, person, lex)
    return settle_genders(people, by_titles, votes)


def _gender_of_calling(noun: str, lex: Lexicon) -> str:
    """Return the gender that a noun before a name tells: "chairwoman", "widow"."""
    by_title = gender_of_titles([noun])
    if by_title:
        return by_title
    for gender in ("female", "male"):
        if noun in lex.sources[f"relatives_{gender}"]:
            return gender
    return ""


def _gender_alone(piece: Piece, kind: str | None, lex: Lexicon) -> tuple[str, str]:
    """Return the gender of somebody known by one word only: by a title, or a given name."""
    if piece.gender:
        return piece.gender, "title"
    word = piece.key[0]
    if kind != "person" or len(piece.key) > 1 or word in lex.family_names:
        return "", ""
    gender = lex.gender_of(word)
    return (gender, "first name") if gender else ("", "")
