"""Which rows and articles a page shows first."""

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers


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


def spread_over_articles(
    rows: pd.DataFrame, score: str | None = None, among: pd.Series | None = None
) -> Integers:
    """Order rows so that the first are from as many articles as there are, the most telling of each first.

    Args:
        rows: A frame with an `article`.
        score: A column by which the rows of an article are ordered, highest first; otherwise as they stand.
        among: Which rows are wanted; all without it.

    Returns:
        The numbers of the rows, as `show_table` takes them: a copy of all would take as much again.

    >>> rows = pd.DataFrame({"article": ["a", "a", "b"], "score": [0.5, 0.9, 0.7]})
    >>> spread_over_articles(rows, "score").tolist()
    [1, 2, 0]
    """
    order = np.arange(len(rows))
    if among is not None:
        order = np.flatnonzero(among)
    if score is not None:
        scores = rows[score].to_numpy()[order]
        order = order[np.argsort(-scores, kind="stable")]
    articles = rows["article"].iloc[order]
    turn = articles.groupby(articles, observed=True).cumcount()
    return order[np.argsort(turn.to_numpy(), kind="stable")]


def events_by_weight(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that matter most to the coverage's own time first."""
    keys = events.assign(_background=is_background(events))
    ordered = keys.sort_values(
        ["_background", "importance"],
        ascending=[True, False],
        kind="stable",
    )
    return ordered.drop(columns="_background").reset_index(drop=True)


def is_background(events: pd.DataFrame) -> pd.Series:
    """Say which events are told as background, where that is known."""
    if "background" not in events:
        return pd.Series(False, events.index)
    return events["background"].astype(bool)


def add_notes(events: pd.DataFrame) -> pd.DataFrame:
    """Return events whose sentences end with their note, in brackets: the name behind a pronoun.

    >>> events = pd.DataFrame({"what": ["She left.", "It rained."], "what_note": ["Ann Lee", ""]})
    >>> add_notes(events)["what"].tolist()
    ['She left. [Ann Lee]', 'It rained.']
    """
    notes = events["what_note"].astype("str").fillna("")
    sentences = events["what"]
    noted = sentences + " [" + notes + "]"
    has_none = notes == ""
    return events.assign(what=sentences.where(has_none, noted))


# What lies further from the days of publication is not of a coverage's own period.
NEAR = np.timedelta64(2 * 366, "D").astype("timedelta64[s]")


def split_by_period(
    events: pd.DataFrame, articles: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the events of the coverage's own period, and those that lie further back or ahead.

    Where no event is of that period, all of them are returned as the first.
    """
    is_distant = lies_far(events, articles) | is_background(events)
    if is_distant.all():
        return events, events.iloc[:0]
    return events[~is_distant], events[is_distant]


def lies_far(events: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Say which events lie more than two years before or after the days of publication."""
    published = _in_seconds(articles["published"].dropna())
    if not len(published):
        return pd.Series(False, events.index)
    begin = published.min() - NEAR
    end = published.max() + NEAR
    is_before = _in_seconds(events["latest"]) < begin
    is_after = _in_seconds(events["earliest"]) > end
    return pd.Series(is_before | is_after, events.index)


def _in_seconds(times: pd.Series) -> np.ndarray:
    """Return times in whole seconds, which reach over all years that texts name."""
    moments = times.to_numpy()
    return moments.astype("datetime64[s]")


# A coverage longer than so many days is laid out in weeks, or in months.
WEEKS_FROM = 60
MONTHS_FROM = 200


def choose_period(articles: pd.DataFrame) -> str:
    """Return the stretch of time by which a coverage is best laid out: day, week or month."""
    days = articles["published"].dropna()
    if days.empty:
        return "day"
    span = days.max() - days.min()
    if span.days > MONTHS_FROM:
        return "month"
    if span.days > WEEKS_FROM:
        return "week"
    return "day"
