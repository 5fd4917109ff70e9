"""What is known while an article is read: its day, the points of time named so far, where it is from."""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from .day_order import is_day_first
from .history import STEP_BACK, is_history, named_years
from .meaning import Anchor, Meaning, read_fields
from .named_days import (
    NamedDays,
    count_named_days,
    years_of_days,
    years_of_events,
)
from .places import Setting, find_setting
from .points import Point, shift, truncate
from .tense import TenseReader
from .tense_rules import Tense
from .view import Match, TokenView, after_bracket

# How fine a unit is.
RANK = {
    "C": 0,
    "E": 1,
    "Y": 2,
    "H": 3,
    "S": 4,
    "SS": 4,
    "Q": 4,
    "M": 5,
    "W": 6,
    "WE": 7,
    "D": 8,
}
REACH = 1000  # characters of a paragraph that are looked at on either side
WORDS_OF_ASIDE = 100  # before a day, in which a bracket may open; sentences without an end go on for ever
STORY = 500  # characters within which an hour is one of the day last named

DOCUMENT_WORDS = 60  # tokens before words quoted in court, within which stands what they are read from
COURT_WORDS = 3  # of an article that reports from a court
DAY_WORDS = 9  # tokens within which a day follows that an hour is of
# Between an hour and a day that it is not of.
PARTING_WORDS = frozenset(["and", ",", ";", "before", "after", "until", "(", ")"])
RANGE_WORDS = frozenset(["to", "until", "till", "through", "-", "–", "—"])
ASIDE_RULES = frozenset(["previous", "earlier"])
# By which a day is named behind an hour: "at 1am on Friday", "at 6pm last night".
NEXT_DAYS = frozenset(["weekday", "day word", "this part of the day", "weekday's part"])
DAYS_BEHIND = NEXT_DAYS | {"day", "holiday"}
WEEKDAY_RULES = frozenset(["weekday", "weekday's part"])
# What lies on one side of now or the other, and what says on which.
SIDED = ("weekday", "month", "season")
OF_ONE_SIDE = ("dir", "weekdir", "yeardir", "year", "day", "ord", "which", "last")

Name = tuple[str, int] | None


