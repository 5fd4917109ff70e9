"""Cut a run of proper words into names: "US Secretary of State Antony Blinken" is a place and a person.

The run is first freed of letters behind it, then of the titles before the name; what is left is
named by ordered rules (`KIND_RULES`): the first that holds gives the kind, and none where the name
alone does not tell.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lexicon import Lexicon, bare, lexicon
from .runs import CLOSING_QUOTES, OPENING_QUOTES
from .traits import is_letters

HYPHENATED = re.compile(r"[a-z.]+-[a-z.-]+$")
INITIALS = re.compile(r"(?:[a-z]\.){1,3}|[a-z]")
LONGEST = 16  # words of a name; what is longer is a list or a headline
ACRONYM = range(2, 7)  # letters of a word in capitals that is a body's: "NBS", "UNICEF"


@dataclass(frozen=True)
class Piece:
    """A name within a run of tokens, from `low` to `high`, and what it tells by itself.

    `key` is the folded name, hyphens apart; `kind` is empty where the name alone does not tell, and
    "weak" if it is none unless somebody bears it; `title` is the last title before it; `gender` what the
    titles tell; `alias` a nickname in marks; `rare` how many of its words are never written small.
    """

    low: int
    high: int
    key: tuple[str, ...]
    display: str
    kind: str
    title: str = ""
    gender: str = ""
    alias: str = ""
    rare: int = 0


@dataclass(slots=True)
class Run:
    """The words of a run, folded and as written, and a part of it."""

    folded: tuple[str, ...]
    words: tuple[str, ...]
    low: int
    high: int
    titles: tuple[str, ...] = ()

    def part(self, low: int, high: int, titles: Sequence[str] = ()) -> "Run":
        """Return another part of the same run."""
        return Run(self.folded, self.words, low, high, tuple(titles))

    @property
    def name(self) -> tuple[str, ...]:
        """Return the folded words of the part."""
        return self.folded[self.low : self.high]

    def __len__(self) -> int:
        return self.high - self.low


def cut_run(folded: Sequence[str], words: Sequence[str]) -> list[Piece]:
    """Cut a run into the names that it holds."""
    lex = lexicon()
    run = Run(tuple(folded), tuple(words), 0, len(folded))
    if len(run) == 1 and _perhaps_a_name(run, lex):
        return [_piece(run, "weak")]
    run = _without_letters(run, lex)
    if run.name in lex.body_names or _ends_as_body(run, lex):
        return [_piece(run, "organisation")]
    heads = _title_heads(run, lex)
    if not heads:
        return _names_in(run)
    return _names_with_titles(run, heads, lex)


def _perhaps_a_name(run: Run, lex: Lexicon) -> bool:
    """Say whether a single word is a name only where somebody bears it: "King", "German", "KC"."""
    (word,) = run.name
    letters = is_letters(word, run.words[0]) and run.name not in lex.place_names | lex.body_names
    listed = lex.surname_titles | lex.words["demonyms"] | lex.words["doubtful"]
    return letters or bare(word) in listed


def _without_letters(run: Run, lex: Lexicon) -> Run:
    """Leave out letters behind a name of two words or more: "Harriet Lowther KC"."""
    high = run.high
    while high - run.low > 1 and is_letters(run.folded[high - 1], run.words[high - 1]):
        high -= 1
    rest = run.part(run.low, high)
    only_titles = all(lex.is_title(word) for word in rest.name)
    shouted = all(word.isupper() for word in run.words)
    if high < run.high and shouted and not lex.is_title(run.folded[0]):
        return run
    return run if only_titles else rest


def _ends_as_body(run: Run, lex: Lexicon) -> bool:
    """Say whether the last word is what bodies are called, and not somebody's family name."""
    last = run.name[-1]
    if last not in lex.body_heads:
        return False
    borne = last in lex.family_names and len(run) in (2, 3)
    return not (borne and (_has_given_name(run, lex) or bare(run.name[0]) in lex.honorifics))


def _has_given_name(run: Run, lex: Lexicon) -> bool:
    first = run.name[0]
    return lex.is_given(first) and (first,) not in lex.place_names


def _title_heads(run: Run, lex: Lexicon) -> list[int]:
    """Find the words of the run that are titles of what follows them."""
    heads = {i for i in range(run.low, run.high) if _is_head(run, i, lex)}
    for size in (2, 3):
        for low in range(run.low, run.high - size + 1):
            phrase = tuple(bare(word) for word in run.folded[low : low + size])
            if phrase in lex.title_phrases:
                heads.update(range(low, low + size))
    return sorted(heads)


