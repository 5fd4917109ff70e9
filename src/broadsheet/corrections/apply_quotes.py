"""Corrections of quotations and speakers, applied to the quotes frame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.corrections.correction import NOBODY, Correction, squeeze
from broadsheet.corrections.outcome import (
    NOT_NEEDED,
    Outcome,
    applied,
    overruled,
    unfit,
)
from broadsheet.corrections.pieces import Content, NoContent, find_content
from broadsheet.corrections.places import NoPlace, Texts, find_place
from broadsheet.corrections.rows import Rows, choose_row
from broadsheet.corrections.speakers import speakers_of

CORRECTED = "corrected"  # what `rule` and `speaker_rule` say of a corrected row
PARTS = ("cue_start", "source_start"), ("cue_end", "source_end")

QuotedMask = Callable[[str], np.ndarray]


@dataclass
class CorrectedQuotes:
    """Quotations after their corrections.

    Attributes:
        quotes: The frame, with a column `corrected`.
        outcomes: What became of each correction, by its row in the file.
    """

    quotes: pd.DataFrame
    outcomes: dict[int, Outcome]


def correct_quotes(
    quotes: pd.DataFrame,
    corrections: dict[int, Correction],
    texts: Texts,
    quoted: QuotedMask,
) -> CorrectedQuotes:
    """Apply the corrections of quotations and of speakers.

    Quotations are corrected first; what is said of a speaker then holds for corrected rows too.

    Args:
        quotes: What `find_quotes` returns.
        corrections: Corrections by their row in the file, those of other frames among them.
        texts: The texts of the articles.
        quoted: Returns for an article which of its characters stand in quotation marks.
    """
    of_quotes = {
        number: correction
        for number, correction in corrections.items()
        if correction.about.frame == "quotes" and correction.about.place
    }
    texts.prepare([correction.article for correction in of_quotes.values()])
    editor = _Editor(quotes, texts, quoted)
    outcomes = {
        number: editor.correct(number, correction)
        for number, correction in of_quotes.items()
    }
    outcomes |= editor.overruled
    corrected, of_speakers = speakers_of(editor.result(), corrections)
    return CorrectedQuotes(corrected, outcomes | of_speakers)


class _Editor:
    """The quotes frame while it is being corrected."""

    def __init__(self, quotes: pd.DataFrame, texts: Texts, quoted: QuotedMask) -> None:
        self.found = quotes
        self.rows = Rows.of(quotes)
        self.texts = texts
        self.quoted = quoted
        self.changes: dict[int, dict[str, Any]] = {}
        self.removed: set[int] = set()
        self.applied: dict[int, dict[int, Correction]] = {}
        self.overruled: dict[int, Outcome] = {}

    def correct(self, number: int, correction: Correction) -> Outcome:
        """Note what a correction changes, and return what became of it."""
        try:
            place = find_place(correction, self.texts)
            candidates = self.rows.at(place)
            if not len(candidates):
                return self._nothing_there(correction)
            row = choose_row(candidates, self.found, correction)
            changes = self._changes(row, correction, place.article)
        except (NoPlace, NoContent) as problem:
            return unfit(str(problem))
        self._overrule(row, number, correction)
        if changes is None:
            self.removed.add(row)
        else:
            self.removed.discard(row)
            self.changes.setdefault(row, {}).update(changes)
        return applied(place.moved)

    def _overrule(self, row: int, number: int, correction: Correction) -> None:
        """Note which earlier corrections of a row this one contradicts: it holds in their place."""
        before = self.applied.setdefault(row, {})
        for earlier, other in before.items():
            same_kind = other.kind == correction.kind
            either_removes = other.about.removes or correction.about.removes
            differs = (other.kind, other.value) != (correction.kind, correction.value)
            if differs and (same_kind or either_removes):
                self.overruled[earlier] = overruled(number)
        before[number] = correction

    @staticmethod
    def _nothing_there(correction: Correction) -> Outcome:
        if correction.about.removes:
            return Outcome(NOT_NEEDED, "no quotation is found there now")
        return unfit("no quotation is found there now")

    def _changes(
        self, row: int, correction: Correction, article: str
    ) -> dict[str, Any] | None:
        """Return the new values of a row's cells; None where the row is to go."""
        if correction.about.removes:
            return None
        if correction.kind == "speaker":
            return self._speaker(correction.value)
        text = self.texts.get(article) or ""
        near = int(self.rows.start[row])
        content = find_content(correction.value, text, near)
        return self._content(row, content, self.quoted(article))

    def _speaker(self, name: str) -> dict[str, Any]:
        """Return the cells of another speaker, with the kind and role that the coverage gives them."""
        changes: dict[str, Any] = {"speaker_rule": CORRECTED, "speaker_score": 1.0}
        if name == NOBODY:
            return changes | {"speaker": None, "speaker_kind": None, "role": None}
        same = self.found[self.found["speaker"].astype(object) == name]
        kind = _commonest(same["speaker_kind"]) or guess_kind(name)
        role = _commonest(same["role"])
        return changes | {"speaker": name, "speaker_kind": kind, "role": role}

    def _content(
        self, row: int, content: Content, quoted: np.ndarray
    ) -> dict[str, Any]:
        cells = self.found.iloc[row]
        starts = [content.start, *(cells[name] for name in PARTS[0])]
        ends = [content.end, *(cells[name] for name in PARTS[1])]
        return {
            "content": content.text,
            "pieces": [list(piece) for piece in content.pieces],
            "kind": content.kind(quoted),
            "start": min(int(start) for start in starts if pd.notna(start)),
            "end": max(int(end) for end in ends if pd.notna(end)),
            "rule": CORRECTED,
            "score": 1.0,
        }

    def result(self) -> pd.DataFrame:
        """Return the corrected frame, with a column that says which rows were corrected."""
        quotes = self.found.assign(corrected=False)
        if self.changes:
            quotes = _with_changes(quotes, self.changes)
        if self.removed:
            quotes = quotes.drop(index=quotes.index[list(self.removed)])
        if self.changes or self.removed:
            quotes = quotes.reset_index(drop=True)
        return quotes


