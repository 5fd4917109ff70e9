"""Sentences with their days: those that a date names, and an article's own."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.dates import precision
from broadsheet.timeline.bounds import lasts_for_weeks, only_bounds
from broadsheet.timeline.clauses import NEAR, Clauses
from broadsheet.timeline.expressions import (
    DAY_VALUE,
    Expression,
    read_expressions,
)
from broadsheet.timeline.sentences import LEAD
from broadsheet.timeline.standing import count
from broadsheet.timeline.wordlists import language

DAY = np.timedelta64(1, "D")
LONGEST = 366  # days; a longer interval tells of no event
MOST_DATES = 12  # a sentence with more is a list of days, and tells nothing of any
CROWDED_DATES = 4 * MOST_DATES  # of a sentence with more not even the words are read
# Of a sentence, in which the day begins that it is about ("On Friday …").
HEAD_WORDS = 2
# Dates in a sentence, from which on few words between them make it a list.
LISTED_DATES = 4
WORDS_A_DATE = 10
# Tokens before a date in which "since" stands, and before "since", in which "the worst" does.
SINCE_REACH = 4
COMPARED_REACH = 8
YEAR = r"\b\d{4}\b"
SUPERLATIVES = frozenset(["JJS", "RBS"])


class DatedSentence(NamedTuple):
    """A date in a sentence: what the clause around it says of it."""

    sentence: int
    expression: str
    certainty: str
    tells: bool
    at_head: bool
    leans: bool
    aside: bool  # whether its clause only says in passing what was when
    past: bool  # whether the clause has a verb in the past or perfect tense
    clause: int  # its first token
    feast: bool
    names_day: bool
    begin: int  # of the words that are near the date, in tokens
    stop: int


# Of a sentence that only its article's day dates.
UNDATED = {
    "certainty": "happened",
    "precision": "day",
    "dated": False,
    "expression": "",
    "at_head": False,
    "several": False,
    "of_other_day": False,
    "aside": False,
    "past": True,
}
TYPES = {
    "sentence": "int64",
    "tells": "bool",
    "at_head": "bool",
    "leans": "bool",
    "aside": "bool",
    "past": "bool",
    "feast": "bool",
    "names_day": "bool",
}


def date_sentences(
    clauses: Clauses, dates: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences with a date in them, but for dates that date nothing."""
    dates = _usable(dates)
    homes, is_placed = _homes(clauses, dates, sentences)
    firsts = sentences["first"].tolist()
    lasts = sentences["last"].tolist()
    rows = []
    kept = []
    for number, date in enumerate(read_expressions(clauses, dates)):
        if not is_placed[number]:
            continue
        home = homes[number]
        span = (firsts[home], lasts[home])
        if _dates_something(clauses, date, span):
            row = _dated(clauses, home, date, span)
            rows.append(row)
            kept.append(number)
    columns = list(DatedSentence._fields)
    table = pd.DataFrame(rows, columns=columns).astype(TYPES)
    earliest, latest = _whole_days(dates)
    table["earliest"] = earliest[kept]
    table["latest"] = latest[kept]
    return _joined(table, sentences)


