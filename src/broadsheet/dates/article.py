"""What is known while an article is read: its day, the points of time named so far, where it is from."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from .meaning import Meaning, read_fields
from .places import Setting, find_setting
from .points import Point, shift, truncate
from .tense import Tense, TenseReader
from .values import full_year, read_figures
from .view import Match, TokenView

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
NEIGHBOURS = 16  # expressions of a paragraph that are looked at
SENTENCE = 100  # characters within which a colon leads to a quotation
STORY = 500  # characters within which an hour is one of the day last named
STEP_BACK = 20  # years: a story is not taken farther back by a year named in passing (chosen on WikiWars)
DAY_WORDS = 9  # tokens within which a day follows that an hour is of
# Between an hour and a day that it is not of.
PARTING_WORDS = frozenset(["and", ",", ";", "before", "after", "until", "(", ")"])
RANGE_WORDS = frozenset(["to", "until", "till", "through", "-", "–", "—"])
HEAD = 600  # characters at the head of an article, which in news say "Friday", "last month"
LEAST_YEARS = 3  # of a history without any word of news
MANY_YEARS = 8  # of a history, whatever else it says
MANY_DATES = 12  # expressions of an article that few years make a history
LEAST_OLD_YEARS = (
    3  # different numbers of three figures that make an article one of old times
)
SEPARATOR = re.compile(r"[-./]")  # between the figures of a day
OLD_YEAR = "old year"
VAGUE_RULES = frozenset(["present", "past", "future"])
ASIDE_RULES = frozenset(["previous", "earlier"])


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

    def __post_init__(self) -> None:
        self.history = is_history(self.matches, self.published)
        self.years = named_years(self.matches, self.published)

    # ---- where the article is from ------------------------------------------------------------------

    @cached_property
    def setting(self) -> Setting:
        """The country and hemisphere that the article is from."""
        article = int(self.view.article[self.matches[0].first])
        return find_setting(self.view.article_words(article), self.outlet)

    @cached_property
    def day_first(self) -> bool:
        """Whether days in figures begin with the day: decided once for the article from all that it shows."""
        dates = [match for match in self.matches if match.names("figures")]
        written = [read_fields(match)["figures"] for match in dates]
        day_score = 0
        month_score = 0
        for each in written:
            parts = SEPARATOR.split(each)
            day_score += int(parts[0]) > 12
            month_score += int(parts[1]) > 12
        if day_score != month_score:
            return day_score > month_score
        if any("." in each for each in written):
            return True
        fits_day_first = self._on_day_of_publication(written, True)
        fits_month_first = self._on_day_of_publication(written, False)
        if fits_day_first != fits_month_first:
            return fits_day_first
        return bool(self.setting.day_first)

    def _on_day_of_publication(self, written: list[str], day_first: bool) -> bool:
        """Whether one of the days, read in this order, is the article's own day."""
        if self.published is None:
            return False
        days = [read_figures(each, day_first, self.published.year) for each in written]
        return any(
            day is not None and day.begins == self.published.begins for day in days
        )

    # ---- from where an expression is completed --------------------------------------------------------

    def anchor(self, text: bool = False, unit: str = "C") -> tuple[Point | None, str]:
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
        return sorted(self.points.values(), reverse=True)

    def note(self, meaning: Meaning, match: Match) -> None:
        """Remember what an expression means; a story may move on to it."""
        self.previous = match, meaning
        point = meaning.point
        if point is None or match.rule.settings.get("aside"):
            return
        if self._is_hour_in_brackets(meaning, match):
            return
        self.points[point.unit] = match.start, point
        if point.unit in ("M", "D") and meaning.anchor == "itself":
            self.in_full = match.start, point
        if point.unit == "Q" and self._is_past_quarter(point):
            self.points["past Q"] = match.start, point
        if RANK[point.unit] >= RANK["Y"] and self._moves_story(point, match):
            self.story = point, f"text:{match.start}"

    def _is_past_quarter(self, point: Point) -> bool:
        if self.published is None:
            return True
        running = truncate(self.published, "Q")
        return point.begins < running.begins

    def _is_hour_in_brackets(self, meaning: Meaning, match: Match) -> bool:
        """The same moment by another clock: "at 01:40 on Friday (17:40 GMT Thursday)"."""
        before = self.written[match.start - 1 : match.start]
        return meaning.type == "TIME" and before == "("

    def _moves_story(self, point: Point, match: Match) -> bool:
        """Whether a point lies between the years named before and after, and is not named in passing."""
        if self.story is None:
            return True
        if self._is_in_brackets(match):
            return False
        before = self.story[0].year
        back = before - point.year
        if match.rule.name in ASIDE_RULES and back > 0:
            return False
        if point.unit == "Y" and back > STEP_BACK:
            return False
        if self._heads_sentence_in_full(match):
            return True
        after = self._year_after(match, point.year)
        if after < before and point.unit != "Y" and 0 <= -back <= STEP_BACK:
            return True  # the year that follows is named in passing, the day in full
        return min(before, after) <= point.year <= max(before, after)

    def _year_after(self, match: Match, usual: int) -> int:
        """The year named next after a match, or the usual one."""
        index = bisect_left(self.years, (match.end,))
        if index == len(self.years):
            return usual
        _, year = self.years[index]
        return year

    def _heads_sentence_in_full(self, match: Match) -> bool:
        """Whether a sentence begins with a day and its year: "On 4 May 1972, …"."""
        if not match.names("year") or not match.names("day", "ord"):
            return False
        low, _ = self.view.sentence(match.first)
        return match.first - low <= 1

    def _is_in_brackets(self, match: Match) -> bool:
        """Whether a match is an aside: "(as of 5 December 2006)"."""
        low, _ = self.view.sentence(match.first)
        before = [self.view.word(row) for row in range(low, match.first)]
        is_open = before.count("(") > before.count(")")
        return is_open and "as" in before[-3:]

    # ---- what stands around an expression -------------------------------------------------------------

    def tense(self, match: Match) -> Tense:
        """Whether what is said of a match looks back or forward."""
        return self.tenses.tense(match)

    def quoted(self, match: Match) -> bool:
        """Whether a match stands between quotation marks."""
        return bool(self.view.quoted[match.first])

    def paragraph(self, match: Match) -> tuple[int, int]:
        """Where the paragraph around a match begins and ends, or how much of it is looked at."""
        begin = max(0, match.start - REACH)
        end = match.end + REACH
        first = max(begin, self.written.rfind("\n", begin, match.start) + 1)
        last = self.written.find("\n", match.end, end)
        return first, end if last < 0 else last

    def beside(self, match: Match) -> list[Match]:
        """The other matches of the paragraph, and of one that leads to it ("he said:"), the nearest first."""
        begin, end = self.paragraph(match)
        lead = self.written[max(0, begin - REACH) : begin].rstrip()
        if lead.endswith(":"):
            begin += lead.rfind("\n") + 1 - min(begin, REACH)
        low = self._first_match_from(begin)
        high = self._first_match_from(end)
        near = [other for other in self.matches[low:high] if other.start != match.start]
        near.sort(key=lambda other: abs(other.start - match.start))
        return near[:NEIGHBOURS]

    def before(self, match: Match, reach: int) -> list[Match]:
        """The matches within so many characters before this one, the nearest first."""
        low = self._first_match_from(match.start - reach)
        high = self._first_match_from(match.start)
        return self.matches[low:high][::-1]

    def _first_match_from(self, place: int) -> int:
        """The number of the first match that begins at a character or after it."""
        return bisect_left(self.matches, place, key=_start)

    def leads(self, match: Match, quoted: Match) -> bool:
        """Whether what a match belongs to leads to a quotation: the sentence ends, or stops, with a colon."""
        stop = min(match.end + SENTENCE, quoted.start)
        colon = self.written.find(":", match.end, stop)
        if colon < 0 or self.quoted(match):
            return False
        return "." not in self.written[match.end : colon]

    def in_general(self, match: Match) -> bool:
        """Whether a day is any in its time: the leaders of tomorrow, a better today."""
        before = self.view.word_before(match)
        if before in ("a", "better"):
            return True
        if before != "of" or self.view.tag_after(match) == "POS" or match.first < 2:
            return False
        head = match.first - 2
        if self.view.tag(head) == "NNP":  # the Afghanistan of today
            return self.view.tag(head - 1) == "DT"
        return self.view.tag(head) in ("NNS", "NN")

    def following(self, match: Match) -> Match | None:
        """The day by name that comes next in the same sentence and paragraph, on which a match was."""
        index = self._first_match_from(match.end)
        if index == len(self.matches):
            return None
        day = self.matches[index]
        _, end = self.paragraph(match)
        if day.end >= end or not self._is_beside(match, day):
            return None
        distance = day.first - match.last
        if self.view.word_after(match) in RANGE_WORDS and distance < 3:
            return None
        is_next_weekday = day.rule.name == "weekday" and distance < 4
        is_near = is_next_weekday or self.view.word_before(day) == "on"
        return day if is_near else None

    def _is_beside(self, match: Match, day: Match) -> bool:
        """Whether a day by name follows a little later in the sentence, and nothing parts the two."""
        view = self.view
        _, high = view.sentence(match.first)
        if day.last > high or day.rule.name not in ("day", "weekday"):
            return False
        rows = range(match.last, day.first)
        if len(rows) > DAY_WORDS:
            return False
        return PARTING_WORDS.isdisjoint(view.word(row) for row in rows)

    def tells_past(self, match: Match) -> bool:
        """Whether a story of another day is being told: one was named a little before, and all is past."""
        start, point = self.points.get("D", (0, self.published))
        if point is None or self.published is None:
            return False
        if point.begins >= self.published.begins:
            return False
        return match.start - start < STORY and self.tense(match) == "past"

    def names_point_here(self, match: Match) -> bool:
        """Whether the last point named stands in the same sentence."""
        low, _ = self.view.sentence(match.first)
        first = int(self.view.start[low])
        return any(start >= first for start, _ in self.points.values())

    def old_year_after(self, match: Match) -> Match | None:
        """The year of three figures that follows a day or a month: 30 September 420, December of 384."""
        index = self._first_match_from(match.end)
        if index == len(self.matches) or not match.names("month", "season"):
            return None
        other = self.matches[index]
        between = self.written[match.end : other.start]
        if other.rule.name != OLD_YEAR or between.strip(" ,") not in ("", "of"):
            return None
        return other

    def in_full_here(self, match: Match) -> tuple[Point, str] | None:
        """The month or day last named with its year, if in the same sentence."""
        if self.in_full is None:
            return None
        start, point = self.in_full
        low, _ = self.view.sentence(match.first)
        if start < int(self.view.start[low]):
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
        if meaning.point is None or not 0 < match.first - other.last < 3:
            return None
        between = [self.view.lower(row) for row in range(other.last, match.first)]
        opened = self.view.word_before(other) == "between" or self._is_ahead(meaning)
        if between[0] in RANGE_WORDS or (between == ["and"] and opened):
            return meaning.point
        return None

    def _is_ahead(self, meaning: Meaning) -> bool:
        """Whether a day is to come: then "on Wednesday and Thursday" goes on from it."""
        point = meaning.point
        if point is None or self.published is None:
            return False
        return point.unit == "D" and point.begins > self.published.begins

    def quarter(
        self, match: Match, reach: float = float("inf")
    ) -> tuple[Point | None, str]:
        """The quarter last reported on, if one was within `reach` characters."""
        if "past Q" not in self.points:
            return None, "none"
        start, point = self.points["past Q"]
        if match.start - start >= reach:
            return None, "none"
        return point, f"text:{start}"

    def last_quarter(self) -> tuple[Point | None, str]:
        """The quarter before that of publication."""
        if self.published is None:
            return None, "none"
        day = shift(self.published, -1, "Q")
        return truncate(day, "Q"), "published"


