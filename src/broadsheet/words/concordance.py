"""Words in their places: keyword in context."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers, run_numbers
from broadsheet.errors import BroadsheetError
from broadsheet.frames import conform, empty
from broadsheet.words.parts import Searching, TokenParts, Tokens, parts_of
from broadsheet.words.query import list_queries, parse
from broadsheet.words.running import RunningWords, running_words
from broadsheet.words.search import Matches, Query

# How many neighbouring words decide the order of lines.
NEIGHBOURS = 3
# Sorts after every word: lines that have no neighbour come last.
_AFTER_ALL = "\uffff"
# Of each of several words that stand in more places so many lines are chosen evenly.
MOST_LINES = 2000
# Sorts before everything that a word has.
_BETWEEN = "\0"
# What closed the sentence before says nothing at the edge of a line.
_CLOSING_MARKS = ".,;:?!)]”’\"' "


def concordance(
    tokens: Tokens,
    query: Query,
    by: str | None = None,
    context: int = 60,
    unit: str = "norm",
    parts: str | Collection[str] = ("body",),
    case: bool = False,
    regex: bool = False,
    most: int | None = None,
) -> pd.DataFrame:
    """Return every place of a word, phrase or pattern, with its context.

    Args:
        tokens: what `tokenize` returns.
        query: what to look for, or a list of such; `broadsheet.words.search` describes the language.
        by: the order of the lines: "left" or "right" in that of the neighbouring words, None in that of the
            articles.
        context: how many characters to either side, about.
        unit: the column that plain words are compared with: "norm", "lemma" or "token".
        parts: which parts of the articles.
        case: whether case counts.
        regex: whether the query is regular expressions, one for each word.
        most: where there are more places, every second, fourth, eighth … is taken, so that no more are left.

    Returns:
        The frame `concordance`: `article`, `part`, `paragraph`, `sentence`, `start`, `end`, `left`,
        `keyword`, `right`. Where nothing is found, `attrs["notes"]` says so and names the nearest words;
        where places were left out, `attrs["places"]` and `attrs["articles"]` say how many there are.

    Raises:
        BroadsheetError: where the query cannot be understood, or `by` is none of these.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["It's a mill. The mills can't close."]}, index=["a"])
    >>> concordance(tokenize(articles), "mill* | can't")["keyword"].tolist()
    ['mill', 'mills', "can't"]
    """
    if by not in (None, "left", "right"):
        raise BroadsheetError(f'by is {by!r}; it may be "left", "right" or None.')
    tokens = parts_of(tokens)
    searching = Searching(list_queries(query), unit, parts, case, regex)
    found = EvenLines(context, most)
    for part in tokens.matching(searching):
        matches = searching.searcher(part).find(query)
        neighbours = None
        if by:
            words = running_words(part, unit, parts)
            neighbours = partial(_neighbours, words, by=by)
        found.add(part, matches, neighbours)
    lines = found.joined(tokens)
    lines.attrs["notes"] = []
    if lines.empty:
        lines.attrs["notes"] = [tokens.explain(searching, query)]
    return lines


def concordances(
    tokens: Tokens, words: Iterable[str], context: int = 60, most: int = MOST_LINES
) -> pd.DataFrame:
    """Return the places of several words, one word after the other, as `concordance` does of each.

    Tokens in parts are read once for all words.

    Args:
        tokens: what `tokenize` returns.
        words: what to look for; what cannot be understood, such as a lone mark, is passed over.
        context: how many characters to either side, about.
        most: of each word so many places at most, evenly chosen.

    Returns:
        The frame `concordance` and, as its last column, `word`; `attrs["places"]` says in how many places
        each of the words stands of which some were left out.
    """
    tokens = parts_of(tokens)
    found = {}
    for word in dict.fromkeys(words):
        if _is_query(word):
            found[word] = EvenLines(context, most)
    searching = Searching(list(found))
    for part in tokens.matching(searching) if found else ():
        searcher = searching.searcher(part)
        for word, lines in found.items():
            lines.add(part, searcher.find(word))
    frames = []
    for word, lines in found.items():
        frame = lines.joined(tokens)
        frames.append(frame.assign(word=word))
    filled = [frame for frame in frames if len(frame)]
    joined = pd.DataFrame()
    if filled:
        joined = pd.concat(filled, ignore_index=True)
    joined.attrs = {"places": count_places(found)}
    return joined


def count_places(found: Mapping[str, "EvenLines"]) -> dict[str, int]:
    """Return in how many places each word stands of which some were left out."""
    return {word: lines.places for word, lines in found.items() if lines.step > 1}


def _is_query(word: str) -> bool:
    """Say whether a word can be looked for."""
    try:
        parse(word)
    except BroadsheetError:
        return False
    return True


@dataclass(frozen=True)
class _Piece:
    """Lines of one part, the number of each among all places, and what they are ordered by."""

    lines: pd.DataFrame
    numbers: Integers
    keys: list[str]

    def thinned(self, step: int) -> "_Piece":
        """Return the lines whose numbers are multiples of a step."""
        kept = np.flatnonzero(self.numbers % step == 0)
        keys = [self.keys[row] for row in kept] if self.keys else []
        return _Piece(self.lines.iloc[kept], self.numbers[kept], keys)


@dataclass
class EvenLines:
    """The lines of a query, part after part: all of them or, where there are very many, evenly chosen ones.

    Attributes:
        context: How many characters stand to either side, about.
        most: How many lines there are at most.
        places: How many places were found.
        articles: In how many articles.
        step: One place in so many has a line.
    """

    context: int
    most: int | None = None
    places: int = 0
    articles: int = 0
    step: int = 1
    pieces: list[_Piece] = field(default_factory=list)

    def add(
        self,
        tokens: pd.DataFrame,
        matches: Matches,
        neighbours: Callable[[Matches], list[str]] | None = None,
    ) -> None:
        """Make the lines of the next part.

        Args:
            tokens: The tokens of the part.
            matches: The places.
            neighbours: What gives the neighbouring words, by which the lines are ordered.
        """
        numbers = np.arange(self.places, self.places + len(matches))
        chosen = np.flatnonzero(numbers % self.step == 0)
        article = tokens["article"].cat.codes.to_numpy()[matches.first]
        self.places += len(matches)
        self.articles += len(np.unique(article))
        shown = Matches(matches.first[chosen], matches.last[chosen])
        lines = make_lines(tokens, shown, self.context)
        keys = neighbours(shown) if neighbours else []
        self.pieces.append(_Piece(lines, numbers[chosen], keys))
        self._thin()

    def _thin(self) -> None:
        """Leave out every second line until there are few enough."""
        while self.most and -(-self.places // self.step) > self.most:
            self.step *= 2
            self.pieces = [piece.thinned(self.step) for piece in self.pieces]

    def joined(self, tokens: TokenParts) -> pd.DataFrame:
        """Return the lines of all parts, in their order or by their neighbouring words."""
        lines = join_lines(tokens, [piece.lines for piece in self.pieces])
        keys = [key for piece in self.pieces for key in piece.keys]
        if keys:
            order = sorted(range(len(keys)), key=keys.__getitem__)
            lines = lines.iloc[order].reset_index(drop=True)
        lines.attrs = {}
        if self.step > 1:
            lines.attrs = {"places": self.places, "articles": self.articles}
        return lines


def join_lines(tokens: TokenParts, pieces: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the lines of all parts, in their order."""
    if len(pieces) == 1:
        ids = pieces[0]["article"].cat.categories
        if ids.equals(tokens.ids):
            return pieces[0]
    if not pieces:
        return empty("concordance")
    filled = [piece for piece in pieces if len(piece)] or pieces[:1]
    plain = [piece.astype({"article": "str", "part": "str"}) for piece in filled]
    joined = pd.concat(plain, ignore_index=True)
    rows = tokens.with_all_articles(joined)
    return conform(rows, "concordance")


