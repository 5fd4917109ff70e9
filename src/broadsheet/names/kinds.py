"""Of what kind a name is that no list knows: decided by the signs around it over the corpus."""

from collections.abc import Callable
from typing import Any, NamedTuple

from .lexicon import Lexicon, lexicon
from .pieces import Piece

# Shares of the mentions of a name. They and the order of the rules were set by hand, looking at PolNeAR's
# development articles and at news of many countries: figures on these two are not of unseen text.
PLACED = 0.4
HARDLY_PLACED = 0.2
ARTICLED = 0.5
SPEAKS = 0.05


class Case(NamedTuple):
    """A name, the shares of signs around it, and whether it ends the name of somebody."""

    piece: Piece
    speaks: float
    placed: float
    articled: float
    human: float
    body: float
    as_it: float
    surname: bool
    lex: Lexicon

    @property
    def words(self) -> int:
        """Return the number of words as written: "Jae-in" is one."""
        return self.piece.high - self.piece.low


def _has_human_signs(case: Case) -> bool:
    return case.human > case.body


def _has_body_signs(case: Case) -> bool:
    return case.body > case.human


def _is_placed(case: Case) -> bool:
    return case.placed >= PLACED


def _has_article(case: Case) -> bool:
    return case.articled > ARTICLED


def _is_surname(case: Case) -> bool:
    return case.surname and case.placed < HARDLY_PLACED


def _has_foreign_article(case: Case) -> bool:
    """Say whether a name begins as those of papers and parties do: "Le Monde", "Der Spiegel"."""
    return case.words > 1 and case.piece.key[0] in case.lex.words["foreign_articles"]


def _is_paper(case: Case) -> bool:
    """Say whether a name with a foreign article speaks, as papers do: "El Correo"."""
    return _has_foreign_article(case) and case.speaks > SPEAKS


def _may_be_town(case: Case) -> bool:
    return case.words > 1 and case.piece.key[0] in case.lex.words["town_articles"]


def _speaks_as_it(case: Case) -> bool:
    """Say whether a name of several words that no person bears says what "it" does."""
    key = case.piece.key
    borne = case.lex.is_given(key[0]) or key[-1] in case.lex.family_names
    return case.as_it > 0 and case.words > 1 and not borne


def _begins_with_place(case: Case) -> bool:
    """Say whether a place opens a name that nobody bears, and that speaks: "Kenya Kwanza"."""
    first, *others = case.piece.key
    is_place = (first,) in case.lex.place_names and first not in case.lex.first_names
    borne = others and others[-1] in case.lex.family_names
    return case.speaks > SPEAKS and case.words > 1 and is_place and not borne


def _is_named_like_people(case: Case) -> bool:
    """Say whether several words begin with a given name or end with a family name of the world."""
    key = case.piece.key
    borne = case.lex.is_given(key[0]) or key[-1] in case.lex.family_names
    return 1 < case.words <= case.piece.rare and (
        borne or key[0] in case.lex.words["family_first"]
    )


def _is_single_name_that_speaks(case: Case) -> bool:
    key = case.piece.key
    borne = case.lex.is_given(key[-1]) or key[-1] in case.lex.family_names
    return case.speaks > SPEAKS and case.words == 1 and borne


def _is_single_word_that_speaks(case: Case) -> bool:
    """Say whether a word that is nobody's name speaks: who is a person is named in full or titled first."""
    return case.speaks > SPEAKS and case.words == 1


def _is_rare_throughout(case: Case) -> bool:
    return 1 < case.words <= case.piece.rare or case.speaks > SPEAKS


def _is_given_name(case: Case) -> bool:
    """Say whether a single word is a given name that speaks for one gender: "Nico laughs"."""
    return case.words == 1 and bool(case.lex.gender_of(case.piece.key[0]))


RULES: list[tuple[Callable[[Case], bool], str]] = [
    (_has_human_signs, "person"),
    (_has_body_signs, "organisation"),
    (_is_placed, "place"),
    (_has_article, "organisation"),
    (_is_surname, "person"),
    (_is_paper, "organisation"),
    (_may_be_town, "place"),
    (_has_foreign_article, "organisation"),
    (_speaks_as_it, "organisation"),
    (_begins_with_place, "organisation"),
    (_is_named_like_people, "person"),
    (_is_single_name_that_speaks, "person"),
    (_is_single_word_that_speaks, "organisation"),
    (_is_rare_throughout, "person"),
    (_is_given_name, "person"),
]


def judge_kinds(
    pieces: list[Piece],
    form_of: list[int],
    shares: dict[str, Any],
) -> list[str | None]:
    """Return the kind of each piece; None for what is no name unless somebody bears it."""
    lex = lexicon()
    surnames = {piece.key[-1:] for piece in pieces if piece.kind == "person"}
    share_lists = {
        name: [float(value) for value in share] for name, share in shares.items()
    }
    kinds: list[str | None] = []
    for form, piece in zip(form_of, pieces, strict=True):
        if piece.kind == "weak":
            kinds.append(None)
        elif piece.kind:
            kinds.append(piece.kind)
        else:
            values = {name: share[form] for name, share in share_lists.items()}
            case = Case(piece=piece, surname=piece.key in surnames, lex=lex, **values)
            kinds.append(_kind_by_signs(case))
    return kinds


def _kind_by_signs(case: Case) -> str:
    for holds, kind in RULES:
        if holds(case):
            return kind
    return "other"
