"""Of what kind a name is by itself, before the words around it are asked.

`KIND_RULES` are tried in their order: the first that holds gives the kind, and none where the name alone
does not tell.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from .lexicon import bare, lexicon
from .pieces import Run

HYPHENATED = re.compile(r"[a-z.]+-[a-z.-]+$")
INITIALS = re.compile(r"(?:[a-z]\.){1,3}|[a-z]")
TEAM = (2, 3)  # words of a team's name
LEAST_LETTERS = 3  # of a body's that no list has, before another word: "DNB Markets"
ACRONYM = range(2, 7)  # letters of a word in capitals that is a body's: "NBS", "UNICEF"


def is_adjective(word: str) -> bool:
    """Say whether a word is a nationality or the like: "Norwegian", "US-led", "Kenyan-born"."""
    lex = lexicon()
    if lex.is_people(word):
        return True
    if "-" not in word:
        return False
    if HYPHENATED.match(word) is None:
        return False
    demonyms = lex.words["demonyms"]
    first, *_, last = word.split("-")
    if first in demonyms:
        return True
    if last in demonyms:
        return True
    return lex.is_place(first)


def is_nation_of_body(run: Run) -> bool:
    """Say whether a nationality and a word that is nobody's name are a body's: "Saudi Basic"."""
    lex = lexicon()
    if len(run) != 2:
        return False
    if run.titles:
        return False
    nation, word = run.name
    if nation not in lex.words["nations"]:
        return False
    if is_adjective(word):
        return False
    if word in lex.body_starts:
        return True
    if lex.is_place(word):
        return False
    if word in lex.bodies_of_one_word:
        return False
    if lex.is_personal(word):
        return False
    return not lex.is_title(word)


def ends_as_body(run: Run) -> bool:
    """Say whether the last word is what bodies are called, and not somebody's family name."""
    lex = lexicon()
    last = run.folded[run.high - 1]
    if last not in lex.body_heads:
        return False
    is_long = len(run) > 3
    if last not in lex.family_names:
        return True
    if is_long:
        return True
    if len(run) == 1:
        return True
    first = run.folded[run.low]
    # Somebody somewhere is called Thames: of names that end so, only a common given name tells a person.
    is_honoured = bare(first) in lex.honorifics
    if first in lex.first_names:
        return False
    return not is_honoured


def has_given_name(run: Run) -> bool:
    """Say whether a name begins with a given name that is no place."""
    lex = lexicon()
    first = run.folded[run.low]
    if not lex.is_given(first):
        return False
    return not lex.is_place(first)


def _is_place(run: Run) -> bool:
    lex = lexicon()
    if run.titles:
        return False
    return run.name in lex.place_names


def _is_quarter(run: Run) -> bool:
    """Say whether a part of a town or country is named by where it lies: "Accra North"."""
    lex = lexicon()
    if len(run) < 2 or run.titles:
        return False
    if run.name[-1] not in lex.words["compass"]:
        return False
    first = run.name[0]
    return not lex.is_given(first) or lex.is_place(first)


def _is_run_together(run: Run) -> bool:
    """Say whether a word has capitals inside as names of firms have: "DataWorks", but not "McNeil"."""
    lex = lexicon()
    if len(run) > 1 or run.titles:
        return False
    word = run.words[run.low]
    if lex.patterns["run_together"].search(word) is None:
        return False
    return not lex.is_personal(run.name[0])


def _is_honoured_thing(run: Run) -> bool:
    """Say whether a name is that of a prize, a match or the like: "Nobel Peace Prize"."""
    lex = lexicon()
    if len(run) < 2 or run.titles:
        return False
    return run.name[-1] in lex.words["honoured_things"]


def _is_known_body(run: Run) -> bool:
    """Say whether a list has the name: "Efe", but not with "Student" before it."""
    lex = lexicon()
    if run.name not in lex.body_names:
        return False
    word = run.words[run.low]
    is_one_word = len(run) == 1 and not word.isupper()
    if not run.titles or not is_one_word:
        return True
    return run.titles[-1] in lex.sources["either"]


def _is_body_of_something(run: Run) -> bool:
    """Say whether a name calls itself a body before "of": "Bank of Ghana"."""
    lex = lexicon()
    for word, following in pairwise(run.name):
        is_linked = following in lex.words["body_links"]
        if is_linked and word in lex.body_heads:
            return True
    return False


def _is_firm(run: Run) -> bool:
    """Say whether an ampersand joins a firm's name, "Marks & Spencer", and not a couple's."""
    lex = lexicon()
    name = run.name
    if run.titles:
        return False
    if "&" not in name:
        return False
    # The word behind the joiner, in a name of three words or more.
    other = name[2] if len(name) > 2 else name[-1]
    are_given = [part in lex.first_names for part in (name[0], other)]
    return not all(are_given)


def is_whole_firm(run: Run) -> bool:
    """Say whether all of a run is a firm's name, although its last word is a title too: "Legal & General"."""
    lex = lexicon()
    if len(run) < 3:
        return False
    if run.name[-2] != "&":
        return False
    if lex.is_title(run.name[0]):
        return False
    return _is_firm(run)


def _is_called_a_body(run: Run) -> bool:
    if run.titles:
        return False
    return ends_as_body(run)


def _is_people_together(run: Run) -> bool:
    """Say whether a name ends with people in the plural: "Federated Farmers", but not "Ida Waters"."""
    lex = lexicon()
    if len(run) < 2 or run.titles:
        return False
    last = run.name[-1]
    joiners = lex.words["people_joiners"]
    if len(run) > 2 and run.name[1] in joiners:
        return run.name[0].endswith("s")
    if not last.endswith("s") or last in lex.family_names:
        return False
    if lex.is_given(run.name[0]):
        return False
    if INITIALS.fullmatch(run.name[0]):
        return False
    return last[:-1] in lex.titles


