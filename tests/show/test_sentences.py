"""The sentences of the pages, for none, one, two that are level, and many."""

import re

import pandas as pd
import pytest

from broadsheet.show import choose, sentences
from broadsheet.text import tokenize
from broadsheet.words import count_words

# What no sentence may hold: one with a plural, none as if it were some, names that are none.
BROKEN = re.compile(
    r"(?<![\d.,])1 (times|articles|outlets|quotations|events|words|days|speakers|stories|passages|changes)\b"
    r"|(?<![\d.,])0 (outlets|quotations|times)\b|\b1 of 1\b|\bnan\b|NaT|<NA>|\.\.$|  "
)


def check(text):
    assert not BROKEN.search(text), text
    assert text[0].isupper() or text[0].isdigit() or text[0] == "“", text
    assert text.endswith((".", "”", "…”")), text
    return text.replace("\xa0", " ")


def some_articles(number, outlets=("Echo",), days=True, language="en"):
    rows = [
        {
            "outlet": outlets[n % len(outlets)] if outlets else None,
            "published": pd.Timestamp("2020-05-04") + pd.Timedelta(days=n)
            if days
            else pd.NaT,
            "language": language,
            "duplicate_of": None,
            "text": "A text.",
            "title": None,
        }
        for n in range(number)
    ]
    frame = pd.DataFrame(
        rows,
        columns=["outlet", "published", "language", "duplicate_of", "text", "title"],
    )
    frame.index = pd.Index([f"a{n}" for n in range(number)], name="article")
    return frame.astype({"published": "datetime64[s]", "outlet": "category"})


@pytest.mark.parametrize(
    ("articles", "text"),
    [
        (some_articles(1, ()), "1 article from an unknown outlet, 4 May 2020."),
        (
            some_articles(2, ()),
            "2 articles from unknown outlets, 4 May 2020 to 5 May 2020.",
        ),
        (
            some_articles(1, days=False),
            "1 article from 1 outlet; no day of publication is known.",
        ),
        (
            some_articles(3, ("A", "B")),
            "3 articles from 2 outlets, 4 May 2020 to 6 May 2020.",
        ),
        (
            some_articles(2, ("A", None)),
            "2 articles from one known outlet, 4 May 2020 to 5 May 2020.",
        ),
    ],
)
def test_what_was_read(articles, text):
    assert check(sentences.articles_finding(articles)) == text


def test_articles_in_other_languages_are_told():
    assert "None is in English" in check(
        sentences.articles_finding(some_articles(2, language="de"))
    )
    mixed = pd.concat([some_articles(2), some_articles(1, language="de")])
    assert "One is not in English" in check(sentences.articles_finding(mixed))


def some_people(*quotations):
    return pd.DataFrame(
        {
            "speaker": [f"Person {n}" for n in range(len(quotations))],
            "speaker_kind": "person",
            "quotations": quotations,
            "share": [1 / max(len(quotations), 1)] * len(quotations),
        }
    )


@pytest.mark.parametrize(
    ("quotations", "text"),
    [
        ((), ""),
        ((1,), "Person 0 is the only person quoted by name, once."),
        ((3, 1), "Of named people, Person 0 is quoted most, three times."),
        (
            (4, 4, 1),
            "Of named people, Person 0 and Person 1 are quoted most, four times each.",
        ),
        ((1, 1, 1), "Three people are quoted by name, each of them once."),
        (
            (2,) * 6,
            "Of named people, Person 0, Person 1, Person 2, Person 3 and 2 more are quoted most, twice each.",
        ),
    ],
)
def test_who_is_quoted_most(quotations, text):
    assert sentences.most_quoted(some_people(*quotations)) == text


def some_quotes(*kinds):
    columns = {"article": "a0", "speaker_kind": kinds, "kind": "direct", "score": 0.9}
    return pd.DataFrame(columns, index=range(len(kinds)))


@pytest.mark.parametrize(
    "kinds", [(), ("person",), ("unnamed",), ("person", "group"), ("person",) * 12]
)
@pytest.mark.parametrize("number", [1, 2, 7])
def test_sentences_on_quotations(kinds, number):
    quotes, articles = some_quotes(*kinds), some_articles(number)
    people = some_people(*[1] * kinds.count("person"))
    check(sentences.quotes_finding(quotes, people, articles))
    check(sentences.voices_sentence(people))
    check(sentences.directness_sentence(quotes))
    check(sentences.unnamed_sentence(quotes))
    assert bool(sentences.doubtful_sentence(quotes)) == bool(kinds)


