"""Which words keep company."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.errors import BroadsheetError
from broadsheet.frames import check_tokens, conform
from broadsheet.words import measures
from broadsheet.words.adding import Sums, Vocabulary
from broadsheet.words.part_counts import WordTotals
from broadsheet.words.parts import Searching, TokenParts, Tokens, whole
from broadsheet.words.query import list_queries
from broadsheet.words.running import RunningWords, running_words
from broadsheet.words.search import Matches, Query, Searcher

# No sentence has so many different words; what a broken file takes for one would pair each with each.
LONGEST = 200


@dataclass(frozen=True)
class _Pairs:
    """Words together, an element each time: the codes of both, and the article."""

    first: np.ndarray
    second: np.ndarray
    article: np.ndarray


@dataclass(frozen=True)
class _Margins:
    """How often each word occurs where pairs are looked for, by code, and the total."""

    first: np.ndarray
    second: np.ndarray
    total: int


@dataclass(frozen=True)
class _Node:
    """The word or phrase whose company is wanted."""

    is_inside: np.ndarray  # by running word: it belongs to a match
    code: int  # the code that stands for it: one beyond the last word
    label: str


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
        table, notes = _company(check_tokens(whole(tokens)), search, min_count, own)
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

    def node(self, tokens: pd.DataFrame, words: RunningWords) -> _Node:
        """Mark the word in some tokens."""
        assert self.word is not None
        return _make_node(words, self.searcher(tokens).find(self.word), self.word)


def _company(
    tokens: pd.DataFrame, search: _Search, min_count: int, own: list[str] | None
) -> tuple[pd.DataFrame, list[str]]:
    """Count who keeps company in one frame of tokens; say where the word does not occur."""
    words = running_words(tokens, search.unit, search.parts, search.names)
    sentence = _number_sentences(tokens, words)
    notes: list[str] = []
    node = None
    if search.word is not None:
        node = search.node(tokens, words)
        if not len(search.searcher(tokens).find(search.word)):
            notes = [search.searcher(tokens).explain(search.word)]
    pairs, margins = _find_pairs(words, sentence, node, search.window, min_count)
    table = _tabulate(pairs, margins, min_count)
    spelled = words.spelled if node is None else np.append(words.spelled, node.label)
    if own is not None:
        table = table[~_has_stop_word(table, words, own, node)]
    word = pd.array(spelled[table["word"]], dtype="str")
    collocate = pd.array(spelled[table["collocate"]], dtype="str")
    return table.assign(word=word, collocate=collocate), notes


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
        codes = np.unique(words.code[node.is_inside])
        self.inside |= dict.fromkeys(words.spelled[codes].tolist())
        self.label = node.label
        sentence = _number_sentences(tokens, words)
        pairs, margins = _find_pairs(words, sentence, node, search.window, 1)
        numbers = self.words.numbers(words.spelled)
        table = _tabulate(pairs, margins, 1)
        table["key"] = numbers[table["collocate"]]
        self.sums.add(table[["key", "count", "articles"]])
        self.word_count += int(margins.first[node.code]) if len(margins.first) else 0
        if with_margins:
            count = margins.second[: len(numbers)]
            self.total += margins.total
        else:
            count = -np.bincount(words.code[node.is_inside], minlength=len(numbers))
            self.total -= int(node.is_inside.sum())
        self._add_occurrences(numbers, count, words.is_stop & with_margins)

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
        table = added[added["count"] >= max(min_count, 1)]
        spelled = np.array(list(self.words.number), dtype=object)
        label = self.label
        if len(self.inside) == 1:
            label = next(iter(self.inside))
        elif len(self.inside) > 1:
            label = " | ".join(list_queries(query))
        return table.assign(
            word=label,
            collocate=pd.array(spelled[table["key"].to_numpy()], dtype="str"),
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
        is_own = table["collocate"].isin([word.casefold() for word in own])
        table = table[~is_own & (table["stop"] == 0)]
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


def _number_sentences(tokens: pd.DataFrame, words: RunningWords) -> np.ndarray:
    """Number the sentences over the whole corpus, an element a running word."""
    sentence = tokens["sentence"].to_numpy()[words.first]
    return np.cumsum(changes(sentence, words.article), dtype=np.int32)


def _make_node(words: RunningWords, matches: Matches, query: Query) -> _Node:
    """Mark the running words that lie wholly within a match."""
    bounds = np.zeros(int(words.last.max(initial=0)) + 2, dtype=np.int64)
    within = matches.last <= len(bounds) - 1
    np.add.at(bounds, matches.first[within], 1)
    np.add.at(bounds, matches.last[within], -1)
    is_covered = np.cumsum(bounds) > 0
    is_inside = is_covered[words.first] & is_covered[words.last - 1]
    codes = np.unique(words.code[is_inside])
    if len(codes) == 1:
        label = words.spelled[codes[0]]
    else:
        label = " | ".join(list_queries(query))
    return _Node(is_inside, len(words.spelled), label)


def _has_stop_word(
    table: pd.DataFrame, words: RunningWords, own: list[str], node: _Node | None
) -> np.ndarray:
    is_stop = words.is_stop | np.isin(
        words.spelled.astype(str), [word.casefold() for word in own]
    )
    left_out = is_stop[table["collocate"]]
    if node is None:
        left_out = left_out | is_stop[table["word"]]
    return left_out


def _find_pairs(
    words: RunningWords,
    sentence: np.ndarray,
    node: _Node | None,
    window: int | str,
    min_count: int,
) -> tuple[_Pairs, _Margins]:
    if node is None and window == "sentence":
        return _pairs_of_sentences(words, sentence, min_count)
    if node is None:
        return _pairs_in_windows(words, sentence, int(window))
    if window == "sentence":
        return _beside_in_sentences(words, sentence, node)
    return _around(words, sentence, node, int(window))


def _around(
    words: RunningWords, sentence: np.ndarray, node: _Node, window: int
) -> tuple[_Pairs, _Margins]:
    """Count the words in the windows of a word."""
    nodes = np.flatnonzero(node.is_inside)
    is_near = np.zeros(len(words), dtype=bool)
    for lag in range(-window, window + 1):
        neighbour = np.clip(nodes + lag, 0, len(words) - 1)
        is_same_sentence = sentence[neighbour] == sentence[nodes]
        is_near[neighbour[is_same_sentence]] = True
    is_near[nodes] = False
    occurrences = np.bincount(words.code[~node.is_inside], minlength=node.code + 1)
    near_count = int(is_near.sum())
    first = np.full(near_count, node.code)
    pairs = _Pairs(first, words.code[is_near], words.article[is_near])
    margins = _Margins(
        np.full(node.code + 1, near_count), occurrences, len(words) - len(nodes)
    )
    return pairs, margins


def _pairs_in_windows(
    words: RunningWords, sentence: np.ndarray, window: int
) -> tuple[_Pairs, _Margins]:
    """Count pairs of words at most `window` apart."""
    first, second = _neighbours(sentence, window)
    pairs = _Pairs(words.code[first], words.code[second], words.article[first])
    size = len(words.spelled)
    first_count = np.bincount(pairs.first, minlength=size)
    second_count = np.bincount(pairs.second, minlength=size)
    return pairs, _Margins(first_count, second_count, len(first))


def _neighbours(sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that have another of their sentence up to `window` rows further, and that other."""
    first = [np.empty(0, dtype=np.int64)]
    second = [np.empty(0, dtype=np.int64)]
    for lag in range(1, window + 1):
        rows = np.flatnonzero(sentence[lag:] == sentence[:-lag])
        first.append(rows)
        second.append(rows + lag)
    return np.concatenate(first), np.concatenate(second)


