"""Where in the tokens temporal expressions stand.

What is done to every token is done on arrays: each distinct token is looked up in the grammar once, and runs
of known words that hold no trigger ("of the") are dropped. What is left, a few words in a hundred, is
matched as strings, each distinct string once.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .grammar import Atoms, Candidate, Field, load
from .names_of_things import NameFilter
from .view import Match, TokenView

ISLANDS_REMEMBERED = 1 << 14


class Piece(NamedTuple):
    """A part of a token: its row, its first and last character within the token, and its word."""

    row: int
    start: int
    end: int
    word: str


def find_matches(view: TokenView, texts: list[str]) -> Iterator[Match]:
    """Every place where a rule of the grammar applies, in reading order."""
    grammar = load()
    atoms = [grammar.atoms(word) for word in view.words]
    chooser = _Chooser(view, texts)
    for first, last in _islands(view, atoms):
        tokens = [atoms[code] for code in view.code_list[first:last]]
        letters = "".join([token.letters for token in tokens])
        candidates = _candidates(letters)
        if any(candidates):
            yield from chooser.choose(candidates, _pieces(tokens, first))


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
            stop = position + 1
            for candidate in candidates[position]:
                match = _place(candidate, pieces, position, self.view)
                if self.is_refused(match):
                    continue
                if match.rule.op != "none" and not self.names.is_name(match):
                    yield match
                stop = candidate.end
                break
            position = stop

    def is_refused(self, match: Match) -> bool:
        """Whether a shorter candidate may have the place instead."""
        if self.names.is_persons_name(match):
            return True
        if not match.rule.guard:
            return False
        text = self.texts[self.view.article[match.first]]
        context = self.view.around(match, text)
        return not self.guards[match.rule.guard].allows(context)


def _pieces(tokens: list[Atoms], first: int) -> list[Piece]:
    """The parts of an island's tokens, from a row on."""
    pieces = []
    for row, token in enumerate(tokens, first):
        for start, end, word in token.parts:
            pieces.append(Piece(row, start, end, word))
    return pieces


def _place(
    candidate: Candidate, pieces: list[Piece], position: int, view: TokenView
) -> Match:
    """The candidate as a match in the tokens."""
    opening = pieces[position]
    closing = pieces[candidate.end - 1]
    start = int(view.start[opening.row]) + opening.start
    end = int(view.start[closing.row]) + closing.end
    fields = _read_words(candidate.fields, pieces)
    return Match(candidate.rule, opening.row, closing.row + 1, start, end, fields)


def _read_words(
    fields: list[Field], pieces: list[Piece]
) -> dict[str, list[tuple[str, list[str]]]]:
    words: dict[str, list[tuple[str, list[str]]]] = {}
    for field in fields:
        written = [piece.word for piece in pieces[field.start : field.end]]
        readings = words.setdefault(field.name, [])
        readings.append((field.table, written))
    return words


def _islands(view: TokenView, atoms: list[Atoms]) -> list[tuple[int, int]]:
    """Runs of words the grammar knows, within a sentence, that hold at least one trigger."""
    is_word = np.array([token.letters.strip() != "" for token in atoms], dtype=bool)
    is_trigger = np.array([token.trigger for token in atoms], dtype=bool)
    inside = is_word[view.codes]
    fresh = np.zeros(len(inside), dtype=bool)
    fresh[view.sentences[:-1]] = True
    goes_on = _followed(inside) & ~_followed(fresh)  # the token after is of it too
    end = inside & ~goes_on
    is_inside_before = np.append(False, inside[:-1])
    begin = inside & (fresh | ~is_inside_before)
    island = np.cumsum(begin)
    trigger = is_trigger[view.codes] | _short_years(view)
    with_trigger = island[trigger & inside]
    wanted = np.unique(with_trigger) - 1
    firsts = np.flatnonzero(begin)[wanted]
    lasts = np.flatnonzero(end)[wanted] + 1
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _short_years(view: TokenView) -> np.ndarray:
    """Which tokens are the apostrophe of a year of two figures: '96."""
    is_mark = np.array([word in ("'", "’", "‘") for word in view.words], dtype=bool)
    are_short = [len(word) == 2 and word.isdigit() for word in view.words]
    is_short = np.array(are_short, dtype=bool)
    next_short = _followed(is_short[view.codes])
    is_touching = view.end[:-1] == view.start[1:]
    touches = np.append(is_touching, False)[: len(view.codes)]
    return is_mark[view.codes] & next_short & touches


def _followed(is_wanted: np.ndarray) -> np.ndarray:
    """Whether each token is followed by one of the wanted tokens."""
    following = np.append(is_wanted[1:], False)
    return following[: len(is_wanted)]


@lru_cache(maxsize=ISLANDS_REMEMBERED)
def _candidates(letters: str) -> list[list[Candidate]]:
    """Candidates in an island; short ones recur, so they are remembered."""
    return load().candidates(letters)