def _is_head(run: Run, i: int, lex: Lexicon) -> bool:
    """Say whether a word is a title here rather than a part of a name."""
    word = bare(run.folded[i])
    if word not in lex.titles:
        return False
    if word not in lex.surname_titles:
        return True
    previous = run.folded[i - 1] if i > run.low else ""
    borne = bare(previous) in lex.honorifics or _is_name_part(previous, lex)
    if i + 1 >= run.high:
        alone = all(lex.is_title(w) or w in lex.modifiers for w in run.folded[run.low : i])
        return alone and not borne
    given_name_too = word in lex.first_names and word not in lex.kept_titles
    following = run.folded[i + 1]
    if following == "of":
        return True
    if given_name_too and not (lex.is_given(following) and i + 2 < run.high):
        return False
    return not borne


def _is_name_part(word: str, lex: Lexicon) -> bool:
    """Say whether a word before a title shows that the title is a family name: "Alan", "J."."""
    initial = bool(word) and INITIALS.fullmatch(word) is not None
    return initial or (word in lex.first_names and not lex.is_title(word))


def _names_with_titles(run: Run, heads: list[int], lex: Lexicon) -> list[Piece]:
    """Name what stands before the titles, what an office is of, and who bears the titles."""
    low = heads[0]
    start = heads[-1] + 1
    while low > run.low and run.folded[low - 1] in lex.modifiers | lex.words["demonyms"]:
        low -= 1
    found = _names_in(run.part(run.low, low))
    titles = run.folded[heads[0] : start]
    if start < run.high and run.folded[start] in ("of", "to", "for"):
        office = start + 1
        if run.folded[office : office + 1] == ("the",) and office + 1 < run.high:
            office += 1
        end = _end_of_office(run, office, lex)
        if end is None:
            return found + _names_in(run.part(office, run.high))
        if run.folded[office:end] in lex.place_names:
            found += _names_in(run.part(office, end))
        start = end
    return found + _names_in(run.part(start, run.high, titles))


def _end_of_office(run: Run, start: int, lex: Lexicon) -> int | None:
    """Find where the name begins after "Secretary of …", if one follows at all."""
    for size in (5, 4, 3, 2, 1):
        office = run.folded[start : start + size]
        if len(office) == size and (office in lex.offices or office in lex.place_names):
            return start + size
    for i in range(start + 1, run.high - 1):
        if lex.is_given(run.folded[i]) and run.folded[i - 1] not in ("of", "and", "the", "for"):
            return i
    return None


def _names_in(run: Run) -> list[Piece]:
    """Return what is named in a part of a run, without the nationality before it."""
    lex = lexicon()
    run = _without_edges(run, lex)
    if not len(run) or _says_nothing(run, lex):
        return []
    cut = _place_within(run, lex)
    if cut:
        place = _names_in(run.part(run.low, run.low + cut))
        return place + _names_in(run.part(run.low + cut, run.high, run.titles))
    kind = _kind(run, lex)
    if len(run) == 1 and run.titles and run.titles[-1] in lex.kept_titles:
        run = run.part(run.low - 1, run.high, run.titles)
    return [_piece(run, kind)]


def _without_edges(run: Run, lex: Lexicon) -> Run:
    """Leave out joiners, modifiers and nationalities before a name, and a people after it."""
    low, high, demonyms = run.low, run.high, lex.words["demonyms"]
    while low < high and (run.folded[low] in lex.words["joiners"] or run.folded[low] in lex.modifiers):
        low += 1
    if high - low > 2 and (run.folded[low],) in lex.place_names and run.folded[low + 1] in demonyms:
        low += 2
    while high - low > 1 and _is_adjective(run.folded[low], lex):
        if run.folded[low:high] in lex.place_names:
            break
        low += 1
    # "Senate Republicans": the people are no part of the name
    while high - low > 1 and run.folded[high - 1] in demonyms and run.folded[high - 1].endswith("s"):
        high -= 1
    while high > low and run.words[high - 1] in OPENING_QUOTES + CLOSING_QUOTES:
        high -= 1
    return run.part(low, high, run.titles)


def _says_nothing(run: Run, lex: Lexicon) -> bool:
    """Say whether a part holds only titles, nationalities and points of the compass, or one letter."""
    if len(run) == 1 and len(run.name[0].strip(".'")) < 2:
        return True
    return not run.titles and all(_is_idle(word, lex) for word in run.name)


def _is_idle(word: str, lex: Lexicon) -> bool:
    title = lex.is_title(word) and bare(word) not in lex.surname_titles
    return title or word in lex.place_starts or _is_adjective(word, lex)


def _place_within(run: Run, lex: Lexicon) -> int:
    """Find where to cut "Finland Robert Pence" or "Council Russia"; 0 where there is nothing to cut."""
    name = run.name
    if name in lex.place_names or "of" in name or len(name) < 2:
        return 0
    for size in (3, 2, 1):
        named = len(name) > size + 1 and name[size] in lex.first_names
        if named and name[:size] in lex.place_names | lex.offices:
            return size
    last = (name[-1],) in lex.place_names
    person = run.titles or lex.is_given(name[0]) or name[0] in lex.place_starts
    return len(name) - 1 if last and not person else 0


