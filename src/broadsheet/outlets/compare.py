"""What each outlet kept, reworded, dropped and added, sentence by sentence and word by word."""

from typing import Any

import numpy as np
import pandas as pd

from broadsheet.arrays import Floats, Integers
from broadsheet.errors import BroadsheetError
from broadsheet.frames import category_type, checks_frames, conform
from broadsheet.outlets.alignment import FoldedSentences, lay_out
from broadsheet.outlets.clusters import article_numbers
from broadsheet.outlets.editor import NONE, Change, Editor
from broadsheet.outlets.pairs import related_pairs
from broadsheet.outlets.sentences import find_sentences
from broadsheet.text import sentence_starts, tokens_of

__all__ = ["Change", "compare_outlets"]

ROW = [
    "a",
    "b",
    "first",
    "second",
    "kind",
    "moved",
    "changes",
    "numbers_differ",
    "names_differ",
    "shared_a",
    "shared_b",
]
REWORDED = ["reworded", "merged", "split"]


@checks_frames
def compare_outlets(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    pairs: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Align pairs of articles sentence by sentence, and say what the second made of the first.

    Titles, bodies and captions are compared, by `norm`: spelling, case and punctuation make no difference.

    Args:
        articles: The articles, as `read_articles` returns them.
        tokens: Their tokens, as `tokenize` returns them.
        pairs: Any frame with `article_a` and `article_b`; without it, `related_pairs(articles, tokens)`.
        quotes: Their quotations, as `find_quotes` returns them, for `attribution_differs`.

    Returns:
        One row a pair of sentences, or a sentence that stands alone, in the order of a's text, what b added
        after the sentence that precedes it in b:

        - `article_a`, `sentence_a`, `start_a`, `end_a` and the same for b: the two places, missing on the
          side that lacks the sentence
        - `words_a`, `words_b`: how many words each sentence has
        - `shared_a`, `shared_b`: how many of them stand in a run of five or more that the other article has
          too, wherever it is
        - `part`: title, body or caption
        - `kind`: verbatim (the same words), reworded, merged (b made one sentence of several), split (b made
          several of one), dropped (b lacks it) or added (a lacks it)
        - `moved`: whether it stands in another order in b
        - `similarity`: the share of word stems in common (Dice), from 0 to 1
        - `changes`: a list of `Change`, in the order of the text
        - `numbers_differ`, `names_differ`: whether a number or a name of one version is missing from the
          other
        - `attribution_differs`: whether reworded versions ascribe what is said to different speakers; needs
          `quotes`, otherwise missing

    Raises:
        BroadsheetError: `pairs` names an article that `articles` does not have.

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
    if pairs is None:
        pairs = related_pairs(articles, tokens)
    layout = lay_out(tokens)
    editor = Editor(layout, articles, tokens)
    rows = []
    for a, b in _numbers(pairs, articles):
        rows += _rows_of_pair(editor, a, b)
    fates = pd.DataFrame(rows, columns=ROW)
    overlaps = _as_overlaps(fates, layout, articles, tokens)
    overlaps["attribution_differs"] = _attributed_otherwise(overlaps, quotes)
    return conform(overlaps, "overlaps")


def _numbers(pairs: pd.DataFrame, articles: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the numbers of the articles of each pair."""
    first, second = article_numbers(pairs, articles)
    lacks_first = first < 0
    lacks_second = second < 0
    is_unknown = lacks_first | lacks_second
    if is_unknown.any():
        row = pairs[is_unknown].iloc[0]
        raise BroadsheetError(
            f"pairs names {row['article_a']!r} and {row['article_b']!r}, "
            f"and at least one of them is not in articles."
        )
    numbers = zip(first.tolist(), second.tolist(), strict=True)
    return list(numbers)


def _rows_of_pair(editor: Editor, a: int, b: int) -> list[tuple]:
    """Return the rows of one pair of articles."""
    shared_a = editor.words_in_runs(a, b)
    shared_b = editor.words_in_runs(b, a)
    rows = []
    for fate in editor.compare(a, b):
        row = (
            a,
            b,
            fate.first,
            fate.second,
            fate.kind,
            fate.moved,
            fate.changes,
            fate.numbers_differ,
            fate.names_differ,
            shared_a.get(fate.first, pd.NA),
            shared_b.get(fate.second, pd.NA),
        )
        rows.append(row)
    return rows


def _as_overlaps(
    fates: pd.DataFrame,
    layout: FoldedSentences,
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
) -> pd.DataFrame:
    """Give the rows their articles, places and measures."""
    sentences = _places_of_sentences(layout, tokens)
    first = fates["first"].to_numpy(dtype=int)
    second = fates["second"].to_numpy(dtype=int)
    side_a = _side("a", first, fates, sentences, articles)
    side_b = _side("b", second, fates, sentences, articles)
    has_first = first != NONE
    parts = layout.part[np.where(has_first, first, second)]
    return pd.DataFrame(
        {
            **side_a,
            **side_b,
            "part": pd.Categorical(parts, _categories("part")),
            "kind": pd.Categorical(fates["kind"], _categories("kind")),
            "moved": fates["moved"].astype(bool),
            "similarity": _similarity(layout, first, second),
            "changes": fates["changes"],
            "numbers_differ": fates["numbers_differ"].astype(bool),
            "names_differ": fates["names_differ"].astype(bool),
        }
    )


def _categories(column: str) -> pd.Index:
    return category_type("overlaps", column).categories


def _side(
    side: str,
    numbers: Integers,
    fates: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
) -> dict[str, Any]:
    """Return the columns of one side (a or b): articles, places and measures of its sentences."""
    codes = fates[side].to_numpy(dtype=int)
    shared = fates[f"shared_{side}"]
    places = sentences.reindex(numbers)
    places = places.reset_index(drop=True)
    places = places.add_suffix(f"_{side}")
    return {
        f"article_{side}": pd.Categorical.from_codes(codes, articles.index),
        **dict(places.items()),
        f"shared_{side}": shared.astype("Int32"),
    }


def _places_of_sentences(layout: FoldedSentences, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return number, offsets and words of each sentence."""
    starts = layout.word_starts[:-1]
    first_row = layout.words.row[starts]
    edges = np.append(sentence_starts(tokens), len(tokens))
    after = np.searchsorted(edges, first_row, side="right")
    before = after - 1
    last_row = edges[after] - 1
    return pd.DataFrame(
        {
            "sentence": tokens["sentence"].to_numpy()[first_row],
            "start": tokens["start"].to_numpy()[edges[before]],
            "end": tokens["end"].to_numpy()[last_row],
            "words": np.diff(layout.word_starts),
        },
        dtype="Int32",
    )


def _similarity(layout: FoldedSentences, first: Integers, second: Integers) -> Floats:
    """Return the share of stems in common (Dice), missing where a sentence stands alone."""
    has_first = first != NONE
    has_second = second != NONE
    is_pair = has_first & has_second
    similarity = np.full(len(first), np.nan)
    similarity[is_pair] = layout.bags.stems.dice(first[is_pair], second[is_pair])
    return similarity


def _attributed_otherwise(
    overlaps: pd.DataFrame, quotes: pd.DataFrame | None
) -> pd.array:
    """Say whether two versions of a sentence, not of the same words, quote different speakers."""
    if quotes is None:
        unknown = [None for _ in range(len(overlaps))]
        return pd.array(unknown, dtype="boolean")
    speaker = quotes["speaker"].astype(object)
    source = quotes["source"].astype(object)
    is_known = speaker.notna()
    names = speaker.where(is_known, source)
    sides = find_sentences(quotes, overlaps)
    sides["name"] = sides["row"].map(names)
    sides = sides.dropna(subset="name")
    sides = sides.drop_duplicates(["overlap", "side", "name"])
    same_name = sides.groupby(["overlap", "name"])["side"]
    is_on_one_side = same_name.transform("size") == 1
    differing = sides.loc[is_on_one_side, "overlap"]
    differs = overlaps.index.isin(differing)
    is_reworded = overlaps["kind"].isin(REWORDED).to_numpy()
    return pd.array(is_reworded & differs, dtype="boolean")