def _start(match: Match) -> int:
    return match.start


def is_coarser(point: Point, unit: str) -> bool:
    """Whether a point is too wide for a unit to be counted from it: a year for months, a month for days."""
    return RANK[point.unit] < RANK.get(unit, RANK["D"])


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
        if match.names("year", "era", "oldyear"):
            year = read_year(read_fields(match), published)
            if year is not None:
                years.append((match.start, int(year)))
    return years


def is_history(matches: list[Match], published: Point | None) -> bool:
    """Whether an article is a history: it gives years throughout, where news says "Friday", "last month"."""
    if published is None:
        return True
    years = sum(match.names("year", "era", "oldyear") for match in matches)
    news = [match for match in matches if _is_of_news(match)]
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
    return any(match.start < HEAD for match in news)


def _tells_of_old_times(matches: list[Match], published: Point) -> bool:
    """Whether all years named are long gone, days are dated in full, and nothing is said of now."""
    if any(match.rule.name in VAGUE_RULES for match in matches):
        return False
    if not any(match.names("month") and match.names("year") for match in matches):
        return False
    latest = published.year - STEP_BACK
    return all(year <= latest for _, year in named_years(matches, published))


def keep_old_years(matches: list[Match], published: Point | None) -> list[Match]:
    """Drop numbers of three figures that can be years, unless the article tells of old times.

    It does where several stand as years do and it is not news: it says nothing like "Friday" at its head.
    """
    old = [match for match in matches if match.rule.name == OLD_YEAR]
    if not old:
        return matches
    others = [match for match in matches if match.rule.name != OLD_YEAR]
    news = [match for match in others if _is_of_news(match)]
    numbers = {match.fields["oldyear"][0][1][0] for match in old}
    if published is None or len(numbers) < LEAST_OLD_YEARS:
        return others
    if _is_at_head(news) or len(news) > len(old):
        return others
    return matches


def _is_of_news(match: Match) -> bool:
    """Whether an expression is counted from the day of publication, as in news."""
    if match.rule.op == "duration":
        return False
    return match.names("weekday", "today", "dir", "quarter") or match.rule.name == "ago"
