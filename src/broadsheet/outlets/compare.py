"""What each outlet kept, reworded, dropped and added, sentence by sentence and word by word."""

from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.outlets.alignment import Corpus, align, moved_pairs, read_corpus
from broadsheet.outlets.clusters import related_pairs
from broadsheet.outlets.sequence import ngram_ids, words_in_runs
from broadsheet.outlets.similarity import is_number
from broadsheet.text import sentence_starts, tokens_of

KINDS = ("verbatim", "reworded", "merged", "split", "dropped", "added")
RUN = 5  # words that two articles do not share by chance
REPEATED_RUN = 3  # words: shorter runs that two versions of a split sentence share say little
FLAGS = ["numbers_differ", "names_differ"]
ROW = ["kind", "moved", "changes", *FLAGS, "shared_a", "shared_b"]


class Change(NamedTuple):
    """Words that one version of a sentence has and the other has otherwise or not at all.

    Offsets are characters of each article's text; on the side that lacks the words, start and end are one.
    """

    change: str  # replaced, dropped or added
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
    tokens = tokens_of(articles, tokens)
    corpus = read_corpus(tokens)
    if pairs is None:
        pairs = related_pairs(articles, tokens)
    places = [articles.index.get_indexer(pairs[side].astype(object)) for side in ("article_a", "article_b")]
    if (np.array(places) < 0).any():
        raise KeyError("`pairs` names articles that `articles` does not have.")
    editor = Editor(corpus, articles, tokens)
    numbers = zip(*(place.tolist() for place in places), strict=True)
    rows = [(a, b, *row) for a, b in numbers for row in editor.compare(a, b)]
    frame = pd.DataFrame(rows, columns=["a", "b", "s", "t", *ROW]).astype(dict.fromkeys("abst", int))
    overlaps = _as_overlaps(frame, corpus, articles, tokens)
    return overlaps.assign(attribution_differs=_attributed_otherwise(overlaps, quotes))


