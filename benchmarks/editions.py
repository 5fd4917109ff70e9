"""More articles than there are: further editions of an archive, each a year later, with other nouns.

Paragraphs that are drawn again make an archive in which each is printed many times, which no archive is. In a
further edition every article tells of others: each name, noun and adjective is one that is about as frequent,
so that an article goes on about whom and what it began with, while editions share little of their wording.
Verbs, titles and the words of dates stay; years and days of publication are as many years later.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

import pandas as pd
from common import articles_frame

import broadsheet as bs
from broadsheet.dates.grammar import load as dates_grammar
from broadsheet.names.lexicon import lexicon

EXCHANGED = ("NN", "NNS", "JJ", "NNP")
SHORTEST = 4  # letters of a word that is exchanged
YEAR = re.compile(r"(?:19|20)\d\d")
PART = 500  # articles that are tokenized at once
DAYS_OF_PUBLICATION = ("published", "date", "dct")


class Place(NamedTuple):
    """Where a word stands that another one takes the place of, and the list that both are of."""

    start: int
    end: int
    word: str
    kind: tuple[str, bool]


def editions(records: list[dict], count: int) -> Iterator[dict]:
    """Yield so many articles: the originals, each once, and then one edition after the other."""
    yield from records[:count]
    if count <= len(records):
        return
    places = _places(records)
    lists = _lists(places)
    ranks = {
        kind: {word: rank for rank, word in enumerate(words)}
        for kind, words in lists.items()
    }
    for number in range(len(records), count):
        edition, article = divmod(number, len(records))

        def other(place: Place, edition: int = edition) -> str:
            words = lists[place.kind]
            rank = ranks[place.kind][place.word]
            return words[(rank + edition) % len(words)]

        yield _rewritten(records[article], places[article], other, edition)


def _places(records: list[dict]) -> list[list[Place]]:
    """The words of each article that are exchanged."""
    places = []
    for first in range(0, len(records), PART):
        some = records[first : first + PART]
        numbered = [
            {"id": str(number), "text": record["text"]}
            for number, record in enumerate(some)
        ]
        tokens = bs.tokenize(articles_frame(numbered))
        places += [[] for _ in some]
        for article, place in _places_among(tokens):
            places[first + article].append(place)
    return places


def _places_among(tokens: pd.DataFrame) -> Iterator[tuple[int, Place]]:
    """The same, of some articles, with the number of each."""
    kept = dates_grammar().lexicon.classes
    names = lexicon()
    wanted = tokens[tokens["pos"].isin(EXCHANGED)]
    columns = [wanted[name].tolist() for name in ("article", "start", "end", "token")]
    for article, start, end, word, tag in zip(
        *columns, wanted["pos"].tolist(), strict=True
    ):
        is_long = len(word) >= SHORTEST and word.isalpha()
        low = word.lower()
        if not is_long or low in kept or names.is_title(low):
            continue
        yield int(article), Place(start, end, word, (tag, names.is_given(low)))


def _lists(places: list[list[Place]]) -> dict[tuple[str, bool], list[str]]:
    """The words of each kind, the most frequent first."""
    counts: dict[tuple[str, bool], Counter] = {}
    for place in chain.from_iterable(places):
        counts.setdefault(place.kind, Counter())[place.word] += 1
    return {
        kind: [word for word, _ in count.most_common()]
        for kind, count in counts.items()
    }


def _rewritten(
    record: dict, places: list[Place], other: Callable[[Place], str], edition: int
) -> dict:
    """An article with other words, some years later."""
    text = record["text"]
    parts = []
    end = 0
    for place in places:
        parts += [text[end : place.start], other(place)]
        end = place.end
    parts.append(text[end:])
    rewritten = YEAR.sub(lambda year: str(int(year[0]) + edition), "".join(parts))
    later = {**record, "text": rewritten, "title": ""}
    for name in DAYS_OF_PUBLICATION:
        day = pd.to_datetime(record.get(name) or None, errors="coerce")
        if pd.notna(day):
            later[name] = str((day + pd.DateOffset(years=edition)).date())
    return later
