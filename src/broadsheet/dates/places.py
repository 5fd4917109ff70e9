"""Which country an article is from, and what follows: hemisphere, order of day and month, holidays of its
own.

Decided once for an article, from its outlet, its dateline and the places that it names. It is looked at only
where a date needs it: a season, a day in figures, a holiday that has another date elsewhere.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from broadsheet.text.norms import spellings

# What an outlet's name or a dateline says of the country outweighs this many names in the text.
OUTLET_WEIGHT = 5
LONGEST_NAME = 3  # words of a place's name
NO_DAY = "none"  # the rule of a holiday that is of no day here
MOST_WORDS = 3000  # of an article that are looked at


@dataclass(frozen=True)
class Country:
    """What is known of a country's dates."""

    code: str
    names: frozenset[str]
    south: bool = False
    month_first: bool = False
    either_first: bool = False
    holidays: dict[str, str] = field(default_factory=dict)
    only_here: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Gazetteer:
    """Countries and towns by name."""

    countries: dict[str, Country]
    by_name: dict[str, str]
    varying_holidays: frozenset[str]
    holidays_of_one: dict[str, str]  # the country of each that is held nowhere else
    british: frozenset[str]  # words that are spelled so, or used, outside America
    american: frozenset[str]


@dataclass(frozen=True)
class Setting:
    """Where an article is from; None for what is not known."""

    country: Country | None = None
    south: bool | None = None
    british: int = 0  # words of British English that it has more than American ones

    def holiday_rule(self, name: str, usual: str) -> str:
        """The rule of a holiday here, where it has another date than the usual one."""
        if self.country is None:
            return usual
        only = gazetteer().holidays_of_one.get(name)
        if only is not None and only != self.country.code:
            return NO_DAY
        return self.country.holidays.get(name, usual)


@cache
def gazetteer() -> Gazetteer:
    """The places that ship with the package."""
    source = tomllib.loads(_read("places.toml"))
    spelling = source.pop("spelling")
    countries = {code: _country(code, entry) for code, entry in source.items()}
    by_name = {}
    varying: set[str] = set()
    of_one: dict[str, str] = {}
    for code, country in countries.items():
        by_name.update(dict.fromkeys(country.names, code))
        of_one.update(dict.fromkeys(country.only_here, code))
        varying.update(country.holidays, country.only_here)
    return Gazetteer(
        countries,
        by_name,
        frozenset(varying),
        of_one,
        *_signs_of_spelling(spelling),
    )


def _signs_of_spelling(listed: dict) -> tuple[frozenset[str], frozenset[str]]:
    """Words by which British English and American are told."""
    pairs = [(one, other) for one, other in spellings().items() if one != other]
    british = {one for one, _ in pairs}
    american = set()
    for one, other in pairs:
        regular = {one.replace(*pair) for pair in listed["regular"].items()}
        if other in regular:
            american.add(other)
    return _names(listed["british"]) | british, _names(listed["american"]) | american


@cache
def southern_towns() -> frozenset[str]:
    """Towns south of the equator: read only for an article that names no country."""
    lines = _read("southern.tsv").splitlines()
    towns = frozenset(line.partition("\t")[0].lower() for line in lines)
    return towns.difference(gazetteer().by_name)


def _read(name: str) -> str:
    return files("broadsheet.dates").joinpath(name).read_text(encoding="utf-8")


def _country(code: str, entry: dict) -> Country:
    return Country(
        code,
        _names(entry["names"]),
        entry.get("south", False),
        entry.get("month_first", False),
        entry.get("either_first", False),
        entry.get("holidays", {}),
        _names(entry.get("only_here", "")),
    )


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.strip() for name in listed.split(","))


def find_setting(words: list[str], outlet: str) -> Setting:
    """Say where an article is from.

    Args:
        words: The article's words as written, its dateline among them.
        outlet: The outlet's name, or "".

    >>> setting = find_setting("Farmers in Windhoek said rain fell .".split(), "")
    >>> setting.country.code, setting.south, setting.british
    ('NA', True, 0)
    """
    names = Counter(_phrases(words[:MOST_WORDS]))
    for name in _phrases(outlet.split()):
        names[name] += OUTLET_WEIGHT
    countries = _count_countries(names)
    code = _commonest(countries)
    country = gazetteer().countries[code] if code else None
    return Setting(country, _is_south(countries, names), _count_british(words))


def country_named_last(words: list[str], holiday: str) -> Country | None:
    """The country named last in some words that has a day of its own for a holiday.

    >>> country_named_last("Peru envied Taiwan its new parade on".split(), "national day").code
    'TW'
    """
    places = gazetteer()
    for name in reversed(_phrases(words)):
        code = places.by_name.get(name)
        if code is None:
            continue
        country = places.countries[code]
        if holiday in country.holidays:
            return country
    return None


def _count_countries(names: Counter[str]) -> Counter[str]:
    """How often each country is named, by its code."""
    countries: Counter[str] = Counter()
    for name, count in names.items():
        code = gazetteer().by_name.get(name)
        if code is not None:
            countries[code] += count
    return countries


def _count_british(words: list[str]) -> int:
    """How many different words of British English there are, less those of American English.

    >>> _count_british("The Labor Party wants a colour programme for the center .".split())
    1
    """
    places = gazetteer()
    written = set(words[:MOST_WORDS])
    # Names keep their spelling wherever they are written: the Rockefeller Center.
    common = {word.lower() for word in written if not word.istitle()}
    british = len(places.british & common)
    return british - len(places.american & common)


def _is_south(countries: Counter[str], names: Counter[str]) -> bool | None:
    """The hemisphere of the countries named, or else of the towns, which may be surnames; None if open."""
    if countries:
        south = 0
        for code, count in countries.items():
            if gazetteer().countries[code].south:
                south += count
        north = countries.total() - south
        return south > north
    if southern_towns().isdisjoint(names):
        return None
    return True


def _commonest(countries: Counter[str]) -> str:
    """The country named most; of equals the one named first."""
    ranked = countries.most_common(1)
    return ranked[0][0] if ranked else ""


def _phrases(words: list[str]) -> list[str]:
    """The names of one to three words that begin with a capital, in small letters."""
    phrases = []
    for start, word in enumerate(words):
        if not word[:1].isupper():
            continue
        lengths = range(1, LONGEST_NAME + 1)
        phrases += [
            " ".join(words[start : start + length]).lower() for length in lengths
        ]
    return phrases
