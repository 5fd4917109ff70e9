"""Which country an article is from, and what follows: hemisphere, order of day and month, holidays of its
own.

Decided once for an article, from its outlet, its dateline and the places that it names. It is looked at only
where a date needs it: a season, a day in figures, a holiday that has another date elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from broadsheet.text.norms import spellings

from .source import read_toml

# What an outlet's name or a dateline says of the country outweighs this many names in the text.
OUTLET_WEIGHT = 5
LONGEST_NAME = 3  # words of a place's name
OF_PART = "-"  # between the code of a country and that of a part of it: "AU-VIC"
NO_DAY = "none"  # the rule of a holiday that is of no day here
MOST_WORDS = 3000  # of an article that are looked at
LEAST_SHARE = 3  # a country named a third as often as the first may hold a day
# Whose usual days are meant where American spelling alone tells the country.
AMERICAN = "US"
SHORTEST_DAY = 2  # words of a holiday's name: "national day" itself
DOMAIN = re.compile(r"\.([a-z]{2})(?:/|$)")  # "tribune.com.pk"
COMMON_DOMAIN = re.compile(r"\.(com|org|net|co)\b.*")


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
    outlets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Gazetteer:
    """Countries and towns by name."""

    countries: dict[str, Country]
    by_name: dict[str, str]
    by_outlet: dict[str, str]
    by_domain: dict[str, str]
    # Days of which each country has its own: nothing else tells when they are.
    days_of_each: frozenset[str]
    days_of_unlike: frozenset[str]  # of which a known country has the usual day
    varying_holidays: frozenset[str]
    holidays_of_one: dict[str, str]  # the country of each that is held nowhere else
    british: frozenset[str]  # words that are spelled so, or used, outside America
    american: frozenset[str]
    british_outlets: frozenset[str]


@dataclass(frozen=True)
class Setting:
    """Where an article is from; None for what is not known."""

    country: Country | None = None
    south: bool | None = None
    british: int = 0  # words of British English that it has more than American ones
    # How often each country is named, by its code.
    named: Counter[str] = field(default_factory=Counter)

    def holiday_rule(self, name: str, usual: str) -> str:
        """The rule of a holiday here, where it has another date than the usual one."""
        places = gazetteer()
        name = key_of_day(name)
        if name in places.days_of_each:
            return self._rule_of_holder(name)
        if self.country is None:
            is_open = name in places.days_of_unlike and not self._is_american
            return NO_DAY if is_open else usual
        only = places.holidays_of_one.get(name)
        if only is not None and only != self.country.code:
            return NO_DAY
        return self.country.holidays.get(name, usual)

    def is_open(self, name: str, usual: str) -> bool:
        """Whether a holiday is known, and nothing tells which country's."""
        places = gazetteer()
        name = key_of_day(name)
        if name not in places.days_of_each and name not in places.days_of_unlike:
            return False
        return self.holiday_rule(name, usual) == NO_DAY

    def _rule_of_holder(self, name: str) -> str:
        """The day of the country named most that has one of this name."""
        countries = gazetteer().countries
        ranked = self.named.most_common()
        for code, count in ranked:
            _, most = ranked[0]
            holidays = self._country_of(code).holidays
            if name in holidays and count * LEAST_SHARE >= most:
                return holidays[name]
        if self._is_american:
            return countries[AMERICAN].holidays.get(name, NO_DAY)
        return NO_DAY

    def _country_of(self, code: str) -> Country:
        """The country of a code, or the part of it that the article is from."""
        if self.country and self.country.code == code:
            return self.country
        return gazetteer().countries[code]

    @property
    def _is_american(self) -> bool:
        """Whether nothing but American spelling tells the country."""
        return self.country is None and self.british < 0


@cache
def gazetteer() -> Gazetteer:
    """The places that ship with the package."""
    source = read_toml("places.toml")
    spelling = source.pop("spelling")
    unlike = source.pop("unlike")
    countries: dict[str, Country] = {}
    for code, entry in source.items():
        countries[code] = _country(code, entry, countries)
    days_of_each = _days(unlike["days_of_each"])
    days_of_unlike = _days(unlike["days_of_some"])
    british, american = _signs_of_spelling(spelling)
    return Gazetteer(
        countries=countries,
        by_name=_code_of_each(countries, "names"),
        by_outlet=_code_of_each(countries, "outlets"),
        by_domain=_by_domain(countries, unlike["other_domains"]),
        days_of_each=days_of_each,
        days_of_unlike=days_of_unlike,
        varying_holidays=days_of_each | days_of_unlike | _varying_days(countries),
        holidays_of_one=_holidays_of_one(countries),
        british=british,
        american=american,
        british_outlets=_outlets(spelling["outlets"]),
    )


