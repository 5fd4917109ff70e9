"""The corrections of a study: read once, applied frame by frame, and listed with what became of each."""

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from broadsheet.corrections.correction import Correction
from broadsheet.corrections.file import (
    CORRECTIONS_FILE,
    CorrectionsFile,
    corrections_csv,
    read_corrections,
)
from broadsheet.corrections.merge import find_conflicts
from broadsheet.corrections.outcome import APPLIED, FAILED, UNREADABLE, Outcome
from broadsheet.frames import conform


def find_corrections(source: Path) -> Path:
    """Return where the corrections of some articles stand: in their folder, or in that of their file."""
    folder = source if source.is_dir() else source.parent
    return folder / CORRECTIONS_FILE


@dataclass
class StudyCorrections:
    """The corrections of a study.

    Attributes:
        path: Their file, which need not be there; None where the articles came from no file.
        file: What stands in it.
    """

    path: Path | None = None
    file: CorrectionsFile = field(default_factory=CorrectionsFile)

    @classmethod
    def read(cls, path: Path | None) -> "StudyCorrections":
        """Read them from their file, if it is there."""
        if path is None:
            return cls()
        return cls(path, read_corrections(path))

    @property
    def by_row(self) -> dict[int, Correction]:
        """The corrections by the number of their row in the file."""
        return self.file.corrections

    @property
    def fingerprint(self) -> str:
        """A fingerprint of what they say; empty where there are none."""
        if not self.by_row:
            return ""
        text = corrections_csv(self.by_row.values())
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    def change(self, frame: str) -> bool:
        """Say whether any of them is about a frame."""
        return any(
            correction.about.frame == frame for correction in self.by_row.values()
        )

    def table(self, outcomes: dict[int, Outcome]) -> pd.DataFrame:
        """Return them as a frame, with what became of each.

        Args:
            outcomes: What became of each, by its row.
        """
        rows = []
        for number, correction in self.by_row.items():
            rows.append(
                {"row": number, **asdict(correction), **_status(number, outcomes)}
            )
        for bad in self.file.bad_rows:
            nothing = dict.fromkeys(asdict(Correction("")), "")
            status = {"status": UNREADABLE, "reason": bad.reason}
            rows.append(
                {"row": bad.number, **nothing, "start": None, "end": None, **status}
            )
        columns = ["row", *asdict(Correction("")), "status", "reason"]
        table = pd.DataFrame(rows, columns=columns)
        return conform(table.sort_values("row", ignore_index=True), "corrections")

    def contradictions(self) -> list[str]:
        """Return a sentence for each row that contradicts an earlier one of the file."""
        return [str(conflict) for conflict in find_conflicts(self.by_row.values())]


def _status(number: int, outcomes: dict[int, Outcome]) -> dict[str, str]:
    outcome = outcomes.get(number, Outcome(APPLIED))
    return {"status": outcome.status, "reason": outcome.reason}


def no_longer_fit(table: pd.DataFrame) -> pd.DataFrame:
    """Return the corrections that changed nothing, though somebody meant them to.

    Args:
        table: What `Corpus.corrections` is.
    """
    return table[table["status"].isin(FAILED)].reset_index(drop=True)
