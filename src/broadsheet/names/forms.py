"""The distinct names of a corpus, and what bodies and places among them are called in full."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .lexicon import lexicon
from .pieces import Piece

# An acronym may stand so many times as often as the name in full.
ACRONYM_SHARE = 20
# Letters; a longer word in capitals is a shout where the corpus spells it otherwise.
LONGEST_ACRONYM = 5

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
        form = forms[number]
        form.add(piece, kind, count)
    for form in forms.values():
        form.settle()
    return list(forms.values())


def _commonest(kinds: Counter[str]) -> str:
    """Return the commonest kind, of equal ones the first by alphabet."""
    return max(sorted(kinds), key=lambda kind: kinds[kind])


def _commonest_spelling(shown: Counter[str]) -> str:
    """Return the commonest spelling that is not in capitals throughout, if there is one."""
    if len(shown) == 1:
        return next(iter(shown))

    def order(spelling: str) -> tuple[bool, int, str]:
        is_shouted = spelling.isupper() and len(spelling) > LONGEST_ACRONYM
        return is_shouted, -shown[spelling], spelling

    return min(shown, key=order)


def name_bodies(forms: list[Form], articles: dict[int, set[int]]) -> list[str]:
    """Name what is no known person: "U.S. State Department" as "State Department", "RNC" in full.

    Args:
        forms: The distinct names.
        articles: The articles in which each stands.

    Returns:
        The name of each form as it is shown.
    """
    bodies = _Bodies(forms, articles)
    aliases = lexicon().aliases
    shown = []
    for number, form in enumerate(forms):
        words = " ".join(form.key)
        name = aliases.get(words, form.display)
        full = None
        if form.kind == "organisation":
            full = bodies.in_full(number)
        if full:
            name = full.display
        shown.append(name)
    return shown


class _Bodies:
    """The bodies of a corpus by their names and initials."""

    def __init__(self, forms: list[Form], articles: dict[int, set[int]]):
        self.forms = forms
        self.articles = articles
        self.words = lexicon().words
        self.by_key = {form.key: form for form in forms}
        self.by_initials: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(forms):
            if form.kind == "organisation" and len(form.key) > 1:
                initials = self._initials(form)
                self.by_initials[initials].append(number)

    def _initials(self, body: Form) -> str:
        small = self.words["small"]
        initials = [word[0] for word in body.key if word not in small]
        return "".join(initials)

    def in_full(self, number: int) -> Form | None:
        """Return the body that a name means with "U.S." before it, or that an acronym stands for."""
        body = self.forms[number]
        shorter = self._without_nation(body) or self._without_legal_form(body)
        if shorter:
            return shorter
        is_acronym = len(body.key) == 1 and body.display.isupper()
        if not is_acronym:
            return None
        return self.forms[self._spelled_out(number)]

    def _without_nation(self, body: Form) -> Form | None:
        """Return the body that a name means with "U.S." before it, if there is one."""
        if body.key[0] not in self.words["american"]:
            return None
        return self._body_called(body.key[1:])

    def _without_legal_form(self, body: Form) -> Form | None:
        """Return the body that is called the same without "Ltd" or "Inc." behind it."""
        key = body.key
        while key and key[-1] in self.words["legal_forms"]:
            key = key[:-1]
        if len(key) == len(body.key):
            return None
        return self._body_called(key)

    def _body_called(self, key: Key) -> Form | None:
        """Return the body of this name, if there is one."""
        body = self.by_key.get(key)
        if body is None or body.kind != "organisation":
            return None
        return body

    def _spelled_out(self, acronym: int) -> int:
        """Return the body that an acronym stands for in the articles where both stand, or itself."""
        form = self.forms[acronym]
        letters = form.key[0].replace(".", "")
        together = self.articles[acronym]
        best = acronym
        most = 0
        for number in self.by_initials.get(letters, ()):
            count = self.forms[number].count
            if count * ACRONYM_SHARE < form.count:
                continue
            if together.isdisjoint(self.articles[number]):
                continue
            if count > most:
                best = number
                most = count
        return best
