"""Who is the same speaker in different partitions: full names, surnames and spellings brought together."""

from collections import Counter, defaultdict
from types import SimpleNamespace
from typing import NamedTuple
from unicodedata import combining, normalize

import pandas as pd

from broadsheet.names.lexicon import lexicon
from broadsheet.names.people import People
from broadsheet.text.norms import fold


class Speaker(NamedTuple):
    """A speaker as some partitions name it, how often each, and which they are."""

    speaker: str
    kind: str
    counts: list[int]
    partitions: set[int]


def key_of(speaker: str) -> tuple[str, ...]:
    """A name as it is compared: folded words without accents, hyphens apart."""
    speaker = "".join(c for c in normalize("NFD", speaker) if not combining(c))
    return tuple(part for word in speaker.split() for part in fold(word).split("-") if part)


def last_word(speaker: str) -> str:
    """What all spellings of a name end with: the last word that is no "Jr.", without its stops.

    >>> last_word("Robert F. Kennedy Jr."), last_word("US officials")
    ('kennedy', 'officials')
    """
    key = [word for word in key_of(speaker) if word not in lexicon().suffixes] or [""]
    return "".join(filter(str.isalnum, key[-1]))


def same_speakers(counts: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The name in the whole corpus of each speaker that some partition calls otherwise.

    `counts` has `last` (`last_word`), `speaker`, `speaker_kind`, `partition` and `count`. People of one last
    word are brought together as `find_names` does it within a partition, a surname alone included where one
    of that name has four fifths of what is said; bodies and groups where only capitals and stops differ, or
    "U.S.".
    """
    columns = ["last", "speaker", "speaker_kind", "partition", "count"]
    known: dict[str, dict] = defaultdict(dict)
    for last, speaker, kind, partition, count in counts[columns].itertuples(index=False, name=None):
        if kind != "unnamed":
            one = known[last].setdefault((speaker, kind), Speaker(speaker, kind, [], set()))
            one.counts.append(count)
            one.partitions.add(partition)
    same: dict[tuple[str, str], str] = {}
    for speakers in known.values():
        if len(speakers) > 1 and len(set().union(*(one.partitions for one in speakers.values()))) > 1:
            same |= _of_one_last_word(list(speakers.values()))
    return same


def _of_one_last_word(known: list[Speaker]) -> dict[tuple[str, str], str]:
    known = sorted(known, key=lambda one: (-sum(one.counts), one.speaker, one.kind))
    names = {(one.speaker, one.kind): one.speaker for one in known}
    people = [one for one in known if one.kind == "person"]
    names |= {(people[f].speaker, "person"): name for f, name in _persons(people).items()}
    bodies = {key_of(speaker): speaker for speaker, kind in names if kind == "organisation"}
    for key, name in bodies.items():
        if key[:1] and key[0] in lexicon().words["american"] and key[1:] in bodies:
            names[name, "organisation"] = bodies[key[1:]]
    spelled: dict[tuple, str] = {}
    for speaker, kind in names:  # the commonest first
        if kind != "person":
            plain = "".join(c for c in names[speaker, kind].lower() if c.isalnum() or c == " ")
            names[speaker, kind] = spelled.setdefault((plain, kind), names[speaker, kind])
    return {(speaker, kind): name for (speaker, kind), name in names.items() if name != speaker}


def _persons(known: list[Speaker]) -> dict[int, str]:
    forms = [
        SimpleNamespace(
            key=key_of(one.speaker),
            rare=len(one.speaker.split()),
            kind="person",
            kinds=Counter(person=sum(one.counts)),
            titles={""},
            genders={""},
            shown=Counter({one.speaker: sum(one.counts)}),
            display=one.speaker,
            count=sum(one.counts),
        )
        for one in known
    ]
    people = People(forms, dict(enumerate(one.partitions for one in known)))
    meant = people.resolve([(f, f, "", "", form.count) for f, form in enumerate(forms)])
    return {f: people.shown[number] for f, number in enumerate(meant) if number >= 0}