def a_comparison(*ratios, significant=True, total=1_000, reference_total=1_000):
    rows = [
        {
            "word": f"w{n}",
            "is_stop": False,
            "count": 8 if ratio > 0 else 2,
            "reference_count": 2 if ratio > 0 else 8,
            "total": total,
            "reference_total": reference_total,
            "log_ratio": ratio,
            "log_ratio_low": ratio - 1,
            "log_ratio_high": ratio + 1,
            "articles_low": ratio - 1,
            "articles_high": ratio + 1,
            "log_likelihood": 5.0,
            "p_adjusted": 0.01,
            "significant": significant,
        }
        for n, ratio in enumerate(ratios)
    ]
    return pd.DataFrame(
        rows, columns=rows[0] if rows else ["word", "significant", "log_ratio"]
    )


def test_with_one_article_on_a_side_nothing_is_beyond_chance():
    text = check(sentences.words_finding(a_comparison(2, -2), "Echo", "Star", (1, 20)))
    assert "beyond chance" not in text
    assert "differences between articles" in text


def test_with_few_articles_it_is_said_that_they_are_few():
    words = a_comparison(2, significant=False)
    assert "too few" in check(sentences.words_finding(words, "Echo", "Star", (9, 9)))
    many = check(sentences.words_finding(words, "Echo", "Star", (10, 10)))
    assert "too few" not in many
    assert "No word sets" in many
    assert "2.0 to 8.0 times as often" in many


def test_counts_of_sides_of_unlike_size_stand_beside_the_size():
    alike = a_comparison(2, total=2_000)
    assert "8 against 2" in sentences.words_finding(alike, "Echo", "Star", (20, 20))
    unlike = a_comparison(2, total=2_001)
    text = check(sentences.words_finding(unlike, "Echo", "Star", (20, 20)))
    assert "8 in 2,001 words against 2 in 1,000" in text


def test_words_beyond_chance_are_those_of_their_side():
    text = check(sentences.words_finding(a_comparison(2, -2), "Echo", "Star", (20, 20)))
    assert re.search(r"more often in Echo “w0”.*; more often in Star “w1”", text)
    assert check(
        sentences.words_finding(a_comparison(2), "Echo", "Star", (20, 20))
    ).startswith("One word")
    check(sentences.words_finding(a_comparison(), "Echo", "Star", (20, 20)))


def test_forms_of_address_and_parts_of_exports_do_not_lead():
    words = a_comparison(2, 2, 2).assign(word=["Mr.", "ABSTRACT", "harbour"])
    assert choose.telling_words(words)["word"].tolist() == ["harbour"]


def some_events(*outlets, background=False):
    rows = [
        {
            "earliest": pd.Timestamp("2020-05-04"),
            "latest": pd.Timestamp("2020-05-05"),
            "precision": "day",
            "what": "The bridge was shut.",
            "outlets": list(names),
            "importance": 1.0 / (n + 1),
            "background": background,
            "mentions": 1,
        }
        for n, names in enumerate(outlets)
    ]
    frame = pd.DataFrame(rows)
    if rows:
        frame = frame.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})
    return frame


@pytest.mark.parametrize(
    "outlets", [(), ("A",), ("A", "B"), ("AB", "A"), ("AB", "AB", "A")]
)
@pytest.mark.parametrize("background", [False, True])
def test_sentences_on_events(outlets, background):
    articles = some_articles(4, ("A", "B"))
    text = check(
        sentences.events_finding(some_events(*outlets, background=background), articles)
    )
    assert ("outlet" in text) == (len(outlets) > 1)


def test_what_lies_far_outside_does_not_widen_the_period():
    far = some_events("A", background=True)
    far["earliest"] = pd.Series([pd.Timestamp("1850-01-01")], dtype="datetime64[s]")
    events = pd.concat([some_events("A", "B"), far], ignore_index=True)
    text = check(sentences.events_finding(events, some_articles(4, ("A", "B"))))
    assert "in 2020" in text
    assert "One more lies further back or ahead." in text


def some_clusters(shared, alone):
    rows = [{"outlet": "A", "cluster": 0, "wire": "Reuters"}] * shared
    rows += [{"outlet": "B", "cluster": None, "wire": None}] * alone
    return pd.DataFrame(rows, columns=["outlet", "cluster", "wire"])


@pytest.mark.parametrize(
    ("shared", "alone"), [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (3, 9)]
)
def test_copies(shared, alone):
    text = check(sentences.copies_sentence(some_clusters(shared, alone)))
    assert "independently" not in text


