"""A case on either side of constants on which the results turn."""

from collections import Counter
from itertools import pairwise
from math import sqrt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from broadsheet import charts
from broadsheet.articles.duplicates import duplicate_of
from broadsheet.articles.suspicious import reasons_to_suspect
from broadsheet.dates import find_dates
from broadsheet.names import find_names
from broadsheet.names.gender import _weigh
from broadsheet.quotes.attributions import CONTENT, EVIDENCE
from broadsheet.quotes.choosing import choose
from broadsheet.quotes.network import Network
from broadsheet.quotes.pieces import keep_nearest_owner
from broadsheet.quotes.reading import Attribution
from broadsheet.report.structure import Structure, content_policy
from broadsheet.text import tokenize
from broadsheet.text.lemmas import find_lemma
from broadsheet.text.norms import fold
from broadsheet.timeline.disagreements import _same_thing
from broadsheet.timeline.grouping import (
    ALIKE,
    ANOTHER_DAY,
    SAME_DAYS,
    VAGUER,
    group_mentions,
)
from broadsheet.words import compare_words, concordance, measures

FAIRLY_SURE, SURER = 1.0, 3.0  # logits


def attributions_of(*logits: float) -> pd.DataFrame:
    """Attributions of which only the first piece of evidence differs."""
    evidence = dict.fromkeys(EVIDENCE, 0.0)
    return pd.DataFrame([evidence | {EVIDENCE[0]: logit} for logit in logits])


def network_that_believes_the_first_evidence() -> Network:
    weight = np.zeros(len(EVIDENCE) + 5)
    weight[0] = 1.0
    arrays = {"score.weight": weight, "score.bias": np.zeros(1), "least": np.array(0.4)}
    return Network(arrays)


def contents(*spans: tuple[int, int]) -> pd.DataFrame:
    rows = [(number, CONTENT, *span) for number, span in enumerate(spans)]
    return pd.DataFrame(rows, columns=["attribution", "kind", "first", "last"])


@pytest.mark.parametrize(
    ("contested", "is_weak"),
    [(4, False), (5, False), (6, True)],
)
def test_an_attribution_stands_while_half_of_its_content_is_its_own(contested, is_weak):
    attributions = attributions_of(FAIRLY_SURE, SURER)
    spans = contents((0, 10), (10 - contested, 30))
    network = network_that_believes_the_first_evidence()
    kept, _ = choose(attributions, spans, network)
    assert kept["is_weak"].tolist() == [is_weak, False]


@pytest.mark.parametrize(("contested", "owners"), [(4, 2), (5, 1)])
def test_a_piece_is_lost_to_a_nearer_cue_that_claims_half_of_it(contested, owners):
    far = Attribution(anchor=40, score=1.0, speech=1.0, content=[(10, 20)])
    near_content = [(10, 10 + contested)]
    near = Attribution(anchor=9, score=1.0, speech=1.0, content=near_content)
    text = SimpleNamespace(sentence=[0] * 50, size=50)
    kept = keep_nearest_owner([far, near], text)
    assert len(kept) == owners
    assert near in kept


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("plogged", "plog"),
        ("flissed", "fliss"),
        ("driffed", "driff"),
        ("fluzzed", "fluzz"),
        ("frelled", "frell"),
        ("cantrelled", "cantrel"),
    ],
)
def test_a_consonant_doubled_for_the_ending_goes_from_verbs_in_no_list(word, lemma):
    assert find_lemma(word, "VBD") == lemma


def mention(
    earliest: str, latest: str, expression: str, words: str, number: int
) -> dict:
    return {
        "article": f"a{number}",
        "start": 0,
        "earliest": pd.Timestamp(earliest),
        "latest": pd.Timestamp(latest),
        "expression": expression,
        "precision": "day",
        "dated": True,
        "words": [words],
    }


def vectors_at(cosine: float) -> list[dict[str, float]]:
    return [
        {"dam": 1.0},
        {"dam": cosine, "burst": sqrt(1 - cosine**2)},
    ]


