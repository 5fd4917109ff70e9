"""What an expression was found to mean."""

from dataclasses import dataclass
from typing import Any

from .points import FIRST_YEAR, LAST_YEAR, Point, format_value
from .values import read_value
from .view import Match

# From where an expression is completed: a point, if one is known, and "published", "text:START" or "none".
Anchor = tuple[Point | None, str]


class Values(dict[str, Any]):
    """The values of an expression's fields by their names."""

    def first(self, *names: str, default: Any = None) -> Any:
        """The value of the first of these fields that there is."""
        for name in names:
            if name in self:
                return self[name]
        return default

    def only(self, *names: str) -> "Values":
        """These fields alone."""
        return Values({name: self[name] for name in names if name in self})

    def without(self, *names: str) -> "Values":
        """The other fields."""
        return Values(
            {name: value for name, value in self.items() if name not in names}
        )


@dataclass(frozen=True)
class Meaning:
    """TIMEX3 type, value and modifier; the point of the calendar, if it is one, and what completed it."""

    type: str
    value: str
    mod: str = ""
    point: Point | None = None
    anchor: str = "itself"


def read_fields(match: Match) -> Values:
    """The value of each field of a match (of the first, where a name recurs)."""
    values = Values()
    for name, written in match.fields.items():
        table, words = written[0]
        values[name] = read_value(table, words)
    return values


def dated(
    point: Point | None, anchor: str = "itself", part: str = ""
) -> Meaning | None:
    """A point of the calendar; years beyond it are only past or future."""
    if point is None:
        return None
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        value = "PAST_REF" if point.year < 0 else "FUTURE_REF"
        return Meaning("DATE", value, anchor="none")
    if part:
        point = point._replace(part=part)
    kind = "TIME" if point.part else "DATE"
    return Meaning(kind, format_value(point), "", point, anchor)


def open_value(value: str) -> Meaning:
    """A value with nothing to complete it from."""
    return Meaning("TIME" if "XT" in value else "DATE", value, anchor="none")
