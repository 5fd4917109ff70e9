"""Word statistics against published figures, against scipy and nltk, and against plain loops."""

import json
import math
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures
from scipy import stats

import broadsheet as bs
from broadsheet import charts
from broadsheet.words import measures
from broadsheet.words.collocation import _score
from broadsheet.words.running import running_words

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "gold" / "words_reference.json").read_text("utf-8")
)


def make_tokens(texts: dict[str, str], stop=("the", "of", "a")) -> pd.DataFrame:
    """Tokens as `tokenize` gives them, of texts already split by spaces; a lone mark ends or interrupts."""
    rows = []
    for article, text in texts.items():
        sentence, at = 0, 0
        for token in text.split():
            is_word = token[0].isalnum()
            pos = "POS" if token == "'s" else "NN" if is_word else "."
            place = (article, "body", 0, sentence, at, at + len(token), token)
            rows.append(
                (
                    *place,
                    token.lower(),
                    token.lower(),
                    pos,
                    False,
                    is_word,
                    token.lower() in stop,
                )
            )
            at += len(token) + 1
            sentence += token == "."
    names = ["article", "part", "paragraph", "sentence", "start", "end"]
    names += ["token", "norm", "lemma", "pos", "quoted", "is_word", "is_stop"]
    frame = pd.DataFrame(rows, columns=names)
    frame["article"] = pd.Categorical(frame["article"], categories=list(texts))
    kinds = dict.fromkeys(["part", "token", "norm", "lemma", "pos"], "category")
    return frame.astype(
        kinds | dict.fromkeys(["paragraph", "sentence", "start", "end"], "int32")
    )


def make_articles(texts, outlets, days=None) -> pd.DataFrame:
    published = pd.to_datetime(days or ["2021-10-08"] * len(outlets))
    return pd.DataFrame(
        {"outlet": pd.Categorical(outlets), "published": published}, index=list(texts)
    )


# ------------------------------------------------------------------ measures


def reference_value(measure, values):
    tables = {
        "chi_squared_yates": ("chi_squared", True),
        "chi_squared_signed": ("chi_squared", "small"),
    }
    if measure in tables:
        name, correction = tables[measure]
        a, b, c, d = values
        sign = 1 if a / c >= b / d or correction is True else -1
        return sign * getattr(measures, name)(a, b, c, d, correction)
    if measure == "log_ratio":
        return measures.log_ratio(*values)[0]
    if measure == "log_odds_z":
        one, two, prior, place = values
        return measures.log_odds(one, two, sum(one), sum(two), prior)[1][place]
    if measure in ("mi", "t", "dice"):
        names = ["count", "word_count", "collocate_count", "total"]
        table = pd.DataFrame([values], columns=names).assign(
            word=0, collocate=0, articles=1
        )
        scored = _score(table.assign(word="w", collocate="w"), 0.95).iloc[0]
        return 2 ** (scored["log_dice"] - 14) if measure == "dice" else scored[measure]
    if measure.startswith("delta_p"):
        return measures.delta_p(*values)[measure.endswith("back")]
    if measure in measures.dispersion([1, 2]):
        return measures.dispersion(*values)[measure]
    return getattr(measures, measure)(*values)


@pytest.mark.parametrize(
    "case", REFERENCE, ids=[f"{c['measure']}-{i}" for i, c in enumerate(REFERENCE)]
)
def test_published_value(case):
    got = float(reference_value(case["measure"], case["input"]))
    # The printed digit: half of its last place, and the rounding of the printed value itself.
    assert abs(got - case["expected"]) <= 0.5 * 10.0 ** -case["decimals"] + 1e-9


counts_of_two = st.tuples(
    st.integers(0, 60), st.integers(0, 60), st.integers(61, 5000), st.integers(61, 5000)
).filter(lambda table: table[0] + table[1] > 0)


