"""One correction: what somebody says of a row that the analysis got wrong."""

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources

from broadsheet.corrections.days import read_written_days
from broadsheet.errors import BroadsheetError

NOBODY = "-"  # as a value: nobody is known to have said it, or no days are meant


@dataclass(frozen=True)
class Kind:
    """A kind of correction, as `kinds.toml` describes it."""

    name: str
    frame: str
    about: str
    place: bool = False
    subject: bool = False
    value: str = ""
    choices: tuple[str, ...] = ()
    removes: bool = False

    @property
    def needs_value(self) -> bool:
        """Whether it says nothing without a value."""
        return bool(self.value or self.choices)


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of corrections by name.

    >>> kinds()["gender"].choices
    ('female', 'male', 'other', 'unknown')
    """
    text = resources.files(__package__).joinpath("kinds.toml").read_text("utf-8")
    table = tomllib.loads(text)
    kinds: dict[str, Kind] = {}
    for name, entry in table.items():
        kinds[name] = Kind(
            name, **{**entry, "choices": tuple(entry.get("choices", ()))}
        )
    return kinds


class CorrectionError(BroadsheetError):
    """A correction that cannot be understood."""


@dataclass(frozen=True)
class Correction:
    """One row of `corrections.csv`.

    Attributes:
        kind: What is corrected; see `kinds.toml`.
        article: The id of the article, where it is about a passage or a pair of articles.
        start: Where the passage begins in the article's text; None where only its words are known.
        end: Where it ends.
        words: The passage's own words, by which it is found again.
        subject: The speaker it is about, or the other article; of a quotation or an event, what the
            analysis said.
        value: What is right.
        by: Who says so.
        made: The day on which it was made, as 2021-10-08.
        note: Why.
    """

    kind: str
    article: str = ""
    start: int | None = None
    end: int | None = None
    words: str = ""
    subject: str = ""
    value: str = ""
    by: str = ""
    made: str = ""
    note: str = ""

    @property
    def about(self) -> Kind:
        """What `kinds.toml` says of its kind."""
        return kinds()[self.kind]

    @property
    def target(self) -> tuple[object, ...]:
        """What it is about: corrections of one kind and target speak of the same thing.

        >>> one = Correction("copies", "a", subject="b")
        >>> one.target == Correction("not copies", "b", subject="a").target
        True
        """
        frame = self.about.frame
        if frame == "copies":
            return (frame, *sorted([self.article, self.subject]))
        if self.about.subject:
            return ("speaker", self.subject, self.article)
        return (frame, self.article, self.start, self.end, squeeze(self.words))

    def says_the_same(self, other: "Correction") -> bool:
        """Whether both say the same of the same thing, whoever says it."""
        return (
            self.kind == other.kind
            and self.target == other.target
            and self.value == other.value
        )

    def contradicts(self, other: "Correction") -> bool:
        """Whether both cannot be right.

        >>> right = Correction("speaker", "a", 0, 9, "“No,” he", value="Ann Lee")
        >>> right.contradicts(Correction("not a quotation", "a", 0, 9, "“No,” he"))
        True
        >>> right.contradicts(Correction("content", "a", 0, 9, "“No,” he", value="No"))
        False
        """
        if self.target != other.target:
            return False
        if self.says_the_same(other):
            return False
        return self.kind == other.kind or self.about.removes or other.about.removes


COLUMNS = tuple(field.name for field in fields(Correction))


def squeeze(text: str) -> str:
    """Return a text with each run of white space as one space.

    >>> squeeze(" a\\n b ")
    'a b'
    """
    return " ".join(str(text).split())


def check_correction(correction: Correction) -> Correction:
    """Return a correction whose value is known to be one of its kind, written as it should be.

    Raises:
        CorrectionError: where the kind is unknown, or what it needs is missing.

    >>> check_correction(Correction("gender", subject="Ann Lee", value="Female")).value
    'female'
    """
    if correction.kind not in kinds():
        names = ", ".join(kinds())
        raise CorrectionError(
            f"there is no kind {correction.kind!r} of correction; the kinds are {names}"
        )
    kind = correction.about
    if kind.place:
        _check_place(correction)
    if kind.subject and not correction.subject:
        raise CorrectionError(f"{kind.name!r} needs a subject: {kind.about}")
    if kind.frame == "copies" and not correction.article:
        raise CorrectionError(f"{kind.name!r} needs an article and a subject")
    if kind.needs_value and not correction.value:
        raise CorrectionError(f"{kind.name!r} needs a value: {kind.about}")
    return replace(correction, value=_check_value(correction.value, kind))


def _check_place(correction: Correction) -> None:
    has_offsets = correction.start is not None and correction.end is not None
    if not correction.article:
        raise CorrectionError(f"{correction.kind!r} needs the article's id")
    if not correction.words and not has_offsets:
        raise CorrectionError(
            f"{correction.kind!r} needs the words of the passage, or where it starts and ends"
        )


def _check_value(value: str, kind: Kind) -> str:
    """Return a value as it is kept, or raise where it is none that the kind takes."""
    if kind.choices:
        return _choose(value, kind)
    if kind.value == "days" and value != NOBODY:
        read_written_days(value)
    if kind.value == "name":
        return squeeze(value)
    return value.strip()


def _choose(value: str, kind: Kind) -> str:
    """Return the choice that is meant, whatever its capitals."""
    for choice in kind.choices:
        if choice.casefold() == value.casefold():
            return choice
    options = ", ".join(kind.choices)
    raise CorrectionError(f"{kind.name} must be one of {options}, not {value!r}")


def corrections_of(
    frame: str, corrections: dict[int, Correction]
) -> dict[int, Correction]:
    """Return the corrections of one frame, by their row in the file."""
    chosen = {}
    for number, correction in corrections.items():
        if correction.about.frame == frame:
            chosen[number] = correction
    return chosen
