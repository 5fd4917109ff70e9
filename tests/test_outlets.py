"""Copies, alignment and editing: gold cases, plain oracles, planted edits."""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet import charts, outlets
from broadsheet.arrays import ngram_ids
from broadsheet.outlets.agencies import agency_marks
from broadsheet.outlets.alignment import Fit, Within, _Matching
from broadsheet.outlets.copies import are_same_copy
from broadsheet.outlets.editor import word_changes
from broadsheet.outlets.ngrams import article_ngrams, shared_counts
from broadsheet.outlets.pairs import _in_order_of_days
from broadsheet.outlets.sequence import words_in_runs
from broadsheet.outlets.similarity import FEATURES, make_bag

GOLD = json.loads(
    (Path(__file__).parent / "gold" / "outlets_pairs.json").read_text(encoding="utf-8")
)


def make_articles(texts, names=None, **columns):
    """An `articles` frame of these texts, each from an outlet of its own."""
    names = names or [f"article-{n}" for n in range(len(texts))]
    missing = dict.fromkeys(
        ("title", "byline", "agency", "dateline", "url", "file"), pd.NA
    )
    frame = pd.DataFrame(
        missing | {"text": texts, "language": "en"},
        index=pd.Index(names, name="article"),
    )
    frame = frame.astype("str").assign(
        published=pd.NaT, outlet=[f"Outlet {n}" for n in range(len(texts))]
    )
    frame = frame.assign(**columns)
    return frame.assign(
        outlet=frame["outlet"].astype("category"),
        published=pd.to_datetime(frame["published"]),
    )


@pytest.fixture(scope="module")
def two():
    articles = bs.read_articles("data")
    tokens = bs.tokenize(articles)
    return articles, tokens, bs.compare_outlets(articles, tokens)


# The two articles


def test_every_pair_of_the_two_articles_is_right(two):
    _, _, overlaps = two
    found = {
        (
            None if pd.isna(row.start_a) else row.start_a,
            None if pd.isna(row.start_b) else row.start_b,
        ): (
            row.kind,
            row.moved,
        )
        for row in overlaps.itertuples()
    }
    right = {
        (row["start_a"], row["start_b"]): (row["kind"], row["moved"])
        for row in GOLD["sentences"]
    }
    assert found == right


def test_the_gold_begins_where_it_says(two):
    articles, _, _ = two
    for row in GOLD["sentences"]:
        for side in "ab":
            if row[f"start_{side}"] is not None:
                text = articles.at[GOLD[f"article_{side}"], "text"]
                assert text[row[f"start_{side}"] :].startswith(row[f"begins_{side}"])


@pytest.mark.parametrize("pair", GOLD["changes"])
def test_words_changed_in_the_two_articles(two, pair):
    changes = outlets.list_changes(two[2])
    assert pair in changes[["words_a", "words_b"]].to_numpy().tolist()


def test_words_dropped_from_a_reworded_lead(two):
    changes = outlets.list_changes(two[2])
    for words in GOLD["dropped_somewhere"]:
        assert changes["words_a"].str.contains(words).any()
        assert not changes["words_b"].str.contains(words).any()


def test_changes_stand_where_they_say(two):
    articles, _, overlaps = two
    for change in outlets.list_changes(overlaps).itertuples():
        assert (
            articles.at[change.article_a, "text"][change.start_a : change.end_a]
            == change.words_a
        )
        assert (
            articles.at[change.article_b, "text"][change.start_b : change.end_b]
            == change.words_b
        )


def test_facts_that_differ_in_the_two_articles(two):
    articles, _, overlaps = two
    read = outlets.read_sentences(articles, overlaps)
    names = " ".join(read[read["names_differ"]]["text_a"].dropna())
    numbers = " ".join(read[read["numbers_differ"]]["text_b"].dropna())
    assert "Felbab-Brown" in names
    assert "2021" in numbers
    assert not overlaps[overlaps["kind"] == "verbatim"][
        ["numbers_differ", "names_differ"]
    ].any(axis=None)


