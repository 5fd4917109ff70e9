"""Two people's corrections as one: what both say once, and what they say differently listed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from broadsheet.corrections.correction import Correction


@dataclass(frozen=True)
class Conflict:
    """Two corrections that cannot both be right; the first is kept."""

    kept: Correction
    other: Correction

    def __str__(self) -> str:
        kept = _value(self.kept)
        other = _value(self.other)
        return f"{_subject(self.kept)}: {kept}{_by(self.kept)} is kept, {other}{_by(self.other)} is not"


def _value(correction: Correction) -> str:
    if not correction.value:
        return correction.kind
    return f"{correction.kind} {correction.value!r}"


def _by(correction: Correction) -> str:
    if correction.by:
        return f" ({correction.by})"
    return ""


def _subject(correction: Correction) -> str:
    if correction.about.place:
        words = " ".join(correction.words.split()[:8])
        return f"{correction.article} {correction.start}, “{words} …”"
    if correction.about.frame == "copies":
        return f"{correction.article} and {correction.subject}"
    return correction.subject


@dataclass
class Merged:
    """Corrections of two people.

    Attributes:
        corrections: What holds from now on: all of the first, and of the second what is new.
        added: How many were new.
        shared: How many both have.
        conflicts: Where they differ; the first one's are kept.
    """

    corrections: list[Correction]
    added: int = 0
    shared: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def merge_corrections(
    ours: Iterable[Correction], theirs: Iterable[Correction]
) -> Merged:
    """Put two people's corrections together.

    Args:
        ours: Those that are kept where both differ.
        theirs: Those that are added.

    >>> ann = [Correction("gender", subject="Kim Ray", value="female", by="ann")]
    >>> bob = [Correction("gender", subject="Kim Ray", value="male", by="bob")]
    >>> print(merge_corrections(ann, bob).conflicts[0])
    Kim Ray: gender 'female' (ann) is kept, gender 'male' (bob) is not
    """
    merged = Merged(list(ours))
    by_target = defaultdict(list)
    for correction in merged.corrections:
        by_target[correction.target].append(correction)
    for correction in theirs:
        others = by_target[correction.target]
        against = [other for other in others if other.contradicts(correction)]
        if any(other.says_the_same(correction) for other in others):
            merged.shared += 1
        elif against:
            merged.conflicts.append(Conflict(against[0], correction))
        else:
            merged.added += 1
            merged.corrections.append(correction)
            others.append(correction)
    return merged


def find_conflicts(corrections: Iterable[Correction]) -> list[Conflict]:
    """Return the corrections of one file that contradict an earlier one, in whose place they are applied."""
    return merge_corrections([], corrections).conflicts
