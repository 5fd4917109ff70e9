"""Which sentences a question is about: a period, a topic, a person."""

import re

import pandas as pd

from broadsheet.errors import BroadsheetError

DAY = pd.Timedelta(days=1)


def select_mentions(
    mentions: pd.DataFrame,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
    topic: str | None = None,
    name: str | None = None,
) -> pd.DataFrame:
    """Return the mentions that lie in a period, contain a topic's words and name somebody.

    Args:
        mentions: As `find_mentions` returns them; `earliest`, `latest` and `what` are read.
        start: The first day.
        end: The last day, included.
        topic: Words; a sentence with one of them is kept. Put a phrase in double quotation marks.
        name: A person or body; sentences with the full name, or with its last word as a name, are kept.

    Raises:
        BroadsheetError: `start` or `end` is no day.
    """
    if start is not None:
        mentions = mentions[mentions["earliest"] >= _day(start, "start")]
    if end is not None:
        mentions = mentions[mentions["latest"] <= _day(end, "end") + DAY]
    if topic:
        mentions = mentions[
            _contains(mentions["what"], _phrases(topic), ignore_case=True)
        ]
    if name:
        mentions = mentions[
            _contains(mentions["what"], _forms(name), ignore_case=False)
        ]
    return mentions.reset_index(drop=True)


def select_events(
    events: pd.DataFrame,
    days: int | None = None,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
    topic: str | None = None,
    name: str | None = None,
) -> pd.DataFrame:
    """Return the events that a question is about, of events that were built for all.

    Args:
        events: As `build_timeline` returns them.
        days: Keep the greatest event of each of so many days, the most important ones.
        start: The first day.
        end: The last day, included.
        topic: Words; an event whose sentence has one of them is kept.
        name: A person or body that the event's sentence names.

    Raises:
        BroadsheetError: `start` or `end` is no day.
    """
    chosen = select_mentions(events, start, end, topic, name)
    if days is None:
        return chosen
    of_days = chosen[chosen["precision"].astype("str") == "day"]
    by_importance = of_days.sort_values("importance", ascending=False, kind="stable")
    return (
        by_importance.drop_duplicates("earliest")
        .head(days)
        .sort_index()
        .reset_index(drop=True)
    )


def _day(value: str | pd.Timestamp, argument: str) -> pd.Timestamp:
    try:
        day = pd.Timestamp(value)
    except ValueError:
        day = pd.NaT
    if day is pd.NaT:
        raise BroadsheetError(
            f"{argument}={value!r} is not a day; write it as 2021-10-08."
        )
    return day.tz_localize(None).normalize()


def _phrases(topic: str) -> list[str]:
    """Return the words of a topic; what stands in double quotation marks is one phrase.

    >>> _phrases('dam "Jane Doe"')
    ['dam', 'Jane Doe']
    """
    found = re.findall(r'"([^"]+)"|(\S+)', topic)
    return [phrase or word for phrase, word in found]


def _forms(name: str) -> list[str]:
    """Return a full name and its last word, by which news goes on to call somebody."""
    words = name.split()
    if not words:
        return []
    return [" ".join(words), words[-1]]


def _contains(sentences: pd.Series, phrases: list[str], ignore_case: bool) -> pd.Series:
    escaped = [re.escape(phrase) for phrase in phrases]
    pattern = rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)"
    flags = re.IGNORECASE if ignore_case else 0
    return sentences.str.contains(pattern, flags=flags, regex=True)
