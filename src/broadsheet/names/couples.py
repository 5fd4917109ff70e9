"""Names beside each other that make one: couples of one family name, second surnames in brackets."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .lexicon import lexicon
from .pieces import Piece

JOINING = ["and", "&"]
OPENING_BRACKETS = ["(", "-lrb-"]
MAYBE_PEOPLE = ("", "person")


def read_neighbours(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    pieces: list[Piece],
) -> tuple[np.ndarray, np.ndarray]:
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
    first = mentions["first"].to_numpy()
    last = mentions["last"].to_numpy()
    next_to = (first[1:] - last[:-1]) == 1
    word = tokens["norm"].cat
    between = word.codes.to_numpy()[last[:-1]]
    joined = word.categories.isin(JOINING)[between]
    in_bracket = word.categories.isin(OPENING_BRACKETS)[between]
    surnames = _surnames(pieces)
    of_both = _surnames_of_both(pieces)
    for i in np.flatnonzero(next_to & joined):
        couple = _with_family_name(
            pieces[piece[i]],
            pieces[piece[i + 1]],
            surnames,
            of_both,
        )
        if couple:
            pieces.append(couple)
            piece[i] = len(pieces) - 1
    for i in np.flatnonzero(next_to & in_bracket):
        kept[i + 1] = not _is_second_surname(pieces[piece[i]], pieces[piece[i + 1]])
    return piece, kept


def _surnames(pieces: Iterable[Piece]) -> set[str]:
    people = (piece for piece in pieces if piece.kind == "person")
    return {piece.key[-1] for piece in people if len(piece.key) > 1}


def _surnames_of_both(pieces: Iterable[Piece]) -> set[str]:
    """Return the family names that stand behind titles of women and of men: "Mrs Vaughan", "Mr Vaughan"."""
    women = {piece.key[-1] for piece in pieces if piece.gender == "female"}
    men = {piece.key[-1] for piece in pieces if piece.gender == "male"}
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
    is_full = len(right.key) > 1 and right.kind in MAYBE_PEOPLE
    given = left.key[0]
    if not is_full or given in surnames or given in lexicon().family_names:
        return None
    is_titled = left.kind in MAYBE_PEOPLE and right.key[-1] in of_both
    if not is_titled and not _both_given(given, right.key[0]):
        return None
    family = right.display.split()[1:]
    return left._replace(
        key=(given, *right.key[1:]),
        display=" ".join([left.display, *family]),
        kind="person",
    )


def _both_given(left: str, right: str) -> bool:
    """Say whether two words are given names."""
    lex = lexicon()
    is_given = left in lex.first_names or bool(lex.gender_of(left))
    return is_given and lex.is_given(right)


def _are_first_names(left: Piece, right: Piece) -> bool:
    """Say whether two single names are a pair of first names, the second surely: "Rhian and Gethin"."""
    lex = lexicon()
    if len(right.key) != 1 or left.kind not in MAYBE_PEOPLE:
        return False
    first, second = left.key[0], right.key[0]
    known = lex.is_given(first) and lex.is_given(second)
    is_place = (first,) in lex.place_names or (second,) in lex.place_names
    return known and not is_place


def _is_second_surname(person: Piece, other: Piece) -> bool:
    """Say whether a word in brackets is the other family name: "Fuentes (Oyarzún)"."""
    in_full = len(person.key) > 1 and person.kind != "organisation"
    one_word = len(other.key) == 1 and not other.display.isupper()
    maybe_a_name = other.kind in ("", "person", "weak")
    return in_full and one_word and maybe_a_name
