"""Which names are plainly those of newspapers, agencies and broadcasters."""

import tomllib
from collections.abc import Sequence
from importlib import resources

from broadsheet.articles.headings import fold_heading, words_of

_DATA = tomllib.loads(
    resources.files(__package__).joinpath("naming.toml").read_text("utf-8")
)
OUTLET_WORDS = frozenset(_DATA["outlets"].split())
OTHER_WORDS = frozenset(_DATA["others"].split())


def are_outlets(names: Sequence[str]) -> bool:
    """Whether names are plainly those of outlets: at least half have a word of such, and none is another's.

    >>> are_outlets(["The Echo", "Hale Post"]), are_outlets(["train", "test"])
    (True, False)
    """
    return are_outlet_folders(names, dated=False)


def are_outlet_folders(values: Sequence[str], dated: bool) -> bool:
    names = set(values)
    if any(is_other_folder(name) for name in names):
        return False
    count = sum(map(is_like_outlet, names))
    like_outlets = count >= len(names) / 2
    if len(names) == 1:
        return like_outlets and dated
    several = len(names) <= max(len(values) / 2, 2)
    if like_outlets:
        return True
    return dated and several


def is_other_folder(name: str) -> bool:
    words = words_of(name)
    if not words:
        return True
    return all(word in OTHER_WORDS or len(word) < 2 for word in words)


def is_like_outlet(name: str) -> bool:
    words = set(words_of(name))
    glued = fold_heading(name)
    if bool(words & OUTLET_WORDS):
        return True
    return any(glued.endswith(word) for word in OUTLET_WORDS if len(word) > 4)
