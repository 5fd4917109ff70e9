"""What became of each correction: it was applied, or it no longer fits, and why."""

from dataclasses import dataclass

APPLIED = "applied"
MOVED = "applied, its passage has moved"
OVERRULED = "overruled"
NOT_NEEDED = "not needed any more"
NO_LONGER_FITS = "no longer fits"
UNREADABLE = "cannot be understood"
FAILED = (NO_LONGER_FITS, OVERRULED, UNREADABLE)


@dataclass(frozen=True)
class Outcome:
    """What became of a correction, with a reason where it changed nothing."""

    status: str
    reason: str = ""


def unfit(reason: str) -> Outcome:
    """Return that a correction no longer fits.

    >>> unfit("the article is gone").status
    'no longer fits'
    """
    return Outcome(NO_LONGER_FITS, reason)


def overruled(row: int) -> Outcome:
    """Return that a later row of the file says otherwise of the same passage."""
    return Outcome(OVERRULED, f"row {row} says otherwise of the same passage")


def applied(moved: bool = False) -> Outcome:
    """Return that a correction was applied."""
    return Outcome(MOVED if moved else APPLIED)
