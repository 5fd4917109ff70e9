"""The sentences of the pages: right for none, one, ties, many and what is not known."""

import pandas as pd

from broadsheet.show.values import days_between

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_noun(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    >>> count_noun(1, "article"), count_noun(2, "story", "stories"), count_noun(1200, "word")
    ('1 article', '2 stories', '1,200 words')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or noun + 's'}"


def describe_collection(articles: pd.DataFrame) -> str:
    """Say how many articles of how many outlets there are, and from when.

    >>> frame = pd.DataFrame({"outlet": ["Echo", None], "published": pd.to_datetime(["2020-05-04", None])})
    >>> describe_collection(frame).replace("\\xa0", " ")
    '2 articles from 1 outlet, 4 May 2020'
    """
    outlets = articles["outlet"].nunique()
    days = articles["published"].dropna()
    text = count_noun(len(articles), "article")
    if outlets:
        text += f" from {count_noun(outlets, 'outlet')}"
    else:
        text += " whose outlets are not given"
    if len(days):
        text += f", {days_between(days.min(), days.max())}"
    return text
