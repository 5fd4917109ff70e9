"""`find_dates`: one row a temporal expression."""

from collections.abc import Iterator

import pandas as pd

from broadsheet.collector import collector_paused
from broadsheet.frames import FRAMES, checks_frames, conform
from broadsheet.text import tokens_of

from .accounts import day_of_document
from .article import Reader
from .counted_from_events import with_events
from .history import keep_old_years
from .match import find_matches
from .meaning import Meaning
from .points import NO_INTERVAL, Interval, Point, interval
from .resolve import resolve
from .tense import TenseReader
from .view import Match, TokenView


@checks_frames
@collector_paused()
def find_dates(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Find every temporal expression and say which days it means, after TimeML (ISO 24617-1).

    Expressions that name only part of a day ("Friday", "last October") are completed from the article's day
    of publication, tense deciding between the last and the next; in histories, from the expressions before.
    The order of day and month in figures, the hemisphere of seasons and holidays that differ between
    countries are decided once for an article, from its outlet, the places it names, its spelling and its
    other dates. Of a day in figures whose order nothing tells only the year is given.

    Args:
        articles: Articles with `text` and, where known, `published` and `outlet`.
        tokens: Their tokens, from `tokenize`.

    Returns:
        One row an expression, in reading order:

        - `article`, `start`, `end`, `text`: where it stands, and what is written there
        - `type`, `value`, `mod`: as in TIMEX3; `mod` is missing where nothing modifies the value, and APPROX
          for a season of which nothing tells the hemisphere
        - `earliest`, `latest`: the days that it covers, half-open; missing where it is no stretch of the
          calendar
        - `anchor`: what completed it: "itself" (nothing was missing), "published", "text:START" (the
          expression that begins at that character) or "none" (nothing did: the value has X where something
          is missing)
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
    view = TokenView(tokens)
    texts = articles["text"].fillna("").tolist()
    published = _days(articles)
    outlets = _outlets(articles)
    matches: dict[int, list[Match]] = {}
    for match in find_matches(view, texts):
        matches.setdefault(int(view.article[match.first]), []).append(match)
    tenses = TenseReader(view)
    rows = []
    for number, of_article in matches.items():
        day, written_at = _day_of_article(of_article, texts[number], published[number])
        reader = Reader(
            view,
            texts[number],
            day,
            keep_old_years(of_article, day),
            outlets[number],
            tenses,
        )
        for row in _read_article(reader, written_at):
            rows.append((number, *row))
    dates = pd.DataFrame(rows, columns=FRAMES["dates"].made)
    numbers = dates["article"].to_numpy(dtype=int)
    dates["article"] = pd.Categorical.from_codes(
        numbers, tokens["article"].cat.categories
    )
    dates["rule"] = pd.Categorical(dates["rule"])
    return conform(dates, "dates")


def _day_of_article(
    matches: list[Match], written: str, published: Point | None
) -> tuple[Point | None, int | None]:
    """The day that an article is read from: its own, or that of a document it prints in full, and where."""
    document = day_of_document(matches, written, published)
    if document is None:
        return published, None
    return document


def _read_article(reader: Reader, written_at: int | None) -> Iterator[tuple]:
    """The rows of an article, without its number.

    Args:
        reader: The article.
        written_at: Where a document that is printed in full gives its own day, which stands for that of
            publication.
    """
    for match, meaning in with_events(_read_in_order(reader), reader):
        if meaning is None:
            continue
        written = reader.written[match.start : match.end]
        anchor = meaning.anchor
        if anchor == "published" and written_at is not None:
            anchor = f"text:{written_at}"
        span: Interval = NO_INTERVAL
        if meaning.point:
            span = interval(meaning.point)
        yield (
            match.start,
            match.end,
            written,
            meaning.type,
            meaning.value,
            meaning.mod or None,
            *span,
            anchor,
            match.rule.name,
        )


def _read_in_order(reader: Reader) -> list[tuple[Match, Meaning | None]]:
    """What each match of an article means, where each may be completed from those before it."""
    read = []
    for match in reader.matches:
        meaning = resolve(match, reader)
        read.append((match, meaning))
        if meaning is not None:
            reader.note(meaning, match)
    return read


def _days(articles: pd.DataFrame) -> list[Point | None]:
    """Each article's day of publication."""
    return [_day(stamp) for stamp in articles["published"]]


def _day(stamp: pd.Timestamp) -> Point | None:
    if pd.isna(stamp):
        return None
    return Point("D", stamp.year, stamp.month, stamp.day)


def _outlets(articles: pd.DataFrame) -> list[str]:
    """Each article's outlet, with its dateline where there is one: what says where it is from."""
    outlets = [""] * len(articles)
    for column in ("outlet", "dateline"):
        if column in articles:
            written = articles[column].astype("object").fillna("").astype(str)
            outlets = [
                f"{outlet}\n{text}" if outlet else text
                for outlet, text in zip(outlets, written, strict=True)
            ]
    return outlets
