"""Which names a corpus holds: mentions judged by the words around them, and brought together."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.collector import collector_paused
from broadsheet.frames import checks_frames_without_text

from ..arrays import Flags, Integers
from ..text import sentence_starts
from .across import Company, surroundings
from .couples import read_neighbours
from .families import Called, Families, read_families
from .forms import Form, list_forms, name_bodies, number_forms
from .gender import (
    EVIDENCE,
    GENDERS,
    NO_EVIDENCE,
    count_pronouns,
    gender_of_name,
    settle_genders,
)
from .kinds import judge_kinds
from .lexicon import Lexicon, bare, lexicon
from .mentions import find_mentions
from .people import NOBODY, Link, People, Short
from .pieces import Piece, gender_of_titles
from .relatives import give_family_names
from .signs import Signs, read_signs

KINDS = ["person", "organisation", "place", "other"]


@checks_frames_without_text
@collector_paused()
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
    piece = give_family_names(tokens, rows, piece, pieces)
    first = rows["first"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()
    mentions = _Mentions(
        first=first,
        last=rows["last"].to_numpy(),
        piece=piece,
        article=article[first],
        pieces=pieces,
    )
    linked = _link(tokens, mentions, _days(articles, tokens))
    frame = _as_frame(tokens, mentions, linked)
    is_name = frame["kind"].notna().to_numpy()
    return frame[kept & is_name].reset_index(drop=True)


def _as_frame(
    tokens: pd.DataFrame, mentions: "_Mentions", linked: "_Linked"
) -> pd.DataFrame:
    """Return one row a mention."""
    articles = tokens["article"].dtype
    starts = tokens["start"].to_numpy()
    ends = tokens["end"].to_numpy()
    last_token = mentions.last - 1
    titles = [piece.title for piece in mentions.as_pieces()]
    return pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(mentions.article, dtype=articles),
            "start": starts[mentions.first],
            "end": ends[last_token],
            "first": mentions.first,
            "last": mentions.last,
            "name": _as_categories(linked.names),
            "kind": _one_of(linked.kinds, KINDS),
            "title": _as_categories(titles),
            "gender": _one_of(linked.genders, GENDERS),
            "gender_evidence": _one_of(linked.evidence, EVIDENCE),
            "link": _as_categories(linked.rules),
            "calling": _as_categories(linked.callings),
        }
    )


def _as_categories(values: list[str]) -> pd.Categorical:
    """Return texts of which many are alike; their categories are in order."""
    distinct = sorted(set(values))
    code_of = {value: code for code, value in enumerate(distinct)}
    codes = [code_of[value] for value in values]
    return pd.Categorical.from_codes(codes, distinct)


def _one_of(values: Sequence[str | None], categories: list[str]) -> pd.Categorical:
    """Return values each of which is one of a few categories, or missing."""
    numbers = enumerate(categories)
    code_of: dict[str | None, int] = {category: code for code, category in numbers}
    codes = [code_of.get(value, -1) for value in values]
    return pd.Categorical.from_codes(codes, categories)


@dataclass(frozen=True)
class _Mentions:
    """Arrays over the mentions: rows in the tokens, the number of the piece and of the article.

    `pieces` are the distinct pieces.
    """

    first: Integers
    last: Integers
    piece: Integers
    article: Integers
    pieces: list[Piece]

    def as_pieces(self) -> list[Piece]:
        """Return the piece of each mention."""
        return [self.pieces[number] for number in self.piece.tolist()]

    def are_undecided(self) -> Flags:
        """Say of which mentions the name alone does not tell the kind."""
        lacks_kind = [not piece.kind for piece in self.pieces]
        is_open = np.array(lacks_kind, bool)
        return is_open[self.piece]

    def counts(self) -> list[int]:
        """Return how often each piece stands."""
        counts = np.bincount(self.piece, minlength=len(self.pieces))
        return counts.tolist()


@dataclass
class _Linked:
    """What the corpus shows of each mention."""

    callings: list[str]
    rules: list[str]
    names: list[str] = field(default_factory=list)
    kinds: list[str | None] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)

    def add(self, name: str, kind: str | None, gender: tuple[str, str]) -> None:
        """Add who or what a mention names; `gender` comes with its evidence."""
        self.names.append(name)
        self.kinds.append(kind)
        self.genders.append(gender[0])
        self.evidence.append(gender[1])


@dataclass(frozen=True)
class _Names:
    """The distinct names of a corpus.

    Attributes:
        form: The number of the name of each mention.
        kinds: The kind of each piece.
        forms: The names.
        articles: The articles in which each stands.
    """

    form: Integers
    kinds: list[str | None]
    forms: list[Form]
    articles: dict[int, set[int]]


def _read_names(mentions: _Mentions, signs: Signs) -> _Names:
    """List the distinct names, and judge their kinds by the signs around them."""
    pieces = mentions.pieces
    form_of = number_forms(pieces)
    form = np.array(form_of, int)[mentions.piece]
    shares = signs.shares(form, len(set(form_of)))
    kinds = judge_kinds(pieces, form_of, shares)
    forms = list_forms(pieces, form_of, kinds, mentions.counts())
    return _Names(form, kinds, forms, _articles_of(form, mentions))


def _days(articles: pd.DataFrame | None, tokens: pd.DataFrame) -> np.ndarray | None:
    """Return the day of each article in the order of the tokens' categories."""
    if articles is None:
        return None
    if "published" not in articles:
        return None
    published = pd.to_datetime(articles["published"], errors="coerce")
    ordered = published.reindex(tokens["article"].cat.categories)
    return ordered.to_numpy("datetime64[D]")


