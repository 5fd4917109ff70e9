"""What each kind of sample asks: read from `questions.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

# Between several answers in one cell, and for "I looked, and there is none".
SEPARATOR = "|"
NOTHING = "-"


@dataclass(frozen=True)
class Question:
    """One question about each row of a sample.

    Attributes:
        name: Its column in the sheet.
        ask: The question.
        codes: The answers to choose from; none where the coder writes.
        right: The codes that call the row right, where the row is shown.
        exact: The best of these, of which the share is told too.
        frame_column: The column of the frame that a blind answer is compared with.
        values: The code for each value of that column.
        others: Answers beside the names of the article.
        format: How to write an answer that has no codes.
        says: How a sentence about the share begins.
        says_exactly: How one about the share of the best begins.
        meanings: What each answer means.
        unless: Another question and the answers to it with which this one is not asked.
    """

    name: str
    ask: str
    codes: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    frame_column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    format: str = ""
    says: str = ""
    says_exactly: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        """Say whether this is asked of an item with these answers to the other questions."""
        return not any(
            answers.get(name, "").casefold() in codes
            for name, codes in self.unless.items()
        )

    def unless_sentence(self) -> str:
        """Say with which answers this is not asked."""
        others = [
            f"{name} is {' or '.join(codes)}" for name, codes in self.unless.items()
        ]
        return " and ".join(others)


@dataclass(frozen=True)
class Kind:
    """A kind of sample."""

    name: str
    frame: str
    about: str
    paragraphs: str
    by: Mapping[str, str]
    questions: dict[str, Question]


def unclear() -> str:
    """Return the answer of a coder who cannot tell."""
    return str(_definitions()["unclear"])


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of sample by its name.

    >>> sorted(kinds())
    ['dates', 'events', 'pages', 'quotes', 'speakers']
    """
    tables = {
        name: table for name, table in _definitions().items() if name != "unclear"
    }
    return {name: _kind(name, table) for name, table in tables.items()}


@cache
def _definitions() -> dict[str, Any]:
    text = files(__package__).joinpath("questions.toml").read_text("utf-8")
    return tomllib.loads(text)


def _kind(name: str, table: Mapping[str, Any]) -> Kind:
    questions = {}
    for label, settings in table["questions"].items():
        questions[label] = _question(label, settings)
    return Kind(
        name,
        table["frame"],
        table["about"],
        table["paragraphs"],
        table["by"],
        questions,
    )


def _question(name: str, settings: Mapping[str, Any]) -> Question:
    values = {key: _frozen(value) for key, value in settings.items()}
    return Question(name, **values)


def _frozen(value: Any) -> Any:
    """Return a value of the file with tuples for its lists."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value
