"""Make src/broadsheet/dates/feasts.tsv: feasts of other calendars, by the days they fell or will fall on.

    pip install "holidays==0.109" && python training/make_feasts.py

From the calendars of the package holidays (MIT): Islamic, Hindu, Chinese, Hebrew, Persian and Buddhist
feasts from 1900 to 2050, as far as the package knows them. Islamic days are those of the astronomical
calendar; those that a country announced stand in lines of their own ("eid al-fitr@PK"). What follows from a
rule (Easter, the fourth Thursday) stands in words.toml.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import holidays
from holidays.calendars import chinese, hebrew, hindu, islamic, persian, thai

TARGET = Path(__file__).parent.parent / "src/broadsheet/dates/feasts.tsv"
YEARS = range(1900, 2051)
SPRING_MOVED = 2020  # from when Bangladesh has the first of Falgun a day later
LONGEST_FEAST = 20  # days of which the first counts
# The feast's name in words.toml, the calendar, the package's method, and days to add.
FEASTS = [
    ("diwali", hindu._HinduLunisolar(), "diwali_india_date", 0),
    ("holi", hindu._HinduLunisolar(), "holi_date", 0),
    ("dussehra", hindu._HinduLunisolar(), "dussehra_date", 0),
    ("ganesh", hindu._HinduLunisolar(), "ganesh_chaturthi_date", 0),
    ("janmashtami", hindu._HinduLunisolar(), "janmashtami_date", 0),
    ("ram navami", hindu._HinduLunisolar(), "ram_navami_date", 0),
    ("raksha bandhan", hindu._HinduLunisolar(), "raksha_bandhan_date", 0),
    ("navratri", hindu._HinduLunisolar(), "sharad_navratri_date", 0),
    ("shivaratri", hindu._HinduLunisolar(), "maha_shivaratri_date", 0),
    ("onam", hindu._HinduLunisolar(), "onam_date", 0),
    ("pongal", hindu._HinduLunisolar(), "pongal_date", 0),
    ("guru nanak", hindu._HinduLunisolar(), "guru_nanak_jayanti_date", 0),
    ("buddha purnima", hindu._HinduLunisolar(), "buddha_purnima_date", 0),
    ("chaitra navratri", hindu._HinduLunisolar(), "chaitra_navratri_date", 0),
    ("ugadi", hindu._HinduLunisolar(), "gudi_padwa_date", 0),
    ("basant panchami", hindu._HinduLunisolar(), "basant_panchami_date", 0),
    ("akshaya tritiya", hindu._HinduLunisolar(), "parshuram_jayanti_date", 0),
    ("dhanteras", hindu._HinduLunisolar(), "diwali_india_date", -2),
    ("bhai dooj", hindu._HinduLunisolar(), "diwali_india_date", 2),
    ("govardhan puja", hindu._HinduLunisolar(), "govardhan_puja_date", 0),
    ("chhath puja", hindu._HinduLunisolar(), "chhath_puja_date", 0),
    ("karva chauth", hindu._HinduLunisolar(), "karwa_chauth_date", 0),
    ("maha ashtami", hindu._HinduLunisolar(), "maha_ashtami_date", 0),
    ("maha navami", hindu._HinduLunisolar(), "maha_navami_date", 0),
    ("mahavir jayanti", hindu._HinduLunisolar(), "mahavir_jayanti_date", 0),
    ("hanuman jayanti", hindu._HinduLunisolar(), "hanuman_jayanti_date", 0),
    ("guru purnima", hindu._HinduLunisolar(), "guru_purnima_date", 0),
    ("guru gobind singh", hindu._HinduLunisolar(), "guru_gobind_singh_jayanti_date", 0),
    ("guru ravidas", hindu._HinduLunisolar(), "guru_ravidas_jayanti_date", 0),
    ("rath yatra", hindu._HinduLunisolar(), "rath_yatra_date", 0),
    ("vaisakhi", hindu._HinduLunisolar(), "vaisakhi_date", 0),
    ("makar sankranti", hindu._HinduLunisolar(), "makar_sankranti_date", 0),
    ("puthandu", hindu._HinduLunisolar(), "puthandu_date", 0),
    ("vishu", hindu._HinduLunisolar(), "vishu_date", 0),
    ("pohela boishakh", hindu._HinduLunisolar(), "pohela_boishakh_date", 0),
    ("thaipusam", hindu._HinduLunisolar(), "thaipusam_date", 0),
    ("kali puja", hindu._HinduLunisolar(), "kali_puja_date", 0),
    ("vishwakarma puja", hindu._HinduLunisolar(), "vishwakarma_puja_date", 0),
    ("valmiki", hindu._HinduLunisolar(), "maharshi_valmiki_jayanti_date", 0),
    ("teej", hindu._HinduLunisolar(), "hartalika_teej_date", 0),
    ("dev diwali", hindu._HinduLunisolar(), "dev_diwali_date", 0),
    ("anant chaturdashi", hindu._HinduLunisolar(), "anant_chaturdashi_date", 0),
    ("naag panchami", hindu._HinduLunisolar(), "naag_panchami_date", 0),
    ("losar", hindu._HinduLunisolar(), "gyalpo_losar_date", 0),
    ("vesak", thai._ThaiLunisolar(), "visakha_bucha_date", 0),
    ("lunar new year", chinese._ChineseLunisolar(), "lunar_new_year_date", 0),
    ("lunar new year eve", chinese._ChineseLunisolar(), "lunar_new_year_date", -1),
    ("chap goh mei", chinese._ChineseLunisolar(), "lunar_new_year_date", 14),
    ("qingming", chinese._ChineseLunisolar(), "qingming_date", 0),
    ("dragon boat", chinese._ChineseLunisolar(), "dragon_boat_date", 0),
    ("mid-autumn", chinese._ChineseLunisolar(), "mid_autumn_date", 0),
    ("double ninth", chinese._ChineseLunisolar(), "double_ninth_date", 0),
    ("buddha's birthday", chinese._ChineseLunisolar(), "buddha_birthday_date", 0),
    ("chuseok", chinese._ChineseLunisolar(), "mid_autumn_date", 0),
    ("makha bucha", thai._ThaiLunisolar(), "makha_bucha_date", 0),
    ("loy krathong", thai._ThaiLunisolar(), "loy_krathong_date", 0),
    ("passover", hebrew._HebrewLunisolar(), "passover_date", 0),
    ("rosh hashanah", hebrew._HebrewLunisolar(), "rosh_hashanah_date", 0),
    ("yom kippur", hebrew._HebrewLunisolar(), "yom_kippur_date", 0),
    ("sukkot", hebrew._HebrewLunisolar(), "sukkot_date", 0),
    ("hanukkah", hebrew._HebrewLunisolar(), "hanukkah_date", 0),
    ("purim", hebrew._HebrewLunisolar(), "purim_date", 0),
    ("shavuot", hebrew._HebrewLunisolar(), "shavuot_date", 0),
    ("lag baomer", hebrew._HebrewLunisolar(), "lag_baomer_date", 0),
    ("tisha b'av", hebrew._HebrewLunisolar(), "tisha_bav_date", 0),
    ("simchat torah", hebrew._HebrewLunisolar(), "sukkot_date", 7),
    ("nowruz", persian._Persian(), "new_year_date", 0),
    ("eid al-fitr", islamic._IslamicLunar(), "eid_al_fitr_dates", 0),
    ("eid al-adha", islamic._IslamicLunar(), "eid_al_adha_dates", 0),
    ("arafah", islamic._IslamicLunar(), "eid_al_adha_dates", -1),
    ("ashura", islamic._IslamicLunar(), "ashura_dates", 0),
    ("mawlid", islamic._IslamicLunar(), "mawlid_dates", 0),
    ("arbaeen", islamic._IslamicLunar(), "arbaeen_dates", 0),
    ("laylat al-qadr", islamic._IslamicLunar(), "laylat_al_qadr_dates", 0),
    ("isra and miraj", islamic._IslamicLunar(), "isra_and_miraj_dates", 0),
    ("shab-e-barat", islamic._IslamicLunar(), "imam_mahdi_birthday_dates", 0),
    ("hijri new year", islamic._IslamicLunar(), "hijri_new_year_dates", 0),
    ("ramadan", islamic._IslamicLunar(), "ramadan_beginning_dates", 0),
]


# Feasts that the package knows only as a country's holidays: the feast's name, the country, the name there,
# whether it is held on the day off in its place, and days to add.
COUNTRY_FEASTS = [
    ("matariki", holidays.NZ, "Matariki", False, 0),
    ("deepavali", holidays.SG, "Diwali", False, 0),
    ("poson", holidays.LK, "Poson Full Moon Poya Day", False, 0),
    ("esala", holidays.LK, "Esala Full Moon Poya Day", False, 0),
    ("yom ha'atzmaut", holidays.IL, "Independence Day", True, 0),
    ("yom hazikaron", holidays.IL, "Independence Day", True, -1),
    ("jerusalem day", holidays.IL, "Jerusalem Day", False, 0),
]

# Feasts that have another day in some countries, as the moon is sighted later or the day reckoned otherwise,
# and their names there.
SIGHTED = {
    "diwali": "Diwali",
    "eid al-fitr": "Eid al-Fitr|Eid-ul-Fitr|Idd al-Fitr|Idd-ul-Fitr|Hari Raya Puasa",
    "eid al-adha": "Eid al-Adha|Eid-ul-Adha|Idd-ul-Adha|Hari Raya Haji",
    "ashura": "Ashura",
    "mawlid": "Prophet's Birthday|Prophet Mohammed's Birthday",
    "ramadan": "First Day of Ramadan",
    "hijri new year": "Islamic New Year",
    "vesak": "Vesak Day|Buddha Purnima|Vesak Full Moon Poya Day",
    "pohela boishakh": "Bengali New Year's Day",
}
SIGHTING = [
    "IN",
    "LK",
    "NP",
    "SG",
    "MY",
    "ID",
    "BD",
    "PK",
    "TT",
    "GY",
    "FJ",
    "MU",
    "KE",
    "TZ",
    "GH",
    "GM",
    "BN",
]
# Whose days are India's where the package knows none, or only the days off around them.
AS_INDIA = {"BD": [], "PK": ["eid al-fitr", "eid al-adha", "ashura"]}
# As a country's committee announced them where the package has another day or an estimate.
ANNOUNCED = {
    "eid al-fitr@IN": {2016: "2016-07-07"},
    "eid al-fitr@BD": {2016: "2016-07-07", 2024: "2024-04-11"},
    "eid al-fitr@PK": {
        2016: "2016-07-06",
        2020: "2020-05-24",
        2021: "2021-05-13",
        2024: "2024-04-10",
    },
}


def sighted_days(code: str, titles: str) -> dict[int, list[date]]:
    """The first days of a feast in a country by year, as far as they were announced and are not estimates."""
    country = getattr(holidays, code)
    language = "en_US" if "en_US" in country.supported_languages else None
    listed = country(
        years=range(1990, 2036),
        observed=False,
        language=language,
        categories=country.supported_categories,
    )
    days: dict[int, list[date]] = {}
    for day, named in sorted(listed.items()):
        if not set(titles.split("|")).isdisjoint(named.split("; ")):
            of_year = days.setdefault(day.year, [])
            if not of_year or (day - of_year[-1]).days > LONGEST_FEAST:
                of_year.append(day)
    return days


def days_of(result: object) -> Iterable[date]:
    """The days in what a method of the package returns: a day, or pairs of a day and whether it is
    estimated."""
    if result is None:
        return []
    if isinstance(result, date):
        return [result]
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], bool):
        return [result[0]] if result[0] else []
    return [day for pair in result for day in days_of(pair)]


def country_lines(table: dict[str, str]) -> list[str]:
    """Of each country, the years in which a feast has other days than the table tells."""
    lines = []
    for name, titles in SIGHTED.items():
        usual: dict[int, list[str]] = {}
        for day in table[name].split():
            usual.setdefault(int(day[:4]), []).append(day)
        for code in SIGHTING:
            days: dict[int, list[date]] = {}
            if code in AS_INDIA:
                days |= sighted_days("IN", titles)
            if name not in AS_INDIA.get(code, []):
                days |= sighted_days(code, titles)
            written = {year: [day.isoformat() for day in days[year]] for year in days}
            for year, day in ANNOUNCED.get(f"{name}@{code}", {}).items():
                written[year] = [day]
            other = [
                " ".join(of_year)
                for year, of_year in sorted(written.items())
                if len(of_year) == len(usual.get(year, [])) and of_year != usual[year]
            ]
            if other:
                lines.append(f"{name}@{code}\t{' '.join(other)}\n")
    return lines


def main() -> None:
    """Write the table, one feast a line: its name and its days."""
    lines = []
    for name, calendar, method, more in FEASTS:
        days: list[str] = []
        for year in YEARS:
            feast = days_of(getattr(calendar, method)(year))
            days += [(day + timedelta(days=more)).isoformat() for day in feast]
        lines.append(f"{name}\t{' '.join(sorted(set(days)))}\n")
    for name, country, title, is_moved, more in COUNTRY_FEASTS:
        listed = country(
            years=YEARS,
            observed=is_moved,
            language="en_US",
            categories=country.supported_categories,
        ).items()
        days = [day + timedelta(days=more) for day, titles in listed if title in titles]
        named = sorted(day.isoformat() for day in days)
        lines.append(f"{name}\t{' '.join(named)}\n")
    spring = [f"{year}-02-{14 if year >= SPRING_MOVED else 13}" for year in YEARS]
    lines.append(f"pohela falgun\t{' '.join(spring)}\n")
    lines += country_lines(dict(line.rstrip().split("\t") for line in lines))
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