def test_without_shared_copy_coverage_is_compared_and_nothing_was_dropped():
    rows = [("speaker", "Ann Lee", "A", "B", 2, 0), ("word", "harbour", "B", "A", 3, 0)]
    columns = ["kind", "name", "outlet", "other", "count", "other_count"]
    coverage = pd.DataFrame(rows, columns=columns)
    articles = some_articles(2, ("A", "B"))
    text = check(
        sentences.outlets_finding(pd.DataFrame(), articles, coverage, ("A", "B"))
    )
    assert (
        "A has 1 speaker that B lacks (the speaker is Ann Lee); B has 1 word that A lacks"
        in text
    )
    assert not re.search("dropped|100%|independent", text)
    for some in (
        some_articles(0),
        some_articles(1),
        some_articles(3),
        some_articles(3, ()),
    ):
        check(sentences.outlets_finding(pd.DataFrame(), some, coverage.head(0), None))


@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_other_sentences(number):
    articles = some_articles(number)
    check(sentences.days_known(articles))
    check(sentences.languages_sentence(articles))
    check(sentences.duplicates_sentence(articles))
    check(sentences.skipped_sentence(articles))
    check(sentences.lengths_sentence(pd.Series([3] * number)))
    check(sentences.set_aside_sentence(pd.DataFrame({"article": ["a"] * number})))
    check(sentences.shown_sentence(min(number, 2), number, "most dates"))
    check(sentences.nothing_to_compare(articles))
    check(sentences.changes_sentence(articles))


def test_a_word_is_shown_as_it_is_written_most():
    articles = pd.DataFrame(
        {"text": ["At the U.S. line. In the US, near the U.S. border."]}, index=["a"]
    )
    counts = choose.in_written_form(count_words(tokenize(articles), by=None))
    assert {"U.S.", "border"} <= set(counts["word"])


def test_the_first_rows_are_from_as_many_articles_as_there_are():
    rows = pd.DataFrame({"article": list("aaabbc"), "score": [1, 3, 2, 5, 4, 0]})
    order = choose.spread_over_articles(rows, "score")
    first = rows.iloc[order]
    assert first["article"].tolist() == ["b", "a", "c", "b", "a", "a"]
    assert first["score"].tolist() == [5, 3, 0, 4, 2, 1]
    some = choose.spread_over_articles(rows, among=rows["score"] < 4)
    assert some.tolist() == [0, 5, 1, 2]


@pytest.mark.parametrize(
    ("counts", "begin"),
    [
        ({"politician": 4}, "All quotations of named people are in the role of"),
        ({"politician": 3, "expert": 2}, "Most of the quotations"),
        ({"politician": 2, "expert": 1, "unknown": 2}, "The largest share of the"),
        ({"politician": 2, "expert": 2}, "The largest shares of the quotations"),
    ],
)
def test_most_is_said_of_more_than_half(counts, begin):
    people = pd.DataFrame(
        {"role_group": list(counts), "quotations": list(counts.values())}
    ).assign(source_kind="person")
    assert sentences.roles_sentence(people).startswith(begin)


def test_none_of_several_that_kept_as_much_is_said_to_have_kept_most():
    articles = pd.DataFrame({"outlet": ["Echo", "Star", "Sun"]}, index=["a", "b", "c"])
    pairs = {"article_a": ["a", "a", "b"], "article_b": ["b", "c", "c"]}
    shares = pd.DataFrame({**pairs, "kept": [0.9, 0.9, 0.5]})
    text = sentences.outlets_finding(shares, articles, pd.DataFrame(), None)
    assert text.endswith("two kept most, 90% each.")
    text = sentences.outlets_finding(shares.iloc[1:], articles, pd.DataFrame(), None)
    assert text.endswith("Sun kept most, 90% of the words of Echo.")


def test_those_that_kept_every_word_are_said_to_have_kept_all():
    articles = pd.DataFrame({"outlet": ["Echo", "Star", "Sun"]}, index=["a", "b", "c"])
    pairs = {"article_a": ["a", "a", "b"], "article_b": ["b", "c", "c"]}
    shares = pd.DataFrame({**pairs, "kept": [1.0, 1.0, 0.5]})
    text = sentences.outlets_finding(shares, articles, pd.DataFrame(), None)
    assert text.endswith("; two kept all of them.")