def _homes(
    clauses: Clauses, dates: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[list[int], np.ndarray]:
    """Return the number of each date's sentence, and whether it has one that is read.

    Of sentences that hold very many dates not even the words are read.
    """
    begins, _ = clauses.rows(dates)
    firsts = sentences["first"].to_numpy()
    lasts = sentences["last"].to_numpy()
    following = np.searchsorted(firsts, begins, side="right")
    homes = following - 1
    is_inside = homes >= 0
    homes[~is_inside] = 0
    if len(sentences) == 0:
        return homes.tolist(), is_inside
    dates_of = np.bincount(homes, minlength=len(sentences))
    is_crowded = dates_of > CROWDED_DATES
    precedes_end = begins < lasts[homes]
    is_read = precedes_end & ~is_crowded[homes]
    is_inside &= is_read
    return homes.tolist(), is_inside


def _dates_something(
    clauses: Clauses, date: Expression, sentence: tuple[int, int]
) -> bool:
    """Say whether a date neither names a thing nor belongs to a line of the page."""
    first, last = sentence
    if clauses.only_names(date.begin, date.end, last, date.value):
        return False
    if not DAY_VALUE.match(date.value) and _is_compared_with(clauses, date, first):
        return False
    if lasts_for_weeks(clauses, date, first):
        return False
    is_stamp = clauses.is_stamp(date.begin, date.end, first, last)
    return not is_stamp


def _is_compared_with(clauses: Clauses, date: Expression, first: int) -> bool:
    """Say whether a date only says since when there was no like: "the worst flood since 2005"."""
    nearest = max(first, date.begin - SINCE_REACH)
    rows = [row for row in range(nearest, date.begin) if clauses.word(row) == "since"]
    if not rows:
        return False
    extremes = language()["extremes"]
    since = rows[-1]
    for row in range(max(first, since - COMPARED_REACH), since):
        if clauses.tag(row) in SUPERLATIVES:
            return True
        if clauses.word(row) in extremes:
            return True
    return False


def _dated(
    clauses: Clauses, home: int, date: Expression, sentence: tuple[int, int]
) -> DatedSentence:
    """Return what a date and its clause say of what happened."""
    first, last = sentence
    opens, closes = clauses.clause(date.begin, first, last)
    certainty = clauses.certainty(opens, closes, first, date.begin)
    if clauses.quoted[date.begin] and certainty == "happened":
        certainty = "said"
    is_past = clauses.has_past(opens, closes)
    # A clock in the present tense is that of every day.
    is_habit = date.is_clock and not is_past
    is_thing = clauses.names_thing(date.begin, date.end, first, last)
    is_vague = date.is_inexact or only_bounds(clauses, date, first, opens)
    words_before = date.begin - first
    return DatedSentence(
        sentence=home,
        expression=date.text,
        certainty=certainty,
        tells=not (is_vague or is_habit or is_thing),
        at_head=words_before < HEAD_WORDS,
        leans=date.leans,
        aside=clauses.is_aside(opens, date.begin, first, last),
        past=is_past,
        clause=opens,
        feast=date.is_feast,
        names_day=date.names_day,
        begin=max(opens, date.begin - NEAR),
        stop=min(closes, date.end + NEAR),
    )


def _usable(dates: pd.DataFrame) -> pd.DataFrame:
    """Return the dates that stand for days of the calendar, and not for too many."""
    is_calendar = dates["type"].isin(["DATE", "TIME"])
    length = dates["latest"] - dates["earliest"]
    longest = LONGEST * DAY
    is_short = length <= longest
    is_usable = is_calendar & is_short
    return dates[is_usable]


def _whole_days(dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return whole days: an hour is its day; start, middle and end are thirds."""
    earliest = dates["earliest"].dt.floor("D").to_numpy()
    latest = dates["latest"].dt.ceil("D").to_numpy()
    # A night is of the day on which it begins.
    length = dates["latest"] - dates["earliest"]
    is_part_of_day = length < pd.Timedelta(DAY)
    day_after = earliest + DAY
    latest = np.where(is_part_of_day, day_after, latest)
    earliest = earliest.astype("datetime64[s]")
    latest = latest.astype("datetime64[s]")
    length = latest - earliest
    seconds = length // 3
    third = seconds.astype("timedelta64[D]")
    has_thirds = third > np.timedelta64(0, "D")
    parts = dates["mod"].astype("object").fillna("")
    part = parts.to_numpy()
    is_start = has_thirds & (part == "START")
    is_middle = has_thirds & (part == "MID")
    is_end = has_thirds & (part == "END")
    first_third = earliest + third
    last_third = latest - third
    begins = [last_third, first_third]
    ends = [first_third, last_third]
    begin = np.select([is_end, is_middle], begins, earliest)
    end = np.select([is_start, is_middle], ends, latest)
    return begin, end


def _joined(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the dated rows with their sentences, each interval once."""
    is_beside_day = _is_feast_beside_day(rows)
    rows = rows[~is_beside_day]
    rows = rows.drop_duplicates(["sentence", "earliest", "latest"])
    by_sentence = rows.groupby("sentence")
    dates = by_sentence["sentence"].transform("size").to_numpy()
    is_aside = _is_aside(rows, dates, sentences)
    rows["tells"] &= ~is_aside
    is_no_list = dates <= MOST_DATES
    rows = _narrowest(rows[is_no_list])
    lengths = rows["latest"] - rows["earliest"]
    in_days = lengths / DAY
    rows["precision"] = [precision(days) for days in in_days]
    rows["dated"] = True
    at_head = rows.groupby("sentence")["at_head"]
    begins_with_day = at_head.transform("any")
    rows["several"] = at_head.transform("size") > 1
    rows["of_other_day"] = begins_with_day & ~rows["at_head"]
    rows = rows.join(sentences, on="sentence")
    opening = rows["opening"].mask(rows["leans"], "reference")
    stands_alone = opening == ""
    rows["opening"] = opening
    rows["at_head"] &= stands_alone
    return rows.drop(columns="sentence")


def _is_feast_beside_day(rows: pd.DataFrame) -> pd.Series:
    """Say which feasts stand in one clause with a weekday or a day of the calendar.

    That day dates what is told; the feast says what kind of day it was ("on Monday, the
    first day of Lent"), and may be reckoned to another.
    """
    of_clause = rows.groupby("clause")
    has_day = of_clause["names_day"].transform("any")
    return rows["feast"] & has_day


def _is_aside(
    rows: pd.DataFrame, dates: np.ndarray, sentences: pd.DataFrame
) -> np.ndarray:
    """Say which dates stand in boilerplate, in a list of dates, or below a picture.

    A picture is described in the present tense, with its day and year somewhere
    behind; a chronology in the present tense begins with the day. In "Smoke rises after
    a strike hit the port on 3 May 2021" the day stands in another clause.
    """
    of_row = sentences.loc[rows["sentence"]]
    recurs = of_row["recurs"].to_numpy()
    is_list = _is_list(of_row, dates)
    return recurs | is_list | _is_picture(rows, of_row)


def _is_list(of_row: pd.DataFrame, dates: np.ndarray) -> np.ndarray:
    """Say which sentences have many dates with few words between them."""
    length = of_row["last"] - of_row["first"]
    fewest_words = WORDS_A_DATE * dates
    has_few_words = length.to_numpy() < fewest_words
    has_many_dates = dates >= LISTED_DATES
    return has_few_words & has_many_dates


def _is_picture(rows: pd.DataFrame, of_row: pd.DataFrame) -> np.ndarray:
    """Say which dates stand below a picture.

    Args:
        rows: The dates with what their clauses say.
        of_row: The sentence of each.
    """
    has_year = rows["expression"].str.contains(YEAR)
    has_figures = has_year.to_numpy(dtype=bool)
    is_behind = ~rows["at_head"].to_numpy()
    is_elsewhere = rows["aside"].to_numpy()
    is_all_present = of_row["present"].to_numpy()
    begins_in_present = of_row["scene"].to_numpy()
    is_described = is_all_present | is_elsewhere
    is_scene = begins_in_present & is_described
    return is_scene & has_figures & is_behind


def _narrowest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a sentence's intervals that hold none of its others.

    Of "on Friday … in October" that is Friday.
    """
    intervals = rows[["sentence", "earliest", "latest"]]
    numbered = intervals.reset_index()
    pairs = numbered.merge(numbered, on="sentence", suffixes=("", "_in"))
    is_other = pairs["index"] != pairs["index_in"]
    begins_before = pairs["earliest"] <= pairs["earliest_in"]
    ends_after = pairs["latest"] >= pairs["latest_in"]
    holds = is_other & begins_before & ends_after
    holding = pairs.loc[holds, "index"]
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
    is_dated = sentences["first"].isin(dated["first"])
    is_undated = ~is_dated
    is_lead = sentences["place"] < LEAD
    leads = sentences[is_lead & is_undated]
    days = articles["published"].dt.floor("D").to_numpy()
    published = days.astype("datetime64[s]")[leads["article"]]
    is_known = ~np.isnat(published)
    leads = leads[is_known]
    published = published[is_known]
    return leads.assign(
        earliest=published,
        latest=published + DAY,
        tells=_tells_news(clauses, leads),
        begin=leads["first"],
        stop=leads["last"],
        **UNDATED,
    )


def _tells_news(clauses: Clauses, leads: pd.DataFrame) -> np.ndarray:
    """Say which sentences tell what happened, in the outlet's own words."""
    first = leads["first"].to_numpy()
    last = leads["last"].to_numpy()
    is_bar = clauses.is_one_of(language()["bars"])
    bars = count(is_bar, first, last)
    quoted = count(clauses.quoted, first, last)
    is_whole = bars == 0
    is_unquoted = quoted == 0
    is_plain = is_whole & is_unquoted
    is_new = ~leads["recurs"].to_numpy()
    is_past = _first_verb_is_past(clauses, first)
    return is_plain & is_new & is_past


def _first_verb_is_past(clauses: Clauses, first: np.ndarray) -> np.ndarray:
    """Say which sentences, all with a finite verb, begin in past or perfect tense."""
    finite = np.flatnonzero(clauses.is_finite)
    if len(finite) == 0:
        return np.zeros(len(first), dtype=bool)
    positions = np.searchsorted(finite, first)
    verbs = finite[positions]
    is_past = clauses.has_tag(["VBD"])
    is_perfect = clauses.has_lemma(["have"])
    tells_past = is_past | is_perfect
    return tells_past[verbs]