DAY = ("2021-10-08", "2021-10-09", "8 October")
MONTH = ("2021-10-01", "2021-11-01", "October")
NEXT_DAY = ("2021-10-09", "2021-10-10", "9 October")
FRIDAY = ("2021-10-08", "2021-10-09", "Friday")
NEXT_FRIDAY = ("2021-10-15", "2021-10-16", "on Friday")
NEXT_SATURDAY = ("2021-10-16", "2021-10-17", "on Saturday")


def events_of(first: tuple, second: tuple, cosine: float) -> int:
    rows = [mention(*first, "one", 1), mention(*second, "two", 2)]
    numbers, _ = group_mentions(pd.DataFrame(rows), vectors_at(cosine))
    return len(set(numbers))


@pytest.mark.parametrize(
    ("second", "edge"),
    [
        (DAY, SAME_DAYS),
        (MONTH, VAGUER),
        (NEXT_DAY, ANOTHER_DAY),
    ],
)
def test_mentions_are_one_event_from_the_edge_of_likeness_on(second, edge):
    assert events_of(DAY, second, edge + 0.01) == 1
    assert events_of(DAY, second, edge - 0.01) == 2


def test_a_weekday_a_week_later_is_the_same_event_if_told_alike():
    assert events_of(FRIDAY, NEXT_FRIDAY, ALIKE + 0.01) == 1
    assert events_of(FRIDAY, NEXT_FRIDAY, ALIKE - 0.01) == 2
    assert events_of(FRIDAY, NEXT_SATURDAY, ALIKE + 0.01) == 2


def test_a_full_date_a_week_later_is_another_event():
    dated = ("2021-10-15", "2021-10-16", "15 October")
    assert events_of(DAY, dated, ALIKE + 0.01) == 2


def test_the_edges_of_likeness_are_what_was_set():
    edges = (SAME_DAYS, VAGUER, ANOTHER_DAY, ALIKE)
    assert edges == (0.3, 0.25, 0.75, 0.4)


@pytest.mark.parametrize(
    ("pronoun", "gender"),
    [("she", "female"), ("he", "male"), ("they", "")],
)
def test_a_subject_after_an_aside_is_the_one_just_named(pronoun, gender):
    text = f"Quillon Vastry, of the harbour board, said {pronoun} had seen the boat."
    articles = pd.DataFrame({"text": [text]})
    names = find_names(tokenize(articles), articles)
    assert names["gender"].astype(object).fillna("").tolist() == [gender]


def counted(group: str, articles: int, count: int, error: float) -> dict:
    """A row of `count_words`: one word in a group of a thousand words an article."""
    return {
        "word": "mill",
        "outlet": group,
        "count": count,
        "total": 1000 * articles,
        "per_thousand": count / articles,
        "articles": articles,
        "of_articles": articles,
        "se": error,
        "is_stop": False,
    }


def test_a_group_of_one_article_is_as_unsure_as_its_count():
    """Its word may be that article's alone, though other groups stand on its side."""
    rows = [
        counted("Echo", 1, 40, np.nan),
        counted("Star", 4, 4, 0.1),
        counted("Post", 5, 5, 0.1),
    ]
    compared = compare_words(pd.DataFrame(rows), ["Echo", "Star"], "Post", min_count=1)
    assert compared["p_articles"].tolist()[0] > 0.01
    rows[0]["se"] = 0.1
    compared = compare_words(pd.DataFrame(rows), ["Echo", "Star"], "Post", min_count=1)
    assert compared["p_articles"].tolist()[0] < 0.01


@pytest.mark.parametrize(("words", "reasons"), [(15_000, 0), (15_001, 1)])
def test_a_text_of_very_many_words_may_be_no_article(words, reasons):
    assert len(reasons_to_suspect("word " * words)) == reasons


