"""Tagged text: Factiva's codes (HD, SN, PD, LP, TD) and RIS (TY, TI, T2, DA, AB); see `codes.toml`."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

from broadsheet.articles.languages import language_code

Record = dict[str, Any]
Codes = dict[str, list[str]]

TABLES = tomllib.loads(
    resources.files(__package__).joinpath("codes.toml").read_text("utf-8")
)
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$")
# References have one text under several codes, the longest of them whole.
REFERENCES = ("TY", "0")
ENDNOTE_LINE = re.compile(r"%([A-Z0-9!@~^&+])(?: (.*))?$")
NUMBER_LINE = re.compile(
    r"^\S+ (?=\w{12})"
)  # "Document" before the number of a document


def _factiva_codes() -> frozenset[str]:
    table = TABLES["factiva"]
    lists = (codes for codes in table.values() if isinstance(codes, list))
    return frozenset(code for codes in lists for code in codes)


FACTIVA_CODES = _factiva_codes()
FACTIVA_LINE = re.compile(
    rf"({'|'.join(sorted(FACTIVA_CODES, key=len, reverse=True))})(?:[ \t]+(.*))?$"
)


def read_factiva(text: str) -> Iterator[Record]:
    """Articles of a Factiva export with codes before their fields."""
    before = frozenset(TABLES["factiva"]["before"])
    for codes in _articles(text, FACTIVA_LINE, "HD", before):
        yield factiva_record(codes)


def factiva_record(codes: Codes) -> Record:
    """The columns of one article from its codes."""
    record = _columns(codes, TABLES["factiva"])
    hour = record.pop("hour", None)
    if hour:
        record["published"] = f"{record.get('published', '')} {hour}"
    if record.get("article"):
        record["article"] = NUMBER_LINE.sub("", record["article"])
    return record


def read_ris(text: str) -> Iterator[Record]:
    """References of a RIS file; where one holds no text, its abstract is all there is."""
    for codes in _articles(text, RIS_LINE, "TY", frozenset()):
        record = _columns(codes, TABLES["ris"])
        if len(codes.get("DA", [])) == 1:
            record["published"] = codes["DA"][0].strip("/ ")
        yield record


def read_endnote(text: str) -> Iterator[Record]:
    """References as EndNote's tagged export has them, `%T` before a title."""
    for codes in _articles(text, ENDNOTE_LINE, "0", frozenset()):
        yield _columns(codes, TABLES["endnote"])


def _articles(
    text: str, pattern: re.Pattern[str], start: str, before: frozenset[str]
) -> Iterator[Codes]:
    """The lines under each code, article by article: a new one begins with its first code."""
    codes: Codes = {}
    code = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        match = pattern.match(line.strip("\ufeff") if line.strip() else "")
        if match is None:
            if code:
                codes[code].append(line.strip())
            continue
        code = match[1]
        is_new = start in codes and (code == start or code in before)
        if is_new:
            yield codes
            codes = {}
        value = match[2] or ""
        codes.setdefault(code, []).append(value.strip())
    if start in codes:
        yield codes


def _columns(codes: Codes, table: dict[str, Any]) -> Record:
    record: Record = {}
    for column, names in table.items():
        if column in ("start", "text", "others", "before"):
            continue
        filled = (name for name in names if any(codes.get(name, [])))
        name = next(filled, None)
        if name is not None:
            record[column] = _joined(codes[name], column)
    record["text"] = _text(codes, table)
    record["language"] = (
        language_code(record["language"]) if record.get("language") else None
    )
    return record


def _joined(lines: list[str], column: str) -> str:
    filled = [line for line in lines if line]
    return (", " if column == "byline" else " ").join(filled)


def _text(codes: Codes, table: dict[str, Any]) -> str:
    """The text under the codes that hold it: all of them for Factiva, of RIS the longest."""
    texts = ["\n\n".join(filter(None, codes.get(code, []))) for code in table["text"]]
    if table["start"] in REFERENCES:
        return max(texts, key=len)
    return "\n\n".join(filter(None, texts))
