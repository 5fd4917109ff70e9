"""Attributions told by layout alone: "NAME: …" in a transcript, and “…” — Name."""

import numpy as np
import pandas as pd

from ..text import spelled
from .find import CONTENT, CUE, SOURCE, keep_some
from .marks import CLOSES, OPENS, paragraph_starts

# The share of these that are marked in PolNeAR, whose annotators passed over most interviews.
SURE = {"layout:name-colon": 0.4, "layout:quotation-dash": 0.9}
DASHES = ["—", "–", "―", "-", "--"]
LONGEST_NAME = 8


def find_layouts(tokens: pd.DataFrame, marks: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Attributions (anchor, rule, score, speech) and their spans, as `find_attributions` gives them."""
    first = np.flatnonzero(paragraph_starts(tokens))
    last = np.append(first[1:], len(tokens))
    spelt, token = spelled(tokens["token"]), tokens["token"]
    colon, dash = np.flatnonzero(token == ":"), np.flatnonzero(token.isin(DASHES))
    word = tokens["is_word"].to_numpy()
    found = []
    for low, high in _with_one(first, last, colon, LONGEST_NAME):
        at = colon[np.searchsorted(colon, low)]
        begin = low + (marks[low] == OPENS)
        if _is_label(spelt[begin:at]) and word[at:high].sum() > 1:
            found.append(("layout:name-colon", at, (begin, at), (at + 1, high)))
    found = _told_apart(found, tokens, spelt)
    for low, high in _with_one(first[marks[first] == OPENS], last[marks[first] == OPENS], dash):
        at = dash[np.searchsorted(dash, high) - 1]
        if at > low + 2 and marks[at - 1] == CLOSES and _is_name(spelt[at + 1 : high]):
            found.append(("layout:quotation-dash", at, (at + 1, high), (low, at)))
    return _as_frames(found, word)


def add_layouts(
    found: pd.DataFrame, spans: pd.DataFrame, tokens: pd.DataFrame, marks: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put attributions told by layout in the place of all that was found within them."""
    told, said = find_layouts(tokens, marks)
    taken = np.zeros(len(tokens) + 1, dtype=int)
    for first, last in said.loc[said["kind"] == CONTENT, ["first", "last"]].to_numpy():
        taken[first:last] = 1
    total = np.append(0, np.cumsum(taken))
    within = (spans["kind"] == CONTENT) & (total[spans["last"]] > total[spans["first"]])
    found, spans = keep_some(found, spans, ~found.index.isin(spans.loc[within, "attribution"]))
    said = said.assign(attribution=said["attribution"] + len(found))
    return pd.concat([found, told], ignore_index=True), pd.concat([spans, said], ignore_index=True)


def _with_one(first: np.ndarray, last: np.ndarray, places: np.ndarray, within: int | None = None):
    """The paragraphs that hold one of `places` (among their first `within` tokens)."""
    stop = last if within is None else np.minimum(last, first + within)
    has = np.searchsorted(places, stop) > np.searchsorted(places, first)
    return zip(first[has], last[has], strict=True)


def _is_label(words: np.ndarray) -> bool:
    """CAPITALS, as a transcript names who speaks: "SEN. CRUZ", "Q"."""
    return len(words) > 0 and all(word.isupper() or not word[0].isalnum() for word in words)


def _is_name(words: np.ndarray) -> bool:
    """A name and perhaps what somebody is: begins with a capital and is short."""
    return 0 < len(words) <= LONGEST_NAME and words[0][0].isupper() and ":" not in words


def _told_apart(found: list, tokens: pd.DataFrame, spelt: np.ndarray) -> list:
    """Only labels of articles where two take turns: "UPDATE:" heads a paragraph too."""
    article = tokens["article"].cat.codes.to_numpy()
    names: dict[int, set] = {}
    for _, at, (begin, end), _ in found:
        names.setdefault(article[at], set()).add(" ".join(spelt[begin:end]))
    return [item for item in found if len(names[article[item[1]]]) > 1]


def _as_frames(found: list, word: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    spans = []
    for number, (_, at, source, content) in enumerate(found):
        inner = [np.flatnonzero(word[low:high]) + low for low, high in (source, content)]
        spans += [(number, CUE, at, at + 1)]
        spans += [
            (number, kind, rows[0], rows[-1] + 1)
            for kind, rows in zip((SOURCE, CONTENT), inner, strict=True)
            if len(rows)
        ]
    rules = [item[0] for item in found]
    attributions = pd.DataFrame(
        {
            "anchor": np.array([item[1] for item in found], dtype=int),
            "rule": np.array(rules, dtype=object),
            "score": np.array([SURE[rule] for rule in rules], dtype=float),
            "speech": np.ones(len(found)),
        }
    )
    return attributions, pd.DataFrame(spans, columns=["attribution", "kind", "first", "last"], dtype=int)
