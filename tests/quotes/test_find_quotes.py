"""Attributions: cases of our own making, offsets, hostile text, and the network against plain loops."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from broadsheet.frames import FRAMES
from broadsheet.quotes import find_quotes
from broadsheet.quotes.blocks import read_blocks
from broadsheet.quotes.marks import CLOSES, INSIDE, OPENS, OUTSIDE, UNCLOSED
from broadsheet.quotes.network import LABELS, Network, distance_bucket
from broadsheet.text import tokenize

CASES = json.loads(
    (Path(__file__).parents[1] / "gold" / "quotes_cases.json").read_text(
        encoding="utf-8"
    )
)


def articles(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"text": pd.array(texts, dtype="str")},
        index=[f"a{k}" for k in range(len(texts))],
    )


def quotes(*texts: str, **options) -> pd.DataFrame:
    frame = articles(*texts)
    return find_quotes(frame, tokenize(frame), **options)


def ink(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case):
    found = quotes(case["text"])
    assert len(found) == len(case["expected"])
    for row, expected in zip(found.itertuples(), case["expected"], strict=True):
        assert [ink(case["text"][s:e]) for s, e in row.pieces] == [
            ink(piece) for piece in expected["content"]
        ]
        shown = [piece.removeprefix("that ") for piece in expected["content"]]
        assert ink(row.content) == ink("".join(shown))
        assert (row.kind, row.cue, row.source) == (
            expected["kind"],
            expected["cue"],
            expected["source"],
        )


def test_columns_and_offsets():
    text = "“It rains,” said Eva Berg. She believes the dam will hold. The radio says the rain will stop."
    found = quotes(text, beliefs=True)
    assert found.columns.tolist() == FRAMES["quotes"].made
    assert not found["speech"].all()
    assert len(quotes(text)) == found["speech"].sum()
    for row in found.itertuples():
        assert row.content == " … ".join(
            text[s:e].removeprefix("that ") for s, e in row.pieces
        )
        assert text[row.cue_start : row.cue_end] == row.cue
        assert (
            pd.isna(row.source) or text[row.source_start : row.source_end] == row.source
        )
        assert (
            row.start
            <= min(row.pieces[0][0], row.cue_start)
            <= max(row.pieces[-1][1], row.cue_end)
            <= row.end
        )
        assert 0 <= row.score <= 1
    for nothing in ("", "It rained."):
        empty = quotes(nothing)
        assert not len(empty)
        assert [str(kind) for kind in empty.dtypes] == [
            str(kind) for kind in found.dtypes
        ]


def test_an_article_reads_the_same_in_any_company():
    one = "“We won,” the mayor told reporters. The opposition said the count was wrong."
    other = "Nobody spoke. " * 40 + "\n\nThe clerk said the vote was void."
    alone = pd.concat([quotes(one), quotes(other)])["content"].tolist()
    assert quotes(one, other)["content"].tolist() == alone


@pytest.mark.parametrize(
    "ending", ['The ferry sailed at noon. "', "The crew was “", "The crew (", "Moss:"]
)
@pytest.mark.parametrize(
    "beginning",
    [
        "Otters may return to the weir, according to a ranger.",
        "is over, she said, and the hall is shut.",
        "that rain is due, said Ada Moss.",
        ") said Ada Moss. It was late.",
    ],
)
def test_what_an_article_ends_with_is_no_part_of_the_next(ending, beginning):
    columns = ["start", "end", "content", "pieces", "cue", "source", "rule"]
    alone = quotes(beginning)[columns]
    both = quotes(ending, beginning)
    second = both[both["article"] == "a1"][columns]
    pd.testing.assert_frame_equal(second.reset_index(drop=True), alone)


def test_marks():
    text = "He said “yes, ‘maybe’ no” and left.\n\n“Open it"
    tokens = tokenize(articles(text))
    vocabulary = {name: pd.Index(["said"]) for name in ("word", "lemma", "pos")}
    marks = read_blocks(tokens, vocabulary).features[:, 3]
    assert marks[tokens["token"] == "He"] == OUTSIDE
    assert marks[tokens["token"] == "yes"] == INSIDE
    assert marks[tokens["token"] == "no"] == INSIDE
    assert marks[(tokens["token"] == "“").to_numpy()].tolist() == [OPENS, OPENS]
    assert marks[tokens["token"] == "”"] == CLOSES
    assert marks[tokens["token"] == "it"] == UNCLOSED


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab. ,\n\"“”'‘’:said the", max_size=300))
def test_any_text_is_read(text):
    found = quotes(text, beliefs=True)
    for row in found.itertuples():
        assert row.content == " … ".join(
            text[s:e].removeprefix("that ") for s, e in row.pieces
        )
        assert all(s < e for s, e in row.pieces)


@pytest.mark.parametrize("unit", ['"', "“", "said ", "“Yes,” he said. "])
def test_time_grows_with_length_alone(cpu_seconds, grows_with_size, unit):
    @cache
    def read(count):
        frame = articles(unit * count)
        return frame, tokenize(frame)

    def seconds(count):
        return cpu_seconds(find_quotes, *read(count))

    assert grows_with_size(seconds, 2_000, 8_000, slack=2.5)


def test_best_labels_are_the_best_of_all_sequences():
    rng = np.random.default_rng(0)
    network = Network(
        {
            "transition": rng.normal(size=(len(LABELS), len(LABELS))).astype(
                np.float32
            ),
            "start": rng.normal(size=len(LABELS)).astype(np.float32),
        }
    )
    lengths = np.array([3, 1, 4])
    scores = rng.normal(size=(lengths.sum(), len(LABELS))).astype(np.float32)
    labels = network.best_labels(scores, lengths)
    for low, length in zip(np.cumsum(lengths) - lengths, lengths, strict=True):
        every = np.stack(
            np.meshgrid(*[np.arange(len(LABELS))] * length, indexing="ij"), -1
        ).reshape(-1, length)
        total = network["start"][every[:, 0]] + scores[
            low + np.arange(length), every
        ].sum(axis=1)
        total += network["transition"][every[:, :-1], every[:, 1:]].sum(axis=1)
        assert labels[low : low + length].tolist() == every[total.argmax()].tolist()


def test_distances():
    assert distance_bucket(np.array([0, 1, -1, 8, -8])).tolist() == [16, 17, 15, 24, 8]
    assert distance_bucket(np.array([-96, 96, 10_000])).tolist() == [0, 32, 32]


def test_reading_takes_one_thread_and_leaves_the_others_to_who_had_them(monkeypatch):
    def threads():
        return {
            one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"
        }

    articles = pd.DataFrame(
        {"text": ["“We won,” the mayor told reporters."]}, index=["a"]
    )
    seen, read = [], Network.read

    def watched(*given):
        seen.append(threads())
        return read(*given)

    monkeypatch.setattr(Network, "read", watched)
    with threadpool_limits(2, user_api="blas"):
        before = threads()
        find_quotes(articles, tokenize(articles))
        assert (seen, threads()) == ([{1}], before)


def test_a_paragraph_that_goes_on_is_a_little_less_sure_than_what_it_continues():
    text = (
        "“The pier is closed,” said harbour master Ida Lund. “It will stay closed.”\n\n"
        "She stood in the rain as she spoke.\n\n"
        "Then Lund said: “We have asked for money.” She paused.\n\n"
        "“Nobody has answered us since the spring.”"
    )
    articles = pd.DataFrame({"text": [text]}, index=["pier"])
    quotes = find_quotes(articles, tokenize(articles))
    is_more = quotes["rule"].eq("layout:continued")
    assert is_more.sum() == 1
    before = quotes[~is_more].iloc[-1]
    score = quotes.loc[is_more, "score"].iloc[0]
    assert score == pytest.approx(0.9 * before["score"])


@pytest.mark.parametrize(
    "sentence",
    [
        "“Shut the gate,” Moe said, according to Per Dahl, who asked that the road be",
        "The mayor was quoted as saying the ferry would run, adding: “Nobody knows",
        "Asked whether it would rain in the Valley, the minister said she expected it in",
    ],
)
def test_a_text_may_be_cut_at_any_word(sentence):
    words = sentence.split(" ")
    for count in range(1, len(words) + 1):
        cut = " ".join(words[:count])
        for row in quotes(cut).itertuples():
            assert row.end <= len(cut)
