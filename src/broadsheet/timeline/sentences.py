"""The sentences of the body that may tell an event."""

import re

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts
from broadsheet.timeline.clauses import Clauses
from broadsheet.timeline.standing import Spans, is_broken, name_openings
from broadsheet.timeline.token_rows import follows, precedes
from broadsheet.timeline.wordlists import language, pattern

# On how many days an outlet prints a sentence word for word, from which on it is
# boilerplate. A story that is brought up to date appears on two.
BOILERPLATE_DAYS = 3
UNKNOWN_OUTLETS = ("", "unknown", "nan", "<NA>")
PAST_TAGS = ("VBD", "MD")
PRESENT_TAGS = ("VBZ", "VBP")
STATE_VERBS = ("be", "have", "say")
LEAD = 6  # sentences at the beginning of an article that its own day may date
STAMP_REACH = 60  # characters at a sentence's head, in which a page speaks of itself


def list_sentences(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    dates: pd.DataFrame,
    clauses: Clauses,
) -> pd.DataFrame:
    """Return the sentences of the body that may tell something of a day, one row each.

    These are those with a date, and an article's first, which its own day may date.

    Questions, captions, fragments without a finite verb and a page's words on itself
    tell nothing.

    Returns:
        `article` (its number), `first`, `last` (tokens, half-open), `start`, `end`
        (characters), `place` (number in the body), `opening` ("pronoun",
        "connective", ""), `broken` (it lacks an end or a head), `scene` (it begins in
        the present tense, as lines below pictures do), `present` (it is all in that
        tense), `recurs` (boilerplate).
    """
    sentences = _of_body(tokens)
    first = sentences["first"].to_numpy()
    last = sentences["last"].to_numpy()
    spans = Spans(clauses, first, last)
    sentences["opening"] = name_openings(spans)
    sentences["broken"] = is_broken(spans)
    sentences["scene"] = _begins_in_present(spans)
    sentences["present"] = _is_present(spans)
    sentences = sentences[_is_telling(spans)]
    recurs = _recurs(sentences, clauses, articles)
    sentences = sentences.assign(recurs=recurs)
    # Patterns are looked for only in what may be used: they are slow.
    sentences = sentences[_is_leading_or_dated(sentences, clauses, dates)]
    is_caption = _is_caption(sentences, articles)
    is_stamp = _is_stamp(sentences, articles)
    is_teaser = _matches(pattern("teasers"), sentences, articles)
    is_of_page = is_caption | is_stamp | is_teaser
    sentences = sentences[~is_of_page].reset_index(drop=True)
    has_byline = _matches(pattern("bylines"), sentences, articles)
    sentences["broken"] |= has_byline
    return sentences


def _is_leading_or_dated(
    sentences: pd.DataFrame, clauses: Clauses, dates: pd.DataFrame
) -> np.ndarray:
    """Say which sentences a date or the article's own day may date."""
    is_lead = sentences["place"] < LEAD
    begins, _ = clauses.rows(dates)
    ordered = np.sort(begins)
    first = np.searchsorted(ordered, sentences["first"])
    last = np.searchsorted(ordered, sentences["last"])
    is_dated = first < last
    return is_lead.to_numpy() | is_dated


def _of_body(tokens: pd.DataFrame) -> pd.DataFrame:
    first = sentence_starts(tokens)
    following = np.append(first, len(tokens))
    last = following[1:]
    in_body = tokens["part"] == "body"
    is_body = in_body.to_numpy()[first]
    first = first[is_body]
    last = last[is_body]
    codes = tokens["article"].cat.codes.to_numpy()
    article = codes[first].astype(np.int64)
    first_of_article = np.searchsorted(article, article)
    starts = tokens["start"].to_numpy()
    ends = tokens["end"].to_numpy()
    final = last - 1
    numbers = np.arange(len(first))
    return pd.DataFrame(
        {
            "article": article,
            "first": first,
            "last": last,
            "start": starts[first],
            "end": ends[final],
            "place": numbers - first_of_article,
        }
    )


