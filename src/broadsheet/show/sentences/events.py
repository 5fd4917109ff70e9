"""Sentences about dates and events: what happened when, and how many outlets write of it."""

import numpy as np
import pandas as pd

from broadsheet.dates.labels import day_label, day_parts, year_label
from broadsheet.show.choose.rows import split_by_period
from broadsheet.show.sentences.english import (
    count_noun,
    count_word,
    in_marks,
    number_word,
    times,
)
from broadsheet.show.values import cut, last_moment
from broadsheet.show.wording import wording
from broadsheet.timeline import day_label as event_label

# Letters of a passage within a sentence.
LONGEST_PASSAGE = 110

KINDS = wording("time")


def events_finding(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say how many events the coverage tells, from when, and which matters most.

    What lies far outside the coverage's own period is counted apart and does not widen it.
    """
    if events.empty:
        return "No sentence of these articles gives an event with its day."
    near, distant = split_by_period(events, articles)
    count = count_noun(len(near), "dated event")
    further = _further_events(len(distant))
    example = _weightiest(near)
    if len(near) == 1:
        return _joined(f"The coverage gives {count}, of {example}", further)
    text = f"The coverage gives {count} {period(near)}."
    shared = ""
    if articles["outlet"].nunique() > 1:
        outlets = near["outlets"].map(len)
        several = int((outlets > 1).sum())
        shared = shared_events(several)
    return _joined(text, further, shared, f"The weightiest, {example}")


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _weightiest(events: pd.DataFrame) -> str:
    """Write the event that matters most, after its day or days."""
    top = events.loc[events["importance"].idxmax()]
    when = event_label(top["earliest"], top["latest"], top["precision"])
    words = cut(top["what"], LONGEST_PASSAGE)
    return f"{when}: {in_marks(words)}"


def _further_events(number: int) -> str:
    """Say how many events are not of the coverage's own period."""
    if not number:
        return ""
    verb = "lies" if number == 1 else "lie"
    count = number_word(number).capitalize()
    return f"{count} more {verb} further back or ahead."


def period(events: pd.DataFrame) -> str:
    """Write the years from the first to the last event."""
    begin = events["earliest"].min().to_datetime64()
    end = last_moment(events["latest"].max())
    first = _year(begin)
    last = _year(end)
    if first == last:
        return f"in {first}"
    return f"from {first} to {last}"


def _year(moment: np.datetime64) -> str:
    parts = day_parts(moment)
    if parts is None:
        return "an unknown year"
    return year_label(parts[0])


def shared_events(several: int) -> str:
    """Say how many events more than one outlet writes of."""
    if not several:
        return "Each is in one outlet only."
    if several == 1:
        return "One is in more than one outlet."
    return f"{number_word(several).capitalize()} are in more than one outlet."


def dates_sentence(dates: pd.DataFrame) -> str:
    """Say how many dates there are, of which kinds, and how they were resolved."""
    if dates.empty:
        return "No date was found."
    counts = dates["type"].astype("str").value_counts()
    kinds = []
    for kind, count in counts.items():
        kinds.append(count_noun(count, *KINDS[kind]))
    calendar = int(dates["earliest"].notna().sum())
    relative = int((dates["anchor"] != "itself").sum())
    if len(dates) == 1:
        return _one_date(kinds[0], calendar == 1, relative == 1)
    verb = "means" if calendar == 1 else "mean"
    return (
        f"{count_noun(len(dates), 'expression')} of time: {', '.join(kinds)}. "
        f"{count_word(calendar).capitalize()} of them {verb} days of the calendar; "
        f"{count_word(relative)} could be resolved only from the day of publication or the text before."
    )


def _one_date(kind: str, is_calendar: bool, is_relative: bool) -> str:
    """Say what the one date is."""
    if not is_calendar:
        return f"The one expression of time, {kind}, means no day of the calendar."
    text = f"The one expression of time, {kind}, means days of the calendar"
    if is_relative:
        text += ", resolved from the day of publication or the text before"
    return f"{text}."


def coverage_sentence(articles: pd.DataFrame, dates: pd.DataFrame) -> str:
    """Say when the articles came out and which day they name most."""
    days = exact_days(dates)
    return f"{_when_published(articles)} {_days_named(days, len(articles))}"


def _when_published(articles: pd.DataFrame) -> str:
    published = articles["published"].dropna()
    if published.empty:
        return "No day of publication is known."
    subject = "The articles"
    if len(articles) == 1:
        subject = "The article"
    elif len(published) < len(articles):
        subject = "The articles whose day is known"
        if len(published) == 1:
            subject = "The one article whose day is known"
    first = day_label(published.min())
    last = day_label(published.max())
    if first == last:
        return f"{subject} came out on {first}."
    return f"{subject} came out from {first} to {last}."


def _days_named(days: pd.Series, articles: int) -> str:
    """Say which day so many articles name most."""
    if days.empty:
        return "No exact day is named."
    they_name = "it names" if articles == 1 else "they name"
    counts = days.value_counts()
    highest = int(counts.iloc[0])
    most = counts[counts == highest]
    day = day_label(most.index[0])
    often = times(highest)
    if len(counts) == 1:
        return f"The one day {they_name} is {day}, {often}."
    if len(most) == 1:
        return f"The day {they_name} most is {day}, {often}."
    if highest == 1:
        return f"{they_name.capitalize()} {len(counts):,} different days, each once."
    number = number_word(len(most)).capitalize()
    return f"{number} days are named most, {often} each."


def exact_days(dates: pd.DataFrame) -> pd.Series:
    """Return the days that are named exactly, of whatever year."""
    known = dates.dropna(subset=["earliest", "latest"])
    first = known["earliest"].to_numpy().astype("datetime64[D]")
    after = known["latest"].to_numpy().astype("datetime64[s]")
    length = after - first.astype("datetime64[s]")
    is_day = length <= np.timedelta64(1, "D")
    days = first[is_day].astype("datetime64[s]")
    return pd.Series(days)


def disagreements_sentence(disagreements: pd.DataFrame) -> str:
    """Say on how many points outlets differ."""
    if disagreements.empty:
        return "No two outlets give one event with different days or figures."
    if len(disagreements) == 1:
        return "On one point two outlets differ. Neither is taken to be right."
    number = number_word(len(disagreements))
    return f"On {number} points two outlets differ. Neither is taken to be right."
