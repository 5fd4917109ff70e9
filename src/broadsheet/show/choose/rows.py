"""Which rows and articles a page shows first."""

import numpy as np
import pandas as pd


def most_marked(articles: pd.DataFrame, rows: pd.DataFrame, most: int = 2) -> list[str]:
    """Return the articles with most rows of a frame, in the order of the corpus."""
    counts = rows["article"].astype("str").value_counts()
    chosen = set(counts.head(most).index)
    return [name for name in articles.index if name in chosen]


def count_article_words(passages: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Return the words of each article, without captions, credits and promotion.

    Args:
        passages: What `split_passages` returns.
        articles: The articles; one without passages has none.
    """
    own = passages[passages["part"].isin(["title", "dateline", "body"])]
    words = own.groupby("article", observed=False)["words"].sum()
    return words.reindex(articles.index, fill_value=0)


def spread_over_articles(rows: pd.DataFrame, score: str | None = None) -> pd.DataFrame:
    """Return rows so that the first are from as many articles as there are, the most telling of each first.

    Args:
        rows: A frame with an `article`.
        score: A column by which the rows of an article are ordered, highest first; otherwise as they stand.
    """
    if score is None:
        ordered = rows
    else:
        ordered = rows.sort_values(score, ascending=False, kind="stable")
    turn = ordered.groupby("article", observed=True).cumcount().to_numpy()
    return ordered.iloc[np.argsort(turn, kind="stable")].reset_index(drop=True)


def events_by_weight(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that matter most to the coverage's own time first."""
    if "background" in events:
        background = events["background"]
    else:
        background = pd.Series(False, events.index)
    keys = events.assign(_background=background.astype(bool))
    keys = keys.sort_values(
        ["_background", "importance"], ascending=[True, False], kind="stable"
    )
    return keys.drop(columns="_background").reset_index(drop=True)


def add_notes(events: pd.DataFrame) -> pd.DataFrame:
    """Return events whose sentences end with their note, in brackets: the name behind a pronoun.

    >>> events = pd.DataFrame({"what": ["She left.", "It rained."], "what_note": ["Ann Lee", ""]})
    >>> add_notes(events)["what"].tolist()
    ['She left. [Ann Lee]', 'It rained.']
    """
    notes = events["what_note"].astype("str").fillna("")
    noted = events["what"] + " [" + notes + "]"
    return events.assign(what=events["what"].where(notes == "", noted))


# What lies further from the days of publication is not of a coverage's own period.
NEAR = np.timedelta64(2 * 366, "D").astype("timedelta64[s]")


def split_by_period(
    events: pd.DataFrame, articles: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the events of the coverage's own period, and those that lie further back or ahead.

    Where no event is of that period, all of them are returned as the first.
    """
    is_distant = lies_far(events, articles)
    if "background" in events:
        is_distant |= events["background"].astype(bool)
    if is_distant.all():
        return events, events.iloc[:0]
    return events[~is_distant], events[is_distant]


def lies_far(events: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Say which events lie more than two years before or after the days of publication."""
    published = articles["published"].dropna().to_numpy().astype("datetime64[s]")
    if not len(published):
        return pd.Series(False, events.index)
    earliest = events["earliest"].to_numpy().astype("datetime64[s]")
    latest = events["latest"].to_numpy().astype("datetime64[s]")
    is_far = (latest < published.min() - NEAR) | (earliest > published.max() + NEAR)
    return pd.Series(is_far, events.index)


# A coverage longer than so many days is laid out in weeks, or in months.
WEEKS_FROM = 60
MONTHS_FROM = 200


def choose_period(articles: pd.DataFrame) -> str:
    """Return the stretch of time by which a coverage is best laid out: day, week or month."""
    days = articles["published"].dropna()
    span = (days.max() - days.min()).days if len(days) else 0
    if span > MONTHS_FROM:
        return "month"
    if span > WEEKS_FROM:
        return "week"
    return "day"
