"""What a table calls its columns, and what they are called here."""

import re
import tomllib
from importlib import resources

from broadsheet.articles.errors import Unreadable

NAMES = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text("utf-8"))
ID_LENGTH = 300  # `article` and `id` name an article; where they are longer, they hold one


def fold(name):
    return re.sub(r"[\W_]", "", str(name).casefold())


def our_names(header, told, notes, name):
    """`{their name: our name}` for the columns of a table: those told, then those with a well-known name."""
    folded = {fold(theirs): theirs for theirs in reversed(header)}
    found = {}
    for ours, theirs in (told or {}).items():
        if fold(theirs) not in folded:
            have = ", ".join(map(str, header))[:300]
            raise Unreadable(f"has no column {theirs!r}, which columns= names", f"its columns are: {have}")
        found[folded[fold(theirs)]] = ours
    for ours, candidates in NAMES.items():
        known = (folded[fold(c)] for c in candidates if fold(c) in folded and folded[fold(c)] not in found)
        if ours not in found.values() and (theirs := next(known, None)) is not None:
            found[theirs] = ours
    renamed = ", ".join(f"{ours} from {theirs}" for theirs, ours in found.items() if ours != theirs)
    if renamed:
        notes.append(f"{name}: {renamed}")
    if not {"text", "file"} & set(found.values()):
        have = ", ".join(map(str, header))[:300]
        raise Unreadable("has no column of texts or of files", f'say columns={{"text": …}}; it has: {have}')
    return found
