"""Broken words, written forms, and time that grows with the text."""

import pandas as pd
import pytest

from broadsheet.text import tokenize, written_form


def frame(text: str) -> pd.DataFrame:
    return pd.DataFrame({"text": [text]}, index=["a"])


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("The talks ended on Wednes-\nday at noon.", "wednesday"),
        ("The harbour was nego-\n  tiating with them.", "negotiating"),
        ("He is a well-\nknown skipper.", "well-known"),
        ("The out\u00ad\ncome was known.", "outcome"),
    ],
)
def test_a_word_broken_at_a_line_end_is_one(text, norm):
    tokens = tokenize(frame(text))
    words = tokens.loc[tokens["is_word"], "norm"].tolist()
    assert norm in words
    assert words.count(norm) == 1
    assert all(
        text[start:end] == token
        for start, end, token in tokens[["start", "end", "token"]].itertuples(
            index=False
        )
    )


@pytest.mark.parametrize(
    "text",
    ["A well-known skipper.", "Bergen-\n\nOslo is a line.", "It ended -\nwith rain."],
)
def test_other_hyphens_join_nothing(text):
    tokens = tokenize(frame(text))
    assert (
        tokens.loc[tokens["is_word"], "norm"].tolist()
        == [word.strip("-. ").lower() for word in text.split() if word.strip("-. ")]
        or "bergen-" in tokens["norm"].tolist()
    )


def test_forms_of_address_are_one_word():
    one = tokenize(frame("Mr. Aas met Dr. Moe on St. Olav Street."))
    two = tokenize(frame("Mr Aas met Dr Moe on St Olav Street."))
    assert one["norm"].tolist() == two["norm"].tolist()


def test_words_are_shown_as_they_are_written():
    forms = written_form(
        tokenize(
            frame(
                "Talks in the U.S. ended. The talks were long, Moe said. US talks end."
            )
        )
    )
    assert forms[["u.s.", "talks", "moe"]].tolist() == ["U.S.", "talks", "Moe"]


PIECES = [
    "-",
    "'",
    '"',
    "“",
    "’",
    ".",
    "a",
    "A",
    "1",
    "@",
    "(",
    "[",
    "/",
    "-a",
    "a@",
    ".-",
    "'-",
    "(photo ",
    "www.",
    "a-\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text(cpu_seconds, grows_with_size, piece):
    """Four times the text would take sixteen times as long, were it read again from each place."""

    def seconds(size: int) -> float:
        articles = frame((piece * size)[:size])
        return cpu_seconds(tokenize, articles)

    assert grows_with_size(seconds, 5_000, 20_000, slack=2.25)


@pytest.mark.parametrize(
    ("text", "norm", "form"),
    [
        ("Better roads came. We want better ones.", "better", "better"),
        (
            "“Better roads,” she said. Better ones came. He ran better.",
            "better",
            "better",
        ),
        ("He said: Better roads. Better ones came. It was better.", "better", "better"),
        ("Ran, the film, won. She saw Ran twice and ran home.", "ran", "ran"),
        ("She saw Ran, and Ran again, and ran home.", "ran", "Ran"),
        ("Better roads came.", "better", "Better"),  # nothing else is known
    ],
)
def test_heads_of_sentences_say_nothing_of_how_a_word_is_written(text, norm, form):
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    assert written_form(tokenize(articles))[norm] == form