def _is_present(spans: Spans) -> np.ndarray:
    """Say which sentences hold a finite verb, and none in past tense or with a modal."""
    clauses = spans.clauses
    is_past = clauses.has_tag(PAST_TAGS)
    # "Jane Doe, left, opens the fair" says where she stands.
    is_comma = clauses.is_one_of([","])
    is_between_commas = follows(is_comma) & precedes(is_comma)
    is_side_word = clauses.is_one_of(language()["sides"])
    is_side = is_side_word & is_between_commas
    has_finite = spans.have(clauses.is_finite)
    is_telling_past = is_past & ~is_side
    has_past = spans.have(is_telling_past)
    return has_finite & ~has_past


def _begins_in_present(spans: Spans) -> np.ndarray:
    """Say whose first verb is in the present tense, and not "is", "has" or "says".

    No picture's line begins with these.
    """
    clauses = spans.clauses
    is_verb = clauses.has_tag(PRESENT_TAGS)
    is_state = clauses.has_lemma(STATE_VERBS)
    is_scene = is_verb & ~is_state
    padded = np.append(is_scene, False)  # where no verb follows
    return padded[spans.first_verb]


def _is_caption(sentences: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Say which sentences in the present tense tell where somebody is in a picture."""
    is_caption = sentences["present"].to_numpy(copy=True)
    in_present = sentences[is_caption]
    has_caption_words = _matches(pattern("captions"), in_present, articles)
    is_caption[is_caption] = has_caption_words
    return is_caption


def _matches(
    wanted: re.Pattern[str],
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
) -> np.ndarray:
    """Say which sentences hold a pattern."""
    texts = articles["text"].tolist()
    spans = sentences[["article", "start", "end"]]
    matches = []
    for number, start, end in spans.itertuples(index=False):
        match = wanted.search(texts[number], start, end)
        matches.append(match is not None)
    return np.array(matches, dtype=bool)


def _is_telling(spans: Spans) -> np.ndarray:
    """Say which are statements with a finite verb, and not of a diary or a letter."""
    clauses = spans.clauses
    lists = language()
    is_question = clauses.is_one_of(["?"])
    is_of_caption = clauses.is_one_of(lists["caption_words"])
    # Not that of "World War I".
    is_pronoun = clauses.has_tag(["PRP"])
    is_first_person = clauses.is_one_of(["i"]) & is_pronoun
    is_of_diary = is_first_person & ~clauses.quoted
    is_conditional = clauses.is_one_of(lists["conditionals"])
    is_supposed = is_conditional[spans.first]
    is_other = is_question | is_of_caption | is_of_diary
    has_other = spans.have(is_other)
    has_finite = spans.have(clauses.is_finite)
    is_no_statement = is_supposed | has_other
    return has_finite & ~is_no_statement


def _is_stamp(sentences: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Say at the head of which sentences a page speaks of itself."""
    texts = articles["text"].tolist()
    stamps = pattern("stamps")
    places = zip(sentences["article"], sentences["start"], strict=True)
    is_stamp = []
    for number, start in places:
        end = start + STAMP_REACH
        head = texts[number][start:end]
        match = stamps.search(head)
        is_stamp.append(match is not None)
    return np.array(is_stamp, dtype=bool)


def _recurs(
    sentences: pd.DataFrame, clauses: Clauses, articles: pd.DataFrame
) -> np.ndarray:
    """Say which sentences an outlet prints word for word on several days."""
    printed = _printed(sentences, clauses, articles)
    has_outlet = ~printed["outlet"].isin(UNKNOWN_OUTLETS)
    has_day = printed["day"].notna()
    known = printed[has_outlet & has_day]
    same_wording = known.groupby(["outlet", "wording"])
    on_days = same_wording["day"].transform("nunique")
    counts = on_days.reindex(printed.index, fill_value=0)
    is_boilerplate = counts >= BOILERPLATE_DAYS
    return is_boilerplate.to_numpy()


def _printed(
    sentences: pd.DataFrame, clauses: Clauses, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return for each sentence who printed it and when, and its words as one value."""
    number = sentences["article"].to_numpy()
    names = articles["outlet"].astype("str").fillna("")
    outlets = names.to_numpy(dtype=object)
    published = articles["published"].dt.floor("D")
    days = published.to_numpy()
    spans = sentences[["first", "last"]]
    wordings = []
    for first, last in spans.itertuples(index=False):
        norms = clauses.norm[first:last]
        wordings.append(norms.tobytes())
    return pd.DataFrame(
        {
            "outlet": outlets[number],
            "day": days[number],
            "wording": wordings,
        }
    )
