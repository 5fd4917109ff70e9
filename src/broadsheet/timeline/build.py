"""The events frame."""

from collections.abc import Hashable

import pandas as pd

from broadsheet.frames import checks_frames
from broadsheet.names import find_names
from broadsheet.timeline.find import find_mentions
from broadsheet.timeline.merge import merge_mentions
from broadsheet.timeline.select import select_mentions
from broadsheet.timeline.wordlists import language

QUOTATION_MARKS = "“\"'"
MALE_OPENINGS = ("he ", "his ")
FIRST_WORD = r"^\W*(\w+)"
ANTECEDENT_REACH = 300  # characters: about two sentences


@checks_frames
def build_timeline(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    dates: pd.DataFrame,
    days: int | None = None,
    per_day: int = 1,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
    topic: str | None = None,
    name: str | None = None,
) -> pd.DataFrame:
    """Tell what happened when: the dated sentences of a coverage, one row an event, in order of time.

    Sentences that tell the same event, in several articles or under several expressions ("last month",
    "September 2021"), are one row with the most exact interval, its outlets and the sentence that tells it
    best. What outlets disagree on is kept in `disagreements`.

    Args:
        articles: The articles, as `read_articles` returns them.
        tokens: Their tokens, as `tokenize` returns them.
        dates: Their dates, as `find_dates` returns them.
        days: Keep only so many days, the most important ones.
        per_day: Keep so many events of each of these days.
        start: Keep events from this day on.
        end: Keep events up to this day, the day included.
        topic: Keep sentences that contain one of these words.
        name: Keep sentences that name this person or body, by the full name or its last word.

    Returns:
        One row an event: `event` (number, in order of time), `earliest`, `latest` (half-open), `precision`
        (day, week, month, quarter, season, half, year), `what` (a sentence of the coverage), `what_note`
        (the name behind the pronoun that begins the sentence; empty where it begins with none), `article`,
        `start`, `end` (where that sentence stands), `outlets` (list), `mentions` (sentences that tell it),
        `certainty` (happened, planned, said, denied, cancelled), `importance` (the higher, the more and the
        longer it is told), `background` (whether it lies before the coverage's own period), `disagreements`
        (list of sentences), `passages` (list of (article, start, end), every sentence that tells it).

    Raises:
        BroadsheetError: `start` or `end` is no day.

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> events = build_timeline(articles, tokens, bs.find_dates(articles, tokens))
    >>> [str(day.date()) for day in events["earliest"]]
    ['2007-01-01', '2020-10-01', '2021-01-01', '2021-09-01', '2021-10-08']
    """
    mentions = find_mentions(articles, tokens, dates)
    mentions = select_mentions(mentions, start, end, topic, name)
    events = merge_mentions(mentions, days, per_day)
    return note_pronouns(events, tokens)


def note_pronouns(events: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the events with the name of whom a sentence means that begins with "he" or "she".

    The name is that of the person named last before the sentence in its article, if no other person is named
    in the sentence before; otherwise the note stays empty. It is a guess, and is shown as ours.

    Args:
        events: As `merge_mentions` returns them.
        tokens: Of the articles that the sentences stand in.
    """
    first_words = events["what"].str.extract(FIRST_WORD, expand=False)
    begins = first_words.fillna("").str.lower()
    is_leaning = begins.isin(language()["personal"])
    leaning = events[is_leaning]
    if leaning.empty:
        return events
    by_article = _people_by_article(leaning["article"], tokens)
    notes = []
    for row in leaning.itertuples():
        people = by_article.get(row.article)
        note = _person_before(people, row.start, row.what)
        notes.append(note)
    noted = events["what_note"].copy()
    noted[leaning.index] = notes
    return events.assign(what_note=noted)


def _people_by_article(
    articles: pd.Series, tokens: pd.DataFrame
) -> dict[Hashable, pd.DataFrame]:
    """Return the names of people in each of some articles."""
    ids = articles.astype("str")
    is_wanted = tokens["article"].isin(ids)
    of_articles = tokens[is_wanted].reset_index(drop=True)
    names = find_names(of_articles)
    is_person = names["kind"] == "person"
    people = names[is_person]
    groups = people.groupby("article", observed=True)
    return dict(list(groups))


def _person_before(people: pd.DataFrame | None, start: int, sentence: str) -> str:
    """Return the person named last before a place in an article, if the pronoun can mean them."""
    if people is None:
        return ""
    farthest = start - ANTECEDENT_REACH
    is_before = people["start"] < start
    is_near = people["start"] >= farthest
    gender = _gender_of_pronoun(sentence)
    may_be_meant = people["gender"].isin(["", gender])
    is_candidate = is_before & is_near & may_be_meant
    names = people.loc[is_candidate, "name"]
    if names.nunique() != 1:
        return ""
    last = names.iloc[-1]
    return str(last)


def _gender_of_pronoun(sentence: str) -> str:
    """Return the gender of "he", "she" and the like at the beginning of a sentence."""
    folded = sentence.lower()
    bare = folded.lstrip(QUOTATION_MARKS)
    if bare.startswith(MALE_OPENINGS):
        return "male"
    return "female"
