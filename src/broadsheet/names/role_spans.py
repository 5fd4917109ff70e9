"""Where a role stands among the tokens, and whom a description looks for."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Tokens from `low` to `high`, half-open."""

    low: int
    high: int

    @property
    def size(self) -> int:
        """How many tokens it has."""
        return self.high - self.low


NOTHING = Span(0, 0)


@dataclass(frozen=True)
class Wanted:
    """Whom a description looks for.

    Attributes:
        words: What he or she must be called, one of them at least.
        others: The other words of the description.
        head: The noun of the description: who is called just so fits best.
    """

    words: set[str]
    others: set[str]
    head: str = ""


def beginning(span: Span) -> int:
    """Return where a role begins."""
    return span.low
