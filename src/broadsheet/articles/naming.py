"""Outlet, day and title from the names of folders and files, and from the head lines of texts."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePosixPath

import pandas as pd

from broadsheet.articles.columns import fold_heading, ranks_of, words_of
from broadsheet.articles.days import read_day
from broadsheet.errors import BroadsheetError

_DATA = tomllib.loads(
    resources.files(__package__).joinpath("naming.toml").read_text("utf-8")
)
OUTLET_WORDS = frozenset(_DATA["outlets"].split())
OTHER_WORDS = frozenset(_DATA["others"].split())

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
PARTS_OF_DATE = ("{year}", "{month}", "{day}")
SEPARATORS = "_-. "
LONG_NAME = 40  # characters: no outlet is as long in a file name
ENDS_WITH_MARKS = re.compile(r"[_\-. ]+$")
STARTS_WITH_MARKS = re.compile(r"^[_\-. ]+")

# "Source: The Echo", also with the stars of Markdown
HEAD_LINE = re.compile(
    r"[ \t]*(?:[#•*-]+[ \t]+)?[*_]{0,2}([^\W\d_][\w /-]{1,30}?)[ \t]*[*_]{0,2}"
    r"(?::|[ ]=(?=[ ]))[*_]{0,2}[ \t]*(\S.*)?"
)
RULE = re.compile(r"[ \t]*([-=*_])\1{2,}[ \t]*\n")  # a line below a head
BARE_LINES = 8  # in which a head without labels ends, blank ones among them
BARE_ABOVE = 3  # lines above the day
BARE_WORDS = 3  # of a day: "Monday", "May", "GMT"
BETWEEN_PARTS = re.compile(
    r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+(?=\d{1,2}\b|\d{4}-|[^\W\d_]+ \d)"
)
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)]*$")
TITLE = 200  # characters at most, of a title above a head
HEAD_LINES = 20  # lines: a head of more is a text with colons
HEAD_ROLES = (
    "title",
    "outlet",
    "published",
    "byline",
    "agency",
    "section",
    "url",
    "language",
    "dateline",
)
TEXT_LABELS = frozenset(
    [
        "text",
        "body",
        "content",
        "fulltext",
        "article",
        "story",
        "volltext",
        "texte",
        "texto",
    ]
)
KEPT_LABELS = 4  # words: an unknown label of more is prose


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
    if not name or name == "_":
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
            columns["published"] = _written_day(value)
        elif name not in ("year", "month", "day"):
            columns[FIELDS[name]] = _spaced(value)
    if {"year", "month", "day"} <= fields.keys():
        parts = (fields["year"], fields["month"], fields["day"])
        columns["published"] = _written_day("-".join(parts))
    return columns


def _written_day(value: str) -> str:
    """A day of a file name as it would stand in a text."""
    spaced = re.sub(r"[_, ]+", "-", value)
    spaced = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", "-", spaced)
    moment = read_day(
        spaced.replace("-", " ") if re.search(r"[^\W\d_]", spaced) else spaced
    )
    return moment[0].strftime("%Y-%m-%d") if moment else spaced


def _spaced(value: str) -> str:
    """A name with spaces where a file name has underlines."""
    if " " not in value:
        return " ".join(value.replace("_", " ").split())
    return value.strip()


def guess_pattern(paths: Iterable[str]) -> str | None:
    """The pattern of files whose names or folders plainly tell days, outlets or both; else None.

    A day must stand in the same place of all names. An outlet is a folder, or a part of the name, that has
    several values of which at least half have a word of newspapers' names; or folders beside days, unless
    they are called as sections, languages or parts of a corpus are.

    >>> guess_pattern(["Guardian/2021-06-11_ferry.txt", "Herald/2021-06-12_quay.txt"])
    '{outlet}/{date}_{}'
    >>> guess_pattern(["a.txt", "b.txt"]) is None
    True
    """
    files = sorted(set(paths))
    if not files:
        return None
    folders = [PurePosixPath(path).parts[:-1] for path in files]
    stems = [_stem(path) for path in files]
    name, sides = _date_in_names(stems)
    dated = name is not None
    folder_pattern, has_outlet = _folder_pattern(folders, dated)
    if not has_outlet:
        with_outlet = _outlet_in_names(stems, sides)
        name = with_outlet or name
    if name is None and not folder_pattern:
        return None
    return "/".join([*folder_pattern, name or "{}"])


def _stem(path: str) -> str:
    return re.sub(ENDING + "$", "", PurePosixPath(path).name)


def _date_in_names(stems: Sequence[str]) -> tuple[str | None, list[list[str]]]:
    """The pattern of names that all have a day in the same place, and what stands before and after it."""
    sides = []
    for stem in stems:
        match = FOUND_DATE.search(stem)
        if match is None or read_day(_written_day(match[0]), day_first=True) is None:
            return None, []
        sides.append([stem[: match.start()], stem[match.end() :]])
    before = _common([side[0] for side in sides], end=True)
    after = _common([side[1] for side in sides], end=False)
    return f"{before}{{date}}{after}", sides


def _common(texts: Sequence[str], end: bool) -> str:
    """The pattern of what stands on one side of a day: nothing, the same in all, or anything and a mark."""
    if len(set(texts)) == 1 and (not texts[0] or len(texts) > 1):
        return texts[0]
    marks = {(text[-1:] if end else text[:1]) for text in texts}
    mark = marks.pop() if len(marks) == 1 else ""
    if mark not in SEPARATORS:
        mark = ""
    if end:
        return f"{{}}{mark}"
    return f"{mark}{{}}"


def _folder_pattern(
    folders: Sequence[tuple[str, ...]], dated: bool
) -> tuple[list[str], bool]:
    """The parts of a pattern for the folders, the outermost first, and whether one is of outlets."""
    parts: list[str] = []
    for level in range(1, min(map(len, folders)) + 1):
        values = [folder[-level] for folder in folders]
        field = _date_folder(values, level)
        if field is None and "{outlet}" not in parts and _are_outlets(values, dated):
            field = "{outlet}"
        parts.insert(0, field or "{}")
    if not set(PARTS_OF_DATE) <= set(parts):  # a year alone is no day
        parts = ["{}" if part in PARTS_OF_DATE else part for part in parts]
    while parts and parts[0] == "{}":
        del parts[0]
    return parts, "{outlet}" in parts


def _date_folder(values: Sequence[str], level: int) -> str | None:
    """What folders called 2019, 03 and 04 are, counted from the file outwards."""
    for number, name in enumerate(("day", "month", "year"), start=1):
        in_figures = all(
            value.isdigit() and re.fullmatch(SHAPES[name], value) for value in values
        )
        if level == number and in_figures:
            return f"{{{name}}}"
    if all(FOUND_DATE.fullmatch(value) for value in values):
        return "{date}"
    return None


def are_outlets(names: Sequence[str]) -> bool:
    """Whether names are plainly those of outlets: at least half have a word of such, and none is another's.

    >>> are_outlets(["The Echo", "Hale Post"]), are_outlets(["train", "test"])
    (True, False)
    """
    return _are_outlets(names, dated=False)


def _are_outlets(values: Sequence[str], dated: bool) -> bool:
    names = set(values)
    if any(_is_other(name) for name in names):
        return False
    like_outlets = sum(_is_like_outlet(name) for name in names) >= len(names) / 2
    if len(names) == 1:
        return like_outlets and dated
    several = len(names) <= max(len(values) / 2, 2)
    return like_outlets or (dated and several)


def _is_other(name: str) -> bool:
    words = words_of(name)
    return not words or all(word in OTHER_WORDS or len(word) < 2 for word in words)


def _is_like_outlet(name: str) -> bool:
    words = set(words_of(name))
    glued = fold_heading(name)
    return bool(words & OUTLET_WORDS) or any(
        glued.endswith(word) for word in OUTLET_WORDS if len(word) > 4
    )


def _outlet_in_names(stems: Sequence[str], sides: list[list[str]]) -> str | None:
    """The pattern of names of which one part is the outlet: beside the day, or at either end."""
    if not sides:
        return _outlet_at_end(stems, share=1)
    before = [side[0] for side in sides]
    after = [side[1] for side in sides]
    mark = _shared(ENDS_WITH_MARKS, before)
    if mark and _name_outlets(before):
        return f"{{outlet}}{mark}{{date}}{_common(after, end=False)}"
    mark = _shared(STARTS_WITH_MARKS, after)
    if not mark:
        return None
    rest = _outlet_at_end([text[len(mark) :] for text in after])
    if rest:
        return f"{_common(before, end=True)}{{date}}{mark}{rest}"
    return None


def _shared(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    """The marks at one end of all texts, if they are the same; else nothing."""
    marks = {match[0] if (match := pattern.search(text)) else "" for text in texts}
    if len(marks) == 1:
        return marks.pop()
    return ""


def _outlet_at_end(texts: Sequence[str], share: float = 0.5) -> str | None:
    """The pattern of texts whose first or last part, or all of them, are outlets.

    Beside a day, half of them must have a word of outlets' names; without one, all of them.
    """
    for mark in ("_", " - ", "-", " "):
        if not all(mark in text for text in texts):
            continue
        if _name_outlets([text.split(mark)[0] for text in texts], share):
            return f"{{outlet}}{mark}{{}}"
        if _name_outlets([text.rsplit(mark, 1)[-1] for text in texts], share):
            return f"{{}}{mark}{{outlet}}"
    return "{outlet}" if _name_outlets(texts, share) else None


def _name_outlets(values: Sequence[str], share: float = 0.5) -> bool:
    """Whether parts of names are names of outlets: several, short, and enough with a word of such."""
    names = {value.strip(SEPARATORS) for value in values}
    if any(_is_other(name) or len(name) > LONG_NAME for name in names):
        return False
    if share == 1 and len(names) < 2:
        return False
    like_outlets = sum(_is_like_outlet(name) for name in names)
    return like_outlets >= share * len(names)


def fill_from_names(
    articles: pd.DataFrame, names: str | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Fill outlets and days that are not known otherwise from the names of folders and files.

    Args:
        articles: The frame, with days as written.
        names: A pattern; None to use what names plainly tell, "" to use nothing of them.

    Returns:
        The frame and notes on what was done.
    """
    if names == "":
        return articles, []
    if names is not None:
        return _fill(articles, parse_pattern(names), given=True)
    single = articles["file"].map(articles["file"].value_counts()) == 1
    open_ = articles["outlet"].isna() | articles["published"].isna()
    files = articles.loc[single & open_, "file"]
    if files.empty:
        return articles, []
    written = guess_pattern(files)
    if written is None:
        return articles, _offer(files, articles.loc[files.index])
    return _fill(articles, parse_pattern(written), given=False)