class Editor:
    """Compares pairs of articles of one corpus, and remembers what it needs to know of their words."""

    def __init__(self, corpus: Corpus, articles: pd.DataFrame, tokens: pd.DataFrame):
        row = corpus.words.row
        self.corpus, self.code = corpus, corpus.words.code
        self.texts = articles["text"].to_numpy(dtype=object)
        self.start, self.end = tokens["start"].to_numpy()[row], tokens["end"].to_numpy()[row]
        self.runs = ngram_ids(self.code, RUN)
        self.minor = tokens["is_stop"].to_numpy()[row]
        self.number = is_number(tokens, corpus.words)
        self.name = tokens["pos"].isin(["NNP", "NNPS"]).to_numpy()[row] & ~self.number

    def compare(self, a: int, b: int) -> list[tuple]:
        """The rows of one pair of articles, with sentences by their number in the corpus, -1 for none."""
        corpus, size = self.corpus, np.diff(self.corpus.word_of)
        pairs = align(corpus, a, b)
        of_a, of_b = ({pair[side]: [] for pair in pairs} for side in (0, 1))
        for s, t in pairs:
            of_a[s].append(t)
            of_b[t].append(s)
        rows = []
        for (s, t), moved in zip(pairs, moved_pairs(pairs, size), strict=True):
            in_a, in_b = self.own_words(s, of_a[s], t), self.own_words(t, of_b[t], s)
            kind = "split" if len(in_a) < size[s] else "merged" if len(in_b) < size[t] else "reworded"
            if kind == "reworded" and np.array_equal(self.code[in_a], self.code[in_b]):
                rows.append((s, t, "verbatim", moved, [], False, False))
                continue
            whole = [np.concatenate([corpus.word_numbers(n) for n in side]) for side in (of_b[t], of_a[s])]
            differ = [self.one_lacks(marked, *whole) for marked in (self.number, self.name)]
            rows.append((s, t, kind, moved, self.changes(in_a, in_b), *differ))
        rows += [(s, -1, "dropped", False, [], False, False) for s in corpus.sentences(a) if s not in of_a]
        follows, anchor = {}, -1  # what b added stands after the sentence that precedes it in b
        for t in corpus.sentences(b):
            anchor = of_b[t][-1] if t in of_b else anchor
            if t not in of_b:
                follows[t] = anchor
                rows.append((-1, t, "added", False, [], False, False))
        rows.sort(key=lambda row: (follows.get(row[1], row[0]), row[1] in follows, row[1]))
        in_runs = {-1: pd.NA} | self.words_in_runs(a, b) | self.words_in_runs(b, a)
        return [(*row, in_runs[row[0]], in_runs[row[1]]) for row in rows]

    def words_in_runs(self, a: int, b: int) -> dict[int, int]:
        """How many words of each sentence of `a` stand in runs of five that `b` has anywhere."""
        at = self.corpus.sentence_of
        edges = [self.corpus.word_of[at[n] : at[n + 1] + 1] for n in (a, b)]
        ids = [self.runs[edge[0] : max(edge[-1] - RUN + 1, edge[0])] for edge in edges]
        inside = words_in_runs(*ids, RUN)[: edges[0][-1] - edges[0][0]]
        counts = np.add.reduceat(np.append(inside, 0), edges[0] - edges[0][0])[:-1]
        return dict(zip(self.corpus.sentences(a), counts.tolist(), strict=True))

    def own_words(self, sentence: int, partners: list[int], partner: int) -> np.ndarray:
        """The words of a sentence that are `partner`'s to explain: all, unless it has several partners.

        A split sentence's words go to the version that has them in the longest run, and words that none has
        to the version that has those before. Runs that two versions repeat are explained by both.
        """
        words, code = self.corpus.word_numbers(sentence), self.code
        if len(partners) == 1:
            return words
        blocks = [
            (block.size, -block.a, -number)
            for number, other in enumerate(partners)
            for block in _matcher(code[words], code[self.corpus.word_numbers(other)]).get_matching_blocks()
        ]
        mine, owner, own = partners.index(partner), np.full(len(words), -1), np.zeros(len(words), bool)
        for size, start, number in sorted(blocks):  # the longest last, so that they prevail
            owner[-start : size - start] = -number
            own[-start : size - start] |= -number == mine and size >= REPEATED_RUN
        known = np.flatnonzero(owner >= 0)
        before = np.clip(np.searchsorted(known, np.arange(len(words)), side="right") - 1, 0, None)
        own |= owner[known][before] == mine
        return words[own] if own.any() else words

    def changes(self, in_a: np.ndarray, in_b: np.ndarray) -> list[Change]:
        """What changed between these words of one article and those of another, as an editor reads it."""
        found = []
        for from_a, to_a, from_b, to_b in word_changes(self.code[in_a], self.code[in_b], self.minor[in_a]):
            op = "added" if from_a == to_a else "dropped" if from_b == to_b else "replaced"
            words_a, *place_a = self.written(in_a, from_a, to_a)
            words_b, *place_b = self.written(in_b, from_b, to_b)
            found.append(Change(op, words_a, words_b, *place_a, *place_b))
        return found

    def written(self, words: np.ndarray, first: int, last: int) -> tuple[str, int, int]:
        """These words as they are written, and where; of no words, the place where they would stand."""
        if first == last:
            place = int(self.end[words[first - 1]] if first else self.start[words[0]])
            return "", place, place
        start, end = int(self.start[words[first]]), int(self.end[words[last - 1]])
        return self.texts[self.corpus.words.article[words[first]]][start:end], start, end

    def one_lacks(self, marked: np.ndarray, in_a: np.ndarray, in_b: np.ndarray) -> bool:
        """Whether one version has a marked word (a number, a name) that the other has nowhere."""

        def codes(words: np.ndarray) -> set[int]:
            return set(self.code[words].tolist())

        return any(codes(one[marked[one]]) - codes(other) for one, other in ((in_a, in_b), (in_b, in_a)))


def word_changes(code_a: np.ndarray, code_b: np.ndarray, minor: np.ndarray) -> list[list[int]]:
    """The stretches where two versions differ: `[start_a, end_a, start_b, end_b]`, half-open.

    One or two words that say little (`minor`, of version a) between two changes belong to the change: "the
    fight against" for "a war on" is one change, not three.

    >>> word_changes(np.array([1, 2, 3, 4]), np.array([1, 7, 3, 8, 9]), np.array([False, False, True, False]))
    [[1, 4, 1, 5]]
    """
    changes = []
    for op, *place in _matcher(code_a, code_b).get_opcodes():
        if op == "equal":
            continue
        last = changes[-1][1] if changes else -9
        if place[0] - last <= 2 and minor[last : place[0]].all():
            changes[-1][1::2] = place[1::2]
        else:
            changes.append(place)
    return changes