def test_attributions_that_differ(two):
    articles, tokens, overlaps = two
    assert overlaps["attribution_differs"].isna().all()
    texts = articles["text"]
    said = [
        ("Vanda Felbab-Brown", texts.index[0], "The United States wants"),
        ("analysts", texts.index[1], "Washington espouses"),
    ]
    said += [("Antony Blinken", name, "After 13 years") for name in texts.index]
    quotes = pd.DataFrame(
        {
            "article": [article for _, article, _ in said],
            "start": [texts[article].index(words) for _, article, words in said],
            "speaker": [who for who, _, _ in said],
            "source": [who for who, _, _ in said],
        }
    )
    flagged = bs.compare_outlets(articles, tokens, quotes=quotes)
    flagged = outlets.read_sentences(articles, flagged[flagged["attribution_differs"]])
    assert flagged["text_a"].str[:15].tolist() == ["The United Stat"]


def test_the_watch_runs_copy_of_reuters(two):
    articles, tokens, _ = two
    clusters = bs.copy_clusters(bs.find_copies(articles, tokens), articles, tokens)
    assert clusters["wire"].tolist() == ["Reuters", "Reuters"]
    assert clusters["source"].astype(str).unique().tolist() == [articles.index[0]]
    assert clusters["cluster"].tolist() == [0, 0]


def test_shares_sum_to_the_whole(two):
    shares = bs.editing_shares(two[2]).iloc[0]
    assert shares["kept"] + shares["reworded"] + shares["dropped"] == pytest.approx(1)
    assert shares["moved"] == 1
    assert 0 < shares["added"] < 1


def test_what_became_of_passages(two):
    articles, _, overlaps = two
    places = [
        (articles.index[0], "Cienfuegos"),
        (articles.index[1], "Bicentennial"),
        (articles.index[0], "painful"),
    ]
    rows = pd.DataFrame(
        {
            "article": [a for a, _ in places],
            "start": [articles.at[a, "text"].index(word) for a, word in places],
        }
    )
    fates = bs.what_became_of(rows, overlaps)
    assert sorted(zip(fates["start"], fates["fate"], strict=True)) == sorted(
        zip(rows["start"], ["dropped", "added", "reworded"], strict=True)
    )


PLACE = ["article", "sentence", "start", "end", "words", "shared"]
COLUMNS = [f"{name}_{side}" for side in "ab" for name in PLACE] + [
    *(
        "part",
        "kind",
        "moved",
        "similarity",
        "changes",
        "numbers_differ",
        "names_differ",
        "attribution_differs",
    )
]


def test_overlaps_keep_their_contract(two):
    articles, tokens, overlaps = two
    assert overlaps.columns.tolist() == COLUMNS
    empty = bs.compare_outlets(
        articles, tokens, pairs=pd.DataFrame({"article_a": [], "article_b": []})
    )
    assert empty.dtypes.drop("changes").equals(overlaps.dtypes.drop("changes"))
    assert str(overlaps["start_a"].dtype) == "Int32"
    again = bs.compare_outlets(articles, tokens)
    pd.testing.assert_frame_equal(overlaps, again)


# Copies


words = st.lists(st.integers(0, 3), max_size=40)


@given(st.lists(words, min_size=1, max_size=6), st.integers(1, 6))
def test_shared_ngrams_are_counted_exactly(texts, n):
    sets = [
        {tuple(text[k : k + n]) for k in range(len(text) - n + 1)} for text in texts
    ]
    code = np.array([word for text in texts for word in text], dtype=np.int64)
    article = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    grams = article_ngrams(code, article, n)
    assert grams.sizes(len(texts)).tolist() == [len(ngrams) for ngrams in sets]
    found = shared_counts(grams, len(texts))
    right = {
        (a, b): len(sets[a] & sets[b])
        for a in range(len(sets))
        for b in range(a + 1, len(sets))
        if sets[a] & sets[b]
    }
    assert {(a, b): shared for a, b, shared in found.itertuples(index=False)} == right


