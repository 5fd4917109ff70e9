"""The sentences of the body that may tell an event."""

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts
from broadsheet.timeline.clauses import Clauses, language, pattern
from broadsheet.timeline.standing import Spans, is_broken, name_openings

# On how many days an outlet prints a sentence word for word, from which on it is
# boilerplate. A story that is brought up to date appears on two.
BOILERPLATE_DAYS = 3
UNKNOWN_OUTLETS = ("", "unknown", "nan", "<NA>")
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
        "connective", ""), `broken` (it lacks an end or a head), `scene` (told all
        in the present tense, as below pictures), `recurs` (boilerplate).
    """
    sentences = _of_body(tokens)
    first, last = sentences["first"].to_numpy(), sentences["last"].to_numpy()
    spans = Spans(clauses, first, last)
    is_present = _is_present(spans)
    sentences["opening"] = name_openings(spans)
    sentences["broken"] = is_broken(spans)
    sentences["scene"] = is_present & ~_tells_state(spans)
    is_telling = _is_telling(spans) & ~_is_caption(sentences, is_present, articles)
    sentences = sentences[is_telling]
    sentences = sentences[~_is_stamp(sentences, articles)].reset_index(drop=True)
    return sentences.assign(recurs=_recurs(sentences, clauses, articles))


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


def _is_present(spans: Spans) -> np.ndarray:
    """Say which sentences hold a finite verb, and none in past tense or with a modal."""
    clauses = spans.clauses
    is_past = np.isin(clauses.tags, ["VBD", "MD"])[clauses.pos]
    return spans.have(clauses.is_finite) & ~spans.have(is_past)


def _tells_state(spans: Spans) -> np.ndarray:
    """Say which sentences begin with "is", "has" or "says", as no picture's line does."""
    clauses = spans.clauses
    is_state = np.isin(clauses.lemmas, ["be", "have", "say"])[clauses.lemma]
    return np.append(is_state, False)[spans.first_verb]


def _is_caption(
    sentences: pd.DataFrame, is_present: np.ndarray, articles: pd.DataFrame
) -> np.ndarray:
    """Say which sentences in the present tense tell where somebody is in a picture."""
    texts = articles["text"].tolist()
    captions = pattern("captions")
    columns = (sentences["article"], sentences["start"], sentences["end"])
    is_caption = np.zeros(len(sentences), dtype=bool)
    for row, (article, start, end) in enumerate(zip(*columns, strict=True)):
        if is_present[row]:
            is_caption[row] = bool(captions.search(texts[article], start, end))
    return is_caption


def _is_telling(spans: Spans) -> np.ndarray:
    """Say which are statements with a finite verb, and not of a diary or a letter."""
    clauses = spans.clauses
    is_question = clauses.is_one_of(["?"])
    is_of_caption = clauses.is_one_of(language()["caption_words"])
    is_pronoun = np.isin(clauses.tags, ["PRP"])[clauses.pos]
    is_first_person = clauses.is_one_of(["i"]) & is_pronoun
    is_of_diary = is_first_person & ~clauses.quoted
    is_supposed = clauses.is_one_of(language()["conditionals"])[spans.first]
    is_other = spans.have(is_question | is_of_caption | is_of_diary)
    return spans.have(clauses.is_finite) & ~is_supposed & ~is_other


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
