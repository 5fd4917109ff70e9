"""Which words keep company."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.frames import check_tokens, conform
from broadsheet.words import measures
from broadsheet.words.adding import Sums, Vocabulary
from broadsheet.words.company import (
    Node,
    find_pairs,
    make_node,
    number_sentences,
    tabulate,
)
from broadsheet.words.part_counts import WordTotals
from broadsheet.words.parts import Searching, TokenParts, Tokens, whole
from broadsheet.words.query import list_queries
from broadsheet.words.running import RunningWords, running_words
from broadsheet.words.search import Query, Searcher


def collocations(
    tokens: Tokens,
    word: Query | None = None,
    window: int | str = 5,
    unit: str = "norm",
    min_count: int = 3,
    stop_words: bool | Collection[str] = False,
    parts: str | Collection[str] = ("body",),
    names: str = "split",
    level: float = 0.95,
    case: bool = False,
    regex: bool = False,
) -> pd.DataFrame:
    """Find words that stand together more often than chance: with `word`, or any two.

    With a `window` of words to either side (in the same sentence, over punctuation), the table for a `word`
    is of running words: in one of its windows or outside, the collocate or another (Evert's 2008 surface
    co-occurrence; a word in two windows counts once). Without a `word` it is of pairs, first and second, at
    most `window` words apart. With `window="sentence"` it is of sentences that have the one, the other or
    both.

    Args:
        tokens: what `tokenize` returns.
        word: a word, phrase or pattern, as `broadsheet.words.search` describes; None for all pairs.
        window: how many words to either side, or "sentence".
        unit: what is counted: "norm", "lemma" or "token".
        min_count: leave out pairs met fewer times.
        stop_words: True keeps function words, False leaves them out; a list leaves out its words as well.
        parts: which parts of the articles.
        names: "whole" keeps names of several words in one piece.
        level: the level of confidence.
        case: whether case counts in `word`.
        regex: whether `word` is a regular expression.

    Returns:
        The frame `collocations`, the strongest evidence first: `word`, `collocate`, `count` (together),
        `articles` (that have them together), `word_count` and `collocate_count` (the margins), `total`,
        `expected`, `log_likelihood` (four cells, Dunning 1993), `mi`, `mi3`, `log_dice` (Rychlý 2008), `t`,
        `p` and `p_adjusted` (of the log-likelihood) and `significant`: more often than expected with
        p_adjusted < 1 - `level`. A word that does not occur is named in `attrs["notes"]`.

    Raises:
        BroadsheetError: where the query cannot be understood or `window` is no number of words.
    """
    _check_window(window)
    search = _Search(word, window, unit, parts, names, case, regex)
    own = None if stop_words is True else list(stop_words or [])
    if isinstance(tokens, TokenParts) and word is not None:
        table, notes = _company_in_parts(tokens, search, min_count, own)
    else:
        every = check_tokens(whole(tokens))
        table, notes = _company(every, search, min_count, own)
    scored = conform(_score(table, level), "collocations")
    scored.attrs["notes"] = notes
    return scored


@dataclass(frozen=True)
class _Search:
    """What company is looked for, as the arguments of `collocations` say."""

    word: Query | None
    window: int | str
    unit: str
    parts: str | Collection[str]
    names: str
    case: bool
    regex: bool

    def searcher(self, tokens: pd.DataFrame) -> Searcher:
        """Return what finds the word in some tokens."""
        return Searcher(tokens, self.unit, self.parts, self.case, self.regex)

    def searching(self) -> Searching:
        """Return the query as parts of tokens take it."""
        assert self.word is not None
        queries = list_queries(self.word)
        return Searching(queries, self.unit, self.parts, self.case, self.regex)

    def node(self, tokens: pd.DataFrame, words: RunningWords) -> Node:
        """Mark the word in some tokens."""
        assert self.word is not None
        matches = self.searcher(tokens).find(self.word)
        return make_node(words, matches, self.word)


def _company(
    tokens: pd.DataFrame, search: _Search, min_count: int, own: list[str] | None
) -> tuple[pd.DataFrame, list[str]]:
    """Count who keeps company in one frame of tokens; say where the word does not occur."""
    words = running_words(tokens, search.unit, search.parts, search.names)
    sentence = number_sentences(tokens, words)
    notes: list[str] = []
    node = None
    if search.word is not None:
        node = search.node(tokens, words)
        searcher = search.searcher(tokens)
        if not len(searcher.find(search.word)):
            notes = [searcher.explain(search.word)]
    pairs, margins = find_pairs(words, sentence, node, search.window, min_count)
    table = tabulate(pairs, margins, min_count)
    spelled = words.spelled
    if node is not None:
        spelled = np.append(spelled, node.label)
    if own is not None:
        is_left_out = _has_stop_word(table, words, own, node)
        table = table[~is_left_out]
    word = spelled[table["word"]]
    collocate = spelled[table["collocate"]]
    table = table.assign(
        word=pd.array(word, dtype="str"),
        collocate=pd.array(collocate, dtype="str"),
    )
    return table, notes


@dataclass
class _Company:
    """The company of a word, added up part by part."""

    words: Vocabulary = field(default_factory=Vocabulary)
    sums: Sums = field(default_factory=Sums)
    inside: dict[str, None] = field(default_factory=dict)  # words within the matches
    label: str = ""
    word_count: int = 0
    total: int = 0

    def add_part(
        self, tokens: pd.DataFrame, search: _Search, with_margins: bool
    ) -> None:
        """Add the company within a part.

        Args:
            tokens: The tokens of the part.
            search: What company is looked for.
            with_margins: Whether to add how often each word occurs outside the matches; without it only
                what lies within the matches is taken off, from totals that are added otherwise.
        """
        words = running_words(tokens, search.unit, search.parts, search.names)
        node = search.node(tokens, words)
        codes_inside = words.code[node.is_inside]
        words_inside = words.spelled[np.unique(codes_inside)]
        self.inside |= dict.fromkeys(words_inside.tolist())
        self.label = node.label
        sentence = number_sentences(tokens, words)
        pairs, margins = find_pairs(words, sentence, node, search.window, 1)
        numbers = self.words.numbers(words.spelled)
        table = tabulate(pairs, margins, 1)
        table["key"] = numbers[table["collocate"]]
        self.sums.add(table[["key", "count", "articles"]])
        if len(margins.first):
            self.word_count += int(margins.first[node.code])
        size = len(numbers)
        if with_margins:
            count = margins.second[:size]
            self.total += margins.total
        else:
            count = -np.bincount(codes_inside, minlength=size)
            self.total -= len(codes_inside)
        is_stop = words.is_stop & with_margins
        self._add_occurrences(numbers, count, is_stop)

    def add_totals(self, totals: WordTotals) -> None:
        """Add how often each word of a part occurs."""
        numbers = self.words.numbers(totals.words)
        self._add_occurrences(numbers, totals.count, totals.is_stop)
        self.total += int(totals.count.sum())

    def _add_occurrences(
        self, numbers: np.ndarray, count: np.ndarray, is_stop: np.ndarray
    ) -> None:
        occurs = np.flatnonzero(count)
        rows = {
            "key": numbers[occurs],
            "count": 0,
            "articles": 0,
            "collocate_count": count[occurs],
            "stop": is_stop[occurs].astype(np.int64),
        }
        self.sums.add(pd.DataFrame(rows))

    def table(self, query: Query, min_count: int) -> pd.DataFrame:
        """Return the counts and margins of each collocate, with `stop`."""
        added = self.sums.merge()
        is_frequent = added["count"] >= max(min_count, 1)
        table = added[is_frequent]
        spelled = np.array(list(self.words.number), dtype=object)
        collocate = spelled[table["key"].to_numpy()]
        label = self.label
        if len(self.inside) == 1:
            label = next(iter(self.inside))
        elif len(self.inside) > 1:
            label = " | ".join(list_queries(query))
        return table.assign(
            word=label,
            collocate=pd.array(collocate, dtype="str"),
            word_count=self.word_count,
            total=self.total,
        ).astype({"word": "str"})


def _company_in_parts(
    tokens: TokenParts, search: _Search, min_count: int, own: list[str] | None
) -> tuple[pd.DataFrame, list[str]]:
    """Count the company of a word part by part, and add up."""
    assert search.word is not None
    company = _Company()
    # Of sentences, the margins are how many have a word, which totals do not tell.
    totals = None
    if search.window != "sentence":
        totals = tokens.totals(search.unit, search.parts, search.names)
    parts = tokens if totals is None else tokens.matching(search.searching())
    for part in parts:
        company.add_part(part, search, with_margins=totals is None)
    for each in totals or ():
        company.add_totals(each)
    table = company.table(search.word, min_count)
    if own is not None:
        folded = [word.casefold() for word in own]
        is_own = table["collocate"].isin(folded)
        is_stop = table["stop"] > 0
        table = table[~is_own & ~is_stop]
    notes = []
    if not company.inside:
        notes = [tokens.explain(search.searching(), search.word)]
    return table.drop(columns=["key", "stop"]), notes


def _check_window(window: int | str) -> None:
    is_number = isinstance(window, int | np.integer) and window > 0
    if window != "sentence" and not is_number:
        raise BroadsheetError(
            f'window is {window!r}; it may be a number of words or "sentence".'
        )


def _has_stop_word(
    table: pd.DataFrame, words: RunningWords, own: list[str], node: Node | None
) -> np.ndarray:
    folded = [word.casefold() for word in own]
    spelled = words.spelled.astype(str)
    is_stop = words.is_stop | np.isin(spelled, folded)
    left_out = is_stop[table["collocate"]]
    if node is None:
        left_out = left_out | is_stop[table["word"]]
    return left_out


def _score(table: pd.DataFrame, level: float) -> pd.DataFrame:
    """Add the measures of association to counts and margins."""
    columns = ["count", "word_count", "collocate_count", "total"]
    count, word, other, total = table[columns].to_numpy(float).T
    expected = word * other / total
    dice = measures.dice(count, word, other)
    elsewhere = other - count
    without_word = total - word
    g2 = measures.log_likelihood_four(count, elsewhere, word, without_word)
    p = measures.chance(g2)
    adjusted = measures.adjust(p)
    is_attracted = count > expected
    is_sure = adjusted < 1 - level
    scored = table.assign(
        expected=expected,
        log_likelihood=g2,
        mi=np.log2(count / expected),
        mi3=np.log2(count**3 / expected),
        log_dice=14 + np.log2(dice),
        t=measures.t_score(count, expected),
        p=p,
        p_adjusted=adjusted,
        significant=is_attracted & is_sure,
    )
    order = ["log_likelihood", "word", "collocate"]
    return scored.sort_values(order, ascending=[False, True, True], ignore_index=True)
