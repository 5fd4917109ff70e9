"""Sentences on dates and events, and the choice of pages to show."""

from collections.abc import Callable, Iterable
from textwrap import shorten
from typing import TypeAlias

import pandas as pd

from broadsheet.dates import day_label as day_in_full
from broadsheet.dates import range_label, year_label

# Articles with their text, by their ids.
ReadTexts: TypeAlias = Callable[[Iterable[str]], pd.DataFrame]

MOST_PAGES = 6
FEW_DAYS = 20  # intervals of fewer days are written with both days
DISAGREEMENT_COLUMNS = [
    "when",
    "what",
    "disagreement",
    "article",
    "start",
    "end",
    "other_article",
    "other_start",
    "other_end",
]
DAY = pd.Timedelta(days=1)

TYPE_NAMES = {
    "DATE": "dates",
    "TIME": "times of day",
    "DURATION": "lengths of time",
    "SET": "repeated times",
}
SENTENCE_WIDTH = 90  # characters of an event's sentence in a description
# More than any event's importance: outlets decide which is told most widely.
OUTLET_WORTH = 100


def day_label(earliest: pd.Timestamp, latest: pd.Timestamp, precision: str) -> str:
    """Return a day or an interval as short as a chart needs it.

    Args:
        earliest: The first day.
        latest: The day after the last.
        precision: The name of the interval: day, week, month, quarter, season, half, year.

    >>> day_label(pd.Timestamp(2021, 9, 1), pd.Timestamp(2021, 10, 1), "month")
    'Sep 2021'
    """
    if precision == "year" and earliest.day_of_year == 1:
        return year_label(earliest.year)
    if precision == "month" and earliest.day == 1:
        return _month(earliest)
    if precision == "day":
        return f"{earliest.day} {_month(earliest)}"
    last = latest - DAY
    days = (latest - earliest).days
    if days < FEW_DAYS:
        return _few_days(earliest, last)
    return _months(earliest, last)


def _few_days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    end = f"{last.day} {_month(last)}"
    is_one_year = first.year == last.year
    is_one_month = is_one_year and first.month == last.month
    if is_one_month:
        return f"{first.day}–{end}"
    month = _short_name(first)
    return f"{first.day} {month}–{end}"


def _months(first: pd.Timestamp, last: pd.Timestamp) -> str:
    begin = _month(first)
    end = _month(last)
    if first.year == last.year:
        begin = _short_name(first)
    return f"{begin}–{end}"


def _month(day: pd.Timestamp) -> str:
    month = _short_name(day)
    year = year_label(day.year)
    return f"{month} {year}"


def _short_name(day: pd.Timestamp) -> str:
    name = day.month_name()
    return name[:3]


def list_dates(dates: pd.DataFrame) -> pd.DataFrame:
    """The dates with the days they mean in words, in place of the two ends."""
    begins = dates["earliest"].notna()
    ends = dates["latest"].notna()
    spans = dates[begins & ends]
    return dates.assign(days=_labels(spans))


def list_events(events: pd.DataFrame) -> pd.DataFrame:
    """The events with their days in words."""
    return events.assign(when=_labels(events))


def _labels(rows: pd.DataFrame) -> pd.Series:
    """Return the intervals of dates or events in words."""
    spans = zip(rows["earliest"], rows["latest"], strict=True)
    labels = []
    for earliest, latest in spans:
        label = range_label(earliest, latest, short=True)
        labels.append(label)
    return pd.Series(labels, index=rows.index, dtype="str")


def describe_dates(dates: pd.DataFrame) -> str:
    """How many dates there are, of which kinds, and how they were worked out, in a sentence.

    >>> describe_dates(pd.DataFrame(columns=["type", "earliest", "anchor"]))
    'No date was found.'
    """
    if dates.empty:
        return "No date was found."
    listed = _counted_types(dates)
    has_day = dates["earliest"].notna()
    is_relative = dates["anchor"] != "itself"
    calendar = int(has_day.sum())
    relative = int(is_relative.sum())
    return (
        f"{len(dates):,} expressions were found: {listed}. {calendar:,} mean days of the calendar; "
        f"{relative:,} could be worked out only from the day of publication or the text before."
    )


def _counted_types(dates: pd.DataFrame) -> str:
    """Say how many dates there are of each type, the most frequent first."""
    types = dates["type"].astype(str)
    counts = types.value_counts()
    counted = []
    for name, count in counts.items():
        plural = TYPE_NAMES[str(name)]
        counted.append(f"{count:,} {plural}")
    return ", ".join(counted)


def most_dated(
    articles: pd.DataFrame, dates: pd.DataFrame, most: int = MOST_PAGES
) -> list[str]:
    """The articles with most dates, in the order of the corpus."""
    ids = dates["article"].astype(str)
    counts = ids.value_counts()
    most_named = counts.head(most)
    chosen = set(most_named.index)
    return [article for article in articles.index if article in chosen]


