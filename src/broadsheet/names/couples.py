"""Names beside each other that make one: couples of one family name, second surnames in brackets."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..arrays import Flags, Integers
from .lexicon import lexicon
from .pieces import Piece

OPENING_BRACKETS = ["(", "-lrb-"]
MAYBE_PEOPLE = ("", "person")


@dataclass(frozen=True)
class _Between:
    """What stands between each mention and the next one.

    Attributes:
        is_one_word: Whether it is one token.
        code: The number of its first token among the distinct words.
        words: The distinct words.
    """

    is_one_word: Flags
    code: Integers
    words: pd.Index

    @classmethod
    def of(cls, tokens: pd.DataFrame, mentions: pd.DataFrame) -> "_Between":
        first = mentions["first"].to_numpy()
        last = mentions["last"].to_numpy()
        ends = last[:-1]
        gap = first[1:] - ends
        norm = tokens["norm"].cat
        codes = norm.codes.to_numpy()
        return cls(gap == 1, codes[ends], norm.categories)

    def rows_with(self, words: Iterable[str]) -> list[int]:
        """Return the mentions that one of these words separates from the next one."""
        is_listed = self.words.isin(list(words))
        rows = np.flatnonzero(self.is_one_word & is_listed[self.code])
        return rows.tolist()


def read_neighbours(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    pieces: list[Piece],
) -> tuple[Integers, Flags]:
    """Give "Tom" of "Tom and Rosa Keller" the family name; drop second surnames in brackets.

    Args:
        tokens: The tokens of the corpus.
        mentions: One row a mention: `first`, `last`, `piece`.
        pieces: The distinct pieces; couples' names are appended.

    Returns:
        The piece of each mention, and which mentions to keep.
    """
    piece = mentions["piece"].to_numpy(copy=True)
    kept = np.ones(len(piece), bool)
    if len(piece) < 2:
        return piece, kept
    between = _Between.of(tokens, mentions)
    words = lexicon().words
    surnames = _surnames(pieces)
    of_both = _surnames_of_both(pieces)
    for i in between.rows_with(words["couple_joiners"]):
        left = pieces[piece[i]]
        right = pieces[piece[i + 1]]
        couple = _with_family_name(left, right, surnames, of_both)
        if couple:
            piece[i] = len(pieces)
            pieces.append(couple)
    for i in between.rows_with(OPENING_BRACKETS):
        left = pieces[piece[i]]
        right = pieces[piece[i + 1]]
        kept[i + 1] = not _is_second_surname(left, right)
    return piece, kept


def _surnames(pieces: Iterable[Piece]) -> set[str]:
    """Return the family names of the people who are named in full."""
    surnames = set()
    for piece in pieces:
        is_full = len(piece.key) > 1
        if is_full and piece.kind == "person":
            surnames.add(piece.key[-1])
    return surnames


def _surnames_of_both(pieces: Iterable[Piece]) -> set[str]:
    """Return the family names that stand behind titles of women and of men: "Mrs Vaughan", "Mr Vaughan"."""
    women = set()
    men = set()
    for piece in pieces:
        surname = piece.key[-1]
        if piece.gender == "female":
            women.add(surname)
        if piece.gender == "male":
            men.add(surname)
    return women & men


def _with_family_name(
    left: Piece,
    right: Piece,
    surnames: set[str],
    of_both: set[str],
) -> Piece | None:
    """Return the first of a couple under the family name that stands behind the second."""
    if len(left.key) != 1:
        return None
    if _are_first_names(left, right):
        return left._replace(kind="person")
    if len(right.key) == 1:
        return None
    if right.kind not in MAYBE_PEOPLE:
        return None
    given = left.key[0]
    if given in surnames:
        return None
    if given in lexicon().family_names:
        return None
    maybe_a_person = left.kind in MAYBE_PEOPLE
    is_titled = maybe_a_person and right.key[-1] in of_both
    if not is_titled and not _both_given(given, right.key[0]):
        return None
    family = right.display.split()[1:]
    full = " ".join([left.display, *family])
    key = (given, *right.key[1:])
    return left._replace(key=key, display=full, kind="person")


def _both_given(left: str, right: str) -> bool:
    """Say whether two words are given names."""
    lex = lexicon()
    if not lex.is_given(right):
        return False
    if left in lex.first_names:
        return True
    return bool(lex.gender_of(left))


def _are_first_names(left: Piece, right: Piece) -> bool:
    """Say whether two single names are a pair of first names, the second surely: "Rhian and Gethin"."""
    if len(right.key) != 1:
        return False
    if left.kind not in MAYBE_PEOPLE:
        return False
    if not _is_first_name(left.key[0]):
        return False
    return _is_first_name(right.key[0])


def _is_first_name(word: str) -> bool:
    lex = lexicon()
    if not lex.is_given(word):
        return False
    return not lex.is_place(word)


def _is_second_surname(person: Piece, other: Piece) -> bool:
    """Say whether a word in brackets is the other family name: "Fuentes (Oyarzún)"."""
    if len(person.key) == 1:
        return False
    if person.kind == "organisation":
        return False
    if len(other.key) > 1:
        return False
    if other.display.isupper():
        return False
    return other.kind in ("", "person", "weak")
