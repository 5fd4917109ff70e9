"""The distinct names of a corpus, and what bodies and places among them are called in full."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .lexicon import lexicon
from .pieces import Piece

ACRONYM_SHARE = 20  # an acronym may stand so many times as often as the name in full
LONGEST_ACRONYM = 5  # letters; a longer word in capitals is a shout where the corpus spells it otherwise

Key = tuple[str, ...]


@dataclass
class Form:
    """A distinct name of the corpus: its spellings, kinds, titles and genders, and how often it stands."""

    key: Key
    rare: int = 0
    kind: str = ""
    display: str = ""
    count: int = 0
    alias: str = ""
    titles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    shown: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, piece: Piece, kind: str | None, count: int) -> None:
        """Add the mentions of one piece."""
        self.shown[piece.display] += count
        self.kinds[kind or "weak"] += count
        self.titles.add(piece.title)
        self.genders.add(piece.gender)
        self.count += count
        if not self.alias:
            self.alias = piece.alias

    def settle(self) -> None:
        """Choose the kind and the spelling of most mentions."""
        self.kind = _commonest(self.kinds)
        self.display = _commonest_spelling(self.shown)


def number_forms(pieces: list[Piece]) -> list[int]:
    """Return the number of the distinct name of each piece."""
    numbers: dict[Key, int] = {}
    return [numbers.setdefault(piece.key, len(numbers)) for piece in pieces]


def list_forms(
    pieces: list[Piece],
    form_of: list[int],
    kinds: list[str | None],
    counts: list[int],
) -> list[Form]:
    """List the distinct names, from the pieces and how often each stands."""
    forms: dict[int, Form] = {}
    for number, piece, kind, count in zip(form_of, pieces, kinds, counts, strict=True):
        if number not in forms:
            forms[number] = Form(key=piece.key, rare=piece.rare)
        forms[number].add(piece, kind, count)
    for form in forms.values():
        form.settle()
    return list(forms.values())


def _commonest(kinds: Counter[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return max(sorted(kinds), key=lambda kind: kinds[kind])


def _commonest_spelling(shown: Counter[str]) -> str:
    """Return the commonest spelling that is not in capitals throughout, if there is one."""
    if len(shown) == 1:
        return next(iter(shown))

    def order(spelling: str) -> tuple[bool, int, str]:
        shouted = spelling.isupper() and len(spelling) > LONGEST_ACRONYM
        return shouted, -shown[spelling], spelling

    return min(shown, key=order)


def name_bodies(forms: list[Form], articles: dict[int, set[int]]) -> list[str]:
    """Name what is no known person: "U.S. State Department" as "State Department", "RNC" in full.

    Args:
        forms: The distinct names.
        articles: The articles in which each stands.

    Returns:
        The name of each form as it is shown.
    """
    aliases = lexicon().aliases
    bodies = [
        number for number, form in enumerate(forms) if form.kind == "organisation"
    ]
    by_key = {form.key: form for form in forms}
    by_initials = _by_initials(forms, bodies)
    shown = [aliases.get(" ".join(form.key), form.display) for form in forms]
    for number in bodies:
        body = forms[number]
        shorter = _without_nation(body, by_key)
        if shorter:
            shown[number] = shorter.display
        elif len(body.key) == 1 and body.display.isupper():
            letters = body.key[0].replace(".", "")
            full = _in_full(number, by_initials.get(letters, ()), forms, articles)
            shown[number] = forms[full].display
    return shown


def _by_initials(forms: list[Form], bodies: list[int]) -> dict[str, list[int]]:
    """Map initials to the bodies of several words that have them."""
    small = lexicon().words["small"]
    by_initials: dict[str, list[int]] = defaultdict(list)
    for number in bodies:
        key = forms[number].key
        if len(key) > 1:
            initials = [word[0] for word in key if word not in small]
            by_initials["".join(initials)].append(number)
    return by_initials


def _without_nation(body: Form, by_key: dict[Key, Form]) -> Form | None:
    """Return the body that a name means with "U.S." before it, if there is one."""
    if body.key[0] not in lexicon().words["american"]:
        return None
    shorter = by_key.get(body.key[1:])
    if shorter is None or shorter.kind != "organisation":
        return None
    return shorter


def _in_full(
    acronym: int,
    candidates: Iterable[int],
    forms: list[Form],
    articles: dict[int, set[int]],
) -> int:
    """Return the body that an acronym stands for in the articles where both stand, or itself."""
    together = []
    for number in candidates:
        often = forms[number].count * ACRONYM_SHARE >= forms[acronym].count
        if often and articles[acronym] & articles[number]:
            together.append(number)
    return max(together, key=lambda number: forms[number].count, default=acronym)