def test_the_words_of_one_article_are_not_those_of_an_outlet_with_several():
    pair = {"article_a": ["a"], "article_b": ["b"], "words_a": [90], "words_b": [80]}
    parts = {"kept": [0.5], "reworded": [0.3], "dropped": [0.2], "added": [0.1]}
    shares = pd.DataFrame(pair | parts)
    two = pd.DataFrame({"outlet": ["Echo", "Star"]}, index=["a", "b"])
    text = sentences.outlets_finding(shares, two, pd.DataFrame(), None)
    assert text.startswith("Of the 90 words of Echo, Star kept 50%")
    three = pd.DataFrame({"outlet": ["Echo", "Star", "Echo"]}, index=["a", "b", "c"])
    text = sentences.outlets_finding(shares, three, pd.DataFrame(), None)
    assert text.startswith("Of the 90 words of an article in Echo, Star kept 50%")


def test_a_colon_is_no_verb():
    verbs = pd.DataFrame(
        {"speaker": ["A", "B"], "verb": ["no verb", "say"], "quotations": [9, 1]}
    )
    assert sentences.verbs_sentence(verbs).endswith("“say”.")


def test_the_events_set_apart_are_those_the_sentence_sets_apart():
    articles = some_articles(4, ("A", "B"))
    events = pd.concat(
        [some_events("A"), some_events("A", background=True)], ignore_index=True
    )
    own, distant = choose.split_by_period(events, articles)
    assert (len(own), len(distant)) == (1, 1)
    own, distant = choose.split_by_period(events.iloc[1:], articles)
    assert (len(own), len(distant)) == (1, 0), "there is nothing to set it apart from"


@pytest.mark.parametrize(
    ("articles", "text"),
    [
        ({}, "There are no two sides, so there is nothing to set one apart from."),
        (
            {"A": 4},
            "There are no two sides, so there is nothing to set one apart from.",
        ),
        ({"A": 4, "B": 2}, ""),
        ({"A": 4, "B": 1}, "B has one article, which cannot tell"),
        ({"A": 1, "B": 1}, "Both sides have one article each, which cannot tell"),
        ({"A": 1, "B": 1, "C": 1}, "All 3 sides have one article each, which"),
        ({"A": 4, "B": 2, "C": 1}, "C has one article, which cannot tell"),
        ({"A": 4, "B": 1, "C": 1}, "B and C have one article each, which"),
    ],
)
def test_sides_with_one_article_are_named_once(articles, text):
    sizes = pd.DataFrame({"of_articles": pd.Series(articles, dtype=int)})
    written = sentences.own_words_sentence(sizes)
    assert written.startswith(text)
    assert bool(written) == bool(text)


def some_dates(*rows):
    columns = ["type", "earliest", "latest", "anchor"]
    dates = pd.DataFrame(rows, columns=columns)
    for name in ("earliest", "latest"):
        dates[name] = pd.to_datetime(dates[name])
    return dates


DAY = ("DATE", "2020-05-04", "2020-05-05", "itself")
TODAY = ("DATE", "2020-05-04", "2020-05-05", "published")
HOURS = ("DURATION", None, None, "itself")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([DAY], "The one expression of time, 1 date, means days of the calendar."),
        ([TODAY], "resolved from the day of publication or the text before."),
        ([HOURS], "1 length of time, means no day of the calendar."),
        ([DAY, HOURS], "One of them means days of the calendar; none could"),
    ],
)
def test_one_date_is_told_as_one(rows, text):
    assert text in check(sentences.dates_sentence(some_dates(*rows)))


def test_days_are_named_by_an_article_or_by_articles():
    dates = some_dates(DAY)
    one = check(sentences.coverage_sentence(some_articles(1), dates))
    assert "The one day it names is" in one
    several = some_articles(3)
    several.loc[several.index[1:], "published"] = pd.NaT
    text = check(sentences.coverage_sentence(several, dates))
    assert "The one article whose day is known came out on" in text
    assert "The one day they name is" in text


def silent(*mentions):
    names = [f"Person {number}" for number in range(len(mentions))]
    return pd.DataFrame({"name": names, "mentions": mentions, "gender": "unknown"})


@pytest.mark.parametrize(
    ("mentions", "text"),
    [
        ((2,), "One person is named in full and never quoted: Person 0, twice."),
        ((2, 2), "never quoted: Person 0 and Person 1, twice each."),
        ((3, 1), "never quoted; most often Person 0, three times."),
    ],
)
def test_who_is_never_quoted(mentions, text):
    assert text in check(sentences.silent_sentence(silent(*mentions)))


def test_level_verbs_have_no_first():
    rows = pd.DataFrame({"verb": ["say", "add"], "quotations": [2, 2]})
    assert "all of them as often" in check(sentences.verbs_sentence(rows))
    first = check(sentences.verbs_sentence(rows.assign(quotations=[3, 2])))
    assert "“say” has 60% of all" in first
