"""Whether a month, a season or a holiday is one of every year: "busiest at Christmas", "a summer job"."""

from itertools import pairwise

from .accounts import heads_entry
from .any_time import is_of_any_time
from .article import Reader
from .choose import points_around
from .meaning import Values
from .points import months_between, truncate
from .view import Match

OF_YEARS = frozenset(["month", "season", "holiday"])
YEARLY = frozenset([("every", "year"), ("each", "year")])
EVERY_YEAR = 7  # tokens after a date within which "every year" is said of it
EVERY_YEAR_BEFORE = 4  # tokens before it: "every year at Halloween"
TIMES_A_YEAR = 40  # tokens before a date within which "two meetings a year" is said
HABIT_BEFORE = 12  # tokens before a date within which "traditionally" is said of it
HABIT_AFTER = 4  # tokens after it: "demand in September is typically weaker"
NEAR = 1  # months from publication within which that of this year is meant all the same
KINDS = ("annual", "traditional", "yearly")  # "the annual November shoot"
ASKED_WORDS = 8  # tokens before an election day, within which one is asked to vote
ELECTION_MONTHS = 12  # within which an election of all the country is told of
LIKENED = 3  # tokens before a holiday within which "like" likens it
USUALLY = 14  # tokens before a holiday within which "usually" is said of it
USUAL = frozenset(["usually", "always", "invariably"])
TELLING = frozenset(["VBD", "VBZ", "VBP", "MD"])
OWNERS = frozenset(["my", "your", "his", "her", "our", "their"])
ENDS_PHRASE = frozenset(["", ".", ",", ":", "''", "CC"])
UPON = ("at", "on", "over", "during", "in")
STANDING = ("present", "ahead", "")


def is_of_any_year(match: Match, values: Values, reader: Reader) -> bool:
    """Whether no single year is meant, in news."""
    if reader.history or OF_YEARS.isdisjoint(values):
        return False
    if _is_said_of_years(match, reader):
        return True
    if "dir" in values:
        return False
    if reader.view.word_before(match) in KINDS:
        return not is_near(match, values, reader)
    if match.names("day", "ord"):
        return False
    if is_of_any_time(match, reader):
        return True
    if "season" in values:
        return _is_any_season(match, values, reader) or _tells_habit(match, reader)
    if "holiday" in values:
        return _is_any_holiday(match, values, reader)
    return reader.tells_habit(match) or _tells_habit(match, reader)


def _is_said_of_years(match: Match, reader: Reader) -> bool:
    """Whether a date heads an entry of a chronicle, or is said to come again."""
    return (
        heads_entry(match, reader)
        or _is_yearly_date(match, reader)
        or _tells_times_a_year(match, reader)
    )


def _is_yearly_date(match: Match, reader: Reader) -> bool:
    """Whether "every year" stands by a date: "he raced from 1 May to 3 October every year"."""
    view = reader.view
    after = view.words_after(match, EVERY_YEAR)
    if not YEARLY.isdisjoint(pairwise(after)):
        return True
    before = view.words_before(match, EVERY_YEAR_BEFORE)
    return not YEARLY.isdisjoint(pairwise(before))


def _tells_times_a_year(match: Match, reader: Reader) -> bool:
    """Whether a sentence says how often: "two meetings a year, one in spring and one in May"."""
    if reader.tense(match) not in STANDING:
        return False
    view = reader.view
    before = view.words_before(match, TIMES_A_YEAR)
    tags = view.tags_before(match, TIMES_A_YEAR)
    for tag, word, next_word in zip(tags, before[1:], before[2:], strict=False):
        if tag != "NNS":
            continue
        if (word, next_word) == ("a", "year"):
            return True
    return False


def _is_any_holiday(match: Match, values: Values, reader: Reader) -> bool:
    """Whether a holiday is any of its kind, and not the one that is near."""
    if _is_no_holiday_of_a_year(match, reader):
        return True
    if _is_of_other_election(match, values, reader):
        return True
    if not _tells_habit(match, reader, "holiday_habits"):
        return _is_standing_at(match, reader)
    return not is_near(match, values, reader)


def _is_of_other_election(match: Match, values: Values, reader: Reader) -> bool:
    """Whether an election day gone is of another vote than the last of all the country: "on election day"."""
    published = reader.published
    if published is None:
        return False
    _, words = match.fields["holiday"][0]
    if "election" not in words:
        return False
    tags = reader.view.tags_before(match, ASKED_WORDS)
    if "TO" in tags:
        return False  # she asked them to vote on it
    if not reader.is_surely_gone(match):
        return False
    points = points_around(match, values, published.year, reader)
    gone = [point for point in points if point.begins <= published.begins]
    months = [abs(months_between(point, published)) for point in gone]
    return min(months, default=0) > ELECTION_MONTHS


