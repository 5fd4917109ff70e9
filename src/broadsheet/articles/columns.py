"""Which column of a table is which of ours.

Names come first, then contents decide: of the columns that could be the text by their names, the text is
the one that is filled with prose.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.articles.contents import fits, fullest, has_days, is_address, with_days
from broadsheet.articles.headings import (
    BY_WEAK,
    BY_WORDS,
    NUMBERED,
    ORDER,
    PARTS,
    fold_heading,
    ranks_of,
)
from broadsheet.articles.profiles import Profile, profile_of
from broadsheet.errors import Unreadable

# These may be filled from a second column where the first is empty.
FILLED_UP = ("text", "outlet", "published", "title", "byline")
# Characters: a column of a name that says nothing is the text where its cells are this long, and no other
# column is half as long. A headline has 60, a summary 200 to 300, a short news item 600.
PLAINLY_TEXT = 500
# What a note calls our columns whose names would mislead.
DESCRIBED = {"article": "the articles' ids"}
MOSTLY = 0.5  # of the cells that are filled
LISTED = 12  # columns named in a note
# A column with our own name for one of these is that, where no other is: codes of outlets, long names.
TAKEN_AT_ITS_WORD = frozenset(
    ["outlet", "title", "byline", "agency", "dateline", "section"]
)
# What a column without one is called, here and by pandas.
WITHOUT_HEADING = re.compile(r"(?:column |Unnamed: )?\d+")
NUMBER = re.compile(r"(?P<stem>.*[^\W\d_])[\W_]*(?P<number>\d{1,3})")


@dataclass
class Choice:
    """Which columns of a table are which of ours."""

    # Ours: theirs, best first.
    columns: dict[str, list[str]] = field(default_factory=dict)
    # Ours: theirs, one value between them.
    joined: dict[str, list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def taken(self) -> set[str]:
        """All columns that are used."""
        theirs = [*self.columns.values(), *self.joined.values()]
        return {name for names in theirs for name in names}

    def __contains__(self, ours: str) -> bool:
        if ours in self.columns:
            return True
        return ours in self.joined

    def describe(self) -> str:
        """`text from Body, outlet from Paper`: only what is called otherwise here."""
        pairs = []
        for ours, theirs in self.columns.items():
            if theirs[0] != ours:
                pairs.append(f"{DESCRIBED.get(ours, ours)} from {theirs[0]}")
        for ours, theirs in self.joined.items():
            pairs.append(f"{ours} from {', '.join(theirs[:-1])} and {theirs[-1]}")
        return ", ".join(pairs)


def columns_by_name(header: Iterable[str]) -> dict[str, str]:
    """`{their name: our name}` by names and by the words in them, as `choose_columns` has it.

    >>> columns_by_name(["Schlagzeile", "Name der Zeitung", "beat"])
    {'Schlagzeile': 'title', 'Name der Zeitung': 'outlet'}
    """
    choice = choose_columns(list(header))
    return {theirs[0]: ours for ours, theirs in choice.columns.items()}


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
    """What no name says: the text by numbered columns or by contents, days where there are no headings."""
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
    if not bool(names):
        return False
    return ranks_of(names[0]).get("text", 0) < BY_WEAK


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
        names = fullest(names, profiles)
    if role == "published":
        names = with_days(names, profiles)
    may_fill = role in FILLED_UP and bool(strong)
    choice.columns[role] = names if may_fill else names[:1]


def _candidates(
    role: str, free: Sequence[str], profiles: Mapping[str, Profile]
) -> list[str]:
    """The columns that could be one of ours by name and contents, the likeliest first."""
    named = [theirs for theirs in free if role in ranks_of(theirs)]
    fitting = [theirs for theirs in named if fits(role, theirs, profiles[theirs])]
    if role == "url" and not fitting:
        return [theirs for theirs in free if is_address(theirs, profiles[theirs])]
    if role in TAKEN_AT_ITS_WORD and not fitting:
        return [name for name in named if _is_our_own(role, name, profiles[name])]
    # Stable: of equals, the first in the table.
    return sorted(fitting, key=lambda theirs: ranks_of(theirs)[role])


def _is_our_own(role: str, theirs: str, profile: Profile) -> bool:
    """Whether a column has our own name and holds something that is no address."""
    has_values = profile.filled > 0 and profile.addresses < MOSTLY
    if fold_heading(theirs) != role:
        return False
    return has_values


def _choose_parts(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    """Year, month and day in three columns; a lead and the rest of a text in two."""
    folded = {fold_heading(theirs): theirs for theirs in header}
    for role, groups in PARTS.items():
        for group in groups:
            theirs = _parts(folded, group)
            if role in choice:
                continue
            if not theirs:
                continue
            if role == "published" and has_days(header, profiles, theirs):
                continue
            if all(profiles[name].filled for name in theirs):
                choice.joined[role] = theirs


def _choose_numbered(
    choice: Choice, header: Sequence[str], profiles: Mapping[str, Profile]
) -> None:
    """The paragraphs of a text in columns of their own: "para1", "para2", "para3"."""
    numbers: dict[str, int] = {}
    for theirs in header:
        match = NUMBER.fullmatch(theirs)
        if match is None:
            continue
        if theirs in choice.taken:
            continue
        if fold_heading(match["stem"]) in NUMBERED:
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
    lengths = {}
    for theirs in header:
        if theirs not in taken and profiles[theirs].sampled:
            lengths[theirs] = profiles[theirs].length
    longest = sorted(lengths, key=lambda theirs: lengths[theirs], reverse=True)
    if not longest:
        return
    first, *others = longest
    if not profiles[first].prose:
        return
    if lengths[first] < least:
        return
    if others and lengths[others[0]] > lengths[first] / 2:
        return
    choice.columns["text"] = [first]
    choice.remarks.append(
        f"the text is taken from {first!r} because its cells are long prose"
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


def no_text(
    header: Sequence[str], values: Mapping[str, Sequence[object]] | None = None
) -> Unreadable:
    """The error for a table in which no text can be found, with what it has and what to do.

    Args:
        header: The table's headings.
        values: For each heading, a sample of its cells, which say why a column of texts is none.
    """
    seen = ", ".join(map(str, header))[:300]
    remedy = (
        'name the column of texts: --columns text=NAME on the command line, columns={"text": "NAME"} in '
        f"Python; its columns are: {seen}"
    )
    fault = _fault_of_texts(header, values) or "has no column of texts or of files"
    return Unreadable(fault, remedy)


def _fault_of_texts(
    header: Sequence[str], values: Mapping[str, Sequence[object]] | None
) -> str:
    """Say why a column with a name for texts holds none; nothing where there is no such column."""
    for theirs in header:
        ranks = ranks_of(theirs)
        if ranks.get("text", BY_WORDS) >= BY_WORDS:
            continue
        if "article" in ranks:
            continue
        if values is None:
            return f"has no texts: its column {theirs!r} holds none"
        profile = profile_of(values[theirs])
        if not profile.filled or not profile.length:
            return f"has no texts: its column {theirs!r} is empty"
        if profile.numbers >= MOSTLY:
            return f"has no texts: its column {theirs!r} holds numbers"
        if profile.addresses >= MOSTLY:
            return f"has no texts: its column {theirs!r} holds addresses"
    return ""
