"""What each outlet kept, reworded, dropped and added, sentence by sentence and word by word."""

from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.outlets.alignment import Corpus, align, moved_pairs, read_corpus
from broadsheet.outlets.clusters import related_pairs
from broadsheet.outlets.sequence import words_in_runs
from broadsheet.text import sentence_starts

KINDS = ("verbatim", "reworded", "merged", "split", "dropped", "added")
REPEATED_RUN = 3  # words: shorter runs that two versions of a split sentence share say little
ROW = ["kind", "moved", "changes", "numbers_differ", "names_differ", "shared_a", "shared_b"]


class Change(NamedTuple):
    """Words that one version of a sentence has and the other has otherwise or not at all.

    Offsets are characters of each article's text; on the side that lacks the words, start and end are one.
    """

    op: str  # replaced, dropped or added
    words_a: str
    words_b: str
    start_a: int
    end_a: int
    start_b: int
    end_b: int


def compare_outlets(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    pairs: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Align pairs of articles sentence by sentence, and say what the second made of the first.

    `pairs` is any frame with `article_a` and `article_b`; left out, it is `related_pairs(articles, tokens)`.
    Titles, bodies and captions are compared, by `norm`: spelling, case and punctuation make no difference.

    Returns one row a pair of sentences, or a sentence that stands alone, in the order of a's text, what b
    added after the sentence that precedes it in b:

    - `article_a`, `sentence_a`, `start_a`, `end_a` and the same for b: the two places, missing on the side
      that lacks the sentence
    - `part`: title, body or caption
    - `kind`: verbatim (the same words), reworded, merged (b made one sentence of several), split (b made
      several of one), dropped (b lacks it) or added (a lacks it)
    - `moved`: whether it stands in another order in b
    - `similarity`: the share of word stems in common (Dice), from 0 to 1
    - `words_a`, `words_b`: how many words each sentence has
    - `shared_a`, `shared_b`: how many of them stand in a run of five or more that the other article has too,
      wherever it is
    - `changes`: a list of `Change`, in the order of the text
    - `numbers_differ`, `names_differ`: whether a number or a name of one version is missing from the other
    - `attribution_differs`: whether reworded versions ascribe what is said to different speakers; needs
      `quotes`, otherwise missing

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame(
    ...     {"text": ["Talks will be painful, he said.", "Talks will be challenging, he said. It rained."]},
    ...     index=pd.Index(["a", "b"], name="article"),
    ... )
    >>> pairs = pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})
    >>> overlaps = compare_outlets(articles, tokenize(articles), pairs)
    >>> overlaps["kind"].tolist(), overlaps["changes"][0][0][:3]
    (['reworded', 'added'], ('replaced', 'painful', 'challenging'))
    """
    corpus = read_corpus(articles, tokens)
    if pairs is None:
        pairs = related_pairs(articles, tokens)
    places = [articles.index.get_indexer(pairs[side].astype(object)) for side in ("article_a", "article_b")]
    if (np.r_[tuple(places)] < 0).any():
        raise KeyError("`pairs` names articles that `articles` does not have.")
    rows = [
        (a, b, *row)
        for a, b in zip(*(place.tolist() for place in places), strict=True)
        for row in compare_pair(corpus, a, b)
    ]
    frame = pd.DataFrame(rows, columns=["a", "b", "s", "t", *ROW]).astype(dict.fromkeys("abst", int))
    return _overlaps(corpus, articles, tokens, frame, quotes)


def compare_pair(corpus: Corpus, a: int, b: int) -> list[tuple]:
    """The rows of one pair of articles, with sentences by their number in the corpus, -1 for none."""
    pairs = align(corpus, a, b)
    size = np.diff(corpus.word_of)
    moved = moved_pairs(pairs, size)
    of_a, of_b = ({pair[side]: [] for pair in pairs} for side in (0, 1))
    for s, t in pairs:
        of_a[s].append(t)
        of_b[t].append(s)
    rows = []
    for (s, t), has_moved in zip(pairs, moved, strict=True):
        in_a, in_b = _own_words(corpus, s, of_a[s], t), _own_words(corpus, t, of_b[t], s)
        kind = "split" if len(in_a) < size[s] else "merged" if len(in_b) < size[t] else "reworded"
        if kind == "reworded" and np.array_equal(corpus.words.code[in_a], corpus.words.code[in_b]):
            kind = "verbatim"
        changes = read_changes(corpus, in_a, in_b) if kind != "verbatim" else []
        group = [np.concatenate([corpus.word_numbers(n) for n in side]) for side in (of_b[t], of_a[s])]
        differ = [_one_lacks(corpus.words.code, marked, *group) for marked in (corpus.number, corpus.name)]
        rows.append((s, t, kind, has_moved, changes, *differ))
    rows += [(s, -1, "dropped", False, [], False, False) for s in corpus.sentences(a) if s not in of_a]
    follows, anchor = {}, -1  # what b added stands after the sentence that precedes it in b
    for t in corpus.sentences(b):
        anchor = of_b[t][-1] if t in of_b else anchor
        if t not in of_b:
            follows[t] = anchor
            rows.append((-1, t, "added", False, [], False, False))
    rows.sort(key=lambda row: (follows.get(row[1], row[0]), row[1] in follows, row[1]))
    in_runs = {-1: pd.NA} | _words_in_runs(corpus, a, b) | _words_in_runs(corpus, b, a)
    return [(*row, in_runs[row[0]], in_runs[row[1]]) for row in rows]


def _words_in_runs(corpus: Corpus, a: int, b: int) -> dict[int, int]:
    """How many words of each sentence of `a` stand in runs of five that `b` has anywhere."""
    of_a, of_b = (corpus.words.code[slice(*corpus.first_word[n : n + 2])] for n in (a, b))
    inside = np.append(0, np.cumsum(words_in_runs(of_a, of_b)))
    edges = corpus.word_of[slice(*(corpus.first_sentence[a : a + 2] + [0, 1]))] - corpus.first_word[a]
    return dict(zip(corpus.sentences(a), np.diff(inside[edges]).tolist(), strict=True))


def _own_words(corpus: Corpus, sentence: int, partners: list[int], partner: int) -> np.ndarray:
    """The words of a sentence that are `partner`'s to explain: all, unless it has several partners.

    A split sentence's words go to the version that has them in the longest run, and words that none has to
    the version that has those before. Runs that two versions repeat are explained by both.
    """
    words = corpus.word_numbers(sentence)
    if len(partners) == 1:
        return words
    code = corpus.words.code
    blocks = [
        (block.size, block.a, number)
        for number, other in enumerate(partners)
        for block in _matcher(code[words], code[corpus.word_numbers(other)]).get_matching_blocks()
    ]
    mine, owner, own = partners.index(partner), np.full(len(words), -1), np.zeros(len(words), bool)
    for size, start, number in sorted(blocks, key=lambda block: (block[0], -block[1], -block[2])):
        owner[start : start + size] = number  # the longest last, so that they prevail
        own[start : start + size] |= number == mine and size >= REPEATED_RUN
    known = np.flatnonzero(owner >= 0)
    before = np.clip(np.searchsorted(known, np.arange(len(words)), side="right") - 1, 0, None)
    own |= owner[known][before] == mine
    return words[own] if own.any() else words


def word_changes(code_a: np.ndarray, code_b: np.ndarray, minor: np.ndarray) -> list[tuple]:
    """The stretches where two versions differ: `(start_a, end_a, start_b, end_b)`, half-open.

    One or two words that say little (`minor`, of version a) between two changes belong to the change: "the
    fight against" for "a war on" is one change, not three.

    >>> word_changes(np.array([1, 2, 3, 4]), np.array([1, 7, 3, 8, 9]), np.array([False, False, True, False]))
    [(1, 4, 1, 5)]
    """
    changes = []
    for op, *places in _matcher(code_a, code_b).get_opcodes():
        if op == "equal":
            continue
        if changes and places[0] - changes[-1][1] <= 2 and minor[changes[-1][1] : places[0]].all():
            places = [changes[-1][0], places[1], changes[-1][2], places[3]]
            changes.pop()
        changes.append(tuple(places))
    return changes


def _matcher(code_a: np.ndarray, code_b: np.ndarray) -> SequenceMatcher:
    return SequenceMatcher(None, code_a.tolist(), code_b.tolist(), autojunk=False)


def read_changes(corpus: Corpus, in_a: np.ndarray, in_b: np.ndarray) -> list[Change]:
    """What changed between these words of one article and those of another, as an editor would read it."""
    code = corpus.words.code
    found = []
    for from_a, to_a, from_b, to_b in word_changes(code[in_a], code[in_b], corpus.minor[in_a]):
        op = "added" if from_a == to_a else "dropped" if from_b == to_b else "replaced"
        words_a, *place_a = _written(corpus, in_a, from_a, to_a)
        words_b, *place_b = _written(corpus, in_b, from_b, to_b)
        found.append(Change(op, words_a, words_b, *place_a, *place_b))
    return found


def _written(corpus: Corpus, words: np.ndarray, first: int, last: int) -> tuple[str, int, int]:
    """These words as they are written, and where; of no words, the place where they would stand."""
    if first == last:
        place = int(corpus.end[words[first - 1]] if first else corpus.start[words[0]])
        return "", place, place
    start, end = int(corpus.start[words[first]]), int(corpus.end[words[last - 1]])
    return corpus.texts[corpus.words.article[words[first]]][start:end], start, end


def _one_lacks(code: np.ndarray, marked: np.ndarray, in_a: np.ndarray, in_b: np.ndarray) -> bool:
    """Whether one version has a marked word (a number, a name) that the other has nowhere."""
    here, there = set(code[in_a].tolist()), set(code[in_b].tolist())
    return not (
        there.issuperset(code[in_a[marked[in_a]]].tolist())
        and here.issuperset(code[in_b[marked[in_b]]].tolist())
    )


def _overlaps(
    corpus: Corpus,
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    frame: pd.DataFrame,
    quotes: pd.DataFrame | None,
) -> pd.DataFrame:
    """Give the rows their articles, places and measures."""
    first = corpus.words.row[corpus.word_of[:-1]]
    edges = np.append(sentence_starts(tokens), len(tokens))
    at = np.searchsorted(edges, first, side="right") - 1
    sentences = pd.DataFrame(
        {
            "sentence": tokens["sentence"].to_numpy()[first],
            "start": tokens["start"].to_numpy()[edges[at]],
            "end": tokens["end"].to_numpy()[edges[at + 1] - 1],
            "words": np.diff(corpus.word_of),
        },
        dtype="Int32",
    )
    side = {}
    for letter, number in (("a", "s"), ("b", "t")):
        side[letter] = sentences.reindex(frame[number]).reset_index(drop=True)
    s, t = frame["s"].to_numpy(), frame["t"].to_numpy()
    both = (s >= 0) & (t >= 0)
    stems = corpus.bags.stems
    alike = np.full(len(frame), np.nan)
    alike[both] = 2 * stems.shared(s[both], t[both]) / (stems.size[s[both]] + stems.size[t[both]])
    part = corpus.part[np.where(s >= 0, s, t)]
    columns = {}
    for letter in "ab":
        columns[f"article_{letter}"] = pd.Categorical.from_codes(frame[letter], articles.index)
        columns |= {f"{name}_{letter}": side[letter][name] for name in ("sentence", "start", "end")}
    return pd.DataFrame(
        columns
        | {
            "part": pd.Categorical.from_codes(part, tokens["part"].cat.categories),
            "kind": pd.Categorical(frame["kind"], KINDS),
            "moved": frame["moved"].astype(bool),
            "similarity": alike,
            "words_a": side["a"]["words"],
            "words_b": side["b"]["words"],
            "shared_a": frame["shared_a"].astype("Int32"),
            "shared_b": frame["shared_b"].astype("Int32"),
            "changes": frame["changes"],
            "numbers_differ": frame["numbers_differ"].astype(bool),
            "names_differ": frame["names_differ"].astype(bool),
            "attribution_differs": _attributed_otherwise(frame, sentences, corpus, articles, quotes),
        }
    ).astype({"attribution_differs": "boolean"})


def _attributed_otherwise(frame, sentences, corpus, articles, quotes) -> list[bool | None]:
    """Whether two versions of a sentence, not of the same words, quote different speakers."""
    if quotes is None:
        return [None] * len(frame)
    article = articles.index.get_indexer(quotes["article"].astype(object))
    width = max(sentences["end"].max(), quotes["start"].max()) + 1 if len(quotes) and len(sentences) else 1
    begins = corpus.words.article[corpus.word_of[:-1]] * width + sentences["start"].to_numpy(dtype=np.int64)
    at = np.searchsorted(begins, article * width + quotes["start"].to_numpy(dtype=np.int64), side="right") - 1
    names = quotes["speaker"].astype(object).where(quotes["speaker"].notna(), quotes["source"].astype(object))
    speakers: dict[int, set] = {}
    for sentence, name in zip(at.tolist(), names, strict=True):
        if isinstance(name, str):
            speakers.setdefault(sentence, set()).add(name.casefold())
    versions = zip(frame["s"], frame["t"], frame["kind"], strict=True)
    return [
        kind in ("reworded", "merged", "split") and speakers.get(s, set()) != speakers.get(t, set())
        for s, t, kind in versions
    ]