@dataclass(frozen=True)
class _InSentences:
    """Each word once a sentence."""

    sentence: np.ndarray
    code: np.ndarray
    article_of_sentence: np.ndarray
    occurrences: np.ndarray  # by code: sentences that have it

    @classmethod
    def of(
        cls, code: np.ndarray, sentence: np.ndarray, article: np.ndarray, size: int
    ) -> "_InSentences":
        keys = np.unique((sentence - np.int64(1)) * size + code)
        numbers, codes = np.divmod(keys, size)
        starts = np.flatnonzero(np.diff(sentence, prepend=0))
        return cls(numbers, codes, article[starts], np.bincount(codes, minlength=size))


def _beside_in_sentences(
    words: RunningWords, sentence: np.ndarray, node: _Node
) -> tuple[_Pairs, _Margins]:
    """Count the words in the sentences of a word."""
    size = node.code + 1
    code = np.where(node.is_inside, node.code, words.code.astype(np.int64))
    once = _InSentences.of(code, sentence, words.article, size)
    is_node = once.code == node.code
    is_beside = np.isin(once.sentence, once.sentence[is_node]) & ~is_node
    second = once.code[is_beside]
    article = once.article_of_sentence[once.sentence[is_beside]]
    pairs = _Pairs(np.full(len(second), node.code), second, article)
    margins = _Margins(
        once.occurrences, once.occurrences, len(once.article_of_sentence)
    )
    return pairs, margins