def make_lines(tokens: pd.DataFrame, matches: Matches, context: int) -> pd.DataFrame:
    """Make a line of each match, with about `context` characters to either side."""
    left, right = _reach(tokens, matches, context)
    columns = ["article", "part", "paragraph", "sentence", "start"]
    lines = tokens.iloc[matches.first][columns].reset_index(drop=True)
    ends = tokens["end"].to_numpy()
    lines["end"] = ends[matches.last - 1]
    before = _strings(tokens, left, matches.first)
    columns_of_text = {
        "left": [text.lstrip(_CLOSING_MARKS) for text in before],
        "keyword": _strings(tokens, matches.first, matches.last),
        "right": _strings(tokens, matches.last, right),
    }
    for name, texts in columns_of_text.items():
        lines[name] = pd.array(texts, dtype="str")
    return conform(lines, "concordance")


def _neighbours(words: RunningWords, matches: Matches, by: str) -> list[str]:
    """Return the words before or after each match as one text, the nearest first."""
    begins = np.searchsorted(words.first, matches.first)
    ends = np.searchsorted(words.first, matches.last)
    last_word = len(words) - 1
    neighbours = []
    edges = zip(begins.tolist(), ends.tolist(), strict=True)
    for begin, end in edges:
        if by == "left":
            nearest = begin - 1
            indices = range(nearest, nearest - NEIGHBOURS, -1)
        else:
            indices = range(end, end + NEIGHBOURS)
        own = min(begin, last_word)
        spelled = _words_of_article(words, own, indices)
        neighbours.append(_BETWEEN.join(spelled) or _AFTER_ALL)
    return neighbours