def _with_changes(
    quotes: pd.DataFrame, changes: dict[int, dict[str, Any]]
) -> pd.DataFrame:
    """Return the frame with other values in some cells."""
    columns: dict[str, dict[int, Any]] = {"corrected": dict.fromkeys(changes, True)}
    for row, cells in changes.items():
        for name, value in cells.items():
            columns.setdefault(name, {})[row] = value
    changed = {
        name: replace_cells(quotes[name], cells) for name, cells in columns.items()
    }
    return quotes.assign(**changed)


def replace_cells(values: pd.Series, cells: dict[int, Any]) -> pd.Series:
    """Return a column with other values at some positions; a category takes up new values.

    >>> replace_cells(pd.Series(["a", "b"], dtype="category"), {1: "c"}).tolist()
    ['a', 'c']
    """
    objects = values.astype(object).tolist()
    for row, value in cells.items():
        objects[row] = value
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return pd.Series(objects, values.index, dtype=values.dtype)
    categories = list(values.cat.categories)
    for value in cells.values():
        if value is not None and value not in categories:
            categories.append(value)
    return pd.Series(pd.Categorical(objects, categories), values.index)


def _commonest(values: pd.Series) -> str | None:
    counts = values.dropna().astype(object).value_counts()
    if len(counts):
        return str(counts.index[0])
    return None


def guess_kind(name: str) -> str:
    """Guess what a new speaker is from how the name is written, until a correction says more.

    >>> guess_kind("Ann Lee"), guess_kind("a senior official"), guess_kind("analysts")
    ('person', 'unnamed', 'group')
    """
    words = squeeze(name).split()
    if not words:
        return "unnamed"
    if words[0] in ("a", "an", "one"):
        return "unnamed"
    if words[-1][:1].isupper():
        return "person"
    if words[-1].endswith("s"):
        return "group"
    return "unnamed"
