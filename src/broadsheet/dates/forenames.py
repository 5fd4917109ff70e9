"""Whether a weekday, a month or a holiday is somebody's first name or surname, from who is told of."""

from .grammar import load
from .places import gazetteer
from .view import Match, TokenView

IN_NAMES = str.maketrans("", "", "-'’")  # characters of a surname that are no letters
PROPER_TAGS = ("NNP", "NNPS")
# Before somebody who is told of behind a comma: "among them is Monday Adu, a baker".
BEFORE_PERSON = frozenset(
    [
        *("is", "was", "are", "were", "named", "called", "as", "including", "like"),
        *("and", "with", "to", "against", "for", ",", ";", "``"),
    ]
)
# Of the token behind that comma.
TELLING_TAGS = ("DT", "WP", "WP$", "CD")
OF_SURNAME = ("of", "who", "whose", "a", "an", "aged", "the")
OWNERS = ("the", "his", "her", "their", "our", "my")


def is_surname(view: TokenView, row: int, high: int) -> bool:
    """Whether a row may be a surname: "Adu", "Okon-Bello", "McKay", but no country and no time."""
    if row >= high or view.tag(row) not in PROPER_TAGS:
        return False
    word = view.word(row)
    if not word[0].isupper() or word.isupper():
        return False
    if not word.translate(IN_NAMES).isalpha():
        return False
    _, is_trigger = load().lexicon.letter(word)
    return not is_trigger and word.lower() not in gazetteer().by_name


def is_late_person(match: Match, view: TokenView) -> bool:
    """Whether somebody called after a month is dead: "the late August Adu", no late August."""
    if not match.names("month") or match.last - match.first != 2:
        return False
    if view.lower(match.first) != "late" or view.word_before(match) not in OWNERS:
        return False
    _, high = view.sentence(match.first)
    return is_surname(view, match.last, high) and view.word_after(match) != "bank"


class PersonReader:
    """Reads who stands beside a weekday or a holiday.

    Args:
        view: The tokens.
        roles: Words before somebody's name: "striker".
        kin: Words of relations: "daughter".
        animals: Words for animals that may have a name: "goat".
    """

    def __init__(
        self,
        view: TokenView,
        roles: frozenset[str],
        kin: frozenset[str],
        animals: frozenset[str],
    ) -> None:
        self.view = view
        self.roles = roles
        self.named_kin = kin | animals

    def is_person(self, match: Match) -> bool:
        """Whether a single word is (part of) the name of a person."""
        if match.last - match.first > 1:
            return False
        if match.names("holiday"):
            return self._has_role(match.first) and self._precedes_surname(match)
        if not match.names("weekday"):
            return False
        return (
            self._is_told_of(match)
            or (self._has_role(match.first) and self._precedes_surname(match))
            or self._is_surname_told_of(match)
            or self._is_of_kin(match)
        )

    def _has_role(self, row: int) -> bool:
        """Whether a role stands before a row: "striker", "Governor"."""
        low, _ = self.view.sentence(row)
        if row <= low:
            return False
        role = self.view.lower(row - 1).rstrip(".")
        return role in self.roles

    def _precedes_surname(self, match: Match) -> bool:
        _, high = self.view.sentence(match.first)
        return is_surname(self.view, match.last, high)

    def _is_told_of(self, match: Match) -> bool:
        """Whether somebody is told more of behind a comma: "among them is Monday Adu, a baker"."""
        view = self.view
        before = view.words_before(match, 2)
        if not before or before[-1] not in BEFORE_PERSON:
            return False
        weekdays = load().lexicon.values["WEEKDAY"]
        if before[0] in weekdays or not self._precedes_surname(match):
            return False
        _, high = view.sentence(match.first)
        behind = match.last + 1
        if behind + 1 >= high or view.word(behind) not in (",", "("):
            return False
        return view.tag(behind + 1) in TELLING_TAGS

    def _is_surname_told_of(self, match: Match) -> bool:
        """Whether a role and a first name stand before a weekday: "manager Marcus Friday, of Kite Ltd"."""
        view = self.view
        row = match.first - 1
        low, high = view.sentence(match.first)
        if row <= low or not is_surname(view, row, high):
            return False
        if not self._has_role(row) and view.lower(row - 1) not in self.named_kin:
            return False
        after = view.words_after(match, 2)
        return after[:1] == [","] and after[1:] != [] and after[1] in OF_SURNAME

    def _is_of_kin(self, match: Match) -> bool:
        """Whether a relation of that name stands between commas: "her son, Sunday, sang", or an animal."""
        before = self.view.words_before(match, 2)
        if len(before) < 2 or before[1] != "," or before[0] not in self.named_kin:
            return False
        return self.view.word_after(match) in (",", "and")
