"""The language of an article: as told, or as detected."""

import re
import tomllib
from functools import cache
from importlib import resources

_WORDS = tomllib.loads(resources.files(__package__).joinpath("languages.toml").read_text("utf-8"))
COMMON = frozenset(_WORDS["common"].split())
CODES = {name: code for code, names in _WORDS["codes"].items() for name in names.split()}
ENOUGH = 20  # words: below that no detector is to be trusted
LOOKED_AT = 3000  # characters

WORD = re.compile(r"[^\W\d_]+")


def language_of(text):
    """The ISO 639-1 code of a text's language; `en` where it is too short to tell, `und` where only the
    detector of the formats extra could tell.

    >>> language_of("He said it was over."), language_of("The talks that were held on Friday have ended.")
    ('en', 'en')
    """
    words = WORD.findall(text[:LOOKED_AT].casefold())
    share = sum(word in COMMON for word in words) / max(len(words), 1)
    if len(words) < ENOUGH or share > 0.2:
        return "en"
    detect = _detector()
    return detect(text[:LOOKED_AT])[0] if detect else "en" if share > 0.1 else "und"


@cache
def _detector():
    """py3langid (Lui & Baldwin's langid.py), if it is installed: its model comes with it."""
    try:
        from py3langid import classify
    except ImportError:
        return None
    return classify


def language_code(told):
    """`English`, `Englisch`, `en-GB`, `eng` → `en`; anything else in two or three letters as it is."""
    folded = str(told).casefold().strip()
    code = CODES.get(folded) or re.split(r"[-_]", folded)[0]
    return CODES.get(code, code) if re.fullmatch(r"[a-z]{2,3}", code) else None
