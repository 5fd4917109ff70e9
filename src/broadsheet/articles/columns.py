"""What a table calls its columns, and what they are called here."""

import re
import tomllib
from importlib import resources

from broadsheet.errors import Unreadable

NAMES = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text("utf-8"))


def fold(name):
    return re.sub(r"[\W_]", "", str(name).casefold())


def known_names(header, told=None):
    """`{their name: our name}` for the columns told, then for those with a well-known name."""
    folded = {fold(theirs): theirs for theirs in reversed(list(header))}
    found = {folded[fold(theirs)]: ours for ours, theirs in (told or {}).items()}
    for ours, candidates in NAMES.items():
        known = [folded[name] for name in map(fold, candidates) if name in folded]
        free = [theirs for theirs in known if theirs not in found]
        if free and ours not in found.values():
            found[free[0]] = ours
    return found


def our_names(header, told, notes, table):
    """As `known_names`, with a note on what was taken for what, and an error if there is no text."""
    have = "its columns are: " + ", ".join(map(str, header))[:300]
    missing = [theirs for theirs in (told or {}).values() if fold(theirs) not in map(fold, header)]
    if missing:
        raise Unreadable(f"has no column {missing[0]!r}, which columns= names", have)
    found = known_names(header, told)
    renamed = ", ".join(f"{ours} from {theirs}" for theirs, ours in found.items() if ours != theirs)
    if renamed:
        notes.append(f"{table}: {renamed}")
    if not {"text", "file"} & set(found.values()):
        raise Unreadable("has no column of texts or of files", f'say columns={{"text": "…"}}; {have}')
    return found
