"""The frames of a corpus after the corrections of its readers, and what became of each correction.

Models never see a correction: what they find is cached as it is, so that a new correction costs no new
analysis, and whatever follows from a corrected frame (people, events, clusters) is made anew from it.
"""

from abc import abstractmethod
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.corrections import (
    Correction,
    Outcome,
    StudyCorrections,
    Texts,
    add_corrections,
    correct_copies,
    correct_dates,
    correct_events,
    correct_pairs,
    correct_quotes,
    corrected_genders,
    mark_clusters,
    outcomes_of_genders,
    pin_corrections,
    still_together,
)
from broadsheet.errors import BroadsheetError
from broadsheet.outlets import compare_outlets, related_pairs
from broadsheet.quotes import people
from broadsheet.store import Cache
from broadsheet.text import tokenize

# What is made anew when a correction is added.
DEPENDENT = (
    *("study_corrections", "corrections", "quotes", "people", "dates", "events"),
    *("copies", "clusters", "overlaps", "_corrected_cache", "_corrected_quotes"),
    *("_corrected_dates", "_corrected_events", "_corrected_copies"),
)


class CorrectedFrames:
    """Quotes, people, dates, events, copies, clusters and overlaps, as corrected."""

    corrections_path: Path | None
    catalogue: Any
    articles: Any
    tokens: Any
    compared: Any

    # What the analysis found, of which a corpus knows how to get it.

    @abstractmethod
    def found(self, name: str) -> pd.DataFrame: ...

    @abstractmethod
    def texts(self, ids: Iterable[str]) -> pd.DataFrame: ...

    @abstractmethod
    def _cache_with(self, further: str) -> Cache: ...

    @abstractmethod
    def _found_quotes(self) -> pd.DataFrame: ...

    @abstractmethod
    def _found_people(self) -> pd.DataFrame: ...

    @abstractmethod
    def _found_dates(self) -> pd.DataFrame: ...

    @abstractmethod
    def _found_events(self) -> pd.DataFrame: ...

    @abstractmethod
    def _found_copies(self) -> pd.DataFrame: ...

    @abstractmethod
    def _found_clusters(self) -> pd.DataFrame: ...

    @abstractmethod
    def _found_overlaps(self) -> pd.DataFrame: ...

    @abstractmethod
    def _make_events(self, dates: pd.DataFrame) -> pd.DataFrame: ...

    @abstractmethod
    def _make_clusters(self, copies: pd.DataFrame) -> pd.DataFrame: ...

    @abstractmethod
    def _compared_tokens(self) -> pd.DataFrame: ...

    # The corrections

    @cached_property
    def study_corrections(self) -> StudyCorrections:
        """The corrections as their file has them."""
        return StudyCorrections.read(self.corrections_path)

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """The corrections, one row each, with what became of it: `status` and `reason`."""
        outcomes: dict[int, Outcome] = {}
        if self.study_corrections.change("quotes"):
            outcomes |= self._corrected_quotes.outcomes
        if self.study_corrections.change("dates"):
            outcomes |= self._corrected_dates[1]
        if self.study_corrections.change("events"):
            outcomes |= self._corrected_events[1]
        if self.study_corrections.change("copies"):
            outcomes |= self._corrected_copies[1]
            parted = still_together(self.clusters, self.study_corrections.by_row)
            outcomes |= {row: parted[row] for row in parted if not outcomes[row].reason}
        if self.study_corrections.change("people"):
            names = set(self.quotes["speaker"].dropna())
            outcomes |= outcomes_of_genders(self.study_corrections.by_row, names)
        return self.study_corrections.table(outcomes)

    @property
    def corrected_genders(self) -> dict[str, str]:
        """The genders that corrections give, by speaker."""
        return corrected_genders(self.study_corrections.by_row)

    def correct(self, *corrections: Correction) -> None:
        """Write corrections into the study's file, and let every frame have them from now on.

        Args:
            corrections: What is right; each replaces what the same kind said of the same thing before.

        Raises:
            BroadsheetError: where the corpus has no folder, a correction cannot be understood, or the file
                cannot be written.
        """
        if self.corrections_path is None:
            raise BroadsheetError(
                "These articles came from no file, so corrections have no place beside them; "
                'name one: open_corpus(frame, corrections="corrections.csv").'
            )
        add_corrections(self.corrections_path, corrections)
        self.forget_corrected()

    def pinned(self, corrections: Iterable[Correction]) -> list[Correction]:
        """Return corrections with the whole passage where somebody typed its first words only."""
        return pin_corrections(corrections, self.found, self._texts)

    def forget_corrected(self) -> None:
        """Read the corrections anew when a frame is next asked for."""
        for name in DEPENDENT:
            self.__dict__.pop(name, None)

    @cached_property
    def _corrected_cache(self) -> Cache:
        return self._cache_with(self.study_corrections.fingerprint)

    @property
    def _texts(self) -> Texts:
        return Texts(
            self.catalogue.index,
            lambda ids: self.texts(ids)["text"],
            lambda: self.articles["text"],
        )

    def _quoted_characters(self, article: str) -> np.ndarray:
        """Return which characters of an article stand in quotation marks."""
        rows = self.texts([article])
        tokens = tokenize(rows)
        quoted = tokens[tokens["quoted"]]
        mask = np.zeros(len(rows["text"].iloc[0]), dtype=bool)
        for start, end in zip(quoted["start"], quoted["end"], strict=True):
            mask[start:end] = True
        return mask

    # The frames

    @cached_property
    def _corrected_quotes(self) -> Any:
        return correct_quotes(
            self._found_quotes(),
            self.study_corrections.by_row,
            self._texts,
            self._quoted_characters,
        )

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """What `find_quotes` gives, as corrected."""
        quotes: pd.DataFrame = self._corrected_quotes.quotes
        return quotes

    @cached_property
    def people(self) -> pd.DataFrame:
        """What `people` gives for the corrected quotations."""
        changed = set(self.corrected_genders)
        if self.study_corrections.change("quotes"):
            rows = people(self.quotes, self.catalogue)
            changed |= set(
                self.quotes.loc[self.quotes["corrected"], "speaker"].dropna()
            )
        else:
            rows = self._found_people()
        return rows.assign(corrected=rows["speaker"].isin(changed).to_numpy(dtype=bool))

    @cached_property
    def _corrected_dates(self) -> tuple[pd.DataFrame, dict[int, Outcome]]:
        by_row = self.study_corrections.by_row
        return correct_dates(self._found_dates(), by_row, self._texts)

    @cached_property
    def dates(self) -> pd.DataFrame:
        """What `find_dates` gives, as corrected."""
        return self._corrected_dates[0]

    @cached_property
    def _corrected_events(self) -> tuple[pd.DataFrame, dict[int, Outcome]]:
        dates = None
        if self.study_corrections.change("dates"):
            dates = self.dates
            found = dates.drop(columns="corrected")
            events = self._corrected_cache.get(
                "events", lambda: self._make_events(found)
            )
        else:
            events = self._found_events()
        by_row = self.study_corrections.by_row
        return correct_events(events, by_row, self._texts, dates)

    @cached_property
    def events(self) -> pd.DataFrame:
        """What `build_timeline` gives for the study's questions and the corrected dates."""
        return self._corrected_events[0]

    @cached_property
    def _corrected_copies(self) -> tuple[pd.DataFrame, dict[int, Outcome]]:
        by_row = self.study_corrections.by_row
        return correct_copies(self._found_copies(), by_row, self.catalogue.index)

    @cached_property
    def copies(self) -> pd.DataFrame:
        """What `find_copies` gives, as corrected."""
        return self._corrected_copies[0]

    @cached_property
    def clusters(self) -> pd.DataFrame:
        """What `copy_clusters` gives for the corrected copies."""
        if self.study_corrections.change("copies"):
            clusters = self._make_clusters(self.copies)
        else:
            clusters = self._found_clusters()
        return mark_clusters(clusters, self.study_corrections.by_row)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """What `compare_outlets` gives for the corrected copies and quotations."""
        changes = self.study_corrections.change
        if not changes("copies") and not changes("quotes"):
            return self._found_overlaps()
        return self._corrected_cache.get("overlaps", self._compare)

    def _compare(self) -> pd.DataFrame:
        tokens = self._compared_tokens()
        pairs = None
        if self.study_corrections.change("copies"):
            found = related_pairs(self.compared, tokens)
            by_row = self.study_corrections.by_row
            pairs = correct_pairs(found, by_row, self.compared)
        return compare_outlets(self.compared, tokens, pairs, self.quotes)
