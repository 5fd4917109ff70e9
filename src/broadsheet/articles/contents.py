"""What the cells of a column say of it."""

from collections.abc import Mapping, Sequence

from broadsheet.articles.headings import BY_WEAK, BY_WORDS, fold_heading, ranks_of
from broadsheet.articles.profiles import FITS, Profile

# Two columns of text that hold about as much are chosen between by their names, others by how much they hold.
ABOUT_AS_MUCH = 0.67
# Headings of columns of days only where their cells are days.
DOUBTFUL_DAYS = ("day", "time", "timestamp")


def fits(role: str, theirs: str, profile: Profile) -> bool:
    """Whether the contents of a column are what its name promises.

    "Article", "story" or "document" may head texts as well as numbers: there only prose is a text. Days are
    asked of "day", "time" and of headings that are known by a word, not of a column called "date": what
    cannot be read there is listed day by day.
    """
    ranks = ranks_of(theirs)
    if role == "text" and "article" in ranks and not profile.prose:
        return False
    if role == "published":
        name = fold_heading(theirs)
        is_doubtful = ranks[role] >= BY_WORDS or name in DOUBTFUL_DAYS
        if is_doubtful and profile.days < 0.5:
            return False
    return FITS[role](profile)


def is_address(theirs: str, profile: Profile) -> bool:
    """Whether a column should be outlets or ids by its name, and is addresses by its contents."""
    by_name = {"outlet", "article"} & ranks_of(theirs).keys()
    return profile.sampled and profile.addresses > 0.5 and bool(by_name)


def fullest(names: list[str], profiles: Mapping[str, Profile]) -> list[str]:
    """Columns of text, the one that holds most first; of those that hold about as much, the better name.

    Cells of the others fill the gaps only where they are texts too, not where they are much shorter.
    """
    # A whole page is many times as long as the article in it: it is read where there is nothing else.
    articles = [name for name in names if profiles[name].pages < 0.5]
    names = articles or names
    most = max(profiles[name].amount for name in names)
    least = ABOUT_AS_MUCH * most
    enough = [name for name in names if profiles[name].amount >= least]
    unmarked = [name for name in enough if profiles[name].markup < 0.5]
    best = (unmarked or enough)[0]
    columns = [best]
    for name in names:
        if name != best and _as_long(profiles[name], profiles[best]):
            columns.append(name)
    return columns


def _as_long(other: Profile, best: Profile) -> bool:
    if not other.sampled:
        return True
    return other.length >= best.length / 3


def with_days(names: list[str], profiles: Mapping[str, Profile]) -> list[str]:
    """Columns whose cells are days first; where there are none, the column of the best name."""
    days = [name for name in names if profiles[name].days >= 0.5]
    return days or names[:1]


def has_days(
    header: Sequence[str], profiles: Mapping[str, Profile], apart: list[str]
) -> bool:
    """Whether a column beside year, month and day has whole days."""
    for theirs in header:
        if theirs in apart:
            continue
        rank = ranks_of(theirs).get("published", BY_WEAK)
        if rank < BY_WEAK and profiles[theirs].days >= 0.5:
            return True
    return False
