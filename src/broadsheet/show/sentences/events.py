"""Sentences about dates and events: what happened when, and how many outlets write of it."""

import numpy as np
import pandas as pd

from broadsheet.dates.labels import day_label, day_parts, year_label
from broadsheet.show.choose.rows import split_by_period
from broadsheet.show.sentences.english import count_noun, count_word, number_word, times
from broadsheet.show.values import cut, last_moment
from broadsheet.timeline import day_label as event_label

# Letters of a passage within a sentence.
LONGEST_PASSAGE = 110

KINDS = {
    "DATE": ("date", "dates"),
    "TIME": ("time of day", "times of day"),
    "DURATION": ("length of time", "lengths of time"),
    "SET": ("repeated time", "repeated times"),
}


def events_finding(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say how many events the coverage tells, from when, and which matters most.

    What lies far outside the coverage's own period is counted apart and does not widen it.
    """
    if events.empty:
        return "No sentence of these articles gives an event with its day."
    near, distant = split_by_period(events, articles)
    far = len(distant)
    top = near.loc[near["importance"].idxmax()]
    when = event_label(top["earliest"], top["latest"], top["precision"])
    example = f"{when}: “{cut(top['what'], LONGEST_PASSAGE)}”"
    text = f"The coverage gives {count_noun(len(near), 'dated event')}"
    if len(near) == 1:
        text += f", on {example}"
    else:
        text += f" {period(near)}."
    if far:
        verb = "lies" if far == 1 else "lie"
        text = f"{text.rstrip('.')}. {number_word(far).capitalize()} more {verb} further back or ahead."
    if len(near) == 1:
        return text
    several = int((near["outlets"].map(len) > 1).sum())
    if articles["outlet"].nunique() > 1:
        text += f" {shared_events(several)}"
    return f"{text} The weightiest, {example}"


def period(events: pd.DataFrame) -> str:
    """Write the years from the first to the last event."""
    ends = [
        day_parts(events["earliest"].min().to_datetime64()),
        day_parts(last_moment(events["latest"].max())),
    ]
    first, last = (year_label(end[0]) for end in ends if end)
    if first == last:
        return f"in {first}"
    return f"from {first} to {last}"


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
    kinds = [count_noun(count, *KINDS[kind]) for kind, count in counts.items() if count]
    calendar = int(dates["earliest"].notna().sum())
    relative = int((dates["anchor"] != "itself").sum())
    return (
        f"{count_noun(len(dates), 'expression')} of time: {', '.join(kinds)}. "
        f"{count_word(calendar).capitalize()} of them {verb_mean(calendar)} days of the calendar; "
        f"{count_word(relative)} could be resolved only from the day of publication or the text before."
    )


def verb_mean(number: int) -> str:
    """Return "mean" in its form."""
    return "means" if number == 1 else "mean"


def coverage_sentence(articles: pd.DataFrame, dates: pd.DataFrame) -> str:
    """Say when the articles came out and which day they name most."""
    published = articles["published"].dropna()
    days = exact_days(dates)
    text = "No day of publication is known."
    if len(published):
        first, last = day_label(published.min()), day_label(published.max())
        subject = "The article" if len(articles) == 1 else "The articles"
        if first == last:
            text = f"{subject} came out on {first}."
        else:
            text = f"The articles came out from {first} to {last}."
    if days.empty:
        return f"{text} No exact day is named."
    counts = days.value_counts()
    most = counts[counts == counts.iloc[0]]
    often = times(int(counts.iloc[0]))
    if len(counts) == 1:
        return f"{text} The one day they name is {day_label(counts.index[0])}, {often}."
    if len(most) > 1 and most.iloc[0] == 1:
        return f"{text} They name {len(counts):,} different days, each once."
    if len(most) > 1:
        number = number_word(len(most)).capitalize()
        return f"{text} {number} days are named most, {often} each."
    return f"{text} The day they name most is {day_label(most.index[0])}, {often}."


def exact_days(dates: pd.DataFrame) -> pd.Series:
    """Return the days that are named exactly, of whatever year."""
    known = dates.dropna(subset=["earliest", "latest"])
    first = known["earliest"].to_numpy().astype("datetime64[D]")
    last = known["latest"].to_numpy().astype("datetime64[s]")
    is_day = last - first.astype("datetime64[s]") <= np.timedelta64(1, "D")
    return pd.Series(first[is_day].astype("datetime64[s]"))


def disagreements_sentence(disagreements: pd.DataFrame) -> str:
    """Say on how many points outlets differ."""
    if disagreements.empty:
        return "No two outlets give one event with different days or figures."
    if len(disagreements) == 1:
        return "On one point two outlets differ. Neither is taken to be right."
    return f"On {number_word(len(disagreements))} points two outlets differ. Neither is taken to be right."