def _pairs_of_sentences(
    words: RunningWords, sentence: np.ndarray, min_count: int
) -> tuple[_Pairs, _Margins]:
    """Count pairs of words in one sentence."""
    size = max(len(words.spelled), 1)
    once = _InSentences.of(words.code, sentence, words.article, size)
    is_wanted = (once.occurrences[once.code] >= min_count) & ~words.is_stop[once.code]
    numbers = once.sentence[is_wanted]
    codes = once.code[is_wanted]
    # Rows of one sentence lie together, so pairs are rows a few places apart, as far as any sentence is long.
    longest = int(np.bincount(numbers).max(initial=0))
    first, second = _neighbours(numbers, min(longest, LONGEST) - 1)
    article = once.article_of_sentence[numbers[first]]
    pairs = _Pairs(codes[first], codes[second], article)
    margins = _Margins(
        once.occurrences, once.occurrences, len(once.article_of_sentence)
    )
    return pairs, margins


def _tabulate(pairs: _Pairs, margins: _Margins, min_count: int) -> pd.DataFrame:
    """Count each pair and the articles that have it."""
    size = max(len(margins.second), 1)
    pair_keys = pairs.first * np.int64(size) + pairs.second
    keys, count = np.unique(pair_keys, return_counts=True)
    is_frequent = count >= min_count
    keys = keys[is_frequent]
    word, collocate = np.divmod(keys, size)
    columns = {
        "word": word,
        "collocate": collocate,
        "count": count[is_frequent],
        "articles": _count_articles(pair_keys, keys, pairs.article),
        "word_count": margins.first[word],
        "collocate_count": margins.second[collocate],
    }
    return pd.DataFrame(columns).assign(total=margins.total)


def _count_articles(
    pair_keys: np.ndarray, keys: np.ndarray, article: np.ndarray
) -> np.ndarray:
    """Count the articles that have each of the sorted keys."""
    row = np.searchsorted(keys, pair_keys)
    is_kept = np.append(keys, -1)[row] == pair_keys
    articles = np.int64(article.max(initial=0)) + 1
    once = np.unique(row[is_kept] * articles + article[is_kept])
    return np.bincount(once // articles, minlength=len(keys))


def _score(table: pd.DataFrame, level: float) -> pd.DataFrame:
    """Add the measures of association to counts and margins."""
    from nltk.metrics.association import BigramAssocMeasures

    count, word, other, total = (
        table[["count", "word_count", "collocate_count", "total"]].to_numpy(float).T
    )
    expected = word * other / total
    # nltk's measures that are plain arithmetic take arrays as they are; those with logarithms do not.
    dice = BigramAssocMeasures.dice(count, (word, other), total)
    t = BigramAssocMeasures.student_t(count, (word, other), total)
    g2 = measures.log_likelihood_four(count, other - count, word, total - word)
    p = measures.chance(g2)
    adjusted = measures.adjust(p)
    scored = table.assign(
        expected=expected,
        log_likelihood=g2,
        mi=np.log2(count / expected),
        mi3=np.log2(count**3 / expected),
        log_dice=14 + np.log2(dice),
        t=t,
        p=p,
        p_adjusted=adjusted,
        significant=(count > expected) & (adjusted < 1 - level),
    )
    order = ["log_likelihood", "word", "collocate"]
    return scored.sort_values(order, ascending=[False, True, True], ignore_index=True)
