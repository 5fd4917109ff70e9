"""`find_dates`: one row a temporal expression."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..text import tokens_of
from .context import Reader, is_history
from .find import Match, Text, find_matches
from .points import Point, interval
from .resolve import named_years, read

DTYPES = {
    "article": int,
    **dict.fromkeys(["start", "end"], np.int32),
    "text": "str",
    "type": pd.CategoricalDtype(["DATE", "TIME", "DURATION", "SET"]),
    **dict.fromkeys(["value", "mod"], "str"),
    **dict.fromkeys(["earliest", "latest"], "datetime64[s]"),
    **dict.fromkeys(["anchor", "rule"], "str"),
}


def find_dates(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Find every temporal expression and say which days it means, after TimeML (ISO 24617-1).

    Expressions that name only part of a day ("Friday", "last October") are completed from the article's day
    of publication, tense deciding between the last and the next; in histories, from the expressions before.
    Returns one row an expression, in reading order:

    - `article`, `start`, `end`, `text`: where it stands, and what is written there
    - `type`, `value`, `mod`: as in TIMEX3; `mod` is missing where nothing modifies the value
    - `earliest`, `latest`: the days that it covers, half-open; missing where it is no stretch of the calendar
    - `anchor`: what completed it: "itself" (nothing was missing), "published", "text:START" (the expression
      that begins at that character) or "none" (nothing did: the value has X where something is missing)
    - `rule`: the rule of the grammar that found it

    >>> import pandas as pd
    >>> from broadsheet.text import tokenize
    >>> text = "They met on Friday, a month after the talks of September 2021."
    >>> articles = pd.DataFrame({"text": [text], "published": pd.to_datetime(["2021-10-08"])}, index=["a"])
    >>> dates = find_dates(articles, tokenize(articles))
    >>> dates[["text", "value", "latest", "anchor"]].head(1).values.tolist()
    [['Friday', '2021-10-08', Timestamp('2021-10-09 00:00:00'), 'published']]
    """
    tokens = tokens_of(articles, tokens)
    text, texts = Text(tokens), articles["text"].fillna("").tolist()
    published = [_day(stamp) for stamp in articles["published"]]
    matches: dict[int, list[Match]] = {}
    for match in find_matches(text, texts):
        matches.setdefault(int(text.article[match.first]), []).append(match)
    rows = [
        row
        for number, found in matches.items()
        for row in _read_article(number, found, text, texts[number], published[number])
    ]
    dates = pd.DataFrame(rows, columns=list(DTYPES)).astype(DTYPES)
    return dates.assign(
        article=pd.Categorical.from_codes(dates["article"], tokens["article"].cat.categories),
        rule=pd.Categorical(dates["rule"]),
    )


def _read_article(
    number: int, matches: list[Match], text: Text, written: str, day: Point | None
) -> Iterator[tuple]:
    reader = Reader(text, written, day, matches, is_history(matches, day), named_years(matches))
    for match in matches:
        meaning = read(match, reader)
        if meaning is None:
            continue
        span = interval(meaning.point) if meaning.point else (np.datetime64("NaT", "s"),) * 2
        place = (number, match.start, match.end, written[match.start : match.end])
        yield *place, meaning.type, meaning.value, meaning.mod or None, *span, meaning.anchor, match.rule.name
        if meaning.point and not match.rule.settings.get("aside"):
            reader.note(meaning.point, match)


def _day(stamp: pd.Timestamp) -> Point | None:
    return None if pd.isna(stamp) else Point("D", stamp.year, stamp.month, stamp.day)
