"""`find_dates`: one row a temporal expression."""

import numpy as np
import pandas as pd

from .find import Match, Text, find_matches
from .points import Point, interval
from .resolve import Reader, explicit_years, read

TYPES = ["DATE", "TIME", "DURATION", "SET"]
_NOT_A_TIME = np.datetime64("NaT", "s")


def find_dates(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Find every temporal expression and say which days it means, after TimeML (ISO 24617-1).

    Expressions that name only part of a day ("Friday", "last October") are completed from the article's day of
    publication, tense and prepositions deciding between the last and the next; in narratives of times long past,
    from the expressions before. Returns one row an expression, in reading order:

    - `article`, `start`, `end`, `text`: where it stands, and what is written there
    - `type`, `value`, `mod`: as in TIMEX3; `mod` is missing where nothing modifies the value
    - `earliest`, `latest`: the days that it covers, half-open; missing where it is no stretch of the calendar
    - `anchor`: what completed it: "itself" (nothing was missing), "published", "text:START" (the expression that
      begins at that character) or "none" (it could not be completed: the value has X where something is missing)
    - `rule`: the rule of the grammar that found it

    >>> import pandas as pd
    >>> from broadsheet.text import tokenize
    >>> text = "They met on Friday, a month after the talks of September 2021."
    >>> articles = pd.DataFrame({"text": [text], "published": pd.to_datetime(["2021-10-08"])}, index=["a"])
    >>> dates = find_dates(articles, tokenize(articles))
    >>> dates[["text", "value", "latest", "anchor"]].head(1).values.tolist()
    [['Friday', '2021-10-08', Timestamp('2021-10-09 00:00:00'), 'published']]
    """
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
    columns = list(zip(*rows, strict=True)) if rows else [()] * 11
    article, start, end, written, kind, value, mod, earliest, latest, anchor, rule = columns
    return pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(
                np.array(article, dtype=int), tokens["article"].cat.categories
            ),
            "start": np.array(start, dtype=np.int32),
            "end": np.array(end, dtype=np.int32),
            "text": pd.array(written, dtype="str"),
            "type": pd.Categorical(kind, TYPES),
            "value": pd.array(value, dtype="str"),
            "mod": pd.array([each or None for each in mod], dtype="str"),
            "earliest": np.array(earliest, dtype="datetime64[s]"),
            "latest": np.array(latest, dtype="datetime64[s]"),
            "anchor": pd.array(anchor, dtype="str"),
            "rule": pd.Categorical(rule),
        }
    )


def _read_article(
    number: int, matches: list[Match], text: Text, written: str, published: Point | None
) -> list[tuple]:
    reader = Reader(text, published, _is_narrative(matches, published), explicit_years(matches))
    rows = []
    for match in matches:
        meaning = read(match, reader)
        if meaning is None:
            continue
        earliest, latest = interval(meaning.point) if meaning.point else (_NOT_A_TIME, _NOT_A_TIME)
        place = (number, match.start, match.end, written[match.start : match.end])
        rows.append(
            (
                *place,
                meaning.type,
                meaning.value,
                meaning.mod,
                earliest,
                latest,
                meaning.anchor,
                match.rule.name,
            )
        )
        if meaning.point and meaning.type in ("DATE", "TIME") and not match.rule.settings.get("aside"):
            reader.note(meaning.point, match)
    return rows


def _is_narrative(matches: list[Match], published: Point | None) -> bool:
    """Whether an article is a history: it gives years throughout, where news says "Friday" and "last month"."""
    if published is None:
        return True
    years = sum(bool({"year", "era"} & set(match.fields)) for match in matches)
    news = sum(bool({"weekday", "today", "dir", "quarter"} & set(match.fields)) for match in matches)
    many = years >= 8 or (years >= 3 and news == 0 and len(matches) >= 12)
    return many and years > 2 * news and 10 * years > len(matches)


def _day(stamp: pd.Timestamp) -> Point | None:
    return None if pd.isna(stamp) else Point("D", stamp.year, stamp.month, stamp.day)