def _fill(
    articles: pd.DataFrame, pattern: Pattern, given: bool
) -> tuple[pd.DataFrame, list[str]]:
    matches = {path: pattern.match(path) for path in articles["file"].unique()}
    filled = articles.copy()
    filled["outlet"] = filled["outlet"].astype("str")
    counts: Counter[str] = Counter()
    fields = sorted({field for match in matches.values() for field in match or ()})
    for field in fields:
        if field == "article":
            continue
        values = articles["file"].map(
            lambda path, field=field: (matches[path] or {}).get(field)
        )
        values = values.astype("str")
        if given and field == "outlet":
            use = values.notna()
        else:
            use = filled[field].isna() & values.notna()
        counts[field] = int(use.sum())
        filled[field] = filled[field].mask(use, values)
    filled["outlet"] = filled["outlet"].astype("category")
    return filled, _told(pattern, counts, matches, given)


def _told(pattern: Pattern, counts: Counter, matches: dict, given: bool) -> list[str]:
    words = {
        "outlet": "outlet",
        "published": "day",
        "title": "title",
        "byline": "byline",
        "section": "section",
    }
    parts = []
    for field, count in counts.items():
        if count:
            parts.append(f"{words.get(field, field)} of {count:,}")
    notes = []
    if parts:
        articles = f"{' and '.join(parts)} articles"
        note = (
            f"From the names of the files and folders ({pattern.written}): {articles}"
        )
        notes.append(
            note if given else note + '; say names="" (--names "") if that is wrong'
        )
    missed = [path for path, match in matches.items() if match is None]
    if missed and given:
        files = "1 file is" if len(missed) == 1 else f"{len(missed):,} files are"
        notes.append(f"{files} not named as {pattern.written}, such as {missed[0]}")
    return notes