def _is_adjective(word: str, lex: Lexicon) -> bool:
    """Say whether a word is a nationality or the like: "Norwegian", "US-led", "Kenyan-born"."""
    demonyms = lex.words["demonyms"]
    if word in demonyms:
        return True
    if not HYPHENATED.match(word):
        return False
    parts = word.split("-")
    return (parts[0],) in lex.place_names or parts[0] in demonyms or parts[-1] in demonyms


# What a name tells by itself


def _is_place(run: Run, lex: Lexicon) -> bool:
    return run.name in lex.place_names and not run.titles


def _is_known_body(run: Run, lex: Lexicon) -> bool:
    """Say whether a body is listed, or called one before "of": "Bank of Ghana"."""
    name = run.name
    called = [word for word, following in pairwise(name) if following in ("of", "for")]
    return name in lex.body_names or any(word in lex.body_heads for word in called)


def _is_called_a_body(run: Run, lex: Lexicon) -> bool:
    if run.titles:
        return False
    couple = {run.name[0], run.name[min(2, len(run) - 1)]} <= set(lex.first_names)
    firm = "&" in run.name and not couple  # "Marks & Spencer"
    return firm or _ends_as_body(run, lex) or not lex.body_words.isdisjoint(run.name)


def _is_person(run: Run, lex: Lexicon) -> bool:
    """Say whether a title, an initial or a given name that is common shows a person."""
    first = run.name[0]
    initial = len(run) > 1 and INITIALS.fullmatch(first) and (first,) not in lex.place_names
    return bool(run.titles or initial or (first in lex.first_names and not _is_landmark(run, lex)))


def _is_landmark(run: Run, lex: Lexicon) -> bool:
    name = run.name
    given = "-" in name[0] and name[-1] in lex.words["family_first"]  # "Ji-yeon Park"
    return len(name) > 1 and not given and (name[-1] in lex.place_heads or name[0] in lex.place_starts)


def _is_landmark_only(run: Run, lex: Lexicon) -> bool:
    return _is_landmark(run, lex) and run.name[0] not in lex.first_names


def _is_acronym(run: Run, lex: Lexicon) -> bool:
    word = run.words[run.low]
    return len(run) == 1 and word.isupper() and word.isalpha() and len(word) in ACRONYM


KIND_RULES: list[tuple[Callable[[Run, Lexicon], bool], str]] = [
    (_is_place, "place"),
    (_is_known_body, "organisation"),
    (_is_called_a_body, "organisation"),
    (_is_person, "person"),
    (_is_landmark_only, "place"),
    (_is_acronym, "organisation"),
]


def _kind(run: Run, lex: Lexicon) -> str:
    return next((kind for holds, kind in KIND_RULES if holds(run, lex)), "")


def _piece(run: Run, kind: str) -> Piece:
    """Make the piece of a part of a run, a nickname in marks apart."""
    lex = lexicon()
    marks = [i for i in range(run.low, run.high) if run.words[i] in OPENING_QUOTES + CLOSING_QUOTES]
    inside = range(marks[0], marks[-1] + 1) if len(marks) > 1 else range(0)
    kept = [i for i in range(run.low, run.high) if i not in inside]
    key = [part for i in kept for part in run.folded[i].split("-") if part]
    titles = [bare(word) for word in run.titles]
    title = next((word for word in reversed(run.titles) if lex.is_title(word)), "")
    return Piece(
        low=run.low,
        high=run.high,
        key=tuple(key[-LONGEST:]),
        display=" ".join(_in_title_case(run, run.words[i]) for i in kept),
        kind=kind,
        title=title,
        gender=gender_of_titles(titles),
        alias=run.folded[inside[1]] if inside else "",
    )


def _in_title_case(run: Run, word: str) -> str:
    """Write a name in capitals behind a title as names are: "MR. O'DONOGHUE"."""
    if not run.titles or not all(title.isupper() for title in run.words[: run.low] if title.isalpha()):
        return word
    if not word.isupper() or len(word) < 4:
        return word
    return re.sub(r"\w+", lambda match: match.group().capitalize(), word)


def gender_of_titles(titles: Sequence[str]) -> str:
    """Return the gender that titles tell, or nothing.

    >>> gender_of_titles(["sir"]), gender_of_titles(["dr"])
    ('male', '')
    """
    lex = lexicon()
    if not lex.female_titles.isdisjoint(titles):
        return "female"
    return "male" if not lex.male_titles.isdisjoint(titles) else ""
