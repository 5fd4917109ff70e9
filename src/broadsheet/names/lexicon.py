"""What the words around and inside a name say about it, read once from the lists beside this file."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from types import SimpleNamespace

INVISIBLE = str.maketrans({"’": "'", **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its apostrophes straight.

    >>> fold("Andrés López-Obrador")
    'andres lopez-obrador'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(INVISIBLE))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text.lower()


@cache
def lexicon() -> SimpleNamespace:
    """Return the lists as sets, and names of several words as tuples."""
    here = files(__package__)
    raw = tomllib.loads(here.joinpath("lexicon.toml").read_text("utf-8"))
    sets = {
        f"{section}_{key}" if section in ("organisations", "places") else key: _entries(text)
        for section in ("titles", "organisations", "places", "words", "sources")
        for key, text in raw[section].items()
    }
    tables = {key: raw[key] for key in ("aliases", "nicknames", "titles_short", "kinds_of")}
    person_noun = re.compile(f"(?:{'|'.join(sorted(sets['person_endings']))})$")
    return SimpleNamespace(**sets, **tables, first_names=_first_names(), person_noun=person_noun)


def _entries(text: str) -> set:
    if "|" in text:
        return {tuple(entry.split()) for entry in text.replace("\n", " ").split("|") if entry.strip()}
    return set(text.split())


def _first_names() -> dict[str, str]:
    """Map a first name to the gender it speaks for: `male`, `female` or `any`."""
    genders, gender = {}, "any"
    for line in files(__package__).joinpath("first_names.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            gender = line.strip("[]")
        elif not line.startswith("#"):
            genders.update(dict.fromkeys(line.split(), gender))
    return genders
