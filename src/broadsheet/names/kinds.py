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
    explained: float = 0.0

    @property
    def words(self) -> int:
        """Return the number of words as written: "Jae-in" is one."""
        return self.piece.high - self.piece.low

    @property
    def first(self) -> str:
        """Return the first word of the name, folded."""
        return self.piece.key[0]

    @property
    def last(self) -> str:
        """Return the last word of the name, folded."""
        return self.piece.key[-1]

    def speaks_at_times(self) -> bool:
        """Say whether enough of the mentions are subjects of a verb of speech."""
        return self.speaks > SPEAKS

    def is_rare(self) -> bool:
        """Say whether a name of several words has none that is ever written small."""
        return 1 < self.words <= self.piece.rare

    def is_borne(self, given: str) -> bool:
        """Say whether a given name is one, or the last word a family name of the world."""
        if self.lex.is_given(given):
            return True
        return self.lex.is_family(self.last)


def _has_human_signs(case: Case) -> bool:
    return case.human > case.body


def _has_body_signs(case: Case) -> bool:
    return case.body > case.human


def _is_placed(case: Case) -> bool:
    return case.placed >= PLACED


def _has_article(case: Case) -> bool:
    return case.articled > ARTICLED


def _is_surname(case: Case) -> bool:
    if not case.surname:
        return False
    return case.placed < HARDLY_PLACED


def _has_foreign_article(case: Case) -> bool:
    """Say whether a name begins as those of papers and parties do: "Le Monde", "Der Spiegel"."""
    if case.words == 1 or case.lex.is_family(case.last):
        return False
    return case.first in case.lex.words["foreign_articles"]


def _is_paper(case: Case) -> bool:
    """Say whether a name with a foreign article speaks, as papers do: "El Correo"."""
    if not case.speaks_at_times():
        return False
    return _has_foreign_article(case)


def _may_be_town(case: Case) -> bool:
    if case.words == 1:
        return False
    return case.first in case.lex.words["town_articles"]


def _speaks_as_it(case: Case) -> bool:
    """Say whether a name of several words that no person bears says what "it" does."""
    if case.as_it == 0:
        return False
    if case.words == 1:
        return False
    return not case.is_borne(case.first)


def _begins_with_place(case: Case) -> bool:
    """Say whether a place opens a name that nobody bears, and that speaks: "Kenya Kwanza"."""
    first = case.first
    if case.words == 1:
        return False
    if not case.speaks_at_times():
        return False
    if first in case.lex.first_names:
        return False
    if not case.lex.is_place(first):
        return False
    is_one_part = len(case.piece.key) == 1
    if is_one_part:
        return True
    return case.last not in case.lex.family_names


def _is_named_like_people(case: Case) -> bool:
    """Say whether several words begin with a given name or end with a family name of the world."""
    if not case.is_rare():
        return False
    if case.first in case.lex.words["family_first"]:
        return True
    return case.is_borne(case.first)


def _is_single_name_that_speaks(case: Case) -> bool:
    if case.words > 1:
        return False
    if not case.speaks_at_times():
        return False
    return case.is_borne(case.last)


def _is_single_word_that_speaks(case: Case) -> bool:
    """Say whether a word that is nobody's name speaks: who is a person is named in full or titled first."""
    if case.words != 1:
        return False
    return case.speaks_at_times()


def _is_rare_throughout(case: Case) -> bool:
    if case.is_rare():
        return True
    return case.speaks_at_times()


def _is_given_name(case: Case) -> bool:
    """Say whether a single word is a given name that speaks for one gender: "Nico laughs"."""
    if case.words > 1:
        return False
    return case.lex.gender_of(case.first) != ""


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
    people = [piece for piece in pieces if piece.kind == "person"]
    surnames = {piece.key[-1:] for piece in people}
    share_lists = {}
    for name, share in shares.items():
        share_lists[name] = list(map(float, share))
    kinds: list[str | None] = []
    for form, piece in zip(form_of, pieces, strict=True):
        signs = {name: share[form] for name, share in share_lists.items()}
        is_surname = piece.key in surnames
        case = Case(piece=piece, surname=is_surname, lex=lex, **signs)
        kinds.append(_kind_of(case))
    return kinds


def _kind_of(case: Case) -> str | None:
    """Return the kind that a name tells by itself, or else by the signs around it."""
    kind = case.piece.kind
    if kind == "weak":
        return None
    if kind == "person" and _is_said_to_be_body(case):
        return "organisation"
    return kind or _kind_by_signs(case)


def _is_said_to_be_body(case: Case) -> bool:
    """Say whether what looks like a person is explained as a body: "the firm, Shannon Piers,"."""
    is_explained = case.explained > 0
    return is_explained and case.human == 0 and not case.piece.title


def _kind_by_signs(case: Case) -> str:
    """Return the kind of the first rule that holds."""
    for holds, kind in RULES:
        if holds(case):
            return kind
    return "other"
