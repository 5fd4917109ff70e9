"""Mend the known base forms (text/bases.txt), so that the forms of verbs are not cut wrongly.

    pip install --no-deps lemminflect==0.2.3
    python training/base_forms.py

A treebank lacks verbs that newspapers have: without "opine" and "murmur" among the base forms, "opined" would
come from "opin" and "murmured" from "murmure". And it has names and nouns that mislead: "tagged" would come
from "tagg", "lunged" from "lung". The verbs and their forms are LemmInflect's (MIT licence; made of the
SPECIALIST Lexicon of the US National Library of Medicine). training/pos.py does the same with new lists.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from broadsheet.text import lemmas

BASES = Path(lemmas.__file__).parent / "bases.txt"
TABLE = "resources/infl_lu.csv.gz"
SHORTEST = 3  # letters of a verb

Form = tuple[str, str]
"""A regular form of a verb, and its tag."""
Owners = dict[Form, set[str]]
"""The verbs that have each form: "putting" is of "put" and of "putt"."""


def main() -> None:
    bases = set(BASES.read_text(encoding="utf-8").split())
    mended = mend(bases)
    write_bases(mended, BASES)
    print(f"{len(mended - bases)} added, {len(bases - mended)} taken out")


def mend(bases: set[str]) -> set[str]:
    """The base forms with the verbs that are missing and without what misleads."""
    owners = read_forms()
    more = bases | missing_verbs(bases, owners)
    return more - misleading_bases(more, owners)


def write_bases(bases: set[str], path: Path) -> None:
    lines = sorted(bases)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def missing_verbs(bases: set[str], owners: Owners) -> set[str]:
    """The verbs that mend a form which is theirs alone, and change no form that was right."""
    before = _lemmas(owners, bases)
    candidates = set()
    for form, verbs in owners.items():
        if len(verbs) == 1 and before[form] not in verbs:
            candidates |= verbs
    candidates -= bases
    after = _lemmas(owners, bases | candidates)
    mended, spoilers = set(), set()
    for form, verbs in owners.items():
        was_right = before[form] in verbs
        has_changed = after[form] != before[form]
        if was_right and has_changed:
            spoilers.add(after[form])
        elif has_changed and after[form] in verbs:
            mended.add(after[form])
    return candidates & (mended - spoilers)


def misleading_bases(bases: set[str], owners: Owners) -> set[str]:
    """What is no verb, and without which a verb's form gets the right lemma."""
    verbs = set().union(*owners.values())
    before = _lemmas(owners, bases)
    wrong = {before[form] for form, own in owners.items() if before[form] not in own}
    suspects = (wrong & bases) - verbs
    after = _lemmas(owners, bases - suspects)
    misleading = set()
    for form, own in owners.items():
        if before[form] not in own and after[form] in own:
            misleading.add(before[form])
    return misleading & suspects


def read_forms() -> Owners:
    """The forms that end in -ed or -ing, and the verbs that have each."""
    owners: Owners = defaultdict(set)
    for verb, forms in _read_table():
        for form in forms:
            owners[form].add(verb)
    return owners


def _read_table() -> Iterator[tuple[str, list[Form]]]:
    path = files("lemminflect") / TABLE
    with path.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            base, kind, *forms = line.rstrip("\n").split(",")
            is_word = base.isascii() and base.isalpha() and base.islower()
            if kind == "verb" and is_word and len(base) >= SHORTEST:
                yield base, list(_regular_forms(forms))


def _regular_forms(columns: list[str]) -> Iterator[Form]:
    """The past, its participle where it is another, and the form in -ing."""
    past, participle, gerund, *_ = columns
    by_tag = {"VBD": past, "VBN": participle or past, "VBG": gerund}
    for tag, spellings in by_tag.items():
        ending = "ing" if tag == "VBG" else "ed"
        for spelling in spellings.split("/"):
            if spelling.isalpha() and spelling.endswith(ending):
                yield spelling, tag


def _lemmas(owners: Owners, bases: set[str]) -> dict[Form, str]:
    """The lemma that each form gets with these base forms."""
    known = lemmas.load_forms()._replace(bases=frozenset(bases))
    result = {}
    for word, tag in owners:
        exception = known.exceptions[tag].get(word)
        result[word, tag] = exception or lemmas._regular(word, word, tag, known)
    return result


if __name__ == "__main__":
    main()
