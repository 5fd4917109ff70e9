"""Of what kind a name is by itself, before the words around it are asked.

`KIND_RULES` are tried in their order: the first that holds gives the kind, and none where the name alone
does not tell.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from .lexicon import Lexicon, bare
from .pieces import Run

HYPHENATED = re.compile(r"[a-z.]+-[a-z.-]+$")
INITIALS = re.compile(r"(?:[a-z]\.){1,3}|[a-z]")
ACRONYM = range(2, 7)  # letters of a word in capitals that is a body's: "NBS", "UNICEF"


def is_adjective(word: str, lex: Lexicon) -> bool:
    """Say whether a word is a nationality or the like: "Norwegian", "US-led", "Kenyan-born"."""
    demonyms = lex.words["demonyms"]
    if word in demonyms:
        return True
    if "-" not in word or not HYPHENATED.match(word):
        return False
    first, *_, last = word.split("-")
    return (first,) in lex.place_names or first in demonyms or last in demonyms


def is_nation_of_body(run: Run, lex: Lexicon) -> bool:
    """Say whether a nationality and a word that is nobody's name are a body's: "Saudi Basic"."""
    if len(run) != 2 or run.titles:
        return False
    nation, word = run.name
    if nation not in lex.words["nations"] or is_adjective(word, lex):
        return False
    if word in lex.body_starts:
        return True
    known = (word,) in lex.place_names or (word,) in lex.body_names
    borne = lex.is_given(word) or word in lex.family_names or lex.is_title(word)
    return not known and not borne


def ends_as_body(run: Run, lex: Lexicon) -> bool:
    """Say whether the last word is what bodies are called, and not somebody's family name."""
    last = run.folded[run.high - 1]
    if last not in lex.body_heads:
        return False
    borne = last in lex.family_names and len(run) in (2, 3)
    if not borne:
        return True
    first = run.folded[run.low]
    # Somebody somewhere is called Thames: of names that end so, only a common given name tells a person.
    is_person = first in lex.first_names or bare(first) in lex.honorifics
    return not is_person


def has_given_name(run: Run, lex: Lexicon) -> bool:
    """Say whether a name begins with a given name that is no place."""
    first = run.folded[run.low]
    return lex.is_given(first) and (first,) not in lex.place_names


def _is_place(run: Run, lex: Lexicon) -> bool:
    return not run.titles and run.name in lex.place_names


def _is_known_body(run: Run, lex: Lexicon) -> bool:
    return run.name in lex.body_names


def _is_body_of_something(run: Run, lex: Lexicon) -> bool:
    """Say whether a name calls itself a body before "of": "Bank of Ghana"."""
    for word, following in pairwise(run.name):
        if following in ("of", "for") and word in lex.body_heads:
            return True
    return False


def _is_firm(run: Run, lex: Lexicon) -> bool:
    """Say whether an ampersand joins a firm's name, "Marks & Spencer", and not a couple's."""
    name = run.name
    if run.titles or "&" not in name:
        return False
    third = name[min(2, len(name) - 1)]
    couple = name[0] in lex.first_names and third in lex.first_names
    return not couple


def is_whole_firm(run: Run, lex: Lexicon) -> bool:
    """Say whether all of a run is a firm's name, although its last word is a title too: "Legal & General"."""
    if len(run) < 3 or run.name[-2] != "&" or lex.is_title(run.name[0]):
        return False
    return _is_firm(run, lex)


def _is_called_a_body(run: Run, lex: Lexicon) -> bool:
    return not run.titles and ends_as_body(run, lex)


def _has_word_of_bodies(run: Run, lex: Lexicon) -> bool:
    """Say whether a word of another language tells a body: "Reporters Sans Frontières"."""
    return not run.titles and not lex.body_words.isdisjoint(run.name)


def _starts_as_body(run: Run, lex: Lexicon) -> bool:
    """Say whether a name begins as those of bodies do: "Royal Boskalis", "Air Malta"."""
    return len(run) > 1 and not run.titles and run.name[0] in lex.body_starts


def _is_body_of_place(run: Run, lex: Lexicon) -> bool:
    """Say whether a name that nobody bears ends with a place: "Invest Barbados"."""
    if len(run) < 2 or run.titles:
        return False
    first, last = run.name[0], run.name[-1]
    if (last,) not in lex.place_names:
        return False
    is_landmark = first in lex.place_starts or (first,) in lex.place_names
    return not is_landmark and not lex.is_given(first)


def _has_title(run: Run, lex: Lexicon) -> bool:
    return bool(run.titles)


def _has_initial(run: Run, lex: Lexicon) -> bool:
    """Say whether initials stand first: "K.R. Subramaniam", but not "U.S. Steel"."""
    first = run.folded[run.low]
    if len(run) == 1 or (first,) in lex.place_names:
        return False
    return INITIALS.fullmatch(first) is not None


def _has_first_name(run: Run, lex: Lexicon) -> bool:
    return run.folded[run.low] in lex.first_names and not _is_landmark(run, lex)


def _is_landmark(run: Run, lex: Lexicon) -> bool:
    """Say whether a name is built as those of places are: "Lake Victoria", "Victoria Falls"."""
    name = run.name
    if len(name) == 1 or name[0] in lex.words["foreign_articles"]:
        return False
    korean = "-" in name[0] and name[-1] in lex.words["family_first"]  # "Ji-yeon Park"
    if korean:
        return False
    return name[-1] in lex.place_heads or name[0] in lex.place_starts


def _is_landmark_only(run: Run, lex: Lexicon) -> bool:
    return run.folded[run.low] not in lex.first_names and _is_landmark(run, lex)


def _is_acronym(run: Run, lex: Lexicon) -> bool:
    word = run.words[run.low]
    in_capitals = word.isupper() and word.isalpha()
    return len(run) == 1 and in_capitals and len(word) in ACRONYM


KIND_RULES: list[tuple[Callable[[Run, Lexicon], bool], str]] = [
    (_is_place, "place"),
    (_is_known_body, "organisation"),
    (_is_body_of_something, "organisation"),
    (_is_firm, "organisation"),
    (_is_called_a_body, "organisation"),
    (_has_word_of_bodies, "organisation"),
    (_starts_as_body, "organisation"),
    (_is_body_of_place, "organisation"),
    (is_nation_of_body, "organisation"),
    (_has_title, "person"),
    (_has_initial, "person"),
    (_has_first_name, "person"),
    (_is_landmark_only, "place"),
    (_is_acronym, "organisation"),
]


def kind_by_itself(run: Run, lex: Lexicon) -> str:
    """Return the kind that a name tells by itself, or nothing."""
    for holds, kind in KIND_RULES:
        if holds(run, lex):
            return kind
    return ""
