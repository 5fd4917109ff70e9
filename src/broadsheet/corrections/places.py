"""Where the passage of a correction stands now: at its offsets, or wherever its own words are found again."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from broadsheet.corrections.correction import Correction, squeeze

# So many words are looked for in other articles, where the article itself is gone: fewer stand anywhere.
LEAST_WORDS = 5

# Another export may have straight quotation marks for curly ones, letter for letter.
STRAIGHT = str.maketrans("“”„‟‘’‚‛\N{NO-BREAK SPACE}", "\"\"\"\"'''' ")


@dataclass(frozen=True)
class Place:
    """A passage in the articles as they are now.

    Attributes:
        article: The article's id.
        start, end: Where it stands in the text.
        moved: Whether it stood elsewhere before.
        typed: Whether it is known by words alone, as somebody typed them.
    """

    article: str
    start: int
    end: int
    moved: bool = False
    typed: bool = False


class NoPlace(Exception):
    """A passage that cannot be found again; the message says why."""


@dataclass
class Texts:
    """The texts in which passages are looked for, read as far as they are asked for.

    Attributes:
        ids: The ids of all articles.
        read: Gives the texts of some articles by their ids.
        read_all: Gives all of them.
    """

    ids: pd.Index
    read: Callable[[list[str]], pd.Series]
    read_all: Callable[[], pd.Series]
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "Texts":
        """Texts that are all there already."""
        texts = articles["text"]
        return cls(articles.index, lambda ids: texts.loc[ids], lambda: texts)

    def prepare(self, ids: list[str]) -> None:
        """Read these texts at once."""
        missing = []
        for article in dict.fromkeys(ids):
            if article not in self.known and article in self.ids:
                missing.append(article)
        if missing:
            self.known.update(self.read(missing).items())

    def get(self, article: str) -> str | None:
        """Return the text of an article, None where there is no such article."""
        if article not in self.ids:
            return None
        self.prepare([article])
        return self.known[article]


def find_place(correction: Correction, texts: Texts) -> Place:
    """Find the passage of a correction.

    It stands at its offsets if the text there still has its words. Otherwise its words are looked for in the
    article or, where the article is gone and they are five or more, in all articles: a passage that stands
    in one place only has moved there.

    Raises:
        NoPlace: where the words are gone, or stand in several places.

    >>> articles = pd.DataFrame({"text": ["It rained. “No,” he said."]}, index=["a"])
    >>> find_place(Correction("speaker", "a", 0, 14, "“No,” he said."), Texts.of(articles))
    Place(article='a', start=11, end=25, moved=True, typed=False)
    """
    text = texts.get(correction.article)
    if text is None:
        return _search_everywhere(correction, texts)
    start = correction.start
    end = correction.end
    if start is not None and end is not None and 0 <= start < end <= len(text):
        stands_there = _fold(text[start:end]) == _fold(correction.words)
        if stands_there or not correction.words:
            return Place(correction.article, start, end)
    if not correction.words:
        raise NoPlace(f"the article has only {len(text):,} characters")
    spans = _find_words(correction.words, text)
    if not spans:
        raise NoPlace("the article no longer has these words")
    if len(spans) > 1:
        raise NoPlace(
            f"the article has these words {len(spans)} times: write into start and end which are meant"
        )
    typed = start is None
    return Place(correction.article, *spans[0], moved=not typed, typed=typed)


def _fold(text: str) -> str:
    return squeeze(text.translate(STRAIGHT))


def _find_words(words: str, text: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, whatever the white space between them."""
    parts = [re.escape(part) for part in words.translate(STRAIGHT).split()]
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(parts))
    return [match.span() for match in pattern.finditer(text.translate(STRAIGHT))]


def _search_everywhere(correction: Correction, texts: Texts) -> Place:
    missing = f"there is no article {correction.article!r} any more"
    if len(correction.words.split()) < LEAST_WORDS:
        raise NoPlace(missing)
    places = []
    for article, text in texts.read_all().items():
        for start, end in _find_words(correction.words, text):
            places.append(Place(str(article), start, end, moved=True))
    if not places:
        raise NoPlace(f"{missing}, and no other has these words")
    if len(places) > 1:
        raise NoPlace(
            f"{missing}, and its words stand in {len(places)} places of the others"
        )
    return places[0]