@given(counts_of_two)
def test_two_by_two_against_scipy(table):
    a, b, c, d = table
    observed = np.array([[a, b], [c - a, d - b]])
    for correction in (False, True):
        expected = stats.chi2_contingency(observed, correction=correction).statistic
        assert np.isclose(
            measures.chi_squared(a, b, c, d, correction), expected, atol=1e-9
        )
    four = stats.chi2_contingency(observed, correction=False, lambda_="log-likelihood")
    assert np.isclose(
        measures.log_likelihood_four(a, b, c, d), four.statistic, atol=1e-9
    )
    assert np.isclose(measures.chance([four.statistic])[0], four.pvalue, rtol=1e-6)
    exact = stats.binomtest(a, a + b, c / (c + d)).pvalue
    assert np.isclose(
        measures.exact_chance([a], [b], c, d, up_to=120)[0], exact, rtol=1e-6
    )


@given(counts_of_two)
def test_two_by_two_against_a_plain_loop(table):
    a, b, c, d = table
    expected = (c * (a + b) / (c + d), d * (a + b) / (c + d))
    two = 2 * sum(
        o * math.log(o / e) for o, e in zip((a, b), expected, strict=True) if o
    )
    assert np.isclose(measures.log_likelihood(a, b, c, d), two, atol=1e-9)
    assert np.isclose(
        measures.bayes_factor(a, b, c, d), two - math.log(c + d), atol=1e-9
    )
    ratio, low, high = measures.log_ratio(a, b, c, d)
    one, other = a or 0.5, b or 0.5
    assert np.isclose(ratio, math.log2((one / c) / (other / d)))
    error = math.sqrt(1 / one - 1 / c + 1 / other - 1 / d)
    assert np.isclose(high - low, 2 * stats.norm.ppf(0.975) * error / math.log(2))
    if b:
        assert np.isclose(
            measures.percent_diff(a, b, c, d), ((a / c) - (b / d)) / (b / d) * 100
        )
    else:
        assert measures.percent_diff(a, b, c, d) == math.inf


def test_the_word_that_is_in_neither_and_the_word_that_is_all():
    for a, b in ((0, 0), (100, 50)):
        for measure in (
            measures.log_likelihood,
            measures.log_likelihood_four,
            measures.chi_squared,
        ):
            assert measure(a, b, 100, 50) == pytest.approx(0)


@given(st.floats(0.1, 200), st.integers(2, 60))
def test_chance_with_more_freedom_is_near_that_of_scipy(statistic, freedom):
    got = measures.chance([statistic], freedom)[0]
    assert got == pytest.approx(stats.chi2.sf(statistic, freedom), rel=0.1, abs=2e-3)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_is_that_of_scipy(p):
    assert np.allclose(measures.adjust(p), stats.false_discovery_control(p))
    assert np.isnan(measures.adjust([*p, np.nan])[-1])
    assert np.allclose(measures.adjust([*p, np.nan])[:-1], measures.adjust(p))


@given(st.integers(0, 50), st.integers(1, 500))
def test_wilson_is_that_of_scipy(count, more):
    low, high = measures.wilson(count, count + more)
    limits = stats.binomtest(count, count + more).proportion_ci(method="wilson")
    assert np.allclose((low, high), (limits.low, limits.high))


@given(st.floats(0.01, 6), st.integers(3, 200))
def test_t_as_z_is_near_student(t, freedom):
    z = float(measures.t_as_z(t, freedom))
    assert stats.norm.sf(z) == pytest.approx(stats.t.sf(t, freedom), rel=0.15, abs=1e-5)


# -------------------------------------------------------------------- counts

words_of = st.lists(
    st.sampled_from(["the", "cat", "dog", "Sat", "on", ",", ".", "'s", "mat"]),
    max_size=40,
)
corpora = st.lists(words_of.map(" ".join), min_size=1, max_size=5).filter(
    lambda texts: any(t.split() for t in texts)
)


def plain_ngrams(text: str, n: int) -> list[str]:
    runs = [[]]
    for token in text.lower().split():
        if token[0].isalnum():
            runs[-1].append(token)
        elif token != "'s":
            runs.append([])
    return [" ".join(run[i : i + n]) for run in runs for i in range(len(run) - n + 1)]


