"""Cut a run of proper words into names: "US Secretary of State Antony Blinken" is a place and a person.

The run is first freed of letters behind it, then of the titles before the name; `by_itself` tells of what
kind the rest is.
"""

from collections.abc import Sequence

from .by_itself import (
    ends_as_body,
    is_adjective,
    is_nation_of_body,
    is_whole_firm,
    kind_by_itself,
)
from .lexicon import bare, lexicon
from .page import QUOTES
from .pieces import Piece, Run, piece_of
from .title_words import title_heads
from .traits import is_letters

LONGEST_OFFICE = 5  # words of an office behind "Secretary of"
LONGEST_PLACE = 3  # words of a place or office that stands before a name without "of"


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
    count = len(words)
    never_small = tuple(rare) if rare is not None else (False,) * count
    run = Run(
        tuple(folded),
        tuple(words),
        never_small,
        low=0,
        high=count,
    )
    if len(run) == 1 and _is_perhaps_a_name(run):
        return [piece_of(run, "weak")]
    run = _without_body_noun(_without_letters(run))
    if _is_body(run):
        return [piece_of(run, "organisation")]
    heads = title_heads(run)
    if not heads:
        return _names_in(run)
    return _names_with_titles(run, heads)


def _without_body_noun(run: Run) -> Run:
    """Leave out a noun for a body before its name: "*Publisher* Copper Press", not before a person's."""
    lex = lexicon()
    if len(run) < 2:
        return run
    if run.name in lex.body_names:
        return run
    word = run.folded[run.low]
    if word not in lex.sources["either"]:
        return run
    if word in lex.body_heads and len(run) > 2:
        return run
    rest = run.part(run.low + 1, run.high)
    is_body = kind_by_itself(rest) == "organisation"
    return rest if is_body else run


def _is_body(run: Run) -> bool:
    """Say whether a run as a whole is the name of a body or a firm."""
    lex = lexicon()
    if run.name in lex.body_names:
        return True
    if _is_office_of(run):
        return False
    if ends_as_body(run):
        return True
    return is_whole_firm(run)


def _is_office_of(run: Run) -> bool:
    """Say whether a run begins with a title and "of": "Commissioner of Police"."""
    if "of" not in run.folded[run.low : run.high]:
        return False
    lex = lexicon()
    of = run.folded.index("of", run.low)
    before = run.folded[run.low : of]
    if not before or not lex.is_title(bare(before[-1])):
        return False
    return all(lex.is_title(bare(word)) or word in lex.modifiers for word in before)


def _is_perhaps_a_name(run: Run) -> bool:
    """Say whether a single word is a name only where somebody bears it: "King", "German", "KC"."""
    lex = lexicon()
    word = run.folded[0]
    if bare(word) in lex.perhaps_names:
        return True
    if lex.is_place(word):
        return False
    if word in lex.bodies_of_one_word:
        return False
    return is_letters(word, run.words[0])


def _without_letters(run: Run) -> Run:
    """Leave out letters behind a name of two words or more: "Ida Moe KC"."""
    lex = lexicon()
    high = _start_of_letters(run)
    if high == run.high:
        return run
    is_shouted = all(word.isupper() for word in run.words)
    if is_shouted and not lex.is_title(run.folded[0]):
        return run
    rest = run.part(run.low, high)
    if _is_of_titles(rest):
        return run
    return rest


def _start_of_letters(run: Run) -> int:
    """Return where the letters behind a name begin, its end if there are none."""
    high = run.high
    while high - run.low > 1:
        last = high - 1
        if not is_letters(run.folded[last], run.words[last]):
            break
        high = last
    return high


def _is_of_titles(run: Run) -> bool:
    """Say whether all words of a run are titles."""
    lex = lexicon()
    return all(lex.is_title(word) for word in run.name)


# Titles


def _names_with_titles(run: Run, heads: list[int]) -> list[Piece]:
    """Name what stands before the titles, what an office is of, and who bears the titles."""
    lex = lexicon()
    first = heads[0]
    start = heads[-1] + 1
    titles = run.folded[first:start]
    low = _start_of_title(run, first)
    before = _names_in(run.part(run.low, low))
    if run.word(start) not in lex.words["office_links"]:
        bearer = run.part(start, run.high, titles)
        return before + _names_in(bearer)
    office = _start_of_office(run, start)
    end = _end_of_office(run, office)
    rest = run.part(office, run.high)
    if end is None or _is_body_from(run, end):
        return before + _names_in(rest)
    bearer = run.part(end, run.high, titles)
    seat = run.part(office, end)
    if seat.name in lex.place_names:
        return before + _names_in(seat) + _names_in(bearer)
    return before + _names_in(bearer)