@given(st.lists(st.integers(0, 4), max_size=60), st.integers(1, 7))
def test_ngrams_are_numbered_exactly(code, n):
    if len(code) < n:
        return
    ids = ngram_ids(np.array(code), n).tolist()
    grams = [tuple(code[k : k + n]) for k in range(len(code) - n + 1)]
    assert len(set(zip(ids, grams, strict=True))) == len(set(ids)) == len(set(grams))


def test_containment_and_jaccard_of_two_sentences():
    articles = make_articles(
        ["One two three four five six.", "Zero one two three four five."]
    )
    pair = bs.find_copies(articles, bs.tokenize(articles)).iloc[0]
    assert (pair["shared"], pair["containment_a"], pair["containment_b"]) == (
        1,
        0.5,
        0.5,
    )
    assert pair["jaccard"] == pytest.approx(1 / 3)


SPEECH = (
    "“We will build the longest bridge that this river has ever seen, and we will build it before the "
    "winter comes, because the people of both banks have waited for it for thirty years and will not wait "
    "for another thirty.” "
)


def test_reports_that_quote_one_speech_are_no_copies():
    articles = make_articles(
        [
            SPEECH
            + "The mayor spoke to a crowd of hundreds near the old ferry landing on Tuesday morning.",
            "Voters cheered when their city's head opened her campaign yesterday. "
            + SPEECH,
        ]
    )
    pair = bs.find_copies(articles, bs.tokenize(articles)).iloc[0]
    assert pair["containment_a"] > 0.5
    assert not pair["same_copy"]


STORY = [
    f"The {thing} {verb} the {place} late on {day} while {count} people watched from the {where}."
    for thing, verb, place, day, count, where in [
        ("flood", "reached", "market", "Monday", "forty", "bridge"),
        ("storm", "hit", "harbour", "Tuesday", "ninety", "cliffs"),
        ("fire", "destroyed", "theatre", "Wednesday", "fifty", "square"),
        ("train", "left", "tunnel", "Thursday", "sixty", "platform"),
        ("judge", "closed", "court", "Friday", "seventy", "gallery"),
        ("choir", "filled", "church", "Saturday", "eighty", "balcony"),
    ]
]
OTHER = [
    "Engineers expect repairs to the northern dam to last into spring.",
    "Nobody had predicted that so much snow would melt within a week.",
    "Insurance companies put the damage at four million dollars.",
    "Schools in three valleys stay closed until further notice.",
]


def test_clusters_name_the_wire_and_the_earliest():
    texts = [
        "By Jane Roe\nSPRINGFIELD (AP) - " + " ".join(STORY),
        " ".join(STORY[:4]),
        " ".join(STORY[1:]),
        " ".join(OTHER),
    ]
    articles = make_articles(
        texts, published=["2021-10-08", "2021-10-09", "2021-10-10", "2021-10-07"]
    )
    tokens = bs.tokenize(articles)
    clusters = bs.copy_clusters(
        bs.find_copies(articles, tokens), articles, tokens
    ).set_index("article")
    assert clusters["cluster"].fillna(-1).tolist() == [0, 0, 0, -1]
    assert clusters["wire"].dropna().tolist() == ["AP"] * 3
    assert clusters["source"].astype(object).dropna().unique().tolist() == ["article-0"]
    assert clusters["contained"].iloc[0] == 1


def test_a_round_up_does_not_join_the_stories_it_is_made_of():
    one, other = STORY[:2], STORY[2:] + OTHER[:2]
    texts = [one, one + OTHER[2:3], other, other[:4], one + other + OTHER[2:]]
    articles = make_articles([" ".join(text) for text in texts])
    clusters = bs.copy_clusters(
        bs.find_copies(articles, bs.tokenize(articles)), articles
    ).set_index("article")
    cluster = clusters["cluster"].reindex(articles.index).tolist()
    assert cluster[0] == cluster[1] != cluster[2] == cluster[3]
    assert cluster[4] == cluster[2]  # of which it holds more


