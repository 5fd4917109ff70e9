"""The two articles, right to the last row: quotations, speakers, dates, events.

Contents are compared by their letters and digits, so that a quotation mark or a comma at an edge does not
matter. Rows that the gold does not require are neither asked for nor errors; anything else that is found is a
false alarm.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs

GOLD = Path(__file__).parent / "gold"


def lines(name: str) -> list[dict]:
    return [
        json.loads(line)
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def corpus():
    articles = bs.read_articles(Path(__file__).parents[1] / "data")
    tokens = bs.tokenize(articles)
    ids = {article.split("_")[0]: article for article in articles.index}
    return articles, tokens, ids


@pytest.fixture(scope="module")
def quotes(corpus):
    articles, tokens, _ = corpus
    return bs.find_quotes(articles, tokens)


def ink(text: str, spans: list[list[int]]) -> frozenset[int]:
    return frozenset(
        at for start, end in spans for at in range(start, end) if text[at].isalnum()
    )


def matches(row, gold: dict, text: str) -> bool:
    accepted = [gold["content"], *gold.get("also_accept", [])]
    return ink(text, row.pieces) in [ink(text, spans) for spans in accepted]


QUOTES = lines("quotes.jsonl")


@pytest.mark.parametrize(
    "gold",
    [row for row in QUOTES if row["required"]],
    ids=lambda row: f"{row['article']}-{row['content'][0][0]}",
)
def test_quote(gold, corpus, quotes):
    articles, _, ids = corpus
    text = articles["text"][ids[gold["article"]]]
    here = quotes[quotes["article"] == ids[gold["article"]]]
    found = [row for row in here.itertuples() if matches(row, gold, text)]
    assert len(found) == 1
    (row,) = found
    assert row.kind == gold["type"]
    assert ink(text, [[row.cue_start, row.cue_end]]) == ink(text, gold["cue"])
    assert ink(text, [[row.source_start, row.source_end]]) == ink(text, gold["source"])
    assert row.speaker.casefold().removeprefix("the ") == gold[
        "speaker"
    ].casefold().removeprefix("the ")
    assert (row.speaker_kind in ("person", "organisation")) == gold["named"]
    assert row.speech


def test_no_false_alarms_among_quotes(corpus, quotes):
    articles, _, ids = corpus
    for row in quotes.itertuples():
        text = articles["text"][row.article]
        gold = [gold for gold in QUOTES if ids[gold["article"]] == row.article]
        assert any(
            ink(text, row.pieces) & ink(text, g["content"])
            for g in gold
            if not g["required"]
        ) or any(matches(row, g, text) for g in gold), row.content


def test_dates(corpus):
    articles, tokens, ids = corpus
    found = bs.find_dates(articles, tokens)
    expected = {
        (
            ids[row["article"]],
            row["start"],
            row["end"],
            row["text"],
            row["type"],
            row["value"],
            row.get("mod"),
        )
        for row in lines("dates.jsonl")
    }
    rows = found[
        ["article", "start", "end", "text", "type", "value", "mod"]
    ].itertuples(index=False)
    assert {(*row[:6], None if pd.isna(row[6]) else row[6]) for row in rows} == expected
    assert len(found) == len(expected)


def test_events(corpus):
    articles, tokens, ids = corpus
    events = bs.build_timeline(articles, tokens, bs.find_dates(articles, tokens))
    gold = lines("events.jsonl")
    assert len(events) == len(gold)
    for event, expected in zip(
        events.sort_values(["earliest", "latest"]).itertuples(), gold, strict=True
    ):
        day = pd.Period(expected["date"])
        assert event.earliest == day.start_time
        assert set(event.outlets) == {
            articles["outlet"][ids[article]] for article in expected["articles"]
        }
