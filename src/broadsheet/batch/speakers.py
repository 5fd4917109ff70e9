"""Who is the same speaker in different partitions: full names, surnames and spellings brought together."""

from collections import Counter
from types import SimpleNamespace
from unicodedata import combining, normalize

import pandas as pd

from broadsheet.names.lexicon import lexicon
from broadsheet.names.linking import AMERICAN
from broadsheet.names.people import People
from broadsheet.text.norms import fold


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

    `counts` has `speaker`, `speaker_kind`, `partition` and `count`, for speakers of one last word. People are
    brought together as `find_names` does it within a partition, a surname alone included where one of that
    name has four fifths of what is said; bodies and groups where only capitals and stops differ, or "U.S.".
    """
    if counts["partition"].nunique() < 2:
        return {}
    named = counts[counts["speaker_kind"].ne("unnamed")]
    known = named.groupby(["speaker", "speaker_kind"]).agg(count=("count", "sum"), where=("partition", set))
    known = known.reset_index().sort_values(["count", "speaker"], ascending=[False, True], ignore_index=True)
    people = known[known["speaker_kind"].eq("person")].reset_index(drop=True)
    names = {(row.speaker, row.speaker_kind): row.speaker for row in known.itertuples()}
    if len(people):
        names |= {(people["speaker"][f], "person"): name for f, name in _persons(people).items()}
    bodies = {key_of(s): s for s, kind in names if kind == "organisation"}
    for key, name in bodies.items():
        if key[0] in AMERICAN and key[1:] in bodies:
            names[name, "organisation"] = bodies[key[1:]]
    spelled: dict[tuple, str] = {}
    for speaker, kind in names:  # the commonest first
        if kind != "person":
            plain = "".join(c for c in names[speaker, kind].lower() if c.isalnum() or c == " ")
            names[speaker, kind] = spelled.setdefault((plain, kind), names[speaker, kind])
    return {(speaker, kind): name for (speaker, kind), name in names.items() if name != speaker}


def _persons(known: pd.DataFrame) -> dict[int, str]:
    forms = [
        SimpleNamespace(
            key=key_of(row.speaker),
            rare=len(row.speaker.split()),
            kind="person",
            kinds=Counter(person=row.count_),
            titles={""},
            genders={""},
            shown=Counter({row.speaker: row.count_}),
            display=row.speaker,
            count=row.count_,
        )
        for row in known.rename(columns={"count": "count_"}).itertuples()
    ]
    people = People(forms, dict(enumerate(known["where"])))
    meant = people.resolve([(f, f, "", "", form.count) for f, form in enumerate(forms)])
    return {f: people.shown[number] for f, number in enumerate(meant) if number >= 0}