@pytest.mark.parametrize(("occurrences", "is_corrected"), [(10, False), (9, True)])
def test_a_small_table_is_one_that_expects_fewer_than_five(occurrences, is_corrected):
    table = (8, occurrences - 8, 100, 100)
    found = measures.chi_squared(*table, correction="small")
    assert found == measures.chi_squared(*table, correction=is_corrected)
    assert found != measures.chi_squared(*table, correction=not is_corrected)


@pytest.mark.parametrize(("shared", "is_same"), [(4, True), (3, False)])
def test_figures_are_of_one_thing_if_four_in_ten_words_agree(shared, is_same):
    first = SimpleNamespace(context=set(range(10)))
    second = SimpleNamespace(context=set(range(10 - shared, 30)))
    assert _same_thing(first, second) == is_same


@pytest.mark.parametrize(
    ("follows", "sorted_"),
    [("was old", True), ("was old and", False)],  # then "zinc" and "iron"
)
def test_three_words_decide_the_order_of_lines(follows, sorted_):
    texts = [f"The mill {follows} {last}." for last in ("zinc", "iron")]
    lines = concordance(tokenize(pd.DataFrame({"text": texts})), "mill", by="right")
    assert ("iron" in lines["right"].tolist()[0]) == sorted_


def test_a_day_that_a_verb_of_the_present_goes_with_lies_ahead():
    wednesday = pd.Timestamp("2021-10-06")
    texts = {"text": ["The path reopens to walkers on Monday."], "published": wednesday}
    articles = pd.DataFrame(texts)
    assert find_dates(articles, tokenize(articles))["value"].tolist() == ["2021-10-11"]


@pytest.mark.parametrize(("same", "is_duplicate"), [(60, True), (59, False)])
def test_a_reprint_shares_six_in_ten_of_its_sequences(same, is_duplicate):
    words = [f"word{n}" for n in range(107)]  # a hundred sequences of eight words
    kept = same + 7
    other = words[:kept] + [f"other{n}" for n in range(107 - kept)]
    texts = [" ".join(words), " ".join(other)]
    articles = pd.DataFrame({"text": texts, "outlet": "Echo"}, index=["a", "b"])
    assert duplicate_of(articles).notna().tolist() == [False, is_duplicate]


@pytest.mark.parametrize(
    ("women", "men", "by_name", "gender"),
    [
        (2, 0, "male", "male"),  # too few to be believed against the name
        (3, 0, "male", "female"),
        (8, 2, "", "female"),
        (7, 3, "", ""),  # too many speak against it
    ],
)
def test_pronouns_are_believed_if_they_are_many_and_agree(women, men, by_name, gender):
    votes = Counter(female=women, male=men)
    assert _weigh(set(), votes, by_name)[0] == gender


@pytest.mark.parametrize("dash", "‒‐‑–—―-")
def test_every_dash_in_a_word_is_folded_into_a_hyphen(dash):
    assert fold(f"Twenty{dash}One") == "twenty-one"


def test_the_names_of_all_speakers_can_be_read_on_a_phone():
    names = [
        "Bartholomew Featherstone",
        "Wilhelmina Throckmorton",
        "Cassandra Oglethorpe",
    ]
    names += ["Montgomery Higginbotham", "Evangeline Ravensworth"]
    counts = pd.DataFrame(
        {"speaker": names, "verb": "say", "quotations": range(5, 0, -1)}
    )
    figure = charts.quotes.verbs(counts).narrow()
    figure.draw_without_rendering()
    labels = [
        label for label in figure.axes[0].get_xticklabels() if label.get_visible()
    ]
    boxes = [label.get_window_extent() for label in labels if label.get_text()]
    assert len(boxes) == 1 + len(names)
    assert all(left.x1 <= right.x0 for left, right in pairwise(boxes))


def test_a_page_may_load_send_and_rebase_nothing():
    policy = content_policy(Structure(), "p { margin: 0 }")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives.pop("style-src-elem").startswith("'sha256-")
    assert directives == {
        "default-src": "'none'",
        "img-src": "data:",
        "script-src": "'none'",
        "style-src-attr": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
