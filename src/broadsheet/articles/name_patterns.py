"""Patterns of the names of files, such as `{outlet}/{date}_{}.txt`."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet.articles.days import read_day
from broadsheet.errors import BroadsheetError

# What a pattern can name, and the column that it fills.
FIELDS = {
    "outlet": "outlet",
    "date": "published",
    "title": "title",
    "author": "byline",
    "section": "section",
    "agency": "agency",
    "id": "article",
    "year": "year",
    "month": "month",
    "day": "day",
}
FIELD = re.compile(r"\{(\w*)\}")
MONTH_NAME = r"[^\W\d_]{3,9}"
# A day as file names write it. Eight figures are one only with a year and a month that there can be.
DATE = (
    r"(?:1[7-9]|20|21)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\d{1,2}[-_. ]\d{1,2}[-_. ](?:1[7-9]|20|21)\d\d(?!\d)"
    rf"|\d{{1,2}}[-_. ]{{0,2}}{MONTH_NAME}[-_., ]{{0,2}}(?:1[7-9]|20|21)\d\d(?!\d)"
    rf"|{MONTH_NAME}[-_. ]{{0,2}}\d{{1,2}}[-_., ]{{1,2}}(?:1[7-9]|20|21)\d\d(?!\d)"
    rf"|(?:1[7-9]|20|21)\d\d[-_. ]?{MONTH_NAME}[-_. ]?\d{{1,2}}(?!\d)"
)
SHAPES = {
    "date": DATE,
    "year": r"(?:1[7-9]|20|21)\d\d",
    "month": rf"\d{{1,2}}|{MONTH_NAME}",
    "day": r"\d{1,2}",
}
ANYTHING = r"[^/]*"
SOMETHING = r"[^/]+?"
ENDING = r"(?:\.[A-Za-z][A-Za-z0-9]{0,5}){0,2}"
HAS_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}$")
FOUND_DATE = re.compile(rf"(?<!\d)(?:{DATE})")


@dataclass(frozen=True)
class Pattern:
    """What the names of files tell, such as `{outlet}/{date}_{}.txt`; made by `parse_pattern`."""

    written: str
    regex: re.Pattern[str]
    depth: int  # folders and the file that it speaks of

    def match(self, path: str) -> dict[str, str] | None:
        """What a path tells, by column; None where it is not of this pattern.

        >>> parse_pattern("{outlet}/{date}_{}.txt").match("in/New_Echo/2021-06-11_ferry.txt")
        {'outlet': 'New Echo', 'published': '2021-06-11'}
        """
        parts = PurePosixPath(path).parts[-self.depth :]
        match = self.regex.fullmatch("/".join(parts))
        if match is None:
            return None
        fields = {name: value for name, value in match.groupdict().items() if value}
        return _columns(fields)


def parse_pattern(pattern: str) -> Pattern:
    """A pattern of file names, to be matched from the end of a path.

    `{outlet}`, `{date}`, `{title}`, `{author}`, `{section}`, `{agency}`, `{id}`, `{year}`, `{month}` and
    `{day}` name what stands there; `{}` is anything. A pattern without an ending is of files of any kind.

    Raises:
        BroadsheetError: A name in it is not one of these, or it names nothing.

    >>> parse_pattern("{date}_{outlet}_{}").match("2021-06-11_Echo_dam.txt")
    {'published': '2021-06-11', 'outlet': 'Echo'}
    """
    written = pattern.strip().strip("/")
    expression = ""
    end = 0
    seen: list[str] = []
    for field in FIELD.finditer(written):
        expression += re.escape(written[end : field.start()])
        expression += _expression(field[1], pattern, seen)
        end = field.end()
    expression += re.escape(written[end:])
    if not seen:
        raise BroadsheetError(
            f"The pattern of names {pattern!r} names nothing: write it as {{outlet}}/{{date}}_{{}}"
        )
    if not HAS_ENDING.search(written):
        expression += ENDING
    return Pattern(written, re.compile(expression, re.I), written.count("/") + 1)


def _expression(name: str, pattern: str, seen: list[str]) -> str:
    if not name:
        return ANYTHING
    if name == "_":
        return ANYTHING
    if name not in FIELDS:
        fields = ", ".join(f"{{{field}}}" for field in FIELDS)
        raise BroadsheetError(
            f"The pattern of names {pattern!r} has {{{name}}}: use {fields} or {{}}."
        )
    if name in seen:
        return f"(?P={name})"  # the same again: Echo/Echo_2019.txt
    seen.append(name)
    return f"(?P<{name}>{SHAPES.get(name, SOMETHING)})"


def _columns(fields: dict[str, str]) -> dict[str, str]:
    """Fields of a pattern as columns of the frame."""
    columns = {}
    for name, value in fields.items():
        if name == "date":
            columns["published"] = written_day(value)
        elif name not in ("year", "month", "day"):
            columns[FIELDS[name]] = _spaced(value)
    if {"year", "month", "day"} <= fields.keys():
        parts = (fields["year"], fields["month"], fields["day"])
        columns["published"] = written_day("-".join(parts))
    return columns


def written_day(value: str) -> str:
    """A day of a file name as it would stand in a text."""
    spaced = re.sub(r"[_, ]+", "-", value)
    spaced = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", "-", spaced)
    moment = read_day(
        spaced.replace("-", " ") if re.search(r"[^\W\d_]", spaced) else spaced
    )
    if moment:
        return moment[0].strftime("%Y-%m-%d")
    return spaced


def _spaced(value: str) -> str:
    """A name with spaces where a file name has underlines."""
    if " " not in value:
        return " ".join(value.replace("_", " ").split())
    return value.strip()


def stem_of(path: str) -> str:
    return re.sub(ENDING + "$", "", PurePosixPath(path).name)