@settings(max_examples=60)
@given(corpora, st.integers(1, 5))
def test_counts_and_dispersion_against_plain_loops(texts, n):
    texts = {f"a{i}": text for i, text in enumerate(texts)}
    outlets = ["one", "two"] * 3
    articles = make_articles(texts, outlets[: len(texts)])
    counts = bs.count_words(make_tokens(texts), by="outlet", articles=articles, ngram=n)
    held = {
        outlet: [
            Counter(plain_ngrams(texts[a], n))
            for a in articles.index[articles["outlet"] == outlet]
        ]
        for outlet in set(articles["outlet"])
    }
    expected = {
        (word, outlet)
        for outlet, parts in held.items()
        for part in parts
        for word in part
    }
    assert set(zip(counts["word"], counts["outlet"], strict=True)) == expected
    for row in counts.itertuples():
        parts = [part for part in held[row.outlet] if part]
        each, sizes = (
            np.array([part[row.word] for part in parts]),
            np.array([part.total() for part in parts]),
        )
        assert (row.count, row.total) == (each.sum(), sizes.sum())
        assert (row.articles, row.of_articles) == ((each > 0).sum(), len(parts))
        assert row.per_thousand == pytest.approx(1000 * each.sum() / sizes.sum())
        if len(parts) == 1:
            assert np.isnan([row.dp, row.dp_norm, row.juilland_d, row.se]).all()
            continue
        dense = measures.dispersion(each, sizes)
        assert (row.dp, row.dp_norm) == pytest.approx(
            (dense["dp"], dense["dp_norm"]), abs=1e-9
        )
        assert row.juilland_d == pytest.approx(dense["juilland_d"], abs=1e-6)
        rest = each - sizes * each.sum() / sizes.sum()
        error = math.sqrt((rest**2).sum() * len(parts) / (len(parts) - 1)) / sizes.sum()
        assert row.se == pytest.approx(1000 * error, abs=1e-4)


@settings(max_examples=30)
@given(corpora)
def test_several_lengths_at_once_are_the_lengths_one_by_one(texts):
    tokens = make_tokens({f"a{i}": text for i, text in enumerate(texts)})
    for by in ("article", None):
        both = bs.count_words(tokens, by=by, ngram=(1, 2))
        apart = pd.concat(
            [bs.count_words(tokens, by=by, ngram=n) for n in (1, 2)], ignore_index=True
        )
        pd.testing.assert_frame_equal(
            both.astype({"word": object}).drop(columns="form", errors="ignore"),
            apart.astype({"word": object}).drop(columns="form", errors="ignore"),
            check_exact=False,
            check_dtype=False,
        )


SPREAD = ["dp", "dp_norm", "juilland_d", "se"]


def test_the_columns_and_their_order():
    tokens = make_tokens(
        {"x": "The cat 's tail . The cat , the dog", "y": "A dog of a town"}
    )
    counts = bs.count_words(tokens)
    assert list(counts.columns) == [
        *(
            "word",
            "article",
            "count",
            "total",
            "per_thousand",
            "articles",
            "of_articles",
            "is_stop",
        ),
    ]
    assert list(bs.count_words(tokens, by=None).columns[-5:]) == ["form", *SPREAD]
    assert list(counts["word"][:2]) == ["the", "cat"]
    assert list(counts.groupby("article", observed=True)["total"].max()) == [7, 5]
    assert counts["count"].dtype == "int64"
    assert isinstance(counts["word"].dtype, pd.CategoricalDtype)
    assert bs.count_words(tokens, by=None).columns[1] == "count"


def test_a_possessive_leaves_no_trace_and_punctuation_interrupts():
    tokens = make_tokens({"x": "Mexico 's president , Lopez . Obrador said"})
    assert list(bs.count_words(tokens, ngram=2)["word"]) == [
        "mexico president",
        "obrador said",
    ]


