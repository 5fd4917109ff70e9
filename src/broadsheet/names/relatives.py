"""Relatives named by their given name alone: "his wife, Ama" is Ama Moe, where the article says "Mrs Moe"."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.text import spelled

from ..arrays import Integers
from .lexicon import bare, lexicon
from .pieces import Piece

MAYBE_PEOPLE = ("", "person")
GENITIVES = ("'s", "’s")


class Polite(NamedTuple):
    """A family name behind "Mrs" or "Mr", where it stands first, and whether others have it in full.

    Of these others the article names somebody of the same gender, or of one that the name does not tell.
    """

    surname: Piece
    first: int  # the number of the mention
    has_rivals: bool


class Relative(NamedTuple):
    """The noun before a name that says whose relative somebody is, and the gender that it tells."""

    noun: str
    gender: str


NOBODYS = Relative("", "")


def give_family_names(
    tokens: pd.DataFrame, mentions: pd.DataFrame, piece: Integers, pieces: list[Piece]
) -> Integers:
    """Give a relative the family name by which the article calls her or him with "Mrs" or "Mr".

    Where the article names somebody else of that family name and gender in full, only a mother or the like
    gets it, and only if nobody was called so before: "Ida Moe's mother, Ana, wept. Mrs Moe said …".

    Args:
        tokens: The tokens of the corpus.
        mentions: One row a mention: `first`, `last`.
        piece: The piece of each mention.
        pieces: The distinct pieces; names of relatives are appended.

    Returns:
        The piece of each mention.
    """
    first = mentions["first"].to_numpy()
    articles = tokens["article"].cat.codes.to_numpy()[first]
    called = _called_politely(articles, piece, pieces)
    if not called:
        return piece
    piece = piece.copy()
    elders = lexicon().sources["relatives_married"] | lexicon().sources["fathers"]
    with_title = sorted({article for article, _ in called})
    norm = spelled(tokens["norm"])
    may_be_called = np.isin(articles, with_title)
    for number in np.flatnonzero(may_be_called).tolist():
        short = pieces[piece[number]]
        relative = _relative_before(norm, int(first[number]))
        polite = called.get((int(articles[number]), relative.gender))
        is_given_name = len(short.key) == 1 and short.kind in MAYBE_PEOPLE
        if polite is None or not is_given_name or short.title:
            continue
        is_elder = relative.noun in elders and number < polite.first
        if is_elder or not polite.has_rivals:
            piece[number] = len(pieces)
            pieces.append(_with_surname(short, polite.surname))
    return piece


def _called_politely(
    articles: Integers, piece: Integers, pieces: list[Piece]
) -> dict[tuple[int, str], Polite]:
    """Return the only family name behind "Mrs" and "Mr" in each article, if somebody bears it in full."""
    lex = lexicon()
    titled: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    genders: dict[tuple[int, str], set[str]] = defaultdict(set)
    rows = zip(articles.tolist(), piece.tolist(), strict=True)
    for mention, (article, number) in enumerate(rows):
        name = pieces[number]
        family = name.key[-1]
        if len(name.key) > 1:
            gender = lex.gender_of(name.key[0])
            genders[article, family].add(gender)
        elif name.gender and bare(name.title) in lex.polite_titles:
            titled[article, name.gender].setdefault(family, mention)
    called = {}
    for (article, gender), first_of in titled.items():
        family, mention = next(iter(first_of.items()))
        bearers = genders.get((article, family))
        if bearers and len(first_of) == 1:
            surname = pieces[piece[mention]]
            has_rivals = not bearers.isdisjoint({gender, ""})
            called[article, gender] = Polite(surname, mention, has_rivals)
    return called


def _relative_before(norm: np.ndarray, row: int) -> Relative:
    """Return what "his wife," before a name tells; `norm` holds the word of each row."""
    farthest = max(row - 3, 0)
    words = norm[farthest:row].tolist()
    if words[-1:] == [","]:
        words.pop()
    if len(words) < 2:
        return NOBODYS
    owner, noun = words[-2:]
    lists = lexicon().sources
    pronouns = lists["pronouns_male"] | lists["pronouns_female"]
    if owner not in GENITIVES and owner not in pronouns:
        return NOBODYS
    for gender in ("female", "male"):
        if noun in lists[f"relatives_{gender}"]:
            return Relative(noun, gender)
    return NOBODYS


def _with_surname(short: Piece, surname: Piece) -> Piece:
    """Return a given name with a family name."""
    key = short.key + surname.key
    display = f"{short.display} {surname.display}"
    return short._replace(key=key, display=display, kind="person")