def _is_body_from(run: Run, end: int) -> bool:
    """Say whether a body's name goes on behind a place or field: "Chairman of Fiji *Labour Congress*"."""
    rest = run.part(end, run.high)
    return len(rest) > 1 and ends_as_body(rest)


def _start_of_title(run: Run, head: int) -> int:
    """Return where a title begins with what belongs to it: "former", "French"."""
    lex = lexicon()
    low = head
    while low > run.low:
        if run.folded[low - 1] not in lex.before_titles:
            break
        low -= 1
    return low


def _start_of_office(run: Run, of: int) -> int:
    """Return where an office begins behind "of" or "of the"."""
    office = of + 1
    has_article = run.word(office) == "the"
    if has_article and office + 1 < run.high:
        return office + 1
    return office


def _end_of_office(run: Run, start: int) -> int | None:
    """Find where the name begins after "Secretary of …", if one follows at all."""
    lex = lexicon()
    for size in range(LONGEST_OFFICE, 0, -1):
        end = start + size
        office = run.folded[start:end]
        is_listed = office in lex.offices or office in lex.place_names
        if is_listed and len(office) == size:
            return end
    joiners = lex.words["office_joiners"]
    for i in range(start + 1, run.high - 1):
        is_joined = run.folded[i - 1] in joiners
        word = run.folded[i]
        is_of_body = word in lex.body_heads and word not in lex.first_names
        if lex.is_given(word) and not is_joined and not is_of_body:
            return i
    return None


# Names


def _names_in(run: Run) -> list[Piece]:
    """Return what is named in a part of a run, without the nationality before it."""
    if _is_party_member(run):
        return []
    run = _without_edges(run)
    run = _without_area(run)
    if len(run) == 0:
        return []
    if _says_nothing(run):
        return []
    size = _place_within(run)
    if size:
        cut = run.low + size
        place = run.part(run.low, cut)
        rest = run.part(cut, run.high, run.titles)
        return _names_in(place) + _names_in(rest)
    kind = kind_by_itself(run)
    if len(run) == 1 and _follows_kept_title(run):
        low = run.low - 1
        run = run.part(low, run.high, run.titles)
    return [piece_of(run, kind)]


def _is_party_member(run: Run) -> bool:
    """Say whether a run is a place or a people and a member of a party: "Florida Republican"."""
    lex = lexicon()
    if len(run) < 2:
        return False
    if run.titles:
        return False
    if run.name[-1] not in lex.words["party_members"]:
        return False
    before = run.name[:-1]
    if before in lex.place_names:
        return True
    return all(is_adjective(word) for word in before)


def _without_area(run: Run) -> Run:
    """Leave out what an office is for, between it and a full name: "DIG *Operations* Ali Butt"."""
    lex = lexicon()
    if not run.titles:
        return run
    if len(run) < 3:
        return run
    word, following = run.name[:2]
    if lex.is_personal(word):
        return run
    is_area = lex.patterns["area"].search(word) is not None
    if is_area and lex.is_given(following):
        return run.part(run.low + 1, run.high, run.titles)
    return run


def _follows_kept_title(run: Run) -> bool:
    """Say whether the title that a single name keeps stands right before it: "King Harald"."""
    lex = lexicon()
    if not run.titles:
        return False
    if run.low == 0:
        return False
    title = run.titles[-1]
    if title not in lex.kept_titles:
        return False
    return run.folded[run.low - 1] == title


def _without_edges(run: Run) -> Run:
    """Leave out joiners, modifiers and nationalities before a name, and a people after it."""
    low = _name_begins(run)
    high = _name_ends(run, low)
    is_whole = low == run.low and high == run.high
    if is_whole:
        return run
    return run.part(low, high, run.titles)


def _name_begins(run: Run) -> int:
    """Return where a name begins behind joiners, modifiers and nationalities."""
    lex = lexicon()
    low = run.low
    while low < run.high:
        if run.folded[low] not in lex.joiners_and_modifiers:
            break
        low += 1
    low += _size_of_origin(run, low)
    if _is_mood(run, low):
        low += 1
    while run.high - low > 1 and is_adjective(run.folded[low]):
        rest = run.part(low, run.high, run.titles)
        if _keeps_adjective(rest):
            break
        low += 1
    return low


