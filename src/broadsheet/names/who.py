"""A speaker, and what has been read so far of an article: who spoke, and which unnamed ones were met."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .phrases import Source


class Who(NamedTuple):
    """A speaker; `gender` is what is known of it, `rule` why it is this one."""

    speaker: str | None
    kind: str
    gender: str = ""
    rule: str = ""


NOBODY = Who(None, "unnamed", rule="nobody named")


@dataclass(frozen=True)
class Spoken:
    """A quotation already read: who spoke, and where its source stands."""

    who: Who
    row: int
    source: Source


@dataclass(frozen=True)
class Unnamed:
    """Somebody without a name: the noun, what describes it, the words that stand for it from now on."""

    head: str
    words: set[str]
    text: str
    human: bool


@dataclass
class Story:
    """The state of reading one article; `genders` are learned from its pronouns."""

    article: int
    spoken: list[Spoken] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)

    def last_of_kind(self, kind: str, near: list[Spoken]) -> Who | None:
        """Return the last of these who is of a kind and has a name or words."""
        for past in reversed(near):
            has_words = bool(past.who.speaker)
            if has_words and past.who.kind == kind:
                return past.who
        return None

    def is_human(self, text: str | None) -> bool:
        """Say whether these words stand for an unnamed person."""
        people = [unnamed.text for unnamed in self.unnamed if unnamed.human]
        return text in people
