import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.names import find_names, resolve_speakers
from broadsheet.names.lexicon import fold_name

HERE = Path(__file__).parents[1]
GOLD = HERE / "gold"
DATA = HERE.parent / "data"


def cases(name):
    return [
        pytest.param(case, id=case["label"])
        for case in json.loads((GOLD / name).read_text("utf-8"))
    ]


def corpus(*texts):
    articles = pd.DataFrame({"text": texts}, index=[f"a{i}" for i in range(len(texts))])
    return articles, bs.tokenize(articles)


@pytest.fixture(scope="module")
def shipped():
    articles = bs.read_articles(DATA)
    return articles, bs.tokenize(articles)


@pytest.mark.parametrize("case", cases("names_mentions.json"))
def test_names(case):
    _, tokens = corpus(*case["texts"])
    found = find_names(tokens)
    assert found[["name", "kind"]].astype(str).values.tolist() == case["names"]


@pytest.mark.parametrize("case", cases("names_speakers.json"))
def test_speakers(case):
    articles, tokens = corpus(case["text"])
    found = resolve_speakers(articles, tokens, sources(case))
    for (source, speaker, kind, *more), row in zip(
        case["said"], found.itertuples(), strict=True
    ):
        told = row.speaker if isinstance(row.speaker, str) else None
        assert (source, told, row.speaker_kind) == (source, speaker, kind)
        assert not more or more[0] is None or row.role == more[0]


def sources(case):
    """Find the sources in the text one after the other; one that is missing lies after the one before it."""
    rows, at = [], 0
    for source, _, _, *more in case["said"]:
        start = case["text"].index(source, at) if source else None
        at = start + len(source) if source else at + 5
        rows.append(
            {
                "article": "a0",
                "start": start if source else at,
                "end": at + 1,
                "source": source,
                "source_start": start,
                "source_end": start + len(source) if source else None,
                "kind": more[1] if len(more) > 1 else "indirect",
            }
        )
    return pd.DataFrame(rows).astype({"source_start": "Int32", "source_end": "Int32"})


def test_shipped_articles(shipped):
    articles, tokens = shipped
    ids = {
        name: next(a for a in articles.index if name in a)
        for name in ("the-watch", "straits-times")
    }
    gold = [
        json.loads(line)
        for line in (GOLD / "quotes.jsonl").read_text("utf-8").splitlines()
    ]
    quotes = pd.DataFrame(
        {
            "article": pd.Categorical(
                [ids[row["article"]] for row in gold], categories=articles.index
            ),
            "start": [row["content"][0][0] for row in gold],
            "end": [row["content"][-1][1] for row in gold],
            "source_start": pd.array(
                [row["source"][0][0] for row in gold], dtype="Int32"
            ),
            "source_end": pd.array(
                [row["source"][-1][1] for row in gold], dtype="Int32"
            ),
            "kind": [row["type"] for row in gold],
        }
    )
    found = resolve_speakers(articles, tokens, quotes)

    def plain(name):
        return fold_name(name).replace(".", "")

    assert [plain(name) for name in found["speaker"]] == [
        plain(row["speaker"]) for row in gold
    ]
    assert list(found["speaker_kind"].isin(["person", "organisation"])) == [
        row["named"] for row in gold
    ]


def test_names_are_kept_whole(shipped):
    found = find_names(shipped[1])
    names = set(found["name"])
    assert {
        "Andres Manuel Lopez Obrador",
        "Merida Initiative",
        "Mexico City",
        "Brookings Institution",
    } <= names
    assert (
        not {"Obrador", "Lopez", "Initiative", "Overhauling", "Earlier", "October"}
        & names
    )


def test_columns_and_offsets(shipped):
    tokens = shipped[1]
    found = find_names(tokens)
    assert list(found.columns) == [
        "article",
        "start",
        "end",
        "first",
        "last",
        "name",
        "kind",
        "title",
        "gender",
        "gender_evidence",
        "link",
    ]
    assert found["article"].dtype == tokens["article"].dtype
    for row in found.itertuples():
        first, last = tokens.iloc[row.first], tokens.iloc[row.last - 1]
        assert (row.start, row.end) == (first.start, last.end)
        assert first.article == last.article == row.article
        assert first.sentence == last.sentence


def test_same_input_same_names(shipped):
    pd.testing.assert_frame_equal(find_names(shipped[1]), find_names(shipped[1]))


def test_one_article_alone_names_the_same_places(shipped):
    articles, _ = shipped
    for article in articles.index:
        assert len(find_names(bs.tokenize(articles.loc[[article]]))) > 20


@pytest.mark.parametrize(
    "text", ["", "…", "No names here at all.", "A", "Of the and.", "THE END", "Mr."]
)
def test_next_to_nothing(text):
    articles, tokens = corpus(text)
    found = find_names(tokens)
    assert found.empty
    quotes = pd.DataFrame(
        {
            "article": pd.Categorical([], categories=["a0"]),
            "start": [],
            "end": [],
            "kind": [],
        }
    ).assign(
        source_start=pd.array([], dtype="Int32"), source_end=pd.array([], dtype="Int32")
    )
    assert resolve_speakers(articles, tokens, quotes).empty


WORDS = """Anna Berg Hartley President of the Senate said Mr. Mrs. King , . “ ” may May US he she they and who
Norwegian official officials - & de van J. Jr. Secretary State for to"""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_any_words_in_any_order(words):
    articles, tokens = corpus(" ".join(words))
    found = find_names(tokens)
    assert found["name"].notna().all()
    assert (found["last"] > found["first"]).all()
    assert (found["first"].to_numpy()[1:] >= found["last"].to_numpy()[:-1]).all()
    starts = tokens["start"].to_numpy()
    quotes = pd.DataFrame(
        {
            "article": ["a0"] * len(starts),
            "start": starts,
            "end": tokens["end"].to_numpy(),
        }
    )
    quotes["source_start"], quotes["source_end"], quotes["kind"] = (
        quotes["start"],
        quotes["end"] + 9,
        "direct",
    )
    told = resolve_speakers(
        articles,
        tokens,
        quotes.astype({"source_start": "Int32", "source_end": "Int32"}),
    )
    assert told["speaker_kind"].notna().all()
    assert told.loc[told["speaker_kind"] != "unnamed", "speaker"].notna().all()
