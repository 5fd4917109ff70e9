"""Tokens as running words: what is counted, in its order, with the places that interrupt a phrase."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers, changes
from broadsheet.errors import BroadsheetError
from broadsheet.text import PARTS

UNITS = ("norm", "lemma", "token")
NAMES = ("split", "whole")
# A column of stored tokens: how many rows the name has that begins here, 0 where none does.
NAME = "name_rows"


@dataclass(frozen=True)
class RunningWords:
    """The running words of a corpus as arrays, one element a word in its place."""

    spelled: np.ndarray  # the distinct words, which `code` points into
    code: np.ndarray
    article: np.ndarray  # code of the article
    run: (
        np.ndarray
    )  # number of the stretch that no sentence end or punctuation interrupts
    first: np.ndarray  # the word's first row in `tokens`
    last: np.ndarray  # the row after its last
    is_stop: np.ndarray  # by code: is it a stop word

    def __len__(self) -> int:
        return len(self.code)


def running_words(
    tokens: pd.DataFrame,
    unit: str = "norm",
    parts: str | Collection[str] = ("body",),
    names: str = "split",
) -> RunningWords:
    """Return the words of `tokens` in order; marks are left out, the possessive 's without a trace.

    An n-gram or a phrase is a row of words in one stretch: punctuation and the end of a sentence interrupt
    it, as a linguist would have it (scikit-learn and quanteda go on across both).

    Args:
        tokens: what `tokenize` returns.
        unit: the column to take: "norm", "lemma" or "token".
        parts: which parts of the articles.
        names: "whole" keeps a name of several words in one piece, "split" does not.

    Raises:
        BroadsheetError: where `unit` or `names` is none of these.
    """
    check_choice("unit", unit, UNITS)
    check_choice("names", names, NAMES)
    rows = np.flatnonzero(is_counted(tokens, parts))
    values = tokens[unit].cat
    spelled = values.categories.to_numpy(dtype=object)
    code = values.codes.to_numpy()
    article = tokens["article"].cat.codes.to_numpy()
    run = _number_runs(tokens)
    is_stop_token = tokens["is_stop"].to_numpy()
    codes_of_stop_words = code[is_stop_token]
    is_stop = np.zeros(len(spelled), dtype=bool)
    is_stop[codes_of_stop_words] = True
    words = RunningWords(
        spelled=spelled,
        code=code.take(rows),
        article=article.take(rows),
        run=run.take(rows),
        first=rows.astype(np.int32),
        last=(rows + 1).astype(np.int32),
        is_stop=is_stop,
    )
    if names == "whole":
        return _join_names(words, tokens)
    return words


def check_choice(argument: str, value: object, choices: Sequence[str]) -> None:
    """Raise where an argument is none of its choices."""
    if value not in choices:
        options = " or ".join(f'"{choice}"' for choice in choices)
        raise BroadsheetError(f"{argument} is {value!r}; it may be {options}.")


def is_counted(tokens: pd.DataFrame, parts: str | Collection[str]) -> np.ndarray:
    """Mark the tokens that are words of these parts."""
    is_wanted = is_one_of(tokens["part"], list_parts(parts))
    return tokens["is_word"].to_numpy() & is_wanted


def list_parts(parts: str | Collection[str]) -> list[str]:
    """Return the parts of articles that a caller gave, one or several, as a list.

    Raises:
        BroadsheetError: where one of them is none.

    >>> list_parts("body"), list_parts(("title", "body"))
    (['body'], ['title', 'body'])
    """
    wanted = [parts] if isinstance(parts, str) else list(parts)
    for part in wanted:
        if part not in PARTS:
            names = ", ".join(PARTS)
            raise BroadsheetError(
                f"There is no part {part!r} of an article; the parts are {names}."
            )
    return wanted


def is_one_of(column: pd.Series, values: Collection[str]) -> np.ndarray:
    """Mark where a category is one of a few values: comparing codes is cheaper than looking up."""
    codes = column.cat.codes.to_numpy()
    is_wanted = column.cat.categories.isin(list(values))
    wanted_codes = np.flatnonzero(is_wanted)
    marked = np.zeros(len(codes), dtype=bool)
    for code in wanted_codes:
        marked |= codes == code
    return marked


def _number_runs(tokens: pd.DataFrame) -> np.ndarray:
    article = tokens["article"].cat.codes.to_numpy()
    sentence = tokens["sentence"].to_numpy()
    is_word = tokens["is_word"].to_numpy()
    is_possessive = is_one_of(tokens["pos"], ["POS"])
    begins_sentence = changes(sentence, article)
    continues = is_word | is_possessive
    interrupts = begins_sentence | ~continues
    return np.cumsum(interrupts, dtype=np.int32)


def _join_names(words: RunningWords, tokens: pd.DataFrame) -> RunningWords:
    """Make one word of every name of several words."""
    first, last = _rows_of_names(tokens)
    begin = np.searchsorted(words.first, first)
    end = np.searchsorted(words.first, last)
    has_several = end - begin > 1
    begin = begin[has_several]
    end = end[has_several]
    spelled = words.spelled[words.code]
    labels = []
    for low, high in zip(begin, end, strict=True):
        label = " ".join(spelled[low:high])
        labels.append(label)
    return join_spans(words, begin, end, labels)


def _rows_of_names(tokens: pd.DataFrame) -> tuple[Integers, Integers]:
    """Return the first row of each name and the row after its last, as they were stored or found anew."""
    if NAME in tokens:
        length = tokens[NAME].to_numpy()
        first = np.flatnonzero(length)
        return first, first + length[first]
    from broadsheet.names import find_names

    mentions = find_names(tokens)
    return mentions["first"].to_numpy(), mentions["last"].to_numpy()


def mark_names(tokens: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Say in a column of the tokens how many rows the name has that begins there."""
    length = np.zeros(len(tokens), dtype=np.int16)
    first = names["first"].to_numpy()
    length[first] = names["last"].to_numpy() - first
    return tokens.assign(**{NAME: length})


