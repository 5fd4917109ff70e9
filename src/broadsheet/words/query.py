"""The search language: a query as text → sequences of conditions on tokens.

A query is cut and folded by the functions that cut and fold the text, so that whatever can be read in an
article can be searched for as it is written there. `parse` knows nothing of a corpus; `search` applies what
it returns.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, product

from broadsheet.errors import BroadsheetError
from broadsheet.text.norms import fold
from broadsheet.text.splitting import (
    RARE_APOSTROPHES,
    abbreviations,
    capital_titles,
    split_stretch,
)
from broadsheet.text.tagging import TAGS

# What a condition can be about: a column of the tokens, by the names that people write.
ATTRIBUTES = {
    "word": "norm",
    "norm": "norm",
    "token": "token",
    "lemma": "lemma",
    "pos": "pos",
    "tag": "pos",
}
PREFIXES = ("lemma", "pos")
# The alternatives of one query are written out as sequences; so many are enough for any list.
MOST_SEQUENCES = 2000

_OPENING = '"“„«'
_CLOSING = {'"': '"”“', "“": '”"', "„": '“”"', "«": "»"}
_WILD = {"*": ".*", "?": "."}  # as regular expressions have them
# Letters that no text has, to carry * and ? through the cutting of words.
_HIDDEN = {"*": "ꙮ", "?": "ꔂ"}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()}
# Apostrophes, hyphens and characters without width, of which a text may have any kind.
_APOSTROPHES = f"’‘{RARE_APOSTROPHES}"
_ONE_KIND = str.maketrans(
    f"{_APOSTROPHES}‐‑‒–",
    "'" * len(_APOSTROPHES) + "----",
    "\u00ad\u200b\u200c\u200d\u2060\ufeff",
)
_IN_SINGLE_MARKS = re.compile(r"\s*['‘](?=\S)([^'’‘]*\s[^'’‘]*)(?<=\S)['’]\s*")
_PREFIX = re.compile(rf"({'|'.join(PREFIXES)}):", re.IGNORECASE)
_CONDITION = re.compile(r"\s*(\w+)\s*(!?=)\s*(?:\"([^\"]*)\"|“([^”]*)”|([^\s&\]]+))\s*")


@dataclass(frozen=True)
class Condition:
    """What a token must be."""

    column: str  # "norm", "token", "lemma" or "pos"; "any" for any word
    value: str
    is_pattern: bool = False  # `value` has * or ?
    is_regex: bool = False
    is_exact: bool = False  # as written, but for case
    is_negated: bool = False


@dataclass(frozen=True)
class Element:
    """One token of a sequence: all its conditions must hold."""

    conditions: tuple[Condition, ...]
    is_mark: bool = False  # no letter or digit: a full stop, a percent sign

    @property
    def is_exact(self) -> bool:
        """Whether it must follow the element before it without a possessive between them."""
        return any(condition.is_exact for condition in self.conditions)


Sequence_ = tuple[Element, ...]


@dataclass(frozen=True)
class _Piece:
    """A part of the query between spaces, with where it begins."""

    text: str
    start: int
    kind: str  # "words", "quoted", "brackets" or "or"


class _Reader:
    """Reads one query."""

    def __init__(self, query: str, unit: str) -> None:
        self.query = query
        self.unit = unit

    def fail(self, position: int, problem: str) -> BroadsheetError:
        pointer = " " * position + "^"
        return BroadsheetError(
            f"The query {self.query!r} cannot be read at character {position + 1}: {problem}\n"
            f"    {self.query}\n    {pointer}"
        )

    def pieces(self) -> Iterator[_Piece]:
        """Yield what stands between spaces; quotation marks and brackets hold together."""
        position = 0
        while position < len(self.query):
            character = self.query[position]
            if character.isspace():
                position += 1
                continue
            piece, end = self._next_piece(position)
            yield piece
            position = end

    def _next_piece(self, start: int) -> tuple[_Piece, int]:
        character = self.query[start]
        if character == "|":
            return _Piece("|", start, "or"), start + 1
        if character in _OPENING:
            end = self._find_end(
                start, _CLOSING[character], "this quotation mark is not closed."
            )
            return self._enclosed(start, end, "quoted"), end + 1
        if character == "[":
            end = self._find_end(start, "]", "this bracket is not closed.")
            return self._enclosed(start, end, "brackets"), end + 1
        end = start
        while end < len(self.query) and not self._ends_word(end):
            end += 1
        return _Piece(self.query[start:end], start, "words"), end

    def _enclosed(self, start: int, end: int, kind: str) -> _Piece:
        """Return what stands between two marks."""
        first = start + 1
        return _Piece(self.query[first:end], first, kind)

    def _ends_word(self, position: int) -> bool:
        character = self.query[position]
        return character.isspace() or character == "|"

    def _find_end(self, start: int, closing: str, problem: str) -> int:
        is_inside_quotes = False
        for position in range(start + 1, len(self.query)):
            character = self.query[position]
            if closing == "]" and character == '"':
                is_inside_quotes = not is_inside_quotes
            if character in closing and not is_inside_quotes:
                return position
        raise self.fail(start, problem)

    def read(self) -> list[Sequence_]:
        """Return the sequences of tokens that the query finds."""
        phrases: list[list[list[Sequence_]]] = [[]]
        for item in self._items():
            if item is None:
                phrases.append([])
            else:
                phrases[-1].append(item)
        sequences = []
        for phrase in phrases:
            sequences += self._written_out(phrase)
        return list(dict.fromkeys(sequences))

    def _items(self) -> Iterator[list[Sequence_] | None]:
        """Yield for each place of a phrase its alternatives, and None between phrases.

        A | with a space before or after it parts phrases; one without parts the words of one place.
        """
        pieces = list(self.pieces())
        self._check_bars(pieces)
        prefix = ""
        alternatives: list[Sequence_] = []
        for index, piece in enumerate(pieces):
            if piece.kind == "or":
                if self._is_between_phrases(pieces, index):
                    yield alternatives
                    alternatives = []
                    yield None
                continue
            continues = (
                index > 0 and pieces[index - 1].kind == "or" and bool(alternatives)
            )
            if alternatives and not continues:
                yield alternatives
                alternatives = []
            prefix = self._prefix_of(piece) or (prefix if continues else "")
            alternatives = alternatives + self._read_piece(piece, prefix)
            alternatives += self._with_stop(piece, prefix, pieces[index + 1 :])
        if alternatives:
            yield alternatives

    def _check_bars(self, pieces: list[_Piece]) -> None:
        if not pieces:
            raise BroadsheetError(
                "The query is empty; give a word, a phrase or a pattern such as migra*."
            )
        for index, piece in enumerate(pieces):
            if piece.kind != "or":
                continue
            before = max(index - 1, 0)
            kinds = [neighbour.kind for neighbour in pieces[before : index + 2]]
            if len(kinds) < 3 or "or" in (kinds[0], kinds[2]):
                raise self.fail(
                    piece.start, "there must be a word or pattern on both sides of |."
                )

    def _is_between_phrases(self, pieces: list[_Piece], index: int) -> bool:
        position = pieces[index].start
        around = self.query[position - 1] + self.query[position + 1]
        return any(character.isspace() for character in around)

    def _prefix_of(self, piece: _Piece) -> str:
        match = _PREFIX.match(piece.text) if piece.kind == "words" else None
        return match[1].lower() if match else ""

    def _read_piece(self, piece: _Piece, prefix: str) -> list[Sequence_]:
        if piece.kind == "brackets":
            return [(self._read_brackets(piece),)]
        if piece.kind == "quoted":
            return self._read_quoted(piece)
        if prefix:
            return [(self._read_prefixed(piece, prefix),)]
        return self._read_words(piece)

    def _read_prefixed(self, piece: _Piece, prefix: str) -> Element:
        match = _PREFIX.match(piece.text)
        start = match.end() if match else 0
        value = piece.text[start:].strip('"“”')
        if not value:
            raise self.fail(
                piece.start + start, f"a value must follow {prefix}: without a space."
            )
        return Element((self._condition(prefix, value, piece.start + start),))

    def _read_brackets(self, piece: _Piece) -> Element:
        """Read the conditions of a token, such as `lemma=go & pos=VB*`; none stand for any word."""
        conditions = []
        position = 0
        while piece.text[position:].strip():
            match = _CONDITION.match(piece.text, position)
            if not match:
                raise self.fail(
                    piece.start + position,
                    "a condition such as pos=JJ or lemma=go is expected.",
                )
            value = match[3] or match[4] or match[5] or ""
            name_start = piece.start + match.start(1)
            condition = self._condition(match[1].lower(), value, name_start)
            conditions.append(replace(condition, is_negated=match[2] == "!="))
            position = match.end()
            if position < len(piece.text):
                position = self._after_ampersand(piece, position)
        return Element(tuple(conditions) or (Condition("any", ""),))

    def _after_ampersand(self, piece: _Piece, position: int) -> int:
        if piece.text[position] != "&":
            raise self.fail(piece.start + position, "conditions are joined by &.")
        if not piece.text[position + 1 :].strip():
            raise self.fail(piece.start + position, "a condition must follow &.")
        return position + 1

    def _condition(self, name: str, value: str, position: int) -> Condition:
        if name not in ATTRIBUTES:
            names = ", ".join(sorted(ATTRIBUTES))
            raise self.fail(
                position, f"there is no {name!r}; a condition is about one of {names}."
            )
        column = ATTRIBUTES[name]
        is_pattern = has_wildcard(value)
        if column == "pos":
            self._check_tag(value, position)
        elif column == "norm" and not is_pattern:
            value = fold(value)
        elif column == "lemma":
            value = value.casefold()
        return Condition(column, value, is_pattern)

    def _check_tag(self, value: str, position: int) -> None:
        pattern = glob_pattern(value.upper())
        if not any(re.fullmatch(pattern, tag) for tag in TAGS):
            tags = " ".join(sorted(TAGS))
            raise self.fail(
                position, f"there is no part of speech {value!r}; the tags are {tags}."
            )

    def _read_quoted(self, piece: _Piece) -> list[Sequence_]:
        """Read words between quotation marks: as written, but for case."""
        stretches = piece.text.split()
        if not stretches:
            raise self.fail(
                piece.start - 1, "there is nothing between the quotation marks."
            )
        sequences = []
        for ways in product(*map(cuttings, stretches)):
            words = chain.from_iterable(ways)
            sequences.append(tuple(_exact_element(word) for word in words))
        return sequences

    def _read_words(self, piece: _Piece) -> list[Sequence_]:
        """Read a word as the text has it; a ? at its end is a question mark or any letter."""
        sequences = self._cut_word(piece.text)
        stem = piece.text.rstrip("?!.")
        marks = piece.text[len(stem) :]
        if "?" in marks and stem:
            for sequence in self._cut_word(stem):
                sequences.append(sequence + self._marks(marks))
        return sequences

    def _with_stop(
        self, piece: _Piece, prefix: str, following: list[_Piece]
    ) -> list[Sequence_]:
        """Read "No" of "No 5" and "Gen" of "Gen Smith" as texts have them that put a stop there."""
        kinds = [each.kind for each in (piece, *following[:1])]
        if prefix or kinds != ["words", "words"]:
            return []
        abbreviation = f"{piece.text}."
        is_before_number = following[0].text[0].isdigit()
        place = "before_a_number" if is_before_number else "before_a_name"
        spellings = {abbreviation, abbreviation.capitalize()}
        if spellings.isdisjoint(abbreviations()[place]):
            return []
        return [(self._element(abbreviation),)]

    def _marks(self, text: str) -> Sequence_:
        return tuple(Element((Condition("norm", mark),), is_mark=True) for mark in text)

    def _cut_word(self, text: str) -> list[Sequence_]:
        """Cut a word in all ways in which a text may have it cut."""
        hidden = text
        for sign, letter in _HIDDEN.items():
            hidden = hidden.replace(sign, letter)
        sequences = []
        for way in cuttings(hidden):
            elements = [self._element(_with_wildcards(word)) for word in way]
            sequences.append(tuple(elements))
        return sequences

    def _element(self, word: str) -> Element:
        if word == "*":
            return Element((Condition("any", ""),))
        if not has_letters(word) and not has_wildcard(word):
            return Element((Condition("norm", word),), is_mark=True)
        return Element((Condition(self.unit, word, has_wildcard(word)),))

    def _written_out(self, phrase: list[list[Sequence_]]) -> list[Sequence_]:
        count = 1
        for alternatives in phrase:
            count *= len(alternatives)
        if count > MOST_SEQUENCES:
            raise self.fail(
                0,
                f"its alternatives make {count:,} phrases; {MOST_SEQUENCES:,} are possible.",
            )
        return [sum(parts, ()) for parts in product(*phrase)]


def list_queries(query: str | Iterable[str]) -> list[str]:
    """Return the queries that a caller gave, one or several, as a list.

    Raises:
        BroadsheetError: where it is neither a text nor several.

    >>> list_queries("migra*"), list_queries(("border", "wall"))
    (['migra*'], ['border', 'wall'])
    """
    if isinstance(query, str):
        return [query]
    if not isinstance(query, Iterable):
        raise BroadsheetError(f"A query must be a text, and is {query!r}.")
    return list(query)


def parse(query: str, unit: str = "norm", regex: bool = False) -> list[Sequence_]:
    """Read a query: the sequences of tokens that it finds.

    Args:
        query: a word, a phrase or a pattern; see `broadsheet.words.search` for the language.
        unit: the column that plain words are compared with: "norm", "lemma" or "token".
        regex: whether the query is regular expressions, one for each word, with spaces between them.

    Raises:
        BroadsheetError: where the query cannot be understood, with the character.

    >>> [len(sequence) for sequence in parse("it's | climate talks")]
    [2, 2]
    >>> parse("lemma:go")[0][0].conditions[0].value
    'go'
    """
    if not isinstance(query, str):
        raise BroadsheetError(f"A query must be a text, and is {query!r}.")
    if regex:
        return [_parse_regex(query, unit)]
    if _IN_SINGLE_MARKS.fullmatch(query):
        query = _IN_SINGLE_MARKS.sub(r'"\1"', query)
    return _Reader(query, unit).read()


def _parse_regex(query: str, unit: str) -> Sequence_:
    column = "token" if unit == "norm" else unit
    elements = []
    for match in re.finditer(r"\S+", query):
        try:
            re.compile(match[0])
        except re.error as error:
            position = match.start() + (error.pos or 0)
            raise _Reader(query, unit).fail(position, f"{error.msg}.") from error
        condition = Condition(column, match[0], is_regex=True)
        elements.append(Element((condition,)))
    if not elements:
        raise BroadsheetError(
            "The query is empty; give a regular expression for each word."
        )
    return tuple(elements)


def cuttings(stretch: str) -> list[list[str]]:
    """Cut a stretch without spaces into tokens in all ways in which a text may cut it.

    What is around it and the kind of its apostrophes make a difference: "No." is one token before a number.

    >>> cuttings("can't"), cuttings("AT&T"), cuttings("late."), cuttings("U.S.")
    ([['ca', "n't"]], [['AT', '&', 'T']], [['late', '.']], [['U.S.']])
    >>> cuttings("No.")
    [['No', '.'], ['No.']]
    """
    straight = as_written(stretch)
    ways = [split_stretch(stretch)]
    for spelled in (straight, straight.replace("'", "’")):
        ways.append(split_stretch(spelled))
    if stretch in abbreviations()["before_a_number"] or stretch in capital_titles():
        ways.append([stretch])
    different = {tuple(map(as_written, way)): way for way in reversed(ways)}
    return list(reversed(different.values()))


def _exact_element(word: str) -> Element:
    condition = Condition("norm", word, is_exact=True)
    return Element((condition,), is_mark=not has_letters(word))


def _with_wildcards(word: str) -> str:
    for letter, sign in _SHOWN.items():
        word = word.replace(letter, sign)
    return word


def has_wildcard(word: str) -> bool:
    """Whether a word has * or ?."""
    return "*" in word or "?" in word


def glob_pattern(word: str) -> str:
    """Return the regular expression of a word with * (any letters, or none) and ? (any letter).

    >>> glob_pattern("migra*"), glob_pattern("wom?n")
    ('migra.*', 'wom.n')
    """
    parts = []
    for character in word:
        part = _WILD.get(character) or re.escape(character)
        parts.append(part)
    return "".join(parts)


def as_written(word: str) -> str:
    """Return a word with one kind of apostrophe and hyphen.

    >>> as_written("Blinken’s"), as_written("co‑operate")
    ("Blinken's", 'co-operate')
    """
    return word if word.isascii() else word.translate(_ONE_KIND)


def has_letters(word: str) -> bool:
    """Whether a token has a letter or a digit, and is no mark."""
    return any(map(str.isalnum, word))
