"""Relatives named by their given name alone: "his wife, Ama" is Ama Moe, where the article says "Mrs Moe"."""

from collections import defaultdict

import numpy as np
import pandas as pd

from ..arrays import Integers
from .lexicon import bare, lexicon
from .pieces import Piece

MAYBE_PEOPLE = ("", "person")
GENITIVES = ("'s", "’s")

Called = dict[tuple[int, str], Piece]
"""The family name that each article has behind "Mrs" or "Mr", by the gender that this tells."""


def give_family_names(
    tokens: pd.DataFrame, mentions: pd.DataFrame, piece: Integers, pieces: list[Piece]
) -> Integers:
    """Give a relative the family name by which the article calls her or him with "Mrs" or "Mr".

    Not where the article names somebody else of that family name and gender in full.

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
    with_title = {article for article, _ in called}
    for number in np.flatnonzero(np.isin(articles, sorted(with_title))).tolist():
        short = pieces[piece[number]]
        gender = _gender_of_relative(tokens, int(first[number]))
        surname = called.get((int(articles[number]), gender))
        is_given_name = len(short.key) == 1 and short.kind in MAYBE_PEOPLE
        if surname and is_given_name and not short.title:
            piece[number] = len(pieces)
            pieces.append(_with_surname(short, surname))
    return piece


def _called_politely(
    articles: Integers, piece: Integers, pieces: list[Piece]
) -> Called:
    """Return the only family name behind "Mrs" and "Mr" in each article, if nobody else bears it in full."""
    lex = lexicon()
    surnames: dict[tuple[int, str], dict[str, Piece]] = defaultdict(dict)
    in_full: set[tuple[int, str, str]] = set()
    families: set[tuple[int, str]] = set()
    for article, number in zip(articles.tolist(), piece.tolist(), strict=True):
        name = pieces[number]
        family = name.key[-1]
        if len(name.key) > 1:
            in_full.add((article, family, lex.gender_of(name.key[0])))
            families.add((article, family))
        elif name.gender and bare(name.title) in lex.polite_titles:
            surnames[article, name.gender][family] = name
    called = {}
    for (article, gender), written in surnames.items():
        for family, name in written.items():
            is_other = {(article, family, gender), (article, family, "")} & in_full
            if (article, family) in families and not is_other and len(written) == 1:
                called[article, gender] = name
    return called


def _gender_of_relative(tokens: pd.DataFrame, row: int) -> str:
    """Return the gender that "his wife," before a name tells, "" for none."""
    norm = tokens["norm"].cat
    codes = norm.codes.to_numpy()
    words = norm.categories[codes[max(row - 3, 0) : row]].tolist()
    if words[-1:] == [","]:
        words.pop()
    if len(words) < 2:
        return ""
    owner, noun = words[-2:]
    lists = lexicon().sources
    pronouns = lists["pronouns_male"] | lists["pronouns_female"]
    if owner not in GENITIVES and owner not in pronouns:
        return ""
    for gender in ("female", "male"):
        if noun in lists[f"relatives_{gender}"]:
            return gender
    return ""


def _with_surname(short: Piece, surname: Piece) -> Piece:
    """Return a given name with a family name."""
    key = short.key + surname.key
    display = f"{short.display} {surname.display}"
    return short._replace(key=key, display=display, kind="person")
