"""Which cells of an exported workbook can be corrected, and what a change in them says."""

from dataclasses import dataclass

YES, NO = "yes", "no"
YES_OR_NO = (YES, NO)
AS_EXPORTED = " as exported"  # ends the heading of the hidden copy of a column
WORDS = "words"  # the hidden column with the passage's own words
NOTE = "note"


@dataclass(frozen=True)
class Editable:
    """A column whose cells can be corrected.

    Attributes:
        column: Its heading.
        kind: The correction that a changed cell is.
        choices: What a cell can be; the first stands in a column that the export adds.
        added: Whether the export adds the column.
        speakers: Whether the drop-down lists all speakers; another name can be typed too.
        help: What is said when a cell is chosen.
    """

    column: str
    kind: str
    help: str
    choices: tuple[str, ...] = ()
    added: bool = False
    speakers: bool = False


KINDS = ("person", "organisation", "group", "unnamed")
GENDERS = ("female", "male", "other", "unknown")
CHOICES_OF_COPY = "Choose no where the two have no copy in common, yes where they have."

DAYS = (
    "The days it means: 2021-10-08, 2021-10, 8 Oct 2021 to 9 Oct 2021; a dash for none."
)
NO_QUOTATION = "Choose no where this is no quotation."

EDITABLE: dict[str, tuple[Editable, ...]] = {
    "quotes": (
        Editable("quotation", "not a quotation", NO_QUOTATION, YES_OR_NO, added=True),
        Editable("speaker", "speaker", "Choose or type who says it; a dash for nobody.", speakers=True),
        Editable("content", "content", "What is said, in the article's own words."),
    ),
    "people": (
        Editable("speaker", "same speaker", "Choose the other name of the same speaker.", speakers=True),
        Editable("speaker_kind", "speaker kind", "What the speaker is.", KINDS),
        Editable("role", "role", "The office or role."),
        Editable("gender", "gender", "Choose unknown if it should not be stated.", GENDERS),
    ),
    "dates": (
        Editable("date", "not a date", "Choose no where this is no date.", YES_OR_NO, added=True),
        Editable("days", "date", DAYS),
    ),
    "events": (
        Editable("event_is_one", "not an event", "Choose no where this is no event.", YES_OR_NO, added=True),
    ),
    "copies": (Editable("same_copy", "copies", CHOICES_OF_COPY, YES_OR_NO),),
}  # fmt: skip
