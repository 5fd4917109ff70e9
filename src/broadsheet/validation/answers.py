"""What an answer means: names of one person, days, words of a paragraph."""

import re
from dataclasses import dataclass

import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.names.lexicon import fold_name
from broadsheet.names.lexicon import lexicon as name_lists
from broadsheet.validation.questions import NOTHING, SEPARATOR

# Two answers that mean the same where it is asked who speaks: nobody by name.
NOT_NAMED = "not named"
NO_DATE = "no date"
NO_DAYS = NOTHING
DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
RANGE = re.compile(r"\s+(?:to|until|–|-)\s+|/")
AROUND_NAMES = ".,'’\"“”()"
MARKS = re.compile(r"[\W_]+")


def same_name(name: str, other: str) -> bool:
    """Say whether two names can be one person's: titles, initials and what one leaves out are forgiven.

    >>> same_name("Sen. Ann B. Lee", "Ann Lee"), same_name("Lee", "Ann Lee"), same_name("Bo Lee", "Ann Lee")
    (True, True, False)
    """
    first = name_words(name)
    second = name_words(other)
    if not first:
        return False
    if not second:
        return False
    if first <= second:
        return True
    return second <= first


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell who it is."""
    lists = name_lists()
    titles = lists.polite_titles | lists.titles_as_written | {"the"}
    words = []
    telling = []
    for written in fold_name(name).split():
        word = written.strip(AROUND_NAMES)
        if not word:
            continue
        words.append(word)
        if len(word) > 1 and word not in titles:
            telling.append(word)
    return frozenset(telling or words)


def parse_days(answer: str, where: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the days of an answer as a half-open interval; None where they are not certain.

    Args:
        answer: 2021-10-08, 2021-10, 2021, two of these with "to" between them, or a dash.
        where: Which sheet and item it stands in, for the error.

    Raises:
        BroadsheetError: It is none of these.

    >>> [str(day)[:10] for day in parse_days("2021-10 to 2021-11-03", "")]
    ['2021-10-01', '2021-11-04']
    """
    if answer.strip() == NO_DAYS:
        return None
    stripped = answer.strip()
    parts = [part.strip() for part in RANGE.split(stripped)]
    spans = [_span(part) for part in parts]
    if len(spans) > 2 or None in spans:
        raise BroadsheetError(
            f"{where}: {answer!r} are not days; write 2021-10-08, 2021-10, 2021, "
            f"2021-10-01 to 2021-10-05, {NO_DAYS} or {NO_DATE!r}."
        )
    known = [span for span in spans if span is not None]
    return known[0][0], known[-1][1]


def _span(text: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    match = DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = pd.Timestamp(
            year=int(year),
            month=int(month or 1),
            day=int(day or 1),
        )
    except ValueError:
        return None
    if day:
        return first, first + pd.Timedelta(days=1)
    step = pd.DateOffset(years=1)
    if month:
        step = pd.DateOffset(months=1)
    return first, first + step


def split_answer(answer: str) -> list[str]:
    """Return the answers of one cell.

    >>> split_answer("“We won | it rained"), split_answer("-")
    (['“We won', 'it rained'], [])
    """
    parts = [part.strip() for part in answer.split(SEPARATOR)]
    return [part for part in parts if part and part != NOTHING]


@dataclass(frozen=True)
class Found:
    """Where words stand in a text."""

    start: int
    end: int


def find_answer(words: str, text: str) -> Found | None:
    """Return where words stand in a text, whatever the marks and spaces between them.

    >>> find_answer("we won", "He said: “We  won.”")
    Found(start=10, end=17)
    """
    parts = [re.escape(part) for part in MARKS.split(words) if part]
    if not parts:
        return None
    match = re.search(r"[\W_]+".join(parts), text, re.IGNORECASE)
    return Found(*match.span()) if match else None
