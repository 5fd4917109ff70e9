"""What one outlet covers and another does not: speakers, events and words, whether they share copy or not."""

from collections.abc import Iterator

import pandas as pd

COLUMNS = ["kind", "name", "outlet", "other", "count", "other_count"]

# A word used less often than this may be missing elsewhere by chance.
LEAST_WORD = 3


NAMED = ["person", "organisation"]


def compare_coverage(
    first: str,
    second: str,
    articles: pd.DataFrame,
    quotes: pd.DataFrame,
    events: pd.DataFrame,
    counts: pd.DataFrame,
) -> pd.DataFrame:
    """List what one of two outlets has and the other lacks.

    That an outlet lacks something says nothing about why: it may have reported on other days, in other
    articles, or in other words.

    Args:
        first: An outlet.
        second: Another outlet.
        articles: The articles, with their `outlet`.
        quotes: What `find_quotes` returns.
        events: What `build_timeline` returns.
        counts: What `count_words(by="outlet")` returns.

    Returns:
        One row for each speaker, event or word that one of them has alone: `kind` (speaker, event, word),
        `name`, `outlet` (which has it), `other` (which lacks it), `count` and `other_count` (0). The most
        frequent first.
    """
    rows = [
        *_speakers(first, second, articles, quotes),
        *_events(first, second, events),
        *_words(first, second, counts),
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(
        ["kind", "count"],
        ascending=[True, False],
        kind="stable",
        ignore_index=True,
    )


def _speakers(
    first: str, second: str, articles: pd.DataFrame, quotes: pd.DataFrame
) -> Iterator[tuple]:
    is_named = quotes["speaker_kind"].isin(NAMED)
    named = quotes[is_named]
    article = named["article"].astype(object)
    speaker = named["speaker"].astype(object)
    outlet_of = articles["outlet"].astype(object)
    outlet = article.map(outlet_of)
    is_compared = outlet.isin([first, second])
    table = pd.crosstab(speaker[is_compared], outlet[is_compared])
    yield from _lone("speaker", table, first, second, least=1)


def _events(first: str, second: str, events: pd.DataFrame) -> Iterator[tuple]:
    weightiest_first = events.sort_values(
        "importance",
        ascending=False,
        kind="stable",
    )
    for row in weightiest_first.itertuples():
        has_first = first in row.outlets
        has_second = second in row.outlets
        if has_first and not has_second:
            yield "event", row.what, first, second, row.mentions, 0
        if has_second and not has_first:
            yield "event", row.what, second, first, row.mentions, 0


def _words(first: str, second: str, counts: pd.DataFrame) -> Iterator[tuple]:
    is_content = ~counts["is_stop"]
    is_compared = counts["outlet"].isin([first, second])
    words = counts[is_content & is_compared]
    words = words.astype({"word": "str", "outlet": "str"})
    table = words.pivot_table(
        values="count",
        index="word",
        columns="outlet",
        aggfunc="sum",
        fill_value=0,
    )
    yield from _lone("word", table, first, second, least=LEAST_WORD)


def _lone(
    kind: str, table: pd.DataFrame, first: str, second: str, least: int
) -> Iterator[tuple]:
    table = table.reindex(columns=[first, second], fill_value=0)
    for outlet, other in ((first, second), (second, first)):
        own = table[outlet]
        is_enough = own >= least
        is_alone = table[other] == 0
        alone = own[is_enough & is_alone]
        alone = alone.sort_values(ascending=False, kind="stable")
        for name, count in alone.items():
            yield kind, name, outlet, other, int(count), 0