def _size_of_origin(run: Run, low: int) -> int:
    """Count the words of an origin and a party before a name: two of "Texas Republican Ann Lee"."""
    lex = lexicon()
    for size in range(1, LONGEST_PLACE + 1):
        following = low + size
        if run.high - following < 2:
            return 0
        place = run.folded[low:following]
        is_chamber = size == 1 and place[0] in lex.body_heads
        if place not in lex.place_names and not is_chamber:
            continue
        word = run.folded[following]
        is_people = size == 1 and word in lex.words["demonyms"]
        if is_people or word in lex.words["party_members"]:
            return size + 1
    return 0


def _keeps_adjective(run: Run) -> bool:
    """Say whether a nationality is part of a name: "Saudi Aramco", "Mayor Tory Hale"."""
    lex = lexicon()
    name = run.name
    if name in lex.place_names:
        return True
    if name in lex.body_names:
        return True
    if name[-1] in lex.words["of_each_nation"]:
        return True
    if len(run) != 2:
        return False
    if run.titles:
        return True
    if _is_given_and_family(name):
        return True
    return is_nation_of_body(run)


def _is_given_and_family(name: tuple[str, ...]) -> bool:
    """Say whether a nationality or faith is a given name here: "Christian Aurich"."""
    lex = lexicon()
    given, family = name
    if given not in lex.first_names:
        return False
    is_other = family in lex.body_heads or lex.is_title(family)
    return not is_other and not is_adjective(family) and not lex.is_place(family)


def _is_mood(run: Run, low: int) -> bool:
    """Say whether an adjective opens a sentence before a full name: "Stunned Ida Moe"."""
    lex = lexicon()
    if run.high - low <= 2:
        return False
    word = run.folded[low]
    if lex.is_personal(word):
        return False
    if lex.patterns["mood"].search(word) is None:
        return False
    return lex.is_given(run.folded[low + 1])


def _name_ends(run: Run, low: int) -> int:
    """Return where a name ends before a people ("Senate Republicans") and marks."""
    high = run.high
    while high - low > 1:
        last = run.folded[high - 1]
        if not _is_people(last):
            break
        high -= 1
    while high > low:
        last = run.words[high - 1]
        if last not in QUOTES:
            break
        high -= 1
    return high


def _is_people(word: str) -> bool:
    """Say whether a word is the plural of a nationality or the like: "Republicans"."""
    return word.endswith("s") and lexicon().is_people(word)


def _says_nothing(run: Run) -> bool:
    """Say whether a part holds only titles, nationalities and points of the compass, or one letter."""
    if len(run) == 1:
        letters = run.name[0].strip(".'")
        if len(letters) < 2:
            return True
    if run.titles:
        return False
    return all(_is_idle(word) for word in run.name)


def _is_idle(word: str) -> bool:
    """Say whether a word alone names nothing."""
    lex = lexicon()
    if word in lex.place_starts:
        return True
    if is_adjective(word):
        return True
    if bare(word) in lex.surname_titles:
        return False
    return lex.is_title(word)


def _place_within(run: Run) -> int:
    """Find where to cut "Finland Robert Pence" or "Council Russia"; 0 where there is nothing to cut."""
    lex = lexicon()
    name = run.name
    if len(name) < 2:
        return 0
    if name in lex.place_names:
        return 0
    if "of" in name:
        return 0
    for size in range(LONGEST_PLACE, 0, -1):
        is_full_name = _begins_full_name(name[size:])
        if is_full_name and _is_place_or_office(name[:size]):
            return size
    if run.titles:
        return 0
    if not lex.is_place(name[-1]):
        return 0
    rest = run.part(run.low, run.high - 1)
    if _is_apart_from_place(rest):
        return len(rest)
    return 0


def _begins_full_name(words: tuple[str, ...]) -> bool:
    """Say whether two words or more begin with a given name, or a family name that stands first."""
    lex = lexicon()
    if len(words) < 2:
        return False
    first = words[0]
    return first in lex.first_names or first in lex.words["family_first"]


def _is_apart_from_place(run: Run) -> bool:
    """Say whether what stands before a place is a name by itself: "NATO Europe", "Boehner Iowa".

    Other words and a place are one name, as a rule a body's: "Invest Barbados", "King’s College London".
    """
    lex = lexicon()
    name = run.name
    if name in lex.place_names:
        return True
    if name in lex.body_names:
        return True
    if len(name) > 1:
        return False
    word = name[0]
    if lex.is_given(word):
        return False
    return word in lex.family_names


def _is_place_or_office(name: tuple[str, ...]) -> bool:
    lex = lexicon()
    if name in lex.place_names:
        return True
    return name in lex.offices
