"""Where in the tokens temporal expressions stand.

What is done to every token is done on arrays: each distinct token is looked up in the grammar once, and runs
of known words that hold no trigger ("of the") are dropped. What is left, a few words in a hundred, is
matched as strings, each distinct string once.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .grammar import Candidate, Field, load
from .lexicon import Atoms
from .names_of_things import NameFilter
from .view import Match, Readings, TokenView

ISLANDS_REMEMBERED = 1 << 14
APOSTROPHES = ("'", "’", "‘")


class Piece(NamedTuple):
    """A part of a token: its row, its first and last character within the token, and its word."""

    row: int
    start: int
    end: int
    word: str


def find_matches(view: TokenView, texts: list[str]) -> Iterator[Match]:
    """Every place where a rule of the grammar applies, in reading order."""
    lexicon = load().lexicon
    atoms = [lexicon.atoms(word) for word in view.words]
    letters_of_words = [token.letters for token in atoms]
    chooser = _Chooser(view, texts)
    for first, last in _islands(view, atoms):
        codes = view.code_list[first:last]
        letters = "".join([letters_of_words[code] for code in codes])
        candidates = _candidates(letters)
        if any(candidates):
            tokens = [atoms[code] for code in codes]
            pieces = _pieces(tokens, first)
            yield from chooser.choose(candidates, pieces)


class _Placed(NamedTuple):
    """A match, and the part of its island that follows it."""

    match: Match
    stop: int


class _Chooser:
    """Chooses, place by place, the longest candidate that its guard lets pass."""

    def __init__(self, view: TokenView, texts: list[str]) -> None:
        self.view = view
        self.texts = texts
        self.guards = load().guards
        self.names = NameFilter(view)

    def choose(
        self, candidates: list[list[Candidate]], pieces: list[Piece]
    ) -> Iterator[Match]:
        """The matches of an island."""
        position = 0
        while position < len(pieces):
            placed = self._longest(candidates[position], pieces, position)
            if placed is None:
                position += 1
                continue
            position = placed.stop
            if self._is_date(placed.match):
                yield placed.match

    def _longest(
        self, candidates: list[Candidate], pieces: list[Piece], position: int
    ) -> "_Placed | None":
        """The first of the candidates at a place that is not refused: they come longest first."""
        for candidate in candidates:
            match = _place(candidate, pieces, position, self.view)
            if not self.is_refused(match):
                return _Placed(match, candidate.end)
        return None

    def _is_date(self, match: Match) -> bool:
        """Whether a match is no phrase that is found so that it is passed over, and no name."""
        if match.rule.op == "none":
            return False
        return not self.names.is_name(match)

    def is_refused(self, match: Match) -> bool:
        """Whether a shorter candidate may have the place instead."""
        if self.names.is_persons_name(match):
            return True
        guard = match.rule.guard
        if not guard:
            return False
        article = self.view.article[match.first]
        context = self.view.around(match, self.texts[article])
        return not self.guards[guard].allows(context)


def _pieces(tokens: list[Atoms], first: int) -> list[Piece]:
    """The parts of an island's tokens, from a row on."""
    pieces = []
    for row, token in enumerate(tokens, first):
        for start, end, word in token.parts:
            piece = Piece(row, start, end, word)
            pieces.append(piece)
    return pieces


def _place(
    candidate: Candidate, pieces: list[Piece], position: int, view: TokenView
) -> Match:
    """The candidate as a match in the tokens."""
    opening = pieces[position]
    closing = pieces[candidate.end - 1]
    return Match(
        rule=candidate.rule,
        first=opening.row,
        last=closing.row + 1,
        start=int(view.start[opening.row]) + opening.start,
        end=int(view.start[closing.row]) + closing.end,
        fields=_read_words(candidate.fields, pieces),
    )


def _read_words(fields: list[Field], pieces: list[Piece]) -> Readings:
    words: Readings = {}
    for field in fields:
        of_field = pieces[field.start : field.end]
        written = [piece.word for piece in of_field]
        reading = (field.table, written)
        readings = words.setdefault(field.name, [])
        readings.append(reading)
    return words


def _islands(view: TokenView, atoms: list[Atoms]) -> list[tuple[int, int]]:
    """Runs of words the grammar knows, within a sentence, that hold at least one trigger."""
    known = [token.letters.strip() != "" for token in atoms]
    triggers = [token.trigger for token in atoms]
    inside = _of_tokens(known, view)
    trigger = _of_tokens(triggers, view)
    trigger |= _short_years(view)
    trigger &= inside
    begin, end = _edges(inside, view)
    island = np.cumsum(begin)
    wanted = np.unique(island[trigger]) - 1
    firsts = _rows(begin, wanted)
    lasts = _rows(end, wanted)
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]


def _edges(inside: np.ndarray, view: TokenView) -> tuple[np.ndarray, np.ndarray]:
    """Which tokens are the first and the last of a run within a sentence."""
    heads_sentence = np.zeros(len(inside), dtype=bool)
    sentences = view.sentences[:-1]
    heads_sentence[sentences] = True
    goes_on = np.zeros(len(inside), dtype=bool)
    goes_on[1:] = inside[:-1]
    goes_on[heads_sentence] = False
    begin = inside & ~goes_on
    end = inside & ~_followed(inside & goes_on)
    return begin, end


def _of_tokens(of_words: list[bool], view: TokenView) -> np.ndarray:
    """What is so of each token, from what is so of each word."""
    flags = np.array(of_words, dtype=bool)
    return flags[view.codes]


def _short_years(view: TokenView) -> np.ndarray:
    """Which tokens are the apostrophe of a year of two figures: '96."""
    marks = [word in APOSTROPHES for word in view.words]
    short = [_is_short_year(word) for word in view.words]
    is_mark = _of_tokens(marks, view)
    is_short = _of_tokens(short, view)
    next_starts = view.start[1:]
    is_touching = np.zeros(len(is_mark), dtype=bool)
    is_touching[:-1] = view.end[:-1] == next_starts
    is_mark &= is_touching
    is_mark &= _followed(is_short)
    return is_mark


def _rows(flags: np.ndarray, wanted: np.ndarray) -> list[int]:
    """The rows of those flags that are wanted, by their number."""
    rows = np.flatnonzero(flags)
    chosen = rows[wanted]
    return chosen.tolist()


def _is_short_year(word: str) -> bool:
    """Whether a word is two figures, as in '96."""
    if len(word) != 2:
        return False
    return word.isdigit()


def _followed(is_wanted: np.ndarray) -> np.ndarray:
    """Whether each token is followed by one of the wanted tokens."""
    is_followed = np.zeros(len(is_wanted), dtype=bool)
    is_followed[:-1] = is_wanted[1:]
    return is_followed


@lru_cache(maxsize=ISLANDS_REMEMBERED)
def _candidates(letters: str) -> list[list[Candidate]]:
    """Candidates in an island; short ones recur, so they are remembered."""
    grammar = load()
    return grammar.candidates(letters)
