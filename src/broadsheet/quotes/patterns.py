"""The patterns and words of layouts.toml, ready for use."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A label opens its paragraph, a quotation mark before it or not, or follows the end of a sentence.
BEFORE_LABEL = r"(?:(?<=^)|(?<=^[“\"‘'])|(?<=[.?!…”\"’')\]]\s))"


@dataclass(frozen=True)
class Layouts:
    """What layouts.toml holds, ready for use."""

    time: re.Pattern
    time_alone: re.Pattern
    nickname: re.Pattern
    faq: re.Pattern
    play: re.Pattern
    label: re.Pattern
    dash: re.Pattern
    headings: frozenset[str]
    parts: dict[str, str]


@cache
def layouts() -> Layouts:
    """Read layouts.toml."""
    path = files("broadsheet.quotes").joinpath("layouts.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Layouts(
        time=re.compile(data["time"]),
        time_alone=re.compile(data["time_alone"]),
        nickname=re.compile(data["nickname"]),
        faq=re.compile(data["faq"]),
        play=re.compile(data["play"]),
        label=re.compile(BEFORE_LABEL + data["label"], re.VERBOSE),
        dash=re.compile(r"[”\"’'»]\s*" + data["dash"]),
        headings=frozenset(data["headings"].split()),
        parts=data["parts"],
    )
