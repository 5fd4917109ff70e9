"""Sentences on dates and events, and the choice of pages to show."""

from textwrap import shorten

import pandas as pd

from broadsheet.dates import day_label as day_in_full
from broadsheet.dates import range_label, year_label

MOST_PAGES = 6
FEW_DAYS = 20  # intervals of fewer days are written with both days
DISAGREEMENT_COLUMNS = [
    *("when", "what", "disagreement", "article", "start", "end"),
    *("other_article", "other_start", "other_end"),
]


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
    last = latest - pd.Timedelta(days=1)
    return _interval(earliest, last, (latest - earliest).days)


def _month(day: pd.Timestamp) -> str:
    return f"{day.month_name()[:3]} {year_label(day.year)}"


def _interval(first: pd.Timestamp, last: pd.Timestamp, days: int) -> str:
    same_month = (first.year, first.month) == (last.year, last.month)
    if days < FEW_DAYS:
        start = str(first.day)
        if not same_month:
            start = f"{first.day} {first.month_name()[:3]}"
        return f"{start}–{last.day} {_month(last)}"
    if first.year == last.year:
        return f"{first.month_name()[:3]}–{_month(last)}"
    return f"{_month(first)}–{_month(last)}"


def list_dates(dates: pd.DataFrame) -> pd.DataFrame:
    """The dates with the days they mean in words, in place of the two ends."""
    known = dates["earliest"].notna() & dates["latest"].notna()
    spans = dates.loc[known, ["earliest", "latest"]]
    days = [
        range_label(begin, end, short=True)
        for begin, end in spans.itertuples(index=False)
    ]
    return dates.assign(days=pd.Series(days, index=spans.index, dtype="str"))


def list_events(events: pd.DataFrame) -> pd.DataFrame:
    """The events with their days in words."""
    spans = zip(events["earliest"], events["latest"], strict=True)
    labels = [range_label(earliest, latest, short=True) for earliest, latest in spans]
    return events.assign(when=pd.Series(labels, index=events.index, dtype="str"))


def describe_dates(dates: pd.DataFrame) -> str:
    """How many dates there are, of which kinds, and how they were worked out, in a sentence.

    >>> describe_dates(pd.DataFrame(columns=["type", "earliest", "anchor"]))
    'No date was found.'
    """
    if dates.empty:
        return "No date was found."
    names = {
        "DATE": "dates",
        "TIME": "times of day",
        "DURATION": "lengths of time",
        "SET": "repeated times",
    }
    kinds = dates["type"].astype(str).value_counts()
    listed = ", ".join(f"{count:,} {names[kind]}" for kind, count in kinds.items())
    calendar = int(dates["earliest"].notna().sum())
    relative = int((dates["anchor"] != "itself").sum())
    return (
        f"{len(dates):,} expressions were found: {listed}. {calendar:,} mean days of the calendar; "
        f"{relative:,} could be worked out only from the day of publication or the text before."
    )


def most_dated(
    articles: pd.DataFrame, dates: pd.DataFrame, most: int = MOST_PAGES
) -> list[str]:
    """The articles with most dates, in the order of the corpus."""
    counts = dates["article"].astype(str).value_counts()
    chosen = set(counts.head(most).index)
    return [article for article in articles.index if article in chosen]


def describe_pages(articles: pd.DataFrame, pages: list[str]) -> str:
    """Which articles are shown, where that is not all of them."""
    if len(pages) == len(articles):
        return "All articles are shown."
    return f"Shown are the {len(pages)} of {len(articles):,} articles that name most dates."


def describe_events(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the timeline shows, in two sentences."""
    if events.empty:
        return "The articles tell no event with its day."
    first = events["earliest"].min()
    last = events["latest"].max() - pd.Timedelta(days=1)
    years = f"{first.year}"
    if first.year != last.year:
        years = f"{first.year} to {last.year}"
    outlets = events["outlets"].map(len)
    shared = ""
    if articles["outlet"].nunique() > 1:
        several = int((outlets > 1).sum())
        verb = "is" if several == 1 else "are"
        shared = f" Of them, {several:,} {verb} reported by more than one outlet."
    width = outlets * 100 + events["importance"]
    most = events.loc[width.idxmax()]
    day = range_label(most["earliest"], most["latest"], short=True)
    what = shorten(most["what"], 90, placeholder=" …")
    noun = "event" if len(events) == 1 else "events"
    return (
        f"The coverage tells {len(events):,} dated {noun}, from {years}.{shared} "
        f"Told most widely is {day}: “{what}”"
    )


def list_disagreements(
    events: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row for each point on which the outlets that tell an event differ, with both passages.

    Args:
        events: As `build_timeline` returns them.
        articles: Where given, with their `text`, the two passages are written out.

    Returns:
        `when`, `what` (of the event), `disagreement`, `article`, `start`, `end` (the first passage),
        `other_article`, `other_start`, `other_end` (the second), and with `articles` also `outlet`,
        `passage`, `other_outlet`, `other_passage`.
    """
    rows = []
    for event in list_events(events).itertuples():
        pairs = zip(event.disagreeing[::2], event.disagreeing[1::2], strict=True)
        for text, (one, other) in zip(event.disagreements, pairs, strict=True):
            rows.append((event.when, event.what, text, *one, *other))
    table = pd.DataFrame(rows, columns=DISAGREEMENT_COLUMNS)
    if articles is None:
        return table
    for side in ("", "other_"):
        columns = [f"{side}article", f"{side}start", f"{side}end"]
        passages = []
        for article, start, end in table[columns].itertuples(index=False):
            text = articles.at[article, "text"]
            passages.append(text[start:end])
        outlets = articles["outlet"].astype("str")
        outlets_of_rows = outlets.reindex(table[f"{side}article"])
        table[f"{side}outlet"] = outlets_of_rows.tolist()
        table[f"{side}passage"] = passages
    return table


def describe_coverage(articles: pd.DataFrame, dates: pd.DataFrame) -> str:
    """When the articles came out and which day they name most."""
    published = articles["published"].dropna()
    length = dates["latest"] - dates["earliest"]
    is_exact = length <= pd.Timedelta(days=1)
    exact = dates.loc[is_exact, "earliest"].dt.floor("D")
    if published.empty or exact.empty:
        return (
            "The days are not known well enough to tell when the coverage was written."
        )
    counts = exact.value_counts()
    day = counts.index[0]
    count = counts.iloc[0]
    spoken = f"{day_in_full(published.min())} to {day_in_full(published.max())}"
    return (
        f"The articles came out from {spoken}. "
        f"The day they name most is {day_in_full(day)}, {count:,} times."
    )