def _code_of_each(countries: dict[str, Country], kind: str) -> dict[str, str]:
    """The code of the country, or of the part of one, that has each name or outlet."""
    codes = {}
    for code, country in countries.items():
        for name in getattr(country, kind):
            codes[name] = code
    return codes


def _varying_days(countries: dict[str, Country]) -> set[str]:
    """Holidays that have a day of their own in some country, or are held nowhere else."""
    varying: set[str] = set()
    for country in countries.values():
        varying.update(country.holidays, country.only_here)
    return varying


def _holidays_of_one(countries: dict[str, Country]) -> dict[str, str]:
    """The country of each holiday that is held nowhere else."""
    codes = {}
    for country in countries.values():
        for name in country.only_here:
            codes[name] = country.code
    return codes


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


def _by_domain(countries: dict[str, Country], others: dict[str, str]) -> dict[str, str]:
    """The country of each domain of the web that tells one."""
    domains = {code.lower(): code for code in countries}
    domains.update(others)
    return {domain: code for domain, code in domains.items() if code}


@dataclass(frozen=True)
class Town:
    """A town of one country alone: the code of the country or of a part of it, and its hemisphere."""

    code: str
    south: bool


@cache
def _lines_of_towns() -> dict[str, str]:
    """What towns.tsv says of each town: read only for an article that names no country, or no part of one
    that has parts."""
    lines = _read("towns.tsv").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def _towns_among(names: Iterable[str]) -> dict[str, Town]:
    """Those of some names that are towns, in the order of their names."""
    lines = _lines_of_towns()
    towns = {}
    for name in sorted(lines.keys() & set(names)):  # the same order in every run
        code, *hemisphere = lines[name].split("\t")
        towns[name] = Town(code, bool(hemisphere))
    return towns


def _read(name: str) -> str:
    return files("broadsheet.dates").joinpath(name).read_text(encoding="utf-8")


def _country(code: str, entry: dict, others: dict[str, Country]) -> Country:
    """A country as places.toml has it; a part of one has what its country has, and days of its own."""
    names = _names(entry["names"])
    outlets = _outlets(entry.get("outlets", ""))
    days = entry.get("holidays", {})
    holidays = {key_of_day(name): rule for name, rule in days.items()}
    whole = others.get(_code_of_country(code))
    if whole:
        holidays = whole.holidays | holidays
        return replace(whole, names=names, outlets=outlets, holidays=holidays)
    return Country(
        code,
        names,
        entry.get("south", False),
        entry.get("month_first", False),
        entry.get("either_first", False),
        holidays,
        _days(entry.get("only_here", "")),
        outlets,
    )


def _code_of_country(code: str) -> str:
    """The code of the country that a code of a part stands for: "AU" of "AU-VIC"."""
    country, _, _ = code.partition(OF_PART)
    return country


def key_of_day(name: str) -> str:
    """A holiday's name without apostrophes and "national": "martyrs day" for "martyrs ' day".

    >>> key_of_day("mother 's day"), key_of_day("national heroes ' day"), key_of_day("national day")
    ('mothers day', 'heroes day', 'national day')
    """
    words = name.replace(" 's", "s").replace(" '", "").split()
    is_called_national = words[0] == "national" and len(words) > SHORTEST_DAY
    return " ".join(words[1:] if is_called_national else words)


def _days(listed: str) -> frozenset[str]:
    return frozenset(map(key_of_day, _names(listed)))


def _outlets(listed: str) -> frozenset[str]:
    return frozenset(map(_key_of_outlet, _names(listed)))


def _names(listed: str) -> frozenset[str]:
    names = (name.strip() for name in listed.split(","))
    return frozenset(name for name in names if name)