@dataclass
class Reader:
    """An article being read. A history is completed from its own years, news from the day of publication."""

    view: TokenView
    written: str
    published: Point | None
    matches: list[Match]
    outlet: str
    tenses: TenseReader
    history: bool = False
    points: dict[str, tuple[int, Point]] = field(
        default_factory=dict
    )  # the last of each unit, and where
    story: tuple[Point, str] | None = None
    in_full: tuple[int, Point] | None = None  # the last month or day with its year
    debates: dict[tuple[int, str], Point] = field(
        default_factory=dict
    )  # on which Monday the debate is
    previous: tuple[Match, Meaning] | None = None
    days: list[tuple[Match, Point]] = field(default_factory=list)  # named so far
    # What the words around a day without its side tell for the future, by where it begins.
    near_scores: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.history = is_history(self.matches, self.published)
        self.years = named_years(self.matches, self.published)

    # ---- where the article is from ------------------------------------------------------------------

    @cached_property
    def setting(self) -> Setting:
        """The country and hemisphere that the article is from."""
        first = self.matches[0].first
        article = int(self.view.article[first])
        words = self.view.article_words(article)
        return find_setting(words, self.outlet)

    @cached_property
    def day_first(self) -> bool | None:
        """Whether days in figures begin with the day, decided once for the article; None where it is open."""
        return is_day_first(self)

    # ---- from where an expression is completed --------------------------------------------------------

    def anchor(self, text: bool = False, unit: str = "C") -> Anchor:
        """Where an expression is completed from; with `text`, the last point as fine as `unit`, if any."""
        if self.history and self.story and (not text or unit == "C"):
            return self.story
        if text:
            least = RANK.get(unit, RANK["D"])
            fine = []
            for last in self.points.values():
                _, point = last
                if RANK[point.unit] >= least:
                    fine.append(last)
            if fine:
                start, point = max(fine)
                return point, f"text:{start}"
        return self.published, "published" if self.published else "none"

    def earlier_points(self) -> list[tuple[int, Point]]:
        """The points named so far, the last first."""
        points = self.points.values()
        return sorted(points, reverse=True)

    def note(self, meaning: Meaning, match: Match) -> None:
        """Remember what an expression means; a story may move on to it."""
        self.previous = match, meaning
        point = meaning.point
        if point is None or match.rule.settings.get("aside"):
            return
        if self._is_hour_in_brackets(meaning, match):
            return
        if _is_guessed_hour(meaning, match) or _is_of_what_follows(meaning, match):
            return
        if self._is_compared(point, match):
            return
        self._note_point(point, meaning, match)
        if self._moves_story(point, match):
            self.story = point, f"text:{match.start}"

    def _note_point(self, point: Point, meaning: Meaning, match: Match) -> None:
        """Remember a point as the last of its unit."""
        unit = point.unit
        here = (match.start, point)
        self.points[unit] = here
        if unit == "D":
            self.days.append((match, point))
        if unit in ("M", "D") and meaning.anchor == "itself":
            self.in_full = here
        if unit == "Q" and self._is_past_quarter(point):
            self.points["past Q"] = here

    def _is_compared(self, point: Point, match: Match) -> bool:
        """Whether a quarter or a month is the one before that which is reported on."""
        if match.rule.name not in ASIDE_RULES:
            return False
        if point.unit == "Q":
            return "past Q" in self.points
        if point.unit != "M" or "M" not in self.points:
            return False
        start, _ = self.points["M"]
        return self.view.is_in_sentence_from(match.first, start)

    def _is_past_quarter(self, point: Point) -> bool:
        if self.published is None:
            return True
        running = truncate(self.published, "Q")
        return point.begins < running.begins

    def _is_hour_in_brackets(self, meaning: Meaning, match: Match) -> bool:
        """The same moment by another clock: "at 01:40 on Friday (17:40 GMT Thursday)"."""
        if meaning.type != "TIME":
            return False
        before = self.written[: match.start]
        return before.endswith("(")

    def _moves_story(self, point: Point, match: Match) -> bool:
        """Whether a point lies between the years named before and after, and is not named in passing."""
        if is_coarser(point, "Y"):
            return False
        if self.story is None:
            return True
        before = self.story[0].year
        back = before - point.year
        is_aside = match.rule.name in ASIDE_RULES and back > 0
        if is_aside or self._is_in_brackets(match):
            return False
        if self.history and self._heads_entry(match):
            return True
        if point.unit == "Y" and back > STEP_BACK:
            return False
        if self._heads_sentence_in_full(match):
            return True
        return self._is_between_years(point, before, match)

    def _is_between_years(self, point: Point, before: int, match: Match) -> bool:
        """Whether a point lies between the year before it and that named next, if that is not in passing."""
        after = self._year_after(match, point.year)
        years_on = point.year - before
        is_in_full = point.unit != "Y" and 0 <= years_on <= STEP_BACK
        if after < before and is_in_full:
            return True  # the year that follows is named in passing
        return min(before, after) <= point.year <= max(before, after)

    def _heads_entry(self, match: Match) -> bool:
        """Whether a year heads a paragraph of a chronicle: "1971", then "She is born on 3 May"."""
        if match.rule.name != "year" or self.view.word_after(match) == ",":
            return False
        begin, _ = self.paragraph(match)
        return not self.written[begin : match.start].strip()

    def _year_after(self, match: Match, usual: int) -> int:
        """The year named next after a match, or the usual one."""
        index = bisect_left(self.years, (match.end,))
        if index == len(self.years):
            return usual
        _, year = self.years[index]
        return year

    def _heads_sentence_in_full(self, match: Match) -> bool:
        """Whether a sentence begins with a day and its year: "On 4 May 1972, …"."""
        if not match.names("year"):
            return False
        if not match.names("day", "ord"):
            return False
        low, _ = self.view.sentence(match.first)
        return match.first - low <= 1

    def _is_in_brackets(self, match: Match) -> bool:
        """Whether a match is an aside: "(as of 5 December 2006)"."""
        low, _ = self.view.sentence(match.first)
        low = max(low, match.first - WORDS_OF_ASIDE)
        before = self.view.words_of(low, match.first)
        depth = before.count("(") - before.count(")")
        if depth <= 0:
            return False
        return "as" in before[-3:]

    # ---- what stands around an expression -------------------------------------------------------------

    def tense(self, match: Match) -> Tense:
        """Whether what is said of a match looks back or forward."""
        return self.tenses.tense(match)

    def is_said_of_now(self, match: Match) -> bool:
        """Whether what a story tells of is to come, seen from now: "the vote is set for May"."""
        if self.published is None or self.tense(match) != "future":
            return False
        return self.tenses.is_seen_from_now(match)

    def is_surely_gone(self, match: Match) -> bool:
        """Whether words that only what is gone has stand by a match, or a verb of the past near it."""
        tense = self.tense(match)
        if tense == "since":
            return True
        return tense == "past" and self.tenses.is_by_finite_past(match)

    @cached_property
    def years_of_days(self) -> dict[str, set[int]]:
        """For each day that the article names with its year, of which years it does so."""
        return years_of_days(self.matches, self.published)

    @cached_property
    def years_of_events(self) -> dict[str, set[int]]:
        """The same of the days of known events that it names."""
        return years_of_events(self.matches)

    def of_same_name(self, match: Match) -> list[Match]:
        """The weekdays, months or seasons of the same name that do not say on which side of now they lie."""
        name = _name_of(match)
        named = self._matches_by_name.get(name, [])
        return [other for other in named if other.start != match.start]

    @cached_property
    def _matches_by_name(self) -> dict[Name, list[Match]]:
        named: dict[Name, list[Match]] = {}
        for match in self.matches:
            if match.names(*OF_ONE_SIDE):
                continue
            name = _name_of(match)
            if name:
                named.setdefault(name, []).append(match)
        return named

    @cached_property
    def names_tomorrow(self) -> bool:
        """Whether the article tells of tomorrow by that word."""
        return "tomorrow" in self.written

    def names_day_from(self, day: Point, days_on: int) -> bool:
        """Whether the article names the day so many days after another by its month."""
        other = shift(day, days_on, "D")
        return (other.month, other.day) in self._days_of_months

    @cached_property
    def _days_of_months(self) -> set[tuple[int, int]]:
        days = set()
        for match in self.matches:
            if match.names("month") and match.names("day", "ord"):
                values = read_fields(match)
                days.add((values["month"], values.first("day", "ord")))
        return days

    def tells_habit(self, match: Match) -> bool:
        """Whether something is done at any such time, as "usually" tells."""
        return self.tenses.is_habit(match)

    def quoted(self, match: Match) -> bool:
        """Whether a match stands between quotation marks."""
        is_quoted = self.view.quoted[match.first]
        return bool(is_quoted)

    def paragraph(self, match: Match) -> tuple[int, int]:
        """Where the paragraph around a match begins and ends, or how much of it is looked at."""
        begin = max(0, match.start - REACH)
        end = match.end + REACH
        break_before = self.written.rfind("\n", begin, match.start)
        break_after = self.written.find("\n", match.end, end)
        if break_before >= 0:
            begin = break_before + 1
        if break_after >= 0:
            end = break_after
        return begin, end

    def before(self, match: Match, reach: int) -> list[Match]:
        """The matches within so many characters before this one, the nearest first."""
        low = self.first_match_from(match.start - reach)
        high = self.first_match_from(match.start)
        between = self.matches[low:high]
        return between[::-1]

    def first_match_from(self, place: int) -> int:
        """The number of the first match that begins at a character or after it."""
        return bisect_left(self.matches, place, key=_start)

    def following(self, match: Match) -> Match | None:
        """The day by name that comes next in the same sentence and paragraph, on which a match was."""
        day = self.next_match(match)
        if day is None:
            return None
        _, end = self.paragraph(match)
        if day.end >= end or not self._is_beside(match, day):
            return None
        distance = day.first - match.last
        is_close = distance < 3
        if is_close and self.view.word_after(match) in RANGE_WORDS:
            return None
        is_named = day.rule.name in NEXT_DAYS or day.names("weekday")
        is_next_day = is_named and distance < 4
        if is_next_day or self.view.word_before(day) == "on":
            return day
        return None

    def day_after_weekday(self, match: Match) -> Match | None:
        """The day without a year that follows a weekday on the next line: "Monday", then "16 July"."""
        day = self.next_match(match)
        if day is None or day.rule.name != "day":
            return None
        if day.names("weekday", "year"):
            return None
        between = self.written[match.end : day.start]
        if between.strip(" \n,"):
            return None
        return day

    def next_match(self, match: Match) -> Match | None:
        """The match that follows, if there is one."""
        index = self.first_match_from(match.end)
        if index == len(self.matches):
            return None
        return self.matches[index]

    def _is_beside(self, match: Match, day: Match) -> bool:
        """Whether a day by name follows a little later in the sentence, and nothing parts the two."""
        is_weekday = day.names("weekday") and day.rule.op == "calendar"
        if day.rule.name not in DAYS_BEHIND and not is_weekday:
            return False
        view = self.view
        _, high = view.sentence(match.first)
        if day.last > high:
            return False
        between = view.words_of(match.last, day.first)
        if len(between) > DAY_WORDS:
            return False
        telling = after_bracket(between)
        return PARTING_WORDS.isdisjoint(telling)

    @cached_property
    def named_days(self) -> NamedDays:
        """How many days and years an article names."""
        return count_named_days(self.matches)

    @cached_property
    def is_of_court(self) -> bool:
        """Whether an article reports what is said before a court."""
        first = self.matches[0].first
        article = int(self.view.article[first])
        testimony = self.tenses.lists["testimony"]
        words = self.view.article_words(article, small=True)
        count = sum(word in testimony for word in words)
        return count >= COURT_WORDS

    def is_read_out(self, match: Match) -> bool:
        """Whether a court hears words of another day: a message, a call, a diary that is quoted to it."""
        if not self.quoted(match) or not self.is_of_court:
            return False
        view = self.view
        first_of_article = view.first_row(match.first)
        first = max(first_of_article, match.first - DOCUMENT_WORDS)
        before = view.lower_words(first, match.first)
        return not self.tenses.lists["documents"].isdisjoint(before)

    def names_point_here(self, match: Match) -> bool:
        """Whether the last point named stands in the same sentence."""
        starts = [start for start, _ in self.points.values()]
        if not starts:
            return False
        last = max(starts)
        return self.view.is_in_sentence_from(match.first, last)

    def names_day_here(self, match: Match) -> bool:
        """Whether the last day named stands in the same sentence."""
        if "D" not in self.points:
            return False
        start, _ = self.points["D"]
        return self.view.is_in_sentence_from(match.first, start)

    def in_full_here(self, match: Match) -> tuple[Point, str] | None:
        """The month or day last named with its year, if in the same sentence."""
        if self.in_full is None:
            return None
        start, point = self.in_full
        if not self.view.is_in_sentence_from(match.first, start):
            return None
        return point, f"text:{start}"

    def previous_point(self) -> Point | None:
        """What the expression before this one means."""
        if self.previous is None:
            return None
        _, meaning = self.previous
        return meaning.point

    def range_start(self, match: Match) -> Point | None:
        """The day that a range begins with, where a match ends it: "from Friday to ⟦Sunday⟧"."""
        if self.previous is None:
            return None
        other, meaning = self.previous
        view = self.view
        between = view.lower_words(other.last, match.first)
        if not 0 < len(between) < 3:
            return None
        if between[0] in RANGE_WORDS:
            return meaning.point
        if between not in (["and"], ["or"]):
            return None
        is_opened = view.word_before(other) == "between"
        return meaning.point if is_opened or self._is_ahead(meaning) else None

    def _is_ahead(self, meaning: Meaning) -> bool:
        """Whether a day is to come: then "on Wednesday and Thursday", or "or Thursday", goes on from it."""
        point = meaning.point
        published = self.published
        if point is None or published is None:
            return False
        if point.unit != "D":
            return False
        return point.begins > published.begins

    def quarter(self, match: Match, reach: float = float("inf")) -> Anchor:
        """The quarter last reported on, if one was within `reach` characters."""
        if "past Q" not in self.points:
            return None, "none"
        start, point = self.points["past Q"]
        if match.start - start >= reach:
            return None, "none"
        return point, f"text:{start}"

    def last_quarter(self) -> Anchor:
        """The quarter before that of publication."""
        if self.published is None:
            return None, "none"
        day = shift(self.published, -1, "Q")
        return truncate(day, "Q"), "published"


def _is_guessed_hour(meaning: Meaning, match: Match) -> bool:
    """Whether an hour without a day is only taken to be of the day of publication."""
    if match.rule.op != "clock":
        return False
    if meaning.anchor != "published":
        return False
    return not match.names("weekday", "today", "month", "holiday", "dir", "tonight")


def _is_of_what_follows(meaning: Meaning, match: Match) -> bool:
    """Whether a day behind an hour gives it its day, and so is itself what is named last."""
    _, _, start = meaning.anchor.partition("text:")
    return bool(start) and int(start) >= match.end


def _name_of(match: Match) -> Name:
    """The weekday, month or season of a match, by its number."""
    for field_name in SIDED:
        if match.names(field_name):
            return field_name, read_fields(match)[field_name]
    return None


def _start(match: Match) -> int:
    return match.start


def is_coarser(point: Point, unit: str) -> bool:
    """Whether a point is too wide for a unit to be counted from it: a year for months, a month for days."""
    rank = RANK[point.unit]
    least = RANK.get(unit, RANK["D"])
    return rank < least
