"""What a heading says of its column: `columns.toml` has the names and the words of headings."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from unicodedata import combining, normalize

_DATA = tomllib.loads(
    resources.files(__package__).joinpath("columns.toml").read_text("utf-8")
)
NOT_ROLES = ("parts", "not")
ROLES = {role: entry for role, entry in _DATA.items() if role not in NOT_ROLES}
# The order in which roles choose: an address is found by its contents, and is then no outlet.
ORDER = ["text", "url", "published", "title", "outlet", "byline", "agency", "dateline"]
ORDER += ["section", "language", "file", "article"]
# What services call the value of an object that stands for one.
VALUE_KEYS = frozenset(
    ["name", "value", "main", "basic", "rendered", "label", "iso", "#text"]
)
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|[\W_\d]+")
MARKS = re.compile(r"[\W_]")


@lru_cache(10_000)
def fold_heading(name: str) -> str:
    """A heading without case, accents, spaces and marks.

    >>> fold_heading("Head-Line"), fold_heading("Überschrift")
    ('headline', 'uberschrift')
    """
    decomposed = normalize("NFKD", str(name).casefold())
    plain = "".join(letter for letter in decomposed if not combining(letter))
    return MARKS.sub("", plain)


@lru_cache(10_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a heading: `("publication", "date")` for `publicationDate`."""
    return tuple(fold_heading(word) for word in CAMEL.split(str(name)) if word)


NAMES = {
    role: [fold_heading(name) for name in entry["names"]]
    for role, entry in ROLES.items()
}
WEAK = {
    role: [fold_heading(name) for name in entry.get("weak", [])]
    for role, entry in ROLES.items()
}
WORDS = {
    role: frozenset(entry.get("words", "").split()) for role, entry in ROLES.items()
}
# German and Dutch write in one word what others write in several: "Erscheinungstag", "Artikeltitel".
ENDS = {
    role: re.compile(f".{{3}}({'|'.join(entry.get('ends', '').split()) or '$.'})$")
    for role, entry in ROLES.items()
}
NEVER = frozenset(_DATA["not"]["words"].split())
NUMBERED = frozenset(_DATA["parts"].pop("numbered"))
PARTS: dict[str, list[list[str]]] = _DATA["parts"]
# Of two roles that a heading has words of, the one that says more: "publication date" is a day,
# "article title" a title, "source text" a text.
WORD_ORDER = [
    "article",
    "url",
    "language",
    "byline",
    "title",
    "section",
    "agency",
    "dateline",
]
WORD_ORDER += ["published", "outlet", "text"]
BY_WORDS = (
    1000  # rank of the first heading that is known by its words and not as a whole
)
SECOND = 100  # behind it: the other meaning of a word
BY_WEAK = 2000
DEEPER = 20  # names that a key is behind for each object that it lies in: "url" goes before "site.url"


def known_names(
    header: Iterable[str], named: Mapping[str, str] | None = None
) -> dict[str, str]:
    """`{their name: our name}` by names alone: those named by the user, then the well-known ones.

    >>> known_names(["Headline", "Body", "beat"])
    {'Headline': 'title', 'Body': 'text'}
    """
    order = list(header)
    folded = {fold_heading(theirs): theirs for theirs in reversed(order)}
    known: dict[str, str] = {}
    for ours, theirs in (named or {}).items():
        known[folded[fold_heading(theirs)]] = ours
    for ours in ("article", "outlet", "published", "title", *ORDER):
        if ours not in known.values():
            by_name = _known_name(ours, folded, known)
            known |= dict.fromkeys(by_name, ours)
    return {theirs: known[theirs] for theirs in order if theirs in known}


def _known_name(
    ours: str, folded: Mapping[str, str], known: Mapping[str, str]
) -> list[str]:
    """The heading that has the likeliest name of one of our columns; none if no heading has one."""
    for name in NAMES[ours] + WEAK[ours]:
        theirs = folded.get(name)
        if theirs is None:
            continue
        if theirs in known:
            continue
        if not _is_text_too(name, ours, folded):
            return [theirs]
    return []


def _is_text_too(name: str, ours: str, folded: Mapping[str, str]) -> bool:
    """Whether a name for an id is the only one here that could be the text."""
    if ours == "text":
        return False
    if name not in NAMES["text"]:
        return False
    return not any(other in folded for other in NAMES["text"] if other != name)


@lru_cache(10_000)
def ranks_of(heading: str) -> dict[str, int]:
    """The roles that a heading could have, each with a rank: the lower, the likelier."""
    heading = _without_wrapping(str(heading))
    last = heading.rsplit(".", 1)[-1]
    behind = heading.count(".") * DEEPER
    ranks: dict[str, int] = {}
    for role in ROLES:
        rank = _rank_by_name(role, fold_heading(heading))
        if rank is None:
            rank = _rank_by_name(role, fold_heading(last))
        if rank is not None:
            ranks[role] = rank + behind
    if not ranks:
        ranks = _ranks_by_words(words_of(last))
    return ranks


def _rank_by_name(role: str, name: str) -> int | None:
    """The place of a whole heading among the names of a role; None where it is none of them."""
    if name in NAMES[role]:
        return NAMES[role].index(name)
    if name in WEAK[role]:
        return BY_WEAK + WEAK[role].index(name)
    return None


def _without_wrapping(heading: str) -> str:
    """A key without those below it that only say that it is a value: "source" for "source.name"."""
    before, _, last = heading.rpartition(".")
    is_value = last.casefold() in VALUE_KEYS or last.startswith("$")
    if before and is_value and not before.startswith("_") and ranks_of(before):
        return before
    return heading


def _ranks_by_words(words: Sequence[str]) -> dict[str, int]:
    if NEVER.intersection(words):
        return {}
    roles = [role for role in WORD_ORDER if WORDS[role].intersection(words)]
    if not roles:
        roles = [role for role in WORD_ORDER if any(map(ENDS[role].search, words))]
    if not roles:
        return {}
    rank = BY_WORDS + len(words)
    first = "outlet" if _is_name_of_outlet(words, roles) else roles[0]
    ranks = {first: rank}
    for role in ("outlet", "text"):
        # One word may mean two things: "Publication" is a newspaper or a day, "Artikel" a text or a number.
        if role in roles:
            ranks.setdefault(role, rank + SECOND)
    return ranks


def _is_name_of_outlet(words: Sequence[str], roles: list[str]) -> bool:
    """Whether a heading is of outlets though it has words of titles or days: "title of publication"."""
    if "outlet" not in roles:
        return False
    if roles[0] == "title":
        return "headline" not in words
    if roles[0] != "published":
        return False
    return "name" in words
