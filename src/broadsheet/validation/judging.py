"""Whether an answer of the tool is that of a coder, and the table of both."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from broadsheet.validation.answers import NO_DATE, NOT_NAMED, same_name
from broadsheet.validation.questions import Question
from broadsheet.validation.sample import Item

UNKNOWN = "unknown"
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
    if question.name == "speaker" and tool and NOT_NAMED not in (code, tool):
        return same_name(code, tool)
    return code == tool


def written_alike(
    ratings: list[list[str | None]], question: Question
) -> list[list[str | None]]:
    """Write the names that coders gave of one item alike where they can be one person's."""
    if question.name != "speaker":
        return ratings
    alike = [list(codes) for codes in ratings]
    for place in range(len(ratings[0])):
        first = next((codes[place] for codes in ratings if codes[place]), None)
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
    if question.name not in ("speaker", "days"):
        return {
            tool: dict(sorted(codes.items()))
            for tool, codes in sorted(confusion.items())
        }
    table: dict[str, Counter[str]] = {}
    for tool, codes in confusion.items():
        if tool == NOT_NAMED:
            row = NOT_NAMED
        elif question.name == "speaker":
            row = "a name"
        else:
            row = "days"
        for code, number in codes.items():
            column = "the same" if is_right(code, tool, question) else _other(code)
            table.setdefault(row, Counter())[column] += number
    return {tool: dict(sorted(codes.items())) for tool, codes in sorted(table.items())}


def _other(code: str) -> str:
    known = (NOT_NAMED, NO_DATE, "nobody: no quotation")
    return code if code in known else "another"
