"""Whether an article is a history, which is completed from its own years, or news."""

from .meaning import read_fields
from .points import Point
from .values import full_year
from .view import Match

STEP_BACK = 20  # years: a story is not taken farther back by a year named in passing (chosen on WikiWars)
HEAD = 600  # characters at the head of an article, which in news say "Friday", "last month"
LEAST_YEARS = 3  # of a history without any word of news
MANY_YEARS = 8  # of a history, whatever else it says
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
        published_year = published.year if published else None
        return full_year(int(values["shortyear"]), published_year)
    year = values.get("year", values.get("oldyear"))
    if year is None and "era" in values:
        year = values.get("digits")
    if year is not None and values.get("era") == "BC":
        return 1 - year
    return year


def named_years(matches: list[Match], published: Point | None) -> list[tuple[int, int]]:
    """Where years are named, and which."""
    years = []
    for match in matches:
        if not match.names(*YEAR_FIELDS):
            continue
        year = read_year(read_fields(match), published)
        if year is not None:
            years.append((match.start, int(year)))
    return years


def is_history(matches: list[Match], published: Point | None) -> bool:
    """Whether an article is a history: it gives years throughout, where news says "Friday", "last month"."""
    if published is None:
        return True
    years = sum(match.names(*YEAR_FIELDS) for match in matches)
    news = _of_news(matches)
    if _is_at_head(news):
        return False
    gives_years_throughout = 10 * years > len(matches)
    if news:
        outweighs_news = years > 4 * len(news)
        return years >= MANY_YEARS and outweighs_news and gives_years_throughout
    if years < LEAST_YEARS:
        return False
    if _tells_of_old_times(matches, published):
        return True
    is_long = len(matches) >= MANY_DATES
    return gives_years_throughout and (years >= MANY_YEARS or is_long)


def _is_at_head(news: list[Match]) -> bool:
    """Whether any of these stands at the head of the article."""
    starts = [match.start for match in news]
    return min(starts, default=HEAD) < HEAD


def _tells_of_old_times(matches: list[Match], published: Point) -> bool:
    """Whether all years named are long gone, days are dated in full, and nothing is said of now."""
    rules = {match.rule.name for match in matches}
    if not VAGUE_RULES.isdisjoint(rules):
        return False
    if not any(_is_in_full(match) for match in matches):
        return False
    years = [year for _, year in named_years(matches, published)]
    return max(years, default=0) <= published.year - STEP_BACK


def _is_in_full(match: Match) -> bool:
    return match.names("month") and match.names("year")


def keep_old_years(matches: list[Match], published: Point | None) -> list[Match]:
    """Drop numbers of three figures that can be years, unless the article tells of old times.

    It does where several stand as years do and it is not news: it says nothing like "Friday" at its head.
    """
    old: list[Match] = []
    others: list[Match] = []
    for match in matches:
        kept = old if match.rule.name == OLD_YEAR else others
        kept.append(match)
    if not old:
        return matches
    numbers = {match.fields["oldyear"][0][1][0] for match in old}
    if published is None or len(numbers) < LEAST_OLD_YEARS:
        return others
    news = _of_news(others)
    if _is_at_head(news) or len(news) > len(old):
        return others
    return matches


def _of_news(matches: list[Match]) -> list[Match]:
    """The expressions that are counted from the day of publication, as in news."""
    return [match for match in matches if _is_of_news(match)]


def _is_of_news(match: Match) -> bool:
    if match.rule.op == "duration":
        return False
    return match.rule.name == "ago" or match.names(*NEWS_FIELDS)
