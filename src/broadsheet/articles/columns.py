"""What a table calls its columns, and what they are called here.

Names come first, then contents decide: of the columns that could be the text by their names, the text is
the one that is filled with prose. `columns.toml` holds the names and the words of headings.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from unicodedata import combining, normalize

from broadsheet.articles.profiles import FITS, Profile, profile_of
from broadsheet.errors import Unreadable

_DATA = tomllib.loads(
    resources.files(__package__).joinpath("columns.toml").read_text("utf-8")
)
NOT_ROLES = ("parts", "not")
ROLES = {role: entry for role, entry in _DATA.items() if role not in NOT_ROLES}
# The order in which roles choose: an address is found by its contents, and is then no outlet.
ORDER = ["text", "url", "published", "title", "outlet", "byline", "agency", "dateline"]
ORDER += ["section", "language", "file", "article"]
# These may be filled from a second column where the first is empty.
FILLED_UP = ("text", "outlet", "published", "title", "byline")
# Two columns of text that hold about as much are told apart by their names, others by how much they hold.
ABOUT_AS_MUCH = 0.67
# Characters: a column of a name that says nothing is the text where its cells are this long, and no other
# column is half as long. A headline has 60, a summary 200 to 300, a short news item 600.
PLAINLY_TEXT = 500
# What services call the value of an object that stands for one.
VALUE_KEYS = frozenset(
    ["name", "value", "main", "basic", "rendered", "label", "iso", "#text"]
)
LISTED = 12  # columns named in a note

WITHOUT_HEADING = re.compile(r"column \d+")  # what a column without one is called
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
NUMBER = re.compile(r"(?P<stem>.*[^\W\d_])[\W_]*(?P<number>\d{1,3})")
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


@dataclass
class Choice:
    """Which columns of a table are which of ours."""

    columns: dict[str, list[str]] = field(
        default_factory=dict
    )  # ours: theirs, best first
    joined: dict[str, list[str]] = field(
        default_factory=dict
    )  # ours: theirs, one value between them
    unused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def taken(self) -> set[str]:
        """All columns that are used."""
        theirs = [*self.columns.values(), *self.joined.values()]
        return {name for names in theirs for name in names}

    def __contains__(self, ours: str) -> bool:
        return ours in self.columns or ours in self.joined

    def describe(self) -> str:
        """`text from Body, outlet from Paper`: only what is called otherwise here."""
        pairs = []
        for ours, theirs in self.columns.items():
            if theirs[0] != ours:
                pairs.append(f"{ours} from {theirs[0]}")
        for ours, theirs in self.joined.items():
            pairs.append(f"{ours} from {', '.join(theirs[:-1])} and {theirs[-1]}")
        return ", ".join(pairs)


def known_names(
    header: Iterable[str], named: Mapping[str, str] | None = None
) -> dict[str, str]:
    """`{their name: our name}` by names alone: those named by the user, then the well-known ones.

    >>> known_names(["Headline", "Body", "beat"])
    {'Headline': 'title', 'Body': 'text'}
    """
    order = list(header)
    folded = {fold_heading(theirs): theirs for theirs in reversed(order)}
    known = {
        folded[fold_heading(theirs)]: ours for ours, theirs in (named or {}).items()
    }
    for ours in ("article", "outlet", "published", "title", *ORDER):
        if ours in known.values():
            continue
        for name in NAMES[ours] + WEAK[ours]:
            theirs = folded.get(name)
            if (
                theirs is not None
                and theirs not in known
                and not _is_text_too(name, ours, folded)
            ):
                known[theirs] = ours
                break
    return dict(sorted(known.items(), key=lambda pair: order.index(pair[0])))


def columns_by_name(header: Iterable[str]) -> dict[str, str]:
    """`{their name: our name}` by names and by the words in them, as `choose_columns` has it.

    >>> columns_by_name(["Schlagzeile", "Name der Zeitung", "beat"])
    {'Schlagzeile': 'title', 'Name der Zeitung': 'outlet'}
    """
    choice = choose_columns(list(header))
    return {theirs[0]: ours for ours, theirs in choice.columns.items()}


def _is_text_too(name: str, ours: str, folded: Mapping[str, str]) -> bool:
    """Whether a name for an id is the only one here that could be the text."""
    if ours == "text" or name not in NAMES["text"]:
        return False
    return not any(other in folded for other in NAMES["text"] if other != name)


@lru_cache(10_000)
def ranks_of(heading: str) -> dict[str, int]:
    """The roles that a heading could have, each with a rank: the lower, the likelier."""
    heading = _without_wrapping(str(heading))
    last = heading.rsplit(".", 1)[-1]
    depth = heading.count(".")
    names = (fold_heading(heading), fold_heading(last))
    ranks: dict[str, int] = {}
    for role in ROLES:
        for name in names:
            if name in NAMES[role]:
                ranks.setdefault(role, NAMES[role].index(name) + depth * DEEPER)
            elif name in WEAK[role]:
                ranks.setdefault(
                    role, BY_WEAK + WEAK[role].index(name) + depth * DEEPER
                )
    if not ranks:
        ranks = _ranks_by_words(words_of(last))
    return ranks


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
    roles = roles or [role for role in WORD_ORDER if any(map(ENDS[role].search, words))]
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
    return roles[0] == "published" and "name" in words


def choose_columns(
    header: Sequence[str],
    values: Mapping[str, Sequence[object]] | None = None,
    named: Mapping[str, str] | None = None,
) -> Choice:
    """Decide which column is which of ours, by names and by a sample of the values.

    Args:
        header: The table's headings.
        values: For each heading, a sample of its cells; without it, names alone decide.
        named: Our names and theirs, as the user gives them; these are never questioned.

    Returns:
        The columns for each of ours, best first, those that are joined, and those not used.
    """
    choice = Choice()
    profiles = {
        theirs: profile_of(values[theirs] if values else None) for theirs in header
    }
    for ours, theirs in (named or {}).items():
        choice.columns[ours] = [find_column(header, theirs)]
    _choose_parts(choice, header, profiles)
    _choose_by_names(choice, header, profiles)
    _choose_what_is_missing(choice, header, profiles)
    _remark_on_text(choice)
    choice.unused = [theirs for theirs in header if theirs not in choice.taken]
    return choice


def _choose_by_names(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    for role in ORDER:
        if role == "file" and _has_texts(choice):
            continue  # the names of the files that the texts were read from, which need not be there
        if role not in choice:
            _choose(choice, role, header, profiles)


def _choose_what_is_missing(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    """What no name told: the text by numbered columns or by contents, days where there are no headings."""
    if "text" not in choice:
        _choose_numbered(choice, header, profiles)
    is_bare = all(map(WITHOUT_HEADING.fullmatch, map(str, header)))
    if "text" not in choice:
        least = 0 if is_bare else PLAINLY_TEXT
        _choose_by_contents(choice, header, profiles, least)
    if is_bare:
        _choose_days_by_contents(choice, header, profiles)


def _has_texts(choice: Choice) -> bool:
    """Whether a text was found that is no summary."""
    if "text" in choice.joined:
        return True
    names = choice.columns.get("text", [])
    return bool(names) and ranks_of(names[0]).get("text", 0) < BY_WEAK


def find_column(header: Sequence[str], name: str) -> str:
    """The column that a user means, who may leave out case, marks, or all but the last part."""
    for theirs in header:
        if theirs == name:
            return theirs
    for theirs in header:
        last = str(theirs).rsplit(".", 1)[-1]
        if fold_heading(name) in (fold_heading(theirs), fold_heading(last)):
            return theirs
    seen = ", ".join(map(str, header))[:300]
    raise Unreadable(
        f"has no column {name!r}, which columns= names", f"its columns are: {seen}"
    )


def _choose(
    choice: Choice, role: str, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    free = [theirs for theirs in header if theirs not in choice.taken]
    candidates = _candidates(role, free, profiles)
    strong = [name for name in candidates if ranks_of(name).get(role, 0) < BY_WEAK]
    names = strong or candidates
    if not names:
        return
    if role == "text":
        names = _fullest(names, profiles)
    if role == "published":
        names = _with_days(names, profiles)
    may_fill = role in FILLED_UP and bool(strong)
    choice.columns[role] = names if may_fill else names[:1]


def _candidates(
    role: str, free: Sequence[str], profiles: Mapping[str, Profile]
) -> list[str]:
    """The columns that could be one of ours by name and contents, the likeliest first."""
    named = [theirs for theirs in free if role in ranks_of(theirs)]
    fitting = [theirs for theirs in named if _fits(role, theirs, profiles[theirs])]
    if role == "url" and not fitting:
        return [theirs for theirs in free if _is_address(theirs, profiles[theirs])]
    # Stable: of equals, the first in the table.
    return sorted(fitting, key=lambda theirs: ranks_of(theirs)[role])


def _fits(role: str, theirs: str, profile: Profile) -> bool:
    """Whether the contents of a column are what its name promises.

    "Article", "story" or "document" may head texts as well as numbers: there only prose is a text. Days are
    asked of "day", "time" and of headings that are known by a word, not of a column called "date": what
    cannot be read there is told day by day.
    """
    ranks = ranks_of(theirs)
    if role == "text" and "article" in ranks and not profile.prose:
        return False
    if role == "published":
        doubtful = ranks[role] >= BY_WORDS or fold_heading(theirs) in (
            "day",
            "time",
            "timestamp",
        )
        if doubtful and profile.days < 0.5:
            return False
    return FITS[role](profile)


def _is_address(theirs: str, profile: Profile) -> bool:
    """Whether a column should be outlets or ids by its name, and is addresses by its contents."""
    by_name = {"outlet", "article"} & ranks_of(theirs).keys()
    return profile.sampled and profile.addresses > 0.5 and bool(by_name)


def _fullest(names: list[str], profiles: Mapping[str, Profile]) -> list[str]:
    """Columns of text, the one that holds most first; of those that hold about as much, the better name.

    Cells of the others fill the gaps only where they are texts too, not where they are much shorter.
    """
    # A whole page is many times as long as the article in it: it is read where there is nothing else.
    names = [name for name in names if profiles[name].pages < 0.5] or names
    most = max(profiles[name].amount for name in names)
    enough = [name for name in names if profiles[name].amount >= ABOUT_AS_MUCH * most]
    plain = [name for name in enough if profiles[name].markup < 0.5] or enough
    best = plain[0]
    others = [
        name
        for name in names
        if name != best and _as_long(profiles[name], profiles[best])
    ]
    return [best, *others]


def _as_long(other: Profile, best: Profile) -> bool:
    return not other.sampled or other.length >= best.length / 3


def _with_days(names: list[str], profiles: Mapping[str, Profile]) -> list[str]:
    """Columns whose cells are days first; where there are none, the column of the best name."""
    days = [name for name in names if profiles[name].days >= 0.5]
    return days or names[:1]


def _choose_parts(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    """Year, month and day in three columns; a lead and the rest of a text in two."""
    folded = {fold_heading(theirs): theirs for theirs in header}
    for role, groups in PARTS.items():
        for group in groups:
            theirs = _parts(folded, group)
            if role in choice or not theirs:
                continue
            filled = all(profiles[name].filled for name in theirs)
            if filled and not (
                role == "published" and _has_days(header, profiles, theirs)
            ):
                choice.joined[role] = theirs


def _choose_numbered(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    """The paragraphs of a text in columns of their own: "para1", "para2", "para3"."""
    numbers: dict[str, int] = {}
    for theirs in header:
        match = NUMBER.fullmatch(theirs)
        if (
            match
            and fold_heading(match["stem"]) in NUMBERED
            and theirs not in choice.taken
        ):
            numbers[theirs] = int(match["number"])
    names = sorted(numbers, key=lambda theirs: numbers[theirs])
    is_filled = any(profiles[name].filled and profiles[name].prose for name in names)
    if len(names) > 1 and is_filled:
        choice.joined["text"] = names


def _parts(folded: Mapping[str, str], group: list[str]) -> list[str]:
    """The columns called as the parts are, or so behind one beginning; none if one is missing."""
    first = group[0]
    beginnings = [name.removesuffix(first) for name in folded if name.endswith(first)]
    for beginning in sorted(beginnings, key=len):
        names = [beginning + name for name in group]
        if all(name in folded for name in names):
            return [folded[name] for name in names]
    return []


def _has_days(
    header: Sequence[str], profiles: Mapping[str, Profile], apart: list[str]
) -> bool:
    """Whether a column beside year, month and day has whole days."""
    for theirs in header:
        rank = ranks_of(theirs).get("published", BY_WEAK)
        if theirs not in apart and rank < BY_WEAK and profiles[theirs].days >= 0.5:
            return True
    return False


def _choose_days_by_contents(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    """The days of a table without headings: the first column that holds hardly anything else."""
    for theirs in header:
        profile = profiles[theirs]
        if profile.sampled and profile.days > 0.8 and theirs not in choice.taken:
            choice.columns["published"] = [theirs]
            return


def _choose_by_contents(
    choice: Choice,
    header: Sequence[str],
    profiles: Mapping[str, Profile],
    least: int,
) -> None:
    """The one column whose cells are plainly articles, whatever it is called."""
    taken = choice.taken
    free = [
        theirs for theirs in header if theirs not in taken and profiles[theirs].sampled
    ]
    free.sort(key=lambda theirs: profiles[theirs].length, reverse=True)
    if not free or not profiles[free[0]].prose or profiles[free[0]].length < least:
        return
    if len(free) > 1 and profiles[free[1]].length > profiles[free[0]].length / 2:
        return
    choice.columns["text"] = free[:1]
    choice.remarks.append(
        f"the text is taken from {free[0]!r} because its cells are long prose"
    )


def _remark_on_text(choice: Choice) -> None:
    for theirs in choice.columns.get("text", [])[:1]:
        if ranks_of(theirs).get("text", 0) >= BY_WEAK:
            choice.remarks.append(
                f"the only texts are those of {theirs!r}, which may be summaries and not articles"
            )


def listed(names: Sequence[str]) -> str:
    """The names of columns for a sentence, the first dozen of them."""
    shown = ", ".join(str(name) or "(no name)" for name in names[:LISTED])
    more = len(names) - LISTED
    if more > 0:
        return f"{shown} and {more} more"
    return shown


def no_text(header: Sequence[str]) -> Unreadable:
    """The error for a table in which no text can be found, with what it has and what to do."""
    seen = ", ".join(map(str, header))[:300]
    remedy = (
        'name the column of texts: --columns text=NAME on the command line, columns={"text": "NAME"} in '
        f"Python; its columns are: {seen}"
    )
    return Unreadable("has no column of texts or of files", remedy)
