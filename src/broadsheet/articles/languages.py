"""The language of an article: as its source says, or as detected."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

_WORDS = tomllib.loads(
    resources.files(__package__).joinpath("languages.toml").read_text("utf-8")
)
COMMON = frozenset(_WORDS["common"].split())
CODES = {
    name: code for code, names in _WORDS["codes"].items() for name in names.split()
}
ENOUGH = 20  # words: below that no detector is to be trusted
LOOKED_AT = 3000  # characters
# Shares of words that are common in English. English prose has a fifth and more, its neighbours, names and
# quotations in English included, stay under a tenth.
ENGLISH = 0.2
NOT_ENGLISH = 0.1

WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"[a-z]{2,3}")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language.

    It is `en` where the text is too short to tell, `und` where only the detector could tell and is missing.

    >>> language_of("He said it was over."), language_of("The talks that were held on Friday have ended.")
    ('en', 'en')
    """
    words = WORD.findall(text[:LOOKED_AT].casefold())
    common = sum(map(COMMON.__contains__, words))
    share = common / max(len(words), 1)
    if len(words) < ENOUGH:
        return "en"
    if share > ENGLISH:
        return "en"
    detect = _detector()
    if detect is not None:
        return detect(text[:LOOKED_AT])[0]
    return "en" if share > NOT_ENGLISH else "und"


@cache
def _detector() -> Callable[[str], tuple[str, float]] | None:
    """py3langid (Lui & Baldwin's langid.py), if it is installed: its model comes with it."""
    try:
        from py3langid import classify
    except ImportError:
        return None
    return classify


def language_code(name: object) -> str | None:
    """The code of a language as sources write it; None for what is no language.

    >>> language_code("Englisch"), language_code("en-GB"), language_code("deu"), language_code("?")
    ('en', 'en', 'de', None)
    """
    folded = str(name).casefold().strip()
    code = CODES.get(folded) or re.split(r"[-_]", folded)[0]
    if not CODE.fullmatch(code):
        return None
    return CODES.get(code, code)
