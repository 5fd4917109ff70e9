"""The pattern of files whose names plainly tell days, outlets or both."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from broadsheet.articles.days import read_day
from broadsheet.articles.name_patterns import FOUND_DATE, SHAPES, stem_of, written_day
from broadsheet.articles.outlet_names import (
    are_outlet_folders,
    is_like_outlet,
    is_other_folder,
)

LEVELS = ("day", "month", "year")  # of folders, counted from the file outwards
PARTS_OF_DATE = ("{year}", "{month}", "{day}")
SEPARATORS = "_-. "
LONG_NAME = 40  # characters: no outlet is as long in a file name
ENDS_WITH_MARKS = re.compile(r"[_\-. ]+$")
STARTS_WITH_MARKS = re.compile(r"^[_\-. ]+")


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
    stems = [stem_of(path) for path in files]
    sides = _around_dates(stems)
    folder_pattern = _folder_pattern(folders, dated=sides is not None)
    name = sides.pattern() if sides else None
    if "{outlet}" not in folder_pattern:
        name = _outlet_in_names(stems, sides) or name
    if name is None and not folder_pattern:
        return None
    return "/".join([*folder_pattern, name or "{}"])


@dataclass
class Sides:
    """What stands before and after the day, in each of several names."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def pattern(self) -> str:
        """The pattern of the names, whatever stands beside the day."""
        before = _common(self.before, end=True)
        after = _common(self.after, end=False)
        return f"{before}{{date}}{after}"


def _around_dates(stems: Sequence[str]) -> Sides | None:
    """What stands around the days of names; None where one of them has no day."""
    sides = Sides()
    for stem in stems:
        match = FOUND_DATE.search(stem)
        if match is None:
            return None
        day = written_day(match[0])
        if read_day(day, day_first=True) is None:
            return None
        sides.before.append(stem[: match.start()])
        sides.after.append(stem[match.end() :])
    return sides


def _common(texts: Sequence[str], end: bool) -> str:
    """The pattern of what stands on one side of a day: nothing, the same in all, or anything and a mark."""
    if len(set(texts)) == 1 and (not texts[0] or len(texts) > 1):
        return texts[0]
    if end:
        mark = _only({text[-1:] for text in texts})
    else:
        mark = _only({text[:1] for text in texts})
    if mark not in SEPARATORS:
        mark = ""
    if end:
        return f"{{}}{mark}"
    return f"{mark}{{}}"


def _only(marks: set[str]) -> str:
    """The one member of a set; nothing where there are several."""
    if len(marks) == 1:
        return marks.pop()
    return ""


def _folder_pattern(folders: Sequence[tuple[str, ...]], dated: bool) -> list[str]:
    """The parts of a pattern for the folders, the outermost first."""
    parts: list[str] = []
    for level in range(1, min(map(len, folders)) + 1):
        values = [folder[-level] for folder in folders]
        part = _date_folder(values, level)
        is_free = part is None and "{outlet}" not in parts
        if is_free and are_outlet_folders(values, dated):
            part = "{outlet}"
        parts.insert(0, part or "{}")
    if not set(PARTS_OF_DATE) <= set(parts):  # a year alone is no day
        parts = ["{}" if part in PARTS_OF_DATE else part for part in parts]
    while parts and parts[0] == "{}":
        del parts[0]
    return parts


def _date_folder(values: Sequence[str], level: int) -> str | None:
    """What folders called 2019, 03 and 04 are, counted from the file outwards."""
    if level <= len(LEVELS):
        name = LEVELS[level - 1]
        shape = re.compile(SHAPES[name])
        if all(value.isdigit() and shape.fullmatch(value) for value in values):
            return f"{{{name}}}"
    if all(FOUND_DATE.fullmatch(value) for value in values):
        return "{date}"
    return None


def _outlet_in_names(stems: Sequence[str], sides: Sides | None) -> str | None:
    """The pattern of names of which one part is the outlet: beside the day, or at either end."""
    if sides is None:
        return _outlet_at_end(stems, share=1)
    mark = _shared(ENDS_WITH_MARKS, sides.before)
    if mark and _name_outlets(sides.before):
        after = _common(sides.after, end=False)
        return f"{{outlet}}{mark}{{date}}{after}"
    mark = _shared(STARTS_WITH_MARKS, sides.after)
    if not mark:
        return None
    rest = _outlet_at_end([text[len(mark) :] for text in sides.after])
    if rest is None:
        return None
    before = _common(sides.before, end=True)
    return f"{before}{{date}}{mark}{rest}"


def _shared(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    """The marks at one end of all texts, if they are the same; else nothing."""
    marks = set()
    for text in texts:
        match = pattern.search(text)
        marks.add(match[0] if match else "")
    return _only(marks)


def _outlet_at_end(texts: Sequence[str], share: float = 0.5) -> str | None:
    """The pattern of texts whose first or last part, or all of them, are outlets.

    Beside a day, half of them must have a word of outlets' names; without one, all of them.
    """
    for mark in ("_", " - ", "-", " "):
        if not all(mark in text for text in texts):
            continue
        first_parts = [text.split(mark)[0] for text in texts]
        if _name_outlets(first_parts, share):
            return f"{{outlet}}{mark}{{}}"
        last_parts = [text.rsplit(mark, 1)[-1] for text in texts]
        if _name_outlets(last_parts, share):
            return f"{{}}{mark}{{outlet}}"
    if _name_outlets(texts, share):
        return "{outlet}"
    return None


def _name_outlets(values: Sequence[str], share: float = 0.5) -> bool:
    """Whether parts of names are names of outlets: several, short, and enough with a word of such."""
    names = {value.strip(SEPARATORS) for value in values}
    if any(is_other_folder(name) or len(name) > LONG_NAME for name in names):
        return False
    if share == 1 and len(names) < 2:
        return False
    like_outlets = sum(is_like_outlet(name) for name in names)
    return like_outlets >= share * len(names)