def describe_pages(articles: pd.DataFrame, pages: list[str]) -> str:
    """Which articles are shown, where that is not all of them."""
    shown = len(pages)
    total = len(articles)
    if shown == total:
        return "All articles are shown."
    return f"Shown are the {shown} of {total:,} articles that name most dates."


def describe_events(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the timeline shows, in two sentences."""
    if events.empty:
        return "The articles tell no event with its day."
    count = len(events)
    noun = "event" if count == 1 else "events"
    years = _years(events)
    counted = f"The coverage tells {count:,} dated {noun}, from {years}."
    widest = _widest(events)
    if articles["outlet"].nunique() <= 1:
        return f"{counted} {widest}"
    shared = _shared(events)
    return f"{counted} {shared} {widest}"


def _years(events: pd.DataFrame) -> str:
    """Name the years from the first event to the last."""
    first = events["earliest"].min()
    last = events["latest"].max() - DAY
    if first.year == last.year:
        return f"{first.year}"
    return f"{first.year} to {last.year}"


def _shared(events: pd.DataFrame) -> str:
    """Say how many events several outlets report."""
    outlets = events["outlets"].map(len)
    is_shared = outlets > 1
    several = int(is_shared.sum())
    verb = "is" if several == 1 else "are"
    return f"Of them, {several:,} {verb} reported by more than one outlet."


def _widest(events: pd.DataFrame) -> str:
    """Name the event that most outlets report."""
    outlets = events["outlets"].map(len)
    width = OUTLET_WORTH * outlets + events["importance"]
    label = width.idxmax()
    widest = events.loc[label]
    day = range_label(widest["earliest"], widest["latest"], short=True)
    what = shorten(widest["what"], SENTENCE_WIDTH, placeholder=" …")
    return f"Told most widely is {day}: “{what}”"


def list_disagreements(
    events: pd.DataFrame, articles: pd.DataFrame | ReadTexts | None = None
) -> pd.DataFrame:
    """Return one row for each point on which the outlets that tell an event differ, with both passages.

    Args:
        events: As `build_timeline` returns them.
        articles: Where given, with their `text`, the two passages are written out: a frame, or what returns
            articles by their ids, such as `corpus.texts`.

    Returns:
        `when`, `what` (of the event), `disagreement`, `article`, `start`, `end` (the first passage),
        `other_article`, `other_start`, `other_end` (the second), and with `articles` also `outlet`,
        `passage`, `other_outlet`, `other_passage`.
    """
    rows = []
    for event in list_events(events).itertuples():
        rows += _differences(event)
    table = pd.DataFrame(rows, columns=DISAGREEMENT_COLUMNS)
    if articles is None:
        return table
    if not isinstance(articles, pd.DataFrame):
        named = pd.concat([table["article"], table["other_article"]])
        articles = articles(named.unique())
    table = _with_passages(table, articles, "")
    return _with_passages(table, articles, "other_")


def _differences(event) -> list[tuple]:
    """Return the rows of an event, whose `disagreeing` holds two places for each."""
    firsts = event.disagreeing[::2]
    seconds = event.disagreeing[1::2]
    rows = []
    for text, first, second in zip(event.disagreements, firsts, seconds, strict=True):
        row = (event.when, event.what, text, *first, *second)
        rows.append(row)
    return rows


def _with_passages(
    table: pd.DataFrame, articles: pd.DataFrame, side: str
) -> pd.DataFrame:
    """Return the table with the outlet and the passage of one of its two sides."""
    ids = table[f"{side}article"]
    texts = articles["text"].reindex(ids)
    starts = table[f"{side}start"]
    ends = table[f"{side}end"]
    passages = []
    for text, start, end in zip(texts, starts, ends, strict=True):
        passage = text[start:end]
        passages.append(passage)
    outlets = articles["outlet"].astype("str").reindex(ids)
    table[f"{side}outlet"] = outlets.tolist()
    table[f"{side}passage"] = passages
    return table


def describe_coverage(articles: pd.DataFrame, dates: pd.DataFrame) -> str:
    """When the articles came out and which day they name most."""
    published = articles["published"].dropna()
    exact = _exact_days(dates)
    if published.empty or exact.empty:
        return (
            "The days are not known well enough to tell when the coverage was written."
        )
    counts = exact.value_counts()
    day = counts.index[0]
    count = counts.iloc[0]
    first = day_in_full(published.min())
    last = day_in_full(published.max())
    most_named = day_in_full(day)
    return (
        f"The articles came out from {first} to {last}. "
        f"The day they name most is {most_named}, {count:,} times."
    )


def _exact_days(dates: pd.DataFrame) -> pd.Series:
    """Return the days that dates name, without those of longer intervals."""
    length = dates["latest"] - dates["earliest"]
    is_exact = length <= DAY
    begins = dates.loc[is_exact, "earliest"]
    return begins.dt.floor("D")