def _link(
    tokens: pd.DataFrame,
    mentions: _Mentions,
    days: np.ndarray | None,
) -> _Linked:
    """Bring the mentions together: names, kinds, genders and the rules by which they were linked."""
    undecided = mentions.are_undecided()
    signs = read_signs(tokens, mentions.first, mentions.last, undecided)
    names = _read_names(mentions, signs)
    people = People(names.forms, names.articles)
    called = _called(mentions, names, signs)
    learn_titles(people, called)
    company = Company(people, surroundings(people, names.forms, days))
    families = read_families(tokens, mentions.first, mentions.last, called, people)
    families.tell_genders(people)
    links = _resolve(people, called, company, families)
    person = np.array([link.person for link in links], int)
    genders = _genders(tokens, mentions, people, person, signs)

    rules = [link.rule for link in links]
    linked = _Linked(signs.calling, rules)
    shown = name_bodies(names.forms, names.articles)
    alone = _genders_alone(mentions.pieces, names.kinds, people.lex)
    form_of = names.form.tolist()
    piece_of = mentions.piece.tolist()
    for link, form, piece in zip(links, form_of, piece_of, strict=True):
        if link.person == NOBODY:
            kind = names.kinds[piece]
            linked.add(shown[form], kind, alone[piece])
        else:
            name = people.shown[link.person]
            linked.add(name, "person", genders[link.person])
    return linked


def _articles_of(form: Integers, mentions: _Mentions) -> dict[int, set[int]]:
    """Map each form to the articles in which it stands."""
    articles: dict[int, set[int]] = defaultdict(set)
    numbers = form.tolist()
    stands_in = mentions.article.tolist()
    for number, article in zip(numbers, stands_in, strict=True):
        articles[number].add(article)
    return articles


def _called(mentions: _Mentions, names: _Names, signs: Signs) -> list[Called]:
    """Return article, form, title or calling, and gender of each mention."""
    rows = zip(
        mentions.article.tolist(),
        names.form.tolist(),
        mentions.as_pieces(),
        signs.calling,
        strict=True,
    )
    called = []
    polite = lexicon().polite_titles
    for article, form, piece, calling in rows:
        title = piece.title
        if calling and (not title or bare(title) in polite):
            title = calling
        called.append((article, form, title, piece.gender))
    return called


def _resolve(
    people: People,
    called: list[Called],
    company: Company,
    families: Families,
) -> list[Link]:
    """Resolve each distinct (article, form, title, gender) once; return the link of each mention."""
    counts = Counter(called)
    shorts = [Short(*key, times) for key, times in counts.items()]
    links = people.link(shorts, company, families)
    link_of = dict(zip(counts, links, strict=True))
    return [link_of[key] for key in called]


def learn_titles(people: People, called: list[Called]) -> None:
    """Note each person's titles, callings and gender from the mentions in full."""
    for number, form in people.fullest.items():
        key = people.keys[form]
        people.gender[number] = gender_of_name(key, people)
    for _, form, title, gender in dict.fromkeys(called):
        number = people.person_of.get(form, NOBODY)
        if number == NOBODY:
            continue
        people.titles[number].add(title)
        if gender:
            people.gender[number] = gender


# Genders


def _genders(
    tokens: pd.DataFrame,
    mentions: _Mentions,
    people: People,
    person: Integers,
    signs: Signs,
) -> dict[int, tuple[str, str]]:
    """Settle the gender of each person by titles, callings, pronouns and given names."""
    lex = people.lex
    by_titles: dict[int, set[str]] = defaultdict(set)
    numbers = person.tolist()
    rows = zip(numbers, mentions.as_pieces(), signs.calling, strict=True)
    for number, piece, calling in rows:
        if number == NOBODY:
            continue
        gender = piece.gender
        if not gender and calling:
            gender = _gender_of_calling(calling, lex)
        by_titles[number].add(gender)
    votes = count_pronouns(tokens, mentions.first, mentions.last, person, lex)
    return settle_genders(people, by_titles, votes)


def _genders_alone(
    pieces: list[Piece], kinds: list[str | None], lex: Lexicon
) -> list[tuple[str, str]]:
    """Return the gender that each piece tells by itself, with the evidence."""
    genders = []
    for piece, kind in zip(pieces, kinds, strict=True):
        is_person = kind == "person"
        gender = _gender_alone(piece, is_person, lex)
        genders.append(gender)
    return genders


def _gender_of_calling(noun: str, lex: Lexicon) -> str:
    """Return the gender that a noun before a name tells: "chairwoman", "widow"."""
    by_title = gender_of_titles([noun])
    if by_title:
        return by_title
    for gender in ("female", "male"):
        if noun in lex.sources[f"relatives_{gender}"]:
            return gender
    return ""


def _gender_alone(piece: Piece, is_person: bool, lex: Lexicon) -> tuple[str, str]:
    """Return the gender of somebody known by one word only: by a title, or a given name."""
    if piece.gender:
        return piece.gender, "title"
    word = piece.key[0]
    if not is_person:
        return NO_EVIDENCE
    if len(piece.key) > 1:
        return NO_EVIDENCE
    if word in lex.family_names:
        return NO_EVIDENCE
    gender = lex.gender_of(word)
    if gender:
        return gender, "first name"
    return NO_EVIDENCE