def test_periods_and_unknown_groups():
    texts = {"x": "one two", "y": "one", "z": "three"}
    articles = make_articles(
        texts, ["A", "B", None], ["2021-10-08", "2021-10-29", None]
    )
    tokens = make_tokens(texts)
    assert set(bs.count_words(tokens, by="outlet", articles=articles)["outlet"]) == {
        "A",
        "B",
        "unknown",
    }
    by_month = bs.count_words(tokens, by="month", articles=articles)
    assert by_month["month"].unique()[0] == pd.Timestamp("2021-10-01")
    assert by_month["total"].unique().tolist() == [3]
    by_week = bs.count_words(tokens, by="week", articles=articles)
    assert sorted(by_week["week"].unique()) == [
        pd.Timestamp("2021-10-04"),
        pd.Timestamp("2021-10-25"),
    ]
    with pytest.raises(ValueError, match="articles="):
        bs.count_words(tokens, by="month")


def test_one_outlet_is_parted_by_time():
    days = ["2021-10-08", "2021-10-09", "2021-10-09", "2021-10-09", None]
    articles = make_articles({name: "one" for name in "abcde"}, ["A"] * 5, days)
    sides = bs.subcorpora(articles)
    assert sides.value_counts().to_dict() == {
        "articles after 8 Oct 2021": 3,
        "articles until 8 Oct 2021": 1,
    }
    assert pd.isna(sides["e"])
    assert bs.subcorpora(articles.iloc[1:4]).tolist() == ["A"] * 3
    two = make_articles({name: "one" for name in "ab"}, ["A", "B"], days[:2])
    assert bs.subcorpora(two).tolist() == ["A", "B"]


def test_what_is_empty_gives_empty_frames():
    tokens = make_tokens({"x": ". ,", "y": "one"}).iloc[:2]
    counts = bs.count_words(tokens)
    assert counts.empty
    assert counts["count"].dtype == "int64"
    assert bs.compare_words(counts.rename(columns={"article": "outlet"}), []).empty
    assert bs.collocations(tokens).empty
    assert bs.collocations(tokens, "one", window="sentence").empty
    assert bs.concordance(tokens, "one").empty
    assert bs.places(tokens, "one").empty


def test_wrong_arguments_say_what_is_right():
    tokens = make_tokens({"x": "one two"})
    with pytest.raises(ValueError, match="lemma"):
        bs.count_words(tokens, unit="stem")
    with pytest.raises(ValueError, match="whole"):
        bs.count_words(tokens, names="kept")
    with pytest.raises(ValueError, match="there are: x"):
        bs.compare_words(bs.count_words(tokens), "y")
    with pytest.raises(ValueError, match="one length"):
        bs.compare_words(bs.count_words(tokens, ngram=(1, 2)), "x")
    with pytest.raises(ValueError, match="migra"):
        bs.concordance(tokens, " ")


# ------------------------------------------------------------- real articles


@pytest.fixture(scope="module")
def real():
    articles = bs.read_articles(Path(__file__).parents[2] / "data")
    return articles, bs.tokenize(articles)


def test_names_are_kept_whole(real):
    counts = bs.count_words(real[1], by=None, names="whole").set_index("word")["count"]
    assert counts["lopez obrador"] >= 8
    assert counts["merida initiative"] == 6
    assert "obrador" not in counts
    split = bs.count_words(real[1], by=None).set_index("word")["count"]
    assert split["obrador"] == 10


@pytest.mark.parametrize("names", ["split", "whole"])
def test_every_word_and_ngram_is_one_category(real, names):
    counts = bs.count_words(real[1], ngram=(1, 2, 3), names=names)
    assert not pd.Series(counts["word"].cat.categories).duplicated().any()
    assert counts["word"].dtype == pd.CategoricalDtype(counts["word"].cat.categories)


def test_a_concordance_has_as_many_lines_as_the_count_says(real):
    articles, tokens = real
    counts = bs.count_words(tokens, by=None, ngram=(1, 2, 3)).head(1200)
    for row in counts.iloc[::37].itertuples():
        lines = bs.concordance(tokens, row.word)
        assert len(lines) == row.count
        for line in lines.itertuples():
            text = articles.loc[line.article, "text"]
            assert text[line.start : line.end].split() == line.keyword.split()
            around = " ".join(text.split())
            assert " ".join(f"{line.left}{line.keyword}{line.right}".split()).replace(
                " ", ""
            ) in around.replace(" ", "")


