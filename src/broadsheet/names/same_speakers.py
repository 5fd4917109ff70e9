"""Who is the same speaker in parts of a corpus that were read apart: full names, surnames and spellings."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias
from unicodedata import combining, normalize

import pandas as pd

from broadsheet.names.forms import Form
from broadsheet.names.lexicon import lexicon
from broadsheet.names.people import People
from broadsheet.text.norms import fold

Who: TypeAlias = tuple[str, str]  # speaker and kind


@dataclass
class Speaker:
    """A speaker as some parts of the corpus name it, how often, and which parts they are."""

    name: str
    kind: str
    count: int = 0
    partitions: set[int] = field(default_factory=set)


def key_of(speaker: str) -> tuple[str, ...]:
    """Return a name as it is compared: folded words without accents, hyphens apart.

    >>> key_of("Andrés López-Obrador")
    ('andres', 'lopez', 'obrador')
    """
    letters = [letter for letter in normalize("NFD", speaker) if not combining(letter)]
    words = [fold(word) for word in "".join(letters).split()]
    return tuple(part for word in words for part in word.split("-") if part)


def last_word(speaker: str) -> str:
    """Return what all spellings of a name end with: the last word that is no "Jr.", without its stops.

    >>> last_word("Robert F. Kennedy Jr."), last_word("US officials")
    ('kennedy', 'officials')
    """
    suffixes = lexicon().suffixes
    words = [word for word in key_of(speaker) if word not in suffixes] or [""]
    return "".join(filter(str.isalnum, words[-1]))


def same_speakers(counts: pd.DataFrame) -> dict[Who, str]:
    """Return the name in the whole corpus of each speaker that some part calls otherwise.

    People of one last word are brought together as `find_names` does it within a part, a surname alone
    included where one of that name has four fifths of what is quoted; bodies and groups where only capitals
    and stops differ, or "U.S.".

    Args:
        counts: `last` (`last_word` of the speaker), `speaker`, `speaker_kind`, `partition` and `count`.
    """
    by_last: dict[str, dict[Who, Speaker]] = defaultdict(dict)
    columns = ["last", "speaker", "speaker_kind", "partition", "count"]
    for last, name, kind, partition, count in counts[columns].itertuples(
        index=False, name=None
    ):
        if kind != "unnamed":
            speaker = by_last[last].setdefault((name, kind), Speaker(name, kind))
            speaker.count += count
            speaker.partitions.add(partition)
    renamed: dict[Who, str] = {}
    for speakers in by_last.values():
        partitions = set().union(*(speaker.partitions for speaker in speakers.values()))
        if len(speakers) > 1 and len(partitions) > 1:
            renamed |= _of_one_last_word(list(speakers.values()))
    return renamed


def _of_one_last_word(speakers: list[Speaker]) -> dict[Who, str]:
    speakers = sorted(
        speakers, key=lambda speaker: (-speaker.count, speaker.name, speaker.kind)
    )
    names = {(speaker.name, speaker.kind): speaker.name for speaker in speakers}
    names |= _people([speaker for speaker in speakers if speaker.kind == "person"])
    names |= _american_bodies(speakers)
    spelled: dict[tuple[str, str], str] = {}
    for who, name in names.items():  # the commonest first
        if who[1] != "person":
            letters = [
                letter for letter in name.lower() if letter.isalnum() or letter == " "
            ]
            names[who] = spelled.setdefault(("".join(letters), who[1]), name)
    return {who: name for who, name in names.items() if name != who[0]}


def _american_bodies(speakers: list[Speaker]) -> dict[Who, str]:
    """Return the bodies that others name without "U.S."."""
    bodies = {
        key_of(each.name): each.name for each in speakers if each.kind == "organisation"
    }
    american = lexicon().words["american"]
    names: dict[Who, str] = {}
    for key, name in bodies.items():
        if key[:1] and key[0] in american and key[1:] in bodies:
            names[name, "organisation"] = bodies[key[1:]]
    return names


def _people(speakers: list[Speaker]) -> dict[Who, str]:
    forms = [_form(speaker) for speaker in speakers]
    people = People(
        forms, {number: speaker.partitions for number, speaker in enumerate(speakers)}
    )
    rows = [(number, number, "", "", form.count) for number, form in enumerate(forms)]
    names: dict[Who, str] = {}
    for speaker, person in zip(speakers, people.resolve(rows), strict=True):
        if person >= 0:
            names[speaker.name, "person"] = people.shown[person]
    return names


def _form(speaker: Speaker) -> Form:
    return Form(
        key=key_of(speaker.name),
        rare=len(speaker.name.split()),
        kind="person",
        kinds=Counter(person=speaker.count),
        titles={""},
        genders={""},
        shown=Counter({speaker.name: speaker.count}),
        display=speaker.name,
        count=speaker.count,
    )