def _offer(files: pd.Series, articles: pd.DataFrame) -> list[str]:
    """A note where names of folders could be outlets, or names of files hold days, but not plainly."""
    missing = []
    folders = {PurePosixPath(path).parent.name for path in files} - {""}
    if len(folders) > 1 and articles["outlet"].isna().all():
        some = ", ".join(sorted(folders)[:3])
        missing.append(
            f'if the names of the folders ({some}) are those of outlets, say names="{{outlet}}/{{}}"'
        )
    dated = [path for path in files if FOUND_DATE.search(_stem(path))]
    if len(dated) > 1 and articles["published"].isna().any():
        missing.append(
            f'if names of the files such as {dated[0]} tell days, say names="{{date}}_{{}}"'
        )
    if missing:
        return [f"Outlets or days are not known: {'; '.join(missing)} (--names)"]
    return []


def split_head(text: str) -> tuple[dict[str, str], str]:
    """Lines such as `Source: The Echo` above a text, by column, and the text below them.

    At least two such lines must tell something that is known here; one may be the beginning of a story.

    >>> split_head("Title: Dam drained\\nSource: The Echo\\n\\nThe dam was drained.")
    ({'title': 'Dam drained', 'outlet': 'The Echo'}, 'The dam was drained.')
    """
    fields, rest = _head(text)
    if fields:
        return fields, rest
    first, _, below = text.lstrip("\ufeff\n\r ").partition("\n")
    if HEAD_LINE.fullmatch(first) or len(first) > TITLE:
        return {}, text
    fields, rest = _head(below)
    if fields and "title" not in fields:
        return {"title": first.strip()} | fields, rest
    return _bare_head(text)


