"""Cut a run of proper words into names: "US Secretary of State Antony Blinken" is a place and a person.

The run is first freed of letters behind it, then of the titles before the name; `by_itself` tells of what
kind the rest is.
"""

import re
from collections.abc import Sequence

from .by_itself import (
    INITIALS,
    ends_as_body,
    is_adjective,
    is_nation_of_body,
    is_whole_firm,
    kind_by_itself,
)
from .lexicon import Lexicon, bare, lexicon
from .pieces import Piece, Run, piece_of
from .runs import QUOTES
from .signs import is_human
from .traits import is_letters

LONGEST_OFFICE = 5  # words of an office behind "Secretary of"
LONGEST_PLACE = 3  # words of a place or office that stands before a name without "of"
MOOD = re.compile(r"[a-z]{3}(?:ed|ous|ful)$")
AREA = re.compile(r"(?:tion|ing|ics?|ance|ence|ment|ture|ity|ogy|cy)s?$")
OF_WHAT = ("of", "to", "for")
GENITIVES = ("'s", "'")  # of "King's College"
JOINS_AN_OFFICE = ("of", "and", "the", "for")


def cut_run(
    folded: Sequence[str],
    words: Sequence[str],
    rare: Sequence[bool] | None = None,
) -> list[Piece]:
    """Cut a run into the names that it holds.

    Args:
        folded: The words, folded.
        words: The same as written.
        rare: Which of them the corpus never writes small.

    Returns:
        The names in their order; none where the run holds titles or nationalities only.
    """
    lex = lexicon()
    seldom = tuple(rare) if rare is not None else (False,) * len(words)
    run = Run(
        tuple(folded),
        tuple(words),
        seldom,
        low=0,
        high=len(folded),
    )
    if len(run) == 1 and _perhaps_a_name(run, lex):
        return [piece_of(run, "weak")]
    run = _without_letters(run, lex)
    if _is_body(run, lex):
        return [piece_of(run, "organisation")]
    heads = _title_heads(run, lex)
    if not heads:
        return _names_in(run)
    return _names_with_titles(run, heads, lex)


def _is_body(run: Run, lex: Lexicon) -> bool:
    """Say whether a run as a whole is the name of a body or a firm."""
    if run.name in lex.body_names:
        return True
    return ends_as_body(run, lex) or is_whole_firm(run, lex)


def _perhaps_a_name(run: Run, lex: Lexicon) -> bool:
    """Say whether a single word is a name only where somebody bears it: "King", "German", "KC"."""
    word = run.folded[0]
    if bare(word) in lex.perhaps_names:
        return True
    known = run.name in lex.place_names or run.name in lex.body_names
    return not known and is_letters(word, run.words[0])


def _without_letters(run: Run, lex: Lexicon) -> Run:
    """Leave out letters behind a name of two words or more: "Ida Moe KC"."""
    high = run.high
    while high - run.low > 1 and is_letters(run.folded[high - 1], run.words[high - 1]):
        high -= 1
    if high == run.high:
        return run
    shouted = all(word.isupper() for word in run.words)
    if shouted and not lex.is_title(run.folded[0]):
        return run
    rest = run.part(run.low, high)
    only_titles = all(lex.is_title(word) for word in rest.name)
    if only_titles:
        return run
    return rest


# Titles


def _title_heads(run: Run, lex: Lexicon) -> list[int]:
    """Find the words of the run that are titles of what follows them."""
    heads = {i for i in range(run.low, run.high) if _is_head(run, i, lex)}
    bared = [bare(word) for word in run.folded]
    for size in lex.title_phrase_sizes:
        last_start = run.high - size
        for low in range(run.low, last_start + 1):
            high = low + size
            phrase = tuple(bared[low:high])
            if phrase in lex.title_phrases:
                heads.update(range(low, high))
    return sorted(heads)


def _is_head(run: Run, i: int, lex: Lexicon) -> bool:
    """Say whether a word is a title here rather than a part of a name."""
    word = bare(run.folded[i])
    is_last = i + 1 >= run.high
    following = "" if is_last else run.folded[i + 1]
    if following in GENITIVES:
        return False
    if word not in lex.titles:
        is_rank = lex.is_rank(word) and not is_last
        return is_rank or _is_calling_before_name(run, i, lex)
    if word not in lex.surname_titles:
        return True
    if is_last:
        return _stands_alone(run, i, lex) and not _is_borne(run, i, lex)
    if following == "of":
        return True
    if _is_given_name_here(run, i, lex):
        return False
    return not _is_borne(run, i, lex)


