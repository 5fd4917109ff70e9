"""What is to be said of a reading: what was skipped, what was left out by rule, what was decided."""

from dataclasses import dataclass, field

from broadsheet.articles.decode import clean
from broadsheet.errors import Unreadable

FIRST = 5  # names in a note; of more only the number is given


@dataclass
class Log:
    """What was not read, and why.

    Attributes:
        skipped: File, position, reason and remedy of each thing that could not be read.
        notes: Sentences on what was decided.
        omitted: The names of files left out by rule, by the reason.
    """

    skipped: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    omitted: dict[str, list[str]] = field(default_factory=dict)

    def skip(
        self, file: str, reason: str, remedy: str, position: object = None
    ) -> None:
        """Say of a file, or a place in it, that it could not be read."""
        where = ""
        if position is not None:
            where = str(position)
        row = [clean_line(text) for text in (file, where, reason, remedy)]
        self.skipped.append(row)

    def skip_unreadable(self, file: str, problem: Unreadable) -> None:
        """Say of a file, or the place in it that the problem names, that it could not be read."""
        reason, remedy, *position = problem.args
        self.skip(file, reason, remedy, *position[:1])

    def omit(self, file: str, reason: str) -> None:
        """Say of a file that it was left out by rule."""
        files = self.omitted.setdefault(reason, [])
        files.append(clean_line(file))

    def note(self, sentence: str) -> None:
        """Say what was decided, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def omission_notes(self) -> list[str]:
        """A sentence for each reason for which files were left out."""
        lines: list[str] = []
        for reason, names in self.omitted.items():
            lines.append(f"Left out, {reason}: {some(names)}")
        return lines


def some(names: list[str]) -> str:
    """The first names of a list, and how many more there are.

    >>> some(["a", "b"])
    'a, b'
    >>> some(list("abcdefgh"))
    'a, b, c, d, e and 3 more'
    """
    first = ", ".join(names[:FIRST])
    more = len(names) - FIRST
    if more > 0:
        return f"{first} and {more} more"
    return first


def clean_line(text: str) -> str:
    """Text that cannot pass for two lines of output."""
    words = clean(text).split()
    return " ".join(words)