def test_spelling_of_the_query_does_not_matter(real):
    for one, other in (
        ("Neighbour", "neighbor"),
        ("US", "U.S."),
        ("Blinken’s", "blinken's"),
    ):
        pd.testing.assert_frame_equal(
            bs.concordance(real[1], one), bs.concordance(real[1], other)
        )


def test_two_articles_show_no_difference_beyond_chance(real):
    articles, tokens = real
    counts = bs.count_words(tokens, by="outlet", articles=articles)
    comparison = bs.compare_words(counts, "The Watch")
    assert not comparison["significant"].any()
    assert comparison["p_articles"].isna().all()


# ------------------------------------------------------------------- keyness


def planted(seed=0, articles=40, words=300):
    """Two outlets alike but for one word, twice as common in the first, and one that fills one article."""
    draw = np.random.default_rng(seed)
    common = [f"w{i}" for i in range(60)]
    texts = {}
    for i in range(articles):
        share = 0.03 if i % 2 else 0.06
        body = draw.choice(
            [*common, "planted"], words, p=[*np.full(60, (1 - share) / 60), share]
        )
        texts[f"a{i}"] = " ".join([*body, *(["burst"] * 60 if i == 0 else [])])
    return texts, make_articles(texts, ["one", "two"] * (articles // 2))


def test_a_planted_difference_is_found_and_a_burst_is_not():
    texts, articles = planted()
    counts = bs.count_words(make_tokens(texts), by="outlet", articles=articles)
    comparison = bs.compare_words(counts, "one").set_index("word")
    assert list(comparison.index[comparison["significant"]]) == ["planted"]
    word = comparison.loc["planted"]
    assert word["log_ratio_low"] < 1 < word["log_ratio_high"]
    assert word["articles_low"] > 0
    burst = comparison.loc["burst"]
    assert burst["p_adjusted"] < 1e-6  # taken word by word it is beyond all doubt
    assert burst["p_articles"] > 0.2  # but it is one article's
    mirrored = (
        bs.compare_words(counts, "two", "one").set_index("word").loc[comparison.index]
    )
    assert np.allclose(mirrored["log_ratio"], -comparison["log_ratio"])
    assert np.allclose(mirrored["log_odds_z"], -comparison["log_odds_z"])
    assert np.allclose(mirrored["log_likelihood"], comparison["log_likelihood"])


def test_the_two_by_two_table_is_that_of_the_corpus():
    texts, articles = planted(articles=6)
    counts = bs.count_words(make_tokens(texts), by="outlet", articles=articles)
    comparison = bs.compare_words(counts, "one", "two").set_index("word")
    told = {outlet: Counter() for outlet in ("one", "two")}
    for name, text in texts.items():
        told[articles.loc[name, "outlet"]].update(text.split())
    for word, row in comparison.iterrows():
        assert (row["count"], row["reference_count"]) == (
            told["one"][word],
            told["two"][word],
        )
        assert (row["total"], row["reference_total"]) == (
            told["one"].total(),
            told["two"].total(),
        )
        table = [[row["count"], row["reference_count"]]]
        table += [
            [
                row["total"] - row["count"],
                row["reference_total"] - row["reference_count"],
            ]
        ]
        assert row["chi_squared"] == pytest.approx(
            stats.chi2_contingency(table, correction=False).statistic
        )
    assert comparison["p_adjusted"].to_numpy() == pytest.approx(
        stats.false_discovery_control(comparison["p"])
    )


def test_by_chance_alone_hardly_anything_is_significant():
    draw, found = np.random.default_rng(1), 0
    for _ in range(20):
        # Words come in bunches: each article has its own mix, so that counts vary more than chance has it.
        texts = {}
        for i in range(16):
            mix = draw.dirichlet(np.full(40, 0.3))
            texts[f"a{i}"] = " ".join(
                draw.choice([f"w{k}" for k in range(40)], 200, p=mix)
            )
        counts = bs.count_words(
            make_tokens(texts),
            by="outlet",
            articles=make_articles(texts, ["one", "two"] * 8),
        )
        found += bs.compare_words(counts, "one")["significant"].any()
    assert found <= 3


def test_a_reference_of_ones_own():
    counts = bs.count_words(
        make_tokens({"x": "the border the border crossing lopez"}), by=None
    )
    own = bs.compare_words(
        counts, reference=pd.Series({"the": 60_000, "border": 20, "other": 939_980})
    )
    assert own.set_index("word").loc["border", "reference_total"] == 1_000_000


# --------------------------------------------------------------- collocation


def sentences_of(text):
    return [[t for t in s.split() if t[0].isalnum()] for s in text.lower().split(".")]


@settings(max_examples=50)
@given(corpora, st.integers(1, 4), st.sampled_from(["cat", "the", "absent"]))
def test_collocations_against_plain_loops(texts, window, node):
    tokens = make_tokens({f"a{i}": text for i, text in enumerate(texts)}, stop=())
    sentences = [s for text in texts for s in sentences_of(text) if s]
    inside, whole = Counter(), Counter(word for s in sentences for word in s)
    for s in sentences:
        for i, word in enumerate(s):
            near = s[max(i - window, 0) : i] + s[i + 1 : i + window + 1]
            inside[word] += word != node and node in near
    inside = +inside
    got = bs.collocations(tokens, node, window, min_count=1).set_index("collocate")
    assert dict(got["count"]) == dict(inside)
    for word, row in got.iterrows():
        margins = (row["word_count"], row["collocate_count"], row["total"])
        assert margins == (inside.total(), whole[word], whole.total() - whole[node])
    pairs = Counter(
        (s[i], s[k])
        for s in sentences
        for i in range(len(s))
        for k in range(i + 1, min(i + window + 1, len(s)))
    )
    got = bs.collocations(tokens, window=window, min_count=1)
    assert dict(
        zip(zip(got["word"], got["collocate"], strict=True), got["count"], strict=True)
    ) == dict(pairs)
    both = Counter(pair for s in sentences for pair in combinations(sorted(set(s)), 2))
    got = bs.collocations(tokens, window="sentence", min_count=1)
    told = {
        tuple(sorted(pair)): n
        for *pair, n in zip(got["word"], got["collocate"], got["count"], strict=True)
    }
    assert told == dict(both)
    one = bs.collocations(tokens, node, window="sentence", min_count=1)
    assert dict(zip(one["collocate"], one["count"], strict=True)) == {
        (b if a == node else a): n for (a, b), n in both.items() if node in (a, b)
    }


@given(st.integers(1, 20), st.integers(0, 50), st.integers(0, 50), st.integers(1, 5000))
def test_association_is_that_of_nltk(n, more, others, rest):
    values = {
        "count": n,
        "word_count": n + more,
        "collocate_count": n + others,
        "total": n + more + others + rest,
    }
    table = pd.DataFrame([values]).assign(word=0, collocate=0, articles=1)
    scored = _score(table.assign(word="w", collocate="w"), 0.95).iloc[0]
    margins = (n, (n + more, n + others), values["total"])
    assert scored["mi"] == pytest.approx(BigramAssocMeasures.pmi(*margins), abs=1e-9)
    assert scored["log_likelihood"] == pytest.approx(
        BigramAssocMeasures.likelihood_ratio(*margins), abs=1e-6
    )
    assert scored["log_dice"] == pytest.approx(
        14 + math.log2(BigramAssocMeasures.dice(*margins))
    )
    assert scored["t"] == pytest.approx(
        BigramAssocMeasures.student_t(*margins), abs=1e-9
    )
    assert scored["mi3"] == pytest.approx(
        BigramAssocMeasures.pmi(*margins) + 2 * math.log2(n)
    )


# --------------------------------------------- concordance, places and trend


def test_patterns_phrases_and_order():
    tokens = make_tokens(
        {
            "x": "The migrants and the migration . A migrant camp",
            "y": "Migrants , the camp migrants",
        }
    )
    assert list(bs.concordance(tokens, "migra*")["keyword"]) == [
        *("migrants", "migration", "migrant", "Migrants", "migrants"),
    ]
    assert list(bs.concordance(tokens, "the migra*")["keyword"]) == [
        "The migrants",
        "the migration",
    ]
    assert list(bs.concordance(tokens, "* camp")["keyword"]) == [
        "migrant camp",
        "the camp",
    ]
    assert bs.concordance(tokens, "migrants the").empty  # a comma interrupts
    right = (
        bs.concordance(tokens, "migra*", by="right")["right"].str.lstrip(" .,").tolist()
    )
    assert right == sorted(right, key=lambda text: (not text, text.casefold()))
    with pytest.raises(ValueError, match="left"):
        bs.concordance(tokens, "camp", by="middle")


def test_context_is_as_long_as_asked_and_ends_at_words():
    tokens = make_tokens({"x": " ".join(f"word{i}" for i in range(50))})
    line = bs.concordance(tokens, "word25", context=20).iloc[0]
    assert (line["left"], line["right"]) == ("word23 word24", "word26 word27")


def test_places_are_shares_of_the_words_before():
    tokens = make_tokens({"x": "one two one two", "y": "two . two one"})
    found = bs.places(tokens, ["one", "two one"])
    assert found["position"].tolist() == pytest.approx([0, 0.5, 2 / 3, 1 / 4, 1 / 3])
    assert list(found["article"].cat.categories) == ["x", "y"]


def test_trend_counts_periods_and_keeps_those_without_the_word():
    texts = {"x": "one two", "y": "two two two", "z": "one . one two two"}
    articles = make_articles(
        texts, ["A"] * 3, ["2021-10-08", "2021-11-08", "2021-12-08"]
    )
    rates = bs.trend(make_tokens(texts), ["one", "two *"], articles, by="month")
    assert rates["count"].tolist() == [1, 0, 2, 0, 2, 1]
    assert rates["total"].tolist() == [2, 3, 4] * 2
    low, high = stats.binomtest(1, 2).proportion_ci(method="wilson")
    assert rates.loc[0, ["low", "high"]].tolist() == pytest.approx(
        [1000 * low, 1000 * high]
    )
    assert (
        (rates["low"] <= rates["per_thousand"])
        & (rates["per_thousand"] <= rates["high"])
    ).all()


def test_a_band_widens_where_words_come_in_bunches():
    even = {f"a{i}": "one " * 5 + "two " * 45 for i in range(10)}
    bunched = {
        f"a{i}": "one " * (50 if i == 0 else 0) + "two " * (0 if i == 0 else 50)
        for i in range(10)
    }
    articles = make_articles(even, ["A"] * 10)
    narrow, wide = (
        bs.trend(make_tokens(texts), "one", articles).iloc[0]
        for texts in (even, bunched)
    )
    assert narrow["per_thousand"] == wide["per_thousand"]
    assert wide["high"] - wide["low"] > 2 * (narrow["high"] - narrow["low"])


def test_a_change_is_one_only_where_the_articles_agree_on_it():
    days = ["2021-10-08"] * 6 + ["2021-11-08"] * 6
    agreed = {f"a{i}": "one " * (9 if i < 6 else 1) + "two " * 60 for i in range(12)}
    burst = {f"a{i}": "one " * (54 if i == 0 else 1) + "two " * 60 for i in range(12)}
    articles = make_articles(agreed, ["A"] * 12, days)
    changed, chance = (
        bs.trend(make_tokens(texts), "one", articles) for texts in (agreed, burst)
    )
    assert changed["p_change"].max() < 1e-4
    assert chance["p_change"].min() > 0.05
    assert "highest in the month of Oct" in charts.words.trend(changed).alt
    assert "no change beyond chance" in charts.words.trend(chance).alt


# ------------------------------------------------------------------- figures


def corpus(outlets: int, seed=0):
    draw = np.random.default_rng(seed)
    vocabulary = np.array([f"word{i}" for i in range(120)])
    share = 1 / np.arange(1, 121)
    texts = {
        f"a{i}": " ".join(draw.choice(vocabulary, 150, p=share / share.sum()))
        for i in range(max(outlets, 2))
    }
    names = [f"Outlet {i % outlets} costs $5 and $7" for i in range(len(texts))]
    days = [f"2021-{1 + i % 12:02d}-08" for i in range(len(texts))]
    return make_tokens(texts), make_articles(texts, names, days)


@pytest.mark.parametrize("outlets", [1, 2, 7, 40])
def test_every_figure_works_for_any_number_of_outlets(outlets):
    tokens, articles = corpus(outlets)
    counts = bs.count_words(tokens, by="outlet", articles=articles)
    first, second = [*articles["outlet"].cat.categories, "the rest"][:2]
    comparison = bs.compare_words(counts, first, "rest")
    words = ["word0", "word1", "word*"]
    figures = [
        charts.words.frequent(counts),
        charts.words.keyness(comparison, first, second, outlets=articles["outlet"]),
        charts.words.two_outlets(comparison, first, second, outlets=articles["outlet"]),
        charts.words.places(bs.places(tokens, words)),
        charts.words.trend(bs.trend(tokens, words, articles)),
    ]
    for figure in figures:
        figure.savefig(Path(matplotlib.get_cachedir()) / "figure.png", dpi=50)
        assert figure.alt.endswith(".")
        assert figure.get_figheight() < 14


def test_empty_frames_make_a_sentence():
    tokens, articles = corpus(2)
    counts = bs.count_words(tokens, by="outlet", articles=articles)
    nothing = bs.compare_words(counts, list(articles["outlet"].cat.categories))
    for figure in (
        charts.words.frequent(counts.head(0)),
        charts.words.keyness(nothing, "A"),
        charts.words.two_outlets(nothing, "A", "B"),
        charts.words.places(bs.places(tokens, "absent")),
        charts.words.trend(bs.trend(tokens, "absent", articles).head(0)),
    ):
        assert figure.alt


def test_what_is_within_chance_is_not_drawn_as_a_finding():
    texts, articles = planted()
    counts = bs.count_words(make_tokens(texts), by="outlet", articles=articles)
    comparison = bs.compare_words(counts, "one", "two")
    figure = charts.words.keyness(comparison, "one", "two")
    filled = [
        line
        for line in figure.axes[0].lines
        if line.get_marker() == "o" and line.get_markerfacecolor() != "white"
    ]
    assert len(filled) == 1
    assert "1 of the" in figure.alt
    assert "planted" in figure.alt
    none = comparison.assign(significant=False)
    assert "None of the" in charts.words.keyness(none, "one", "two").alt
    assert "No word leans" in charts.words.two_outlets(none, "one", "two").alt


def test_labels_in_the_scatter_do_not_collide():
    draw = np.random.default_rng(2)
    frame = pd.DataFrame(
        {
            "word": [f"some long word {i}" for i in range(120)],
            "is_stop": False,
            "significant": True,
        }
    )
    frame["count"], frame["reference_count"] = (
        draw.integers(5, 60, 120),
        draw.integers(5, 60, 120),
    )
    frame["total"], frame["reference_total"] = 10_000, 10_000
    frame["log_odds"] = np.log(frame["count"] / frame["reference_count"])
    frame["log_odds_z"] = frame["log_odds"] * 3
    figure = charts.words.two_outlets(frame, "one", "two", labels=60)
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in figure.axes[0].texts]
    assert len(boxes) > 20
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    frame_box = figure.axes[0].get_window_extent(renderer)
    assert all(
        frame_box.x0 - 1 <= box.x0 and box.x1 <= frame_box.x1 + 1 for box in boxes
    )


def test_a_concordance_is_shown_escaped_and_whole():
    tokens = make_tokens({"<b>": "x <script> border </script> $5 $7"})
    shown = bs.show_concordance(bs.concordance(tokens, "border"), caption="<i>")
    assert "<script>" not in shown.html()
    assert "&lt;script&gt;" in shown.html()
    assert "mathjax_ignore" in shown.html()
    assert shown._repr_mimebundle_()[1]["text/csv"]["rows"] == 1


def test_running_words_keep_their_places(real):
    articles, tokens = real
    words = running_words(tokens, unit="token")
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    held = defaultdict(list)
    for code, article, first, last in zip(
        words.code, words.article, words.first, words.last, strict=True
    ):
        text = articles["text"].iloc[article]
        assert text[starts[first] : ends[last - 1]] == words.spelled[code]
        held[article].append(first)
    assert all(rows == sorted(rows) for rows in held.values())