def _is_calling_before_name(run: Run, i: int, lex: Lexicon) -> bool:
    """Say whether a run begins with a noun for a person and goes on with a full name: "Harpist Ida Moe"."""
    if i != run.low or len(run) < 3:
        return False
    word = run.folded[i]
    is_name = lex.is_given(word) or word in lex.family_names or word in lex.body_heads
    if is_name or not run.words[i].istitle():
        return False
    return is_human(word, lex) and run.folded[i + 1] in lex.given_names


def _stands_alone(run: Run, i: int, lex: Lexicon) -> bool:
    """Say whether nothing but titles stands before a title at the end of the run."""
    before = run.folded[run.low : i]
    return all(lex.is_title(word) or word in lex.modifiers for word in before)


def _is_given_name_here(run: Run, i: int, lex: Lexicon) -> bool:
    """Say whether a title that is a given name too is one here: "Dean Marsh", not "Dean Alan Marsh"."""
    word = bare(run.folded[i])
    if word not in lex.first_names or word in lex.kept_titles:
        return False
    before_a_full_name = lex.is_given(run.folded[i + 1]) and i + 2 < run.high
    return not before_a_full_name


def _is_borne(run: Run, i: int, lex: Lexicon) -> bool:
    """Say whether the word before shows that a title is a family name: "Mr. King", "Alan Judge"."""
    if i == run.low:
        return False
    previous = run.folded[i - 1]
    if bare(previous) in lex.honorifics or INITIALS.fullmatch(previous):
        return True
    return previous in lex.first_names and not lex.is_title(previous)


def _names_with_titles(run: Run, heads: list[int], lex: Lexicon) -> list[Piece]:
    """Name what stands before the titles, what an office is of, and who bears the titles."""
    low = heads[0]
    start = heads[-1] + 1
    titles = run.folded[low:start]
    while low > run.low and run.folded[low - 1] in lex.before_titles:
        low -= 1
    before = _names_in(run.part(run.low, low))
    if start >= run.high or run.folded[start] not in OF_WHAT:
        return before + _names_in(run.part(start, run.high, titles))
    office = _start_of_office(run, start)
    end = _end_of_office(run, office, lex)
    if end is None:
        return before + _names_in(run.part(office, run.high))
    bearer = _names_in(run.part(end, run.high, titles))
    if run.folded[office:end] in lex.place_names:
        return before + _names_in(run.part(office, end)) + bearer
    return before + bearer


def _start_of_office(run: Run, of: int) -> int:
    """Return where an office begins behind "of" or "of the"."""
    office = of + 1
    has_article = run.folded[office : office + 1] == ("the",)
    if has_article and office + 1 < run.high:
        return office + 1
    return office


def _end_of_office(run: Run, start: int, lex: Lexicon) -> int | None:
    """Find where the name begins after "Secretary of …", if one follows at all."""
    for size in range(LONGEST_OFFICE, 0, -1):
        office = run.folded[start : start + size]
        known = office in lex.offices or office in lex.place_names
        if known and len(office) == size:
            return start + size
    for i in range(start + 1, run.high - 1):
        joined = run.folded[i - 1] in JOINS_AN_OFFICE
        if lex.is_given(run.folded[i]) and not joined:
            return i
    return None


# Names


def _names_in(run: Run) -> list[Piece]:
    """Return what is named in a part of a run, without the nationality before it."""
    lex = lexicon()
    run = _without_area(_without_edges(run, lex), lex)
    if not len(run) or _says_nothing(run, lex):
        return []
    size = _place_within(run, lex)
    if size:
        cut = run.low + size
        place = run.part(run.low, cut)
        rest = run.part(cut, run.high, run.titles)
        return _names_in(place) + _names_in(rest)
    kind = kind_by_itself(run, lex)
    if len(run) == 1 and _follows_kept_title(run, lex):
        run = run.part(run.low - 1, run.high, run.titles)
    return [piece_of(run, kind)]


def _without_area(run: Run, lex: Lexicon) -> Run:
    """Leave out what an office is for, between it and a full name: "DIG *Operations* Ali Butt"."""
    if not run.titles or len(run) < 3:
        return run
    word, following = run.name[:2]
    is_name = lex.is_given(word) or word in lex.family_names
    if is_name or AREA.search(word) is None:
        return run
    if lex.is_given(following):
        return run.part(run.low + 1, run.high, run.titles)
    return run