def test_agencies_are_not_taken_from_picture_credits():
    articles = make_articles(
        [
            "It rained all day in the hills.\n\nPHOTO: REUTERS",
            "PARIS (AFP) - It rained all day in the hills.",
        ],
    )
    assert agency_marks(articles, bs.tokenize(articles)).fillna("").tolist() == [
        "",
        "AFP",
    ]
    assert agency_marks(articles.assign(agency="The Associated Press")).tolist() == [
        "AP",
        "AP",
    ]


# Runs


@given(
    st.lists(st.integers(0, 5), max_size=80),
    st.lists(st.integers(0, 5), max_size=80),
    st.integers(1, 5),
)
def test_words_in_runs_are_those_of_plain_sets(a, b, least):
    runs = {tuple(b[k : k + least]) for k in range(len(b) - least + 1)}
    inside = {
        k + step
        for k in range(len(a) - least + 1)
        if tuple(a[k : k + least]) in runs
        for step in range(least)
    }
    ids = ngram_ids(np.array(a + [9] * least + b, dtype=int), least)
    found = words_in_runs(
        ids[: max(len(a) - least + 1, 0)], ids[len(a) + least :], least
    )
    assert np.flatnonzero(found).tolist() == sorted(inside)


def test_a_text_that_repeats_itself_costs_no_square():
    articles = make_articles(["It rained again in the old town. " * 2000] * 2)
    overlaps = bs.compare_outlets(articles, bs.tokenize(articles))
    assert overlaps["shared_a"].sum() == overlaps["words_a"].sum() == 14000


# Planted edits


NOUNS = [
    *(
        "anchor",
        "basket",
        "candle",
        "desert",
        "engine",
        "feather",
        "garden",
        "hammer",
        "island",
        "jacket",
    ),
    *(
        "kettle",
        "ladder",
        "mirror",
        "needle",
        "orchard",
        "pepper",
        "quarry",
        "ribbon",
        "saddle",
        "temple",
    ),
    *(
        "umbrella",
        "valley",
        "window",
        "zipper",
        "almond",
        "barrel",
        "cavern",
        "dolphin",
        "emerald",
        "falcon",
    ),
    *(
        "glacier",
        "harvest",
        "insect",
        "jungle",
        "kernel",
        "lantern",
        "magnet",
        "nectar",
        "oyster",
        "parcel",
    ),
]
VERBS = [
    "carried",
    "painted",
    "followed",
    "mended",
    "counted",
    "covered",
    "lifted",
    "crossed",
    "noticed",
]


def plant_sentence(number: int) -> list[str]:
    """Ten words that no other sentence has in this company."""
    pick = lambda step: NOUNS[(7 * number + step * (number + 3)) % len(NOUNS)]  # noqa: E731
    names = [f"{pick(step)}{number}x{step}" for step in range(6)]
    return [
        "The",
        names[0],
        names[1],
        VERBS[number % len(VERBS)],
        "the",
        names[2],
        names[3],
        "near",
        names[4],
        names[5],
    ]


@st.composite
def planted(draw):
    """A story of sentences, an edited version of it, and what was done to each."""
    count = draw(st.integers(4, 12))
    actions = draw(
        st.lists(
            st.sampled_from(["keep", "keep", "drop", "reword", "add"]),
            min_size=count,
            max_size=count,
        )
    )
    story = [plant_sentence(n) for n in range(count)]
    edited, done = [], []
    for n, (sentence, action) in enumerate(zip(story, actions, strict=True)):
        if action == "drop":
            done.append(("dropped", sentence, None))
            continue
        version = list(sentence)
        if action == "reword":
            place = draw(st.integers(1, 9))
            version[place] = "replacement"
        edited.append(version)
        done.append(
            ("reworded" if action == "reword" else "verbatim", sentence, version)
        )
        if action == "add":
            extra = plant_sentence(100 + n)
            edited.append(extra)
            done.append(("added", None, extra))
    return story, edited, done


def written(sentence):
    return None if sentence is None else " ".join(sentence) + "."


