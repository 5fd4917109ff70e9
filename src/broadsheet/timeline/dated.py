"""Sentences with their days: those that a date names, and an article's own."""

import calendar
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.dates import precision
from broadsheet.timeline.clauses import NEAR, Clauses, language, pattern
from broadsheet.timeline.standing import count

DAY = np.timedelta64(1, "D")
LONGEST = 366  # days; a longer interval tells of no event
MOST_DATES = 12  # a sentence with more is a list of days, and tells nothing of any
# Of a sentence, in which the day begins that it is about ("On Friday …").
HEAD_WORDS = 2
# Dates in a sentence, from which on few words between them make it a list.
LISTED_DATES = 4
WORDS_A_DATE = 10
LEAD = 6  # sentences at the beginning of an article that its own day may date


@dataclass(frozen=True)
class DatedSentence:
    """A date in a sentence: what the clause around it says of it."""

    sentence: int
    expression: str
    certainty: str
    tells: bool
    at_head: bool
    leans: bool
    aside: bool  # whether its clause only says in passing what was when
    past: bool  # whether the clause has a verb in the past or perfect tense
    begin: int  # of the words that are near the date, in tokens
    stop: int


# Named so, a day can be told without the sentence before; "the next day" cannot.
NAMED_DAY = re.compile(
    r"\d|\b(" + "|".join([*calendar.day_name, *calendar.month_name[1:]]) + r")\b",
    re.IGNORECASE,
)
YEAR = r"\b\d{4}\b"
TIME_OF_DAY = "T"  # before the hour in a TIMEX3 value: "2021-10-08T16:10"
# A clock without its day ("0910", "9.10pm GMT").
CLOCK = re.compile(
    r"\W*\d[\d:.]*\s*([ap]\.?\s?m\b\.?)?\s*(local time|[a-z]{2,4}t|utc)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Expression:
    """A date as the text has it, and the tokens it covers."""

    text: str
    value: str
    anchor: str
    begin: int
    end: int

    @property
    def leans(self) -> bool:
        """Whether it means a day that only the text before names."""
        if NAMED_DAY.search(self.text):
            return False
        by_wording = pattern("leaning_days").search(self.text) is not None
        return by_wording or self.anchor.startswith("text")

    @property
    def is_moment(self) -> bool:
        """Whether it is a time of day."""
        return TIME_OF_DAY in self.value

    @property
    def is_bound(self) -> bool:
        """Whether it says itself that it only bounds what happened ("up to 9 May")."""
        lists = language()
        phrases = lists["bounding"] | lists["bounding_phrases"]
        text = self.text.lower()
        return any(text.startswith(f"{phrase} ") for phrase in phrases)

    @property
    def is_inexact(self) -> bool:
        """Whether people mean a day or so by it ("eight days ago")."""
        return pattern("inexact").search(self.text) is not None


FIELDS = tuple(DatedSentence.__dataclass_fields__)


def date_sentences(
    clauses: Clauses, dates: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences with a date in them, but for dates that date nothing."""
    dates = _usable(dates)
    begins, ends = clauses.rows(dates)
    firsts = sentences["first"].to_numpy()
    lasts = sentences["last"].to_numpy()
    homes = np.searchsorted(firsts, begins, side="right") - 1
    is_crowded = _is_crowded(homes, len(sentences))
    earliest, latest = _whole_days(dates)
    names = (dates["text"], dates["value"], dates["anchor"])
    rows = []
    kept = []
    for number, (text, value, anchor) in enumerate(zip(*names, strict=True)):
        span_of_date = (int(begins[number]), int(ends[number]))
        date = Expression(text, value, anchor, *span_of_date)
        home = int(homes[number])
        if home < 0 or date.begin >= lasts[home] or is_crowded[home]:
            continue
        span = (int(firsts[home]), int(lasts[home]))
        if clauses.only_names(date.begin, date.end, span[1], date.value):
            continue
        if clauses.is_stamp(date.begin, date.end, *span):
            continue
        rows.append(_dated(clauses, home, date, span))
        kept.append(number)
    found = pd.DataFrame(rows, columns=list(FIELDS))
    found = found.astype({"sentence": "int64", "tells": "bool", "at_head": "bool"})
    found = found.astype({"leans": "bool", "aside": "bool", "past": "bool"})
    found = found.assign(earliest=earliest[kept], latest=latest[kept])
    return _joined(found, sentences)


def _is_crowded(homes: np.ndarray, sentences: int) -> np.ndarray:
    """Say which sentences hold so many dates that not even their words are read."""
    return np.bincount(np.maximum(homes, 0), minlength=sentences) > 4 * MOST_DATES


def _dated(
    clauses: Clauses, home: int, date: Expression, sentence: tuple[int, int]
) -> DatedSentence:
    """Return what a date and its clause say of what happened."""
    first, last = sentence
    opens, closes = clauses.clause(date.begin, first, last)
    certainty = clauses.certainty(opens, closes, first, date.begin)
    if clauses.quoted[date.begin] and certainty == "happened":
        certainty = "said"
    opens_total = clauses.word(opens) in language()["cumulative"]
    is_total = opens_total or clauses.is_cumulative(date.begin, first)
    is_total |= clauses.bounds_interval(date.begin, first)
    is_total |= not date.is_moment and clauses.is_bound(date.begin, first)
    is_total |= date.is_bound or clauses.recurs(date.begin, first)
    # A clock in the present tense is that of every day.
    is_past = clauses.has_past(opens, closes)
    is_habit = bool(CLOCK.fullmatch(date.text)) and not is_past
    is_thing = clauses.names_thing(date.begin, date.end, first, last)
    return DatedSentence(
        sentence=home,
        expression=date.text,
        certainty=certainty,
        tells=not (is_total or is_habit or is_thing or date.is_inexact),
        at_head=date.begin - first < HEAD_WORDS,
        leans=date.leans,
        aside=clauses.is_aside(opens, first),
        past=is_past,
        begin=max(opens, date.begin - NEAR),
        stop=min(closes, date.end + NEAR),
    )


def _usable(dates: pd.DataFrame) -> pd.DataFrame:
    """Return the dates that stand for days of the calendar, and not for too many."""
    is_calendar = dates["type"].isin(["DATE", "TIME"])
    is_known = dates["earliest"].notna() & dates["latest"].notna()
    dates = dates[is_calendar & is_known]
    length = (dates["latest"] - dates["earliest"]) / DAY
    return dates[(length <= LONGEST).to_numpy()]


def _whole_days(dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return whole days: an hour is its day; start, middle and end are thirds."""
    earliest = dates["earliest"].dt.floor("D").to_numpy().astype("datetime64[s]")
    latest = dates["latest"].dt.ceil("D").to_numpy().astype("datetime64[s]")
    third = ((latest - earliest) // 3).astype("timedelta64[D]")
    part = dates["mod"].astype("object").fillna("").to_numpy()
    part = np.where(third > np.timedelta64(0, "D"), part, "")
    begins = [latest - third, earliest + third]
    ends = [earliest + third, latest - third]
    begin = np.select([part == "END", part == "MID"], begins, earliest)
    end = np.select([part == "START", part == "MID"], ends, latest)
    return begin, end


def _joined(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the dated rows with their sentences, each interval once."""
    rows = rows.drop_duplicates(["sentence", "earliest", "latest"])
    dates = rows.groupby("sentence")["sentence"].transform("size").to_numpy()
    rows["tells"] &= ~_is_aside(rows, dates, sentences)
    rows = _narrowest(rows[dates <= MOST_DATES])
    lengths = (rows["latest"] - rows["earliest"]) / DAY
    rows["precision"] = [precision(days) for days in lengths]
    rows["dated"] = True
    of_sentence = rows.groupby("sentence")["at_head"]
    rows["several"] = of_sentence.transform("size") > 1
    rows["of_other_day"] = of_sentence.transform("any") & ~rows["at_head"]
    rows = rows.join(sentences, on="sentence").drop(columns="sentence")
    rows["opening"] = rows["opening"].mask(rows["leans"], "reference")
    rows["at_head"] &= rows["opening"] == ""
    return rows


def _is_aside(
    rows: pd.DataFrame, dates: np.ndarray, sentences: pd.DataFrame
) -> np.ndarray:
    """Say which dates stand in boilerplate, in a list of dates, or below a picture.

    A picture is described in the present tense, with its day and year somewhere
    behind; a chronology in the present tense begins with the day. In "Smoke rises after
    a strike hit the port on 3 May 2021" the day stands in another clause.
    """
    of_row = sentences.loc[rows["sentence"]]
    words = (of_row["last"] - of_row["first"]).to_numpy()
    is_list = (dates >= LISTED_DATES) & (words < WORDS_A_DATE * dates)
    has_figures = rows["expression"].str.contains(YEAR).to_numpy(dtype=bool)
    is_behind = ~rows["at_head"].to_numpy()
    is_elsewhere = rows["aside"].to_numpy()
    is_all_present = of_row["present"].to_numpy()
    is_scene = of_row["scene"].to_numpy() & (is_all_present | is_elsewhere)
    is_picture = is_scene & has_figures & is_behind
    return of_row["recurs"].to_numpy() | is_list | is_picture


def _narrowest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a sentence's intervals that hold none of its others.

    Of "on Friday … in October" that is Friday.
    """
    numbered = rows[["sentence", "earliest", "latest"]].reset_index()
    pairs = numbered.merge(numbered, on="sentence", suffixes=("", "_in"))
    is_other = pairs["index"] != pairs["index_in"]
    begins_before = pairs["earliest"] <= pairs["earliest_in"]
    ends_after = pairs["latest"] >= pairs["latest_in"]
    holding = pairs.loc[is_other & begins_before & ends_after, "index"]
    return rows.drop(index=holding.unique())


def date_leads(
    articles: pd.DataFrame,
    clauses: Clauses,
    sentences: pd.DataFrame,
    dated: pd.DataFrame,
) -> pd.DataFrame:
    """Return first sentences without a date: the article's own day dates them.

    Only what is told in the past tense, in the outlet's own words, tells an event.
    """
    is_undated = ~sentences["first"].isin(dated["first"])
    leads = sentences[(sentences["place"] < LEAD) & is_undated]
    days = articles["published"].dt.floor("D").to_numpy().astype("datetime64[s]")
    published = days[leads["article"]]
    is_known = ~np.isnat(published)
    leads = leads[is_known]
    published = published[is_known]
    first = leads["first"].to_numpy()
    last = leads["last"].to_numpy()
    is_unquoted = count(clauses.quoted, first, last) == 0
    is_new = ~leads["recurs"].to_numpy(dtype=bool)
    is_bar = clauses.is_one_of(language()["bars"])
    has_no_bar = count(is_bar, first, last) == 0
    is_past = _first_verb_is_past(clauses, first)
    return leads.assign(
        earliest=published,
        latest=published + DAY,
        certainty="happened",
        precision="day",
        dated=False,
        tells=is_past & is_unquoted & is_new & has_no_bar,
        expression="",
        at_head=False,
        several=False,
        of_other_day=False,
        aside=False,
        past=True,
        begin=first,
        stop=last,
    )


def _first_verb_is_past(clauses: Clauses, first: np.ndarray) -> np.ndarray:
    """Say which sentences, all with a finite verb, begin in past or perfect tense."""
    finite = np.flatnonzero(clauses.is_finite)
    if len(finite) == 0:
        return np.zeros(len(first), dtype=bool)
    nearest = np.searchsorted(finite, first)
    is_past = clauses.has_tag(["VBD"])
    is_perfect = clauses.has_lemma(["have"])
    tells_past = is_past | is_perfect
    return tells_past[finite[nearest]]
