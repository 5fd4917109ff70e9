"""Whether an article is a history, which is completed from its own years, or news."""

from statistics import median_low

from .meaning import read_fields
from .points import Point
from .values import full_year
from .view import Match

STEP_BACK = 20  # years: a story is not taken farther back by a year named in passing (chosen on WikiWars)
HEAD = 600  # characters at the head of an article, which in news say "Friday", "last month"
LEAST_YEARS = 3  # of a history without any word of news
MANY_YEARS = 8  # of a history, whatever else it says
TIMES_THE_NEWS = 10  # as often as "last week", a history names years
LEAST_SHARE = 0.1  # of its expressions, for how many a history gives years
# The same where most of its years are not long gone: news that names some in passing has fewer, and its
# "in May" is not of the year last named (chosen on three newspapers and a broadcaster, WikiWars and AQUAINT).
LEAST_SHARE_OF_LATE = 0.45
MANY_DATES = 12  # expressions of an article that few years make a history
# Different numbers of three figures that make an article one of old times.
LEAST_OLD_YEARS = 3
NEWS_FIELDS = ("weekday", "today", "dir", "quarter")
YEAR_FIELDS = ("year", "era", "oldyear")
OLD_YEAR = "old year"
VAGUE_RULES = frozenset(["present", "past", "future"])


def read_year(values: dict, published: Point | None = None) -> int | None:
    """The astronomical year that an expression names."""
    if "shortyear" in values:
        short = int(values["shortyear"])
        published_year = published.year if published else None
        return full_year(short, published_year)
    year = values.get("year", values.get("oldyear"))
    era = values.get("era")
    if era and year is None:
        year = values.get("digits")
    if year is None:
        return None
    return 1 - year if era == "BC" else year


def named_years(matches: list[Match], published: Point | None) -> list[tuple[int, int]]:
    """Where years are named, and which."""
    years = []
    for match in matches:
        if not match.names(*YEAR_FIELDS):
            continue
        values = read_fields(match)
        year = read_year(values, published)
        if year is not None:
            of_match = (match.start, int(year))
            years.append(of_match)
    return years


def is_history(matches: list[Match], published: Point | None) -> bool:
    """Whether an article is a history: it gives years throughout, where news says "Friday", "last month"."""
    if published is None:
        return True
    years = sum(match.names(*YEAR_FIELDS) for match in matches)
    news = _of_news(matches)
    if _is_at_head(news):
        return False
    are_many = years >= MANY_YEARS
    is_throughout = _gives_years_throughout(years, matches, published)
    if news:
        outweighs_news = years > TIMES_THE_NEWS * len(news)
        return are_many and outweighs_news and is_throughout
    if years < LEAST_YEARS:
        return False
    if _tells_of_old_times(matches, published):
        return True
    is_long = len(matches) >= MANY_DATES
    return is_throughout and (are_many or is_long)


def _gives_years_throughout(years: int, matches: list[Match], published: Point) -> bool:
    """Whether so many of the expressions of an article are years that it gives them throughout."""
    least_share = LEAST_SHARE_OF_LATE
    if years >= MANY_YEARS and _are_long_gone(matches, published):
        least_share = LEAST_SHARE
    return years > least_share * len(matches)


def _are_long_gone(matches: list[Match], published: Point) -> bool:
    """Whether most of the years that are named lie long before publication."""
    named = named_years(matches, published)
    years = sorted(year for _, year in named)
    return median_low(years) <= published.year - STEP_BACK


def _is_at_head(news: list[Match]) -> bool:
    """Whether any of these stands at the head of the article."""
    starts = [match.start for match in news]
    first = min(starts, default=HEAD)
    return first < HEAD


def _tells_of_old_times(matches: list[Match], published: Point) -> bool:
    """Whether all years named are long gone, days are dated in full, and nothing is said of now."""
    rules = {match.rule.name for match in matches}
    if not VAGUE_RULES.isdisjoint(rules):
        return False
    if not any(map(_is_in_full, matches)):
        return False
    named = named_years(matches, published)
    years = [year for _, year in named]
    latest = max(years, default=0)
    return latest <= published.year - STEP_BACK


def _is_in_full(match: Match) -> bool:
    if not match.names("month"):
        return False
    return match.names("year")


def keep_old_years(matches: list[Match], published: Point | None) -> list[Match]:
    """Drop numbers of three figures that can be years, unless the article tells of old times.

    It does where several stand as years do and it is not news: it says nothing like "Friday" at its head.
    """
    old: list[Match] = []
    others: list[Match] = []
    for match in matches:
        if match.rule.name == OLD_YEAR:
            old.append(match)
        else:
            others.append(match)
    if not old:
        return matches
    numbers = set(map(_figures_of_old_year, old))
    if published is None or len(numbers) < LEAST_OLD_YEARS:
        return others
    news = _of_news(others)
    if _is_at_head(news):
        return others
    if len(news) > len(old):
        return others
    return matches


def _figures_of_old_year(match: Match) -> str:
    """The figures of a year of three."""
    _, words = match.fields["oldyear"][0]
    return words[0]


def _of_news(matches: list[Match]) -> list[Match]:
    """The expressions that are counted from the day of publication, as in news."""
    of_news = filter(_is_of_news, matches)
    return list(of_news)


def _is_of_news(match: Match) -> bool:
    if match.rule.op == "duration":
        return False
    if match.rule.name == "ago":
        return True
    return match.names(*NEWS_FIELDS)