@settings(max_examples=40, deadline=None)
@given(planted(), st.data())
def test_planted_edits_are_found(plan, data):
    story, edited, done = plan
    moved = None
    if len(edited) > 3:
        moved = data.draw(st.integers(0, len(edited) - 3))
        edited = edited[:moved] + edited[moved + 1 :] + [edited[moved]]
    articles = make_articles(
        [" ".join(map(written, story)), " ".join(map(written, edited)) or "Nothing."]
    )
    pairs = pd.DataFrame(
        {"article_a": articles.index[:1], "article_b": articles.index[1:]}
    )
    overlaps = bs.compare_outlets(articles, bs.tokenize(articles), pairs)
    overlaps = outlets.read_sentences(articles, overlaps)
    found = {
        (
            row.kind,
            *(None if pd.isna(text) else text for text in (row.text_a, row.text_b)),
        )
        for row in overlaps.itertuples()
    }
    right = {(kind, written(a), written(b)) for kind, a, b in done}
    assert {row for row in found if row[2] != "Nothing."} == right
    if moved is not None:
        stays = {written(b) for _, a, b in done if a is not None and b is not None}
        in_order = [
            text
            for text in overlaps[~overlaps["moved"]]["text_b"].dropna()
            if text in stays
        ]
        assert overlaps["moved"].sum() <= 1
        assert in_order == [text for text in map(written, edited) if text in in_order]


@pytest.mark.parametrize("kind", ["split", "merged"])
def test_sentences_split_and_merged(kind):
    first, second = written(plant_sentence(1))[:-1], written(plant_sentence(2))
    long, short = f"{first}, and {second}", f"{first}. {second}"
    around = [written(plant_sentence(n)) for n in (5, 6)]
    texts = [f"{around[0]} {long} {around[1]}", f"{around[0]} {short} {around[1]}"]
    articles = make_articles(texts if kind == "split" else texts[::-1])
    overlaps = bs.compare_outlets(articles, bs.tokenize(articles))
    assert overlaps["kind"].tolist() == ["verbatim", kind, kind, "verbatim"]
    assert outlets.list_changes(overlaps)[
        ["words_a", "words_b"]
    ].to_numpy().tolist() == [["and", ""] if kind == "split" else ["", "and"]]
    assert not overlaps["moved"].any()


def test_a_sentence_that_one_article_repeats_is_no_split():
    texts = [
        f"{written(plant_sentence(n))} {written(plant_sentence(n + 1))}" for n in (1, 1)
    ]
    articles = make_articles([texts[0], texts[1] + " " + written(plant_sentence(1))])
    overlaps = bs.compare_outlets(articles, bs.tokenize(articles))
    assert overlaps["kind"].tolist() == ["verbatim"] * 3


@pytest.mark.parametrize(
    ("name", "added"),
    [("Mayor Ida Lindqvist", []), ("Ida Lindqvist", ["Ida Lindqvist"])],
)
def test_what_both_parts_of_a_split_sentence_repeat_is_added_if_it_is_short(
    name, added
):
    closed, opened = "closed the harbour school", "opened the village library"
    articles = make_articles(
        [f"{name} {closed} and {opened}.", f"{name} {closed}. {name} {opened}."]
    )
    overlaps = bs.compare_outlets(articles, bs.tokenize(articles))
    assert overlaps["kind"].tolist() == ["split", "split"]
    changes = outlets.list_changes(overlaps)
    assert changes.loc[changes["change"] == "added", "words_b"].tolist() == added


# A sentence of six content words (1 to 6), of which its partner has three (1 to 3).
@pytest.mark.parametrize(
    ("third", "joins"),
    [
        ([4, 9], False),  # one word of what is unsaid
        ([4, 5], True),
        ([4, 5, 8, 9], True),  # two, and half of its own
        ([4, 5, 7, 8, 9], False),  # two, and less than half
    ],
)
def test_a_third_sentence_joins_if_it_says_enough_of_what_is_unsaid(third, joins):
    sentences = [[1, 2, 3, 4, 5, 6], [1, 2, 3], third]
    numbers = np.repeat([0, 1, 2], [len(items) for items in sentences])
    bag = make_bag(numbers, np.concatenate(sentences), 3)
    matching = _Matching(bag)
    assert matching.add((0, 1))
    matching.join(Fit((0, 2), Within(first=False, second=False)))
    assert ((0, 2) in matching.pairs) == joins


