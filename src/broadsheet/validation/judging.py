"""Whether an answer of the tool is that of a coder, and the table of both."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

import pandas as pd

from broadsheet.validation.answers import NO_DATE, NOT_NAMED, name_words, same_name
from broadsheet.validation.questions import Question
from broadsheet.validation.sample import Item

UNKNOWN = "unknown"
UNCERTAIN_DAYS = "-"
FOUND = "found"  # what the tool says of a row where a question has no answer of its own

# A row of the sample, what the tool says of it, and what those coders say who could tell.
Judged: TypeAlias = tuple[Item, str | None, list[str]]


def confusion_of(
    judged: Iterable[Judged], question: Question
) -> dict[str, Counter[str]]:
    """Count for each answer of the tool what the coders say."""
    otherwise = UNKNOWN if question.frame_column else FOUND
    confusion: dict[str, Counter[str]] = {}
    for _, tool, known in judged:
        for code in known:
            confusion.setdefault(tool or otherwise, Counter())[code] += 1
    return confusion


def is_right(code: str, tool: str | None, question: Question) -> bool:
    """Say whether a coder's answer calls the row right, or is that of the tool."""
    if not question.frame_column:
        return code in question.right
    if tool and question.name == "speaker":
        if code == tool:
            return True
        return _are_one(code, tool)
    return code == tool


def written_alike(
    ratings: list[list[str | None]], question: Question
) -> list[list[str | None]]:
    """Write the names that coders gave of one item alike where they can be one person's."""
    if question.name != "speaker":
        return ratings
    alike = [list(codes) for codes in ratings]
    for place in range(len(ratings[0])):
        given = [codes[place] for codes in ratings if codes[place]]
        if not given:
            continue
        first = given[0]
        for codes in alike:
            code = codes[place]
            if code and first and _are_one(code, first):
                codes[place] = first
    return alike


def _are_one(name: str, other: str) -> bool:
    if NOT_NAMED in (name, other):
        return False
    return same_name(name, other)


def table_of(
    confusion: dict[str, Counter[str]], question: Question
) -> dict[str, dict[str, int]]:
    """Return the table of confusion; of names and days only whether they are the same."""
    table: dict[str, Counter[str]] = {}
    for tool, codes in confusion.items():
        row = _row_of(tool, question)
        counts = table.setdefault(row, Counter())
        for code, number in codes.items():
            column = _column_of(code, tool, question)
            counts[column] += number
    sorted_table = {}
    for row in sorted(table):
        counts = table[row]
        sorted_table[row] = dict(sorted(counts.items()))
    return sorted_table


def _row_of(tool: str, question: Question) -> str:
    """Return what a table says for an answer of the tool."""
    if question.name not in ("speaker", "days"):
        return tool
    if tool == NOT_NAMED:
        return NOT_NAMED
    if question.name == "speaker":
        return "a name"
    return "days"


def _column_of(code: str, tool: str, question: Question) -> str:
    """Return what a table says for an answer of a coder."""
    if question.name not in ("speaker", "days"):
        return code
    if is_right(code, tool, question):
        return "the same"
    if code in (NOT_NAMED, NO_DATE, "nobody: no quotation"):
        return code
    return "another"


def name_code(name: str) -> str:
    """Return a name as it is compared: its words in the order of the alphabet."""
    words = sorted(name_words(name))
    return " ".join(words)


def speaker_code(row: pd.Series) -> str:
    """Return whom the tool names as the speaker of a row."""
    if row["speaker_kind"] in ("group", "unnamed"):
        return NOT_NAMED
    if pd.isna(row["speaker"]):
        return NOT_NAMED
    return name_code(row["speaker"])


def days_code(earliest: Any, latest: Any) -> str:
    """Write an interval of days; of a time of day the day."""
    if pd.isna(earliest):
        return UNCERTAIN_DAYS
    if pd.isna(latest):
        return UNCERTAIN_DAYS
    last_moment = latest - pd.Timedelta(seconds=1)
    first = str(earliest)[:10]
    last = str(last_moment)[:10]
    return f"{first} to {last}"