def _matcher(code_a: np.ndarray, code_b: np.ndarray) -> SequenceMatcher:
    # From 200 words on difflib passes over very frequent ones, so that endless sentences cost no cube.
    return SequenceMatcher(None, code_a.tolist(), code_b.tolist())


def _as_overlaps(
    frame: pd.DataFrame, corpus: Corpus, articles: pd.DataFrame, tokens: pd.DataFrame
) -> pd.DataFrame:
    """Give the rows their articles, places and measures."""
    first = corpus.words.row[corpus.word_of[:-1]]
    edges = np.append(sentence_starts(tokens), len(tokens))
    at = np.searchsorted(edges, first, side="right")
    rows = {"sentence": first, "start": edges[at - 1], "end": edges[at] - 1}
    sentences = {name: tokens[name].to_numpy()[row] for name, row in rows.items()}
    sentences = pd.DataFrame(sentences | {"words": np.diff(corpus.word_of)}, dtype="Int32")
    columns = {}
    for side, number in (("a", "s"), ("b", "t")):
        columns[f"article_{side}"] = pd.Categorical.from_codes(frame[side], articles.index)
        places = sentences.reindex(frame[number]).reset_index(drop=True)
        columns |= {f"{name}_{side}": places[name] for name in places}
        columns[f"shared_{side}"] = frame[f"shared_{side}"].astype("Int32")
    s, t = frame["s"].to_numpy(), frame["t"].to_numpy()
    both, stems = (s >= 0) & (t >= 0), corpus.bags.stems
    alike = np.full(len(frame), np.nan)
    alike[both] = 2 * stems.shared(s[both], t[both]) / (stems.size[s[both]] + stems.size[t[both]])
    columns["part"] = pd.Categorical(corpus.part[np.where(s >= 0, s, t)], tokens["part"].cat.categories)
    columns["kind"] = pd.Categorical(frame["kind"], KINDS)
    columns |= {"moved": frame["moved"].astype(bool), "similarity": alike, "changes": frame["changes"]}
    return pd.DataFrame(columns | {name: frame[name].astype(bool) for name in FLAGS})


def find_sentences(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences of `overlaps` in which passages begin.

    `rows` has `article` and `start`. Returns `row` and `overlap` (labels of the two frames) and `side`
    (a or b), once for each time that the sentence was compared.
    """
    found = []
    passages = rows[["article", "start"]].astype({"article": object}).reset_index(names="row")
    for side in "ab":
        places = overlaps[[f"article_{side}", f"start_{side}", f"end_{side}"]].dropna()
        places = places.set_axis(["article", "from", "to"], axis=1).reset_index(names="overlap")
        both = passages.merge(places.astype({"article": object}), on="article")
        inside = (both["start"] >= both["from"]) & (both["start"] < both["to"])
        found.append(both.loc[inside, ["row", "overlap"]].assign(side=side))
    return pd.concat(found, ignore_index=True)


def _attributed_otherwise(overlaps: pd.DataFrame, quotes: pd.DataFrame | None) -> pd.array:
    """Whether two versions of a sentence, not of the same words, quote different speakers."""
    if quotes is None:
        return pd.array([None] * len(overlaps), dtype="boolean")
    names = quotes["speaker"].astype(object).where(quotes["speaker"].notna(), quotes["source"].astype(object))
    said = find_sentences(quotes, overlaps)
    said["name"] = said["row"].map(names)
    said = said.dropna(subset="name").drop_duplicates(["overlap", "side", "name"])
    once = said.groupby(["overlap", "name"])["side"].transform("size") == 1
    reworded = overlaps["kind"].isin(["reworded", "merged", "split"]).to_numpy()
    return pd.array(reworded & overlaps.index.isin(said.loc[once, "overlap"]), dtype="boolean")