def _has_word_of_bodies(run: Run) -> bool:
    """Say whether a word of another language tells a body: "Reporters Sans Frontières"."""
    lex = lexicon()
    if run.titles:
        return False
    return not lex.body_words.isdisjoint(run.name)


def _starts_as_body(run: Run) -> bool:
    """Say whether a name begins as those of bodies do: "Royal Boskalis", "Air Malta"."""
    lex = lexicon()
    if len(run) == 1:
        return False
    if run.titles:
        return False
    return run.name[0] in lex.body_starts


def _is_team(run: Run) -> bool:
    """Say whether a place and a plural make a team's name: "Leeds Rhinos"."""
    lex = lexicon()
    if len(run) not in TEAM or run.titles:
        return False
    last = run.name[-1]
    if not last.endswith("s") or last in lex.family_names:
        return False
    if is_adjective(last):
        return False
    place = run.name[:-1]
    return place in lex.place_names and place[0] not in lex.first_names


def _is_branch(run: Run) -> bool:
    """Say whether a body's name has a country or letters behind it: "Norsk Energy UK"."""
    lex = lexicon()
    if len(run) < 3 or run.titles:
        return False
    last = run.words[run.high - 1]
    is_letters = last.isupper() and last.isalpha()
    if not is_letters and not lex.is_place(run.name[-1]):
        return False
    whole = run.part(run.low, run.high - 1)
    return ends_as_body(whole)


def _is_part_of_known_body(run: Run) -> bool:
    """Say whether letters of a known body open a name of two words: "NHS Lothian", "UN Women"."""
    lex = lexicon()
    if len(run) != 2 or run.titles:
        return False
    first, second = run.name
    letters = run.words[run.low]
    if not letters.isupper() or len(letters) not in ACRONYM:
        return False
    if lex.is_place(second):
        return not lex.is_place(first) and not lex.is_title(first)
    is_initials = lex.is_title(first) or len(letters) < LEAST_LETTERS
    is_body = (first,) in lex.body_names or not is_initials
    return is_body and not lex.is_personal(second)


def _is_body_of_place(run: Run) -> bool:
    """Say whether a name that nobody bears ends with a place: "Invest Barbados"."""
    lex = lexicon()
    if len(run) < 2:
        return False
    if run.titles:
        return False
    first = run.name[0]
    last = run.name[-1]
    if not lex.is_place(last):
        return False
    if lex.is_place(first):
        return False
    if first in lex.place_starts:
        return False
    return not lex.is_given(first)


def _has_title(run: Run) -> bool:
    return bool(run.titles)


def _has_initial(run: Run) -> bool:
    """Say whether initials stand first: "K.R. Subramaniam", but not "U.S. Steel"."""
    lex = lexicon()
    first = run.folded[run.low]
    if len(run) == 1:
        return False
    if lex.is_place(first):
        return False
    if INITIALS.fullmatch(first) is None:
        return False
    is_letter = len(first) == 1
    is_street = is_letter and run.name[-1] in lex.place_heads
    return not is_street


def _has_first_name(run: Run) -> bool:
    lex = lexicon()
    first = run.folded[run.low]
    if first not in lex.first_names:
        return False
    return not _is_landmark(run)


def _is_landmark(run: Run) -> bool:
    """Say whether a name is built as those of places are: "Lake Victoria", "Victoria Falls"."""
    lex = lexicon()
    name = run.name
    first = name[0]
    last = name[-1]
    if len(name) == 1:
        return False
    if first in lex.words["foreign_articles"]:
        return False
    is_korean = "-" in first and last in lex.words["family_first"]  # "Ji-yeon Park"
    if is_korean:
        return False
    if last in lex.place_heads:
        return True
    return first in lex.place_starts


def _is_landmark_only(run: Run) -> bool:
    lex = lexicon()
    first = run.folded[run.low]
    if first in lex.first_names:
        return False
    return _is_landmark(run)


def _is_acronym(run: Run) -> bool:
    word = run.words[run.low]
    if len(run) > 1:
        return False
    if len(word) not in ACRONYM:
        return False
    if not word.isupper():
        return False
    return word.isalpha()


Rule = Callable[[Run], bool]


KIND_RULES: list[tuple[Rule, str]] = [
    (_is_place, "place"),
    (_is_quarter, "place"),
    (_is_honoured_thing, "other"),
    (_is_known_body, "organisation"),
    (_is_body_of_something, "organisation"),
    (_is_firm, "organisation"),
    (_is_called_a_body, "organisation"),
    (_is_branch, "organisation"),
    (_is_part_of_known_body, "organisation"),
    (_is_people_together, "organisation"),
    (_is_team, "organisation"),
    (_has_word_of_bodies, "organisation"),
    (_starts_as_body, "organisation"),
    (_is_body_of_place, "organisation"),
    (is_nation_of_body, "organisation"),
    (_has_title, "person"),
    (_has_initial, "person"),
    (_has_first_name, "person"),
    (_is_landmark_only, "place"),
    (_is_acronym, "organisation"),
    (_is_run_together, "organisation"),
]


def kind_by_itself(run: Run) -> str:
    """Return the kind that a name tells by itself, or nothing."""
    for holds, kind in KIND_RULES:
        if holds(run):
            return kind
    return ""