def _follows_kept_title(run: Run, lex: Lexicon) -> bool:
    """Say whether the title that a single name keeps stands right before it: "King Harald"."""
    if not run.titles or run.low == 0:
        return False
    title = run.titles[-1]
    return title in lex.kept_titles and run.folded[run.low - 1] == title


def _without_edges(run: Run, lex: Lexicon) -> Run:
    """Leave out joiners, modifiers and nationalities before a name, and a people after it."""
    low = _name_begins(run, lex)
    high = _name_ends(run, low, lex)
    if (low, high) == (run.low, run.high):
        return run
    return run.part(low, high, run.titles)


def _name_begins(run: Run, lex: Lexicon) -> int:
    low = run.low
    while low < run.high and run.folded[low] in lex.joiners_and_modifiers:
        low += 1
    if _is_place_with_nation(run, low, lex):
        low += 2
    if _is_mood(run, low, lex):
        low += 1
    while run.high - low > 1 and is_adjective(run.folded[low], lex):
        if _keeps_adjective(run.part(low, run.high, run.titles), lex):
            break
        low += 1
    return low


def _keeps_adjective(run: Run, lex: Lexicon) -> bool:
    """Say whether a nationality is part of a name: "Saudi Aramco", "Mayor Tory Hale"."""
    if run.name in lex.place_names or run.name in lex.body_names:
        return True
    if len(run) != 2:
        return False
    return bool(run.titles) or is_nation_of_body(run, lex)


def _is_mood(run: Run, low: int, lex: Lexicon) -> bool:
    """Say whether an adjective opens a sentence before a full name: "Stunned Ida Moe"."""
    if run.high - low <= 2:
        return False
    word, following = run.folded[low : low + 2]
    is_name = lex.is_given(word) or word in lex.family_names
    is_adjectival = MOOD.search(word) is not None and not is_name
    return is_adjectival and lex.is_given(following)


def _is_place_with_nation(run: Run, low: int, lex: Lexicon) -> bool:
    """Say whether a place and a nationality stand before a name: "Texas Republican Ann Lee"."""
    if run.high - low <= 2:
        return False
    place = (run.folded[low],) in lex.place_names
    return place and run.folded[low + 1] in lex.words["demonyms"]


def _name_ends(run: Run, low: int, lex: Lexicon) -> int:
    """Return where a name ends before a people ("Senate Republicans") and marks."""
    high = run.high
    while high - low > 1 and _is_people(run.folded[high - 1], lex):
        high -= 1
    while high > low and run.words[high - 1] in QUOTES:
        high -= 1
    return high


def _is_people(word: str, lex: Lexicon) -> bool:
    return word.endswith("s") and word in lex.words["demonyms"]


def _says_nothing(run: Run, lex: Lexicon) -> bool:
    """Say whether a part holds only titles, nationalities and points of the compass, or one letter."""
    if len(run) == 1 and len(run.name[0].strip(".'")) < 2:
        return True
    if run.titles:
        return False
    return all(_is_idle(word, lex) for word in run.name)


def _is_idle(word: str, lex: Lexicon) -> bool:
    if word in lex.place_starts or is_adjective(word, lex):
        return True
    return lex.is_title(word) and bare(word) not in lex.surname_titles


def _place_within(run: Run, lex: Lexicon) -> int:
    """Find where to cut "Finland Robert Pence" or "Council Russia"; 0 where there is nothing to cut."""
    name = run.name
    if len(name) < 2 or name in lex.place_names or "of" in name:
        return 0
    for size in range(LONGEST_PLACE, 0, -1):
        named = len(name) > size + 1 and name[size] in lex.first_names
        if named and _is_place_or_office(name[:size], lex):
            return size
    if (name[-1],) not in lex.place_names or run.titles:
        return 0
    rest = run.part(run.low, run.high - 1)
    return len(name) - 1 if _is_apart_from_place(rest, lex) else 0


def _is_apart_from_place(run: Run, lex: Lexicon) -> bool:
    """Say whether what stands before a place is a name by itself: "NATO Europe", "Boehner Iowa".

    Other words and a place are one name, as a rule a body's: "Invest Barbados", "King’s College London".
    """
    name = run.name
    if name in lex.place_names or name in lex.body_names:
        return True
    if len(name) > 1:
        return False
    return name[0] in lex.family_names and not lex.is_given(name[0])


def _is_place_or_office(name: tuple[str, ...], lex: Lexicon) -> bool:
    return name in lex.place_names or name in lex.offices
