"""Sentences about the articles: what was read, from whom, from when."""

from collections.abc import Sequence

import pandas as pd

from broadsheet.show.sentences.english import (
    count_noun,
    number_word,
    of_articles,
    whole_sentence,
)
from broadsheet.show.values import days_between


def describe_collection(articles: pd.DataFrame) -> str:
    """Say how many articles of how many outlets there are, and from when.

    >>> frame = pd.DataFrame({"outlet": ["Echo", None], "published": pd.to_datetime(["2020-05-04", None])})
    >>> describe_collection(frame).replace("\\xa0", " ")
    '2 articles from one known outlet, 4 May 2020'
    """
    outlets = articles["outlet"].nunique()
    days = articles["published"].dropna()
    text = count_noun(len(articles), "article")
    if not outlets:
        text += (
            " from an unknown outlet" if len(articles) == 1 else " from unknown outlets"
        )
    elif articles["outlet"].isna().any():
        text += f" from {number_word(outlets)} known {'outlet' if outlets == 1 else 'outlets'}"
    else:
        text += f" from {count_noun(outlets, 'outlet')}"
    if len(days):
        text += f", {days_between(days.min(), days.max())}"
    return text


def articles_finding(articles: pd.DataFrame) -> str:
    """Say what was read, what of it has no day, and what is left out of the analyses."""
    days = articles["published"].dropna()
    text = describe_collection(articles)
    unknown = len(articles) - len(days)
    if not len(days):
        text += "; no day of publication is known"
    elif unknown:
        text += f"; {number_word(unknown)} without a day of publication"
    foreign = int((articles["language"] != "en").sum())
    if foreign == len(articles):
        text += ". None is in English, so there is nothing to analyse"
    elif foreign == 1:
        text += ". One is not in English, and left out of what follows"
    elif foreign:
        text += f". {number_word(foreign).capitalize()} are not in English, and left out of what follows"
    return whole_sentence(text)


def days_known(articles: pd.DataFrame) -> str:
    """Say how many articles have a day of publication."""
    known = int(articles["published"].notna().sum())
    if not known:
        return "No article says on which day it was published, so nothing can be laid out in time."
    if known == len(articles):
        return f"The day of publication is known {of_articles(known, known).replace('in ', 'for ', 1)}."
    return (
        f"The day of publication is known for {known:,} of {len(articles):,} articles."
    )


def lengths_sentence(words: pd.Series) -> str:
    """Say how long the articles are."""
    if not len(words):
        return "No article is in English, so no words are counted."
    if len(words) == 1:
        return (
            f"The one article in English has {count_noun(int(words.iloc[0]), 'word')}."
        )
    return (
        f"The {len(words):,} articles in English have {count_noun(int(words.sum()), 'word')} together; "
        f"half of them have {count_noun(round(words.median()), 'word')} or more."
    )


def set_aside_sentence(passages: pd.DataFrame) -> str:
    """Say how many passages are not the article itself."""
    if passages.empty:
        return "Nothing was set aside."
    articles = passages["article"].nunique()
    verb = "was" if len(passages) == 1 else "were"
    where = count_noun(articles, "article")
    return f"{count_noun(len(passages), 'passage')} in {where} {verb} set aside."


def skipped_sentence(skipped: pd.DataFrame) -> str:
    """Say how much could not be read."""
    if not len(skipped):
        return "Everything was read."
    if len(skipped) == 1:
        return "One thing could not be read."
    return f"{len(skipped):,} things could not be read."


def duplicates_sentence(articles: pd.DataFrame) -> str:
    """Say how many articles repeat another of the same outlet."""
    repeats = int(articles["duplicate_of"].notna().sum())
    if not repeats:
        return "No article repeats an earlier one of the same outlet."
    if repeats == 1:
        return "One article repeats an earlier one of the same outlet."
    return f"{repeats:,} of {len(articles):,} articles repeat an earlier one of the same outlet."


def languages_sentence(articles: pd.DataFrame) -> str:
    """Say how many articles are in English."""
    english = int((articles["language"] == "en").sum())
    if english == len(articles):
        if english == 1:
            return "The one article is in English."
        return f"All {english:,} articles are in English."
    if not english:
        return "No article is in English."
    if english == 1:
        return f"One of {len(articles):,} articles is in English."
    return f"{english:,} of {len(articles):,} articles are in English."


def notes_sentence(notes: Sequence[str], most: int = 20) -> str:
    """Write what was decided while reading."""
    if not notes:
        return "Nothing had to be decided."
    return " ".join(whole_sentence(note) for note in notes[:most])


def shown_sentence(shown: int, articles: int, reason: str) -> str:
    """Say which articles are shown."""
    if not shown:
        return "There is no article to show."
    if shown == articles:
        return "The one article is shown." if shown == 1 else "All articles are shown."
    if shown == 1:
        return f"Shown is the article with {reason}, of {articles:,}."
    return (
        f"Shown are the {number_word(shown)} articles with {reason}, of {articles:,}."
    )
