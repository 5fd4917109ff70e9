"""The sentences of the body that may tell an event."""

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts
from broadsheet.timeline.clauses import Clauses, language, pattern

# On how many days an outlet prints a sentence word for word, from which on it is
# boilerplate. A story that is brought up to date appears on two.
BOILERPLATE_DAYS = 3
UNKNOWN_OUTLETS = ("", "unknown", "nan", "<NA>")
# Marks by which a sentence ends; a heading, a teaser and "he wrote:" end without one.
ENDS = (".", "!", "”", "’", '"', "'", "''", ")", "]")
STAMP_REACH = 60  # characters at a sentence's head, in which a page speaks of itself


def list_sentences(
    articles: pd.DataFrame, tokens: pd.DataFrame, clauses: Clauses
) -> pd.DataFrame:
    """Return the sentences of the body that may tell something, one row each.

    Questions, captions, fragments without a finite verb and a page's words on itself
    tell nothing.

    Returns:
        `article` (its number), `first`, `last` (tokens, half-open), `start`, `end`
        (characters), `place` (number in the body), `opening` ("pronoun",
        "connective", ""), `broken` (it has no end), `scene` (told all
        in the present tense, as below pictures), `recurs` (boilerplate).
    """
    sentences = _of_body(tokens)
    first, last = sentences["first"].to_numpy(), sentences["last"].to_numpy()
    sentences["opening"] = _openings(clauses, first, last)
    sentences["broken"] = ~np.isin(clauses.norms, ENDS)[clauses.norm[last - 1]]
    sentences["scene"] = _is_scene(clauses, first, last)
    sentences = sentences[_is_telling(clauses, first, last)]
    sentences = sentences[~_is_stamp(sentences, articles)].reset_index(drop=True)
    return sentences.assign(recurs=_recurs(sentences, clauses, articles))


def count(is_counted: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return how many tokens of each sentence are counted."""
    before = np.append(0, np.cumsum(is_counted))
    return before[last] - before[first]


def _of_body(tokens: pd.DataFrame) -> pd.DataFrame:
    first = sentence_starts(tokens)
    last = np.append(first[1:], len(tokens))[: len(first)]
    is_body = (tokens["part"] == "body").to_numpy(dtype=bool)[first]
    first, last = first[is_body], last[is_body]
    article = tokens["article"].cat.codes.to_numpy()[first].astype(np.int64)
    return pd.DataFrame(
        {
            "article": article,
            "first": first,
            "last": last,
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "place": np.arange(len(first)) - np.searchsorted(article, article),
        }
    )


def _openings(clauses: Clauses, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Name what a sentence leans on the one before by, if anything."""
    words = pd.Series(clauses.norms)
    kinds = np.full(len(words), "", dtype=object)
    kinds[words.isin(language()["connectives"])] = "connective"
    kinds[words.isin(language()["pronouns"])] = "pronoun"
    # An opening quotation mark is passed over.
    is_mark = np.array([not word[:1].isalnum() for word in clauses.norms], dtype=bool)
    head = first + (is_mark[clauses.norm[first]] & (first + 1 < last))
    return kinds[clauses.norm[head]]


def _is_scene(clauses: Clauses, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Say which sentences describe a picture: "A woman attends a vigil"."""
    is_past = np.isin(clauses.tags, ["VBD", "MD"])[clauses.pos]
    is_state = np.isin(clauses.lemmas, ["be", "have", "say"])[clauses.lemma]
    finite = np.flatnonzero(clauses.is_finite)
    if len(finite) == 0:
        return np.zeros(len(first), dtype=bool)
    verb = finite[np.minimum(np.searchsorted(finite, first), len(finite) - 1)]
    return ~is_state[verb] & (count(is_past, first, last) == 0)


def _is_telling(clauses: Clauses, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Say which are statements with a finite verb, and not of a diary or a letter."""
    words = pd.Series(clauses.norms)
    is_mark = words.isin(["?"]).to_numpy()[clauses.norm]
    of_caption = words.isin(language()["caption_words"]).to_numpy()[clauses.norm]
    has_verb = count(clauses.is_finite, first, last) > 0
    is_pronoun = np.isin(clauses.tags, ["PRP"])[clauses.pos]
    is_first_person = words.isin(["i"]).to_numpy()[clauses.norm] & is_pronoun
    of_diary = is_first_person & ~clauses.quoted
    has_verb &= ~words.isin(language()["conditionals"]).to_numpy()[clauses.norm[first]]
    return has_verb & (count(is_mark | of_caption | of_diary, first, last) == 0)


def _is_stamp(sentences: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Say at the head of which sentences a page speaks of itself."""
    texts = articles["text"].tolist()
    stamps = pattern("stamps")
    places = zip(sentences["article"], sentences["start"], strict=True)
    heads = [texts[number][start : start + STAMP_REACH] for number, start in places]
    return np.array([bool(stamps.search(head)) for head in heads], dtype=bool)


def _recurs(
    sentences: pd.DataFrame, clauses: Clauses, articles: pd.DataFrame
) -> np.ndarray:
    """Say which sentences an outlet prints word for word on several days."""
    number = sentences["article"].to_numpy()
    outlets = articles["outlet"].astype("str").fillna("").to_numpy(dtype=object)
    days = articles["published"].dt.floor("D").to_numpy()
    spans = zip(sentences["first"], sentences["last"], strict=True)
    wording = [clauses.norm[first:last].tobytes() for first, last in spans]
    printed = pd.DataFrame(
        {"outlet": outlets[number], "wording": wording, "day": days[number]}
    )
    is_known = ~printed["outlet"].isin(UNKNOWN_OUTLETS) & printed["day"].notna()
    known = printed[is_known]
    on_days = known.groupby(["outlet", "wording"])["day"].transform("nunique")
    return (on_days.reindex(printed.index).fillna(0) >= BOILERPLATE_DAYS).to_numpy()
