"""What a reader corrects by hand: data beside the articles, applied to the frames after the models."""

from broadsheet.corrections.apply_copies import (
    correct_copies,
    correct_pairs,
    mark_clusters,
    still_together,
)
from broadsheet.corrections.apply_dates import correct_dates
from broadsheet.corrections.apply_events import correct_events
from broadsheet.corrections.apply_quotes import correct_quotes
from broadsheet.corrections.correction import (
    Correction,
    CorrectionError,
    check_correction,
    kinds,
)
from broadsheet.corrections.file import (
    CORRECTIONS_FILE,
    add_corrections,
    read_corrections,
    write_corrections,
)
from broadsheet.corrections.merge import find_conflicts, merge_corrections
from broadsheet.corrections.outcome import Outcome
from broadsheet.corrections.pin import pin_corrections
from broadsheet.corrections.places import Texts
from broadsheet.corrections.speakers import corrected_genders, outcomes_of_genders
from broadsheet.corrections.study import (
    StudyCorrections,
    find_corrections,
    no_longer_fit,
)

__all__ = [
    "CORRECTIONS_FILE",
    "Correction",
    "CorrectionError",
    "Outcome",
    "StudyCorrections",
    "Texts",
    "add_corrections",
    "check_correction",
    "correct_copies",
    "correct_dates",
    "correct_events",
    "correct_pairs",
    "correct_quotes",
    "corrected_genders",
    "find_conflicts",
    "find_corrections",
    "kinds",
    "mark_clusters",
    "merge_corrections",
    "no_longer_fit",
    "outcomes_of_genders",
    "pin_corrections",
    "read_corrections",
    "still_together",
    "write_corrections",
]