def _bare_head(text: str) -> tuple[dict[str, str], str]:
    """Title, outlet and day on lines of their own above a text, without labels, where they are plain.

    A line that is a day alone, or a day beside an outlet, is one only among the first lines.

    >>> _bare_head("Dam drained\\nThe Echo, 2 May 2011\\n\\nThe dam was drained.")
    ({'title': 'Dam drained', 'outlet': 'The Echo', 'published': '2 May 2011'}, 'The dam was drained.')
    """
    lines = text.lstrip("\ufeff\n\r ").splitlines(keepends=True)
    written = [number for number, line in enumerate(lines[:BARE_LINES]) if line.strip()]
    for place, number in enumerate(written[1:], start=1):
        above = [lines[each].strip() for each in written[:place]]
        rest = "".join(lines[number + 1 :]).lstrip("\n\r ")
        fields = _bare_fields(above, lines[number].strip())
        if fields and rest.strip():
            return fields, rest
    return {}, text


def _bare_fields(above: list[str], line: str) -> dict[str, str]:
    """The fields of a line with a day and of those above it; none where it is a line of text."""
    if _is_prose(above, line):
        return {}
    parts = [part.strip() for part in BETWEEN_PARTS.split(line) if part.strip()]
    days = [part for part in parts if _is_day_alone(part)]
    if not days:
        return {}
    others = [part for part in parts if part not in days[0]]
    candidates = [*others, *above[1:]]
    outlets = [each for each in candidates if _is_written_as_outlet(each)]
    if not outlets:
        return {}
    names = [each for each in candidates if each not in outlets]
    fields = {"title": above[0], "outlet": outlets[0], "published": days[0]}
    return fields | ({"byline": names[0]} if names else {})


def _is_prose(above: list[str], line: str) -> bool:
    """Whether a line and those above it are too long or too many, or a sentence, for the head of a text."""
    is_long = len(line) > TITLE / 2 or any(len(each) > TITLE for each in above)
    return is_long or len(above) > BARE_ABOVE or bool(ENDS_SENTENCE.search(above[-1]))


def _is_day_alone(written: str) -> bool:
    """Whether a line is a day and hardly anything else."""
    letters = re.sub(r"[\W\d]+", " ", written).split()
    return len(letters) <= BARE_WORDS and read_day(written) is not None


def _is_written_as_outlet(written: str) -> bool:
    """Whether a line is the name of an outlet, and no place or person: by a word of such names."""
    words = written.split()
    is_like_outlet = _is_like_outlet(written) or words[0] == "The"
    return len(words) <= 6 and written[:1].isupper() and is_like_outlet


def _head(text: str) -> tuple[dict[str, str], str]:
    """The head lines that a text begins with, and what stands below them."""
    fields: dict[str, str] = {}
    lines = text.lstrip("\ufeff\n\r ").splitlines(keepends=True)
    used = 0
    for number, line in enumerate(lines[:HEAD_LINES]):
        if not line.strip():
            continue
        label, value = _head_line(line, bool(fields))
        if label == "text":
            lines[number] = value + "\n"
        if label is None or label == "text":
            break
        if value:
            fields.setdefault(label, value)
        used = number + 1
    known = [role for role in HEAD_ROLES if role in fields]
    if len(known) < 2:
        return {}, text
    rest = "".join(lines[used:]).lstrip("\n\r ")
    return fields, RULE.sub("", rest, count=1).lstrip("\n\r ") if RULE.match(
        rest
    ) else rest


def _head_line(line: str, follows: bool) -> tuple[str | None, str]:
    """The column and the value of a head line; None for a line of text.

    A label that is not known here, such as "Word count", is one only below a label that is.
    """
    match = HEAD_LINE.fullmatch(line.rstrip())
    if match is None:
        return None, ""
    value = (match[2] or "").strip()
    role = _role(match[1])
    if role is not None:
        return role, value
    words = match[1].lower().split()
    if follows and len(words) < KEPT_LABELS:
        return ("_".join(words), value)
    return (None, "")


def _role(label: str) -> str | None:
    if fold_heading(label) in TEXT_LABELS:
        return "text"
    ranks = {role: rank for role, rank in ranks_of(label).items() if role in HEAD_ROLES}
    if ranks:
        return min(ranks, key=lambda role: ranks[role])
    return None