def find_setting(words: list[str], outlet: str) -> Setting:
    """Say where an article is from.

    Args:
        words: The article's words as written, its dateline among them.
        outlet: The outlet's name, on a second line the dateline, or "".

    >>> setting = find_setting("Farmers in Windhoek said rain fell .".split(), "")
    >>> setting.country.code, setting.south, setting.british
    ('NA', True, 0)
    """
    names = Counter(_phrases(words[:MOST_WORDS]))
    told = re.findall(r"[\w.'-]+", outlet)
    for name in _phrases(told):
        names[name] += OUTLET_WEIGHT
    parts = _count_parts(names)
    of_outlet = _country_of_outlet(outlet)
    if of_outlet:
        parts[of_outlet] += OUTLET_WEIGHT
    countries = _count_countries(parts)
    code = _commonest(countries)
    south = _is_south(countries, names)
    if not code or _lacks_part(code, parts):
        parts += _count_towns(names)
        countries = countries or _count_countries(parts)
        code = code or _commonest(countries)
    country = gazetteer().countries.get(_with_part(code, parts))
    return Setting(country, south, _count_british(words), countries)


def _lacks_part(code: str, parts: Counter[str]) -> bool:
    """Whether a country has parts with days of their own and none of them is named."""
    known = gazetteer().countries
    return _has_part(code, known) and not _has_part(code, parts)


def _has_part(code: str, codes: Iterable[str]) -> bool:
    return any(other.startswith(code + OF_PART) for other in codes)


def _with_part(code: str, parts: Counter[str]) -> str:
    """The code of the part of a country that is named more than all others, or of the country."""
    named = Counter(
        {
            part: count
            for part, count in parts.items()
            if part.startswith(code + OF_PART)
        }
    )
    first = _commonest(named)
    return first if 2 * named[first] > named.total() else code


def _country_of_outlet(outlet: str) -> str:
    """The country of an outlet that is known by its name or by its address on the web; "" if it is not."""
    first_line, _, _ = outlet.partition("\n")
    name, _, _ = first_line.partition("(")
    name = name.strip().lower()
    places = gazetteer()
    key = _key_of_outlet(name)
    if key in places.by_outlet:
        return places.by_outlet[key]
    domain = DOMAIN.search(name)
    return places.by_domain.get(domain[1], "") if domain else ""


def is_day_first_outlet(name: str) -> bool:
    """Whether papers of this name write the day before the month, whichever their country is."""
    return _key_of_outlet(name.strip().lower()) in gazetteer().british_outlets


def _key_of_outlet(name: str) -> str:
    """An outlet's name without spaces, its "The" and the end of an address: "thehindu.com" is The Hindu."""
    short = COMMON_DOMAIN.sub("", name).removeprefix("www.")
    letters = re.sub(r"[\W_]", "", short)
    return letters.removeprefix("the")


def country_named_last(words: list[str], holiday: str, usual: str) -> Country | None:
    """The country named last in some words that has a day of its own for a holiday, not the usual one.

    >>> country_named_last("Peru envied Taiwan its new parade on".split(), "national day", "none").code
    'TW'
    """
    places = gazetteer()
    for name in reversed(_phrases(words)):
        code = places.by_name.get(name)
        if code is None:
            continue
        country = places.countries[code]
        if country.holidays.get(key_of_day(holiday), usual) != usual:
            return country
    return None


def _count_parts(names: Counter[str]) -> Counter[str]:
    """How often each country, or part of one, is named, by its code."""
    parts: Counter[str] = Counter()
    by_name = gazetteer().by_name
    for name, count in names.items():
        code = by_name.get(name)
        if code is not None:
            parts[code] += count
    return parts


def _count_towns(names: Counter[str]) -> Counter[str]:
    """The same by the towns named, of countries that places.toml has."""
    known = gazetteer()
    parts: Counter[str] = Counter()
    for name, town in _towns_among(names.keys() - known.by_name.keys()).items():
        if town.code in known.countries:
            parts[town.code] += names[name]
    return parts


def _count_countries(parts: Counter[str]) -> Counter[str]:
    """How often each country is named, with all its parts."""
    countries: Counter[str] = Counter()
    for code, count in parts.items():
        countries[_code_of_country(code)] += count
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
    named = _towns_among(names)
    if not named:
        return None
    south = sum(town.south for town in named.values())
    return 2 * south > len(named)


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