@pytest.mark.parametrize(("between", "changes"), [(2, 1), (3, 2)])
def test_up_to_two_small_words_between_changes_belong_to_them(between, changes):
    small = list(range(10, 10 + between))
    before, after = np.array([1, *small, 2]), np.array([3, *small, 4])
    is_small = np.array([False, *[True] * between, False])
    assert len(word_changes(before, after, is_small)) == changes


# Pairs and coverage


@pytest.mark.parametrize(
    ("contained", "prose", "is_copy"),
    [(0.25, 0.2, True), (0.24, 0.9, False), (0.9, 0.19, False)],
)
def test_a_copy_shares_a_quarter_and_a_fifth_of_its_prose(contained, prose, is_copy):
    pair = {"containment_a": [0.1], "containment_b": [contained], "prose": [prose]}
    assert are_same_copy(pd.DataFrame(pair)).tolist() == [is_copy]


@pytest.mark.parametrize(("jaccard", "shared"), [(0.89, [100, 50]), (0.9, [50, 100])])
def test_pairs_in_which_hardly_anything_was_edited_come_last(jaccard, shared):
    articles = make_articles(["One.", "Two.", "Three.", "Four."])
    a, b, c, d = articles.index
    pairs = pd.DataFrame(
        {
            "article_a": [a, c],
            "article_b": [b, d],
            "shared": [100, 50],
            "jaccard": [jaccard, 0.5],
            "same_copy": True,
        }
    )
    assert _in_order_of_days(pairs, articles)["shared"].tolist() == shared


def test_coverage_lists_what_one_outlet_has_alone():
    articles = make_articles(["One.", "Two."], outlet=["Echo", "Star"])
    speakers = ["Ann Lee", "Bo Li", "Ann Lee", "an official"]
    kinds = ["person", "organisation", "person", "unnamed"]
    names = articles.index[[0, 0, 1, 1]]
    quotes = pd.DataFrame(
        {"article": names, "speaker": speakers, "speaker_kind": kinds}
    )
    events = pd.DataFrame(
        {
            "importance": [1.0, 2.0, 3.0],
            "what": ["The mill closed.", "The fair opened.", "It rained."],
            "outlets": [["Echo"], ["Star"], ["Echo", "Star"]],
            "mentions": [1, 2, 4],
        }
    )
    counts = pd.DataFrame(
        {
            "word": ["mill", "pier", "fair", "the", "rain", "rain"],
            "outlet": ["Echo", "Echo", "Star", "Star", "Echo", "Star"],
            "count": [3, 2, 4, 9, 5, 5],
            "is_stop": [False, False, False, True, False, False],
        }
    )
    coverage = outlets.compare_coverage(
        "Echo", "Star", articles, quotes, events, counts
    )
    assert coverage.to_numpy().tolist() == [
        ["event", "The fair opened.", "Star", "Echo", 2, 0],
        ["event", "The mill closed.", "Echo", "Star", 1, 0],
        ["speaker", "Bo Li", "Echo", "Star", 1, 0],
        ["word", "fair", "Star", "Echo", 4, 0],
        ["word", "mill", "Echo", "Star", 3, 0],
    ]


# Any corpus


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["Only one."], ["", ""], ["One thing.", "Quite another matter."]],
)
def test_corpora_with_nothing_to_compare(texts):
    articles = make_articles(texts)
    tokens = bs.tokenize(articles)
    copies = bs.find_copies(articles, tokens)
    clusters = bs.copy_clusters(copies, articles, tokens)
    overlaps = bs.compare_outlets(articles, tokens)
    shares = bs.editing_shares(overlaps)
    assert copies.empty
    assert len(clusters) == len(articles)
    assert clusters["cluster"].isna().all()
    assert charts.outlets.copies(clusters).alt
    assert charts.outlets.editing(shares, articles).alt
    assert outlets.describe_copies(clusters)
    assert outlets.describe_editing(shares, articles, clusters)
    assert set(overlaps["kind"]) <= {"dropped", "added"}