def join_spans(
    words: RunningWords, begin: Integers, end: Integers, labels: Sequence[str]
) -> RunningWords:
    """Make one word of each span of words.

    Args:
        words: running words.
        begin: the index of the first word of each span; spans do not overlap.
        end: the index after its last.
        labels: how each is spelled; one that is a word already is counted with it.
    """
    number = {word: code for code, word in enumerate(words.spelled)}
    known = len(number)
    new_codes = [number.setdefault(label, len(number)) for label in labels]
    added = len(number) - known
    code = words.code.astype(np.int32)
    code[begin] = new_codes
    last = words.last.copy()
    last[begin] = words.last[end - 1]
    kept = np.ones(len(words), dtype=bool)
    for low, high in zip(begin, end, strict=True):
        second = low + 1
        kept[second:high] = False
    is_no_stop_word = np.zeros(added, dtype=bool)
    return RunningWords(
        spelled=np.array(list(number), dtype=object),
        code=code[kept],
        article=words.article[kept],
        run=words.run[kept],
        first=words.first[kept],
        last=last[kept],
        is_stop=np.append(words.is_stop, is_no_stop_word),
    )


@dataclass(frozen=True)
class Ngrams:
    """The n-grams of one length, numbered in order of first appearance."""

    start: np.ndarray  # index of the first word of each n-gram
    number: np.ndarray  # its number
    first: np.ndarray  # by number: index of the first word where it is first met


def ngrams(words: RunningWords, longest: int) -> Iterator[Ngrams]:
    """Yield the n-grams of each length from one word to `longest`.

    They are made by adding one word at a time to the n-grams one shorter and numbering anew, so no number
    outgrows 64 bits whatever the length.
    """
    current = _single_words(words)
    yield current
    for length in range(1, longest):
        current = _extended(words, current, length)
        yield current


def _single_words(words: RunningWords) -> Ngrams:
    size = len(words)
    start = np.arange(size, dtype=np.int32)
    vocabulary = len(words.spelled)
    first = np.full(vocabulary, size, dtype=np.int32)
    # Written from the last word to the first, so that the first place stays.
    backwards = words.code[::-1]
    first[backwards] = start[::-1]
    by_first_place = np.argsort(first)
    number = np.empty(vocabulary, dtype=np.int32)
    number[by_first_place] = np.arange(vocabulary)
    occurs = first < size
    first_places = np.sort(first[occurs])
    return Ngrams(start, number[words.code], first_places)


def _extended(words: RunningWords, shorter: Ngrams, length: int) -> Ngrams:
    """Add a word to the n-grams of `length` words."""
    behind_last = len(words) - length
    count = np.searchsorted(shorter.start, behind_last)
    start = shorter.start[:count]
    run_at_end = words.run[start + length]
    is_in_one_run = words.run[start] == run_at_end
    whole = np.flatnonzero(is_in_one_run)
    start = start[whole]
    vocabulary = len(words.spelled)
    integer = narrowest(len(shorter.first) * vocabulary)
    beginning = shorter.number[whole] * integer(vocabulary)
    added = words.code[start + length]
    number, distinct = pd.factorize(beginning + added)
    first = np.empty(len(distinct), dtype=np.int32)
    backwards = number[::-1]
    first[backwards] = start[::-1]
    return Ngrams(start, number, first)


def narrowest(largest: int) -> type:
    """Return the type of integers up to the largest: narrow ones are sorted and looked up faster."""
    if largest < 2**31:
        return np.int32
    return np.int64


def spell(words: RunningWords, first: np.ndarray, length: int) -> np.ndarray:
    """Spell the n-grams of `length` words that begin at `first`."""
    code = words.code[first]
    strings = words.spelled[code]
    after_space = " " + words.spelled
    for offset in range(1, length):
        following = words.code[first + offset]
        strings = strings + after_space[following]
    return strings