def _words_of_article(words: RunningWords, own: int, indices: range) -> list[str]:
    """Return those of some words that are in the article of a certain one."""
    spelled = []
    for index in indices:
        is_inside = 0 <= index < len(words)
        if is_inside and words.article[index] == words.article[own]:
            word = words.spelled[words.code[index]]
            spelled.append(word.casefold())
    return spelled


def _reach(
    tokens: pd.DataFrame, matches: Matches, context: int
) -> tuple[Integers, Integers]:
    """Return the first row and the row after the last within so many characters, in the same part."""
    article = tokens["article"].cat.codes.to_numpy()
    part = tokens["part"].cat.codes.to_numpy()
    start = tokens["start"].to_numpy()
    end = tokens["end"].to_numpy()
    block = run_numbers(article, part)
    # Blocks lie so far apart on one line that no context reaches from one into another.
    longest = int(end.max(initial=0))
    span = 2 * (longest + context + 1)
    start_on_line = block * span + start
    end_on_line = block * span + end
    left_edge = start_on_line[matches.first] - context
    right_edge = end_on_line[matches.last - 1] + context
    left = np.searchsorted(start_on_line, left_edge)
    right = np.searchsorted(end_on_line, right_edge, side="right")
    return left, right


def _strings(tokens: pd.DataFrame, begin: Integers, end: Integers) -> list[str]:
    """Return the text of rows `begin` to `end`, joined as it was: a space where there was any."""
    column = tokens["token"].cat
    spelled = column.categories.to_numpy(dtype=object)
    code = column.codes.to_numpy()
    token_start = tokens["start"].to_numpy()
    token_end = tokens["end"].to_numpy()
    has_gap = np.zeros(len(code), dtype=bool)
    has_gap[1:] = token_start[1:] > token_end[:-1]
    texts = []
    for low, high in zip(begin, end, strict=True):
        pieces = []
        for row in range(low, high):
            if has_gap[row] and row > low:
                pieces.append(" ")
            word = spelled[code[row]]
            pieces.append(word)
        texts.append("".join(pieces))
    return texts