@pytest.mark.parametrize("count", [2, 7, 40])
def test_charts_of_many_outlets(count):
    texts = [" ".join(STORY[n % 3 :] + OTHER[: n % 4]) for n in range(count)]
    articles = make_articles(texts)
    tokens = bs.tokenize(articles)
    clusters = bs.copy_clusters(bs.find_copies(articles, tokens), articles, tokens)
    shares = bs.editing_shares(bs.compare_outlets(articles, tokens))
    for figure in (
        charts.outlets.copies(clusters),
        charts.outlets.editing(shares, articles),
    ):
        figure.canvas.draw()
        assert figure.alt.endswith(".")
    assert set(shares["article_b"].astype(str)) | set(
        shares["article_a"].astype(str)
    ) <= set(articles.index)


def test_articles_of_one_outlet_are_not_compared_but_can_be():
    articles = make_articles(
        [" ".join(STORY), " ".join(STORY[:4])], outlet=["One", "One"]
    )
    tokens = bs.tokenize(articles)
    assert bs.compare_outlets(articles, tokens).empty
    assert "no two outlets" in outlets.describe_copies(
        bs.copy_clusters(bs.find_copies(articles, tokens), articles)
    )
    pairs = bs.find_copies(articles, tokens)
    assert (
        bs.compare_outlets(articles, tokens, pairs)["kind"].tolist()
        == ["verbatim"] * 4 + ["dropped"] * 2
    )


def test_articles_without_an_outlet_are_read_too():
    articles = make_articles(
        [" ".join(STORY), " ".join(STORY[:4])], outlet=[None, None]
    )
    tokens = bs.tokenize(articles)
    clusters = bs.copy_clusters(bs.find_copies(articles, tokens), articles, tokens)
    overlaps = bs.compare_outlets(articles, tokens)
    assert "one outlet" not in outlets.describe_copies(clusters)
    alt = charts.outlets.editing(bs.editing_shares(overlaps), articles).alt
    assert (
        "article-1 kept" in alt
    )  # without outlets the articles' names tell the two apart
    assert "no outlet given" not in alt
    assert charts.outlets.copies(clusters).alt
    assert "nan" not in bs.show_side_by_side(articles, overlaps).html()


def test_unknown_articles_are_an_error(two):
    articles, tokens, _ = two
    with pytest.raises(bs.BroadsheetError, match="is not in articles"):
        bs.compare_outlets(
            articles,
            tokens,
            pd.DataFrame({"article_a": ["nobody"], "article_b": [articles.index[0]]}),
        )


def test_side_by_side_escapes_and_joins(two):
    hostile = "The <script>alert(1)</script> office said that $5 million to $7 million was lost in the flood."
    articles = make_articles(
        [hostile, hostile.replace("flood", "<b>storm</b>")],
        outlet=["<i>One</i>", "Two"],
    )
    overlaps = bs.compare_outlets(articles, bs.tokenize(articles))
    html = bs.show_side_by_side(articles, overlaps)._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "<b>storm" not in html
    assert "<i>One" not in html
    assert "mathjax_ignore" in html
    whole = bs.show_side_by_side(two[0], two[2])._repr_mimebundle_()["text/html"]
    assert (
        whole.count("<svg") == 2
    )  # the sentence that moved, and the second half of the one that was split
    assert '<ins class="bs-words">challenging</ins>' in whole
    assert '<del class="bs-words">painful</del>' in whole


def test_the_model_has_a_weight_for_each_feature():
    model = json.loads(
        files("broadsheet.outlets")
        .joinpath("reworded.json")
        .read_text(encoding="utf-8")
    )
    assert tuple(model["weights"]) == FEATURES
    assert model["ten_fold_accuracy"] >= 0.75
