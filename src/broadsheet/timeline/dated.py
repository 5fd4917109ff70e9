"""Sentences with their days: those that a date names, and an article's own."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.dates import precision
from broadsheet.timeline.clauses import NEAR, Clauses, language
from broadsheet.timeline.sentences import count

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
    begin: int  # of the words that are near the date, in tokens
    stop: int


FIELDS = tuple(DatedSentence.__dataclass_fields__)


def date_sentences(
    clauses: Clauses, dates: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences with a date in them, but for dates that date nothing."""
    dates = _usable(dates)
    begins, ends = clauses.rows(dates)
    firsts, lasts = sentences["first"].to_numpy(), sentences["last"].to_numpy()
    homes = np.searchsorted(firsts, begins, side="right") - 1
    is_crowded = _is_crowded(homes, len(sentences))
    earliest, latest = _whole_days(dates)
    values, texts = dates["value"].tolist(), dates["text"].tolist()
    rows, kept = [], []
    for number, home in enumerate(homes.tolist()):
        begin, end = int(begins[number]), int(ends[number])
        if home < 0 or begin >= lasts[home] or is_crowded[home]:
            continue
        span = (int(firsts[home]), int(lasts[home]))
        if clauses.only_names(begin, end, span[1], values[number]):
            continue
        if clauses.is_stamp(begin, end, *span):
            continue
        rows.append(_dated(clauses, home, texts[number], (begin, end), span))
        kept.append(number)
    found = pd.DataFrame(rows, columns=list(FIELDS))
    found = found.astype({"sentence": "int64", "tells": "bool", "at_head": "bool"})
    found = found.assign(earliest=earliest[kept], latest=latest[kept])
    return _joined(found, sentences)


def _is_crowded(homes: np.ndarray, sentences: int) -> np.ndarray:
    """Say which sentences hold so many dates that not even their words are read."""
    return np.bincount(np.maximum(homes, 0), minlength=sentences) > 4 * MOST_DATES


def _dated(
    clauses: Clauses,
    home: int,
    expression: str,
    date: tuple[int, int],
    sentence: tuple[int, int],
) -> DatedSentence:
    """Return what a date and its clause say; both spans are tokens."""
    begin, end = date
    first, last = sentence
    opens, closes = clauses.clause(begin, first, last)
    certainty = clauses.certainty(opens, closes, first)
    if clauses.quoted[begin] and certainty == "happened":
        certainty = "said"
    opens_total = clauses.word(opens) in language()["cumulative"]
    is_total = opens_total or clauses.is_cumulative(begin, first)
    return DatedSentence(
        sentence=home,
        expression=expression,
        certainty=certainty,
        tells=not (is_total or clauses.names_thing(end, last)),
        at_head=begin - first < HEAD_WORDS,
        begin=max(opens, begin - NEAR),
        stop=min(closes, end + NEAR),
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
    return rows.join(sentences, on="sentence").drop(columns="sentence")


def _is_aside(
    rows: pd.DataFrame, dates: np.ndarray, sentences: pd.DataFrame
) -> np.ndarray:
    """Say which dates stand in boilerplate, in a list of dates, or below a picture.

    A picture is described in the present tense, with its day as figures somewhere
    behind; a chronology in the present tense begins with the day.
    """
    of_row = sentences.loc[rows["sentence"]]
    words = (of_row["last"] - of_row["first"]).to_numpy()
    is_list = (dates >= LISTED_DATES) & (words < WORDS_A_DATE * dates)
    has_figures = rows["expression"].str.contains(r"\d").to_numpy(dtype=bool)
    is_behind = ~rows["at_head"].to_numpy()
    is_picture = of_row["scene"].to_numpy() & has_figures & is_behind
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
    leads, published = leads[is_known], published[is_known]
    first, last = leads["first"].to_numpy(), leads["last"].to_numpy()
    is_unquoted = count(clauses.quoted, first, last) == 0
    is_new = ~leads["recurs"].to_numpy(dtype=bool)
    return leads.assign(
        earliest=published,
        latest=published + DAY,
        certainty="happened",
        precision="day",
        dated=False,
        tells=_first_verb_is_past(clauses, first) & is_unquoted & is_new,
        expression="",
        at_head=False,
        begin=first,
        stop=last,
    )


def _first_verb_is_past(clauses: Clauses, first: np.ndarray) -> np.ndarray:
    """Say which sentences, all with a finite verb, begin in past or perfect tense."""
    finite = np.flatnonzero(clauses.is_finite)
    if len(finite) == 0:
        return np.zeros(len(first), dtype=bool)
    verb = finite[np.searchsorted(finite, first)]
    is_past = np.isin(clauses.tags, ["VBD"])[clauses.pos[verb]]
    return is_past | np.isin(clauses.lemmas, ["have"])[clauses.lemma[verb]]
