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
        first = _day(start, "start")
        begins_within = mentions["earliest"] >= first
        mentions = mentions[begins_within]
    if end is not None:
        after = _day(end, "end") + DAY
        ends_within = mentions["latest"] <= after
        mentions = mentions[ends_within]
    if topic:
        phrases = _phrases(topic)
        is_of_topic = _contains(mentions["what"], phrases, ignore_case=True)
        mentions = mentions[is_of_topic]
    if name:
        forms = _forms(name)
        is_naming = _contains(mentions["what"], forms, ignore_case=False)
        mentions = mentions[is_naming]
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
    units = chosen["precision"].astype("str")
    of_days = chosen[units == "day"]
    by_importance = of_days.sort_values("importance", ascending=False, kind="stable")
    greatest = by_importance.drop_duplicates("earliest")
    most_important = greatest.head(days)
    in_order = most_important.sort_index()
    return in_order.reset_index(drop=True)


def _day(value: str | pd.Timestamp, argument: str) -> pd.Timestamp:
    try:
        day = pd.Timestamp(value)
    except ValueError:
        day = pd.NaT
    if day is pd.NaT:
        raise BroadsheetError(
            f"{argument}={value!r} is not a day; write it as 2021-10-08."
        )
    local = day.tz_localize(None)
    return local.normalize()


def _phrases(topic: str) -> list[str]:
    """Return the words of a topic; what stands in double quotation marks is one phrase.

    >>> _phrases('dam "Jane Doe"')
    ['dam', 'Jane Doe']
    """
    matches = re.findall(r'"([^"]+)"|(\S+)', topic)
    return [phrase or word for phrase, word in matches]


def _forms(name: str) -> list[str]:
    """Return a full name and its last word, by which news goes on to call somebody."""
    words = name.split()
    if not words:
        return []
    full_name = " ".join(words)
    last_word = words[-1]
    return [full_name, last_word]


def _contains(sentences: pd.Series, phrases: list[str], ignore_case: bool) -> pd.Series:
    escaped = [re.escape(phrase) for phrase in phrases]
    alternatives = "|".join(escaped)
    pattern = rf"(?<!\w)(?:{alternatives})(?!\w)"
    flags = re.IGNORECASE if ignore_case else 0
    return sentences.str.contains(pattern, flags=flags, regex=True)
