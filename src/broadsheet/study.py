"""A study: how the articles are read, which of them are analysed, and what is asked of them.

A study is described once, in a file `broadsheet.toml` beside the articles, in another file, or as arguments
of `open_corpus`, and obeyed by every notebook, command and page. `study.toml` lists the settings.
"""

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

from broadsheet.errors import BroadsheetError

FILE_NAME = "broadsheet.toml"

SETTINGS: dict[str, dict[str, Any]] = tomllib.loads(
    resources.files(__package__).joinpath("study.toml").read_text("utf-8")
)


@dataclass(frozen=True)
class Study:
    """The settings of a study; `study.toml` says what each of them decides.

    >>> Study(outlets=["The Watch"]).selects
    True
    """

    title: str = "broadsheet"
    columns: dict[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    names: str | None = None
    duplicates: str = "keep"
    limits: dict[str, int] = field(default_factory=dict)
    outlet_aliases: dict[str, list[str]] = field(default_factory=dict)
    outlets: list[str] = field(default_factory=list)
    exclude_outlets: list[str] = field(default_factory=list)
    start: datetime.date | None = None
    end: datetime.date | None = None
    mentioning: list[str] = field(default_factory=list)
    compare: list[str] = field(default_factory=list)
    compare_by: list[str] = field(default_factory=list)
    compare_day: datetime.date | None = None
    compare_all: bool = False
    phrase_length: int | None = None
    words: list[str] = field(default_factory=list)
    dictionaries: list[str] = field(default_factory=list)
    near: str = ""
    stop_words: list[str] = field(default_factory=list)
    word_aliases: dict[str, list[str]] = field(default_factory=dict)
    timeline_days: int | None = None
    timeline_start: datetime.date | None = None
    timeline_end: datetime.date | None = None
    timeline_topic: str = ""
    timeline_name: str = ""
    corrections: str = ""
    model: str = "fast"

    @property
    def selects(self) -> bool:
        """Whether the study analyses only some of the articles, or calls outlets by other names."""
        chosen = (
            self.outlets,
            self.exclude_outlets,
            self.start,
            self.end,
            self.mentioning,
        )
        return any(chosen) or bool(self.outlet_aliases)

    def changed(self) -> dict[str, Any]:
        """Return the settings that are not the default, by name.

        >>> Study(title="The talks").changed()
        {'title': 'The talks'}
        """
        default = asdict(Study())
        changed: dict[str, Any] = {}
        for name, value in asdict(self).items():
            if value != default[name]:
                changed[name] = value
        return changed


def read_study(path: Path) -> Study:
    """Read a study file.

    Args:
        path: a TOML file with settings of `study.toml`.

    Raises:
        BroadsheetError: where the file is no TOML, or a setting is unknown or of the wrong type.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BroadsheetError(
            f"The study file {path} cannot be read: {error}."
        ) from error
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BroadsheetError(
            f"The study file {path.name} is not valid TOML: {error}."
        ) from error
    try:
        return resolve_dictionaries(make_study(settings), path.parent)
    except SettingError as error:
        line = _line_of(error.setting, text)
        raise BroadsheetError(f"{path.name}, line {line}: {error}") from error


def resolve_dictionaries(study: Study, folder: Path) -> Study:
    """Find the study's dictionaries in a folder, so that they are found from any other too.

    Args:
        study: the study.
        folder: where the study file or the articles are.
    """
    paths = []
    for name in study.dictionaries:
        beside = folder / name
        path = beside if beside.is_file() else Path(name)
        paths.append(str(path.resolve() if path.is_file() else name))
    return replace(study, dictionaries=paths)


class SettingError(BroadsheetError):
    """A setting that is unknown or has a value that cannot be used."""

    def __init__(self, setting: str, sentence: str) -> None:
        super().__init__(sentence)
        self.setting = setting


def _line_of(setting: str, text: str) -> int:
    pattern = re.compile(rf"^\s*\[?\s*[\"']?{re.escape(setting)}[\"']?\s*[=\].]")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return 1


def make_study(settings: Mapping[str, Any]) -> Study:
    """Make a study of settings by name, and check each.

    Raises:
        SettingError: where a setting is unknown or of the wrong type.

    >>> make_study({"outlets": "The Watch"}).outlets
    ['The Watch']
    """
    given = {name: value for name, value in settings.items() if value is not None}
    for name in given:
        if name not in SETTINGS:
            raise SettingError(
                name, f"there is no setting {name!r}; {_suggestion(name)}."
            )
    checked = {name: _checked(name, value) for name, value in given.items()}
    study = Study(**checked)
    _check_period("end", study.start, study.end)
    _check_period("timeline_end", study.timeline_start, study.timeline_end)
    _check_compared(study.compare)
    _check_aliases(study.outlet_aliases)
    return study


def _check_period(
    name: str, start: datetime.date | None, end: datetime.date | None
) -> None:
    if start and end and start > end:
        raise SettingError(
            name, f"the period ends on {end}, before it starts on {start}."
        )


def _check_compared(pair: list[str]) -> None:
    if pair and pair[0] == pair[1]:
        raise SettingError(
            "compare", f"compare names {pair[0]!r} twice; name two that differ."
        )


def _check_aliases(aliases: Mapping[str, Any]) -> None:
    """Check that each name goes by one other name."""
    owners: dict[str, str] = {}
    for name, others in aliases.items():
        listed = _texts(others)
        if listed is None:
            raise SettingError(
                "outlet_aliases",
                f"outlet_aliases must give {name!r} a list of names, and gives {others!r}; "
                f"for example {_example('outlet_aliases')}.",
            )
        for other in listed:
            owner = owners.setdefault(other.casefold(), name)
            if owner != name:
                raise SettingError(
                    "outlet_aliases",
                    f"outlet_aliases calls {other!r} both {owner!r} and {name!r}; choose one of them.",
                )


def _suggestion(name: str) -> str:
    close = get_close_matches(name, SETTINGS, n=1)
    if close:
        return f"did you mean {close[0]!r}?".rstrip("?")
    return f"the settings are {', '.join(sorted(SETTINGS))}"


def _checked(name: str, value: Any) -> Any:
    """Return the value in the type of the setting, or raise."""
    kind = SETTINGS[name]["type"]
    choices = SETTINGS[name].get("choices")
    if choices and value not in choices:
        options = " or ".join(repr(choice) for choice in choices)
        raise SettingError(name, f"{name} must be {options}, and is {value!r}.")
    converted = _CONVERTERS[kind](value)
    if converted is None:
        raise SettingError(
            name,
            f"{name} must be {_KINDS[kind]}, and is {value!r}; for example {_example(name)}.",
        )
    return converted


def _example(name: str) -> str:
    return str(SETTINGS[name]["example"])


_KINDS = {
    "text": "a text",
    "texts": "a list of texts",
    "pair": "two texts",
    "flag": "true or false",
    "number": "a whole number above 0",
    "day": "a day",
    "table": "a table of names and values",
}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Any) -> list[str] | None:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple):
        return None
    if not all(isinstance(item, str) for item in values):
        return None
    return list(values)


def _pair(value: Any) -> list[str] | None:
    values = _texts(value)
    if values is not None and len(values) == 2:
        return values
    return None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_number and value > 0:
        return value
    return None


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _table(value: Any) -> dict[str, Any] | None:
    return dict(value) if isinstance(value, Mapping) else None


_CONVERTERS = {
    "text": _text,
    "texts": _texts,
    "pair": _pair,
    "flag": _flag,
    "number": _number,
    "day": _day,
    "table": _table,
}


def find_study(source: Path) -> Path | None:
    """Return the study file beside the articles: in their folder, or in that of the file."""
    folder = source if source.is_dir() else source.parent
    path = folder / FILE_NAME
    return path if path.is_file() else None


def draft_study(settings: Mapping[str, str]) -> str:
    """Return the text of a study file with every setting, those that are not given as comments.

    Args:
        settings: lines for settings that are known, by name, for example `{"day_first": "day_first = true"}`.

    >>> print(draft_study({"title": 'title = "The talks"'}).splitlines()[3])
    title = "The talks"
    """
    lines = [
        "# How these articles are read and analysed. Remove the # before a setting to use it.",
        "",
    ]
    for name, setting in SETTINGS.items():
        lines.append(f"# {setting['about']}")
        lines.append(settings.get(name, f"# {setting['example']}"))
        lines.append("")
    return "\n".join(lines)