def _is_no_holiday_of_a_year(match: Match, reader: Reader) -> bool:
    """Whether it is only likened to, or somebody's own, or one of many: "like children at Easter"."""
    if _is_usual(match, reader):
        return True
    if _is_somebodys_own(match, reader):
        return True
    return _is_likened_to(match, reader)


def _is_likened_to(match: Match, reader: Reader) -> bool:
    """Whether something is only likened to a holiday: "like children at Easter", not "as Easter nears"."""
    view = reader.view
    if view.tag_after(match) in TELLING:
        return False
    before = view.words_before(match, LIKENED)
    tags = view.tags_before(match, LIKENED)
    if before[-1:] == ["like"]:
        return tags[-1] == "IN"
    if not TELLING.isdisjoint(tags):
        return False
    if before[-1:] == ["as"]:
        return tags[-2:-1] != ["RB"]  # not "as early as Christmas"
    if "like" not in before:
        return False
    place = before.index("like")
    return tags[place] == "IN"


def _is_somebodys_own(match: Match, reader: Reader) -> bool:
    """Whether a holiday is somebody's: "her story was his Christmas", not "his Christmas speech"."""
    view = reader.view
    if view.word_before(match) not in OWNERS:
        return False
    if reader.tense(match) in ("future", "ahead"):
        return False  # "we will have our Easter"
    tag = view.tag_after(match)
    return tag in TELLING or tag in ENDS_PHRASE


def _is_usual(match: Match, reader: Reader) -> bool:
    """Whether "usually" or "always" says that it was so at every such holiday, in the past as well."""
    before = reader.view.words_before(match, USUALLY)
    return not USUAL.isdisjoint(before)


def is_near(match: Match, values: Values, reader: Reader) -> bool:
    """Whether a date of this name is near the day of publication, and so that one may be meant."""
    published = reader.published
    if published is None:
        return True
    points = points_around(match, values, published.year, reader)
    distances = [abs(months_between(point, published)) for point in points]
    return min(distances, default=0) <= NEAR


def _is_any_season(match: Match, values: Values, reader: Reader) -> bool:
    """Whether a season says what kind a thing is, or what is so each year: "a summer job", "in winter"."""
    view = reader.view
    lists = reader.tenses.lists
    is_the = view.lower(match.first) == "the"
    if view.word_after(match) in lists["weather_of_season"]:
        is_gone = reader.tense(match) in ("past", "since")
        return is_gone and not is_the and not _is_running(match, values, reader)
    if view.word_after(match) in lists["with_any_season"]:
        if reader.tense(match) != "past":
            return True
        return not is_the and not _is_running(match, values, reader)
    if is_the or match.names("edge"):
        return False
    if view.word_before(match) != "in":
        return False
    return reader.tense(match) == "present"


def _is_running(match: Match, values: Values, reader: Reader) -> bool:
    """Whether a season is the one in which the article appears."""
    published = reader.published
    if published is None:
        return False
    points = points_around(match, values, published.year, reader)
    return any(truncate(published, point.unit) == point for point in points)


def _tells_habit(match: Match, reader: Reader, words: str = "yearly_habits") -> bool:
    """Whether "traditionally" or "typically" is said of a date that is not told of as past or to come."""
    is_gone = reader.tense(match) in ("past", "since")
    if is_gone and not reader.tenses.is_by_present_perfect(match):
        return False
    view = reader.view
    first, last = view.sentence_near(match, HABIT_BEFORE, HABIT_AFTER)
    around = view.lower_words(first, last)
    habits = reader.tenses.lists[words]
    return not habits.isdisjoint(around)


def _is_standing_at(match: Match, reader: Reader) -> bool:
    """Whether something is so at each such holiday: "sales are strongest at Christmas"."""
    if reader.tense(match) != "present":
        return False
    view = reader.view
    low, _ = view.sentence(match.first)
    row = match.first - 2
    if row <= low:
        return False
    if view.word_before(match) not in UPON:
        return False
    tag = view.tag(row)
    if not tag.startswith("JJ"):
        return False
    first = max(low, row - 2)
    before = view.lower_words(first, row)
    copulas = reader.tenses.lists["copulas"]
    return not copulas.isdisjoint(before)


def is_any_year(match: Match, unit: str, reader: Reader) -> bool:
    """Whether what is so is so in any year: "they diet for most of the year"."""
    if unit != "Y" or match.names("edge", "part"):
        return False
    if match.rule.name != "the day in question":
        return False
    if reader.view.word_before(match) != "of":
        return False
    return reader.tense(match) in ("present", "ahead")
