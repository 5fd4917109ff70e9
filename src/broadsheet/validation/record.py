"""`validation.json` in the folder of a study: what was measured, for the report to say."""

import datetime
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from broadsheet._version import __version__
from broadsheet.errors import BroadsheetError
from broadsheet.validation.agreement import Validation
from broadsheet.validation.statistics import Share

FILE_NAME = "validation.json"
FORM = 1  # of the file; another number cannot be read


@dataclass(frozen=True)
class Measure:
    """One figure of a validation, as a page shows it.

    Attributes:
        says: What it is a figure of: "speaker right in".
        share: The share with its interval.
        coders: How many people coded.
        alpha: Krippendorff's alpha; None with one coder or where it is not defined.
        kappa: Cohen's kappa, likewise.
        state: A fingerprint of the frame that was sampled.
        exact: The share that is right and has the best answer, where there is one.
        says_exactly: What that is a figure of.
    """

    says: str
    share: Share
    coders: int
    alpha: float | None
    kappa: float | None
    state: str
    exact: Share | None = None
    says_exactly: str = ""


@dataclass(frozen=True)
class Record:
    """All that was measured of a study; empty where nothing was."""

    samples: dict[str, dict[str, Any]]

    def measure(self, kind: str, question: str) -> Measure | None:
        """Return a figure, or None where it was not measured.

        Args:
            kind: The kind of a sample.
            question: One of its questions, or "recall", or "women" for the corrected share.
        """
        sample = self.samples.get(kind)
        if sample is None:
            return None
        found = sample["questions"].get(question) or sample.get(question)
        if not found:
            return None
        if not found["items"]:
            return None
        best = found.get("exact")
        return Measure(
            says=found.get("says", ""),
            share=_share(found),
            coders=len(sample["coders"]),
            alpha=found.get("alpha"),
            kappa=found.get("kappa"),
            state=sample["design"]["state"],
            exact=_share(best) if best else None,
            says_exactly=best["says"] if best else "",
        )


def _share(values: dict[str, Any]) -> Share:
    return Share(*(values[name] for name in ("share", "low", "high", "items")))


def read_record(folder: Path | None) -> Record:
    """Return what was measured of the study in a folder.

    Raises:
        BroadsheetError: The file cannot be read.
    """
    path = folder / FILE_NAME if folder else None
    if path is None:
        return Record({})
    if not path.is_file():
        return Record({})
    try:
        content = json.loads(path.read_text("utf-8"))
        form = content["form"]
        samples = dict(content["samples"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BroadsheetError(
            f"{FILE_NAME} beside the articles cannot be read: remove it and run `broadsheet agreement` again."
        ) from error
    if form != FORM:
        raise BroadsheetError(
            f"{FILE_NAME} was written by another version: run `broadsheet agreement` again."
        )
    return Record(samples)


def write_record(folder: Path, validation: Validation) -> Path:
    """Write what was measured beside what was measured of other kinds before.

    Returns:
        The file.
    """
    samples = {**read_record(folder).samples, validation.kind: as_values(validation)}
    content = {"form": FORM, "samples": dict(sorted(samples.items()))}
    path = folder / FILE_NAME
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def as_values(validation: Validation) -> dict[str, Any]:
    """Return a validation as plain values; what is not a number becomes None."""
    questions = {}
    for answered in validation.questions:
        questions[answered.question] = {
            "says": answered.says,
            **asdict(answered.right),
            "unclear": answered.unclear,
            "kappa": answered.kappa,
            "alpha": answered.alpha,
            "confusion": answered.confusion,
            "differing": answered.differing,
        }
        if answered.exact is not None:
            best = {"says": answered.says_exactly, **asdict(answered.exact)}
            questions[answered.question]["exact"] = best
    values = {
        "measured": datetime.date.today().isoformat(),
        "broadsheet": __version__,
        "design": asdict(validation.design),
        "coders": validation.coders,
        "questions": questions,
        "recall": {"says": "recall", **asdict(validation.recall)},
    }
    if validation.women is not None:
        by_tool, corrected = validation.women
        values["women"] = {"by_tool": by_tool, **asdict(corrected)}
    plain: dict[str, Any] = _without_nan(values)
    return plain


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
